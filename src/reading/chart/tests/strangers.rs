//! What strangers write changes nothing that people known here said: the proofs of a review, turned round, and a law.

use std::time::{Duration, Instant};

use super::*;
use crate::base::{ActId, ChartId};
use crate::reading::view::Contradiction;

/// The year 9999.
const FAR: i64 = 253_402_300_000_000;

/// An entry of this writer in an act of somebody's choosing.
fn in_act(
    writer: &Writer,
    act: ActId,
    compartment: Compartment,
    statements: Vec<Statement>,
) -> Rc<Entry> {
    let mut other = writer.clone();
    let made = other.write_all(compartment, statements.clone());
    let mut header = made.header().clone();
    header.act = act;
    Rc::new(Entry::sign(header, statements, &writer.signer).expect("signed"))
}

fn undated(fact: Fact) -> Statement {
    Statement::new(When::Unknown, fact)
}

fn reason(words: &str) -> Fact {
    Fact::Section(Section {
        part: Part::Reason,
        text: words.into(),
    })
}

fn visit(words: &str) -> Fact {
    Fact::Visit(VisitEvent::Opened(words.into(), None))
}

fn answer(question: Question, answer: NoFact) -> Fact {
    Fact::Answer(Answered { question, answer })
}

fn number(words: &str) -> Fact {
    Fact::Demographic(Demographic::ChartNumber(words.into()))
}

fn sex(sex: Sex) -> Fact {
    Fact::Demographic(Demographic::Sex(sex))
}

fn born(year: i32) -> Fact {
    Fact::Demographic(Demographic::Birth(Birth::Date(When::Year(year))))
}

fn link(chart: u8, same: bool) -> Fact {
    Fact::PersonLink(PersonLink {
        other: ChartId([chart; 16]),
        same,
    })
}

fn day_after(writer: &Writer) -> Stamp {
    Stamp {
        ms: writer.now.ms + 24 * 60 * 60 * 1000,
        offset: writer.now.offset,
    }
}

#[test]
fn a_strangers_value_is_never_the_last_beside_ours() {
    let (mut ours, stranger) = (Writer::new(1), Writer::new(9));
    let known = clinical(&mut ours, vec![weight("61")]);
    let again = clinical(&mut ours, vec![weight("62")]);
    for when in [
        When::Year(9999),
        When::Moment(Stamp { ms: FAR, offset: 0 }),
        When::Moment(day_after(&ours)),
        When::Moment(known.header().recorded),
        When::Day(1970, 1, 1),
    ] {
        let theirs = Statement::new(when, weight("6"));
        let theirs = in_act(
            &stranger,
            ActId([3; 16]),
            Compartment::CLINICAL,
            vec![theirs],
        );
        let chart = chart_of(&[Rc::clone(&known), theirs, Rc::clone(&again)]);
        let row = &vitals(&chart)[0];
        assert_eq!(row.now.0, again.statement_id(0), "{when:?}");
        let before = row.before.as_ref().map(|(value, _)| &value.value);
        assert!(
            matches!(before, Some(Value::Quantity(q)) if q.value == "61"),
            "{when:?}"
        );
        let after = when.sort_key() > When::Moment(again.header().recorded).sort_key();
        let aside = row.aside.iter().map(|value| value.trust);
        let wanted = after.then_some(Trust::FirstSeen);
        assert_eq!(
            aside.collect::<Vec<_>>(),
            Vec::from_iter(wanted),
            "{when:?}"
        );
    }
}

