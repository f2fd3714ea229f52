//! FHIR QuestionnaireResponse: a form that was filled in, with its answers.
//!
//! An answer that became an observation stands in the chart as an Observation of its own, and once more here as the value that
//! was given.

use serde_json::{Value as Json, json};

use crate::chart::codec::encode_statement;
use crate::chart::concept::Concept;
use crate::chart::kinds::{
    Document, Fact, Filled, FilledItem, FilledRole, FormAnswer, KeptBecause, NoFact, Response,
};
use crate::chart::questionnaire::Given;
use crate::chart::statement::{Standing, Statement, StatementRef};
use crate::chart::value::{Quantity, Value};
use crate::chart::when::When;
use crate::transfer::fhir::dates::{dated, no_date, when};
use crate::transfer::fhir::elements::{coding, line, long, plain_number, quantity, quantity_words};
use crate::transfer::fhir::json::Node;
use crate::transfer::fhir::kinds::document::{attachment, paper};
use crate::transfer::fhir::kinds::{InFhir, ResourceType};
use crate::transfer::fhir::mapping::{Draft, Mapped, PaperContent, Reading, Unread};
use crate::transfer::fhir::standing::{Codes, required};
use crate::transfer::fhir::writing::{self, ABSENT, Object, Writing, date};

impl InFhir for Response {
    const TYPES: &'static [ResourceType] = &[ResourceType {
        name: "QuestionnaireResponse",
        read: response,
        standing: |reading| required(reading.node(), CODES),
    }];

    fn written(&self, of: &Writing<'_>) -> Option<Json> {
        match self {
            Self::Filled(filled) => written(filled, of),
            // It goes out with its form.
            Self::Answer(_) => None,
        }
    }
}

const CODES: &Codes = &[
    ("completed", Standing::Stands),
    ("amended", Standing::Stands),
    ("in-progress", Standing::Unconfirmed),
    ("stopped", Standing::Stopped),
];

/// What a canonical address is called.
const DISPLAY: &str = "http://hl7.org/fhir/StructureDefinition/display";

/// Items that are read of one form, and how deep: more is no form that anybody filled in.
const MOST_ITEMS: usize = 2000;
const MOST_LEVELS: u8 = 30;

/// Bytes of a form with its answers: they stand in one entry.
const MOST_BYTES: usize = 512 * 1024;

/// The form with all of its answers; `None` where one of them is not at hand.
fn written(filled: &Filled, of: &Writing<'_>) -> Option<Json> {
    let canonical = match filled.version.is_empty() {
        true => filled.url.clone(),
        false => format!("{}|{}", filled.url, filled.version),
    };
    let title = (!filled.title.is_empty())
        .then(|| json!({ "extension": [{ "url": DISPLAY, "valueString": filled.title }] }));
    let mut items = filled.items.as_slice();
    let form = of
        .status(of.about("QuestionnaireResponse", "subject"), CODES)?
        .with("questionnaire", canonical)
        .with("_questionnaire", title)
        .with("authored", date(&of.statement.when))
        .with("item", written_items(&mut items, 0, of)?);
    Some(form.into())
}

/// The items of this level and those that stand in them, up to the next of a level above.
fn written_items(rest: &mut &[FilledItem], level: u8, of: &Writing<'_>) -> Option<Vec<Json>> {
    let mut written = Vec::new();
    while let Some((item, after)) = rest.split_first() {
        if item.level < level {
            break;
        }
        *rest = after;
        let inside = written_items(rest, item.level.saturating_add(1), of)?;
        let one = Object::default()
            .with("linkId", item.link_id.as_str())
            .with("text", item.words.as_str());
        let mut answers = answers(item, of)?;
        // What is asked of an answer stands in it; where there is none, in the question.
        let one = match answers.first_mut() {
            Some(Json::Object(first)) if !inside.is_empty() => {
                first.insert("item".to_owned(), inside.into());
                one
            }
            _ => one.with("item", inside),
        };
        written.push(one.with("answer", answers).into());
    }
    Some(written)
}

fn answers(item: &FilledItem, of: &Writing<'_>) -> Option<Vec<Json>> {
    // What a heading stands for is said by what is in it.
    if item.role == FilledRole::Group {
        return Some(Vec::new());
    }
    let answers = item.answers.iter();
    answers
        .map(|answer| match &beside(answer, of)?.fact {
            Fact::Response(Response::Answer(answer)) => Some(written_answer(&answer.given, of)),
            Fact::Observation(seen) => match item.component {
                Some(part) => Some(written_value(&seen.components.get(part as usize)?.value)),
                None => Some(written_value(&seen.value)),
            },
            _ => None,
        })
        .collect()
}

