//! Making a bundle, in memory, chart by chart: what was added is sealed as soon as a part is full. Saving the file, and
//! reading the saved one again, is the caller's.

use std::ops::ControlFlow;

use super::contents::{Attachment, ChartContents, Contents, Exporter, Scope, WrittenBundle};
use super::error::WriteError;
use super::limits::Limits;
use super::manifest::{Listed, Manifest, sha256};
use super::part::{GroupKey, seal_part};
use super::scope::{ChartClaim, Claims, Keys, UnreadClaim, key_file};
use super::sequence::{Packer, items};
use super::{FORMAT, KEY, MANIFEST, Progress, README, attachments, container};
use crate::base::{Digest, Entropy, EntryId, Secret, Stamp};
use crate::chart::log::Log;
use crate::vault::jose::{self, Recipient, SealForError};

/// As many as a key file may be sealed to.
const MOST_RECIPIENTS: usize = 16;
const README_TEXT: &str = include_str!("README.txt");

/// Makes a bundle that opens for any of `to`, signed by the exporter.
///
/// # Errors
/// See [`WriteError`]. Nothing is half made.
pub fn write(
    contents: &Contents,
    exporter: Exporter,
    made: Stamp,
    to: &[Recipient],
    entropy: &mut dyn Entropy,
    progress: Progress,
) -> Result<WrittenBundle, WriteError> {
    let mut writer = Writer::new(exporter, entropy)?;
    let of = (contents.charts.len() + contents.attachments.len()) as u64;
    let mut done = 0;
    let mut tell = || {
        done += 1;
        match progress(done - 1, of) {
            ControlFlow::Continue(()) => Ok(()),
            ControlFlow::Break(()) => Err(WriteError::Cancelled),
        }
    };
    for chart in &contents.charts {
        tell()?;
        writer.add_chart(chart, entropy)?;
    }
    for paper in &contents.attachments {
        tell()?;
        writer.add_paper(paper, entropy)?;
    }
    writer.finish(contents.scope, &contents.credentials, made, to, entropy)
}

/// A bundle that is being made. Only what is sealed already, and one part of each group that is not full, is in memory.
pub struct Writer<'e> {
    exporter: Exporter<'e>,
    keys: Keys,
    record: PartGroup,
    papers: PartGroup,
    claims: Vec<ChartClaim>,
    entries: usize,
}

impl<'e> Writer<'e> {
    /// An empty bundle.
    ///
    /// # Errors
    /// `Exporter` if the credential is not of the key that signs.
    pub fn new(exporter: Exporter<'e>, entropy: &mut dyn Entropy) -> Result<Self, WriteError> {
        if exporter.credential.signing_key() != exporter.signer.public_key() {
            return Err(WriteError::Exporter);
        }
        Ok(Self {
            exporter,
            keys: Keys {
                record: Secret::new(entropy.array()),
                attachments: Secret::new(entropy.array()),
            },
            record: PartGroup::named("record/entries-"),
            papers: PartGroup::named("att/"),
            claims: Vec::new(),
            entries: 0,
        })
    }

    /// Adds a chart, its entries as the bytes they were signed as.
    ///
    /// # Errors
    /// `OtherChart` and `Unread` where what is given is not a chart's; `TooLarge`.
    pub fn add_chart(
        &mut self,
        chart: &ChartContents,
        entropy: &mut dyn Entropy,
    ) -> Result<(), WriteError> {
        self.claims.push(claim(chart)?);
        self.entries += chart.entries.len();
        let entries = chart.entries.iter().map(|entry| entry.bytes());
        for bytes in entries.chain(chart.unread.iter().map(Vec::as_slice)) {
            self.record.add(bytes, &self.keys.record, entropy)?;
        }
        Ok(())
    }

    /// Adds a paper.
    ///
    /// # Errors
    /// `TooLarge`.
    pub fn add_paper(
        &mut self,
        paper: &Attachment,
        entropy: &mut dyn Entropy,
    ) -> Result<(), WriteError> {
        for chunk in attachments::chunks(paper) {
            self.papers.add(&chunk, &self.keys.attachments, entropy)?;
        }
        Ok(())
    }

