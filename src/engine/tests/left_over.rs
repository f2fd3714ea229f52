//! What is damaged or left over beside the charts: drafts, settings, papers that nothing names.

use super::whole::{WHOLE, check_now, flip, keep, with_a_paper};
use super::*;
use crate::base::Compartment;
use crate::reading::view::{DraftKind, DraftRow};
use crate::store::{Key, MetaName, Twin};

fn drafts(device: &mut Device) -> Vec<DraftRow> {
    device.ask(ask::Drafts).expect("drafts")
}

fn draft(device: &mut Device, given: &str) -> DraftId {
    let draft = intake("Testa", given, device.clock.now());
    device.save_draft(Draft::Intake(Box::new(draft)))
}

#[test]
fn a_damaged_draft_is_listed_to_its_author_and_can_be_discarded() {
    let mut device = Device::new(1);
    device.make_vault();
    let (whole, damaged) = (draft(&mut device, "Prima"), draft(&mut device, "Altera"));
    flip(&device, Key::Draft(damaged));
    let rows = drafts(&mut device);
    assert_eq!(
        (rows.len(), rows[0].id, &rows[0].kind),
        (2, damaged, &DraftKind::Unreadable)
    );
    assert_eq!((rows[0].saved, rows[1].id), (None, whole));
    let told = device.ask(ask::LoadDraft(damaged)).err();
    assert_eq!(told, Some(Failure::Write(WriteFailure::DraftDamaged)));

    let plan = PersonPlan {
        name: "Secundus Testa".into(),
        role: "doctor".into(),
        passphrase: "another long passphrase".into(),
    };
    device.ask(ask::PreparePerson(plan)).expect("prepared");
    device.ask(ask::AddPerson).expect("added");
    let switch = |device: &mut Device, passphrase: &str| {
        let passphrase = passphrase.into();
        device.ask(ask::Switch { passphrase }).expect("switched");
    };
    switch(&mut device, "another long passphrase");
    assert_eq!(drafts(&mut device), [], "another's stays invisible");
    let refused = device.ask(ask::DiscardDraft(damaged)).err();
    assert_eq!(refused, Some(Failure::Write(WriteFailure::NoDraft)));

    switch(&mut device, PASSPHRASE);
    device.ask(ask::DiscardDraft(damaged)).expect("discarded");
    assert_eq!(drafts(&mut device).len(), 1);
}

#[test]
fn both_copies_of_the_settings_lost_is_said_until_the_place_is_named() {
    let mut device = Device::new(1);
    device.make_vault();
    assert!(!matches!(device.engine.who(), Ok(me) if me.no_place));
    for twin in Twin::BOTH {
        assert!(device.disk.remove(&Key::Meta(MetaName::Settings, twin)));
    }
    device.restart();
    assert!(device.unlock().expect("opened").no_place);
    let id = |device: &Device| {
        device
            .engine
            .session
            .as_ref()
            .expect("open")
            .installation
            .id
    };
    let first = id(&device);
    device.restart();
    assert!(
        device.unlock().expect("opened").no_place,
        "it is said again"
    );
    assert_eq!(
        id(&device),
        first,
        "one new installation, not one an unlock"
    );
    let place = ask::SetPlace {
        site: "Site Alpha".into(),
        device: "Tablet 1".into(),
    };
    assert!(matches!(device.ask(place), Ok(me) if !me.no_place));
}

#[test]
fn a_paper_that_is_too_large_is_not_called_a_file_to_ask_for_in_parts() {
    let mut device = Device::new(1);
    device.make_vault();
    let keep = ask::KeepBlob {
        chart: None,
        title: "A paper".into(),
        media_type: "application/pdf".into(),
        bytes: vec![0; 64_000_001],
    };
    let refused = device.ask(keep).err();
    assert_eq!(refused, Some(Failure::File(FileFailure::PaperTooLarge(64))));
}

#[test]
fn what_nothing_names_is_swept_unless_something_cannot_be_read() {
    let (mut device, chart, filed) = with_a_paper();
    let count = |device: &Device, blob| {
        let key = Key::Blob(blob, 0);
        device.disk.damage(&key, |_| {})
    };
    let left = keep(&mut device, None).blob;
    let photo = keep(&mut device, None);
    let mut begun = intake("Testa", "Altera", device.clock.now());
    begun.photo = crate::chart::kinds::Answer::Yes(photo.clone());
    let begun = device.save_draft(Draft::Intake(Box::new(begun)));

    let other = draft(&mut device, "Tertia");
    flip(&device, Key::Draft(other));
    check_now(&mut device);
    assert!(count(&device, left), "a damaged draft might name it");
    device.ask(ask::DiscardDraft(other)).expect("discarded");
    check_now(&mut device);
    assert!(!count(&device, left));
    assert!(count(&device, photo.blob) && count(&device, filed));

    device.ask(ask::DiscardDraft(begun)).expect("discarded");
    flip(&device, Key::Log(Compartment::IDENTITY, chart, 0));
    check_now(&mut device);
    assert!(count(&device, photo.blob), "a damaged entry might name it");
    flip(&device, Key::Log(Compartment::IDENTITY, chart, 0));
    check_now(&mut device);
    assert!(!count(&device, photo.blob));
    assert_eq!(check_now(&mut device).1, WHOLE);
}
