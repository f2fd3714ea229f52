//! An entry: what one person signed at once. Its bytes are kept as received and are what is verified.

use minicbor::decode::{Decoder, Error as DecodeError};
use minicbor::{Decode, Encode};
use sha2::{Digest as _, Sha256};

use super::cbor::to_bytes;
use super::codec::{decode_statement, encode_statement};
use super::cose::{
    ContentType, CoseError, Sign, SignatureOf, SigningKey, Verify, open_envelope, seal_envelope,
};
use super::shown::shown_in_cbor;
use super::statement::{Read, Statement, StatementId};
use crate::base::{
    ActId, ChartId, Compartment, Digest, EntryId, FeedId, InstallationId, Stamp, Thumbprint,
    VaultId,
};

/// The newest entry format this version reads and the one it writes.
pub const FORMAT: u16 = 1;
/// An entry's bytes, at most.
pub const MAX_BYTES: usize = 1 << 20;

/// Everything about an entry but what it says. On the wire a map with these keys.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Header {
    #[n(0)]
    pub format: u16,
    /// The vault it was written in.
    #[n(1)]
    pub vault: VaultId,
    #[n(2)]
    pub chart: ChartId,
    #[n(3)]
    pub compartment: Compartment,
    #[n(4)]
    pub feed: FeedId,
    /// From 0, without gaps.
    #[n(5)]
    pub sequence: u64,
    /// The entry before it in its feed; `None` only for the first.
    #[n(6)]
    pub previous: Option<EntryId>,
    /// Heads of the compartment's other feeds the writer had seen, sorted.
    #[n(7)]
    pub seen: Vec<EntryId>,
    /// Shared by entries saved together.
    #[n(8)]
    pub act: ActId,
    /// SHA-256 of the author's credential.
    #[n(9)]
    pub credential: Digest,
    #[n(10)]
    pub role: String,
    #[n(11)]
    pub installation: InstallationId,
    /// Short name of the device as it was then.
    #[n(12)]
    pub device: String,
    #[n(13)]
    pub site: String,
    #[n(14)]
    pub recorded: Stamp,
    /// The clock stood behind the previous entry's.
    #[n(15)]
    pub clock_behind: bool,
}

#[derive(Encode)]
#[cbor(map)]
struct Payload<'a> {
    #[n(0)]
    header: &'a Header,
    #[n(1)]
    statements: &'a [Read],
}

/// Why bytes are no entry that can be read, or not one that its author signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EntryError {
    #[error("larger than one mebibyte")]
    TooLarge,
    #[error("not a COSE_Sign1 in deterministic CBOR with the record's own header")]
    Envelope,
    #[error("the signature does not match")]
    Signature,
    #[error("its payload is not an entry's")]
    Payload,
    #[error("written in format {0}, newer than this version reads")]
    Newer(u16),
    #[error("a sequence of 0 with a previous entry, or a later one without")]
    Chain,
    #[error("a statement that does not belong in this compartment")]
    Compartment,
    #[error("an entry without statements")]
    Empty,
}

impl From<CoseError> for EntryError {
    fn from(error: CoseError) -> Self {
        match error {
            CoseError::NotSign1 | CoseError::Header => Self::Envelope,
            CoseError::Signature => Self::Signature,
        }
    }
}

/// An entry as it came from outside: it reads as one, and its signature is not checked yet.
#[derive(Clone, Debug)]
pub struct UncheckedEntry(Entry);

impl UncheckedEntry {
    /// Reads bytes from outside.
    pub fn read(bytes: Vec<u8>) -> Result<Self, EntryError> {
        Entry::reopen(bytes).map(Self)
    }

    /// Who, when and where, as somebody wrote it.
    pub fn header(&self) -> &Header {
        self.0.header()
    }

    /// Thumbprint of the key it says it is signed with.
    pub fn author(&self) -> Thumbprint {
        self.0.author()
    }

    /// What is to be checked of its signature; `None` where another key than this is named.
    pub fn signature_of(&self, key: &SigningKey) -> Option<SignatureOf<'_>> {
        let envelope = open_envelope(ContentType::Entry, self.0.bytes()).ok()?;
        envelope.signature_of(key)
    }

    /// The entry, if this key signed it.
    pub fn verify(self, key: &SigningKey, verifier: &dyn Verify) -> Result<Entry, EntryError> {
        self.0.check_signature(key, verifier)?;
        Ok(self.0)
    }
}

/// A signed entry. Made only by signing, or by reading bytes that are one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    id: EntryId,
    author: Thumbprint,
    header: Header,
    statements: Vec<Read>,
    bytes: Vec<u8>,
}

