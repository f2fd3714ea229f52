//! Many small rows of a chart become one, while nobody asks for anything: every act adds a row, and whoever opens a chart
//! opens each of them. The entries, their bytes and their arrival numbers stay as they are.

use std::ops::Range;

use super::chart::{NamedRows, segment_place, touched};
use super::fetch::{Alone, Fetch};
use super::journal::{RowEntries, Touched};
use super::list::Move;
use super::save::Act;
use super::segment::{MOST_BYTES, MOST_ITEMS, Segment};
use crate::base::{Entropy, EntryId};
use crate::engine::failure::sealing;
use crate::engine::host::Host;
use crate::engine::protocol::Failure;
use crate::engine::session::Session;
use crate::engine::tidying::{Due, FEWEST};
use crate::store::{Key, Merge, Query, Store, Write};
use crate::vault::Sealed;

/// How large rows are that are merged with each other, in items, and how many of them there are at least. A row that comes
/// of it is larger than that, unless its bytes or a row that stays as it is cut it short: an item is written again about
/// once a size.
const SIZES: [(u64, usize); 3] = [(8, FEWEST as usize), (64, 2), (256, 2)];
/// Rows that are merged at once, at most: each is read and opened.
const MOST_ROWS: usize = 64;
/// Rows that are read at once, behind the first two: a row of one item may be as large as many together may become.
const ROWS_AT_ONCE: usize = 8;

fn items((first, last): &(u64, u64)) -> u64 {
    last - first + 1
}

/// The first rows, from a place on, that are to become one.
fn to_merge(rows: &[(u64, u64)], from: usize) -> Option<Range<usize>> {
    SIZES.iter().find_map(|(below, fewest)| {
        let mut start = from;
        while start < rows.len() {
            let run = run(&rows[start..], *below);
            let all: u64 = rows[start..start + run].iter().map(items).sum();
            if run >= *fewest && all >= *below {
                return Some(start..start + run);
            }
            start += run.max(1);
        }
        None
    })
}

/// How many rows, from the first on, are small enough and together make one row.
fn run(rows: &[(u64, u64)], below: u64) -> usize {
    let (mut next, mut all) = (None, 0);
    let fits = |row: &&(u64, u64)| {
        all += items(row);
        let follows = next.is_none_or(|next| next == row.0);
        next = Some(row.1 + 1);
        follows && items(row) < below && all <= MOST_ITEMS as u64
    };
    rows.iter().take(MOST_ROWS).take_while(fits).count()
}

/// What was done about rows that may be merged.
pub enum Merging {
    Merged,
    Nothing,
    /// No rows are left that nobody looked at.
    AllSeen,
}

/// What came of looking at the rows of a chart.
enum Looked {
    Merged,
    /// Rows before this one cannot be merged.
    InVain(usize),
    NoneDue,
}

/// What some adjacent rows hold together.
#[derive(Default)]
struct Together {
    rows: usize,
    bytes: Vec<u8>,
    ids: Vec<EntryId>,
}

impl Session {
    /// Looks at the rows of one chart and merges some. Nothing was done where the host does not let it go on.
    pub async fn merge_some<S: Store, H: Host>(
        &mut self,
        store: &S,
        entropy: &mut dyn Entropy,
        host: &H,
    ) -> Result<Merging, Failure> {
        let Some(due) = self.merges.next(&self.list.kept, entropy) else {
            return Ok(Merging::AllSeen);
        };
        match self.merge_rows(store, due, entropy, host).await {
            Ok(Looked::Merged) => {
                self.merges.merged(due);
                Ok(Merging::Merged)
            }
            Ok(Looked::InVain(from)) => {
                self.merges.in_vain(due, from);
                Ok(Merging::Nothing)
            }
            Ok(Looked::NoneDue) => Ok(Merging::Nothing),
            Err(error) => {
                self.merges.put_off(due);
                Err(error)
            }
        }
    }

    /// Merges rows of a chart in a compartment.
    async fn merge_rows<S: Store, H: Host>(
        &mut self,
        store: &S,
        due: Due,
        entropy: &mut dyn Entropy,
        host: &H,
    ) -> Result<Looked, Failure> {
        let Due {
            chart,
            compartment,
            from,
            ..
        } = due;
        host.go_on()?;
        let kept = self.list.kept.get(&chart);
        let Some(number) = kept.and_then(|kept| kept.last_touch(compartment)) else {
            return Ok(Looked::NoneDue);
        };
        let fetch = Alone {
            store,
            vault: &self.vault,
        };
        let Some(last) = touched(&fetch, compartment, number, chart).await? else {
            return Ok(Looked::NoneDue);
        };
        let named = NamedRows::by(&fetch, compartment, number, &last).await?;
        // Beside a damaged row of the journal everything stays where it can be tried.
        let Some(run) = to_merge(&named.rows, from).filter(|_| named.whole) else {
            return Ok(Looked::NoneDue);
        };
        let small = &named.rows[run.clone()];
        let together = self.together(store, due, small, host).await?;
        if together.rows < 2 {
            return Ok(Looked::InVain(run.start + together.rows.max(1)));
        }
        let old = &named.rows[run.start..run.start + together.rows];
        let (first, end) = (old[0].0, old[together.rows - 1].1);
        let others = old[1..].iter().map(|(first, _)| *first).collect();
        let is_last = run.start + together.rows == named.rows.len();
        let before = match is_last {
            true => before_rows(&fetch, due, number, first, host).await?,
            false => Some(number),
        };
        let place = segment_place(compartment, chart, first, end);
        let into = self.vault.seal(&place, &together.bytes, entropy);
        let (mut rows, mut lists) = (named.rows.clone(), named.lists);
        rows.splice(run.start..run.start + together.rows, [(first, end)]);
        let stood = lists.keep_first(run.start);
        let mut act = Act::new(&mut self.vault, entropy, self.tails.clone());
        let row = act.next_row(compartment);
        let (all, since) = lists.name(row, &rows, stood);
        let touched = Touched {
            chart,
            all,
            digest: last.digest,
            added: None,
            before,
            since,
            held: Some(vec![RowEntries {
                first,
                ids: together.ids,
            }]),
        };
        act.touch(compartment, touched);
        act.writes.push(Write::Merge(Merge {
            compartment,
            chart,
            first,
            others,
            into: into.map_err(sealing)?,
        }));
        let moves = [Move {
            chart,
            compartment,
            row,
        }];
        act.write_moves(self.list.next_delta, &moves)?;
        self.tails = act.commit(store, &self.list, &[]).await?;
        self.believe_moves(&moves);
        if let Some(held) = self.charts.iter_mut().find(|held| held.chart.id() == chart) {
            held.open.rows.insert(compartment, rows);
            held.open.lists.insert(compartment, lists);
        }
        Ok(Looked::Merged)
    }

