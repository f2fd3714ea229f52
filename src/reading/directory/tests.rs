mod twins;

use super::*;
use crate::base::Stamp;
use crate::chart::draft::Likeness;
use crate::chart::kinds::{AgeUnit, Birth, NameUse, PersonName, Sex};
use crate::chart::when::When;
use crate::reading::view::{Field, PersonRow};

/// All people here are made up.
fn person(nth: u8, family: &str, given: &str) -> DirectoryRow {
    DirectoryRow {
        person: PersonRow {
            chart: ChartId([nth; 16]),
            family: family.into(),
            given: given.into(),
            placeholder: false,
            sex: Some(Sex::Female),
            birth: years(34),
            place: "Camp B".into(),
            phone: format!("+221 77 123 45 {nth:02}"),
            number: format!("K7QM2-{nth:04}-X"),
            last_seen: None,
            died: None,
        },
        other_names: Vec::new(),
        seen: Vec::new(),
        last_recorded: None,
        entries: 1,
        unreadable: 0,
        visits: Vec::new(),
        visited: Days::default(),
        due: Days::default(),
        to_look_at: Days::default(),
        waited_for: Days::default(),
    }
}

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 21).expect("a date")
}

fn years(age: u16) -> Birth {
    Birth::Age(age, AgeUnit::Years, false, When::day(today()))
}

fn list(rows: Vec<DirectoryRow>) -> Directory {
    let mut directory = Directory::default();
    rows.into_iter().for_each(|row| directory.insert(row));
    directory
}

fn names(directory: &mut Directory, typed: &str) -> Vec<String> {
    let result = directory.search(typed);
    assert_eq!(result.total as usize, result.people.len(), "{typed}");
    let people = result.people.into_iter();
    people.map(|found| found.row.given).collect()
}

fn sample() -> Directory {
    let mut cyrillic = person(5, "Testova", "Vera");
    cyrillic.other_names.push(PersonName {
        usage: NameUse::Other,
        family: "Иксова".into(),
        given: "Вера".into(),
    });
    list(vec![
        person(1, "Exemplo", "Néné"),
        person(2, "Testa", "Mohamed"),
        person(3, "N’Probe", "Aïcha"),
        person(4, "Beispiel-Muster", "Fatoumata"),
        cyrillic,
    ])
}

#[test]
fn found_from_the_first_letter_and_spelling_forgiven() {
    let mut list = sample();
    let cases = [
        ("n", vec!["Néné", "Aïcha"]),
        ("nene", vec!["Néné"]),
        ("muhammad", vec!["Mohamed"]),
        ("aysha nprobe", vec!["Aïcha"]),
        ("muster fatu", vec!["Fatoumata"]),
        ("fatuomata", vec!["Fatoumata"]),
        ("иксова", vec!["Vera"]),
        ("iksova vera", vec!["Vera"]),
        ("محمد", vec!["Mohamed"]),
        ("mohamed vera", vec![]),
        ("", vec![]),
        ("-- '", vec![]),
    ];
    for (typed, wanted) in cases {
        let mut found = names(&mut list, typed);
        found.sort();
        let mut wanted: Vec<String> = wanted.into_iter().map(str::to_owned).collect();
        wanted.sort();
        assert_eq!(found, wanted, "{typed:?}");
    }
}

#[test]
fn found_by_number_phone_and_place() {
    let mut list = sample();
    assert_eq!(names(&mut list, "K7QM2-0003-X"), ["Aïcha"]);
    assert_eq!(names(&mut list, "k7qm20003x"), ["Aïcha"]);
    assert_eq!(names(&mut list, "0002"), ["Mohamed"]);
    assert_eq!(names(&mut list, "77 123 45 04"), ["Fatoumata"]);
    assert_eq!(names(&mut list, "7712345 01"), ["Néné"]);
    assert_eq!(names(&mut list, "camp b").len(), 5);
}

