//! Another chart that a statement speaks of: whose it is, and the way to it.

use leptos::prelude::*;

use crate::app::i18n::*;
use crate::app::route::{ChartPart, Route};
use crate::app::state::{Loaded, use_say};
use crate::base::ChartId;
use crate::engine::protocol::ask;
use crate::reading::view::PersonRow;

/// "Testa, Seconda, K7QM2-0077-R", opening that chart; or that it is not on this device.
#[component]
pub fn OtherPerson(chart: ChartId) -> impl IntoView {
    let say = use_say();
    let i18n = say.0;
    let found = Loaded::of(ask::Person(chart));
    let named = move |person: PersonRow| {
        let to = Route::Chart(chart, ChartPart::Summary).href();
        let name = [say.name(&person), person.number];
        let name = name.iter().filter(|part| !part.is_empty());
        let name: Vec<&str> = name.map(String::as_str).collect();
        view! { <a class="told-about" href=to translate="no">{name.join(", ")}</a> }
    };
    move || {
        found.value.get().map(|person| match person {
            Some(person) => named(person).into_any(),
            None => view! {
                <span class="told-more">{t_string!(i18n, chart.fact.chart_not_here, id = short_id(&chart))}</span>
            }
            .into_any(),
        })
    }
}

/// Enough of a chart's id to tell two apart.
fn short_id(chart: &ChartId) -> String {
    chart.to_string().chars().take(8).collect()
}
