//! Pages of the timeline, read one after the other. Narrowing and place outlive the page: they last while the chart is open.

use std::collections::BTreeSet;

use gloo::events::{EventListener, EventListenerOptions};
use leptos::html;
use leptos::prelude::*;

use crate::app::pages::chart::open::OpenChart;
use crate::app::platform::engine::Work;
use crate::app::platform::timers::sleep;
use crate::app::state::{App, use_app};
use crate::engine::protocol::{Failure, ask};
use crate::reading::view::{HistoryFilter, HistoryPage, VisitGroup};

/// How near the end may come to the window, in pixels, before older entries are read.
const NEAR: f64 = 600.0;

#[derive(Clone, Copy)]
pub struct Paging {
    app: App,
    chart: OpenChart,
    pub filter: RwSignal<HistoryFilter>,
    /// The groups that were read, each with a number of its own, so that one already drawn is not drawn anew.
    pub groups: RwSignal<Vec<(usize, VisitGroup)>>,
    /// Entries that pass the filter, and all of them.
    pub counts: RwSignal<(u32, u32)>,
    pub years: RwSignal<Vec<i32>>,
    /// How many statements of files pass, by year.
    pub elsewhere: RwSignal<Vec<(Option<i32>, u32)>>,
    /// The years of other systems' items that are unfolded.
    pub open_years: RwSignal<BTreeSet<Option<i32>>>,
    pub next: RwSignal<Option<u32>>,
    pub read_once: RwSignal<bool>,
    pub failure: RwSignal<Option<Failure>>,
    pub work: Work,
    /// Answers for an older filter must not reach the list.
    turn: StoredValue<u32>,
    reading: StoredValue<bool>,
    /// The timeline was looked at; before that nothing of it is read.
    wanted: RwSignal<bool>,
    /// How many entries were read before something was signed: so many are read again.
    reach: StoredValue<u32>,
}

impl Paging {
    /// Begins where the chart is opened. Reads once the timeline is looked at, and again whenever the filter changes or something was signed.
    pub fn of(chart: OpenChart) -> Self {
        let paging = Self {
            app: use_app(),
            chart,
            filter: RwSignal::new(HistoryFilter::default()),
            groups: RwSignal::new(Vec::new()),
            counts: RwSignal::new((0, 0)),
            years: RwSignal::new(Vec::new()),
            elsewhere: RwSignal::new(Vec::new()),
            open_years: RwSignal::new(BTreeSet::new()),
            next: RwSignal::new(None),
            read_once: RwSignal::new(false),
            failure: RwSignal::new(None),
            work: Work::new(),
            turn: StoredValue::new(0),
            reading: StoredValue::new(false),
            wanted: RwSignal::new(false),
            reach: StoredValue::new(0),
        };
        Effect::new(move |before: Option<Option<HistoryFilter>>| {
            chart.version();
            if !paging.wanted.get() {
                return None;
            }
            let filter = paging.filter.get();
            let narrowed = before.flatten() != Some(filter);
            paging.begin_again(if narrowed { 0 } else { paging.read_so_far() });
            Some(filter)
        });
        paging
    }

    /// To be called when the timeline comes into view: from then on it is read.
    pub fn want(&self) {
        if !self.wanted.get_untracked() {
            self.wanted.set(true);
        }
    }

    /// Folds a year of other systems' items, or unfolds it.
    pub fn set_open(&self, year: Option<i32>, open: bool) {
        self.open_years.update(|years| {
            if open {
                years.insert(year);
            } else {
                years.remove(&year);
            }
        });
    }

    fn read_so_far(&self) -> u32 {
        let (shown, _) = self.counts.get_untracked();
        self.next.get_untracked().unwrap_or(shown)
    }

    fn begin_again(&self, reach: u32) {
        self.turn.update_value(|turn| *turn += 1);
        self.reach.set_value(reach);
        self.read(self.filter.get_untracked(), 0);
    }

    /// The next page, unless one is being read.
    pub fn read_more(&self) {
        let next = self.next.get_untracked();
        if let (Some(from), false) = (next, self.reading.get_value()) {
            self.read(self.filter.get_untracked(), from);
        }
    }

    fn read(&self, filter: HistoryFilter, from: u32) {
        let paging = *self;
        let turn = self.turn.get_value();
        self.reading.set_value(true);
        leptos::task::spawn_local(async move {
            let request = ask::History {
                chart: paging.chart.id,
                filter,
                from,
            };
            let reply = paging.app.ask_with(paging.work, request).await;
            if paging.turn.try_get_value() != Some(turn) {
                return;
            }
            paging.reading.set_value(false);
            match reply {
                Ok(page) => paging.take(page, from),
                Err(failure) => paging.failure.set(Some(failure)),
            }
        });
    }

    fn take(&self, page: HistoryPage, from: u32) {
        self.failure.set(None);
        self.read_once.set(true);
        self.counts.set((page.shown, page.total));
        self.years.set(page.years);
        self.elsewhere.set(page.elsewhere);
        self.next.set(page.next);
        self.groups.update(|groups| {
            if from == 0 {
                groups.clear();
            }
            for group in page.groups {
                add(groups, group, self.turn.get_value() as usize);
            }
        });
        if page.next.is_some_and(|next| next < self.reach.get_value()) {
            self.read_more();
        }
    }

    /// Reads on when the end of the list comes near the window.
    pub fn more_when_near(&self, end: NodeRef<html::Div>) {
        let paging = *self;
        let Some(window) = web_sys::window() else {
            return;
        };
        let listener = EventListener::new_with_options(
            &window,
            "scroll",
            EventListenerOptions::run_in_capture_phase(),
            move |_| {
                if is_near(end) {
                    paging.read_more();
                }
            },
        );
        // Folded years leave room: what was read may not fill the window.
        Effect::new(move |_| {
            paging.groups.track();
            leptos::task::spawn_local(async move {
                sleep(0).await;
                if is_near(end) {
                    paging.read_more();
                }
            });
        });
        let listener = StoredValue::new_local(Some(listener));
        on_cleanup(move || {
            listener.try_update_value(Option::take);
        });
    }
}

fn is_near(end: NodeRef<html::Div>) -> bool {
    let height = web_sys::window()
        .and_then(|window| window.inner_height().ok())
        .and_then(|height| height.as_f64())
        .unwrap_or(0.0);
    let end = end.try_get_untracked().flatten();
    end.is_some_and(|end| end.get_bounding_client_rect().top() < height + NEAR)
}

/// A page can begin in the middle of a visit: its entries join the group that is there.
fn add(groups: &mut Vec<(usize, VisitGroup)>, group: VisitGroup, turn: usize) {
    if let Some((_, last)) = groups.last_mut() {
        let same = match (&last.visit, &group.visit) {
            (Some(one), Some(other)) => one.id == other.id,
            (None, None) => last.day == group.day,
            _ => false,
        };
        if same {
            last.entries.extend(group.entries);
            return;
        }
    }
    // Groups of another reading are other groups, even at the same place.
    const MOST: usize = 1_000_000;
    groups.push((turn * MOST + groups.len(), group));
}
