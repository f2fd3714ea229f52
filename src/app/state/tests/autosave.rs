//! Typing, leaving, failing and signing.

use super::headless::{Device, Disk, Event};
use super::*;
use crate::app::state::{NotSaved, NoticeWords, Unsaved, keep_search};
use crate::engine::protocol::{Failure, StorageTrouble, WriteFailure};

fn full() -> Failure {
    StorageTrouble::Full.into()
}

#[test]
fn typed_words_are_sealed_within_two_seconds_however_long_the_typing_goes_on() {
    let device = Device::open();
    let page = Page::open(&device, ID);
    page.types("T");
    assert_eq!(page.state(), Sealing::Untouched);
    for words in ["Te", "Tes", "Test", "Testa"] {
        device.pass(400);
        page.types(words);
    }
    device.pass(350);
    assert_eq!(
        device.kept(ID),
        Some(typed("Testa")),
        "1.95 s after the first letter"
    );
    assert!(matches!(page.state(), Sealing::Saved(_)));
}

#[test]
fn nothing_is_sealed_before_anything_is_typed_nor_twice() {
    let device = Device::open();
    let page = Page::open(&device, ID);
    device.pass(10_000);
    assert_eq!(device.events(), []);
    page.types("Testa");
    device.pass(10_000);
    assert_eq!(device.events(), [Event::Saved(ID, typed("Testa"))]);
}

#[test]
fn what_is_typed_while_a_seal_is_under_way_is_sealed_after_it() {
    let device = Device::open();
    device.world(|world| world.slowness = 1000);
    let page = Page::open(&device, ID);
    page.types("Testa");
    device.pass(1800);
    page.types("Testa, Prima");
    device.pass(2000);
    assert_eq!(device.kept(ID), Some(typed("Testa, Prima")));
}

#[test]
fn a_failed_seal_is_said_with_the_time_of_the_last_and_tried_again_at_the_next_letter() {
    let device = Device::open();
    let page = Page::open(&device, ID);
    page.types("Testa");
    device.pass(2000);
    let Sealing::Saved(saved) = page.state() else {
        panic!("{:?}", page.state());
    };
    device.world(|world| world.disk = Disk::Full);
    page.types("Testa, P");
    device.pass(2000);
    let failed = Sealing::Failed {
        failure: full(),
        since: Some(saved),
    };
    assert_eq!(page.state(), failed);
    assert_eq!(device.app.notices.list(), [], "it stands beside the field");
    device.world(|world| world.disk = Disk::Works);
    page.types("Testa, Prima");
    device.pass(2000);
    assert_eq!(device.kept(ID), Some(typed("Testa, Prima")));
    assert!(matches!(page.state(), Sealing::Saved(_)));
}

#[test]
fn a_page_that_is_left_is_sealed_at_once() {
    let device = Device::open();
    let page = Page::open(&device, ID);
    page.types("Testa");
    page.leave(&device);
    assert_eq!(device.events(), [Event::Saved(ID, typed("Testa"))]);
    device.pass(10_000);
    assert_eq!(
        device.events().len(),
        1,
        "the timer of a page that is gone seals nothing"
    );
}

#[test]
fn words_left_on_a_full_disk_are_held_told_of_and_sealed_when_there_is_room() {
    let device = Device::open();
    device.world(|world| world.disk = Disk::Full);
    let page = Page::open(&device, ID);
    page.types("Testa");
    page.leave(&device);
    assert_eq!(device.app.held_draft(ID), Some(typed("Testa")));
    let notices = device.app.notices.list();
    let told = NoticeWords::NotSaved(Box::new(NotSaved {
        kind: Unsaved::Intake,
        person: None,
        why: full(),
    }));
    assert_eq!(notices.len(), 1);
    assert_eq!(notices[0].said, told);

    device.pass(11_000);
    assert_eq!(
        device.app.notices.list().len(),
        1,
        "told of once, however often it is tried"
    );
    device.world(|world| world.disk = Disk::Works);
    device.pass(5_000);
    assert_eq!(device.kept(ID), Some(typed("Testa")));
    assert_eq!(device.app.held_draft(ID), None);
    assert_eq!(device.app.notices.list(), [], "what it told of is mended");
}

