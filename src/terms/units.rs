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

/// From this age a slipped decimal point ("6.15" for "61.5") stands out by itself.
const GROWN_YEARS: u32 = 18;
/// Up to this age one stands out the other way ("155" for "15.5").
const SMALL_YEARS: u32 = 5;

/// Whether a value should be asked about once. The bounds are wide; weight and height have narrower ones for grown people
/// and for small children, where the age is known. What is no number is asked about elsewhere.
pub fn is_unlikely(vital: Vital, unit: &Unit, text: &str, years: Option<u32>) -> bool {
    let Some(value) = parse_decimal(text).map(Decimal::roughly) else {
        return false;
    };
    let (least, most) = bounds_of(vital, unit.ucum, years).unwrap_or(unit.likely);
    value < least || value > most
}

/// Not growth tables: lighter, heavier, shorter and taller people are kept after one look.
fn bounds_of(vital: Vital, ucum: &str, years: Option<u32>) -> Option<(f64, f64)> {
    let years = years?;
    let (small, grown) = match (vital, ucum) {
        (Vital::Weight, "kg") => ((0.5, 40.0), (25.0, 200.0)),
        (Vital::Weight, "[lb_av]") => ((1.0, 88.0), (55.0, 440.0)),
        (Vital::HeightStanding, "cm") => ((60.0, 130.0), (100.0, 220.0)),
        (Vital::HeightStanding, "[in_i]") => ((24.0, 51.0), (39.0, 87.0)),
        _ => return None,
    };
    match years {
        ..SMALL_YEARS => Some(small),
        GROWN_YEARS.. => Some(grown),
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
        assert!(asked(0, "6.15", Some(40)));
        assert!(asked(1, "13.5", Some(40)));
        assert!(!asked(0, "6.15", Some(0)));
        assert!(!asked(0, "6.15", None));
        assert!(asked(0, "155", Some(3)));
        assert!(!asked(0, "61.5", Some(40)));
        assert!(!asked(0, "15.5", Some(12)));
    }

    /// The narrower bounds lie inside the wide ones, or they would let through what the wide ones ask about.
    #[test]
    fn bounds_of_an_age_are_narrower() {
        for vital in Vital::ALL {
            for unit in vital.units() {
                for years in [0, 4, 5, 17, 18, 90] {
                    if let Some((least, most)) = bounds_of(vital, unit.ucum, Some(years)) {
                        assert!(
                            least >= unit.likely.0 && most <= unit.likely.1,
                            "{vital:?} {years}"
                        );
                    }
                }
            }
        }
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
