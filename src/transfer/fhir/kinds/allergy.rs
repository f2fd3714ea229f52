//! AllergyIntolerance: an allergy, or the statement that there is none.

use serde_json::Value as Json;

use crate::chart::concept::Concept;
use crate::chart::kinds::{Allergy, Criticality, Fact, Question};
use crate::chart::statement::Standing;
use crate::transfer::fhir::dates::{choice, first_of, or};
use crate::transfer::fhir::elements::{
    join, join_distinct, notes, numbers, thing, time_words, words_of_all,
};
use crate::transfer::fhir::json::Node;
use crate::transfer::fhir::kinds::{InFhir, ResourceType};
use crate::transfer::fhir::mapping::{Draft, Mapped, Reading};
use crate::transfer::fhir::named::{Named, named};
use crate::transfer::fhir::standing::{
    Codes, StatusCode, code_of, concept_code, of_code, verification, weaker,
};
use crate::transfer::fhir::writing::{self, Object, Writing, coded, unknown, words};

impl InFhir for Allergy {
    const TYPES: &'static [ResourceType] = &[ResourceType {
        name: "AllergyIntolerance",
        read: allergy,
        standing,
    }];

    fn written(&self, of: &Writing<'_>) -> Option<Json> {
        let allergy = writing::thing(
            of.about("AllergyIntolerance", "patient"),
            "code",
            &self.substance,
        );
        let allergy = with_course(allergy, of.statement.standing)?;
        let allergy = of
            .time(allergy, "onset")
            .with("recordedDate", of.date_beside_words());
        let criticality = self.criticality.map(|said| {
            let mut codes = CRITICALITY.iter();
            codes
                .find(|(_, means)| *means == said)
                .map(|(code, _)| *code)
        });
        let allergy = allergy.with("criticality", criticality.flatten());
        let reaction = Json::from(reaction_of(self));
        Some(allergy.with("reaction", vec![reaction]).into())
    }
}

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

const CLINICAL: &Codes = &[
    ("active", Standing::Stands),
    ("inactive", Standing::Over),
    ("resolved", Standing::Over),
];

