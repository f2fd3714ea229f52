//! What is taken of a form, subject by subject.

use carnet::base::Language;
use carnet::chart::questionnaire::*;
use carnet::transfer::fhir::questionnaire::read;
use serde_json::{Value, json};

const SD: &str = "http://hl7.org/fhir/StructureDefinition/";
const SDC: &str = "http://hl7.org/fhir/uv/sdc/StructureDefinition/";

pub fn form(items: Value) -> Value {
    json!({"resourceType": "Questionnaire", "url": "urn:carnet:form:made", "title": "Made", "item": items})
}

fn taken(form: &Value) -> Questionnaire {
    read(&form.to_string()).unwrap_or_else(|refused| panic!("{refused:?}"))
}

fn taken_items(items: Value) -> Vec<Item> {
    taken(&form(items)).items
}

fn extension(name: &str, value: &str, of: Value) -> Value {
    let at = if name.starts_with("sdc-") { SDC } else { SD };
    json!({"url": format!("{at}{name}"), value: of})
}

fn weighted(words: &str, weight: Value) -> Value {
    json!({"valueString": words, "extension": [extension("ordinalValue", "valueDecimal", weight)]})
}

fn sum(link_id: &str, formula: &str) -> Value {
    let expression = json!({"language": "text/fhirpath", "expression": formula});
    let name = "sdc-questionnaire-calculatedExpression";
    json!({"linkId": link_id, "text": "Total", "type": "integer", "readOnly": true,
        "extension": [extension(name, "valueExpression", expression)]})
}

#[test]
fn a_form_is_called_by_what_it_has() {
    let named = |more: Value| {
        let mut form = json!({"resourceType": "Questionnaire",
            "item": [{"linkId": "1", "text": "Is it?", "type": "boolean"}]});
        let fields = form.as_object_mut().expect("an object");
        fields.extend(more.as_object().expect("an object").clone());
        let form = taken(&form);
        (form.url, form.title.words)
    };
    let pair = |url: &str, title: &str| (url.to_owned(), title.to_owned());
    let all = json!({"url": "urn:u", "identifier": [{"value": "i"}], "name": "N", "title": "T"});
    assert_eq!(named(all), pair("urn:u", "T"));
    assert_eq!(
        named(json!({"identifier": [{"value": "i"}], "name": "N"})),
        pair("i", "N")
    );
    assert_eq!(named(json!({"title": "T"})), pair("T", "T"));
    let coded = json!({"url": "urn:u", "code": [{"code": "1", "display": "Coded"}]});
    assert_eq!(named(coded), pair("urn:u", "Coded"));
}

#[test]
fn hidden_marks_do_not_stand_between_a_reader_and_a_question() {
    let words = " Weig\u{200b}ht\u{202e}\u{7}\r\nin kg ";
    let items = taken_items(json!([{"linkId": "1", "text": words, "type": "boolean"}]));
    assert_eq!(items[0].text.words, "Weight\nin kg");
}

#[test]
fn words_have_their_translations() {
    let french = json!({"extension": [{"url": format!("{SD}translation"), "extension": [
        {"url": "lang", "valueCode": "fr"}, {"url": "content", "valueString": "Poids"}]}]});
    let option = json!({"valueCoding": {"system": "s", "code": "1", "display": "Weight", "_display": french}});
    let plain = json!({"valueString": "Weight?", "_valueString": french});
    let set = json!({"resourceType": "ValueSet", "id": "set", "compose": {"include": [{"system": "s",
        "concept": [{"code": "1", "display": "Weight", "designation": [{"language": "fr", "value": "Poids"}]}]}]}});
    let mut made = form(json!([
        {"linkId": "1", "text": "Weight", "_text": french, "type": "boolean"},
        {"linkId": "2", "text": "Which", "type": "choice", "answerOption": [option, plain]},
        {"linkId": "3", "text": "Which", "type": "choice", "answerValueSet": "#set"},
    ]));
    made["title"] = json!("Weight");
    made["_title"] = french.clone();
    made["contained"] = json!([set]);
    let form = taken(&made);
    let items = &form.items;
    let options = items[1].options().iter().chain(items[2].options());
    let texts = options.map(|option| &option.text);
    for text in texts.chain([&form.title, &items[0].text]) {
        assert_eq!(text.in_language(Language::French), "Poids");
    }
}

