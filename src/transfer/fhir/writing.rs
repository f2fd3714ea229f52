//! From a statement to the FHIR R4 resource that says the same: what most kinds need for it.
//!
//! Nothing is written that would read as more than was said: a kind or a standing that R4 has no word for is no resource.

use serde_json::{Map, Number, Value as Json, json};

use super::standing::{Codes, VERIFICATION, code_of};
use crate::chart::concept::{Coding, Concept};
use crate::chart::kinds::Document;
use crate::chart::statement::{Standing, Statement};
use crate::chart::when::When;
use crate::terms::vitals::Vital;

const UCUM: &str = "http://unitsofmeasure.org";
/// FHIR's extension for why a value is not there.
pub const ABSENT: &str = "http://hl7.org/fhir/StructureDefinition/data-absent-reason";

/// A statement that becomes a resource.
pub struct Writing<'a> {
    pub statement: &'a Statement,
    /// The entry that it stands in, as far as that is at hand: what it refers to there.
    pub entry: &'a [Statement],
    /// The Patient it is about, as a reference names it: `Patient/7`.
    pub patient: &'a str,
    /// The bytes of a paper, where they are at hand.
    pub bytes: &'a dyn Fn(&Document) -> Option<Vec<u8>>,
}

impl Writing<'_> {
    /// A resource about the person, named by a reference under `key`.
    pub fn about(&self, kind: &str, key: &str) -> Object {
        let patient = json!({ "reference": self.patient });
        Object::of(kind).with(key, patient)
    }

    /// The time of the statement as `<name>DateTime`; where words stand in its place, those as `<name>String`.
    pub fn time(&self, object: Object, name: &str) -> Object {
        match &self.statement.time_words {
            Some(words) => object.with(&format!("{name}String"), words.as_str()),
            None => object.with(&format!("{name}DateTime"), date(&self.statement.when)),
        }
    }

    /// The date beside words that stand in place of the time.
    pub fn date_beside_words(&self) -> Json {
        match &self.statement.time_words {
            Some(_) => date(&self.statement.when),
            None => Json::Null,
        }
    }

    /// The statement's standing as the code under `status`; `None` where the resource has no code for it.
    pub fn status(&self, object: Object, codes: &Codes) -> Option<Object> {
        match self.statement.standing {
            Standing::UnknownStatus => Some(object.with("_status", unknown())),
            standing => Some(object.with("status", code_of(standing, codes)?)),
        }
    }
}

/// A resource or a part of one. What is empty is left out: FHIR has no empty values.
#[derive(Default)]
pub struct Object(Map<String, Json>);

impl Object {
    pub fn of(kind: &str) -> Self {
        Self::default().with("resourceType", kind)
    }

    pub fn with(mut self, key: &str, value: impl Into<Json>) -> Self {
        let value = value.into();
        if !is_empty(&value) {
            self.0.insert(key.to_owned(), value);
        }
        self
    }
}

impl From<Object> for Json {
    fn from(object: Object) -> Self {
        Self::Object(object.0)
    }
}

fn is_empty(value: &Json) -> bool {
    match value {
        Json::Null => true,
        Json::String(text) => text.is_empty(),
        Json::Array(items) => items.iter().all(is_empty),
        Json::Object(map) => map.is_empty(),
        Json::Bool(_) | Json::Number(_) => false,
    }
}

/// Stands in place of a value that is not known: FHIR's data-absent-reason with the code *unknown*.
pub fn unknown() -> Json {
    json!({ "extension": [{ "url": ABSENT, "valueCode": "unknown" }] })
}

/// A CodeableConcept; nothing for one that says nothing.
pub fn concept(concept: &Concept) -> Json {
    let coding: Vec<Json> = concept.codings.iter().map(coding).collect();
    let object = Object::default().with("text", concept.text.as_str());
    object.with("coding", coding).into()
}

fn coding(coding: &Coding) -> Json {
    let object = Object::default().with("system", coding.system.as_str());
    let object = object.with("code", coding.code.as_str());
    object.with("display", coding.display.as_str()).into()
}

/// The concept under `key`; the numbers of a thing without a name as its identifiers.
pub fn thing(object: Object, key: &str, thing: &Concept) -> Object {
    match thing.text.is_empty() {
        true => object.with("identifier", numbers(thing)),
        false => object.with(key, concept(thing)),
    }
}

/// Codes as identifiers.
pub fn numbers(thing: &Concept) -> Vec<Json> {
    let one = |number: &Coding| {
        let object = Object::default().with("system", number.system.as_str());
        object.with("value", number.code.as_str()).into()
    };
    thing.codings.iter().map(one).collect()
}

