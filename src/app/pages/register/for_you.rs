//! The line *For you* of Today: work that waits, each as a way to it. Told by the patient list, so that it costs no chart.

use leptos::prelude::*;

use crate::app::i18n::*;
use crate::app::route::{ChartPart, ListName, Route};
use crate::app::state::{Say, use_app, use_say};
use crate::reading::view::Today as Day;

/// Nothing where nothing waits.
#[component]
pub fn ForYou(
    day: RwSignal<Option<Day>>,
    /// What is unfinished too, where it does not stand on the page itself.
    #[prop(optional)]
    drafts: bool,
) -> impl IntoView {
    let say = use_say();
    let i18n = say.0;
    let app = use_app();
    let work = Memo::new(move |_| {
        let family = app.is_of_a_family();
        let mut work = day.with(|day| match day {
            Some(day) if family => of_a_family(say, day),
            Some(day) => of_a_clinic(say, day),
            None => Vec::new(),
        });
        let unfinished = day.with(|day| day.as_ref().map_or(0, |day| day.drafts.len()));
        if drafts && unfinished > 0 {
            let words = t_string!(i18n, people.for_you.drafts, n = unfinished);
            work.push((Route::Today, words));
        }
        work
    });
    let link = |(to, words): (Route, String)| view! { <li><a href=to.href()>{words}</a></li> };
    view! {
        <Show when=move || work.with(|work| !work.is_empty())>
            <nav class="for-you" aria-labelledby="for-you">
                <span id="for-you">{t!(i18n, people.for_you.title)}</span>
                <ul>{move || work.get().into_iter().map(link).collect_view()}</ul>
            </nav>
        </Show>
    }
}

fn of_a_clinic(say: Say, day: &Day) -> Vec<(Route, String)> {
    let i18n = say.0;
    let for_you = &day.for_you;
    let words = |list: ListName, count: u32| {
        let n = say.count(count);
        match list {
            ListName::Due => t_string!(i18n, people.for_you.due, count = count, n = n),
            ListName::Missed => t_string!(i18n, people.for_you.missed, count = count, n = n),
            ListName::Results => t_string!(i18n, people.for_you.results, count = count, n = n),
            ListName::Orders => t_string!(i18n, people.for_you.orders, count = count, n = n),
            _ => t_string!(i18n, people.for_you.left_open, count = count, n = n),
        }
    };
    let lists = [
        (ListName::Results, for_you.results),
        (ListName::Orders, for_you.orders),
        (ListName::Due, for_you.due),
        (ListName::Missed, for_you.missed),
        (ListName::LeftOpen, for_you.left_open),
    ];
    let with_work = lists.into_iter().filter(|(_, count)| *count > 0);
    with_work
        .map(|(list, count)| (Route::Lists(list), words(list, count)))
        .collect()
}

/// A family has no lists: each of whom something is due.
fn of_a_family(say: Say, day: &Day) -> Vec<(Route, String)> {
    let people = day.for_you.family.iter();
    let person = people.map(|person| {
        let words = t_string!(say.0, people.for_you.due_of, name = say.name(person));
        (Route::Chart(person.chart, ChartPart::Summary), words)
    });
    person.collect()
}
