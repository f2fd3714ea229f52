//! One unit in another. What was written is kept as written; a converted value is only shown beside it.
//!
//! Factors: the international pound and inch are exact by definition (0.45359237 kg, 2.54 cm; 1959). Glucose: 180.156 g/mol
//! from the IUPAC conventional atomic weights of C6H12O6, so 1 mmol/L is 18.0156 mg/dL.

use super::decimal::Decimal;
use super::vitals::{Unit, Vital};

/// Below this age a body mass index is read against growth tables, not by itself (WHO growth reference: 5 to 19 years).
pub const ADULT_YEARS: u32 = 20;

/// Decimals of a typed number that are kept when its unit is switched.
const FINEST: u32 = 2;

/// A value in another unit (UCUM codes), rounded as it is commonly written: one decimal, mg/dL whole. `None` where there is
/// no such conversion, or the result would lie below zero.
pub fn convert(value: Decimal, from: &str, to: &str) -> Option<Decimal> {
    convert_to(value, from, to, if to == "mg/dL" { 0 } else { 1 })
}

/// As `convert`, with the decimals the value was written with, so that switching there and back loses little.
pub(super) fn convert_with(value: Decimal, from: &str, to: &str) -> Option<Decimal> {
    let (_, written) = value.parts();
    let decimals = if to == "mg/dL" {
        0
    } else {
        written.clamp(1, FINEST)
    };
    convert_to(value, from, to, decimals)
}

fn convert_to(value: Decimal, from: &str, to: &str, decimals: u32) -> Option<Decimal> {
    match (from, to) {
        (from, to) if from == to => Some(value),
        ("[lb_av]", "kg") => value.scaled(45_359_237, 100_000_000, decimals),
        ("kg", "[lb_av]") => value.scaled(100_000_000, 45_359_237, decimals),
        ("[in_i]", "cm") => value.scaled(254, 100, decimals),
        ("cm", "[in_i]") => value.scaled(100, 254, decimals),
        ("[degF]", "Cel") => value.minus(32)?.scaled(5, 9, decimals),
        ("Cel", "[degF]") => value.scaled(9, 5, decimals).map(|value| value.plus(32)),
        ("mmol/L", "mg/dL") => value.scaled(180_156, 10_000, decimals),
        ("mg/dL", "mmol/L") => value.scaled(10_000, 180_156, decimals),
        _ => None,
    }
}

/// Whole months someone may have lived: from and to, both counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ages {
    pub from: u32,
    pub to: u32,
}

#[cfg(test)]
impl Ages {
    /// Of somebody whose age is known to the month.
    pub fn exactly(months: u32) -> Self {
        Self {
            from: months,
            to: months,
        }
    }
}

/// Whether a value should be asked about once.
pub fn is_unlikely(vital: Vital, unit: &Unit, value: Decimal, ages: Option<Ages>) -> bool {
    let (least, most) = likely(vital, unit, ages);
    let value = value.roughly();
    value < least || value > most
}

/// The least and the greatest value that is not asked about: wide for everybody, narrower where the age is known.
pub(super) fn likely(vital: Vital, unit: &Unit, ages: Option<Ages>) -> (f64, f64) {
    let of_age = ages.and_then(|ages| {
        let (least, _) = bounds_at(vital, ages.from)?;
        let (_, most) = bounds_at(vital, ages.to)?;
        Some((least, most))
    });
    of_age.map_or(unit.likely, |(least, most)| {
        (in_unit(least, unit.ucum), in_unit(most, unit.ucum))
    })
}

/// A bound in kg, cm or °C in the unit of that code.
fn in_unit(bound: f64, ucum: &str) -> f64 {
    match ucum {
        "[lb_av]" => bound / 0.453_592_37,
        "[in_i]" => bound / 2.54,
        "[degF]" => bound * 1.8 + 32.0,
        _ => bound,
    }
}

/// The least and the most that is not asked about.
type Bounds = (f64, f64);

