//! One unit in another. What was written is kept as written; a converted value is only shown beside it.
//!
//! Factors: the international pound and inch are exact by definition (0.45359237 kg, 2.54 cm; 1959). Glucose: 180.156 g/mol
//! from the IUPAC conventional atomic weights of C6H12O6, so 1 mmol/L is 18.0156 mg/dL.

use super::decimal::{Decimal, parse_decimal};
use super::vitals::{Unit, Vital};

/// Below this age a body mass index is read against growth tables, not by itself (WHO growth reference: 5 to 19 years).
pub const ADULT_YEARS: u32 = 20;

/// A value in another unit (UCUM codes), rounded as it is commonly written: one decimal, mg/dL whole. `None` where there is
/// no such conversion, or the result would lie below zero.
pub fn convert(value: Decimal, from: &str, to: &str) -> Option<Decimal> {
    match (from, to) {
        (from, to) if from == to => Some(value),
        ("[lb_av]", "kg") => value.scaled(45_359_237, 100_000_000, 1),
        ("kg", "[lb_av]") => value.scaled(100_000_000, 45_359_237, 1),
        ("[in_i]", "cm") => value.scaled(254, 100, 1),
        ("cm", "[in_i]") => value.scaled(100, 254, 1),
        ("[degF]", "Cel") => value.minus(32)?.scaled(5, 9, 1),
        ("Cel", "[degF]") => value.scaled(9, 5, 1).map(|value| value.plus(32)),
        ("mmol/L", "mg/dL") => value.scaled(180_156, 10_000, 0),
        ("mg/dL", "mmol/L") => value.scaled(10_000, 180_156, 1),
        _ => None,
    }
}

/// Whether a value should be asked about once. The bounds are wide; weight and height have narrower ones where the age is
/// known. What is no number is asked about elsewhere.
pub fn is_unlikely(vital: Vital, unit: &Unit, text: &str, years: Option<u32>) -> bool {
    let Some(value) = parse_decimal(text).map(Decimal::roughly) else {
        return false;
    };
    let of_age = years.and_then(|years| bounds_of(vital, unit.ucum, years));
    let (least, most) = of_age.unwrap_or(unit.likely);
    value < least || value > most
}

/// A slipped decimal point ("6.15" for "61.5") stands out by itself. These are no growth tables: lighter, heavier, shorter
/// and taller people are kept after one look.
fn bounds_of(vital: Vital, ucum: &str, years: u32) -> Option<(f64, f64)> {
    let (kilograms, centimetres) = match years {
        0 => ((0.5, 20.0), (40.0, 95.0)),
        1..=4 => ((4.0, 40.0), (60.0, 130.0)),
        5..=9 => ((8.0, 80.0), (80.0, 170.0)),
        10..=17 => ((15.0, 160.0), (100.0, 215.0)),
        _ => ((25.0, 200.0), (100.0, 220.0)),
    };
    let scaled = |(least, most): (f64, f64), by: f64| (least / by, most / by);
    match (vital, ucum) {
        (Vital::Weight, "kg") => Some(kilograms),
        (Vital::Weight, "[lb_av]") => Some(scaled(kilograms, 0.453_592_37)),
        (Vital::HeightStanding, "cm") => Some(centimetres),
        (Vital::HeightStanding, "[in_i]") => Some(scaled(centimetres, 2.54)),
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
    fn unlikely_is_asked_in_either_unit() {
        let unlikely =
            |vital: Vital, unit: usize, text| is_unlikely(vital, &vital.units()[unit], text, None);
        assert!(unlikely(Vital::Weight, 0, "340"));
        assert!(!unlikely(Vital::Weight, 1, "340"));
        assert!(!unlikely(Vital::Temperature, 0, "37,5"));
        assert!(unlikely(Vital::Temperature, 0, "98.6"));
        assert!(!unlikely(Vital::Weight, 0, "heavy"));
    }

    #[test]
    fn a_slipped_point_is_asked_where_the_age_is_known() {
        let asked = |unit: usize, text, years| {
            is_unlikely(Vital::Weight, &Vital::Weight.units()[unit], text, years)
        };
        for (unit, text, years) in [
            (0, "6.15", 40),
            (1, "13.5", 40),
            (0, "155", 3),
            (0, "32", 0),
            (0, "2", 6),
            (0, "200", 6),
        ] {
            assert!(asked(unit, text, Some(years)), "{text} at {years}");
        }
        for (unit, text, years) in [
            (0, "6.15", 0),
            (0, "61.5", 40),
            (0, "15.5", 12),
            (0, "21", 6),
            (1, "44", 6),
            (0, "3.2", 0),
        ] {
            assert!(!asked(unit, text, Some(years)), "{text} at {years}");
        }
        assert!(!asked(0, "6.15", None));
    }

    #[test]
    fn a_newborn_may_be_fifty_centimetres_long() {
        let height = |text, years| {
            is_unlikely(
                Vital::HeightStanding,
                &Vital::HeightStanding.units()[0],
                text,
                Some(years),
            )
        };
        assert!(!height("50", 0));
        assert!(height("50", 6));
        assert!(height("1.65", 34));
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
