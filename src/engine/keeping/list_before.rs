//! Rows of the patient list as they were kept before: without the days its lists are counted by (format 2), and without when
//! somebody died (format 1). They are read as what they are, since making the list again means reading every chart; a row is
//! made anew when something is written in its chart, or a list reads it.

use serde::{Deserialize, Serialize};

use crate::base::{ChartId, Compartment, Digest, Stamp};
use crate::chart::kinds::{Birth, PersonName, Sex};
use crate::reading::directory::{Days, DirectoryRow, Seen};
use crate::reading::view::PersonRow;

#[derive(Serialize, Deserialize)]
pub struct ListedBefore<P> {
    pub chart: ChartId,
    pub row: Option<RowBefore<P>>,
    pub journal: Vec<(Compartment, u64)>,
    pub entries: u32,
    pub copied: u32,
    pub unreadable: u32,
    pub latest: Option<Stamp>,
    pub files: Vec<Digest>,
}

#[derive(Serialize, Deserialize)]
pub struct RowBefore<P> {
    person: P,
    other_names: Vec<PersonName>,
    seen: Vec<Seen>,
    last_recorded: Option<Stamp>,
    entries: u32,
    unreadable: u32,
}

/// A person of a list of format 1. In format 2 they are as they are now.
#[derive(Serialize, Deserialize)]
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
            visit: None,
            visited: Days::not_counted(),
            due: Days::not_counted(),
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
    use super::*;
    use crate::engine::keeping::list::PatientList;

    #[test]
    fn a_list_of_before_is_read() {
        let chart = ChartId([7; 16]);
        let person = PersonBefore {
            chart,
            family: "Testa".into(),
            given: "Prima".into(),
            placeholder: false,
            sex: Some(Sex::Female),
            birth: Birth::NotKnown,
            place: "Camp B".into(),
            phone: String::new(),
            number: "K7QM2-0412-X".into(),
            last_seen: Some(Stamp { ms: 1, offset: 60 }),
        };
        let row = RowBefore {
            person,
            other_names: Vec::new(),
            seen: Vec::new(),
            last_recorded: None,
            entries: 3,
            unreadable: 0,
        };
        let kept = ListedBefore {
            chart,
            row: Some(row),
            journal: vec![(Compartment::IDENTITY, 4)],
            entries: 3,
            copied: 2,
            unreadable: 0,
            latest: None,
            files: vec![Digest([5; 32])],
        };
        let bytes = postcard::to_extend(&vec![kept], vec![1]).expect("serialisable");
        let mut list = PatientList::default();
        list.absorb_bytes(&bytes).expect("read");
        let kept = &list.kept[&chart];
        let person = &kept.row.as_ref().expect("a row").person;
        assert_eq!(
            (person.number.as_str(), person.died),
            ("K7QM2-0412-X", None)
        );
        assert_eq!((kept.copied, kept.files.len()), (2, 1));
    }
}
