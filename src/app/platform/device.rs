//! The device around the page: width, pointer, random ids, clock.

use gloo::events::EventListener;
use leptos::prelude::*;

use crate::base::clock::{Clock, DeviceClock};
use crate::base::entropy::SystemEntropy;
use crate::base::{DraftId, Stamp};

/// Follows a media query for as long as the page lives.
pub fn media(query: &str) -> ReadSignal<bool> {
    let list = web_sys::window().and_then(|window| window.match_media(query).ok().flatten());
    let (matches, set) = signal(list.as_ref().is_some_and(|list| list.matches()));
    if let Some(list) = list {
        let now = list.clone();
        // Paper is narrower than the screen: a page that were drawn anew for it would change while its sheets are counted.
        let follow = move |_: &web_sys::Event| {
            if !super::paper::is_being_printed() {
                set.set(now.matches());
            }
        };
        EventListener::new(&list, "change", follow).forget();
    }
    matches
}

/// How this device's clock stood to UTC at a moment, in minutes east.
pub fn offset_at(ms: i64) -> i16 {
    let then = js_sys::Date::new(&(ms as f64).into());
    -(then.get_timezone_offset() as i16)
}

/// The device's date and time.
pub fn now() -> Stamp {
    DeviceClock.now()
}

/// A fresh draft's id; random, so that it says nothing.
pub fn new_draft_id() -> DraftId {
    DraftId::random(&mut SystemEntropy)
}

/// Where the page is served from, as a recovery kit names it. No fragment.
pub fn address() -> String {
    let location = web_sys::window().map(|window| window.location());
    location
        .and_then(|l| Some(format!("{}{}", l.origin().ok()?, l.pathname().ok()?)))
        .unwrap_or_default()
}

/// Whether caps lock is on, as a key or pointer event tells it.
pub fn caps_lock(event: &web_sys::KeyboardEvent) -> bool {
    event.get_modifier_state("CapsLock")
}
