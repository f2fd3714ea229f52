//! Twins, and people without a name: asked about where there is a reason, and left alone where there is none.

use super::*;

const MONDAY: Birth = Birth::Date(When::Day(2026, 11, 16));
const TODAY: Birth = Birth::Date(When::Day(2026, 11, 21));

#[derive(Clone, Copy)]
struct Someone {
    family: &'static str,
    given: &'static str,
    sex: Sex,
    birth: Birth,
    place: &'static str,
    phone: &'static str,
    /// Registered on the day of the comparison.
    today: bool,
}

const GIRL: Someone = Someone {
    family: "",
    given: "",
    sex: Sex::Female,
    birth: TODAY,
    place: "Camp B",
    phone: "",
    today: true,
};

const MAN: Someone = Someone {
    family: "Unknown man",
    given: "",
    sex: Sex::Male,
    birth: Birth::Age(40, AgeUnit::Years, true, When::Day(2026, 11, 21)),
    place: "",
    phone: "",
    today: true,
};

const TWIN: Someone = Someone {
    family: "Testa",
    given: "Prima",
    sex: Sex::Female,
    birth: Birth::Date(When::Day(2019, 5, 4)),
    place: "Camp B",
    phone: "77 123 45 01",
    today: false,
};

fn row(of: Someone) -> DirectoryRow {
    let mut row = person(1, of.family, of.given);
    row.person.placeholder = crate::chart::draft::is_placeholder(of.family);
    row.person.sex = Some(of.sex);
    row.person.birth = of.birth;
    row.person.place = of.place.into();
    row.person.phone = of.phone.into();
    let days = if of.today { 0 } else { 3 };
    let noon = today().and_hms_opt(12, 0, 0).expect("noon").and_utc();
    row.last_recorded = Some(Stamp {
        ms: noon.timestamp_millis() - days * 86_400_000,
        offset: 0,
    });
    row
}

fn likeness(of: Someone) -> Likeness {
    let mut likeness = typed(of.family, of.given);
    if of.family.is_empty() && of.given.is_empty() {
        likeness.names.clear();
    }
    likeness.sex = Some(of.sex);
    likeness.birth = of.birth;
    likeness.place = of.place.into();
    likeness.phone = of.phone.into();
    likeness
}

