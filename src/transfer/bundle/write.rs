//! Making a bundle, in memory. Saving it, and reading the saved file again, is the caller's.

use std::ops::ControlFlow;

use super::contents::{ChartContents, Contents, Exporter, WrittenBundle};
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
    if to.is_empty() || to.len() > MOST_RECIPIENTS {
        return Err(SealForError(to.len()).into());
    }
    if exporter.credential.signing_key() != exporter.signer.public_key() {
        return Err(WriteError::Exporter);
    }
    let charts = contents
        .charts
        .iter()
        .map(claim)
        .collect::<Result<_, _>>()?;
    let keys = Keys {
        record: Secret::new(entropy.array()),
        attachments: Secret::new(entropy.array()),
    };
    let parts = seal_parts(contents, &exporter, &keys, entropy, progress)?;
    let listed = parts
        .iter()
        .map(|(name, bytes)| Listed::of(name.clone(), bytes));
    let manifest = Manifest::new(listed.collect()).to_bytes();

    let claims = Claims {
        format: FORMAT,
        made,
        scope: contents.scope,
        exporter: exporter.credential.hash(),
        manifest: sha256(&manifest),
        charts,
    };
    let claims = serde_json::to_vec(&claims).expect("claims are plain strings and numbers");
    let signed = jose::sign(&claims, exporter.signer);
    let key = jose::seal_for(to, &key_file(&keys, signed), entropy)?;

    let mut all = vec![
        (README.to_owned(), README_TEXT.as_bytes().to_vec()),
        (MANIFEST.to_owned(), manifest),
        (KEY.to_owned(), key.into_bytes()),
    ];
    all.extend(parts);
    let bytes = container::assemble(&all);
    check_size(bytes.len())?;
    let digest = sha256(&bytes);
    Ok(WrittenBundle {
        name: file_name(made, digest),
        bytes,
        digest,
        entries: contents.charts.iter().map(|c| c.entries.len()).sum(),
    })
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

/// Every encrypted part, with its name.
fn seal_parts(
    contents: &Contents,
    exporter: &Exporter,
    keys: &Keys,
    entropy: &mut dyn Entropy,
    progress: Progress,
) -> Result<Vec<(String, Vec<u8>)>, WriteError> {
    let record = pack_record(contents, exporter);
    let papers = attachments::pack(&contents.attachments);
    let record = named(record, "record/entries-", &keys.record);
    let papers = named(papers, "att/", &keys.attachments);
    let plain: Vec<_> = record.chain(papers).collect();
    let of = plain.len() as u64;
    let mut sealed = Vec::new();
    let mut size = 0;
    for ((name, plain, key), done) in plain.into_iter().zip(0u64..) {
        if progress(done, of) == ControlFlow::Break(()) {
            return Err(WriteError::Cancelled);
        }
        let part = seal_part(key, &plain, entropy);
        size += part.len();
        check_size(size)?;
        sealed.push((name, part));
    }
    Ok(sealed)
}

fn named<'k>(
    parts: Vec<Vec<u8>>,
    prefix: &'static str,
    key: &'k GroupKey,
) -> impl Iterator<Item = (String, Vec<u8>, &'k GroupKey)> {
    parts
        .into_iter()
        .zip(1u32..)
        .map(move |(plain, number)| (format!("{prefix}{number}.jwe"), plain, key))
}

/// Credentials first, then each chart's entries, all as the bytes they were signed as.
fn pack_record(contents: &Contents, exporter: &Exporter) -> Vec<Vec<u8>> {
    let mut packer = Packer::new();
    let own = exporter.credential.bytes();
    if !contents.credentials.iter().any(|bytes| bytes == own) {
        packer.add(own);
    }
    for credential in &contents.credentials {
        packer.add(credential);
    }
    for chart in &contents.charts {
        for entry in &chart.entries {
            packer.add(entry.bytes());
        }
        for unread in &chart.unread {
            packer.add(unread);
        }
    }
    packer.finish()
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
