//! What becomes of a medicine after it was put on the list.

use super::*;
use crate::chart::course::MedicineSoFar;
use crate::reading::view::{GivenOut, MedicineHistory};

fn of(entry: &Entry) -> StatementRef {
    StatementRef::of(entry.statement_id(0))
}

fn said(writer: &mut Writer, event: MedicationEvent) -> Rc<Entry> {
    clinical(writer, vec![Fact::Medication(event)])
}

fn line(name: &str) -> MedicationLine {
    MedicationLine {
        name: Concept::words(name),
        ..MedicationLine::default()
    }
}

fn list(entries: &[Rc<Entry>]) -> Vec<MedicineHistory> {
    let chart = chart_of(entries);
    let now = chart.log().latest().expect("entries");
    chart.medicine_list(now)
}

fn so_far(entries: &[Rc<Entry>]) -> Vec<(String, MedicineSoFar)> {
    let list = list(entries).into_iter();
    list.map(|one| (one.row.line.name.text, one.so_far))
        .collect()
}

#[test]
fn a_medicine_is_held_started_again_and_stopped() {
    let mut ours = Writer::new(1);
    let order = clinical(&mut ours, vec![ordered("Amlodipine")]);
    let hold = said(
        &mut ours,
        MedicationEvent::Held(of(&order), "swelling".into()),
    );
    let again = said(
        &mut ours,
        MedicationEvent::Restarted(of(&order), String::new()),
    );
    let stop = said(
        &mut ours,
        MedicationEvent::Stopped(of(&order), "cough".into()),
    );
    let late = said(
        &mut ours,
        MedicationEvent::Held(of(&order), "too late".into()),
    );
    let resumed = said(
        &mut ours,
        MedicationEvent::Restarted(of(&order), "by the hospital".into()),
    );
    let entries = [order, hold, again, stop, late, resumed];
    let wanted = [
        MedicineSoFar::Taken,
        MedicineSoFar::Held,
        MedicineSoFar::Taken,
        MedicineSoFar::Stopped,
        // What is stopped is not held.
        MedicineSoFar::Stopped,
        MedicineSoFar::Taken,
    ];
    for (many, wanted) in (1..).zip(wanted) {
        let found = so_far(&entries[..many]);
        assert_eq!(found, [("Amlodipine".to_owned(), wanted)], "{many}");
    }
    let history = list(&entries);
    assert_eq!(history[0].events.len(), 5);
    let chart = chart_of(&entries);
    let now = chart.log().latest().expect("entries");
    let sheet = chart.flow_sheet(None, now).expect("number zero");
    let turns: Vec<bool> = sheet.treated.iter().map(|event| event.begun).collect();
    assert_eq!(turns, [true, false, true, false, true]);
}

#[test]
fn what_is_changed_goes_on_in_the_new_line_and_is_not_started_again() {
    let mut ours = Writer::new(1);
    let order = clinical(&mut ours, vec![ordered("Amlodipine 5 mg")]);
    let change =
        MedicationEvent::Changed(of(&order), line("Amlodipine 10 mg"), "still high".into());
    let change = said(&mut ours, change);
    let again = said(
        &mut ours,
        MedicationEvent::Restarted(of(&order), String::new()),
    );
    let entries = [order, change, again];
    for many in [2, 3] {
        let list = list(&entries[..many]);
        let [now, before] = list.as_slice() else {
            panic!("two lines")
        };
        assert_eq!(now.row.line, line("Amlodipine 10 mg"));
        assert_eq!(now.so_far, MedicineSoFar::Taken);
        let was = now.row.course.instead_of.as_deref();
        assert_eq!(was, Some(&line("Amlodipine 5 mg")));
        assert_eq!(before.so_far, MedicineSoFar::Changed);
        let (_, why) = before.row.stopped.clone().expect("changed");
        assert_eq!(why, "still high");
    }
}

#[test]
fn a_change_that_was_entered_in_error_changes_nothing() {
    let mut ours = Writer::new(1);
    let order = clinical(&mut ours, vec![ordered("Amlodipine 5 mg")]);
    let change =
        MedicationEvent::Changed(of(&order), line("Amlodipine 10 mg"), "still high".into());
    let change = said(&mut ours, change);
    let wrong = amending(AmendmentKind::EnteredInError, &change, Some(0), vec![]);
    let wrong = clinical(&mut ours, vec![wrong]);
    let found = so_far(&[order, change, wrong]);
    assert_eq!(
        found,
        [("Amlodipine 5 mg".to_owned(), MedicineSoFar::Taken)]
    );
}

