//! Text of others on a page: marks that nobody sees are left out where it is shown, never where it is kept.
//!
//! The marks are Unicode's format characters (category Cf) that reorder, join, hide or annotate letters, and the tag
//! characters (UAX #9 §2, UTS #55 "source code handling", UTR #36 "security considerations").

use std::borrow::Cow;

pub use crate::base::text::is_hidden;

/// The text as a page shows it: without marks nobody sees, and without control characters that are no line breaks. A joiner
/// or non-joiner inside a word of a script that needs it, and inside a picture, stays.
pub fn shown(text: &str) -> Cow<'_, str> {
    let dropped = |c: char| is_hidden(c) || (c.is_control() && !matches!(c, '\n' | '\t' | '\r'));
    if !text.chars().any(dropped) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len());
    let mut letters = text.chars().peekable();
    while let Some(c) = letters.next() {
        let joins = matches!(c, '\u{200C}' | '\u{200D}')
            && shown.chars().next_back().is_some_and(is_joined)
            && letters.peek().copied().is_some_and(is_joined);
        if !dropped(c) || joins {
            shown.push(c);
        }
    }
    Cow::Owned(shown)
}

/// Letters and pictures between which a joiner means something: Arabic, Syriac, the scripts of India and their neighbours,
/// Mongolian; pictures and their colours.
fn is_joined(c: char) -> bool {
    matches!(c,
        '\u{0600}'..='\u{08FF}'
        | '\u{0900}'..='\u{109F}'
        | '\u{1780}'..='\u{18AF}'
        | '\u{A840}'..='\u{A8FF}'
        | '\u{FB50}'..='\u{FDFF}'
        | '\u{FE00}'..='\u{FEFE}'
        | '\u{2600}'..='\u{27BF}'
        | '\u{1F000}'..='\u{1FAFF}'
        | '\u{11000}'..='\u{11FFF}'
    )
}

/// Whether a text is read from right to left somewhere.
pub fn turns(text: &str) -> bool {
    text.chars().any(|c| {
        matches!(c,
            '\u{0590}'..='\u{08FF}'
            | '\u{FB1D}'..='\u{FDFF}'
            | '\u{FE70}'..='\u{FEFC}'
            | '\u{10800}'..='\u{10FFF}'
            | '\u{1E800}'..='\u{1EFFF}'
        )
    })
}

/// The text as part of a sentence of the page: shown, and where it turns, between marks that keep its direction inside it
/// (FSI and PDI).
pub fn isolated(text: &str) -> Cow<'_, str> {
    let shown = shown(text);
    match turns(&shown) {
        true => Cow::Owned(format!("\u{2068}{shown}\u{2069}")),
        false => shown,
    }
}

/// A title that looks like no path and like no other kind of file than it is: the last part of a path, without endings that
/// are not of this kind.
pub fn title(given: &str, ending: Option<&str>) -> String {
    let shown = shown(given);
    let last = shown
        .rsplit(['/', '\\'])
        .map(str::trim)
        .find(|part| !part.trim_matches('.').is_empty());
    let is_path =
        shown.contains("..") || shown.starts_with(['/', '\\']) || shown.get(1..3) == Some(":\\");
    // A stroke in a name is no path: "CT thorax/abdomen".
    let whole = shown.trim();
    let ends = |text: &str| ending_of(text).is_some();
    let mut title = match last {
        Some(last) if is_path || (ends(last) && whole.contains(['/', '\\'])) => last,
        _ => whole,
    };
    while let Some(other) = ending_of(title).filter(|other| !same(other, ending)) {
        title = title[..title.len() - other.len() - 1].trim_end_matches(['.', ' ']);
    }
    title.to_owned()
}

fn same(one: &str, ending: Option<&str>) -> bool {
    let one = one.to_ascii_lowercase();
    let one = match one.as_str() {
        "jpeg" => "jpg",
        "tif" => "tiff",
        "htm" => "html",
        "text" => "txt",
        other => other,
    };
    ending == Some(one)
}

/// Endings that tell a machine or a person what a file is.
const ENDINGS: [&str; 54] = [
    "exe", "com", "scr", "bat", "cmd", "msi", "pif", "cpl", "jar", "js", "jse", "vbs", "vbe",
    "wsf", "hta", "ps1", "sh", "app", "apk", "deb", "rpm", "dmg", "iso", "lnk", "url", "dll",
    "reg", "html", "htm", "svg", "xml", "pdf", "png", "jpg", "jpeg", "gif", "webp", "tif", "tiff",
    "heic", "avif", "txt", "text", "rtf", "doc", "docx", "xls", "xlsx", "docm", "zip", "gz", "7z",
    "json", "dcm",
];

fn ending_of(title: &str) -> Option<&str> {
    let (name, ending) = title.rsplit_once('.')?;
    let known = ENDINGS
        .iter()
        .any(|known| known.eq_ignore_ascii_case(ending));
    (known && !name.trim().is_empty()).then_some(ending)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn marks_nobody_sees_are_not_shown() {
        for (kept, wanted) in [
            ("Peni\u{200B}cillin", "Penicillin"),
            ("not \u{202E}cigrella", "not cigrella"),
            ("\u{2066}a\u{2069}b\u{200E}\u{200F}", "ab"),
            ("soft\u{00AD}hyphen\u{FEFF}", "softhyphen"),
            ("tag\u{E0061}\u{E007F}", "tag"),
            ("\u{FFF9}a\u{FFFA}b\u{FFFB}", "ab"),
            ("bell\u{7}\u{1B}[31m", "bell[31m"),
            ("two\nlines\tand a tab", "two\nlines\tand a tab"),
            ("a\u{200D}b", "ab"),
            ("می\u{200C}خواهم", "می\u{200C}خواهم"),
            ("क्\u{200D}ष", "क्\u{200D}ष"),
            ("👩\u{200D}🦰", "👩\u{200D}🦰"),
            ("plain é 漢字", "plain é 漢字"),
        ] {
            assert_eq!(shown(kept), wanted, "{kept:?}");
        }
    }

    #[test]
    fn what_turns_is_isolated() {
        assert_eq!(isolated("plain"), "plain");
        assert_eq!(isolated("محمد"), "\u{2068}محمد\u{2069}");
        assert_eq!(isolated("a\u{202E}b"), "ab");
    }

    #[test]
    fn a_title_looks_like_what_the_paper_is() {
        for (given, ending, wanted) in [
            ("../../x.exe", Some("pdf"), "x"),
            ("lab.pdf.exe", Some("pdf"), "lab.pdf"),
            ("lab\u{202E}fdp.exe", Some("pdf"), "labfdp"),
            ("C:\\Users\\x\\scan.PDF", Some("pdf"), "scan.PDF"),
            ("/etc/passwd", Some("txt"), "passwd"),
            ("scan.pdf", Some("png"), "scan"),
            ("photo.jpeg", Some("jpg"), "photo.jpeg"),
            ("CT thorax/abdomen", Some("pdf"), "CT thorax/abdomen"),
            ("Letter of 3.4.2026", Some("pdf"), "Letter of 3.4.2026"),
            ("x.sh", None, "x"),
            ("..", None, ".."),
            ("", Some("pdf"), ""),
        ] {
            assert_eq!(title(given, ending), wanted, "{given}");
        }
    }

    proptest! {
        #[test]
        fn what_is_shown_is_shown_the_same_again(text in ".{0,60}") {
            let once = shown(&text).into_owned();
            prop_assert_eq!(shown(&once), once.as_str());
            let _ = title(&text, Some("pdf"));
        }
    }
}
