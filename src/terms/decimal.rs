//! Decimal numbers as people write them: exact, no floats.

use std::cmp::Ordering;
use std::fmt;

use super::digits::in_figures;

/// At most nine digits before and after the point; more is not a measurement.
const DIGITS: usize = 9;

/// A number that is not negative, with the decimals it was written with.
#[derive(Clone, Copy, Debug)]
pub struct Decimal {
    /// The number without its point.
    digits: u128,
    decimals: u32,
}

/// What a number as it is typed can mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TypedNumber {
    One(Decimal),
    /// "3,250" is three and a quarter, or three thousand: only what is measured can tell.
    Either {
        point: Decimal,
        thousands: Decimal,
    },
}

/// What stands between the digits of a number.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sign {
    Point,
    Comma,
    /// Parts thousands and nothing else.
    Group,
}

impl Sign {
    fn of(c: char) -> Option<Self> {
        match c {
            '.' | '٫' | '．' | '·' => Some(Self::Point),
            ',' | '，' | '،' => Some(Self::Comma),
            '٬' | '\'' | '’' | ' ' | '\u{a0}' | '\u{2009}' | '\u{202f}' => Some(Self::Group),
            _ => None,
        }
    }
}

/// A number as people write it: digits of any script, a point or a comma before its decimals, thousands parted by
/// commas, points, spaces or apostrophes. Anything else is no number.
pub fn read_typed(text: &str) -> Option<TypedNumber> {
    let text = in_figures(text);
    let (mut runs, mut signs) = (vec![String::new()], Vec::new());
    for c in text.chars() {
        match (Sign::of(c), runs.last_mut()) {
            (None, Some(run)) if c.is_ascii_digit() => run.push(c),
            (Some(sign), _) => {
                signs.push(sign);
                runs.push(String::new());
            }
            _ => return None,
        }
    }
    if runs.iter().any(String::is_empty) {
        return None;
    }
    let (last, before) = match signs.split_last() {
        None => return Some(TypedNumber::One(Decimal::new(&runs[0], "")?)),
        Some((last, before)) => (*last, before),
    };
    let (part, whole) = runs.split_last()?;
    let whole_alone = is_grouped(whole) || whole.len() == 1;
    let same = before.iter().all(|sign| *sign == last);
    let thousands = same && is_grouped(&runs);
    match (last, before) {
        (Sign::Comma, []) if thousands => Some(TypedNumber::Either {
            point: Decimal::new(&whole.concat(), part)?,
            thousands: Decimal::new(&runs.concat(), "")?,
        }),
        (Sign::Point | Sign::Comma, []) => {
            Some(TypedNumber::One(Decimal::new(&whole.concat(), part)?))
        }
        _ if thousands => Some(TypedNumber::One(Decimal::new(&runs.concat(), "")?)),
        (Sign::Point | Sign::Comma, _) => {
            let apart = before
                .iter()
                .all(|sign| *sign == before[0] && *sign != last);
            (apart && whole_alone)
                .then(|| Decimal::new(&whole.concat(), part))?
                .map(TypedNumber::One)
        }
        (Sign::Group, _) => None,
    }
}

/// Thousands: one to three digits, then threes (in some countries twos, and three at the end).
fn is_grouped(runs: &[String]) -> bool {
    let [first, middle @ .., last] = runs else {
        return false;
    };
    (1..=3).contains(&first.len())
        && !first.starts_with('0')
        && last.len() == 3
        && middle.iter().all(|run| (2..=3).contains(&run.len()))
}

/// The number that was typed; of two that it can be the one with a point.
pub fn parse_decimal(text: &str) -> Option<Decimal> {
    match read_typed(text)? {
        TypedNumber::One(number) | TypedNumber::Either { point: number, .. } => Some(number),
    }
}

