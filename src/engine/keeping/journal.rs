//! The journal: one gapless chain of rows per compartment, each naming what its transaction left in place.

use minicbor::{Decode, Encode};
use sha2::{Digest as _, Sha256};

use crate::base::{BlobId, ChartId, Compartment, Digest, EntryId};
use crate::store::{Key, Range, Store, StoreError};
use crate::vault::{AssociatedData, Sealed, Vault};

/// Rows of a chart in one compartment, by first and last arrival number.
pub type Rows = Vec<(u64, u64)>;

/// A chart as a transaction left it: the rows it has in this compartment, and its digest there.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Touched {
    #[n(0)]
    pub chart: ChartId,
    /// All of its rows; absent where they go on from those of another row of the journal.
    #[n(1)]
    pub all: Option<Rows>,
    #[n(2)]
    pub digest: Digest,
    /// The entries in the last of these rows, which this transaction wrote: should it not open, it is known what is lost.
    #[n(3)]
    pub added: Option<Vec<EntryId>>,
    /// The row that touched the chart before this one.
    #[n(4)]
    pub before: Option<u64>,
    #[n(5)]
    pub since: Option<Since>,
    /// The entries in rows that were written of others, which are gone.
    #[n(6)]
    pub held: Option<Vec<RowEntries>>,
}

/// The entries in a row of a chart.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct RowEntries {
    /// The row's first arrival number.
    #[n(0)]
    pub first: u64,
    #[n(1)]
    pub ids: Vec<EntryId>,
}

/// Rows that stand behind those another row of the journal names.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Since {
    /// The number of that row.
    #[n(0)]
    pub row: u64,
    #[n(1)]
    pub rows: Rows,
}

impl Touched {
    /// The rows it names, and the row of the journal that names those before them.
    pub fn named(&self) -> Option<(&Rows, Option<u64>)> {
        match (&self.all, &self.since) {
            (Some(rows), _) => Some((rows, None)),
            (None, Some(since)) => Some((&since.rows, Some(since.row))),
            (None, None) => None,
        }
    }

    /// The rows whose entries it tells, by their first arrival numbers.
    pub fn told(&self) -> impl Iterator<Item = (u64, &[EntryId])> {
        let last = self.named().and_then(|(rows, _)| rows.last());
        let added = last.zip(self.added.as_deref());
        let added = added.map(|((first, _), ids)| (*first, ids));
        let held = self.held.iter().flatten();
        added
            .into_iter()
            .chain(held.map(|held| (held.first, held.ids.as_slice())))
    }
}

/// Rows of the journal by which all rows of a chart are found, the last one last, each with how many it names. Each names
/// at least twice as many as the one after it: they are few, and what one of them names is seldom written again.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lists(Vec<(u64, usize)>);

impl Lists {
    /// From rows of the journal that were found by going back from the last one.
    pub fn found(mut newest_first: Vec<(u64, usize)>) -> Self {
        newest_first.reverse();
        Self(newest_first)
    }

    /// Goes on by so many rows, which the row of the journal of this number names; how many it names in all, and the row
    /// that names those before. `None`: it names all there are.
    pub fn go_on(&mut self, number: u64, new: usize) -> Option<(u64, usize)> {
        let mut names = new;
        while let Some((_, before)) = self.0.pop_if(|(_, before)| *before < 2 * names) {
            names += before;
        }
        let before = self.0.last().map(|(row, _)| (*row, names));
        self.0.push((number, names));
        before
    }

    /// The numbers of these rows of the journal.
    pub fn numbers(&self) -> impl Iterator<Item = u64> {
        self.0.iter().map(|(number, _)| *number)
    }

    /// Leaves those that name nothing but some of the first so many rows; how many they name.
    pub fn keep_first(&mut self, rows: usize) -> usize {
        let names = |lists: &[(u64, usize)]| lists.iter().map(|(_, names)| names).sum::<usize>();
        while names(&self.0) > rows {
            self.0.pop();
        }
        names(&self.0)
    }

