//! The official "Do Not Use" list of abbreviations (Joint Commission, IM.02.02.01): what in an order, a medicine or a plan is
//! read wrongly so often that it is written out. Words about anything else are not looked at: "MS" can be an illness there.

use std::ops::Range;

/// What to write in its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Instead {
    Units,
    InternationalUnits,
    Daily,
    EveryOtherDay,
    MorphineSulfate,
    MagnesiumSulfate,
    /// The number written out: "5" for "5.0", "0.5" for ".5".
    Number(String),
}

/// One abbreviation, where it stands and what to write: several where it may mean either.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Abbreviation {
    /// Bytes of the text, at the borders of characters.
    pub span: Range<usize>,
    pub instead: Vec<Instead>,
}

/// Units of a dose: a number before one of them is a dose, and no laboratory value, catheter or wound.
const DOSE_UNITS: [&str; 13] = [
    "mcg", "µg", "μg", "mg", "g", "ml", "unit", "units", "unité", "unités", "mmol", "meq", "l",
];

/// The text with what is to be written in the place of an abbreviation, a space before it where it would stick to what stands
/// there.
pub fn mended(text: &str, span: &Range<usize>, words: &str) -> String {
    let (before, after) = (&text[..span.start], &text[span.end..]);
    let begins_with_letter = words.starts_with(char::is_alphabetic);
    let sticks = begins_with_letter && before.ends_with(char::is_alphanumeric);
    let space = if sticks { " " } else { "" };
    format!("{before}{space}{words}{after}")
}

/// Every abbreviation of the list in the text, in order.
pub fn found(text: &str) -> Vec<Abbreviation> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(next) = text[at..].chars().next() {
        match at_place(text, at) {
            Some(abbreviation) => {
                at = abbreviation.span.end;
                found.push(abbreviation);
            }
            None => at += next.len_utf8(),
        }
    }
    found
}

fn at_place(text: &str, at: usize) -> Option<Abbreviation> {
    let before = text[..at].chars().next_back();
    let rest = &text[at..];
    let inside = before.is_some_and(|c| c.is_alphanumeric() || c == '.' || c == ',');
    if let Some(found) = number(text, at).filter(|_| !inside) {
        return Some(found);
    }
    if let Some(found) = unit(text, at) {
        return Some(found);
    }
    if inside {
        return None;
    }
    let word = |spellings: &[&str], instead: Vec<Instead>| {
        let long = spellings
            .iter()
            .filter_map(|word| begins(rest, word))
            .max()?;
        let span = at..at + long;
        Some(Abbreviation { span, instead })
    };
    // Who writes about the abbreviation does not use it.
    let cited = text[..at].trim_end().ends_with("e.g.");
    word(&["q.o.d.", "q.o.d", "qod"], vec![Instead::EveryOtherDay])
        .or_else(|| word(&["q.d.", "q.d", "qd"], vec![Instead::Daily]))
        .filter(|_| !cited)
        .or_else(|| word(&["mso4"], vec![Instead::MorphineSulfate]))
        .or_else(|| word(&["mgso4"], vec![Instead::MagnesiumSulfate]))
        .or_else(|| international(rest, at))
        .or_else(|| morphine_or_magnesium(text, at))
}

/// Whether the text begins with this word, whatever its case: its length, where no letter or figure follows.
fn begins(rest: &str, word: &str) -> Option<usize> {
    let head = rest.get(..word.len())?;
    let ends = !rest[word.len()..].starts_with(char::is_alphanumeric);
    (head.eq_ignore_ascii_case(word) && ends).then_some(word.len())
}

/// "10 U", "10u": not "U/L", not "5 u 8" (Spanish for "or").
fn unit(text: &str, at: usize) -> Option<Abbreviation> {
    let long = begins(&text[at..], "u")?;
    let counted = text[..at]
        .trim_end()
        .ends_with(|c: char| c.is_ascii_digit());
    let rest = &text[at + long..];
    let per = rest.starts_with('/');
    let or = rest.trim_start().starts_with(|c: char| c.is_ascii_digit());
    (counted && !per && !or).then(|| Abbreviation {
        span: at..at + long,
        instead: vec![Instead::Units],
    })
}

/// "IU", but not in "IU/L", the unit of a laboratory.
fn international(rest: &str, at: usize) -> Option<Abbreviation> {
    let long = begins(rest, "iu")?;
    let per = rest[long..].to_lowercase();
    let laboratory = per.starts_with("/l") || per.starts_with("/ml");
    (!laboratory).then(|| Abbreviation {
        span: at..at + long,
        instead: vec![Instead::InternationalUnits],
    })
}

/// "MS 10 mg", "10 mg MS": beside a dose, and only in capitals.
fn morphine_or_magnesium(text: &str, at: usize) -> Option<Abbreviation> {
    let rest = text[at..].strip_prefix("MS")?;
    let ends = !rest.starts_with(char::is_alphanumeric);
    let dose_after = rest.trim_start().starts_with(|c: char| c.is_ascii_digit());
    let dose_before = text[..at].trim_end();
    let dose_before = DOSE_UNITS.iter().any(|unit| {
        let number = dose_before.strip_suffix(unit).map(str::trim_end);
        number.is_some_and(|number| number.ends_with(|c: char| c.is_ascii_digit()))
    });
    (ends && (dose_after || dose_before)).then(|| Abbreviation {
        span: at..at + "MS".len(),
        instead: vec![Instead::MorphineSulfate, Instead::MagnesiumSulfate],
    })
}

