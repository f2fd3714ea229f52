//! Whether a finger or a mouse button is down: nothing may move under it before its press has done its work.

use std::cell::Cell;

use gloo::events::{EventListener, EventListenerOptions};

use super::timers::sleep;

thread_local! {
    static DOWN: Cell<bool> = const { Cell::new(false) };
}

/// The click follows the lifting at once; this is ample on a slow device.
const CLICK_MS: u32 = 60;
/// A lifting outside the window may never be told.
const AT_MOST_MS: u32 = 2_000;

/// Follows the pointer for as long as the page lives.
pub fn follow() {
    let Some(window) = web_sys::window() else {
        return;
    };
    for (event, down) in [
        ("pointerdown", true),
        ("pointerup", false),
        ("pointercancel", false),
    ] {
        let options = EventListenerOptions::run_in_capture_phase();
        EventListener::new_with_options(&window, event, options, move |_| {
            DOWN.with(|is| is.set(down));
        })
        .forget();
    }
}

/// Waits until nothing presses any more and what was pressed has heard its click.
pub async fn lifted() {
    let mut waited = 0;
    while DOWN.with(Cell::get) && waited < AT_MOST_MS {
        sleep(CLICK_MS).await;
        waited += CLICK_MS;
    }
    sleep(CLICK_MS).await;
}
