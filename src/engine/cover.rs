//! The cover: six digits that exist only in the engine's memory, between the page and whoever picks the device up.

use zeroize::Zeroizing;

use super::protocol::ShortCode;
use crate::base::Stamp;

/// Wrong codes before the vault locks fully.
pub const TRIES: u8 = 5;
/// How long a code lives, in milliseconds.
const LIFE: i64 = 8 * 60 * 60 * 1000;

#[derive(Default)]
pub enum Cover {
    /// Nothing was set; covering locks fully.
    #[default]
    None,
    Set(Code),
    Covered(Code, u8),
}

pub struct Code {
    digits: Zeroizing<String>,
    since: Stamp,
    /// Chosen with the passphrase of who works: it may bring them back after somebody else. Whoever holds a device that is
    /// open could choose any other.
    proven: bool,
}

/// Six decimal digits.
pub fn is_code(text: &str) -> bool {
    text.len() == 6 && text.bytes().all(|b| b.is_ascii_digit())
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tried {
    Open,
    Wrong(u8),
    /// Five wrong codes, or eight hours: only the passphrase opens now.
    Spent,
}

impl Cover {
    pub fn set(&mut self, digits: String, proven: bool, now: Stamp) {
        *self = Self::Set(Code {
            digits: Zeroizing::new(digits),
            since: now,
            proven,
        });
    }

    /// Whether its code was chosen with the passphrase.
    pub fn is_proven(&self) -> bool {
        match self {
            Self::None => false,
            Self::Set(code) | Self::Covered(code, _) => code.proven,
        }
    }

    /// What its code does, for who has it.
    pub fn code(&self) -> ShortCode {
        match self {
            Self::None => ShortCode::None,
            _ if self.is_proven() => ShortCode::BringsBack,
            _ => ShortCode::Covers,
        }
    }

    /// The same code, covering nothing.
    pub fn uncovered(self) -> Self {
        match self {
            Self::Covered(code, _) => Self::Set(code),
            other => other,
        }
    }

    pub fn is_covered(&self) -> bool {
        matches!(self, Self::Covered(..))
    }

    /// Covers; `false` where no code is set or it is too old.
    pub fn cover(&mut self, now: Stamp) -> bool {
        *self = match std::mem::take(self) {
            Self::Set(code) if !code.is_old(now) => Self::Covered(code, TRIES),
            Self::Covered(code, left) => Self::Covered(code, left),
            _ => Self::None,
        };
        self.is_covered()
    }

    pub fn uncover(&mut self, typed: &str, now: Stamp) -> Tried {
        let Self::Covered(code, left) = std::mem::take(self) else {
            return Tried::Spent;
        };
        if code.is_old(now) {
            return Tried::Spent;
        }
        if *code.digits == typed {
            *self = Self::Set(code);
            return Tried::Open;
        }
        if left <= 1 {
            return Tried::Spent;
        }
        *self = Self::Covered(code, left - 1);
        Tried::Wrong(left - 1)
    }
}

impl Code {
    /// A clock set back does not lengthen a code's life beyond one more life.
    fn is_old(&self, now: Stamp) -> bool {
        (now.ms - self.since.ms).abs() >= LIFE
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(ms: i64) -> Stamp {
        Stamp { ms, offset: 0 }
    }

    #[test]
    fn five_wrong_codes_and_it_is_spent() {
        let mut cover = Cover::None;
        cover.set("123456".into(), false, at(0));
        assert!(cover.cover(at(1)));
        for left in (1..5).rev() {
            assert_eq!(cover.uncover("000000", at(2)), Tried::Wrong(left));
        }
        assert_eq!(cover.uncover("000000", at(2)), Tried::Spent);
        assert_eq!(cover.uncover("123456", at(2)), Tried::Spent);
    }

    #[test]
    fn the_right_code_opens_again_and_again_for_eight_hours() {
        let mut cover = Cover::None;
        assert!(!cover.cover(at(0)));
        cover.set("123456".into(), false, at(0));
        assert!(cover.cover(at(1)));
        assert_eq!(cover.uncover("123456", at(2)), Tried::Open);
        assert!(cover.cover(at(3)));
        assert_eq!(cover.uncover("123456", at(LIFE)), Tried::Spent);
    }
}
