//! What the page does and asks by itself: checking at rest, the clock, messages.

use super::headless::{Device, Event};
use super::*;
use crate::app::state::{NoticeWords, Tone};

#[test]
fn charts_are_checked_while_the_device_lies_there_and_nobody_waits() {
    let device = Device::open();
    device.app.verify_at_rest(4000.0);
    device.world(|world| world.seen = false);
    device.app.verify_at_rest(6000.0);
    device.settle();
    assert_eq!(
        device.events(),
        [],
        "touched a moment ago, or behind another tab"
    );
    device.world(|world| world.seen = true);
    device.app.verify_at_rest(6000.0);
    device.settle();
    assert_eq!(device.events(), [Event::Checked]);
    assert_eq!(device.app.resting.found(), 2);
    device.app.verify_at_rest(7000.0);
    device.settle();
    assert_eq!(device.events().len(), 1, "every chart was checked");
    device.app.lock();
    device.settle();
    assert_eq!(device.app.resting.found(), 0);
}

#[test]
fn a_clock_behind_the_last_entry_is_asked_about_until_it_is_answered() {
    let device = Device::open();
    let last = Stamp {
        ms: 2_000_000,
        offset: 0,
    };
    let app = device.app;
    app.look_at_clock(Some(last));
    assert_eq!(app.clock.to_ask(), Some(last));
    app.clock.go_on(last);
    assert_eq!(app.clock.to_ask(), None);
    let later = Stamp {
        ms: 3_000_000,
        offset: 0,
    };
    app.look_at_clock(Some(later));
    assert_eq!(
        app.clock.to_ask(),
        Some(later),
        "another entry is another question"
    );
    device.pass(2_500_000);
    app.look_at_clock(Some(later));
    assert_eq!(app.clock.to_ask(), None, "the clock was set");
}

#[test]
fn what_is_done_goes_with_its_page_and_what_is_wrong_stays() {
    let device = Device::open();
    let notices = device.app.notices;
    notices.say(Tone::Alert, "wrong");
    notices.say(Tone::Alert, "wrong");
    notices.done("done");
    notices.done("done as well");
    let words: Vec<NoticeWords> = notices.list().into_iter().map(|one| one.said).collect();
    assert_eq!(words, ["wrong".into(), "done as well".into()]);
    notices.page_left();
    let left = notices.list();
    assert_eq!(left.len(), 1);
    notices.dismiss(left[0].number);
    assert_eq!(notices.list(), []);
}
