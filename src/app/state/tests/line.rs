//! The line to the engine: what is asked early waits, what is asked of an engine that ended is answered too.

use super::headless::{Device, Disk};
use super::*;
use crate::app::platform::engine::Work;
use crate::app::state::Gate;
use crate::engine::protocol::{Failure, ask};

#[test]
fn what_is_asked_before_the_engine_has_started_is_answered_when_it_has() {
    let device = Device::new();
    device.world(|world| world.slowness = 500);
    device.app.engine.start(Failure::Locked);
    assert!(!device.app.engine.is_quiet());
    let app = device.app;
    let mut answer = device.run(async move { app.ask(ask::Drafts).await });
    assert!(answer.is_none());
    device.pass(600);
    answer = device.run(async move { app.ask(ask::Drafts).await });
    assert!(answer.is_none(), "an answer takes its time");
    device.pass(600);
    assert!(device.app.engine.is_quiet());
}

#[test]
fn whoever_waits_for_an_engine_that_is_ended_hears_why() {
    let device = Device::open();
    device.world(|world| world.disk = Disk::Hangs);
    let app = device.app;
    let heard = RwSignal::new(None);
    any_spawner::Executor::spawn_local(async move {
        let answer = app.ask(ask::Today).await;
        heard.set(answer.err());
    });
    device.settle();
    assert_eq!(heard.get_untracked(), None);
    app.engine.start(Failure::Locked);
    device.settle();
    assert_eq!(heard.get_untracked(), Some(Failure::Locked));
}

/// A late answer with the number of a new question would be a reply about somebody else.
#[test]
fn answers_of_an_engine_that_was_ended_reach_nobody() {
    let device = Device::open();
    device.world(|world| world.slowness = 500);
    let app = device.app;
    let heard = RwSignal::new(0);
    any_spawner::Executor::spawn_local(async move {
        let answer = app.ask(ask::Drafts).await;
        heard.update(|times| *times += usize::from(answer.is_ok()));
    });
    device.settle();
    app.engine.start(Failure::Locked);
    device.pass(2000);
    assert_eq!(heard.get_untracked(), 0);
}

#[test]
fn an_engine_that_stops_by_itself_leaves_nobody_signed_in() {
    let device = Device::open();
    device.engine_stops("out of memory");
    let stopped = Gate::Stopped("out of memory".to_owned());
    assert_eq!(device.app.gate.get_untracked(), stopped);
    assert_eq!(device.app.session.get_untracked(), None);
}

#[test]
fn long_work_says_that_it_runs_and_ends_when_it_is_cancelled() {
    let device = Device::open();
    device.world(|world| world.disk = Disk::Hangs);
    let app = device.app;
    let (work, heard) = device.owner.with(|| (Work::new(), RwSignal::new(None)));
    any_spawner::Executor::spawn_local(async move {
        let answer: Result<_, Failure> = app.ask_with(work, ask::CheckAll).await;
        heard.set(answer.err());
    });
    device.settle();
    assert!(work.is_busy() && app.is_working());
    device.pass(61 * 60 * 1000);
    assert!(
        !app.is_working(),
        "an hour later the page hides and locks again"
    );
    work.cancel();
    device.settle();
    assert_eq!(heard.get_untracked(), Some(Failure::Cancelled));
    assert!(!work.is_busy());
}
