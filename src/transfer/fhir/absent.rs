//! "No known allergies" is an answer, not an allergy: the codes and words by which files say that there is nothing.
//!
//! Codes: SNOMED CT situations, the International Patient Summary's "absent or unknown" set (withdrawn, still met) and HL7's
//! reasons for absent data. Words: only whole, unmistakable phrases; a phrase that denies one kind only ("no known food
//! allergy") is told apart from one that denies all.

use super::json::Node;
use crate::chart::kinds::{NoFact, Question};
use crate::terms::text::shown;

const SNOMED: &str = "http://snomed.info/sct";

/// What a code or phrase says instead of naming a thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Absence {
    /// Asked, and there is nothing (`None`), or nothing is known about it (`NotKnown`).
    All(Question, NoFact),
    /// Nothing of one kind: true, but no answer to the whole question.
    Part,
    /// One part of the concept denies and another names something: neither is believed.
    Contradiction,
}

/// Whether a CodeableConcept says "none" or "no information". `question` is what the resource would answer.
pub fn of(concept: Node<'_>, question: Question) -> Option<Absence> {
    let codings = concept.list("coding");
    let by_code: Vec<Option<Absence>> = codings
        .iter()
        .map(|coding| code(*coding, question))
        .collect();
    if let Some(absence) = by_code.iter().flatten().next() {
        // A second SNOMED code that names a thing cannot be a translation of "none".
        let names_a_thing = codings
            .iter()
            .zip(&by_code)
            .any(|(coding, absence)| coding.text("system") == Some(SNOMED) && absence.is_none());
        return Some(if names_a_thing {
            Absence::Contradiction
        } else {
            *absence
        });
    }
    let display = codings
        .iter()
        .find_map(|coding| phrase(coding.text("display")?, question));
    match concept.text("text") {
        Some(text) => phrase(text, question).or(display.map(|_| Absence::Contradiction)),
        None => display,
    }
}

fn code(coding: Node<'_>, question: Question) -> Option<Absence> {
    let code = coding.text("code")?;
    match coding.text("system").unwrap_or_default() {
        SNOMED => snomed(code, question),
        system if system.contains("absent-unknown") => ips(code, question),
        system if system.contains("data-absent-reason") || system.ends_with("NullFlavor") => {
            Some(Absence::All(question, NoFact::NotKnown))
        }
        _ => None,
    }
}

fn snomed(code: &str, question: Question) -> Option<Absence> {
    let none = |question| Some(Absence::All(question, NoFact::None));
    match code {
        "716186003" | "160244002" => none(Question::Allergies),
        "787481004" => none(Question::Medicines),
        "160245001" => none(Question::Illnesses),
        "1287211007" | "261665006" | "182904002" => Some(Absence::All(question, NoFact::NotKnown)),
        "409137002" | "429625007" | "428607008" | "428197003" | "1003774007" => Some(Absence::Part),
        _ => None,
    }
}

fn ips(code: &str, question: Question) -> Option<Absence> {
    let none = |question| Some(Absence::All(question, NoFact::None));
    match code {
        "no-known-allergies" => none(Question::Allergies),
        "no-known-medications" => none(Question::Medicines),
        "no-known-problems" => none(Question::Illnesses),
        "no-known-procedures" => none(Question::Operations),
        "no-known-immunizations" => none(Question::Immunizations),
        code if code.starts_with("no-known-") => Some(Absence::Part),
        code if code.starts_with("no-") && code.ends_with("-info") => {
            Some(Absence::All(question, NoFact::NotKnown))
        }
        // The set has no positive codes: what is new in it is not read as a thing.
        _ => Some(Absence::Part),
    }
}

/// Phrases that deny everything a question asks about.
fn denies_all(phrase: &str, question: Question) -> bool {
    let general = [
        "none",
        "none known",
        "nil",
        "nil known",
        "no known",
        "nothing known",
        "aucun",
        "aucune",
        "aucun connu",
        "aucune connue",
        "ninguno",
        "ninguna",
        "keine",
        "keine bekannt",
    ];
    let own: &[&str] = match question {
        Question::Allergies => &[
            "no known allergies",
            "no known allergy",
            "no known allergies or intolerances",
            "no known allergies or adverse reactions",
            "no allergies",
            "no allergies known",
            "nka",
            "allergies none known",
            "none known allergies",
            "no active allergies",
            "aucune allergie connue",
            "aucune allergie",
            "pas d'allergie connue",
            "sin alergias conocidas",
            "keine bekannten allergien",
            "keine allergien bekannt",
            "nessuna allergia nota",
            "sem alergias conhecidas",
            "geen bekende allergieën",
        ],
        Question::Medicines => &[
            "no known medications",
            "no known medication",
            "no known current medicines",
            "no known current medications",
            "no known medicines",
            "no current medications",
            "no current medicines",
            "no medications",
            "no medicines",
            "not on any medication",
            "aucun traitement",
            "aucun médicament",
            "aucun traitement connu",
            "aucun médicament connu",
            "sin medicación",
            "keine medikamente",
            "keine medikation",
        ],
        Question::Illnesses => &[
            "no known problems",
            "no known problem",
            "no current problems",
            "no active problems",
            "no known current problems",
            "no known conditions",
            "no known conditions or problems",
            "no known current conditions",
            "no problems",
            "no known active problems",
            "no current problems or disability",
            "no known diagnoses",
            "aucun problème connu",
            "aucun antécédent",
            "aucun antécédent connu",
            "sin problemas conocidos",
            "keine bekannten probleme",
        ],
        Question::Operations => &[
            "no known procedures",
            "no procedures",
            "no known surgeries",
            "no previous surgery",
            "no known history of procedures",
        ],
        Question::Immunizations => &[
            "no known immunizations",
            "no known immunisations",
            "no immunizations",
            "no immunisations",
        ],
        _ => &[],
    };
    general.contains(&phrase) || own.contains(&phrase)
}

