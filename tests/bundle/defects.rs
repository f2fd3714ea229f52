//! One bundle of each defect, made from a good one. The files in `tests/must-fail/bundle` are these, kept as they were
//! made; `cargo run --example make-bundles` writes them anew after a change of format.

use std::rc::Rc;

use carnet::base::{ChartId, Compartment};
use carnet::chart::log::Log;
use carnet::transfer::bundle::Contents;
use serde_json::json;
use zip::CompressionMethod;

use crate::forge::{FEW_ROUNDS, Parts};
use crate::sample::{Clinics, Key, Writer, words};

const RECORD: &str = "record/entries-1.jwe";

/// The sample as its nurse would send it, opened by few rounds.
pub fn good() -> Vec<u8> {
    let clinics = Clinics::new();
    let written = clinics.write(&clinics.contents()).expect("a good bundle");
    let mut parts = Parts::of(&written.bytes);
    let key = parts.key();
    parts.set_key(&key, FEW_ROUNDS);
    parts.zip()
}

/// Each defective file under the name of its defect.
pub fn all() -> Vec<(&'static str, Vec<u8>)> {
    let good = good();
    let mut files = containers(&good);
    files.extend(names(&good));
    files.extend(keys(&good));
    files.extend(lists(&good));
    files.extend(entries(&good));
    files.extend(papers());
    files
}

fn nurse() -> Key {
    Key::new(2)
}

fn changed(good: &[u8], change: impl FnOnce(&mut Parts)) -> Vec<u8> {
    let mut parts = Parts::of(good);
    change(&mut parts);
    parts.zip()
}

fn find(haystack: &[u8], needle: &[u8]) -> usize {
    let mut windows = haystack.windows(needle.len());
    windows.position(|w| w == needle).expect("it is there")
}

fn containers(good: &[u8]) -> Vec<(&'static str, Vec<u8>)> {
    let mut flipped_part = good.to_vec();
    let record = find(good, format!("{RECORD}eyJ").as_bytes());
    flipped_part[record + RECORD.len() + 400] ^= 1;
    let mut flipped_directory = good.to_vec();
    flipped_directory[find(good, b"PK\x01\x02") + 1] ^= 1;

    let mut swollen = Parts::of(good);
    swollen.0.push(("zeros".into(), vec![0; 16 << 20]));
    let mut lying = Parts::of(good);
    lying.get("manifest.json").extend(vec![b' '; 3 << 20]);

    vec![
        ("truncated", good[..good.len() / 2].to_vec()),
        ("bit-flipped-part", flipped_part),
        ("bit-flipped-directory", flipped_directory),
        ("not-a-zip", b"Only a letter to nobody.".to_vec()),
        (
            "foreign-zip",
            Parts(vec![("hello.txt".into(), b"hello".to_vec())]).zip(),
        ),
        (
            "foreign-manifest",
            Parts(vec![(
                "manifest.json".into(),
                br#"{"manifest_version": 3, "name": "an extension"}"#.to_vec(),
            )])
            .zip(),
        ),
        ("zip-bomb", swollen.zip_with(CompressionMethod::Deflated)),
        (
            "zip-bomb-lying-size",
            lie_about_size(lying.zip_with(CompressionMethod::Deflated), "manifest.json"),
        ),
    ]
}

/// Says 100 bytes where more will unpack, in the part's own header and in the directory.
fn lie_about_size(mut zip: Vec<u8>, name: &str) -> Vec<u8> {
    for (signature, size, name_at) in [(b"PK\x03\x04", 22, 30), (b"PK\x01\x02", 24, 46)] {
        let header = (0..zip.len() - name_at - name.len())
            .find(|&at| {
                zip[at..].starts_with(signature) && zip[at + name_at..].starts_with(name.as_bytes())
            })
            .expect("the part's header");
        zip[header + size..header + size + 4].copy_from_slice(&100u32.to_le_bytes());
    }
    zip
}

fn names(good: &[u8]) -> Vec<(&'static str, Vec<u8>)> {
    let with = |name: &str| {
        let placeholder = "x".repeat(name.len());
        let zip = changed(good, |parts| {
            parts.0.push((placeholder.clone(), b"x".to_vec()))
        });
        rename(zip, &placeholder, name)
    };
    vec![
        ("path-up", with("../evil.sh")),
        ("path-absolute", with("/etc/evil")),
        ("path-backslash", with("..\\evil.exe")),
        ("path-drive", with("C:evil.exe")),
        ("name-twice", with("manifest.json")),
    ]
}

/// Renames a part in the finished file: a ZIP library writes no such names.
fn rename(mut zip: Vec<u8>, from: &str, to: &str) -> Vec<u8> {
    for at in 0..zip.len() - from.len() {
        if zip[at..].starts_with(from.as_bytes()) {
            zip[at..at + from.len()].copy_from_slice(to.as_bytes());
        }
    }
    zip
}

fn keys(good: &[u8]) -> Vec<(&'static str, Vec<u8>)> {
    let rounds = |rounds| {
        changed(good, |parts| {
            let key = parts.key();
            parts.set_key(&key, rounds);
        })
    };
    let salt = |salt: Option<&str>| {
        changed(good, |parts| {
            let mut jwe: serde_json::Value =
                serde_json::from_slice(parts.get("key.jwe")).expect("JSON");
            let header = jwe["recipients"][0]["header"]
                .as_object_mut()
                .expect("a header");
            match salt {
                Some(salt) => header.insert("p2s".into(), salt.into()),
                None => header.remove("p2s"),
            };
            *parts.get("key.jwe") = jwe.to_string().into_bytes();
        })
    };
    let newer_key = changed(good, |parts| {
        let mut key = parts.key();
        key["format"] = 2.into();
        parts.set_key(&key, FEW_ROUNDS);
    });
    vec![
        ("pbes2-cost-hostile", rounds(u32::MAX)),
        ("pbes2-cost-too-low", rounds(1)),
        ("pbes2-salt-missing", salt(None)),
        ("pbes2-salt-short", salt(Some("AAAA"))),
        ("newer-format-key", newer_key),
        (
            "key-missing",
            changed(good, |parts| parts.remove("key.jwe")),
        ),
    ]
}

