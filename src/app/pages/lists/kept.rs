//! What was chosen of each list and counted of it: there again on coming back from a chart, gone when the vault locks.

use std::sync::Arc;

use chrono::NaiveDate;
use leptos::prelude::*;

use crate::app::filtering::{ListFilter, ListOrder};
use crate::app::platform::device;
use crate::app::route::ListName;
use crate::app::state::App;
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
}

impl OfList {
    fn nothing(name: ListName) -> Self {
        Self {
            name,
            day: RwSignal::new(None),
            filter: RwSignal::new(ListFilter::default()),
            order: RwSignal::new(ListOrder::default()),
            page: RwSignal::new(None),
        }
    }

    fn forget(&self) {
        self.day.set(None);
        self.filter.set(ListFilter::default());
        self.order.set(ListOrder::default());
        self.page.set(None);
    }

    /// What is asked of the engine.
    pub fn wanted(&self) -> WorkList {
        let day = || self.day.get().unwrap_or_else(|| device::now().day());
        match self.name {
            ListName::Register => WorkList::Register(day()),
            ListName::Due => WorkList::Due(day()),
            ListName::Missed => WorkList::Missed,
            ListName::Lost => WorkList::Lost,
            ListName::LeftOpen => WorkList::LeftOpen,
        }
    }

    /// What was counted now. Nothing is drawn anew where that is what stands there: somebody may be reading it.
    pub fn take(&self, page: &ListPage) {
        let same = |before: &Option<Arc<ListPage>>| before.as_deref() == Some(page);
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
        }
    }
}

/// All lists. What one person chose and read is not shown to who works after them.
#[derive(Clone, Copy)]
pub struct ListsKept([OfList; 5]);

impl ListsKept {
    /// Made once, around all pages.
    pub fn provide(app: App) {
        let kept = Self(ListName::ALL.map(OfList::nothing));
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

    pub fn all(&self) -> [OfList; 5] {
        self.0
    }
}

pub fn use_lists() -> ListsKept {
    expect_context()
}