#[test]
fn what_matched_is_marked_in_the_original() {
    let mut list = sample();
    let result = list.search("nen exe");
    let found = &result.people[0];
    assert_eq!(found.matched, [(Field::Family, 0, 3), (Field::Given, 0, 4)]);
    assert_eq!(&found.row.given[0..4], "Nén");
    let phone = list.search("12345 03").people.remove(0);
    let (field, start, end) = phone.matched[0];
    assert_eq!(field, Field::Phone);
    assert_eq!(&phone.row.phone[start as usize..end as usize], "123 45 03");
}

#[test]
fn exact_names_come_first_then_the_last_seen() {
    let mut recent = person(3, "Testard", "Une");
    recent.person.last_seen = Some(Stamp { ms: 1, offset: 0 });
    let mut list = list(vec![
        person(1, "Testard", "Deux"),
        person(2, "Testa", "Trois"),
        recent,
    ]);
    assert_eq!(names(&mut list, "testa"), ["Trois", "Une", "Deux"]);
}

#[test]
fn a_row_put_again_is_found_by_its_new_name_only() {
    let mut list = sample();
    list.insert(person(1, "Nouveau", "Autre"));
    assert_eq!(list.rows().count(), 5);
    assert!(names(&mut list, "exemplo").is_empty());
    assert_eq!(names(&mut list, "nouveau"), ["Autre"]);
    list.remove(&ChartId([1; 16]));
    assert!(names(&mut list, "nouveau").is_empty());
    assert_eq!(list.rows().count(), 4);
}

fn typed(family: &str, given: &str) -> Likeness {
    Likeness {
        names: vec![(family.into(), given.into())],
        sex: Some(Sex::Female),
        birth: years(34),
        place: String::new(),
        phone: String::new(),
    }
}

fn resembling(likeness: &Likeness, row: DirectoryRow) -> bool {
    let mut list = list(vec![row]);
    !list.similar(likeness, None, today()).is_empty()
}

#[test]
fn duplicates_are_seen_through_spelling_order_and_age() {
    let row = || person(1, "Diagana-Testo", "Fatoumata");
    let same = [
        ("Diagana-Testo", "Fatoumata"),
        ("Fatoumata", "Diagana-Testo"),
        ("Diagana Testo", "Fatumata"),
        ("DIAGANATESTO", "fatoumata"),
        ("Diagana-Testo", "Fatuomata"),
        ("Testo", "Fatoumata"),
    ];
    for (family, given) in same {
        assert!(
            resembling(&typed(family, given), row()),
            "{family}, {given}"
        );
    }
    let mut year_off = typed("Diagana-Testo", "Fatoumata");
    year_off.birth = years(33);
    assert!(resembling(&year_off, row()));
    // Only the names typed so far.
    year_off.sex = None;
    year_off.birth = Birth::NotKnown;
    assert!(resembling(&year_off, row()));
}

#[test]
fn relatives_and_strangers_are_not_offered() {
    let row = || person(1, "Testo", "Fatoumata");
    let mut grandmother = typed("Testo", "Fatoumata");
    grandmother.birth = years(71);
    grandmother.place = "Camp B".into();
    grandmother.phone = row().person.phone;
    assert!(!resembling(&grandmother, row()));
    let mut aunt = typed("Testo", "Fatoumata");
    aunt.birth = years(41);
    assert!(!resembling(&aunt, row()));
    let mut brother = typed("Testo", "Mamadou");
    brother.sex = Some(Sex::Male);
    brother.phone = row().person.phone;
    assert!(!resembling(&brother, row()));
    let mut twin = typed("Testo", "Aminata");
    twin.phone = row().person.phone;
    twin.place = "Camp B".into();
    assert!(!resembling(&twin, row()));
    assert!(!resembling(&typed("Autre", "Fatoumata"), row()));
    let mut unknown = person(2, "Unknown woman", "");
    unknown.person.placeholder = true;
    assert!(!resembling(&typed("Unknown woman", ""), unknown));
}

#[test]
fn a_married_name_is_seen_by_the_birth_date() {
    let mut row = person(1, "Testo", "Fatoumata");
    row.person.birth = Birth::Date(When::Day(1992, 3, 14));
    let mut married = typed("Autre", "Fatoumata");
    married.birth = Birth::Date(When::Day(1992, 3, 14));
    assert!(resembling(&married, row.clone()));
    married.birth = Birth::Date(When::Day(1992, 1, 1));
    row.person.birth = married.birth;
    assert!(!resembling(&married, row));
}

