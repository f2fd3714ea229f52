//! One line of the problem list, and one line of medicine.

use leptos::prelude::*;

use crate::app::i18n::*;
use crate::app::kinds::{
    MedicineParts, medicine_parts, medicine_standing, onset_time, or_unnamed, standing_words,
    status_word,
};
use crate::app::pages::chart::open::use_chart;
use crate::app::route::{ChartPart, Route};
use crate::app::state::{Say, use_say};
use crate::app::ui::*;
use crate::chart::kinds::{MedicationLine, ProblemStatus};
use crate::chart::statement::{Standing, StatementId};
use crate::reading::view::{MedicationRow, ProblemRow, Trust};

pub(super) fn row_id(problem: &StatementId) -> String {
    format!("problem-{}-{}", problem.entry, problem.index)
}

/// "4", or "4 Tablet 2" where another device gave the same number while apart.
pub fn number_words(row: &ProblemRow) -> String {
    match &row.apart {
        Some(device) => format!("{} {device}", row.number),
        None => row.number.to_string(),
    }
}

/// "#4 Tablet 2 Asthma".
pub fn problem_title(say: Say, row: &ProblemRow) -> String {
    format!("#{} {}", number_words(row), or_unnamed(say, &row.words))
}

/// The title with what the list marks beside it, where there is room for words only.
pub fn problem_in_words(say: Say, row: &ProblemRow) -> String {
    let i18n = say.0;
    let marks = [
        standing_words(say, row.standing, row.status_words.as_deref()),
        row.in_error
            .then(|| t_string!(i18n, kinds.problem.in_error).to_owned()),
        row.otherwise
            .then(|| t_string!(i18n, chart.mark.otherwise).to_owned()),
    ];
    let marks: Vec<String> = marks
        .into_iter()
        .flatten()
        .chain([aside(say, row, false)])
        .filter(|words| !words.is_empty())
        .collect();
    let title = problem_title(say, row);
    if marks.is_empty() {
        title
    } else {
        format!("{title} ({})", marks.join(", "))
    }
}

#[component]
pub fn ProblemLine(
    row: ProblemRow,
    /// In the summary: the date stands for the status, older words are left out.
    #[prop(optional)]
    short: bool,
    #[prop(optional, into)] chosen: Signal<bool>,
) -> impl IntoView {
    let to = Route::Chart(use_chart().id, ChartPart::Problem(Some(row.id)));
    let id = row_id(&row.id);
    view! { <Row to id chosen><ProblemWords row short/></Row> }
}

/// What the line says, also where it leads nowhere.
#[component]
pub fn ProblemWords(row: ProblemRow, #[prop(optional)] short: bool) -> impl IntoView {
    let say = use_say();
    let i18n = say.0;
    let aside = {
        let row = row.clone();
        move || aside(say, &row, short)
    };
    let (stands, said) = (row.standing, row.status_words.clone());
    let standing = move || standing_words(say, stands, said.as_deref());
    let not_so = row.standing != Standing::Stands;
    let in_error = row.in_error;
    let struck = in_error || row.standing == Standing::ErrorAtSource;
    let before = row.before.clone();
    view! {
        <span class="problem-line" class:problem-quiet=row.merged_into.is_some() || not_so || in_error>
            <span class="problem-number">{number_words(&row)}</span>
            <span class="problem-words">
                {not_so.then(|| view! { <Mark tone=Tone::NotKnown words=move || standing().unwrap_or_default()/> " " })}
                {in_error.then(|| view! { <Mark tone=Tone::NotKnown words=move || t_string!(i18n, kinds.problem.in_error)/> " " })}
                <span class:struck=struck translate="no">{or_unnamed(say, &row.words)}</span>
                {row.otherwise.then(said_otherwise)}
                {stranger(row.trust)}
            </span>
            " "
            <span class="problem-aside">{aside}</span>
            {(!short).then(|| before.into_iter().map(|(words, until)| {
                let told = move || t_string!(i18n, kinds.problem.was_called, words = words.clone(), day = say.when_day(&until));
                view! { <span class="problem-before">{told}</span> }
            }).collect_view())}
        </span>
    }
}

/// Written by somebody nobody here knows.
pub fn stranger(trust: Trust) -> impl IntoView {
    let i18n = use_i18n();
    (trust == Trust::FirstSeen).then(|| {
        view! { " " <Mark tone=Tone::NotKnown words=move || t_string!(i18n, chart.contested.stranger)/> }
    })
}

/// Behind a line that someone not confirmed would change: its entry shows who, and what they said.
pub fn said_otherwise() -> impl IntoView {
    let i18n = use_i18n();
    view! { " " <Mark tone=Tone::NotKnown words=move || t_string!(i18n, chart.mark.otherwise)/> }
}

