//! Values in words, and what a plot is given of them.

use crate::app::figures::rounded;
use crate::app::i18n::*;
use crate::app::kinds::{concept_words, medicine_words, observation_value, unit_label, vital_name};
use crate::app::plotting::Value;
use crate::app::plotting::paths::Mark;
use crate::app::route::{ChartPart, Route};
use crate::app::state::Say;
use crate::app::ui::{PlotData, PlotEdge, PlotEvent, PlotPoint, PlotTold};
use crate::base::{ChartId, EntryId};
use crate::chart::value::{Beside, Than};
use crate::chart::when::When;
use crate::reading::view::{
    Doubt, Figures, NotDrawn, NotDrawnBecause, Point, RowOf, Series, Treated, Trust,
};
use crate::terms::Signed;

/// Values that have no place and are told in a sentence; all of them stand in the table.
const TOLD: usize = 3;

pub fn row_name(say: Say, of: &RowOf) -> String {
    match of {
        RowOf::Vital(vital) => vital_name(say, *vital).to_owned(),
        RowOf::Coded(what) => concept_words(say, what),
    }
}

/// "168/94", "<0.5": without its unit.
pub fn figures_words(say: Say, point: &Point) -> String {
    let than = match point.than {
        None => "",
        Some(Than::Less) => "<",
        Some(Than::More) => ">",
    };
    let value = number(say, &point.figures.value);
    match &point.figures.lower {
        None => format!("{than}{value}"),
        Some(lower) => format!("{than}{value}/{}", number(say, lower)),
    }
}

fn number(say: Say, text: &str) -> String {
    say.number(&rounded(text)).replace('-', "−")
}

/// The unit of a series as readers write it; empty where its numbers have none.
pub fn unit_words(series: &Series) -> String {
    match series.unit.as_str() {
        "1" => String::new(),
        unit => unit_label(unit),
    }
}

fn with_unit(series: &Series, words: String) -> String {
    format!("{words}\u{a0}{}", unit_words(series))
        .trim_end()
        .to_owned()
}

/// "high" or "low", of what lies outside of the range that was given with it. Of what lies within nothing is said.
pub fn outside(say: Say, beside: Beside) -> Option<&'static str> {
    match beside {
        Beside::Above => Some(t_string!(say.0, plots.high)),
        Beside::Below => Some(t_string!(say.0, plots.low)),
        Beside::Within | Beside::NotKnown => None,
    }
}

pub fn doubt_words(say: Say, doubt: Doubt) -> &'static str {
    match doubt {
        Doubt::Author => t_string!(say.0, plots.doubt_author),
        Doubt::Status => t_string!(say.0, plots.doubt_status),
    }
}

pub fn because_words(say: Say, because: NotDrawnBecause) -> &'static str {
    let i18n = say.0;
    match because {
        NotDrawnBecause::NoUnit => t_string!(i18n, plots.because.no_unit),
        NotDrawnBecause::OtherUnit => t_string!(i18n, plots.because.other_unit),
        NotDrawnBecause::NoNumber => t_string!(i18n, plots.because.no_number),
        NotDrawnBecause::OnePressure => t_string!(i18n, plots.because.one_pressure),
        NotDrawnBecause::NoTime => t_string!(i18n, plots.because.no_time),
        NotDrawnBecause::Ahead => t_string!(i18n, plots.because.ahead),
    }
}

/// A medicine begun or stopped: "Amlodipine 5 mg, 12 Mar 2024".
pub fn treated_words(say: Say, treated: &Treated) -> String {
    let i18n = say.0;
    let medicine = medicine_words(say, &treated.line);
    let day = say.when_day(&treated.when);
    let words = match treated.begun {
        true => t_string!(i18n, plots.begun, medicine = medicine, day = day),
        false => t_string!(i18n, plots.stopped, medicine = medicine, day = day),
    };
    match treated.trust {
        Trust::FirstSeen => format!("{words} ({})", t_string!(i18n, plots.doubt_author)),
        Trust::Ours | Trust::Confirmed => words,
    }
}

/// Where numbers lie on an axis.
fn on_axis(figures: &Figures) -> Option<(f64, Option<f64>)> {
    let value = Signed::read(&figures.value)?.roughly();
    let lower = figures.lower.as_deref().and_then(Signed::read);
    Some((value, lower.map(Signed::roughly)))
}

/// What a small line draws.
pub fn small_values<'a>(last: impl Iterator<Item = &'a Figures>) -> Vec<(f64, Option<f64>)> {
    last.filter_map(on_axis).collect()
}

/// Milliseconds of the clock where it was, so that a day begins at midnight.
fn clock_ms(when: &When) -> Option<i64> {
    match when {
        When::Moment(stamp) => {
            let local = stamp.local().naive_local();
            Some(local.and_utc().timestamp_millis())
        }
        other => other.sort_key(),
    }
}