/// A CodeableConcept of words alone.
pub fn words(text: &str) -> Json {
    Object::default().with("text", text).into()
}

/// Annotations of one text, or of none.
pub fn notes(text: &str) -> Vec<Json> {
    vec![words(text)]
}

/// A code of one of FHIR's own code systems.
pub fn coded(system: &str, code: &str) -> Json {
    json!({ "coding": [{ "system": system, "code": code }] })
}

/// How sure something is, in the codes of `system`. That it is confirmed is more than was said of what simply stands, or of
/// what has a status nobody knows: there the element is left out. `None` where R4 has no code for it.
pub fn verified(object: Object, system: &str, standing: Standing) -> Option<Object> {
    if matches!(standing, Standing::Stands | Standing::UnknownStatus) {
        return Some(object);
    }
    let code = code_of(standing, VERIFICATION)?;
    Some(object.with("verificationStatus", coded(system, code)))
}

/// A date exactly as precise as it is known; nothing where it is not.
pub fn date(when: &When) -> Json {
    match when {
        When::Unknown => Json::Null,
        When::Year(year) => format!("{year:04}").into(),
        When::Month(year, month) => format!("{year:04}-{month:02}").into(),
        When::Day(year, month, day) => format!("{year:04}-{month:02}-{day:02}").into(),
        When::Moment(stamp) => {
            let parts = match stamp.ms % 1000 {
                0 => "%Y-%m-%dT%H:%M:%S%:z",
                _ => "%Y-%m-%dT%H:%M:%S%.3f%:z",
            };
            stamp.local().format(parts).to_string().into()
        }
    }
}

/// A Period; nothing where neither end is known.
pub fn period(start: &When, end: &When) -> Json {
    let object = Object::default().with("start", date(start));
    object.with("end", date(end)).into()
}

/// A number of JSON with every digit of the text; `None` where the text is none.
pub fn number(text: &str) -> Option<Number> {
    let digits = text
        .strip_prefix('-')
        .unwrap_or(text)
        .bytes()
        .all(|byte| byte.is_ascii_digit() || byte == b'.');
    digits.then(|| serde_json::from_str(text).ok()).flatten()
}

/// A Quantity with its unit: one of this program's own by its UCUM code, any other as it is written.
pub fn quantity(value: Number, unit: &str) -> Object {
    let mut known = Vital::ALL.into_iter().flat_map(Vital::units);
    let is_ucum = known.any(|known| known.ucum == unit);
    let object = Object::default()
        .with("value", Json::Number(value))
        .with("unit", unit);
    match is_ucum {
        true => object.with("system", UCUM).with("code", unit),
        false => object,
    }
}

/// A Quantity said in words: "500 mg". Of words that are more than a number and its unit ("2 × 500 mg", "1 or 2 tablets") the
/// first number is not the amount: they stand as the unit, without a value.
pub fn amount(words: &str) -> Object {
    let (value, unit) = words.split_once(' ').unwrap_or((words, ""));
    match number(value).filter(|_| is_one_unit(unit)) {
        Some(value) => Object::default()
            .with("value", Json::Number(value))
            .with("unit", unit),
        None => Object::default().with("unit", words),
    }
}

/// Whether what stands after a number is its unit, or nothing: one word, in which no other number is.
fn is_one_unit(unit: &str) -> bool {
    let begins_as_one = |first: char| first.is_alphabetic() || matches!(first, '%' | '[' | '{');
    let has_other = |c: char| c.is_whitespace() || c.is_numeric();
    unit.chars().next().is_none_or(begins_as_one) && !unit.contains(has_other)
}

/// A list of one text that is no Annotation's and no CodeableConcept's.
pub fn displayed(names: impl IntoIterator<Item = String>) -> Vec<Json> {
    let one = |name| Object::default().with("display", name).into();
    names.into_iter().map(one).collect()
}

#[cfg(test)]
pub mod tests {
    use super::*;
    use crate::base::{BlobId, Stamp};
    use crate::chart::kinds::Fact;
    use crate::transfer::fhir::json::Node;
    use crate::transfer::fhir::{Imported, read, resource_of};

    const PERSON: &str = "Patient/7";

    /// A statement of a day, as another system's file would say it.
    pub fn said(fact: Fact) -> Statement {
        Statement::new(When::Day(2026, 3, 4), fact)
    }

    /// The resource that says it.
    pub fn written(statement: &Statement) -> Json {
        let written = resource_of(statement, PERSON, &|_| None);
        written.unwrap_or_else(|| panic!("not written: {statement:?}"))
    }

