//! A record says the same in every wrapping, or is refused whole: encodings, one resource a line, lists, values in a row,
//! Parameters, Bundles in Bundles, gzip, ZIP, several files, and these in one another. Resources and wrappings come from
//! seeds that are printed; `CARNET_FUZZ_SECONDS` says how long.

use std::collections::BTreeSet;
use std::io::{Cursor, Write as _};
use std::time::{Duration, Instant};

use carnet::chart::codec::encode_statement;
use carnet::chart::kinds::{Citation, Fact, KeptBecause};
use carnet::chart::statement::Statement;
use carnet::transfer::fhir::{FhirError, open};
use serde_json::{Value, json};

use crate::tools::{BLOB, all, bundle};

/// A small generator: the same seed gives the same file everywhere.
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, most: usize) -> usize {
        usize::try_from(self.next() % most as u64).expect("below a small number")
    }

    fn one_of<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[self.below(all.len())]
    }
}

fn resources(dice: &mut Dice) -> Vec<Value> {
    let mut resources = vec![
        json!({ "resourceType": "Patient", "id": "p", "name": [{ "family": "Testa", "given": ["Jumá 𝔘"] }], "gender": "female" }),
    ];
    for number in 0..1 + dice.below(6) {
        let mut resource = match dice.below(7) {
            0 => {
                json!({ "resourceType": "Condition", "code": { "text": "Asthma \"{[\\ " }, "onsetDateTime": "2015" })
            }
            1 => {
                json!({ "resourceType": "AllergyIntolerance", "code": { "text": "Nuts" }, "reaction": [{ "manifestation": [{ "text": "ráš" }] }] })
            }
            2 => {
                json!({ "resourceType": "MedicationRequest", "status": dice.one_of(&["active", "stopped", "odd"]), "intent": "order", "medicationCodeableConcept": { "text": "Aspirin" } })
            }
            3 => {
                json!({ "resourceType": "Observation", "status": "final", "code": { "text": "Weight" }, "valueQuantity": { "value": 70, "unit": "kg" } })
            }
            4 => {
                json!({ "resourceType": "Immunization", "status": dice.one_of(&["completed", "not-done"]), "vaccineCode": { "text": "Measles" }, "occurrenceDateTime": "2001-02" })
            }
            5 => {
                json!({ "resourceType": "Immunization", "status": "completed", "vaccineCode": { "text": "Measles" }, "wasNotGiven": true })
            }
            _ => json!({ "resourceType": "Claim", "created": "2020" }),
        };
        resource["id"] = json!(format!("r{number}"));
        resource["subject"] = json!({ "reference": "Patient/p" });
        resources.push(resource);
    }
    if dice.below(6) == 0 {
        // One that refuses every wrapping of it.
        resources.push(json!({ "resourceType": "Consent", "id": "c", "status": "active", "except": [{ "type": "deny" }] }));
    }
    resources
}

/// The resources in one value or several, still JSON.
fn values(dice: &mut Dice, resources: &[Value], depth: usize) -> Vec<Value> {
    match dice.below(if depth == 0 { 3 } else { 6 }) {
        0 => vec![bundle(resources)],
        1 => resources.to_vec(),
        2 => vec![json!(resources)],
        3 => {
            let parameters: Vec<Value> = resources
                .iter()
                .map(|one| match dice.below(2) {
                    0 => json!({ "name": "return", "resource": one }),
                    _ => json!({ "name": "group", "part": [{ "name": "item", "resource": one }] }),
                })
                .collect();
            vec![json!({ "resourceType": "Parameters", "parameter": parameters })]
        }
        4 => {
            // A list is no resource: it cannot stand in an entry.
            let inner = values(dice, resources, depth - 1);
            match inner.iter().all(Value::is_object) {
                true => vec![bundle(&inner)],
                false => vec![bundle(resources)],
            }
        }
        _ => {
            let (first, rest) = resources.split_at(dice.below(resources.len() + 1));
            let parts = [first, rest].into_iter().filter(|part| !part.is_empty());
            parts
                .flat_map(|part| values(dice, part, depth - 1))
                .collect::<Vec<_>>()
        }
    }
}

