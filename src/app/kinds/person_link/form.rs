//! Another chart is, or is not, the same person's: both people beside each other, and the signature.

use leptos::prelude::*;

use crate::app::i18n::*;
use crate::app::pages::chart::small_form::{SmallForm, Typed};
use crate::app::pages::chart::use_chart;
use crate::app::pages::someone::{Pair, SideBySide};
use crate::app::state::Loaded;
use crate::chart::draft::LinkForm;
use crate::engine::protocol::ask;
use crate::reading::view::PersonRow;

/// The form that says two charts are one person's, or are not; both people are shown above it where the other is here.
pub fn link(draft: LinkForm, close: Callback<()>) -> AnyView {
    // A chart that is not here is taken apart all the same.
    let here = Loaded::of(ask::Person(draft.other));
    view! {
        {move || here.value.get().flatten().map(|here| view! { <Both here/> })}
        {sign_link(draft, close)}
    }
    .into_any()
}

/// The signature alone, where both people are shown already.
pub fn sign_link(draft: LinkForm, close: Callback<()>) -> AnyView {
    let i18n = use_i18n();
    let same = draft.same;
    let words = move || match same {
        true => t_string!(i18n, kinds.person_link.same),
        false => t_string!(i18n, kinds.person_link.differ),
    };
    view! {
        <SmallForm kept=Typed::new(draft).keep() close>
            <p>{words}</p>
        </SmallForm>
    }
    .into_any()
}

/// The person of this chart and the other one.
#[component]
pub fn Both(here: PersonRow) -> impl IntoView {
    let i18n = use_i18n();
    let one = use_chart().banner(|banner| banner.person.clone());
    one.map(|one| {
        view! {
            <SideBySide
                pair=Pair { one, here }
                whose=move || t_string!(i18n, kinds.person_link.this_chart)
                with=move || t_string!(i18n, kinds.person_link.other_chart)
            />
        }
    })
}
