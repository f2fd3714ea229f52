//! What a file is, told by its bytes alone: the one place that decides whether it is a bundle, a record of another system,
//! or something that is named and refused. Names and types from outside say nothing here.

use std::borrow::Cow;
use std::io::Cursor;

use serde::{Deserialize, Serialize};
use zip::ZipArchive;

use super::text;

/// How many letters are looked at to tell one text from another.
const LOOKED_AT: usize = 4096;

/// What is done with a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileFormat {
    /// Nothing but blanks, or no byte at all.
    Empty,
    /// A bundle, also unpacked and packed again, or a ZIP too damaged to say: `bundle::find` says what is wrong with it.
    Bundle,
    /// One part of a bundle that somebody unpacked: its list, its keys, an encrypted part.
    LoosePart,
    /// A ZIP of other files.
    Zip,
    Gzip,
    /// Begins as JSON does, in any encoding of Unicode.
    Json,
    Foreign(Foreign),
}

/// What a file is that nothing here reads. Each has its own sentence with what to ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Foreign {
    /// FHIR, written as XML.
    FhirXml,
    /// FHIR, written as RDF.
    FhirRdf,
    /// A clinical document of HL7 (CDA, C-CDA).
    Cda,
    /// What Apple Health writes of steps and heart beats.
    AppleHealth,
    Xml,
    /// HL7 messages of version 2.
    Hl7V2,
    /// A web page.
    Html,
    Pdf,
    Picture,
    /// Pictures of X-rays and scans.
    Dicom,
    /// Of a word processor or a spreadsheet.
    Office,
    /// Rows of a table.
    Table,
    /// SMART Health Card or Link.
    HealthCard,
    /// Packed by a program whose packing is not read: RAR, 7z, tar.
    Packed,
    Text,
    Unknown,
}

/// Tells what a file is.
pub fn of(bytes: &[u8]) -> FileFormat {
    if bytes
        .iter()
        .all(|byte| byte.is_ascii_whitespace() || *byte == 0)
    {
        return FileFormat::Empty;
    }
    if bytes.starts_with(b"PK") || super::bundle::looks_like_zip(bytes) {
        return of_zip(bytes);
    }
    if bytes.starts_with(b"\x1F\x8B") {
        return FileFormat::Gzip;
    }
    if let Some(foreign) = by_signature(bytes) {
        return FileFormat::Foreign(foreign);
    }
    let head = text::beginning(bytes, LOOKED_AT);
    let head =
        head.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{FEFF}' || c == '\u{1E}');
    if head.is_empty() {
        return FileFormat::Empty;
    }
    of_text(head, bytes.len())
}

fn by_signature(bytes: &[u8]) -> Option<Foreign> {
    const SIGNATURES: [(&[u8], Foreign); 14] = [
        (b"%PDF", Foreign::Pdf),
        (b"{\\rtf", Foreign::Office),
        (b"\xD0\xCF\x11\xE0", Foreign::Office),
        (b"\x89PNG", Foreign::Picture),
        (b"\xFF\xD8\xFF", Foreign::Picture),
        (b"GIF8", Foreign::Picture),
        (b"II*\0", Foreign::Picture),
        (b"MM\0*", Foreign::Picture),
        (b"BM", Foreign::Picture),
        (b"7z\xBC\xAF", Foreign::Packed),
        (b"Rar!", Foreign::Packed),
        (b"BZh", Foreign::Packed),
        (b"\xFD7zXZ", Foreign::Packed),
        (b"\x28\xB5\x2F\xFD", Foreign::Packed),
    ];
    let at = |from: usize, wanted: &[u8]| {
        bytes
            .get(from..)
            .is_some_and(|rest| rest.starts_with(wanted))
    };
    let signed = SIGNATURES.iter().find(|(signature, _)| {
        // A text may begin with the two letters of a bitmap.
        bytes.starts_with(signature) && (signature.len() > 2 || bytes.contains(&0))
    });
    match signed {
        Some((_, foreign)) => Some(*foreign),
        None if at(128, b"DICM") => Some(Foreign::Dicom),
        None if at(4, b"ftyp") || (at(0, b"RIFF") && at(8, b"WEBP")) => Some(Foreign::Picture),
        None if at(257, b"ustar") => Some(Foreign::Packed),
        // A reader of PDF looks for its beginning in the first kilobyte.
        None if bytes[..bytes.len().min(1024)]
            .windows(5)
            .any(|five| five == b"%PDF-") =>
        {
            Some(Foreign::Pdf)
        }
        None => None,
    }
}

