//! The lists of a clinic as somebody looks at them: which lines pass the filters, and in which order they stand.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use chrono::NaiveDate;

use crate::app::matching::plain;
use crate::base::InOrder;
use crate::chart::age::years_on;
use crate::chart::kinds::{Birth, Fact, Outcome, Sex, Station, TriageColour};
use crate::reading::view::{FollowUp, ListLine, ListRow, ResultRow, ToFollow};

/// Ages that are looked at together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum AgeBand {
    UnderFive,
    FiveToSeventeen,
    EighteenToFortyNine,
    FromFifty,
    NotKnown,
}

impl AgeBand {
    pub fn of(birth: &Birth, day: NaiveDate) -> Self {
        match years_on(birth, day) {
            Some(..=4) => Self::UnderFive,
            Some(5..=17) => Self::FiveToSeventeen,
            Some(18..=49) => Self::EighteenToFortyNine,
            Some(_) => Self::FromFifty,
            None => Self::NotKnown,
        }
    }
}

/// What a line has to be so that it is shown; `None`: whatever it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ListFilter {
    /// The words of a problem.
    pub problem: Option<String>,
    pub age: Option<AgeBand>,
    pub sex: Option<Sex>,
    pub seen_by: Option<String>,
    /// Where the person lives.
    pub place: Option<String>,
}

impl ListFilter {
    pub fn passes(&self, row: &ListRow, today: NaiveDate) -> bool {
        let is = |wanted: &Option<String>, found: &str| {
            wanted.as_ref().is_none_or(|wanted| wanted == found)
        };
        let among = |wanted: &Option<String>, found: &[String]| {
            wanted.as_ref().is_none_or(|wanted| found.contains(wanted))
        };
        is(&self.place, &row.person.place)
            && self.sex.is_none_or(|wanted| wanted == sex_of(row))
            && self.age.is_none_or(|wanted| wanted == age_of(row, today))
            && among(&self.problem, &problems_of(row))
            && among(&self.seen_by, seen_by(row))
    }
}

/// What can be filtered by: all that stands in a list, each once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct InList {
    pub problems: Vec<String>,
    pub ages: Vec<AgeBand>,
    pub sexes: Vec<Sex>,
    pub seen_by: Vec<String>,
    pub places: Vec<String>,
}

impl InList {
    pub fn of(rows: &[ListRow], today: NaiveDate) -> Self {
        let has = |sex: &Sex| rows.iter().any(|row| sex_of(row) == *sex);
        let sexes = [Sex::Female, Sex::Male, Sex::Intersex, Sex::NotKnown];
        let places = rows.iter().map(|row| row.person.place.clone());
        Self {
            problems: words_once(rows.iter().flat_map(problems_of)),
            ages: each_once(rows.iter().map(|row| age_of(row, today))),
            sexes: sexes.into_iter().filter(has).collect(),
            seen_by: words_once(rows.iter().flat_map(seen_by).cloned()),
            places: words_once(places.filter(|place| !place.is_empty())),
        }
    }
}

fn each_once<T: Ord>(all: impl Iterator<Item = T>) -> Vec<T> {
    all.collect::<BTreeSet<T>>().into_iter().collect()
}

/// As people look words up, whatever their letters' size.
fn words_once(all: impl Iterator<Item = String>) -> Vec<String> {
    let mut words = each_once(all);
    words.order_by_key(|words| plain(words));
    words
}

/// What a list can be put in order by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Column {
    /// The time of the visit, the day something is due, since when somebody waits.
    When,
    Late,
    Station,
    Person,
    Reason,
    Problems,
    What,
    Outcome,
    SeenBy,
    Triage,
    Phone,
}

/// By which column, and whether its last comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ListOrder {
    pub by: Column,
    pub reversed: bool,
}

impl Default for ListOrder {
    fn default() -> Self {
        Self {
            by: Column::When,
            reversed: false,
        }
    }
}

impl ListOrder {
    /// After the head of a column was pressed: by that column, and the second time the other way round.
    pub fn pressed(self, by: Column) -> Self {
        Self {
            by,
            reversed: self.by == by && !self.reversed,
        }
    }
}

/// What is not there comes last, whichever way round the others are.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    Number(i64),
    Station(Station),
    Words(String),
}

