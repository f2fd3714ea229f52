//! Taking the version of the page that waits.

use leptos::prelude::*;

use crate::app::i18n::*;
use crate::app::platform::browser::use_browser;
use crate::app::state::use_app;
use crate::app::ui::{Button, ButtonKind};

/// The button that takes the waiting version, and what is said until the page loads again: a browser lets the old
/// version end what it is doing, Chromium for up to half a minute.
#[component]
pub fn TakeUpdate(
    #[prop(optional)] kind: ButtonKind,
    #[prop(optional, into)] disabled: Signal<bool>,
) -> impl IntoView {
    let i18n = use_i18n();
    let app = use_app();
    let updates = use_browser().updates;
    let under_way = Signal::derive(move || updates.is_under_way());
    view! {
        <Button
            kind
            label=move || t_string!(i18n, vault.update_now)
            on_press=move || app.update()
            disabled
            busy=under_way
        />
        <p class="hint" role="status">{move || under_way.get().then_some(t!(i18n, vault.update_under_way))}</p>
    }
}
