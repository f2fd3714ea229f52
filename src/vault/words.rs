//! Words for people: generated passphrases and the recovery code, both of the BIP-39 lists.

use bip39::{Language as List, Mnemonic};
use zeroize::{Zeroize, Zeroizing};

use super::crypto::hkdf256::derive;
use super::crypto::p256::ReceiveKey;
use crate::base::letters::{composed, composed_alike, is_mark, taken_apart};
use crate::base::text::words_alone;
use crate::base::{Entropy, Language, Secret};

/// A passphrase of one's own has at least so many characters.
pub const MIN_PASSPHRASE: u32 = 12;

const CODE: usize = 16;
/// The words of a recovery code: 128 bits and a checksum, 11 bits a word.
pub const CODE_WORDS: usize = 12;

/// The list of a language; English for one that BIP-39 has no list of.
fn list_of(language: Language) -> List {
    match language {
        Language::English => List::English,
        Language::French => List::French,
    }
}

fn words_of(language: Language) -> &'static [&'static str; 2048] {
    list_of(language).word_list()
}

/// The 2048 words of a language, in composed form as a keyboard writes them.
pub fn word_list(language: Language) -> Vec<String> {
    let words = words_of(language).iter();
    words.map(|word| composed(word)).collect()
}

/// `words` words at random, each worth 11 bits, separated by spaces.
pub fn generate_passphrase(
    words: u8,
    language: Language,
    entropy: &mut dyn Entropy,
) -> Secret<String> {
    let list = words_of(language);
    let mut chosen = String::new();
    for number in 0..words {
        if number > 0 {
            chosen.push(' ');
        }
        // 2048 divides 2¹⁶: every word is as likely.
        let pick = u16::from_be_bytes(entropy.array()) % 2048;
        chosen.push_str(&composed(list[usize::from(pick)]));
    }
    Secret::new(chosen)
}

/// How a passphrase is read everywhere: compatibility-composed, with single spaces and none around. Case counts.
pub(super) fn normal_passphrase(typed: &str) -> Zeroizing<String> {
    let composed = Zeroizing::new(composed_alike(typed));
    let mut normal = Zeroizing::new(String::with_capacity(composed.len()));
    for word in composed.split_whitespace() {
        if !normal.is_empty() {
            normal.push(' ');
        }
        normal.push_str(word);
    }
    normal
}

/// Letters by which a word of a list is known from all others.
const TELLING: usize = 4;

/// The words of a list that were typed: whole, or as many of their first letters as tell them from the others. `typed` is
/// bare.
fn meant(language: Language, typed: &[String]) -> Option<Vec<&'static str>> {
    let list: Vec<String> = words_of(language).iter().map(|word| bare(word)).collect();
    let find = |word: &String| {
        let whole = list.iter().position(|known| known == word);
        whole.or_else(|| {
            let mut begun = (0..list.len()).filter(|at| list[*at].starts_with(word.as_str()));
            let first = begun.next()?;
            let telling = word.chars().count() >= TELLING && begun.next().is_none();
            telling.then_some(first)
        })
    };
    let places: Option<Vec<usize>> = typed.iter().map(find).collect();
    Some(
        places?
            .into_iter()
            .map(|at| words_of(language)[at])
            .collect(),
    )
}

/// What someone may have meant who typed the words a file was made with: as typed first; then in small letters, without
/// numbers and signs between the words, and each word whole where it is known by its first letters or without accents.
pub fn passphrases_meant(typed: &str) -> Vec<Zeroizing<String>> {
    let words = Zeroizing::new(words_alone(&typed.to_lowercase()));
    let bare_words: Zeroizing<Vec<String>> =
        Zeroizing::new(words.iter().map(|word| bare(word)).collect());
    let of_lists = Language::ALL.into_iter().filter_map(|language| {
        let words: Vec<String> = meant(language, &bare_words)?
            .into_iter()
            .map(composed)
            .collect();
        Some(words.join(" "))
    });
    let readings = [typed.to_owned(), typed.to_lowercase(), words.join(" ")];
    let mut found: Vec<Zeroizing<String>> = Vec::new();
    for reading in readings.into_iter().chain(of_lists).map(Zeroizing::new) {
        let normal = normal_passphrase(&reading);
        let known = found.iter().any(|other| normal_passphrase(other) == normal);
        if !known && !normal.is_empty() {
            found.push(reading);
        }
    }
    found
}

/// Twelve words of one list with a right checksum are wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("these words are not a recovery code")]
pub struct NotACode;

/// 128 random bits that people write down as twelve words.
pub(super) struct RecoveryCode(Secret<[u8; CODE]>);

impl RecoveryCode {
    pub(super) fn random(entropy: &mut dyn Entropy) -> Self {
        Self(Secret::new(entropy.array()))
    }

    /// The twelve words, composed.
    pub(super) fn words(&self, language: Language) -> Zeroizing<Vec<String>> {
        let mnemonic = Mnemonic::from_entropy_in(list_of(language), self.0.expose())
            .expect("128 bits make twelve words");
        Zeroizing::new(mnemonic.words().map(composed).collect())
    }

    /// Reads typed words of either list, forgiving case, accents, what stands between them and all but the first four
    /// letters of each. The lists share words: seldom, both readings are
    /// codes.
    pub(super) fn read(words: &[String]) -> Result<Vec<Self>, NotACode> {
        let together = Zeroizing::new(words.join(" "));
        let words = Zeroizing::new(words_alone(&together));
        if words.len() != CODE_WORDS {
            return Err(NotACode);
        }
        let typed: Zeroizing<Vec<String>> =
            Zeroizing::new(words.iter().map(|word| bare(word)).collect());
        let codes: Vec<Self> = Language::ALL
            .into_iter()
            .filter_map(|language| Self::read_in(language, &typed))
            .collect();
        if codes.is_empty() {
            Err(NotACode)
        } else {
            Ok(codes)
        }
    }

    fn read_in(language: Language, typed: &[String]) -> Option<Self> {
        let phrase = Zeroizing::new(meant(language, typed)?.join(" "));
        let mnemonic = Mnemonic::parse_in_normalized(list_of(language), &phrase).ok()?;
        let (mut bits, len) = mnemonic.to_entropy_array();
        let code = bits[..len]
            .try_into()
            .ok()
            .map(|code| Self(Secret::new(code)));
        bits.zeroize();
        code
    }

    /// The P-256 key this code stands for. Draws again for the one number in 2³² that is out of range.
    pub(super) fn key(&self) -> ReceiveKey {
        (0u8..=u8::MAX)
            .find_map(|draw| {
                let bytes = derive(self.0.expose(), "recovery key", &[&[draw]]);
                ReceiveKey::from_bytes(bytes.expose())
            })
            .expect("256 draws do not all miss")
    }
}

/// The keys that typed recovery words stand for: one, or seldom two.
pub(super) fn recovery_keys(words: &[String]) -> Result<Vec<ReceiveKey>, NotACode> {
    let codes = RecoveryCode::read(words)?;
    Ok(codes.iter().map(RecoveryCode::key).collect())
}

/// Small letters without marks: how words are compared.
pub(super) fn bare(word: &str) -> String {
    taken_apart(word.trim())
        .chars()
        .filter(|letter| !is_mark(*letter))
        .flat_map(char::to_lowercase)
        .collect()
}
