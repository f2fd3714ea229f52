//! A number beside its unit, as it was typed: what it is read as, whether it should be asked about, and what it is in
//! another unit. An intake, a note and the page beside them all ask here.

use super::decimal::{Decimal, TypedNumber, read_typed};
use super::units::{Ages, convert_with, is_unlikely, likely};
use super::vitals::{Unit, Vital};

/// What a typed number is read as.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Understood {
    pub value: Decimal,
    pub unit: &'static Unit,
    /// It was typed in other digits or with signs that could mean something else: what it was read as is shown.
    pub is_said: bool,
    /// It should be asked about once.
    pub is_unlikely: bool,
}

/// The unit of that code among those a vital sign is written in, or the first of them.
pub fn unit_of(vital: Vital, ucum: &str) -> Option<&'static Unit> {
    let units = vital.units();
    units
        .iter()
        .find(|unit| unit.ucum == ucum)
        .or(units.first())
}

/// Reads a number that was typed for a vital sign of someone whose age lies between two; `None` for what is no number.
/// Where a comma may be a point or part thousands, what is likely decides, before anything is asked.
pub fn understand(
    vital: Vital,
    unit: &'static Unit,
    text: &str,
    ages: Option<Ages>,
) -> Option<Understood> {
    let (value, is_either) = match read_typed(text)? {
        TypedNumber::One(value) => (value, false),
        TypedNumber::Either { point, thousands } => {
            (nearer(vital, unit, point, thousands, ages), true)
        }
    };
    let plain = text
        .trim()
        .chars()
        .all(|c| c.is_ascii_digit() || matches!(c, '.' | ','));
    let one_sign = text.matches(['.', ',']).count() < 2;
    Some(Understood {
        value,
        unit,
        is_said: is_either || !plain || !one_sign,
        is_unlikely: is_unlikely(vital, unit, value, ages),
    })
}

/// Of two readings the likely one; where neither is likely, the one that is less far off.
fn nearer(
    vital: Vital,
    unit: &Unit,
    point: Decimal,
    thousands: Decimal,
    ages: Option<Ages>,
) -> Decimal {
    let (least, most) = likely(vital, unit, ages);
    let off = |number: Decimal| {
        let number = number.roughly();
        if number < least {
            least / number.max(f64::MIN_POSITIVE)
        } else {
            (number / most).max(1.0)
        }
    };
    if off(thousands) < off(point) {
        thousands
    } else {
        point
    }
}

/// What stands in the field after another unit was chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Switched {
    /// There is no number: only the unit is another.
    Unit,
    /// The number in the other unit.
    Converted(String),
    /// It cannot be written in that unit: the unit stays.
    Not,
}

