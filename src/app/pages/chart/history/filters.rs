//! Narrowing the timeline: kind, year, problem.

use leptos::prelude::*;
use leptos::text_prop::TextProp;

use crate::app::i18n::*;
use crate::app::pages::chart::open::OpenChart;
use crate::app::pages::chart::problems::problem_in_words;
use crate::app::state::Say;
use crate::app::state::use_say;
use crate::app::ui::*;
use crate::chart::statement::StatementId;
use crate::engine::protocol::ask;
use crate::reading::view::{HistoryFilter, HistoryKind};

const KINDS: [HistoryKind; 6] = [
    HistoryKind::Notes,
    HistoryKind::Vitals,
    HistoryKind::Results,
    HistoryKind::Medicines,
    HistoryKind::Vaccines,
    HistoryKind::Papers,
];

fn kind_word(say: Say, kind: HistoryKind) -> &'static str {
    let i18n = say.0;
    match kind {
        HistoryKind::Notes => t_string!(i18n, chart.history.notes),
        HistoryKind::Vitals => t_string!(i18n, chart.history.vitals),
        HistoryKind::Results => t_string!(i18n, chart.history.results),
        HistoryKind::Medicines => t_string!(i18n, chart.history.medicines),
        HistoryKind::Vaccines => t_string!(i18n, chart.history.vaccines),
        HistoryKind::Papers => t_string!(i18n, chart.history.papers),
    }
}

#[component]
pub fn Filters(
    filter: RwSignal<HistoryFilter>,
    years: RwSignal<Vec<i32>>,
    chart: OpenChart,
    wide: ReadSignal<bool>,
) -> impl IntoView {
    let say = use_say();
    let i18n = say.0;
    let kind = Bind::part(filter, |f| f.kind, |f, kind| f.kind = kind);
    let problem = Bind::part(filter, |f| f.problem, |f, problem| f.problem = problem);
    let all: TextProp = (move || t_string!(i18n, chart.history.all)).into();
    let kinds = KINDS
        .into_iter()
        .map(move |kind| (kind, TextProp::from(move || kind_word(say, kind))));
    let problems = chart.load(move || ask::ProblemList(chart.id));
    let kinds = std::iter::once((None, all))
        .chain(kinds.map(|(kind, word)| (Some(kind), word)))
        .collect::<Vec<_>>();
    view! {
        {move || {
            let kinds = kinds.clone();
            if wide.get() {
                // The options of a row are always chosen, so `None` here is "all".
                let options = kinds.into_iter().map(|(kind, word)| (KindShown(kind), word)).collect::<Vec<_>>();
                let value = Bind::new(
                    move || Some(KindShown(kind.get())),
                    move |shown: Option<KindShown>| kind.set(shown.and_then(|shown| shown.0)),
                );
                view! { <Choice legend=move || t_string!(i18n, chart.history.show) value options/> }.into_any()
            } else {
                view! { <Select label=move || t_string!(i18n, chart.history.show) value=kind options=kinds/> }.into_any()
            }
        }}
        <YearFilter filter years wide/>
        {move || {
            let any: (Option<StatementId>, TextProp) =
                (None, (move || t_string!(i18n, chart.history.any)).into());
            let rows = problems.value.get().unwrap_or_default().into_iter();
            let rows = rows.map(|row| {
                let id = Some(row.id);
                (id, TextProp::from(move || problem_in_words(say, &row)))
            });
            let options = std::iter::once(any).chain(rows).collect::<Vec<_>>();
            view! { <Select label=move || t_string!(i18n, chart.history.problem) value=problem options/> }
        }}
    }
}

/// A kind, or all of them.
#[derive(Clone, Copy, PartialEq, Eq)]
struct KindShown(Option<HistoryKind>);

#[component]
fn YearFilter(
    filter: RwSignal<HistoryFilter>,
    years: RwSignal<Vec<i32>>,
    wide: ReadSignal<bool>,
) -> impl IntoView {
    let i18n = use_i18n();
    let year = Bind::part(filter, |f| f.year, |f, year| f.year = year);
    let known = Memo::new(move |_| years.get());
    move || {
        let years = known.get();
        if years.len() < 2 && year.get_untracked().is_none() {
            return ().into_any();
        }
        if wide.get() {
            let button = move |to: Option<i32>, words: TextProp| {
                view! {
                    <li>
                        <button
                            type="button"
                            class="jump"
                            aria-pressed=move || if year.get() == to { "true" } else { "false" }
                            on:click=move |_| year.set(to)
                        >
                            {move || words.get()}
                        </button>
                    </li>
                }
            };
            let all = button(None, (move || t_string!(i18n, chart.history.all)).into());
            let items = years
                .into_iter()
                .map(|one| button(Some(one), one.to_string().into()))
                .collect_view();
            return view! {
                <nav class="jumps" aria-label=move || t_string!(i18n, chart.history.year)>
                    <ul>{all}{items}</ul>
                </nav>
            }
            .into_any();
        }
        let any: (Option<i32>, TextProp) =
            (None, (move || t_string!(i18n, chart.history.all)).into());
        let years = years.into_iter();
        let options = years.map(|year| (Some(year), TextProp::from(year.to_string())));
        let options = std::iter::once(any).chain(options).collect::<Vec<_>>();
        view! { <Select label=move || t_string!(i18n, chart.history.year) value=year options/> }
            .into_any()
    }
}

/// One press takes every filter away.
#[component]
pub fn ShowingAll(filter: RwSignal<HistoryFilter>) -> impl IntoView {
    let i18n = use_i18n();
    let narrowed = move || filter.get() != HistoryFilter::default();
    move || {
        narrowed().then(|| {
            let all = move || filter.set(HistoryFilter::default());
            view! {
                <Button
                    label=move || t_string!(i18n, chart.history.show_all)
                    kind=ButtonKind::Plain
                    on_press=all
                />
            }
        })
    }
}
