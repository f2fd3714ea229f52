//! A chart out of its rows: what the journal names is read, what cannot be read keeps its place.

use std::collections::{BTreeMap, BTreeSet};

use super::fetch::{Alone, Fetch, Segments};
use super::journal::{Lists, Rows, Since, Touched};
use super::list::ListedChart;
use super::segment::{MOST_ITEMS, Segment, id_of};
use crate::base::{ChartId, Compartment, EntryId, Stamp};
use crate::chart::log::Log;
use crate::reading::view::Unreadable;
use crate::store::{Store, StoreError};
use crate::vault::{AssociatedData, Vault};

/// A row or an entry that cannot be read, at the arrival number where it should stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gap {
    pub compartment: Compartment,
    pub place: u64,
    pub reason: Unreadable,
    pub near: Option<Stamp>,
    /// The entry, where it is known which.
    pub id: Option<EntryId>,
}

/// A chart's entries in memory, and where they lie.
#[derive(Clone)]
pub struct OpenChart {
    pub log: Log,
    pub rows: BTreeMap<Compartment, Rows>,
    /// By which rows of the journal these are found.
    pub lists: BTreeMap<Compartment, Lists>,
    pub gaps: Vec<Gap>,
    /// Credentials of authors who came in a file, as received.
    pub credentials: Vec<Vec<u8>>,
    /// Entries a newer version wrote, as received.
    pub newer: Vec<Vec<u8>>,
}

impl OpenChart {
    pub fn new(chart: ChartId) -> Self {
        Self {
            log: Log::new(chart),
            rows: BTreeMap::new(),
            lists: BTreeMap::new(),
            gaps: Vec::new(),
            credentials: Vec::new(),
            newer: Vec::new(),
        }
    }

    /// The arrival number the next entry of a compartment gets.
    pub fn next_arrival(&self, compartment: Compartment) -> u64 {
        self.rows
            .get(&compartment)
            .and_then(|rows| rows.last())
            .map_or(0, |(_, last)| last + 1)
    }

    /// What the row of the journal of this number names of a compartment, of whose rows the first so many stood before: all
    /// of them, or those since another.
    pub fn list(
        &mut self,
        compartment: Compartment,
        number: u64,
        stood: usize,
    ) -> (Option<Rows>, Option<Since>) {
        let rows = self.rows.entry(compartment).or_default();
        let lists = self.lists.entry(compartment).or_default();
        lists.name(number, rows, stood)
    }

    /// Ids of the entries a newer version wrote.
    pub fn newer_ids(&self) -> impl Iterator<Item = EntryId> {
        self.newer.iter().map(|bytes| id_of(bytes))
    }

    /// An entry at the end of a compartment that a newer version wrote.
    pub fn add_newer(&mut self, compartment: Compartment, bytes: Vec<u8>) {
        let place = self.next_arrival(compartment).saturating_sub(1);
        self.add_gap(compartment, place, Unreadable::Newer, Some(id_of(&bytes)));
        self.newer.push(bytes);
    }

    fn gap(&mut self, compartment: Compartment, place: u64, reason: Unreadable) {
        self.add_gap(compartment, place, reason, None);
    }

    fn add_gap(
        &mut self,
        compartment: Compartment,
        place: u64,
        reason: Unreadable,
        id: Option<EntryId>,
    ) {
        self.log.doubt(compartment);
        self.gaps.push(Gap {
            compartment,
            place,
            reason,
            near: self.log.latest(),
            id,
        });
    }

    /// A row that does not open stands for the entries the journal says it held, where it says so.
    fn name_lost(&mut self, compartment: Compartment, held: &BTreeMap<u64, Vec<EntryId>>) {
        let named = |gap: Gap| -> Vec<Gap> {
            let row = gap.compartment == compartment && gap.id.is_none();
            let ids = held.get(&gap.place).filter(|ids| row && !ids.is_empty());
            let Some(ids) = ids else { return vec![gap] };
            let places = ids.iter().zip(gap.place..);
            places
                .map(|(id, place)| Gap {
                    id: Some(*id),
                    place,
                    ..gap
                })
                .collect()
        };
        self.gaps = std::mem::take(&mut self.gaps)
            .into_iter()
            .flat_map(named)
            .collect();
    }

    /// Strikes out the gaps whose entries are here now, because another file brought them.
    pub fn find_again(&mut self) {
        let newer: BTreeSet<EntryId> = self.newer_ids().collect();
        let log = &self.log;
        let here = |gap: &Gap, id: &EntryId| {
            log.contains(id) || (gap.reason != Unreadable::Newer && newer.contains(id))
        };
        self.gaps
            .retain(|gap| gap.id.is_none_or(|id| !here(gap, &id)));
    }

