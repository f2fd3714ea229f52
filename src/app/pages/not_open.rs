//! The database does not open. It is tried again by a button and by itself, with growing pauses, until that is no use.

use leptos::prelude::*;

use super::gate_frame::GateFrame;
use super::update::TakeUpdate;
use crate::app::i18n::*;
use crate::app::platform::browser::use_browser;
use crate::app::platform::timers::sleep;
use crate::app::state::{Say, use_app, use_say};
use crate::app::ui::*;
use crate::engine::protocol::StorageTrouble;

/// Seconds before each try by itself.
const PAUSES: [u32; 5] = [3, 6, 12, 30, 60];

#[component]
pub fn NotOpen(trouble: StorageTrouble) -> impl IntoView {
    let say = use_say();
    let i18n = say.0;
    let app = use_app();
    let updates = use_browser().updates;
    let newer = matches!(trouble, StorageTrouble::Newer { .. });
    let left = RwSignal::new(None::<u32>);
    let pause = PAUSES.get(app.reopened.get_untracked() as usize).copied();
    if let Some(pause) = pause.filter(|_| !newer) {
        leptos::task::spawn_local(async move {
            for second in (1..=pause).rev() {
                // The page was left, or tried again by a press.
                if left.try_set(Some(second)).is_some() {
                    return;
                }
                sleep(1000).await;
            }
            if left.try_get_untracked().is_some() {
                app.reopen();
            }
        });
    }
    let waiting = move || match left.get() {
        Some(seconds) => t_string!(i18n, vault.not_open.again_in, seconds = seconds),
        None => t_string!(i18n, vault.not_open.no_more).to_string(),
    };
    view! {
        <GateFrame narrow=true>
            <Page title=move || t_string!(i18n, vault.cannot_open)>
                <Message tone=Tone::Alert><p>{move || words(say, &trouble)}</p></Message>
                {(!newer).then(|| view! {
                    <Actions>
                        <Button
                            kind=ButtonKind::Primary
                            label=move || t_string!(i18n, vault.not_open.again)
                            on_press=move || {
                                app.reopened.set(0);
                                app.reopen();
                            }
                        />
                    </Actions>
                    <p class="quiet-text">{waiting}</p>
                })}
                {move || updates.is_ready().then(|| view! {
                    <Actions>
                        <TakeUpdate kind=ButtonKind::Primary/>
                    </Actions>
                })}
            </Page>
        </GateFrame>
    }
}

/// As everywhere, but for what cannot be reached from here: nothing was being written, and nothing can be exported.
fn words(say: Say, trouble: &StorageTrouble) -> String {
    let i18n = say.0;
    match trouble {
        StorageTrouble::Full => t_string!(i18n, vault.not_open.full).to_string(),
        StorageTrouble::Blocked => t_string!(i18n, vault.not_open.blocked).to_string(),
        StorageTrouble::Lost => t_string!(i18n, vault.not_open.lost).to_string(),
        StorageTrouble::Newer { .. } => say.storage_trouble(trouble),
        StorageTrouble::Denied(words) => {
            t_string!(i18n, vault.not_open.denied, words = words.clone())
        }
        StorageTrouble::Failed(words) => {
            t_string!(i18n, vault.not_open.failed, words = words.clone())
        }
    }
}
