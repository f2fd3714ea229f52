//! Looking at a result, with what is planned because of it.

use leptos::prelude::*;

use crate::app::i18n::*;
use crate::app::pages::chart::about::AboutStatement;
use crate::app::pages::chart::small_form::{SmallForm, Typed};
use crate::app::ui::*;
use crate::chart::draft::{FormField, LookedAtForm};

/// The form that says that a result was looked at, and what is to be done about it.
pub fn look_and_plan(draft: LookedAtForm, close: Callback<()>) -> AnyView {
    const PLAN: &str = "looked-plan";
    let i18n = use_i18n();
    let report = draft.report;
    let typed = Typed::new(draft);
    view! {
        <SmallForm kept=typed.keep() close>
            <AboutStatement id=report/>
            <Field
                id=PLAN
                label=move || t_string!(i18n, kinds.acknowledgement.plan)
                value=typed.part(|form| &form.plan, |form| &mut form.plan)
                error=typed.error(FormField::Words, PLAN)
            />
            <DateParts
                id="looked-due"
                legend=move || t_string!(i18n, kinds.acknowledgement.due)
                value=typed.part(|form| &form.due, |form| &mut form.due)
                error=typed.error(FormField::Date, "looked-due-day")
            />
        </SmallForm>
    }
    .into_any()
}
