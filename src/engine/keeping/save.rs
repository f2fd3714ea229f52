//! One transaction per act: segments, the journal rows that name them, the patient list's delta, key-ring pages.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::chart::OpenChart;
use super::journal::{Begins, JournalRow, Tail, Touched};
use super::list::{ListedChart, Move, PatientList, moves_to_bytes, to_bytes};
use super::segment::Segment;
use crate::base::{BlobId, ChartId, Compartment, Digest, Entropy, InstallationId, Stamp};
use crate::chart::entry::Entry;
use crate::chart::kinds::{Citation, Fact};
use crate::chart::log::Log;
use crate::engine::failure::sealing;
use crate::engine::protocol::Failure;
use crate::reading::directory::DirectoryRow;
use crate::store::{Durability, Key, Store, Write};
use crate::vault::{AssociatedData, Vault};

/// What is to be added to one chart.
pub struct Addition {
    pub chart: ChartId,
    pub entries: Vec<Rc<Entry>>,
    /// Entries of a file that a newer version wrote.
    pub newer: Vec<Vec<u8>>,
    /// Credentials of authors who came in a file.
    pub credentials: Vec<Vec<u8>>,
    pub blobs: Vec<BlobId>,
}

impl Addition {
    pub fn of(chart: ChartId, entries: Vec<Rc<Entry>>) -> Self {
        Self {
            chart,
            entries,
            newer: Vec::new(),
            credentials: Vec::new(),
            blobs: Vec::new(),
        }
    }
}

/// What came to a chart, joined to it and not yet stored.
pub struct Arrived {
    pub entries: Vec<Rc<Entry>>,
    /// It has other gaps now, or other authors are proven: what was read before may read differently.
    pub also: bool,
}

/// Charts that one row of the journal names, at most: an act that touches more writes several rows. Whoever opens a chart
/// opens a whole row of the journal, so that after an import of ten thousand charts each would cost as much as all.
pub const MOST_CHARTS: usize = 32;
/// Entries that the charts of one row of the journal hold by name, after which another row begins.
pub const MANY_IDS: usize = 1024;

/// The journal's end in every compartment.
pub type Tails = BTreeMap<Compartment, Tail>;

/// Everything of one act that will be committed together.
pub struct Act<'a> {
    pub vault: &'a mut Vault,
    pub entropy: &'a mut dyn Entropy,
    pub tails: Tails,
    pub writes: Vec<Write>,
    journals: BTreeMap<Compartment, GoesOn>,
}

/// What an act adds to a journal.
#[derive(Default)]
struct GoesOn {
    /// The charts of each row.
    rows: Vec<Vec<Touched>>,
    blobs: Vec<BlobId>,
    begins: Option<Begins>,
}

impl GoesOn {
    /// Whether the next chart begins another row.
    fn is_full(&self) -> bool {
        self.rows.last().is_none_or(|charts| {
            let ids = charts.iter().flat_map(Touched::told);
            let ids: usize = ids.map(|(_, ids)| ids.len()).sum();
            charts.len() >= MOST_CHARTS || ids >= MANY_IDS
        })
    }

    /// How many rows there are before the one that takes the next chart.
    fn before_next(&self) -> usize {
        self.rows.len() - usize::from(!self.is_full())
    }

    fn touch(&mut self, touched: Touched) {
        if self.is_full() {
            self.rows.push(Vec::new());
        }
        let last = self.rows.last_mut();
        last.expect("one that is not full").push(touched);
    }
}

impl<'a> Act<'a> {
    pub fn new(vault: &'a mut Vault, entropy: &'a mut dyn Entropy, tails: Tails) -> Self {
        Self {
            vault,
            entropy,
            tails,
            writes: Vec::new(),
            journals: BTreeMap::new(),
        }
    }

