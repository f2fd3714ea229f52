use super::*;
use crate::base::Stamp;
use crate::chart::concept::Concept;
use crate::chart::draft::{DateDraft, Why};
use crate::chart::when::When;
use proptest::prelude::*;

const NOW: ReadIn = ReadIn {
    language: Language::English,
    now: Stamp {
        ms: 1_795_000_000_000,
        offset: 60,
    },
};

fn item(link_id: &str, kind: ItemKind) -> Item {
    Item {
        link_id: link_id.into(),
        prefix: String::new(),
        text: Text::plain(link_id),
        codings: Vec::new(),
        kind,
        required: false,
        repeats: false,
        read_only: false,
        condition: None,
        is_extracted: false,
        initial: Vec::new(),
        items: Vec::new(),
    }
}

fn group(link_id: &str, items: Vec<Item>) -> Item {
    Item {
        items,
        ..item(link_id, ItemKind::Group)
    }
}

fn repeating(item: Item) -> Item {
    Item {
        repeats: true,
        ..item
    }
}

fn form(items: Vec<Item>) -> Questionnaire {
    Questionnaire {
        items,
        ..Questionnaire::default()
    }
}

fn place(link_id: &str, rows: &[u32]) -> Place {
    Place {
        link_id: link_id.into(),
        rows: rows.to_vec(),
    }
}

fn only_if(item: Item, question: &str, is: Is) -> Item {
    let tests = vec![Test {
        question: question.into(),
        is,
    }];
    Item {
        condition: Some(Condition { all: true, tests }),
        ..item
    }
}

fn counting(link_id: &str, weights: &[&str]) -> Item {
    let options = weights.iter().map(|weight| Answer {
        weight: Some((*weight).to_owned()),
        text: Text::plain(*weight),
        coding: None,
    });
    let choice = Choice {
        options: options.collect(),
        is_open: false,
        control: Control::ByNumber,
    };
    item(link_id, ItemKind::Choice(choice))
}

fn asked_now(form: &Questionnaire, answers: &Answers) -> Vec<String> {
    let all = asked(form, answers, NOW).into_iter();
    all.filter(|one| one.now)
        .map(|one| one.item.link_id.clone())
        .collect()
}

fn with(fields: &[(Place, Typed)]) -> Answers {
    let mut answers = Answers::default();
    for (place, typed) in fields {
        answers.set(place.clone(), Typing::one(typed.clone()));
    }
    answers
}

#[test]
fn a_question_called_up_by_another_is_asked_only_then() {
    let minutes = item("long", ItemKind::Number(Number::default()));
    let minutes = only_if(minutes, "fits", Is::Equal(Given::Boolean(true)));
    let after = only_if(
        item("after", ItemKind::Boolean),
        "long",
        Is::Greater(Given::Number(crate::chart::value::Quantity {
            value: "5".into(),
            unit: String::new(),
        })),
    );
    let form = form(vec![item("fits", ItemKind::Boolean), minutes, after]);
    let long = |text: &str| {
        let typed = Typed::Number {
            text: text.into(),
            unit: String::new(),
        };
        (place("long", &[]), typed)
    };
    let fits = |yes| (place("fits", &[]), Typed::Boolean(yes));
    assert_eq!(asked_now(&form, &with(&[])), ["fits"]);
    assert_eq!(asked_now(&form, &with(&[fits(true)])), ["fits", "long"]);
    assert_eq!(
        asked_now(&form, &with(&[fits(true), long("5")])),
        ["fits", "long"]
    );
    assert_eq!(
        asked_now(&form, &with(&[fits(true), long("5.5")])),
        ["fits", "long", "after"]
    );
    // What is not asked any more calls nothing up, whatever is typed in it.
    assert_eq!(asked_now(&form, &with(&[fits(false), long("6")])), ["fits"]);
}

