//! The oldest rows of a journal go, while nobody asks for anything: every act adds a row, and most of them say what later
//! ones say again. The charts that are found by one of the oldest are named once more at the end, many in a row, and that
//! row says where the journal begins now.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::chart::{NamedRows, touched};
use super::fetch::{Alone, Fetch, StoredPart};
use super::journal::{
    Begins, JournalRow, Lists, RowEntries, Rows, Tail, Touched, first_row, open_row,
};
use super::list::{ListedChart, Move};
use super::save::{Act, MANY_IDS, MOST_CHARTS};
use crate::base::{ChartId, Compartment, Digest, Entropy, EntryId};
use crate::engine::host::Host;
use crate::engine::protocol::Failure;
use crate::engine::session::Session;
use crate::engine::tidying::Before;
use crate::store::{Key, Range, Shorten, Store, StoreError, Write};
use crate::vault::{Sealed, Vault};

/// Rows that go at once, and charts that are named again at once, at most.
const MOST_OLD: u64 = 64;
const MOST_AGAIN: usize = 256;
/// Rows of the journal that are read at once, about, to find what is named again.
const MANY_READS: usize = 128;

/// Rows of one journal, each read once.
struct Remembering<'a, S> {
    alone: Alone<'a, S>,
    rows: RefCell<BTreeMap<u64, Option<Rc<JournalRow>>>>,
}

impl<S: Store> Fetch for Remembering<'_, S> {
    async fn chart(&self, kept: &ListedChart) -> Result<Vec<StoredPart>, StoreError> {
        self.alone.chart(kept).await
    }

    async fn journal(
        &self,
        compartment: Compartment,
        number: u64,
    ) -> Result<Option<Rc<JournalRow>>, StoreError> {
        if let Some(row) = self.rows.borrow().get(&number) {
            return Ok(row.clone());
        }
        let row = self.alone.journal(compartment, number).await?;
        self.rows.borrow_mut().insert(number, row.clone());
        Ok(row)
    }
}

/// How a chart stands in a compartment, by all rows of the journal that say something of it.
struct Standing {
    chart: ChartId,
    digest: Digest,
    rows: Rows,
    held: Vec<RowEntries>,
    /// The numbers of those rows.
    by: BTreeSet<u64>,
}

/// What goes and what is named again instead.
#[derive(Default)]
struct Plan {
    again: BTreeMap<ChartId, Standing>,
    /// A chart that no row that goes is needed for: named again where there is no other, since some row has to say that
    /// they went.
    instead: Option<Standing>,
    begins: Option<Begins>,
}

