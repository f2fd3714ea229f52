//! Statements as bytes: `[kind, {0: when, 1: source?, 2: problems?, 3: standing?, 4: content, 5: time in words?,
//! 6: status in words?}]`.
//!
//! A statement this version does not understand to the last byte is never half-read: it stays `NewerStatement`.

use minicbor::decode::{Decoder, Error as DecodeError};
use minicbor::encode::{Encoder, Error as EncodeError, Write};
use minicbor::{Decode, Encode};

use super::cbor::{INTO_MEMORY, to_bytes};
use super::kinds::*;
use super::statement::{NewerStatement, Read, Source, Standing, Statement, StatementRef};
use super::when::When;

/// Body keys from here on may be ignored by those who do not know them.
const IGNORABLE: u32 = 1000;

/// A statement as it is signed: deterministic CBOR.
pub fn encode_statement(statement: &Statement) -> Vec<u8> {
    let mut pairs: Vec<(u32, Vec<u8>)> = vec![(0, to_bytes(&statement.when))];
    if statement.source != Source::default() {
        pairs.push((1, to_bytes(&statement.source)));
    }
    if !statement.problems.is_empty() {
        pairs.push((2, to_bytes(&statement.problems)));
    }
    if statement.standing != Standing::Stands {
        pairs.push((3, to_bytes(&statement.standing)));
    }
    pairs.push((4, statement.fact.to_cbor()));
    if let Some(words) = &statement.time_words {
        pairs.push((5, to_bytes(words)));
    }
    if let Some(words) = &statement.status_words {
        pairs.push((6, to_bytes(words)));
    }

    let mut out = Encoder::new(Vec::new());
    out.array(2)
        .and_then(|e| e.u32(statement.fact.kind().number()))
        .and_then(|e| e.map(pairs.len() as u64))
        .expect(INTO_MEMORY);
    for (key, value) in pairs {
        out.u32(key).expect(INTO_MEMORY);
        out.writer_mut().extend_from_slice(&value);
    }
    out.into_writer()
}

/// Reads one statement; anything not understood to the last byte is kept as it is.
pub fn decode_statement(bytes: &[u8]) -> Result<Read, DecodeError> {
    let mut d = Decoder::new(bytes);
    if d.array()? != Some(2) {
        return Err(DecodeError::message("a statement is [kind, body]"));
    }
    let kind = d.u32()?;
    let newer = || {
        Read::Newer(NewerStatement {
            kind,
            bytes: bytes.to_vec(),
        })
    };
    let body = split_body(&mut d)?;
    let known = read_body(kind, &body).map(Box::new);
    Ok(known.map_or_else(newer, Read::Known))
}

fn split_body<'b>(d: &mut Decoder<'b>) -> Result<Vec<(u32, &'b [u8])>, DecodeError> {
    let count = d
        .map()?
        .ok_or_else(|| DecodeError::message("a body of indefinite length"))?;
    let mut body = Vec::new();
    for _ in 0..count {
        let key = d.u32()?;
        let start = d.position();
        d.skip()?;
        body.push((key, &d.input()[start..d.position()]));
    }
    Ok(body)
}

/// `None` unless every key below 1000 is known and every value is exactly what would be written for it. Whoever keeps the
/// bytes keeps the keys from 1000 with them.
fn read_body(kind: u32, body: &[(u32, &[u8])]) -> Option<Statement> {
    let mut when: Option<When> = None;
    let mut source = Source::default();
    let mut problems: Vec<StatementRef> = Vec::new();
    let mut standing = Standing::Stands;
    let mut fact: Option<Fact> = None;
    let mut time_words: Option<String> = None;
    let mut status_words: Option<String> = None;
    for &(key, bytes) in body {
        match key {
            0 => when = Some(exactly(bytes)?),
            1 => source = exactly(bytes)?,
            2 => problems = exactly(bytes)?,
            3 => standing = exactly(bytes)?,
            4 => fact = Some(Fact::of_cbor(kind, bytes).filter(|fact| fact.to_cbor() == bytes)?),
            5 => time_words = Some(exactly(bytes)?),
            6 => status_words = Some(exactly(bytes)?),
            IGNORABLE.. => {}
            _ => return None,
        }
    }
    let statement = Statement {
        when: when?,
        source,
        problems,
        standing,
        fact: fact?,
        time_words,
        status_words,
    };
    let known = body.iter().filter(|(key, _)| *key < IGNORABLE);
    (known.count() == keys_of(&statement)).then_some(statement)
}

