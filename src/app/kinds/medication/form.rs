//! Stopping a medicine, and why.

use leptos::prelude::*;

use crate::app::i18n::*;
use crate::app::pages::chart::about::AboutStatement;
use crate::app::pages::chart::small_form::{SmallForm, Typed};
use crate::app::ui::*;
use crate::chart::draft::{FormField, StopForm};

/// The form that stops a medicine; its line stands above the question why.
pub fn stop(draft: StopForm, close: Callback<()>) -> AnyView {
    const WHY: &str = "stop-reason";
    let i18n = use_i18n();
    let medicine = draft.medicine;
    let typed = Typed::new(draft);
    view! {
        <SmallForm kept=typed.keep() close>
            <AboutStatement id=medicine/>
            <Field
                id=WHY
                label=move || t_string!(i18n, kinds.amendment.reason)
                value=typed.part(|form| &form.reason, |form| &mut form.reason)
                error=typed.error(FormField::Reason, WHY)
            />
        </SmallForm>
    }
    .into_any()
}
