//! Units of UCUM (The Unified Code for Units of Measure, 2.1) as people write them. For showing only: what was received is
//! never changed. "microgram" is written out, since µg has been read as mg (ISMP, "Error-Prone Abbreviations").

/// Whole atoms whose code is not how they are written.
const ATOMS: [(&str, &str); 40] = [
    ("mm[Hg]", "mmHg"),
    ("cm[H2O]", "cmH₂O"),
    ("m[Hg]", "mHg"),
    ("Cel", "°C"),
    ("[degF]", "°F"),
    ("[lb_av]", "lb"),
    ("[oz_av]", "oz"),
    ("[stone_av]", "st"),
    ("[gr]", "grain"),
    ("[in_i]", "in"),
    ("[ft_i]", "ft"),
    ("[mi_i]", "mi"),
    ("[foz_us]", "fl oz"),
    ("[foz_br]", "fl oz"),
    ("[tsp_us]", "teaspoon"),
    ("[tbs_us]", "tablespoon"),
    ("[tsp_m]", "teaspoon"),
    ("[tbs_m]", "tablespoon"),
    ("[cup_us]", "cup"),
    ("[pt_us]", "pt"),
    ("[qt_us]", "qt"),
    ("[gal_us]", "gal"),
    ("[drp]", "drop"),
    ("[iU]", "IU"),
    ("[IU]", "IU"),
    ("[USP'U]", "USP unit"),
    ("[arb'U]", "arbitrary unit"),
    ("[pH]", "pH"),
    ("[Cal]", "kcal"),
    ("cal_[15]", "cal"),
    ("ug", "microgram"),
    ("meq", "mEq"),
    ("ueq", "µEq"),
    ("deg", "°"),
    ("Ohm", "Ω"),
    ("B[SPL]", "dB"),
    ("[diop]", "dioptre"),
    ("m[H2O]", "mH₂O"),
    ("10^", "10"),
    ("1", ""),
];

/// Units whose code begins with u for micro.
const MICRO: [&str; 14] = [
    "L", "l", "mol", "m", "s", "U", "V", "A", "kat", "Ci", "W", "[iU]", "[IU]", "osm",
];

/// Ways in which units are written by systems that do not write UCUM.
const WRITTEN: [(&str, &str); 30] = [
    ("lb", "[lb_av]"),
    ("lbs", "[lb_av]"),
    ("pound", "[lb_av]"),
    ("pounds", "[lb_av]"),
    ("in", "[in_i]"),
    ("inch", "[in_i]"),
    ("inches", "[in_i]"),
    ("[in_us]", "[in_i]"),
    ("f", "[degF]"),
    ("°f", "[degF]"),
    ("degf", "[degF]"),
    ("deg f", "[degF]"),
    ("fahrenheit", "[degF]"),
    ("c", "Cel"),
    ("°c", "Cel"),
    ("cel", "Cel"),
    ("degc", "Cel"),
    ("deg c", "Cel"),
    ("celsius", "Cel"),
    ("mmhg", "mm[Hg]"),
    ("mm hg", "mm[Hg]"),
    ("kgs", "kg"),
    ("kilogram", "kg"),
    ("kilograms", "kg"),
    ("cms", "cm"),
    ("bpm", "/min"),
    ("beats/min", "/min"),
    ("{beats}/min", "/min"),
    ("{breaths}/min", "/min"),
    ("breaths/min", "/min"),
];

/// The UCUM code of a unit, where it is one of those a vital sign is written in.
pub fn code_of(unit: &str) -> &str {
    let plain = unit.trim().to_lowercase();
    let known = WRITTEN.iter().find(|(written, _)| *written == plain);
    known.map_or(unit, |(_, code)| code)
}

/// A unit without its notation: "10*3/uL" as "×10³/µL", "{score}" as "score", "mL/min/{1.73_m2}" as "mL/min/1.73 m²".
pub fn words(unit: &str) -> String {
    let mut said = String::new();
    for (at, (mark, part)) in parts(unit).into_iter().enumerate() {
        let part = part_words(part);
        // A product of nothing is nothing; a quotient keeps its stroke.
        match mark {
            Some('.') if !part.is_empty() && !said.is_empty() => said.push('·'),
            Some('/') => said.push('/'),
            _ => {}
        }
        if at == 0 && part.starts_with("10") && part != "10" {
            said.push('×');
        }
        said.push_str(&part);
    }
    said
}

/// The factors of a unit, each with the mark before it. Annotations in braces are never cut.
fn parts(unit: &str) -> Vec<(Option<char>, &str)> {
    let mut parts = Vec::new();
    let (mut begin, mut mark, mut inside) = (0, None, false);
    for (at, c) in unit.char_indices() {
        match c {
            '{' | '[' => inside = true,
            '}' | ']' => inside = false,
            '/' | '.' if !inside => {
                // A number's own point is no product.
                let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
                let in_number = c == '.'
                    && digit(unit[..at].chars().next_back())
                    && digit(unit[at + 1..].chars().next());
                if in_number {
                    continue;
                }
                if at > begin || mark.is_some() {
                    parts.push((mark, &unit[begin..at]));
                }
                mark = Some(c);
                begin = at + c.len_utf8();
            }
            _ => {}
        }
    }
    parts.push((mark, &unit[begin..]));
    parts
}