#[test]
fn a_held_draft_is_opened_as_it_was_typed_and_sealed_by_its_own_page() {
    let device = Device::open();
    let page = Page::open(&device, ID);
    page.types("Testa");
    device.pass(2000);
    device.world(|world| world.disk = Disk::Full);
    page.types("Testa, Prima");
    page.leave(&device);

    let app = device.app;
    let loaded = device.run(async move { app.load_draft(ID).await });
    let loaded = loaded.expect("an answer").expect("a draft");
    assert_eq!(loaded.draft, typed("Testa, Prima"), "newer than its seal");
    let page = Page::open(&device, ID);
    page.words.set("Testa, Prima");
    page.saving.loaded(loaded.saved);
    assert_eq!(
        page.state(),
        Sealing::Untouched,
        "the words are not sealed yet"
    );
    device.world(|world| world.disk = Disk::Works);
    device.pass(2000);
    assert_eq!(device.kept(ID), Some(typed("Testa, Prima")));
    assert_eq!(device.app.held_draft(ID), None);
}

#[test]
fn a_draft_of_another_person_is_not_opened() {
    let device = Device::open();
    device.world(|world| world.of_another.push(OTHER));
    let app = device.app;
    let refused = device.run(async move { app.load_draft(OTHER).await });
    let why = Failure::Write(WriteFailure::DraftOfAnother);
    assert_eq!(refused.expect("an answer").map(|kept| kept.draft), Err(why));
}

#[test]
fn nothing_is_sealed_while_it_is_signed_and_nothing_after() {
    let device = Device::open();
    let page = Page::open(&device, ID);
    page.types("Testa");
    page.saving.hold();
    device.pass(3000);
    assert_eq!(device.events(), []);
    page.saving.done();
    page.types("Testa");
    page.saving.done();
    page.leave(&device);
    device.pass(3000);
    assert_eq!(device.events(), [], "signed words are no draft any more");
}

#[test]
fn what_was_typed_during_a_refused_signature_is_sealed() {
    let device = Device::open();
    let page = Page::open(&device, ID);
    page.types("Testa");
    page.saving.hold();
    device.pass(3000);
    page.saving.release();
    device.pass(2000);
    assert_eq!(device.kept(ID), Some(typed("Testa")));
}

#[test]
fn a_signed_draft_whose_last_seal_fails_is_not_taken_up_again() {
    let device = Device::open();
    device.world(|world| {
        world.disk = Disk::Full;
        world.slowness = 500;
    });
    let page = Page::open(&device, ID);
    page.types("Testa");
    device.pass(1750);
    page.saving.done();
    page.leave(&device);
    device.pass(1000);
    assert_eq!(device.app.held_draft(ID), None);
    assert_eq!(device.app.notices.list(), []);
}

#[test]
fn asked_to_save_every_draft_says_that_it_is() {
    let device = Device::open();
    let pages = [Page::open(&device, ID), Page::open(&device, OTHER)];
    pages[0].types("Testa");
    pages[1].types("Prova");
    device.run(device.app.autosaves().save_on_wish());
    device.pass(100);
    assert!(pages.iter().all(|page| page.saving.is_saved_on_wish()));
    pages[0].types("Testa, Prima");
    assert!(!pages[0].saving.is_saved_on_wish());
    assert!(pages[1].saving.is_saved_on_wish());
}

/// The page goes away: the request has to have left before anything that is asked after it.
#[test]
fn a_hidden_page_hands_its_words_over_before_it_waits() {
    let device = Device::open();
    let page = Page::open(&device, ID);
    page.types("Testa");
    let waiting = device.app.autosaves().seal_all();
    assert_eq!(device.events(), [Event::Saved(ID, typed("Testa"))]);
    drop(waiting);
}

#[test]
fn a_new_version_is_taken_when_every_draft_is_sealed() {
    let device = Device::open();
    device.world(|world| world.slowness = 300);
    let page = Page::open(&device, ID);
    page.types("Testa");
    device.app.update();
    device.pass(200);
    assert!(!device.events().contains(&Event::TookUpdate));
    device.pass(300);
    assert_eq!(device.events().last(), Some(&Event::TookUpdate));
}

#[test]
fn what_is_sought_is_sealed_comes_back_and_is_discarded_when_it_is_emptied() {
    let device = Device::open();
    let first = device.owner.with(Owner::new);
    let text = first.with(|| RwSignal::new(String::new()));
    first.with(|| keep_search("find", text));
    device.settle();
    text.set("Test".to_owned());
    device.pass(2000);
    assert_eq!(device.world(|world| world.kept.len()), 1);
    first.cleanup();

    let second = device.owner.with(Owner::new);
    let again = second.with(|| RwSignal::new(String::new()));
    second.with(|| keep_search("find", again));
    device.pass(100);
    assert_eq!(again.get_untracked(), "Test");
    again.set(String::new());
    device.settle();
    assert!(matches!(device.events().last(), Some(Event::Discarded(_))));
    assert_eq!(device.world(|world| world.kept.len()), 0);
}