#[test]
fn a_value_of_a_time_to_come_is_the_last_only_with_that_said() {
    let mut ours = Writer::new(1);
    let known = clinical(&mut ours, vec![weight("61")]);
    let to_come = Statement::new(When::Day(2027, 3, 1), weight("62"));
    let to_come = ours.write_all(Compartment::CLINICAL, vec![to_come]);
    let chart = chart_of(&[Rc::clone(&known), Rc::clone(&to_come)]);
    let row = &vitals(&chart)[0];
    assert_eq!((row.now.0, row.ahead), (known.statement_id(0), false));
    assert_eq!(
        (row.aside[0].id, row.aside[0].ahead),
        (to_come.statement_id(0), true)
    );
    let chart = chart_of(&[Rc::clone(&to_come)]);
    let row = &vitals(&chart)[0];
    assert_eq!((row.now.0, row.ahead), (to_come.statement_id(0), true));
    // By the reader's clock it has come, but it was recorded before it was.
    let later = Stamp { ms: FAR, offset: 0 };
    assert!(chart.summary(later).vitals[0].ahead);
    // A clock that stood ahead wrote what has not come yet for who reads now.
    let now = Stamp {
        ms: known.header().recorded.ms - 86_400_000,
        offset: 0,
    };
    assert!(chart_of(&[known]).summary(now).vitals[0].ahead);
}

#[test]
fn a_strangers_reason_is_not_our_visits() {
    let (mut ours, stranger) = (Writer::new(1), Writer::new(9));
    let opened = ours.write_all(Compartment::IDENTITY, vec![undated(visit("chest pain"))]);
    let said = vec![undated(reason("wants a certificate"))];
    let theirs = in_act(
        &stranger,
        opened.header().act,
        Compartment::CLINICAL,
        said.clone(),
    );
    let chart = chart_of(&[Rc::clone(&opened), theirs]);
    assert_eq!(chart.visits()[0].reason, "chest pain");
    let own = in_act(&ours, opened.header().act, Compartment::CLINICAL, said);
    let chart = chart_of(&[opened, own]);
    assert_eq!(chart.visits()[0].reason, "wants a certificate");
}

#[test]
fn our_note_stands_under_no_visit_of_a_stranger() {
    let (mut ours, stranger) = (Writer::new(1), Writer::new(9));
    let note = clinical(&mut ours, vec![text("ours")]);
    for act in [note.header().act, ActId([77; 16])] {
        let mut theirs = stranger.clone();
        theirs.now.ms -= 60_000;
        let theirs = in_act(
            &theirs,
            act,
            Compartment::IDENTITY,
            vec![undated(visit("theirs"))],
        );
        let chart = chart_of(&[Rc::clone(&note), Rc::clone(&theirs)]);
        let page = chart.history(HistoryFilter::default(), 0, 10);
        for group in &page.groups {
            let ids = statements_of(&group.entries);
            let is_ours = ids.contains(&note.statement_id(0));
            assert_eq!(is_ours, group.visit.is_none());
        }
        let last = chart.summary(ours.now).last_visit.expect("the note");
        assert_eq!((last.id, last.trust), (note.statement_id(0), Trust::Ours));
    }
}

#[test]
fn a_strangers_clock_moves_nothing() {
    let (mut one, mut other) = (Writer::new(1), Writer::new(2));
    let mut stranger = Writer::new(9);
    stranger.now.ms = FAR;
    let theirs = clinical(&mut stranger, vec![text("from the future")]);
    one.receive(&theirs);
    let place = |words: &str| Fact::Demographic(Demographic::Place(words.into()));
    let early = identity(&mut one, vec![place("first"), visit("cough")]);
    let early_note = clinical(&mut one, vec![text("after the future")]);
    other.now.ms += 600_000;
    let late = identity(&mut other, vec![place("second")]);
    let with = chart_of(&[
        Rc::clone(&early),
        Rc::clone(&early_note),
        Rc::clone(&late),
        theirs,
    ]);
    let without = chart_of(&[early, early_note.clone(), late]);
    assert_eq!(with.person(), without.person());
    assert_eq!(with.person().place, "second");
    assert_eq!(with.person().last_seen, Some(early_note.header().recorded));
    assert_eq!(with.latest_known(), without.log().latest());
}

