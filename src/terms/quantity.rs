//! How much of a medicine a course needs, counted from the words of its prescription: 500 mg of a capsule of 500 mg, three times
//! a day, for five days, are 15 capsules. What is not understood to its last word is not counted.

/// So much of something: decimal text, and what it is counted in, as it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counted {
    pub value: String,
    pub unit: String,
}

/// Thousandths: doses have at most three decimals.
const ONE: u64 = 1000;
/// A month of a course, in days.
const MONTH: u64 = 30;
/// No course takes more days, and no dose is larger: what lies beyond was mistyped.
const MOST: u64 = 100_000;

/// How much is given for a whole course.
pub fn for_course(
    dose: &str,
    strength: &str,
    form: &str,
    frequency: &str,
    duration: &str,
) -> Option<Counted> {
    let doses = doses(frequency, duration)?;
    let (amount, unit) = amount(dose)?;
    let (each, unit, by) = one_dose(amount, unit, strength, form)?;
    let total = each.checked_mul(doses)?.div_ceil(by);
    let total = match is_volume(&unit) {
        true => total,
        // Nobody hands out a part of a tablet.
        false => total.div_ceil(ONE).checked_mul(ONE)?,
    };
    let unit = match total {
        ONE => unit,
        _ => in_the_plural(unit),
    };
    Some(Counted {
        value: text(total),
        unit,
    })
}

/// One dose in what is handed out: thousandths of it, its unit, and what the number is divided by.
fn one_dose(amount: u64, unit: String, strength: &str, form: &str) -> Option<(u64, String, u64)> {
    let Some((measure, factor)) = mass(&unit) else {
        return Some((amount, unit, 1));
    };
    let amount = amount.checked_mul(factor)?;
    let (strong, per) = match strength.split_once('/') {
        Some((strong, per)) => (strong, Some(per)),
        None => (strength, None),
    };
    let (strong, strong_unit) = self::amount(strong)?;
    let (of, factor) = mass(&strong_unit)?;
    let strong = strong.checked_mul(factor).filter(|strong| *strong > 0)?;
    if of != measure {
        return None;
    }
    match per {
        Some(per) => {
            let (volume, unit) =
                self::amount(per).or_else(|| Some((ONE, per.trim().to_owned())))?;
            let is_known = is_volume(&unit);
            is_known.then_some((amount.checked_mul(volume)?, unit, strong))
        }
        None => {
            let form = form.trim();
            let each = amount.checked_mul(ONE)?;
            (!form.is_empty()).then(|| (each, form.to_owned(), strong))
        }
    }
}

/// How many doses there are. A part of a dose is one.
fn doses(frequency: &str, duration: &str) -> Option<u64> {
    match often(frequency)? {
        Often::Once => Some(1),
        Often::Each { times, days } => {
            let long = long(duration)?;
            Some((long.checked_mul(times)?).div_ceil(days))
        }
    }
}

enum Often {
    /// One dose alone.
    Once,
    Each {
        times: u64,
        days: u64,
    },
}

fn often(frequency: &str) -> Option<Often> {
    let words = words(frequency);
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let each = |times, days| Some(Often::Each { times, days });
    match words.as_slice() {
        ["once"] | ["single", "dose"] | ["one", "dose"] | ["dose", "unique"] | ["une", "dose"] => {
            Some(Often::Once)
        }
        ["daily"]
        | ["every" | "each", "day" | "morning" | "evening" | "night"]
        | ["at", "night" | "bedtime" | "noon"]
        | ["in", "the", "morning" | "evening"]
        | ["chaque" | "par", "jour"]
        | ["le", "matin" | "soir"]
        | ["chaque", "matin" | "soir"]
        | ["au", "coucher"]
        | ["à", "midi"]
        | ["la", "nuit"] => each(1, 1),
        ["morning", "and", "evening" | "night"] | ["matin", "et", "soir"] => each(2, 1),
        ["every", "other", "day"] | ["un" | "1", "jour", "sur", "deux" | "2"] => each(1, 2),
        ["weekly"] | ["every" | "each", "week"] | ["chaque", "semaine"] => each(1, 7),
        ["every", hours, "hours" | "hour" | "h"]
        | ["toutes", "les", hours, "heures" | "h"]
        | ["q", hours, "h"] => {
            let hours = count(hours)?;
            (hours > 0 && 24 % hours == 0).then_some(Often::Each {
                times: 24 / hours,
                days: 1,
            })
        }
        ["every", days, "days"] | ["tous", "les", days, "jours"] => {
            each(1, count(days).filter(|days| *days > 0)?)
        }
        [times @ .., period] => {
            let days = match *period {
                "daily" | "day" | "jour" | "d" | "j" => 1,
                "week" | "weekly" | "semaine" => 7,
                _ => return None,
            };
            let times = match times {
                ["once"] | ["once", "a" | "per"] => 1,
                ["twice"] | ["twice", "a" | "per"] => 2,
                [n] | [n, "times" | "x" | "×" | "fois"] => count(n)?,
                [
                    n,
                    "times" | "x" | "×" | "fois",
                    "a" | "per" | "each" | "par" | "chaque",
                ] => count(n)?,
                [n, "a" | "per" | "par"] => count(n)?,
                _ => return None,
            };
            (times > 0).then_some(Often::Each { times, days })
        }
        _ => None,
    }
}

