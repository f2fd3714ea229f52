//! The patient list as it is kept: sealed pages of everyone, and a delta for every act since.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::list_before::{ListedBefore, PersonBefore, RowBefore, RowWithoutTests};
use crate::base::{ChartId, Compartment, Digest, Stamp};
use crate::reading::directory::{Directory, DirectoryRow};
use crate::reading::view::PersonRow;

/// What is kept about a chart beside its entries. All of it can be made again from the log.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ListedChart {
    pub chart: ChartId,
    /// `None` for the vault's own log, which is nobody's chart. Shared with the directory, which finds people by it.
    pub row: Option<Rc<DirectoryRow>>,
    /// The journal row that last touched it, in each compartment.
    pub journal: Vec<(Compartment, u64)>,
    pub entries: u32,
    /// How many of them stand in a copy that was read again and verified.
    pub copied: u32,
    pub unreadable: u32,
    /// When this installation last wrote in it: what a clock set back is noticed by.
    pub latest: Option<Stamp>,
    /// SHA-256 of the files of other systems that were added to it.
    pub files: Vec<Digest>,
}

impl<R: Into<DirectoryRow>> From<ListedBefore<R>> for ListedChart {
    fn from(before: ListedBefore<R>) -> Self {
        Self {
            chart: before.chart,
            row: before.row.map(|row| Rc::new(row.into())),
            journal: before.journal,
            entries: before.entries,
            copied: before.copied,
            unreadable: before.unreadable,
            latest: before.latest,
            files: before.files,
        }
    }
}

impl ListedChart {
    pub fn new(chart: ChartId) -> Self {
        Self {
            chart,
            row: None,
            journal: Vec::new(),
            entries: 0,
            copied: 0,
            unreadable: 0,
            latest: None,
            files: Vec::new(),
        }
    }

    /// The journal row that last touched the chart in a compartment.
    pub fn last_touch(&self, compartment: Compartment) -> Option<u64> {
        let mut rows = self.journal.iter();
        rows.find(|(c, _)| *c == compartment)
            .map(|(_, number)| *number)
    }

    /// Nobody can find it by a name: it has none, or none that can be read.
    fn is_nameless(&self) -> bool {
        self.row.as_ref().is_some_and(|row| {
            let person = &row.person;
            person.family.is_empty() && person.given.is_empty() && row.other_names.is_empty()
        })
    }

    /// As this version keeps it: earlier ones kept rows of any size, and a row for the log of another vault.
    fn brought_up_to_now(mut self) -> Self {
        let of_a_vault =
            |(compartment, _): &(Compartment, u64)| *compartment == Compartment::CUSTODY;
        if self.is_nameless() && self.journal.iter().all(of_a_vault) {
            self.row = None;
        }
        self.row = self
            .row
            .map(|row| Rc::new(Rc::unwrap_or_clone(row).bounded()));
        self
    }

    pub fn touched_by(&mut self, compartment: Compartment, number: u64) {
        match self.journal.iter_mut().find(|(c, _)| *c == compartment) {
            Some(place) => place.1 = number,
            None => self.journal.push((compartment, number)),
        }
    }
}

/// First byte of a page and of a delta. What an earlier version wrote is read as it was; a list in any other format is made
/// again from the log.
const FORMAT: u8 = 5;
const FORMAT_WITHOUT_TESTS: u8 = 4;
const FORMAT_WITHOUT_DEATHS: u8 = 1;
const FORMAT_WITHOUT_DAYS: u8 = 2;
/// Of a delta that says only which rows of the journal touched charts last.
const FORMAT_MOVES: u8 = 3;
/// A chart of which another row of the journal says how it stands, since nothing else of it changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Move {
    pub chart: ChartId,
    pub compartment: Compartment,
    pub row: u64,
}

/// Rows in one sealed page.
pub const PAGE: usize = 512;
/// Deltas after which the pages are written anew.
pub const MANY_DELTAS: u64 = 400;

#[derive(Default)]
pub struct PatientList {
    pub kept: BTreeMap<ChartId, ListedChart>,
    pub directory: Directory,
    /// The number the next delta gets.
    pub next_delta: u64,
    pub deltas: u64,
    pub pages: u32,
    /// When this installation last wrote anything.
    newest: Option<Stamp>,
    /// People nobody can find: nothing of a name can be read, and something cannot.
    lost_names: BTreeSet<ChartId>,
}

impl PatientList {
    /// Takes a chart's newest state into the list.
    pub fn absorb(&mut self, kept: ListedChart) {
        match &kept.row {
            Some(row) => self.directory.insert(Rc::clone(row)),
            None => drop(self.directory.remove(&kept.chart)),
        }
        self.newest = self.newest.max(kept.latest);
        if kept.unreadable > 0 && kept.is_nameless() {
            self.lost_names.insert(kept.chart);
        } else {
            self.lost_names.remove(&kept.chart);
        }
        self.kept.insert(kept.chart, kept);
    }

    /// Takes in that other rows of the journal say how these charts stand.
    pub fn absorb_moves(&mut self, moves: &[Move]) -> Result<(), NotARow> {
        moves.iter().try_for_each(|moved| {
            let kept = self.kept.get_mut(&moved.chart).ok_or(NotARow)?;
            kept.touched_by(moved.compartment, moved.row);
            Ok(())
        })
    }

