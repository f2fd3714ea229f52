//! The lists of a clinic: who waits, the register of a day, whom to see to.
//!
//! Who may stand on a list is told by the patient list, which is in memory; what a line says is read from the charts, so
//! that its numbers are theirs.

use std::ops::RangeInclusive;

use chrono::{Days, NaiveDate};

use crate::base::{Clock, InOrder, Stamp};
use crate::engine::Engine;
use crate::engine::host::Host;
use crate::engine::keeping::chart::load_from;
use crate::engine::keeping::fetch::{Among, InTurn};
use crate::engine::keeping::list::{ListedChart, PAGE};
use crate::engine::protocol::*;
use crate::engine::session::Session;
use crate::reading::chart::Chart;
use crate::reading::directory::{DirectoryRow, bounded};
use crate::reading::view::{ForYou, ListLine, ListPage, ListRow, Waiting, WaitingRow, WorkList};
use crate::store::beside::Files;
use crate::store::{Durability, Store};

/// So many of a family are named on the first page.
const FAMILY: usize = 8;

/// What is looked for in the charts.
enum Wanted {
    Visits(RangeInclusive<NaiveDate>),
    FollowUps(RangeInclusive<NaiveDate>),
    ToLookAt,
    /// On this day.
    WaitedFor(NaiveDate),
}

/// Any day at all.
const EVER: RangeInclusive<NaiveDate> = NaiveDate::MIN..=NaiveDate::MAX;

impl Wanted {
    /// `None`: the patient list alone tells.
    fn of(list: WorkList, today: NaiveDate, lost_after: u16) -> Option<Self> {
        Some(match list {
            WorkList::Register(day) => Self::Visits(day..=day),
            WorkList::Due(by) => Self::FollowUps(before(today, GRACE_DAYS)..=by),
            WorkList::Missed => {
                Self::FollowUps(before(today, lost_after)..=before(today, GRACE_DAYS + 1))
            }
            WorkList::Lost => {
                Self::FollowUps(NaiveDate::MIN..=before(today, lost_after.max(GRACE_DAYS) + 1))
            }
            WorkList::NotLookedAt => Self::ToLookAt,
            WorkList::WithoutResult => Self::WaitedFor(today),
            WorkList::LeftOpen => return None,
        })
    }

    fn may_be_of(&self, row: &DirectoryRow) -> bool {
        match self {
            Self::Visits(days) => row.visited.may_have(days),
            Self::FollowUps(days) => row.due.may_have(days),
            Self::ToLookAt => row.to_look_at.may_have(&EVER),
            Self::WaitedFor(_) => row.waited_for.may_have(&EVER),
        }
    }

    /// The lines of a chart, those of visits of this site alone: what is due is seen to wherever the person comes.
    fn lines_of(&self, chart: &Chart, site: &str) -> Vec<ListLine> {
        match self {
            Self::Visits(days) => {
                let lines = chart.registered(days).into_iter();
                let here = lines.filter(|line| line.registered.visit.site == site);
                here.map(ListLine::Visit).collect()
            }
            Self::FollowUps(days) => {
                let lines = chart.follow_ups(days).into_iter();
                lines.map(ListLine::FollowUp).collect()
            }
            Self::ToLookAt => {
                let results = chart.to_look_at().into_iter();
                results.map(|row| ListLine::Result(Box::new(row))).collect()
            }
            Self::WaitedFor(today) => {
                let orders = chart.waited_for(*today).into_iter();
                orders.map(|row| ListLine::Order(Box::new(row))).collect()
            }
        }
    }
}

impl<S: Store, F: Files, C: Clock> Engine<S, F, C> {
    pub(in crate::engine) fn waiting(&self) -> Result<Waiting, Failure> {
        let now = self.clock.now();
        let session = self.open()?;
        let site = session.installation.site.clone();
        let directory = &session.list.directory;
        Ok(Waiting {
            now,
            people: directory.waiting(now, &site),
            site,
        })
    }

