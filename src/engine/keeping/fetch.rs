//! Where the rows of a chart come from: asked for alone, in one way to the disk and back, or with those of many charts in
//! large pages.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::rc::Rc;

use super::journal::{JournalRow, open_row};
use super::list::ListedChart;
use crate::base::{ChartId, Compartment};
use crate::store::{Key, Query, Range, Store, StoreError};
use crate::vault::{Sealed, Vault};

/// The stored rows of a chart in one compartment, by their first arrival numbers.
pub type Segments = BTreeMap<u64, Sealed>;

/// What is stored of a chart in one compartment.
pub struct StoredPart {
    pub compartment: Compartment,
    /// The row of the journal that touched it last.
    pub number: u64,
    pub segments: Segments,
    /// That row; `None` where it does not open.
    pub last: Option<Rc<JournalRow>>,
}

/// Finds rows of charts.
pub trait Fetch {
    /// What is stored of a chart, in each compartment in which something touched it.
    async fn chart(&self, kept: &ListedChart) -> Result<Vec<StoredPart>, StoreError>;

    /// A row of the journal; `None` where it does not open.
    async fn journal(
        &self,
        compartment: Compartment,
        number: u64,
    ) -> Result<Option<Rc<JournalRow>>, StoreError>;
}

/// Rows of one chart.
pub struct Alone<'a, S> {
    pub store: &'a S,
    pub vault: &'a Vault,
}

impl<S: Store> Fetch for Alone<'_, S> {
    async fn chart(&self, kept: &ListedChart) -> Result<Vec<StoredPart>, StoreError> {
        let of = |(compartment, number): &(Compartment, u64)| {
            [
                Query::Scan(Range::Chart(*compartment, kept.chart)),
                Query::Get(Key::Journal(*compartment, *number)),
            ]
        };
        let queries: Vec<Query> = kept.journal.iter().flat_map(of).collect();
        let mut found = self.store.read(&queries).await?.into_iter();
        let mut stored = Vec::with_capacity(kept.journal.len());
        for (compartment, number) in &kept.journal {
            let segments = found.next().unwrap_or_default().into_iter();
            let last = found.next().unwrap_or_default().pop();
            stored.push(StoredPart {
                compartment: *compartment,
                number: *number,
                segments: segments.filter_map(segment).collect(),
                last: last.and_then(|(_, row)| {
                    open_row(self.vault, *compartment, *number, &row).map(Rc::new)
                }),
            });
        }
        Ok(stored)
    }

    async fn journal(
        &self,
        compartment: Compartment,
        number: u64,
    ) -> Result<Option<Rc<JournalRow>>, StoreError> {
        let row = self.store.get(&Key::Journal(compartment, number)).await?;
        let row = row.and_then(|row| open_row(self.vault, compartment, number, &row));
        Ok(row.map(Rc::new))
    }
}

fn segment((key, row): (Key, Sealed)) -> Option<(u64, Sealed)> {
    match key {
        Key::Log(_, _, first) => Some((first, row)),
        _ => None,
    }
}

/// Charts whose rows are read at once, at most.
const CHARTS_AT_ONCE: usize = 128;
/// Entries of these charts together, unless one alone has more: an entry may be a mebibyte.
const ENTRIES_AT_ONCE: u32 = 256;
/// Rows of the journal that are read at once.
const JOURNAL_AT_ONCE: u64 = 64;
/// Charts that the remembered rows of the journal name together, at most: some tens of megabytes.
const MOST_NAMED: usize = 1 << 17;

/// What else there is between the charts that are asked for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Among {
    /// Nothing: they are all there are, and their rows lie side by side.
    Themselves,
    /// Very many others, perhaps.
    Others,
}

/// Rows of many charts, which are asked for in the order of their ids, each once.
pub struct InTurn<'a, S> {
    store: &'a S,
    vault: &'a Vault,
    /// The charts that will be asked for, in order.
    charts: Vec<&'a ListedChart>,
    among: Among,
    ahead: RefCell<Ahead>,
    journal: RefCell<JournalRead>,
}

/// What was read of charts that are asked for next.
#[derive(Default)]
struct Ahead {
    /// The place in the list of the first chart that was not read yet.
    next: usize,
    segments: BTreeMap<(ChartId, Compartment), Segments>,
}

/// Opened rows of a page, by number.
type JournalPage = BTreeMap<u64, Rc<JournalRow>>;

/// Pages of journals that were read, the oldest of which goes first where they would be too many.
#[derive(Default)]
struct JournalRead {
    pages: BTreeMap<(Compartment, u64), JournalPage>,
    order: VecDeque<(Compartment, u64)>,
    named: usize,
}

impl JournalRead {
    fn remember(&mut self, at: (Compartment, u64), page: JournalPage) {
        self.named += named(&page);
        self.order.push_back(at);
        self.pages.insert(at, page);
        while self.named > MOST_NAMED && self.order.len() > 1 {
            let oldest = self.order.pop_front().and_then(|at| self.pages.remove(&at));
            self.named -= oldest.as_ref().map_or(0, named);
        }
    }
}

