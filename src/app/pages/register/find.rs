//! Finding a person from the first letter, and registering the one who is not there.

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::person::PersonWords;
use crate::app::i18n::*;
use crate::app::platform::device;
use crate::app::route::{ChartPart, Route};
use crate::app::state::{App, Loaded, Say, keep_search, use_app, use_say};
use crate::app::ui::*;
use crate::chart::draft::{Draft, IntakeDraft};
use crate::engine::protocol::ask;
use crate::reading::view::{SearchHit, SearchResult};
use crate::terms::digits::digit;

const TEXT: &str = "find-text";

#[component]
pub fn Find() -> impl IntoView {
    let i18n = use_i18n();
    let say = use_say();
    let app = use_app();
    let found = Loaded::nothing();
    // Asked at every letter; an answer that was overtaken by the next letter is dropped.
    Effect::new(move |_| match app.search.get() {
        text if text.trim().is_empty() => found.clear(),
        text => found.ask(ask::Search { text }),
    });
    keep_search(TEXT, app.search);
    let node = NodeRef::<html::Input>::new();
    Effect::new(move |_| {
        // Coming back, the row that was left takes the focus; coming anew, the field does.
        if let Some(field) = node.get() {
            leptos::task::spawn_local(async move {
                crate::app::platform::timers::sleep(30).await;
                if nothing_focused() {
                    let _ = field.focus();
                    field.select();
                }
            });
        }
    });
    let register = move || register(app, say);
    on_command(move |command| match command {
        Command::New => {
            register();
            true
        }
        Command::Find => {
            focus_id(TEXT);
            true
        }
        _ => false,
    });
    view! {
        <Page title=move || t_string!(i18n, people.find.page) title_hidden=true no_focus=true wide=true>
            <div class="find" on:keydown=walk>
                <div class="find-box">
                    <Field
                        id=TEXT
                        node
                        kind=FieldKind::Search
                        label=move || t_string!(i18n, people.find.label)
                        value=app.search
                        on_enter=move || enter(app, found)
                    />
                    {move || (!app.search.with(String::is_empty)).then(|| view! {
                        <Button
                            kind=ButtonKind::Plain
                            icon=Icon::Close
                            label=move || t_string!(i18n, people.find.clear)
                            on_press=move || { app.search.set(String::new()); focus_id(TEXT); }
                        />
                    })}
                </div>
                <p class:hint=move || !matches_no_one(found) role="status">{move || count_words(i18n, found)}</p>
                {move || match found.failure.get() {
                    Some(why) => view! {
                        <Message tone=Tone::Alert><p>{move || say.failure(&why)}</p></Message>
                    }
                    .into_any(),
                    None => found.value.get().map(|result| view! { <Results result/> }).into_any(),
                }}
            </div>
            <div class="desk-actions">
                <Actions>
                    <Button
                        id="find-register"
                        kind=ButtonKind::Primary
                        icon=Icon::Add
                        key_hint="n"
                        label=move || t_string!(i18n, people.find.register)
                        on_press=register
                    />
                </Actions>
            </div>
        </Page>
    }
}

fn count_words(i18n: Texts, found: Loaded<SearchResult>) -> String {
    if found.failure.with(Option::is_some) {
        return String::new();
    }
    found.value.with(|found| match found {
        None => t_string!(i18n, people.find.hint).to_string(),
        Some(result) if result.total as usize > result.people.len() => t_string!(
            i18n,
            people.find.some_of,
            shown = result.people.len(),
            total = crate::app::matching::grouped(result.total.into())
        ),
        Some(result) if result.total > 0 => {
            t_string!(i18n, people.find.count, count = result.total)
        }
        Some(_) => t_string!(i18n, people.find.no_match).to_string(),
    })
}

fn matches_no_one(found: Loaded<SearchResult>) -> bool {
    let none = |found: &Option<SearchResult>| matches!(found, Some(result) if result.total == 0);
    found.failure.with(Option::is_none) && found.value.with(none)
}

#[component]
fn Results(result: SearchResult) -> impl IntoView {
    let i18n = use_i18n();
    let unreadable = result.unreadable;
    let none = result.people.is_empty();
    view! {
        {(!none).then(|| view! {
            <Rows says=move || t_string!(i18n, people.find.title)>
                {result.people.into_iter().map(found_row).collect_view()}
            </Rows>
        })}
        {(unreadable > 0).then(|| view! {
            <Message tone=Tone::NotKnown>
                <p>{move || t_string!(i18n, people.find.unreadable, count = unreadable)}</p>
            </Message>
        })}
    }
}

fn found_row(found: SearchHit) -> impl IntoView {
    let chart = found.row.chart;
    view! {
        <Row id=format!("found-{chart}") to=Route::Chart(chart, ChartPart::Summary)>
            <PersonWords person=found.row matched=found.matched other=found.other/>
        </Row>
    }
}

/// Enter opens the only one there is; among several it goes to the first.
fn enter(app: App, found: Loaded<SearchResult>) {
    let failed = found.failure.with_untracked(Option::is_some);
    let only = found.value.with_untracked(|found| match found {
        Some(result) if !failed && result.people.len() == 1 => Some(result.people[0].row.chart),
        _ => None,
    });
    match only {
        Some(chart) => app.go(Route::Chart(chart, ChartPart::Summary)),
        None => step_row(1),
    }
}

/// Arrows walk from the field through the rows and back.
fn walk(event: web_sys::KeyboardEvent) {
    let by = match event.key().as_str() {
        "ArrowDown" => 1,
        "ArrowUp" => -1,
        _ => return,
    };
    let target = event.target();
    let element = target.and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    let in_field = element.as_ref().is_some_and(|element| element.id() == TEXT);
    if in_field && by < 0 {
        return;
    }
    event.prevent_default();
    let first = element.is_some_and(|element| is_first_row(&element));
    if by < 0 && first {
        focus_id(TEXT);
    } else {
        step_row(by);
    }
}

fn is_first_row(element: &web_sys::Element) -> bool {
    let rows = element.owner_document();
    let first = rows.and_then(|document| document.query_selector("[data-row]").ok().flatten());
    first.is_some_and(|first| first.is_same_node(Some(element)))
}

fn nothing_focused() -> bool {
    let document = web_sys::window().and_then(|window| window.document());
    let focused = document.and_then(|document| document.active_element());
    focused.is_none_or(|element| element.id().is_empty() || element.id() == "main")
}

/// Begins an intake; what was typed to find the person becomes the family name, unless it was a number.
fn register(app: App, say: Say) {
    let id = device::new_draft_id();
    let typed = app.search.get_untracked().trim().to_string();
    let is_name = !typed.is_empty() && !typed.contains(|c: char| digit(c).is_some());
    if !is_name {
        app.go(Route::Intake(id));
        return;
    }
    let mut draft = IntakeDraft::new(device::now());
    if let Some(name) = draft.names.first_mut() {
        name.family = typed;
    }
    leptos::task::spawn_local(async move {
        let request = ask::SaveDraft {
            id,
            draft: Draft::Intake(Box::new(draft)),
            cursor: super::intake::GIVEN.to_string(),
        };
        // The address carries no words: the form finds the name in its sealed draft.
        if let Err(failure) = app.ask(request).await {
            let words = untrack(|| say.failure(&failure));
            return app.notices.say(Tone::Alert, words);
        }
        app.search.set(String::new());
        app.go(Route::Intake(id));
    });
}