#[test]
fn options_come_from_the_item_or_from_a_set_in_the_file() {
    let expansion = json!({"resourceType": "ValueSet", "id": "expanded", "expansion": {"total": 3, "contains": [
        {"system": "s", "code": "all", "display": "All", "abstract": true, "contains": [
            {"system": "s", "code": "1", "display": "One",
             "extension": [extension("itemWeight", "valueDecimal", json!(2))]},
            {"system": "s", "code": "2", "display": "Two"}]}]}});
    let mut made = form(json!([
        {"linkId": "1", "text": "Which", "type": "open-choice", "answerOption": [
            {"valueCoding": {"code": "F"}}, {"valueInteger": 7}, {"valueDate": "2026-01"},
            {"valueString": "other", "extension": [extension("questionnaire-optionPrefix", "valueString", json!("d."))]}]},
        {"linkId": "2", "text": "Which", "type": "choice", "answerValueSet": "#expanded",
         "extension": [extension("questionnaire-itemControl", "valueCodeableConcept",
            json!({"coding": [{"system": "http://hl7.org/fhir/questionnaire-item-control", "code": "drop-down"}]}))]},
    ]));
    made["contained"] = json!([expansion]);
    let items = taken(&made).items;
    let words = |item: &Item| -> Vec<String> {
        item.options()
            .iter()
            .map(|one| one.text.words.clone())
            .collect()
    };
    assert_eq!(words(&items[0]), ["F", "7", "2026-01", "d. other"]);
    assert_eq!(words(&items[1]), ["One", "Two"]);
    assert_eq!(items[1].options()[0].weight.as_deref(), Some("2"));
    let ItemKind::Choice(open) = &items[0].kind else {
        panic!("a choice")
    };
    let ItemKind::Choice(listed) = &items[1].kind else {
        panic!("a choice")
    };
    assert!(open.is_open && !listed.is_open);
    assert_eq!(
        (open.control, listed.control),
        (Control::ByNumber, Control::List)
    );
}

#[test]
fn a_number_has_its_units_and_bounds() {
    let unit = |code: &str| json!({"system": "http://unitsofmeasure.org", "code": code, "display": format!("in {code}")});
    let items = taken_items(
        json!([{"linkId": "1", "text": "How warm?", "type": "quantity", "extension": [
        extension("questionnaire-unit", "valueCoding", unit("Cel")),
        extension("questionnaire-unitOption", "valueCoding", unit("[degF]")),
        extension("questionnaire-unitOption", "valueCoding", unit("Cel")),
        extension("sdc-questionnaire-minQuantity", "valueQuantity",
            json!({"value": 3.0e1, "system": "http://unitsofmeasure.org", "code": "Cel"})),
        extension("maxValue", "valueDecimal", json!(45.5))]}]),
    );
    let ItemKind::Number(number) = &items[0].kind else {
        panic!("a number")
    };
    let units: Vec<&str> = number.units.iter().map(|unit| unit.code.as_str()).collect();
    assert_eq!(units, ["Cel", "[degF]"]);
    assert_eq!(number.units[1].display, "in [degF]");
    assert_eq!(number.most.as_deref(), Some("45.5"));
    assert!(
        number
            .least
            .as_deref()
            .is_some_and(|least| least.starts_with("30"))
    );
}

