//! The chart that is open: what its pages share, and how they ask for more of it.

use leptos::prelude::*;

use crate::app::platform::engine::Work;
use crate::app::state::use_app;
use crate::base::{ChartId, EntryId};
use crate::chart::statement::StatementId;
use crate::engine::protocol::{Failure, Reply, Request};
use crate::reading::view::{Banner, ChartView, EntryView, Summary};

/// What was asked of the engine: nothing yet, an answer, or why there is none. An older answer stays until the next comes.
pub struct Loaded<T: Send + Sync + 'static> {
    pub value: RwSignal<Option<T>>,
    pub failure: RwSignal<Option<Failure>>,
    pub work: Work,
}

impl<T: Send + Sync + 'static> Clone for Loaded<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync + 'static> Copy for Loaded<T> {}

impl<T: Send + Sync + 'static> Loaded<T> {
    fn new() -> Self {
        Self {
            value: RwSignal::new(None),
            failure: RwSignal::new(None),
            work: Work::new(),
        }
    }

    /// Whatever is read inside `request` is followed: a change asks again, and only the last answer counts.
    fn follow(
        request: impl Fn() -> Request + 'static,
        read: impl Fn(Reply) -> Option<T> + Clone + 'static,
    ) -> Self {
        let app = use_app();
        let loaded = Self::new();
        let turn = StoredValue::new(0u32);
        Effect::new(move |_| {
            let request = request();
            let mine = turn.get_value() + 1;
            turn.set_value(mine);
            let read = read.clone();
            leptos::task::spawn_local(async move {
                let reply = app.ask_with(loaded.work, request).await;
                if turn.try_get_value() == Some(mine) {
                    loaded.take(reply, read);
                }
            });
        });
        loaded
    }

    fn take(&self, reply: Result<Reply, Failure>, read: impl Fn(Reply) -> Option<T>) {
        match reply {
            Ok(reply) => {
                if let Some(value) = read(reply) {
                    self.value.try_set(Some(value));
                    self.failure.try_set(None);
                }
            }
            Err(failure) => {
                self.failure.try_set(Some(failure));
            }
        }
    }
}

/// Long lists of which only what presses most is shown at first.
#[derive(Clone, Copy, Default)]
pub struct Unfolded {
    pub problems: RwSignal<bool>,
    pub medicines: RwSignal<bool>,
    pub vitals: RwSignal<bool>,
    pub plans: RwSignal<bool>,
}

/// The open chart, `use_chart()` in any component below its pages. Copied freely.
#[derive(Clone, Copy)]
pub struct OpenChart {
    pub id: ChartId,
    pub view: Loaded<ChartView>,
    /// Counts what was signed here, so that pages read again.
    version: RwSignal<u32>,
    /// The problem whose page is shown; none elsewhere and for #0.
    pub problem_shown: RwSignal<Option<StatementId>>,
    /// Which long lists of the summary were opened, and stay so while one goes about in the chart.
    pub unfolded: Unfolded,
}

pub fn use_chart() -> OpenChart {
    expect_context()
}

impl OpenChart {
    /// Opens a chart for as long as the calling component lives.
    pub fn open(id: ChartId) -> Self {
        let version = RwSignal::new(0);
        let view = Loaded::follow(
            move || {
                version.get();
                Request::OpenChart(id)
            },
            |reply| match reply {
                Reply::Chart(view) => Some(*view),
                _ => None,
            },
        );
        Self {
            id,
            view,
            version,
            problem_shown: RwSignal::new(None),
            unfolded: Unfolded::default(),
        }
    }

    /// Asks for a part of this chart, and again after each signing here.
    pub fn load<T: Send + Sync + 'static>(
        &self,
        request: impl Fn() -> Request + 'static,
        read: impl Fn(Reply) -> Option<T> + Clone + 'static,
    ) -> Loaded<T> {
        let version = self.version;
        Loaded::follow(
            move || {
                version.get();
                request()
            },
            read,
        )
    }

    /// One entry of this chart, whole.
    pub fn entry(&self, entry: EntryId) -> Loaded<EntryView> {
        let chart = self.id;
        self.load(
            move || Request::Entry(chart, entry),
            |reply| match reply {
                Reply::Entry(view) => Some(*view),
                _ => None,
            },
        )
    }

    /// Something was signed: everything shown is read again.
    pub fn changed(&self) {
        self.version.try_update(|version| *version += 1);
    }

    /// How many times something was signed here; read it to follow.
    pub fn version(&self) -> u32 {
        self.version.get()
    }

    /// A part of the banner, once it is there.
    pub fn banner<T>(&self, read: impl FnOnce(&Banner) -> T) -> Option<T> {
        self.view
            .value
            .with(|view| view.as_ref().map(|view| read(&view.banner)))
    }

    /// A part of the summary, once it is there.
    pub fn summary<T>(&self, read: impl FnOnce(&Summary) -> T) -> Option<T> {
        self.view
            .value
            .with(|view| view.as_ref().map(|view| read(&view.summary)))
    }
}
