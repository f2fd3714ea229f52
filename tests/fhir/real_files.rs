//! Records that nobody here wrote: every Bundle is read, every resource of it counted once, everything else refused.

use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use carnet::base::BlobId;
use carnet::chart::kinds::{Citation, Fact, NoFact, Observation, Question};
use carnet::chart::statement::{SaidBy, Standing, Statement};
use carnet::chart::value::Value;
use carnet::transfer::fhir::{FhirError, FhirFile, Imported, Received, read};

const BLOB: BlobId = BlobId([7; 16]);

/// Beside the crate, or where CARNET_DATA says. Absent on some machines: then nothing is checked, and that is said.
fn folder() -> Option<PathBuf> {
    let folder = std::env::var_os("CARNET_DATA").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data"),
        PathBuf::from,
    );
    if folder.is_dir() {
        return Some(folder);
    }
    // Not by a macro of the test harness: those words are swallowed where a test passes.
    let words = format!(
        "SKIPPED: no sample records in {}; set CARNET_DATA to check them\n",
        folder.display()
    );
    std::io::stderr()
        .write_all(words.as_bytes())
        .expect("standard error is open");
    None
}

fn bytes(file: &str) -> Option<Vec<u8>> {
    Some(std::fs::read(folder()?.join(file)).expect("the sample is in the folder"))
}

fn import(file: &str) -> Option<(FhirFile, Imported)> {
    let file = read(&bytes(file)?).expect("the sample is a Bundle");
    let imported = file.statements(BLOB, 1);
    Some((file, imported))
}

fn all(imported: &Imported) -> Vec<&Statement> {
    let clinical = imported.clinical.iter().map(|linked| &linked.statement);
    imported
        .identity
        .iter()
        .chain(&imported.problems)
        .chain(clinical)
        .collect()
}

/// Resources of a Bundle by type, counted by other means than the importer's.
fn by_type(bundle: &serde_json::Value) -> BTreeMap<String, u32> {
    let mut found = BTreeMap::new();
    for entry in bundle["entry"].as_array().expect("entries") {
        let kind = entry["resource"]["resourceType"].as_str().expect("a type");
        *found.entry(kind.to_owned()).or_default() += 1;
    }
    found
}

#[test]
fn every_bundle_is_read_and_every_other_file_refused() {
    let Some(folder) = folder() else { return };
    let (mut bundles, mut without_patient, mut refused) = (0, 0, Vec::new());
    for group in std::fs::read_dir(&folder).expect("the folder lists") {
        let group = group.expect("an item").path();
        if !group.is_dir() {
            continue;
        }
        for file in std::fs::read_dir(&group).expect("the folder lists") {
            let path = file.expect("an item").path();
            let bytes = std::fs::read(&path).expect("the file is read");
            match read(&bytes) {
                Ok(file) => {
                    bundles += 1;
                    without_patient += u32::from(file.patient().is_none());
                    nothing_lost(&path, &bytes, &file);
                }
                Err(error) => refused.push((path, error)),
            }
        }
    }
    assert_eq!((bundles, without_patient), (22, 2));
    assert_eq!(refused.len(), 25, "{refused:?}");
    for (path, error) in refused {
        let named = matches!(
            error,
            FhirError::NotRead(_) | FhirError::NotABundle(_) | FhirError::NoResourceType
        );
        assert!(named, "{}: {error}", path.display());
    }
}

/// Resources in = resources shown + resources kept verbatim, type by type, and statements prove both.
fn nothing_lost(path: &Path, bytes: &[u8], file: &FhirFile) {
    let bundle: serde_json::Value = serde_json::from_slice(bytes).expect("JSON");
    let counts = file.counts();
    let counted: BTreeMap<String, u32> = counts
        .by_type
        .iter()
        .map(|(kind, tally)| (kind.clone(), tally.total()))
        .collect();
    assert_eq!(counted, by_type(&bundle), "{}", path.display());

    let imported = file.statements(BLOB, 1);
    let mut cited = BTreeMap::new();
    let mut shown = std::collections::BTreeSet::new();
    for statement in all(&imported) {
        let place = statement.source.file.as_ref().expect("a place in the file");
        assert_eq!((statement.source.said_by, place.blob), (SaidBy::File, BLOB));
        match &statement.fact {
            Fact::Citation(Citation::Verbatim(_, kind, ..)) => {
                *cited.entry(kind.clone()).or_insert(0) += 1
            }
            _ => {
                shown.insert(place.position);
            }
        }
    }
    shown.extend(imported.papers.iter().map(|paper| paper.position));
    assert_eq!(
        cited.into_iter().collect::<Vec<_>>(),
        counts.verbatim(),
        "{}",
        path.display()
    );
    let as_statements: u32 = counts
        .as_statements()
        .iter()
        .map(|(_, number)| number)
        .sum();
    assert_eq!(shown.len() as u32, as_statements, "{}", path.display());
    let received = Received::of(bytes).expect("it was read");
    assert!((0..counts.resources()).all(|position| received.text(position).is_some()));
    assert!(received.text(counts.resources()).is_none());
}

