//! Locking, covering, handing over and giving way: what is typed is sealed first, and nothing of the person stays.

use super::headless::{CODE, Device, Disk, Event, session};
use super::*;
use crate::app::platform::edges::TabWord;
use crate::app::route::{ChartPart, Route};
use crate::app::state::{Gate, Tone};
use crate::base::ChartId;
use crate::engine::protocol::{Failure, Session, ShortCode, StorageTrouble, UnlockFailure};

const MINUTE: f64 = 60_000.0;

#[test]
fn a_lock_while_typing_seals_first_and_forgets_everything() {
    let device = Device::open();
    let page = Page::open(&device, ID);
    page.types("Testa");
    device.app.search.set("Test".to_owned());
    device.app.notices.say(Tone::Note, "a message");
    device.app.lock();
    device.settle();
    let events = [
        Event::Saved(ID, typed("Testa")),
        Event::EngineEnded,
        Event::EngineStarted,
    ];
    assert_eq!(
        device.events(),
        events,
        "the engine, and every key, ends after the seal"
    );
    assert!(device.is_locked());
    assert_eq!(device.app.session.get_untracked(), None);
    assert_eq!(device.app.search.get_untracked(), "");
    assert_eq!(device.app.notices.list(), []);
    assert_eq!(device.app.why_locked.get_untracked(), None);
}

#[test]
fn a_lock_that_cannot_seal_says_so_on_the_locked_page() {
    let device = Device::open();
    let page = Page::open(&device, ID);
    page.types("Testa");
    device.world(|world| world.disk = Disk::Full);
    device.app.lock();
    device.settle();
    page.leave(&device);
    assert!(device.is_locked());
    let why = Failure::Storage(StorageTrouble::Full);
    assert_eq!(device.app.why_locked.get_untracked(), Some(why));
    assert_eq!(
        device.app.held_draft(ID),
        None,
        "no word stays in a locked page"
    );
}

#[test]
fn held_words_are_tried_a_last_time_before_the_vault_locks() {
    let device = Device::open();
    device.world(|world| world.disk = Disk::Full);
    let page = Page::open(&device, ID);
    page.types("Testa");
    page.leave(&device);
    device.world(|world| world.disk = Disk::Works);
    device.app.lock();
    device.settle();
    assert_eq!(device.kept(ID), Some(typed("Testa")));
    assert!(device.is_locked());
    assert_eq!(device.app.held_draft(ID), None);
}

#[test]
fn a_lock_does_not_wait_for_ever() {
    let device = Device::open();
    let page = Page::open(&device, ID);
    page.types("Testa");
    device.world(|world| world.disk = Disk::Hangs);
    device.app.lock();
    device.pass(9_000);
    assert_eq!(
        device.app.gate.get_untracked(),
        Gate::Starting,
        "nothing is shown meanwhile"
    );
    assert!(!device.events().contains(&Event::EngineEnded));
    device.pass(1_100);
    assert!(device.is_locked());
}

#[test]
fn two_presses_lock_once() {
    let device = Device::open();
    device.app.lock();
    device.app.lock();
    device.settle();
    assert_eq!(device.events(), [Event::EngineEnded, Event::EngineStarted]);
}

#[test]
fn another_person_sees_nothing_the_first_had_open() {
    let device = Device::open();
    let chart = ChartId([3; 16]);
    let note = Route::Chart(chart, ChartPart::Note(ID));
    device.app.route.set(note);
    device.world(|world| world.disk = Disk::Full);
    let page = Page::open(&device, ID);
    page.types("Testa");
    page.leave(&device);
    device.forget_events();
    device.app.switched(session("Seconda"));
    device.settle();
    assert!(device.is_open());
    let summary = Route::Chart(chart, ChartPart::Summary);
    assert!(device.events().contains(&Event::Replaced(summary)));
    assert_eq!(device.app.held_draft(ID), None);
    assert_eq!(device.app.notices.list(), []);
    device.world(|world| world.disk = Disk::Works);
    device.pass(20_000);
    assert_eq!(
        device.kept(ID),
        None,
        "the first one's words are not sealed as the second's"
    );
}

#[test]
fn a_page_of_everybody_stays_where_it_is_when_another_person_comes() {
    let device = Device::open();
    device.app.switched(session("Seconda"));
    let replaced = |event: &Event| matches!(event, Event::Replaced(_));
    assert!(!device.events().iter().any(replaced));
}

#[test]
fn a_tab_that_gives_way_seals_ends_and_only_then_gives_the_vault_up() {
    let device = Device::open();
    let page = Page::open(&device, ID);
    page.types("Testa");
    device.app.hear_tab(TabWord::GiveWay);
    device.settle();
    let events = [
        Event::Saved(ID, typed("Testa")),
        Event::EngineEnded,
        Event::GaveUp,
    ];
    assert_eq!(device.events(), events);
    assert_eq!(device.app.gate.get_untracked(), Gate::Elsewhere);
    device.app.hear_tab(TabWord::GiveWay);
    device.settle();
    assert_eq!(device.events().len(), 3, "there is nothing left to give");
}

