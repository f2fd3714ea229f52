//! FHIR Consent: what is permitted or denied, in words.

use serde_json::Value as Json;

use crate::chart::kinds::{Directive, Fact, KeptBecause};
use crate::chart::statement::Standing;
use crate::transfer::fhir::dates::first_of;
use crate::transfer::fhir::elements::{coding, join, line, words, words_of_all};
use crate::transfer::fhir::json::Node;
use crate::transfer::fhir::kinds::document::paper;
use crate::transfer::fhir::kinds::{InFhir, ResourceType};
use crate::transfer::fhir::mapping::{Draft, Mapped, Reading, Unread};
use crate::transfer::fhir::standing::{Codes, required};
use crate::transfer::fhir::writing::{self, Object, Writing, date, unknown};

impl InFhir for Directive {
    const TYPES: &'static [ResourceType] = &[ResourceType {
        name: "Consent",
        read: consent,
        standing: |reading| required(reading.node(), CODES),
    }];

    fn written(&self, of: &Writing<'_>) -> Option<Json> {
        let held_by = Object::default().with("display", self.held_by.as_str());
        let consent = of
            .status(of.about("Consent", "patient"), CODES)?
            .with("dateTime", date(&of.statement.when))
            .with("scope", unknown())
            .with("category", vec![writing::words(&self.words)])
            .with("policyRule", unknown())
            .with("sourceReference", held_by);
        Some(consent.into())
    }
}

/// A consent as a directive: what is permitted or denied, in words, and where the paper is.
fn consent(reading: &Reading<'_>) -> Mapped {
    let node = reading.node();
    let standing = required(node, CODES);
    let when = first_of(node, &["dateTime"]);
    let provision = node
        .at("provision")
        .map(|provision| provision_words(provision, 0))
        .unwrap_or_default();
    let said = [
        words(node, "scope"),
        words_of_all(node, "category"),
        provision,
    ];
    let words = join(said, "; ");
    if words.is_empty() {
        return Err(Unread(KeptBecause::Unnamed));
    }
    let source = node
        .at("sourceReference")
        .map(|source| reading.believed(source));
    let attachment = node.at("sourceAttachment");
    let title = attachment
        .and_then(|attachment| attachment.text("title"))
        .map(line);
    let holders = node
        .list("organization")
        .into_iter()
        .map(|holder| reading.reference_words(holder));
    let held_by = join(
        [source.unwrap_or_default(), title.unwrap_or_default()]
            .into_iter()
            .chain(holders),
        ", ",
    );
    let mut drafts = vec![Draft::new(
        when,
        standing,
        Fact::Directive(Directive {
            words: words.clone(),
            held_by,
        }),
    )];
    let paper = attachment.and_then(|attachment| paper(reading, attachment, &words));
    drafts.extend(paper.map(|paper| Draft::paper(when, standing, paper)));
    Ok(drafts)
}

const CODES: &Codes = &[
    ("active", Standing::Stands),
    ("draft", Standing::Intended),
    ("proposed", Standing::Intended),
    ("rejected", Standing::Refuted),
    ("inactive", Standing::Over),
];

/// "permit" or "deny" is never left out: without it a refusal would read as an agreement.
fn provision_words(provision: Node<'_>, depth: usize) -> String {
    const DEEPEST: usize = 4;
    let rule = provision.text("type").map(line).unwrap_or_default();
    let coded = |key: &str| {
        let codings = provision.list(key).into_iter().filter_map(coding);
        join(
            codings.map(|coding| {
                if coding.display.is_empty() {
                    coding.code
                } else {
                    coding.display
                }
            }),
            ", ",
        )
    };
    let what = join(
        [
            words_of_all(provision, "action"),
            words_of_all(provision, "code"),
            coded("purpose"),
            coded("class"),
        ],
        ", ",
    );
    let exceptions: Vec<String> = match depth {
        DEEPEST.. => Vec::new(),
        _ => provision
            .list("provision")
            .into_iter()
            .map(|inner| provision_words(inner, depth + 1))
            .collect(),
    };
    let main = match (rule.is_empty(), what.is_empty()) {
        (false, false) => format!("{rule}: {what}"),
        _ => join([rule, what], ""),
    };
    let exceptions = join(exceptions, "; ");
    let exceptions = if exceptions.is_empty() {
        exceptions
    } else {
        format!("except ({exceptions})")
    };
    join([main, exceptions], "; ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::transfer::fhir::writing::tests::{hold, said};

    #[test]
    fn what_is_written_is_read_again() {
        let of = |words: &str, held_by: &str| {
            let (words, held_by) = (words.into(), held_by.into());
            said(Fact::Directive(Directive { words, held_by }))
        };
        let all = [
            of("No transfusion", ""),
            of("Comfort first; no tubes", "with the daughter"),
        ];
        let besides = [Standing::Refuted, Standing::Intended, Standing::Over];
        hold(&all, &besides);
    }
}
