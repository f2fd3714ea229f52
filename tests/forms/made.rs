//! Forms that are made at random, written as FHIR, and read again: the same form.

use carnet::chart::concept::{Coding, Concept, LOINC};
use carnet::chart::draft::DateDraft;
use carnet::chart::questionnaire::*;
use carnet::chart::value::Quantity;
use carnet::chart::when::When;
use carnet::transfer::fhir::questionnaire::read;
use proptest::prelude::*;
use serde_json::{Map, Value, json};

const SD: &str = "http://hl7.org/fhir/StructureDefinition/";
const SDC: &str = "http://hl7.org/fhir/uv/sdc/StructureDefinition/";
const UCUM: &str = "http://unitsofmeasure.org";

/// One item as it is drawn: a number for its kind, coins for what is said of it, and what stands in it.
#[derive(Clone, Debug)]
struct Drawn {
    kind: u8,
    coins: u16,
    inside: Vec<Drawn>,
}

impl Drawn {
    fn says(&self, coin: u32) -> bool {
        self.coins & (1 << coin) != 0
    }
}

fn drawn() -> impl Strategy<Value = Vec<Drawn>> {
    let leaf = (0u8..9, any::<u16>()).prop_map(|(kind, coins)| Drawn {
        kind,
        coins,
        inside: Vec::new(),
    });
    let item = leaf.prop_recursive(4, 24, 4, |inner| {
        (0u8..10, any::<u16>(), prop::collection::vec(inner, 1..4)).prop_map(
            |(kind, coins, inside)| Drawn {
                kind,
                coins,
                inside,
            },
        )
    });
    prop::collection::vec(item, 1..6)
}

/// Makes a form of what is drawn: the first item is always a question, and what waits for an answer waits for an earlier one.
fn made(drawn: &[Drawn]) -> Questionnaire {
    let first = Item {
        kind: ItemKind::Boolean,
        ..item_of(
            0,
            &Drawn {
                kind: 0,
                coins: 0,
                inside: Vec::new(),
            },
            &[],
        )
    };
    let mut earlier = vec![first.clone()];
    let mut items = vec![first];
    for one in drawn {
        items.push(made_item(one, &mut earlier));
    }
    let counts = earlier
        .iter()
        .any(|item| item.options().iter().any(|option| option.weight.is_some()));
    if counts {
        let score = item_of(
            earlier.len(),
            &Drawn {
                kind: 0,
                coins: 0,
                inside: Vec::new(),
            },
            &[],
        );
        items.push(Item {
            kind: ItemKind::Score(ScoreOf::Form),
            read_only: true,
            ..score
        });
    }
    Questionnaire {
        url: "urn:carnet:form:made".into(),
        version: "1".into(),
        title: text("Made", true),
        publisher: "A clinic".into(),
        items,
    }
}

fn text(words: &str, is_translated: bool) -> Text {
    let french = ("fr".to_owned(), format!("{words} en français"));
    Text {
        words: words.to_owned(),
        translations: is_translated.then_some(french).into_iter().collect(),
    }
}

fn made_item(drawn: &Drawn, earlier: &mut Vec<Item>) -> Item {
    let mut item = item_of(earlier.len(), drawn, earlier);
    earlier.push(item.clone());
    let is_line = item.kind == ItemKind::Display;
    if !is_line {
        let inside = drawn.inside.iter();
        item.items = inside.map(|one| made_item(one, earlier)).collect();
    }
    if item.kind == ItemKind::Group && item.items.is_empty() {
        item.items = vec![made_item(
            &Drawn {
                kind: 0,
                coins: 0,
                inside: Vec::new(),
            },
            earlier,
        )];
    }
    if item.is_question() && !item.items.is_empty() {
        item.repeats = false;
        item.initial.truncate(1);
    }
    item
}

fn item_of(at: usize, drawn: &Drawn, earlier: &[Item]) -> Item {
    let coding = Coding {
        system: LOINC.into(),
        code: format!("{at}-1"),
        display: format!("Code {at}"),
    };
    let kind = kind_of(drawn);
    let is_asked = !matches!(kind, ItemKind::Group | ItemKind::Display);
    let may_repeat = !matches!(kind, ItemKind::Display | ItemKind::Boolean);
    let mut item = Item {
        link_id: format!("q{at}"),
        prefix: if drawn.says(0) {
            format!("{at}.")
        } else {
            String::new()
        },
        text: text(&format!("Words {at}"), drawn.says(1)),
        codings: drawn.says(2).then_some(coding).into_iter().collect(),
        kind,
        required: is_asked && drawn.says(3),
        repeats: may_repeat && drawn.says(4),
        read_only: false,
        condition: condition(drawn, earlier),
        is_extracted: drawn.says(6),
        initial: Vec::new(),
        items: Vec::new(),
    };
    if item.is_question() {
        item.is_extracted &= item.becomes_observation();
    }
    if drawn.says(7) {
        item.initial = initial(&item.kind).into_iter().collect();
        item.read_only = !item.initial.is_empty() && drawn.says(8);
    }
    item
}

