//! Messages that belong to no field: they stay above the page until dismissed.

use leptos::prelude::*;

use crate::app::ui::Tone;

#[derive(Clone, Debug, PartialEq)]
pub struct Notice {
    pub number: u32,
    pub tone: Tone,
    pub words: String,
}

#[derive(Clone, Copy)]
pub struct Notices {
    list: RwSignal<Vec<Notice>>,
    next: StoredValue<u32>,
}

impl Notices {
    pub(super) fn new() -> Self {
        Self {
            list: RwSignal::new(Vec::new()),
            next: StoredValue::new(0),
        }
    }

    /// Shows a sentence. The same sentence is not shown twice.
    pub fn say(&self, tone: Tone, words: impl Into<String>) {
        let words = words.into();
        if self
            .list
            .with_untracked(|list| list.iter().any(|notice| notice.words == words))
        {
            return;
        }
        let number = self.next.get_value();
        self.next.set_value(number + 1);
        self.list.update(|list| {
            list.push(Notice {
                number,
                tone,
                words,
            })
        });
    }

    /// That something is done: in the place of what was done before.
    pub fn done(&self, words: impl Into<String>) {
        self.page_left();
        self.say(Tone::Done, words);
    }

    /// That something is done belongs to the page it was done on; what is wrong stays until dismissed.
    pub fn page_left(&self) {
        self.list
            .update(|list| list.retain(|notice| notice.tone != Tone::Done));
    }

    /// What a sentence told of is mended.
    pub fn take_back(&self, words: &str) {
        self.list
            .update(|list| list.retain(|notice| notice.words != words));
    }

    pub fn dismiss(&self, number: u32) {
        self.list
            .update(|list| list.retain(|notice| notice.number != number));
    }

    pub fn clear(&self) {
        self.list.set(Vec::new());
    }

    pub fn list(&self) -> Vec<Notice> {
        self.list.get()
    }
}
