//! Where the focus and the scroll were on each page, so that coming back is coming back to the same line.
//! Kept in memory only; element ids hold random ids and numbers, never words of the record.

use std::collections::HashMap;

use gloo::events::EventListener;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::fragment::Arrival;
use super::timers::sleep;
use crate::app::route::Route;

#[derive(Clone, Default)]
struct Place {
    focus: Option<String>,
    selection: Option<(u32, u32)>,
    scroll: f64,
}

/// Where the focus, the cursor and the scroll were on each page that was left, so that returning finds them again.
#[derive(Clone, Copy)]
pub struct Places {
    left: StoredValue<HashMap<Route, Place>>,
    /// The page being returned to; taken by the first title that arrives there.
    returning: StoredValue<Option<Place>>,
    /// The id of what had the focus last on the page itself: whoever leaves by a button of the frame or of a dialog
    /// takes the focus there first.
    last: StoredValue<Option<String>>,
}

impl Places {
    /// Follows the focus on the page from now on.
    pub fn following() -> Self {
        let places = Self {
            left: StoredValue::new(HashMap::new()),
            returning: StoredValue::new(None),
            last: StoredValue::new(None),
        };
        if let Some(document) = document() {
            EventListener::new(&document, "focusin", move |event| places.follow(event)).forget();
        }
        places
    }

    fn follow(&self, event: &web_sys::Event) {
        let focused = event.target().and_then(|target| target.dyn_into().ok());
        let focused: Option<HtmlElement> = focused;
        if let Some(focused) = focused.filter(stands_on_the_page) {
            self.last.set_value(id_of(&focused));
        }
    }

    /// Remembers where the focus is on the page being left.
    pub fn leave(&self, route: Route) {
        let focus = self.last.get_value();
        let place = Place {
            selection: focus.as_deref().and_then(by_id).and_then(selection),
            focus,
            scroll: scroll(),
        };
        self.left.update_value(|left| {
            left.insert(route, place);
        });
    }

    /// The address changed. Going back to a page gives its place back; a page that is opened anew begins at its title.
    pub fn moved(&self, to: Route, arrival: Arrival) {
        match arrival {
            Arrival::Returned => self.return_to(to),
            Arrival::Fresh => self.returning.set_value(None),
        }
    }

    /// The next title that arrives gives back where one was on this page; nothing where it was not left before.
    pub fn return_to(&self, route: Route) {
        let place = self.left.with_value(|left| left.get(&route).cloned());
        self.returning.set_value(place);
    }

    /// Whether the page that arrives next is one that was left before.
    pub fn is_returning(&self) -> bool {
        self.returning.with_value(Option::is_some)
    }

    /// A page's title is there: focus it, or the element the person left. Lists that load are waited for, up to 2 s,
    /// unless the focus was moved meanwhile.
    pub fn arrive(&self, title: HtmlElement, no_focus: bool) {
        let returning = self.returning.get_value();
        self.returning.set_value(None);
        let Some(place) = returning else {
            if !no_focus {
                focus(&title);
                scroll_to(0.0);
            }
            return;
        };
        leptos::task::spawn_local(async move {
            focus(&title);
            for _ in 0..20 {
                let moved = focused_id().is_some();
                let found = place.focus.as_deref().and_then(by_id);
                if let Some(element) = found.filter(|_| !moved) {
                    focus(&element);
                    select(&element, place.selection);
                    scroll_to(place.scroll);
                    return;
                }
                if moved || place.focus.is_none() {
                    break;
                }
                sleep(100).await;
            }
            scroll_to(place.scroll);
        });
    }
}

fn document() -> Option<web_sys::Document> {
    web_sys::window()?.document()
}

fn by_id(id: &str) -> Option<HtmlElement> {
    document()?.get_element_by_id(id)?.dyn_into().ok()
}

/// The focused element's id; none while a title or the body has the focus.
fn focused_id() -> Option<String> {
    id_of(&document()?.active_element()?)
}

fn id_of(element: &web_sys::Element) -> Option<String> {
    let id = element.id();
    (!id.is_empty()).then_some(id)
}

/// In the page, not in the frame around it nor in a dialog over it.
fn stands_on_the_page(element: &HtmlElement) -> bool {
    let inside = |selector: &str| matches!(element.closest(selector), Ok(Some(_)));
    inside("#main") && !inside("dialog")
}

/// The chosen letters of a field, also while another element has the focus.
fn selection(focused: HtmlElement) -> Option<(u32, u32)> {
    if let Some(area) = focused.dyn_ref::<web_sys::HtmlTextAreaElement>() {
        return Some((area.selection_start().ok()??, area.selection_end().ok()??));
    }
    let input = focused.dyn_ref::<web_sys::HtmlInputElement>()?;
    Some((input.selection_start().ok()??, input.selection_end().ok()??))
}

fn select(element: &HtmlElement, selection: Option<(u32, u32)>) {
    let Some((from, to)) = selection else { return };
    if let Some(area) = element.dyn_ref::<web_sys::HtmlTextAreaElement>() {
        let _ = area.set_selection_range(from, to);
    } else if let Some(input) = element.dyn_ref::<web_sys::HtmlInputElement>() {
        let _ = input.set_selection_range(from, to);
    }
}

fn focus(element: &HtmlElement) {
    let _ = element.focus();
}

fn scroll() -> f64 {
    web_sys::window()
        .and_then(|window| window.scroll_y().ok())
        .unwrap_or(0.0)
}

fn scroll_to(y: f64) {
    if let Some(window) = web_sys::window() {
        window.scroll_to_with_x_and_y(0.0, y);
    }
}
