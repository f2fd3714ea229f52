use super::*;
use crate::chart::kinds::Answer;
use crate::chart::kinds::{AmendmentKind, ProblemStatus};
use crate::chart::when::When;
use crate::reading::view::{Content, EntryView, Known, Today};

fn today(device: &mut Device) -> Today {
    device.ask(ask::Today).expect("day")
}

#[test]
fn taken_in_found_seen_today_and_there_after_a_reload() {
    let mut device = Device::new(1);
    device.make_vault();
    let chart = device.take_in("Testa", "Prima");
    device.note(chart, "no headache");
    device.restart();
    device.unlock().expect("opened");
    assert_eq!(device.search("tes"), [chart]);
    let day = today(&mut device);
    assert_eq!(
        day.seen
            .iter()
            .map(|row| row.person.chart)
            .collect::<Vec<_>>(),
        [chart]
    );
    assert_eq!(day.notes_signed, 1);
    assert_eq!(day.only_here, device.chart(chart).banner.entries);
    let number = device.chart(chart).banner.person.number;
    assert!(crate::engine::number::is_chart_number(&number), "{number}");
}

#[test]
fn a_draft_is_signed_once() {
    let mut device = Device::new(1);
    device.make_vault();
    let id = device.save_draft(Draft::Intake(Box::new(intake(
        "Testa",
        "Prima",
        device.clock.now(),
    ))));
    assert!(matches!(device.ask(ask::Sign(id)), Ok(Signed { .. })));
    assert!(matches!(
        device.ask(ask::Sign(id)),
        Err(Failure::Write(WriteFailure::NoDraft))
    ));
    assert_eq!(device.search("testa").len(), 1);
}

#[test]
fn two_new_charts_never_share_a_number() {
    let mut device = Device::new(1);
    device.make_vault();
    let (one, other) = (
        device.take_in("Testa", "Prima"),
        device.take_in("Testa", "Altera"),
    );
    assert_ne!(
        device.chart(one).banner.person.number,
        device.chart(other).banner.person.number
    );
}

#[test]
fn a_review_shows_exactly_what_signing_keeps() {
    let mut device = Device::new(1);
    device.make_vault();
    let mut draft = intake("Testa", "Prima", device.clock.now());
    draft.allergies = Answer::Yes(vec![AllergyDraft {
        substance: "Penicillin".into(),
        reaction: "rash".into(),
        severity: String::new(),
    }]);
    let id = device.save_draft(Draft::Intake(Box::new(draft)));
    let review = device.ask(ask::ReviewDraft(id)).expect("a review");
    assert!(review.lacks.is_none());
    assert!(device.search("testa").is_empty(), "a review keeps nothing");
    let Signed { chart, .. } = device.ask(ask::Sign(id)).expect("signed");
    let page = device.history(chart);
    let kept: usize = page
        .groups
        .iter()
        .flat_map(|g| &g.entries)
        .map(statements)
        .sum();
    assert_eq!(kept, review.statements.len());
    let Known::Facts(allergies) = device.chart(chart).banner.allergies else {
        panic!("an allergy")
    };
    assert_eq!(allergies[0].allergy.substance.text, "Penicillin");
}

fn statements(view: &EntryView) -> usize {
    match view {
        EntryView::Read { statements, .. } => statements.len(),
        EntryView::Unreadable { .. } => 0,
    }
}

fn problems(device: &mut Device, chart: ChartId) -> Vec<crate::reading::view::ProblemRow> {
    device.ask(ask::ProblemList(chart)).expect("problems")
}

fn refused(at: FormField, why: Why) -> Result<EntryId, Failure> {
    Err(WriteFailure::Lacks(Lacks::Form(vec![Complaint { at, why }])).into())
}

#[test]
fn problems_are_numbered_restated_resolved_and_merged() {
    let mut device = Device::new(1);
    device.make_vault();
    let chart = device.take_in("Testa", "Prima");
    for words in ["Raised reading", "Cough"] {
        let open = ProblemForm {
            words: words.into(),
            status: Some(ProblemStatus::Active),
            onset: When::Year(2021).into(),
        };
        act(&mut device, chart, open).expect("opened");
    }
    let rows = problems(&mut device, chart);
    assert_eq!(
        rows.iter().map(|row| row.number).collect::<Vec<_>>(),
        [1, 2]
    );
    let (first, second) = (rows[0].id, rows[1].id);
    act(
        &mut device,
        chart,
        RestateForm {
            problem: first,
            words: "High blood pressure".into(),
        },
    )
    .expect("restated");
    let early = StatusForm {
        problem: second,
        status: Some(ProblemStatus::Resolved),
        on: When::Year(2019).into(),
    };
    assert_eq!(
        act(&mut device, chart, early),
        refused(FormField::Date, Why::EndsBeforeOnset)
    );
    act(
        &mut device,
        chart,
        MergeForm {
            problem: second,
            into: Some(first),
        },
    )
    .expect("merged");
    let back = MergeForm {
        problem: first,
        into: Some(second),
    };
    assert_eq!(
        act(&mut device, chart, back),
        refused(FormField::Into, Why::MergeLoop)
    );
    let rows = problems(&mut device, chart);
    let row = |id| rows.iter().find(|row| row.id == id).expect("still there");
    assert_eq!(
        (row(first).words.as_str(), row(first).before[0].0.as_str()),
        ("High blood pressure", "Raised reading")
    );
    assert_eq!(row(second).merged_into, Some(1));
}

