//! A chart's log: every entry of one chart, in feeds, whatever order they arrived in.
//!
//! A log is a set that only grows. Two logs that hold the same entries have the same order, heads and digest.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use minicbor::Encoder;
use sha2::{Digest as _, Sha256};

use super::entry::Entry;
use crate::base::{
    ChartId, Compartment, Digest, EntryId, FeedId, InstallationId, Stamp, Thumbprint,
};

/// An entry that cannot join this log.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum JoinError {
    #[error("it belongs to another chart")]
    OtherChart,
}

/// What became of an entry that was to join.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Joined {
    New,
    Known,
}

/// Something verification found. The entries stay; the chart says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Defect {
    /// Entries before this one are missing: an omission.
    MissingBefore {
        feed: FeedId,
        sequence: u64,
        entry: EntryId,
    },
    /// Its number does not follow the entry it points at.
    WrongNumber { entry: EntryId },
    /// The feed has two branches: a copied browser profile wrote on.
    Fork { feed: FeedId, sequence: u64 },
}

/// Which of the entries that another names as before it are looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Names {
    None,
    /// The one before it in its own feed.
    Previous,
    All,
}

/// Where the next entry of an author goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    pub feed: FeedId,
    pub sequence: u64,
    pub previous: Option<EntryId>,
}

/// A feed's id with whose it is: nobody else's entries get into a feed, or keep its own out, by naming its id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct FeedKey {
    id: FeedId,
    compartment: Compartment,
    author: Thumbprint,
    installation: InstallationId,
}

impl FeedKey {
    fn of(entry: &Entry) -> Self {
        let header = entry.header();
        Self {
            id: header.feed,
            compartment: header.compartment,
            author: entry.author(),
            installation: header.installation,
        }
    }
}

#[derive(Clone, Debug, Default)]
struct Feed {
    /// How many feeds there were before it.
    number: usize,
    entries: BTreeSet<(u64, EntryId)>,
    /// Ids that some entry of this feed points at.
    continued: BTreeSet<EntryId>,
    /// Its entries that none points at.
    heads: BTreeSet<EntryId>,
}

impl Feed {
    fn heads(&self) -> impl Iterator<Item = EntryId> {
        self.heads.iter().copied()
    }

    fn join(&mut self, entry: &Entry) {
        let (id, header) = (entry.id(), entry.header());
        self.entries.insert((header.sequence, id));
        if !self.continued.contains(&id) {
            self.heads.insert(id);
        }
        if let Some(previous) = header.previous {
            self.continued.insert(previous);
            self.heads.remove(&previous);
        }
    }

    /// Whether another entry of this feed has the same number.
    fn forks_at(&self, sequence: u64) -> bool {
        let first = (sequence, EntryId([0; 32]));
        let these = self.entries.range(first..);
        these
            .take_while(|(number, _)| *number == sequence)
            .nth(1)
            .is_some()
    }
}

/// The entries of one chart, each once, by their feeds.
#[derive(Clone, Debug)]
pub struct Log {
    chart: ChartId,
    entries: BTreeMap<EntryId, Rc<Entry>>,
    feeds: BTreeMap<FeedKey, Feed>,
    /// How many feeds there were when the end of any of a compartment's may have been lost: nobody writes on in those.
    doubted: BTreeMap<Compartment, usize>,
    latest: Option<Stamp>,
}

/// Heads of other feeds an entry names, at most: each is 34 bytes, and a file may carry any number of feeds.
pub const MOST_SEEN: usize = 256;

impl Log {
    /// The log of a chart in which nothing is written yet.
    pub fn new(chart: ChartId) -> Self {
        Self {
            chart,
            entries: BTreeMap::new(),
            feeds: BTreeMap::new(),
            doubted: BTreeMap::new(),
            latest: None,
        }
    }

    /// The one chart that all its entries belong to.
    pub fn chart(&self) -> ChartId {
        self.chart
    }

    /// How many entries of all compartments there are, whoever wrote them.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Nobody wrote anything in this chart, as far as it is here.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// `None`: the entry did not arrive here, or cannot be read.
    pub fn get(&self, id: &EntryId) -> Option<&Rc<Entry>> {
        self.entries.get(id)
    }

    /// Whether the entry arrived here and can be read.
    pub fn contains(&self, id: &EntryId) -> bool {
        self.entries.contains_key(id)
    }

    /// Every entry in the order of ids, which says nothing about when it was written.
    pub fn iter(&self) -> impl Iterator<Item = &Rc<Entry>> {
        self.entries.values()
    }