fn of_text(head: &str, whole: usize) -> FileFormat {
    let small = head.to_ascii_lowercase();
    match small.chars().next() {
        Some('{' | '[') => {
            return if is_loose_json(head) {
                FileFormat::LoosePart
            } else {
                FileFormat::Json
            };
        }
        Some('<') => return FileFormat::Foreign(of_markup(&small)),
        _ => {}
    }
    if let Some(dots) = dotted(head, whole) {
        // A JWE has five parts, a JWS three.
        return if dots == 4 {
            FileFormat::LoosePart
        } else {
            FileFormat::Foreign(Foreign::HealthCard)
        };
    }
    let begins = |words: &[&str]| words.iter().any(|word| small.starts_with(word));
    FileFormat::Foreign(
        if begins(&["shc:/", "shlink:/"]) || small.contains("#shlink:/") {
            Foreign::HealthCard
        } else if begins(&["msh|", "fhs|", "bhs|", "\u{b}msh|", "msh^"]) {
            Foreign::Hl7V2
        } else if small.contains("http://hl7.org/fhir/")
            && (small.contains("@prefix") || small.contains("prefix fhir:"))
        {
            Foreign::FhirRdf
        } else if is_table(head) {
            Foreign::Table
        } else if head.chars().any(|c| c.is_control() && !c.is_whitespace())
            || head.contains('\u{FFFD}')
        {
            Foreign::Unknown
        } else {
            Foreign::Text
        },
    )
}

fn of_markup(small: &str) -> Foreign {
    let holds = |words: &[&str]| words.iter().any(|word| small.contains(word));
    if holds(&["<!doctype html", "<html", "<head", "<body", "<script"]) {
        Foreign::Html
    } else if holds(&["\"http://hl7.org/fhir\"", "'http://hl7.org/fhir'"]) {
        Foreign::FhirXml
    } else if holds(&["urn:hl7-org:v3", "<clinicaldocument"]) {
        Foreign::Cda
    } else if holds(&["<healthdata", "healthdata ["]) {
        Foreign::AppleHealth
    } else if holds(&["urn:hl7-org:v2xml"]) {
        Foreign::Hl7V2
    } else if holds(&["<svg"]) {
        Foreign::Picture
    } else {
        Foreign::Xml
    }
}

/// The list of a bundle's parts, its keys, or an encrypted part in its JSON form.
fn is_loose_json(head: &str) -> bool {
    let list = head.contains("\"carnet-bundle\"");
    let sealed = head.contains("\"ciphertext\"") || head.contains("\"protected\"");
    (list || sealed) && !head.contains("\"resourceType\"")
}

/// How many dots part the letters of a signed or sealed token, if the text begins as one does.
fn dotted(head: &str, whole: usize) -> Option<usize> {
    let token = head.trim_end();
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | '=');
    let dots = token.matches('.').count();
    let cut = whole > LOOKED_AT && dots > 0;
    (token.starts_with("eyJ") && token.chars().all(plain) && (matches!(dots, 2 | 4) || cut))
        .then_some(dots)
}

/// Rows of the same number of fields, parted by the same sign.
fn is_table(head: &str) -> bool {
    let rows: Vec<&str> = head
        .lines()
        .filter(|row| !row.trim().is_empty())
        .take(3)
        .collect();
    [',', ';', '\t', '|'].iter().any(|sign| {
        let counts: Vec<usize> = rows.iter().map(|row| row.matches(*sign).count()).collect();
        matches!(counts.as_slice(), [first, others @ ..]
            if *first > 0 && !others.is_empty() && others.iter().all(|count| count == first))
    })
}

