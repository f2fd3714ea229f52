//! The locked page: passphrase or recovery words. It never says who the vault belongs to.

use leptos::prelude::*;

use super::gate::GateFrame;
use super::rescue::RescueSteps;
use crate::app::i18n::*;
use crate::app::matching::WordList;
use crate::app::platform::engine::Work;
use crate::app::platform::timers::{now_ms, sleep};
use crate::app::state::{App, use_app, use_say};
use crate::app::ui::*;
use crate::base::Language;
use crate::engine::protocol::{
    Failure, Opener, Reply, Request, UnlockFailure, VaultReply, VaultRequest, VaultState,
};

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

/// Trying to open, and waiting between tries.
#[derive(Clone, Copy)]
pub struct Opening {
    app: App,
    pub work: Work,
    pub failure: RwSignal<Option<Failure>>,
    until: RwSignal<f64>,
    left: RwSignal<u32>,
}

impl Opening {
    pub fn new(until: f64) -> Self {
        let opening = Self {
            app: use_app(),
            work: Work::new(),
            failure: RwSignal::new(None),
            until: RwSignal::new(until),
            left: RwSignal::new(0),
        };
        opening.count_down();
        opening
    }

    /// Seconds until the next try is taken.
    pub fn left(&self) -> u32 {
        self.left.get()
    }

    fn count_down(self) {
        leptos::task::spawn_local(async move {
            loop {
                let Some(until) = self.until.try_get_untracked() else {
                    return;
                };
                let left = ((until - now_ms()) / 1000.0).ceil().max(0.0) as u32;
                if self.left.try_set(left).is_some() || left == 0 {
                    return;
                }
                sleep(250).await;
            }
        });
    }

    fn wait(&self, ms: u32) {
        self.until.set(now_ms() + f64::from(ms));
        self.count_down();
    }

    /// Tries to open; on success the shell takes the page's place.
    pub fn try_open(self, opener: Opener) {
        if self.left.get_untracked() > 0 || self.work.is_busy() {
            return;
        }
        let app = self.app;
        leptos::task::spawn_local(async move {
            self.failure.set(None);
            let request = Request::Vault(VaultRequest::Unlock(opener));
            match app.ask_with(self.work, request).await {
                Ok(Reply::Vault(VaultReply::Open(session))) => app.opened(*session),
                Ok(_) => {}
                Err(Failure::Unlock(UnlockFailure::Wait(ms))) => self.wait(ms),
                Err(failure) => {
                    self.failure.set(Some(failure));
                    self.learn_the_wait().await;
                }
            }
        });
    }

    /// The engine counts wrong tries, also across reloads.
    async fn learn_the_wait(&self) {
        let state = self.app.ask(Request::Vault(VaultRequest::State)).await;
        if let Ok(Reply::Vault(VaultReply::State(VaultState::Locked { wait_ms, .. }))) = state {
            self.wait(wait_ms);
        }
    }
}

#[component]
pub fn OpenButton(opening: Opening) -> impl IntoView {
    let i18n = use_i18n();
    let label = move || match opening.left() {
        0 => t_string!(i18n, common.open).to_string(),
        left => t_string!(i18n, vault.open_in, seconds = left),
    };
    view! {
        <Actions>
            <Button
                kind=ButtonKind::Primary
                submit=true
                label
                disabled=Signal::derive(move || opening.left() > 0)
                busy=Signal::derive(move || opening.work.is_running())
            />
        </Actions>
        <Working work=opening.work no_cancel=true words=move || t_string!(i18n, ui.step_opening)/>
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

/// Every word a recovery code can be made of: those of the page's language are offered, those of the others are understood.
/// Empty until the engine has answered.
pub fn word_list() -> Signal<WordList> {
    let app = use_app();
    let list = RwSignal::new(WordList::default());
    Effect::new(move |_| {
        let of_page = app.look.get().language;
        leptos::task::spawn_local(async move {
            let Some(words) = words_in(app, of_page).await else {
                return;
            };
            let mut others = Vec::new();
            for language in Language::ALL {
                if language != of_page {
                    others.extend(words_in(app, language).await.unwrap_or_default());
                }
            }
            list.try_set(WordList::with_others(words, others));
        });
    });
    list.into()
}

async fn words_in(app: App, language: Language) -> Option<Vec<String>> {
    let request = Request::Vault(VaultRequest::WordList { language });
    match app.ask(request).await {
        Ok(Reply::Vault(VaultReply::WordList(words))) => Some(words),
        _ => None,
    }
}