    /// Adds an entry. Idempotent and commutative; nothing that is there ever changes.
    pub fn join(&mut self, entry: Rc<Entry>) -> Result<Joined, JoinError> {
        let header = entry.header();
        if header.chart != self.chart {
            return Err(JoinError::OtherChart);
        }
        if self.entries.contains_key(&entry.id()) {
            return Ok(Joined::Known);
        }
        let number = self.feeds.len();
        let feed = self
            .feeds
            .entry(FeedKey::of(&entry))
            .or_insert_with(|| Feed {
                number,
                ..Feed::default()
            });
        feed.join(&entry);
        self.latest = self.latest.max(Some(header.recorded));
        self.entries.insert(entry.id(), entry);
        Ok(Joined::New)
    }

    /// Entries that no other of their feed points at.
    pub fn heads(&self, compartment: Compartment) -> Vec<EntryId> {
        let feeds = self.feeds.iter();
        let feeds = feeds.filter(|(key, _)| key.compartment == compartment);
        let mut heads: Vec<EntryId> = feeds.flat_map(|(_, feed)| feed.heads()).collect();
        heads.sort_unstable();
        heads
    }

    /// The compartments somebody wrote in; one without an entry is not among them.
    pub fn compartments(&self) -> BTreeSet<Compartment> {
        self.feeds.keys().map(|key| key.compartment).collect()
    }

    /// SHA-256 of the sorted `[feed, sequence, id]` of the compartment's heads.
    pub fn compartment_digest(&self, compartment: Compartment) -> Digest {
        let mut heads: Vec<(FeedId, u64, EntryId)> = self
            .heads(compartment)
            .into_iter()
            .filter_map(|id| self.entries.get(&id))
            .map(|entry| (entry.header().feed, entry.header().sequence, entry.id()))
            .collect();
        heads.sort_unstable();
        hash_of(|e| {
            e.array(heads.len() as u64)?;
            for (feed, sequence, id) in &heads {
                e.array(3)?
                    .bytes(feed.as_bytes())?
                    .u64(*sequence)?
                    .bytes(id.as_bytes())?;
            }
            Ok(())
        })
    }

    /// SHA-256 of the sorted `[compartment, digest]`.
    pub fn digest(&self) -> Digest {
        let digests: Vec<(Compartment, Digest)> = self
            .compartments()
            .into_iter()
            .map(|c| (c, self.compartment_digest(c)))
            .collect();
        hash_of(|e| {
            e.array(digests.len() as u64)?;
            for (compartment, digest) in &digests {
                e.array(2)?.u16(compartment.0)?.bytes(digest.as_bytes())?;
            }
            Ok(())
        })
    }

    /// Something of a compartment cannot be read. It may be the end of any feed that is here so far, so a new one begins
    /// rather than give the lost number a second time.
    pub fn doubt(&mut self, compartment: Compartment) {
        self.doubted.insert(compartment, self.feeds.len());
    }

    /// Where this author writes next on this installation; `None`: a new feed begins (none yet, it has forked, or its end may
    /// be lost).
    pub fn position(
        &self,
        compartment: Compartment,
        author: Thumbprint,
        installation: InstallationId,
    ) -> Option<Position> {
        let doubted = self.doubted.get(&compartment).copied().unwrap_or(0);
        let mine = self.feeds.iter().filter(|(key, feed)| {
            feed.number >= doubted
                && key.compartment == compartment
                && key.author == author
                && key.installation == installation
        });
        mine.filter_map(|(key, feed)| {
            let mut heads = feed.heads();
            let (only, another) = (heads.next()?, heads.next());
            let head = self.entries.get(&only).filter(|_| another.is_none())?;
            Some(Position {
                feed: key.id,
                sequence: head.header().sequence.checked_add(1)?,
                previous: Some(only),
            })
        })
        .next_back()
    }

    /// Heads of the compartment's other feeds: what a writer on `feed` has seen.
    pub fn seen_from(&self, compartment: Compartment, feed: FeedId) -> Vec<EntryId> {
        let heads = self.heads(compartment).into_iter();
        heads
            .filter(|id| {
                self.entries
                    .get(id)
                    .is_some_and(|entry| entry.header().feed != feed)
            })
            .collect()
    }

    /// The latest recorded time, against which a clock set back is noticed.
    pub fn latest(&self) -> Option<Stamp> {
        self.latest
    }

    /// The order entries are read in: after what their writer had seen, then by recorded time, then by compartment (one
    /// act writes in several at the same moment: who it is comes first), then by id.
    /// The same for every log that holds the same entries.
    pub fn ordered(&self) -> Vec<Rc<Entry>> {
        self.ordered_among(|_| true)
    }