    /// What the first of these rows hold, as many as make one row. What does not open or does not read as it should ends
    /// them: it is never written again.
    async fn together<S: Store, H: Host>(
        &self,
        store: &S,
        due: Due,
        rows: &[(u64, u64)],
        host: &H,
    ) -> Result<Together, Failure> {
        let mut together = Together::default();
        let (first, others) = rows.split_at(rows.len().min(2));
        for group in std::iter::once(first).chain(others.chunks(ROWS_AT_ONCE)) {
            host.go_on()?;
            let key = |row: &(u64, u64)| Query::Get(Key::Log(due.compartment, due.chart, row.0));
            let queries: Vec<Query> = group.iter().map(key).collect();
            for (row, stored) in group.iter().zip(store.read(&queries).await?) {
                if !self.join(&mut together, due, *row, &stored) {
                    return Ok(together);
                }
            }
        }
        Ok(together)
    }

    /// Takes in what a row holds; `false` where it stays as it is.
    fn join(
        &self,
        together: &mut Together,
        due: Due,
        row: (u64, u64),
        stored: &[(Key, Sealed)],
    ) -> bool {
        let [(_, sealed)] = stored else {
            return false;
        };
        let place = segment_place(due.compartment, due.chart, row.0, row.1);
        let Ok(bytes) = self.vault.open(&place, sealed) else {
            return false;
        };
        let segment = Segment::read(&bytes);
        let fits = together.bytes.len() + bytes.len() <= MOST_BYTES;
        if !fits || segment.len() != items(&row) || !is_sound(&segment, due) {
            return false;
        }
        together.rows += 1;
        together.bytes.extend_from_slice(&bytes);
        together.ids.extend(segment.ids());
        true
    }
}

/// The row of the journal that touched the chart last and tells of rows before this one, which with all behind it is
/// written again: whoever looks for what a damaged row held need not go through those between.
async fn before_rows(
    fetch: &impl Fetch,
    due: Due,
    last: u64,
    first: u64,
    host: &impl Host,
) -> Result<Option<u64>, Failure> {
    let mut number = last;
    loop {
        host.go_on()?;
        let Some(touched) = touched(fetch, due.compartment, number, due.chart).await? else {
            return Ok(Some(number));
        };
        if touched.told().any(|(told, _)| told < first) {
            return Ok(Some(number));
        }
        match touched.before.filter(|before| *before < number) {
            Some(before) => number = before,
            None => return Ok(None),
        }
    }
}

/// All of it is of this chart and read by this version: what is not keeps its own place.
fn is_sound(segment: &Segment, due: Due) -> bool {
    let mut headers = segment.entries.iter().map(|entry| entry.header());
    let belongs = headers.all(|of| of.chart == due.chart && of.compartment == due.compartment);
    segment.broken.is_empty() && belongs
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::keeping::journal::Rows;

    /// Rows of so many items each.
    fn rows(sizes: &[u64]) -> Rows {
        let mut next = 0;
        let row = |size: &u64| {
            next += size;
            (next - size, next - 1)
        };
        sizes.iter().map(row).collect()
    }

    #[test]
    fn small_rows_are_merged_first_and_large_ones_stay() {
        let merged = |sizes: &[u64], from| to_merge(&rows(sizes), from);
        assert_eq!(merged(&[1; 7], 0), None);
        assert_eq!(merged(&[1; 8], 0), Some(0..8));
        assert_eq!(merged(&[8, 8, 1, 1, 1, 1, 1, 1, 1, 1], 0), Some(2..10));
        assert_eq!(merged(&[8; 7], 0), None);
        assert_eq!(merged(&[8; 8], 0), Some(0..8));
        assert_eq!(merged(&[300, 8, 8, 8], 0), None);
        assert_eq!(merged(&[400, 200, 100, 300], 0), Some(1..3));
        assert_eq!(merged(&[1; 200], 0), Some(0..64));
        assert_eq!(merged(&[1; 10], 3), None);
        let mut apart = rows(&[1; 8]);
        apart[4..]
            .iter_mut()
            .for_each(|row| *row = (row.0 + 1, row.1 + 1));
        assert_eq!(to_merge(&apart, 0), None);
    }

    #[test]
    fn an_item_is_written_again_a_few_times_and_rows_stay_few() {
        let (mut all, mut written) = (Rows::new(), 0);
        for item in 0..20_000 {
            all.push((item, item));
            while let Some(run) = to_merge(&all, 0) {
                let merged = (all[run.start].0, all[run.end - 1].1);
                written += items(&merged);
                all.splice(run, [merged]);
            }
        }
        assert!(written <= 3 * 20_000, "{written}");
        assert!(all.len() <= 20 + 20_000 / 256, "{}", all.len());
    }
}
