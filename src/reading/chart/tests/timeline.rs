//! The history: visits, days, late and imported entries, gaps, filters, pages.

use super::*;
use crate::base::{BlobId, Digest};

fn file() -> Option<FilePlace> {
    Some(FilePlace {
        blob: BlobId([1; 16]),
        position: 0,
        name: "Observation/1".into(),
    })
}

#[test]
fn notes_belong_to_the_visit_opened_before_them_that_day() {
    let mut writer = Writer::new(1);
    let early = clinical(&mut writer, vec![text("before the visit")]);
    let visit = identity(
        &mut writer,
        vec![Fact::Visit(VisitEvent::Opened("cough".into(), None))],
    );
    let note = clinical(&mut writer, vec![text("in the visit")]);
    writer.now.ms += 24 * 60 * 60 * 1000;
    let next_day = clinical(&mut writer, vec![text("the day after")]);
    let chart = chart_of(&[early, visit, note, next_day]);
    let page = chart.history(HistoryFilter::default(), 0, 10);
    let shape: Vec<_> = page
        .groups
        .iter()
        .map(|group| {
            (
                group.visit.as_ref().map(|v| v.reason.as_str()),
                group.entries.len(),
            )
        })
        .collect();
    assert_eq!(shape, [(None, 1), (Some("cough"), 2), (None, 1)]);
    assert_eq!(chart.visits()[0].site, "Site Alpha");
    assert_eq!(
        chart.person().last_seen,
        Some(chart.ordered()[3].header().recorded)
    );
}

#[test]
fn what_another_system_does_not_know_takes_nothing_away() {
    let mut writer = Writer::new(1);
    let known = Birth::Date(When::Year(1990));
    let here = identity(
        &mut writer,
        vec![
            Fact::Demographic(Demographic::Sex(Sex::Female)),
            Fact::Demographic(Demographic::Birth(known)),
        ],
    );
    let gaps = [
        Demographic::Sex(Sex::NotKnown),
        Demographic::Birth(Birth::NotKnown),
    ];
    let now = When::Moment(writer.now);
    let gaps = gaps.map(|gap| {
        let mut statement = Statement::new(now, Fact::Demographic(gap));
        statement.source.file = file();
        statement
    });
    let elsewhere = writer.write_all(Compartment::IDENTITY, gaps.to_vec());
    let person = chart_of(&[here, elsewhere]).person();
    assert_eq!((person.sex, person.birth), (Some(Sex::Female), known));
}

/// A file that was taken for this person's makes them neither another age nor another sex; what it alone says counts.
#[test]
fn what_was_said_here_outweighs_a_file() {
    let mut writer = Writer::new(1);
    let age = Birth::Age(34, AgeUnit::Years, false, When::Year(2026));
    let in_file = Birth::Date(When::Day(2020, 5, 1));
    let birth = |birth| Fact::Demographic(Demographic::Birth(birth));
    let here = identity(&mut writer, vec![birth(age)]);
    let sex = Fact::Demographic(Demographic::Sex(Sex::Female));
    let now = When::Moment(writer.now);
    let told = [birth(in_file), sex].map(|fact| {
        let mut statement = Statement::new(now, fact);
        statement.source.file = file();
        statement
    });
    let elsewhere = writer.write_all(Compartment::IDENTITY, told.to_vec());
    let person = chart_of(&[here.clone(), elsewhere.clone()]).person();
    assert_eq!((person.sex, person.birth), (Some(Sex::Female), age));
    let asked_again = identity(&mut writer, vec![birth(Birth::NotKnown)]);
    let person = chart_of(&[here, elsewhere, asked_again]).person();
    assert_eq!(person.birth, in_file);
}

#[test]
fn a_photo_of_the_person_is_among_the_papers() {
    let mut writer = Writer::new(1);
    let photo = Document {
        title: String::new(),
        media_type: "image/jpeg".into(),
        blob: BlobId([2; 16]),
        bytes: 1,
        digest: Digest([3; 32]),
        chunks: 1,
    };
    let taken = identity(
        &mut writer,
        vec![Fact::Demographic(Demographic::Photo(photo.clone()))],
    );
    let note = clinical(&mut writer, vec![text("no photo")]);
    let chart = chart_of(&[Rc::clone(&taken), note]);
    let papers = HistoryFilter {
        kind: Some(HistoryKind::Papers),
        ..HistoryFilter::default()
    };
    assert_eq!(chart.history(papers, 0, 10).shown, 1);
    let listed = chart.documents();
    assert_eq!(listed[0].id.entry, taken.id());
    assert_eq!(listed.len(), 1);
    assert_eq!(chart.banner().photo, Some(photo));
}