#[test]
fn a_sum_is_a_score_in_each_of_its_spellings() {
    let items = |formula: &str| {
        json!([
            {"linkId": "0", "text": "Is it?", "type": "boolean"},
            {"linkId": "a", "text": "Part", "type": "group", "item": [
                {"linkId": "a1", "text": "How often?", "type": "choice",
                 "answerOption": [weighted("never", json!(0)), weighted("often", json!(1))]},
                {"linkId": "a2", "text": "How much?", "type": "choice",
                 "answerOption": [weighted("little", json!(0)), weighted("much", json!(2.5))]}]},
            {"linkId": "b", "text": "How bad?", "type": "choice",
             "answerOption": [weighted("not", json!(0)), weighted("very", json!(3))]},
            sum("total", formula)
        ])
    };
    let under = |name: &str| ScoreOf::Under(name.to_owned());
    for (formula, wanted) in [
        (
            "%resource.repeat(item).answer.value.ordinal().sum()",
            ScoreOf::Form,
        ),
        (
            "%resource.descendants().answer.value.weight().sum()",
            ScoreOf::Form,
        ),
        (
            " %resource . repeat( item ).answer.value.ordinal().aggregate( $this + $total, 0 )",
            ScoreOf::Form,
        ),
        ("%resource.item.answer.value.ordinal().sum()", under("b")),
        (
            "%resource.item.where(linkId='a').item.answer.value.weight().sum()",
            under("a"),
        ),
        (
            "%resource.repeat(item).where(linkId = 'a').item.answer.value.weight().aggregate($total + $this, 0)",
            under("a"),
        ),
        (
            "%resource.repeat(item).where(linkId='a1' or linkId='a2').answer.value.ordinal().sum()",
            under("a"),
        ),
        (
            "%resource.repeat(item).where(linkId='a2').answer.value.ordinal().sum()",
            under("a2"),
        ),
    ] {
        let form = taken(&form(items(formula)));
        let total = form.item("total").expect("a total");
        assert_eq!(total.kind, ItemKind::Score(wanted), "{formula}");
    }
    for formula in [
        "%resource.repeat(item).where(linkId='a1' or linkId='b').answer.value.ordinal().sum()",
        "%resource.repeat(item).answer.value.ordinal().avg()",
        "%resource.repeat(item).answer.value.ordinal().sum() * 2",
        "%resource.repeat(item).answer.value.sum()",
        "%resource.repeat(item).where(linkId='a' ).where(true).item.answer.value.ordinal().sum()",
        "%resource.repeat(item).item.answer.value.ordinal().sum().sum()",
        "item.answer.value.ordinal().sum()",
        "%resource.repeat(item",
        "",
    ] {
        let refused = read(&form(items(formula)).to_string()).expect_err(formula);
        assert_eq!(refused[0].why, NotKnown::Formula, "{formula}");
    }
}

#[test]
fn what_is_extracted_is_said_at_a_question_around_it_or_at_the_form() {
    let extract = |yes: bool| {
        extension(
            "sdc-questionnaire-observationExtract",
            "valueBoolean",
            json!(yes),
        )
    };
    let code = json!([{"system": "http://loinc.org", "code": "29463-7"}]);
    let question = |link_id: &str| json!({"linkId": link_id, "text": "Weight", "type": "decimal", "code": code});
    let mut off = question("off");
    off["extension"] = json!([extract(false)]);
    let items = json!([
        {"linkId": "g", "text": "Part", "type": "group", "extension": [extract(true)],
         "item": [question("inside"), off]},
        question("outside"),
    ]);
    let extracted = |form: &Value| -> Vec<String> {
        let form = taken(form);
        let all = form.all_items().into_iter();
        let all = all.filter(|(_, item)| item.becomes_observation());
        all.map(|(_, item)| item.link_id.clone()).collect()
    };
    assert_eq!(extracted(&form(items.clone())), ["inside"]);
    let mut whole = form(items);
    whole["extension"] = json!([extract(true)]);
    assert_eq!(extracted(&whole), ["inside", "outside"]);
}

#[test]
fn a_blood_pressure_is_a_group_of_its_two_values() {
    let code = |code: &str| json!([{"system": "http://loinc.org", "code": code}]);
    let value = |link_id: &str, loinc: &str| {
        json!({"linkId": link_id, "text": link_id, "type": "quantity", "code": code(loinc), "extension": [
            extension("questionnaire-unit", "valueCoding", json!({"system": "http://unitsofmeasure.org", "code": "mm[Hg]"}))]})
    };
    let items = taken_items(
        json!([{"linkId": "bp", "text": "Blood pressure", "type": "group", "code": code("85354-9"),
        "extension": [extension("sdc-questionnaire-observationExtract", "valueBoolean", json!(true))],
        "item": [value("upper", "8480-6"), value("lower", "8462-4")]}]),
    );
    assert!(items[0].is_pressure());
}

