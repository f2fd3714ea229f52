//! What stands in each column of a list, in words: on the screen, on paper and in a file.

use chrono::NaiveDate;

use crate::app::filtering::{Column, day_of, days_late};
use crate::app::i18n::*;
use crate::app::kinds::acknowledgement::{rank_word, result_sentence};
use crate::app::kinds::order::{order_words, state_words};
use crate::app::kinds::reason_words;
use crate::app::kinds::visit::{colour_word, outcome_words, station_name};
use crate::app::route::ListName;
use crate::app::state::Say;
use crate::chart::kinds::Sex;
use crate::chart::when::When;
use crate::reading::view::{
    FollowUp, ListLine, ListRow, OrderRow, PersonRow, RegisterLine, ResultRow, ToFollow,
};

/// The columns of a list, in their order.
pub fn columns(name: ListName) -> &'static [Column] {
    match name {
        ListName::Register => &[
            Column::When,
            Column::Person,
            Column::Reason,
            Column::Problems,
            Column::Outcome,
            Column::SeenBy,
            Column::Triage,
        ],
        ListName::Due | ListName::Missed | ListName::Lost => &[
            Column::When,
            Column::Late,
            Column::Person,
            Column::What,
            Column::Phone,
        ],
        ListName::Results => &[
            Column::When,
            Column::Outcome,
            Column::Person,
            Column::What,
            Column::SeenBy,
        ],
        ListName::Orders => &[
            Column::When,
            Column::Late,
            Column::Person,
            Column::What,
            Column::SeenBy,
        ],
        ListName::LeftOpen => &[
            Column::When,
            Column::Station,
            Column::Person,
            Column::Reason,
        ],
    }
}

pub fn column_name(i18n: Texts, list: ListName, column: Column) -> &'static str {
    match (column, list) {
        (Column::When, ListName::Register) => t_string!(i18n, lists.column.time),
        (Column::When, ListName::LeftOpen) => t_string!(i18n, lists.column.since),
        (Column::When, ListName::Results) => t_string!(i18n, lists.column.of),
        (Column::When, ListName::Orders) => t_string!(i18n, lists.column.expected),
        (Column::Outcome, ListName::Results) => t_string!(i18n, lists.column.first),
        (Column::What, ListName::Results) => t_string!(i18n, lists.column.result),
        (Column::What, ListName::Orders) => t_string!(i18n, lists.column.test),
        (Column::SeenBy, ListName::Results | ListName::Orders) => {
            t_string!(i18n, lists.column.ordered_by)
        }
        (Column::When, _) => t_string!(i18n, lists.column.due),
        (Column::Late, _) => t_string!(i18n, lists.column.late),
        (Column::Station, _) => t_string!(i18n, lists.column.station),
        (Column::Person, _) => t_string!(i18n, lists.column.person),
        (Column::Reason, _) => t_string!(i18n, lists.column.reason),
        (Column::Problems, _) => t_string!(i18n, lists.column.problems),
        (Column::What, _) => t_string!(i18n, lists.column.what),
        (Column::Outcome, _) => t_string!(i18n, lists.column.outcome),
        (Column::SeenBy, _) => t_string!(i18n, lists.column.seen_by),
        (Column::Triage, _) => t_string!(i18n, lists.column.triage),
        (Column::Phone, _) => t_string!(i18n, lists.column.phone),
    }
}

/// People's own words, which may be long: such a column gives way first.
pub fn holds_own_words(column: Column) -> bool {
    use Column::*;
    matches!(column, Person | Reason | Problems | What)
}

/// What a column says of a line. Where nothing is to be said, that is said: a blank is no answer.
pub fn words(say: Say, row: &ListRow, column: Column, today: NaiveDate) -> String {
    match (&row.line, column) {
        (_, Column::Person) => person_words(say, row, today),
        (_, Column::Phone) => or(&row.person.phone, t_string!(say.0, lists.no_phone)),
        (ListLine::Visit(line), column) => visit_words(say, line, column),
        (ListLine::FollowUp(line), column) => follow_up_words(say, line, column, today),
        (ListLine::Open(visit), Column::When) => say.moment(visit.opened),
        (ListLine::Open(visit), Column::Station) => {
            let station = station_name(say, &visit.station);
            match &visit.with {
                Some((name, _)) => {
                    let with = t_string!(say.0, lists.with, name = name.clone());
                    format!("{station}, {with}")
                }
                None => station,
            }
        }
        (ListLine::Open(visit), Column::Reason) => reason_words(say, &visit.reason),
        (ListLine::Open(_), _) => String::new(),
        (ListLine::Result(line), column) => result_words(say, line, column),
        (ListLine::Order(line), column) => order_line_words(say, line, column, today),
    }
}

fn result_words(say: Say, line: &ResultRow, column: Column) -> String {
    match column {
        Column::When => say.when_day(&line.when),
        Column::Outcome => rank_word(say, line.rank).to_string(),
        Column::What => result_sentence(say, line),
        Column::SeenBy => {
            let nobody = t_string!(say.0, lists.nobody_ordered);
            line.ordered_by
                .clone()
                .unwrap_or_else(|| nobody.to_string())
        }
        _ => String::new(),
    }
}

fn order_line_words(say: Say, line: &OrderRow, column: Column, today: NaiveDate) -> String {
    let day = line.late_after;
    match column {
        Column::When => match day {
            Some(day) => say.day(day),
            None => t_string!(say.0, lists.no_day).to_string(),
        },
        Column::Late => match day {
            Some(day) => late_words(say, today.signed_duration_since(day).num_days()),
            None => t_string!(say.0, lists.no_day).to_string(),
        },
        Column::What => format!(
            "{}, {}",
            order_words(say, &line.order),
            state_words(say, line)
        ),
        Column::SeenBy => line.by.clone(),
        _ => String::new(),
    }
}

