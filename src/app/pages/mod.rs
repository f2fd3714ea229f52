//! The pages, each made of `ui` and `state`.

pub mod chart;

use leptos::prelude::*;

/// Everything under the document's body.
#[component]
pub fn Root() -> impl IntoView {
    view! { <main id="main"></main> }
}
