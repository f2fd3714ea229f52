//! The lists of the sheet: their rows, and how many lines each takes on paper.

use crate::base::InOrder;
use std::ops::Range;

use leptos::prelude::*;

use crate::app::i18n::*;
use crate::app::kinds::medication::checked_words;
use crate::app::kinds::{
    answered_words, medicine_standing, medicine_words, question_word, report_lines, standing_words,
};
use crate::app::pages::chart::banner::allergy_words;
use crate::app::pages::chart::checked::{Told, check_in_list, coverage_of_list, marks};
use crate::app::pages::chart::contested::contested_about;
use crate::app::pages::chart::flag::Flag;
use crate::app::pages::chart::problems::{
    began, medicine_line, numbers, problem_title, status_since, stranger,
};
use crate::app::pages::chart::summary::{is_late, is_taken, plan_line, vital_line, waiting_words};
use crate::app::paper::{Block, lines_of};
use crate::app::state::Say;
use crate::app::ui::{Mark, Tone};
use crate::chart::kinds::{ProblemStatus, Question};
use crate::chart::when::When;
use crate::reading::view::{
    Banner, Known, MedicationRow, PlanRow, ProblemRow, ReportRow, Summary, VitalRow,
};

/// Letters a row has beside the words that were measured: a date, a number, "open".
const BESIDE: &str = "                                        ";

/// Lines of a heading and the room before it.
const HEADING: usize = 2;

/// Rows of a list, allergies aside: what nobody would read through on paper stands in the chart.
const MOST: usize = 100;

/// A list under its heading.
pub struct List {
    heading: &'static str,
    /// What must be read with the list: that it was not checked, that there are no ranges.
    note: Option<AnyView>,
    /// Instead of rows: nothing recorded, not asked, none.
    empty: Option<String>,
    rows: Vec<Row>,
}

struct Row {
    lines: usize,
    /// Taken when it is drawn.
    view: Option<AnyView>,
}

impl Row {
    /// `words` is as long as what is shown.
    fn new(words: &str, view: impl IntoView + 'static) -> Self {
        Self {
            lines: lines_of(words),
            view: Some(view.into_any()),
        }
    }
}

impl List {
    pub fn block(&self) -> Block {
        Block {
            head: HEADING + usize::from(self.note.is_some()) + usize::from(self.empty.is_some()),
            rows: self.rows.iter().map(|row| row.lines).collect(),
        }
    }

    /// These of its rows, under the heading. What is said with the list stands once, where it begins.
    pub fn drawn(&mut self, say: Say, rows: Range<usize>) -> impl IntoView + use<> {
        let heading = match rows.start {
            0 => self.heading.to_string(),
            _ => t_string!(say.0, chart.print.goes_on, list = self.heading),
        };
        let rows = self.rows[rows].iter_mut().filter_map(|row| row.view.take());
        let rows: Vec<_> = rows.map(|row| view! { <li>{row}</li> }).collect();
        let rows = (!rows.is_empty()).then(|| view! { <ul>{rows}</ul> });
        view! {
            <section>
                <h3>{heading}</h3>
                {self.note.take().map(|note| view! { <p>{note}</p> })}
                {self.empty.take().map(|empty| view! { <p>{empty}</p> })}
                {rows}
            </section>
        }
    }

    /// A list without end would hide the others; what is left out is said, with what to print for it. Never an allergy.
    fn at_most(mut self, most: usize, others: impl FnOnce(usize) -> String) -> Self {
        let more = self.rows.len().saturating_sub(most);
        self.rows.truncate(most);
        self.and_more(more, others)
    }

    fn and_more(mut self, more: usize, others: impl FnOnce(usize) -> String) -> Self {
        if more > 0 {
            let words = others(more);
            let view = view! { <strong>{words.clone()}</strong> };
            self.rows.push(Row::new(&words, view));
        }
        self
    }
}

/// In the order they are read.
pub fn lists(say: Say, banner: &Banner, summary: &Summary) -> Vec<List> {
    let i18n = say.0;
    let n = |more: usize| say.count(more as u32);
    let problems = problems(say, &summary.problems);
    let medicines = medicines(say, banner, &summary.medicines);
    let plans = plans(say, &summary.plans);
    let mut lists = vec![
        allergies(say, banner),
        problems.at_most(MOST, |more| {
            t_string!(i18n, chart.print.more_problems, n = n(more))
        }),
        medicines.at_most(MOST, |more| {
            t_string!(i18n, chart.print.more_medicines, n = n(more))
        }),
        vitals(say, &summary.vitals),
    ];
    lists.extend(reports(say, summary));
    lists.extend(waited_for(say, summary));
    lists.push(plans.at_most(MOST, |more| {
        t_string!(i18n, chart.print.more_plans, n = n(more))
    }));
    lists.extend(not_asked(say, &summary.not_asked));
    lists
}

