//! A clinic's own form as data (FHIR Questionnaire): its groups and questions, in the words of every language it has, and what
//! of it is asked of somebody now.
//!
//! Only `transfer` makes one out of a file, and refuses a file with anything in it that stands here under no name: what is
//! read is shown whole.

mod answers;
mod asked;
mod extract;
mod read;
mod refusal;
mod score;
#[cfg(test)]
mod tests;

pub use answers::{Answers, Place, Typing};
pub use asked::{Asked, asked};
pub use extract::observed;
pub(super) use extract::pressure;
pub use read::{Given, ReadIn, Typed};
pub use refusal::{NotKnown, Refusal};
pub use score::{Score, score};

use serde::{Deserialize, Serialize};

use crate::base::{Language, Stamp};
use crate::chart::concept::Coding;

/// Items that one questionnaire may have: more is no form that anybody fills in.
pub const MOST_ITEMS: usize = 1000;

/// Rows that a repeating group, or answers that a repeating question, may have.
pub const MOST_ROWS: u32 = 50;

/// A form, as whoever made it published it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Questionnaire {
    /// Its canonical address: the same in every version of it. A name, not a place; nothing is fetched from it.
    pub url: String,
    pub version: String,
    pub title: Text,
    pub publisher: String,
    pub items: Vec<Item>,
}

/// Words, with those of other languages.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Text {
    pub words: String,
    /// By the code of BCP 47.
    pub translations: Vec<(String, String)>,
}

/// A group, a line to read, or a question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Item {
    pub link_id: String,
    /// A number or a letter before its words: "1a".
    pub prefix: String,
    pub text: Text,
    /// What is asked, by codes of published code sets.
    pub codings: Vec<Coding>,
    pub kind: ItemKind,
    /// It cannot be signed without an answer; that it is not known is one.
    pub required: bool,
    /// A group is filled in several times, a question has several answers.
    pub repeats: bool,
    /// It is shown and not asked: its answer is the one the form begins with.
    pub read_only: bool,
    pub condition: Option<Condition>,
    /// Its answer goes to the chart as an observation of its own.
    pub is_extracted: bool,
    /// What stands in it when the form is opened.
    pub initial: Vec<Typed>,
    pub items: Vec<Item>,
}

/// What an item is, and which answers it takes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ItemKind {
    Group,
    /// A line to read.
    Display,
    Boolean,
    Number(Number),
    /// A date, as precisely as it is known.
    Date,
    /// A date and a time of day.
    DateTime,
    Words(Words),
    Choice(Choice),
    /// A picture or a paper.
    Paper,
    /// The sum of what the chosen options count; it is counted, not asked.
    Score(ScoreOf),
}

/// A number: whole or not, in one of these units or in none.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Number {
    pub is_whole: bool,
    pub units: Vec<Unit>,
    /// Decimal text, in the first unit.
    pub least: Option<String>,
    pub most: Option<String>,
}

/// A unit: its code of UCUM, and as a reader writes it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unit {
    pub code: String,
    pub display: String,
}

/// Words: of one line or of several, and how many letters at most.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Words {
    pub several_lines: bool,
    pub most: Option<u32>,
}

/// One of several answers, or several of them where the question repeats.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    pub options: Vec<Answer>,
    /// Another answer may be given in words.
    pub is_open: bool,
    pub control: Control,
}

/// How the options stand on the page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Control {
    /// Few of them as buttons, many in a list.
    #[default]
    ByNumber,
    Buttons,
    List,
}

/// One of the answers to choose from.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    pub coding: Option<Coding>,
    pub text: Text,
    /// What it counts in a score: decimal text.
    pub weight: Option<String>,
}

/// Of which answers a score is the sum.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ScoreOf {
    /// Every question of the form whose options count.
    Form,
    /// Those under this item.
    Under(String),
}

/// When an item is asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Condition {
    /// All of them have to hold; otherwise one is enough.
    pub all: bool,
    pub tests: Vec<Test>,
}

/// What another question has to be answered with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Test {
    /// The other question's `link_id`.
    pub question: String,
    pub is: Is,
}

/// How an answer is compared.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Is {
    Answered(bool),
    Equal(Given),
    NotEqual(Given),
    Greater(Given),
    Less(Given),
    GreaterOrEqual(Given),
    LessOrEqual(Given),
}

impl Text {
    /// Words of one language, whichever that is.
    pub fn plain(words: impl Into<String>) -> Self {
        Self {
            words: words.into(),
            translations: Vec::new(),
        }
    }

    /// The words for a reader of that language; where there are none, those it was written in.
    pub fn in_language(&self, language: Language) -> &str {
        let mut translations = self.translations.iter();
        let own = translations.find(|(tag, _)| Language::of_tag(tag) == Some(language));
        own.map_or(&self.words, |(_, words)| words)
    }
}

impl Questionnaire {
    /// Every item with its level, from 0, in the order of the form.
    pub fn all_items(&self) -> Vec<(u8, &Item)> {
        fn walk<'a>(items: &'a [Item], level: u8, all: &mut Vec<(u8, &'a Item)>) {
            for item in items {
                all.push((level, item));
                walk(&item.items, level.saturating_add(1), all);
            }
        }
        let mut all = Vec::new();
        walk(&self.items, 0, &mut all);
        all
    }

    /// The questions that no answer has to call up.
    pub fn asked_of_everybody(&self, now: Stamp) -> Vec<&Item> {
        let within = ReadIn {
            language: Language::default(),
            now,
        };
        let all = asked(self, &Answers::default(), within).into_iter();
        let asked = all.filter(|one| one.now && one.item.is_question() && !one.item.read_only);
        asked.map(|one| one.item).collect()
    }

    /// `None`: it has no such item.
    pub fn item(&self, link_id: &str) -> Option<&Item> {
        let mut all = self.all_items().into_iter();
        all.find(|(_, item)| item.link_id == link_id)
            .map(|(_, item)| item)
    }
}

impl Item {
    /// Whether it can be answered.
    pub fn is_question(&self) -> bool {
        !matches!(
            self.kind,
            ItemKind::Group | ItemKind::Display | ItemKind::Score(_)
        )
    }

    /// The options it has, where it has some.
    pub fn options(&self) -> &[Answer] {
        match &self.kind {
            ItemKind::Choice(choice) => &choice.options,
            _ => &[],
        }
    }
}
