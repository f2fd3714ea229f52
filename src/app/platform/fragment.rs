//! The address's fragment, and whether a page is new or returned to.

use std::cell::Cell;

use gloo::events::{EventListener, EventListenerOptions};
use wasm_bindgen::JsValue;

use crate::app::route::Route;

fn window() -> web_sys::Window {
    web_sys::window().expect("the page runs in a window")
}

/// The page the address names; Today when it names none.
pub fn current() -> Route {
    let hash = window().location().hash().unwrap_or_default();
    hash.parse().unwrap_or_default()
}

/// Goes to a page as a link would.
pub fn go(route: &Route) {
    // A fragment made by `Route` is always a valid address.
    let _ = window().location().set_hash(&route.href());
}

/// Goes to a page that takes the present one's place in the history: a form that was signed is not returned to.
pub fn replace(route: &Route) {
    if let Ok(history) = window().history() {
        let state = history.state().unwrap_or(JsValue::NULL);
        let _ = history.replace_state_with_url(&state, "", Some(&route.href()));
    }
    if let Ok(event) = web_sys::Event::new("hashchange") {
        let _ = window().dispatch_event(&event);
    }
}

/// Goes one page back in the tab's history, as the browser's own button does.
pub fn back() {
    if let Ok(history) = window().history() {
        let _ = history.back();
    }
}

/// Whether a page of Carnet was shown in this tab before the one shown now.
pub fn has_before() -> bool {
    number().is_some_and(|number| number > 1)
}

/// Puts a step of the present page into the tab's history, so that Back leads to the one before it.
pub fn push_step() {
    let next = number().unwrap_or(1) + 1;
    if let Ok(history) = window().history() {
        // A history that takes no more entries loses only the way back by the browser.
        let _ = history.push_state(&JsValue::from(next), "");
    }
}

/// Calls `f` with the number of the entry come to, at every Back and Forward, for as long as the listener is kept.
pub fn on_step(f: impl Fn(u32) + 'static) -> EventListener {
    EventListener::new(&window(), "popstate", move |_| {
        if let Some(number) = number() {
            f(number);
        }
    })
}

/// The browser asks before the page is closed or loaded again while `would_lose` says so.
pub fn ask_before_leaving(would_lose: impl Fn() -> bool + 'static) -> EventListener {
    let options = EventListenerOptions::enable_prevent_default();
    EventListener::new_with_options(&window(), "beforeunload", options, move |event| {
        if would_lose() {
            event.prevent_default();
        }
    })
}

/// How a page was reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Arrival {
    /// By a link or a key: the focus goes to the title.
    Fresh,
    /// By Back or Forward: the focus goes where it was.
    Returned,
}

/// Calls `f` at every change of page, for as long as the page lives.
pub fn on_change(f: impl Fn(Route, Arrival) + 'static) {
    let shown = Cell::new(number().unwrap_or_else(|| set_number(1)));
    EventListener::new(&window(), "hashchange", move |_| {
        f(current(), arrival(&shown));
    })
    .forget();
}

/// A history entry met for the first time has no number; it gets the next.
fn arrival(shown: &Cell<u32>) -> Arrival {
    let (number, arrival) = match number() {
        Some(number) => (number, Arrival::Returned),
        None => (set_number(shown.get() + 1), Arrival::Fresh),
    };
    shown.set(number);
    arrival
}

/// The number of the shown entry of the tab's history, from 1. A reload keeps it.
pub fn number() -> Option<u32> {
    let state = window().history().ok()?.state().ok()?;
    state.as_f64().map(|number| number as u32)
}

fn set_number(number: u32) -> u32 {
    if let Ok(history) = window().history() {
        let _ = history.replace_state(&JsValue::from(number), "");
    }
    number
}