/// An allergy that is resolved or not active any more was one; one whose status is missing may be either.
fn clinical(node: Node<'_>) -> Standing {
    match concept_code(node, "clinicalStatus", "-clinical") {
        StatusCode::Code(code) => of_code(Some(&code), CLINICAL),
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
    SEVERITIES.into_iter().find(named).unwrap_or_default()
}

/// The worst first.
const SEVERITIES: [&str; 3] = ["severe", "moderate", "mild"];

const CRITICALITY: [(&str, Criticality); 3] = [
    ("low", Criticality::Low),
    ("high", Criticality::High),
    ("unable-to-assess", Criticality::UnableToAssess),
];

fn criticality(node: Node<'_>) -> Option<Criticality> {
    let said = node.text("criticality")?;
    let mut codes = CRITICALITY.iter();
    codes
        .find(|(code, _)| *code == said)
        .map(|(_, means)| *means)
}

/// What happens and how bad it is; nothing where neither is known. A severity that is none of R4's three codes stands as the
/// description, which is read as part of the reaction. R4 has no reaction without a manifestation: one that nobody knows is
/// said to be unknown.
fn reaction_of(allergy: &Allergy) -> Object {
    let severity = allergy.severity.as_str();
    let (code, description) = match SEVERITIES.contains(&severity) {
        true => (severity, ""),
        false => ("", severity),
    };
    let manifestation = match (allergy.reaction.as_str(), severity) {
        ("", "") => Json::Null,
        ("", _) => unknown(),
        (reaction, _) => words(reaction),
    };
    Object::default()
        .with("manifestation", vec![manifestation])
        .with("severity", code)
        .with("description", description)
}

/// Whether it is so still, and how sure that is. What was entered in error has no course.
fn with_course(allergy: Object, standing: Standing) -> Option<Object> {
    let (clinical, verification) = match standing {
        Standing::UnknownStatus | Standing::Over => (standing, Standing::Stands),
        standing => (Standing::Stands, standing),
    };
    let allergy = writing::verified(allergy, VERIFIED, verification)?;
    Some(match code_of(clinical, CLINICAL) {
        _ if standing == Standing::ErrorAtSource => allergy,
        Some(code) => allergy.with("clinicalStatus", coded(COURSE, code)),
        None => allergy.with("clinicalStatus", unknown()),
    })
}

const VERIFIED: &str = "http://terminology.hl7.org/CodeSystem/allergyintolerance-verification";
const COURSE: &str = "http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::concept::Coding;
    use crate::chart::statement::Statement;
    use crate::chart::when::When;
    use crate::transfer::fhir::writing::tests::{again, hold, said, written};

    #[test]
    fn what_is_written_is_read_again() {
        let penicillin = Coding {
            system: "http://snomed.info/sct".into(),
            code: "764146007".into(),
            display: "Penicillin".into(),
        };
        let plain = Allergy {
            substance: Concept::words("Latex"),
            reaction: String::new(),
            severity: String::new(),
            criticality: None,
        };
        let coded = Concept {
            text: "Penicillin".into(),
            codings: vec![penicillin],
        };
        let of = |severity: &str, criticality| Allergy {
            substance: coded.clone(),
            reaction: "rash; swelling of the lips".into(),
            severity: severity.into(),
            criticality: Some(criticality),
        };
        let unnamed = Allergy {
            substance: Concept::unnamed(vec![Coding {
                system: "http://other.example".into(),
                code: "77".into(),
                display: String::new(),
            }]),
            ..plain.clone()
        };
        let only_severe = Allergy {
            severity: "severe".into(),
            ..plain.clone()
        };
        let all = [
            plain,
            only_severe,
            of("severe", Criticality::High),
            of("moderate", Criticality::Low),
            of("mild", Criticality::UnableToAssess),
            unnamed,
        ];
        let mut all = all.map(|allergy| said(Fact::Allergy(allergy))).to_vec();
        all.push(Statement {
            time_words: Some("in childhood".into()),
            ..all[0].clone()
        });
        all.push(Statement {
            when: When::Unknown,
            ..all[0].clone()
        });
        let besides = [Standing::Refuted, Standing::Unconfirmed, Standing::Over];
        hold(&all, &besides);
    }

    fn latex(reaction: &str, severity: &str) -> Allergy {
        Allergy {
            substance: Concept::words("Latex"),
            reaction: reaction.into(),
            severity: severity.into(),
            criticality: None,
        }
    }

    #[test]
    fn no_allergy_is_written_as_confirmed() {
        for standing in [Standing::Stands, Standing::Over, Standing::UnknownStatus] {
            let told = Statement {
                standing,
                ..said(Fact::Allergy(latex("", "")))
            };
            let written = written(&told);
            assert_eq!(written.get("verificationStatus"), None, "{written}");
        }
    }

    #[test]
    fn a_severity_in_words_is_read_as_part_of_the_reaction() {
        for (reaction, wanted) in [
            ("", "anaphylaxis, intubated"),
            ("rash", "rash; anaphylaxis, intubated"),
        ] {
            let told = said(Fact::Allergy(latex(reaction, "anaphylaxis, intubated")));
            let wanted = Fact::Allergy(latex(wanted, ""));
            assert_eq!(again(&told).fact, wanted);
        }
    }

    #[test]
    fn every_reaction_has_a_manifestation() {
        for (reaction, severity) in [("rash", ""), ("", "severe"), ("", "could not breathe")] {
            let written = written(&said(Fact::Allergy(latex(reaction, severity))));
            let manifestation = written.pointer("/reaction/0/manifestation/0");
            assert!(manifestation.is_some(), "{written}");
        }
        let none = written(&said(Fact::Allergy(latex("", ""))));
        assert_eq!(none.get("reaction"), None, "{none}");
    }
}