/// The days of a course.
fn long(duration: &str) -> Option<u64> {
    let words = words(duration);
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let words = match words.as_slice() {
        ["for" | "pendant" | "pour", rest @ ..] => rest,
        all => all,
    };
    let [number, unit] = words else {
        return None;
    };
    let days = match *unit {
        "day" | "days" | "jour" | "jours" | "d" | "j" => 1,
        "week" | "weeks" | "semaine" | "semaines" | "wk" | "sem" => 7,
        "month" | "months" | "mois" => MONTH,
        _ => return None,
    };
    count(number)?
        .checked_mul(days)
        .filter(|days| (1..=MOST).contains(days))
}

/// The words and numbers of a text in lower case; a number that sticks to its unit stands by itself.
fn words(text: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut last_was_figure = None;
    for letter in text.chars().flat_map(char::to_lowercase) {
        if letter.is_whitespace() || letter == '/' || letter == '-' {
            last_was_figure = None;
            continue;
        }
        let figure = letter.is_ascii_digit() || matches!(letter, '.' | ',');
        match words.last_mut().filter(|_| last_was_figure == Some(figure)) {
            Some(word) => word.push(letter),
            None => words.push(letter.into()),
        }
        last_was_figure = Some(figure);
    }
    words
}

/// A whole number in figures or in a word.
fn count(word: &str) -> Option<u64> {
    let named: [&[&str]; 12] = [
        &["one", "a", "un", "une"],
        &["two", "deux"],
        &["three", "trois"],
        &["four", "quatre"],
        &["five", "cinq"],
        &["six"],
        &["seven", "sept"],
        &["eight", "huit"],
        &["nine", "neuf"],
        &["ten", "dix"],
        &["eleven", "onze"],
        &["twelve", "douze"],
    ];
    let of_word = named
        .iter()
        .zip(1..)
        .find(|(names, _)| names.contains(&word));
    let of_word = of_word.map(|(_, number)| number);
    of_word.or_else(|| word.parse().ok().filter(|number| *number <= MOST))
}

/// "500 mg", "½ tablet", "2.5 mL": thousandths, and the unit.
fn amount(text: &str) -> Option<(u64, String)> {
    let text = text.trim();
    let end = text
        .find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | ',' | '½' | '¼' | '/')))
        .unwrap_or(text.len());
    let (number, unit) = match end {
        0 => text.split_once(char::is_whitespace)?,
        end => text.split_at(end),
    };
    let number = thousandths(number)?;
    let unit = unit.trim();
    let is_one_thing = !unit.is_empty() && !unit.contains(|c: char| c.is_ascii_digit() || c == '/');
    is_one_thing.then(|| (number, unit.to_owned()))
}

fn thousandths(number: &str) -> Option<u64> {
    let whole = |text: &str| text.parse::<u64>().ok().filter(|number| *number <= MOST);
    match number {
        "½" | "1/2" => return Some(ONE / 2),
        "¼" | "1/4" => return Some(ONE / 4),
        _ => {}
    }
    let number = number.to_lowercase();
    if let Some(whole) = count(&number) {
        return whole.checked_mul(ONE).filter(|number| *number > 0);
    }
    let (before, after) = number.split_once(['.', ','])?;
    let digits = after.len();
    let all = after.bytes().all(|figure| figure.is_ascii_digit());
    // Three figures behind a comma may as well be thousands.
    if !all || !(1..=2).contains(&digits) {
        return None;
    }
    let after = whole(after)? * if digits == 1 { ONE / 10 } else { ONE / 100 };
    Some(whole(before)? * ONE + after).filter(|number| *number > 0)
}

/// What a unit of mass or of effect measures, and how many of the smallest one it is.
fn mass(unit: &str) -> Option<(&'static str, u64)> {
    match unit.to_lowercase().as_str() {
        "mcg" | "µg" | "μg" | "ug" => Some(("mass", 1)),
        "mg" => Some(("mass", 1_000)),
        "g" => Some(("mass", 1_000_000)),
        "unit"
        | "units"
        | "unité"
        | "unités"
        | "international units"
        | "unités internationales" => Some(("units", 1)),
        _ => None,
    }
}

fn is_volume(unit: &str) -> bool {
    matches!(unit.to_lowercase().as_str(), "ml" | "l" | "cl" | "dl")
}