/// The lines that pass, in that order; lines that are alike in it stay as they were.
pub fn shown(
    rows: &[ListRow],
    filter: &ListFilter,
    order: ListOrder,
    today: NaiveDate,
) -> Vec<ListRow> {
    let passing = rows.iter().filter(|row| filter.passes(row, today));
    let mut shown: Vec<ListRow> = passing.cloned().collect();
    let key = |row: &ListRow| key_of(row, order.by, today);
    if order.reversed {
        shown.order_by_key(|row| {
            let key = key(row);
            (key.is_none(), Reverse(key))
        });
    } else {
        shown.order_by_key(|row| {
            let key = key(row);
            (key.is_none(), key)
        });
    }
    shown
}

fn key_of(row: &ListRow, by: Column, today: NaiveDate) -> Option<Key> {
    let words = |words: &str| (!words.is_empty()).then(|| Key::Words(plain(words)));
    match (by, &row.line) {
        (Column::When, _) => when(row).map(Key::Number),
        (Column::Late, ListLine::FollowUp(line)) => Some(Key::Number(days_late(line, today))),
        (Column::Station, ListLine::Open(visit)) => Some(Key::Station(visit.station.clone())),
        (Column::Person, _) => {
            let person = &row.person;
            words([person.family.as_str(), &person.given].join(" ").trim())
        }
        (Column::Reason, ListLine::Visit(line)) => words(&line.registered.visit.reason),
        (Column::Reason, ListLine::Open(visit)) => words(&visit.reason),
        (Column::Problems, ListLine::Visit(_)) => words(&problems_of(row).join(" ")),
        (Column::What, ListLine::FollowUp(line)) => match &line.what {
            ToFollow::Plan(_, text) | ToFollow::Return(_, text) => words(text),
        },
        (Column::Outcome, ListLine::Visit(line)) => {
            let outcome = line.registered.outcome.as_ref().map(rank);
            let open = line.registered.open.as_ref().map(|_| 0);
            open.or(outcome).map(Key::Number)
        }
        (Column::SeenBy, ListLine::Visit(line)) => words(&line.seen_by.join(" ")),
        (Column::Outcome, ListLine::Result(line)) => Some(Key::Number(line.rank as i64)),
        (Column::SeenBy, ListLine::Result(_) | ListLine::Order(_)) => {
            words(&seen_by(row).join(" "))
        }
        (Column::What, ListLine::Result(line)) => words(name_of(line)),
        (Column::What, ListLine::Order(line)) => words(&line.order.what.text),
        (Column::Late, ListLine::Order(line)) => {
            let day = line.late_after?;
            Some(Key::Number(today.signed_duration_since(day).num_days()))
        }
        (Column::Triage, ListLine::Visit(line)) => line.registered.colour.map(urgency),
        (Column::Phone, _) => words(&row.person.phone),
        _ => None,
    }
}

fn when(row: &ListRow) -> Option<i64> {
    match &row.line {
        ListLine::Visit(line) => line.registered.visit.when.sort_key(),
        ListLine::FollowUp(line) => Some(line.due.signed_duration_since(NaiveDate::MIN).num_days()),
        ListLine::Open(visit) => Some(visit.opened.ms),
        ListLine::Result(line) => line.when.sort_key(),
        ListLine::Order(line) => line
            .late_after
            .map(|day| day.signed_duration_since(NaiveDate::MIN).num_days()),
    }
}

/// What a result is called.
fn name_of(row: &ResultRow) -> &str {
    match &row.said.statement.fact {
        Fact::Report(report) => &report.what.text,
        Fact::Observation(result) => &result.what.text,
        _ => "",
    }
}

/// How many days ago something was due; below nothing for what is due later.
pub fn days_late(line: &FollowUp, today: NaiveDate) -> i64 {
    today.signed_duration_since(line.due).num_days()
}

fn rank(outcome: &Outcome) -> i64 {
    match outcome {
        Outcome::Home => 1,
        Outcome::Returns(_) => 2,
        Outcome::Referred(_) => 3,
        Outcome::Stays => 4,
        Outcome::LeftUnseen => 5,
        Outcome::Died => 6,
    }
}

fn urgency(colour: TriageColour) -> Key {
    Key::Number(match colour {
        TriageColour::Red => 1,
        TriageColour::Yellow => 2,
        TriageColour::Green => 3,
    })
}

