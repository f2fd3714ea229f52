//! JSON within bounds, and a reader's view of it that never fails: what is missing or of another shape is `None`.
//!
//! Numbers keep the digits they were written with (serde_json's `arbitrary_precision`): "1.10" is not 1.1.

use serde_json::Value;
use serde_json::error::Category;

use super::FhirError;

/// The largest file read. The largest sample has 3.6 MB; whole-life exports reach some twenty.
pub const MAX_BYTES: usize = 32_000_000;
const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";
/// Brackets open at once. Below serde_json's own bound of 128.
pub const MAX_DEPTH: usize = 100;

/// Parses after checking size and nesting, so that neither costs anything first.
pub fn parse(bytes: &[u8]) -> Result<Value, FhirError> {
    if bytes.len() > MAX_BYTES {
        return Err(FhirError::TooLarge {
            bytes: bytes.len(),
            limit: MAX_BYTES,
        });
    }
    let text = bytes.strip_prefix(BYTE_ORDER_MARK).unwrap_or(bytes);
    if depth(text) > MAX_DEPTH {
        return Err(FhirError::TooDeep { limit: MAX_DEPTH });
    }
    serde_json::from_slice(text).map_err(|error| match error.classify() {
        // An empty file is not a cut-off one.
        Category::Eof if text.iter().any(|byte| !byte.is_ascii_whitespace()) => {
            FhirError::CutOff { line: error.line() }
        }
        _ => FhirError::NotJson {
            line: error.line().max(1),
            what: clean(&error.to_string()),
        },
    })
}

/// serde_json's message without its own " at line 1 column 2".
fn clean(message: &str) -> String {
    message
        .split(" at line ")
        .next()
        .unwrap_or(message)
        .to_owned()
}

/// How many brackets are open at the deepest place, strings left out.
fn depth(text: &[u8]) -> usize {
    let (mut open, mut deepest, mut in_string, mut escaped) = (0usize, 0usize, false, false);
    for byte in text {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if in_string => escaped = true,
            b'"' => in_string = !in_string,
            b'{' | b'[' if !in_string => {
                open += 1;
                deepest = deepest.max(open);
            }
            b'}' | b']' if !in_string => open = open.saturating_sub(1),
            _ => {}
        }
    }
    deepest
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
        assert!(matches!(parse(b"  "), Err(FhirError::NotJson { .. })));
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
}
