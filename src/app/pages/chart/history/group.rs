//! One part of the timeline: a visit or a day, or a year of what other systems' files say.

use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::paging::Paging;
use crate::app::i18n::*;
use crate::app::pages::chart::entry::{EntryCard, HeadingSaid};
use crate::app::state::{Say, use_say};
use crate::app::ui::*;
use crate::base::ChartId;
use crate::reading::view::VisitGroup;

/// A visit or a day with its entries.
pub fn visit_group(say: Say, chart: ChartId, group: VisitGroup) -> impl IntoView {
    let (visit, day) = (group.visit.clone(), group.day);
    let stands = visit.as_ref().map_or(day, |visit| visit.when);
    let said = HeadingSaid {
        day: stands.first_day(),
        undated: !stands.is_known(),
        site: visit.map(|visit| visit.site).unwrap_or_default(),
    };
    let entries = group.entries.clone().into_iter();
    let entries = entries
        .map(|view| view! { <EntryCard view chart said=said.clone()/> })
        .collect_view();
    let heading = move || heading(say, &group);
    view! {
        <section class="visit">
            <h2 class="visit-head" translate="no">{heading}</h2>
            {entries}
        </section>
    }
}

fn heading(say: Say, group: &VisitGroup) -> String {
    let i18n = say.0;
    let Some(visit) = &group.visit else {
        return say.when_day(&group.day);
    };
    let day = say.when_day(&visit.when);
    let (site, reason) = (visit.site.clone(), visit.reason.clone());
    match (site.is_empty(), reason.is_empty()) {
        (true, true) => t_string!(i18n, chart.history.visit, day = day),
        (false, true) => t_string!(i18n, chart.history.visit_at, day = day, site = site),
        (true, false) => t_string!(i18n, chart.history.visit_for, day = day, reason = reason),
        (false, false) => t_string!(
            i18n,
            chart.history.visit_at_for,
            day = day,
            site = site,
            reason = reason
        ),
    }
}

/// "From elsewhere, 2019 (41 items)": one line until it is opened. What it holds is drawn only then.
#[component]
pub fn Elsewhere(
    paging: Paging,
    chart: ChartId,
    year: Option<i32>,
    /// The numbers of its groups.
    groups: Vec<usize>,
) -> impl IntoView {
    let say = use_say();
    let open = Memo::new(move |_| paging.open_years.with(|open| open.contains(&year)));
    let toggled = move |event: web_sys::Event| {
        let details = event.target().and_then(|target| target.dyn_into().ok());
        let unfolded = details.is_some_and(|one: web_sys::Element| one.has_attribute("open"));
        if open.get_untracked() != unfolded {
            paging.set_open(year, unfolded);
        }
    };
    let id = format!("elsewhere-{}", year.unwrap_or_default());
    let words = move || elsewhere_words(say, paging, year);
    let inside = move || {
        open.get().then(|| {
            let all = paging.groups.get();
            let mine = all
                .into_iter()
                .filter(|(number, _)| groups.contains(number));
            mine.map(|(_, group)| visit_group(say, chart, group))
                .collect_view()
        })
    };
    view! {
        <details class="elsewhere-year" prop:open=move || open.get() on:toggle=toggled>
            <summary id=id data-row=""><Mark tone=Tone::Note words/></summary>
            {inside}
        </details>
    }
}

fn elsewhere_words(say: Say, paging: Paging, year: Option<i32>) -> String {
    let i18n = say.0;
    let count = paging.elsewhere.with(|counts| {
        let found = counts.iter().find(|(of, _)| *of == year);
        found.map_or(0, |(_, count)| *count)
    });
    let n = say.count(count);
    match year {
        Some(year) => t_string!(
            i18n,
            chart.history.elsewhere,
            count = count,
            n = n,
            year = year
        ),
        None => t_string!(i18n, chart.history.elsewhere_undated, count = count, n = n),
    }
}
