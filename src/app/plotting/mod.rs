//! Where what a plot draws lies: pure numbers, in units of its frame.

pub mod paths;
mod scale;
pub mod time;

use scale::Scale;
use time::{Span, TimeLabel, ticks};

/// The room of a plot, and how much of it the labels at its sides take.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Frame {
    pub width: f64,
    pub height: f64,
}

/// A plot as wide as a phone's page.
pub const PHONE: Frame = Frame {
    width: 328.0,
    height: 184.0,
};
pub const LAPTOP: Frame = Frame {
    width: 680.0,
    height: 200.0,
};

/// Labels of the axis at one side, the edges of the range at the other.
const SIDE: f64 = 42.0;
const ABOVE: f64 = 14.0;
/// The labels of time, and under them the numbers of events.
const BELOW: f64 = 40.0;
/// No point lies on the frame itself.
const INSET: f64 = 8.0;
/// What a label of the time axis takes, with the gap to the next.
const LABEL: f64 = 52.0;
/// Steps of the axis of values.
const STEPS: f64 = 4.0;
/// Numbers of events that would stand closer are told together.
const APART: f64 = 20.0;

impl Frame {
    pub fn start(self) -> f64 {
        SIDE
    }

    pub fn end(self) -> f64 {
        self.width - SIDE
    }

    pub fn top(self) -> f64 {
        ABOVE
    }

    pub fn bottom(self) -> f64 {
        self.height - BELOW
    }
}

/// A value: when, and the number, of a pair the upper one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Value {
    /// Milliseconds of the clock at the place where it was measured.
    pub at: i64,
    pub value: f64,
    pub lower: Option<f64>,
}

/// Where a value is drawn; of a pair the upper end, and how far down the lower one lies.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spot {
    pub x: f64,
    pub y: f64,
    pub lower: Option<f64>,
}

/// A line across the plot with its number.
#[derive(Clone, Debug, PartialEq)]
pub struct Tick {
    pub y: f64,
    pub label: String,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TimeTick {
    pub x: f64,
    pub label: TimeLabel,
}

/// The range between two heights, and where its edges are.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Band {
    pub top: f64,
    pub bottom: f64,
    pub high: Option<f64>,
    pub low: Option<f64>,
}

/// Events that lie so close that one label tells them: "1", "2–4".
#[derive(Clone, Debug, PartialEq)]
pub struct EventTick {
    pub x: f64,
    pub label: String,
}

/// All that a plot draws.
#[derive(Clone, Debug, PartialEq)]
pub struct Drawn {
    /// One for each value, in their order.
    pub spots: Vec<Spot>,
    pub ticks: Vec<Tick>,
    pub times: Vec<TimeTick>,
    pub band: Option<Band>,
    /// One for each event that lies near the values, in their order.
    pub events: Vec<f64>,
    pub numbers: Vec<EventTick>,
}

/// Draws values in the order of time. `range`: the low and the high edge; `events`: their times, in order, numbered from 1.
pub fn draw(
    frame: Frame,
    values: &[Value],
    range: (Option<f64>, Option<f64>),
    events: &[i64],
) -> Drawn {
    let span = span_of(values, events);
    let x = |at: i64| along(frame, span, at);
    let numbers = values
        .iter()
        .flat_map(|one| [Some(one.value), one.lower])
        .chain([range.0, range.1])
        .flatten();
    let scale = Scale::over(numbers, STEPS);
    let (top, bottom) = (frame.top(), frame.bottom());
    let y = |number: f64| bottom - scale.part(number) * (bottom - top);
    let spots = values.iter().map(|one| Spot {
        x: x(one.at),
        y: y(one.value),
        lower: one.lower.map(y),
    });
    let lines = scale.ticks().map(|(number, label)| Tick {
        y: y(number),
        label,
    });
    let most = ((frame.end() - frame.start() - 2.0 * INSET) / LABEL) as i64;
    let times = ticks(span, most).into_iter();
    let times = times.map(|(at, label)| TimeTick { x: x(at), label });
    let band = (range != (None, None)).then(|| Band {
        top: range.1.map_or(top, y),
        bottom: range.0.map_or(bottom, y),
        high: range.1.map(y),
        low: range.0.map(y),
    });
    let near: Vec<(usize, f64)> = events
        .iter()
        .enumerate()
        .filter(|(_, at)| span.holds(**at))
        .map(|(nth, at)| (nth + 1, x(*at)))
        .collect();
    Drawn {
        spots: spots.collect(),
        ticks: lines.collect(),
        times: times.collect(),
        band,
        events: near.iter().map(|(_, x)| *x).collect(),
        numbers: told_together(&near),
    }
}

