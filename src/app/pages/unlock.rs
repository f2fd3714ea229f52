//! The locked page: passphrase or recovery words. It never says who the vault belongs to.

use leptos::prelude::*;

use super::gate_frame::GateFrame;
use super::opening::{OpenButton, Opening, word_list};
use super::rescue::RescueSteps;
use crate::app::i18n::*;
use crate::app::state::{use_app, use_say};
use crate::app::ui::*;
use crate::engine::protocol::Opener;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    Passphrase,
    Words,
    Rescue,
}

#[component]
pub fn Unlock(
    /// No try is taken before this moment of the monotonic clock.
    until: f64,
) -> impl IntoView {
    let i18n = use_i18n();
    let way = RwSignal::new(Way::Passphrase);
    let opening = Opening::new(until);
    let choose = move |to: Way| {
        opening.failure.set(None);
        way.set(to);
    };
    let title = move || match way.get() {
        Way::Rescue => t_string!(i18n, vault.rescue.title),
        _ => t_string!(i18n, vault.locked),
    };
    view! {
        {move || {
            let now = way.get();
            let narrow = now != Way::Rescue;
            view! {
                <GateFrame narrow shut=true>
                    <Page title no_focus=now == Way::Passphrase>
                        <WhyLocked/>
                        {match now {
                            Way::Passphrase => view! { <ByPassphrase opening/> }.into_any(),
                            Way::Words => view! { <ByWords opening/> }.into_any(),
                            Way::Rescue => view! { <RescueSteps on_words=move || choose(Way::Words)/> }.into_any(),
                        }}
                        <div class="stack">
                            {(now != Way::Passphrase).then(|| view! {
                                <Button
                                    kind=ButtonKind::Plain
                                    label=move || t_string!(i18n, vault.use_passphrase)
                                    on_press=move || choose(Way::Passphrase)
                                />
                            })}
                            // The steps of the rescue offer the recovery code themselves.
                            {(now == Way::Passphrase).then(|| view! {
                                <Button
                                    kind=ButtonKind::Plain
                                    label=move || t_string!(i18n, vault.use_words)
                                    on_press=move || choose(Way::Words)
                                />
                            })}
                            {(now != Way::Rescue).then(|| view! {
                                <Button
                                    kind=ButtonKind::Plain
                                    label=move || t_string!(i18n, vault.cannot_open_it)
                                    on_press=move || choose(Way::Rescue)
                                />
                            })}
                        </div>
                    </Page>
                </GateFrame>
            }
        }}
    }
}

/// Why the vault locked, where nobody asked it to.
#[component]
fn WhyLocked() -> impl IntoView {
    let say = use_say();
    let why = use_app().why_locked;
    move || {
        why.get().map(|failure| {
            view! {
                <Message tone=Tone::Alert on_dismiss=move || why.set(None)>
                    <p>{move || say.failure(&failure)}</p>
                </Message>
            }
        })
    }
}

#[component]
fn OpeningFailure(opening: Opening) -> impl IntoView {
    let say = use_say();
    move || {
        opening.failure.get().map(|failure| {
            view! { <Message tone=Tone::Alert><p>{move || say.failure(&failure)}</p></Message> }
        })
    }
}

#[component]
fn ByPassphrase(opening: Opening) -> impl IntoView {
    let i18n = use_i18n();
    let passphrase = RwSignal::new(String::new());
    let node = NodeRef::<leptos::html::Input>::new();
    Effect::new(move |_| {
        if let Some(field) = node.get() {
            let _ = field.focus();
        }
    });
    // After a wrong try one types again, over what was typed.
    Effect::new(move |_| {
        if let (true, Some(field)) = (opening.failure.with(Option::is_some), node.get_untracked()) {
            let _ = field.focus();
            field.select();
        }
    });
    view! {
        <Form on_submit=move || opening.try_open(Opener::Passphrase(passphrase.get_untracked()))>
            <Field
                id="passphrase"
                node
                kind=FieldKind::Secret
                label=move || t_string!(i18n, vault.passphrase)
                value=passphrase
            />
            <OpeningFailure opening/>
            <OpenButton opening/>
        </Form>
    }
}

#[component]
fn ByWords(opening: Opening) -> impl IntoView {
    let i18n = use_i18n();
    let words = RwSignal::new(vec![String::new(); CODE_WORDS]);
    let list = word_list();
    view! {
        <Form on_submit=move || opening.try_open(Opener::Words(words.get_untracked()))>
            <p>{t!(i18n, vault.words_hint)}</p>
            <WordsInput id="recovery" value=words list/>
            <OpeningFailure opening/>
            <OpenButton opening/>
        </Form>
    }
}