fn visit_words(say: Say, line: &RegisterLine, column: Column) -> String {
    let i18n = say.0;
    let registered = &line.registered;
    match column {
        Column::When => time_words(say, &registered.visit.when),
        Column::Reason => reason_words(say, &registered.visit.reason),
        Column::Problems => or(
            &problems_words(&line.problems),
            t_string!(i18n, lists.no_problem),
        ),
        Column::Outcome => match (&registered.outcome, &registered.open) {
            (Some(outcome), _) => outcome_words(say, outcome),
            (None, Some(station)) => {
                let station = station_name(say, station);
                t_string!(i18n, lists.still_open, station = station)
            }
            (None, None) => t_string!(i18n, lists.no_outcome).to_string(),
        },
        Column::SeenBy => or(&line.seen_by.join(", "), t_string!(i18n, lists.not_seen)),
        Column::Triage => match registered.colour {
            Some(colour) => colour_word(say, colour).to_string(),
            None => t_string!(i18n, kinds.visit.not_triaged).to_string(),
        },
        _ => String::new(),
    }
}

/// "08:05"; the day where no time of day is known.
fn time_words(say: Say, when: &When) -> String {
    match when {
        When::Moment(stamp) => say.time(*stamp),
        other => say.when(other),
    }
}

fn follow_up_words(say: Say, line: &FollowUp, column: Column, today: NaiveDate) -> String {
    match column {
        Column::When => say.day(line.due),
        Column::Late => late_words(say, days_late(line, today)),
        Column::What => what_words(say, line),
        _ => String::new(),
    }
}

/// "7 days", "today", "in 3 days".
fn late_words(say: Say, days: i64) -> String {
    let i18n = say.0;
    let count = days.unsigned_abs() as u32;
    let n = say.count(count);
    match days {
        0 => t_string!(i18n, lists.due_today).to_string(),
        ..0 => t_string!(i18n, lists.due_in, count = count, n = n),
        _ => t_string!(i18n, lists.days_late, count = count, n = n),
    }
}

/// "7 days late": where no head of a column says what is counted.
pub fn late_by(say: Say, line: &FollowUp, today: NaiveDate) -> String {
    let days = days_late(line, today);
    if days <= 0 {
        return late_words(say, days);
    }
    let count = days as u32;
    let n = say.count(count);
    t_string!(say.0, lists.late_by, count = count, n = n)
}

/// "#1 repeat blood pressure".
fn what_words(say: Say, line: &FollowUp) -> String {
    match &line.what {
        ToFollow::Plan(_, text) => {
            let numbers = line
                .problems
                .iter()
                .map(|(number, _)| format!("#{number} "));
            format!("{}{text}", numbers.collect::<String>())
        }
        ToFollow::Return(_, reason) => {
            let reason = reason_words(say, reason);
            t_string!(say.0, lists.to_come_back, reason = reason)
        }
    }
}

/// "#1 High blood pressure; #3 Cough".
fn problems_words(problems: &[(u32, String)]) -> String {
    let problems = problems.iter();
    let problems = problems.map(|(number, words)| format!("#{number} {words}"));
    problems.collect::<Vec<_>>().join("; ")
}

/// "Family, Given, F 34 y, K7QM-0412-X".
fn person_words(say: Say, row: &ListRow, today: NaiveDate) -> String {
    let person = &row.person;
    let about = format!(
        "{} {}",
        say.sex_letter(person.sex),
        age_words(say, row, today)
    );
    let parts = [say.name(person), about, person.number.clone()];
    let parts = parts.into_iter().filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join(", ")
}

/// The age on the day the line is of; of someone who died, at death.
pub fn age_words(say: Say, row: &ListRow, today: NaiveDate) -> String {
    let PersonRow { birth, died, .. } = &row.person;
    match died {
        Some(_) if !matches!(row.line, ListLine::Visit(_)) => say.age_of(&row.person),
        _ => say.age_on(birth, day_of(row, today)),
    }
}

fn or(words: &str, nothing: &str) -> String {
    let words = if words.is_empty() { nothing } else { words };
    words.to_owned()
}

/// The heads of a file's columns: the day of a register, and what a person is told apart by, each by itself.
pub fn file_heads(i18n: Texts, list: ListName) -> Vec<String> {
    let mut heads = Vec::new();
    if list == ListName::Register {
        heads.push(t_string!(i18n, lists.column.day).to_string());
    }
    for column in columns(list) {
        if *column == Column::Person {
            heads.extend(
                [
                    t_string!(i18n, lists.column.family),
                    t_string!(i18n, lists.column.given),
                    t_string!(i18n, lists.column.sex),
                    t_string!(i18n, lists.column.age),
                    t_string!(i18n, lists.column.number),
                ]
                .map(String::from),
            );
        } else {
            heads.push(column_name(i18n, list, *column).to_string());
        }
    }
    heads
}

/// A line of a file, under [`file_heads`].
pub fn file_cells(say: Say, list: ListName, row: &ListRow, today: NaiveDate) -> Vec<String> {
    let mut cells = Vec::new();
    if list == ListName::Register {
        cells.push(day_of(row, today).to_string());
    }
    let person = &row.person;
    for column in columns(list) {
        match (column, &row.line) {
            (Column::Person, _) => cells.extend([
                person.family.clone(),
                person.given.clone(),
                say.sex(person.sex.unwrap_or(Sex::NotKnown)).to_string(),
                age_words(say, row, today),
                person.number.clone(),
            ]),
            // So that a spreadsheet reads a day.
            (Column::When, ListLine::FollowUp(line)) => cells.push(line.due.to_string()),
            (column, _) => cells.push(words(say, row, *column, today)),
        }
    }
    cells
}