/// As `parse_decimal`; of a number with more decimals than anybody measures, those behind the ninth are rounded away.
pub(super) fn read_long(text: &str) -> Option<Decimal> {
    parse_decimal(text).or_else(|| {
        let (whole, part) = text.split_once('.')?;
        let (kept, rest) = part.split_at_checked(DIGITS)?;
        let number = parse_decimal(&format!("{whole}.{kept}"))?;
        let all_digits = rest.bytes().all(|byte| byte.is_ascii_digit());
        let up = rest.bytes().next().is_some_and(|next| next >= b'5');
        all_digits.then(|| Decimal {
            digits: number.digits + u128::from(up),
            ..number
        })
    })
}

/// A whole number that was typed in the digits of any script, of an age, a day or a year.
pub fn parse_whole<T: std::str::FromStr>(text: &str) -> Option<T> {
    let figures = in_figures(text);
    let all_digits = !figures.is_empty() && figures.bytes().all(|b| b.is_ascii_digit());
    figures.parse().ok().filter(|_| all_digits)
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
    /// Nothing, without decimals.
    pub const ZERO: Self = Self {
        digits: 0,
        decimals: 0,
    };

    /// The sum, with the decimals of the finer of both. `None` for a sum that no measurement reaches.
    pub fn and(self, other: Self) -> Option<Self> {
        let decimals = self.decimals.max(other.decimals);
        let one = self.scaled(1, 1, decimals)?;
        let other = other.scaled(1, 1, decimals)?;
        Some(Self {
            digits: one.digits.checked_add(other.digits)?,
            decimals,
        })
    }

    /// From the digits before and after the point.
    fn new(whole: &str, part: &str) -> Option<Self> {
        if whole.len() > DIGITS || part.len() > DIGITS {
            return None;
        }
        let digits = whole.bytes().chain(part.bytes());
        Some(Self {
            digits: digits.fold(0, |sum, digit| sum * 10 + u128::from(digit - b'0')),
            decimals: part.len() as u32,
        })
    }

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
    pub(crate) fn parts(self) -> (u128, u32) {
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
            ("٣٧٫٥", "37.5"),
            ("۳۷٫۵", "37.5"),
            ("३७.५", "37.5"),
            ("৩৭,৫", "37.5"),
            ("３７．５", "37.5"),
            ("\u{200e}37\u{200b}.5\u{feff}", "37.5"),
            ("١٬٢٥٠", "1250"),
            ("1 250", "1250"),
            ("1\u{202f}250,5", "1250.5"),
            ("1'250.5", "1250.5"),
            ("1.250,75", "1250.75"),
            ("1,250.75", "1250.75"),
            ("1,00,000", "100000"),
            ("1.250.000", "1250000"),
            ("3.250", "3.250"),
            ("0,250", "0.250"),
            ("12,50", "12.50"),
            ("1250,500", "1250.500"),
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
    fn a_comma_before_three_digits_may_part_thousands() {
        for (text, point, thousands) in [
            ("3,250", "3.250", "3250"),
            ("٣،٢٥٠", "3.250", "3250"),
            ("120,080", "120.080", "120080"),
        ] {
            let read = read_typed(text).expect("a number");
            let TypedNumber::Either {
                point: one,
                thousands: other,
            } = read
            else {
                panic!("{text} is read as {read:?}")
            };
            assert_eq!(
                (one.to_string(), other.to_string()),
                (point.into(), thousands.into())
            );
        }
    }

    #[test]
    fn whole_numbers_are_read_in_any_digits_and_without_signs() {
        for (text, wanted) in [
            ("٣٤", Some(34)),
            (" 34\u{200f}", Some(34)),
            ("۱۷", Some(17)),
        ] {
            assert_eq!(parse_whole::<u16>(text), wanted);
        }
        for text in ["", "+3", "-3", "3.0", "3,0", "x", "99999"] {
            assert_eq!(parse_whole::<u16>(text), None, "{text}");
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
            "1 00",
            "1 0000",
            "01 000",
            "1,2.3,4",
            "1.2,3",
            "12 kg",
            " ",
            ",5",
            "5٫",
            "1.2.3",
            "1,2,3",
            "1234567890",
            "0.1234567890",
        ] {
            assert_eq!(parse_decimal(text), None, "{text:?}");
        }
    }
}