impl Entry {
    /// Signs statements under a header. The header's place in its feed is the log's business.
    pub fn sign(
        header: Header,
        statements: Vec<Statement>,
        signer: &dyn Sign,
    ) -> Result<Self, EntryError> {
        let statements: Vec<Read> = statements
            .into_iter()
            .map(|s| Read::Known(Box::new(s)))
            .collect();
        check(&header, &statements)?;
        let payload = to_bytes(&Payload {
            header: &header,
            statements: &statements,
        });
        let statements = as_shown(&payload, statements);
        let bytes = seal_envelope(ContentType::Entry, payload, signer);
        if bytes.len() > MAX_BYTES {
            return Err(EntryError::TooLarge);
        }
        let id = EntryId(Sha256::digest(&bytes).into());
        Ok(Self {
            id,
            author: signer.public_key().thumbprint(),
            header,
            statements,
            bytes,
        })
    }

    /// Reads bytes out of one of this vault's own seals, which were verified before they were sealed.
    pub fn reopen(bytes: Vec<u8>) -> Result<Self, EntryError> {
        if bytes.len() > MAX_BYTES {
            return Err(EntryError::TooLarge);
        }
        let envelope = open_envelope(ContentType::Entry, &bytes)?;
        let (header, statements) = read_payload(envelope.payload)?;
        check(&header, &statements)?;
        Ok(Self {
            id: EntryId(Sha256::digest(&bytes).into()),
            author: envelope.author,
            header,
            statements,
            bytes,
        })
    }

    /// Checks the signature of an entry again.
    pub fn check_signature(
        &self,
        key: &SigningKey,
        verifier: &dyn Verify,
    ) -> Result<(), EntryError> {
        Ok(open_envelope(ContentType::Entry, &self.bytes)?.verify(key, verifier)?)
    }

    /// SHA-256 of the signed bytes: whatever changes in them makes another entry.
    pub fn id(&self) -> EntryId {
        self.id
    }

    /// Thumbprint of the key it is signed with.
    pub fn author(&self) -> Thumbprint {
        self.author
    }

    /// Who, when and where, as it was signed.
    pub fn header(&self) -> &Header {
        &self.header
    }

    /// The bytes that were signed, as received.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// As they are read and shown; the bytes keep also what cannot be seen.
    pub fn statements(&self) -> &[Read] {
        &self.statements
    }

    /// The statements this version understands, with their ids.
    pub fn known(&self) -> impl Iterator<Item = (StatementId, &Statement)> {
        self.statements
            .iter()
            .enumerate()
            .filter_map(|(index, read)| match read {
                Read::Known(statement) => Some((self.statement_id(index), &**statement)),
                Read::Newer(_) => None,
            })
    }

    /// The id of the statement at a place, counted from 0.
    pub fn statement_id(&self, index: usize) -> StatementId {
        StatementId {
            entry: self.id,
            index: index as u32,
        }
    }
}

/// A payload that is exactly what is written for an entry. What may be ignored in a statement is signed like the rest, and
/// stays in the entry's bytes.
fn read_payload(payload: &[u8]) -> Result<(Header, Vec<Read>), EntryError> {
    if !super::cbor::is_deterministic(payload) {
        return Err(EntryError::Payload);
    }
    match exactly_an_entry(payload) {
        Ok(Some((header, statements))) => Ok((header, as_shown(payload, statements))),
        Ok(None) | Err(_) => Err(format_of(payload)
            .filter(|format| *format > FORMAT)
            .map_or(EntryError::Payload, EntryError::Newer)),
    }
}

/// `None` where there is more than a header and statements, or more in the header than this version writes.
fn exactly_an_entry(payload: &[u8]) -> Result<Option<(Header, Vec<Read>)>, DecodeError> {
    let mut d = Decoder::new(payload);
    if d.map()? != Some(2) || d.u8()? != 0 {
        return Ok(None);
    }
    let start = d.position();
    let header: Header = d.decode()?;
    if to_bytes(&header) != payload[start..d.position()] || d.u8()? != 1 {
        return Ok(None);
    }
    let mut statements = Vec::new();
    for _ in 0..d.array()?.unwrap_or(0) {
        let start = d.position();
        d.skip()?;
        statements.push(decode_statement(&payload[start..d.position()])?);
    }
    Ok(Some((header, statements)))
}

/// Without what nobody sees in their words. Every reading starts from here, so no reading has to think of it.
fn as_shown(payload: &[u8], statements: Vec<Read>) -> Vec<Read> {
    if shown_in_cbor(payload).is_none() {
        return statements;
    }
    statements.into_iter().map(one_as_shown).collect()
}

