//! A clinic's own forms: added, ended, filled in, read, corrected; in the vault's own log and in charts.

use super::forms::open_problem;
use super::*;
use crate::base::Digest;
use crate::chart::kinds::{
    AmendmentKind, DataBaseOf, Fact, Filled, FilledRole, FormAnswer, NoFact, Response,
    ResponseForm, Station,
};
use crate::chart::questionnaire::{Answers, Given, Place, Questionnaire, Typed, Typing};
use crate::chart::statement::Statement;
use crate::chart::value::Value;
use crate::reading::view::{Content, EntryView};
use crate::terms::vitals::Vital;

/// A form of a clinic: what it asks is made up, its codes are LOINC's.
fn visit_form(version: &str) -> String {
    let extract =
        "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-observationExtract";
    let weight_of = "http://hl7.org/fhir/StructureDefinition/itemWeight";
    serde_json::json!({
        "resourceType": "Questionnaire",
        "url": "urn:carnet:form:test-visit",
        "version": version,
        "title": "Test visit",
        "status": "active",
        "subjectType": ["Patient"],
        "item": [
            {"linkId": "fits", "text": "Convulsions", "type": "boolean"},
            {"linkId": "long", "text": "How long", "type": "integer",
             "extension": [{"url": "http://hl7.org/fhir/StructureDefinition/questionnaire-unit",
                            "valueCoding": {"system": "http://unitsofmeasure.org", "code": "min", "display": "min"}}],
             "enableWhen": [{"question": "fits", "operator": "=", "answerBoolean": true}]},
            {"linkId": "weight", "text": "Weight", "type": "decimal", "required": true,
             "code": [{"system": "http://loinc.org", "code": "29463-7", "display": "Body weight"}],
             "extension": [
                {"url": extract, "valueBoolean": true},
                {"url": "http://hl7.org/fhir/StructureDefinition/questionnaire-unit",
                 "valueCoding": {"system": "http://unitsofmeasure.org", "code": "kg", "display": "kg"}},
                {"url": "http://hl7.org/fhir/StructureDefinition/maxValue", "valueDecimal": 300}]},
            {"linkId": "bp", "text": "Blood pressure", "type": "group",
             "code": [{"system": "http://loinc.org", "code": "85354-9"}],
             "extension": [{"url": extract, "valueBoolean": true}],
             "item": [
                {"linkId": "upper", "text": "Upper", "type": "integer",
                 "code": [{"system": "http://loinc.org", "code": "8480-6", "display": "Systolic blood pressure"}],
                 "extension": [{"url": "http://hl7.org/fhir/StructureDefinition/questionnaire-unit",
                                "valueCoding": {"system": "http://unitsofmeasure.org", "code": "mm[Hg]", "display": "mmHg"}}]},
                {"linkId": "lower", "text": "Lower", "type": "integer",
                 "code": [{"system": "http://loinc.org", "code": "8462-4", "display": "Diastolic blood pressure"}],
                 "extension": [{"url": "http://hl7.org/fhir/StructureDefinition/questionnaire-unit",
                                "valueCoding": {"system": "http://unitsofmeasure.org", "code": "mm[Hg]", "display": "mmHg"}}]}]},
            {"linkId": "mood", "text": "Little interest", "type": "choice", "answerOption": [
                {"valueCoding": {"code": "no", "display": "Not at all"}, "extension": [{"url": weight_of, "valueDecimal": 0}]},
                {"valueCoding": {"code": "days", "display": "Several days"}, "extension": [{"url": weight_of, "valueDecimal": 1}]}]},
            {"linkId": "score", "text": "Score", "type": "integer", "readOnly": true,
             "extension": [{"url": "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-calculatedExpression",
                            "valueExpression": {"language": "text/fhirpath",
                                                "expression": "%resource.item.answer.value.weight().sum()"}}]}
        ]
    })
    .to_string()
}

fn add(device: &mut Device, file: String) -> Digest {
    let FormRead::Taken(form) = device
        .ask(ask::ReadForm { file: file.clone() })
        .expect("read")
    else {
        panic!("taken: {file}")
    };
    let put = ask::PutFormInUse {
        file,
        stations: vec![Station::Triage],
        data_base_of: Some(DataBaseOf::Adults),
    };
    device.ask(put).expect("in use");
    form.digest
}

fn place(link_id: &str) -> Place {
    Place {
        link_id: link_id.into(),
        rows: Vec::new(),
    }
}

