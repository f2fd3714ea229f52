//! The chart number people use: `K7QM2-0412-X`. Five Crockford base-32 characters of the installation, a running number,
//! and a check character (ISO 7064, MOD 37-36) over both.

use crate::base::InstallationId;

const CROCKFORD: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const ALPHABET: &[u8; 36] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

/// The five characters every chart made on this installation begins with.
pub fn prefix(installation: InstallationId) -> String {
    let bits = u32::from_be_bytes([0, installation.0[0], installation.0[1], installation.0[2]]);
    let bits = (u64::from(bits) << 8) | u64::from(installation.0[3]);
    (0..5)
        .map(|at| CROCKFORD[(bits >> (27 - 5 * at)) as usize & 31] as char)
        .collect()
}

pub fn chart_number(prefix: &str, running: u32) -> String {
    let body = format!("{prefix}-{running:04}");
    let check = check_character(&body);
    format!("{body}-{check}")
}

/// ISO 7064 hybrid system MOD 37,36.
fn check_character(body: &str) -> char {
    let mut product = 36;
    for c in body.bytes().filter(|c| *c != b'-') {
        let value = ALPHABET
            .iter()
            .position(|a| *a == c.to_ascii_uppercase())
            .unwrap_or(0);
        let sum = (product + value) % 36;
        product = (if sum == 0 { 36 } else { sum }) * 2 % 37;
    }
    ALPHABET[(37 - product) % 36] as char
}

#[cfg(test)]
/// Whether a number was copied without a slip: one wrong character or two swapped neighbours are found.
pub(super) fn is_chart_number(text: &str) -> bool {
    let Some((body, check)) = text.rsplit_once('-') else {
        return false;
    };
    let parts: Vec<&str> = body.split('-').collect();
    matches!(parts[..], [prefix, number] if prefix.len() == 5 && number.len() >= 4)
        && check.len() == 1
        && check.starts_with(check_character(body))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_standards_own_example() {
        // ISO 7064 MOD 37,36 as used by the Global Release Identifier: A1-2425G-ABC1234002 has check character M.
        assert_eq!(check_character("A12425GABC1234002"), 'M');
    }

    proptest! {
        #[test]
        fn a_slip_of_one_character_is_found(id in any::<[u8; 16]>(), running in 0u32..9999, at in 0usize..10, with in 0usize..32) {
            let number = chart_number(&prefix(InstallationId(id)), running);
            prop_assert!(is_chart_number(&number));
            let mut slipped: Vec<u8> = number.clone().into_bytes();
            let at = if at < 5 { at } else { at + 1 };
            let at = at.min(9);
            if slipped[at] != b'-' && slipped[at] != CROCKFORD[with] {
                slipped[at] = CROCKFORD[with];
                prop_assert!(!is_chart_number(&String::from_utf8(slipped).expect("ascii")));
            }
        }
    }
}
