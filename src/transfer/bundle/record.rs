//! The entries of a bundle: each checked alone, then in its chain, then against what the exporter signed.

use crate::base::InOrder;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::contents::{OpenedChart, PlaceInFile, Unreadable, Why};
use super::error::ReadError;
use super::manifest::sha256;
use super::scope::ChartClaim;
use super::steps::{Steps, Watch};
use crate::base::{ChartId, Digest, EntryId, Thumbprint};
use crate::chart::cose::{ContentType, SignatureOf, SigningKey, open_envelope};
use crate::chart::credential::Credential;
use crate::chart::credentials::Proven;
use crate::chart::entry::{Entry, EntryError, UncheckedEntry};
use crate::chart::log::{Defect, Log};
use crate::vault::{Beforehand, Strict};

/// So many entries are checked at once, and then progress is told; fewer where they are large.
const AT_ONCE: usize = 64;
const BYTES_AT_ONCE: usize = 1 << 20;

/// The items that are checked at once, which is one at least, and those that come after them.
fn first_batch<'i, 'b>(
    items: &'i [RecordItem<'b>],
) -> (&'i [RecordItem<'b>], &'i [RecordItem<'b>]) {
    let mut bytes = 0;
    let fit = items.iter().take(AT_ONCE).take_while(|item| {
        bytes += item.bytes.len();
        bytes <= BYTES_AT_ONCE
    });
    items.split_at(fit.count().max(1).min(items.len()))
}

/// An item of a record part that is no credential.
pub(super) struct RecordItem<'a> {
    pub place: PlaceInFile,
    pub bytes: &'a [u8],
}

/// An entry whose signature and author hold, at its place in the file.
struct Sound {
    place: PlaceInFile,
    entry: Rc<Entry>,
}

#[derive(Default)]
struct Gathered {
    sound: Vec<Sound>,
    unreadable: Vec<Unreadable>,
}

/// The charts, and the unreadable entries whose chart is not known.
pub(super) async fn check<W: Watch>(
    items: &[RecordItem<'_>],
    claims: &[ChartClaim],
    authors: &BTreeMap<Digest, Proven>,
    steps: &mut Steps<'_, W>,
) -> Result<(Vec<OpenedChart>, Vec<Unreadable>), ReadError> {
    let mut charts: BTreeMap<ChartId, Gathered> = claims
        .iter()
        .map(|claim| (claim.chart, Gathered::default()))
        .collect();
    let mut authors = Authors::of(authors);
    let (mut unplaced, mut met) = (Vec::new(), BTreeSet::new());
    let mut waiting = items;
    while !waiting.is_empty() {
        let done = items.len() - waiting.len();
        steps.checked(done, items.len()).await?;
        let (batch, rest) = first_batch(waiting);
        waiting = rest;
        // What repeats packs to nothing: it is checked, counted and kept once.
        let new = batch.iter().filter(|item| met.insert(sha256(item.bytes)));
        for (item, checked) in authors.check(new).await {
            let chart = checked.chart.and_then(|chart| charts.get_mut(&chart));
            match (chart, checked.outcome) {
                (Some(chart), Ok(entry)) => chart.sound.push(Sound {
                    place: item.place,
                    entry: Rc::new(entry),
                }),
                (Some(chart), Err(why)) => chart.unreadable.push(unreadable(item, why)),
                (None, Ok(_)) => unplaced.push(unreadable(item, Why::OtherChart)),
                (None, Err(why)) => unplaced.push(unreadable(item, why)),
            }
        }
    }
    steps.checked(items.len(), items.len()).await?;
    place_unplaced(&mut charts, &mut unplaced, claims);
    let mut checked = Vec::with_capacity(claims.len());
    for (nth, claim) in claims.iter().enumerate() {
        if nth % AT_ONCE == 0 {
            steps.checked(items.len(), items.len()).await?;
        }
        let gathered = charts.remove(&claim.chart).unwrap_or_default();
        checked.push(check_chart(claim, gathered, !unplaced.is_empty())?);
    }
    Ok((checked, unplaced))
}

fn unreadable(item: &RecordItem, why: Why) -> Unreadable {
    Unreadable {
        place: item.place,
        id: EntryId(sha256(item.bytes).0),
        why,
        bytes: item.bytes.to_vec(),
        listed: false,
    }
}

struct CheckedItem {
    /// The chart it says it belongs to, where that can be read.
    chart: Option<ChartId>,
    outcome: Result<Entry, Why>,
}

/// An item that reads as an entry, and whose signature is not checked yet; or why it does not.
type ReadItem<'a> = (&'a RecordItem<'a>, Result<UncheckedEntry, Why>);

/// Who may have signed the entries of a file, and how their signatures are checked.
struct Authors<'a> {
    proven: &'a BTreeMap<Digest, Proven>,
    by_key: BTreeMap<Thumbprint, &'a Credential>,
    signatures: Beforehand,
}