/// Since when, where someone said so; else only when it was noted.
pub fn began(say: Say, row: &ProblemRow) -> String {
    if row.onset.is_known() {
        t_string!(say.0, chart.fact.since, day = say.when_day(&row.onset))
    } else if let Some(words) = &row.onset_words {
        onset_time(say, words)
    } else if row.since.is_known() {
        t_string!(say.0, chart.fact.noted, day = say.when_day(&row.since))
    } else {
        String::new()
    }
}

fn aside(say: Say, row: &ProblemRow, short: bool) -> String {
    if let Some(number) = row.merged_into {
        return t_string!(say.0, kinds.problem.see, n = number);
    }
    // Since when, of what is not so, would read as if it were.
    if !row.standing.may_harm() {
        return String::new();
    }
    if short {
        return began(say, row);
    }
    // Where nobody said whether it is, it does not read as active.
    if row.standing == Standing::UnknownStatus {
        return began(say, row);
    }
    match row.status {
        ProblemStatus::Resolved => status_since(say, row),
        status => status_word(say, status).to_string(),
    }
}

/// A medicine in words; what its file does not say of it is marked.
fn medicine_marked(say: Say, line: &MedicationLine) -> impl IntoView + use<> {
    let MedicineParts {
        unnamed,
        words,
        name_only,
    } = medicine_parts(say, line);
    let colon = if words.is_empty() {
        String::new()
    } else {
        say.labelled("", "")
    };
    let unnamed = unnamed.map(|words| view! { <Mark tone=Tone::NotKnown words/> {colon} });
    let name_only = name_only.map(|words| view! { " " <Mark tone=Tone::NotKnown words/> });
    view! { {unnamed} <span translate="no">{words}</span> {name_only} }
}

/// The whole line, the problems it is for, and when and why it was stopped. A stopped one never reads as taken.
pub fn medicine_line(say: Say, row: &MedicationRow) -> impl IntoView + use<> {
    let i18n = say.0;
    let stopped = row.stopped.as_ref().map(|(when, reason)| {
        let day = say.when_day(when);
        if row.course.changed {
            let reason = reason.clone();
            return t_string!(
                i18n,
                kinds.medication.changed_away,
                day = day,
                reason = reason
            );
        }
        if reason.is_empty() {
            t_string!(i18n, kinds.medication.stopped, day = day)
        } else {
            t_string!(
                i18n,
                kinds.medication.stopped_why,
                day = day,
                reason = reason.clone()
            )
        }
    });
    let held = row.course.held.as_ref().map(|(when, reason)| {
        let (day, reason) = (say.when_day(when), reason.clone());
        match reason.is_empty() {
            true => t_string!(i18n, kinds.medication.held, day = day),
            false => t_string!(i18n, kinds.medication.held_why, day = day, reason = reason),
        }
    });
    let standing = medicine_standing(say, row.standing, row.status_words.as_deref());
    let for_problems = (!row.problems.is_empty()).then(|| {
        t_string!(
            i18n,
            kinds.medication.for_problems,
            numbers = numbers(&row.problems)
        )
    });
    let since = row
        .since
        .is_known()
        .then(|| t_string!(i18n, chart.fact.since, day = say.when_day(&row.since)));
    let over = stopped.is_some();
    view! {
        <span class="row-main" class:medicine-over=over>
            {stopped.map(|words| view! { <Mark tone=Tone::NotKnown words/> " " })}
            {held.map(|words| view! { <Mark tone=Tone::NotKnown words/> " " })}
            {standing.map(|words| view! { <Mark tone=Tone::NotKnown words=words/> " " })}
            {medicine_marked(say, &row.line)}
            {row.otherwise.then(said_otherwise)}
            {stranger(row.trust)}
        </span>
        " "
        <span class="row-aside">
            {for_problems} " " {since}
        </span>
    }
}

/// "resolved 9 Aug 2024", "active since 3 May 2021".
pub fn status_since(say: Say, row: &ProblemRow) -> String {
    let i18n = say.0;
    let day = say.when_day(&row.since);
    match (row.status, row.since.is_known()) {
        (ProblemStatus::Resolved, true) => {
            t_string!(i18n, kinds.problem.status.resolved_on, day = day)
        }
        (ProblemStatus::Active, true) => {
            t_string!(i18n, kinds.problem.status.active_since, day = day)
        }
        (ProblemStatus::Inactive, true) => {
            t_string!(i18n, kinds.problem.status.inactive_since, day = day)
        }
        (status, false) => status_word(say, status).to_string(),
    }
}

/// "#1 #3"; "#0" for what belongs to no problem.
pub fn numbers(problems: &[u32]) -> String {
    if problems.is_empty() {
        return "#0".into();
    }
    let numbers: Vec<String> = problems.iter().map(|number| format!("#{number}")).collect();
    numbers.join(" ")
}