/// "5.0 mg" and ".5 mg", with a point or a comma. Three noughts after it are a thousand in some countries.
fn number(text: &str, at: usize) -> Option<Abbreviation> {
    let rest = &text[at..];
    let figures = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let whole = figures(rest);
    let sign = rest[whole..]
        .chars()
        .next()
        .filter(|c| matches!(c, '.' | ','))?;
    let from = whole + sign.len_utf8();
    let decimals = figures(&rest[from..]);
    let long = from + decimals;
    if decimals == 0 || !is_dose(&rest[long..]) {
        return None;
    }
    let zeros = rest[from..long].bytes().all(|figure| figure == b'0');
    let instead = match whole {
        0 => format!("0{}", &rest[..long]),
        _ if zeros && decimals < 3 => rest[..whole].to_owned(),
        _ => return None,
    };
    Some(Abbreviation {
        span: at..at + long,
        instead: vec![Instead::Number(instead)],
    })
}

/// Whether a unit of a dose follows.
fn is_dose(rest: &str) -> bool {
    let word: String = rest
        .trim_start()
        .chars()
        .take_while(|c| c.is_alphabetic())
        .flat_map(char::to_lowercase)
        .collect();
    DOSE_UNITS.contains(&word.as_str())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn words(instead: &Instead) -> String {
        match instead {
            Instead::Units => "units".into(),
            Instead::InternationalUnits => "international units".into(),
            Instead::Daily => "daily".into(),
            Instead::EveryOtherDay => "every other day".into(),
            Instead::MorphineSulfate => "morphine sulfate".into(),
            Instead::MagnesiumSulfate => "magnesium sulfate".into(),
            Instead::Number(number) => number.clone(),
        }
    }

    fn all_mended(text: &str) -> String {
        let mut text = text.to_owned();
        for abbreviation in found(&text).into_iter().rev() {
            text = mended(&text, &abbreviation.span, &words(&abbreviation.instead[0]));
        }
        text
    }

    #[test]
    fn every_row_of_the_list_is_found_and_mended() {
        for (written, wanted) in [
            ("Insulin 10 U at night", "Insulin 10 units at night"),
            ("insulin 10u", "insulin 10 units"),
            (
                "Vitamin A 200000 IU once",
                "Vitamin A 200000 international units once",
            ),
            ("amlodipine 5 mg QD", "amlodipine 5 mg daily"),
            ("q.d.", "daily"),
            ("Q.D. with food", "daily with food"),
            ("5 mg q.d, then stop", "5 mg daily, then stop"),
            ("QOD", "every other day"),
            ("q.o.d. in the morning", "every other day in the morning"),
            ("digoxin 1.0 mg", "digoxin 1 mg"),
            ("5,0 mg", "5 mg"),
            ("2.00mL", "2mL"),
            ("digoxin .25 mg", "digoxin 0.25 mg"),
            (",5 mg", "0,5 mg"),
            ("MS 10 mg now", "morphine sulfate 10 mg now"),
            ("4 mg MS", "4 mg morphine sulfate"),
            ("MSO4 2 mg", "morphine sulfate 2 mg"),
            ("MgSO4 4 g", "magnesium sulfate 4 g"),
        ] {
            assert_eq!(all_mended(written), wanted, "{written}");
        }
    }

    #[test]
    fn what_only_looks_like_it_is_left_alone() {
        for text in [
            "ALT 40 U/L",
            "TSH 2 mIU/L",
            "hCG 25 IU/L",
            "MS since 2019, walks",
            "known MS",
            "HbA1c 7.0 %",
            "18.0 Fr catheter",
            "3.0 cm lesion",
            "never write e.g. q.d.",
            "5 u 8 días",
            "from AU",
            "QID",
            "1.000 mg",
            "1,000 mg",
            "0.5 mg",
            "10.5 mg",
            "12.50 mg",
            "iodure, uva, queue",
            "ends. 5 mg",
        ] {
            assert_eq!(found(text), [], "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read_and_what_is_mended_is_not_found_again(
            parts in prop::collection::vec(prop_oneof![
                ".{0,6}",
                prop::sample::select(vec!["QD ", "q.o.d.", " 10 U", "5.0 mg", " .5 mg", "MS 2", "IU", "mgso4 ", " "]).prop_map(String::from),
            ], 0..8),
        ) {
            let text = parts.concat();
            for abbreviation in found(&text) {
                prop_assert!(text.get(abbreviation.span.clone()).is_some());
                prop_assert!(!abbreviation.instead.is_empty());
            }
            let mut text = text;
            // Taking one away can bring two others together, never without end.
            for _ in 0..20 {
                text = all_mended(&text);
            }
            prop_assert_eq!(found(&text), vec![]);
        }
    }
}