/// Of more feeds than an entry can name: what we say of one of them still comes after it.
#[test]
fn what_we_mark_as_an_error_is_one_whatever_its_clock_says() {
    let (mut ours, mut stranger) = (Writer::new(1), Writer::new(9));
    stranger.now.ms = FAR;
    let theirs = clinical(&mut stranger, vec![allergy("Penicillin")]);
    let marked = amending(AmendmentKind::EnteredInError, &theirs, None, vec![]);
    let marked = clinical(&mut ours, vec![marked]);
    let chart = chart_of(&[theirs, marked]);
    assert_eq!(chart.allergies(), Known::NotAsked);
}

#[test]
fn a_strangers_no_closes_no_question_and_stands_beside_it() {
    for question in Question::ALL {
        for said in [NoFact::None, NoFact::NotKnown, NoFact::Declined] {
            let (mut ours, mut stranger) = (Writer::new(1), Writer::new(9));
            let known = identity(&mut ours, vec![sex(Sex::Female), born(1990)]);
            let before = chart_of(&[Rc::clone(&known)]);
            let when = When::Moment(stranger.now);
            let no = Statement::new(when, answer(question, said));
            let no = stranger.write_all(question.compartment(), vec![no]);
            let chart = chart_of(&[Rc::clone(&known), Rc::clone(&no)]);
            let today = ours.now.day();
            assert_eq!(chart.not_asked(today), before.not_asked(today));
            assert_eq!(chart.allergies(), Known::NotAsked);
            let aside = chart.banner().answers_aside;
            assert_eq!((aside[0].question, aside[0].answer), (question, said));
            assert_eq!(aside[0].byline.trust, Trust::FirstSeen);
            assert!(
                chart
                    .statement(no.statement_id(0))
                    .expect("kept")
                    .marks
                    .without_effect
            );
            // In a chart that only strangers wrote it reads as they wrote it.
            let theirs = chart_of(&[no]);
            assert!(!theirs.not_asked(today).contains(&question));
            assert!(theirs.banner().answers_aside.is_empty());
        }
    }
}

#[test]
fn a_strangers_number_link_and_notice_stand_beside() {
    let (mut ours, mut stranger) = (Writer::new(1), Writer::new(9));
    let known = identity(&mut ours, vec![number("K7QM2-0412-X"), link(8, true)]);
    stranger.receive(&known);
    let theirs = identity(
        &mut stranger,
        vec![
            number("ZZZZZ-9999-0"),
            link(8, false),
            link(5, true),
            Fact::Notice(Notice {
                answer: NoticeAnswer::Agrees,
            }),
        ],
    );
    let banner = chart_of(&[known, Rc::clone(&theirs)]).banner();
    assert_eq!(banner.person.number, "K7QM2-0412-X");
    assert_eq!(banner.linked, [ChartId([8; 16])]);
    let aside: Vec<ChartId> = banner
        .linked_aside
        .iter()
        .map(|(chart, _)| *chart)
        .collect();
    assert_eq!(aside, [ChartId([5; 16])]);
    assert_eq!(banner.notice, None);
    let banner = chart_of(&[theirs]).banner();
    assert_eq!(banner.linked, [ChartId([5; 16])]);
    assert_eq!(banner.person.number, "ZZZZZ-9999-0");
}

#[test]
fn what_only_strangers_say_is_missing_is_said_beside() {
    let (mut ours, mut stranger) = (Writer::new(1), Writer::new(9));
    let known = clinical(&mut ours, vec![text("ours")]);
    let made = clinical(&mut stranger, vec![text("theirs")]);
    let mut header = made.header().clone();
    header.seen = (0..200u8).map(|n| crate::base::EntryId([n; 32])).collect();
    let claims = Entry::sign(header, vec![undated(text("theirs"))], &stranger.signer);
    let claims = Rc::new(claims.expect("signed"));
    let chart = chart_of(&[Rc::clone(&known), Rc::clone(&claims)]);
    let banner = chart.banner();
    assert_eq!((banner.unreadable, banner.claimed_missing), (0, 200));
    assert!(chart.gaps().is_empty());
    // We name one of them ourselves: that one is missing.
    let mut header = known.header().clone();
    header.seen = vec![crate::base::EntryId([3; 32])];
    let names = Entry::sign(header, vec![undated(text("ours"))], &ours.signer).expect("signed");
    let banner = chart_of(&[Rc::new(names), Rc::clone(&claims)]).banner();
    assert_eq!((banner.unreadable, banner.claimed_missing), (1, 199));
    // A chart that only they wrote says what it lacks.
    let banner = chart_of(&[claims]).banner();
    assert_eq!((banner.unreadable, banner.claimed_missing), (200, 0));
}