    /// Seals what is new in a chart, one segment a compartment, and joins it to `open`, the chart as it is stored now.
    pub fn add(
        &mut self,
        open: &mut OpenChart,
        kept: &mut ListedChart,
        addition: Addition,
    ) -> Result<Arrived, Failure> {
        let Addition {
            chart,
            entries,
            newer,
            credentials,
            blobs,
        } = addition;
        // A chart is a set: what came here since this was planned is not written twice.
        let known: BTreeSet<&[u8]> = open
            .newer
            .iter()
            .chain(&open.credentials)
            .map(Vec::as_slice)
            .collect();
        let is_new = |bytes: &Vec<u8>| !known.contains(bytes.as_slice());
        let newer: Vec<_> = newer.into_iter().filter(is_new).collect();
        let credentials: Vec<_> = credentials.into_iter().filter(is_new).collect();
        let mut entries = entries;
        entries.retain(|entry| !open.log.contains(&entry.id()));
        let gaps = open.gaps.len();
        let also = !(newer.is_empty() && credentials.is_empty());
        let mut segments: BTreeMap<Compartment, Segment> = BTreeMap::new();
        for entry in &entries {
            let segment = segments.entry(entry.header().compartment).or_default();
            segment.entries.push(Rc::clone(entry));
        }
        if !(newer.is_empty() && credentials.is_empty()) {
            let beside = segments
                .keys()
                .next()
                .copied()
                .unwrap_or(Compartment::IDENTITY);
            let segment = segments.entry(beside).or_default();
            (segment.newer, segment.credentials) = (newer, credentials);
        }
        for (compartment, segment) in segments {
            let mut added = Vec::new();
            let before = open.rows.get(&compartment).map_or(0, Vec::len);
            for segment in segment.split() {
                self.seal_segment(open, compartment, &segment)?;
                // The journal names the entries of the last row only.
                added = segment.ids();
                for entry in segment.entries {
                    open.log.join(entry).map_err(|_| Failure::NoChart)?;
                }
                open.credentials.extend(segment.credentials);
                for newer in segment.newer {
                    open.add_newer(compartment, newer);
                }
            }
            open.find_again();
            let number = self.next_row(compartment);
            let (all, since) = open.list(compartment, number, before);
            let touched = Touched {
                chart,
                all,
                digest: open.log.compartment_digest(compartment),
                added: Some(added),
                before: kept.last_touch(compartment),
                since,
                held: None,
            };
            self.touch(compartment, touched);
            let journal = self.journals.entry(compartment).or_default();
            journal.blobs.extend_from_slice(&blobs);
            kept.touched_by(compartment, number);
        }
        Ok(Arrived {
            entries,
            also: also || open.gaps.len() != gaps,
        })
    }

    /// The number of the row of the journal that will name the next chart.
    pub fn next_row(&self, compartment: Compartment) -> u64 {
        let next = self.tails.get(&compartment).map_or(0, |tail| tail.next);
        let journal = self.journals.get(&compartment);
        next + journal.map_or(0, GoesOn::before_next) as u64
    }

    /// The journal begins here from now on.
    pub fn begin_journal(&mut self, compartment: Compartment, begins: Begins) {
        self.journals.entry(compartment).or_default().begins = Some(begins);
    }

    /// The next row of the journal says how a chart stands.
    pub fn touch(&mut self, compartment: Compartment, touched: Touched) {
        self.journals.entry(compartment).or_default().touch(touched);
    }

    fn seal_segment(
        &mut self,
        open: &mut OpenChart,
        compartment: Compartment,
        segment: &Segment,
    ) -> Result<(), Failure> {
        let (chart, first) = (open.log.chart(), open.next_arrival(compartment));
        let last = first + segment.len() - 1;
        let place = AssociatedData::Segment {
            compartment,
            chart,
            first,
            last,
        };
        let sealed = self
            .vault
            .seal(&place, &segment.to_bytes(), self.entropy)
            .map_err(sealing)?;
        self.writes
            .push(Write::Add(Key::Log(compartment, chart, first), sealed));
        open.rows
            .entry(compartment)
            .or_default()
            .push((first, last));
        Ok(())
    }

    /// Writes the journal rows, the list's delta of the charts that changed and the changed key-ring pages, and commits all
    /// of it or nothing. Answers with the ends of the journals: now the session may believe it.
    pub async fn commit<S: Store>(
        mut self,
        store: &S,
        list: &PatientList,
        changed: &[&ListedChart],
    ) -> Result<Tails, Failure> {
        for (compartment, journal) in std::mem::take(&mut self.journals) {
            self.write_journal(compartment, journal)?;
        }
        self.write_delta(list.next_delta, changed)?;
        let pages = self.vault.changed_pages(self.entropy);
        for page in &pages.rows {
            self.writes.push(crate::engine::rows::put_page(page));
        }
        store.commit(self.writes, Durability::Strict).await?;
        self.vault.pages_stored(&pages.stored);
        Ok(self.tails)
    }