fn not_asked(say: Say, questions: &[Question]) -> Option<List> {
    let words: Vec<_> = questions.iter().map(|q| question_word(say, *q)).collect();
    let words = words.join(", ");
    (!words.is_empty()).then(|| List {
        heading: t_string!(say.0, chart.print.not_asked),
        note: None,
        empty: None,
        rows: vec![Row::new(&words, words.clone())],
    })
}

fn allergies(say: Say, banner: &Banner) -> List {
    let i18n = say.0;
    let mut list = List {
        heading: t_string!(i18n, kinds.answer.question.allergies),
        note: None,
        empty: None,
        rows: Vec::new(),
    };
    match &banner.allergies {
        Known::NotAsked => {
            let words = t_string!(i18n, kinds.allergy.not_asked);
            list.note = Some(view! { <strong>{words}</strong> }.into_any());
        }
        Known::Answered(answer, when) => {
            list.empty = Some(answered_words(say, Question::Allergies, *answer, when));
        }
        Known::Facts(rows) => {
            let rows = rows.iter().map(|row| {
                let words = allergy_words(say, row);
                let measured = format!("{words}{BESIDE}");
                let day = say.when_day(&row.when);
                Row::new(&measured, view! { <strong>{words}</strong> ", " {day} })
            });
            list.rows = rows.collect();
        }
    }
    let contested = contested_about(say, banner, Question::Allergies);
    list.rows.splice(0..0, contested.into_iter().map(flagged));
    list
}

/// What must be read with a list, in its colours.
fn flagged(flag: Flag) -> Row {
    let measured = flag.words.clone();
    Row::new(&measured, view! { <Mark tone=flag.tone words=flag.words/> })
}

fn problems(say: Say, problems: &[ProblemRow]) -> List {
    let i18n = say.0;
    List {
        heading: t_string!(i18n, chart.summary.problems_all),
        note: None,
        empty: problems
            .is_empty()
            .then(|| t_string!(i18n, chart.summary.no_problems).to_string()),
        rows: {
            // On paper the order of the list, not of what presses.
            let mut rows: Vec<&ProblemRow> = problems.iter().collect();
            rows.order_by_key(|row| row.rank());
            rows.into_iter().map(|row| problem(say, row)).collect()
        },
    }
}

fn problem(say: Say, row: &ProblemRow) -> Row {
    let title = problem_title(say, row);
    let state = if row.status == ProblemStatus::Active {
        String::new()
    } else {
        format!(" ({})", status_since(say, row))
    };
    let began = Some(began(say, row)).filter(|words| !words.is_empty());
    let began = began.map_or(String::new(), |words| format!(", {words}"));
    let rest = format!("{title}{state}{began}");
    let doubt = standing_words(say, row.standing, row.status_words.as_deref());
    let measured = format!("{} {rest}", doubt.clone().unwrap_or_default());
    let doubt = doubt.map(|word| view! { <strong>{word}</strong> " " });
    Row::new(&measured, view! { {doubt} {rest} })
}

fn medicines(say: Say, banner: &Banner, medicines: &Known<MedicationRow>) -> List {
    let i18n = say.0;
    let (empty, rows) = match medicines {
        Known::NotAsked => {
            let words = t_string!(i18n, chart.summary.medicines_not_asked);
            (Some(words.to_string()), Vec::new())
        }
        Known::Answered(answer, when) => {
            let words = answered_words(say, Question::Medicines, *answer, when);
            (Some(words), Vec::new())
        }
        Known::Facts(rows) => {
            let none_now = !rows.iter().any(is_taken);
            let none_now = none_now.then(|| t_string!(i18n, chart.summary.no_medicine_now).into());
            (
                none_now,
                rows.iter()
                    .map(|row| medicine(say, row, check_in_list(say, row, rows, &banner.allergies)))
                    .collect(),
            )
        }
    };
    let listed = match medicines {
        Known::Facts(rows) => rows.as_slice(),
        _ => &[],
    };
    let compared = coverage_of_list(say, listed, &banner.allergies).into_iter();
    let compared: Vec<String> = compared.map(|told| told.words).collect();
    let contested = contested_about(say, banner, Question::Medicines);
    let contested = contested.into_iter().map(flagged);
    let rows = contested.chain::<Vec<Row>>(rows).collect();
    List {
        heading: t_string!(i18n, chart.summary.medicines),
        note: Some(compared.join(" ").into_any()),
        empty,
        rows,
    }
}

