//! Stopping a medicine, holding it, starting it again: each with its reason.

use leptos::prelude::*;

use crate::app::i18n::*;
use crate::app::pages::chart::about::AboutStatement;
use crate::app::pages::chart::small_form::{SmallForm, Typed};
use crate::app::ui::*;
use crate::chart::draft::{FormField, HoldForm, RestartForm, StopForm};

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

/// The form that holds a medicine for a while.
pub fn hold(draft: HoldForm, close: Callback<()>) -> AnyView {
    const WHY: &str = "hold-reason";
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

/// The form that starts a medicine again; words are asked for, not needed.
pub fn restart(draft: RestartForm, close: Callback<()>) -> AnyView {
    const WORDS: &str = "restart-words";
    let i18n = use_i18n();
    let medicine = draft.medicine;
    let typed = Typed::new(draft);
    view! {
        <SmallForm kept=typed.keep() close>
            <AboutStatement id=medicine/>
            <Field
                id=WORDS
                label=move || t_string!(i18n, kinds.medication.restart_words)
                value=typed.part(|form| &form.words, |form| &mut form.words)
                error=typed.error(FormField::Words, WORDS)
            />
        </SmallForm>
    }
    .into_any()
}