#[test]
fn what_is_known_is_compared_where_a_name_is_missing_or_numbered() {
    let baby = |family, given| Someone {
        family,
        given,
        ..GIRL
    };
    let cases = [
        ("two newborns of one day and place", GIRL, GIRL, true),
        (
            "one of another sex",
            GIRL,
            Someone {
                sex: Sex::Male,
                ..GIRL
            },
            false,
        ),
        (
            "one of Monday",
            GIRL,
            Someone {
                birth: MONDAY,
                ..GIRL
            },
            false,
        ),
        (
            "the day alone, age in days",
            GIRL,
            Someone {
                birth: Birth::Age(0, AgeUnit::Days, false, When::Day(2026, 11, 21)),
                place: "",
                ..GIRL
            },
            true,
        ),
        (
            "two mothers",
            baby("Baby of", "Testa Prima"),
            baby("Baby of", "Altera Quarta"),
            false,
        ),
        (
            "one mother",
            baby("Baby of", "Testa Prima"),
            baby("Bébé de", "Testa"),
            true,
        ),
        (
            "a mother and no name",
            baby("Baby of", "Testa Prima"),
            GIRL,
            true,
        ),
        (
            "a name since",
            baby("Testa", "Nova"),
            baby("Baby of", "Testa Prima"),
            true,
        ),
        (
            "a name since, another mother's",
            baby("Diversa", "Nova"),
            baby("Baby of", "Testa Prima"),
            false,
        ),
        (
            "a name since, another day and mother",
            Someone {
                today: false,
                ..baby("Diversa", "Nova")
            },
            Someone {
                birth: MONDAY,
                today: false,
                ..baby("Baby of", "Testa Prima")
            },
            false,
        ),
        ("two unknown men of one day", MAN, MAN, true),
        (
            "of different days, places not known",
            MAN,
            Someone {
                today: false,
                ..MAN
            },
            false,
        ),
        (
            "of different days, one place",
            Someone {
                place: "Camp B",
                ..MAN
            },
            Someone {
                place: "Camp B",
                today: false,
                ..MAN
            },
            true,
        ),
        (
            "much older",
            MAN,
            Someone {
                birth: Birth::Age(70, AgeUnit::Years, true, When::Day(2026, 11, 21)),
                ..MAN
            },
            false,
        ),
        (
            "of no known age",
            Someone {
                birth: Birth::NotKnown,
                ..MAN
            },
            Someone {
                birth: Birth::NotKnown,
                ..MAN
            },
            true,
        ),
        (
            "a man with a name, of that day",
            MAN,
            Someone {
                family: "Testus",
                given: "Primus",
                ..MAN
            },
            false,
        ),
        (
            "a man with a name and the phone",
            Someone {
                phone: "77 123 45 01",
                ..MAN
            },
            Someone {
                family: "Testus",
                given: "Primus",
                phone: "77 123 45 01",
                ..MAN
            },
            true,
        ),
        (
            "twins of one day and phone",
            TWIN,
            Someone {
                given: "Secunda",
                ..TWIN
            },
            true,
        ),
        (
            "twins numbered, of an age, one phone",
            Someone {
                birth: years(7),
                given: "Fatou 1",
                ..TWIN
            },
            Someone {
                birth: years(7),
                given: "Fatou 2",
                ..TWIN
            },
            true,
        ),
        (
            "twins with names of their own",
            Someone {
                given: "Awa",
                ..TWIN
            },
            Someone {
                given: "Fatou",
                ..TWIN
            },
            true,
        ),
        (
            "a boy and a girl of one birth",
            TWIN,
            Someone {
                given: "Secundus",
                sex: Sex::Male,
                ..TWIN
            },
            false,
        ),
        (
            "sisters a year apart, one phone",
            Someone {
                birth: years(8),
                given: "Awa",
                ..TWIN
            },
            Someone {
                birth: years(9),
                given: "Fatou",
                ..TWIN
            },
            false,
        ),
        (
            "of one family and age, nothing else",
            Someone {
                birth: years(34),
                phone: "",
                place: "",
                ..TWIN
            },
            Someone {
                birth: years(34),
                phone: "",
                place: "",
                given: "Secunda",
                ..TWIN
            },
            false,
        ),
    ];
    for (name, one, other, offered) in cases {
        assert_eq!(resembling(&likeness(one), row(other)), offered, "{name}");
        if one.today == other.today {
            assert_eq!(
                resembling(&likeness(other), row(one)),
                offered,
                "{name}, turned"
            );
        }
    }
}

/// A day's sixty people, one of them without a name: nobody with a name is asked about.
#[test]
fn one_unknown_man_among_sixty_people_raises_no_warning_but_his_own() {
    let mut rows: Vec<DirectoryRow> = (0..60u8)
        .map(|nth| {
            let mut row = row(Someone {
                family: "Testus",
                given: "Primus",
                place: "Camp B",
                birth: Birth::Age(
                    30 + u16::from(nth % 20),
                    AgeUnit::Years,
                    true,
                    When::Day(2026, 11, 21),
                ),
                ..MAN
            });
            row.person.chart = ChartId([nth + 2; 16]);
            row.person.family = format!("Testus{}", char::from(b'a' + nth % 26)).repeat(2);
            row
        })
        .collect();
    rows.push(row(Someone {
        place: "Camp B",
        ..MAN
    }));
    let unknown = likeness(Someone {
        place: "Camp B",
        ..MAN
    });
    let found = list(rows.clone()).similar(&unknown, None, today());
    assert_eq!(found.len(), 1);
    for one in rows.iter().take(60) {
        let likeness = crate::chart::draft::Likeness {
            names: vec![("Aliusverbum".into(), "Quartus".into())],
            ..unknown.clone()
        };
        let found = list(vec![one.clone(), row(MAN)]).similar(&likeness, None, today());
        assert!(found.is_empty(), "{found:?}");
    }
}

#[test]
fn whoever_is_taken_from_the_list_is_offered_no_more() {
    let mut list = list(vec![row(GIRL)]);
    assert_eq!(list.similar(&likeness(GIRL), None, today()).len(), 1);
    list.remove(&ChartId([1; 16]));
    assert!(list.similar(&likeness(GIRL), None, today()).is_empty());
}
