//! Decimal numbers as people write them: exact, no floats.

use std::cmp::Ordering;
use std::fmt;

/// At most nine digits before and after the point; more is not a measurement.
const DIGITS: usize = 9;

/// A number that is not negative, with the decimals it was written with.
#[derive(Clone, Copy, Debug)]
pub struct Decimal {
    /// The number without its point.
    digits: u128,
    decimals: u32,
}

/// Digits with at most one comma or point between them; anything else is no number.
pub fn parse_decimal(text: &str) -> Option<Decimal> {
    let text = text.trim();
    let (whole, part) = match text.split_once([',', '.']) {
        Some((_, "")) => return None,
        Some(parts) => parts,
        None => (text, ""),
    };
    let few = |s: &str| s.len() <= DIGITS && s.bytes().all(|b| b.is_ascii_digit());
    if whole.is_empty() || !few(whole) || !few(part) {
        return None;
    }
    let digits = whole.bytes().chain(part.bytes());
    Some(Decimal {
        digits: digits.fold(0, |sum, digit| sum * 10 + u128::from(digit - b'0')),
        decimals: part.len() as u32,
    })
}

impl Decimal {
    /// `number * up / down`, rounded half up to so many decimals. `None` for a `down` of zero and for results no
    /// measurement reaches.
    pub(super) fn scaled(self, up: u128, down: u128, decimals: u32) -> Option<Self> {
        let down = down.checked_mul(10u128.pow(self.decimals))?;
        let up = self.digits.checked_mul(up)?;
        let up = up.checked_mul(10u128.pow(decimals))?;
        let digits = up.checked_add(down / 2)?.checked_div(down)?;
        Some(Self { digits, decimals })
    }

    pub(super) fn plus(self, whole: u128) -> Self {
        let digits = self.digits + whole * 10u128.pow(self.decimals);
        Self { digits, ..self }
    }

    /// `None` below zero.
    pub(super) fn minus(self, whole: u128) -> Option<Self> {
        let digits = self.digits.checked_sub(whole * 10u128.pow(self.decimals))?;
        Some(Self { digits, ..self })
    }

    /// Without its point, and how many decimals that has.
    pub(super) fn parts(self) -> (u128, u32) {
        (self.digits, self.decimals)
    }

    /// For comparing with bounds only; never kept.
    pub(super) fn roughly(self) -> f64 {
        self.digits as f64 / 10f64.powi(self.decimals as i32)
    }
}

impl PartialEq for Decimal {
    /// By value: 5 and 5.0 are equal.
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Decimal {}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Decimal {
    fn cmp(&self, other: &Self) -> Ordering {
        let one = self.digits * 10u128.pow(other.decimals);
        one.cmp(&(other.digits * 10u128.pow(self.decimals)))
    }
}

/// With a point, and the decimals it was written with.
impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let unit = 10u128.pow(self.decimals);
        write!(f, "{}", self.digits / unit)?;
        if self.decimals > 0 {
            let width = self.decimals as usize;
            write!(f, ".{:0width$}", self.digits % unit)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comma_and_point_both_work() {
        for (text, wanted) in [
            ("37,5", "37.5"),
            (" 61 ", "61"),
            ("0.50", "0.50"),
            ("007", "7"),
        ] {
            let read = parse_decimal(text).map(|d| d.to_string());
            assert_eq!(read.as_deref(), Some(wanted), "{text}");
        }
        assert_eq!(parse_decimal("5"), parse_decimal("5,0"));
        assert!(parse_decimal("5.1") > parse_decimal("5.09"));
    }

    #[test]
    fn what_is_no_number_is_none() {
        for text in [
            "",
            ".",
            "5.",
            ".5",
            "-1",
            "+1",
            "1e3",
            "1 000",
            "1.2.3",
            "1,2,3",
            "٣",
            "1234567890",
            "0.1234567890",
        ] {
            assert_eq!(parse_decimal(text), None, "{text:?}");
        }
    }
}
