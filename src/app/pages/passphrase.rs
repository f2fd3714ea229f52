//! Choosing a passphrase: a generated one first, one's own above a minimum, with a meter that speaks in words.

use leptos::prelude::*;

use crate::app::i18n::*;
use crate::app::platform::meter::{Meter, Strength};
use crate::app::state::{App, use_app, use_say};
use crate::app::ui::*;
use crate::engine::protocol::{Failure, Reply, Request, VaultReply, VaultRequest};

/// Characters one's own passphrase needs at least.
pub const LEAST: usize = 12;

/// Words of a generated passphrase: 2 to the 66th possibilities.
const WORDS: u8 = 6;

/// A passphrase being chosen.
#[derive(Clone, Copy)]
pub struct Choosing {
    app: App,
    pub own: RwSignal<Option<bool>>,
    generated: RwSignal<String>,
    typed: RwSignal<String>,
    again: RwSignal<String>,
    failure: RwSignal<Option<Failure>>,
}

impl Choosing {
    /// Asks for a generated passphrase at once.
    pub fn new() -> Self {
        let choosing = Self {
            app: use_app(),
            own: RwSignal::new(Some(false)),
            generated: RwSignal::new(String::new()),
            typed: RwSignal::new(String::new()),
            again: RwSignal::new(String::new()),
            failure: RwSignal::new(None),
        };
        choosing.generate();
        choosing
    }

    fn generate(self) {
        leptos::task::spawn_local(async move {
            let language = self.app.look.get_untracked().language;
            let request = Request::Vault(VaultRequest::Passphrase {
                words: WORDS,
                language,
            });
            match self.app.ask(request).await {
                Ok(Reply::Vault(VaultReply::Passphrase(words))) => {
                    self.generated.try_set(words);
                }
                Ok(_) => {}
                Err(why) => {
                    self.failure.try_set(Some(why));
                }
            }
        });
    }

    fn is_own(&self) -> bool {
        self.own.get() == Some(true)
    }

    /// The passphrase, once it may be used.
    pub fn chosen(&self) -> Option<String> {
        if !self.is_own() {
            return Some(self.generated.get()).filter(|words| !words.is_empty());
        }
        let typed = self.typed.get();
        (typed.chars().count() >= LEAST && typed == self.again.get()).then_some(typed)
    }
}

/// The control for a `Choosing`.
#[component]
pub fn ChoosePassphrase(choosing: Choosing) -> impl IntoView {
    let i18n = use_i18n();
    let say = use_say();
    view! {
        <Choice
            id="passphrase-kind"
            legend=move || t_string!(i18n, vault.passphrase)
            value=choosing.own
            options=vec![
                (false, (move || t_string!(i18n, vault.generated)).into()),
                (true, (move || t_string!(i18n, vault.own)).into()),
            ]
        />
        {move || choosing.failure.get().map(|why| view! {
            <Message tone=Tone::Alert><p>{move || say.failure(&why)}</p></Message>
        })}
        {move || if choosing.is_own() {
            view! { <Own choosing/> }.into_any()
        } else {
            view! { <Generated choosing/> }.into_any()
        }}
    }
}

#[component]
fn Generated(choosing: Choosing) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <p>{t!(i18n, vault.generated_words)}</p>
        <output class="secret-words" translate="no">{move || word_by_word(&choosing.generated.get())}</output>
        <div>
            <Button label=move || t_string!(i18n, vault.new_one) on_press=move || choosing.generate()/>
        </div>
    }
}

/// Words to be said or copied, each whole and in its column.
pub fn word_by_word(words: &str) -> impl IntoView + use<> {
    let words: Vec<String> = words.split_whitespace().map(String::from).collect();
    words
        .into_iter()
        .map(|word| view! { <span>{word}</span> " " })
        .collect_view()
}

#[component]
fn Own(choosing: Choosing) -> impl IntoView {
    let i18n = use_i18n();
    let meter = Meter::start();
    Effect::new(move |_| meter.weigh(&choosing.typed.get()));
    let differs = Signal::derive(move || {
        let (typed, again) = (choosing.typed.get(), choosing.again.get());
        (!again.is_empty() && !typed.starts_with(&again))
            .then(|| t_string!(i18n, vault.not_the_same).to_string())
    });
    let verdict = move || {
        let count = choosing.typed.get().chars().count();
        if count == 0 {
            return String::new();
        }
        if count < LEAST {
            return t_string!(i18n, vault.meter.short, count = count, least = LEAST);
        }
        strength_words(i18n, meter.strength())
    };
    view! {
        <Field
            id="own-passphrase"
            kind=FieldKind::Secret
            label=move || t_string!(i18n, vault.own_label)
            hint=move || t_string!(i18n, vault.own_hint, least = LEAST)
            value=choosing.typed
        />
        <p role="status">{verdict}</p>
        <Field
            id="own-passphrase-again"
            kind=FieldKind::Secret
            label=move || t_string!(i18n, vault.own_again)
            value=choosing.again
            error=differs
        />
    }
}

/// How long guessing would take someone who copied the disk, in words.
fn strength_words(i18n: Texts, strength: Option<Strength>) -> String {
    match strength {
        None => t_string!(i18n, vault.meter.weighing).to_string(),
        Some(Strength::Minutes) => t_string!(i18n, vault.meter.minutes).to_string(),
        Some(Strength::Days) => t_string!(i18n, vault.meter.days).to_string(),
        Some(Strength::Years) => t_string!(i18n, vault.meter.years).to_string(),
        Some(Strength::Lifetimes) => t_string!(i18n, vault.meter.lifetimes).to_string(),
    }
}
