//! Choosing a passphrase: a generated one first, one's own above a minimum (so many characters, and not what the meter finds
//! within hours), with a meter that speaks in words. Where the meter cannot be had a plain rule applies and is said.

use leptos::prelude::*;

use super::lack::{Lack, Lacking};
use crate::app::commonest::Commonest;
use crate::app::i18n::*;
use crate::app::matching::{begins_passphrase, is_same_passphrase};
use crate::app::pages::trouble::Failed;
use crate::app::platform::files;
use crate::app::platform::meter::{Meter, Strength};
use crate::app::state::{App, use_app};
use crate::app::ui::*;
use crate::base::Language;
use crate::engine::protocol::{Failure, ask};

/// Characters one's own passphrase needs at least.
pub const LEAST: usize = 12;

/// Words of a generated passphrase: 2 to the 66th possibilities.
const WORDS: u8 = 6;

/// The list of the commonest passwords, beside the page.
const COMMONEST: &str = "./commonest.bin";

// Where it is said what is lacking.
const OWN: &str = "own-passphrase";
const AGAIN: &str = "own-passphrase-again";

/// A passphrase being chosen.
#[derive(Clone, Copy)]
pub struct Choosing {
    app: App,
    pub own: RwSignal<Option<bool>>,
    generated: RwSignal<String>,
    typed: RwSignal<String>,
    again: RwSignal<String>,
    /// What the meter last said of the typed one; without a meter nothing.
    strength: RwSignal<Option<Strength>>,
    /// Whether the typed one is among the commonest passwords; nothing until their list is there.
    is_common: RwSignal<Option<bool>>,
    /// The language of the generated words.
    language: StoredValue<Option<Language>>,
    /// The words were chosen: they stay as they are whatever language the page is in.
    kept: StoredValue<bool>,
    pub lacking: Lacking,
    failure: RwSignal<Option<Failure>>,
}

impl Choosing {
    pub fn new() -> Self {
        Self {
            app: use_app(),
            own: RwSignal::new(Some(false)),
            generated: RwSignal::new(String::new()),
            typed: RwSignal::new(String::new()),
            again: RwSignal::new(String::new()),
            strength: RwSignal::new(None),
            is_common: RwSignal::new(None),
            language: StoredValue::new(None),
            kept: StoredValue::new(false),
            lacking: Lacking::default(),
            failure: RwSignal::new(None),
        }
    }

    /// The passphrase is used: it is not generated anew by itself from here on.
    pub fn keep(&self) {
        self.kept.set_value(true);
    }

    /// Words of the page's language, when they are to be shown: at first, and after the language was changed.
    fn follow_language(self) {
        let language = Memo::new(move |_| self.app.look.get().language);
        Effect::new(move |_| {
            let other = Some(language.get()) != self.language.get_value();
            if other && !self.kept.get_value() {
                self.generated.set(String::new());
                self.generate();
            }
        });
    }

    fn generate(self) {
        let language = self.app.look.get_untracked().language;
        self.language.set_value(Some(language));
        leptos::task::spawn_local(async move {
            let request = ask::GeneratePassphrase {
                words: WORDS,
                language,
            };
            match self.app.ask(request).await {
                Ok(words) => {
                    self.generated.try_set(words);
                }
                Err(why) => {
                    self.failure.try_set(Some(why));
                }
            }
        });
    }

    fn is_own(&self) -> bool {
        self.own.get() == Some(true)
    }

    /// Why it may not be used yet, at the field it is about. While words are being generated there is none to name.
    pub fn lack(&self, i18n: Texts) -> Option<Lack> {
        if self.chosen().is_some() {
            return None;
        }
        if !self.is_own() {
            return None;
        }
        let count = self.typed.get().chars().count();
        Some(if count < LEAST {
            let words = t_string!(i18n, vault.meter.short, count = count, least = LEAST);
            Lack::at(OWN, words)
        } else if self.is_guessed() {
            Lack::at(OWN, self.weighed(i18n))
        } else {
            Lack::at(AGAIN, t_string!(i18n, vault.not_the_same))
        })
    }

