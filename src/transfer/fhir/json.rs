//! JSON within bounds, and a reader's view of it that never fails: what is missing or of another shape is `None`.
//!
//! Numbers keep the digits they were written with (serde_json's `arbitrary_precision`): "1.10" is not 1.1.

use serde_json::Value;
use serde_json::error::Category;

use super::FhirError;

/// The largest file read. The largest sample has 3.6 MB; whole-life exports reach some twenty.
pub const MAX_BYTES: usize = 32_000_000;
const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";
/// More than any life's record; keeps a hostile file from making millions of statements.
pub const MAX_RESOURCES: usize = 100_000;
/// Brackets open at once. Below serde_json's own bound of 128.
pub const MAX_DEPTH: usize = 100;

/// The values of a text, one after the other: one Bundle, one resource a line, several Bundles in a row. Size and nesting are
/// checked first, so that neither costs anything.
pub fn values(text: &[u8]) -> Result<Vec<Value>, FhirError> {
    if text.len() > MAX_BYTES {
        return Err(FhirError::TooLarge {
            bytes: text.len(),
            limit: MAX_BYTES,
        });
    }
    let (mut values, mut at, mut line) = (Vec::new(), 0, 1);
    loop {
        let gap = between(&text[at..]);
        line += lines(&text[at..at + gap]);
        at += gap;
        if at == text.len() {
            break;
        }
        if values.len() == MAX_RESOURCES {
            return Err(FhirError::TooMany {
                limit: MAX_RESOURCES,
            });
        }
        let end = at + extent(&text[at..])?;
        let value = &text[at..end];
        values.push(serde_json::from_slice(value).map_err(|error| failed(&error, line))?);
        line += lines(value);
        at = end;
    }
    if values.is_empty() {
        return Err(FhirError::EmptyFile);
    }
    Ok(values)
}

fn failed(error: &serde_json::Error, first_line: usize) -> FhirError {
    let line = first_line + error.line().max(1) - 1;
    match error.classify() {
        Category::Eof => FhirError::CutOff { line },
        _ => FhirError::NotJson {
            line,
            what: clean(&error.to_string()),
        },
    }
}

fn lines(text: &[u8]) -> usize {
    text.iter().filter(|byte| **byte == b'\n').count()
}

/// How long the gap before the next value is: blanks, and what programs put between records or after the last one.
fn between(text: &[u8]) -> usize {
    const RECORD: u8 = 0x1E;
    const END_OF_FILE: u8 = 0x1A;
    let mut at = 0;
    while let Some(byte) = text.get(at) {
        at += match *byte {
            byte if byte.is_ascii_whitespace() => 1,
            0 | RECORD | END_OF_FILE => 1,
            _ if text[at..].starts_with(BYTE_ORDER_MARK) => BYTE_ORDER_MARK.len(),
            _ => break,
        };
    }
    at
}

/// How long the value at the start of the text is; all of the rest where it has no end.
fn extent(text: &[u8]) -> Result<usize, FhirError> {
    let (mut open, mut in_string, mut escaped) = (0usize, false, false);
    for (at, byte) in text.iter().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if in_string => escaped = true,
            b'"' => in_string = !in_string,
            b'{' | b'[' if !in_string => open += 1,
            b'}' | b']' if !in_string => {
                open = open.saturating_sub(1);
                if open == 0 {
                    return Ok(at + 1);
                }
            }
            _ => {}
        }
        if open > MAX_DEPTH {
            return Err(FhirError::TooDeep { limit: MAX_DEPTH });
        }
    }
    Ok(text.len())
}

/// serde_json's message without its own " at line 1 column 2".
fn clean(message: &str) -> String {
    message
        .split(" at line ")
        .next()
        .unwrap_or(message)
        .to_owned()
}

/// One place in a file.
#[derive(Clone, Copy, Debug)]
pub struct Node<'a>(pub &'a Value);

