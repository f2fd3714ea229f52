//! The quick way to add an allergy.

use leptos::prelude::*;

use crate::app::i18n::*;
use crate::app::pages::chart::small_form::{SmallForm, Typed};
use crate::app::ui::*;
use crate::chart::draft::{AllergyDraft, FormField};

/// The form of a new allergy: what it is to, and what it did. `close` closes the layer the form stands in.
pub fn add_allergy(draft: AllergyDraft, close: Callback<()>) -> AnyView {
    const SUBSTANCE: &str = "allergy-substance";
    let i18n = use_i18n();
    let typed = Typed::new(draft);
    view! {
        <SmallForm kept=typed.keep() close>
            <Field
                id=SUBSTANCE
                label=move || t_string!(i18n, kinds.allergy.substance)
                value=typed.part(|form| &form.substance, |form| &mut form.substance)
                error=typed.error(FormField::Substance, SUBSTANCE)
            />
            <Field
                id="allergy-reaction"
                label=move || t_string!(i18n, kinds.allergy.reaction)
                value=typed.part(|form| &form.reaction, |form| &mut form.reaction)
            />
            <Field
                id="allergy-severity"
                label=move || t_string!(i18n, kinds.allergy.severity)
                value=typed.part(|form| &form.severity, |form| &mut form.severity)
            />
        </SmallForm>
    }
    .into_any()
}
