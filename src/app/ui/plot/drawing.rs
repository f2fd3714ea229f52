use leptos::prelude::*;

use super::{PlotData, PlotEdge, events_at};
use crate::app::plotting::paths::{Mark, hatch, line, marks, ring};
use crate::app::plotting::time::TimeLabel;
use crate::app::plotting::{Drawn, Frame, Spot, Value, draw};
use crate::app::state::{Say, use_say};

/// The drawing; what it says stands beside it in words.
#[component]
pub fn Drawing(
    data: StoredValue<PlotData>,
    frame: Memo<Frame>,
    chosen: RwSignal<usize>,
) -> impl IntoView {
    let say = use_say();
    move || {
        let frame = frame.get();
        let drawn = data.with_value(|data| drawn(frame, data));
        let ground = data.with_value(|data| ground(say, frame, data, &drawn));
        let values = data.with_value(|data| values(data, &drawn.spots));
        let spots = drawn.spots;
        let ring = move || spots.get(chosen.get()).map(ring);
        view! {
            <svg
                class="plot-drawing"
                viewBox=format!("0 0 {} {}", frame.width, frame.height)
                aria-hidden="true"
                focusable="false"
            >
                {ground}
                {values}
                <path class="plot-ring" d=ring/>
            </svg>
        }
    }
}

fn drawn(frame: Frame, data: &PlotData) -> Drawn {
    let values: Vec<Value> = data.points.iter().map(|point| point.value).collect();
    let edge = |edge: &Option<PlotEdge>| edge.as_ref().map(|edge| edge.number);
    let range = (edge(&data.low), edge(&data.high));
    draw(frame, &values, range, &events_at(data))
}

/// Everything behind the values: the range, the axes, the events.
fn ground(say: Say, frame: Frame, data: &PlotData, drawn: &Drawn) -> impl IntoView + use<> {
    let (start, end, bottom) = (frame.start(), frame.end(), frame.bottom());
    let across = |y: f64| format!("M{start} {y:.1}H{end}");
    let rules: String = drawn.ticks.iter().map(|tick| across(tick.y)).collect();
    let below = |x: f64, long: f64| format!("M{x:.1} {bottom}v{long}");
    let times: String = drawn.times.iter().map(|tick| below(tick.x, 4.0)).collect();
    let high = bottom - frame.top();
    let events: String = drawn.events.iter().map(|x| below(*x, -high)).collect();
    let band = drawn.band.as_ref();
    let edges = band.into_iter().flat_map(|band| [band.high, band.low]);
    let edges: String = edges.flatten().map(across).collect();
    let numbers = drawn.ticks.iter();
    let numbers =
        numbers.map(|tick| label("end", start - 6.0, tick.y + 4.0, say.number(&tick.label)));
    let labels = drawn.times.iter();
    let labels =
        labels.map(|tick| label("middle", tick.x, bottom + 18.0, time_words(say, tick.label)));
    let told = drawn.numbers.iter();
    let told = told.map(|tick| label("middle", tick.x, bottom + 36.0, tick.label.clone()));
    let edge = |y: Option<f64>, edge: &Option<PlotEdge>, down: f64| {
        let words = edge.as_ref()?.words.clone();
        Some(label("start", end + 4.0, y? + down, words))
    };
    let upper = band.and_then(|band| edge(band.high, &data.high, -2.0));
    let lower = band.and_then(|band| edge(band.low, &data.low, 11.0));
    view! {
        <path class="plot-hatch" d=band.map(|band| hatch(frame, band))/>
        <path class="plot-rules" d=rules + &times/>
        <path class="plot-edges" d=edges/>
        <path class="plot-marks-of-events" d=events/>
        {numbers.collect_view()}
        {labels.collect_view()}
        <g class="plot-numbers">{told.collect_view()}</g>
        <g class="plot-numbers">{upper} {lower}</g>
    }
}

/// Filled marks of what counts, with a line through single numbers; hollow ones of what has to be doubted.
fn values(data: &PlotData, spots: &[Spot]) -> impl IntoView + use<> {
    let of = |hollow: bool| {
        let all = spots.iter().zip(&data.points);
        all.filter(move |(_, point)| point.hollow == hollow)
            .map(|(spot, point)| (spot, point.mark))
    };
    let joins = |(spot, mark): &(&Spot, Mark)| {
        spot.lower.is_none() && matches!(mark, Mark::Dot | Mark::Square)
    };
    let through = line(of(false).filter(joins).map(|(spot, _)| spot));
    view! {
        <path class="plot-line" d=through/>
        <path class="plot-values" d=marks(of(false))/>
        <path class="plot-values plot-hollow" d=marks(of(true))/>
    }
}

fn label(anchor: &'static str, x: f64, y: f64, words: String) -> impl IntoView {
    view! { <text class="plot-label" text-anchor=anchor x=x y=y>{words}</text> }
}

fn time_words(say: Say, label: TimeLabel) -> String {
    match label {
        TimeLabel::Year(year) => year.to_string(),
        TimeLabel::Month(month) => say.month(month).to_owned(),
        TimeLabel::Day(day, month) => format!("{day}\u{a0}{}", say.month(month)),
        TimeLabel::Time(hour, minute) => format!("{hour:02}:{minute:02}"),
    }
}