fn number(text: &str) -> Typing {
    Typing::one(Typed::Number {
        text: text.into(),
        unit: String::new(),
    })
}

fn filled(definition: Digest, fields: &[(&str, Typing)]) -> ResponseForm {
    let form = Questionnaire::default();
    let mut draft = ResponseForm::blank(definition, &form, Language::English);
    let mut answers = Answers::default();
    for (link_id, typing) in fields {
        answers.set(place(link_id), typing.clone());
    }
    draft.answers = answers;
    draft
}

fn whole(definition: Digest) -> ResponseForm {
    filled(
        definition,
        &[
            ("fits", Typing::one(Typed::Boolean(true))),
            ("long", number("6")),
            ("weight", number("61,5")),
            ("upper", number("138")),
            ("lower", number("88")),
            ("mood", Typing::one(Typed::Option(1))),
        ],
    )
}

fn device() -> (Device, ChartId, Digest) {
    let mut device = Device::new(1);
    device.make_vault();
    let definition = add(&mut device, visit_form("1"));
    let chart = device.take_in("Testa", "Prima");
    (device, chart, definition)
}

fn said(device: &mut Device, chart: ChartId, entry: EntryId) -> Vec<Statement> {
    let view = device.ask(ask::Entry(chart, entry)).expect("an entry");
    let EntryView::Read { statements, .. } = view else {
        panic!("readable")
    };
    let said = statements.into_iter().map(|view| match view.content {
        Content::Statement(statement) => *statement,
        Content::Newer(newer) => panic!("known: {newer:?}"),
    });
    said.collect()
}

fn head(said: &[Statement]) -> &Filled {
    match &said[0].fact {
        Fact::Response(Response::Filled(form)) => form,
        other => panic!("a form first: {other:?}"),
    }
}

#[test]
fn a_form_is_in_use_until_it_is_ended_and_outlives_the_page() {
    let (mut device, ..) = device();
    device.restart();
    device.unlock().expect("opened");
    let forms = device.ask(ask::Forms).expect("forms").forms;
    let [row] = forms.as_slice() else {
        panic!("one form: {forms:?}")
    };
    assert_eq!((row.title.words.as_str(), row.questions), ("Test visit", 6));
    assert_eq!(row.stations, [Station::Triage]);
    let after = device.ask(ask::EndForm(row.id)).expect("ended").forms;
    assert!(after[0].ended);
    // Ended twice is ended once.
    device.ask(ask::EndForm(row.id)).expect("ended already");
    assert!(device.ask(ask::Form(row.digest)).is_ok());
}

#[test]
fn a_new_version_ends_the_one_before() {
    let (mut device, _, first) = device();
    let second = add(&mut device, visit_form("2"));
    let forms = device.ask(ask::Forms).expect("forms").forms;
    let stand: Vec<(Digest, bool)> = forms.iter().map(|row| (row.digest, row.ended)).collect();
    assert_eq!(stand, [(second, false), (first, true)]);
    // The same file again is told to be in use already.
    let FormRead::Taken(again) = device
        .ask(ask::ReadForm {
            file: visit_form("2"),
        })
        .expect("read")
    else {
        panic!("taken")
    };
    assert!(again.is_in_use);
}

#[test]
fn a_refused_form_is_not_put_in_use() {
    let mut device = Device::new(1);
    device.make_vault();
    let file = r#"{"resourceType":"Questionnaire","status":"active","title":"x","item":[{"linkId":"1","text":"When","type":"time"}]}"#;
    let read = device.ask(ask::ReadForm { file: file.into() });
    assert!(matches!(read, Ok(FormRead::Refused(refused)) if refused[0].link_id == "1"));
    let put = device.ask(ask::PutFormInUse {
        file: file.into(),
        stations: Vec::new(),
        data_base_of: None,
    });
    assert!(put.is_err());
    assert!(device.ask(ask::Forms).expect("forms").forms.is_empty());
}

