//! What stands before the records, by the state of the gate.

use leptos::prelude::*;

use super::cover::Cover;
use super::first_run::FirstRun;
use super::gate_frame::GateFrame;
use super::later::{Later, ShellLater};
use super::not_open::NotOpen;
use super::rescue::Damaged;
use super::unlock::Unlock;
use crate::app::i18n::*;
use crate::app::platform::requirements::Lacking;
use crate::app::state::{Gate, use_app};
use crate::app::ui::*;
use crate::engine::protocol::StorageTrouble;

/// Everything under the document's body. Rebuilt when the gate changes, never while a page is used.
#[component]
pub fn Root() -> impl IntoView {
    let app = use_app();
    // Another person sees nothing of the page the first one had open.
    let who = move || {
        app.session
            .with(|session| session.as_ref().map(|session| session.user))
    };
    let kind = Memo::new(move |_| (app.gate.get(), who()));
    let later = expect_context::<Later>();
    Effect::new(move |_| match kind.get().0 {
        // What the first screen needs comes before what stands behind it.
        Gate::Starting => {}
        _ => later.ask(),
    });
    move || match kind.get().0 {
        Gate::Starting => view! { <Starting/> }.into_any(),
        Gate::Lacking(lacking) => view! { <LackingPage lacking/> }.into_any(),
        Gate::Elsewhere => view! { <Elsewhere/> }.into_any(),
        Gate::FirstRun => view! { <FirstRun/> }.into_any(),
        Gate::Locked { until } => view! { <Unlock until/> }.into_any(),
        Gate::Damaged => view! { <Damaged/> }.into_any(),
        Gate::Newer { found, reads } => {
            view! { <NotOpen trouble=StorageTrouble::Newer { found, reads }/> }.into_any()
        }
        Gate::Storage(trouble) => view! { <NotOpen trouble/> }.into_any(),
        Gate::Stopped(words) => view! { <Stopped words/> }.into_any(),
        Gate::Covered { at } => view! { <Cover at/> }.into_any(),
        Gate::Open => view! { <ShellLater/> }.into_any(),
    }
}

#[component]
fn Starting() -> impl IntoView {
    let i18n = use_i18n();
    let late = RwSignal::new(false);
    leptos::task::spawn_local(async move {
        crate::app::platform::timers::sleep(300).await;
        late.try_set(true);
    });
    view! {
        <GateFrame narrow=true>
            <h1 class="hidden-visually">{t!(i18n, common.carnet)}</h1>
            <p role="status">{move || late.get().then(|| t_string!(i18n, vault.starting))}</p>
        </GateFrame>
    }
}

#[component]
fn LackingPage(lacking: Vec<Lacking>) -> impl IntoView {
    let i18n = use_i18n();
    let reasons = lacking
        .into_iter()
        .map(|lacking| {
            let words = move || match lacking {
                Lacking::SecureContext => t_string!(i18n, vault.lacking.secure),
                Lacking::Storage => t_string!(i18n, vault.lacking.storage),
                Lacking::Workers => t_string!(i18n, vault.lacking.workers),
                Lacking::Locks => t_string!(i18n, vault.lacking.locks),
                Lacking::Cryptography => t_string!(i18n, vault.lacking.cryptography),
            };
            view! { <Message tone=Tone::Alert><p>{words}</p></Message> }
        })
        .collect_view();
    view! {
        <GateFrame>
            <Page title=move || t_string!(i18n, vault.lacking.title)>{reasons}</Page>
        </GateFrame>
    }
}

#[component]
fn Elsewhere() -> impl IntoView {
    let i18n = use_i18n();
    let app = use_app();
    let asked = RwSignal::new(false);
    view! {
        <GateFrame narrow=true>
            <Page title=move || t_string!(i18n, vault.elsewhere.title)>
                <p>{t!(i18n, vault.elsewhere.words)}</p>
                <Actions>
                    <Button
                        kind=ButtonKind::Primary
                        label=move || t_string!(i18n, vault.elsewhere.use_here)
                        busy=asked
                        on_press=move || {
                            asked.set(true);
                            app.use_here();
                        }
                    />
                </Actions>
                <p role="status">{move || asked.get().then(|| t_string!(i18n, vault.elsewhere.asked))}</p>
            </Page>
        </GateFrame>
    }
}

/// The engine ended by itself. Starting it again asks for the passphrase again.
#[component]
fn Stopped(words: String) -> impl IntoView {
    let i18n = use_i18n();
    let app = use_app();
    view! {
        <GateFrame narrow=true>
            <Page title=move || t_string!(i18n, vault.cannot_open)>
                <Message tone=Tone::Alert><p>{t!(i18n, errors.stopped)}</p></Message>
                <p class="quiet-text" translate="no">{words}</p>
                <Actions>
                    <Button
                        kind=ButtonKind::Primary
                        label=move || t_string!(i18n, common.try_again)
                        on_press=move || {
                            app.gate.set(Gate::Starting);
                            app.engine.start(crate::engine::protocol::Failure::Locked);
                        }
                    />
                </Actions>
            </Page>
        </GateFrame>
    }
}