#[test]
fn what_is_not_known_is_no_answer_that_calls_another_up() {
    let more = only_if(item("more", ItemKind::Boolean), "any", Is::Answered(true));
    let less = only_if(item("less", ItemKind::Boolean), "any", Is::Answered(false));
    let form = form(vec![item("any", ItemKind::Boolean), more, less]);
    let mut answers = Answers::default();
    assert_eq!(asked_now(&form, &answers), ["any", "less"]);
    let not_known = Typing {
        no_fact: Some(crate::chart::kinds::NoFact::NotKnown),
        ..Typing::default()
    };
    answers.set(place("any", &[]), not_known);
    assert_eq!(asked_now(&form, &answers), ["any", "less"]);
    answers.set(place("any", &[]), Typing::one(Typed::Boolean(false)));
    assert_eq!(asked_now(&form, &answers), ["any", "more"]);
}

#[test]
fn in_a_repeating_group_each_filling_in_looks_at_its_own() {
    let which = only_if(
        item("which", ItemKind::Words(Words::default())),
        "ill",
        Is::Equal(Given::Boolean(true)),
    );
    let child = repeating(group("child", vec![item("ill", ItemKind::Boolean), which]));
    let form = form(vec![child]);
    let mut answers = Answers::default();
    answers.add_row(place("child", &[]));
    answers.set(place("ill", &[1]), Typing::one(Typed::Boolean(true)));
    let all = asked(&form, &answers, NOW);
    let which: Vec<(Vec<u32>, bool)> = all
        .iter()
        .filter(|one| one.item.link_id == "which")
        .map(|one| (one.place.rows.clone(), one.now))
        .collect();
    assert_eq!(which, [(vec![0], false), (vec![1], true)]);
    // A filling-in with something typed in it is not taken away.
    answers.remove_last_row(place("child", &[]));
    assert_eq!(answers.rows_of(&place("child", &[])), 2);
    answers.set(place("ill", &[1]), Typing::default());
    answers.remove_last_row(place("child", &[]));
    assert_eq!(answers.rows_of(&place("child", &[])), 1);
    answers.remove_last_row(place("child", &[]));
    assert_eq!(answers.rows_of(&place("child", &[])), 1);
}

#[test]
fn an_option_calls_another_up_in_whatever_language_it_is_read() {
    let yes = Answer {
        text: Text {
            words: "Yes".into(),
            translations: vec![("fr".into(), "Oui".into())],
        },
        ..Answer::default()
    };
    let choice = Choice {
        options: vec![yes],
        is_open: false,
        control: Control::ByNumber,
    };
    let more = only_if(
        item("more", ItemKind::Boolean),
        "any",
        Is::Equal(Given::Choice(Concept::words("Yes"))),
    );
    let form = form(vec![item("any", ItemKind::Choice(choice)), more]);
    let answers = with(&[(place("any", &[]), Typed::Option(0))]);
    for language in Language::ALL {
        let within = ReadIn { language, ..NOW };
        assert!(asked(&form, &answers, within).iter().all(|one| one.now));
    }
}

#[test]
fn numbers_are_compared_across_units_and_moments_to_the_minute() {
    let warm = number(false, "", "", &["Cel", "[degF]"]);
    let limit = crate::chart::value::Quantity {
        value: "38".into(),
        unit: "Cel".into(),
    };
    let limit = Is::GreaterOrEqual(Given::Number(limit));
    let hot = only_if(item("hot", ItemKind::Boolean), "n", limit);
    let form_of = form(vec![warm, hot]);
    for (text, unit, is_hot) in [
        ("38", "Cel", true),
        ("100.4", "[degF]", true),
        ("99.9", "[degF]", false),
    ] {
        let (text, unit) = (text.into(), unit.into());
        let answers = with(&[(place("n", &[]), Typed::Number { text, unit })]);
        assert_eq!(asked_now(&form_of, &answers).len() == 2, is_hot);
    }
    let noon = Stamp {
        ms: 1_795_000_000_000,
        offset: 0,
    };
    let after = Is::Greater(Given::Date(When::Moment(noon)));
    let after = only_if(item("after", ItemKind::Boolean), "at", after);
    let form_at = form(vec![item("at", ItemKind::DateTime), after]);
    let day = When::day(noon.day());
    for (minutes, is_after) in [(-60, false), (60, true)] {
        let at = Stamp {
            ms: noon.ms + minutes * 60_000,
            offset: 0,
        };
        let typed = Typed::Date {
            date: DateDraft::from(day),
            time: at.local().format("%H:%M").to_string(),
        };
        let within = ReadIn { now: at, ..NOW };
        let answers = with(&[(place("at", &[]), typed)]);
        let asked = asked(&form_at, &answers, within);
        assert_eq!(asked[1].now, is_after, "{minutes}");
    }
}

