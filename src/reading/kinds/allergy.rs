//! How an allergy is read.

use super::Reads;
use crate::base::language::RecordWords;
use crate::base::{InOrder, Language};
use crate::chart::kinds::{
    Allergy, Criticality, Fact, KnownReaction, Manifestation, Question, Severity,
};
use crate::chart::statement::Standing;
use crate::reading::stages::{Amended, Item};
use crate::reading::view::{AllergyRow, RefutedAllergy};

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
            since: item.statement.when,
            trust: said.written.trust(item.entry),
        }),
        _ => None,
    });
    let mut facts: Vec<AllergyRow> = facts.collect();
    worst_first(&mut facts);
    facts
}

/// Allergies of which people known here said, by correcting what was written, that they are not so.
pub fn refuted(said: Amended) -> Vec<RefutedAllergy> {
    let refuted = said.unrevoked().filter_map(|item| match item.fact() {
        Fact::Allergy(allergy) if item.statement.standing == Standing::Refuted => {
            // What a file says is not so was never so here.
            said.amendments.corrects(&item.id)?;
            said.written.is_known(item.entry).then(|| RefutedAllergy {
                id: item.id,
                allergy: allergy.clone(),
                byline: said.written.byline(item.entry),
                reason: reason_for(&item).unwrap_or_default().to_owned(),
            })
        }
        _ => None,
    });
    refuted.collect()
}

/// Why a statement stands in the place of another: the reason of the correction in its entry.
fn reason_for<'a>(item: &Item<'a>) -> Option<&'a str> {
    item.entry.known().find_map(|(_, said)| match &said.fact {
        Fact::Amendment(amendment)
            if amendment
                .instead
                .iter()
                .any(|instead| instead.within(item.id.entry) == item.id) =>
        {
            Some(amendment.reason.as_str())
        }
        _ => None,
    })
}

/// What is most dangerous stands first; what is alike keeps its order.
pub fn worst_first(rows: &mut [AllergyRow]) {
    rows.order_by_key(|row| how_bad(&row.allergy));
}

/// An order only, for which of several stands first: by what is chosen or coded, and by words of danger, in the languages the
/// record may be in.
fn how_bad(allergy: &Allergy) -> u8 {
    let told = allergy.reactions.iter().flatten();
    let told = told.filter_map(|reaction| match &reaction.what {
        Manifestation::Words(words) => Some(words.text.as_str()),
        Manifestation::Known(_) => None,
    });
    let told: Vec<&str> = told.collect();
    let words = format!(
        "{} {} {}",
        allergy.reaction,
        allergy.severity,
        told.join(" ")
    );
    let words = words.to_lowercase();
    let says = |list: fn(&RecordWords) -> &[&str]| {
        let mut all = Language::ALL
            .into_iter()
            .flat_map(|language| list(language.record()));
        all.any(|word| words.contains(word))
    };
    let dangerous = allergy.criticality == Some(Criticality::High)
        || allergy.worst() == Some(Severity::Severe)
        || allergy.has_reaction(KnownReaction::Breathing);
    if allergy.has_reaction(KnownReaction::Anaphylaxis) || says(|of| of.gravest) {
        0
    } else if dangerous || says(|of| of.grave) {
        1
    } else {
        2
    }
}
