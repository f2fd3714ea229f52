//! Cuts Rust source into the words that telling paths apart needs.

/// As much of Rust's words as telling paths apart needs.
#[derive(Debug, Clone, PartialEq)]
pub enum Word {
    Name(String),
    Colons,
    Open,
    Close,
    Other(char),
}

impl Word {
    pub fn name(text: &str) -> Self {
        Self::Name(text.to_owned())
    }
}

/// The words of a source text, without comments, strings, characters and lifetimes.
pub fn words(text: &str) -> Vec<Word> {
    let mut rest = text;
    let mut words = Vec::new();
    while let Some(first) = rest.chars().next() {
        let skipped = skipped(rest);
        if skipped > 0 {
            rest = &rest[skipped..];
            continue;
        }
        let name = rest
            .find(|c: char| !c.is_alphanumeric() && c != '_')
            .unwrap_or(rest.len());
        let taken = if name > 0 {
            words.push(Word::name(&rest[..name]));
            name
        } else if rest.starts_with("::") {
            words.push(Word::Colons);
            2
        } else {
            match first {
                '{' => words.push(Word::Open),
                '}' => words.push(Word::Close),
                c if c.is_whitespace() => {}
                c => words.push(Word::Other(c)),
            }
            first.len_utf8()
        };
        rest = &rest[taken..];
    }
    words
}

/// How many bytes of a comment, string, character or lifetime stand at the beginning.
fn skipped(text: &str) -> usize {
    let bytes = text.as_bytes();
    if text.starts_with("//") {
        return text.find('\n').unwrap_or(text.len());
    }
    if text.starts_with("/*") {
        return block_comment(bytes);
    }
    let prefix = text
        .find(|c: char| c != 'b' && c != 'r' && c != 'c')
        .filter(|n| *n <= 2);
    let Some(prefix) = prefix else { return 0 };
    let raw = text[..prefix].contains('r');
    let hashes = text[prefix..]
        .find(|c| c != '#')
        .unwrap_or(text.len() - prefix);
    if raw && text[prefix + hashes..].starts_with('"') {
        let end = format!("\"{}", "#".repeat(hashes));
        let body = prefix + hashes + 1;
        return text[body..]
            .find(&end)
            .map_or(text.len(), |at| body + at + end.len());
    }
    match bytes.get(prefix) {
        Some(b'"') => quoted(bytes, prefix + 1, b'"'),
        Some(b'\'') => character_or_lifetime(text, prefix),
        _ => 0,
    }
}

fn block_comment(bytes: &[u8]) -> usize {
    let (mut at, mut depth) = (2, 1);
    while at < bytes.len() && depth > 0 {
        match bytes.get(at..at + 2) {
            Some(b"/*") => (at, depth) = (at + 2, depth + 1),
            Some(b"*/") => (at, depth) = (at + 2, depth - 1),
            _ => at += 1,
        }
    }
    at
}

fn quoted(bytes: &[u8], mut at: usize, end: u8) -> usize {
    while at < bytes.len() && bytes[at] != end {
        at += if bytes[at] == b'\\' { 2 } else { 1 };
    }
    (at + 1).min(bytes.len())
}

fn character_or_lifetime(text: &str, quote: usize) -> usize {
    let mut after = text[quote + 1..].chars();
    let first = after.next();
    if first == Some('\\') || after.next() == Some('\'') {
        return quoted(text.as_bytes(), quote + 1, b'\'');
    }
    quote + 1
}
