//! AllergyIntolerance: an allergy, or the statement that there is none.

use crate::chart::concept::Concept;
use crate::chart::kinds::{Allergy, Criticality, Fact, Question};
use crate::chart::statement::Standing;
use crate::transfer::fhir::dates::{choice, first_of, or};
use crate::transfer::fhir::elements::{
    join, join_distinct, notes, numbers, thing, time_words, words_of_all,
};
use crate::transfer::fhir::json::Node;
use crate::transfer::fhir::kinds::ResourceType;
use crate::transfer::fhir::mapping::{Draft, Mapped, Reading};
use crate::transfer::fhir::named::{Named, named};
use crate::transfer::fhir::standing::{StatusCode, concept_code, of_code, verification, weaker};

pub(super) const TYPES: &[ResourceType] = &[ResourceType {
    name: "AllergyIntolerance",
    read: allergy,
    standing,
}];

fn allergy(reading: &Reading<'_>) -> Mapped {
    let node = reading.node();
    let when = or(
        choice(node, "onset"),
        first_of(node, &["recordedDate", "assertedDate", "lastOccurrence"]),
    );
    let standing = standing(reading);
    let thing = match named(node, "code", Question::Allergies, when, standing) {
        // That there is none has no course that could be over.
        Ok(Named::Instead(mut draft)) if !node.has("clinicalStatus") => {
            draft.standing = verification(node);
            return Ok(vec![*draft]);
        }
        Ok(Named::Instead(draft)) => return Ok(vec![*draft]),
        Ok(Named::Thing(thing, standing)) => (thing, standing),
        Err(_) => {
            let substance =
                substances(node).unwrap_or_else(|| Concept::unnamed(numbers(node, "identifier")));
            (substance, standing)
        }
    };
    let (substance, standing) = thing;
    let fact = Fact::Allergy(Allergy {
        substance,
        reaction: reaction(node),
        severity: worst(node).into(),
        criticality: criticality(node),
    });
    let onset = time_words(node, "onset");
    Ok(vec![Draft::new(when, standing, fact).at(onset)])
}

fn standing(reading: &Reading<'_>) -> Standing {
    let node = reading.node();
    weaker(verification(node), clinical(node))
}

/// An allergy that is resolved or not active any more was one; one whose status is missing may be either.
fn clinical(node: Node<'_>) -> Standing {
    match concept_code(node, "clinicalStatus", "-clinical") {
        StatusCode::Code(code) => of_code(Some(&code), |code| match code {
            "active" => Some(Standing::Stands),
            "inactive" | "resolved" => Some(Standing::Over),
            _ => None,
        }),
        StatusCode::Absent | StatusCode::Unreadable => Standing::UnknownStatus,
    }
}

/// The substance may stand only with the reactions.
fn substances(node: Node<'_>) -> Option<Concept> {
    let mut found = node
        .list("reaction")
        .into_iter()
        .filter_map(|reaction| reaction.at("substance").and_then(thing));
    let first = found.next()?;
    let others: Vec<String> = found.map(|other| other.text).collect();
    if others.iter().all(|other| *other == first.text) {
        return Some(first);
    }
    Some(Concept::words(join(
        [vec![first.text], others].concat(),
        "; ",
    )))
}

fn reaction(node: Node<'_>) -> String {
    let reactions = node.list("reaction").into_iter().flat_map(|reaction| {
        let description = reaction.text("description").unwrap_or_default().to_owned();
        [words_of_all(reaction, "manifestation"), description]
    });
    join_distinct(reactions.chain([notes(node)]), "; ")
}

/// The worst reaction named.
fn worst(node: Node<'_>) -> &'static str {
    let named = |wanted: &&str| {
        let reactions = node.list("reaction");
        reactions
            .iter()
            .any(|reaction| reaction.text("severity") == Some(*wanted))
    };
    let worst_first = ["severe", "moderate", "mild"];
    worst_first.into_iter().find(named).unwrap_or_default()
}

fn criticality(node: Node<'_>) -> Option<Criticality> {
    match node.text("criticality")? {
        "low" => Some(Criticality::Low),
        "high" => Some(Criticality::High),
        "unable-to-assess" => Some(Criticality::UnableToAssess),
        _ => None,
    }
}
