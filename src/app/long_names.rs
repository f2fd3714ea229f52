//! A long name that has no room is shortened in its middle: people of one family differ where their names end.

/// How much of a long name is shown where, in letters.
#[derive(Clone, Copy, Debug)]
pub struct Room {
    /// Up to so many letters a name stays whole wherever it is shown.
    pub whole: usize,
    /// The end that always stays is no longer than this.
    pub tail: usize,
}

/// The head of a page.
pub const BANNER: Room = Room {
    whole: 28,
    tail: 20,
};
/// A narrow column.
pub const RAIL: Room = Room { whole: 12, tail: 7 };

/// The part of a long name that may be cut at its end, and the part that always stays; `None` where the name is short.
///
/// The cut comes where a word begins if one begins there, and never between a letter and its mark.
pub fn halves(name: &str, room: Room) -> Option<(&str, &str)> {
    if width(name) <= room.whole {
        return None;
    }
    let fits = |at: &usize| width(&name[*at..]) <= room.tail;
    let cuts = || may_cut_at(name).filter(fits);
    let least = room.tail / 3;
    let at_word = cuts().find(|at| begins_word(name, *at) && width(&name[*at..]) >= least);
    let at = at_word.or_else(|| cuts().next())?;
    (at > 0).then(|| name.split_at(at))
}

fn begins_word(name: &str, at: usize) -> bool {
    let before = name[..at].chars().next_back();
    before.is_some_and(|before| before.is_whitespace() || before == '-')
}

/// Where a letter begins that stands by itself.
fn may_cut_at(name: &str) -> impl Iterator<Item = usize> {
    let mut before = None;
    name.char_indices().filter_map(move |(at, letter)| {
        let joined = before.replace(letter) == Some(JOINER);
        (at > 0 && !joined && !belongs_to_letter_before(letter)).then_some(at)
    })
}

const JOINER: char = '\u{200d}';

/// Marks, joiners and the scripts of the south of Asia, where letters are written into each other: better one letter too
/// many in the end than half of one.
fn belongs_to_letter_before(letter: char) -> bool {
    matches!(u32::from(letter),
        0x0300..=0x036f | 0x0483..=0x0489 | 0x0591..=0x05c7 | 0x0610..=0x061a | 0x064b..=0x065f | 0x0670
        | 0x06d6..=0x06ed | 0x0711 | 0x0730..=0x074a | 0x08d3..=0x0903 | 0x093a..=0x094f | 0x0981..=0x0983
        | 0x09bc..=0x09d7 | 0x0a01..=0x0a03 | 0x0a3c..=0x0a51 | 0x0abc..=0x0acd | 0x0b3c..=0x0b57
        | 0x0bbe..=0x0bd7 | 0x0c3e..=0x0c56 | 0x0cbc..=0x0cd6 | 0x0d3b..=0x0d57 | 0x0e31 | 0x0e34..=0x0e3a
        | 0x0e47..=0x0e4e | 0x0eb1 | 0x0eb4..=0x0ece | 0x102b..=0x103e | 0x135d..=0x135f | 0x17b4..=0x17d3
        | 0x1ab0..=0x1aff | 0x1dc0..=0x1dff | 0x200c..=0x200f | 0x20d0..=0x20ff | 0x3099..=0x309a
        | 0xfe00..=0xfe0f | 0xfe20..=0xfe2f | 0x1f3fb..=0x1f3ff | 0xe0100..=0xe01ef)
}

/// Roughly how many Latin letters wide.
fn width(text: &str) -> usize {
    let of = |letter: char| match u32::from(letter) {
        _ if belongs_to_letter_before(letter) => 0,
        0x1100..=0x115f | 0x2e80..=0xa4cf | 0xac00..=0xd7a3 | 0xf900..=0xfaff | 0xff00..=0xff60 => {
            2
        }
        0x1f300..=0x1faff | 0x20000..=0x3ffff => 2,
        _ => 1,
    };
    text.chars().map(of).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn people_of_one_family_differ_where_their_names_end() {
        let long = "Provatestabellini-Esempiolungo, Maria Immacolata Teresa Benedetta";
        for (name, head, tail) in [
            (
                format!("{long} Prima"),
                "Provatestabellini-Esempiolungo, Maria Immacolata Teresa ",
                "Benedetta Prima",
            ),
            (
                format!("{long} Seconda"),
                "Provatestabellini-Esempiolungo, Maria Immacolata Teresa ",
                "Benedetta Seconda",
            ),
            // A word that is longer than the end is cut itself.
            (
                "Testa, Pneumonoultramicroscopicsilico".into(),
                "Testa, Pneumonoul",
                "tramicroscopicsilico",
            ),
            // As many words as have room.
            (
                "Provatestabellini-Esempiolungo, Maria Immacolata II".into(),
                "Provatestabellini-Esempiolungo, ",
                "Maria Immacolata II",
            ),
        ] {
            assert_eq!(halves(&name, BANNER), Some((head, tail)), "{name}");
        }
    }

    #[test]
    fn what_has_room_stays_whole() {
        for name in ["", "Testa, Prima", "Testa, Prima Seconda Terza IV"] {
            assert_eq!(halves(name, BANNER).is_none(), width(name) <= 28, "{name}");
        }
        assert_eq!(halves("Testa, Prima", BANNER), None);
        assert_eq!(halves("Testa, Prima", RAIL), None);
        assert_eq!(halves("Testa, Seconda", RAIL), Some(("Testa, ", "Seconda")));
    }

    #[test]
    fn a_letter_keeps_its_mark_and_wide_letters_count_twice() {
        let marked = "a\u{301}".repeat(40);
        let (head, tail) = halves(&marked, BANNER).expect("it is long");
        assert!(head.ends_with('\u{301}') && tail.starts_with('a'));
        assert_eq!(width(tail), 20);
        let wide = "試".repeat(30);
        let (_, tail) = halves(&wide, BANNER).expect("it is long");
        assert_eq!(tail.chars().count(), 10);
    }

    proptest! {
        #[test]
        fn nothing_is_lost_and_the_end_has_room(name in "\\PC{0,90}", narrow: bool) {
            let room = if narrow { RAIL } else { BANNER };
            match halves(&name, room) {
                None => {}
                Some((head, tail)) => {
                    prop_assert_eq!(&format!("{head}{tail}"), &name);
                    prop_assert!(!head.is_empty() && !tail.is_empty());
                    prop_assert!(width(tail) <= room.tail);
                }
            }
        }
    }
}
