//! The axis of values: round numbers, evenly apart, around all that is drawn.

/// Ticks at whole multiples of 1, 2 or 5 times a power of ten.
#[derive(Clone, Copy, Debug)]
pub struct Scale {
    step: f64,
    power: i32,
    /// The lowest and the highest tick, in steps.
    first: i64,
    last: i64,
}

/// Nothing that is measured is finer than this.
const FINEST: i32 = -12;

impl Scale {
    /// Over all these numbers, in about so many steps.
    pub fn over(numbers: impl Iterator<Item = f64>, steps: f64) -> Self {
        let (least, most) = ends(numbers);
        let wanted = (most - least) / steps;
        let mut power = FINEST;
        while raised(10.0, power) <= wanted {
            power += 1;
        }
        let unit = raised(1.0, power);
        let step = [1.0, 2.0, 5.0]
            .into_iter()
            .find(|step| step * unit >= wanted);
        let (step, power) = step.map_or((1.0, power + 1), |step| (step, power));
        let whole = |number: f64| raised(number, -power) / step;
        Self {
            step,
            power,
            first: whole(least).floor() as i64,
            last: whole(most).ceil() as i64,
        }
    }

    fn number(&self, tick: i64) -> f64 {
        raised(tick as f64 * self.step, self.power)
    }

    /// The number of each tick, and how it is written.
    pub fn ticks(self) -> impl Iterator<Item = (f64, String)> {
        let places = usize::try_from(-self.power).unwrap_or(0);
        (self.first..=self.last).map(move |tick| {
            let number = self.number(tick);
            (number, format!("{number:.places$}"))
        })
    }

    /// How far up the axis a number lies, from 0 to 1.
    pub fn part(&self, number: f64) -> f64 {
        let (least, most) = (self.number(self.first), self.number(self.last));
        ((number - least) / (most - least)).clamp(0.0, 1.0)
    }
}

/// Times a power of ten. Dividing by a whole number is rounded once, where a product with 0.1 is rounded twice.
fn raised(number: f64, power: i32) -> f64 {
    let ten = (0..power.abs()).fold(1.0, |ten, _| ten * 10.0);
    match power < 0 {
        true => number / ten,
        false => number * ten,
    }
}

/// The least and the greatest number; around one number alone there is room on both sides, but none below zero for what
/// does not lie there.
fn ends(numbers: impl Iterator<Item = f64>) -> (f64, f64) {
    let none = (f64::INFINITY, f64::NEG_INFINITY);
    let (least, most) = numbers.fold(none, |(least, most), number| {
        (least.min(number), most.max(number))
    });
    if least < most {
        return (least, most);
    }
    let alone = if least.is_finite() { least } else { 0.0 };
    let around = if alone == 0.0 {
        1.0
    } else {
        alone.abs() / 10.0
    };
    let least = alone - around;
    (
        if alone < 0.0 { least } else { least.max(0.0) },
        alone + around,
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels(numbers: &[f64]) -> Vec<String> {
        let scale = Scale::over(numbers.iter().copied(), 4.0);
        scale.ticks().map(|(_, label)| label).collect()
    }

    #[test]
    fn ticks_are_round_and_say_no_more_places_than_they_have() {
        assert_eq!(labels(&[88.0, 172.0]), ["50", "100", "150", "200"]);
        assert_eq!(labels(&[36.4, 39.2]), ["36", "37", "38", "39", "40"]);
        assert_eq!(labels(&[0.1, 0.7]), ["0.0", "0.2", "0.4", "0.6", "0.8"]);
        assert_eq!(labels(&[7.9, 8.4]), ["7.8", "8.0", "8.2", "8.4"]);
        assert_eq!(labels(&[-2.0, 2.0]), ["-2", "-1", "0", "1", "2"]);
        assert_eq!(labels(&[61.0]), ["50", "55", "60", "65", "70"]);
        assert_eq!(labels(&[0.0]), ["0.0", "0.5", "1.0"]);
        assert!(!labels(&[]).is_empty());
    }

    #[test]
    fn a_tick_is_the_number_that_is_written() {
        let scale = Scale::over([0.1, 0.7].into_iter(), 4.0);
        for (number, label) in scale.ticks() {
            assert_eq!(label.parse(), Ok(number));
        }
    }

    #[test]
    fn every_number_lies_along_the_axis() {
        for (least, most) in [(0.0, 1.0), (5e-9, 6e-9), (1e8, 1e9), (-3.3, 7.7)] {
            let scale = Scale::over([least, most].into_iter(), 4.0);
            let (low, high) = (scale.part(least), scale.part(most));
            assert!((0.0..=1.0).contains(&low) && high > low && high <= 1.0);
            assert!((2..=7).contains(&scale.ticks().count()), "{least} {most}");
        }
    }
}
