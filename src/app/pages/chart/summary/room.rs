//! How many rows of each list the summary shows at first: what presses most, within one screen of a laptop and three of a
//! phone. Allergies are all shown, and leave the others what room there is.

use super::is_late;
use super::results::tells_of_tests;
use crate::app::kinds::acknowledgement::{looked_words, result_sentence};
use crate::app::kinds::{medicine_standing, medicine_words, plan_part_word};
use crate::app::pages::chart::banner::allergy_words;
use crate::app::pages::chart::contested::contested_about;
use crate::app::pages::chart::problems::{began, number_words};
use crate::app::pages::chart::values::small_values;
use crate::app::room::{LAPTOP, PHONE, Screen};
use crate::app::state::Say;
use crate::app::ui::draws_a_line;
use crate::chart::kinds::{ProblemStatus, Question};
use crate::reading::view::{Banner, ChartView, Known, Summary};

/// What the rows of each column of a laptop may take together, beside headings, buttons and a message of one line.
const ALLERGIES_AND_PROBLEMS: usize = 620;
const MEDICINES_AND_VITALS: usize = 540;
const PLANS: usize = 470;
/// What all rows together may take on a phone.
const ON_PHONE: usize = 936;

/// Two measurements stand beside each other on a phone, each of three lines.
const HALF_A_VITAL: usize = 38;
/// The same with the small line of its values.
const HALF_WITH_LINE: usize = 50;

/// The heading of a panel, with the room around it.
const HEADING: usize = 64;

/// "since 21 Nov 2026", a number, a sign: what stands in a row beside the words that were measured.
const DATE: &str = "                  ";
const SIGN: &str = "   ";

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RowsShown {
    pub problems: usize,
    pub medicines: usize,
    pub vitals: usize,
    pub plans: usize,
}

pub fn shown(say: Say, view: &ChartView, wide: bool) -> RowsShown {
    let ChartView {
        banner, summary, ..
    } = view;
    let screen = if wide { LAPTOP } else { PHONE };
    let allergies = allergies(say, screen, banner);
    let problems = problems(say, screen, summary);
    let medicines = medicines(say, screen, summary);
    let vitals = summary.vitals.iter().map(|row| match wide {
        true => screen.row(""),
        false if draws_a_line(&small_values(row.last.iter())) => HALF_WITH_LINE,
        false => HALF_A_VITAL,
    });
    let vitals: Vec<usize> = vitals.collect();
    let plans = plans(say, screen, summary);
    let tests = tests(say, screen, summary);
    let left = |room: usize| room.saturating_sub(allergies);
    let shown = if wide {
        let first = screen.shown(&[problems], left(ALLERGIES_AND_PROBLEMS));
        let second = screen.shown_after(&vitals, &[medicines], MEDICINES_AND_VITALS);
        let third = screen.shown(&[plans], PLANS.saturating_sub(tests));
        [first[0], second[1], second[0], third[0]]
    } else {
        let rest = [problems, medicines, vitals, plans];
        let shown = screen.shown(&rest, left(ON_PHONE).saturating_sub(tests));
        [shown[0], shown[1], shown[2], shown[3]]
    };
    let [problems, medicines, vitals, plans] = shown;
    RowsShown {
        problems,
        medicines,
        vitals,
        plans,
    }
}

/// What the allergies take, with what is said against them.
fn allergies(say: Say, screen: Screen, banner: &Banner) -> usize {
    let contested = contested_about(say, banner, Question::Allergies);
    let contested = contested.iter().map(|flag| screen.row(&flag.words));
    let rows = match &banner.allergies {
        Known::Facts(rows) => rows.as_slice(),
        Known::NotAsked | Known::Answered(..) => &[],
    };
    let rows = rows
        .iter()
        .map(|row| screen.row(&format!("{SIGN}{SIGN}{}{DATE}", allergy_words(say, row))));
    contested.chain(rows).sum()
}

fn problems(say: Say, screen: Screen, summary: &Summary) -> Vec<usize> {
    let rows = summary.problems.iter();
    rows.filter(|row| row.status == ProblemStatus::Active)
        .map(|row| {
            let words = format!("{} {} {}", number_words(row), row.words, began(say, row));
            screen.row(&format!("{words}{SIGN}"))
        })
        .collect()
}

fn medicines(say: Say, screen: Screen, summary: &Summary) -> Vec<usize> {
    let Known::Facts(rows) = &summary.medicines else {
        return Vec::new();
    };
    let rows = rows.iter().map(|row| {
        let standing = medicine_standing(say, row.standing, row.status_words.as_deref());
        let standing = standing.unwrap_or_default();
        let over = row.stopped.as_ref().or(row.course.held.as_ref());
        let stopped = over.map(|(_, reason)| reason.as_str());
        let stopped = stopped.map_or(String::new(), |reason| format!("{DATE}{reason}"));
        let words = medicine_words(say, &row.line);
        screen.row(&format!("{stopped}{standing}{words}{SIGN}{SIGN}{DATE}"))
    });
    rows.collect()
}

/// What the panel of tests takes, where there is one; its heading too.
fn tests(say: Say, screen: Screen, summary: &Summary) -> usize {
    if !tells_of_tests(&summary.tests) {
        return 0;
    }
    let rows = summary.tests.results.iter();
    let rows = rows.map(|row| {
        let looked = looked_words(say, &row.looked).unwrap_or_default();
        screen.row(&format!(
            "{SIGN}{DATE}{looked}{}",
            result_sentence(say, row)
        ))
    });
    HEADING + rows.sum::<usize>() + screen.row("")
}

fn plans(say: Say, screen: Screen, summary: &Summary) -> Vec<usize> {
    let rows = summary.plans.iter();
    rows.map(|row| {
        let due = if row.item.due.is_known() { DATE } else { "" };
        let late = if is_late(row) { DATE } else { "" };
        let part = plan_part_word(say, row.item.part);
        screen.row(&format!("{SIGN}{part} {}{due}{late}", row.item.text))
    })
    .collect()
}