fn text(dice: &mut Dice, values: &[Value]) -> String {
    let one = |value: &Value, pretty: bool| match pretty {
        true => serde_json::to_string_pretty(value).expect("JSON"),
        false => value.to_string(),
    };
    let pretty = dice.below(2) == 0;
    let between = *dice.one_of(&["\n", "\r\n", "\n\n", "", "\u{1E}", "\n\u{FEFF}"]);
    let texts: Vec<String> = values.iter().map(|value| one(value, pretty)).collect();
    texts.join(between) + *dice.one_of(&["", "\n", "\r\n\r\n", "\0"])
}

fn encoded(dice: &mut Dice, text: &str) -> Vec<u8> {
    let marked = format!("{}{text}", dice.one_of(&["", "\u{FEFF}"]));
    match dice.below(4) {
        0 => marked.encode_utf16().flat_map(u16::to_le_bytes).collect(),
        1 => marked.encode_utf16().flat_map(u16::to_be_bytes).collect(),
        _ => marked.into_bytes(),
    }
}

fn packed(dice: &mut Dice, bytes: Vec<u8>, depth: usize) -> Vec<u8> {
    let once = match dice.below(5) {
        0 => {
            let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
            gzip.write_all(&bytes).expect("in memory");
            gzip.finish().expect("in memory")
        }
        1 => zipped(&[
            ("__MACOSX/._a.json", b"\0\0".to_vec()),
            ("export/a.json", bytes),
            ("export/notes.pdf", b"%PDF-1.7".to_vec()),
        ]),
        _ => return bytes,
    };
    if depth == 0 {
        once
    } else {
        packed(dice, once, depth - 1)
    }
}

fn zipped(files: &[(&str, Vec<u8>)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        zip.start_file(*name, zip::write::SimpleFileOptions::default())
            .expect("in memory");
        zip.write_all(bytes).expect("in memory");
    }
    zip.finish().expect("in memory").into_inner()
}

/// What files say, whatever they are wrapped in: statements without their places, and without the wrapping's own shells.
fn said(files: &[Vec<u8>]) -> Result<Vec<Vec<u8>>, FhirError> {
    let files: Vec<&[u8]> = files.iter().map(Vec::as_slice).collect();
    let opened = open(&files)?;
    let read = opened.about(0)?;
    let blobs = vec![Some(BLOB); files.len()];
    let imported = read.statements_in(&blobs, 1);
    let mut said: Vec<Vec<u8>> = all(&imported)
        .into_iter()
        .filter(|statement| !is_shell(statement))
        .map(|statement| {
            let mut plain = statement.clone();
            plain.source.file = None;
            if let Fact::Problem(carnet::chart::kinds::ProblemEvent::Opened(problem)) =
                &mut plain.fact
            {
                problem.number = 0;
            }
            if let Fact::Citation(Citation::Verbatim(place, ..)) = &mut plain.fact {
                place.position = 0;
            }
            encode_statement(&plain)
        })
        .collect();
    said.sort();
    Ok(said)
}

fn is_shell(statement: &Statement) -> bool {
    matches!(
        &statement.fact,
        Fact::Citation(Citation::Verbatim(.., Some(KeptBecause::ReadOneByOne)))
    )
}

fn length() -> Duration {
    let asked = std::env::var("CARNET_FUZZ_SECONDS")
        .ok()
        .and_then(|seconds| seconds.parse().ok());
    Duration::from_secs(asked.unwrap_or(20))
}

#[test]
fn fhir_wrappings() {
    let begun = Instant::now();
    let first = std::time::SystemTime::now()
        .duration_since(std::time::UNIX_EPOCH)
        .map_or(1, |since| since.as_secs());
    eprintln!("fhir_wrappings: seeds from {first}");
    let (mut seed, mut read, mut refused) = (first, 0u32, 0u32);
    while begun.elapsed() < length() {
        match one_seed(seed) {
            true => read += 1,
            false => refused += 1,
        }
        seed += 1;
    }
    eprintln!(
        "fhir_wrappings: {read} read alike, {refused} refused alike, seeds {first} to {seed}"
    );
    assert!(read > 0 && refused > 0);
}

