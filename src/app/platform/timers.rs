//! Waiting.

use futures_channel::oneshot;
use gloo::timers::callback::Timeout;

/// Milliseconds of the device's monotonic clock: for measuring, never for records.
pub fn now_ms() -> f64 {
    web_sys::window()
        .and_then(|window| window.performance())
        .map_or_else(js_sys::Date::now, |performance| performance.now())
}

/// Ends after so many milliseconds. Letting go of it ends the timer too.
pub async fn sleep(ms: u32) {
    let (done, waiting) = oneshot::channel();
    let timer = Timeout::new(ms, move || {
        // Nobody may be waiting any more.
        let _ = done.send(());
    });
    let _ = waiting.await;
    drop(timer);
}