#[test]
fn a_late_entry_stands_when_it_happened_and_says_why() {
    let mut writer = Writer::new(1);
    let now = clinical(&mut writer, vec![text("today")]);
    let happened = When::Day(2026, 2, 2);
    let late = amending(AmendmentKind::LateEntry, &now, None, vec![]);
    let statements = [late, text("paper at outreach")].map(|fact| Statement::new(happened, fact));
    let late = writer.write_all(Compartment::CLINICAL, statements.into());
    let chart = chart_of(&[now, Rc::clone(&late)]);
    let page = chart.history(HistoryFilter::default(), 0, 10);
    let last = page.groups.last().expect("two days");
    assert_eq!(last.day, happened);
    let EntryView::Read {
        id, at, statements, ..
    } = &last.entries[0]
    else {
        panic!("a known entry");
    };
    assert_eq!((*id, *at), (late.id(), happened));
    assert_eq!(statements[1].marks.late.as_deref(), Some("a reason"));
}

#[test]
fn what_a_file_says_stands_at_its_own_days() {
    let mut writer = Writer::new(1);
    let imported = |when: When, fact: Fact| {
        let mut statement = Statement::new(when, fact);
        statement.source.file = file();
        statement.source.name = Some("Old system".into());
        statement
    };
    let clinical = vec![
        imported(When::Day(2019, 3, 1), weight("60")),
        imported(When::Year(2018), text("an old note")),
        imported(When::Unknown, weight("99")),
    ];
    let visit = VisitEvent::Elsewhere("outpatient".into(), "fever".into(), When::Unknown);
    let visit = imported(When::Day(2019, 3, 1), Fact::Visit(visit));
    let entries = [
        writer.write_all(Compartment::IDENTITY, vec![visit]),
        writer.write_all(Compartment::CLINICAL, clinical),
    ];
    let chart = chart_of(&entries);
    let page = chart.history(HistoryFilter::default(), 0, 10);
    let days: Vec<When> = page.groups.iter().map(|group| group.day).collect();
    assert_eq!(
        days,
        [When::Day(2019, 3, 1), When::Year(2018), When::Unknown]
    );
    assert_eq!(
        page.elsewhere,
        [(Some(2019), 2), (Some(2018), 1), (None, 1)]
    );
    let vitals = HistoryFilter {
        kind: Some(HistoryKind::Vitals),
        ..HistoryFilter::default()
    };
    let vitals = chart.history(vitals, 0, 10);
    assert_eq!(vitals.elsewhere, [(Some(2019), 1), (None, 1)]);
    assert_eq!(
        page.groups[0].visit.as_ref().map(|v| v.reason.as_str()),
        Some("fever")
    );
    assert_eq!(page.groups[0].entries.len(), 2);
    assert_eq!(page.years, [2019, 2018]);
    // Dated values count, undated ones do not.
    assert_eq!(super::vitals(&chart)[0].now.2, When::Day(2019, 3, 1));
    let elsewhere = chart.summary(writer.now).from_elsewhere;
    assert_eq!(elsewhere[0].0, "Old system");
}

#[test]
fn unreadable_rows_keep_their_place_and_pass_every_filter() {
    let mut writer = Writer::new(1);
    let first = clinical(&mut writer, vec![text("before")]);
    let gap = Gap {
        compartment: Compartment::CLINICAL,
        id: None,
        place: 17,
        reason: Unreadable::Damaged,
        near: Some(writer.now),
    };
    writer.now.ms += 24 * 60 * 60 * 1000;
    let last = clinical(&mut writer, vec![text("after")]);
    let log = chart_of(&[first, last]).log().clone();
    let chart = Chart::build(log, vec![gap], &authors);
    let page = chart.history(HistoryFilter::default(), 0, 10);
    assert!(matches!(
        page.groups[1].entries[0],
        EntryView::Unreadable { place: 17, .. }
    ));
    assert_eq!(chart.banner().unreadable, 1);
    let filter = HistoryFilter {
        kind: Some(HistoryKind::Vaccines),
        ..HistoryFilter::default()
    };
    let page = chart.history(filter, 0, 10);
    assert_eq!((page.shown, page.total), (1, 3));
}

