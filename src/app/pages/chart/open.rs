//! The chart that is open: what its pages share, and how they ask for more of it.

use leptos::prelude::*;

use crate::app::state::Loaded;
use crate::base::{ChartId, EntryId};
use crate::chart::statement::StatementId;
use crate::engine::protocol::{Ask, ask};
use crate::reading::view::{Banner, ChartView, EntryView, Summary};

/// Long lists of which only what presses most is shown at first.
#[derive(Clone, Copy, Default)]
pub struct Unfolded {
    pub problems: RwSignal<bool>,
    pub medicines: RwSignal<bool>,
    pub vitals: RwSignal<bool>,
    pub plans: RwSignal<bool>,
}

/// The part of a problem that a phone shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ProblemFace {
    #[default]
    Plan,
    FlowSheet,
    Notes,
}

/// The open chart, `use_chart()` in any component below its pages. Copied freely.
#[derive(Clone, Copy)]
pub struct OpenChart {
    pub id: ChartId,
    pub view: Loaded<ChartView>,
    /// Who it is and what must be seen about them, as the last answer says it, also while a form stands over the page.
    newest: RwSignal<Option<Banner>>,
    /// Counts what was signed here, so that pages read again.
    version: RwSignal<u32>,
    /// A form stands over the page.
    pub form_open: RwSignal<bool>,
    /// The problem whose page is shown; none elsewhere and for #0.
    pub problem_shown: RwSignal<Option<StatementId>>,
    /// Which part of problems is looked at, where there is no room for all.
    pub problem_face: RwSignal<ProblemFace>,
    /// Which long lists of the summary were opened, and stay so while one goes about in the chart.
    pub unfolded: Unfolded,
}

/// The chart whose page this is. Only what is shown inside an open chart's page may ask.
pub fn use_chart() -> OpenChart {
    expect_context()
}

impl OpenChart {
    /// Opens a chart for as long as the calling component lives.
    pub fn open(id: ChartId) -> Self {
        let (version, form_open) = (RwSignal::new(0), RwSignal::new(false));
        let newest = RwSignal::new(None);
        let question = move || {
            version.get();
            ask::OpenChart(id)
        };
        let view = Loaded::follow_seeing(form_open, question, move |view: &ChartView| {
            newest.try_set(Some(view.banner.clone()));
        });
        Self {
            id,
            view,
            newest,
            version,
            form_open,
            problem_shown: RwSignal::new(None),
            problem_face: RwSignal::default(),
            unfolded: Unfolded::default(),
        }
    }

    /// Asks for a part of this chart, and again after each signing here.
    pub fn load<Q: Ask + 'static>(&self, question: impl Fn() -> Q + 'static) -> Loaded<Q::Answer>
    where
        Q::Answer: Send + Sync,
    {
        let version = self.version;
        Loaded::follow(self.form_open, move || {
            version.get();
            question()
        })
    }

    /// One entry of this chart, whole.
    pub fn entry(&self, entry: EntryId) -> Loaded<EntryView> {
        let chart = self.id;
        self.load(move || ask::Entry(chart, entry))
    }

    /// Something was signed: everything shown is read again.
    pub fn changed(&self) {
        self.version.try_update(|version| *version += 1);
    }

    /// How many times something was signed here; read it to follow.
    pub fn version(&self) -> u32 {
        self.version.get()
    }

    /// A part of the banner as it is now, once it is there: what stands where the eye is, also beside an open form.
    pub fn newest_banner<T>(&self, read: impl FnOnce(&Banner) -> T) -> Option<T> {
        self.newest.with(|banner| banner.as_ref().map(read))
    }

    /// A part of the banner as the page shows it, once it is there.
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
