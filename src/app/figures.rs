//! Numbers and units of other systems as readers write them. For showing only: what was received is never changed, and
//! stands whole on its entry's own page.

use std::borrow::Cow;

/// More places than this after the point come from a computation, not from an instrument.
const MOST_PLACES: usize = 3;
/// What such a number is shortened to; its whole part is never cut.
const FIGURES: i32 = 4;

/// "122.4587688870912" as "122.5". Anything else (few places, an exponent, no number) as it came.
pub fn rounded(value: &str) -> Cow<'_, str> {
    let long = value.split_once('.').is_some_and(|(_, places)| {
        places.len() > MOST_PLACES && places.bytes().all(|b| b.is_ascii_digit())
    });
    // More figures than a number of the machine holds are shown as they came.
    let exact = value
        .split('.')
        .next()
        .is_some_and(|whole| whole.len() <= 15);
    match value.parse::<f64>() {
        Ok(number) if long && exact && number != 0.0 => Cow::Owned(shortened(number)),
        _ => Cow::Borrowed(value),
    }
}

fn shortened(number: f64) -> String {
    let whole = number.abs().log10().floor() as i32 + 1;
    let places = usize::try_from(FIGURES - whole).unwrap_or(0);
    let text = format!("{number:.places$}");
    match text.contains('.') {
        true => text.trim_end_matches('0').trim_end_matches('.').to_string(),
        false => text,
    }
}

/// A UCUM unit without its notation: "10*3/uL" as "10³/µL", "{score}" as "score".
pub fn unit_words(ucum: &str) -> String {
    let plain = ucum.replace(['{', '}', '[', ']'], "");
    let parts: Vec<String> = plain.split('/').map(one_unit).collect();
    parts.join("/")
}

fn one_unit(unit: &str) -> String {
    if let Some(power) = unit.strip_prefix("10*") {
        let raised = power.chars().map(|c| match c {
            '0' => '⁰',
            '1' => '¹',
            '2' => '²',
            '3' => '³',
            '4' => '⁴',
            '5' => '⁵',
            '6' => '⁶',
            '7' => '⁷',
            '8' => '⁸',
            '9' => '⁹',
            '-' => '⁻',
            other => other,
        });
        return format!("10{}", raised.collect::<String>());
    }
    match unit {
        "ug" | "uL" | "umol" | "um" => unit.replacen('u', "µ", 1),
        "uU" => "µU".into(),
        "Cel" => "°C".into(),
        "degF" => "°F".into(),
        other => other.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn computed_numbers_are_shortened_to_four_figures() {
        for (received, shown) in [
            ("122.4587688870912", "122.5"),
            ("86.83489335670869", "86.83"),
            ("2.7240913285748305", "2.724"),
            ("0.000456789", "0.0004568"),
            ("12345.67891", "12346"),
            ("-1.99999", "-2"),
            ("7.1000001", "7.1"),
        ] {
            assert_eq!(rounded(received), shown, "{received}");
        }
    }

    #[test]
    fn measured_numbers_stay_as_written() {
        for value in [
            "37.1",
            "5.10",
            "0.125",
            "140",
            "1e-7",
            "1.23456e3",
            "",
            "< 5",
            "0.0000",
        ] {
            assert_eq!(rounded(value), value);
        }
    }

    #[test]
    fn units_lose_their_notation() {
        for (ucum, words) in [
            ("10*3/uL", "10³/µL"),
            ("{score}", "score"),
            ("mm[Hg]", "mmHg"),
            ("mg/dL", "mg/dL"),
            ("ug/mL", "µg/mL"),
            ("10*-6", "10⁻⁶"),
        ] {
            assert_eq!(unit_words(ucum), words);
        }
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic(text in ".{0,40}") {
            let _ = rounded(&text);
            let _ = unit_words(&text);
        }

        #[test]
        fn rounding_stays_near(number in -1e6f64..1e6) {
            let received = format!("{number:.9}");
            let shown: f64 = rounded(&received).parse().expect("a number stays a number");
            prop_assert!((shown - number).abs() <= number.abs() * 0.001 + 1e-6);
        }
    }
}
