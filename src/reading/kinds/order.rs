//! How an order is read, and how it stands: to be taken, taken, answered, cancelled.

use std::borrow::Cow;
use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};

use super::problem::Problems;
use super::{Bearing, Matter, Reads};
use crate::base::{EntryId, InOrder};
use crate::chart::draft::OrderSoFar;
use crate::chart::kinds::{Fact, Order, OrderEvent, Urgency};
use crate::chart::statement::{StatementId, StatementRef};
use crate::chart::when::When;
use crate::reading::stages::{Heard, Item};
use crate::reading::view::{HistoryKind, OrderRow, OrderState};

/// Days after which a result is late where nobody said by when it is expected; what is urgent is late after one, what is to
/// be done at once on the next day.
const WAITED_FOR: u64 = 7;

impl Reads for OrderEvent {
    fn bearing(&self, this: EntryId) -> Bearing {
        match self {
            Self::Ordered(_) => Bearing::Adds,
            Self::Collected(order, _) => Bearing::Replaces(Matter::Collecting(order.within(this))),
            Self::Cancelled(order, _) => Bearing::Replaces(Matter::Closing(order.within(this))),
        }
    }

    fn list(&self) -> Option<HistoryKind> {
        Some(HistoryKind::Results)
    }

    fn is_about(&self) -> Option<StatementRef> {
        self.order().copied()
    }

    fn words_of_change(&self) -> Cow<'_, str> {
        match self {
            Self::Cancelled(_, reason) => reason.into(),
            Self::Ordered(_) | Self::Collected(..) => "".into(),
        }
    }
}

/// What became of the orders of people known here.
#[derive(Clone, Debug, Default)]
pub struct Orders {
    /// Each that stands, with the day after which it is late.
    standing: BTreeMap<StatementId, NaiveDate>,
    /// Of what was said of an order, by the id it was said of: the last that counts.
    collected: BTreeMap<StatementId, StatementId>,
    cancelled: BTreeMap<StatementId, StatementId>,
    answered: BTreeMap<StatementId, StatementId>,
}

impl Orders {
    pub fn fold(heard: Heard) -> Self {
        let mut orders = Self::default();
        orders.extend(heard, 0);
        orders
    }

    /// Takes in the entries from this place on.
    pub fn extend(&mut self, heard: Heard, from: usize) {
        for item in heard.standing_from(from) {
            let this = item.id.entry;
            match item.fact() {
                Fact::Order(OrderEvent::Ordered(order)) => {
                    if is_ours(heard, &item)
                        && let Some(late) = late_after(order, &item)
                    {
                        self.standing.insert(item.id, late);
                    }
                }
                Fact::Order(OrderEvent::Collected(order, _)) => {
                    self.collected.insert(order.within(this), item.id);
                }
                Fact::Order(OrderEvent::Cancelled(order, _)) => {
                    self.cancelled.insert(order.within(this), item.id);
                }
                Fact::Report(report) => {
                    let order = report.order.map(|order| order.within(this));
                    // A stranger's report answers no order of ours.
                    let order = order.filter(|order| may_answer(heard, &item, order));
                    self.answered.extend(order.map(|order| (order, item.id)));
                }
                _ => {}
            }
        }
    }

    /// What was said of an order, or of the one it stands instead of.
    fn said_of(
        heard: Heard,
        said: &BTreeMap<StatementId, StatementId>,
        order: StatementId,
    ) -> Option<StatementId> {
        let mut back = heard.said.amendments.back_from(order);
        back.find_map(|id| said.get(&id).copied())
    }

    fn is_over(&self, heard: Heard, order: StatementId) -> bool {
        let mut over = [&self.cancelled, &self.answered].into_iter();
        over.any(|said| Self::said_of(heard, said, order).is_some())
    }

