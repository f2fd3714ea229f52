//! Many small things of one file: what each reading costs grows with the file, and what is ours stays where it stands.

use std::time::{Duration, Instant};

use super::*;
use crate::base::BlobId;
use crate::chart::entry::Entry;
use crate::reading::directory::DirectoryRow;

/// Unoptimised and beside other tests; what grows with the square takes minutes.
const MOST: Duration = Duration::from_secs(20);

fn undated(fact: Fact) -> Statement {
    Statement::new(When::Unknown, fact)
}

fn from_file(fact: Fact, when: When, standing: Standing) -> Statement {
    let mut statement = Statement::new(when, fact);
    statement.standing = standing;
    statement.source.file = Some(FilePlace {
        blob: BlobId([1; 16]),
        position: 0,
        name: "Patient/1".into(),
    });
    statement
}

fn name(usage: NameUse, family: &str) -> Fact {
    Fact::Demographic(Demographic::Name(PersonName {
        usage,
        family: family.into(),
        given: String::new(),
    }))
}

/// Folded once, whatever the number of entries.
fn folded(entries: &[Rc<Entry>]) -> Chart {
    let mut log = Log::new(CHART);
    for entry in entries {
        log.join(Rc::clone(entry)).expect("the same chart");
    }
    Chart::build(log, Vec::new(), &authors)
}

fn amends_all_of(entry: &Entry) -> Fact {
    amending(AmendmentKind::Addendum, entry, None, Vec::new())
}

#[test]
fn amendments_of_an_entry_with_many_problems_hand_on_a_bounded_number() {
    const MANY: u32 = 6000;
    let mut stranger = Writer::new(9);
    let problems = (0..MANY).map(|n| opened(n, "x")).collect();
    let long = clinical(&mut stranger, problems);
    let again = (0..MANY).map(|_| amends_all_of(&long)).collect();
    let mut entries = vec![Rc::clone(&long), clinical(&mut stranger, again)];
    for _ in 0..200 {
        let last = Rc::clone(entries.last().expect("the one before"));
        entries.push(clinical(&mut stranger, vec![amends_all_of(&last)]));
    }
    let late = (0..MANY)
        .map(|_| amending(AmendmentKind::LateEntry, &long, None, Vec::new()))
        .chain((0..MANY).map(|n| opened(n, "x")));
    entries.push(clinical(&mut stranger, late.collect()));
    let start = Instant::now();
    let chart = folded(&entries);
    let id = entries[0].statement_id(0);
    assert!(chart.problem_page(Some(id)).is_some());
    assert!(start.elapsed() < MOST, "{:?}", start.elapsed());
    let last = entries[201].statement_id(0);
    let links = chart.problems.of(&last).len();
    assert!(links <= crate::chart::limits::PROBLEMS, "{links}");
}

/// The only entry of a feed, the later the higher its number, all in one act.
fn numbered(
    writer: &Writer,
    number: u64,
    compartment: Compartment,
    statements: Vec<Statement>,
) -> Rc<Entry> {
    let mut header = writer
        .clone()
        .write_all(compartment, statements.clone())
        .header()
        .clone();
    let mut feed = [9; 16];
    feed[..8].copy_from_slice(&number.to_be_bytes());
    header.feed = crate::base::FeedId(feed);
    header.recorded.ms += number as i64;
    Rc::new(Entry::sign(header, statements, &writer.signer).expect("signed"))
}

#[test]
fn the_reason_of_an_act_is_of_one_visit() {
    let stranger = Writer::new(9);
    let reason = Fact::Section(Section {
        part: Part::Reason,
        text: "x".repeat(200_000),
    });
    let visit = || undated(Fact::Visit(VisitEvent::Opened(String::new(), None)));
    let visits = (0..2000).map(|_| visit()).collect();
    let visits = numbered(&stranger, 1, Compartment::IDENTITY, visits);
    let reason = numbered(&stranger, 2, Compartment::CLINICAL, vec![undated(reason)]);
    let chart = folded(&[visits, reason]);
    let words: usize = chart.visits().iter().map(|row| row.reason.len()).sum();
    assert_eq!(words, 200_000);
}

#[test]
fn what_is_said_of_the_last_of_many_corrections_does_not_walk_all_of_them() {
    let stranger = Writer::new(9);
    let signed = |number, facts: Vec<Fact>| {
        let statements = facts.into_iter().map(undated).collect();
        numbered(&stranger, number, Compartment::CLINICAL, statements)
    };
    let mut entries = vec![signed(0, vec![opened(1, "x")])];
    let mut last = 0;
    for number in 1..1000 {
        let before = entries.last().expect("the one before");
        let correction = amending(AmendmentKind::Correction, before, Some(last), vec![1]);
        entries.push(signed(number, vec![correction, opened(1, "x")]));
        last = 1;
    }
    let problem = StatementRef {
        entry: entries.last().map(|entry| entry.id()),
        index: 1,
    };
    let restated = |_| Fact::Problem(ProblemEvent::Restated(problem, "y".into()));
    entries.push(signed(1000, (0..8000).map(restated).collect()));
    let start = Instant::now();
    folded(&entries);
    assert!(start.elapsed() < MOST, "{:?}", start.elapsed());
}

