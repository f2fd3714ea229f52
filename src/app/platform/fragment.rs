//! The address's fragment, and whether a page is new or returned to.

use gloo::events::EventListener;
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

pub fn back() {
    if let Ok(history) = window().history() {
        let _ = history.back();
    }
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
    EventListener::new(&window(), "hashchange", move |_| f(current(), arrival())).forget();
}

/// A history entry met for the first time has no mark; it gets one.
fn arrival() -> Arrival {
    let Ok(history) = window().history() else {
        return Arrival::Fresh;
    };
    let marked = history.state().is_ok_and(|state| state.is_truthy());
    if !marked {
        let _ = history.replace_state(&JsValue::TRUE, "");
    }
    if marked {
        Arrival::Returned
    } else {
        Arrival::Fresh
    }
}