    /// What the row of the journal of this number names of these rows, of which the first so many are named by others: all
    /// of them, or those since another.
    pub fn name(
        &mut self,
        number: u64,
        rows: &Rows,
        stood: usize,
    ) -> (Option<Rows>, Option<Since>) {
        match self.go_on(number, rows.len().saturating_sub(stood)) {
            None => {
                *self = Self::found(vec![(number, rows.len())]);
                (Some(rows.clone()), None)
            }
            Some((row, names)) => {
                let rows = rows[rows.len() - names..].to_vec();
                (None, Some(Since { row, rows }))
            }
        }
    }
}

/// One row's plaintext.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct JournalRow {
    #[n(0)]
    pub number: u64,
    /// SHA-256 of the sealed row before it; zeros before the first.
    #[n(1)]
    pub previous: Digest,
    #[n(2)]
    pub charts: Vec<Touched>,
    /// Blobs written whole by this transaction.
    #[n(3)]
    pub blobs: Vec<BlobId>,
    /// Where the journal begins since this row, if its oldest rows went with it.
    #[n(4)]
    pub begins: Option<Begins>,
}

/// Where a journal begins whose oldest rows are gone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Begins {
    /// The number of its first row.
    #[n(0)]
    pub number: u64,
    /// SHA-256 of the sealed row before that, as the first row names it too.
    #[n(1)]
    pub hash: Digest,
}

impl From<Tail> for Begins {
    fn from(tail: Tail) -> Self {
        Self {
            number: tail.next,
            hash: tail.hash,
        }
    }
}

impl JournalRow {
    pub fn to_bytes(&self) -> Vec<u8> {
        minicbor::to_vec(self).expect("encoding into memory does not fail")
    }

    pub fn read(bytes: &[u8]) -> Option<Self> {
        minicbor::decode(bytes).ok()
    }

    pub fn touched(&self, chart: ChartId) -> Option<&Touched> {
        self.charts.iter().find(|touched| touched.chart == chart)
    }
}

/// The end of a compartment's journal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tail {
    /// The number the next row gets.
    pub next: u64,
    pub hash: Digest,
}

impl Default for Tail {
    fn default() -> Self {
        Self {
            next: 0,
            hash: Digest([0; 32]),
        }
    }
}

impl Tail {
    pub fn after(number: u64, sealed: &Sealed) -> Self {
        Self {
            next: number + 1,
            hash: Digest(Sha256::digest(sealed.as_bytes()).into()),
        }
    }
}

/// How a row of the journal stands to the row before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Link {
    Follows,
    /// It does not open, or a row before it is missing or does not.
    Damaged,
    /// Both open, and the second was not written after the first: they come from two copies of these records.
    OtherCopy,
}

/// Rows of a compartment's journal that do not open or do not follow, and a beginning that no row accounts for. Reads them
/// one at a time.
pub async fn broken_links<S: Store>(
    store: &S,
    vault: &Vault,
    compartment: Compartment,
) -> Result<u32, StoreError> {
    let mut links = Links::default();
    for key in store.keys(&Range::Journal(compartment)).await? {
        let Key::Journal(_, number) = key else {
            continue;
        };
        let Some(sealed) = store.get(&key).await? else {
            continue;
        };
        let row = open_row(vault, compartment, number, &sealed);
        links.follow(number, &sealed, row.as_ref());
    }
    Ok(links.broken())
}

/// The rows of a journal, held against each other from the first to the last.
#[derive(Default)]
struct Links {
    broken: u32,
    /// Some row does not open: it may have said where the journal begins.
    unread: bool,
    /// The first row that is there, and the hash it names.
    first: Option<(u64, Option<Digest>)>,
    /// What the next row has to follow; its hash, where that is known.
    after: Option<(u64, Option<Digest>)>,
    begins: Option<Begins>,
}

