//! Reading the patient list out of its sealed pages and deltas, and making it again from the log where it is damaged.

use std::collections::BTreeMap;

use super::chart::load_from;
use super::fetch::{Among, InTurn};
use super::journal::{first_row, open_row};
use super::list::{ListedChart, MANY_DELTAS, Move, PAGE, PatientList, to_bytes};
use super::save::refresh;
use crate::base::{ChartId, Compartment, Entropy};
use crate::engine::failure::sealing;
use crate::engine::host::Host;
use crate::engine::protocol::{Failure, Step};
use crate::engine::session::Session;
use crate::store::{Durability, Key, Range, Store, StoreError, Write};
use crate::vault::AssociatedData;

/// The list lies in the compartment that says who people are.
const LIST: Compartment = Compartment::IDENTITY;
/// Stands for the row of the journal that touched a chart last, where none that opens does.
const UNNAMED: u64 = u64::MAX;
/// Rows of a journal that are read at once.
const ROWS_AT_ONCE: u64 = 256;

impl Session {
    /// Everyone on the list. Pages that cannot be written now, for whatever reason, are written at a later unlock; nothing
    /// depends on them.
    pub async fn load_list<S: Store, H: Host>(
        &mut self,
        store: &S,
        entropy: &mut dyn Entropy,
        host: &H,
    ) -> Result<(), Failure> {
        if self.read_list(store).await? {
            let _waits = self.tidy_list(store, entropy).await;
            return Ok(());
        }
        let last = store.last(&Range::DirectoryDeltas(LIST)).await?;
        self.list = PatientList::default();
        self.rebuild_list(store, host).await?;
        if self.write_pages(store, entropy).await.is_err()
            && let Some((Key::DirectoryDelta(_, last), _)) = last
        {
            // What is written from now on leaves a hole behind what lies there, so that the list is made again.
            self.list.next_delta = last + 2;
        }
        Ok(())
    }

    /// `false` where any part of it cannot be read.
    async fn read_list<S: Store>(&mut self, store: &S) -> Result<bool, StoreError> {
        let mut list = PatientList::default();
        for (key, sealed) in store.scan(&Range::DirectoryPages(LIST)).await? {
            let Key::DirectoryPage(compartment, page) = key else {
                continue;
            };
            let place = AssociatedData::DirectoryPage { compartment, page };
            let opened = self.vault.open_large(&place, &sealed).await;
            if !opened.is_ok_and(|bytes| list.absorb_bytes(&bytes).is_ok()) {
                return Ok(false);
            }
            list.pages = list.pages.max(page + 1);
        }
        for (key, sealed) in store.scan(&Range::DirectoryDeltas(LIST)).await? {
            let Key::DirectoryDelta(compartment, number) = key else {
                continue;
            };
            let opened = self.vault.open(
                &AssociatedData::DirectoryDelta {
                    compartment,
                    number,
                },
                &sealed,
            );
            let in_turn = number == list.next_delta;
            if !in_turn || !opened.is_ok_and(|bytes| list.absorb_bytes(&bytes).is_ok()) {
                return Ok(false);
            }
            list.next_delta = number + 1;
            list.deltas += 1;
        }
        let whole = self.is_up_to_date(&list);
        self.list = list;
        Ok(whole)
    }

    /// A list that is behind its own journal lost a delta.
    fn is_up_to_date(&self, list: &PatientList) -> bool {
        let listed = |compartment: &Compartment| {
            let numbers = list.kept.values().flat_map(|kept| &kept.journal);
            numbers
                .filter(|(c, number)| c == compartment && *number != UNNAMED)
                .map(|(_, number)| number.saturating_add(1))
                .max()
                .unwrap_or(0)
        };
        self.tails
            .iter()
            .all(|(compartment, tail)| listed(compartment) == tail.next)
    }

    /// Reads the whole journal and every chart it names, in large pages.
    async fn rebuild_list<S: Store, H: Host>(
        &mut self,
        store: &S,
        host: &H,
    ) -> Result<(), Failure> {
        let mut charts = BTreeMap::<ChartId, ListedChart>::new();
        let held: Vec<Compartment> = self.vault.compartments().collect();
        for compartment in held {
            self.read_journal(store, compartment, &mut charts).await?;
            // Rows of a chart of which no row of this journal that opens says anything are there all the same.
            for key in store.keys(&Range::Log(compartment)).await? {
                let Key::Log(_, chart, _) = key else { continue };
                let kept = charts
                    .entry(chart)
                    .or_insert_with(|| ListedChart::new(chart));
                if kept.last_touch(compartment).is_none() {
                    kept.touched_by(compartment, UNNAMED);
                }
            }
        }
        // How a chart reads depends on whom this vault confirmed, which its own log says.
        if let Some(own) = charts.get(&self.own_log()) {
            self.list.absorb(own.clone());
            self.load_confirmed(store).await?;
        }
        let (reader, here) = (self.reader(), self.here());
        let charts: Vec<ListedChart> = charts.into_values().collect();
        let everyone = charts.iter().collect();
        let fetch = InTurn::over(store, &self.vault, everyone, Among::Themselves);
        for (done, kept) in charts.iter().enumerate() {
            host.step(Step::Charts, done, charts.len()).await?;
            let open = load_from(&fetch, &self.vault, kept).await?;
            let row = reader.row_of(&open);
            let mut kept = kept.clone();
            refresh(&mut kept, &open, &here, row);
            self.list.absorb(kept);
        }
        Ok(())
    }

