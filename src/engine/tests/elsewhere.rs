//! Files of other systems as they come in life, read the whole way: in the summary, in the history. The same kinds stand in
//! files that lie beside some machines (`faults/fhir`), which are read where they are.

use std::io::Write;

use super::*;
use crate::chart::kinds::{Birth, Fact, MedicationEvent, Observation};
use crate::chart::statement::{Standing, Statement};
use crate::chart::value::Value;
use crate::chart::when::When;
use crate::reading::view::{ChartView, Content, EntryView, Known, Marks};

/// A chart made of a file: its views, and every statement of its history with its marks.
struct Read {
    view: ChartView,
    statements: Vec<Statement>,
    marks: Vec<Marks>,
}

fn read(file: &[u8]) -> Read {
    let mut device = Device::new(1);
    device.make_vault();
    let open = |device: &mut Device| {
        let request = ask::OpenFile {
            file: file.to_vec(),
            passphrase: None,
        };
        match device.ask(request) {
            Ok(Preview::Fhir(preview)) => *preview,
            other => panic!("not read: {other:?}"),
        }
    };
    let preview = open(&mut device);
    let sum = |rows: &[(String, u32)]| rows.iter().map(|(_, n)| n).sum::<u32>();
    let shown = sum(&preview.as_statements) + sum(&preview.verbatim);
    assert_eq!(preview.resources, shown);
    let Added { charts, .. } = device.ask(ask::AddFile { into: None }).expect("added");
    assert!(open(&mut device).already_here);
    let page = device.history(charts[0]);
    let entries = page.groups.into_iter().flat_map(|group| group.entries);
    let statements = entries.flat_map(|entry| match entry {
        EntryView::Read { statements, .. } => statements,
        EntryView::Unreadable { .. } => panic!("every entry is read"),
    });
    let statements = statements.filter_map(|view| match view.content {
        Content::Statement(statement) => Some((*statement, view.marks)),
        Content::Newer(_) => None,
    });
    let (statements, marks) = statements.unzip();
    Read {
        statements,
        marks,
        view: device.chart(charts[0]),
    }
}

/// A file beside this machine's copy of the program; said where it is missing.
fn beside(name: &str) -> Option<Read> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/faults/fhir");
    let folder = std::env::var_os("CARNET_FAULTS").map_or(folder, Into::into);
    match std::fs::read(folder.join(name)) {
        Ok(bytes) => Some(read(&bytes)),
        Err(_) => {
            // Past the capture of a passing test's words: a skip is to be seen.
            let words = format!(
                "SKIPPED {name}: not in {} (CARNET_FAULTS names another folder)\n",
                folder.display()
            );
            let _ = std::io::stderr().write_all(words.as_bytes());
            None
        }
    }
}

