//! The timeline: by visit, the newest first, read page by page as one comes near the end.

mod filters;
mod paging;

use leptos::html;
use leptos::prelude::*;

use super::entry::{EntryCard, Said};
use super::open::use_chart;
use super::summary::Readable;
use super::trouble::Trouble;
use crate::app::i18n::*;
use crate::app::pages::transfer::entries_words;
use crate::app::state::{Say, use_app, use_say};
use crate::app::ui::*;
use crate::base::ChartId;
use crate::reading::view::VisitGroup;
use filters::{Filters, ShowingAll};
use paging::Paging;

#[component]
pub fn HistoryPage() -> impl IntoView {
    let say = use_say();
    let i18n = say.0;
    let app = use_app();
    let chart = use_chart();
    let paging = Paging::of(chart);
    let end = NodeRef::<html::Div>::new();
    paging.more_when_near(end);
    let count = move || {
        let (shown, total) = paging.counts.get();
        (total > 0).then(|| {
            if shown == total {
                return entries_words(say, total);
            }
            let (shown, total) = (say.count(shown), say.count(total));
            t_string!(i18n, chart.history.shown, shown = shown, total = total)
        })
    };
    let nothing = move || {
        let (shown, total) = paging.counts.get();
        (paging.read_once.get() && shown == 0).then(|| {
            let words = move || {
                if total == 0 {
                    t_string!(i18n, chart.history.empty)
                } else {
                    t_string!(i18n, chart.history.none_pass)
                }
            };
            view! { <Empty words/> }
        })
    };
    view! {
        <Page title=move || t_string!(i18n, chart.tabs.history) title_hidden=true wide=true>
            <Readable chart/>
            <div class="history">
                <div class="history-filters">
                    <Filters filter=paging.filter years=paging.years chart wide=app.wide/>
                    <p class="history-count" role="status">{count}</p>
                    <ShowingAll filter=paging.filter/>
                </div>
                <div class="history-list">
                    <Trouble failure=paging.failure/>
                    {nothing}
                    <For
                        each=move || paging.groups.get()
                        key=|(number, group)| (*number, group.entries.len())
                        children=move |(_, group)| visit_group(say, chart.id, group)
                    />
                    <Working work=paging.work/>
                    {move || paging.next.get().is_some().then(|| view! {
                        <div node_ref=end class="history-more">
                            <Button
                                label=move || t_string!(i18n, chart.history.older)
                                busy=Signal::derive(move || paging.work.is_running())
                                on_press=move || paging.read_more()
                            />
                        </div>
                    })}
                </div>
            </div>
        </Page>
    }
}

fn visit_group(say: Say, chart: ChartId, group: VisitGroup) -> impl IntoView {
    let i18n = say.0;
    let (visit, day) = (group.visit, group.day);
    let stands = visit.as_ref().map_or(day, |visit| visit.when);
    let said = Said {
        day: stands.first_day(),
        site: visit
            .as_ref()
            .map(|visit| visit.site.clone())
            .unwrap_or_default(),
    };
    let heading = move || match &visit {
        Some(visit) => {
            let day = say.when_day(&visit.when);
            let (site, reason) = (visit.site.clone(), visit.reason.clone());
            match (site.is_empty(), reason.is_empty()) {
                (true, true) => t_string!(i18n, chart.history.visit, day = day),
                (false, true) => t_string!(i18n, chart.history.visit_at, day = day, site = site),
                (true, false) => {
                    t_string!(i18n, chart.history.visit_for, day = day, reason = reason)
                }
                (false, false) => t_string!(
                    i18n,
                    chart.history.visit_at_for,
                    day = day,
                    site = site,
                    reason = reason
                ),
            }
        }
        None => say.when_day(&day),
    };
    let entries = group
        .entries
        .into_iter()
        .map(|view| view! { <EntryCard view chart said=said.clone()/> })
        .collect_view();
    view! {
        <section class="visit">
            <h2 class="visit-head" translate="no">{heading}</h2>
            {entries}
        </section>
    }
}
