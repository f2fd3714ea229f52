//! The entries behind each number of an import's preview.

use std::collections::BTreeSet;

use crate::base::{ChartId, Clock, EntryId};
use crate::engine::Engine;
use crate::engine::protocol::*;
use crate::reading::directory::bounded;
use crate::reading::view::{EntryView, PersonRow, Unreadable};
use crate::store::Store;
use crate::store::beside::Files;
use crate::transfer::bundle::{self, OpenedChart, Why};

use crate::engine::opened_file::{ChartImport, OpenedFile, Whose};

/// Entries on one page of a list.
const PAGE: usize = 50;

/// What became of one chart's entries when the file was compared with what is here.
struct Sorted {
    new: Vec<EntryId>,
    known: Vec<EntryId>,
    /// Those that stand against another, and those that cannot join.
    conflicting: Vec<EntryId>,
    /// Those that are not added, and why.
    left_out: Vec<EntryId>,
}

impl Sorted {
    fn of(arriving: &OpenedChart, plan: &ChartImport) -> Self {
        let new: Vec<EntryId> = plan.merge.new.iter().map(|entry| entry.id()).collect();
        let refused: Vec<EntryId> = plan.merge.refused.iter().map(|(id, _)| *id).collect();
        let left_out: Vec<EntryId> = plan.left_out.iter().map(|(id, _)| *id).collect();
        let others = new.iter().chain(&refused).chain(&left_out);
        let others: BTreeSet<EntryId> = others.copied().collect();
        let all = arriving.log.ordered();
        let all = all.iter().map(|entry| entry.id());
        let conflicting = plan.merge.conflicting.iter().chain(&refused);
        Self {
            known: all.filter(|id| !others.contains(id)).collect(),
            conflicting: conflicting.copied().collect(),
            new,
            left_out,
        }
    }

    fn ids(&self, which: Arriving) -> &[EntryId] {
        match which {
            Arriving::New => &self.new,
            Arriving::Known => &self.known,
            Arriving::Conflicting => &self.conflicting,
            Arriving::LeftOut => &self.left_out,
            Arriving::Unreadable | Arriving::Unplaced => &[],
        }
    }
}

impl<S: Store, F: Files, C: Clock> Engine<S, F, C> {
    /// Entries of the opened bundle: of one chart or of all, after the first `from`.
    pub(in crate::engine) fn list_arriving(
        &self,
        which: Arriving,
        chart: Option<ChartId>,
        from: u32,
    ) -> Result<ArrivingList, Failure> {
        let session = self.open()?;
        let Some(OpenedFile::Bundle { opened, plan }) = &session.opened_file else {
            return Err(FileFailure::NothingOpen.into());
        };
        let held = opened.charts.iter().zip(&plan.charts);
        // A log that is nobody's is listed only for what of it is left out.
        let held = held.filter(|(_, one)| which == Arriving::LeftOut || one.whose == Whose::Person);
        let held = held.filter(|(_, one)| chart.is_none_or(|chart| chart == one.chart()));
        let known = session.reader().beside_ours(opened.authors.clone());
        let mut list = Paged::new(from as usize);
        for (arriving, one) in held {
            let sorted = Sorted::of(arriving, one);
            let ids = sorted.ids(which);
            let unreadable: &[_] = match which {
                Arriving::Unreadable => &arriving.unreadable,
                _ => &[],
            };
            let ids = list.take(ids);
            let unreadable = list.take(unreadable);
            if ids.is_empty() && unreadable.is_empty() {
                continue;
            }
            let read = session.reader().arriving(&arriving.log, &known);
            let person = bounded(read.person());
            let views = ids.iter().filter_map(|id| read.entry(id));
            let views = views.chain(unreadable.iter().map(unreadable_view));
            list.rows
                .extend(views.map(|view| arrived(Some(&person), view)));
        }
        if which == Arriving::Unplaced {
            let unplaced = list.take(&opened.unplaced);
            let views = unplaced.iter().map(unreadable_view);
            list.rows.extend(views.map(|view| arrived(None, view)));
        }
        Ok(ArrivingList {
            rows: list.rows,
            total: list.total as u32,
        })
    }
}

/// One page of a list that is made of several.
struct Paged {
    /// How many are still to be passed over.
    before: usize,
    room: usize,
    total: usize,
    rows: Vec<ArrivingEntry>,
}

impl Paged {
    fn new(from: usize) -> Self {
        Self {
            before: from,
            room: PAGE,
            total: 0,
            rows: Vec::new(),
        }
    }

    /// Those of the next part that are on the page.
    fn take<'a, T>(&mut self, part: &'a [T]) -> &'a [T] {
        self.total += part.len();
        let from = self.before.min(part.len());
        self.before -= from;
        let taken = self.room.min(part.len() - from);
        self.room -= taken;
        &part[from..from + taken]
    }
}

fn arrived(person: Option<&PersonRow>, entry: EntryView) -> ArrivingEntry {
    ArrivingEntry {
        person: person.cloned(),
        entry,
    }
}

fn unreadable_view(item: &bundle::Unreadable) -> EntryView {
    EntryView::Unreadable {
        place: item.place.item,
        reason: match item.why {
            Why::Malformed => Unreadable::Damaged,
            Why::Newer(_) => Unreadable::Newer,
            Why::Author => Unreadable::Author,
            Why::Signature => Unreadable::Signature,
            Why::Chain => Unreadable::Chain,
            Why::OtherChart => Unreadable::OtherChart,
        },
        near: None,
    }
}