    /// The order some of the entries are read in, as if there were no others.
    pub fn ordered_among(&self, among: impl Fn(&Entry) -> bool) -> Vec<Rc<Entry>> {
        let meant: BTreeMap<&EntryId, &Rc<Entry>> = self
            .entries
            .iter()
            .filter(|(_, entry)| among(entry))
            .collect();
        let mut waiting_for: BTreeMap<EntryId, usize> = BTreeMap::new();
        let mut followers: BTreeMap<EntryId, Vec<EntryId>> = BTreeMap::new();
        let mut ready: BTreeSet<(i64, Compartment, EntryId)> = BTreeSet::new();
        for (id, entry) in &meant {
            let header = entry.header();
            let before: BTreeSet<EntryId> = header
                .previous
                .iter()
                .chain(&header.seen)
                .copied()
                .filter(|b| meant.contains_key(b))
                .collect();
            if before.is_empty() {
                ready.insert((header.recorded.ms, header.compartment, **id));
            }
            waiting_for.insert(**id, before.len());
            for earlier in before {
                followers.entry(earlier).or_default().push(**id);
            }
        }
        let mut order = Vec::with_capacity(meant.len());
        while let Some((.., id)) = ready.pop_first() {
            order.push(Rc::clone(meant[&id]));
            for follower in followers.remove(&id).unwrap_or_default() {
                let left = waiting_for
                    .get_mut(&follower)
                    .expect("every entry waits for a counted number");
                *left -= 1;
                if *left == 0 {
                    let header = meant[&follower].header();
                    ready.insert((header.recorded.ms, header.compartment, follower));
                }
            }
        }
        debug_assert_eq!(order.len(), meant.len(), "hashes cannot point in a circle");
        order
    }

    /// Entries that others name as before them and that are not here, each with the earliest that names it.
    pub fn missing(&self) -> BTreeMap<EntryId, &Rc<Entry>> {
        self.missing_by(|_| Names::All)
    }

    /// As `missing`, where `names` says of each entry which of those it names count.
    pub fn missing_by(&self, names: impl Fn(&Entry) -> Names) -> BTreeMap<EntryId, &Rc<Entry>> {
        let mut missing: BTreeMap<EntryId, &Rc<Entry>> = BTreeMap::new();
        let when = |entry: &Rc<Entry>| (entry.header().recorded.ms, entry.id());
        for entry in self.entries.values() {
            let header = entry.header();
            let (previous, seen) = match names(entry) {
                Names::None => continue,
                Names::Previous => (header.previous, 0),
                // One entry cannot claim that the whole chart is missing.
                Names::All => (header.previous, MOST_SEEN),
            };
            let named = previous.iter().chain(header.seen.iter().take(seen));
            for id in named.filter(|id| !self.entries.contains_key(id)) {
                let by = missing.entry(*id).or_insert(entry);
                if when(entry) < when(by) {
                    *by = entry;
                }
            }
        }
        missing
    }

    /// Entries that share their number in their feed with another: a copied browser profile wrote on.
    pub fn forked(&self) -> BTreeSet<EntryId> {
        let mut forked = BTreeSet::new();
        for feed in self.feeds.values() {
            let entries: Vec<_> = feed.entries.iter().collect();
            for pair in entries.windows(2).filter(|pair| pair[0].0 == pair[1].0) {
                forked.extend([pair[0].1, pair[1].1]);
            }
        }
        forked
    }

    /// Whether an entry that is here shares its number with another.
    pub fn is_forked(&self, entry: &Entry) -> bool {
        let feed = self.feeds.get(&FeedKey::of(entry));
        feed.is_some_and(|feed| feed.forks_at(entry.header().sequence))
    }

    /// Omissions and forks. Signatures are checked where the keys are.
    pub fn defects(&self) -> Vec<Defect> {
        let mut defects = Vec::new();
        for (key, feed) in &self.feeds {
            let mut last = None;
            for (sequence, entry) in &feed.entries {
                if last == Some(*sequence) {
                    defects.push(Defect::Fork {
                        feed: key.id,
                        sequence: *sequence,
                    });
                }
                last = Some(*sequence);
                let Some(previous) = self.entries[entry].header().previous else {
                    continue;
                };
                match self.entries.get(&previous) {
                    None => defects.push(Defect::MissingBefore {
                        feed: key.id,
                        sequence: *sequence,
                        entry: *entry,
                    }),
                    Some(p) if !follows(*sequence, p, key) => {
                        defects.push(Defect::WrongNumber { entry: *entry });
                    }
                    Some(_) => {}
                }
            }
        }
        defects
    }
}

/// Whether a number is the next after an entry of the same feed.
fn follows(sequence: u64, previous: &Entry, key: &FeedKey) -> bool {
    FeedKey::of(previous) == *key && previous.header().sequence.checked_add(1) == Some(sequence)
}

type IntoVec = Encoder<Vec<u8>>;

fn hash_of(
    write: impl FnOnce(&mut IntoVec) -> Result<(), minicbor::encode::Error<std::convert::Infallible>>,
) -> Digest {
    let mut encoder = Encoder::new(Vec::new());
    write(&mut encoder).expect("encoding into memory does not fail");
    Digest(Sha256::digest(encoder.into_writer()).into())
}

#[cfg(test)]
mod tests;