fn of_zip(bytes: &[u8]) -> FileFormat {
    let Ok(archive) = ZipArchive::new(Cursor::new(bytes)) else {
        return FileFormat::Bundle;
    };
    let names = archive.file_names_raw().map(String::from_utf8_lossy);
    let names: Vec<Cow<'_, str>> = names.collect();
    let file = |name: &str| {
        name.rsplit(['/', '\\'])
            .next()
            .unwrap_or(name)
            .to_ascii_lowercase()
    };
    let of_bundle = |name: &Cow<'_, str>| {
        let name = file(name);
        matches!(name.as_str(), "key.jwe" | "manifest.json")
            || name.ends_with(".jwe")
            || name.ends_with(".carnet.zip")
    };
    let office = |name: &Cow<'_, str>| matches!(name.as_ref(), "[Content_Types].xml" | "mimetype");
    if names.iter().any(of_bundle) {
        FileFormat::Bundle
    } else if names.iter().any(office) {
        FileFormat::Foreign(Foreign::Office)
    } else {
        FileFormat::Zip
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    fn zip_of(names: &[&str]) -> Vec<u8> {
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for name in names {
            zip.start_file(*name, zip::write::SimpleFileOptions::default())
                .expect("in memory");
            zip.write_all(b"{}").expect("in memory");
        }
        zip.finish().expect("in memory").into_inner()
    }

    #[test]
    fn texts_are_told_apart() {
        for (text, kind) in [
            ("", FileFormat::Empty),
            (" \r\n\0", FileFormat::Empty),
            ("\u{FEFF}  ", FileFormat::Empty),
            ("{\"resourceType\": \"Patient\"}", FileFormat::Json),
            ("\u{FEFF}\n[{}]", FileFormat::Json),
            (
                "<?xml version=\"1.0\"?><Bundle xmlns=\"http://hl7.org/fhir\"/>",
                FileFormat::Foreign(Foreign::FhirXml),
            ),
            (
                "<Patient xmlns='http://hl7.org/fhir'/>",
                FileFormat::Foreign(Foreign::FhirXml),
            ),
            (
                "<ClinicalDocument xmlns=\"urn:hl7-org:v3\"/>",
                FileFormat::Foreign(Foreign::Cda),
            ),
            (
                "<?xml version=\"1.0\"?><HealthData locale=\"en\"/>",
                FileFormat::Foreign(Foreign::AppleHealth),
            ),
            (
                "<!DOCTYPE html><title>Sign in</title>",
                FileFormat::Foreign(Foreign::Html),
            ),
            ("<HTML><body>not found", FileFormat::Foreign(Foreign::Html)),
            ("<gpx/>", FileFormat::Foreign(Foreign::Xml)),
            ("MSH|^~\\&|LAB|", FileFormat::Foreign(Foreign::Hl7V2)),
            ("\u{b}MSH|^~\\&|LAB|", FileFormat::Foreign(Foreign::Hl7V2)),
            ("%PDF-1.7", FileFormat::Foreign(Foreign::Pdf)),
            ("{\\rtf1 hello", FileFormat::Foreign(Foreign::Office)),
            (
                "name,born\nTesta,1970\n",
                FileFormat::Foreign(Foreign::Table),
            ),
            (
                "name;born;sex\r\nTesta;1970;f\r\n",
                FileFormat::Foreign(Foreign::Table),
            ),
            (
                "shc:/5676290952432060346029243740",
                FileFormat::Foreign(Foreign::HealthCard),
            ),
            (
                "eyJhbGciOiJFUzI1NiJ9.eyJ4IjoxfQ.c2ln",
                FileFormat::Foreign(Foreign::HealthCard),
            ),
            (
                "eyJlbmMiOiJBMjU2R0NNIn0..aXY.Y3Q.dGFn",
                FileFormat::LoosePart,
            ),
            (
                "{\"protected\": \"e30\", \"recipients\": [], \"ciphertext\": \"\"}",
                FileFormat::LoosePart,
            ),
            (
                "{\"kind\":\"carnet-bundle\",\"format\":1,\"parts\":[]}",
                FileFormat::LoosePart,
            ),
            (
                "@prefix fhir: <http://hl7.org/fhir/> .",
                FileFormat::Foreign(Foreign::FhirRdf),
            ),
            ("Dear colleague", FileFormat::Foreign(Foreign::Text)),
            ("BM is a name", FileFormat::Foreign(Foreign::Text)),
        ] {
            assert_eq!(of(text.as_bytes()), kind, "{text}");
        }
    }

    #[test]
    fn bytes_are_told_apart() {
        let mut scan = vec![0; 128];
        scan.extend(b"DICM");
        let cases: [(&[u8], FileFormat); 6] = [
            (b"\x1F\x8B\x08\0", FileFormat::Gzip),
            (b"\x89PNG\r\n", FileFormat::Foreign(Foreign::Picture)),
            (b"\0\0\0\x18ftypheic", FileFormat::Foreign(Foreign::Picture)),
            (b"\x01\x02\x03\x04", FileFormat::Foreign(Foreign::Unknown)),
            (b"PK\x03\x04 cut off", FileFormat::Bundle),
            (b"{\0}\0", FileFormat::Json),
        ];
        for (bytes, kind) in cases {
            assert_eq!(of(bytes), kind, "{bytes:?}");
        }
        assert_eq!(of(&scan), FileFormat::Foreign(Foreign::Dicom));
    }

    #[test]
    fn zips_are_told_apart() {
        for (names, kind) in [
            (vec!["manifest.json", "key.jwe"], FileFormat::Bundle),
            (vec!["mine/key.jwe", "mine/README.txt"], FileFormat::Bundle),
            (vec!["back/2026-11-21-abc.carnet.zip"], FileFormat::Bundle),
            (
                vec!["apple_health_export/clinical-records/Allergy-1.json"],
                FileFormat::Zip,
            ),
            (
                vec!["[Content_Types].xml", "word/document.xml"],
                FileFormat::Foreign(Foreign::Office),
            ),
            (vec![], FileFormat::Zip),
        ] {
            assert_eq!(of(&zip_of(&names)), kind, "{names:?}");
        }
    }
}