#[test]
fn a_strangers_problems_change_no_number_of_ours() {
    let (mut ours, mut stranger) = (Writer::new(1), Writer::new(9));
    let known = clinical(&mut ours, vec![opened(1, "Epilepsy"), opened(2, "TB")]);
    stranger.receive(&known);
    let theirs = clinical(
        &mut stranger,
        vec![opened(1, "x"), opened(3, "y"), opened(u32::MAX, "z")],
    );
    let chart = chart_of(&[Rc::clone(&known), theirs]);
    assert_eq!(chart.next_number(), 4);
    for row in chart.problems() {
        let is_ours = row.id.entry == known.id();
        assert_eq!(row.trust == Trust::Ours, is_ours);
        assert_eq!(row.apart.is_some(), row.words == "x");
        assert_eq!(row.same_number.is_some(), row.words == "x");
    }
}

#[test]
fn a_circle_closed_by_a_stranger_does_not_undo_our_merge() {
    let (mut ours, mut stranger) = (Writer::new(1), Writer::new(9));
    let known = clinical(&mut ours, vec![opened(1, "Epilepsy")]);
    let theirs = clinical(&mut stranger, vec![opened(1, "Fits")]);
    let [mine, other] = [&known, &theirs].map(|entry| entry.statement_id(0));
    let merged = |one, into| {
        let (one, into) = (StatementRef::of(one), StatementRef::of(into));
        Fact::Problem(ProblemEvent::Merged(one, into))
    };
    stranger.receive(&known);
    ours.receive(&theirs);
    let first = clinical(&mut stranger, vec![merged(other, mine)]);
    ours.receive(&first);
    let then = clinical(&mut ours, vec![merged(mine, other)]);
    let chart = chart_of(&[known, theirs, first, then]);
    let rows = chart.problems();
    let row = rows.iter().find(|row| row.id == mine).expect("ours");
    assert_eq!(row.merged_into, Some(1));
    let row = rows.iter().find(|row| row.id == other).expect("theirs");
    assert_eq!(row.merged_into, None);
}

#[test]
fn none_beside_an_allergy_is_a_contradiction() {
    let denied = |chart: &Chart| {
        let all = chart.banner().contradictions;
        all.iter()
            .any(|one| matches!(one, Contradiction::NoneBesideFacts(Question::Allergies, _)))
    };
    let mut ours = Writer::new(1);
    let both = clinical(&mut ours, vec![no_allergies(), allergy("Penicillin")]);
    assert!(denied(&chart_of(&[both])));
    let none = clinical(&mut ours, vec![no_allergies()]);
    let found = clinical(&mut ours, vec![allergy("Penicillin")]);
    assert!(!denied(&chart_of(&[Rc::clone(&none)])));
    assert!(!denied(&chart_of(&[Rc::clone(&found)])));
    // Found later: no contradiction; denied later: one.
    assert!(!denied(&chart_of(&[Rc::clone(&none), Rc::clone(&found)])));
    let again = clinical(&mut ours, vec![no_allergies()]);
    assert!(denied(&chart_of(&[none, found, again])));
    // A stranger's allergy warns, and ours that there is none is said with it.
    let (mut ours, mut stranger) = (Writer::new(1), Writer::new(9));
    let none = clinical(&mut ours, vec![no_allergies()]);
    let warns = clinical(&mut stranger, vec![allergy("Penicillin")]);
    let chart = chart_of(&[none, warns]);
    assert_eq!(substances(&chart), ["Penicillin"]);
    assert!(denied(&chart));
}