/// Whether the record was read; every wrapping of it must do the same.
fn one_seed(seed: u64) -> bool {
    let mut dice = Dice(seed);
    let resources = resources(&mut dice);
    let plain = said(&[bundle(&resources).to_string().into_bytes()]);
    let several = dice.below(3);
    let cuts: BTreeSet<usize> = (0..several)
        .map(|_| dice.below(resources.len()))
        .filter(|cut| *cut > 0)
        .collect();
    let mut parts: Vec<&[Value]> = Vec::new();
    let mut from = 0;
    for cut in cuts {
        parts.push(&resources[from..cut]);
        from = cut;
    }
    parts.push(&resources[from..]);
    let files: Vec<Vec<u8>> = parts
        .iter()
        .map(|part| {
            let values = values(&mut dice, part, 2);
            let text = text(&mut dice, &values);
            let bytes = encoded(&mut dice, &text);
            packed(&mut dice, bytes, 2)
        })
        .collect();
    let wrapped = said(&files);
    match (plain, wrapped) {
        (Ok(plain), Ok(wrapped)) => {
            assert!(
                plain == wrapped,
                "seed {seed}: another reading of {:?}",
                String::from_utf8_lossy(&files[0])
            );
            true
        }
        (Err(_), Err(_)) => false,
        (plain, wrapped) => panic!(
            "seed {seed}: plain {plain:?}, wrapped {wrapped:?}: {:?}",
            String::from_utf8_lossy(&files[0])
        ),
    }
}

#[test]
fn one_resource_alone_is_a_record() {
    let allergy = json!({ "resourceType": "AllergyIntolerance", "code": { "text": "Nuts" }, "patient": { "reference": "Patient/a" } });
    let opened = open(&[allergy.to_string().as_bytes()]).expect("read");
    let file = opened.about(0).expect("one person's");
    assert!(file.patient().is_none());
    assert_eq!(file.counts().resources(), 1);
}

#[test]
fn what_is_not_read_in_a_zip_is_said_and_what_would_be_half_is_refused() {
    let patient = json!({ "resourceType": "Patient", "name": [{ "family": "Testa" }] })
        .to_string()
        .into_bytes();
    let telephone = zipped(&[
        (
            "apple_health_export/clinical-records/Patient-1.json",
            patient.clone(),
        ),
        (
            "apple_health_export/export.xml",
            b"<?xml version=\"1.0\"?><HealthData/>".to_vec(),
        ),
        (
            "apple_health_export/settings.json",
            b"{\"theme\": 1}".to_vec(),
        ),
    ]);
    let opened = open(&[&telephone])
        .expect("read")
        .about(0)
        .expect("one person's");
    assert_eq!(opened.counts().resources(), 1);
    assert_eq!(
        opened.unread(),
        [
            "apple_health_export/export.xml",
            "apple_health_export/settings.json"
        ]
    );
    for (name, bytes) in [
        ("b.json", &b"{\"resourceType\": \"Condition\""[..]),
        ("b.xml", b"<Condition xmlns=\"http://hl7.org/fhir\"/>"),
        (
            "b.json",
            b"{\"resourceType\": \"Condition\", \"code\": {\"text\": \"\xE9\"}}",
        ),
    ] {
        let half = zipped(&[("a.json", patient.clone()), (name, bytes.to_vec())]);
        assert!(open(&[&half]).is_err(), "{name}");
        assert!(open(&[&patient, bytes]).is_err(), "{name}");
    }
    assert!(open(&[&zipped(&[])]).is_err());
}

#[test]
fn a_zip_that_unpacks_to_far_more_is_refused_before_it_is_kept() {
    let zeros = vec![b' '; 40_000_000];
    let bomb = zipped(&[("a.json", [b"[".to_vec(), zeros].concat())]);
    assert!(bomb.len() < 200_000);
    assert!(matches!(open(&[&bomb]), Err(FhirError::TooLarge { .. })));
}