    /// The rows of a compartment's journal for this act, which may be several.
    fn write_journal(&mut self, compartment: Compartment, journal: GoesOn) -> Result<(), Failure> {
        let mut tail = self.tails.get(&compartment).copied().unwrap_or_default();
        let GoesOn {
            rows,
            mut blobs,
            mut begins,
        } = journal;
        for charts in rows {
            let row = JournalRow {
                number: tail.next,
                previous: tail.hash,
                charts,
                blobs: std::mem::take(&mut blobs),
                begins: begins.take(),
            };
            let place = AssociatedData::Journal {
                compartment,
                number: tail.next,
            };
            let sealed = self
                .vault
                .seal(&place, &row.to_bytes(), self.entropy)
                .map_err(sealing)?;
            let key = Key::Journal(compartment, tail.next);
            tail = Tail::after(tail.next, &sealed);
            self.writes.push(Write::Add(key, sealed));
        }
        self.tails.insert(compartment, tail);
        Ok(())
    }

    /// Writes under this number of a delta which rows of the journal touched these charts last, and nothing else of them.
    pub fn write_moves(&mut self, number: u64, moves: &[Move]) -> Result<(), Failure> {
        self.write_list(number, &moves_to_bytes(moves))
    }

    fn write_delta(&mut self, number: u64, rows: &[&ListedChart]) -> Result<(), Failure> {
        if rows.is_empty() {
            return Ok(());
        }
        self.write_list(number, &to_bytes(rows))
    }

    fn write_list(&mut self, number: u64, bytes: &[u8]) -> Result<(), Failure> {
        let compartment = Compartment::IDENTITY;
        let place = AssociatedData::DirectoryDelta {
            compartment,
            number,
        };
        let sealed = self
            .vault
            .seal(&place, bytes, self.entropy)
            .map_err(sealing)?;
        self.writes
            .push(Write::Put(Key::DirectoryDelta(compartment, number), sealed));
        Ok(())
    }
}

/// What tells an entry that was written on this installation: its people signed it. Its id stands in every file.
pub struct Here {
    pub installation: InstallationId,
    /// Hashes of the credentials of this vault's people.
    pub people: BTreeSet<Digest>,
}

/// What the list keeps about a chart, from the chart itself.
pub fn refresh(
    kept: &mut ListedChart,
    open: &OpenChart,
    here: &Here,
    row: Option<Rc<DirectoryRow>>,
) {
    kept.latest = latest_of(open.log.iter(), here);
    kept.files = files_of(&open.log, here);
    counted(kept, open, row);
}

/// Brings what the list keeps of a chart up to date with these entries alone; what it keeps of all others still holds.
pub fn refresh_with(
    kept: &mut ListedChart,
    added: &[Rc<Entry>],
    open: &OpenChart,
    here: &Here,
    row: Option<Rc<DirectoryRow>>,
) {
    kept.latest = kept.latest.max(latest_of(added.iter(), here));
    let file = added.iter().flat_map(|entry| imported_files(entry)).next();
    if file.is_some() {
        kept.files = files_of(&open.log, here);
    }
    counted(kept, open, row);
}

fn counted(kept: &mut ListedChart, open: &OpenChart, row: Option<Rc<DirectoryRow>>) {
    kept.row = row;
    kept.entries = u32::try_from(open.log.len()).unwrap_or(u32::MAX);
    kept.unreadable = u32::try_from(open.gaps.len()).unwrap_or(u32::MAX);
}

/// Files of other systems that were added to a chart. The list is read at every unlock, and anybody can name any number of
/// files: of those that nobody of this vault added the first ones are kept.
fn files_of(log: &Log, here: &Here) -> Vec<Digest> {
    const OF_OTHERS: usize = 16;
    let of = |ours: bool| -> BTreeSet<Digest> {
        let entries = log.iter();
        let entries =
            entries.filter(|entry| here.people.contains(&entry.header().credential) == ours);
        entries.flat_map(|entry| imported_files(entry)).collect()
    };
    let mut files = of(true);
    files.extend(of(false).into_iter().take(OF_OTHERS));
    files.into_iter().collect()
}

/// The latest recorded time of what this installation wrote: another device's clock says nothing about this one's.
fn latest_of<'a>(entries: impl Iterator<Item = &'a Rc<Entry>>, here: &Here) -> Option<Stamp> {
    let headers = entries.map(|entry| entry.header());
    let ours = headers.filter(|header| {
        header.installation == here.installation && here.people.contains(&header.credential)
    });
    ours.map(|header| header.recorded).max()
}

/// Files of other systems that were added to the chart, by their SHA-256.
fn imported_files(entry: &Entry) -> impl Iterator<Item = Digest> {
    entry
        .known()
        .filter_map(|(_, statement)| match &statement.fact {
            Fact::Citation(Citation::File(document)) => Some(document.digest),
            _ => None,
        })
}