/// The unit for more than one, where it is a word whose plural is known.
fn in_the_plural(unit: String) -> String {
    const BY_S: [&str; 16] = [
        "tablet",
        "capsule",
        "sachet",
        "drop",
        "puff",
        "ampoule",
        "vial",
        "spoon",
        "patch",
        "comprimé",
        "gélule",
        "goutte",
        "bouffée",
        "flacon",
        "suppositoire",
        "cuillère",
    ];
    match unit.as_str() {
        "suppository" => "suppositories".into(),
        "patch" => "patches".into(),
        one if BY_S.contains(&one) => format!("{one}s"),
        _ => unit,
    }
}

fn text(thousandths: u64) -> String {
    let (whole, rest) = (thousandths / ONE, thousandths % ONE);
    match rest {
        0 => whole.to_string(),
        _ => format!("{whole}.{rest:03}")
            .trim_end_matches('0')
            .to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn counted(of: [&str; 5]) -> String {
        let [dose, strength, form, frequency, duration] = of;
        for_course(dose, strength, form, frequency, duration)
            .map(|counted| format!("{} {}", counted.value, counted.unit))
            .unwrap_or_default()
    }

    #[test]
    fn a_course_is_counted_from_its_words() {
        for (of, wanted) in [
            (
                ["500 mg", "500 mg", "capsule", "3 times daily", "5 days"],
                "15 capsules",
            ),
            (["1 tablet", "", "", "once a day", "30 days"], "30 tablets"),
            (
                ["½ tablet", "5 mg", "tablet", "twice a day", "5 days"],
                "5 tablets",
            ),
            (["1/2 tablet", "", "", "daily", "5 days"], "3 tablets"),
            (
                ["5 mL", "250 mg/5 mL", "syrup", "every 8 hours", "7 days"],
                "105 mL",
            ),
            (
                ["125 mg", "250 mg/5 mL", "syrup", "twice daily", "5 days"],
                "25 mL",
            ),
            (
                ["1 g", "500 mg", "tablet", "three times a day", "1 week"],
                "42 tablets",
            ),
            (
                ["100 mcg", "0.1 mg", "tablet", "daily", "1 month"],
                "30 tablets",
            ),
            (
                ["1 comprimé", "", "", "2 fois par jour", "10 jours"],
                "20 comprimés",
            ),
            (
                [
                    "500 mg",
                    "500 mg",
                    "gélule",
                    "toutes les 8 heures",
                    "pendant 5 jours",
                ],
                "15 gélules",
            ),
            (["2,5 mL", "", "", "un jour sur deux", "6 jours"], "7.5 mL"),
            (["400 mg", "400 mg", "tablet", "once", ""], "1 tablet"),
            (["2 drops", "", "", "every 6 h", "3 days"], "24 drops"),
            (["1 tablet", "", "", "once a week", "4 weeks"], "4 tablets"),
        ] {
            assert_eq!(counted(of), wanted, "{of:?}");
        }
    }

    #[test]
    fn what_is_not_understood_to_its_last_word_is_not_counted() {
        for of in [
            ["500 mg", "500 mg", "capsule", "when needed", "5 days"],
            [
                "500 mg",
                "500 mg",
                "capsule",
                "3 times daily as needed",
                "5 days",
            ],
            ["500 mg", "500 mg", "capsule", "3 times daily", ""],
            [
                "500 mg",
                "500 mg",
                "capsule",
                "3 times daily",
                "until better",
            ],
            ["500 mg", "", "", "3 times daily", "5 days"],
            ["500 mg", "500 units", "vial", "3 times daily", "5 days"],
            ["1-2 tablets", "", "", "3 times daily", "5 days"],
            ["1,000 mg", "500 mg", "tablet", "daily", "5 days"],
            ["0 tablets", "", "", "daily", "5 days"],
            ["1 tablet", "", "", "every 7 hours", "5 days"],
            ["1 tablet", "", "", "daily", "99999999 days"],
            ["500 mg", "500 mg", "", "daily", "5 days"],
            ["", "", "", "", ""],
        ] {
            assert_eq!(counted(of), "", "{of:?}");
        }
    }

    proptest! {
        #[test]
        fn any_words_are_counted_or_not_and_break_nothing(
            dose in ".{0,12}", strength in ".{0,12}", form in ".{0,12}", frequency in ".{0,24}", duration in ".{0,12}",
        ) {
            let _ = for_course(&dose, &strength, &form, &frequency, &duration);
        }

        #[test]
        fn tablets_are_as_many_as_doses(each in 1u64..9, times in 1u64..7, days in 1u64..99) {
            let [dose, often, long] = [
                format!("{each} tablets"),
                format!("{times} times a day"),
                format!("{days} days"),
            ];
            let counted = for_course(&dose, "", "", &often, &long).expect("numbers");
            prop_assert_eq!(counted.value, (each * times * days).to_string());
        }
    }
}
