//! A statement in words: what kind of thing it is, the words themselves, and smaller things beside them.

use crate::app::i18n::*;
use crate::app::state::Say;
use crate::chart::statement::StatementRef;
use crate::terms::text::shown;

/// A statement in words: what kind of thing it is, the words themselves, and smaller things beside them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words {
    /// "Allergy", "Blood pressure", "S".
    pub kind: String,
    /// What must be seen before the words: that a medicine has no name here.
    pub lack: Option<String>,
    pub text: String,
    /// What must be seen after them: that only a name came.
    pub rest: Option<String>,
    /// Each a short sentence or phrase of its own: reaction, reason, due date.
    pub more: Vec<String>,
    /// What it speaks of stands in another entry.
    pub about: Option<crate::base::EntryId>,
    /// It speaks of another chart.
    pub other: Option<crate::base::ChartId>,
}

impl Words {
    /// Kind and words; marks that nobody sees are taken out of both.
    pub fn new(kind: impl Into<String>, text: impl Into<String>) -> Self {
        Self {
            kind: shown(&kind.into()).into_owned(),
            text: shown(&text.into()).into_owned(),
            ..Self::default()
        }
    }

    /// Adds what is not empty; the first of it stands for words where there are none.
    pub fn and(mut self, more: impl Into<String>) -> Self {
        let more = shown(&more.into()).into_owned();
        if more.trim().is_empty() {
            return self;
        }
        if self.text.trim().is_empty() {
            self.text = more;
        } else {
            self.more.push(more);
        }
        self
    }

    /// Adds each of them; none stands for words that are missing.
    pub fn and_all(mut self, more: impl IntoIterator<Item = String>) -> Self {
        let shown = more.into_iter().map(|more| shown(&more).into_owned());
        self.more.extend(shown);
        self
    }

    /// Says that it speaks of a statement, so that its line can lead there. One of the same entry needs no way.
    pub fn about(mut self, statement: StatementRef) -> Self {
        self.about = statement.entry;
        self
    }

    /// Says that it speaks of another chart, so that its line can lead there.
    pub fn other(mut self, chart: crate::base::ChartId) -> Self {
        self.other = Some(chart);
        self
    }

    /// Kind, words and what stands beside them, on one line.
    pub fn on_one_line(&self, say: Say) -> String {
        let parts = self.lack.iter().chain(std::iter::once(&self.text));
        let parts = parts.chain(&self.rest).chain(&self.more);
        let parts: Vec<&str> = parts
            .map(String::as_str)
            .filter(|part| !part.is_empty())
            .collect();
        if self.kind.is_empty() {
            return parts.join(" · ");
        }
        if parts.is_empty() {
            return self.kind.clone();
        }
        say.labelled(&self.kind, &parts.join(" · "))
    }
}

/// Adds the reason, introduced as one; nothing where there is none.
pub fn because(say: Say, words: Words, reason: &str) -> Words {
    match reason.trim() {
        "" => words,
        reason => words.and(t_string!(
            say.0,
            chart.fact.reason_words,
            reason = reason.to_owned()
        )),
    }
}