#[test]
fn what_is_filled_in_is_signed_with_its_words_and_reaches_the_chart() {
    let (mut device, chart, definition) = device();
    let entry = act(&mut device, chart, whole(definition)).expect("signed");
    let said = said(&mut device, chart, entry);
    let form = head(&said);
    assert_eq!(form.answered(), (6, 6));
    assert_eq!(
        (form.title.as_str(), form.version.as_str()),
        ("Test visit", "1")
    );
    let words: Vec<&str> = form.items.iter().map(|item| item.words.as_str()).collect();
    assert_eq!(
        words,
        [
            "Convulsions",
            "How long",
            "Weight",
            "Blood pressure",
            "Upper",
            "Lower",
            "Little interest",
            "Score"
        ]
    );
    // Each value stands once: the weight and the pressure as observations, the others as answers.
    let score = form.items.last().expect("a score");
    assert_eq!(score.role, FilledRole::Score);
    let of_score = &said[score.answers[0].index as usize].fact;
    assert!(
        matches!(of_score, Fact::Response(Response::Answer(FormAnswer { given: Given::Number(n), .. })) if n.value == "1")
    );
    let vitals = device.chart(chart).summary.vitals;
    let of: Vec<Option<Vital>> = said
        .iter()
        .filter_map(|one| match &one.fact {
            Fact::Observation(observation) => Some(observation.vital()),
            _ => None,
        })
        .collect();
    assert_eq!(of, [Some(Vital::Weight), Some(Vital::BloodPressure)]);
    assert_eq!(vitals.len(), 2);
}

#[test]
fn what_is_missing_or_beyond_is_said_at_its_field_and_not_known_is_an_answer() {
    let (mut device, chart, definition) = device();
    let mut lacking = |fields: &[(&str, Typing)]| {
        let refused = act(&mut device, chart, filled(definition, fields));
        match refused {
            Err(Failure::Write(WriteFailure::Lacks(Lacks::Form(complaints)))) => complaints,
            other => panic!("refused: {other:?}"),
        }
    };
    let at = |complaints: &[Complaint<FormField>]| -> Vec<FormField> {
        complaints.iter().map(|complaint| complaint.at).collect()
    };
    // Places in the list: fits, long, weight, bp, upper, lower, mood, score.
    let none = lacking(&[]);
    assert_eq!(at(&none), [FormField::Item(2)]);
    let heavy = lacking(&[("weight", number("392"))]);
    assert!(matches!(heavy[0].why, Why::MoreThan { .. }));
    let unlikely = lacking(&[("weight", number("6.15"))]);
    assert!(matches!(unlikely[0].why, Why::Unlikely { .. }));
    let half = lacking(&[("weight", number("61")), ("upper", number("138"))]);
    assert_eq!(at(&half), [FormField::Item(5)]);
    let upside_down = lacking(&[
        ("weight", number("61")),
        ("upper", number("88")),
        ("lower", number("138")),
    ]);
    assert_eq!(at(&upside_down), [FormField::Item(4)]);
    let declined = Typing {
        no_fact: Some(NoFact::Declined),
        ..Typing::default()
    };
    let entry = act(
        &mut device,
        chart,
        filled(definition, &[("weight", declined)]),
    );
    let said = said(&mut device, chart, entry.expect("signed"));
    assert!(matches!(
        &said[1].fact,
        Fact::Response(Response::Answer(answer)) if answer.no_fact() == Some(NoFact::Declined)
    ));
    // A score that lacks an answer is not signed; what no answer called up is not in the entry.
    let form = head(&said);
    assert!(form.items.iter().all(|item| item.link_id != "long"));
    assert!(form.items.last().expect("a score").answers.is_empty());
}

#[test]
fn a_draft_ends_under_its_own_version() {
    let (mut device, chart, first) = device();
    let id = device.save_draft(form_draft(chart, device.clock.now(), whole(first)));
    add(&mut device, visit_form("2"));
    device.restart();
    device.unlock().expect("opened");
    let entry = device.ask(ask::Sign(id)).expect("signed").entry;
    let said = said(&mut device, chart, entry);
    assert_eq!(head(&said).version, "1");
}

#[test]
fn a_form_this_vault_does_not_have_keeps_its_draft() {
    let (mut device, chart, _) = device();
    let id = device.save_draft(form_draft(
        chart,
        device.clock.now(),
        whole(Digest([7; 32])),
    ));
    let refused = device.ask(ask::Sign(id)).err();
    assert_eq!(refused, Some(WriteFailure::NoForm.into()));
    assert!(device.ask(ask::LoadDraft(id)).is_ok());
}