    fn read_segment(&mut self, compartment: Compartment, first: u64, bytes: &[u8]) {
        let segment = Segment::read(bytes);
        for entry in segment.entries {
            let elsewhere = entry.header().compartment != compartment;
            if elsewhere || self.log.join(entry).is_err() {
                self.gap(compartment, first, Unreadable::OtherChart);
            }
        }
        for broken in segment.broken {
            let place = first + u64::from(broken.place);
            self.add_gap(compartment, place, broken.reason, broken.id);
        }
        self.credentials.extend(segment.credentials);
        self.newer.extend(segment.newer);
    }
}

/// Reads a whole chart. Only the store's own failures are errors; damage stays in the chart, as gaps.
pub async fn load<S: Store>(
    store: &S,
    vault: &Vault,
    kept: &ListedChart,
) -> Result<OpenChart, StoreError> {
    load_from(&Alone { store, vault }, vault, kept).await
}

/// As [`load`], with the rows that are fetched so.
pub async fn load_from(
    fetch: &impl Fetch,
    vault: &Vault,
    kept: &ListedChart,
) -> Result<OpenChart, StoreError> {
    let mut chart = OpenChart::new(kept.chart);
    for stored in fetch.chart(kept).await? {
        let (compartment, number) = (stored.compartment, stored.number);
        let touched = stored.last.as_ref().and_then(|row| row.touched(kept.chart));
        match touched {
            Some(touched) => {
                let whole = chart.gaps.len();
                let named = NamedRows::by(fetch, compartment, number, touched).await?;
                if were_merged(
                    vault,
                    kept.chart,
                    compartment,
                    &named.rows,
                    &stored.segments,
                ) {
                    read_unnamed(vault, &mut chart, compartment, &stored.segments);
                    continue;
                }
                read_named(vault, &mut chart, compartment, named, &stored.segments);
                if chart.gaps[whole..].iter().any(|gap| gap.id.is_none()) {
                    let held = ids_by_row(fetch, compartment, number, kept.chart).await?;
                    chart.name_lost(compartment, &held);
                    chart.find_again();
                }
                let digest = chart.log.compartment_digest(compartment);
                if chart.gaps.len() == whole && digest != touched.digest {
                    let place = chart.next_arrival(compartment);
                    chart.gap(compartment, place, Unreadable::Chain);
                }
            }
            None => read_unnamed(vault, &mut chart, compartment, &stored.segments),
        }
    }
    Ok(chart)
}

/// What the journal says each row of a chart holds, as far back as it says so.
async fn ids_by_row(
    fetch: &impl Fetch,
    compartment: Compartment,
    last: u64,
    chart: ChartId,
) -> Result<BTreeMap<u64, Vec<EntryId>>, StoreError> {
    let mut held = BTreeMap::new();
    let mut next = Some(last);
    while let Some(number) = next {
        let Some(touched) = touched(fetch, compartment, number, chart).await? else {
            break;
        };
        for (first, ids) in touched.told() {
            // What stands now was written last.
            held.entry(first).or_insert_with(|| ids.to_vec());
        }
        next = touched.before.filter(|before| *before < number);
    }
    Ok(held)
}

/// What a row of the journal says of a chart; `None` where it does not open or says nothing.
pub(super) async fn touched(
    fetch: &impl Fetch,
    compartment: Compartment,
    number: u64,
    chart: ChartId,
) -> Result<Option<Touched>, StoreError> {
    let row = fetch.journal(compartment, number).await?;
    Ok(row.and_then(|row| row.touched(chart).cloned()))
}

pub(super) fn segment_place(
    compartment: Compartment,
    chart: ChartId,
    first: u64,
    last: u64,
) -> AssociatedData {
    AssociatedData::Segment {
        compartment,
        chart,
        first,
        last,
    }
}

/// The rows of a chart that the journal names.
pub(super) struct NamedRows {
    pub rows: Rows,
    pub lists: Lists,
    /// Every row of the journal that names some of them opens.
    pub whole: bool,
}

impl NamedRows {
    /// From the row that touched the chart last, back over those it goes on from.
    pub async fn by(
        fetch: &impl Fetch,
        compartment: Compartment,
        number: u64,
        last: &Touched,
    ) -> Result<Self, StoreError> {
        let (mut newest_first, mut lists) = (Vec::new(), Vec::new());
        let (mut here, mut of) = (number, Some(last.clone()));
        let whole = loop {
            let Some((rows, before)) = of.as_ref().and_then(Touched::named) else {
                break false;
            };
            lists.push((here, rows.len()));
            newest_first.push(rows.clone());
            match before {
                None => break true,
                Some(before) if before < here => here = before,
                Some(_) => break false,
            }
            of = touched(fetch, compartment, here, last.chart).await?;
        };
        newest_first.reverse();
        Ok(Self {
            rows: newest_first.concat(),
            lists: match whole {
                true => Lists::found(lists),
                // The next one names all rows.
                false => Lists::default(),
            },
            whole,
        })
    }
}