    pub fn absorb_bytes(&mut self, bytes: &[u8]) -> Result<(), NotARow> {
        let (format, rows) = bytes.split_first().ok_or(NotARow)?;
        if *format == FORMAT_MOVES {
            let moves: Vec<Move> = postcard::from_bytes(rows).map_err(|_| NotARow)?;
            return self.absorb_moves(&moves);
        }
        let rows: Vec<ListedChart> = match *format {
            FORMAT => postcard::from_bytes(rows).map_err(|_| NotARow)?,
            FORMAT_WITHOUT_TESTS => rows_before::<RowWithoutTests>(rows)?,
            FORMAT_WITHOUT_DAYS => rows_before::<RowBefore<PersonRow>>(rows)?,
            FORMAT_WITHOUT_DEATHS => rows_before::<RowBefore<PersonBefore>>(rows)?,
            _ => return Err(NotARow),
        };
        rows.into_iter()
            .for_each(|kept| self.absorb(kept.brought_up_to_now()));
        Ok(())
    }

    /// Entries that stand in no verified copy.
    pub fn only_here(&self) -> u32 {
        self.kept
            .values()
            .filter(|kept| kept.row.is_some())
            .map(|kept| kept.entries.saturating_sub(kept.copied))
            .sum()
    }

    /// When this installation last wrote anything.
    pub fn newest_entry(&self) -> Option<Stamp> {
        self.newest
    }

    pub fn lost_names(&self) -> u32 {
        self.lost_names.len() as u32
    }

    /// Charts of people: without the vault's own log.
    pub fn people(&self) -> impl Iterator<Item = &ListedChart> {
        self.kept.values().filter(|kept| kept.row.is_some())
    }
}

/// Rows as an earlier version kept them.
fn rows_before<R>(bytes: &[u8]) -> Result<Vec<ListedChart>, NotARow>
where
    R: DeserializeOwned + Into<DirectoryRow>,
{
    let rows: Vec<ListedBefore<R>> = postcard::from_bytes(bytes).map_err(|_| NotARow)?;
    Ok(rows.into_iter().map(ListedChart::from).collect())
}

pub fn to_bytes(rows: &[&ListedChart]) -> Vec<u8> {
    postcard::to_extend(rows, vec![FORMAT]).expect("rows of the list have no unserialisable parts")
}

pub fn moves_to_bytes(moves: &[Move]) -> Vec<u8> {
    postcard::to_extend(moves, vec![FORMAT_MOVES]).expect("moves have no unserialisable parts")
}

/// The bytes were not rows of this version's patient list: it is made again from the log.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a page of the patient list")]
pub struct NotARow;

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::*;
    use crate::base::EntryId;
    use crate::chart::kinds::{Birth, Sex, Station, TriageColour};
    use crate::chart::statement::StatementId;
    use crate::reading::directory::Days;
    use crate::reading::view::OpenVisit;

    /// Frozen: what was written is read, and written so again.
    #[test]
    fn moves_are_as_they_were() {
        let chart = ChartId([7; 16]);
        let moved = Move {
            chart,
            compartment: Compartment::CLINICAL,
            row: 300,
        };
        let mut bytes = vec![3, 1];
        bytes.extend([7; 16]);
        bytes.extend([2, 0xac, 2]);
        assert_eq!(moves_to_bytes(&[moved]), bytes);
        let mut list = PatientList::default();
        assert_eq!(list.absorb_bytes(&bytes), Err(NotARow), "of nobody");
        list.absorb(ListedChart::new(chart));
        list.absorb_bytes(&bytes).expect("read");
        let kept = &list.kept[&chart];
        assert_eq!(kept.last_touch(Compartment::CLINICAL), Some(300));
    }

    /// Frozen: a row of today's format, with a visit that goes on.
    #[test]
    fn a_row_is_as_it_was() {
        let hex = "0501070707070707070707070707070707070107070707070707070707070707070707055465737461055072696d61000100\
            000643616d702042000c4b37514d322d303431322d5800000000000300010909090909090909090909090909090909090909\
            090909090909090909090909010a5369746520416c70686105636f7567680278040a576f756e6420726f6f6d0278010d5365\
            63756e64612054657374610278010001dea95a00000100000001000000000000";
        let bytes: Vec<u8> = (0..hex.len())
            .step_by(2)
            .map(|at| u8::from_str_radix(&hex[at..at + 2], 16).expect("hex"))
            .collect();
        let person = PersonRow {
            chart: ChartId([7; 16]),
            family: "Testa".into(),
            given: "Prima".into(),
            placeholder: false,
            sex: Some(Sex::Female),
            birth: Birth::NotKnown,
            place: "Camp B".into(),
            phone: String::new(),
            number: "K7QM2-0412-X".into(),
            last_seen: None,
            died: None,
        };
        let at = Stamp { ms: 1, offset: 60 };
        let visit = OpenVisit {
            id: StatementId {
                entry: EntryId([9; 32]),
                index: 1,
            },
            site: "Site Alpha".into(),
            reason: "cough".into(),
            opened: at,
            station: Station::Own("Wound room".into()),
            since: at,
            with: Some(("Secunda Testa".into(), at)),
            colour: Some(TriageColour::Red),
        };
        let day = NaiveDate::from_ymd_opt(2026, 12, 1).expect("a day of the calendar");
        let row = DirectoryRow {
            person,
            other_names: Vec::new(),
            seen: Vec::new(),
            last_recorded: None,
            entries: 3,
            unreadable: 0,
            visits: vec![visit],
            visited: Days::of([day].into_iter()),
            due: Days::not_counted(),
            to_look_at: Days::default(),
            waited_for: Days::not_counted(),
        };
        let kept = ListedChart {
            row: Some(Rc::new(row)),
            ..ListedChart::new(ChartId([7; 16]))
        };
        let written = to_bytes(&[&kept]);
        assert_eq!(written, bytes);
        let mut list = PatientList::default();
        list.absorb_bytes(&bytes).expect("read");
        assert_eq!(list.kept[&kept.chart].row, kept.row);
    }
}
