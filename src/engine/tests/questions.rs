//! What an intake asks, asked later in the chart of someone who is here.

use super::*;
use crate::chart::draft::{AllergyDraft, IntakeDraft, MedicineDraft};
use crate::chart::kinds::Answer;
use crate::chart::kinds::{NameUse, Question};
use crate::reading::view::{ChartView, DraftKind, Known};

/// A form with nothing answered, for one chart.
fn blank(device: &Device, chart: ChartId) -> IntakeDraft {
    let mut draft = IntakeDraft::new(device.clock.now());
    draft.chart = Some(chart);
    draft
}

fn ask(device: &mut Device, draft: IntakeDraft) -> DraftId {
    device.clock.forward(60_000);
    device.save_draft(Draft::Questions(Box::new(draft)))
}

fn review(device: &mut Device, draft: DraftId) -> Review {
    device.ask(ask::ReviewDraft(draft)).expect("review")
}

fn sign(device: &mut Device, draft: IntakeDraft) {
    let id = ask(device, draft);
    let signed = device.ask(ask::Sign(id));
    assert!(matches!(signed, Ok(Signed { .. })), "{signed:?}");
}

#[test]
fn an_answer_given_later_is_in_the_chart_and_opens_no_visit() {
    let mut device = Device::new(1);
    device.make_vault();
    let chart = device.take_in("Testa", "Prima");
    let before = device.chart(chart);
    assert!(before.summary.not_asked.contains(&Question::Phone));
    let mut draft = blank(&device, chart);
    draft.phone = Answer::Yes("0700 000 001".into());
    draft.directives = Answer::None;
    sign(&mut device, draft);
    let after = device.chart(chart);
    let phone = &after.banner.phone;
    assert!(
        matches!(phone, Known::Facts(words) if words == &["0700 000 001"]),
        "{phone:?}"
    );
    let not_asked = &after.summary.not_asked;
    assert!(!not_asked.contains(&Question::Phone));
    assert!(!not_asked.contains(&Question::Directives));
    let visit = |view: &ChartView| view.summary.last_visit.as_ref().map(|visit| visit.id);
    assert_eq!(visit(&after), visit(&before));
}

#[test]
fn nothing_answered_is_nothing_to_sign() {
    let mut device = Device::new(1);
    device.make_vault();
    let chart = device.take_in("Testa", "Prima");
    let nothing = blank(&device, chart);
    let id = ask(&mut device, nothing);
    let nothing = Complaint {
        at: IntakeField::Name,
        why: Why::Anything,
    };
    let lacks = Some(Lacks::Intake(vec![nothing]));
    assert_eq!(review(&mut device, id).lacks, lacks);
}

/// What the chart holds was asked: a review that says "Ask before giving any medicine" would be untrue.
#[test]
fn a_review_knows_what_the_chart_holds() {
    let mut device = Device::new(1);
    device.make_vault();
    let chart = device.take_in("Testa", "Prima");
    let mut first = blank(&device, chart);
    first.allergies = Answer::Yes(vec![AllergyDraft {
        substance: "Penicillin".into(),
        ..AllergyDraft::default()
    }]);
    sign(&mut device, first);
    let mut second = blank(&device, chart);
    second.allergies = Answer::Yes(vec![AllergyDraft {
        substance: "Peanut".into(),
        ..AllergyDraft::default()
    }]);
    second.medicines = Answer::Yes(vec![MedicineDraft {
        name: "Amoxicillin".into(),
        ..MedicineDraft::default()
    }]);
    let id = ask(&mut device, second);
    let review = review(&mut device, id);
    assert!(!review.not_asked.contains(&Question::Allergies));
    let Known::Facts(rows) = &review.allergies else {
        panic!("allergies: {:?}", review.allergies)
    };
    let mut words: Vec<&str> = rows
        .iter()
        .map(|row| row.allergy.substance.text.as_str())
        .collect();
    words.sort_unstable();
    assert_eq!(words, ["Peanut", "Penicillin"]);
}

/// Someone taken in as "Unknown man" says who he is.
#[test]
fn a_name_told_later_is_the_name() {
    let mut device = Device::new(1);
    device.make_vault();
    let mut unknown = IntakeDraft::new(device.clock.now());
    unknown.name_not_known = true;
    unknown.sex = Some(crate::chart::kinds::Sex::Male);
    unknown.birth = crate::chart::draft::BirthDraft::NotKnown;
    let id = device.save_draft(Draft::Intake(Box::new(unknown)));
    let Signed { chart, .. } = device.ask(ask::Sign(id)).expect("taken in");
    assert!(device.chart(chart).banner.person.placeholder);
    let mut draft = blank(&device, chart);
    draft.names[0].usage = NameUse::Usual;
    draft.names[0].family = "Testa".into();
    sign(&mut device, draft);
    let person = device.chart(chart).banner.person;
    assert_eq!(
        (person.family.as_str(), person.placeholder),
        ("Testa", false)
    );
}

#[test]
fn the_questions_stand_among_the_drafts_of_their_chart() {
    let mut device = Device::new(1);
    device.make_vault();
    let chart = device.take_in("Testa", "Prima");
    let nothing = blank(&device, chart);
    ask(&mut device, nothing);
    let rows = device.ask(ask::Drafts).expect("drafts");
    let kinds: Vec<&DraftKind> = rows.iter().map(|row| &row.kind).collect();
    assert_eq!(kinds, [&DraftKind::Questions { chart }]);
    assert_eq!(
        rows[0].person.as_ref().map(|person| person.chart),
        Some(chart)
    );
}

/// Questions are of somebody: without a chart they would make one.
#[test]
fn questions_without_a_chart_cannot_be_signed() {
    let mut device = Device::new(1);
    device.make_vault();
    let draft = intake("Testa", "Prima", device.clock.now());
    let id = device.save_draft(Draft::Questions(Box::new(draft)));
    let refused = device.ask(ask::Sign(id));
    assert!(
        matches!(refused, Err(Failure::Write(WriteFailure::NoDraft))),
        "{refused:?}"
    );
}

/// Sealed like any draft, and in no list of drafts: nothing of it is unfinished.
#[test]
fn what_a_search_was_for_is_kept_for_its_own_field() {
    let mut device = Device::new(1);
    device.make_vault();
    let search = crate::chart::draft::SearchDraft {
        started: Stamp { ms: 0, offset: 0 },
        field: "find-text".into(),
        text: "testa pri".into(),
    };
    let id = device.save_draft(Draft::Search(Box::new(search.clone())));
    device.restart();
    device.unlock().expect("opened");
    let found = device.ask(ask::Searches).expect("searches");
    assert_eq!(found, [(id, search)]);
    let drafts = device.ask(ask::Drafts).expect("drafts");
    assert!(drafts.is_empty());
    device.ask(ask::DiscardDraft(id)).expect("discarded");
    let found = device.ask(ask::Searches).expect("searches");
    assert!(found.is_empty());
}
