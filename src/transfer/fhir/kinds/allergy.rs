//! AllergyIntolerance: an allergy, or the statement that there is none.

use serde_json::Value as Json;

use crate::chart::concept::Concept;
use crate::chart::kinds::{
    Allergy, AllergyCategory, AllergyKind, Certainty, Criticality, Fact, KnownReaction,
    Manifestation, Question, Reaction, Severity,
};
use crate::chart::statement::Standing;
use crate::transfer::fhir::dates::{choice, first_of, or};
use crate::transfer::fhir::elements::{
    concept, join, join_distinct, line, notes, numbers, thing, time_words,
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
        let allergy = with_course(allergy, of.statement.standing, self.certainty)?;
        let allergy = of
            .time(allergy, "onset")
            .with("recordedDate", of.date_beside_words());
        let categories = self.categories.iter().flatten();
        let categories = categories.filter_map(|said| code_for(CATEGORY, *said));
        let allergy = allergy
            .with("type", self.kind.and_then(|said| code_for(KIND, said)))
            .with("category", categories.collect::<Vec<_>>())
            .with(
                "criticality",
                self.criticality
                    .and_then(|said| code_for(CRITICALITY, said)),
            );
        Some(with_reactions(allergy, self).into())
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
    let certain = concept_code(node, "verificationStatus", "-ver");
    let certain = certain == StatusCode::Code(CONFIRMED.to_owned());
    let categories = coded_list(node, "category", CATEGORY);
    let allergy = Allergy {
        criticality: said_by_code(node.text("criticality"), CRITICALITY),
        kind: said_by_code(node.text("type"), KIND),
        categories: (!categories.is_empty()).then_some(categories),
        certainty: certain.then_some(Certainty::Confirmed),
        ..Allergy::to(substance)
    };
    let fact = Fact::Allergy(with_reactions_of(allergy, node));
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

/// What happened each time. What is said beside a manifestation, of a reaction or of the allergy, stands in words.
fn with_reactions_of(allergy: Allergy, node: Node<'_>) -> Allergy {
    let (mut reactions, mut beside, mut bare) = (Vec::new(), Vec::new(), None);
    for told in node.list("reaction") {
        let severity = told.text("severity").and_then(Severity::of_code);
        let description = told.text("description").unwrap_or_default().to_owned();
        let named = told.list("manifestation").into_iter().filter_map(concept);
        let mut what: Vec<Manifestation> = named.map(manifestation).collect();
        match (what.is_empty(), description.is_empty()) {
            (true, true) => bare = bare.max(severity),
            (true, false) => what.push(Manifestation::Words(Concept::words(line(&description)))),
            (false, _) => beside.push(description),
        }
        reactions.extend(what.into_iter().map(|what| Reaction { what, severity }));
    }
    reactions.truncate(REACTIONS);
    let mut allergy = allergy.with_reactions(reactions);
    let words = std::mem::take(&mut allergy.reaction);
    let words = std::iter::once(words).chain(beside);
    allergy.reaction = join_distinct(words.chain([notes(node)]), "; ");
    if allergy.severity.is_empty() {
        // How bad it was, of reactions of which nothing else is said.
        allergy.severity = bare.map(Severity::code).unwrap_or_default().to_owned();
    }
    allergy
}

/// Reactions of one allergy that are taken in, at most; the file keeps all.
const REACTIONS: usize = 32;

/// One of those that have a name here, where the file says it in the words they are written with and by no code.
fn manifestation(said: Concept) -> Manifestation {
    let known = KNOWN.iter().find(|(words, _)| *words == said.text);
    match known.filter(|_| said.codings.is_empty()) {
        Some((_, known)) => Manifestation::Known(*known),
        None => Manifestation::Words(said),
    }
}

/// In which words a reaction that has a name in every language is written into a file, and read back from one.
const KNOWN: &[(&str, KnownReaction)] = &[
    ("Rash", KnownReaction::Rash),
    ("Swelling", KnownReaction::Swelling),
    ("Trouble with breathing", KnownReaction::Breathing),
    ("Vomiting", KnownReaction::Vomiting),
    ("Anaphylaxis", KnownReaction::Anaphylaxis),
];

const CONFIRMED: &str = "confirmed";

const CRITICALITY: &[(&str, Criticality)] = &[
    ("low", Criticality::Low),
    ("high", Criticality::High),
    ("unable-to-assess", Criticality::UnableToAssess),
];

const KIND: &[(&str, AllergyKind)] = &[
    ("allergy", AllergyKind::Allergy),
    ("intolerance", AllergyKind::Intolerance),
];

const CATEGORY: &[(&str, AllergyCategory)] = &[
    ("medication", AllergyCategory::Medication),
    ("food", AllergyCategory::Food),
    ("environment", AllergyCategory::Environment),
    ("biologic", AllergyCategory::Biologic),
];

fn code_for<T: Copy + PartialEq>(codes: &[(&'static str, T)], said: T) -> Option<&'static str> {
    let mut codes = codes.iter();
    codes
        .find(|(_, means)| *means == said)
        .map(|(code, _)| *code)
}

fn said_by_code<T: Copy>(said: Option<&str>, codes: &[(&str, T)]) -> Option<T> {
    let said = said?;
    let mut codes = codes.iter();
    codes
        .find(|(code, _)| *code == said)
        .map(|(_, means)| *means)
}

/// The codes of a list that are known, each once.
fn coded_list<T: Copy + PartialEq>(node: Node<'_>, key: &str, codes: &[(&str, T)]) -> Vec<T> {
    let mut read = Vec::new();
    for said in node.list(key) {
        let means = said_by_code(said.as_str(), codes);
        read.extend(means.filter(|means| !read.contains(means)));
    }
    read
}

/// One reaction each, where several are told or one is coded; what is told in words beside them stands as a note.
fn with_reactions(object: Object, allergy: &Allergy) -> Object {
    let Some(reactions) = &allergy.reactions else {
        let reaction = Json::from(reaction_of(allergy));
        return object.with("reaction", vec![reaction]);
    };
    let told = reactions.iter().map(|told| {
        let what = match &told.what {
            Manifestation::Known(known) => {
                let said = KNOWN.iter().find(|(_, means)| means == known);
                said.map_or_else(unknown, |(said, _)| words(said))
            }
            Manifestation::Words(said) => writing::concept(said),
        };
        let reaction = Object::default().with("manifestation", vec![what]);
        let severity = told.severity.map(Severity::code);
        Json::from(reaction.with("severity", severity))
    });
    let beside = join([&allergy.reaction, &allergy.severity], "; ");
    object
        .with("reaction", told.collect::<Vec<_>>())
        .with("note", writing::notes(&beside))
}

/// What happens and how bad it is, in words; nothing where neither is known. A severity that is none of R4's three codes stands
/// as the description, which is read as part of the reaction. R4 has no reaction without a manifestation: one that nobody knows
/// is said to be unknown.
fn reaction_of(allergy: &Allergy) -> Object {
    let severity = allergy.severity.as_str();
    let (code, description) = match Severity::of_code(severity) {
        Some(_) => (severity, ""),
        None => ("", severity),
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
fn with_course(
    allergy: Object,
    standing: Standing,
    certainty: Option<Certainty>,
) -> Option<Object> {
    let (clinical, verification) = match standing {
        Standing::UnknownStatus | Standing::Over => (standing, Standing::Stands),
        standing => (Standing::Stands, standing),
    };
    let allergy = match certainty {
        Some(Certainty::Confirmed) if verification == Standing::Stands => {
            allergy.with("verificationStatus", coded(VERIFIED, CONFIRMED))
        }
        _ => writing::verified(allergy, VERIFIED, verification)?,
    };
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
    use serde_json::json;

    use crate::base::BlobId;
    use crate::chart::concept::Coding;
    use crate::chart::statement::Statement;
    use crate::chart::when::When;
    use crate::reading::medicine_check::is_not_compared;
    use crate::terms::medicines::TableRow;
    use crate::transfer::fhir::writing::tests::{again, hold, said, written};

    #[test]
    fn what_is_written_is_read_again() {
        let penicillin = Coding {
            system: "http://snomed.info/sct".into(),
            code: "764146007".into(),
            display: "Penicillin".into(),
        };
        let plain = Allergy::to(Concept::words("Latex"));
        let coded = Concept {
            text: "Penicillin".into(),
            codings: vec![penicillin],
        };
        let of = |severity: &str, criticality| Allergy {
            reaction: "rash; swelling of the lips".into(),
            severity: severity.into(),
            criticality: Some(criticality),
            ..Allergy::to(coded.clone())
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
        let several = Allergy {
            kind: Some(AllergyKind::Intolerance),
            categories: Some(vec![AllergyCategory::Food, AllergyCategory::Biologic]),
            certainty: Some(Certainty::Confirmed),
            reaction: "only with milk".into(),
            reactions: Some(vec![
                known(KnownReaction::Anaphylaxis, Some(Severity::Severe)),
                known(KnownReaction::Vomiting, None),
                Reaction {
                    what: Manifestation::Words(coded.clone()),
                    severity: Some(Severity::Mild),
                },
            ]),
            ..plain.clone()
        };
        let rash = plain.clone();
        let rash = rash.with_reactions(vec![known(KnownReaction::Rash, None)]);
        let all = [
            plain,
            only_severe,
            several,
            rash,
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

    fn known(known: KnownReaction, severity: Option<Severity>) -> Reaction {
        Reaction {
            what: Manifestation::Known(known),
            severity,
        }
    }

    #[test]
    fn every_reaction_with_a_name_is_written_and_read_as_that_one() {
        for reaction in KnownReaction::ALL {
            let told = Allergy::to(Concept::words("Latex"));
            let told = told.with_reactions(vec![known(reaction, Some(Severity::Moderate))]);
            let told = said(Fact::Allergy(told));
            assert_eq!(again(&told).fact, told.fact);
        }
    }

    #[test]
    fn reactions_of_a_file_keep_each_its_own_severity_and_what_is_said_beside_them() {
        let file = json!({
            "resourceType": "AllergyIntolerance",
            "patient": { "reference": "Patient/7" },
            "code": { "text": "Latex" },
            "clinicalStatus": { "coding": [{ "code": "active" }] },
            "category": ["environment", "environment", "moonlight"],
            "type": "allergy",
            "note": [{ "text": "gloves" }],
            "reaction": [
                { "manifestation": [{ "text": "Rash" }, { "text": "Itch" }], "severity": "mild" },
                { "manifestation": [{ "text": "Rash" }], "severity": "severe", "description": "at night" },
                { "description": "wheeze" },
            ],
        });
        let imported = crate::transfer::fhir::read(file.to_string().as_bytes());
        let imported = imported.expect("a record").statements(BlobId([7; 16]), 1);
        let allergies = imported
            .clinical
            .iter()
            .map(|linked| &linked.statement.fact);
        let mut allergies = allergies.filter_map(|fact| match fact {
            Fact::Allergy(allergy) => Some(allergy),
            _ => None,
        });
        let allergy = allergies.next().expect("an allergy");
        let words = |said: &str| Manifestation::Words(Concept::words(said));
        let of = |what, severity| Reaction { what, severity };
        let wanted = vec![
            known(KnownReaction::Rash, Some(Severity::Mild)),
            of(words("Itch"), Some(Severity::Mild)),
            known(KnownReaction::Rash, Some(Severity::Severe)),
            of(words("wheeze"), None),
        ];
        assert_eq!(allergy.reactions, Some(wanted));
        assert_eq!(allergy.reaction, "at night; gloves");
        assert_eq!(allergy.categories, Some(vec![AllergyCategory::Environment]));
        assert_eq!(allergy.kind, Some(AllergyKind::Allergy));
        assert_eq!(allergy.worst(), Some(Severity::Severe));
    }

    #[test]
    fn what_was_chosen_from_the_table_is_written_by_its_name_and_meets_the_same_medicines_again() {
        let row = TableRow::class_of_id("penicillin").expect("a class");
        let told = Allergy {
            from_table: Some(row.into()),
            ..Allergy::to(Concept::words("Penicillins"))
        };
        let written = written(&said(Fact::Allergy(told.clone())));
        assert_eq!(written["code"]["text"], "Penicillins");
        let Fact::Allergy(read) = again(&said(Fact::Allergy(told))).fact else {
            panic!("an allergy");
        };
        assert!(!is_not_compared(&read));
    }

    fn latex(reaction: &str, severity: &str) -> Allergy {
        Allergy {
            reaction: reaction.into(),
            severity: severity.into(),
            ..Allergy::to(Concept::words("Latex"))
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