fn lists(good: &[u8]) -> Vec<(&'static str, Vec<u8>)> {
    let newer = changed(good, |parts| {
        let mut manifest = parts.manifest();
        manifest["format"] = 2.into();
        parts.set_manifest(&manifest);
    });
    let swapped = changed(good, |parts| {
        let record = parts.get(RECORD).clone();
        let papers = std::mem::replace(parts.get("att/1.jwe"), record);
        *parts.get(RECORD) = papers;
    });
    let unlisted = changed(good, |parts| {
        let mut manifest = parts.manifest();
        manifest["parts"].as_array_mut().expect("a list").pop();
        parts.set_manifest(&manifest);
    });
    let by_a_stranger = changed(good, |parts| {
        let claims = parts.claims();
        parts.set_claims(&claims, &Key::new(9));
    });
    let other_digest = changed(good, |parts| {
        let mut claims = parts.claims();
        claims["charts"][0]["digest"] = "00".repeat(32).into();
        parts.set_claims(&claims, &nurse());
    });
    let gzip_bomb = changed(good, |parts| {
        parts.set_sequence(RECORD, "record", &vec![0; 9 << 20], &nurse());
    });
    // Each part is as large as a part may be, and both together weigh next to nothing.
    let swollen = changed(good, |parts| {
        const SECOND: &str = "record/entries-2.jwe";
        parts.copy(RECORD, SECOND);
        for part in [RECORD, SECOND] {
            parts.set_sequence(part, "record", &vec![0; 8 << 20], &nurse());
        }
    });
    vec![
        ("newer-format", newer),
        ("swapped-parts", swapped),
        ("part-missing", changed(good, |parts| parts.remove(RECORD))),
        ("part-unlisted", unlisted),
        (
            "manifest-not-json",
            changed(good, |parts| *parts.get("manifest.json") = b"{".to_vec()),
        ),
        ("exporter-unknown", by_a_stranger),
        ("digest-mismatch", other_digest),
        ("gzip-bomb", gzip_bomb),
        ("records-swollen", swollen),
    ]
}

/// Files that open, with one entry that does not.
fn entries(good: &[u8]) -> Vec<(&'static str, Vec<u8>)> {
    let with = |extra: &[u8]| {
        changed(good, |parts| {
            let mut sequence = parts.sequence(RECORD, "record");
            sequence.extend_from_slice(extra);
            parts.set_sequence(RECORD, "record", &sequence, &nurse());
        })
    };
    let clinics = Clinics::new();
    let clinical = |writer: &Writer, log: &Log| writer.header(log, Compartment::CLINICAL, 40);

    let own = clinical(&clinics.nurse, &clinics.logs[0]);
    let mut bad_signature = clinics
        .nurse
        .sign(own.clone(), words("added"))
        .bytes()
        .to_vec();
    *bad_signature.last_mut().expect("bytes") ^= 1;

    let mut skipping = own.clone();
    skipping.sequence += 3;
    let wrong_chain = clinics.nurse.sign(skipping, words("added"));

    let stranger = Writer::new(8, 0xd1, "doctor", None);
    let unknown = stranger.sign(clinical(&stranger, &clinics.logs[0]), words("added"));

    let mut pretending = own;
    pretending.credential = clinics.doctor.credential.hash();
    let wrong_author = clinics.nurse.sign(pretending, words("added"));

    let mut elsewhere = Log::new(ChartId([0xee; 16]));
    let other_chart =
        clinics
            .nurse
            .write(&mut elsewhere, Compartment::CLINICAL, 40, words("added"));
    let bytes = |entry: &Rc<carnet::chart::entry::Entry>| entry.bytes().to_vec();
    let not_an_entry = json!({"no": "entry"}).to_string();
    let mut text = vec![0x78, not_an_entry.len() as u8];
    text.extend_from_slice(not_an_entry.as_bytes());
    vec![
        ("entry-bad-signature", with(&bad_signature)),
        ("entry-wrong-chain", with(&bytes(&wrong_chain))),
        ("entry-unknown-author", with(&bytes(&unknown))),
        ("entry-wrong-author", with(&bytes(&wrong_author))),
        ("entry-other-chart", with(&bytes(&other_chart))),
        ("entry-malformed", with(&text)),
    ]
}

/// Files that open, without a paper that an entry names, or with another in its place.
fn papers() -> Vec<(&'static str, Vec<u8>)> {
    let clinics = Clinics::new();
    let with = |change: fn(&mut Contents)| {
        let mut contents = clinics.contents();
        change(&mut contents);
        let written = clinics.write(&contents).expect("a bundle");
        let mut parts = Parts::of(&written.bytes);
        let key = parts.key();
        parts.set_key(&key, FEW_ROUNDS);
        parts.zip()
    };
    vec![
        (
            "paper-missing",
            with(|contents| contents.attachments.clear()),
        ),
        (
            "paper-altered",
            with(|contents| contents.attachments[0].bytes[0] ^= 1),
        ),
    ]
}
