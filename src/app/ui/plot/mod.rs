//! Values over time: a drawing for the eye, a slider for the keyboard, a table that says the same.

mod drawing;
mod small_line;
mod table;

pub use small_line::{SmallLine, draws_a_line};

use leptos::html;
use leptos::prelude::*;
use web_sys::{KeyboardEvent, MouseEvent};

use super::rows::step_among;
use crate::app::i18n::*;
use crate::app::plotting::paths::Mark;
use crate::app::plotting::{Frame, LAPTOP, PHONE, Value, nearest};
use crate::app::route::Route;
use crate::app::state::{use_app, use_say};
use drawing::Drawing;
use table::PlotTable;

/// One value, as it is drawn and as it is said.
#[derive(Clone)]
pub struct PlotPoint {
    pub value: Value,
    pub mark: Mark,
    /// Somebody has to doubt it.
    pub hollow: bool,
    pub told: PlotTold,
}

/// A value in words: its day, itself, what must be said with it (or nothing), and where it comes from.
#[derive(Clone)]
pub struct PlotTold {
    pub day: String,
    pub words: String,
    pub remark: String,
    pub to: Route,
}

/// An edge of the range: where it lies, and its number.
#[derive(Clone)]
pub struct PlotEdge {
    pub number: f64,
    pub words: String,
}

/// Something that was done, in the order of time; its number is its place from 1.
#[derive(Clone)]
pub struct PlotEvent {
    pub at: i64,
    pub words: String,
}

/// Everything that one plot shows.
#[derive(Clone)]
pub struct PlotData {
    /// The place of the focus.
    pub id: String,
    pub name: String,
    /// All of it in one sentence.
    pub sentence: String,
    /// In the order of time.
    pub points: Vec<PlotPoint>,
    pub low: Option<PlotEdge>,
    pub high: Option<PlotEdge>,
    pub events: Vec<PlotEvent>,
    /// Whether the events are told below, or stand beside already.
    pub tells_events: bool,
    /// What has no place in the drawing; it stands in the table.
    pub not_drawn: Vec<PlotTold>,
    /// Sentences about what is missing.
    pub lacks: Vec<String>,
}

/// A plot. Left and right go along its values, up and down to other plots, Enter opens what a value comes from.
#[component]
pub fn Plot(data: PlotData) -> impl IntoView {
    let app = use_app();
    let data = StoredValue::new(data);
    let count = data.with_value(|data| data.points.len());
    let frame = Memo::new(move |_| match app.wide.get() {
        true => LAPTOP,
        false => PHONE,
    });
    let chosen = RwSignal::new(count.saturating_sub(1));
    let events = data.with_value(|data| data.events.clone());
    let events = events
        .into_iter()
        .map(|event| view! { <li translate="no">{event.words}</li> });
    let tells = data.with_value(|data| data.tells_events && !data.events.is_empty());
    let lacks = data.with_value(|data| data.lacks.clone());
    let lacks = lacks
        .into_iter()
        .map(|words| view! { <p class="quiet-text">{words}</p> });
    view! {
        <div class="plot">
            {(count > 0).then(|| view! { <Slider data frame chosen/> })}
            {tells.then(|| view! { <ol class="plot-events">{events.collect_view()}</ol> })}
            {lacks.collect_view()}
            <PlotTable data/>
        </div>
    }
}

#[component]
fn Slider(
    data: StoredValue<PlotData>,
    frame: Memo<Frame>,
    chosen: RwSignal<usize>,
) -> impl IntoView {
    let say = use_say();
    let i18n = say.0;
    let app = use_app();
    let count = data.with_value(|data| data.points.len());
    let id = data.with_value(|data| data.id.clone());
    let hint = format!("{id}-hint");
    let described = hint.clone();
    let told = move || data.with_value(|data| data.points[chosen.get()].told.clone());
    let words = Memo::new(move |_| {
        let told = told();
        let words = say.labelled(&told.day, &told.words);
        match told.remark.is_empty() {
            true => words,
            false => format!("{words}, {}", told.remark),
        }
    });
    let go = move |to: usize| {
        let moved = to < count && to != chosen.get_untracked();
        if moved {
            chosen.set(to);
        }
        moved
    };
    let on_key = move |event: KeyboardEvent| {
        if event.alt_key() || event.ctrl_key() || event.meta_key() {
            return;
        }
        let here = chosen.get_untracked();
        let done = match event.key().as_str() {
            // At either end the page does not scroll instead.
            "ArrowLeft" => go(here.wrapping_sub(1)) || count > 1,
            "ArrowRight" => go(here + 1) || count > 1,
            "Home" => go(0),
            "End" => go(count - 1),
            "ArrowUp" => step_among("[data-plot]", -1),
            "ArrowDown" => step_among("[data-plot]", 1),
            "Enter" => {
                app.go(data.with_value(|data| data.points[here].told.to));
                true
            }
            _ => false,
        };
        if done {
            event.prevent_default();
        }
    };
    let drawn = NodeRef::<html::Div>::new();
    let on_click = move |event: MouseEvent| {
        let Some(drawn) = drawn.get_untracked() else {
            return;
        };
        let frame = frame.get_untracked();
        let room = drawn.get_bounding_client_rect();
        let x = (f64::from(event.client_x()) - room.left()) / room.width() * frame.width;
        let near = data.with_value(|data| {
            let values: Vec<Value> = data.points.iter().map(|point| point.value).collect();
            nearest(frame, &values, &events_at(data), x)
        });
        if let Some(near) = near {
            go(near);
        }
    };
    view! {
        <div
            class="plot-frame"
            id=id
            node_ref=drawn
            data-plot=""
            role="slider"
            tabindex="0"
            aria-label=data.with_value(|data| data.sentence.clone())
            aria-describedby=described
            aria-valuemin="1"
            aria-valuemax=count
            aria-valuenow=move || chosen.get() + 1
            aria-valuetext=words
            on:keydown=on_key
            on:click=on_click
        >
            <Drawing data frame chosen/>
        </div>
        <p class="hidden-visually" id=hint>{move || t_string!(i18n, plots.hint)}</p>
        <p class="plot-chosen">
            <span translate="no">{words}</span>
            <a href=move || told().to.href()>{move || t_string!(i18n, plots.open)}</a>
        </p>
    }
}

fn events_at(data: &PlotData) -> Vec<i64> {
    data.events.iter().map(|event| event.at).collect()
}
