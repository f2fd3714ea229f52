//! The covered page: a time, a field for the short code, nothing of anybody. Without a short code it is only hidden.

use leptos::prelude::*;

use super::gate_frame::GateFrame;
use super::short_code::{CodeField, is_whole};
use super::switch::SwitchForm;
use crate::app::i18n::*;
use crate::app::pages::trouble::Failed;
use crate::app::state::{use_app, use_say};
use crate::app::ui::*;
use crate::base::Stamp;
use crate::engine::protocol::Failure;

#[component]
pub fn Cover(at: Stamp) -> impl IntoView {
    let i18n = use_i18n();
    let say = use_say();
    let app = use_app();
    let code = RwSignal::new(String::new());
    let failure = RwSignal::new(None::<Failure>);
    let other = RwSignal::new(false);
    let uncover = move || {
        if !untrack(|| is_whole(code)) {
            return;
        }
        let typed = code.get_untracked();
        leptos::task::spawn_local(async move {
            if let Err(why) = app.uncover(typed).await {
                code.try_set(String::new());
                failure.try_set(Some(why));
            }
        });
    };
    view! {
        <GateFrame narrow=true shut=true>
            <Page title=move || t_string!(i18n, vault.covered, time = say.time(at)) no_focus=true>
                <Form on_submit=uncover>
                    <CodeField
                        id="short-code"
                        label=move || t_string!(i18n, vault.short_code)
                        code
                        focused=true
                    />
                    <Failed failure=failure/>
                    <Actions>
                        <Button
                            kind=ButtonKind::Primary
                            submit=true
                            label=move || t_string!(i18n, vault.uncover)
                            disabled=Signal::derive(move || !is_whole(code))
                        />
                    </Actions>
                </Form>
                {move || other.get().then(|| view! { <SwitchForm/> })}
                <div class="stack">
                    <Button
                        kind=ButtonKind::Plain
                        label=move || t_string!(i18n, vault.someone_else)
                        on_press=move || other.set(true)
                    />
                    <Button
                        kind=ButtonKind::Plain
                        label=move || t_string!(i18n, vault.lock_fully)
                        on_press=move || app.lock_everywhere()
                    />
                </div>
            </Page>
        </GateFrame>
    }
}

/// What stands before the page while nobody touches a device without a short code. The page stays as it is behind it: no
/// word, no place and no work under way is lost.
#[component]
pub fn HiddenPage() -> impl IntoView {
    let i18n = use_i18n();
    let say = use_say();
    let app = use_app();
    let node = NodeRef::<leptos::html::Dialog>::new();
    Effect::new(move |_| {
        let Some(layer) = node.get() else { return };
        match (app.hidden.get().is_some(), layer.open()) {
            // Refused only when already open, which was just looked at.
            (true, false) => {
                let _ = layer.show_modal();
            }
            (false, true) => layer.close(),
            _ => {}
        }
    });
    let show = move || app.hidden.set(None);
    view! {
        <dialog
            node_ref=node
            class="hidden-page"
            aria-labelledby="hidden-page"
            on:close=move |_| show()
        >
            <p class="print-only">{t!(i18n, vault.shut_on_paper)}</p>
            {move || app.hidden.get().map(|at| view! {
                <div class="gate-body gate-narrow stack">
                    <h1 id="hidden-page">{move || t_string!(i18n, vault.hidden, time = say.time(at))}</h1>
                    <p>{t!(i18n, vault.hidden_words)}</p>
                    <Actions>
                        <Button
                            kind=ButtonKind::Primary
                            label=move || t_string!(i18n, vault.show_again)
                            on_press=show
                        />
                    </Actions>
                    <Button
                        kind=ButtonKind::Plain
                        label=move || t_string!(i18n, vault.choose_code)
                        on_press=move || {
                            show();
                            app.cover_or_ask_for_code();
                        }
                    />
                    <Button
                        kind=ButtonKind::Plain
                        label=move || t_string!(i18n, vault.lock_fully)
                        on_press=move || app.lock_everywhere()
                    />
                </div>
            })}
        </dialog>
    }
}
