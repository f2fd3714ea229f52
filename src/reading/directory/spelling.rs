//! Spelling forgiven: how a folded word sounds, and how many edits lie between two.

/// How a folded word sounds, roughly, in the languages names are written down in: consonants that are often confused
/// share a letter, doubled ones count once, vowels only at the beginning. Empty for words without Latin letters.
pub fn sound(word: &str) -> String {
    let letters = word.as_bytes();
    let mut key = String::with_capacity(word.len());
    let mut last = 0u8;
    let mut at = 0;
    while at < letters.len() {
        let rest = &letters[at..];
        let (code, used) = sound_of(rest, at == 0);
        at += used;
        // A doubled letter counts once; the same sound after a vowel counts again.
        if code != 0 && code != last {
            key.push(char::from(code));
        }
        last = code;
    }
    key
}

/// The sound letters begin with (0: none) and how many letters it takes.
fn sound_of(rest: &[u8], first: bool) -> (u8, usize) {
    let next = rest.get(1).copied().unwrap_or(0);
    let soft = matches!(next, b'e' | b'i' | b'y');
    match rest {
        [b's', b'c', b'h', ..] => (b'x', 3),
        [b't', b'c', b'h', ..] => (b'x', 3),
        [b's' | b'c', b'h', ..] => (b'x', 2),
        [b'p', b'h', ..] => (b'f', 2),
        [b'k', b'h', ..] | [b'c', b'k' | b'q', ..] => (b'k', 2),
        [b'g', b'h', ..] => (b'g', 2),
        [b't' | b'd', b'h', ..] => (sound_letter(rest[0]), 2),
        [b'd', b'j' | b'z', ..] | [b'z', b'h', ..] => (b'j', 2),
        [b'd', b'i', b'a' | b'o' | b'e', ..] if first => (b'j', 2),
        [b'c', ..] if soft => (b's', 1),
        [b'g', ..] if soft => (b'j', 1),
        [b'x', ..] => (b's', 1),
        [b'a' | b'e' | b'i' | b'o' | b'u' | b'y', ..] if first => (vowel(rest[0]), 1),
        [letter, ..] if letter.is_ascii_alphabetic() => (sound_letter(*letter), 1),
        _ => (0, 1),
    }
}

fn vowel(letter: u8) -> u8 {
    match letter {
        b'i' | b'y' | b'e' => b'i',
        b'o' | b'u' => b'u',
        other => other,
    }
}

fn sound_letter(letter: u8) -> u8 {
    match letter {
        b'a' | b'e' | b'i' | b'o' | b'u' | b'y' | b'h' => 0,
        b'c' | b'q' => b'k',
        b'w' => b'v',
        b'z' => b's',
        other => other,
    }
}

/// Edits (a letter more, less or other, or two swapped) between `word` and the nearest beginning of `text`, or the whole
/// of it; more than `most` counts as `None`.
pub fn edits(word: &str, text: &str, most: usize, whole: bool) -> Option<usize> {
    let (word, text) = (word.as_bytes(), text.as_bytes());
    let reach = text.len().min(word.len() + most);
    if word.len() > reach + most || (whole && text.len() > reach) {
        return None;
    }
    // Rows of the table of distances: two before, one before, now.
    let mut rows = [[0u8; MAX + 1]; 3];
    if word.len() > MAX || reach > MAX {
        return None;
    }
    for (cell, at) in rows[1].iter_mut().zip(0..=reach as u8) {
        *cell = at;
    }
    let mut least_before = 0;
    for (i, letter) in word.iter().enumerate() {
        let [two, one, now] = &mut rows;
        now[0] = i as u8 + 1;
        let mut least = now[0];
        for j in 0..reach {
            let cost = u8::from(*letter != text[j]);
            let mut best = (one[j] + cost).min(one[j + 1] + 1).min(now[j] + 1);
            let swapped = i > 0 && j > 0 && *letter == text[j - 1] && word[i - 1] == text[j];
            if swapped {
                best = best.min(two[j - 1] + 1);
            }
            now[j + 1] = best;
            least = least.min(best);
        }
        // What follows builds on these two rows only, and never makes edits fewer.
        if usize::from(least.min(least_before)) > most {
            return None;
        }
        least_before = least;
        rows.rotate_left(1);
    }
    let last = &rows[1][..=reach];
    let best = if whole {
        last[reach]
    } else {
        last.iter().copied().min().unwrap_or(u8::MAX)
    };
    Some(usize::from(best)).filter(|best| *best <= most)
}

/// Longer words are compared letter for letter only.
const MAX: usize = 40;

/// Which letters a word has, one bit each: a quick bound on the edits between two words.
pub fn letters(word: &str) -> u32 {
    word.bytes()
        .filter(u8::is_ascii_lowercase)
        .fold(0, |mask, letter| mask | 1 << (letter - b'a'))
}

/// Edits that are forgiven in a word of this length.
pub fn forgiven(length: usize) -> usize {
    match length {
        0..=3 => 0,
        4..=6 => 1,
        _ => 2,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reading::directory::keys::folded;

    #[test]
    fn spellings_of_one_name_sound_alike() {
        let alike = [
            ["mohamed", "muhammad", "mohammed"],
            ["aicha", "aysha", "aisha"],
            ["fatoumata", "fatumata", "fathoumata"],
            ["philippe", "filip", "philip"],
            ["jallow", "djallow", "diallow"],
            ["yousuf", "youssouf", "yusuf"],
        ];
        for names in alike {
            assert_eq!(sound(names[0]), sound(names[1]), "{names:?}");
            assert_eq!(sound(names[0]), sound(names[2]), "{names:?}");
        }
        assert_ne!(sound("amadou"), sound("samba"));
        assert_eq!(sound(&folded("محمد")), sound("mohamed"));
    }

    #[test]
    fn edits_are_counted_to_the_nearest_beginning() {
        assert_eq!(edits("fatuo", "fatoumata", 1, false), Some(1));
        assert_eq!(edits("fatuo", "fatoumata", 1, true), None);
        assert_eq!(edits("smit", "smith", 1, true), Some(1));
        assert_eq!(edits("", "x", 2, false), Some(0));
        assert_eq!(edits(&"a".repeat(200), &"a".repeat(200), 2, true), None);
    }
}