/// Everything that the plot of a series shows. `tells_events`: they do not stand beside it already.
pub fn plot_data(
    say: Say,
    chart: ChartId,
    id: String,
    series: &Series,
    treated: &[Treated],
    tells_events: bool,
) -> PlotData {
    let points = series.points.iter();
    let range = series.range.as_ref();
    let edge = |bound: Option<&String>| {
        let bound = bound?;
        Some(PlotEdge {
            number: Signed::read(bound)?.roughly(),
            words: number(say, bound),
        })
    };
    let events = treated.iter().filter_map(|treated| {
        Some(PlotEvent {
            at: clock_ms(&treated.when)?,
            words: treated_words(say, treated),
        })
    });
    let not_drawn = series.not_drawn.iter();
    PlotData {
        id,
        name: row_name(say, &series.of),
        sentence: sentence(say, series),
        points: points
            .filter_map(|point| drawn(say, chart, series, point))
            .collect(),
        low: edge(range.and_then(|range| range.low.as_ref())),
        high: edge(range.and_then(|range| range.high.as_ref())),
        events: events.collect(),
        tells_events,
        not_drawn: not_drawn
            .map(|one| PlotTold {
                day: say.when(&one.when),
                words: written_words(say, one),
                remark: because_words(say, one.because).to_owned(),
                to: source(chart, one.id.entry),
            })
            .collect(),
        lacks: lacks(say, series),
    }
}

fn source(chart: ChartId, entry: EntryId) -> Route {
    Route::Chart(chart, ChartPart::Entry(entry))
}

fn drawn(say: Say, chart: ChartId, series: &Series, point: &Point) -> Option<PlotPoint> {
    let (value, lower) = on_axis(&point.figures)?;
    let outside = outside(say, point.beside);
    let mark = match (point.than, outside) {
        (Some(Than::Less), _) => Mark::Less,
        (Some(Than::More), _) => Mark::More,
        (None, Some(_)) => Mark::Square,
        (None, None) => Mark::Dot,
    };
    let doubt = point.doubt.map(|doubt| doubt_words(say, doubt));
    let remarks: Vec<&str> = outside.into_iter().chain(doubt).collect();
    Some(PlotPoint {
        value: Value {
            at: clock_ms(&point.when)?,
            value,
            lower,
        },
        mark,
        hollow: point.doubt.is_some(),
        told: PlotTold {
            day: say.when(&point.when),
            words: with_unit(series, figures_words(say, point)),
            remark: remarks.join(", "),
            to: source(chart, point.id.entry),
        },
    })
}

/// "Blood pressure, 9 values, 3 May 2021 to 21 Nov 2026. Last 168 over 94, above 140".
fn sentence(say: Say, series: &Series) -> String {
    let i18n = say.0;
    let name = row_name(say, &series.of);
    let (Some(first), Some(end)) = (series.points.first(), series.points.last()) else {
        return t_string!(i18n, plots.none, name = name);
    };
    let last = series.counted().next_back().unwrap_or(end);
    let last = last_words(say, series, last);
    let (from, to) = (say.when_day(&first.when), say.when_day(&end.when));
    match series.points.len() {
        1 => t_string!(i18n, plots.one, name = name, day = from, last = last),
        n => {
            let n = say.count(n as u32);
            t_string!(
                i18n,
                plots.several,
                name = name,
                n = n,
                from = from,
                to = to,
                last = last
            )
        }
    }
}

fn last_words(say: Say, series: &Series, last: &Point) -> String {
    let i18n = say.0;
    let value = match &last.figures.lower {
        None => with_unit(series, figures_words(say, last)),
        Some(lower) => {
            let (upper, lower) = (number(say, &last.figures.value), number(say, lower));
            t_string!(i18n, plots.over, upper = upper, lower = lower)
        }
    };
    let range = series.range.clone().unwrap_or_default();
    match (last.beside, range.low, range.high) {
        (Beside::Above, _, Some(high)) => {
            let bound = number(say, &high);
            t_string!(i18n, plots.above, value = value, bound = bound)
        }
        (Beside::Below, Some(low), _) => {
            let bound = number(say, &low);
            t_string!(i18n, plots.below, value = value, bound = bound)
        }
        _ => value,
    }
}

/// What is not in the drawing, and why.
fn lacks(say: Say, series: &Series) -> Vec<String> {
    let i18n = say.0;
    let told = series.not_drawn.iter().take(TOLD);
    let told: Vec<String> = told.map(|one| not_drawn_words(say, one)).collect();
    let n = series.not_drawn.len();
    let not_drawn = (n > 0).then(|| {
        let list = told.join("; ");
        let n = say.count(n as u32);
        t_string!(i18n, plots.not_drawn, n = n, list = list)
    });
    let older = (series.older > 0).then(|| {
        let n = say.count(series.older);
        t_string!(i18n, plots.older, n = n)
    });
    not_drawn.into_iter().chain(older).collect()
}

/// A value without a place, as it was written.
pub fn written_words(say: Say, one: &NotDrawn) -> String {
    observation_value(say, &one.value)
}

fn not_drawn_words(say: Say, one: &NotDrawn) -> String {
    t_string!(
        say.0,
        plots.not_drawn_one,
        value = written_words(say, one),
        day = say.when_day(&one.when),
        because = because_words(say, one.because)
    )
}