#[test]
fn a_tab_that_takes_over_waits_until_the_other_has_sealed() {
    let device = Device::new();
    device.app.engine.end(Failure::Locked);
    device.app.gate.set(Gate::Elsewhere);
    device.forget_events();
    device.app.use_here();
    device.pass(3000);
    assert_eq!(device.events(), [Event::Told(TabWord::GiveWay)]);
    device.world(|world| world.vault_is_free = true);
    device.pass(100);
    assert_eq!(device.events().last(), Some(&Event::EngineStarted));
    assert!(device.is_locked());
}

#[test]
fn locking_everywhere_tells_the_other_tabs() {
    let device = Device::open();
    device.app.lock_everywhere();
    device.settle();
    assert_eq!(device.events()[0], Event::Told(TabWord::LockAll));
    assert!(device.is_locked());
}

#[test]
fn without_a_code_an_idle_page_is_hidden_with_its_words_sealed_and_later_locked() {
    let device = Device::open();
    let page = Page::open(&device, ID);
    page.types("Testa");
    device.app.idle(1.9 * MINUTE);
    assert_eq!(device.app.hidden.get_untracked(), None);
    device.app.idle(2.0 * MINUTE);
    device.settle();
    assert!(device.app.hidden.get_untracked().is_some());
    assert_eq!(device.kept(ID), Some(typed("Testa")));
    device.app.idle(9.9 * MINUTE);
    assert!(device.is_open());
    device.app.idle(10.0 * MINUTE);
    device.settle();
    assert!(device.is_locked());
}

#[test]
fn with_a_code_an_idle_page_is_covered_and_locks_by_its_own_time() {
    let device = Device::open();
    let app = device.app;
    device.run(async move { app.cover_with(CODE.to_owned()).await });
    assert!(matches!(app.gate.get_untracked(), Gate::Covered { .. }));
    device.run(async move { app.uncover(CODE.to_owned()).await });
    assert!(device.is_open());
    app.idle(2.0 * MINUTE);
    device.settle();
    assert!(matches!(app.gate.get_untracked(), Gate::Covered { .. }));
    app.idle(479.0 * MINUTE);
    assert!(matches!(app.gate.get_untracked(), Gate::Covered { .. }));
    app.idle(480.0 * MINUTE);
    device.settle();
    assert!(device.is_locked());
}

#[test]
fn the_code_of_who_comes_back_covers_the_page() {
    let device = Device::open();
    let app = device.app;
    let back = Session {
        code: ShortCode::BringsBack,
        ..session("Seconda")
    };
    app.switched(back);
    device.settle();
    app.cover_or_ask_for_code();
    device.settle();
    assert!(matches!(app.gate.get_untracked(), Gate::Covered { .. }));
}

#[test]
fn the_first_cover_asks_for_a_code() {
    let device = Device::open();
    device.app.cover_or_ask_for_code();
    assert!(device.app.choosing_code.get_untracked());
    assert!(device.is_open());
}

#[test]
fn a_spent_code_locks_and_the_locked_page_says_why() {
    let device = Device::open();
    let app = device.app;
    device.run(async move { app.cover_with(CODE.to_owned()).await });
    let refused = device.run(async move { app.uncover("1111".to_owned()).await });
    let why = Failure::Unlock(UnlockFailure::CodeSpent);
    assert_eq!(refused, Some(Err(why.clone())));
    assert!(device.is_locked());
    assert_eq!(app.why_locked.get_untracked(), Some(why));
}

#[test]
fn a_setting_is_believed_at_once_and_taken_back_where_it_was_not_kept() {
    let device = Device::open();
    let app = device.app;
    let before = app.settings();
    let wanted = crate::engine::protocol::Settings {
        cover_after: 5,
        ..before.clone()
    };
    device.world(|world| world.disk = Disk::Full);
    let asked = wanted.clone();
    let refused = device.run(async move { app.change_settings(asked).await });
    assert!(refused.is_some_and(|kept| kept.is_err()));
    assert_eq!(app.settings(), before);
    device.world(|world| world.disk = Disk::Works);
    let asked = wanted.clone();
    device.run(async move { app.change_settings(asked).await });
    assert_eq!(app.settings(), wanted);
}

#[test]
fn the_page_speaks_the_language_of_the_vault_that_was_opened() {
    let device = Device::open();
    let look = device.world(|world| world.looks.last().cloned());
    assert_eq!(
        look.map(|look| look.language),
        Some(crate::base::Language::French)
    );
}
