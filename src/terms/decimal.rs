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

/// A number without its exponent: "1.2E+2" as "120", "5e-2" as "0.05", "1.0e4" as "10000". The figures that were given stay.
/// `None` for what has no exponent, is no number, or would be longer than anybody reads.
pub fn without_exponent(text: &str) -> Option<String> {
    const LONGEST: i32 = 30;
    let (number, exponent) = text.trim().split_once(['e', 'E'])?;
    let exponent: i32 = exponent
        .parse()
        .ok()
        .filter(|power: &i32| power.abs() <= LONGEST)?;
    let (sign, number) = match number.strip_prefix(['-', '+']) {
        Some(rest) if number.starts_with('-') => ("-", rest),
        Some(rest) => ("", rest),
        None => ("", number),
    };
    let (whole, part) = number.split_once('.').unwrap_or((number, ""));
    let digits = format!("{whole}{part}");
    let is_number = !whole.is_empty()
        && digits.len() <= LONGEST as usize
        && digits.bytes().all(|byte| byte.is_ascii_digit());
    if !is_number {
        return None;
    }
    let point = whole.len() as i32 + exponent;
    let plain = if point <= 0 {
        format!("0.{}{digits}", "0".repeat(point.unsigned_abs() as usize))
    } else if point as usize >= digits.len() {
        format!("{digits}{}", "0".repeat(point as usize - digits.len()))
    } else {
        let (whole, part) = digits.split_at(point as usize);
        format!("{whole}.{part}")
    };
    let whole = plain.split('.').next().unwrap_or_default();
    let leading = whole.len() - whole.trim_start_matches('0').len();
    let leading = leading.min(whole.len().saturating_sub(1));
    Some(format!("{sign}{}", &plain[leading..]))
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
    fn exponents_are_written_out() {
        for (text, wanted) in [
            ("1.2E+2", "120"),
            ("8E+1", "80"),
            ("1e1", "10"),
            ("5e-2", "0.05"),
            ("5.00E-2", "0.0500"),
            ("1.0e4", "10000"),
            ("1.250e2", "125.0"),
            ("-2.50e0", "-2.50"),
            ("12.5e-1", "1.25"),
        ] {
            assert_eq!(without_exponent(text).as_deref(), Some(wanted), "{text}");
        }
        for text in [
            "120", "5.60", "", "e", "e5", "1e", "1e999", "1.2.3e1", "xe1", "1e1.5",
        ] {
            assert_eq!(without_exponent(text), None, "{text}");
        }
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