impl<'a> Authors<'a> {
    fn of(proven: &'a BTreeMap<Digest, Proven>) -> Self {
        let credentials = proven.values().map(|author| &author.credential);
        Self {
            proven,
            by_key: credentials.map(|one| (one.thumbprint(), one)).collect(),
            signatures: Beforehand::default(),
        }
    }

    /// Each item alone: what it is, and whether its author signed it.
    async fn check<'i>(
        &mut self,
        items: impl Iterator<Item = &'i RecordItem<'i>>,
    ) -> Vec<(&'i RecordItem<'i>, CheckedItem)> {
        let read: Vec<ReadItem> = items.map(|item| (item, self.read(item.bytes))).collect();
        let asked: Vec<SignatureOf> = read
            .iter()
            .filter_map(|(_, entry)| {
                let entry = entry.as_ref().ok()?;
                entry.signature_of(&self.key_of(entry)?)
            })
            .collect();
        self.signatures.check(&asked).await;
        drop(asked);
        let checked = read.into_iter();
        checked
            .map(|(item, entry)| (item, self.checked(entry)))
            .collect()
    }

    fn read(&self, bytes: &[u8]) -> Result<UncheckedEntry, Why> {
        UncheckedEntry::read(bytes.to_vec()).map_err(|error| unread(bytes, error, &self.by_key))
    }

    /// The key of the credential that an entry names, if it is its author's and the file proves it.
    fn key_of(&self, entry: &UncheckedEntry) -> Option<SigningKey> {
        let header = entry.header();
        let author = &self.proven.get(&header.credential)?.credential;
        let theirs = author.thumbprint() == entry.author() && author.body().vault == header.vault;
        theirs.then(|| author.signing_key())
    }

    fn checked(&self, entry: Result<UncheckedEntry, Why>) -> CheckedItem {
        let chart = entry.as_ref().ok().map(|entry| entry.header().chart);
        let outcome = entry.and_then(|entry| {
            let key = self.key_of(&entry).ok_or(Why::Author)?;
            entry.verify(&key, &self.signatures).map_err(why)
        });
        CheckedItem { chart, outcome }
    }
}

/// Why bytes are not read. What a newer version wrote is kept, to be trusted by a version that can read it: so it must be
/// signed by the key it names, and that key's credential be here.
fn unread(bytes: &[u8], error: EntryError, by_key: &BTreeMap<Thumbprint, &Credential>) -> Why {
    let EntryError::Newer(format) = error else {
        return why(error);
    };
    let Ok(envelope) = open_envelope(ContentType::Entry, bytes) else {
        return Why::Malformed;
    };
    match by_key.get(&envelope.author) {
        None => Why::Author,
        Some(author) => match envelope.verify(&author.signing_key(), &Strict) {
            Ok(()) => Why::Newer(format),
            Err(_) => Why::Signature,
        },
    }
}

fn why(error: EntryError) -> Why {
    match error {
        EntryError::Signature => Why::Signature,
        EntryError::Newer(format) => Why::Newer(format),
        EntryError::Chain => Why::Chain,
        EntryError::TooLarge
        | EntryError::Envelope
        | EntryError::Payload
        | EntryError::Compartment
        | EntryError::Empty => Why::Malformed,
    }
}