/// A statement of the same entry.
fn beside<'a>(answer: &StatementRef, of: &Writing<'a>) -> Option<&'a Statement> {
    of.entry.get(answer.index as usize)
}

fn absent(code: &str) -> Json {
    json!({ "extension": [{ "url": ABSENT, "valueCode": code }] })
}

/// Answers without a fact, in the codes of FHIR's data-absent-reason.
const NO_FACTS: [(&str, NoFact); 3] = [
    ("not-applicable", NoFact::None),
    ("asked-unknown", NoFact::NotKnown),
    ("asked-declined", NoFact::Declined),
];

fn written_answer(given: &Given, of: &Writing<'_>) -> Json {
    let (key, value) = match given {
        Given::Boolean(yes) => ("valueBoolean", Json::Bool(*yes)),
        Given::Number(quantity) => return written_number(quantity),
        Given::Date(When::Unknown) => return absent("unknown"),
        Given::Date(moment @ When::Moment(_)) => ("valueDateTime", date(moment)),
        Given::Date(day) => ("valueDate", date(day)),
        Given::Words(words) => ("valueString", words.as_str().into()),
        Given::Choice(concept) => return written_choice(concept),
        Given::Paper(document) => ("valueAttachment", written_paper(document, of)),
        Given::NoFact(no_fact) => {
            let mut codes = NO_FACTS.iter();
            let code = codes.find(|(_, means)| means == no_fact);
            return absent(code.map_or("unknown", |(code, _)| code));
        }
    };
    json!({ key: value })
}

fn written_paper(document: &Document, of: &Writing<'_>) -> Json {
    attachment(document, (of.bytes)(document).as_deref()).into()
}

fn written_number(quantity: &Quantity) -> Json {
    let Some(number) = writing::number(&quantity.value) else {
        let words = format!("{} {}", quantity.value, quantity.unit);
        return json!({ "valueString": words.trim() });
    };
    match quantity.unit.as_str() {
        "" if quantity.value.contains('.') => json!({ "valueDecimal": number }),
        "" => json!({ "valueInteger": number }),
        unit => json!({ "valueQuantity": Json::from(writing::quantity(number, unit)) }),
    }
}

fn written_choice(concept: &Concept) -> Json {
    match concept.codings.first() {
        None => json!({ "valueString": concept.text }),
        Some(coding) => {
            // As it read.
            let coding = Object::default()
                .with("system", coding.system.as_str())
                .with("code", coding.code.as_str())
                .with("display", concept.text.as_str());
            json!({ "valueCoding": Json::from(coding) })
        }
    }
}

/// The value of an observation, as the answer it was.
fn written_value(value: &Value) -> Json {
    match value {
        Value::Quantity(quantity) => written_number(quantity),
        Value::Text(words) => json!({ "valueString": words }),
        Value::Concept(concept) => written_choice(concept),
        Value::Boolean(yes) => json!({ "valueBoolean": yes }),
        Value::Absent(_) | Value::Components => absent("unknown"),
    }
}

fn response(reading: &Reading<'_>) -> Mapped {
    let node = reading.node();
    let standing = required(node, CODES);
    let mut filling = Filling {
        reading,
        items: Vec::new(),
        answers: Vec::new(),
        papers: Vec::new(),
    };
    filling.items_of(node, 0);
    if filling.items.is_empty() {
        return Err(Unread(KeptBecause::NothingToShow));
    }
    let canonical = node.text("questionnaire").map(line).unwrap_or_default();
    let (url, version) = canonical.rsplit_once('|').unwrap_or((&canonical, ""));
    let filled = Filled {
        url: url.to_owned(),
        version: version.to_owned(),
        title: title(node),
        definition: None,
        items: filling.items,
    };
    let head = Fact::Response(Response::Filled(filled));
    let answers = filling.answers.into_iter();
    let answers = answers.map(|answer| Fact::Response(Response::Answer(answer)));
    let when = dated(node, "authored");
    let time = no_date(node, "authored");
    let facts: Vec<Fact> = std::iter::once(head).chain(answers).collect();
    let sizes = facts.iter().map(|fact| {
        let statement = Statement::new(when, fact.clone());
        encode_statement(&statement).len()
    });
    if sizes.sum::<usize>() > MOST_BYTES {
        return Err(Unread(KeptBecause::TooLong));
    }
    let facts = facts.into_iter();
    let mut drafts: Vec<Draft> = facts
        .map(|fact| Draft::new(when, standing, fact).at(time.clone()))
        .collect();
    let papers = filling.papers.into_iter();
    drafts.extend(papers.map(|paper| Draft::paper(when, standing, paper)));
    Ok(drafts)
}

