//! The entries of a bundle: each checked alone, then in its chain, then against what the exporter signed.

use crate::base::InOrder;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::contents::{OpenedChart, PlaceInFile, Unreadable, Why};
use super::error::ReadError;
use super::manifest::sha256;
use super::scope::ChartClaim;
use super::steps::Steps;
use crate::base::{ChartId, Digest, EntryId, Thumbprint};
use crate::chart::cose::{ContentType, Verify, open_envelope};
use crate::chart::credential::Credential;
use crate::chart::credentials::Proven;
use crate::chart::entry::{Entry, EntryError};
use crate::chart::log::{Defect, Log};

/// Progress is told every so many entries.
const TELL_EVERY: usize = 64;

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
pub(super) fn check(
    items: &[RecordItem],
    claims: &[ChartClaim],
    authors: &BTreeMap<Digest, Proven>,
    verifier: &dyn Verify,
    steps: &mut Steps,
) -> Result<(Vec<OpenedChart>, Vec<Unreadable>), ReadError> {
    let mut charts: BTreeMap<ChartId, Gathered> = claims
        .iter()
        .map(|claim| (claim.chart, Gathered::default()))
        .collect();
    let by_key: BTreeMap<Thumbprint, &Credential> = authors
        .values()
        .map(|author| (author.credential.thumbprint(), &author.credential))
        .collect();
    let (mut unplaced, mut met) = (Vec::new(), BTreeSet::new());
    for (done, item) in items.iter().enumerate() {
        if done % TELL_EVERY == 0 {
            steps.checked(done, items.len())?;
        }
        // What repeats packs to nothing: it is checked, counted and kept once.
        if !met.insert(sha256(item.bytes)) {
            continue;
        }
        let checked = check_alone(item, authors, &by_key, verifier);
        match (
            checked.chart.and_then(|c| charts.get_mut(&c)),
            checked.outcome,
        ) {
            (Some(chart), Ok(entry)) => chart.sound.push(Sound {
                place: item.place,
                entry: Rc::new(entry),
            }),
            (Some(chart), Err(why)) => chart.unreadable.push(unreadable(item, why)),
            (None, Ok(_)) => unplaced.push(unreadable(item, Why::OtherChart)),
            (None, Err(why)) => unplaced.push(unreadable(item, why)),
        }
    }
    steps.checked(items.len(), items.len())?;
    place_unplaced(&mut charts, &mut unplaced, claims);
    let charts = claims
        .iter()
        .map(|claim| {
            let gathered = charts.remove(&claim.chart).unwrap_or_default();
            check_chart(claim, gathered, !unplaced.is_empty())
        })
        .collect::<Result<_, _>>()?;
    Ok((charts, unplaced))
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

struct CheckedChart {
    /// The chart it says it belongs to, where that can be read.
    chart: Option<ChartId>,
    outcome: Result<Entry, Why>,
}

fn check_alone(
    item: &RecordItem,
    authors: &BTreeMap<Digest, Proven>,
    by_key: &BTreeMap<Thumbprint, &Credential>,
    verifier: &dyn Verify,
) -> CheckedChart {
    let entry = match Entry::reopen(item.bytes.to_vec()) {
        Ok(entry) => entry,
        Err(error) => {
            return CheckedChart {
                chart: None,
                outcome: Err(unread(item.bytes, error, by_key, verifier)),
            };
        }
    };
    let header = entry.header();
    let author = authors.get(&header.credential).filter(|author| {
        author.credential.thumbprint() == entry.author()
            && author.credential.body().vault == header.vault
    });
    let chart = Some(header.chart);
    let outcome = match author {
        None => Err(Why::Author),
        Some(author) => entry
            .check_signature(&author.credential.signing_key(), verifier)
            .map(|()| entry)
            .map_err(why),
    };
    CheckedChart { chart, outcome }
}

/// Why bytes are not read. What a newer version wrote is kept, to be trusted by a version that can read it: so it must be
/// signed by the key it names, and that key's credential be here.
fn unread(
    bytes: &[u8],
    error: EntryError,
    by_key: &BTreeMap<Thumbprint, &Credential>,
    verifier: &dyn Verify,
) -> Why {
    let EntryError::Newer(format) = error else {
        return why(error);
    };
    let Ok(envelope) = open_envelope(ContentType::Entry, bytes) else {
        return Why::Malformed;
    };
    match by_key.get(&envelope.author) {
        None => Why::Author,
        Some(author) => match envelope.verify(&author.signing_key(), verifier) {
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