fn medicine(say: Say, row: &MedicationRow, told: Vec<Told>) -> Row {
    let over = row.stopped.as_ref().or(row.course.held.as_ref());
    let reason = over.map(|(_, reason)| reason.as_str());
    let reason = reason.unwrap_or_default();
    let kept = checked_words(say, &row.line).join(" ");
    let standing = medicine_standing(say, row.standing, row.status_words.as_deref());
    let standing = standing.unwrap_or_default();
    let checked: Vec<&str> = told.iter().map(|told| told.words.as_str()).collect();
    let measured = format!(
        "{}{standing}{reason}{kept}{BESIDE}{}",
        medicine_words(say, &row.line),
        checked.join(" ")
    );
    Row::new(
        &measured,
        view! { {medicine_line(say, row)} " " {marks(told)} " " {kept} },
    )
}

fn vitals(say: Say, vitals: &[VitalRow]) -> List {
    let i18n = say.0;
    let rows = vitals.iter();
    List {
        heading: t_string!(i18n, chart.summary.vitals),
        note: Some(t_string!(i18n, chart.summary.no_ranges).into_any()),
        empty: vitals
            .is_empty()
            .then(|| t_string!(i18n, chart.summary.no_vitals).to_string()),
        rows: rows
            .map(|row| Row::new(BESIDE, vital_line(say, row, true)))
            .collect(),
    }
}

/// Nothing where there are none: results of files stand by themselves too, and "no report" would read as "no result".
fn reports(say: Say, summary: &Summary) -> Option<List> {
    let i18n = say.0;
    let rows: Vec<Row> = summary
        .reports
        .iter()
        .flat_map(|row| report(say, row))
        .collect();
    let list = (!rows.is_empty()).then(|| List {
        heading: t_string!(i18n, chart.print.reports),
        note: None,
        empty: None,
        rows,
    })?;
    let more = summary.more_reports;
    Some(list.and_more(more as usize, |_| {
        t_string!(i18n, chart.print.more_reports, n = say.count(more))
    }))
}

/// How many tests were ordered here whose result is waited for.
fn waited_for(say: Say, summary: &Summary) -> Option<List> {
    let i18n = say.0;
    let words = waiting_words(say, &summary.tests);
    (!words.is_empty()).then(|| List {
        heading: t_string!(i18n, kinds.acknowledgement.orders),
        note: None,
        empty: Some(words),
        rows: Vec::new(),
    })
}

/// A row of its own for each result: a report may be longer than what is left of a sheet.
fn report(say: Say, row: &ReportRow) -> Vec<Row> {
    let (head, lines) = report_lines(say, row);
    let ahead = row.ahead.then(|| {
        let words = t_string!(say.0, chart.contested.ahead);
        view! { " " <Mark tone=Tone::NotKnown words/> }
    });
    let measured = format!("{head}{BESIDE}");
    let head = view! {
        <span class="row-number">{numbers(&row.problems)}</span> " " {head} {ahead} {stranger(row.trust)}
    };
    let lines = lines.into_iter().map(|line| {
        let measured = line.words.clone();
        let words = match line.stands_out {
            true => view! { <strong>{line.words}</strong> }.into_any(),
            false => line.words.into_any(),
        };
        Row::new(
            &measured,
            view! { <span class="sheet-under">{words}</span> },
        )
    });
    std::iter::once(Row::new(&measured, head))
        .chain(lines)
        .collect()
}

fn plans(say: Say, plans: &[PlanRow]) -> List {
    let i18n = say.0;
    let row = |plan: &PlanRow| {
        let due = plan.item.due != When::Unknown;
        let beside = if due { BESIDE } else { "" };
        let late = if is_late(plan) {
            t_string!(i18n, kinds.plan.late)
        } else {
            ""
        };
        Row::new(
            &format!("{}{BESIDE}{beside}{late}", plan.item.text),
            plan_line(say, plan),
        )
    };
    List {
        heading: t_string!(i18n, chart.summary.plans),
        note: None,
        empty: plans
            .is_empty()
            .then(|| t_string!(i18n, chart.summary.no_plans).to_string()),
        rows: plans.iter().map(row).collect(),
    }
}