    /// Which charts a journal names and where it does so last, with about as many entries as they have there.
    async fn read_journal<S: Store>(
        &self,
        store: &S,
        compartment: Compartment,
        charts: &mut BTreeMap<ChartId, ListedChart>,
    ) -> Result<(), Failure> {
        let Some(tail) = self.tails.get(&compartment) else {
            return Ok(());
        };
        let first = first_row(store, compartment).await?;
        for from in (first..tail.next).step_by(ROWS_AT_ONCE as usize) {
            let page = Range::JournalRows(compartment, from, from + (ROWS_AT_ONCE - 1));
            for (key, sealed) in store.scan(&page).await? {
                let Key::Journal(_, number) = key else {
                    continue;
                };
                let row = open_row(&self.vault, compartment, number, &sealed);
                for touched in row.into_iter().flat_map(|row| row.charts) {
                    let kept = charts
                        .entry(touched.chart)
                        .or_insert_with(|| ListedChart::new(touched.chart));
                    let ids = touched.told().map(|(_, ids)| ids.len() as u32);
                    kept.entries = kept.entries.saturating_add(ids.sum());
                    kept.touched_by(compartment, number);
                }
            }
        }
        Ok(())
    }

    /// A delta for charts whose entries did not change, under this number; nothing for no charts.
    pub fn list_delta(
        &mut self,
        number: u64,
        changed: &[ListedChart],
        entropy: &mut dyn Entropy,
    ) -> Result<Option<Write>, Failure> {
        if changed.is_empty() {
            return Ok(None);
        }
        let place = AssociatedData::DirectoryDelta {
            compartment: LIST,
            number,
        };
        let rows: Vec<&ListedChart> = changed.iter().collect();
        let sealed = self
            .vault
            .seal(&place, &to_bytes(&rows), entropy)
            .map_err(sealing)?;
        Ok(Some(Write::Put(Key::DirectoryDelta(LIST, number), sealed)))
    }

    /// Takes these rows into the list in memory, now that their delta is stored.
    pub fn believe(&mut self, changed: Vec<ListedChart>) {
        if !changed.is_empty() {
            self.list.next_delta += 1;
            self.list.deltas += 1;
        }
        changed.into_iter().for_each(|kept| self.list.absorb(kept));
    }

    /// As [`believe`](Self::believe), of charts whose entries are as they were. Their journals went on.
    pub fn believe_moves(&mut self, moves: &[Move]) {
        self.list.next_delta += 1;
        self.list.deltas += 1;
        let known = self.list.absorb_moves(moves);
        known.expect("charts of the list were moved");
        self.marks_due = true;
    }

    /// Writes the pages anew once many deltas have gathered.
    pub async fn tidy_list<S: Store>(
        &mut self,
        store: &S,
        entropy: &mut dyn Entropy,
    ) -> Result<(), Failure> {
        if self.list.deltas < MANY_DELTAS {
            return Ok(());
        }
        self.write_pages(store, entropy).await
    }

    async fn write_pages<S: Store>(
        &mut self,
        store: &S,
        entropy: &mut dyn Entropy,
    ) -> Result<(), Failure> {
        let rows: Vec<&ListedChart> = self.list.kept.values().collect();
        let mut writes = vec![
            Write::Clear(Range::DirectoryPages(LIST)),
            Write::Clear(Range::DirectoryDeltas(LIST)),
        ];
        let mut pages = 0;
        for chunk in rows.chunks(PAGE) {
            let place = AssociatedData::DirectoryPage {
                compartment: LIST,
                page: pages,
            };
            let page = to_bytes(chunk);
            let sealed = self.vault.seal_large(&place, &page, entropy).await;
            let sealed = sealed.map_err(sealing)?;
            writes.push(Write::Put(Key::DirectoryPage(LIST, pages), sealed));
            pages += 1;
        }
        store.commit(writes, Durability::Strict).await?;
        self.list.pages = pages;
        self.list.deltas = 0;
        self.list.next_delta = 0;
        Ok(())
    }
}
