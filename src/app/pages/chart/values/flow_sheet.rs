//! A flow sheet: what was measured as rows, days as columns, the newest at the end and in view. A row opens its plot in its
//! place.

use std::sync::Arc;

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::KeyboardEvent;

use super::words::*;
use crate::app::i18n::*;
use crate::app::kinds::{given_words, observation_value};
use crate::app::pages::chart::open::use_chart;
use crate::app::pages::trouble::Trouble;
use crate::app::route::{ChartPart, Route};
use crate::app::state::{Say, use_say};
use crate::app::ui::*;
use crate::base::ChartId;
use crate::chart::kinds::{Fact, Response};
use crate::chart::statement::StatementId;
use crate::chart::value::Beside;
use crate::chart::when::When;
use crate::engine::protocol::ask;
use crate::reading::view::{self, Series};

/// More columns than this have the years above them, and a sheet of paper takes no more.
const PLAIN: usize = 12;

/// The flow sheet of a problem; `None`: of #0.
#[component]
pub fn FlowSheetOf(
    problem: Option<StatementId>,
    /// It is in sight: only then it can be taken to its newest column.
    #[prop(into)]
    seen: Signal<bool>,
) -> impl IntoView {
    let i18n = use_i18n();
    let chart = use_chart();
    let sheet = chart.load(move || ask::FlowSheet(chart.id, problem));
    view! {
        <h3 class="problem-part">{t!(i18n, plots.flow_sheet)}</h3>
        <Trouble failure=sheet.failure/>
        <Working work=sheet.work/>
        {move || sheet.value.get().map(|sheet| view! { <FlowSheet sheet chart=chart.id seen/> })}
    }
}

#[component]
pub fn FlowSheet(
    sheet: view::FlowSheet,
    chart: ChartId,
    #[prop(into)] seen: Signal<bool>,
) -> impl IntoView {
    let say = use_say();
    let i18n = say.0;
    if sheet.rows.is_empty() && sheet.asked.is_empty() {
        return view! { <Empty words=move || t_string!(i18n, plots.empty)/> }.into_any();
    }
    let sheet = Arc::new(sheet);
    let earlier = sheet.earlier;
    let foot = Arc::clone(&sheet);
    let long = sheet.columns.len() > PLAIN;
    let on_paper = long.then(|| view! { <OnPaper sheet=Arc::clone(&sheet)/> });
    let scrolls = NodeRef::<html::Div>::new();
    Effect::new(move |_| {
        if let (true, Some(sheet)) = (seen.get(), scrolls.get()) {
            focus_when_drawn(move || sheet.set_scroll_left(sheet.scroll_width()));
        }
    });
    let treated = move || {
        let events = foot.treated.iter();
        let events = events.map(|one| view! { <li translate="no">{treated_words(say, one)}</li> });
        (!foot.treated.is_empty())
            .then(|| view! { <ol class="plot-events">{events.collect_view()}</ol> })
    };
    view! {
        <div class="flow" class:no-print=long>
            <div
                class="flow-scroll"
                node_ref=scrolls
                role="region"
                tabindex="0"
                aria-label=move || t_string!(i18n, plots.flow_sheet)
            >
                <Sheet sheet chart/>
            </div>
        </div>
        {on_paper}
        {treated}
        {(earlier > 0).then(|| view! {
            <p class="quiet-text">{move || t_string!(i18n, plots.earlier, n = say.count(earlier))}</p>
        })}
    }
    .into_any()
}

/// The table of the screen.
#[component]
fn Sheet(sheet: Arc<view::FlowSheet>, chart: ChartId) -> impl IntoView {
    let say = use_say();
    let drawn = Drawn::first(sheet.rows.len());
    let open = RwSignal::new(None::<usize>);
    let all = Arc::clone(&sheet);
    let rows = move || {
        let rows = all.rows.iter().enumerate().take(drawn.rows());
        rows.map(|(nth, _)| view! { <FlowRow sheet=Arc::clone(&all) nth chart open/> })
            .collect_view()
    };
    let asked = asked(say, &sheet, &sheet.columns, Some(chart));
    let given = given(say, &sheet, &sheet.columns, true);
    view! {
        <table class="flow-sheet">
            {heads(say, &sheet.columns, true)}
            <tbody>{rows} {asked} {given}</tbody>
        </table>
        <ShowMore drawn/>
    }
}

