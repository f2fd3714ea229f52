//! A problem and what became of it, in words.

pub mod form;

use super::in_words::InWords;
use super::told;
use super::words::Words;
use crate::app::i18n::*;
use crate::app::state::Say;
use crate::chart::kinds::*;
use crate::chart::statement::{Standing, Statement};
use crate::chart::when::When;
use crate::terms::text::shown;

impl InWords for ProblemEvent {
    fn words(&self, say: Say, of: &Statement) -> Words {
        let i18n = say.0;
        match self {
            Self::Opened(opened) => opened_words(say, opened, of.standing),
            Self::Restated(_, text) => Words::new(t_string!(i18n, kinds.problem.restated), text),
            Self::Status(_, status) => Words::new(
                t_string!(i18n, kinds.problem.status_set),
                status_word(say, *status),
            ),
            Self::Merged(_, into) => Words::new(
                t_string!(i18n, kinds.problem.merged),
                t_string!(i18n, kinds.problem.merged_words),
            )
            .about(*into),
            Self::Unmerged(_) => Words::new(
                t_string!(i18n, kinds.problem.unmerged),
                t_string!(i18n, kinds.problem.unmerged_words),
            ),
        }
    }

    fn time(&self, say: Say, words: &str) -> String {
        told::onset_time(say, words)
    }

    /// "Since" that day stands in its words.
    fn tells_its_day(&self, of: &Statement) -> bool {
        match self {
            Self::Opened(opened) => {
                let onset = opened.onset.first_day();
                onset.is_some() && onset == of.when.first_day() && of.standing.may_harm()
            }
            _ => false,
        }
    }
}

/// Its status and dates are told only of what may be so.
fn opened_words(say: Say, opened: &ProblemOpened, standing: Standing) -> Words {
    let i18n = say.0;
    let title = t_string!(i18n, kinds.problem.problem_n, n = opened.number);
    let words = Words::new(title, or_unnamed(say, &opened.words));
    if !standing.may_harm() {
        return words;
    }
    let day = |when: &When| when.is_known().then(|| say.when_day(when));
    let since = day(&opened.onset).map(|day| t_string!(i18n, chart.fact.since, day = day));
    let until = day(&opened.ended).map(|day| told::until(say, &opened.ended, day));
    // Where nobody said whether it is, it does not read as active.
    let status = match standing {
        Standing::UnknownStatus => "",
        _ => status_word(say, opened.status),
    };
    words
        .and(status)
        .and(since.unwrap_or_default())
        .and(until.unwrap_or_default())
}

/// The words of a problem; that its file gives none.
pub fn or_unnamed(say: Say, words: &str) -> String {
    let words = shown(words);
    match words.trim() {
        "" => t_string!(say.0, chart.fact.not_named).to_string(),
        words => words.to_string(),
    }
}

/// "active", "inactive", "resolved".
pub fn status_word(say: Say, status: ProblemStatus) -> &'static str {
    let i18n = say.0;
    match status {
        ProblemStatus::Active => t_string!(i18n, kinds.problem.status.active),
        ProblemStatus::Inactive => t_string!(i18n, kinds.problem.status.inactive),
        ProblemStatus::Resolved => t_string!(i18n, kinds.problem.status.resolved),
    }
}
