//! The digits people write with, of every script that has ten of its own, as 0 to 9.

use crate::base::text::is_hidden;

/// The zero of every run of ten digits: all that Unicode 14 counts as decimal digits.
const ZEROS: [u32; 66] = [
    0x30, 0x660, 0x6F0, 0x7C0, 0x966, 0x9E6, 0xA66, 0xAE6, 0xB66, 0xBE6, 0xC66, 0xCE6, 0xD66,
    0xDE6, 0xE50, 0xED0, 0xF20, 0x1040, 0x1090, 0x17E0, 0x1810, 0x1946, 0x19D0, 0x1A80, 0x1A90,
    0x1B50, 0x1BB0, 0x1C40, 0x1C50, 0xA620, 0xA8D0, 0xA900, 0xA9D0, 0xA9F0, 0xAA50, 0xABF0, 0xFF10,
    0x104A0, 0x10D30, 0x11066, 0x110F0, 0x11136, 0x111D0, 0x112F0, 0x11450, 0x114D0, 0x11650,
    0x116C0, 0x11730, 0x118E0, 0x11950, 0x11C50, 0x11D50, 0x11DA0, 0x16A60, 0x16AC0, 0x16B50,
    0x1D7CE, 0x1D7D8, 0x1D7E2, 0x1D7EC, 0x1D7F6, 0x1E140, 0x1E2F0, 0x1E950, 0x1FBF0,
];

/// The value of a decimal digit of any script.
pub fn digit(c: char) -> Option<u8> {
    let at = ZEROS.partition_point(|zero| *zero <= u32::from(c));
    let value = u32::from(c) - ZEROS.get(at.checked_sub(1)?)?;
    u8::try_from(value).ok().filter(|value| *value < 10)
}

/// What was typed with 0 to 9 for its digits, without marks that cannot be seen and without spaces around it.
pub fn in_figures(text: &str) -> String {
    let seen = text.chars().filter(|c| !is_hidden(*c));
    let figures = seen.map(|c| digit(c).map_or(c, |value| char::from(b'0' + value)));
    figures.collect::<String>().trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_of_any_script_are_figures() {
        for text in [
            "0123456789",
            "٠١٢٣٤٥٦٧٨٩",
            "۰۱۲۳۴۵۶۷۸۹",
            "०१२३४५६७८९",
            "০১২৩৪৫৬৭৮৯",
            "๐๑๒๓๔๕๖๗๘๙",
            "០១២៣៤៥៦៧៨៩",
            "၀၁၂၃၄၅၆၇၈၉",
            "０１２３４５６７８９",
            "߀߁߂߃߄߅߆߇߈߉",
            "𞥐𞥑𞥒𞥓𞥔𞥕𞥖𞥗𞥘𞥙",
            " \u{200f}0123456789\u{feff}\u{a0}",
        ] {
            assert_eq!(in_figures(text), "0123456789", "{text}");
        }
        for no_digit in ['a', '/', ':', '\0', '²', '½', '一', char::MAX] {
            assert_eq!(digit(no_digit), None, "{no_digit}");
        }
    }
}