#[test]
fn what_a_question_begins_with_is_as_if_it_were_typed() {
    let items = taken_items(json!([
        {"linkId": "1", "text": "Which", "type": "choice", "repeats": true, "answerOption": [
            {"valueCoding": {"system": "s", "code": "1", "display": "One"}, "initialSelected": true},
            {"valueCoding": {"system": "s", "code": "2", "display": "Two"}}],
         "initial": [{"valueCoding": {"system": "s", "code": "2"}}]},
        {"linkId": "2", "text": "Which", "type": "open-choice", "answerOption": [{"valueString": "a"}],
         "initial": [{"valueString": "b"}]},
        {"linkId": "3", "text": "When", "type": "date", "initial": [{"valueDate": "2026-03"}]},
        {"linkId": "4", "text": "How many", "type": "decimal", "readOnly": true, "required": true,
         "initial": [{"valueDecimal": 1.50}]},
    ]));
    assert_eq!(items[0].initial, [Typed::Option(1), Typed::Option(0)]);
    assert_eq!(items[1].initial, [Typed::Other("b".into())]);
    assert!(matches!(&items[2].initial[..], [Typed::Date { date, .. }] if date.month == 3));
    assert!(
        matches!(&items[3].initial[..], [Typed::Number { text, .. }] if text == "1.50" || text == "1.5")
    );
}

#[test]
fn what_changes_nothing_is_passed_over() {
    let mut made = form(
        json!([{"linkId": "1", "text": "Is it?", "type": "boolean", "definition": "urn:x#y",
        "_text": {"extension": [extension("rendering-xhtml", "valueString", json!("<b>Is it?</b>"))]},
        "extension": [
            extension("questionnaire-choiceOrientation", "valueCode", json!("horizontal")),
            extension("sdc-questionnaire-observationLinkPeriod", "valueDuration", json!({"value": 1})),
            {"url": "http://example.org/additional-information", "valueAttachment": {"title": "More"}}]}]),
    );
    for (key, value) in [
        ("text", json!({"status": "generated", "div": "<div/>"})),
        ("publisher", json!("A clinic")),
        ("contact", json!([{"name": "A clinic"}])),
        ("copyright", json!("Free")),
        ("useContext", json!([{}])),
        ("subjectType", json!(["Patient", "RelatedPerson"])),
        (
            "extension",
            json!([extension(
                "preferredTerminologyServer",
                "valueUrl",
                json!("urn:x")
            )]),
        ),
    ] {
        made[key] = value;
    }
    assert_eq!(taken(&made).publisher, "A clinic");
}

#[test]
fn conditions_compare_what_a_question_can_be_answered_with() {
    let unit = json!({"system": "http://unitsofmeasure.org", "code": "Cel"});
    let other = json!({"system": "http://unitsofmeasure.org", "code": "[degF]"});
    let asked = |link_id: &str, question: &str, operator: &str, form: &str, answer: Value| {
        json!({"linkId": link_id, "text": "More", "type": "boolean",
            "enableWhen": [{"question": question, "operator": operator, form: answer}]})
    };
    let items = taken_items(json!([
        {"linkId": "warm", "text": "How warm?", "type": "quantity", "extension": [
            extension("questionnaire-unitOption", "valueCoding", unit),
            extension("questionnaire-unitOption", "valueCoding", other)]},
        {"linkId": "since", "text": "Since", "type": "dateTime"},
        {"linkId": "which", "text": "Which", "type": "choice", "answerOption": [{"valueInteger": 2}, {"valueString": "b"}]},
        asked("1", "warm", ">=", "answerQuantity", json!({"value": 38, "system": "http://unitsofmeasure.org", "code": "Cel"})),
        asked("2", "since", "<", "answerDateTime", json!("2026-01-01T10:00:00Z")),
        asked("3", "which", "=", "answerInteger", json!(2)),
        asked("4", "which", "!=", "answerString", json!("b")),
        asked("5", "which", "exists", "answerBoolean", json!(false)),
    ]));
    assert!(items[3..].iter().all(|item| item.condition.is_some()));
}