/// How many keys a statement is written with: what says nothing is left out.
fn keys_of(statement: &Statement) -> usize {
    2 + usize::from(statement.source != Source::default())
        + usize::from(!statement.problems.is_empty())
        + usize::from(statement.standing != Standing::Stands)
        + usize::from(statement.time_words.is_some())
        + usize::from(statement.status_words.is_some())
}

fn exactly<'b, T: Decode<'b, ()> + Encode<()>>(bytes: &'b [u8]) -> Option<T> {
    minicbor::decode(bytes)
        .ok()
        .filter(|value| to_bytes(value) == bytes)
}

impl<C> Encode<C> for Read {
    fn encode<W: Write>(&self, e: &mut Encoder<W>, _: &mut C) -> Result<(), EncodeError<W::Error>> {
        match self {
            Self::Known(statement) => e
                .writer_mut()
                .write_all(&encode_statement(statement))
                .map_err(EncodeError::write),
            Self::Newer(newer) => e
                .writer_mut()
                .write_all(&newer.bytes)
                .map_err(EncodeError::write),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::cbor::is_deterministic;
    use crate::chart::concept::Concept;

    fn allergy() -> Statement {
        let allergy = Allergy {
            reaction: "rash".into(),
            ..Allergy::to(Concept::words("Penicillin"))
        };
        Statement::new(When::Month(2019, 3), Fact::Allergy(allergy))
    }

    /// As it was written before there were reasons: three fields, and still so where there is none.
    #[test]
    fn a_citation_without_a_reason_is_read_and_written_as_before() {
        let place = super::super::statement::FilePlace {
            blob: crate::base::BlobId([5; 16]),
            position: 3,
            name: "Basic/b".into(),
        };
        let cited = |because| {
            let citation =
                Citation::Verbatim(place.clone(), "Basic".into(), "words".into(), because);
            Statement::new(When::Unknown, Fact::Citation(citation))
        };
        let written = to_bytes(&(&place, "Basic", "words"));
        let before = [&[0x82, 1][..], &written].concat();
        assert_eq!(cited(None).fact.to_cbor(), before);
        assert_eq!(Fact::of_cbor(13, &before), Some(cited(None).fact));
        let bytes = encode_statement(&cited(Some(KeptBecause::TooLong)));
        assert_eq!(
            decode_statement(&bytes).expect("own bytes"),
            Read::Known(Box::new(cited(Some(KeptBecause::TooLong))))
        );
    }

    #[test]
    fn written_statements_are_deterministic_and_read_back() {
        let statement = allergy()
            .for_problems(vec![StatementRef::here(2)])
            .said_by(super::super::statement::SaidBy::Patient);
        let bytes = encode_statement(&statement);
        assert!(is_deterministic(&bytes));
        assert_eq!(
            decode_statement(&bytes).expect("own bytes"),
            Read::Known(Box::new(statement))
        );
    }

    #[test]
    fn an_unknown_kind_or_key_is_kept_whole() {
        let known = encode_statement(&allergy());
        let mut unknown_kind = known.clone();
        unknown_kind[1] = 0x17;
        let mut extra_key = known.clone();
        extra_key[2] = 0xa3;
        extra_key.extend_from_slice(&[0x07, 0xf5]);
        for bytes in [unknown_kind, extra_key] {
            let Ok(Read::Newer(newer)) = decode_statement(&bytes) else {
                panic!("half-read: {bytes:02x?}")
            };
            assert_eq!(newer.bytes, bytes);
        }
    }

    #[test]
    fn times_and_statuses_in_words_are_written_and_read_back() {
        let statement = Statement {
            time_words: Some("in childhood".into()),
            status_words: Some(String::new()),
            ..allergy()
        };
        let bytes = encode_statement(&statement);
        assert!(is_deterministic(&bytes));
        assert_eq!(
            decode_statement(&bytes).expect("own bytes"),
            Read::Known(Box::new(statement))
        );
    }

    #[test]
    fn keys_from_1000_may_be_ignored() {
        let mut bytes = encode_statement(&allergy());
        bytes[2] = 0xa3;
        bytes.extend_from_slice(&[0x19, 0x03, 0xe8, 0xf5]);
        assert_eq!(
            decode_statement(&bytes).expect("readable"),
            Read::Known(Box::new(allergy()))
        );
    }

    #[test]
    fn an_unknown_key_inside_the_content_is_not_skipped() {
        let content = allergy().fact.to_cbor();
        let known = encode_statement(&allergy());
        let mut bytes = known[..known.len() - content.len()].to_vec();
        bytes.push(0xa4);
        bytes.extend_from_slice(&content[1..]);
        bytes.extend_from_slice(&[0x17, 0x01]);
        assert!(matches!(decode_statement(&bytes), Ok(Read::Newer(_))));
    }
}