/// By whole months: from this one on, weight in kg, length in cm. A slipped decimal point ("6.15" for "61.5") or pounds
/// taken for kilograms stand out. These are no growth tables: lighter, heavier, shorter and taller people are kept after
/// one look.
const BY_AGE: [(u32, Bounds, Bounds); 11] = [
    (0, (0.4, 6.5), (25.0, 65.0)),
    (1, (1.2, 9.5), (32.0, 75.0)),
    (3, (2.2, 12.5), (42.0, 82.0)),
    (6, (3.2, 16.0), (50.0, 92.0)),
    (12, (5.3, 20.0), (58.0, 108.0)),
    (24, (6.5, 26.0), (65.0, 118.0)),
    (36, (7.5, 40.0), (72.0, 135.0)),
    (60, (8.5, 80.0), (80.0, 170.0)),
    (120, (15.0, 130.0), (95.0, 200.0)),
    (168, (20.0, 180.0), (100.0, 215.0)),
    (216, (25.0, 200.0), (100.0, 220.0)),
];

/// Least and greatest in kg, cm or °C for someone of so many whole months.
fn bounds_at(vital: Vital, months: u32) -> Option<(f64, f64)> {
    let row = BY_AGE.iter().rev().find(|(from, ..)| *from <= months)?;
    match (vital, months) {
        (Vital::Weight, _) => Some(row.1),
        (Vital::HeightStanding | Vital::LengthLying, _) => Some(row.2),
        // The newborn are cold soonest, and it is known at once.
        (Vital::Temperature, 0) => Some((31.0, 42.0)),
        (Vital::Temperature, _) => Some((33.0, 42.0)),
        _ => None,
    }
}

/// Body mass index of an adult in kg/m², to one decimal; `None` for the young, for a height of zero and for numbers
/// no body has.
pub fn body_mass_index(years: u32, kilograms: Decimal, centimetres: Decimal) -> Option<Decimal> {
    if years < ADULT_YEARS {
        return None;
    }
    let (height, decimals) = centimetres.parts();
    // Centimetres squared to metres squared: ten thousand to one.
    let up = 10_000 * 10u128.pow(2 * decimals);
    kilograms.scaled(up, height.checked_mul(height)?, 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::terms::parse_decimal;

    fn number(text: &str) -> Decimal {
        parse_decimal(text).expect("a number")
    }

    fn converted(text: &str, from: &str, to: &str) -> Option<String> {
        convert(number(text), from, to).map(|value| value.to_string())
    }

    #[test]
    fn known_conversions() {
        let cases = [
            ("150", "[lb_av]", "kg", "68.0"),
            ("61", "kg", "[lb_av]", "134.5"),
            ("72", "[in_i]", "cm", "182.9"),
            ("100", "cm", "[in_i]", "39.4"),
            ("98.6", "[degF]", "Cel", "37.0"),
            ("37", "Cel", "[degF]", "98.6"),
            ("5.5", "mmol/L", "mg/dL", "99"),
            ("126", "mg/dL", "mmol/L", "7.0"),
            ("5,50", "mmol/L", "mmol/L", "5.50"),
        ];
        for (text, from, to, wanted) in cases {
            assert_eq!(
                converted(text, from, to).as_deref(),
                Some(wanted),
                "{text} {from}"
            );
        }
        assert_eq!(converted("31", "[degF]", "Cel"), None);
        assert_eq!(converted("1", "kg", "cm"), None);
        let most = "999999999.999999999";
        assert!(converted(most, "mg/dL", "mmol/L").is_some());
    }

    #[test]
    fn body_mass_index_of_adults_only() {
        let bmi =
            |years, kg, cm| body_mass_index(years, number(kg), number(cm)).map(|b| b.to_string());
        assert_eq!(bmi(34, "61", "165").as_deref(), Some("22.4"));
        assert_eq!(bmi(34, "61.0", "165.0").as_deref(), Some("22.4"));
        assert_eq!(bmi(19, "61", "165"), None);
        assert_eq!(bmi(34, "61", "0"), None);
        assert_eq!(bmi(34, "999999999.999999999", "999999999.999999999"), None);
    }
}
