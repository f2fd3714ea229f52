use leptos::html;
use leptos::prelude::*;
use leptos::text_prop::TextProp;
use wasm_bindgen::JsCast;

use crate::app::platform::browser::use_browser;

/// A page: its title takes the focus when the page is new, and the place left behind when it is returned to.
/// The title is the page's only `h1`; `document.title` is always "Carnet".
///
/// ```ignore
/// <Page title=move || t_string!(i18n, people.today)>…</Page>
/// ```
#[component]
pub fn Page(
    #[prop(into)] title: TextProp,
    /// Quiet text beside the title: date, count, "Draft saved 10:42:07".
    #[prop(optional, into)]
    aside: Option<ViewFn>,
    /// The title is read by screen readers only, where a banner already names the page.
    #[prop(optional)]
    title_hidden: bool,
    /// Something else takes the focus first (a search field, a banner).
    #[prop(optional)]
    no_focus: bool,
    /// Columns and tables may use the whole width.
    #[prop(optional)]
    wide: bool,
    children: Children,
) -> impl IntoView {
    let places = use_browser().places;
    let heading = NodeRef::<html::H1>::new();
    Effect::new(move |_| {
        if let Some(heading) = heading.get() {
            places.arrive(heading.unchecked_into(), no_focus);
        }
    });
    view! {
        <div class="page" class:page-wide=wide>
            <div class="page-head" class:hidden-visually=title_hidden>
                <h1 node_ref=heading tabindex="-1">{move || title.get()}</h1>
                {aside.map(|aside| view! { <div class="page-aside">{move || aside.run()}</div> })}
            </div>
            {children()}
        </div>
    }
}

/// A headed part of a page, divided from the others by a rule, not by a box.
#[component]
pub fn Panel(
    #[prop(into)] title: TextProp,
    /// Beside the heading: a count, a small button.
    #[prop(optional, into)]
    aside: Option<ViewFn>,
    children: Children,
) -> impl IntoView {
    let id = super::fresh_id("panel");
    let labelled = id.clone();
    view! {
        <section class="panel" aria-labelledby=labelled>
            <div class="panel-head">
                <h2 id=id>{move || title.get()}</h2>
                {aside.map(|aside| move || aside.run())}
            </div>
            {children()}
        </section>
    }
}

/// Side by side from 900 px, under each other on a phone.
#[component]
pub fn Columns(children: Children) -> impl IntoView {
    view! { <div class="columns">{children()}</div> }
}

/// A form that is sent with Enter from any of its fields and never by the browser.
#[component]
pub fn Form(
    #[prop(into)] on_submit: Callback<()>,
    #[prop(optional, into)] says: Option<TextProp>,
    children: Children,
) -> impl IntoView {
    view! {
        <form
            class="form"
            novalidate=true
            autocomplete="off"
            aria-label=says.map(|says| move || says.get().to_string())
            on:submit=move |event| {
                event.prevent_default();
                on_submit.run(());
            }
        >
            {children()}
        </form>
    }
}

/// Puts the focus on an element, if there is one with that id.
pub fn focus_id(id: &str) {
    let document = web_sys::window().and_then(|window| window.document());
    let element = document.and_then(|document| document.get_element_by_id(id));
    if let Some(Ok(element)) = element.map(|element| element.dyn_into::<web_sys::HtmlElement>()) {
        let _ = element.focus();
    }
}

/// Focuses an element that the next turn of the page will have drawn.
pub fn focus_soon(id: impl Into<String>) {
    let id = id.into();
    leptos::task::spawn_local(async move {
        crate::app::platform::timers::sleep(0).await;
        focus_id(&id);
    });
}

/// Puts the focus on the page's title: it is never nowhere.
pub fn focus_title() {
    let document = web_sys::window().and_then(|window| window.document());
    let title = document.and_then(|document| document.query_selector("main h1").ok().flatten());
    if let Some(Ok(title)) = title.map(|title| title.dyn_into::<web_sys::HtmlElement>()) {
        let _ = title.focus();
    }
}

/// Puts the focus on the page's title without going there: who leaves a field stays where they read.
pub fn focus_title_from_afar() {
    let document = web_sys::window().and_then(|window| window.document());
    let title = document.and_then(|document| document.query_selector("main h1").ok().flatten());
    if let Some(Ok(title)) = title.map(|title| title.dyn_into::<web_sys::HtmlElement>()) {
        let options = web_sys::FocusOptions::new();
        options.set_prevent_scroll(true);
        let _ = title.focus_with_options(&options);
    }
}

/// Moves the focus once what this turn changed is drawn: what had the focus may be gone then. It does not wait for a timer,
/// which a busy device runs late: until then the next key would go nowhere.
pub fn focus_when_drawn(focus: impl FnOnce() + 'static) {
    leptos::task::spawn_local(async move {
        leptos::task::tick().await;
        focus();
    });
}