/// A collection of these resources about one person.
fn read_all(resources: &[&str]) -> Read {
    const PERSON: &str = r#"{"resourceType":"Patient","id":"p","name":[{"family":"Testa","given":["Prima"]}],"gender":"female"}"#;
    let entries = std::iter::once(&PERSON).chain(resources);
    let entries: Vec<String> = entries
        .map(|resource| format!("{{\"resource\":{resource}}}"))
        .collect();
    let entries = entries.join(",");
    read(
        format!(r#"{{"resourceType":"Bundle","type":"collection","entry":[{entries}]}}"#)
            .as_bytes(),
    )
}

impl Read {
    fn marks(&self, words: &str) -> &Marks {
        let mut statements = self.statements.iter();
        let at = statements.position(|one| format!("{one:?}").contains(words));
        &self.marks[at.expect("a statement with these words")]
    }

    fn active(&self) -> Vec<&str> {
        let rows = self.view.summary.problems.iter();
        rows.map(|row| row.words.as_str()).collect()
    }

    fn taken(&self) -> Vec<&str> {
        let Known::Facts(rows) = &self.view.summary.medicines else {
            return Vec::new();
        };
        rows.iter()
            .filter(|row| row.stopped.is_none() && row.standing.may_be_so())
            .map(|row| row.line.name.text.as_str())
            .collect()
    }

    /// Medicines the summary shows as on hold, with their lines.
    fn on_hold(&self) -> Vec<String> {
        let Known::Facts(rows) = &self.view.summary.medicines else {
            return Vec::new();
        };
        let rows = rows.iter();
        rows.filter(|row| row.standing == Standing::OnHold)
            .map(|row| format!("{:?}", row.line))
            .collect()
    }

    fn allergies(&self) -> Vec<&str> {
        let Known::Facts(rows) = &self.view.banner.allergies else {
            return Vec::new();
        };
        let rows = rows.iter();
        rows.map(|row| row.allergy.substance.text.as_str())
            .collect()
    }

    fn statement(&self, words: &str) -> &Statement {
        let mut all = self.statements.iter();
        all.find(|statement| format!("{:?}", statement.fact).contains(words))
            .unwrap_or_else(|| panic!("{words}"))
    }

    fn vital(&self, vital: crate::terms::vitals::Vital) -> &Observation {
        let mut rows = self.view.summary.vitals.iter();
        let row = rows.find(|row| row.vital == vital);
        &row.unwrap_or_else(|| panic!("{vital:?}")).now.1
    }
}

fn numbers(observation: &Observation) -> Vec<(&str, &str)> {
    let parts = observation.components.iter().map(|part| &part.value);
    let all = std::iter::once(&observation.value).chain(parts);
    all.filter_map(|value| match value {
        Value::Quantity(quantity) => Some((quantity.value.as_str(), quantity.unit.as_str())),
        _ => None,
    })
    .collect()
}

#[test]
fn what_was_taken_back_is_not_read_as_so() {
    let Some(read) = beside("02-voided-still-active.json") else {
        return;
    };
    let mut active = read.active();
    active.sort();
    assert_eq!(active, ["Bronchopneumonia", "Iron deficiency anaemia"]);
    let problems = &read.view.summary.problems;
    let doubtful = problems.iter().find(|row| row.words == "Bronchopneumonia");
    let doubtful = doubtful.map(|row| (row.standing, row.status_words.as_deref()));
    assert_eq!(doubtful, Some((Standing::UnknownStatus, Some(""))));
    let standing = |words| read.statement(words).standing;
    assert_eq!(standing("Pulmonary tuberculosis"), Standing::Refuted);
    let epilepsy = read.statement("Epilepsy");
    assert_eq!(epilepsy.standing, Standing::ErrorAtSource);
    assert_eq!(epilepsy.status_words.as_deref(), Some("Entered in Error"));
    for words in [
        "Ectopic",
        "Pregnant",
        "Penicillin",
        "Warfarin",
        "Tetanus",
        "5.4",
    ] {
        assert_eq!(standing(words), Standing::ErrorAtSource, "{words}");
    }
    assert_eq!(read.view.banner.pregnant, None);
    assert!(
        read.view
            .summary
            .not_asked
            .contains(&crate::chart::kinds::Question::Pregnancy)
    );
    assert_eq!(read.allergies(), ["Peanut"]);
    assert_eq!(read.taken(), ["Ferrous sulfate 200 mg"]);
    let on_hold = read.on_hold();
    assert_eq!(on_hold.len(), 1);
    assert!(on_hold[0].contains("Metformin") && on_hold[0].contains("Contrast scan on 6 May"));
    assert_eq!(standing("Amiodarone"), Standing::Stopped);
    let weight = read.vital(crate::terms::vitals::Vital::Weight);
    assert_eq!(numbers(weight), [("54", "kg")]);
    assert_eq!(standing("text/plain"), Standing::ErrorAtSource);
}

#[test]
fn every_medicine_behind_a_reference_stands_in_the_list() {
    let Some(read) = beside("04-medicine-behind-references.json") else {
        return;
    };
    let Known::Facts(rows) = &read.view.summary.medicines else {
        panic!("medicines")
    };
    let mut lines: Vec<String> = rows
        .iter()
        .map(|row| format!("{} / {}", row.line.name.text, row.line.words))
        .collect();
    lines.sort();
    let wanted = [
        " / one tablet at night",
        "Bisoprolol 2.5 mg tablet / one in the morning",
        "Digoxin 125 microgram tablet / half a tablet daily",
        "Furosemide 40 mg tablet / one in the morning",
        "Potassium chloride 600 mg / two tablets daily",
        "Rivaroxaban 20 mg tablet / one with the evening meal",
        "Spironolactone 25 mg tablet / one at noon",
        "amoxicillin 500 mg + clavulanic acid 62.5 mg / one sachet three times a day for 7 days",
    ];
    assert_eq!(lines, wanted);
    let elsewhere: Vec<&str> = rows
        .iter()
        .filter(|row| row.line.name.is_elsewhere())
        .map(|row| row.line.name.text.as_str())
        .collect();
    assert_eq!(elsewhere, ["Bisoprolol 2.5 mg tablet"]);
    let unnamed = rows.iter().find(|row| row.line.name.text.is_empty());
    let number = unnamed.map(|row| row.line.name.codings[0].code.as_str());
    assert_eq!(number, Some("00417"));
    let product = read.statement("Gliclazide");
    assert!(matches!(
        &product.fact,
        Fact::Medication(MedicationEvent::Named(_))
    ));
    assert_eq!(read.allergies(), ["Amoxicillin"]);
}

#[test]
fn dates_are_what_the_file_says_and_no_more() {
    let Some(read) = beside("05a-masked-and-partial-dates.json") else {
        return;
    };
    assert_eq!(read.view.banner.person.birth, Birth::NotKnown);
    let when = |words| read.statement(words).when;
    assert_eq!(when("Yellow fever"), When::Year(2019));
    assert_eq!(when("Meningitis A"), When::Month(2019, 3));
    let in_words = |words| read.statement(words).time_words.as_deref();
    assert_eq!(in_words("BCG"), Some("in infancy, the mother says"));
    let problem = |words: &str| {
        let mut rows = read.view.summary.problems.iter();
        rows.find(|row| row.words == words).expect("a problem")
    };
    assert_eq!(problem("Hypertension").onset, When::Year(2007));
    assert_eq!(problem("Asthma").onset_words.as_deref(), Some("7 a"));
    let shoulder = problem("Pain of the left shoulder");
    assert_eq!(shoulder.onset_words.as_deref(), Some("since the war"));
    let tuberculosis = problem("Pulmonary tuberculosis");
    let course = (tuberculosis.onset, tuberculosis.since);
    assert_eq!(course, (When::Year(2010), When::Year(2012)));
    let day = |words| when(words).first_day().map(|day| day.to_string());
    for (words, wanted) in [
        ("Caesarean", Some("2021-11-30")),
        ("leap second", Some("2023-06-30")),
        ("offset -00:00", Some("2024-01-01")),
        ("30 February", None),
        ("hour 24", Some("2024-05-01")),
        ("blank instead", Some("2021-05-02")),
    ] {
        assert_eq!(day(words).as_deref(), wanted, "{words}");
    }
    assert_eq!(in_words("30 February"), Some("2022-02-30"));
    let isoniazid = read.statement("Isoniazid");
    assert_eq!(isoniazid.when, When::Unknown);
    let Fact::Medication(MedicationEvent::Taking(line)) = &isoniazid.fact else {
        panic!("a medicine")
    };
    assert_eq!(line.until, Some(When::Day(2016, 4, 7)));
}

#[test]
fn numbers_are_plain_and_units_are_theirs() {
    use crate::terms::vitals::Vital;
    let Some(read) = beside("07-numbers-and-units.json") else {
        return;
    };
    let vital = |vital| numbers(read.vital(vital));
    let pressures = [("96", "mm[Hg]"), ("54", "mm[Hg]")];
    assert_eq!(vital(Vital::BloodPressure), pressures);
    let rows = &read.view.summary.vitals;
    let before = rows.iter().find(|row| row.vital == Vital::BloodPressure);
    let before = before
        .and_then(|row| row.before.clone())
        .expect("one before");
    assert_eq!(numbers(&before.0), [("120", "mm[Hg]"), ("80", "mm[Hg]")]);
    assert_eq!(vital(Vital::Weight), [("25", "[lb_av]")]);
    assert_eq!(vital(Vital::HeightStanding), [("31.5", "[in_i]")]);
    assert_eq!(vital(Vital::Temperature), [("101.3", "[degF]")]);
    for number in ["\"98.6\"", "\"5.60\"", "\"10000\"", "\"-2.50\"", "\"3250\""] {
        read.statement(number);
    }
    read.statement("0.05 mg");
    read.statement("5 – 7.5 mL, ≤ 4 {dose} / 24 h");
}

#[test]
fn what_has_no_name_stands_in_its_list() {
    let read = read_all(&[
        r#"{"resourceType":"Condition","identifier":[{"system":"urn:made-up","value":"77"}],"note":[{"text":"worse at night"}],
            "clinicalStatus":{"coding":[{"code":"active"}]}}"#,
        r#"{"resourceType":"AllergyIntolerance","reaction":[{"manifestation":[{"text":"wheeze"}]}],
            "clinicalStatus":{"coding":[{"code":"active"}]}}"#,
        r#"{"resourceType":"MedicationStatement","status":"active","medicationReference":{"reference":"Medication/gone"}}"#,
        r#"{"resourceType":"MedicationRequest","status":"active","intent":"order",
            "medicationCodeableConcept":{"coding":[{"system":"urn:made-up","code":"00417"}]}}"#,
    ]);
    assert_eq!(read.active(), [""]);
    assert_eq!(read.allergies(), [""]);
    assert_eq!(read.taken(), ["", "code 00417 (local)"]);
    assert_eq!(read.view.verbatim, 0);
}

