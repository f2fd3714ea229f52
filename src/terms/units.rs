//! One unit in another. What was written is kept as written; a converted value is only shown beside it.
//!
//! Factors: the international pound and inch are exact by definition (0.45359237 kg, 2.54 cm; 1959). Glucose: 180.156 g/mol
//! from the IUPAC conventional atomic weights of C6H12O6, so 1 mmol/L is 18.0156 mg/dL.

use super::decimal::{Decimal, parse_decimal};
use super::vitals::Vital;

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

/// Whether a value should be asked about once. `None` if it is no number, or not written in a unit of this measurement:
/// then nothing was checked.
pub fn unlikely(vital: Vital, ucum: &str, text: &str) -> Option<bool> {
    let unit = vital.units().iter().find(|unit| unit.ucum == ucum)?;
    let value = parse_decimal(text)?.roughly();
    Some(value < unit.likely.0 || value > unit.likely.1)
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
        assert_eq!(unlikely(Vital::Weight, "kg", "340"), Some(true));
        assert_eq!(unlikely(Vital::Weight, "[lb_av]", "340"), Some(false));
        assert_eq!(unlikely(Vital::Temperature, "Cel", "37,5"), Some(false));
        assert_eq!(unlikely(Vital::Temperature, "Cel", "98.6"), Some(true));
        assert_eq!(unlikely(Vital::Temperature, "K", "310"), None);
        assert_eq!(unlikely(Vital::Weight, "kg", "heavy"), None);
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
