//! Numbers as files have them: some lie below zero, some are written with an exponent or with more decimals than anybody
//! measures.

use std::fmt;

use super::decimal::{Decimal, read_long, without_exponent};
use super::units::convert;

/// A number that may lie below zero, exact to its ninth decimal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Signed {
    below_zero: bool,
    size: Decimal,
}

impl Signed {
    /// A number as a person or a file writes it; `None` for what is none.
    pub fn read(text: &str) -> Option<Self> {
        let text = text.trim();
        let plain = without_exponent(text);
        let text = plain.as_deref().unwrap_or(text);
        let (below_zero, size) = match text.strip_prefix(['-', '−']) {
            Some(size) => (true, size),
            None => (false, text.strip_prefix('+').unwrap_or(text)),
        };
        let size = read_long(size)?;
        Some(Self {
            below_zero: below_zero && size.parts().0 > 0,
            size,
        })
    }

    /// In another unit (UCUM codes), from what was written and rounded once, as [`convert`] rounds. Nothing that is measured
    /// in two units lies below zero.
    pub fn in_unit(self, from: &str, to: &str) -> Option<Self> {
        match self.below_zero {
            _ if from == to => Some(self),
            true => None,
            false => Some(Self {
                size: convert(self.size, from, to)?,
                below_zero: false,
            }),
        }
    }

    /// Where it lies on an axis; never kept.
    pub fn roughly(self) -> f64 {
        match self.below_zero {
            true => -self.size.roughly(),
            false => self.size.roughly(),
        }
    }
}

/// With a point, and the decimals it was written with.
impl fmt::Display for Signed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.below_zero {
            f.write_str("-")?;
        }
        self.size.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<String> {
        Signed::read(text).map(|number| number.to_string())
    }

    #[test]
    fn numbers_of_files_are_read_as_they_are_written() {
        for (text, wanted) in [
            ("61.50", "61.50"),
            (" 37,5 ", "37.5"),
            ("-8.2", "-8.2"),
            ("−8.2", "-8.2"),
            ("+3", "3"),
            ("-0.0", "0.0"),
            ("1.2E+2", "120"),
            ("122.4587688870912", "122.458768887"),
            ("0.1234567895", "0.123456790"),
            ("9.99999999999", "10.000000000"),
        ] {
            assert_eq!(read(text).as_deref(), Some(wanted), "{text}");
        }
        for text in [
            "",
            "-",
            "--1",
            "<5",
            "high",
            "1.2.3456789012",
            "1.12345678901x",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn a_converted_number_is_rounded_once() {
        let pounds = Signed::read("150").expect("a number");
        let kilograms = pounds.in_unit("[lb_av]", "kg").map(|n| n.to_string());
        assert_eq!(kilograms.as_deref(), Some("68.0"));
        assert_eq!(pounds.in_unit("[lb_av]", "cm"), None);
        let below = Signed::read("-2").expect("a number");
        assert_eq!(below.in_unit("mmol/L", "mmol/L"), Some(below));
        assert_eq!(below.in_unit("Cel", "[degF]"), None);
    }

    #[test]
    fn where_a_number_lies_has_its_sign() {
        let lies = |text: &str| Signed::read(text).map(Signed::roughly);
        assert_eq!(lies("-8.5"), Some(-8.5));
        assert_eq!(lies("168"), Some(168.0));
    }
}
