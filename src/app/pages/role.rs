//! The role of a person: a word of the list, or another in words.

use leptos::prelude::*;
use leptos::text_prop::TextProp;

use super::lack::{Lack, Lacking};
use crate::app::i18n::*;
use crate::app::state::use_say;
use crate::app::ui::*;

/// Stored roles are these words, or what was written under *another*.
const ROLES: [&str; 6] = ["doctor", "nurse", "midwife", "officer", "clerk", "records"];
const OTHER: &str = "";

// Where the fields say what they lack.
const ROLE: &str = "role-0";
const ROLE_WORDS: &str = "role-other";

/// A role being chosen.
#[derive(Clone, Copy)]
pub struct ChosenRole {
    word: RwSignal<Option<&'static str>>,
    other: RwSignal<String>,
}

impl ChosenRole {
    pub fn new() -> Self {
        Self {
            word: RwSignal::new(None),
            other: RwSignal::new(String::new()),
        }
    }

    /// The role as stored; empty while there is none.
    pub fn stored(&self) -> String {
        match self.word.get() {
            Some(OTHER) | None => self.other.get().trim().to_string(),
            Some(word) => word.to_string(),
        }
    }

    /// The role as stored.
    ///
    /// # Errors
    /// The sentence for what is still to be chosen or typed, with its field.
    pub fn required(&self, i18n: Texts) -> Result<String, Lack> {
        let stored = self.stored();
        match self.word.get() {
            _ if !stored.is_empty() => Ok(stored),
            None => Err(Lack::at(ROLE, t_string!(i18n, vault.lacks_role))),
            Some(_) => Err(Lack::at(
                ROLE_WORDS,
                t_string!(i18n, vault.lacks_role_words),
            )),
        }
    }

    /// Called in an effect, it runs the effect again after each change of the role.
    pub fn track(&self) {
        self.word.track();
        self.other.track();
    }
}

/// The control for a `ChosenRole`.
#[component]
pub fn RoleChoice(role: ChosenRole, lacking: Lacking) -> impl IntoView {
    let i18n = use_i18n();
    let say = use_say();
    let mut options: Vec<(&'static str, TextProp)> = ROLES
        .into_iter()
        .map(|word| (word, (move || say.role(word)).into()))
        .collect();
    options.push((OTHER, (move || t_string!(i18n, vault.other_role)).into()));
    view! {
        <Choice
            id="role"
            legend=move || t_string!(i18n, vault.role)
            value=role.word
            options
            error=lacking.at(ROLE)
        />
        {move || (role.word.get() == Some(OTHER)).then(|| view! {
            <Field
                id=ROLE_WORDS
                label=move || t_string!(i18n, vault.role_in_words)
                value=role.other
                error=lacking.at(ROLE_WORDS)
            />
        })}
    }
}
