//! Before a vault is made: what of this browser may not last, and where records made earlier may lie.

use leptos::prelude::*;

use super::beginning::{Beginning, Door};
use crate::app::i18n::*;
use crate::app::platform::storage::{self, Doubt};
use crate::app::ui::*;

/// Said before anything is made, and only as surely as it is known.
#[component]
pub(super) fn MayNotLast() -> impl IntoView {
    let i18n = use_i18n();
    let doubts = RwSignal::new(Vec::<Doubt>::new());
    leptos::task::spawn_local(async move {
        let found = storage::doubts().await;
        doubts.try_set(found);
    });
    move || {
        doubts
            .get()
            .into_iter()
            .map(|doubt| {
                let words = move || match doubt {
                    Doubt::PrivateWindow => t_string!(i18n, vault.before.private),
                    Doubt::TabOfATelephone => t_string!(i18n, vault.before.tab),
                    Doubt::HomeScreen => t_string!(i18n, vault.before.home_screen),
                };
                view! { <Message tone=Tone::NotKnown><p>{words}</p></Message> }
            })
            .collect_view()
    }
}

/// Somebody wrote here before, and finds nothing: the places where it may be, the likeliest first, and what opens it.
#[component]
pub(super) fn HadRecords(beginning: Beginning) -> impl IntoView {
    let i18n = use_i18n();
    let host = web_sys::window()
        .and_then(|window| window.location().host().ok())
        .unwrap_or_default();
    let address = move || t_string!(i18n, vault.had.address, address = host.clone());
    view! {
        <details class="had-records">
            <summary>{t!(i18n, vault.had.title)}</summary>
            <div class="stack">
                <p>{t!(i18n, vault.had.words)}</p>
                <ul>
                    <li>{t!(i18n, vault.had.browser)}</li>
                    <li>{t!(i18n, vault.had.home_screen)}</li>
                    <li>{address}</li>
                    <li>{t!(i18n, vault.had.private)}</li>
                    <li>{t!(i18n, vault.had.cleared)}</li>
                </ul>
                <p>{t!(i18n, vault.had.file)}</p>
                <div>
                    <Button
                        label=move || t_string!(i18n, vault.had.open)
                        on_press=move || beginning.choose(Door::File)
                    />
                </div>
            </div>
        </details>
    }
}