fn title(node: Node<'_>) -> String {
    let beside = node.at("_questionnaire");
    let extensions = beside.map(|beside| beside.list("extension"));
    let mut extensions = extensions.into_iter().flatten();
    let display = extensions.find(|extension| extension.text("url") == Some(DISPLAY));
    let title = display.and_then(|display| display.text("valueString"));
    title.map(line).unwrap_or_default()
}

/// What is read of a form so far.
struct Filling<'r, 'a> {
    reading: &'r Reading<'a>,
    items: Vec<FilledItem>,
    answers: Vec<FormAnswer>,
    papers: Vec<PaperContent>,
}

impl Filling<'_, '_> {
    fn items_of(&mut self, node: Node<'_>, level: u8) {
        for item in node.list("item") {
            if self.items.len() < MOST_ITEMS && level < MOST_LEVELS {
                self.item(item, level);
            }
        }
    }

    fn item(&mut self, node: Node<'_>, level: u8) {
        let link_id = node.text("linkId").map(line).unwrap_or_default();
        let words = node.text("text").map(long);
        let words = words.unwrap_or_else(|| link_id.clone());
        let given = node.list("answer");
        let is_heading = given.is_empty() && node.has("item") && no_fact(node).is_none();
        let role = match is_heading {
            true => FilledRole::Group,
            false => FilledRole::Question,
        };
        let mut read: Vec<Given> = given.iter().filter_map(|one| self.given(*one)).collect();
        if given.is_empty() {
            read.extend(no_fact(node).map(Given::NoFact));
        }
        let mut answers = Vec::new();
        for given in read {
            self.answers.push(FormAnswer {
                link_id: link_id.clone(),
                question: Concept::words(words.clone()),
                given,
            });
            // The form itself stands before all of them.
            answers.push(StatementRef::here(self.answers.len() as u32));
        }
        self.items.push(FilledItem {
            link_id,
            words,
            level,
            role,
            answers,
            component: None,
            at_once: None,
        });
        self.items_of(node, level + 1);
        for answer in given {
            self.items_of(answer, level + 1);
        }
    }

    fn given(&mut self, answer: Node<'_>) -> Option<Given> {
        let mut keys = answer.keys().filter(|key| key.starts_with("value"));
        let Some(key) = keys.next() else {
            return no_fact(answer).map(Given::NoFact);
        };
        let value = answer.at(key)?;
        let in_words = |words: String| (!words.is_empty()).then_some(Given::Words(words));
        match key {
            "valueBoolean" => value.0.as_bool().map(Given::Boolean),
            "valueInteger" | "valueDecimal" => Some(Given::Number(Quantity {
                value: plain_number(answer, key)?,
                unit: String::new(),
            })),
            "valueQuantity" => match quantity(value) {
                Some(quantity) => Some(Given::Number(quantity)),
                None => in_words(quantity_words(value)),
            },
            "valueDate" | "valueDateTime" => match when(value.as_str()?) {
                When::Unknown => in_words(long(value.as_str()?)),
                known => Some(Given::Date(known)),
            },
            "valueCoding" => {
                let coding = coding(value)?;
                let text = match coding.display.is_empty() {
                    true => coding.code.clone(),
                    false => coding.display.clone(),
                };
                let codings = vec![coding].into_iter();
                Some(Given::Choice(Concept {
                    text,
                    codings: codings.filter(|coding| !coding.code.is_empty()).collect(),
                }))
            }
            "valueAttachment" => {
                let paper = paper(self.reading, value, "");
                let named = paper.as_ref().map(|paper| paper.title.clone());
                self.papers.extend(paper);
                let named = named.or_else(|| value.text("title").map(line));
                in_words(named.or_else(|| value.text("url").map(line))?)
            }
            "valueReference" => in_words(self.reading.reference_words(value)),
            // A time of day, an address, and what a newer standard has.
            _ => in_words(value.as_str().map(long)?),
        }
    }
}