#[test]
fn a_status_that_is_missing_or_odd_is_told_in_the_files_words() {
    let read = read_all(&[
        r#"{"resourceType":"Condition","code":{"text":"Gout"}}"#,
        r#"{"resourceType":"Condition","code":{"text":"Goitre"},"clinicalStatus":{"text":"Quite so"}}"#,
        r#"{"resourceType":"Condition","code":{"text":"Mumps"},"clinicalStatus":{"coding":[{"code":"INACTIVE "}]}}"#,
        r#"{"resourceType":"Condition","code":{"text":"Scabies"},"clinicalStatus":{"coding":[{"code":"active"}]},
            "modifierExtension":[{"url":"http://elsewhere.example/not-so"}]}"#,
        r#"{"resourceType":"MedicationRequest","intent":"order","medicationCodeableConcept":{"text":"Senna"}}"#,
        r#"{"resourceType":"MedicationStatement","status":"ENTERED_IN_ERROR","medicationCodeableConcept":{"text":"Codeine"}}"#,
    ]);
    let row = |words: &str| {
        let mut rows = read.view.summary.problems.iter();
        let row = rows.find(|row| row.words == words).expect("a problem");
        (row.standing, row.status_words.as_deref())
    };
    assert_eq!(row("Gout"), (Standing::UnknownStatus, Some("")));
    assert_eq!(row("Goitre"), (Standing::UnknownStatus, Some("Quite so")));
    assert_eq!(row("Mumps"), (Standing::Stands, None));
    // Not its status is in doubt.
    assert_eq!(row("Scabies"), (Standing::UnknownStatus, None));
    let senna = read.statement("Senna");
    assert_eq!(senna.status_words.as_deref(), Some(""));
    let codeine = read.statement("Codeine");
    assert_eq!(codeine.standing, Standing::ErrorAtSource);
    assert_eq!(codeine.status_words.as_deref(), Some("ENTERED_IN_ERROR"));
}