#[test]
fn a_correction_keeps_the_old_words() {
    let mut device = Device::new(1);
    device.make_vault();
    let chart = device.take_in("Testa", "Prima");
    device.note(chart, "left wrist");
    let page = device.history(chart);
    let target = page
        .groups
        .iter()
        .flat_map(|g| &g.entries)
        .find_map(|view| match view {
            EntryView::Read { id, statements, .. } if says(statements, "left wrist") => Some(*id),
            _ => None,
        });
    let target = target.expect("the note");
    let amend = |reason: &str| AmendForm {
        target,
        index: Some(0),
        kind: AmendmentKind::Correction,
        reason: reason.into(),
        words: "right wrist".into(),
    };
    assert!(matches!(
        act(&mut device, chart, amend(" ")),
        Err(Failure::Write(WriteFailure::Lacks(_)))
    ));
    act(&mut device, chart, amend("wrong side")).expect("corrected");
    let view = device.ask(ask::Entry(chart, target)).expect("the entry");
    let EntryView::Read { statements, .. } = view else {
        panic!("readable")
    };
    assert!(
        says(&statements, "left wrist"),
        "the old words stay readable"
    );
    assert_eq!(
        statements[0]
            .marks
            .corrected
            .as_ref()
            .map(|by| by.reason.as_str()),
        Some("wrong side")
    );
}

fn says(statements: &[crate::reading::view::StatementView], words: &str) -> bool {
    statements.iter().any(|view| match &view.content {
        Content::Statement(statement) => format!("{:?}", statement.fact).contains(words),
        Content::Newer(_) => false,
    })
}

fn amend(kind: AmendmentKind, target: EntryId, words: &str) -> AmendForm {
    AmendForm {
        target,
        index: Some(0),
        kind,
        reason: "said again".into(),
        words: words.into(),
    }
}

fn allergies(device: &mut Device, chart: ChartId) -> Vec<String> {
    match device.chart(chart).banner.allergies {
        Known::Facts(rows) => rows
            .into_iter()
            .map(|row| row.allergy.substance.text)
            .collect(),
        _ => Vec::new(),
    }
}

#[test]
fn words_added_to_an_allergy_are_no_second_allergy() {
    let mut device = Device::new(1);
    device.make_vault();
    let chart = device.take_in("Testa", "Prima");
    let allergy = AllergyDraft {
        substance: "Penicillin".into(),
        reaction: "rash".into(),
        severity: String::new(),
    };
    let entry = act(&mut device, chart, allergy).expect("signed");
    let added = amend(AmendmentKind::Addendum, entry, "seen by her mother");
    act(&mut device, chart, added).expect("added");
    assert_eq!(allergies(&mut device, chart), ["Penicillin"]);
    let corrected = amend(AmendmentKind::Correction, entry, "Ampicillin");
    act(&mut device, chart, corrected).expect("corrected");
    assert_eq!(allergies(&mut device, chart), ["Ampicillin"]);
}

#[test]
fn a_clock_set_back_is_said_and_marked() {
    let mut device = Device::new(1);
    device.make_vault();
    let chart = device.take_in("Testa", "Prima");
    device.clock.forward(-365 * 24 * 3_600_000);
    assert!(today(&mut device).clock_behind.is_some());
    device.note(chart, "written under a wrong date");
    let page = device.history(chart);
    let behind = page
        .groups
        .iter()
        .flat_map(|g| &g.entries)
        .filter(|view| match view {
            EntryView::Read { byline, .. } => byline.clock_behind,
            EntryView::Unreadable { .. } => false,
        });
    assert_eq!(behind.count(), 1);
}

/// "Mar 2026" may be the twelfth, on which it began; what is not over is not before its beginning.
#[test]
fn an_end_of_less_precision_is_no_end_before_the_beginning() {
    let mut device = Device::new(1);
    device.make_vault();
    let chart = device.take_in("Testa", "Prima");
    let open = ProblemForm {
        words: "Cough".into(),
        status: Some(ProblemStatus::Active),
        onset: When::Day(2026, 3, 12).into(),
    };
    act(&mut device, chart, open).expect("opened");
    let problem = problems(&mut device, chart)[0].id;
    let set = |device: &mut Device, status, on| {
        let act_on = StatusForm {
            problem,
            status: Some(status),
            on: When::into(on),
        };
        act(device, chart, act_on).map(drop)
    };
    let over = ProblemStatus::Resolved;
    for on in [
        When::Month(2026, 3),
        When::Year(2026),
        When::Day(2026, 3, 12),
    ] {
        set(&mut device, over, on).expect("may be on that day");
    }
    for on in [
        When::Month(2026, 2),
        When::Year(2025),
        When::Day(2026, 3, 11),
    ] {
        let before = refused(FormField::Date, Why::EndsBeforeOnset).map(drop);
        assert_eq!(set(&mut device, over, on), before, "{on:?}");
    }
    set(&mut device, ProblemStatus::Active, When::Year(2025)).expect("it is no end");
}

/// Only this device's own clock can have been set back.
#[test]
fn another_devices_fast_clock_is_no_warning_here() {
    let (mut here, mut there) = (Device::new(1), Device::new(2));
    here.make_vault();
    there.make_vault();
    here.take_in("Testa", "Prima");
    there.clock.forward(365 * 24 * 3_600_000);
    let chart = there.take_in("Testa", "Seconda");
    let file = super::bundles::export(&mut there, Scope::Charts, vec![chart]);
    super::bundles::open(&mut here, &file).expect("opened");
    here.ask(ask::AddFile { into: None }).expect("added");
    assert_eq!(today(&mut here).clock_behind, None);
    here.restart();
    assert_ne!(
        here.unlock().expect("opened").newest_entry,
        None,
        "its own entries still count"
    );
    assert_eq!(today(&mut here).clock_behind, None);
    here.note(chart, "here, a year before");
    here.clock.forward(-3_600_000);
    assert!(today(&mut here).clock_behind.is_some());
}
