//! Words of a form, with those of other languages, and codes.

use super::extensions::{self, Extended};
use super::fields::Refusals;
use crate::base::text::with_lines;
use crate::chart::concept::Coding;
use crate::chart::questionnaire::{NotKnown, Text};
use crate::terms::text::shown;
use crate::transfer::fhir::json::Node;

/// Words as a page shows them: marks nobody sees do not stand between a reader and a question.
pub fn clean(text: &str) -> String {
    shown(&with_lines(text)).trim().to_owned()
}

/// A field of words that has no translations.
pub fn plain(node: Node<'_>, key: &str, refused: &mut Refusals) -> String {
    let text = refused.string(node, key);
    text.map(clean).unwrap_or_default()
}

/// A field of words with its translations, which stand beside it under `_<key>`.
pub fn text(node: Node<'_>, key: &str, refused: &mut Refusals) -> Text {
    let words = plain(node, key, refused);
    let beside = refused.element(node, &format!("_{key}"));
    let translations = beside.map(|beside| translations(beside, refused));
    Text {
        words,
        translations: translations.unwrap_or_default(),
    }
}

fn translations(beside: Node<'_>, refused: &mut Refusals) -> Vec<(String, String)> {
    refused.only(beside, &["extension"], &[]);
    let extended = extensions::of(beside, &[extensions::TRANSLATION], refused);
    let all = extended.all(extensions::TRANSLATION);
    let mut read = Vec::new();
    for one in all {
        match translation(one) {
            Some(translation) => read.push(translation),
            None => refused.say(NotKnown::Extension(extensions::TRANSLATION.into())),
        }
    }
    read
}

/// A language and the words in it.
fn translation(node: Node<'_>) -> Option<(String, String)> {
    let parts = node.0.get("extension")?.as_array()?;
    let is_whole = parts.len() == 2 && node.keys().all(|key| matches!(key, "url" | "extension"));
    let part = |name: &str, forms: &[&str]| {
        let part = parts.iter().find(|part| part["url"] == name)?;
        extensions::value(Node(part), forms)?.1.as_str()
    };
    let language = part("lang", &["Code"])?.trim();
    let words = clean(part("content", &["String", "Markdown"])?);
    let is_some = !language.is_empty() && !words.is_empty();
    (is_whole && is_some).then(|| (language.to_owned(), words))
}

/// A code, its words with their translations, and what else is said of it.
pub struct Coded<'a> {
    pub coding: Coding,
    pub display: Text,
    pub extended: Extended<'a>,
}

/// Codes under `key`.
pub fn codings(node: Node<'_>, key: &str, refused: &mut Refusals) -> Vec<Coding> {
    let all = refused.list(node, key).into_iter();
    let read = all.map(|one| coded(one, &[], refused).coding);
    read.collect()
}

/// A Coding; one that has neither a code nor words is refused.
pub fn coded<'a>(node: Node<'a>, understood: &[&str], refused: &mut Refusals) -> Coded<'a> {
    const FIELDS: &[&str] = &["system", "code", "display", "_display", "extension"];
    const BESIDE: &[(&str, &str)] = &[
        ("version", "a code keeps what it means"),
        ("userSelected", "who chose it"),
    ];
    refused.only(node, FIELDS, BESIDE);
    let display = text(node, "display", refused);
    let coding = Coding {
        system: plain(node, "system", refused),
        code: plain(node, "code", refused),
        display: display.words.clone(),
    };
    if coding.code.is_empty() && coding.display.is_empty() {
        refused.field("code");
    }
    Coded {
        coding,
        display,
        extended: extensions::of(node, understood, refused),
    }
}