/// One row, and its plot while it is open.
#[component]
fn FlowRow(
    sheet: Arc<view::FlowSheet>,
    nth: usize,
    chart: ChartId,
    open: RwSignal<Option<usize>>,
) -> impl IntoView {
    let say = use_say();
    let series = &sheet.rows[nth];
    let (name, unit) = (row_name(say, &series.of), unit_words(series));
    let cells = cells(say, series, &sheet.columns);
    let small = small_of(series);
    let width = sheet.columns.len() + 2;
    let is_open = Memo::new(move |_| open.get() == Some(nth));
    let id = format!("flow-{nth}");
    let drawn: Vec<bool> = sheet
        .rows
        .iter()
        .map(|row| !row.points.is_empty())
        .collect();
    let drawn = StoredValue::new(drawn);
    let on_key = move |event: KeyboardEvent| {
        if let Some(next) = drawn.with_value(|drawn| next_plot(&event, nth, drawn)) {
            event.prevent_default();
            open.set(Some(next));
            focus_soon(plot_id(next));
        }
    };
    let plot = move || {
        is_open.get().then(|| {
            let id = plot_id(nth);
            let data = plot_data(say, chart, id, &sheet.rows[nth], &sheet.treated, false);
            view! {
                <tr class="flow-plot" on:keydown=on_key>
                    <td colspan=width><div class="flow-plot-room"><Plot data/></div></td>
                </tr>
            }
        })
    };
    let press = move |_| open.update(|open| *open = (*open != Some(nth)).then_some(nth));
    view! {
        <tr>
            <th scope="row">
                <button
                    type="button"
                    id=id
                    data-row=""
                    aria-expanded=move || is_open.get().to_string()
                    on:click=press
                >
                    <span translate="no">{name}</span> " "
                    <span class="quiet-text">{unit}</span>
                </button>
            </th>
            {cells}
            <td><SmallLine values=small/></td>
        </tr>
        {plot}
    }
}

fn plot_id(row: usize) -> String {
    format!("flow-plot-{row}")
}

/// The row above or below whose plot an arrow asks for, from the drawing of this one. `drawn`: which rows have one.
fn next_plot(event: &KeyboardEvent, here: usize, drawn: &[bool]) -> Option<usize> {
    let target = event.target()?.dyn_into::<web_sys::Element>().ok()?;
    if event.default_prevented() || !target.has_attribute("data-plot") {
        return None;
    }
    match event.key().as_str() {
        "ArrowUp" => drawn[..here].iter().rposition(|has| *has),
        "ArrowDown" => {
            let below = drawn[here + 1..].iter().position(|has| *has);
            below.map(|rows| here + 1 + rows)
        }
        _ => None,
    }
}

/// As many tables as the columns need sheets of paper.
#[component]
fn OnPaper(sheet: Arc<view::FlowSheet>) -> impl IntoView {
    let say = use_say();
    let tables = sheet.columns.chunks(PLAIN).map(|columns| {
        let rows = sheet.rows.iter().map(|series| {
            let name = with_unit_after(row_name(say, &series.of), &unit_words(series));
            view! { <tr><th scope="row" translate="no">{name}</th> {cells(say, series, columns)}</tr> }
        });
        view! {
            <table class="flow-sheet">
                {heads(say, columns, false)}
                <tbody>
                    {rows.collect_view()}
                    {asked(say, &sheet, columns, None)}
                    {given(say, &sheet, columns, false)}
                </tbody>
            </table>
        }
    });
    view! { <div class="print-only">{tables.collect_view()}</div> }
}

fn with_unit_after(name: String, unit: &str) -> String {
    format!("{name} {unit}").trim_end().to_owned()
}

fn small_of(series: &Series) -> Vec<(f64, Option<f64>)> {
    const LAST: usize = 8;
    let counted: Vec<_> = series.counted().map(|point| &point.figures).collect();
    let last = counted.len().saturating_sub(LAST);
    small_values(counted[last..].iter().copied())
}

/// The days; many of them with the years above. On the screen a column for the small lines ends them.
fn heads(say: Say, columns: &[When], small: bool) -> impl IntoView + use<> {
    let i18n = say.0;
    let many = columns.len() > PLAIN;
    let years = many.then(|| {
        let years = columns.chunk_by(|one, next| year(one) == year(next));
        let years = years.map(|of_one| {
            let year = year(&of_one[0]).map(|year| year.to_string());
            view! { <th scope="colgroup" colspan=of_one.len()><span>{year}</span></th> }
        });
        view! { <tr class="flow-years"><td></td> {years.collect_view()} {small.then(|| view! { <td></td> })}</tr> }
    });
    let days = columns.iter().map(|column| {
        let day = match column {
            When::Day(_, month, day) if many => format!("{day}\u{a0}{}", say.month(*month)),
            other => say.when_day(other),
        };
        view! { <th scope="col">{day}</th> }
    });
    let last = small.then(|| {
        view! { <th scope="col"><span class="hidden-visually">{t_string!(i18n, plots.last)}</span></th> }
    });
    view! {
        <thead>
            {years}
            <tr><th scope="col">{t_string!(i18n, plots.item)}</th> {days.collect_view()} {last}</tr>
        </thead>
    }
}

