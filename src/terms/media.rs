//! What a paper is: its own first bytes say, not the name or the type it came with.
//!
//! Signatures: ISO 32000-1 §7.5.2 (PDF), RFC 2083 (PNG), ITU-T T.81 (JPEG), GIF89a, RIFF (WebP, WAV), TIFF 6.0, ISO/IEC
//! 14496-12 (HEIC, AVIF, MP4), DICOM PS3.10 §7.1, APPNOTE.TXT (ZIP), RFC 1952 (gzip), and of programs: ELF, PE/COFF, Mach-O.

/// The type of bytes nobody knows.
pub const ANY: &str = "application/octet-stream";
/// The type of plain words.
pub const TEXT: &str = "text/plain";
/// A program: never shown, never saved out under another name.
pub const PROGRAM: &str = "application/x-executable";

const PDF: &str = "application/pdf";
/// A PDF may be preceded by what a mail program or a scanner put before it.
const BEFORE_A_PDF: usize = 1024;
/// Bytes looked at to tell words from anything else.
const LOOKED_AT: usize = 4096;

/// Where a kind of file has its mark, the mark, and the type.
const MARKS: [(usize, &[u8], &str); 21] = [
    (0, b"\xFF\xD8\xFF", "image/jpeg"),
    (0, b"\x89PNG\r\n\x1A\n", "image/png"),
    (0, b"GIF87a", "image/gif"),
    (0, b"GIF89a", "image/gif"),
    (8, b"WEBP", "image/webp"),
    (0, b"II*\0", "image/tiff"),
    (0, b"MM\0*", "image/tiff"),
    (4, b"ftypheic", "image/heic"),
    (4, b"ftypheix", "image/heic"),
    (4, b"ftypmif1", "image/heic"),
    (4, b"ftypavif", "image/avif"),
    (4, b"ftyp", "video/mp4"),
    (128, b"DICM", "application/dicom"),
    (0, b"PK\x03\x04", "application/zip"),
    (0, b"\x1F\x8B\x08", "application/gzip"),
    (0, b"\x7FELF", PROGRAM),
    (0, b"\xCF\xFA\xED\xFE", PROGRAM),
    (0, b"\xCA\xFE\xBA\xBE", PROGRAM),
    (0, b"#!", PROGRAM),
    (0, b"{\\rtf", "application/rtf"),
    (0, b"ID3", "audio/mpeg"),
];

/// Endings for names, by type; the first of a type is the one used.
const ENDINGS: [(&str, &str); 19] = [
    (PDF, "pdf"),
    ("image/jpeg", "jpg"),
    ("image/png", "png"),
    ("image/gif", "gif"),
    ("image/webp", "webp"),
    ("image/tiff", "tiff"),
    ("image/heic", "heic"),
    ("image/avif", "avif"),
    ("image/svg+xml", "svg"),
    ("video/mp4", "mp4"),
    ("audio/mpeg", "mp3"),
    ("application/dicom", "dcm"),
    ("application/zip", "zip"),
    ("application/gzip", "gz"),
    ("application/rtf", "rtf"),
    ("application/fhir+json", "json"),
    ("application/json", "json"),
    ("text/html", "html"),
    (TEXT, "txt"),
];

/// The type the bytes themselves show; `None` where they show none.
pub fn of_bytes(bytes: &[u8]) -> Option<&'static str> {
    if is_windows_program(bytes) {
        return Some(PROGRAM);
    }
    let marked = MARKS
        .iter()
        .find(|(at, mark, _)| bytes.get(*at..).is_some_and(|rest| rest.starts_with(mark)))
        .map(|(_, _, kind)| *kind);
    marked
        .or_else(|| is_pdf(bytes).then_some(PDF))
        .or_else(|| of_words(bytes))
}

/// The type to keep for a paper that came with a type: what its bytes show, and what was said only where the bytes do not
/// deny it. A "PDF" that is a picture is a picture; a "PDF" that is nothing known is no PDF.
pub fn settled(said: &str, bytes: &[u8]) -> String {
    let said = plain(said);
    match of_bytes(bytes) {
        // Words may be of many kinds; what was said is finer, as long as words are what it says.
        Some(TEXT) if is_wordy(&said) => said,
        // Office papers and pages of several parts are ZIP files.
        Some("application/zip") if is_zipped(&said) => said,
        Some(shown) => shown.to_owned(),
        None if said.is_empty() || has_a_mark(&said) || is_wordy(&said) => ANY.to_owned(),
        None => said,
    }
}

