use leptos::prelude::*;

use crate::app::pages::trouble::Trouble;
use crate::app::state::{App, Press, use_app};
use crate::base::ChartId;
use crate::chart::draft::VisitStepForm;
use crate::chart::kinds::VisitStep;
use crate::chart::statement::StatementId;

/// The acts that stand beside one open visit. Each is signed by its press; one at a time, and none twice.
#[derive(Clone, Copy)]
pub struct Acting {
    app: App,
    chart: ChartId,
    visit: StatementId,
    press: Press,
    /// One was signed, and what stands here tells of the time before it.
    over: RwSignal<bool>,
    then: Callback<(VisitStep,)>,
}

impl Acting {
    /// `then` is told what was signed.
    pub fn on(
        chart: ChartId,
        visit: StatementId,
        then: impl Fn(VisitStep) + Send + Sync + 'static,
    ) -> Self {
        Self {
            app: use_app(),
            chart,
            visit,
            press: Press::new(),
            over: RwSignal::new(false),
            then: Callback::new(move |(step,)| then(step)),
        }
    }

    /// Signs it, unless another act is under way or was just signed here.
    pub fn step(self, step: VisitStep) {
        if self.over.get_untracked() {
            return;
        }
        let visit = self.visit;
        self.press.run(async move || {
            let form = VisitStepForm {
                visit,
                step: step.clone(),
            };
            self.app.sign_at_once(self.chart, form.into()).await?;
            self.over.try_set(true);
            self.then.try_run((step,));
            Ok(())
        });
    }

    /// What stands here tells of the present again.
    pub fn is_read_again(self) {
        self.over.set(false);
    }

    /// No act can be pressed now.
    pub fn busy(self) -> Signal<bool> {
        Signal::derive(move || self.press.busy.get() || self.over.get())
    }

    /// Why nothing was signed, beside the press.
    pub fn trouble(self) -> impl IntoView {
        view! { <Trouble failure=self.press.failure/> }
    }
}
