//! Messages that belong to no field: they stay above the page until dismissed.

use reactive_graph::owner::StoredValue;
use reactive_graph::prelude::*;
use reactive_graph::signal::RwSignal;

use crate::engine::protocol::Failure;
use crate::reading::view::PersonRow;

/// What a message means: colour, sign and word together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    /// Allergy, alert, failure.
    Alert,
    /// Not asked, not checked, unreadable, unsigned.
    NotKnown,
    /// Information; entries from elsewhere.
    #[default]
    Note,
    /// An act just proven: signed, checked file. Never a clinical value.
    Done,
}

/// What a message says.
#[derive(Clone, Debug, PartialEq)]
pub enum NoticeWords {
    /// In the words of the page it comes from.
    Words(String),
    /// Put into words where it is shown.
    NotSaved(Box<NotSaved>),
}

/// A draft whose page was left and that could not be sealed.
#[derive(Clone, Debug, PartialEq)]
pub struct NotSaved {
    pub kind: Unsaved,
    /// Whom it is about, where the list of drafts knows.
    pub person: Option<PersonRow>,
    pub why: Failure,
}

/// What kind of draft it is: each is named in the message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unsaved {
    Intake,
    Note,
    Questions,
    Form,
}

impl<W: Into<String>> From<W> for NoticeWords {
    fn from(words: W) -> Self {
        Self::Words(words.into())
    }
}

/// A message above the page. `number` tells it from all others since the page was loaded.
#[derive(Clone, Debug, PartialEq)]
pub struct Notice {
    pub number: u32,
    pub tone: Tone,
    pub said: NoticeWords,
}

/// The messages that stand above the page now. Copied freely.
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

    /// Shows a message. The same message is not shown twice.
    pub fn say(&self, tone: Tone, said: impl Into<NoticeWords>) {
        let said = said.into();
        if self
            .list
            .with_untracked(|list| list.iter().any(|notice| notice.said == said))
        {
            return;
        }
        let number = self.next.get_value();
        self.next.set_value(number + 1);
        self.list
            .update(|list| list.push(Notice { number, tone, said }));
    }

    /// Says that something is done, in the place of what was said to be done before.
    pub fn done(&self, words: impl Into<String>) {
        self.page_left();
        self.say(Tone::Done, words);
    }

    /// Removes the messages that something is done: they belong to the page it was done on. What is wrong stays until
    /// dismissed.
    pub fn page_left(&self) {
        self.list
            .update(|list| list.retain(|notice| notice.tone != Tone::Done));
    }

    /// Removes a message because what it told of is mended.
    pub fn take_back(&self, said: &NoticeWords) {
        self.list
            .update(|list| list.retain(|notice| notice.said != *said));
    }

    /// The person put this message away; nothing happens where it is gone already.
    pub fn dismiss(&self, number: u32) {
        self.list
            .update(|list| list.retain(|notice| notice.number != number));
    }

    /// Takes every message away, as when the vault locks: some name a person.
    pub fn clear(&self) {
        self.list.set(Vec::new());
    }

    /// In the order they were said; whoever reads this follows it.
    pub fn list(&self) -> Vec<Notice> {
        self.list.get()
    }
}