/// The ending a file of this type has; `None` for types without one.
pub fn ending(media_type: &str) -> Option<&'static str> {
    let media_type = plain(media_type);
    ENDINGS
        .iter()
        .find(|(kind, _)| *kind == media_type)
        .map(|(_, ending)| *ending)
}

/// A picture that may be drawn on a page. A drawing made of words (SVG) may hold programs and addresses: it never is, however
/// its type is written.
pub fn is_picture(media_type: &str) -> bool {
    let kind = plain(media_type);
    kind.starts_with("image/") && !kind.contains("svg") && !kind.ends_with("xml")
}

/// The type under which bytes are handed to the browser: that of a picture, a PDF or plain words; anything else is bytes, so
/// that nothing of them is run or opened as a page.
pub fn handed_out(media_type: &str) -> String {
    match plain(media_type) {
        kind if is_picture(&kind) || kind == PDF || kind == TEXT => kind,
        _ => ANY.to_owned(),
    }
}

/// Without parameters, in small letters: `Text/HTML; charset=utf-8` is `text/html`. Anything that is no type is empty.
pub fn plain(media_type: &str) -> String {
    let kind = media_type.split(';').next().unwrap_or_default();
    let kind = kind.trim().to_ascii_lowercase();
    let is_part = |part: &str| {
        !part.is_empty()
            && part
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || b"+-._".contains(&byte))
    };
    match kind.split_once('/') {
        Some((one, other)) if kind.len() <= 127 && is_part(one) && is_part(other) => kind,
        _ => String::new(),
    }
}

/// "MZ" alone begins a letter too: the header names where the second one stands.
fn is_windows_program(bytes: &[u8]) -> bool {
    let at = bytes
        .get(60..64)
        .and_then(|place| <[u8; 4]>::try_from(place).ok())
        .map(u32::from_le_bytes)
        .and_then(|place| usize::try_from(place).ok());
    bytes.starts_with(b"MZ")
        && at.is_some_and(|at| {
            bytes
                .get(at..)
                .is_some_and(|rest| rest.starts_with(b"PE\0\0") || rest.starts_with(b"NE"))
        })
}

fn is_pdf(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(BEFORE_A_PDF)];
    head.windows(5).any(|window| window == b"%PDF-")
}

/// Words in UTF-8; a page or a drawing made of words is what it is, however it is called.
fn of_words(bytes: &[u8]) -> Option<&'static str> {
    let head = &bytes[..bytes.len().min(LOOKED_AT)];
    let text = match std::str::from_utf8(head) {
        Ok(text) => text,
        // Cut inside a letter by the bound, and nowhere else.
        Err(error) if error.error_len().is_none() && bytes.len() > LOOKED_AT => {
            std::str::from_utf8(&head[..error.valid_up_to()]).ok()?
        }
        Err(_) => return None,
    };
    let drawn = |c: char| !c.is_control() || matches!(c, '\t' | '\n' | '\r' | '\x0B' | '\x0C');
    if text.trim().is_empty() || !text.chars().all(drawn) {
        return None;
    }
    let begin = text.trim_start_matches('\u{FEFF}').trim_start();
    let begin = begin.get(..begin.floor_char_boundary(256)).unwrap_or(begin);
    let begin = begin.to_ascii_lowercase();
    let is = |marks: &[&str]| marks.iter().any(|mark| begin.starts_with(mark));
    Some(if is(&["<!doctype html", "<html", "<script", "<body"]) {
        "text/html"
    } else if is(&["<svg"]) || (is(&["<?xml", "<!--"]) && begin.contains("<svg")) {
        "image/svg+xml"
    } else {
        TEXT
    })
}

/// Kinds that are written in words.
fn is_wordy(kind: &str) -> bool {
    kind.starts_with("text/")
        || kind.ends_with("json")
        || kind.ends_with("+xml") && kind != "image/svg+xml"
        || kind == "application/xml"
}

fn is_zipped(kind: &str) -> bool {
    kind.starts_with("application/vnd.") || kind.ends_with("+zip")
}

