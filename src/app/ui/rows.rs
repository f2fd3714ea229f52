use leptos::prelude::*;
use leptos::text_prop::TextProp;

use super::icon::{Icon, Sign};
use crate::app::route::Route;

/// A list of rows that arrows and j / k walk through. Children are `Row` or `RowButton`.
#[component]
pub fn Rows(
    /// What the list holds, for screen readers.
    #[prop(into)]
    says: TextProp,
    children: Children,
) -> impl IntoView {
    view! { <ul class="rows" aria-label=move || says.get().to_string()>{children()}</ul> }
}

/// One row that leads to a page. Give it an `id` so that the focus returns to it.
#[component]
pub fn Row(
    #[prop(into)] to: Signal<Route>,
    #[prop(optional, into)] id: Option<String>,
    /// The row of the page that is shown.
    #[prop(optional, into)]
    chosen: Signal<bool>,
    children: Children,
) -> impl IntoView {
    view! {
        <li class="row">
            <a
                id=id
                data-row=""
                href=move || to.get().href()
                aria-current=move || chosen.get().then_some("true")
            >
                <div class="row-words">{children()}</div>
                <Sign icon=Icon::Forward/>
            </a>
        </li>
    }
}

/// One row that does something instead of leading to a page.
#[component]
pub fn RowButton(
    #[prop(into)] on_press: Callback<()>,
    #[prop(optional, into)] id: Option<String>,
    #[prop(optional, into)] chosen: Signal<bool>,
    children: Children,
) -> impl IntoView {
    view! {
        <li class="row">
            <button
                type="button"
                id=id
                data-row=""
                aria-current=move || chosen.get().then_some("true")
                on:click=move |_| on_press.run(())
            >
                <div class="row-words">{children()}</div>
                <Sign icon=Icon::Forward/>
            </button>
        </li>
    }
}

/// What stands where nothing stands: a true sentence, and what to do.
#[component]
pub fn Empty(
    #[prop(into)] words: TextProp,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="empty">
            <p>{move || words.get()}</p>
            {children.map(|children| children())}
        </div>
    }
}

/// A name and what it holds, in two columns: settings, identity, export.
#[component]
pub fn Line(#[prop(into)] name: TextProp, children: Children) -> impl IntoView {
    view! {
        <div class="line">
            <dt>{move || name.get()}</dt>
            <dd>{children()}</dd>
        </div>
    }
}

/// Holds `Line`s.
#[component]
pub fn Lines(children: Children) -> impl IntoView {
    view! { <dl class="lines">{children()}</dl> }
}

/// Moves the focus to the next (`1`) or previous (`-1`) row on the page. Called by the key map.
pub fn step_row(by: isize) {
    step_among("[data-row]", by);
}

/// Moves the focus to the next (`1`) or previous (`-1`) of these elements; whether there was one.
pub fn step_among(which: &str, by: isize) -> bool {
    use wasm_bindgen::JsCast;
    let Some(document) = web_sys::window().and_then(|window| window.document()) else {
        return false;
    };
    let Ok(rows) = document.query_selector_all(which) else {
        return false;
    };
    let rows = (0..rows.length()).filter_map(|at| rows.get(at)?.dyn_into().ok());
    // What is folded stands in the page for its print only.
    let rows: Vec<web_sys::HtmlElement> = rows
        .filter(|row: &web_sys::HtmlElement| row.offset_parent().is_some())
        .collect();
    let focused = document.active_element();
    let is_focused = |row: &web_sys::HtmlElement| row.is_same_node(focused.as_deref());
    let here = rows.iter().position(is_focused);
    let next = match here {
        Some(here) => here.checked_add_signed(by),
        None if by > 0 => Some(0),
        None => rows.len().checked_sub(1),
    };
    let next = next.and_then(|next| rows.get(next));
    if let Some(row) = next {
        let _ = row.focus();
    }
    next.is_some()
}