/// What a typed number becomes when its unit is switched. A number is never given another unit as it stands.
pub fn switched(
    vital: Vital,
    text: &str,
    from: &'static Unit,
    to: &str,
    ages: Option<Ages>,
) -> Switched {
    let Some(read) = understand(vital, from, text, ages) else {
        return Switched::Unit;
    };
    match convert_with(read.value, from.ucum, to) {
        Some(value) => Switched::Converted(value.to_string()),
        None => Switched::Not,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::terms::parse_decimal;
    use proptest::prelude::*;

    fn months(count: u32) -> Option<Ages> {
        Some(Ages::exactly(count))
    }

    fn read(vital: Vital, unit: &str, text: &str, ages: Option<Ages>) -> Understood {
        let unit = unit_of(vital, unit).expect("a unit");
        understand(vital, unit, text, ages).expect("a number")
    }

    #[test]
    fn what_can_be_two_numbers_is_settled_before_it_is_asked_about() {
        let newborn = read(Vital::Weight, "kg", "3,250", months(0));
        assert_eq!(newborn.value.to_string(), "3.250");
        assert!(newborn.is_said && !newborn.is_unlikely);
        let grown = read(Vital::Weight, "kg", "3,250", months(34 * 12));
        assert_eq!(grown.value.to_string(), "3.250");
        assert!(grown.is_said && grown.is_unlikely);
        let heavy = read(Vital::Weight, "kg", "61,500", months(34 * 12));
        assert_eq!(heavy.value.to_string(), "61.500");
        assert!(!heavy.is_unlikely);
    }

    #[test]
    fn only_what_could_be_misread_is_said_again() {
        for (text, said) in [
            ("37.5", false),
            (" 37,5 ", false),
            ("38", false),
            ("٣٧٫٥", true),
            ("37\u{200f}.5", true),
            ("37,500", true),
        ] {
            let read = read(Vital::Temperature, "Cel", text, None);
            assert_eq!(read.is_said, said, "{text}");
        }
    }

    /// What is typed, in which unit, at which age: whether it is asked about.
    #[test]
    fn plausibility_asks_by_age_in_every_unit() {
        use Vital::*;
        let adult = 34 * 12;
        for (vital, unit, text, age, asks) in [
            (Weight, "kg", "25", 17, true),
            (Weight, "[lb_av]", "11.3", 17, true),
            (Weight, "kg", "11.3", 17, false),
            (Weight, "[lb_av]", "25", 17, false),
            (Weight, "kg", "3.2", 0, false),
            (Weight, "[lb_av]", "7", 0, false),
            (Weight, "kg", "7", 0, true),
            (Weight, "kg", "32", 3, true),
            (Weight, "kg", "6.15", adult, true),
            (Weight, "[lb_av]", "13.5", adult, true),
            (Weight, "kg", "61.5", adult, false),
            (Weight, "[lb_av]", "340", adult, false),
            (Weight, "kg", "340", adult, true),
            (Weight, "kg", "155", 40, true),
            (Weight, "kg", "2", 72, true),
            (Weight, "kg", "200", 72, true),
            (Weight, "kg", "21", 72, false),
            (Weight, "[lb_av]", "44", 72, false),
            (Weight, "kg", "14.5", 144, true),
            (Weight, "kg", "22", 144, false),
            (LengthLying, "cm", "50", 0, false),
            (LengthLying, "[in_i]", "50", 0, true),
            (LengthLying, "[in_i]", "20", 0, false),
            (LengthLying, "cm", "80", 17, false),
            (LengthLying, "cm", "31", 17, true),
            (LengthLying, "[in_i]", "31", 17, false),
            (HeightStanding, "cm", "50", 72, true),
            (HeightStanding, "cm", "115", 72, false),
            (HeightStanding, "[in_i]", "115", 72, true),
            (HeightStanding, "cm", "1.65", adult, true),
            (HeightStanding, "[in_i]", "65", adult, false),
            (HeightStanding, "cm", "65", adult, true),
            (Temperature, "Cel", "37,5", adult, false),
            (Temperature, "Cel", "98.6", adult, true),
            (Temperature, "[degF]", "98.6", adult, false),
            (Temperature, "[degF]", "37.5", adult, true),
            (Temperature, "Cel", "32.5", 0, false),
            (Temperature, "Cel", "32.5", adult, true),
            (Temperature, "[degF]", "90.5", 0, false),
            (Temperature, "[degF]", "90.5", adult, true),
        ] {
            let read = read(vital, unit, text, months(age));
            assert_eq!(
                read.is_unlikely, asks,
                "{vital:?} {text} {unit} at {age} months"
            );
        }
    }

    #[test]
    fn an_age_that_is_not_known_to_the_month_asks_only_what_no_month_of_it_allows() {
        let one_year = Some(Ages { from: 12, to: 23 });
        let some_year = Some(Ages { from: 0, to: 23 });
        assert!(read(Vital::Weight, "kg", "25", one_year).is_unlikely);
        assert!(read(Vital::Weight, "kg", "3.2", one_year).is_unlikely);
        assert!(!read(Vital::Weight, "kg", "3.2", some_year).is_unlikely);
        assert!(!read(Vital::Weight, "kg", "6.15", None).is_unlikely);
        assert!(read(Vital::Weight, "kg", "340", None).is_unlikely);
    }

    #[test]
    fn a_switched_unit_converts_the_number_or_leaves_it() {
        let pounds = &Vital::Weight.units()[1];
        let switch = |text, to| switched(Vital::Weight, text, pounds, to, months(17));
        assert_eq!(switch("25", "kg"), Switched::Converted("11.3".into()));
        assert_eq!(switch("٢٥", "kg"), Switched::Converted("11.3".into()));
        assert_eq!(switch("7.15", "kg"), Switched::Converted("3.24".into()));
        assert_eq!(switch("", "kg"), Switched::Unit);
        assert_eq!(switch("heavy", "kg"), Switched::Unit);
        assert_eq!(switch("25", "cm"), Switched::Not);
        let fahrenheit = &Vital::Temperature.units()[1];
        let cold = switched(Vital::Temperature, "31", fahrenheit, "Cel", None);
        assert_eq!(cold, Switched::Not);
    }

    proptest! {
        /// From one unit to the other and back is the same number within what rounding takes, and a number that can be
        /// read never stands under another unit as it was typed.
        #[test]
        fn there_and_back_stays_within_the_rounding(
            pick in 0usize..4,
            back in any::<bool>(),
            tenths in 1u32..6000,
        ) {
            let vital = [Vital::Weight, Vital::HeightStanding, Vital::Temperature, Vital::BloodSugar][pick];
            let [a, b] = vital.units() else { panic!("two units") };
            let (a, b) = if back { (b, a) } else { (a, b) };
            let text = format!("{}.{}", tenths / 10, tenths % 10);
            match switched(vital, &text, a, b.ucum, None) {
                Switched::Unit => prop_assert!(false, "{} is a number", text),
                Switched::Not => prop_assert!(a.ucum == "[degF]" && tenths < 320),
                Switched::Converted(there) => {
                    if tenths > 20 && pick != 2 {
                        prop_assert_ne!(&there, &text);
                    }
                    let Switched::Converted(home) = switched(vital, &there, b, a.ucum, None) else {
                        panic!("{there} {} has no way back", b.ucum)
                    };
                    let number = |text: &str| parse_decimal(text).expect("a number").roughly();
                    // What the last decimal of the other unit is worth in this one, and half a decimal of this one.
                    let step = |of: &str| if of == "mg/dL" { 1.0 } else { 0.1 };
                    let worth = match a.ucum {
                        "[lb_av]" => 2.2047,
                        "kg" => 0.4536,
                        "[in_i]" => 0.3938,
                        "cm" => 2.5401,
                        "[degF]" => 1.8001,
                        "Cel" => 0.5556,
                        "mg/dL" => 18.02,
                        _ => 0.0556,
                    };
                    let most = step(b.ucum) / 2.0 * worth + step(a.ucum) / 2.0 + 1e-6;
                    let off = (number(&home) - number(&text)).abs();
                    prop_assert!(off <= most, "{} {} -> {} -> {}", text, a.ucum, there, home);
                }
            }
        }
    }
}
