//! Opening a visit for someone who has a chart: notes that follow belong to it.

use leptos::prelude::*;

use super::act::ActForm;
use super::kept_form::KeptFormButton;
use crate::app::i18n::*;
use crate::app::ui::*;
use crate::chart::draft::Form;
use crate::engine::protocol::ChartAct;

#[component]
pub fn OpenVisitButton() -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <KeptFormButton
            label=move || t_string!(i18n, chart.visit.open)
            blank=Form::Visit { reason: String::new() }
        />
    }
}

#[component]
pub fn OpenVisit(reason: String, close: Callback<()>) -> impl IntoView {
    let i18n = use_i18n();
    let reason = RwSignal::new(reason);
    let form = move |()| Form::Visit {
        reason: reason.get(),
    };
    let act = move |()| {
        let reason = reason.get_untracked().trim().to_string();
        if reason.is_empty() {
            return Err(t_string!(i18n, errors.missing_reason).to_string());
        }
        Ok(ChartAct::OpenVisit { reason })
    };
    view! {
        <ActForm act form on_done=close>
            <Field label=move || t_string!(i18n, chart.question.reason) value=reason/>
            <p class="hint">{t!(i18n, chart.visit.hint)}</p>
        </ActForm>
    }
}
