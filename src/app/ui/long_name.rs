use leptos::prelude::*;

use crate::app::long_names::{Room, halves};

/// A person's name where there may be no room for it: what gives way is its middle. It is read out whole, printed whole, and
/// whoever rests the pointer on it sees it whole.
#[component]
pub fn LongName(#[prop(into)] name: String, room: Room) -> impl IntoView {
    let Some((head, tail)) = halves(&name, room) else {
        return view! { <span dir="auto">{name}</span> }.into_any();
    };
    let (head, tail) = (head.to_owned(), tail.to_owned());
    let told = name.clone();
    view! {
        <span class="long-name" dir="auto" title=told>
            <span class="long-name-whole">{name}</span>
            <span class="long-name-head" aria-hidden="true">{head}</span>
            <span class="long-name-tail" aria-hidden="true">{tail}</span>
        </span>
    }
    .into_any()
}
