//! Rows of the patient list as they were kept before: without the days of results and orders (format 4), without any days
//! its lists are counted by (format 2), and without when
//! somebody died (format 1). They are read as what they are, since making the list again means reading every chart; a row is
//! made anew when something is written in its chart, or a list reads it.

use serde::Deserialize;

use crate::base::{ChartId, Compartment, Digest, Stamp};
use crate::chart::kinds::{Birth, PersonName, Sex};
use crate::reading::directory::{Days, DirectoryRow, Seen};
use crate::reading::view::{OpenVisit, PersonRow};

#[derive(Deserialize)]
pub struct ListedBefore<R> {
    pub chart: ChartId,
    pub row: Option<R>,
    pub journal: Vec<(Compartment, u64)>,
    pub entries: u32,
    pub copied: u32,
    pub unreadable: u32,
    pub latest: Option<Stamp>,
    pub files: Vec<Digest>,
}

#[derive(Deserialize)]
pub struct RowBefore<P> {
    person: P,
    other_names: Vec<PersonName>,
    seen: Vec<Seen>,
    last_recorded: Option<Stamp>,
    entries: u32,
    unreadable: u32,
}

/// A row of format 4, without the days of results and orders.
#[derive(Deserialize)]
pub struct RowWithoutTests {
    person: PersonRow,
    other_names: Vec<PersonName>,
    seen: Vec<Seen>,
    last_recorded: Option<Stamp>,
    entries: u32,
    unreadable: u32,
    visits: Vec<OpenVisit>,
    visited: Days,
    due: Days,
}

impl From<RowWithoutTests> for DirectoryRow {
    fn from(before: RowWithoutTests) -> Self {
        Self {
            person: before.person,
            other_names: before.other_names,
            seen: before.seen,
            last_recorded: before.last_recorded,
            entries: before.entries,
            unreadable: before.unreadable,
            visits: before.visits,
            visited: before.visited,
            due: before.due,
            to_look_at: Days::not_counted(),
            waited_for: Days::not_counted(),
        }
    }
}

/// A person of a list of format 1. In format 2 they are as they are now.
#[derive(Deserialize)]
pub struct PersonBefore {
    chart: ChartId,
    family: String,
    given: String,
    placeholder: bool,
    sex: Option<Sex>,
    birth: Birth,
    place: String,
    phone: String,
    number: String,
    last_seen: Option<Stamp>,
}

impl<P: Into<PersonRow>> From<RowBefore<P>> for DirectoryRow {
    fn from(before: RowBefore<P>) -> Self {
        Self {
            person: before.person.into(),
            other_names: before.other_names,
            seen: before.seen,
            last_recorded: before.last_recorded,
            entries: before.entries,
            unreadable: before.unreadable,
            // Nobody waited at stations then.
            visits: Vec::new(),
            visited: Days::not_counted(),
            due: Days::not_counted(),
            to_look_at: Days::not_counted(),
            waited_for: Days::not_counted(),
        }
    }
}

impl From<PersonBefore> for PersonRow {
    fn from(before: PersonBefore) -> Self {
        Self {
            chart: before.chart,
            family: before.family,
            given: before.given,
            placeholder: before.placeholder,
            sex: before.sex,
            birth: before.birth,
            place: before.place,
            phone: before.phone,
            number: before.number,
            last_seen: before.last_seen,
            died: None,
        }
    }
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::*;
    use crate::chart::when::When;
    use crate::engine::keeping::list::PatientList;

    /// Lists of one made-up woman, as each version before wrote them: never made again.
    const WITHOUT_DEATHS: &str = "010107070707070707070707070707070707010707070707070707070707070707070705\
        5465737461055072696d61000100000643616d702042000c4b37514d322d303431322d58010278000000030001010403020000\
        010505050505050505050505050505050505050505050505050505050505050505";
    const WITHOUT_DAYS: &str = "02010707070707070707070707070707070701070707070707070707070707070707070554\
        65737461055072696d61000100000643616d702042000c4b37514d322d303431322d580102780101d01f000000030001010403\
        020000010505050505050505050505050505050505050505050505050505050505050505";

    /// With a visit that goes on.
    const WITHOUT_TESTS: &str = "0401070707070707070707070707070707070107070707070707070707070707070707055465737461055072696d61000100\
        000643616d702042000c4b37514d322d303431322d5800000000000300010909090909090909090909090909090909090909\
        090909090909090909090909010a5369746520416c70686105636f7567680278040a576f756e6420726f6f6d0278010d5365\
        63756e64612054657374610278010001dea95a000001000000000000";

    #[test]
    fn a_list_without_the_days_of_tests_is_read() {
        let ever = NaiveDate::MIN..=NaiveDate::MAX;
        let mut list = PatientList::default();
        list.absorb_bytes(&unhex(WITHOUT_TESTS)).expect("read");
        let row = list.kept[&ChartId([7; 16])].row.clone().expect("a row");
        assert_eq!(row.visits.len(), 1);
        assert!(row.visited.has(&ever));
        assert!(row.to_look_at.may_have(&ever) && row.waited_for.may_have(&ever));
    }

    fn unhex(text: &str) -> Vec<u8> {
        let byte = |at| u8::from_str_radix(&text[at..at + 2], 16).expect("hex");
        (0..text.len()).step_by(2).map(byte).collect()
    }

    #[test]
    fn a_list_of_before_is_read() {
        let ever = NaiveDate::MIN..=NaiveDate::MAX;
        let frozen = [
            (WITHOUT_DEATHS, None),
            (WITHOUT_DAYS, Some(When::Year(2024))),
        ];
        for (bytes, died) in frozen {
            let mut list = PatientList::default();
            list.absorb_bytes(&unhex(bytes)).expect("read");
            let kept = &list.kept[&ChartId([7; 16])];
            let row = kept.row.as_ref().expect("a row");
            assert_eq!(row.person.number, "K7QM2-0412-X");
            assert_eq!(row.person.died, died);
            assert_eq!((kept.copied, kept.files.len()), (2, 1));
            assert!(row.visited.may_have(&ever) && row.due.may_have(&ever));
        }
    }
}