/// An entry that says no chart belongs to the chart whose claim lists it as unread, or to the only chart there is.
fn place_unplaced(
    charts: &mut BTreeMap<ChartId, Gathered>,
    unplaced: &mut Vec<Unreadable>,
    claims: &[ChartClaim],
) {
    let listed: BTreeMap<EntryId, ChartId> = claims
        .iter()
        .flat_map(|claim| claim.unread.iter().map(|unread| (unread.0, claim.chart)))
        .collect();
    let only = match claims {
        [claim] => Some(claim.chart),
        _ => None,
    };
    unplaced.retain(|one| {
        let elsewhere = one.why == Why::OtherChart;
        let chart = listed.get(&one.id).copied().or(only.filter(|_| !elsewhere));
        match chart.and_then(|chart| charts.get_mut(&chart)) {
            Some(gathered) => {
                gathered.unreadable.push(one.clone());
                false
            }
            None => true,
        }
    });
}

fn check_chart(
    claim: &ChartClaim,
    mut gathered: Gathered,
    some_unplaced: bool,
) -> Result<OpenedChart, ReadError> {
    let all = join(claim.chart, &gathered.sound);
    let log = if digest_without(&all, claim) == claim.digest {
        all
    } else {
        without_misnumbered(all, gathered.sound, &mut gathered.unreadable)
    };
    let digest_matches = digest_without(&log, claim) == claim.digest;
    let listed: BTreeSet<EntryId> = claim.unread.iter().map(|unread| unread.0).collect();
    for one in &mut gathered.unreadable {
        one.listed = listed.contains(&one.id);
    }
    let more_unreadable = gathered.unreadable.iter().any(|one| !one.listed);
    if !digest_matches && !more_unreadable && !some_unplaced {
        return Err(ReadError::Digest(claim.chart));
    }
    gathered.unreadable.order_by_key(|one| one.place);
    Ok(OpenedChart {
        log,
        whole: claim.whole,
        digest_matches,
        unreadable: gathered.unreadable,
    })
}

fn join<'a>(chart: ChartId, sound: impl IntoIterator<Item = &'a Sound>) -> Log {
    let mut log = Log::new(chart);
    for one in sound {
        log.join(Rc::clone(&one.entry))
            .expect("gathered by the chart they belong to");
    }
    log
}

/// A log of the entries whose chain holds; the others become unreadable. Not where the exporter signed for them: what
/// they had, defects and all, is what they sent, and a merge keeps it too.
fn without_misnumbered(all: Log, sound: Vec<Sound>, unreadable: &mut Vec<Unreadable>) -> Log {
    let misnumbered: BTreeSet<EntryId> = all
        .defects()
        .into_iter()
        .filter_map(|defect| match defect {
            Defect::WrongNumber { entry } => Some(entry),
            Defect::MissingBefore { .. } | Defect::Fork { .. } => None,
        })
        .collect();
    if misnumbered.is_empty() {
        return all;
    }
    let wrong = |one: &&Sound| misnumbered.contains(&one.entry.id());
    unreadable.extend(sound.iter().filter(wrong).map(|one| Unreadable {
        place: one.place,
        id: one.entry.id(),
        why: Why::Chain,
        bytes: one.entry.bytes().to_vec(),
        listed: false,
    }));
    join(all.chart(), sound.iter().filter(|one| !wrong(one)))
}

/// The digest as the exporter saw it: without the entries they could not read.
fn digest_without(log: &Log, claim: &ChartClaim) -> Digest {
    let unread: BTreeSet<EntryId> = claim.unread.iter().map(|unread| unread.0).collect();
    if !log.iter().any(|entry| unread.contains(&entry.id())) {
        return log.digest();
    }
    let mut seen = Log::new(log.chart());
    for entry in log.iter().filter(|entry| !unread.contains(&entry.id())) {
        seen.join(Rc::clone(entry))
            .expect("entries of one log join another");
    }
    seen.digest()
}