/// Whether files of this kind have a mark that could be looked for.
fn has_a_mark(kind: &str) -> bool {
    kind == PDF || kind.starts_with("image/") || MARKS.iter().any(|(_, _, marked)| *marked == kind)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_drawing_of_words_is_no_picture_however_its_type_is_written() {
        for picture in [
            "image/png",
            "IMAGE/JPEG",
            " image/webp ; q=1",
            "image/gif;x",
        ] {
            assert!(is_picture(picture), "{picture}");
        }
        for other in [
            "image/svg+xml",
            "image/svg+xml;charset=utf-8",
            "Image/SVG+XML",
            " image/svg+xml ; charset=\"utf-8\"",
            "image/svg",
            "image/x+xml",
            "image/",
            "image",
            "text/html",
            "",
        ] {
            assert!(!is_picture(other), "{other}");
            assert_eq!(handed_out(other), ANY, "{other}");
        }
        assert_eq!(handed_out("Application/PDF; v=1"), PDF);
        assert_eq!(handed_out("text/plain;charset=utf-8"), TEXT);
        assert_eq!(handed_out("application/xhtml+xml"), ANY);
    }

    #[test]
    fn bytes_say_what_a_paper_is() {
        let mut program = vec![0; 128];
        program[..2].copy_from_slice(b"MZ");
        program[60] = 64;
        program[64..68].copy_from_slice(b"PE\0\0");
        let mut dicom = vec![0; 128];
        dicom.extend(b"DICM");
        let cases: [(&[u8], Option<&str>); 17] = [
            (b"%PDF-1.7\n", Some("application/pdf")),
            (b"\r\n\r\n%PDF-1.4", Some("application/pdf")),
            (b"\x89PNG\r\n\x1A\n....", Some("image/png")),
            (b"\xFF\xD8\xFF\xE0..", Some("image/jpeg")),
            (b"RIFF\0\0\0\0WEBPVP8 ", Some("image/webp")),
            (b"II*\0\x08", Some("image/tiff")),
            (b"\0\0\0\x18ftypheic", Some("image/heic")),
            (b"PK\x03\x04..", Some("application/zip")),
            (&program, Some(PROGRAM)),
            (b"#!/bin/sh\nrm -r /", Some(PROGRAM)),
            (&dicom, Some("application/dicom")),
            ("Fièvre depuis hier.\n".as_bytes(), Some(TEXT)),
            (b" <!DOCTYPE html><p>", Some("text/html")),
            (b"<?xml version='1.0'?><svg/>", Some("image/svg+xml")),
            (b"MZ is how this letter begins", Some(TEXT)),
            (b"\0\x01\x02", None),
            (b"", None),
        ];
        for (bytes, wanted) in cases {
            assert_eq!(of_bytes(bytes), wanted, "{bytes:?}");
        }
    }

    #[test]
    fn what_was_said_holds_only_where_the_bytes_do_not_deny_it() {
        for (said, bytes, kept) in [
            ("application/pdf", &b"\x89PNG\r\n\x1A\n"[..], "image/png"),
            ("application/pdf", b"\0\x01\x02", ANY),
            ("image/png", b"MZ is how this letter begins", TEXT),
            ("", b"%PDF-1.7", "application/pdf"),
            ("text/csv; charset=utf-8", b"a;b", "text/csv"),
            ("text/plain", b"<html><script>", "text/html"),
            ("image/svg+xml;x=y", b"<svg onload=x>", "image/svg+xml"),
            ("text/plain", b"\0\x01\x02", ANY),
            (
                "application/vnd.oasis.opendocument.text",
                b"PK\x03\x04",
                "application/vnd.oasis.opendocument.text",
            ),
            (
                "application/x-of-its-own",
                b"\0\x01",
                "application/x-of-its-own",
            ),
            ("no type", b"\0\x01", ANY),
        ] {
            assert_eq!(settled(said, bytes), kept, "{said}");
        }
    }

    #[test]
    fn a_saved_file_gets_the_ending_of_its_type() {
        assert_eq!(ending("application/pdf"), Some("pdf"));
        assert_eq!(ending("Text/Plain; charset=utf-8"), Some("txt"));
        assert_eq!(ending("../../x.exe"), None);
        assert_eq!(ending(PROGRAM), None);
    }

    proptest! {
        #[test]
        fn no_bytes_make_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..300), said in ".{0,20}") {
            let _ = settled(&said, &bytes);
        }
    }
}