impl Links {
    fn follow(&mut self, number: u64, sealed: &Sealed, row: Option<&JournalRow>) {
        let follows = |row: &JournalRow| match self.after {
            None => true,
            Some((next, hash)) => number == next && hash.is_none_or(|hash| row.previous == hash),
        };
        self.broken += u32::from(!row.is_some_and(follows));
        self.unread |= row.is_none();
        self.first
            .get_or_insert((number, row.map(|row| row.previous)));
        self.begins = row.and_then(|row| row.begins).or(self.begins);
        // One damaged row is one: what stands behind it cannot be held against it.
        self.after = Some((number + 1, row.map(|_| Tail::after(number, sealed).hash)));
    }

    fn broken(&self) -> u32 {
        let Some((first, previous)) = self.first else {
            return 0;
        };
        let begins = self.begins.unwrap_or(Tail::default().into());
        let accounted =
            first == begins.number && previous.is_none_or(|previous| previous == begins.hash);
        self.broken + u32::from(!accounted && !self.unread)
    }
}

/// How the journal's last row stands to the one before it: two reads, which tell at once of a copy that was put together
/// from two.
pub async fn last_link<S: Store>(
    store: &S,
    vault: &Vault,
    compartment: Compartment,
) -> Result<Link, StoreError> {
    let last = store.last(&Range::Journal(compartment)).await?;
    let Some((Key::Journal(_, number), sealed)) = last else {
        return Ok(Link::Follows);
    };
    let Some(row) = open_row(vault, compartment, number, &sealed) else {
        return Ok(Link::Damaged);
    };
    let Some(before) = number.checked_sub(1) else {
        return Ok(link(row.previous == Tail::default().hash));
    };
    let stored = store.get(&Key::Journal(compartment, before)).await?;
    let opens = |sealed: &Sealed| open_row(vault, compartment, before, sealed).is_some();
    Ok(match stored.filter(opens) {
        Some(sealed) => link(row.previous == Tail::after(before, &sealed).hash),
        // It may be the first that is left.
        None => match row.begins {
            Some(begins) if begins.number == number => link(row.previous == begins.hash),
            _ => Link::Damaged,
        },
    })
}

fn link(follows: bool) -> Link {
    if follows {
        Link::Follows
    } else {
        Link::OtherCopy
    }
}

/// The number of the first row of a journal that is there.
pub async fn first_row<S: Store>(store: &S, compartment: Compartment) -> Result<u64, StoreError> {
    let keys = store.keys(&Range::Journal(compartment)).await?;
    Ok(match keys.first() {
        Some(Key::Journal(_, number)) => *number,
        _ => 0,
    })
}