/// Whether some of these rows stand in one together: the row of the journal that says so is lost, and so may be others
/// that say more.
fn were_merged(
    vault: &Vault,
    chart: ChartId,
    compartment: Compartment,
    named: &Rows,
    stored: &Segments,
) -> bool {
    named.windows(2).any(|pair| {
        let [(first, last), (next, _)] = pair else {
            return false;
        };
        let Some(sealed) = stored.get(first).filter(|_| !stored.contains_key(next)) else {
            return false;
        };
        let opens = |last: u64| {
            let place = segment_place(compartment, chart, *first, last);
            vault.open(&place, sealed).is_ok()
        };
        let beyond = stored.range(next..).next().map(|(next, _)| *next);
        !opens(*last) && lasts(*first, beyond, sealed.as_bytes().len()).any(opens)
    })
}

/// The ordinary way: exactly the rows the journal names. A row it does not name does not exist yet. Where one of the rows
/// that name them is damaged, those that stand before the rest are tried.
fn read_named(
    vault: &Vault,
    chart: &mut OpenChart,
    compartment: Compartment,
    named: NamedRows,
    stored: &Segments,
) {
    let mut rows = Rows::new();
    if !named.whole {
        let end = named.rows.first().map_or(u64::MAX, |(first, _)| *first);
        rows = read_tried(vault, chart, compartment, stored, end);
        let follows = rows
            .iter()
            .try_fold(0, |next, (first, last)| (next == *first).then(|| last + 1));
        if follows != Some(end) {
            let place = rows.last().map_or(0, |(_, last)| last + 1);
            chart.gap(compartment, place, Unreadable::Missing);
        }
    }
    for (first, last) in &named.rows {
        let place = segment_place(compartment, chart.log.chart(), *first, *last);
        let opened = stored.get(first).map(|sealed| vault.open(&place, sealed));
        match opened {
            None => chart.gap(compartment, *first, Unreadable::Missing),
            Some(Err(_)) => chart.gap(compartment, *first, Unreadable::Damaged),
            Some(Ok(bytes)) => chart.read_segment(compartment, *first, &bytes),
        }
    }
    rows.extend(named.rows);
    chart.rows.insert(compartment, rows);
    chart.lists.insert(compartment, named.lists);
}

/// Numbers that the last item of a row may have: up to the next row, else from one item on. Each costs an opening, so a row
/// of earlier versions with very many items is not tried for ever: it stays a damaged row, which another copy brings back.
fn lasts(first: u64, next: Option<u64>, bytes: usize) -> impl Iterator<Item = u64> {
    const WORK: u64 = 1 << 32;
    let before_next = next.map(|next| next.saturating_sub(1).max(first));
    let most = MOST_ITEMS as u64;
    let tries = (WORK / bytes.max(1) as u64).clamp(most, 16 * most);
    let end = next.unwrap_or(u64::MAX).min(first.saturating_add(tries));
    before_next.into_iter().chain(first..end)
}

/// The journal row itself is damaged: what opens is read, and the chart says that something may be missing.
fn read_unnamed(vault: &Vault, chart: &mut OpenChart, compartment: Compartment, stored: &Segments) {
    let rows = read_tried(vault, chart, compartment, stored, u64::MAX);
    chart.rows.insert(compartment, rows);
    let place = chart.next_arrival(compartment);
    chart.gap(compartment, place, Unreadable::Missing);
}

/// Reads the rows before an arrival number of which nothing says what their last number is.
fn read_tried(
    vault: &Vault,
    chart: &mut OpenChart,
    compartment: Compartment,
    stored: &Segments,
    end: u64,
) -> Rows {
    let mut rows = Rows::new();
    let end_of_stored = (end != u64::MAX).then_some(end);
    let mut tried = stored.range(..end).peekable();
    while let Some((first, sealed)) = tried.next() {
        let next = tried.peek().map(|(next, _)| **next).or(end_of_stored);
        let id = chart.log.chart();
        let opened = lasts(*first, next, sealed.as_bytes().len()).find_map(|last| {
            let place = segment_place(compartment, id, *first, last);
            vault.open(&place, sealed).ok().map(|bytes| (last, bytes))
        });
        match opened {
            Some((last, bytes)) => {
                chart.read_segment(compartment, *first, &bytes);
                rows.push((*first, last));
            }
            None => chart.gap(compartment, *first, Unreadable::Damaged),
        }
    }
    rows
}