    /// The order as a form that is about it asks.
    pub fn so_far(&self, heard: Heard, order: StatementId) -> OrderSoFar {
        let said = heard.said.written.item(order);
        match said.map(|item| item.fact()) {
            Some(Fact::Order(OrderEvent::Ordered(_))) if self.is_over(heard, order) => {
                OrderSoFar::Over
            }
            Some(Fact::Order(OrderEvent::Ordered(_))) => OrderSoFar::Open,
            _ => OrderSoFar::None,
        }
    }

    /// Whether a report answers an order of people known here.
    pub fn is_answered_by(&self, report: &StatementId) -> bool {
        let mut answered = self.answered.iter();
        answered.any(|(order, by)| by == report && self.standing.contains_key(order))
    }

    /// Days after which the orders that wait are late.
    pub fn days(&self, heard: Heard<'_>) -> impl Iterator<Item = NaiveDate> {
        let open = self.standing.iter();
        let open = open.filter(move |(id, _)| !self.is_over(heard, **id));
        open.map(|(_, day)| *day)
    }

    /// Every order that stands, of strangers too: those that wait first, the latest expected last; then what is over, the
    /// newest first.
    pub fn rows(&self, heard: Heard, problems: &Problems, today: NaiveDate) -> Vec<OrderRow> {
        let ordered = heard.standing().filter_map(|item| match item.fact() {
            Fact::Order(OrderEvent::Ordered(order)) => Some((item, order)),
            _ => None,
        });
        let row = |(item, order): (Item, &Order)| {
            let state = self.state(heard, item.id);
            let waits = matches!(state, OrderState::ToTake | OrderState::Taken(_));
            let late_after = late_after(order, &item);
            OrderRow {
                id: item.id,
                order: order.clone(),
                ordered: item.when(),
                by: heard.said.written.author(item.entry).name.clone(),
                problems: problems.titles_now(&item.id),
                ours: is_ours(heard, &item),
                late: waits && is_ours(heard, &item) && late_after.is_some_and(|day| day < today),
                late_after,
                state,
                trust: heard.said.written.trust(item.entry),
            }
        };
        let mut rows: Vec<OrderRow> = ordered.map(row).collect();
        rows.order_by_key(|row| {
            let newest = row.ordered.sort_key().map(std::cmp::Reverse);
            let waits = row.waits();
            (!waits, row.late_after.filter(|_| waits), newest)
        });
        rows
    }

    fn state(&self, heard: Heard, order: StatementId) -> OrderState {
        let item = |id: StatementId| heard.said.written.item(id);
        if let Some(report) = Self::said_of(heard, &self.answered, order) {
            return OrderState::Answered(report);
        }
        let cancelled = Self::said_of(heard, &self.cancelled, order).and_then(item);
        if let Some(cancelled) = cancelled
            && let Fact::Order(OrderEvent::Cancelled(_, reason)) = cancelled.fact()
        {
            return OrderState::Cancelled(cancelled.when(), reason.clone());
        }
        let taken = Self::said_of(heard, &self.collected, order).and_then(item);
        taken.map_or(OrderState::ToTake, |taken| OrderState::Taken(taken.when()))
    }
}

/// Orders that came with another system's file are waited for where they were written.
fn is_ours(heard: Heard, item: &Item) -> bool {
    heard.said.written.is_known(item.entry) && !item.is_imported()
}

/// Whoever may say something of an order may answer it.
fn may_answer(heard: Heard, report: &Item, order: &StatementId) -> bool {
    let of = heard.said.written.entry_at(&order.entry);
    of.is_some_and(|(_, of)| heard.said.written.may_change(report.entry, of))
}

/// The last day on which an order is not yet late: as was said, else by how urgent it is.
fn late_after(order: &Order, item: &Item) -> Option<NaiveDate> {
    let by = order.by.as_ref().and_then(When::last_day);
    by.or_else(|| {
        let wait = match order.urgency {
            Urgency::AtOnce => 0,
            Urgency::Urgent => 1,
            Urgency::Routine => WAITED_FOR,
        };
        item.when().first_day()?.checked_add_days(Days::new(wait))
    })
}