    pub(in crate::engine) async fn work_list<H: Host>(
        &mut self,
        list: WorkList,
        host: &H,
    ) -> Result<ListPage, Failure> {
        let now = self.clock.now();
        let today = now.day();
        let session = self.open()?;
        let site = session.installation.site.clone();
        let lost_after = session.installation.clinic.lost_after_days;
        // What was due before today is late, and stands on today's list.
        let list = match list {
            WorkList::Due(by) => WorkList::Due(by.max(today)),
            list => list,
        };
        let Some(wanted) = Wanted::of(list, today, lost_after) else {
            let rows = session.list.directory.left_open(now, &site);
            return self.list_page(list, today, rows.into_iter().map(open_row).collect());
        };
        let may_be: Vec<&ListedChart> = session
            .list
            .people()
            .filter(|kept| kept.row.as_ref().is_some_and(|row| wanted.may_be_of(row)))
            .collect();
        let of = may_be.len();
        let fetch = InTurn::over(&self.store, &session.vault, may_be.clone(), Among::Others);
        let reader = session.reader();
        let mut rows = Vec::new();
        let mut counted = Vec::new();
        let mut not_counted = 0;
        for (done, kept) in may_be.into_iter().enumerate() {
            host.step(Step::Charts, done, of).await?;
            let open = load_from(&fetch, &session.vault, kept).await?;
            let read = reader.read(open);
            not_counted += usize::from(!read.open.gaps.is_empty());
            let person = bounded(read.chart.person());
            let lines = wanted.lines_of(&read.chart, &site).into_iter();
            rows.extend(lines.map(|line| ListRow {
                person: person.clone(),
                line,
            }));
            // What cannot be read now may be read another time: the row that knows more stays.
            let row = reader.row_of_read(&read);
            if row != kept.row && read.open.gaps.is_empty() {
                counted.push(ListedChart {
                    row,
                    ..kept.clone()
                });
            }
        }
        for some in counted.chunks(PAGE) {
            self.keep_counted(some.to_vec()).await?;
        }
        rows.order_by_key(|row| (row.line.rank(), at(&row.line), row.person.chart));
        let mut page = self.list_page(list, today, rows)?;
        page.not_counted = page.not_counted.max(not_counted as u32);
        Ok(page)
    }

    /// Rows of before that were counted now: the next list need not read their charts.
    async fn keep_counted(&mut self, counted: Vec<ListedChart>) -> Result<(), Failure> {
        let session = self.session.as_deref_mut().ok_or(Failure::Locked)?;
        let number = session.list.next_delta;
        let delta = session.list_delta(number, &counted, self.entropy.as_mut())?;
        // What cannot be kept now is counted again: the list itself is there.
        if let Some(delta) = delta
            && let Ok(()) = self.store.commit(vec![delta], Durability::Relaxed).await
        {
            session.believe(counted);
        }
        Ok(())
    }

    fn list_page(
        &self,
        list: WorkList,
        today: NaiveDate,
        rows: Vec<ListRow>,
    ) -> Result<ListPage, Failure> {
        let session = self.open()?;
        let people = || session.list.people();
        Ok(ListPage {
            list,
            today,
            site: session.installation.site.clone(),
            rows,
            charts: people().count() as u32,
            entries: people().map(|kept| kept.entries).sum(),
            not_counted: people().filter(|kept| kept.unreadable > 0).count() as u32,
        })
    }
}

/// What the first page says of the lists: nobody's chart is read for it.
pub(super) fn for_you(session: &Session, now: Stamp) -> ForYou {
    let installation = &session.installation;
    let directory = &session.list.directory;
    let (today, lost_after) = (now.day(), installation.clinic.lost_after_days);
    let due = |days: RangeInclusive<NaiveDate>| {
        let alive = directory.rows().filter(|row| row.person.died.is_none());
        alive.filter(move |row| row.due.has(&days))
    };
    if installation.kind == VaultKind::Family {
        let people = due(NaiveDate::MIN..=today).take(FAMILY);
        return ForYou {
            family: people.map(|row| row.person.clone()).collect(),
            ..ForYou::default()
        };
    }
    let late = NaiveDate::MIN..=before(today, 1);
    let people = |list: WorkList| match Wanted::of(list, today, lost_after) {
        Some(Wanted::FollowUps(days)) => due(days).count() as u32,
        _ => 0,
    };
    ForYou {
        due: people(WorkList::Due(today)),
        missed: people(WorkList::Missed),
        left_open: directory.left_open(now, &installation.site).len() as u32,
        results: directory
            .rows()
            .filter(|row| row.to_look_at.has(&EVER))
            .count() as u32,
        orders: directory
            .rows()
            .filter(|row| row.waited_for.has(&late))
            .count() as u32,
        family: Vec::new(),
    }
}

fn before(today: NaiveDate, days: u16) -> NaiveDate {
    let then = today.checked_sub_days(Days::new(u64::from(days)));
    then.unwrap_or(NaiveDate::MIN)
}

/// What lines are put in order by: the moment or the day.
fn at(line: &ListLine) -> (Option<NaiveDate>, Option<i64>) {
    match line {
        ListLine::Visit(line) => (None, line.registered.visit.when.sort_key()),
        ListLine::FollowUp(follow_up) => (Some(follow_up.due), None),
        ListLine::Open(visit) => (None, Some(visit.opened.ms)),
        ListLine::Result(result) => (None, result.when.sort_key()),
        ListLine::Order(order) => (order.late_after, order.ordered.sort_key()),
    }
}

fn open_row(row: WaitingRow) -> ListRow {
    ListRow {
        person: row.person,
        line: ListLine::Open(row.visit),
    }
}