/// Why there is no value, where that is an answer.
fn no_fact(node: Node<'_>) -> Option<NoFact> {
    let extensions = node.list("extension").into_iter();
    let mut reasons = extensions.filter(|extension| extension.text("url") == Some(ABSENT));
    let reason = reasons.next()?.text("valueCode")?;
    let known = NO_FACTS.iter().find(|(code, _)| *code == reason);
    match (known, reason) {
        (Some((_, no_fact)), _) => Some(*no_fact),
        (None, "not-asked") => None,
        (None, _) => Some(NoFact::NotKnown),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::{BlobId, Digest, Stamp};
    use crate::chart::concept::{Coding, LOINC};
    use crate::chart::kinds::{Observation, ObservationKind};
    use crate::transfer::fhir::writing::tests::said;
    use crate::transfer::fhir::{Imported, read, resource_in_entry, resource_of};

    fn item(link_id: &str, level: u8, role: FilledRole, answers: &[u32]) -> FilledItem {
        FilledItem {
            link_id: link_id.into(),
            words: format!("Words of {link_id}"),
            level,
            role,
            answers: answers.iter().copied().map(StatementRef::here).collect(),
            component: None,
            at_once: None,
        }
    }

    fn answer(link_id: &str, given: Given) -> Fact {
        Fact::Response(Response::Answer(FormAnswer {
            link_id: link_id.into(),
            question: Concept::words(format!("Words of {link_id}")),
            given,
        }))
    }

    fn form(items: Vec<FilledItem>) -> Fact {
        Fact::Response(Response::Filled(Filled {
            url: "urn:carnet:form:made".into(),
            version: "1".into(),
            title: "Made".into(),
            definition: None,
            items,
        }))
    }

    fn coded(text: &str) -> Concept {
        Concept {
            text: text.into(),
            codings: vec![Coding {
                system: LOINC.into(),
                code: "LA6568-5".into(),
                display: text.into(),
            }],
        }
    }

    fn number(value: &str, unit: &str) -> Given {
        Given::Number(Quantity {
            value: value.into(),
            unit: unit.into(),
        })
    }

    fn written(entry: &[Statement]) -> Json {
        let written = resource_in_entry(&entry[0], entry, "Patient/7", &|_| None);
        written.expect("a form")
    }

    fn imported(json: &Json) -> Imported {
        let file = read(json.to_string().as_bytes()).expect("what is written is FHIR");
        file.statements(BlobId([7; 16]), 1)
    }

    /// What is said of one form when it is read again. Who said it is the file now.
    fn again(json: &Json) -> Vec<Statement> {
        let mut imported = imported(json);
        assert!(imported.clinical.is_empty());
        let form = imported.forms.remove(0).into_iter();
        form.map(|linked| Statement {
            source: said(linked.statement.fact.clone()).source,
            ..linked.statement
        })
        .collect()
    }

    fn entry() -> Vec<Statement> {
        use FilledRole::{Group, Question};
        let moment = When::Moment(Stamp {
            ms: 1_795_000_000_000,
            offset: 60,
        });
        let given = [
            Given::Boolean(true),
            number("39.2", "Cel"),
            number("6", ""),
            number("2.50", ""),
            Given::Date(When::Month(2026, 3)),
            Given::Date(moment),
            Given::Words("two\nlines".into()),
            Given::Choice(coded("Not at all")),
            Given::NoFact(NoFact::None),
            Given::NoFact(NoFact::NotKnown),
            Given::NoFact(NoFact::Declined),
        ];
        let mut items = vec![
            item("part", 0, Group, &[]),
            item("passed", 1, Question, &[]),
        ];
        for at in 1..=given.len() as u32 {
            items.push(item(&format!("q{at}"), 1, Question, &[at]));
        }
        items.push(item("inner", 1, Group, &[]));
        items.push(item("several", 2, Question, &[12, 13]));
        items.push(item("of-it", 3, Question, &[14]));
        items.push(item("last", 0, Question, &[15]));
        let mut facts = vec![form(items)];
        for (at, given) in given.into_iter().enumerate() {
            facts.push(answer(&format!("q{}", at + 1), given));
        }
        facts.push(answer("several", Given::Words("one".into())));
        facts.push(answer("several", Given::Words("other".into())));
        facts.push(answer("of-it", Given::Boolean(false)));
        facts.push(answer("last", Given::Boolean(false)));
        facts.into_iter().map(said).collect()
    }

    #[test]
    fn what_is_written_is_read_again() {
        let entry = entry();
        assert_eq!(again(&written(&entry)), entry);
        for (_, standing) in CODES {
            let standing = *standing;
            let with = |one: &Statement| Statement {
                standing,
                ..one.clone()
            };
            let entry: Vec<Statement> = entry.iter().map(with).collect();
            assert_eq!(again(&written(&entry)), entry);
        }
    }

    #[test]
    fn a_form_whose_answers_are_not_at_hand_is_not_written() {
        let entry = entry();
        assert!(resource_of(&entry[0], "Patient/7", &|_| None).is_none());
        assert!(resource_of(&entry[1], "Patient/7", &|_| None).is_none());
    }

    #[test]
    fn an_answer_that_is_an_observation_is_written_as_the_value_given() {
        use FilledRole::{Group, Question, Score};
        let weight = Observation::new(
            ObservationKind::Vital,
            Concept::words("Weight"),
            Value::Quantity(Quantity {
                value: "61.5".into(),
                unit: "kg".into(),
            }),
        );
        let pressure = Observation {
            components: ["120", "80"]
                .map(|value| crate::chart::kinds::Component {
                    what: Concept::words("part"),
                    value: Value::Quantity(Quantity {
                        value: value.into(),
                        unit: "mm[Hg]".into(),
                    }),
                })
                .into(),
            ..Observation::new(
                ObservationKind::Vital,
                Concept::words("Blood pressure"),
                Value::Components,
            )
        };
        let part = |link_id: &str, component: u32| FilledItem {
            component: Some(component),
            ..item(link_id, 1, Question, &[2])
        };
        let items = vec![
            item("weight", 0, Question, &[1]),
            item("pressure", 0, Group, &[2]),
            part("upper", 0),
            part("lower", 1),
            item("total", 0, Score, &[3]),
        ];
        let facts = [
            form(items),
            Fact::Observation(weight),
            Fact::Observation(pressure),
            answer("total", number("7", "")),
        ];
        let entry: Vec<Statement> = facts.into_iter().map(said).collect();
        let json = written(&entry);
        let value = |at: &str| json.pointer(at).map(Json::to_string).unwrap_or_default();
        assert_eq!(value("/item/0/answer/0/valueQuantity/value"), "61.5");
        assert_eq!(value("/item/1/answer"), "");
        assert_eq!(value("/item/1/item/1/answer/0/valueQuantity/value"), "80");
        assert_eq!(value("/item/2/answer/0/valueInteger"), "7");
        assert_eq!(value("/questionnaire"), "\"urn:carnet:form:made|1\"");
        let read = again(&json);
        assert_eq!(read.len(), 5);
    }

    #[test]
    fn a_form_of_a_stranger_is_read_as_it_says() {
        let json = json!({
            "resourceType": "QuestionnaireResponse", "status": "in-progress",
            "item": [
                {"linkId": "1", "answer": [{"valueTime": "10:00:00"}, {"valueReference": {"display": "Site Beta"}}]},
                {"linkId": "2", "text": "Photo", "answer": [{"valueAttachment": {"contentType": "text/plain", "title": "Words", "data": "YQ=="}}]},
                {"linkId": "3", "text": "Why", "extension": [{"url": ABSENT, "valueCode": "asked-declined"}]},
                {"linkId": "4", "text": "Never", "extension": [{"url": ABSENT, "valueCode": "not-asked"}]},
                {"linkId": "5", "text": "Odd", "answer": [{"valueQuantity": {"value": 5, "comparator": "<", "unit": "mg"}}]}
            ]
        });
        let imported = imported(&json);
        assert_eq!(imported.papers.len(), 1);
        let form = &imported.forms[0];
        assert!(
            form.iter()
                .all(|linked| linked.statement.standing == Standing::Unconfirmed)
        );
        let answers: Vec<&Given> = form
            .iter()
            .filter_map(|linked| match &linked.statement.fact {
                Fact::Response(Response::Answer(answer)) => Some(&answer.given),
                _ => None,
            })
            .collect();
        let words = |words: &str| Given::Words(words.into());
        let wanted = [
            words("10:00:00"),
            words("Site Beta"),
            words("Words"),
            Given::NoFact(NoFact::Declined),
        ];
        assert_eq!(answers[..4], wanted.each_ref());
        assert!(
            matches!(answers[4], Given::Words(said) if said.contains('5') && said.contains('<'))
        );
    }

    #[test]
    fn a_paper_is_written_with_its_bytes_where_they_are_at_hand() {
        let paper = Document {
            title: "Photo".into(),
            media_type: "image/png".into(),
            blob: BlobId([7; 16]),
            bytes: 1,
            digest: Digest([1; 32]),
            chunks: 1,
        };
        let entry: Vec<Statement> = [
            form(vec![item("1", 0, FilledRole::Question, &[1])]),
            answer("1", Given::Paper(paper)),
        ]
        .into_iter()
        .map(said)
        .collect();
        let with = resource_in_entry(&entry[0], &entry, "Patient/7", &|_| Some(b"a".to_vec()));
        let with = with.expect("a form");
        let at = "/item/0/answer/0/valueAttachment";
        assert_eq!(
            with.pointer(at).map(|it| it["data"].clone()),
            Some(json!("YQ=="))
        );
        let without = written(&entry);
        assert_eq!(
            without.pointer(at).map(|it| it["title"].clone()),
            Some(json!("Photo"))
        );
    }
}