/// A row of the journal, where it opens and reads.
pub fn open_row(
    vault: &Vault,
    compartment: Compartment,
    number: u64,
    sealed: &Sealed,
) -> Option<JournalRow> {
    let place = AssociatedData::Journal {
        compartment,
        number,
    };
    let bytes = vault.open(&place, sealed).ok()?;
    JournalRow::read(&bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bytes(hex: &str) -> Vec<u8> {
        let pair = |at| u8::from_str_radix(&hex[at..at + 2], 16).expect("hexadecimal");
        (0..hex.len()).step_by(2).map(pair).collect()
    }

    fn row(all: Option<Rows>, since: Option<Since>) -> JournalRow {
        JournalRow {
            number: 3,
            previous: Digest([1; 32]),
            charts: vec![Touched {
                chart: ChartId([2; 16]),
                all,
                digest: Digest([3; 32]),
                added: Some(vec![EntryId([4; 32])]),
                before: Some(1),
                since,
                held: None,
            }],
            blobs: vec![BlobId([5; 16])],
            begins: None,
        }
    }

    /// Frozen: what was written is read as it was, and written so again.
    #[test]
    fn rows_of_both_forms_are_as_they_were() {
        let whole = row(Some(vec![(0, 0), (1, 4)]), None);
        let since = Since {
            row: 1,
            rows: vec![(5, 5)],
        };
        let goes_on = row(None, Some(since));
        for (row, frozen) in [(whole, WHOLE), (goes_on, GOES_ON)] {
            let frozen: String = frozen.split_whitespace().collect();
            assert_eq!(row.to_bytes(), bytes(&frozen));
            assert_eq!(JournalRow::read(&bytes(&frozen)), Some(row));
        }
    }

    #[test]
    fn a_row_about_merged_rows_is_as_it_was() {
        let mut merged = row(Some(vec![(0, 0), (1, 8)]), None);
        merged.charts[0].added = None;
        merged.charts[0].held = Some(vec![RowEntries {
            first: 1,
            ids: vec![EntryId([4; 32]), EntryId([6; 32])],
        }]);
        let frozen: String = MERGED.split_whitespace().collect();
        assert_eq!(merged.to_bytes(), bytes(&frozen));
        assert_eq!(JournalRow::read(&bytes(&frozen)), Some(merged));
    }

    #[test]
    fn a_row_that_says_where_the_journal_begins_is_as_it_was() {
        let mut row = row(Some(vec![(0, 0)]), None);
        row.charts.clear();
        row.begins = Some(Begins {
            number: 2,
            hash: Digest([7; 32]),
        });
        let frozen: String = BEGINS.split_whitespace().collect();
        assert_eq!(row.to_bytes(), bytes(&frozen));
        assert_eq!(JournalRow::read(&bytes(&frozen)), Some(row));
    }

    const BEGINS: &str = "
        a5 00 03 01 58200101010101010101010101010101010101010101010101010101010101010101
        02 80 03 81 5005050505050505050505050505050505
        04 82 02 58200707070707070707070707070707070707070707070707070707070707070707";
    const MERGED: &str = "
        a4 00 03 01 58200101010101010101010101010101010101010101010101010101010101010101
        02 81 a5 00 5002020202020202020202020202020202 01 82 820000 820108
        02 58200303030303030303030303030303030303030303030303030303030303030303
        04 01 06 81 82 01 82 58200404040404040404040404040404040404040404040404040404040404040404
        58200606060606060606060606060606060606060606060606060606060606060606
        03 81 5005050505050505050505050505050505";
    const WHOLE: &str = "
        a4 00 03 01 58200101010101010101010101010101010101010101010101010101010101010101
        02 81 a5 00 5002020202020202020202020202020202 01 82 820000 820104
        02 58200303030303030303030303030303030303030303030303030303030303030303
        03 81 58200404040404040404040404040404040404040404040404040404040404040404
        04 01 03 81 5005050505050505050505050505050505";
    const GOES_ON: &str = "
        a4 00 03 01 58200101010101010101010101010101010101010101010101010101010101010101
        02 81 a5 00 5002020202020202020202020202020202
        02 58200303030303030303030303030303030303030303030303030303030303030303
        03 81 58200404040404040404040404040404040404040404040404040404040404040404
        04 01 05 82 01 81 820505 03 81 5005050505050505050505050505050505";

    #[test]
    fn lists_that_name_merged_rows_are_left_out() {
        let mut lists = Lists::found(vec![(9, 1), (8, 2), (5, 4)]);
        assert_eq!(lists.keep_first(6), 6);
        let rows: Rows = (0..7).map(|at| (at, at)).collect();
        let since = Since {
            row: 8,
            rows: vec![(6, 6)],
        };
        assert_eq!(lists.name(10, &rows, 6), (None, Some(since)));
        assert_eq!(lists.keep_first(3), 0);
        assert_eq!(lists.name(11, &rows, 0), (Some(rows.clone()), None));
    }

    #[test]
    fn a_long_chart_is_found_by_few_rows_and_little_is_written_again() {
        let (mut lists, mut written, mut most) = (Lists::default(), 0, 0);
        for number in 0..5_000 {
            let named = lists.go_on(number, 1);
            written += named.map_or(number as usize + 1, |(_, names)| names);
            most = most.max(lists.0.len());
            let all: usize = lists.0.iter().map(|(_, names)| names).sum();
            assert_eq!(all as u64, number + 1);
        }
        assert!(most <= 13, "{most}");
        assert!(written <= 13 * 5_000, "{written}");
    }
}