fn kind_of(drawn: &Drawn) -> ItemKind {
    let bound = |coin, text: &str| drawn.says(coin).then(|| text.to_owned());
    match drawn.kind {
        0 => ItemKind::Boolean,
        1 => ItemKind::Number(Number {
            is_whole: true,
            units: Vec::new(),
            least: bound(9, "1"),
            most: bound(10, "120"),
        }),
        2 => {
            let units = ["Cel", "[degF]"]
                .into_iter()
                .take(1 + usize::from(drawn.says(11)));
            let unit = |code: &str| Unit {
                code: code.into(),
                display: format!("in {code}"),
            };
            ItemKind::Number(Number {
                is_whole: false,
                units: units.map(unit).collect(),
                least: bound(9, "3.5"),
                most: bound(10, "45.25"),
            })
        }
        3 => ItemKind::Date,
        4 => ItemKind::DateTime,
        5 => ItemKind::Words(Words {
            several_lines: drawn.says(9),
            most: drawn.says(10).then_some(40),
        }),
        6 | 7 => ItemKind::Choice(Choice {
            options: (0..3).map(|at| option(at, drawn)).collect(),
            is_open: drawn.says(11),
            control: match (drawn.says(12), drawn.says(13)) {
                (true, _) => Control::Buttons,
                (_, true) => Control::List,
                _ => Control::ByNumber,
            },
        }),
        8 => ItemKind::Paper,
        9 => ItemKind::Group,
        _ => ItemKind::Display,
    }
}

fn option(at: u32, drawn: &Drawn) -> Answer {
    let words = format!("Option {at}");
    let coding = Coding {
        system: "urn:carnet:options".into(),
        code: format!("o{at}"),
        display: words.clone(),
    };
    Answer {
        coding: drawn.says(14).then_some(coding),
        text: text(&words, drawn.says(1)),
        weight: drawn.says(15).then(|| format!("{at}.5")),
    }
}

fn initial(kind: &ItemKind) -> Option<Typed> {
    match kind {
        ItemKind::Boolean => Some(Typed::Boolean(true)),
        ItemKind::Number(number) => Some(Typed::Number {
            text: "7".into(),
            unit: number.unit("").to_owned(),
        }),
        ItemKind::Date | ItemKind::DateTime => Some(Typed::Date {
            date: DateDraft::from(When::Day(2026, 3, 4)),
            time: String::new(),
        }),
        ItemKind::Words(_) => Some(Typed::Words("as always".into())),
        ItemKind::Choice(_) => Some(Typed::Option(1)),
        _ => None,
    }
}

/// One test of each of the last two questions before, where a coin says so.
fn condition(drawn: &Drawn, earlier: &[Item]) -> Option<Condition> {
    let questions = earlier.iter().rev().filter(|item| item.is_question());
    let tests: Vec<Test> = questions.take(2).map(test).collect();
    (drawn.says(5) && !tests.is_empty()).then_some(Condition {
        all: drawn.says(0) || tests.len() == 1,
        tests,
    })
}

fn test(question: &Item) -> Test {
    let is = match &question.kind {
        ItemKind::Boolean => Is::Equal(Given::Boolean(true)),
        ItemKind::Number(number) => Is::GreaterOrEqual(Given::Number(Quantity {
            value: "38.5".into(),
            unit: number.unit("").to_owned(),
        })),
        ItemKind::Date | ItemKind::DateTime => Is::Less(Given::Date(When::Day(2026, 1, 1))),
        ItemKind::Words(_) => Is::NotEqual(Given::Words("none".into())),
        ItemKind::Choice(choice) => {
            let option = &choice.options[0];
            Is::Equal(Given::Choice(Concept {
                text: option.text.words.clone(),
                codings: option.coding.iter().cloned().collect(),
            }))
        }
        _ => Is::Answered(true),
    };
    Test {
        question: question.link_id.clone(),
        is,
    }
}

/// A part of a resource under construction: what is empty is left out.
#[derive(Default)]
struct Element(Map<String, Value>);

impl Element {
    fn put(&mut self, key: &str, value: impl Into<Value>) {
        let value = value.into();
        let is_empty = match &value {
            Value::Null => true,
            Value::Bool(yes) => !yes,
            Value::String(text) => text.is_empty(),
            Value::Array(all) => all.is_empty(),
            _ => false,
        };
        if !is_empty {
            self.0.insert(key.into(), value);
        }
    }

