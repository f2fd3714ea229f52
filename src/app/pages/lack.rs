//! What a small form still lacks, said at the field it belongs to.

use leptos::prelude::*;

/// Why nothing can be signed yet, as a sentence, and the element that takes the focus to mend it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lack {
    field: &'static str,
    words: String,
}

impl Lack {
    pub fn at(field: &'static str, words: impl Into<String>) -> Self {
        let words = words.into();
        Self { field, words }
    }
}

/// The last thing a form was found to lack; gone when something is typed.
#[derive(Clone, Copy)]
pub struct Lacking(RwSignal<Option<Lack>>);

impl Default for Lacking {
    fn default() -> Self {
        Self(RwSignal::new(None))
    }
}

impl Lacking {
    /// What is wrong with the field of this id, while that is the last thing found missing.
    pub fn at(&self, field: &'static str) -> Signal<Option<String>> {
        let lacking = self.0;
        Signal::derive(move || {
            let lack = lacking.get().filter(|lack| lack.field == field);
            lack.map(|lack| lack.words)
        })
    }

    /// Shows it at its field, and returns that field's id for the focus.
    pub fn say(&self, lack: Lack) -> &'static str {
        let field = lack.field;
        self.0.set(Some(lack));
        field
    }

    pub fn clear(&self) {
        if self.0.with_untracked(Option::is_some) {
            self.0.set(None);
        }
    }
}

/// What was typed into a field that must not stay empty.
///
/// # Errors
/// The sentence for a field with nothing in it.
pub fn required(
    field: &'static str,
    typed: RwSignal<String>,
    otherwise: &str,
) -> Result<String, Lack> {
    let typed = typed.get_untracked().trim().to_string();
    if typed.is_empty() {
        return Err(Lack::at(field, otherwise));
    }
    Ok(typed)
}