/// Where along the axis of time a moment lies.
fn along(frame: Frame, span: Span, at: i64) -> f64 {
    let (from, to) = (frame.start() + INSET, frame.end() - INSET);
    from + span.part(at) * (to - from)
}

/// The value that lies nearest to a place along the axis of time.
pub fn nearest(frame: Frame, values: &[Value], events: &[i64], x: f64) -> Option<usize> {
    let span = span_of(values, events);
    let far = |one: &Value| (along(frame, span, one.at) - x).abs();
    let places = values.iter().enumerate();
    let nearest = places.min_by(|(_, one), (_, other)| far(one).total_cmp(&far(other)));
    nearest.map(|(nth, _)| nth)
}

/// The time of all values, and of the events that lie no farther from them than they are long.
fn span_of(values: &[Value], events: &[i64]) -> Span {
    let of_values = Span::of(values.iter().map(|one| one.at));
    let near = events.iter().copied().filter(|at| of_values.is_near(*at));
    Span::of(values.iter().map(|one| one.at).chain(near))
}

fn told_together(events: &[(usize, f64)]) -> Vec<EventTick> {
    let mut groups: Vec<((usize, usize), f64, f64)> = Vec::new();
    for (number, x) in events {
        match groups.last_mut() {
            Some(((_, last), _, end)) if x - *end < APART => (*last, *end) = (*number, *x),
            _ => groups.push(((*number, *number), *x, *x)),
        }
    }
    let groups = groups.into_iter();
    groups
        .map(|((first, last), from, to)| EventTick {
            x: f64::midpoint(from, to),
            label: match first == last {
                true => first.to_string(),
                false => format!("{first}–{last}"),
            },
        })
        .collect()
}

