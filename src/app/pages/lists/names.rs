//! The names of the lists with how much stands on each: beside the list on a laptop, a choice above it on a phone.

use leptos::prelude::*;
use leptos::text_prop::TextProp;

use super::kept::{ListsKept, OfList, use_lists};
use crate::app::i18n::*;
use crate::app::pages::trouble::Failed;
use crate::app::route::{ListName, Route};
use crate::app::state::{App, Press, use_app, use_say};
use crate::app::ui::*;
use crate::engine::protocol::{Failure, ask};

pub fn list_name(i18n: Texts, name: ListName) -> &'static str {
    match name {
        ListName::Register => t_string!(i18n, lists.names.register),
        ListName::Due => t_string!(i18n, lists.names.due),
        ListName::Missed => t_string!(i18n, lists.names.missed),
        ListName::Lost => t_string!(i18n, lists.names.lost),
        ListName::Results => t_string!(i18n, lists.names.results),
        ListName::Orders => t_string!(i18n, lists.names.orders),
        ListName::LeftOpen => t_string!(i18n, lists.names.left_open),
    }
}

/// On a phone.
#[component]
pub fn ChooseList(name: ListName) -> impl IntoView {
    let i18n = use_i18n();
    let app = use_app();
    let value = Bind::new(move || name, move |name| app.go(Route::Lists(name)));
    let options = ListName::ALL.map(|name| (name, TextProp::from(move || list_name(i18n, name))));
    view! {
        <div class="list-choose no-print">
            <Select
                id="list-choose"
                label=move || t_string!(i18n, lists.which)
                value
                options=options.into()
            />
        </div>
    }
}

/// On a laptop. What was not counted since something was written has no number: counting reads charts.
#[component]
pub fn Names(name: ListName) -> impl IntoView {
    let i18n = use_i18n();
    let app = use_app();
    let lists = use_lists();
    let counting = Press::<Failure>::new();
    let not_counted = move || !lists.all().iter().all(OfList::is_counted);
    let link = move |list: OfList| {
        let here = list.name == name;
        view! {
            <li class="row">
                <a
                    href=Route::Lists(list.name).href()
                    aria-current=here.then_some("page")
                >
                    <span class="row-words">{move || list_name(i18n, list.name)}</span>
                    <Count list/>
                </a>
            </li>
        }
    };
    view! {
        <nav class="lists-names no-print" aria-label=move || t_string!(i18n, lists.title)>
            <ul class="rows">{lists.all().map(link).into_iter().collect_view()}</ul>
            <Show when=not_counted>
                <Button
                    kind=ButtonKind::Plain
                    label=move || t_string!(i18n, lists.count_others)
                    busy=counting.busy
                    on_press=move || counting.run(async move || count_all(app, lists, counting).await)
                />
            </Show>
            <Working work=counting.work/>
            <Failed failure=counting.failure/>
        </nav>
    }
}

/// How much stands on a list as it is today.
#[component]
fn Count(list: OfList) -> impl IntoView {
    let say = use_say();
    let count = move || {
        let is_shown = list.is_counted() && list.day.get().is_none();
        let page = list.page.get().filter(|_| is_shown)?;
        Some(say.count(page.rows.len() as u32))
    };
    view! { <span class="row-aside">{count}</span> }
}

async fn count_all(app: App, lists: ListsKept, counting: Press) -> Result<(), Failure> {
    for list in lists.all() {
        let wanted = untrack(|| (!list.is_counted()).then(|| list.wanted()));
        if let Some(wanted) = wanted {
            let page = app.ask_with(counting.work, ask::List(wanted)).await?;
            list.take(&page);
        }
        if counting.is_left() {
            break;
        }
    }
    Ok(())
}