impl<'a> Node<'a> {
    pub fn at(self, key: &str) -> Option<Node<'a>> {
        self.0.get(key).filter(|value| !value.is_null()).map(Node)
    }

    /// Follows several keys.
    pub fn path(self, keys: &[&str]) -> Option<Node<'a>> {
        keys.iter().try_fold(self, |node, key| node.at(key))
    }

    /// The members of an array; a lone object stands for an array of one, as some systems write it.
    pub fn list(self, key: &str) -> Vec<Node<'a>> {
        match self.0.get(key) {
            Some(Value::Array(items)) => items.iter().map(Node).collect(),
            Some(item @ Value::Object(_)) => vec![Node(item)],
            _ => Vec::new(),
        }
    }

    /// The first member of an array, or the lone object.
    pub fn first(self, key: &str) -> Option<Node<'a>> {
        self.list(key).into_iter().next()
    }

    pub fn as_str(self) -> Option<&'a str> {
        self.0
            .as_str()
            .map(str::trim)
            .filter(|text| !text.is_empty())
    }

    /// A string, trimmed; `None` when it is empty.
    pub fn text(self, key: &str) -> Option<&'a str> {
        self.at(key)?.as_str()
    }

    /// A number with the digits of the file.
    pub fn number(self, key: &str) -> Option<String> {
        match &self.at(key)?.0 {
            Value::Number(number) => Some(number.to_string()),
            _ => None,
        }
    }

    pub fn bool(self, key: &str) -> Option<bool> {
        self.at(key)?.0.as_bool()
    }

    pub fn has(self, key: &str) -> bool {
        self.at(key).is_some()
    }

    /// The keys of an object.
    pub fn keys(self) -> impl Iterator<Item = &'a str> {
        self.0
            .as_object()
            .into_iter()
            .flat_map(|map| map.keys().map(String::as_str))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &[u8]) -> Result<Value, FhirError> {
        let mut values = values(text)?;
        assert_eq!(values.len(), 1);
        Ok(values.remove(0))
    }

    #[test]
    fn digits_are_kept() {
        let value = parse(br#"{"value": 1.10, "big": 12345678901234567890.000, "e": 1e-7}"#)
            .expect("as written in the test");
        assert_eq!(
            Node(&value)
                .number("value")
                .expect("as written in the test"),
            "1.10"
        );
        assert_eq!(
            Node(&value).number("big").expect("as written in the test"),
            "12345678901234567890.000"
        );
        assert_eq!(
            Node(&value).number("e").expect("as written in the test"),
            "1e-7"
        );
    }

    #[test]
    fn the_line_of_the_fault_is_named() {
        assert!(matches!(
            parse(b"{\n\"a\": 1,\n]"),
            Err(FhirError::NotJson { line: 3, .. })
        ));
        assert!(matches!(
            parse(b"{\n\"a\": [1,"),
            Err(FhirError::CutOff { line: 2 })
        ));
        assert_eq!(parse(b"  "), Err(FhirError::EmptyFile));
        assert!(matches!(
            parse(b"{\"a\": \"\xff\"}"),
            Err(FhirError::NotJson { .. })
        ));
    }

    #[test]
    fn nesting_is_bounded_before_parsing() {
        let at_bound = [b"[".repeat(MAX_DEPTH), b"]".repeat(MAX_DEPTH)].concat();
        assert!(parse(&at_bound).is_ok());
        let beyond = b"[".repeat(1_000_000);
        assert_eq!(parse(&beyond), Err(FhirError::TooDeep { limit: MAX_DEPTH }));
        let only_words = format!("[\"{}\\\"[\"]", "[{".repeat(500));
        assert!(parse(only_words.as_bytes()).is_ok());
    }

    #[test]
    fn size_is_bounded() {
        let bytes = vec![b' '; MAX_BYTES + 1];
        assert!(matches!(parse(&bytes), Err(FhirError::TooLarge { .. })));
    }

    #[test]
    fn values_in_a_row_are_read_each() {
        for text in [
            "{\"a\":1}{\"a\":2}",
            "{\"a\":1}\n\n{\"a\":2}\n",
            "{\"a\":1}\r\n{\"a\":2}\r\n\0\0",
            "\u{1E}{\"a\":1}\n\u{1E}{\"a\":2}\n\u{1A}",
            "\u{FEFF}{\"a\":1}\u{FEFF}{\"a\":2}",
        ] {
            let read = values(text.as_bytes()).expect(text);
            assert_eq!(
                read,
                [serde_json::json!({"a": 1}), serde_json::json!({"a": 2})]
            );
        }
        for text in ["{}{", "{}\n{\"a\":", "{} and more", "{},{}", "{}}"] {
            assert!(values(text.as_bytes()).is_err(), "{text}");
        }
        assert_eq!(
            values(b"{}\n{}\n{\"a\"\n"),
            Err(FhirError::CutOff { line: 4 })
        );
    }
}