/// One factor: its atom, its power, then what an annotation says of it.
fn part_words(part: &str) -> String {
    let (atom, note) = match part.split_once('{') {
        Some((atom, note)) => (atom, note.trim_end_matches('}')),
        None => (part, ""),
    };
    let note = squared(&note.replace(['_', '{', '}'], " "));
    let atom = atom_words(&atom.replace('}', " "));
    match (atom.is_empty(), note.trim().is_empty()) {
        (false, false) => format!("{atom} {}", note.trim()),
        (_, true) => atom,
        (true, false) => note.trim().to_owned(),
    }
}

/// "1.73 m2" inside an annotation.
fn squared(note: &str) -> String {
    if note.trim_end().ends_with(" m2") {
        note.trim_end().trim_end_matches('2').to_owned() + "²"
    } else {
        note.to_owned()
    }
}

fn atom_words(atom: &str) -> String {
    if let Some((_, words)) = ATOMS.iter().find(|(code, _)| *code == atom) {
        return (*words).to_owned();
    }
    for power_of_ten in ["10*", "10^"] {
        if let Some(power) = atom.strip_prefix(power_of_ten) {
            return format!("10{}", raised(power));
        }
    }
    let (base, power) = with_power(atom);
    let base = match ATOMS.iter().find(|(code, _)| *code == base) {
        Some((_, words)) => (*words).to_owned(),
        None => match base.strip_prefix('u').filter(|rest| MICRO.contains(rest)) {
            Some(rest) => format!("µ{}", plain(rest)),
            None => plain(base),
        },
    };
    if base.is_empty() {
        return atom.to_owned();
    }
    format!("{base}{}", raised(power))
}

/// A prefix before a unit in brackets, and the brackets themselves, are notation: "m[IU]" is "mIU", "[CFU]" is "CFU".
fn plain(base: &str) -> String {
    let known = base.find('[').and_then(|at| {
        let (_, words) = ATOMS.iter().find(|(code, _)| *code == &base[at..])?;
        Some(format!("{}{words}", &base[..at]))
    });
    known.unwrap_or_else(|| base.replace(['[', ']'], "").replace('_', " "))
}

/// "m2" as m and 2; a number alone, and a letter with a number in brackets, have no power.
fn with_power(atom: &str) -> (&str, &str) {
    let base = atom.trim_end_matches(|c: char| c.is_ascii_digit());
    let base = base.strip_suffix('-').unwrap_or(base);
    let is_unit = base
        .chars()
        .next_back()
        .is_some_and(|c| c.is_alphabetic() || c == ']');
    match is_unit {
        true => (base, &atom[base.len()..]),
        false => (atom, ""),
    }
}

fn raised(power: &str) -> String {
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
    raised.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn units_lose_their_notation() {
        for (code, wanted) in [
            ("10*3/uL", "×10³/µL"),
            ("10*9/L", "×10⁹/L"),
            ("10*-6", "×10⁻⁶"),
            ("{cells}/10*6", "cells/10⁶"),
            ("/uL", "/µL"),
            ("/min", "/min"),
            ("mm[Hg]", "mmHg"),
            ("mg/dL", "mg/dL"),
            ("ug", "microgram"),
            ("ug/mL", "microgram/mL"),
            ("umol/L", "µmol/L"),
            ("u[IU]/mL", "µIU/mL"),
            ("m[IU]/L", "mIU/L"),
            ("[iU]", "IU"),
            ("[lb_av]", "lb"),
            ("[in_i]", "in"),
            ("[degF]", "°F"),
            ("Cel", "°C"),
            ("kg/m2", "kg/m²"),
            ("mL/min/{1.73_m2}", "mL/min/1.73 m²"),
            ("mL/min/1.73.m2", "mL/min/1.73·m²"),
            ("{score}", "score"),
            ("{dose}", "dose"),
            ("mg/g{creat}", "mg/g creat"),
            ("/[HPF]", "/HPF"),
            ("%{oxygen}", "% oxygen"),
            ("kg.m/s2", "kg·m/s²"),
            ("cm[H2O]", "cmH₂O"),
            ("1", ""),
            ("", ""),
            ("tablet(s)", "tablet(s)"),
            ("IU/L", "IU/L"),
        ] {
            assert_eq!(words(code), wanted, "{code}");
        }
    }

    #[test]
    fn units_of_vital_signs_are_known_as_they_are_written() {
        for (unit, code) in [
            ("lbs", "[lb_av]"),
            ("deg F", "[degF]"),
            (" °C", "Cel"),
            ("mm Hg", "mm[Hg]"),
            ("kg", "kg"),
            ("g/dL", "g/dL"),
        ] {
            assert_eq!(code_of(unit), code);
        }
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic_and_no_brace_is_left(unit in "[a-z0-9{}\\[\\]/.*^µé -]{0,24}") {
            let said = words(&unit);
            prop_assert!(!said.contains(['{', '}']), "{}", said);
            let _ = code_of(&unit);
        }
    }
}
