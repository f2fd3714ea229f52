//! The commonest passwords, as a filter (`public/commonest.bin`, written by `scripts/commonest.mjs`): what is known of a
//! passphrase where the meter cannot be had.

/// How many words the filter was made of. Two of them may fall on one place.
const WORDS: u64 = 10_000;

/// A repeated part of so few characters is found as fast as the part alone.
const SHORT: usize = 3;

/// Says of a word whether it is one of the commonest passwords; of one word in some 16 000 that is none as well.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Commonest {
    /// Where the words fall, ascending.
    places: Vec<u64>,
    bits: u8,
}

impl Commonest {
    /// Reads the filter; none if these are not its bytes.
    pub fn read(bytes: &[u8]) -> Option<Self> {
        let (count, rest) = bytes.split_first_chunk::<4>()?;
        let (&bits, coded) = rest.split_first()?;
        let count = u32::from_le_bytes(*count);
        if u64::from(count) > WORDS || bits > 16 {
            return None;
        }
        let mut coded = coded
            .iter()
            .flat_map(|byte| (0..8).rev().map(move |bit| byte >> bit & 1));
        let mut place = 0;
        let mut next = || {
            let mut distance = 0;
            while coded.next()? == 1 {
                distance += 1;
            }
            for _ in 0..bits {
                distance = distance << 1 | u64::from(coded.next()?);
            }
            place += distance;
            Some(place)
        };
        let places = (0..count).map(|_| next()).collect::<Option<Vec<_>>>()?;
        Some(Self { places, bits })
    }

    /// Whether a passphrase is one of the commonest, whatever its case; or one with figures, signs and spaces between or
    /// around; or the same over and over.
    pub fn knows(&self, passphrase: &str) -> bool {
        let lower = passphrase.trim().to_lowercase();
        let joined: String = lower.chars().filter(|c| c.is_alphanumeric()).collect();
        let letters = joined.trim_matches(|c: char| !c.is_alphabetic());
        [&lower, joined.as_str(), letters]
            .into_iter()
            .filter(|reading| !reading.is_empty())
            .any(|reading| self.has(reading) || self.has_repeated(reading))
    }

    fn has_repeated(&self, text: &str) -> bool {
        let letters: Vec<char> = text.chars().collect();
        let repeats = |len: usize| letters.iter().zip(&letters[len..]).all(|(a, b)| a == b);
        let unit = (1..=letters.len() / 2).find(|len| repeats(*len));
        unit.is_some_and(|len| len <= SHORT || self.has(&letters[..len].iter().collect::<String>()))
    }

    fn has(&self, word: &str) -> bool {
        self.places.binary_search(&self.place_of(word)).is_ok()
    }

    /// FNV-1a with a last mixing (of MurmurHash3), scaled to the range of the filter.
    fn place_of(&self, word: &str) -> u64 {
        let fnv = |hash: u32, byte: u8| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
        let mut hash = word.bytes().fold(0x811c_9dc5, fnv);
        hash = (hash ^ hash >> 16).wrapping_mul(0x85eb_ca6b);
        hash = (hash ^ hash >> 13).wrapping_mul(0xc2b2_ae35);
        hash ^= hash >> 16;
        (u64::from(hash) * (WORDS << self.bits)) >> 32
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn commonest() -> Commonest {
        let bytes = include_bytes!("../../public/commonest.bin");
        Commonest::read(bytes).expect("the filter that is shipped")
    }

    #[test]
    fn the_commonest_are_known() {
        let commonest = commonest();
        assert!(commonest.places.len() > 9_900);
        for one in ["password", "123456", "trustno1", "Qwertyuiop", "DRAGON"] {
            assert!(commonest.knows(one), "{one}");
        }
    }

    #[test]
    fn figures_signs_and_repeating_hide_nothing() {
        let commonest = commonest();
        for one in [
            "password1234",
            "12Password!!",
            "pass word 1234",
            "qwertyqwerty",
            "aaaaaaaaaaaa",
            "123123123123",
            "dragondragondragon",
            "  Trustno1  ",
        ] {
            assert!(commonest.knows(one), "{one}");
        }
    }

    #[test]
    fn other_words_are_not() {
        let commonest = commonest();
        for one in [
            "seven lamps under a wooden bridge",
            "a sentence for trying things out",
            "горный ручей зимой",
            "لا شيء معروف هنا",
            "4711 rivers",
            "",
            "?!",
        ] {
            assert!(!commonest.knows(one), "{one}");
        }
    }

    #[test]
    fn hardly_any_other_word_is_taken_for_one() {
        let commonest = commonest();
        let taken = (0..100_000).filter(|n| commonest.has(&format!("no word {n}")));
        assert!(taken.count() < 30);
    }

    #[test]
    fn other_bytes_are_no_filter() {
        let bytes = include_bytes!("../../public/commonest.bin");
        for bytes in [
            &[][..],
            &bytes[..4],
            &bytes[..5_000],
            &[255; 64],
            b"<!doctype html>",
        ] {
            assert_eq!(Commonest::read(bytes), None);
        }
    }
}