fn named(page: &JournalPage) -> usize {
    page.values().map(|row| row.charts.len()).sum()
}

impl<'a, S: Store> InTurn<'a, S> {
    /// `charts` in the order of their ids.
    pub fn over(
        store: &'a S,
        vault: &'a Vault,
        charts: Vec<&'a ListedChart>,
        among: Among,
    ) -> Self {
        debug_assert!(charts.is_sorted_by_key(|kept| kept.chart));
        Self {
            store,
            vault,
            charts,
            among,
            ahead: RefCell::default(),
            journal: RefCell::default(),
        }
    }

    /// Reads the rows of the next charts, up to and with this one at least.
    async fn read_ahead(&self, until: ChartId) -> Result<(), StoreError> {
        let from = self.ahead.borrow().next;
        let page = page_from(&self.charts[from..], until);
        let queries: Vec<Query> = match self.among {
            Among::Themselves => side_by_side(page),
            Among::Others => each_alone(page),
        };
        let found = self.store.read(&queries).await?;
        let mut ahead = self.ahead.borrow_mut();
        // What was not asked for is of no use any more: the charts come in order.
        ahead.segments.clear();
        for (key, row) in found.into_iter().flatten() {
            if let Key::Log(part, chart, at) = key {
                let segments = ahead.segments.entry((chart, part)).or_default();
                segments.insert(at, row);
            }
        }
        ahead.next = from + page.len();
        Ok(())
    }

    fn is_read(&self, chart: ChartId) -> bool {
        let next = self.charts.get(self.ahead.borrow().next);
        next.is_none_or(|next| chart < next.chart)
    }
}

/// The rows of these charts and of whatever lies between them, a query for each compartment.
fn side_by_side(charts: &[&ListedChart]) -> Vec<Query> {
    let (Some(first), Some(last)) = (charts.first(), charts.last()) else {
        return Vec::new();
    };
    let parts = charts.iter().flat_map(|kept| &kept.journal);
    let parts: BTreeSet<Compartment> = parts.map(|(part, _)| *part).collect();
    let range = |part| Query::Scan(Range::Charts(part, first.chart, last.chart));
    parts.into_iter().map(range).collect()
}

fn each_alone(charts: &[&ListedChart]) -> Vec<Query> {
    let of = |kept: &&ListedChart| {
        let chart = kept.chart;
        let range = move |(part, _): (Compartment, u64)| Query::Scan(Range::Chart(part, chart));
        kept.journal.clone().into_iter().map(range)
    };
    charts.iter().flat_map(of).collect()
}

/// The charts that are read at once: those until a certain one, and more as long as they are small.
fn page_from<'c, 'k>(charts: &'c [&'k ListedChart], until: ChartId) -> &'c [&'k ListedChart] {
    let mut entries: u32 = 0;
    let count = charts.iter().take_while(|kept| {
        let must = kept.chart <= until;
        entries = entries.saturating_add(kept.entries);
        must || entries <= ENTRIES_AT_ONCE
    });
    let count = count.take(CHARTS_AT_ONCE).count();
    &charts[..count]
}

impl<S: Store> Fetch for InTurn<'_, S> {
    async fn chart(&self, kept: &ListedChart) -> Result<Vec<StoredPart>, StoreError> {
        while !self.is_read(kept.chart) {
            self.read_ahead(kept.chart).await?;
        }
        let mut stored = Vec::with_capacity(kept.journal.len());
        for (compartment, number) in &kept.journal {
            let segments = (self.ahead.borrow_mut().segments).remove(&(kept.chart, *compartment));
            stored.push(StoredPart {
                compartment: *compartment,
                number: *number,
                segments: segments.unwrap_or_default(),
                last: self.journal(*compartment, *number).await?,
            });
        }
        Ok(stored)
    }

    async fn journal(
        &self,
        compartment: Compartment,
        number: u64,
    ) -> Result<Option<Rc<JournalRow>>, StoreError> {
        let first = number - number % JOURNAL_AT_ONCE;
        if let Some(page) = self.journal.borrow().pages.get(&(compartment, first)) {
            return Ok(page.get(&number).cloned());
        }
        let range = Range::JournalRows(compartment, first, first + (JOURNAL_AT_ONCE - 1));
        let rows = self.store.scan(&range).await?.into_iter();
        let page: JournalPage = rows
            .filter_map(|(key, row)| match key {
                Key::Journal(_, at) => {
                    let row = open_row(self.vault, compartment, at, &row)?;
                    Some((at, Rc::new(row)))
                }
                _ => None,
            })
            .collect();
        let found = page.get(&number).cloned();
        let mut journal = self.journal.borrow_mut();
        journal.remember((compartment, first), page);
        Ok(found)
    }
}
