//! Loading and doing: only the last answer counts, a press is one act, and a page that was left is told nothing.

use reactive_graph::effect::Effect;

use super::headless::{Device, Disk};
use super::*;
use crate::app::state::{Loaded, Press};
use crate::base::ChartId;
use crate::chart::draft::{Form, VisitForm};
use crate::engine::protocol::{Failure, UnlockFailure, ask};

#[test]
fn what_is_loaded_is_there_or_why_not() {
    let device = Device::open();
    let drafts = device.owner.with(|| Loaded::of(ask::Drafts));
    assert!(drafts.value.get_untracked().is_none());
    device.settle();
    assert!(drafts.value.get_untracked().is_some());
    let today = device.owner.with(|| Loaded::of(ask::Today));
    device.settle();
    assert_eq!(today.failure.get_untracked(), Some(Failure::NoChart));
    assert!(!today.work.is_busy());
}

#[test]
fn an_answer_that_was_overtaken_is_dropped() {
    let device = Device::open();
    let code = |code: &str| ask::Uncover { code: code.into() };
    let session = device.owner.with(Loaded::nothing);
    device.world(|world| world.slowness = 500);
    session.ask(code("000000"));
    device.settle();
    session.ask(code(headless::CODE));
    device.pass(2000);
    assert!(session.value.get_untracked().is_some());
    assert_eq!(
        session.failure.get_untracked(),
        None,
        "of the first question"
    );
}

#[test]
fn what_is_shown_stays_while_a_form_stands_over_it() {
    let device = Device::open();
    let (asked, held) = device
        .owner
        .with(|| (RwSignal::new(0), RwSignal::new(false)));
    let answers = device.owner.with(|| RwSignal::new(0));
    let drafts = device.owner.with(|| {
        let drafts = Loaded::follow(held, move || {
            asked.get();
            ask::Drafts
        });
        Effect::new(move |_| {
            drafts.value.track();
            answers.update_untracked(|count| *count += 1);
        });
        drafts
    });
    held.set(true);
    device.settle();
    assert!(
        drafts.value.get_untracked().is_some(),
        "there was nothing to disturb"
    );
    let before = answers.get_untracked();
    asked.set(1);
    device.settle();
    assert_eq!(answers.get_untracked(), before);
    held.set(false);
    device.settle();
    assert_eq!(answers.get_untracked(), before + 1);
    asked.set(2);
    device.settle();
    assert_eq!(answers.get_untracked(), before + 2);
}

#[test]
fn nothing_comes_after_it_was_cleared_or_its_page_was_left() {
    let device = Device::open();
    device.world(|world| world.slowness = 500);
    let page = device.owner.with(Owner::new);
    let left = page.with(|| Loaded::of(ask::Drafts));
    let cleared = device.owner.with(|| Loaded::of(ask::Drafts));
    device.settle();
    page.cleanup();
    cleared.clear();
    device.pass(2000);
    assert!(left.value.try_get_untracked().is_none(), "its page is gone");
    assert_eq!(cleared.value.get_untracked(), None);
}

#[test]
fn a_press_is_one_act_however_often_it_is_pressed() {
    let device = Device::open();
    device.world(|world| world.slowness = 500);
    let app = device.app;
    let (press, done) = device
        .owner
        .with(|| (Press::<Failure>::new(), RwSignal::new(0)));
    let pressed = move || {
        press.run(async move || {
            app.ask_with(press.work, ask::Drafts).await?;
            done.update(|times| *times += 1);
            Ok(())
        });
    };
    for _ in 0..3 {
        pressed();
        device.settle();
        assert!(press.is_busy());
    }
    device.pass(1000);
    assert_eq!((done.get_untracked(), press.is_busy()), (1, false));
    pressed();
    device.pass(1000);
    assert_eq!(done.get_untracked(), 2, "and may be pressed again");
}

#[test]
fn why_it_failed_stands_until_the_next_press() {
    let device = Device::open();
    let app = device.app;
    let press = device.owner.with(Press::<Failure>::new);
    let uncover = move |code: &'static str| {
        let code = code.to_owned();
        press.run(async move || app.ask(ask::Uncover { code }).await.map(|_| ()));
    };
    uncover("000000");
    device.settle();
    let spent = Failure::Unlock(UnlockFailure::CodeSpent);
    assert_eq!(press.failure.get_untracked(), Some(spent));
    uncover(headless::CODE);
    assert_eq!(press.failure.get_untracked(), None);
    device.settle();
    assert_eq!(press.failure.get_untracked(), None);
}

#[test]
fn a_press_knows_that_its_page_was_left() {
    let device = Device::open();
    device.world(|world| world.disk = Disk::Hangs);
    let app = device.app;
    let page = device.owner.with(Owner::new);
    let press = page.with(Press::<Failure>::new);
    press.run(async move || app.ask(ask::Drafts).await.map(|_| ()));
    device.settle();
    page.cleanup();
    assert!(press.is_left());
    app.engine.start(Failure::Locked);
    device.settle();
    assert!(press.failure.try_get_untracked().is_none());
}

#[test]
fn of_an_act_that_was_refused_no_draft_is_left() {
    let device = Device::open();
    let press: Press = device.owner.with(Press::new);
    let app = device.app;
    let form = Form::Visit(VisitForm::default());
    press.run(async move || app.sign_at_once(ChartId([1; 16]), form).await);
    device.settle();
    assert_eq!(press.failure.get_untracked(), Some(Failure::NoChart));
    device.world(|world| {
        let events = &world.events;
        assert!(matches!(events[0], headless::Event::Saved(..)));
        assert!(matches!(events[1], headless::Event::Discarded(_)));
        assert!(world.kept.is_empty());
    });
}