#[test]
fn pregnant_and_male_is_said_until_somebody_settled_it() {
    let mut ours = Writer::new(1);
    let mut entries = vec![
        identity(&mut ours, vec![sex(Sex::Female), born(1990)]),
        clinical(&mut ours, vec![pregnancy(Value::Boolean(true))]),
    ];
    let said = |entries: &[Rc<Entry>]| chart_of(entries).banner().contradictions;
    assert_eq!(said(&entries), []);
    entries.push(identity(&mut ours, vec![sex(Sex::Male)]));
    assert_eq!(said(&entries), [Contradiction::PregnantMale]);
    let no = clinical(&mut ours, vec![answer(Question::Pregnancy, NoFact::None)]);
    let settled = [entries.clone(), vec![no]].concat();
    assert_eq!(said(&settled), []);
    entries.push(identity(&mut ours, vec![sex(Sex::Female), born(2022)]));
    assert_eq!(said(&entries), [Contradiction::PregnantAtThatAge]);
}

/// The shortest of a few runs.
fn shortest(mut run: impl FnMut()) -> Duration {
    let once = |_| {
        let start = Instant::now();
        run();
        start.elapsed()
    };
    (0..3).map(once).min().expect("three runs")
}

/// Problems of one number, merged in a chain, in whichever order the merges are written.
#[test]
fn problems_merged_in_a_chain_cost_what_they_weigh() {
    let taken = |n: u32, backwards: bool| {
        let mut stranger = Writer::new(9);
        let mut facts: Vec<Fact> = (0..n).map(|_| opened(1, "x")).collect();
        let merge = |i: u32| {
            let (one, into) = (StatementRef::here(i), StatementRef::here(i + 1));
            Fact::Problem(ProblemEvent::Merged(one, into))
        };
        match backwards {
            false => facts.extend((0..n - 1).map(merge)),
            true => facts.extend((0..n - 1).rev().map(merge)),
        }
        let entry = clinical(&mut stranger, facts);
        shortest(|| {
            let chart = chart_of(std::slice::from_ref(&entry));
            assert_eq!(chart.problems().len() as u32, n);
        })
    };
    for backwards in [false, true] {
        let (few, many) = (taken(250, backwards), taken(2000, backwards));
        assert!(many < 40 * few, "{few:?} for 250, {many:?} for 2000");
    }
}

#[test]
fn long_words_are_not_copied_for_every_statement() {
    let mut stranger = Writer::new(9);
    let mut statements = vec![undated(opened(1, &"x".repeat(100_000)))];
    let under = |_| undated(text("y")).for_problems(vec![StatementRef::here(0)]);
    statements.extend((0..1000).map(under));
    let entry = stranger.write_all(Compartment::CLINICAL, statements);
    let chart = chart_of(std::slice::from_ref(&entry));
    let view = chart.entry(&entry.id()).expect("a view");
    let size = postcard::to_allocvec(&view).expect("serialisable").len();
    assert!(size < 10 * entry.bytes().len(), "{size}");
}

/// As many amendments of a whole entry as it has statements.
#[test]
fn amendments_of_whole_entries_cost_what_they_weigh() {
    let taken = |n: u32| {
        let (mut one, mut other) = (Writer::new(9), Writer::new(8));
        let target = clinical(&mut one, (0..n).map(|_| text("x")).collect());
        other.receive(&target);
        let amending = |_| amending(AmendmentKind::EnteredInError, &target, None, vec![]);
        let amends = clinical(&mut other, (0..n).map(amending).collect());
        shortest(|| {
            let chart = chart_of(&[Rc::clone(&target), Rc::clone(&amends)]);
            let marks = chart.statement(target.statement_id(0)).expect("kept").marks;
            assert_eq!(marks.beside.len() as u32 + marks.beside_more, n);
        })
    };
    let (few, many) = (taken(250), taken(2000));
    assert!(many < 40 * few, "{few:?} for 250, {many:?} for 2000");
}