#[test]
fn two_halves_of_a_pressure_are_one_only_at_one_moment() {
    use crate::terms::vitals::Vital;
    let half = |code: &str, value: u32, time: &str| {
        format!(
            r#"{{"resourceType":"Observation","status":"final","effectiveDateTime":"2026-05-{time}",
            "code":{{"coding":[{{"system":"http://loinc.org","code":"{code}"}}]}},
            "valueQuantity":{{"value":{value},"system":"http://unitsofmeasure.org","code":"mm[Hg]"}}}}"#
        )
    };
    let whole = |halves: &[String]| {
        let halves: Vec<&str> = halves.iter().map(String::as_str).collect();
        let read = read_all(&halves);
        let pressure = read.vital(Vital::BloodPressure);
        let values = numbers(pressure).into_iter();
        values
            .map(|(value, _)| value.to_owned())
            .collect::<Vec<_>>()
    };
    let (upper, lower) = ("8480-6", "8462-4");
    let one = [
        half(lower, 54, "04T09:10:00Z"),
        half(upper, 96, "04T09:10:00Z"),
    ];
    assert_eq!(whole(&one), ["96", "54"]);
    let two = [
        half(upper, 96, "04T09:10:00Z"),
        half(lower, 54, "04T09:20:00Z"),
    ];
    assert_eq!(whole(&two), ["54"]);
    // A day is no moment.
    let days = [half(upper, 96, "04"), half(lower, 54, "04")];
    assert_eq!(whole(&days), ["54"]);
}