/// The day that ages of a line are counted to: of a visit its own.
pub fn day_of(row: &ListRow, today: NaiveDate) -> NaiveDate {
    match &row.line {
        ListLine::Visit(line) => line.registered.visit.when.first_day().unwrap_or(today),
        _ => today,
    }
}

/// How many people stand in these lines.
pub fn people_in(rows: &[ListRow]) -> u32 {
    let charts = rows.iter().map(|row| row.person.chart);
    charts.collect::<BTreeSet<_>>().len() as u32
}

fn age_of(row: &ListRow, today: NaiveDate) -> AgeBand {
    AgeBand::of(&row.person.birth, day_of(row, today))
}

fn sex_of(row: &ListRow) -> Sex {
    row.person.sex.unwrap_or(Sex::NotKnown)
}

fn problems_of(row: &ListRow) -> Vec<String> {
    let problems = match &row.line {
        ListLine::Visit(line) => &line.problems,
        ListLine::FollowUp(line) => &line.problems,
        ListLine::Result(line) => &line.problems,
        ListLine::Order(line) => &line.problems,
        ListLine::Open(_) => return Vec::new(),
    };
    problems.iter().map(|(_, words)| words.clone()).collect()
}

fn seen_by(row: &ListRow) -> &[String] {
    match &row.line {
        ListLine::Visit(line) => &line.seen_by,
        ListLine::Result(line) => line.ordered_by.as_slice(),
        ListLine::Order(line) => std::slice::from_ref(&line.by),
        ListLine::FollowUp(_) | ListLine::Open(_) => &[],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::{ChartId, EntryId, Stamp};
    use crate::chart::kinds::AgeUnit;
    use crate::chart::statement::StatementId;
    use crate::chart::when::When;
    use crate::reading::view::{PersonRow, RegisterLine, RegisteredVisit, Trust, VisitRow};

    fn today() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, 21).expect("a day of the calendar")
    }

    fn id() -> StatementId {
        let entry = EntryId([0; 32]);
        StatementId { entry, index: 0 }
    }

    fn person(chart: u8, family: &str, years: u16) -> PersonRow {
        PersonRow {
            chart: ChartId([chart; 16]),
            family: family.into(),
            given: "Prima".into(),
            placeholder: false,
            sex: Some(Sex::Female),
            birth: Birth::Age(years, AgeUnit::Years, false, When::Day(2026, 11, 21)),
            place: String::new(),
            phone: String::new(),
            number: String::new(),
            last_seen: None,
            died: None,
        }
    }

    fn due(chart: u8, family: &str, day: u32, problem: &str) -> ListRow {
        let what = ToFollow::Plan(id(), "repeat".into());
        let due = NaiveDate::from_ymd_opt(2026, 11, day).expect("a day of November");
        let problems = vec![(1, problem.to_owned())];
        ListRow {
            person: person(chart, family, 34),
            line: ListLine::FollowUp(FollowUp {
                due,
                problem: None,
                problems,
                what,
            }),
        }
    }

    fn visit(chart: u8, open: bool, outcome: Option<Outcome>) -> ListRow {
        let visit = VisitRow {
            id: id(),
            when: When::Moment(Stamp {
                ms: 1_795_252_000_000 + i64::from(chart),
                offset: 0,
            }),
            site: "Site Alpha".into(),
            reason: "cough".into(),
            trust: Trust::Ours,
        };
        ListRow {
            person: person(chart, "Testa", u16::from(chart)),
            line: ListLine::Visit(RegisterLine {
                registered: RegisteredVisit {
                    visit,
                    colour: (chart == 4).then_some(TriageColour::Red),
                    open: open.then_some(Station::Triage),
                    outcome,
                },
                seen_by: vec![format!("Writer {chart}")],
                problems: Vec::new(),
            }),
        }
    }

    fn order(by: Column, reversed: bool) -> ListOrder {
        ListOrder { by, reversed }
    }

    fn charts(rows: &[ListRow]) -> Vec<u8> {
        rows.iter().map(|row| row.person.chart.0[0]).collect()
    }

    fn ordered(rows: &[ListRow], by: Column, reversed: bool) -> Vec<u8> {
        let all = ListFilter::default();
        charts(&shown(rows, &all, order(by, reversed), today()))
    }

    #[test]
    fn bands_meet_without_a_gap() {
        use AgeBand::*;
        for (years, band) in [
            (0, UnderFive),
            (4, UnderFive),
            (5, FiveToSeventeen),
            (17, FiveToSeventeen),
            (18, EighteenToFortyNine),
            (49, EighteenToFortyNine),
            (50, FromFifty),
            (104, FromFifty),
        ] {
            let born = person(1, "Testa", years).birth;
            assert_eq!(AgeBand::of(&born, today()), band, "{years}");
        }
        assert_eq!(AgeBand::of(&Birth::NotKnown, today()), NotKnown);
    }

    #[test]
    fn a_list_is_ordered_by_any_of_its_columns_and_the_other_way_round() {
        let rows = [
            due(1, "Zeta", 14, "Cough"),
            due(2, "Éta", 20, "asthma"),
            due(3, "alpha", 10, "Cough"),
        ];
        assert_eq!(ordered(&rows, Column::When, false), [3, 1, 2]);
        assert_eq!(ordered(&rows, Column::When, true), [2, 1, 3]);
        assert_eq!(ordered(&rows, Column::Late, true), [3, 1, 2]);
        assert_eq!(ordered(&rows, Column::Person, false), [3, 2, 1]);
        // Alike, they stay as they were; so do all where the list has no such column.
        assert_eq!(ordered(&rows, Column::What, false), [1, 2, 3]);
        assert_eq!(ordered(&rows, Column::Triage, true), [1, 2, 3]);
    }

    #[test]
    fn what_is_not_there_comes_last_either_way() {
        let rows = [
            visit(1, false, None),
            visit(2, false, Some(Outcome::Home)),
            visit(3, true, None),
            visit(4, false, Some(Outcome::Died)),
        ];
        assert_eq!(ordered(&rows, Column::Outcome, false), [3, 2, 4, 1]);
        assert_eq!(ordered(&rows, Column::Outcome, true), [4, 2, 3, 1]);
        assert_eq!(ordered(&rows, Column::Triage, true), [4, 1, 2, 3]);
    }

    #[test]
    fn a_line_passes_what_all_its_filters_say() {
        let mut rows = vec![due(1, "Testa", 14, "Cough"), due(2, "Prova", 15, "Asthma")];
        rows[1].person.sex = None;
        rows[1].person.place = "Camp B".into();
        rows.push(visit(3, true, None));
        let passing =
            |filter: ListFilter| charts(&shown(&rows, &filter, ListOrder::default(), today()));
        let by = |change: fn(&mut ListFilter)| {
            let mut filter = ListFilter::default();
            change(&mut filter);
            passing(filter)
        };
        assert_eq!(by(|_| ()).len(), 3);
        assert_eq!(by(|filter| filter.problem = Some("Cough".into())), [1]);
        assert_eq!(by(|filter| filter.age = Some(AgeBand::UnderFive)), [3]);
        assert_eq!(by(|filter| filter.sex = Some(Sex::NotKnown)), [2]);
        assert_eq!(by(|filter| filter.seen_by = Some("Writer 3".into())), [3]);
        assert_eq!(by(|filter| filter.place = Some("Camp B".into())), [2]);
        let none = by(|filter| {
            filter.place = Some("Camp B".into());
            filter.sex = Some(Sex::Female);
        });
        assert_eq!(none, [] as [u8; 0]);
        let in_list = InList::of(&rows, today());
        assert_eq!(in_list.problems, ["Asthma", "Cough"]);
        assert_eq!(in_list.places, ["Camp B"]);
        assert_eq!(in_list.sexes, [Sex::Female, Sex::NotKnown]);
        assert_eq!(
            in_list.ages,
            [AgeBand::UnderFive, AgeBand::EighteenToFortyNine]
        );
    }

    #[test]
    fn a_head_that_is_pressed_again_turns_the_order() {
        let once = ListOrder::default().pressed(Column::Person);
        assert_eq!(once, order(Column::Person, false));
        assert_eq!(once.pressed(Column::Person), order(Column::Person, true));
        assert_eq!(once.pressed(Column::When), ListOrder::default());
    }

    #[test]
    fn who_stands_in_two_lines_is_one_person() {
        let rows = [
            due(1, "Testa", 14, "Cough"),
            due(1, "Testa", 15, "Asthma"),
            due(2, "Prova", 15, "Asthma"),
        ];
        assert_eq!(people_in(&rows), 2);
        let ListLine::FollowUp(line) = &rows[0].line else {
            panic!("a line of what is due");
        };
        assert_eq!(days_late(line, today()), 7);
    }
}
