//! Problems, S O A P, plans, and entries that amend others.

use super::Words;
use super::told;
use crate::app::i18n::*;
use crate::app::state::Say;
use crate::chart::kinds::*;
use crate::chart::statement::Standing;
use crate::chart::when::When;
use crate::terms::text::shown;

pub(super) fn problem(say: Say, event: &ProblemEvent, standing: Standing) -> Words {
    let i18n = say.0;
    match event {
        ProblemEvent::Opened(opened) => opened_words(say, opened, standing),
        ProblemEvent::Restated(_, text) => Words::new(t_string!(i18n, chart.fact.restated), text),
        ProblemEvent::Status(_, status) => Words::new(
            t_string!(i18n, chart.fact.status_set),
            status_word(say, *status),
        ),
        ProblemEvent::Merged(_, into) => Words::new(
            t_string!(i18n, chart.fact.merged),
            t_string!(i18n, chart.fact.merged_words),
        )
        .about(*into),
        ProblemEvent::Unmerged(_) => Words::new(
            t_string!(i18n, chart.fact.unmerged),
            t_string!(i18n, chart.fact.unmerged_words),
        ),
    }
}

/// Its status and dates are told only of what may be so.
fn opened_words(say: Say, opened: &ProblemOpened, standing: Standing) -> Words {
    let i18n = say.0;
    let title = t_string!(i18n, chart.fact.problem_n, n = opened.number);
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
        ProblemStatus::Active => t_string!(i18n, chart.status.active),
        ProblemStatus::Inactive => t_string!(i18n, chart.status.inactive),
        ProblemStatus::Resolved => t_string!(i18n, chart.status.resolved),
    }
}

pub(super) fn section(say: Say, section: &Section) -> Words {
    Words::new(part_letter(say, section.part), &section.text)
}

/// S, O, A, P; *Reason* for why the person came.
pub fn part_letter(say: Say, part: Part) -> &'static str {
    let i18n = say.0;
    match part {
        Part::Subjective => t_string!(i18n, chart.soap.s),
        Part::Objective => t_string!(i18n, chart.soap.o),
        Part::Assessment => t_string!(i18n, chart.soap.a),
        Part::Plan => t_string!(i18n, chart.soap.p),
        Part::Reason => t_string!(i18n, chart.question.reason),
    }
}

/// "Tests", "Treatment", "Teaching".
pub fn plan_part_word(say: Say, part: PlanPart) -> &'static str {
    let i18n = say.0;
    match part {
        PlanPart::Tests => t_string!(i18n, chart.plan.tests),
        PlanPart::Treatment => t_string!(i18n, chart.plan.treatment),
        PlanPart::Teaching => t_string!(i18n, chart.plan.teaching),
    }
}

pub(super) fn plan(say: Say, event: &PlanEvent) -> Words {
    let i18n = say.0;
    match event {
        PlanEvent::Planned(item) => {
            let kind = t_string!(
                i18n,
                chart.plan.planned,
                part = plan_part_word(say, item.part)
            );
            let words = Words::new(kind, &item.text);
            if item.due.is_known() {
                words.and(told::due(say, &item.due))
            } else {
                words
            }
        }
        PlanEvent::Closed(plan, done, text) => {
            let kind = if *done {
                t_string!(i18n, chart.plan.was_done)
            } else {
                t_string!(i18n, chart.plan.was_dropped)
            };
            Words::new(kind, text).about(*plan)
        }
    }
}

pub(super) fn amendment(say: Say, amendment: &Amendment) -> Words {
    let words = Words::new(
        amendment_word(say, amendment.kind),
        t_string!(
            say.0,
            chart.fact.reason_words,
            reason = amendment.reason.clone()
        ),
    );
    match amendment.target.entry {
        Some(entry) => Words {
            about: Some(entry),
            ..words
        },
        None => words,
    }
}

/// "Addendum", "Correction", "Late entry", "Entered in error".
pub fn amendment_word(say: Say, kind: AmendmentKind) -> &'static str {
    let i18n = say.0;
    match kind {
        AmendmentKind::Addendum => t_string!(i18n, chart.amend.addendum),
        AmendmentKind::Correction => t_string!(i18n, chart.amend.correction),
        AmendmentKind::LateEntry => t_string!(i18n, chart.amend.late_entry),
        AmendmentKind::EnteredInError => t_string!(i18n, chart.amend.in_error),
    }
}