    /// Adds the credentials, signs what the bundle holds, and seals its keys to whom it is for.
    ///
    /// # Errors
    /// `Recipients` if there are none or too many; `TooLarge`.
    pub fn finish(
        self,
        scope: Scope,
        credentials: &[Vec<u8>],
        made: Stamp,
        to: &[Recipient],
        entropy: &mut dyn Entropy,
    ) -> Result<WrittenBundle, WriteError> {
        if to.is_empty() || to.len() > MOST_RECIPIENTS {
            return Err(SealForError(to.len()).into());
        }
        let Self {
            exporter,
            keys,
            mut record,
            papers,
            claims,
            entries,
        } = self;
        let own = exporter.credential.bytes();
        record.add(own, &keys.record, entropy)?;
        for credential in credentials.iter().filter(|bytes| *bytes != own) {
            record.add(credential, &keys.record, entropy)?;
        }
        let mut parts = record.finish(&keys.record, entropy);
        parts.extend(papers.finish(&keys.attachments, entropy));
        let listed = parts
            .iter()
            .map(|(name, bytes)| Listed::of(name.clone(), bytes));
        let manifest = Manifest::new(listed.collect()).to_bytes();

        let claims = Claims {
            format: FORMAT,
            made,
            scope,
            exporter: exporter.credential.hash(),
            manifest: sha256(&manifest),
            charts: claims,
        };
        let claims = serde_json::to_vec(&claims).expect("claims are plain strings and numbers");
        let signed = jose::sign(&claims, exporter.signer);
        let key = jose::seal_for(to, &key_file(&keys, signed), entropy)?;

        let mut all = vec![
            (README.to_owned(), README_TEXT.as_bytes().to_vec()),
            (MANIFEST.to_owned(), manifest),
            (KEY.to_owned(), key.into_bytes()),
        ];
        all.append(&mut parts);
        let bytes = container::assemble(all);
        check_size(bytes.len())?;
        let digest = sha256(&bytes);
        Ok(WrittenBundle {
            name: file_name(made, digest),
            bytes,
            digest,
            entries,
        })
    }
}

/// Encrypted parts of one kind, with their names.
struct PartGroup {
    prefix: &'static str,
    open: Packer,
    sealed: Vec<(String, Vec<u8>)>,
    size: usize,
}

impl PartGroup {
    fn named(prefix: &'static str) -> Self {
        Self {
            prefix,
            open: Packer::new(),
            sealed: Vec::new(),
            size: 0,
        }
    }

    fn add(
        &mut self,
        item: &[u8],
        key: &GroupKey,
        entropy: &mut dyn Entropy,
    ) -> Result<(), WriteError> {
        if let Some(full) = self.open.add(item) {
            self.seal(&full, key, entropy);
        }
        check_size(self.size)
    }

    fn seal(&mut self, plain: &[u8], key: &GroupKey, entropy: &mut dyn Entropy) {
        let part = seal_part(key, plain, entropy);
        self.size += part.len();
        let number = self.sealed.len() + 1;
        self.sealed
            .push((format!("{}{number}.jwe", self.prefix), part));
    }

    fn finish(mut self, key: &GroupKey, entropy: &mut dyn Entropy) -> Vec<(String, Vec<u8>)> {
        if let Some(last) = std::mem::take(&mut self.open).finish() {
            self.seal(&last, key, entropy);
        }
        self.sealed
    }
}

/// `2026-11-21-4F4F1A2B.carnet.zip`: the day it was made and the first 32 bits of its hash.
pub fn file_name(made: Stamp, digest: Digest) -> String {
    let short = u32::from_be_bytes([digest.0[0], digest.0[1], digest.0[2], digest.0[3]]);
    format!("{}-{short:08X}.carnet.zip", made.day().format("%Y-%m-%d"))
}

/// The digest of the carried entries; a part of a chart has the digest of that part.
fn claim(chart: &ChartContents) -> Result<ChartClaim, WriteError> {
    let mut log = Log::new(chart.chart);
    for entry in &chart.entries {
        log.join(entry.clone())
            .map_err(|_| WriteError::OtherChart(chart.chart))?;
    }
    let is_one_item = |bytes: &Vec<u8>| {
        let mut items = items(bytes);
        items.next().flatten().is_some() && items.next().is_none()
    };
    if !chart.unread.iter().all(is_one_item) {
        return Err(WriteError::Unread(chart.chart));
    }
    let unread = chart.unread.iter().map(|bytes| sha256(bytes));
    Ok(ChartClaim {
        chart: chart.chart,
        digest: log.digest(),
        whole: chart.whole,
        unread: unread.map(|hash| UnreadClaim(EntryId(hash.0))).collect(),
    })
}

/// What is written can be read again: the reader's own bound holds for the writer.
fn check_size(bytes: usize) -> Result<(), WriteError> {
    let limits = Limits::default();
    if bytes as u64 > limits.file {
        return Err(WriteError::TooLarge {
            megabytes: limits.file_megabytes(),
        });
    }
    Ok(())
}