#[test]
fn pages_follow_each_other_without_gap_or_overlap() {
    let mut writer = Writer::new(1);
    let entries: Vec<_> = (0..7)
        .map(|nth| clinical(&mut writer, vec![text(&nth.to_string())]))
        .collect();
    let chart = chart_of(&entries);
    let (mut from, mut seen) = (Some(0), Vec::new());
    while let Some(at) = from {
        let page = chart.history(HistoryFilter::default(), at, 3);
        seen.extend(page.groups.iter().flat_map(|g| statements_of(&g.entries)));
        from = page.next;
    }
    let newest_first: Vec<_> = entries.iter().rev().map(|e| e.statement_id(0)).collect();
    assert_eq!(seen, newest_first);
    let beyond = chart.history(HistoryFilter::default(), 99, u32::MAX);
    assert!(beyond.groups.is_empty() && beyond.next.is_none());
}

#[test]
fn a_row_of_the_list_says_who_was_seen_and_whether_a_note_was_signed() {
    use crate::reading::directory::DirectoryRow;
    let mut writer = Writer::new(1);
    let name = |family: &str, usage| {
        Fact::Demographic(Demographic::Name(PersonName {
            usage,
            family: family.into(),
            given: "Prima".into(),
        }))
    };
    let visit = Fact::Visit(VisitEvent::Opened("cough".into(), None));
    let opened_at = writer.now;
    let who = identity(
        &mut writer,
        vec![
            name("Testa", NameUse::Usual),
            name("Тестова", NameUse::Other),
            visit,
        ],
    );
    let row = DirectoryRow::of(&chart_of(&[Rc::clone(&who)]));
    assert_eq!(row.person.family, "Testa");
    assert_eq!(row.other_names[0].family, "Тестова");
    assert_eq!(row.seen.len(), 1);
    assert!(!row.seen[0].signed_note);
    let note = clinical(&mut writer, vec![text("words")]);
    let row = DirectoryRow::of(&chart_of(&[who, note]));
    assert!(row.seen[0].signed_note);
    assert_eq!(
        (row.seen[0].at, row.seen[0].reason.as_str()),
        (opened_at, "cough")
    );
}

/// A note on a person who came again opens no visit; a visit elsewhere that a file tells of was not here.
#[test]
fn last_here_is_the_last_act_and_no_visit_elsewhere() {
    let mut writer = Writer::new(1);
    let visit = identity(
        &mut writer,
        vec![Fact::Visit(VisitEvent::Opened("cough".into(), None))],
    );
    writer.now.ms += 24 * 60 * 60 * 1000;
    let note = clinical(&mut writer, vec![text("she came again")]);
    writer.now.ms += 24 * 60 * 60 * 1000;
    let elsewhere = VisitEvent::Elsewhere("outpatient".into(), "fever".into(), When::Unknown);
    let when = When::Moment(writer.now);
    let mut told = Statement::new(when, Fact::Visit(elsewhere));
    told.source.file = file();
    let imported = writer.write_all(Compartment::IDENTITY, vec![told]);
    let last = |entries: &[Rc<Entry>]| chart_of(entries).person().last_seen;
    let came = Some(note.header().recorded);
    assert_eq!(last(&[visit, note, Rc::clone(&imported)]), came);
    assert_eq!(last(&[imported]), None);
}

/// Someone who is long gone is not seen because a word about them is set right.
#[test]
fn amending_is_not_seeing() {
    use crate::reading::directory::DirectoryRow;
    let mut writer = Writer::new(1);
    let note = clinical(&mut writer, vec![text("left wrist")]);
    writer.now.ms += 24 * 60 * 60 * 1000;
    let corrects = amending(AmendmentKind::Correction, &note, Some(0), vec![1]);
    let corrected = clinical(&mut writer, vec![corrects, text("right wrist")]);
    let adds = amending(AmendmentKind::Addendum, &note, Some(0), vec![]);
    let added = clinical(&mut writer, vec![adds, text("and swollen")]);
    let row = DirectoryRow::of(&chart_of(&[Rc::clone(&note), corrected, added]));
    let seen: Vec<_> = row.seen.iter().map(|s| (s.at, s.signed_note)).collect();
    assert_eq!(seen, [(note.header().recorded, true)]);
    assert_eq!(row.person.last_seen, Some(note.header().recorded));
    writer.now.ms += 1;
    let wrong = amending(AmendmentKind::EnteredInError, &note, None, vec![]);
    let wrong = clinical(&mut writer, vec![wrong]);
    assert!(DirectoryRow::of(&chart_of(&[note, wrong])).seen.is_empty());
}
