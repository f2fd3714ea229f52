//! Saying that no allergy is known.

use leptos::prelude::*;

use crate::app::i18n::*;
use crate::app::pages::chart::small_form::{SmallForm, Typed};
use crate::chart::kinds::Answered;

/// The form that says no allergy is known: nothing is typed, there is only the press.
pub fn answer(draft: Answered, close: Callback<()>) -> AnyView {
    let i18n = use_i18n();
    view! {
        <SmallForm kept=Typed::new(draft).keep() close>
            <p>{t!(i18n, kinds.allergy.none_words)}</p>
        </SmallForm>
    }
    .into_any()
}