#[test]
fn one_namesake_among_many_ages_is_offered() {
    let rows = (0..60u8).map(|nth| {
        let mut row = person(nth, "Testo", "Fatoumata");
        row.person.birth = years(u16::from(nth));
        row
    });
    let mut list = list(rows.collect());
    let found = list.similar(&typed("Testo", "Fatoumata"), None, today());
    let ages: Vec<Birth> = found.iter().map(|like| like.row.birth).collect();
    assert_eq!(ages, [years(33), years(34), years(35)]);
    let but = Some(found[0].row.chart);
    assert_eq!(
        list.similar(&typed("Testo", "Fatoumata"), but, today())
            .len(),
        2
    );
}

#[test]
fn today_is_the_day_and_the_site() {
    let mut row = person(1, "Testa", "Prima");
    let at = Stamp {
        ms: 1_795_000_000_000,
        offset: 60,
    };
    row.seen.push(Seen {
        at,
        site: "Site Alpha".into(),
        reason: "cough".into(),
        signed_note: true,
    });
    let list = list(vec![row, person(2, "Testa", "Secunda")]);
    let seen = list.today(at.day(), "Site Alpha");
    assert_eq!(seen.len(), 1);
    assert_eq!(
        (seen[0].reason.as_str(), seen[0].signed_note),
        ("cough", true)
    );
    assert!(list.today(at.day(), "Site Beta").is_empty());
    let tomorrow = at.day().succ_opt().expect("a day");
    assert!(list.today(tomorrow, "Site Alpha").is_empty());
}

/// Words come to the index a little at a time; whoever searches before that is done finds everyone all the same.
#[test]
fn a_search_finds_those_whose_words_wait() {
    let mut part = sample();
    assert!(part.index_some(2), "three wait");
    assert_eq!(names(&mut part, "nene"), names(&mut sample(), "nene"));
    assert!(!part.index_some(1), "the search indexed the rest");
}

/// A place that was given to someone else while it waited is indexed once, for who stands there now.
#[test]
fn a_place_taken_anew_while_it_waits_is_indexed_once() {
    let mut list = sample();
    list.insert(person(2, "Testa", "Mohamed Seconda"));
    list.insert(person(2, "Testa", "Terzo"));
    list.remove(&ChartId([1; 16]));
    list.insert(person(6, "Exemplo", "Nuovo"));
    list.index_some(usize::MAX);
    assert_eq!(names(&mut list, "mohamed"), Vec::<String>::new());
    assert_eq!(names(&mut list, "terzo"), ["Terzo"]);
    assert_eq!(names(&mut list, "nene"), Vec::<String>::new());
    assert_eq!(names(&mut list, "nuovo"), ["Nuovo"]);
    list.remove(&ChartId([6; 16]));
    assert_eq!(names(&mut list, "nuovo"), Vec::<String>::new());
}

/// Whoever is found by another name sees why.
#[test]
fn a_person_found_by_another_name_comes_with_that_name() {
    let mut list = sample();
    let by_other = list.search("иксова").people.remove(0);
    let other = by_other.other.expect("the name that was found");
    assert_eq!(other.name.family, "Иксова");
    assert_eq!(other.matched, [(Field::Family, 0, 12)]);
    let both = list.search("iksova vera").people.remove(0);
    assert_eq!(both.other.map(|other| other.matched.len()), Some(2));
    for shown in ["testova", "vera", "camp b testova"] {
        assert_eq!(list.search(shown).people[0].other, None, "{shown}");
    }
    let like = list
        .similar(&typed("Иксова", "Вера"), None, today())
        .remove(0);
    assert_eq!(like.other.map(|name| name.family), Some("Иксова".into()));
    let like = list
        .similar(&typed("Testova", "Vera"), None, today())
        .remove(0);
    assert_eq!(like.other, None);
}