#[test]
fn what_was_added_to_a_whole_entry_stands_once_among_its_papers() {
    let mut stranger = Writer::new(9);
    let paper = |n: u8| {
        Fact::Document(Document {
            title: String::new(),
            media_type: "text/plain".into(),
            blob: BlobId([n; 16]),
            bytes: 1,
            digest: crate::base::Digest([n; 32]),
            chunks: 1,
        })
    };
    let papers = clinical(&mut stranger, (0..100).map(paper).collect());
    let mut entries = vec![Rc::clone(&papers)];
    for _ in 0..50 {
        entries.push(clinical(&mut stranger, vec![amends_all_of(&papers)]));
    }
    let shown = folded(&entries).documents();
    let addenda: usize = shown.iter().map(|view| view.marks.addenda.len()).sum();
    assert_eq!((shown.len(), addenda), (100, 50));
}

#[test]
fn what_strangers_amend_of_a_whole_entry_stands_beside_it_once() {
    let (mut ours, mut stranger) = (Writer::new(1), Writer::new(9));
    let long = clinical(&mut ours, (0..100).map(|_| text("x")).collect());
    stranger.receive(&long);
    let mut entries = vec![Rc::clone(&long)];
    for _ in 0..20 {
        entries.push(clinical(&mut stranger, vec![amends_all_of(&long)]));
    }
    let Some(EntryView::Read { statements, .. }) = folded(&entries).entry(&long.id()) else {
        panic!("no entry");
    };
    let beside: usize = statements.iter().map(|view| view.marks.beside.len()).sum();
    assert!((1..=16).contains(&beside), "{beside}");
}

#[test]
fn a_strangers_other_name_takes_no_place_of_a_name_that_came_with_a_file() {
    let (mut ours, mut stranger) = (Writer::new(1), Writer::new(9));
    let usual = from_file(
        name(NameUse::Usual, "Testa"),
        When::Unknown,
        Standing::Stands,
    );
    let known = ours.write_all(Compartment::IDENTITY, vec![usual]);
    let theirs = identity(&mut stranger, vec![name(NameUse::Other, "Aliena")]);
    for entries in [
        vec![Rc::clone(&known), Rc::clone(&theirs)],
        vec![theirs, known],
    ] {
        assert_eq!(folded(&entries).person().family, "Testa");
    }
}

#[test]
fn a_stranger_takes_no_place_of_who_a_file_says_in_doubt() {
    let said = || {
        vec![
            name(NameUse::Usual, "Testa"),
            Fact::Demographic(Demographic::Sex(Sex::Female)),
            Fact::Demographic(Demographic::Birth(Birth::Date(When::Year(1950)))),
        ]
    };
    let theirs = || {
        vec![
            name(NameUse::Usual, "Aliena"),
            Fact::Demographic(Demographic::Sex(Sex::Male)),
            Fact::Demographic(Demographic::Birth(Birth::Date(When::Year(2010)))),
        ]
    };
    let in_doubt = |facts: Vec<Fact>| -> Vec<Statement> {
        let facts = facts.into_iter();
        let one = |fact| from_file(fact, When::Unknown, Standing::UnknownStatus);
        facts.map(one).collect()
    };
    for doubtful in [false, true] {
        let (mut ours, mut stranger) = (Writer::new(1), Writer::new(9));
        let known = ours.write_all(Compartment::IDENTITY, in_doubt(said()));
        let theirs = match doubtful {
            true => in_doubt(theirs()),
            false => theirs().into_iter().map(undated).collect(),
        };
        let theirs = stranger.write_all(Compartment::IDENTITY, theirs);
        let person = folded(&[known, theirs]).person();
        let who = (&*person.family, person.sex, person.birth);
        let year = Birth::Date(When::Year(1950));
        assert_eq!(who, ("Testa", Some(Sex::Female), year), "{doubtful}");
    }
}

#[test]
fn strangers_names_crowd_none_of_ours_out_of_the_list() {
    let (mut ours, mut stranger) = (Writer::new(1), Writer::new(9));
    stranger.now.ms = 0;
    let names = vec![name(NameUse::Usual, "Testa"), name(NameUse::Other, "Olim")];
    let known = identity(&mut ours, names);
    let theirs = (0..50).map(|n| name(NameUse::Other, &format!("{n}").repeat(50)));
    let theirs = identity(&mut stranger, theirs.collect());
    let row = DirectoryRow::of(&folded(&[theirs, known])).bounded();
    let others: Vec<&str> = row.other_names.iter().map(|name| &*name.family).collect();
    assert_eq!(others, ["Olim"]);
}

#[test]
fn what_we_took_from_a_file_stands_under_no_strangers_visit() {
    let (mut ours, mut stranger) = (Writer::new(1), Writer::new(9));
    stranger.now.ms = 0;
    let day = When::Day(2020, 5, 17);
    let known = from_file(weight("61"), day, Standing::Stands);
    let known = ours.write_all(Compartment::CLINICAL, vec![known]);
    let visit = Fact::Visit(VisitEvent::Elsewhere(
        "planted".into(),
        "planted".into(),
        When::Unknown,
    ));
    let visit = from_file(visit, day, Standing::Stands);
    let theirs = stranger.write_all(Compartment::IDENTITY, vec![visit]);
    let chart = folded(&[theirs, Rc::clone(&known)]);
    let page = chart.history(HistoryFilter::default(), 0, 100);
    let ours = page.groups.iter().find(|group| {
        let mut ids = group.entries.iter().filter_map(|entry| match entry {
            EntryView::Read { id, .. } => Some(*id),
            EntryView::Unreadable { .. } => None,
        });
        ids.any(|id| id == known.id())
    });
    assert!(ours.expect("ours is shown").visit.is_none());
}