#[test]
fn each_answer_can_be_corrected() {
    let (mut device, chart, definition) = device();
    let entry = act(&mut device, chart, whole(definition)).expect("signed");
    let of = |said: &[Statement], is: fn(&Fact) -> bool| {
        let at = said.iter().position(|one| is(&one.fact));
        at.expect("said") as u32
    };
    let signed = said(&mut device, chart, entry);
    let weight = of(
        &signed,
        |fact| matches!(fact, Fact::Observation(o) if o.vital() == Some(Vital::Weight)),
    );
    let mood = of(
        &signed,
        |fact| matches!(fact, Fact::Response(Response::Answer(a)) if a.link_id == "mood"),
    );
    for (index, words) in [(weight, "16.5"), (mood, "Nearly every day")] {
        let form = AmendForm {
            words: words.into(),
            reason: "wrong line".into(),
            ..AmendForm::blank(entry, AmendmentKind::Correction, Some(index))
        };
        act(&mut device, chart, form).expect("corrected");
    }
    let vitals = device.chart(chart).summary.vitals;
    let weighed = vitals.iter().any(
        |row| matches!(&row.now.1.value, Value::Quantity(q) if q.value == "16.5" && q.unit == "kg"),
    );
    assert!(weighed, "{vitals:?}");
    // Old words are words still; a number in their place has to be one.
    let form = AmendForm {
        words: "heavy".into(),
        reason: "x".into(),
        ..AmendForm::blank(entry, AmendmentKind::Correction, Some(weight))
    };
    assert!(act(&mut device, chart, form).is_err());
}

#[test]
fn the_chart_says_what_of_a_data_base_was_never_asked() {
    let (mut device, chart, definition) = device();
    let missing = |device: &mut Device| -> Vec<(u32, Vec<String>)> {
        let gaps = device.ask(ask::DataBase(chart)).expect("data bases");
        let words = |gap: &NotAskedYet| gap.missing.iter().map(|m| m.words.clone()).collect();
        gaps.iter().map(|gap| (gap.of, words(gap))).collect()
    };
    // How long a convulsion was is asked only of somebody who had one.
    let [(of, all)] = missing(&mut device).try_into().expect("one data base");
    assert_eq!((of, all.len()), (5, 5));
    let some = [
        ("weight", number("61")),
        ("fits", Typing::one(Typed::Boolean(false))),
    ];
    let entry = act(&mut device, chart, filled(definition, &some)).expect("signed");
    let [(_, left)] = missing(&mut device).try_into().expect("one data base");
    assert_eq!(left, ["Upper", "Lower", "Little interest"]);
    // A new version of the form asks no answered question again.
    add(&mut device, visit_form("2"));
    let [(_, left)] = missing(&mut device).try_into().expect("one data base");
    assert_eq!(left.len(), 3);
    // What was entered in error was never asked.
    let error = AmendForm {
        reason: "another person".into(),
        ..AmendForm::blank(entry, AmendmentKind::EnteredInError, None)
    };
    act(&mut device, chart, error).expect("marked");
    let [(_, all)] = missing(&mut device).try_into().expect("one data base");
    assert_eq!(all.len(), 5);
}

#[test]
fn a_flow_sheet_is_the_forms_of_a_problem_read_over_time() {
    let (mut device, chart, definition) = device();
    let problem = open_problem(&mut device, chart, "Low mood");
    let visit = |mood: u32, weight: &str| ResponseForm {
        problem: Some(problem),
        ..filled(
            definition,
            &[
                ("weight", number(weight)),
                ("mood", Typing::one(Typed::Option(mood))),
            ],
        )
    };
    let first = act(&mut device, chart, visit(1, "61")).expect("signed");
    device.clock.forward(7 * 24 * 3_600_000);
    act(&mut device, chart, visit(0, "62")).expect("signed");
    // One of another problem is on the sheet of that one.
    act(&mut device, chart, whole(definition)).expect("signed");
    let sheet = |device: &mut Device| {
        let sheet = device.ask(ask::FlowSheet(chart, Some(problem)));
        sheet.expect("a flow sheet")
    };
    let read = sheet(&mut device);
    assert_eq!(read.columns.len(), 2);
    // A weight is one row, wherever it was measured; it stands in no second one.
    let rows: Vec<usize> = read.rows.iter().map(|row| row.points.len()).collect();
    assert_eq!(rows, [3]);
    let asked: Vec<(&str, usize)> = read
        .asked
        .iter()
        .map(|row| (row.words.as_str(), row.answers.len()))
        .collect();
    assert_eq!(asked, [("Little interest", 2), ("Score", 2)]);
    // What is entered in error is not on it.
    let error = AmendForm {
        reason: "another person".into(),
        ..AmendForm::blank(first, AmendmentKind::EnteredInError, None)
    };
    act(&mut device, chart, error).expect("marked");
    let after = sheet(&mut device);
    assert!(after.asked.iter().all(|row| row.answers.len() == 1));
}
