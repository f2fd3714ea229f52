//! Why something could not be shown or signed, beside it.

use leptos::prelude::*;

use crate::app::state::use_say;
use crate::app::ui::*;
use crate::engine::protocol::Failure;

/// Why something failed, for as long as that is so.
#[component]
pub fn Failed(#[prop(into)] failure: Signal<Option<Failure>>) -> impl IntoView {
    let say = use_say();
    move || {
        failure.get().map(|why| {
            view! { <Message tone=Tone::Alert><p>{say.failure(&why)}</p></Message> }
        })
    }
}

#[component]
pub fn Trouble(failure: RwSignal<Option<Failure>>) -> impl IntoView {
    let say = use_say();
    move || {
        failure.get().map(|why| {
            view! {
                <Message tone=Tone::Alert on_dismiss=move || failure.set(None)>
                    <p>{say.failure(&why)}</p>
                </Message>
            }
        })
    }
}
