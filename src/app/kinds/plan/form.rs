//! Closing a plan: done, or not to be done any more.

use leptos::prelude::*;

use crate::app::i18n::*;
use crate::app::pages::chart::about::AboutStatement;
use crate::app::pages::chart::small_form::{SmallForm, Typed};
use crate::app::ui::*;
use crate::chart::draft::{ClosePlanForm, FormField};

/// The form that closes a plan; its line stands above the question how it ended.
pub fn close_plan(draft: ClosePlanForm, close: Callback<()>) -> AnyView {
    /// The first of the two answers.
    const DONE: &str = "plan-done-0";
    let i18n = use_i18n();
    let plan = draft.plan;
    let typed = Typed::new(draft);
    view! {
        <SmallForm kept=typed.keep() close>
            <AboutStatement id=plan/>
            <Choice
                id="plan-done"
                error=typed.error(FormField::Done, DONE)
                legend=move || t_string!(i18n, kinds.plan.how)
                value=typed.part(|form| &form.done, |form| &mut form.done)
                options=choices![i18n;
                    true => kinds.plan.was_done,
                    false => kinds.plan.was_dropped,
                ]
            />
            <Field
                id="plan-words"
                label=move || t_string!(i18n, kinds.plan.words)
                value=typed.part(|form| &form.words, |form| &mut form.words)
            />
        </SmallForm>
    }
    .into_any()
}
