//! The pages behind the lock are a part of the program of their own: it is fetched while the passphrase is typed, so that the
//! first screen does not wait for it. `main.rs` says where the program is cut.

use std::future::Future;
use std::pin::Pin;

use leptos::prelude::*;

use super::gate_frame::GateFrame;
use crate::app::i18n::*;
use crate::app::platform::timers::sleep;
use crate::app::ui::*;

/// Makes the views of the pages behind the lock. Whoever has it has the part that holds them.
#[derive(Clone, Copy)]
pub struct Inside {
    pub(super) shell: fn() -> AnyView,
    /// Of the first run that is provided as context.
    pub(super) glance: fn() -> AnyView,
}

/// Fetches the part. `None` when it did not arrive; another try may bring it.
pub type FetchInside = fn() -> Pin<Box<dyn Future<Output = Option<Inside>>>>;

/// How long a part may take before it is said that it is awaited, in milliseconds.
const SAID_AFTER_MS: u32 = 300;

/// The part with the pages behind the lock, and how far it is. Copied freely.
#[derive(Clone, Copy)]
pub struct Later {
    fetch: FetchInside,
    arrival: RwSignal<Arrival>,
}

#[derive(Clone, Copy)]
enum Arrival {
    NotAsked,
    Awaited,
    Here(Inside),
    DidNotArrive,
}

impl Later {
    /// Nothing is asked for yet.
    pub fn new(fetch: FetchInside) -> Self {
        Self {
            fetch,
            arrival: RwSignal::new(Arrival::NotAsked),
        }
    }

    /// Fetches the part unless it is here or awaited; after it did not arrive, tries again.
    pub fn ask(self) {
        if matches!(
            self.arrival.get_untracked(),
            Arrival::Awaited | Arrival::Here(_)
        ) {
            return;
        }
        self.arrival.set(Arrival::Awaited);
        leptos::task::spawn_local(async move {
            let inside = (self.fetch)().await;
            self.arrival
                .set(inside.map_or(Arrival::DidNotArrive, Arrival::Here));
        });
    }
}

/// The frame around every page of an open vault.
#[component]
pub fn ShellLater() -> impl IntoView {
    let i18n = use_i18n();
    let later = expect_context::<Later>();
    later.ask();
    move || match later.arrival.get() {
        Arrival::Here(inside) => (inside.shell)(),
        Arrival::DidNotArrive => view! {
            <GateFrame narrow=true>
                <Page title=move || t_string!(i18n, vault.part_missing)><DidNotArrive later/></Page>
            </GateFrame>
        }
        .into_any(),
        Arrival::NotAsked | Arrival::Awaited => view! {
            <GateFrame narrow=true>
                <h1 class="hidden-visually">{t!(i18n, common.carnet)}</h1>
                <Awaited/>
            </GateFrame>
        }
        .into_any(),
    }
}

/// What is read of a file before there is a vault, in the first run that is provided as context.
#[component]
pub fn GlanceLater() -> impl IntoView {
    let later = expect_context::<Later>();
    later.ask();
    move || match later.arrival.get() {
        Arrival::Here(inside) => (inside.glance)(),
        Arrival::DidNotArrive => view! { <DidNotArrive later/> }.into_any(),
        Arrival::NotAsked | Arrival::Awaited => view! { <Awaited/> }.into_any(),
    }
}

#[component]
fn Awaited() -> impl IntoView {
    let i18n = use_i18n();
    let late = RwSignal::new(false);
    leptos::task::spawn_local(async move {
        sleep(SAID_AFTER_MS).await;
        late.try_set(true);
    });
    view! {
        <p role="status">{move || late.get().then(|| t_string!(i18n, vault.part_awaited))}</p>
    }
}

#[component]
fn DidNotArrive(later: Later) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <Message tone=Tone::Alert><p>{t!(i18n, vault.part_missing_words)}</p></Message>
        <Actions>
            <Button
                kind=ButtonKind::Primary
                label=move || t_string!(i18n, common.try_again)
                on_press=move || later.ask()
            />
        </Actions>
    }
}
