//! Hands on the device, eyes on the page: what idle times are counted from.

use std::cell::Cell;
use std::rc::Rc;

use gloo::events::{EventListener, EventListenerOptions};
use gloo::timers::callback::Interval;

use super::timers::now_ms;

/// Calls `f` every second with the milliseconds since the last touch, key or scroll, for as long as the page lives.
/// A page that slept catches up at its first second awake.
pub fn on_idle_second(f: impl Fn(f64) + 'static) {
    let last = Rc::new(Cell::new(now_ms()));
    let window = web_sys::window().expect("the page runs in a window");
    for event in ["pointerdown", "keydown", "wheel", "touchstart"] {
        let last = last.clone();
        let options = EventListenerOptions::run_in_capture_phase();
        EventListener::new_with_options(&window, event, options, move |_| last.set(now_ms()))
            .forget();
    }
    Interval::new(1000, move || f(now_ms() - last.get())).forget();
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
