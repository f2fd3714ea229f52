//! The timeline: by visit, the newest first, read page by page as one comes near the end.

mod filters;
mod group;
mod paging;

use leptos::html;
use leptos::prelude::*;

use super::open::use_chart;
use super::readable::Readable;
use crate::app::folding::{Fold, pieces};
use crate::app::i18n::*;
use crate::app::pages::transfer::entries_words;
use crate::app::pages::trouble::Trouble;
use crate::app::state::{use_app, use_say};
use crate::app::ui::*;
use crate::reading::view::VisitGroup;
use filters::{Filters, ShowingAll};
use group::{Elsewhere, visit_group};
pub use paging::Paging;

#[component]
pub fn HistoryPage() -> impl IntoView {
    let say = use_say();
    let i18n = say.0;
    let app = use_app();
    let chart = use_chart();
    let paging = expect_context::<Paging>();
    paging.want();
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
                        each=move || paging.groups.with(|groups| drawn(groups))
                        key=|part| part.key()
                        children=move |part| match part {
                            Drawn::Own(_, group) => visit_group(say, chart.id, group).into_any(),
                            Drawn::Elsewhere(year, groups) => view! {
                                <Elsewhere paging chart=chart.id year groups/>
                            }
                            .into_any(),
                        }
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

/// A part of the list, with the numbers of its groups.
#[derive(Clone)]
enum Drawn {
    Own(usize, VisitGroup),
    Elsewhere(Option<i32>, Vec<usize>),
}

impl Drawn {
    /// What is drawn anew: a group that was read on, a year that another group joined.
    fn key(&self) -> (Option<i32>, usize, usize) {
        match self {
            Self::Own(number, group) => (None, *number, group.entries.len()),
            Self::Elsewhere(year, groups) => {
                let first = groups.first().copied().unwrap_or_default();
                (Some(year.unwrap_or_default()), first, groups.len())
            }
        }
    }
}

fn drawn(groups: &[(usize, VisitGroup)]) -> Vec<Drawn> {
    let part = |piece| match piece {
        Fold::Own(at) => Drawn::Own(groups[at].0, groups[at].1.clone()),
        Fold::Elsewhere { year, groups: of } => {
            Drawn::Elsewhere(year, of.into_iter().map(|at| groups[at].0).collect())
        }
    };
    let pieces = pieces(groups.iter().map(|(_, group)| group));
    pieces.into_iter().map(part).collect()
}
