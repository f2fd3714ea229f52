//! How an allergy is read.

use super::Reads;
use crate::base::language::RecordWords;
use crate::base::{InOrder, Language};
use crate::chart::kinds::{Allergy, Criticality, Fact, Question};
use crate::reading::stages::Amended;
use crate::reading::view::AllergyRow;

impl Reads for Allergy {
    fn question(&self) -> Option<Question> {
        Some(Question::Allergies)
    }
}

/// Allergies that stand or may harm, the worst first.
pub fn rows(said: Amended) -> Vec<AllergyRow> {
    // What a correction without effect offers is shown as well: a warning too many does no harm.
    let facts = said.unrevoked().filter_map(|item| match item.fact() {
        Fact::Allergy(allergy) if item.statement.standing.may_harm() => Some(AllergyRow {
            id: item.id,
            allergy: allergy.clone(),
            standing: item.statement.standing,
            status_words: item.statement.status_words.clone(),
            when: item.when(),
            trust: said.written.trust(item.entry),
        }),
        _ => None,
    });
    let mut facts: Vec<AllergyRow> = facts.collect();
    worst_first(&mut facts);
    facts
}

/// What is most dangerous stands first; what is alike keeps its order.
pub fn worst_first(rows: &mut [AllergyRow]) {
    rows.order_by_key(|row| how_bad(&row.allergy));
}

/// An order only, for which of several stands first: words of danger, in the languages the record may be in.
fn how_bad(allergy: &Allergy) -> u8 {
    let words = format!("{} {}", allergy.reaction, allergy.severity).to_lowercase();
    let says = |list: fn(&RecordWords) -> &[&str]| {
        let mut all = Language::ALL
            .into_iter()
            .flat_map(|language| list(language.record()));
        all.any(|word| words.contains(word))
    };
    let dangerous = allergy.criticality == Some(Criticality::High);
    if says(|of| of.gravest) {
        0
    } else if dangerous || says(|of| of.grave) {
        1
    } else {
        2
    }
}
