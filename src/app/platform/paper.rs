//! Paper: asking for a print, being told of one before it is drawn, and the frame around its sheets.

use gloo::events::EventListener;
use js_sys::{Array, Function, Reflect};
use wasm_bindgen::{JsCast, JsValue};

use super::js;

/// Opens the browser's own print dialog on what the page shows.
pub fn print() {
    if let Some(window) = web_sys::window() {
        let _ = window.print();
    }
}

/// Called just before the browser draws a print, however it was asked for.
pub fn before_print(call: impl Fn() + 'static) -> Option<EventListener> {
    let window = web_sys::window()?;
    Some(EventListener::new(&window, "beforeprint", move |_| call()))
}

/// Called when the page begins to be drawn for paper, and when that is over.
pub fn followed(call: impl Fn(bool) + 'static) -> Option<EventListener> {
    let list = web_sys::window()?.match_media("print").ok().flatten()?;
    let now = list.clone();
    let listener = move |_: &web_sys::Event| call(now.matches());
    Some(EventListener::new(&list, "change", listener))
}

/// Whether the page is drawn for paper just now.
pub fn is_being_printed() -> bool {
    let window = web_sys::window();
    let paper = window.and_then(|window| window.match_media("print").ok().flatten());
    paper.is_some_and(|paper| paper.matches())
}

/// Whether this browser draws into the margins of sheets and counts them.
pub fn draws_margins() -> bool {
    web_sys::window().is_some_and(|window| js::has(&window, "CSSMarginRule"))
}

/// The frame around every sheet; nothing where there is none to draw. It lies in memory only and is no element of the page.
pub fn frame(style: Option<&str>) {
    let Some(document) = web_sys::window().and_then(|window| window.document()) else {
        return;
    };
    let sheets = Array::new();
    if let Some(style) = style
        && let Some(sheet) = new_sheet()
    {
        js::call(&sheet, "replaceSync", &[JsValue::from_str(style)]);
        sheets.push(&sheet);
    }
    // A browser without such sheets prints without a frame.
    js::set(&document, "adoptedStyleSheets", sheets);
}

fn new_sheet() -> Option<JsValue> {
    let window = web_sys::window()?;
    let kind: Function = js::get(&window, "CSSStyleSheet")?.dyn_into().ok()?;
    Reflect::construct(&kind, &Array::new()).ok()
}

/// The title of the page that is shown.
pub fn title() -> Option<String> {
    let document = web_sys::window()?.document()?;
    document.query_selector("main h1").ok()??.text_content()
}