    fn text(&mut self, key: &str, text: &Text) {
        self.put(key, text.words.as_str());
        let one = |(language, words): &(String, String)| {
            json!({"url": format!("{SD}translation"), "extension": [
                {"url": "lang", "valueCode": language}, {"url": "content", "valueString": words}]})
        };
        let all: Vec<Value> = text.translations.iter().map(one).collect();
        if !all.is_empty() {
            self.put(&format!("_{key}"), json!({ "extension": all }));
        }
    }
}

fn number(text: &str) -> Value {
    serde_json::from_str(text).expect("a number")
}

fn coding(coding: &Coding) -> Value {
    json!({"system": coding.system, "code": coding.code, "display": coding.display})
}

fn quantity(quantity: &Quantity) -> (&'static str, Value) {
    match quantity.unit.as_str() {
        "" => ("Decimal", number(&quantity.value)),
        unit => {
            let value = number(&quantity.value);
            (
                "Quantity",
                json!({"value": value, "system": UCUM, "code": unit}),
            )
        }
    }
}

fn day(when: &When) -> Value {
    match when {
        When::Day(year, month, day) => format!("{year:04}-{month:02}-{day:02}").into(),
        other => panic!("no such day is made: {other:?}"),
    }
}

/// A form as FHIR has it.
fn written(form: &Questionnaire) -> Value {
    let mut whole = Element::default();
    whole.put("resourceType", "Questionnaire");
    whole.put("url", form.url.as_str());
    whole.put("version", form.version.as_str());
    whole.text("title", &form.title);
    whole.put("status", "active");
    whole.put("publisher", form.publisher.as_str());
    let items: Vec<Value> = form
        .items
        .iter()
        .map(|item| written_item(item, form))
        .collect();
    whole.put("item", items);
    Value::Object(whole.0)
}

fn written_item(item: &Item, form: &Questionnaire) -> Value {
    let mut one = Element::default();
    one.put("linkId", item.link_id.as_str());
    one.put("prefix", item.prefix.as_str());
    one.text("text", &item.text);
    one.put("code", item.codings.iter().map(coding).collect::<Vec<_>>());
    one.put("required", item.required);
    one.put("repeats", item.repeats);
    one.put("readOnly", item.read_only);
    let (kind, mut extensions) = kind_and_extensions(item, &mut one);
    one.put("type", kind);
    // What is extracted around an item is extracted in it, unless it says otherwise.
    let url = format!("{SDC}sdc-questionnaire-observationExtract");
    extensions.push(json!({"url": url, "valueBoolean": item.is_extracted}));
    one.put("extension", extensions);
    if let Some(condition) = &item.condition {
        let tests: Vec<Value> = condition
            .tests
            .iter()
            .map(|test| written_test(test, form))
            .collect();
        one.put("enableWhen", tests);
        one.put("enableBehavior", if condition.all { "all" } else { "any" });
    }
    let initial: Vec<Value> = item
        .initial
        .iter()
        .map(|typed| written_initial(typed, item))
        .collect();
    one.put("initial", initial);
    let items: Vec<Value> = item
        .items
        .iter()
        .map(|item| written_item(item, form))
        .collect();
    one.put("item", items);
    Value::Object(one.0)
}

fn kind_and_extensions(item: &Item, one: &mut Element) -> (&'static str, Vec<Value>) {
    let mut extensions = Vec::new();
    let kind = match &item.kind {
        ItemKind::Group => "group",
        ItemKind::Display => "display",
        ItemKind::Boolean => "boolean",
        ItemKind::Date => "date",
        ItemKind::DateTime => "dateTime",
        ItemKind::Paper => "attachment",
        ItemKind::Words(words) => {
            if let Some(most) = words.most {
                one.put("maxLength", most);
            }
            if words.several_lines {
                "text"
            } else {
                "string"
            }
        }
        ItemKind::Number(of) => {
            for unit in &of.units {
                let coding = json!({"system": UCUM, "code": unit.code, "display": unit.display});
                extensions.push(
                    json!({"url": format!("{SD}questionnaire-unitOption"), "valueCoding": coding}),
                );
            }
            for (name, bound) in [("minValue", &of.least), ("maxValue", &of.most)] {
                if let Some(bound) = bound {
                    extensions
                        .push(json!({"url": format!("{SD}{name}"), "valueDecimal": number(bound)}));
                }
            }
            match (of.is_whole, of.units.is_empty()) {
                (true, _) => "integer",
                (false, true) => "decimal",
                (false, false) => "quantity",
            }
        }
        ItemKind::Choice(choice) => {
            let control = match choice.control {
                Control::ByNumber => None,
                Control::Buttons => Some("radio-button"),
                Control::List => Some("drop-down"),
            };
            if let Some(code) = control {
                let concept = json!({"coding": [{"code": code}]});
                let url = format!("{SD}questionnaire-itemControl");
                extensions.push(json!({"url": url, "valueCodeableConcept": concept}));
            }
            one.put(
                "answerOption",
                choice
                    .options
                    .iter()
                    .map(written_option)
                    .collect::<Vec<_>>(),
            );
            if choice.is_open {
                "open-choice"
            } else {
                "choice"
            }
        }
        ItemKind::Score(_) => {
            let formula = "%resource.descendants().answer.value.ordinal().sum()";
            let expression = json!({"language": "text/fhirpath", "expression": formula});
            let url = format!("{SDC}sdc-questionnaire-calculatedExpression");
            extensions.push(json!({"url": url, "valueExpression": expression}));
            "decimal"
        }
    };
    (kind, extensions)
}

