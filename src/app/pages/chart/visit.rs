//! Opening a visit for someone who has a chart: notes that follow belong to it.

use leptos::prelude::*;

use super::act::ActForm;
use super::kept_form::KeptFormButton;
use super::lack::{Lacking, required};
use crate::app::i18n::*;
use crate::app::ui::*;
use crate::chart::draft::Form;
use crate::engine::protocol::ChartAct;

#[component]
pub fn OpenVisitButton() -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <KeptFormButton
            label=move || t_string!(i18n, kinds.visit.open)
            blank=Form::Visit { reason: String::new() }
        />
    }
}

const REASON: &str = "visit-reason";

#[component]
pub fn OpenVisit(reason: String, close: Callback<()>) -> impl IntoView {
    let i18n = use_i18n();
    let reason = RwSignal::new(reason);
    let form = move |()| Form::Visit {
        reason: reason.get(),
    };
    let lacking = Lacking::default();
    let act = move |()| {
        let reason = required(REASON, reason, t_string!(i18n, errors.missing_reason))?;
        Ok(ChartAct::OpenVisit { reason })
    };
    view! {
        <ActForm act form lacking on_done=close>
            <Field
                id=REASON
                label=move || t_string!(i18n, kinds.answer.question.reason)
                value=reason
                error=lacking.at(REASON)
            />
            <p class="hint">{t!(i18n, kinds.visit.hint)}</p>
        </ActForm>
    }
}