impl Session {
    /// Lets a few of the oldest rows of a journal go; `false` where none is long.
    pub async fn shorten_some<S: Store, H: Host>(
        &mut self,
        store: &S,
        entropy: &mut dyn Entropy,
        host: &H,
    ) -> Result<bool, Failure> {
        for compartment in self.tails.keys().copied().collect::<Vec<_>>() {
            if self.is_long(store, compartment).await?
                && self.shorten(store, compartment, entropy, host).await?
            {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Whether a journal has far more rows than would name every chart and entry once.
    async fn is_long<S: Store>(
        &mut self,
        store: &S,
        compartment: Compartment,
    ) -> Result<bool, StoreError> {
        let next = self.tails[&compartment].next;
        if next <= self.shortening.spare || self.shortening.stuck.contains(&compartment) {
            return Ok(false);
        }
        let begins = match self.shortening.begins.get(&compartment) {
            Some(begins) => *begins,
            None => first_row(store, compartment).await?,
        };
        self.shortening.begins.insert(compartment, begins);
        if next - begins <= self.shortening.spare {
            return Ok(false);
        }
        let entries = self.list.kept.values().map(|kept| kept.entries as usize);
        let needed = self.list.kept.len() / MOST_CHARTS + entries.sum::<usize>() / MANY_IDS;
        Ok(next - begins > self.shortening.spare + 4 * needed as u64)
    }

    async fn shorten<S: Store, H: Host>(
        &mut self,
        store: &S,
        compartment: Compartment,
        entropy: &mut dyn Entropy,
        host: &H,
    ) -> Result<bool, Failure> {
        let from = self.shortening.begins[&compartment];
        let before = match self.shortening.before.get(&compartment) {
            Some(before) => *before,
            None => self.before_first(store, compartment, from, host).await?,
        };
        self.shortening.before.insert(compartment, before);
        let mut plan = match before {
            Before::Lost => Plan::default(),
            Before::Unread => self.plan(store, compartment, from, None, host).await?,
            Before::Known(hash) => {
                self.plan(store, compartment, from, Some(hash), host)
                    .await?
            }
        };
        if plan.again.is_empty() && plan.begins.is_some() {
            let instead = plan.instead.take().map(|one| (one.chart, one));
            plan.again.extend(instead);
        }
        if plan.again.is_empty() {
            self.shortening.stuck.insert(compartment);
            return Ok(false);
        }
        let mut act = Act::new(&mut self.vault, entropy, self.tails.clone());
        if let Some(begins) = plan.begins {
            act.begin_journal(compartment, begins);
            act.writes.push(Write::Shorten(Shorten {
                compartment,
                from,
                to: begins.number,
            }));
        }
        let (mut moves, mut lists) = (Vec::new(), Vec::new());
        for (chart, standing) in plan.again {
            let row = act.next_row(compartment);
            moves.push(Move {
                chart,
                compartment,
                row,
            });
            lists.push((chart, Lists::found(vec![(row, standing.rows.len())])));
            act.touch(compartment, standing.again());
        }
        act.write_moves(self.list.next_delta, &moves)?;
        self.tails = act.commit(store, &self.list, &[]).await?;
        self.believe_moves(&moves);
        for (chart, lists) in lists {
            if let Some(held) = self.charts.iter_mut().find(|held| held.chart.id() == chart) {
                held.open.lists.insert(compartment, lists);
            }
        }
        if let Some(begins) = plan.begins {
            let (begins, before) = (begins.number, Before::Known(begins.hash));
            self.shortening.begins.insert(compartment, begins);
            self.shortening.before.insert(compartment, before);
        }
        Ok(true)
    }

    /// What the first row of a journal that is there has to follow: its last word of where it begins is looked for from the
    /// end.
    async fn before_first<S: Store, H: Host>(
        &self,
        store: &S,
        compartment: Compartment,
        first: u64,
        host: &H,
    ) -> Result<Before, Failure> {
        let mut begins = Begins::from(Tail::default());
        let mut end = match first {
            0 => 0,
            _ => self.tails[&compartment].next,
        };
        'journal: while end > first {
            host.go_on()?;
            let from = end.saturating_sub(MOST_OLD).max(first);
            let range = Range::JournalRows(compartment, from, end - 1);
            let page = store.scan(&range);
            for (key, sealed) in page.await?.iter().rev() {
                let Key::Journal(_, number) = key else {
                    continue;
                };
                let Some(row) = open_row(&self.vault, compartment, *number, sealed) else {
                    return Ok(Before::Unread);
                };
                if let Some(said) = row.begins {
                    begins = said;
                    break 'journal;
                }
            }
            end = from;
        }
        Ok(match begins.number == first {
            true => Before::Known(begins.hash),
            false => Before::Lost,
        })
    }

    /// Which of the oldest rows may go. None from one on that does not open or does not follow: it says that something is
    /// lost, and stays.
    async fn plan<S: Store, H: Host>(
        &self,
        store: &S,
        compartment: Compartment,
        from: u64,
        before: Option<Digest>,
        host: &H,
    ) -> Result<Plan, Failure> {
        let range = Range::JournalRows(compartment, from, from + MOST_OLD);
        let page = store.scan(&range).await?;
        let oldest = following(&self.vault, compartment, from, before, &page);
        let vault = &self.vault;
        let known = oldest.iter().map(|row| (row.number, Some(Rc::clone(row))));
        let fetch = Remembering {
            alone: Alone { store, vault },
            rows: RefCell::new(known.collect()),
        };
        let mut plan = Plan::default();
        for pair in oldest.windows(2) {
            let [row, next] = pair else { continue };
            for touched in &row.charts {
                if plan.again.contains_key(&touched.chart) {
                    continue;
                }
                if plan.again.len() >= MOST_AGAIN {
                    return Ok(plan);
                }
                let standing = self.standing(&fetch, compartment, touched.chart, host);
                let standing = standing.await?;
                let Some(standing) = standing else {
                    return Ok(plan);
                };
                if standing.by.contains(&row.number) {
                    plan.again.insert(touched.chart, standing);
                } else {
                    plan.instead = Some(standing);
                }
            }
            plan.begins = Some(Begins {
                number: next.number,
                hash: next.previous,
            });
            if fetch.rows.borrow().len() > MANY_READS {
                break;
            }
        }
        Ok(plan)
    }

    /// `None` where a row of the journal that says something of the chart is not there or does not open.
    async fn standing(
        &self,
        fetch: &impl Fetch,
        compartment: Compartment,
        chart: ChartId,
        host: &impl Host,
    ) -> Result<Option<Standing>, Failure> {
        let kept = self.list.kept.get(&chart);
        let Some(mut number) = kept.and_then(|kept| kept.last_touch(compartment)) else {
            return Ok(None);
        };
        let Some(last) = touched(fetch, compartment, number, chart).await? else {
            return Ok(None);
        };
        let named = NamedRows::by(fetch, compartment, number, &last).await?;
        if !named.whole {
            return Ok(None);
        }
        let digest = last.digest;
        let mut by: BTreeSet<u64> = named.lists.numbers().collect();
        let mut held: BTreeMap<u64, Vec<EntryId>> = BTreeMap::new();
        let mut of = last;
        loop {
            host.go_on()?;
            by.insert(number);
            for (first, ids) in of.told() {
                held.entry(first).or_insert_with(|| ids.to_vec());
            }
            let Some(before) = of.before else { break };
            let row = match before < number {
                true => touched(fetch, compartment, before, chart).await?,
                false => None,
            };
            let Some(row) = row else { return Ok(None) };
            (number, of) = (before, row);
        }
        let firsts = named.rows.iter().map(|(first, _)| *first);
        let held = firsts.filter_map(|first| {
            let ids = held.remove(&first)?;
            Some(RowEntries { first, ids })
        });
        let held = held.collect();
        Ok(Some(Standing {
            chart,
            digest,
            held,
            rows: named.rows,
            by,
        }))
    }
}

impl Standing {
    fn again(self) -> Touched {
        Touched {
            chart: self.chart,
            all: Some(self.rows),
            digest: self.digest,
            added: None,
            before: None,
            since: None,
            held: Some(self.held),
        }
    }
}

/// The rows of a page from this number on, as long as each opens and follows the one before.
fn following(
    vault: &Vault,
    compartment: Compartment,
    from: u64,
    before: Option<Digest>,
    page: &[(Key, Sealed)],
) -> Vec<Rc<JournalRow>> {
    let mut after = before;
    let rows = page
        .iter()
        .zip(from..)
        .map_while(|((key, sealed), number)| {
            if *key != Key::Journal(compartment, number) {
                return None;
            }
            let row = open_row(vault, compartment, number, sealed)?;
            let follows = after.is_none_or(|after| row.previous == after);
            after = Some(Tail::after(number, sealed).hash);
            follows.then(|| Rc::new(row))
        });
    rows.collect()
}
