use leptos::prelude::*;

use crate::app::plotting::paths::{bars, dots, line};
use crate::app::plotting::small_line;

const WIDTH: f64 = 72.0;
const HEIGHT: f64 = 24.0;
/// Fewer values are no line.
const LEAST: usize = 3;

/// Whether there are enough values for a line.
pub fn draws_a_line(values: &[(f64, Option<f64>)]) -> bool {
    values.len() >= LEAST
}

/// The last few values, beside the words that say the last of them. Of pairs the upper and the lower number.
#[component]
pub fn SmallLine(values: Vec<(f64, Option<f64>)>) -> impl IntoView {
    draws_a_line(&values).then(|| {
        let spots = small_line(WIDTH, HEIGHT, &values);
        let pairs = bars(spots.iter());
        let through = match pairs.is_empty() {
            true => line(spots.iter()),
            false => pairs,
        };
        let last = spots.last().filter(|spot| spot.lower.is_none());
        view! {
            <svg
                class="small-line"
                viewBox=format!("0 0 {WIDTH} {HEIGHT}")
                aria-hidden="true"
                focusable="false"
            >
                <path class="small-line-through" d=through/>
                <path class="small-line-last" d=dots(last.into_iter(), 2.5)/>
            </svg>
        }
    })
}