#[test]
fn a_circle_asks_nothing_and_ends() {
    let one = only_if(item("one", ItemKind::Boolean), "two", Is::Answered(false));
    let two = only_if(item("two", ItemKind::Boolean), "one", Is::Answered(false));
    let own = only_if(item("own", ItemKind::Boolean), "own", Is::Answered(true));
    let form = form(vec![one, two, own]);
    assert!(asked(&form, &Answers::default(), NOW).len() == 3);
}

#[test]
fn a_score_counts_when_each_part_is_answered() {
    let score_of = item("score", ItemKind::Score(ScoreOf::Form));
    let of_part = item("part", ItemKind::Score(ScoreOf::Under("b".into())));
    let form = form(vec![
        group("a", vec![counting("1", &["0", "1", "2.5"])]),
        group("b", vec![counting("2", &["0", "3"])]),
        item("other", ItemKind::Boolean),
        score_of,
        of_part,
    ]);
    let mut answers = with(&[(place("1", &[]), Typed::Option(2))]);
    let score_at = |link_id: &str, answers: &Answers| {
        let all = asked(&form, answers, NOW);
        let at = all.iter().position(|one| one.item.link_id == link_id);
        score(at.expect("a score"), &all, answers).expect("what counts is asked")
    };
    let so_far = score_at("score", &answers);
    assert_eq!(
        (so_far.sum.to_string().as_str(), so_far.missing, so_far.of),
        ("2.5", 1, 2)
    );
    assert_eq!(score_at("part", &answers).missing, 1);
    answers.set(place("2", &[]), Typing::one(Typed::Option(1)));
    let whole = score_at("score", &answers);
    assert_eq!((whole.sum.to_string().as_str(), whole.missing), ("5.5", 0));
    assert_eq!(score_at("part", &answers).sum.to_string(), "3");
}

fn number(is_whole: bool, least: &str, most: &str, units: &[&str]) -> Item {
    let bound = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
    let units = units.iter().map(|code| Unit {
        code: (*code).to_owned(),
        display: (*code).to_owned(),
    });
    let number = Number {
        is_whole,
        units: units.collect(),
        least: bound(least),
        most: bound(most),
    };
    item("n", ItemKind::Number(number))
}

fn read(item: &Item, text: &str, unit: &str) -> Result<Option<Given>, Why> {
    let (text, unit) = (text.into(), unit.into());
    Typed::Number { text, unit }.read(item, NOW)
}

#[test]
fn numbers_are_taken_within_their_bounds_in_every_unit() {
    let given = |value: &str, unit: &str| {
        let (value, unit) = (value.into(), unit.into());
        Ok(Some(Given::Number(crate::chart::value::Quantity {
            value,
            unit,
        })))
    };
    let warm = number(false, "30", "45", &["Cel", "[degF]"]);
    assert_eq!(read(&warm, "39,2", ""), given("39.2", "Cel"));
    assert_eq!(read(&warm, "45", "Cel"), given("45", "Cel"));
    assert_eq!(read(&warm, "102.6", "[degF]"), given("102.6", "[degF]"));
    assert_eq!(
        read(&warm, "392", "Cel"),
        Err(Why::MoreThan {
            value: "392".into(),
            most: "45".into()
        })
    );
    assert!(matches!(
        read(&warm, "114", "[degF]"),
        Err(Why::MoreThan { .. })
    ));
    assert!(matches!(read(&warm, "29.9", ""), Err(Why::LessThan { .. })));
    assert!(matches!(read(&warm, "warm", ""), Err(Why::Number { .. })));
    assert_eq!(read(&warm, "  ", ""), Ok(None));
    let count = number(true, "", "", &[]);
    assert_eq!(read(&count, "6", ""), given("6", ""));
    assert!(matches!(read(&count, "6.5", ""), Err(Why::Whole { .. })));
    // A whole number with a comma can only be thousands.
    assert_eq!(read(&count, "3,250", ""), given("3250", ""));
    let gram = number(false, "500", "6000", &["g"]);
    assert_eq!(read(&gram, "3,250", ""), given("3250", "g"));
    let any = number(false, "", "", &[]);
    assert!(matches!(
        read(&any, "3,250", ""),
        Err(Why::TwoNumbers { .. })
    ));
}