#[test]
fn no_known_never_reads_as_the_thing() {
    let Some((_, imported)) = import("ips-vendor/Bundle-aups-noknownx.json") else {
        return;
    };
    assert!(imported.problems.is_empty());
    let answers: Vec<(Question, NoFact)> = all(&imported)
        .into_iter()
        .filter_map(|statement| match &statement.fact {
            Fact::Answer(answered) => Some((answered.question, answered.answer)),
            Fact::Allergy(_) | Fact::Medication(_) | Fact::Problem(_) => panic!("{statement:?}"),
            _ => None,
        })
        .collect();
    let wanted = [
        Question::Allergies,
        Question::Medicines,
        Question::Illnesses,
    ];
    assert_eq!(answers.len(), 3);
    assert!(
        wanted
            .iter()
            .all(|question| answers.contains(&(*question, NoFact::None))),
        "{answers:?}"
    );
}

#[test]
fn a_denied_kind_of_allergy_stays_beside_the_real_one() {
    let Some((_, imported)) = import("smart-health-cards-links/IPS_IG-bundle-01.json") else {
        return;
    };
    let statements = all(&imported);
    let allergies = statements
        .iter()
        .filter(|statement| matches!(statement.fact, Fact::Allergy(_)))
        .count();
    let denied = statements.iter().filter(|statement| {
        matches!(&statement.fact, Fact::Observation(Observation { value: Value::Concept(said), .. })
            if said.text.contains("no-known-food-allergies"))
    });
    assert_eq!((allergies, denied.count()), (1, 1));
    assert!(
        !statements
            .iter()
            .any(|statement| matches!(statement.fact, Fact::Answer(_)))
    );
}

#[test]
fn what_the_source_takes_back_does_not_stand() {
    let Some((_, imported)) = import("ips-vendor/US_MEDITECH_ips_1.json") else {
        return;
    };
    let standing_of = |wanted: Standing| {
        all(&imported)
            .into_iter()
            .filter(|statement| statement.standing == wanted)
            .count()
    };
    assert_eq!(
        standing_of(Standing::ErrorAtSource),
        1,
        "the heart attack entered in error"
    );
    assert_eq!(standing_of(Standing::NotDone), 11);
    assert_eq!(
        standing_of(Standing::Intended),
        3,
        "two procedures in preparation and a proposed medicine"
    );
}

#[test]
fn digits_stay_as_written() {
    let Some((_, imported)) = import("ips-vendor/CA_VeroSource_colorful_balloon.json") else {
        return;
    };
    let text = String::from_utf8(
        bytes("ips-vendor/CA_VeroSource_colorful_balloon.json").expect("as written in the test"),
    )
    .expect("as written in the test");
    let mut checked = 0;
    for statement in all(&imported) {
        if let Fact::Observation(Observation {
            value: Value::Quantity(quantity),
            ..
        }) = &statement.fact
        {
            assert!(
                text.contains(&format!("\"value\": {}", quantity.value))
                    || text.contains(&format!("\"value\":{}", quantity.value))
            );
            checked += 1;
        }
    }
    assert!(checked > 50, "{checked}");
}

#[test]
fn every_script_of_a_name_is_kept() {
    let Some((file, _)) = import("ips-vendor/TW_Li-Hui_Lee_01-modified.json") else {
        return;
    };
    let person = file.patient().expect("a Patient");
    assert_eq!(person.name.expect("a name").family, "WANG");
    assert_eq!(person.other_names[0].family, "王大明");
}