fn year(column: &When) -> Option<i32> {
    use chrono::Datelike;
    column.first_day().map(|day| day.year())
}

fn cells(say: Say, series: &Series, columns: &[When]) -> impl IntoView + use<> {
    let cells = columns.iter().map(|column| cell(say, series, column));
    cells.collect_view()
}

/// What was measured on a day; a dash where nothing was.
fn cell(say: Say, series: &Series, column: &When) -> AnyView {
    let here = |when: &When| when.without_time() == *column;
    let points = series.points.iter().filter(|point| here(&point.when));
    let points = points.map(|point| {
        let outside = outside(say, point.beside);
        let doubt = point.doubt.map(|doubt| doubt_words(say, doubt));
        view! {
            <span class="flow-value" class:flow-outside=outside.is_some()>
                {outside.map(|words| flag(point.beside == Beside::Above, words))}
                {doubt.map(doubtful)}
                <span translate="no">{figures_words(say, point)}</span>
            </span>
        }
    });
    let not_drawn = series.not_drawn.iter().filter(|one| here(&one.when));
    let not_drawn = not_drawn.map(|one| {
        view! {
            <span class="flow-value">
                {doubtful(because_words(say, one.because))}
                <span translate="no">{written_words(say, one)}</span>
            </span>
        }
    });
    let (points, not_drawn): (Vec<_>, Vec<_>) = (points.collect(), not_drawn.collect());
    if points.is_empty() && not_drawn.is_empty() {
        return view! { <td class="flow-none">"–"</td> }.into_any();
    }
    view! { <td>{points} {not_drawn}</td> }.into_any()
}

/// A triangle for the eye, a word for the ear.
fn flag(above: bool, words: &'static str) -> impl IntoView {
    let sign = if above { "▲" } else { "▼" };
    view! { <span aria-hidden="true">{sign}</span> <span class="hidden-visually">{words}</span> " " }
}

fn doubtful(words: &'static str) -> impl IntoView {
    view! {
        <span class="mark mark-not-known"><Sign icon=Icon::NotKnown/></span>
        <span class="hidden-visually">{words}</span> " "
    }
}

/// What was answered in words. On the screen each leads to its entry, and a last column stands where others have a small line.
fn asked(
    say: Say,
    sheet: &view::FlowSheet,
    columns: &[When],
    chart: Option<ChartId>,
) -> impl IntoView + use<> {
    let rows = sheet.asked.iter().map(|row| {
        let cells = columns.iter().map(|column| {
            let here = row.answers.iter();
            let here = here.filter(|answer| answer.when.without_time() == *column);
            let here: Vec<AnyView> = here.map(|answer| answered(say, answer, chart)).collect();
            match here.is_empty() {
                true => view! { <td class="flow-none">"–"</td> }.into_any(),
                false => view! { <td class="flow-words">{here}</td> }.into_any(),
            }
        });
        view! {
            <tr>
                <th scope="row" translate="no">{row.words.clone()}</th>
                {cells.collect_view()}
                {chart.map(|_| view! { <td></td> })}
            </tr>
        }
    });
    rows.collect_view()
}

fn answered(say: Say, answer: &view::Told, chart: Option<ChartId>) -> AnyView {
    let words = match &answer.statement.fact {
        Fact::Response(Response::Answer(answer)) => given_words(say, &answer.given),
        Fact::Observation(observation) => observation_value(say, observation),
        _ => String::new(),
    };
    match chart {
        Some(chart) => {
            let to = Route::Chart(chart, ChartPart::Entry(answer.id.entry));
            view! { <a class="flow-value" href=to.href() translate="no">{words}</a> }.into_any()
        }
        None => view! { <span class="flow-value" translate="no">{words}</span> }.into_any(),
    }
}

/// The numbers of what was begun or stopped on each day. On the screen the column of small lines ends the row.
fn given(
    say: Say,
    sheet: &view::FlowSheet,
    columns: &[When],
    small: bool,
) -> Option<impl IntoView + use<>> {
    let cells = columns.iter().map(|column| {
        let here = sheet.treated.iter();
        let here = here.filter(|event| event.when.without_time() == *column);
        let numbers: Vec<String> = here.map(|event| event.number.to_string()).collect();
        match numbers.is_empty() {
            true => view! { <td class="flow-none">"–"</td> }.into_any(),
            false => view! { <td>{numbers.join(", ")}</td> }.into_any(),
        }
    });
    let cells = cells.collect_view();
    (!sheet.treated.is_empty()).then(|| {
        let last = small.then(|| view! { <td></td> });
        view! { <tr><th scope="row">{t_string!(say.0, plots.given)}</th> {cells} {last}</tr> }
    })
}