fn phrase(text: &str, question: Question) -> Option<Absence> {
    let lower = shown(text).to_lowercase();
    // "No known allergy (situation)" carries SNOMED's own tag.
    let plain = lower
        .trim_end_matches("(situation)")
        .trim_end_matches("(finding)");
    let plain = plain.trim_matches(|c: char| !c.is_alphanumeric());
    if denies_all(plain, question) {
        return Some(Absence::All(question, NoFact::None));
    }
    let not_known = [
        "no information",
        "no information available",
        "not known",
        "unknown",
        "not asked",
        "no information about allergies",
        "no information about medications",
        "no information about problems",
        "pas d'information",
        "keine angaben",
        "sin información",
    ];
    if not_known.contains(&plain) {
        return Some(Absence::All(question, NoFact::NotKnown));
    }
    let partial = [
        "no known ",
        "aucune allergie ",
        "no allergy to ",
        "not allergic to ",
    ];
    let denied =
        plain == "nkda" || plain == "nkfa" || partial.iter().any(|start| plain.starts_with(start));
    denied.then_some(Absence::Part)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    const NONE: Option<Absence> = Some(Absence::All(Question::Allergies, NoFact::None));

    fn allergy(concept: serde_json::Value) -> Option<Absence> {
        of(Node(&concept), Question::Allergies)
    }

    #[test]
    fn none_known_is_an_answer_in_every_spelling() {
        assert_eq!(
            allergy(json!({"coding": [{"system": SNOMED, "code": "716186003"}]})),
            NONE
        );
        let ips = "http://hl7.org/fhir/uv/ips/CodeSystem/absent-unknown-uv-ips";
        assert_eq!(
            allergy(json!({"coding": [{"system": ips, "code": "no-known-allergies"}]})),
            NONE
        );
        for text in [
            "No known allergies",
            "NKA",
            "No Known Allergy (situation)",
            "no known allergies.",
            "Aucune allergie connue",
        ] {
            assert_eq!(allergy(json!({ "text": text })), NONE, "{text}");
        }
        let local = json!({"coding": [{"system": "urn:local", "code": "1", "display": "No Known Allergies"}]});
        assert_eq!(allergy(local), NONE);
    }

    #[test]
    fn one_kind_denied_is_no_answer_to_the_whole() {
        for text in ["No known food allergy", "NKDA", "No known drug allergies"] {
            assert_eq!(
                allergy(json!({ "text": text })),
                Some(Absence::Part),
                "{text}"
            );
        }
        assert_eq!(
            allergy(json!({"coding": [{"system": SNOMED, "code": "429625007"}]})),
            Some(Absence::Part)
        );
    }

    #[test]
    fn no_information_is_not_none() {
        let wanted = Some(Absence::All(Question::Allergies, NoFact::NotKnown));
        assert_eq!(
            allergy(json!({"coding": [{"system": SNOMED, "code": "1287211007"}]})),
            wanted
        );
        let ips = "http://hl7.org/fhir/uv/ips/CodeSystem/absent-unknown-uv-ips";
        assert_eq!(
            allergy(json!({"coding": [{"system": ips, "code": "no-allergy-info"}]})),
            wanted
        );
        assert_eq!(allergy(json!({"text": "Unknown"})), wanted);
    }

    #[test]
    fn a_contradiction_is_neither() {
        let both = json!({"coding": [{"system": SNOMED, "code": "716186003"}, {"system": SNOMED, "code": "91936005"}]});
        assert_eq!(allergy(both), Some(Absence::Contradiction));
        let text = json!({"text": "Penicillin", "coding": [{"display": "No known allergies"}]});
        assert_eq!(allergy(text), Some(Absence::Contradiction));
    }

    #[test]
    fn findings_that_begin_with_no_stay_findings() {
        for text in [
            "No light perception",
            "Nonespecific rash",
            "Unknown syndrome",
            "Norwegian scabies",
        ] {
            assert_eq!(
                of(Node(&json!({ "text": text })), Question::Illnesses),
                None,
                "{text}"
            );
        }
    }
}
