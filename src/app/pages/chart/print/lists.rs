//! The lists of the sheet: their rows, and how many lines each takes on paper.

use leptos::prelude::*;

use crate::app::i18n::*;
use crate::app::pages::chart::banner::allergy_words;
use crate::app::pages::chart::problems::{began, medicine_line, problem_title, status_since};
use crate::app::pages::chart::statement::{medicine_words, no_fact_word, standing_word};
use crate::app::pages::chart::summary::{plan_line, vital_line};
use crate::app::paper::{fitting, lines_of};
use crate::app::state::Say;
use crate::chart::facts::ProblemStatus;
use crate::chart::when::When;
use crate::reading::view::{Banner, Known, MedicationRow, PlanRow, ProblemRow, Summary, VitalRow};

/// Letters a row has beside the words that were measured: a date, a number, "open".
const BESIDE: &str = "                                        ";

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
    view: AnyView,
}

impl Row {
    /// `words` is as long as what is shown.
    fn new(words: &str, view: impl IntoView + 'static) -> Self {
        Self {
            lines: lines_of(words),
            view: view.into_any(),
        }
    }
}

impl List {
    /// The lines its rows would take if there were room for all.
    pub fn wanted(&self) -> usize {
        self.rows.iter().map(|row| row.lines).sum()
    }

    /// As many rows as fit into so many lines, and how many more there are.
    pub fn drawn(self, say: Say, share: usize) -> impl IntoView {
        let i18n = say.0;
        let lines: Vec<usize> = self.rows.iter().map(|row| row.lines).collect();
        let shown = fitting(&lines, share);
        let more = lines.len() - shown;
        let rows = self.rows.into_iter().take(shown);
        let rows = rows.map(|row| view! { <li>{row.view}</li> }).collect_view();
        let more = (more > 0).then(|| {
            let words = t_string!(i18n, chart.print.more, n = say.count(more as u32));
            view! { <li><strong>{words}</strong></li> }
        });
        view! {
            <section>
                <h3>{self.heading}</h3>
                {self.note.map(|note| view! { <p>{note}</p> })}
                {self.empty.map(|empty| view! { <p>{empty}</p> })}
                <ul>{rows}{more}</ul>
            </section>
        }
    }
}

/// In the order they are read.
pub fn lists(say: Say, banner: &Banner, summary: &Summary) -> Vec<List> {
    vec![
        allergies(say, banner),
        problems(say, &summary.problems),
        medicines(say, &summary.medicines),
        vitals(say, &summary.vitals),
        plans(say, &summary.plans),
    ]
}

fn allergies(say: Say, banner: &Banner) -> List {
    let i18n = say.0;
    let mut list = List {
        heading: t_string!(i18n, chart.question.allergies),
        note: None,
        empty: None,
        rows: Vec::new(),
    };
    match &banner.allergies {
        Known::NotAsked => {
            let words = t_string!(i18n, chart.allergy.not_asked);
            list.note = Some(view! { <strong>{words}</strong> }.into_any());
        }
        Known::Answered(answer, when) => {
            let words = format!("{}, {}", no_fact_word(say, *answer), say.when_day(when));
            list.empty = Some(words);
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
    list
}

fn problems(say: Say, problems: &[ProblemRow]) -> List {
    let i18n = say.0;
    List {
        heading: t_string!(i18n, chart.summary.problems_all),
        note: None,
        empty: problems
            .is_empty()
            .then(|| t_string!(i18n, chart.summary.no_problems).to_string()),
        rows: problems.iter().map(|row| problem(say, row)).collect(),
    }
}

fn problem(say: Say, row: &ProblemRow) -> Row {
    let title = problem_title(row);
    let state = if row.status == ProblemStatus::Active {
        String::new()
    } else {
        format!(" ({})", status_since(say, row))
    };
    let rest = format!("{title}{state}, {}", began(say, row));
    let doubt = standing_word(say, row.standing);
    let measured = format!("{} {rest}", doubt.unwrap_or_default());
    let doubt = doubt.map(|word| view! { <strong>{word}</strong> " " });
    Row::new(&measured, view! { {doubt} {rest} })
}

fn medicines(say: Say, medicines: &Known<MedicationRow>) -> List {
    let i18n = say.0;
    let (empty, rows) = match medicines {
        Known::NotAsked => {
            let words = t_string!(i18n, chart.summary.medicines_not_asked);
            (Some(words.to_string()), Vec::new())
        }
        Known::Answered(answer, when) => {
            let words = t_string!(
                i18n,
                chart.summary.medicines_answered,
                answer = no_fact_word(say, *answer),
                day = say.when_day(when)
            );
            (Some(words), Vec::new())
        }
        Known::Facts(rows) => (None, rows.iter().map(|row| medicine(say, row)).collect()),
    };
    List {
        heading: t_string!(i18n, chart.summary.medicines),
        note: Some(t_string!(i18n, chart.not_checked).into_any()),
        empty,
        rows,
    }
}

fn medicine(say: Say, row: &MedicationRow) -> Row {
    let reason = row.stopped.as_ref().map(|(_, reason)| reason.as_str());
    let reason = reason.unwrap_or_default();
    let measured = format!("{}{reason}{BESIDE}", medicine_words(say, &row.line));
    Row::new(&measured, medicine_line(say, row))
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

fn plans(say: Say, plans: &[PlanRow]) -> List {
    let i18n = say.0;
    let row = |plan: &PlanRow| {
        let due = plan.item.due != When::Unknown;
        let beside = if due { BESIDE } else { "" };
        Row::new(
            &format!("{}{BESIDE}{beside}", plan.item.text),
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