#[test]
fn what_is_said_of_a_line_holds_for_what_stands_instead_of_it() {
    let mut ours = Writer::new(1);
    let order = clinical(&mut ours, vec![ordered("Amlodipin")]);
    let stop = said(
        &mut ours,
        MedicationEvent::Stopped(of(&order), "swelling".into()),
    );
    let right = amending(AmendmentKind::Correction, &order, Some(0), vec![1]);
    let right = clinical(&mut ours, vec![right, ordered("Amlodipine")]);
    let found = so_far(&[order, stop, right]);
    assert_eq!(found, [("Amlodipine".to_owned(), MedicineSoFar::Stopped)]);
}

#[test]
fn what_was_told_and_given_last_is_read() {
    let mut ours = Writer::new(1);
    let order = clinical(&mut ours, vec![ordered("Amoxicillin")]);
    let given = Dispensed {
        what: String::new(),
        quantity: Some(Quantity {
            value: "15".into(),
            unit: "capsules".into(),
        }),
        from: "shelf B".into(),
    };
    let give = said(
        &mut ours,
        MedicationEvent::Dispensed(of(&order), given.clone()),
    );
    let told = TakenHow {
        taken: Taken::Not,
        words: "felt sick".into(),
        together: None,
    };
    let tell = said(&mut ours, MedicationEvent::Told(of(&order), told.clone()));
    let list = list(&[order, give, tell]);
    let course = &list[0].row.course;
    assert_eq!(
        course.given.clone().map(|(_, given)| given),
        Some(GivenOut::Given(given))
    );
    assert_eq!(course.told.clone().map(|(_, told)| told), Some(told));
    assert_eq!(
        list[0].so_far,
        MedicineSoFar::Taken,
        "not taken is not stopped"
    );
}

/// What a stranger's file says of a medicine of ours stands beside it and changes nothing; the line of its change is a medicine of
/// theirs.
#[test]
fn a_stranger_holds_changes_and_gives_nothing_of_ours() {
    for which in 0..6 {
        let (mut ours, mut stranger) = (Writer::new(1), Writer::new(9));
        let order = clinical(&mut ours, vec![ordered("Amlodipine")]);
        let mut before = list(&[Rc::clone(&order)]);
        stranger.receive(&order);
        let theirs = of_medicine(of(&order), which, "theirs");
        let theirs = clinical(&mut stranger, vec![theirs]);
        let mut after = list(&[order, theirs]);
        let first = after.remove(0);
        assert_eq!(first.so_far, MedicineSoFar::Taken, "{which}");
        assert_eq!(first.row.course, before.remove(0).row.course, "{which}");
        assert_eq!(first.row.stopped, None, "{which}");
        assert_eq!(first.events.len(), 1, "{which}");
        assert_eq!(first.row.otherwise, which < 3, "{which}");
        assert_eq!(after.len(), usize::from(which == 2), "{which}");
        assert!(
            after
                .iter()
                .all(|one| one.row.trust == crate::reading::view::Trust::FirstSeen)
        );
    }
}

#[test]
fn none_taken_and_a_medicine_that_was_changed_away_do_not_contradict() {
    let mut ours = Writer::new(1);
    let order = clinical(&mut ours, vec![ordered("Amlodipine")]);
    let stop = said(
        &mut ours,
        MedicationEvent::Stopped(of(&order), "cough".into()),
    );
    let none = Fact::Answer(Answered {
        question: Question::Medicines,
        answer: NoFact::None,
    });
    let none = clinical(&mut ours, vec![none]);
    let again = said(
        &mut ours,
        MedicationEvent::Restarted(of(&order), String::new()),
    );
    let entries = [order, stop, none, again];
    let contradictions = |many: usize| chart_of(&entries[..many]).banner().contradictions.len();
    assert_eq!(contradictions(3), 0);
    assert_eq!(contradictions(4), 1, "it is taken again");
}