/// A line of a few values, as far from each other as there is room for.
pub fn small_line(width: f64, height: f64, values: &[(f64, Option<f64>)]) -> Vec<Spot> {
    const INSIDE: f64 = 4.0;
    let numbers = || {
        values
            .iter()
            .flat_map(|(value, lower)| [Some(*value), *lower])
            .flatten()
    };
    let least = numbers().fold(f64::INFINITY, f64::min);
    let most = numbers().fold(f64::NEG_INFINITY, f64::max);
    let high = height - 2.0 * INSIDE;
    let y = |number: f64| match most > least {
        true => INSIDE + (most - number) / (most - least) * high,
        false => height / 2.0,
    };
    let gaps = values.len().saturating_sub(1).max(1) as f64;
    let step = (width - 2.0 * INSIDE) / gaps;
    let spots = values.iter().enumerate();
    spots
        .map(|(nth, (value, lower))| Spot {
            x: INSIDE + nth as f64 * step,
            y: y(*value),
            lower: lower.map(y),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const DAY: i64 = 24 * 3_600_000;
    const YEAR: i64 = 366 * DAY;

    fn single(at: i64, value: f64) -> Value {
        Value {
            at,
            value,
            lower: None,
        }
    }

    fn plain(values: &[Value]) -> Drawn {
        draw(LAPTOP, values, (None, None), &[])
    }

    /// Every spot, label and line lies where there is room for it.
    fn stands_inside(frame: Frame, drawn: &Drawn) {
        let across = frame.start()..=frame.end();
        let down = frame.top()..=frame.bottom();
        for spot in &drawn.spots {
            assert!(
                across.contains(&spot.x) && down.contains(&spot.y),
                "{spot:?}"
            );
            assert!(
                spot.lower
                    .is_none_or(|lower| down.contains(&lower) && lower >= spot.y)
            );
        }
        assert!(
            !drawn.ticks.is_empty() && drawn.ticks.len() <= 7,
            "{:?}",
            drawn.ticks
        );
        assert!(drawn.ticks.iter().all(|tick| down.contains(&tick.y)));
        assert!(drawn.ticks.is_sorted_by(|one, other| one.y > other.y));
        assert!(!drawn.times.is_empty(), "a time without a label");
        assert!(drawn.times.iter().all(|tick| across.contains(&tick.x)));
        let far = |two: &[TimeTick]| two[1].x - two[0].x > LABEL / 2.0;
        assert!(drawn.times.windows(2).all(far), "{:?}", drawn.times);
    }

    #[test]
    fn one_value_stands_in_the_middle() {
        let drawn = plain(&[single(1_700_000_000_000, 61.0)]);
        stands_inside(LAPTOP, &drawn);
        let middle = LAPTOP.width / 2.0;
        assert!((drawn.spots[0].x - middle).abs() < 1.0);
    }

    #[test]
    fn values_that_are_all_the_same_have_an_axis() {
        for value in [0.0, 61.0, -2.5, 0.003] {
            let values: Vec<_> = (0..5).map(|nth| single(nth * DAY, value)).collect();
            let drawn = plain(&values);
            stands_inside(LAPTOP, &drawn);
            assert!(drawn.ticks.len() > 1, "{value}");
        }
    }

    #[test]
    fn what_lies_above_zero_has_no_tick_below_it() {
        let drawn = plain(&[single(0, 0.0), single(DAY, 1.0)]);
        assert!(drawn.ticks.iter().all(|tick| !tick.label.starts_with('-')));
    }

    #[test]
    fn two_hundred_values_and_one_in_twenty_years_fit() {
        let many: Vec<_> = (0..200)
            .map(|nth| single(nth * DAY, (nth % 17) as f64))
            .collect();
        let rare: Vec<_> = (0..4)
            .map(|nth| single(nth * 20 * YEAR, 40.0 + nth as f64))
            .collect();
        for values in [many, rare] {
            for frame in [PHONE, LAPTOP] {
                let drawn = draw(frame, &values, (None, None), &[]);
                assert_eq!(drawn.spots.len(), values.len());
                stands_inside(frame, &drawn);
            }
        }
    }

    #[test]
    fn the_edges_of_the_range_are_in_sight() {
        let values = [single(0, 168.0), single(DAY, 172.0)];
        let drawn = draw(PHONE, &values, (Some(90.0), Some(140.0)), &[]);
        let band = drawn.band.expect("a band");
        assert_eq!((band.high, band.low), (Some(band.top), Some(band.bottom)));
        assert!(drawn.spots.iter().all(|spot| spot.y < band.top));
        assert!(PHONE.top() < band.top && band.bottom <= PHONE.bottom());
        let open = draw(PHONE, &values, (None, Some(140.0)), &[]);
        let open = open.band.expect("a band");
        assert_eq!((open.low, open.bottom), (None, PHONE.bottom()));
    }

    #[test]
    fn events_have_numbers_and_close_ones_share_a_label() {
        let values = [single(0, 1.0), single(100 * DAY, 2.0)];
        let events = [-500 * DAY, 10 * DAY, 11 * DAY, 90 * DAY];
        let drawn = draw(LAPTOP, &values, (None, None), &events);
        assert_eq!(drawn.events.len(), 3, "one lies too far away to be drawn");
        let labels: Vec<_> = drawn
            .numbers
            .iter()
            .map(|tick| tick.label.as_str())
            .collect();
        assert_eq!(labels, ["2–3", "4"]);
    }

    #[test]
    fn the_small_line_stays_in_its_room() {
        for values in [
            vec![(5.0, None); 8],
            vec![(1.0, None), (9.0, None)],
            vec![(168.0, Some(94.0))],
        ] {
            for spot in small_line(72.0, 24.0, &values) {
                assert!((0.0..=72.0).contains(&spot.x) && (0.0..=24.0).contains(&spot.y));
                assert!(
                    spot.lower
                        .is_none_or(|lower| (spot.y..=24.0).contains(&lower))
                );
            }
        }
        assert!(small_line(72.0, 24.0, &[]).is_empty());
    }

    #[test]
    fn the_nearest_value_is_found() {
        let values = [single(0, 1.0), single(DAY, 2.0), single(10 * DAY, 3.0)];
        let near = |x| nearest(LAPTOP, &values, &[], x);
        assert_eq!([near(LAPTOP.end()), near(0.0)], [Some(2), Some(0)]);
        assert_eq!(
            near(draw(LAPTOP, &values, (None, None), &[]).spots[1].x + 1.0),
            Some(1)
        );
        assert_eq!(nearest(LAPTOP, &[], &[], 0.0), None);
    }

    proptest! {
        #[test]
        fn everything_stands_inside(
            times in prop::collection::vec(-3_000_000_000_000i64..4_000_000_000_000, 1..40),
            numbers in prop::collection::vec((-1e6f64..1e9, 0f64..1e3), 40),
            narrow in 0u32..40,
        ) {
            let mut times: Vec<i64> = times.into_iter().map(|at| at >> narrow).collect();
            times.sort_unstable();
            let values: Vec<Value> = times
                .iter()
                .zip(&numbers)
                .map(|(at, (value, below))| Value { at: *at, value: *value, lower: Some(value - below) })
                .collect();
            for frame in [PHONE, LAPTOP] {
                let drawn = draw(frame, &values, (Some(1.0), None), &times);
                stands_inside(frame, &drawn);
                prop_assert!(drawn.spots.is_sorted_by(|one, other| one.x <= other.x));
            }
        }
    }
}
