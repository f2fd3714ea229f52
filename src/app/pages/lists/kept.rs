//! What was chosen of each list and counted of it: there again on coming back from a chart, gone when the vault locks.

use std::sync::Arc;

use chrono::NaiveDate;
use leptos::prelude::*;

use crate::app::filtering::{Column, ListFilter, ListOrder};
use crate::app::platform::device;
use crate::app::route::ListName;
use crate::app::state::App;
use crate::app::ui::STEP;
use crate::reading::view::{ListPage, WorkList};

/// One list, as somebody looks at it.
#[derive(Clone, Copy)]
pub struct OfList {
    pub name: ListName,
    /// The day that was chosen; `None`: today, whichever that is.
    pub day: RwSignal<Option<NaiveDate>>,
    pub filter: RwSignal<ListFilter>,
    pub order: RwSignal<ListOrder>,
    /// As it was counted last.
    pub page: RwSignal<Option<Arc<ListPage>>>,
    /// How many of its lines are drawn.
    pub drawn: RwSignal<usize>,
    counted: RwSignal<Option<AsOf>>,
    /// The newest count of any list.
    newest: RwSignal<Option<AsOf>>,
}

/// The order in which a list is first shown: results as they press.
fn first_order(name: ListName) -> ListOrder {
    let by = match name {
        ListName::Results => Column::Outcome,
        _ => Column::When,
    };
    ListOrder {
        by,
        reversed: false,
    }
}

/// The day of a count, and how many entries there were: what was counted before anything was written since says so no more.
type AsOf = (NaiveDate, u32);

impl OfList {
    fn nothing(name: ListName, newest: RwSignal<Option<AsOf>>) -> Self {
        Self {
            name,
            day: RwSignal::new(None),
            filter: RwSignal::new(ListFilter::default()),
            order: RwSignal::new(first_order(name)),
            page: RwSignal::new(None),
            drawn: RwSignal::new(STEP),
            counted: RwSignal::new(None),
            newest,
        }
    }

    fn forget(&self) {
        self.day.set(None);
        self.filter.set(ListFilter::default());
        self.order.set(first_order(self.name));
        self.page.set(None);
        self.drawn.set(STEP);
        self.counted.set(None);
    }

    /// The day it is of. What was due before today stands on today's list.
    pub fn shown_day(&self) -> NaiveDate {
        let today = device::now().day();
        let day = self.day.get().unwrap_or(today);
        match self.name {
            ListName::Due => day.max(today),
            _ => day,
        }
    }

    /// Whether it was counted, and as far as is known nothing was written since.
    pub fn is_counted(&self) -> bool {
        let counted = self.counted.get();
        counted.is_some() && counted == self.newest.get()
    }

    /// What is asked of the engine.
    pub fn wanted(&self) -> WorkList {
        match self.name {
            ListName::Register => WorkList::Register(self.shown_day()),
            ListName::Due => WorkList::Due(self.shown_day()),
            ListName::Missed => WorkList::Missed,
            ListName::Lost => WorkList::Lost,
            ListName::LeftOpen => WorkList::LeftOpen,
            ListName::Results => WorkList::NotLookedAt,
            ListName::Orders => WorkList::WithoutResult,
        }
    }

    /// What was counted now. Nothing is drawn anew where that is what stands there: somebody may be reading it.
    pub fn take(&self, page: &ListPage) {
        let as_of = Some((page.today, page.entries));
        self.counted.try_set(as_of);
        self.newest.try_set(as_of);
        let same = |before: &Option<Arc<ListPage>>| {
            let before = before.as_deref();
            before.is_some_and(|before| before.reads_as(page))
        };
        if self.page.try_with_untracked(same) == Some(false) {
            self.page.set(Some(Arc::new(page.clone())));
        }
    }

    /// The lines of another day do not stand there while this one's are read.
    pub fn forget_unless(&self, wanted: WorkList) {
        let other = |page: &Arc<ListPage>| page.list != wanted;
        if self
            .page
            .with_untracked(|page| page.as_ref().is_some_and(other))
        {
            self.page.set(None);
            self.drawn.set(STEP);
        }
    }
}

/// All lists. What one person chose and read is not shown to who works after them.
#[derive(Clone, Copy)]
pub struct ListsKept([OfList; 7]);

impl ListsKept {
    /// Made once, around all pages.
    pub fn provide(app: App) {
        let newest = RwSignal::new(None);
        let kept = Self(ListName::ALL.map(|name| OfList::nothing(name, newest)));
        provide_context(kept);
        let who = Memo::new(move |_| {
            let session = app.session.get();
            session.map(|session| session.user)
        });
        Effect::new(move |before: Option<()>| {
            who.track();
            if before.is_some() {
                kept.0.iter().for_each(OfList::forget);
            }
        });
    }

    pub fn of(&self, name: ListName) -> OfList {
        self.0[name as usize]
    }

    pub fn all(&self) -> [OfList; 7] {
        self.0
    }
}

pub fn use_lists() -> ListsKept {
    expect_context()
}
