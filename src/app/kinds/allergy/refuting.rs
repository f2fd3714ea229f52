//! Saying of an allergy that it is not so.

use leptos::prelude::*;

use crate::app::i18n::*;
use crate::app::pages::chart::about::AboutStatement;
use crate::app::pages::chart::small_form::{SmallForm, Typed};
use crate::app::ui::*;
use crate::chart::draft::{FormField, RefuteForm};

/// The form that refutes an allergy; its line stands above the question why.
pub fn refute_allergy(draft: RefuteForm, close: Callback<()>) -> AnyView {
    const WHY: &str = "refute-reason";
    let i18n = use_i18n();
    let allergy = draft.allergy;
    let typed = Typed::new(draft);
    view! {
        <SmallForm kept=typed.keep() close>
            <AboutStatement id=allergy/>
            <p class="hint">{t!(i18n, kinds.allergy.refute_hint)}</p>
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