#[test]
fn the_time_a_specimen_was_taken_is_told() {
    let read = read_all(&[
        r#"{"resourceType":"Specimen","id":"s","collection":{"collectedDateTime":"2026-05-01T07:30:00Z"}}"#,
        r#"{"resourceType":"Observation","status":"final","code":{"text":"Sodium"},"issued":"2026-05-03T10:00:00Z",
            "specimen":{"reference":"Specimen/s"},"valueQuantity":{"value":140,"unit":"mmol/L"}}"#,
    ]);
    let sodium = read.statement("Sodium");
    let day = sodium.when.first_day().map(|day| day.to_string());
    assert_eq!(day.as_deref(), Some("2026-05-01"));
    read.statement("Specimen taken: 2026-05-01T07:30:00Z");
}

#[test]
fn what_words_alone_file_as_a_vital_sign_is_one() {
    let weight = r#"{"resourceType":"Observation","status":"final","subject":{"reference":"Patient/p"},"effectiveDateTime":"2016-01-05","category":[{"text":"Vital signs"}],"code":{"text":"body weight"},"valueQuantity":{"value":81.5,"unit":"kg","system":"http://unitsofmeasure.org","code":"kg"}}"#;
    let read = read_all(&[weight]);
    assert_eq!(
        numbers(read.vital(crate::terms::vitals::Vital::Weight)),
        [("81.5", "kg")]
    );
    let Some(read) = beside("03-apple-health-dstu2.json") else {
        return;
    };
    let weight = read.vital(crate::terms::vitals::Vital::Weight);
    assert_eq!(numbers(weight), [("81.5", "kg")]);
}

#[test]
fn a_part_of_a_longer_list_is_said_at_the_chart() {
    let person =
        r#"{"resourceType":"Patient","id":"p","name":[{"family":"Testa","given":["Prima"]}]}"#;
    let part = |total: u32| {
        let file = format!(
            r#"{{"resourceType":"Bundle","type":"searchset","total":{total},"entry":[{{"resource":{person}}}]}}"#
        );
        read(file.as_bytes()).view.summary.part_of_more
    };
    assert!(part(57).is_some() && part(1).is_none());
}

#[test]
fn a_result_of_a_time_to_come_is_marked_wherever_it_stands() {
    let result = |day: &str| {
        let result = format!(
            r#"{{"resourceType":"Observation","status":"final","subject":{{"reference":"Patient/p"}},"effectiveDateTime":"{day}","code":{{"text":"Haemoglobin"}},"valueQuantity":{{"value":11.6,"unit":"g/dL"}}}}"#
        );
        read_all(&[&result]).marks("Haemoglobin").ahead
    };
    assert!(result("2041-01-01") && !result("2024-01-01"));
}