fn one_as_shown(read: Read) -> Read {
    let Read::Known(statement) = &read else {
        return read;
    };
    let shown = shown_in_cbor(&encode_statement(statement));
    match shown.map(|bytes| decode_statement(&bytes)) {
        Some(Ok(shown @ Read::Known(_))) => shown,
        _ => read,
    }
}

/// Reads only the format number of a payload that cannot be read whole.
fn format_of(payload: &[u8]) -> Option<u16> {
    let mut d = minicbor::Decoder::new(payload);
    d.map().ok()?;
    (d.u32().ok()? == 0).then_some(())?;
    d.map().ok()?;
    (d.u32().ok()? == 0).then_some(())?;
    d.u16().ok()
}

fn check(header: &Header, statements: &[Read]) -> Result<(), EntryError> {
    if header.format > FORMAT {
        return Err(EntryError::Newer(header.format));
    }
    if (header.sequence == 0) != header.previous.is_none() {
        return Err(EntryError::Chain);
    }
    if statements.is_empty() {
        return Err(EntryError::Empty);
    }
    let elsewhere = statements.iter().any(|read| match read {
        Read::Known(statement) => statement
            .fact
            .compartment()
            .is_some_and(|own| own != header.compartment),
        Read::Newer(_) => false,
    });
    if elsewhere {
        Err(EntryError::Compartment)
    } else {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::testing::{TestSigner, Writer};

    /// An entry whose one statement has an additional key, signed.
    fn with_key(key: &[u8]) -> Result<Entry, EntryError> {
        let written = Writer::new(1).write("words");
        let signer = TestSigner::new(1);
        let mut payload = open_envelope(ContentType::Entry, written.bytes())
            .expect("an entry")
            .payload
            .to_vec();
        // The statement ends the payload: [kind, {0: when, 4: content}].
        let Read::Known(statement) = &written.statements()[0] else {
            panic!("its own words")
        };
        let body = super::super::codec::encode_statement(statement);
        let at = payload.len() - body.len();
        assert_eq!(payload[at..], body);
        assert_eq!(payload[at + 2], 0xa2);
        payload[at + 2] = 0xa3;
        payload.extend_from_slice(key);
        let bytes = seal_envelope(ContentType::Entry, payload, &signer);
        UncheckedEntry::read(bytes)?.verify(&signer.key(), &signer)
    }

    #[test]
    fn what_nobody_sees_is_kept_and_not_read() {
        let mut writer = Writer::new(1);
        let entry = writer.write("no\u{200b}t \u{202e}given\u{202c}");
        let again = Entry::reopen(entry.bytes().to_vec()).expect("readable");
        assert_eq!(*entry, again);
        let told = format!("{:?}", again.statements());
        assert!(told.contains("not given"), "{told}");
        let kept = "no\u{200b}t".as_bytes();
        assert!(again.bytes().windows(kept.len()).any(|w| w == kept));
        let signer = &writer.signer;
        assert!(again.check_signature(&signer.key(), signer).is_ok());
    }

    /// What was signed by an earlier version, or came in a file, with the line breaks of a word processor.
    #[test]
    fn lines_are_read_as_lines_and_controls_not_at_all() {
        for (text, wanted) in [
            (
                "one\u{b}two\u{2028}three\r\nfour\u{85}five",
                "one\ntwo\nthree\nfour\nfive",
            ),
            ("a\u{1}b\u{2029}", "ab\n"),
            ("one\ntwo", "one\ntwo"),
        ] {
            let written = Writer::new(1).write(text);
            assert_eq!(
                written.statements(),
                Writer::new(1).write(wanted).statements(),
                "{text:?}"
            );
        }
    }

    #[test]
    fn a_key_that_may_be_ignored_makes_no_entry_unreadable() {
        let entry = with_key(&[0x19, 0x03, 0xe8, 0xf5]).expect("readable");
        assert!(matches!(entry.statements()[0], Read::Known(_)));
        let again = Entry::reopen(entry.bytes().to_vec()).expect("readable");
        assert_eq!((again.id(), &again), (entry.id(), &entry));
    }

    #[test]
    fn a_key_that_must_be_understood_is_a_newer_statement() {
        let entry = with_key(&[0x05, 0xf5]).expect("readable");
        assert!(matches!(entry.statements()[0], Read::Newer(_)));
    }

    #[test]
    fn a_default_that_is_written_out_is_not_half_read() {
        let source = to_bytes(&super::super::statement::Source::default());
        // Not in the order of keys either: refused whole.
        let written_out: Vec<u8> = [&[0x01][..], &source].concat();
        assert_eq!(with_key(&written_out), Err(EntryError::Payload));
    }
}
