//! Pages of the timeline, read one after the other and kept while the chart is open.

use gloo::events::{EventListener, EventListenerOptions};
use leptos::html;
use leptos::prelude::*;

use crate::app::pages::chart::open::OpenChart;
use crate::app::platform::engine::Work;
use crate::app::state::{App, use_app};
use crate::engine::protocol::{Failure, Reply, Request};
use crate::reading::view::{HistoryFilter, HistoryPage, VisitGroup};

/// How near the end may come to the window, in pixels, before older entries are read.
const NEAR: f64 = 600.0;

#[derive(Clone, Copy)]
pub struct Paging {
    app: App,
    chart: OpenChart,
    pub filter: RwSignal<HistoryFilter>,
    /// Numbered, so that a group is drawn once.
    pub groups: RwSignal<Vec<(usize, VisitGroup)>>,
    /// Entries that pass the filter, and all of them.
    pub counts: RwSignal<(u32, u32)>,
    pub years: RwSignal<Vec<i32>>,
    pub next: RwSignal<Option<u32>>,
    pub read_once: RwSignal<bool>,
    pub failure: RwSignal<Option<Failure>>,
    pub work: Work,
    /// Answers for an older filter must not reach the list.
    turn: StoredValue<u32>,
    reading: StoredValue<bool>,
}

impl Paging {
    /// Reads the first page now, and again whenever the filter changes or something was signed.
    pub fn of(chart: OpenChart) -> Self {
        let paging = Self {
            app: use_app(),
            chart,
            filter: RwSignal::new(HistoryFilter::default()),
            groups: RwSignal::new(Vec::new()),
            counts: RwSignal::new((0, 0)),
            years: RwSignal::new(Vec::new()),
            next: RwSignal::new(None),
            read_once: RwSignal::new(false),
            failure: RwSignal::new(None),
            work: Work::new(),
            turn: StoredValue::new(0),
            reading: StoredValue::new(false),
        };
        Effect::new(move |_| {
            chart.version();
            let filter = paging.filter.get();
            paging.turn.update_value(|turn| *turn += 1);
            paging.read(filter, 0);
        });
        paging
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
            let request = Request::History {
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
                Ok(Reply::History(page)) => paging.take(*page, from),
                Ok(_) => {}
                Err(failure) => paging.failure.set(Some(failure)),
            }
        });
    }

    fn take(&self, page: HistoryPage, from: u32) {
        self.failure.set(None);
        self.read_once.set(true);
        self.counts.set((page.shown, page.total));
        self.years.set(page.years);
        self.next.set(page.next);
        self.groups.update(|groups| {
            if from == 0 {
                groups.clear();
            }
            for group in page.groups {
                add(groups, group, self.turn.get_value() as usize);
            }
        });
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
                let height = web_sys::window()
                    .and_then(|window| window.inner_height().ok())
                    .and_then(|height| height.as_f64())
                    .unwrap_or(0.0);
                let near = end
                    .get_untracked()
                    .is_some_and(|end| end.get_bounding_client_rect().top() < height + NEAR);
                if near {
                    paging.read_more();
                }
            },
        );
        let listener = StoredValue::new_local(Some(listener));
        on_cleanup(move || {
            listener.try_update_value(Option::take);
        });
    }
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