    /// What a file says in which the statement alone was written.
    pub fn imported(statement: &Statement, bytes: &[u8]) -> Imported {
        let written = resource_of(statement, PERSON, &|_| Some(bytes.to_vec()));
        let written = written.unwrap_or_else(|| panic!("not written: {statement:?}"));
        let file = read(written.to_string().as_bytes()).expect("what is written is FHIR");
        file.statements(BlobId([7; 16]), 1)
    }

    /// The statement as it is read after it was written. Who said it is the file now.
    pub fn again(statement: &Statement) -> Statement {
        let imported = imported(statement, b"");
        let clinical = imported.clinical.into_iter().map(|linked| linked.statement);
        let all = imported.identity.into_iter().chain(imported.problems);
        let mut all: Vec<Statement> = all.chain(clinical).collect();
        assert_eq!(all.len(), 1, "{all:?}");
        let read = all.remove(0);
        Statement {
            source: statement.source.clone(),
            ..read
        }
    }

    /// Holds that each of these is read as it was written, with every standing that any resource's status can say, with those
    /// in `besides`, and with no other.
    pub fn hold(statements: &[Statement], besides: &[Standing]) {
        let stands = [
            Standing::Stands,
            Standing::ErrorAtSource,
            Standing::UnknownStatus,
        ];
        hold_only(statements, &[&stands, besides].concat());
    }

    /// The same of a resource that has no status: with the standings in `stands` and with no other.
    pub fn hold_only(statements: &[Statement], stands: &[Standing]) {
        for statement in statements {
            assert_eq!(again(statement), *statement);
        }
        for standing in ALL {
            let statement = Statement {
                standing,
                // A status that nobody knows is one that the file does not state.
                status_words: (standing == Standing::UnknownStatus).then(String::new),
                ..statements[0].clone()
            };
            match stands.contains(&standing) {
                true => assert_eq!(again(&statement), statement, "{standing:?}"),
                false => assert!(
                    resource_of(&statement, PERSON, &|_| None).is_none(),
                    "{standing:?} is not said by FHIR"
                ),
            }
        }
    }

    const ALL: [Standing; 12] = [
        Standing::Stands,
        Standing::ErrorAtSource,
        Standing::Refuted,
        Standing::NotDone,
        Standing::Stopped,
        Standing::Cancelled,
        Standing::DoNotPerform,
        Standing::Unconfirmed,
        Standing::Intended,
        Standing::OnHold,
        Standing::Over,
        Standing::UnknownStatus,
    ];

    #[test]
    fn dates_are_as_precise_as_they_are_known() {
        let moment = |ms, offset| When::Moment(Stamp { ms, offset });
        for when in [
            When::Unknown,
            When::Year(1998),
            When::Month(1998, 7),
            When::Day(1998, 7, 4),
            moment(1_423_333_697_239, -300),
            moment(1_423_315_697_000, 345),
            moment(1_423_315_697_000, 0),
        ] {
            let node = Object::default().with("date", date(&when)).into();
            let read = crate::transfer::fhir::dates::dated(Node(&node), "date");
            assert_eq!(read, when, "{node}");
        }
    }

    #[test]
    fn numbers_keep_their_digits_and_words_are_none() {
        for text in ["9.80", "0", "12345678901234567890.10", "-5", "-0.50"] {
            let number = number(text).map(|number| number.to_string());
            assert_eq!(number.as_deref(), Some(text));
        }
        for words in [
            "", "007", "-", "--1", "-007", "1-2", "1e3", "1.", "five", "1 2",
        ] {
            assert_eq!(number(words), None, "{words}");
        }
    }

    #[test]
    fn an_amount_has_a_value_only_where_that_is_all_of_it() {
        let value = |words: &str| Json::from(amount(words)).get("value").map(Json::to_string);
        for (words, wanted) in [
            ("500 mg", "500"),
            ("2.50 mL", "2.50"),
            ("1", "1"),
            ("5 %", "5"),
        ] {
            assert_eq!(value(words).as_deref(), Some(wanted), "{words}");
        }
        for words in [
            "2 × 500 mg",
            "1 or 2 tablets",
            "1 1/2",
            "1 ½",
            "2 x500mg",
            "5 –10",
            "1 g, 100 mL/h",
            "250 mg/5 mL",
            "half a tablet",
        ] {
            assert_eq!(value(words), None, "{words}");
            assert_eq!(Json::from(amount(words))["unit"], words);
        }
    }
}