fn written_option(option: &Answer) -> Value {
    let mut one = Element::default();
    match &option.coding {
        None => one.text("valueString", &option.text),
        Some(own) => {
            let mut coded = Element::default();
            coded.put("system", own.system.as_str());
            coded.put("code", own.code.as_str());
            coded.text("display", &option.text);
            one.put("valueCoding", Value::Object(coded.0));
        }
    }
    if let Some(weight) = &option.weight {
        let url = format!("{SD}ordinalValue");
        one.put(
            "extension",
            json!([{"url": url, "valueDecimal": number(weight)}]),
        );
    }
    Value::Object(one.0)
}

fn written_given(given: &Given) -> (&'static str, Value) {
    match given {
        Given::Boolean(yes) => ("Boolean", (*yes).into()),
        Given::Number(own) => quantity(own),
        Given::Date(when) => ("Date", day(when)),
        Given::Words(words) => ("String", words.as_str().into()),
        Given::Choice(concept) => match concept.codings.first() {
            Some(own) => ("Coding", coding(own)),
            None => ("String", concept.text.as_str().into()),
        },
        other => panic!("nothing waits for {other:?}"),
    }
}

fn written_test(test: &Test, form: &Questionnaire) -> Value {
    let (operator, (kind, answer)) = match &test.is {
        Is::Answered(yes) => ("exists", ("Boolean", (*yes).into())),
        Is::Equal(given) => ("=", written_given(given)),
        Is::NotEqual(given) => ("!=", written_given(given)),
        Is::Greater(given) => (">", written_given(given)),
        Is::Less(given) => ("<", written_given(given)),
        Is::GreaterOrEqual(given) => (">=", written_given(given)),
        Is::LessOrEqual(given) => ("<=", written_given(given)),
    };
    assert!(form.item(&test.question).is_some());
    let mut one = json!({"question": test.question, "operator": operator});
    one[format!("answer{kind}")] = answer;
    one
}

fn written_initial(typed: &Typed, item: &Item) -> Value {
    let (kind, value) = match typed {
        Typed::Boolean(yes) => ("Boolean", (*yes).into()),
        Typed::Number { text, unit } => quantity(&Quantity {
            value: text.clone(),
            unit: unit.clone(),
        }),
        Typed::Date { date, .. } => ("Date", day(&date.read().expect("a date"))),
        Typed::Words(words) => ("String", words.as_str().into()),
        Typed::Option(at) => {
            let option = &item.options()[*at as usize];
            match &option.coding {
                Some(own) => ("Coding", coding(own)),
                None => ("String", option.text.words.as_str().into()),
            }
        }
        other => panic!("nothing begins with {other:?}"),
    };
    let mut one = json!({});
    one[format!("value{kind}")] = value;
    one
}

proptest! {
    #[test]
    fn a_form_that_is_written_is_read_again(drawn in drawn()) {
        let form = made(&drawn);
        let read = read(&written(&form).to_string());
        prop_assert_eq!(read, Ok(form));
    }
}

/// A form with something of everything.
pub fn of_everything() -> Value {
    let leaf = |kind, coins| Drawn {
        kind,
        coins,
        inside: Vec::new(),
    };
    let mut all: Vec<Drawn> = (0..9).map(|kind| leaf(kind, !(1 << 8))).collect();
    all.push(Drawn {
        kind: 9,
        coins: u16::MAX,
        inside: vec![leaf(6, 0), leaf(2, u16::MAX), leaf(11, 3)],
    });
    written(&made(&all))
}
