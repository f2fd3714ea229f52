//! What is drawn, as the paths of an SVG: one path for all marks of a kind, however many there are.

use std::fmt::Write;

use super::{Band, Frame, Spot};

/// How a value is marked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    Dot,
    /// Outside of its range.
    Square,
    /// Only known to be less, or more.
    Less,
    More,
}

const RADIUS: f64 = 4.0;
/// Between the lines of a hatch.
const HATCH: f64 = 8.0;

/// Marks at their places.
pub fn marks<'a>(spots: impl Iterator<Item = (&'a Spot, Mark)>) -> String {
    let mut path = String::new();
    for (spot, mark) in spots {
        let (x, y, r) = (spot.x, spot.y, RADIUS);
        match (mark, spot.lower) {
            (Mark::Dot, Some(lower)) => bar(&mut path, x, y, lower, 2.5),
            (_, Some(lower)) => bar(&mut path, x, y, lower, r),
            (Mark::Dot, None) => dot(&mut path, x, y, r),
            (Mark::Square, None) => bar(&mut path, x, y - r, y + r, r),
            // A triangle that points where the value lies.
            (Mark::Less, None) => triangle(&mut path, x, y, 1.5 * r),
            (Mark::More, None) => triangle(&mut path, x, y, -1.5 * r),
        }
    }
    path
}

/// A dot at each place.
pub fn dots<'a>(spots: impl Iterator<Item = &'a Spot>, radius: f64) -> String {
    let mut path = String::new();
    spots.for_each(|spot| dot(&mut path, spot.x, spot.y, radius));
    path
}

/// Around the one that is chosen.
pub fn ring(spot: &Spot) -> String {
    let mut path = String::new();
    let room = 2.0 * RADIUS;
    match spot.lower {
        None => dot(&mut path, spot.x, spot.y, room),
        Some(lower) => bar(
            &mut path,
            spot.x,
            spot.y - room / 2.0,
            lower + room / 2.0,
            room,
        ),
    }
    path
}

/// From the upper to the lower number of each pair.
pub fn bars<'a>(spots: impl Iterator<Item = &'a Spot>) -> String {
    let mut path = String::new();
    for spot in spots {
        if let Some(lower) = spot.lower {
            let _ = write!(path, "M{:.1} {:.1}V{lower:.1}", spot.x, spot.y);
        }
    }
    path
}

/// From each place to the next.
pub fn line<'a>(spots: impl Iterator<Item = &'a Spot>) -> String {
    let mut path = String::new();
    for spot in spots {
        let step = if path.is_empty() { 'M' } else { 'L' };
        let _ = write!(path, "{step}{:.1} {:.1}", spot.x, spot.y);
    }
    path
}

/// Slanting lines across the range.
pub fn hatch(frame: Frame, band: &Band) -> String {
    let mut path = String::new();
    let (start, end) = (frame.start(), frame.end());
    let high = band.bottom - band.top;
    let mut from = start - high;
    while from < end {
        // Cut where it would leave the frame at either side.
        let (left, right) = (from.max(start), (from + high).min(end));
        let y = |x: f64| band.bottom - (x - from);
        let _ = write!(path, "M{left:.1} {:.1}L{right:.1} {:.1}", y(left), y(right));
        from += HATCH;
    }
    path
}

fn dot(path: &mut String, x: f64, y: f64, r: f64) {
    let (left, across) = (x - r, 2.0 * r);
    let _ = write!(
        path,
        "M{left:.1} {y:.1}a{r} {r} 0 1 0 {across} 0a{r} {r} 0 1 0 -{across} 0z"
    );
}

fn bar(path: &mut String, x: f64, top: f64, bottom: f64, half: f64) {
    let (left, right) = (x - half, x + half);
    let _ = write!(
        path,
        "M{left:.1} {top:.1}H{right:.1}V{bottom:.1}H{left:.1}z"
    );
}

fn triangle(path: &mut String, x: f64, y: f64, down: f64) {
    let (left, right, tip) = (x - RADIUS, x + RADIUS, y + down);
    let _ = write!(path, "M{left:.1} {y:.1}H{right:.1}L{x:.1} {tip:.1}z");
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::plotting::PHONE;

    #[test]
    fn every_mark_is_drawn_once() {
        let spot = |lower| Spot {
            x: 50.0,
            y: 20.0,
            lower,
        };
        let spots = [
            spot(None),
            spot(None),
            spot(None),
            spot(None),
            spot(Some(40.0)),
        ];
        let kinds = [Mark::Dot, Mark::Square, Mark::Less, Mark::More, Mark::Dot];
        let path = marks(spots.iter().zip(kinds));
        assert_eq!(path.matches('M').count(), spots.len());
        assert_eq!(path.matches('z').count(), spots.len());
        assert!(path.contains("L50.0 26.0z") && path.contains("L50.0 14.0z"));
        assert_eq!(bars(spots.iter()), "M50.0 20.0V40.0");
        assert_eq!(line(spots[..2].iter()), "M50.0 20.0L50.0 20.0");
        assert_eq!(dots(spots[..1].iter(), 2.0).matches('a').count(), 2);
    }

    #[test]
    fn a_hatch_stays_between_the_edges() {
        let band = Band {
            top: 40.0,
            bottom: 70.0,
            high: Some(40.0),
            low: Some(70.0),
        };
        let path = hatch(PHONE, &band);
        let numbers = path.split(['M', 'L', ' ']).filter(|part| !part.is_empty());
        let numbers: Vec<f64> = numbers
            .map(|part| part.parse().expect("a number"))
            .collect();
        for place in numbers.chunks(2) {
            assert!(
                (PHONE.start()..=PHONE.end()).contains(&place[0]),
                "{place:?}"
            );
            assert!((band.top..=band.bottom).contains(&place[1]), "{place:?}");
        }
        assert!(numbers.len() > 40);
    }
}