    /// The passphrase, once it may be used.
    pub fn chosen(&self) -> Option<String> {
        if !self.is_own() {
            return Some(self.generated.get()).filter(|words| !words.is_empty());
        }
        let typed = self.typed.get();
        let long_enough = typed.chars().count() >= LEAST;
        let again = is_same_passphrase(&typed, &self.again.get());
        (long_enough && !self.is_guessed() && again).then_some(typed)
    }

    /// Long enough and yet found within hours: common words, names, rows of keys. Without a meter only the commonest are known.
    fn is_guessed(&self) -> bool {
        match self.strength.get() {
            Some(strength) => strength == Strength::Hours,
            None => self.is_common.get() == Some(true),
        }
    }

    /// What is known of one that is long enough, in words: by the meter, else by the plain rule.
    fn weighed(&self, i18n: Texts) -> &'static str {
        match (self.strength.get(), self.is_common.get()) {
            (Some(Strength::Hours), _) => t_string!(i18n, vault.meter.hours),
            (Some(Strength::Months), _) => t_string!(i18n, vault.meter.months),
            (Some(Strength::Years), _) => t_string!(i18n, vault.meter.years),
            (Some(Strength::Lifetimes), _) => t_string!(i18n, vault.meter.lifetimes),
            (None, None) => t_string!(i18n, vault.meter.weighing),
            (None, Some(true)) => t_string!(i18n, vault.meter.common),
            (None, Some(false)) => t_string!(i18n, vault.meter.plain),
        }
    }

    /// Keeps `is_common` true to what is typed, for as long as the component lives that calls it.
    fn compare_with_commonest(self) {
        let commonest = RwSignal::new(None::<Commonest>);
        leptos::task::spawn_local(async move {
            let list = files::beside(COMMONEST).await;
            commonest.try_set(list.and_then(|bytes| Commonest::read(&bytes)));
        });
        Effect::new(move |_| {
            let known = commonest.with(|list| Some(list.as_ref()?.knows(&self.typed.get())));
            self.is_common.set(known);
        });
    }
}

/// The control for a `Choosing`.
#[component]
pub fn ChoosePassphrase(choosing: Choosing) -> impl IntoView {
    let i18n = use_i18n();
    // Choosing the same again makes nothing anew: a press on what stands there is not lost.
    let own = Memo::new(move |_| choosing.is_own());
    view! {
        <Choice
            id="passphrase-kind"
            legend=move || t_string!(i18n, vault.passphrase)
            value=choosing.own
            options=choices![i18n;
                false => vault.generated,
                true => vault.own,
            ]
        />
        <Failed failure=choosing.failure/>
        {move || if own.get() {
            view! { <Own choosing/> }.into_any()
        } else {
            view! { <Generated choosing/> }.into_any()
        }}
    }
}

#[component]
fn Generated(choosing: Choosing) -> impl IntoView {
    let i18n = use_i18n();
    choosing.follow_language();
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
    Effect::new(move |_| choosing.strength.set(meter.strength()));
    choosing.compare_with_commonest();
    on_cleanup(move || {
        choosing.strength.try_set(None);
        choosing.is_common.try_set(None);
    });
    Effect::new(move |_| {
        choosing.typed.track();
        choosing.again.track();
        choosing.lacking.clear();
    });
    let differs = Signal::derive(move || {
        let (typed, again) = (choosing.typed.get(), choosing.again.get());
        (!again.is_empty() && !begins_passphrase(&typed, &again))
            .then(|| t_string!(i18n, vault.not_the_same).to_string())
            .or_else(|| choosing.lacking.at(AGAIN).get())
    });
    let verdict = move || {
        let count = choosing.typed.get().chars().count();
        if count == 0 {
            return String::new();
        }
        if count < LEAST {
            return t_string!(i18n, vault.meter.short, count = count, least = LEAST);
        }
        choosing.weighed(i18n).to_owned()
    };
    view! {
        <Field
            id=OWN
            error=choosing.lacking.at(OWN)
            kind=FieldKind::Secret
            label=move || t_string!(i18n, vault.own_label)
            hint=move || t_string!(i18n, vault.own_hint, least = LEAST)
            value=choosing.typed
        />
        <p role="status">{verdict}</p>
        <Field
            id=AGAIN
            kind=FieldKind::Secret
            label=move || t_string!(i18n, vault.own_again)
            value=choosing.again
            error=differs
        />
    }
}