#[test]
fn words_dates_and_options_are_read_or_say_why_not() {
    let words = item(
        "w",
        ItemKind::Words(Words {
            several_lines: false,
            most: Some(3),
        }),
    );
    assert_eq!(
        Typed::Words(" été ".into()).read(&words, NOW),
        Ok(Some(Given::Words("été".into())))
    );
    assert_eq!(
        Typed::Words("four".into()).read(&words, NOW),
        Err(Why::TooLong { most: 3 })
    );
    let option = counting("c", &["0", "1"]);
    assert_eq!(
        Typed::Option(1).read(&option, NOW),
        Ok(Some(Given::Choice(Concept::words("1"))))
    );
    assert_eq!(Typed::Option(2).read(&option, NOW), Err(Why::OneOfThese));
    let other = Typed::Other("else".into());
    assert_eq!(other.read(&option, NOW), Err(Why::OneOfThese));
    let day = DateDraft::from(When::Day(2026, 11, 30));
    let typed = |time: &str| Typed::Date {
        date: day.clone(),
        time: time.into(),
    };
    let date = item("d", ItemKind::Date);
    assert_eq!(
        typed("").read(&date, NOW),
        Ok(Some(Given::Date(When::Day(2026, 11, 30))))
    );
    let moment = item("m", ItemKind::DateTime);
    assert!(matches!(
        typed("14:05").read(&moment, NOW),
        Ok(Some(Given::Date(When::Moment(_))))
    ));
    assert_eq!(typed("25:00").read(&moment, NOW), Err(Why::Time));
}

#[test]
fn words_are_those_of_the_reader_where_there_are_some() {
    let text = Text {
        words: "Weight".into(),
        translations: vec![("fr-FR".into(), "Poids".into())],
    };
    assert_eq!(text.in_language(Language::French), "Poids");
    assert_eq!(text.in_language(Language::English), "Weight");
}

proptest! {
    /// Whatever is typed where, every item stands in the list at least once, in the order of the form, inside what stands
    /// before it; and what stands in something that is not asked is not asked.
    #[test]
    fn nothing_is_left_out_and_nothing_is_asked_inside_what_is_not(
        yes in proptest::collection::vec(proptest::option::of(any::<bool>()), 6),
        rows in 0u32..4,
    ) {
        let inner = |n: usize| {
            only_if(
                group(&format!("g{n}"), vec![item(&format!("q{n}"), ItemKind::Boolean)]),
                &format!("b{n}"),
                Is::Equal(Given::Boolean(true)),
            )
        };
        let mut items = Vec::new();
        for n in 0..3 {
            items.push(item(&format!("b{n}"), ItemKind::Boolean));
            items.push(if n == 1 { repeating(inner(n)) } else { inner(n) });
        }
        let form = form(items);
        let mut answers = Answers::default();
        for _ in 0..rows {
            answers.add_row(place("g1", &[]));
        }
        for (n, yes) in yes.iter().enumerate() {
            if let Some(yes) = yes {
                let link_id = if n < 3 { format!("b{n}") } else { format!("q{}", n - 3) };
                let in_row = if link_id == "q1" { vec![rows] } else { Vec::new() };
                answers.set(place(&link_id, &in_row), Typing::one(Typed::Boolean(*yes)));
            }
        }
        let all = asked(&form, &answers, NOW);
        for (_, item) in form.all_items() {
            prop_assert!(all.iter().any(|one| one.item.link_id == item.link_id));
        }
        for (at, one) in all.iter().enumerate() {
            if let Some(around) = one.inside {
                prop_assert!(around < at);
                prop_assert!(!one.now || all[around].now);
            }
        }
        let repeated = all.iter().filter(|one| one.item.link_id == "q1").count();
        prop_assert_eq!(repeated as u32, rows + 1);
    }
}
