//! The focus is never nowhere: when the element that had it is taken away (a form signed, a row drawn anew, a button
//! that served its purpose), it goes to the same control drawn again or to the heading of what changed.

use std::cell::RefCell;
use std::rc::Rc;

use gloo::events::EventListener;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Document, Element, FocusEvent, HtmlElement, MutationObserver, MutationObserverInit};

use super::timers::sleep;

/// Whoever takes something away and knows where the focus belongs says so within this time; only then is it looked for.
const GRACE_MS: u32 = 120;

/// What had the focus, and everything around it, the innermost first.
struct Last {
    element: Element,
    around: Vec<Element>,
}

/// Watches over the focus for as long as the page lives.
pub fn keep() {
    let Some(document) = web_sys::window().and_then(|window| window.document()) else {
        return;
    };
    let last: Rc<RefCell<Option<Last>>> = Rc::default();
    EventListener::new(&document, "focusin", {
        let last = last.clone();
        move |event| {
            let element = event.target().and_then(|target| target.dyn_into().ok());
            *last.borrow_mut() = element.map(|element| Last {
                around: ancestors(&element),
                element,
            });
        }
    })
    .forget();
    let watched = document.clone();
    let changed = Closure::<dyn FnMut(JsValue)>::new(move |_| {
        let taken_away = last
            .borrow()
            .as_ref()
            .is_some_and(|last| !last.element.is_connected());
        if taken_away && is_nowhere(&watched) {
            let taken = last.borrow_mut().take();
            leptos::task::spawn_local(recover(watched.clone(), taken));
        }
    });
    let options = MutationObserverInit::new();
    options.set_child_list(true);
    options.set_subtree(true);
    // Neither can fail: the callback is a function, the document a node, and children are asked for.
    if let Ok(observer) = MutationObserver::new(changed.as_ref().unchecked_ref()) {
        let _ = observer.observe_with_options(&document, &options);
    }
    changed.forget();
}

/// The id of what the focus came to, where it has one.
pub fn came_to(event: &FocusEvent) -> Option<String> {
    let element: Element = event.target()?.dyn_into().ok()?;
    Some(element.id()).filter(|id| !id.is_empty())
}

/// Back to the field a draft was left in, unless the person is somewhere already.
pub fn return_to(field: String) {
    if field.is_empty() {
        return;
    }
    leptos::task::spawn_local(async move {
        sleep(50).await;
        let Some(document) = web_sys::window().and_then(|window| window.document()) else {
            return;
        };
        let elsewhere = document
            .active_element()
            .is_some_and(|element| !element.id().is_empty());
        let found = document.get_element_by_id(&field).filter(|_| !elsewhere);
        if let Some(Ok(field)) = found.map(|found| found.dyn_into::<HtmlElement>()) {
            let _ = field.focus();
        }
    });
}

async fn recover(document: Document, last: Option<Last>) {
    sleep(GRACE_MS).await;
    let Some(last) = last.filter(|_| is_nowhere(&document)) else {
        return;
    };
    let Some(place) = last.around.iter().find(|around| around.is_connected()) else {
        return;
    };
    let found = drawn_again(place, &last.element).or_else(|| heading_of(place));
    if let Some(element) = found {
        // A heading takes the focus only for a script, not on the way of the Tab key.
        if element.tab_index() < 0 && !element.has_attribute("tabindex") {
            let _ = element.set_attribute("tabindex", "-1");
        }
        let _ = element.focus();
    }
}

fn is_nowhere(document: &Document) -> bool {
    document
        .active_element()
        .is_none_or(|active| active.tag_name() == "BODY")
}

fn ancestors(element: &Element) -> Vec<Element> {
    std::iter::successors(element.parent_element(), |one| one.parent_element()).collect()
}

/// The same control in what stands there now: by its id, else by its words.
fn drawn_again(place: &Element, gone: &Element) -> Option<HtmlElement> {
    let id = gone.id();
    let tag = gone.tag_name();
    let alike = place.query_selector_all(&tag).ok()?;
    let alike = (0..alike.length()).filter_map(|at| alike.item(at)?.dyn_into::<HtmlElement>().ok());
    let words = gone.text_content().unwrap_or_default();
    let mut alike = alike.filter(|one| {
        let same_id = !id.is_empty() && one.id() == id;
        same_id || (!words.trim().is_empty() && one.text_content().as_deref() == Some(&words))
    });
    // Two buttons of the same words: which of them it was is not known.
    alike.next().filter(|_| alike.next().is_none())
}

/// The first heading of the nearest part of the page that has one.
fn heading_of(place: &Element) -> Option<HtmlElement> {
    std::iter::once(place.clone())
        .chain(ancestors(place))
        .find_map(|part| part.query_selector("h1, h2, h3, h4").ok().flatten())
        .and_then(|heading| heading.dyn_into().ok())
}
