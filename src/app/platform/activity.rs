//! Hands on the device, eyes on the page: what idle times are counted from.

use std::cell::Cell;
use std::rc::Rc;

use gloo::events::{EventListener, EventListenerOptions};
use gloo::timers::callback::Interval;

use super::timers::now_ms;

/// Calls `f` every second with the milliseconds since the last touch, key or scroll, for as long as the page lives.
/// A page that slept catches up at its first second awake. While the device works on what it was asked (`busy`) nobody has
/// to touch it: the time counts from the end of the work.
pub fn on_idle_second(busy: impl Fn() -> bool + 'static, f: impl Fn(f64) + 'static) {
    let last = Rc::new(Cell::new(now_ms()));
    let window = web_sys::window().expect("the page runs in a window");
    for event in ["pointerdown", "keydown", "wheel", "touchstart"] {
        let last = last.clone();
        let options = EventListenerOptions::run_in_capture_phase();
        EventListener::new_with_options(&window, event, options, move |_| last.set(now_ms()))
            .forget();
    }
    let second = move || {
        if busy() {
            last.set(now_ms());
        }
        f(now_ms() - last.get());
    };
    Interval::new(1000, second).forget();
}

/// Whether the page is in view: not behind another tab, not on a dark screen.
pub fn is_seen() -> bool {
    let document = web_sys::window().and_then(|window| window.document());
    document.is_some_and(|document| !document.hidden())
}

/// Calls `f` when the page is hidden, closed or put away: the last moment to seal what is typed.
pub fn on_hide(f: impl Fn() + Clone + 'static) {
    let window = web_sys::window().expect("the page runs in a window");
    let document = window.document().expect("a window has a document");
    let hidden = {
        let (f, page) = (f.clone(), document.clone());
        EventListener::new(&document, "visibilitychange", move |_| {
            if page.hidden() {
                f();
            }
        })
    };
    hidden.forget();
    EventListener::new(&window, "pagehide", move |_| f()).forget();
}
