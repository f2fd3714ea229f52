//! Opening a visit for someone who has a chart: notes that follow belong to it.

use leptos::prelude::*;

use super::act::{ActForm, FormButton};
use crate::app::i18n::*;
use crate::app::ui::*;
use crate::engine::protocol::ChartAct;

#[component]
pub fn OpenVisitButton() -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <FormButton
            label=move || t_string!(i18n, chart.visit.open)
            title=move || t_string!(i18n, chart.visit.open)
            form=Callback::new(|(close,)| view! { <OpenVisit close/> }.into_any())
        />
    }
}

#[component]
fn OpenVisit(close: Callback<()>) -> impl IntoView {
    let i18n = use_i18n();
    let reason = RwSignal::new(String::new());
    let act = move |()| {
        let reason = reason.get_untracked().trim().to_string();
        if reason.is_empty() {
            return Err(t_string!(i18n, errors.missing_reason).to_string());
        }
        Ok(ChartAct::OpenVisit { reason })
    };
    view! {
        <ActForm label=move || t_string!(i18n, chart.sign.sign) act on_done=close>
            <Field label=move || t_string!(i18n, chart.question.reason) value=reason/>
            <p class="hint">{t!(i18n, chart.visit.hint)}</p>
        </ActForm>
    }
}
