//! Chart numbers and phone numbers: hardly two are the same, so all are looked through at every keystroke. Each is one
//! machine number, and a beginning is found by one comparison.

use super::keys::{self, Meeting};

/// The first sixteen bytes of a text, the first one highest; zeros after its end.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Packed(u128);

impl Packed {
    const LEN: usize = 16;

    fn new(text: &str) -> Self {
        let mut bytes = [0; Self::LEN];
        let len = text.len().min(Self::LEN);
        bytes[..len].copy_from_slice(&text.as_bytes()[..len]);
        Self(u128::from_be_bytes(bytes))
    }

    fn without(self, first: usize) -> Self {
        Self(if first < Self::LEN {
            self.0 << (8 * first)
        } else {
            0
        })
    }

    /// Keeps the first `len` bytes (1 to 16).
    fn mask(len: usize) -> u128 {
        u128::MAX << (8 * (Self::LEN - len))
    }
}

/// A chart number without its hyphens, its running part, and that without leading zeros.
#[derive(Clone, Copy, Debug, Default)]
struct Number {
    whole: Packed,
    running: Packed,
    short: Packed,
}

impl Number {
    fn new(number: &str) -> Self {
        let (mut text, mut parts) = (String::new(), 0);
        let (mut running, mut short) = (0, 0);
        keys::each_word(number, |part| {
            parts += 1;
            if parts == 2 {
                running = text.len();
                short = running + part.len() - part.trim_start_matches('0').len();
            }
            text.push_str(part);
        });
        let whole = Packed::new(&text);
        let from = |at: usize| if at > 0 { whole.without(at) } else { Packed(0) };
        Self {
            whole,
            running: from(running),
            short: from(short),
        }
    }
}

/// The first sixteen digits of a phone number, each one more than itself in four bits, the first one highest.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Phone(u64);

impl Phone {
    const DIGITS: u32 = 16;
    /// Digits that tell a phone from others; the country's code before them may be left out.
    const TELLING: u32 = 8;

    pub fn new(phone: &str) -> Self {
        let digits = keys::digits(phone);
        let digits = digits.bytes().take(Self::DIGITS as usize);
        let packed = digits.zip(0u32..).fold(0, |sum, (digit, at)| {
            sum | u64::from(digit - b'0' + 1) << (60 - 4 * at)
        });
        Self(packed)
    }

    fn len(self) -> u32 {
        (u64::BITS - self.0.trailing_zeros()).div_ceil(4)
    }

    fn holds(self, digits: Self, mask: u64) -> bool {
        let mut rest = self.0;
        while rest != 0 {
            if rest & mask == digits.0 {
                return true;
            }
            rest <<= 4;
        }
        false
    }

    /// Both known, and the last digits equal.
    pub fn same(self, other: Self) -> bool {
        let last = |phone: Self| phone.0 << (4 * phone.len().saturating_sub(Self::TELLING));
        self.len() >= 6 && last(self) == last(other)
    }
}

#[derive(Clone, Debug, Default)]
pub struct Numbers {
    charts: Vec<Number>,
    phones: Vec<Phone>,
}

impl Numbers {
    pub fn put(&mut self, row: u32, chart: &str, phone: &str) {
        let at = row as usize;
        if self.charts.len() <= at {
            self.charts.resize(at + 1, Number::default());
            self.phones.resize(at + 1, Phone::default());
        }
        self.charts[at] = Number::new(chart);
        self.phones[at] = Phone::new(phone);
    }

    pub fn clear(&mut self, row: u32) {
        self.put(row, "", "");
    }

    /// Rows whose chart number, or its running part, is or begins with these letters and digits.
    pub fn charts(&self, typed: &str, mut found: impl FnMut(u32, Meeting)) {
        if typed.is_empty() || typed.len() > Packed::LEN {
            return;
        }
        let (mask, typed) = (Packed::mask(typed.len()), Packed::new(typed));
        for (number, row) in self.charts.iter().zip(0u32..) {
            if number.whole == typed {
                found(row, Meeting::Same);
            } else if number.whole.0 & mask == typed.0
                || number.running.0 & mask == typed.0
                || number.short.0 & mask == typed.0
            {
                found(row, Meeting::Beginning);
            }
        }
    }

    /// Rows whose phone number holds these digits.
    pub fn phones(&self, digits: &str, mut found: impl FnMut(u32)) {
        let digits = Phone::new(digits);
        if digits.0 == 0 {
            return;
        }
        let mask = u64::MAX << (4 * (Phone::DIGITS - digits.len()));
        for (phone, row) in self.phones.iter().zip(0u32..) {
            if phone.holds(digits, mask) {
                found(row);
            }
        }
    }

    /// Rows of the same phone.
    pub fn same_phone(&self, phone: Phone) -> impl Iterator<Item = u32> + '_ {
        let phones = self.phones.iter().zip(0u32..);
        phones
            .filter(move |(one, _)| phone.same(**one))
            .map(|(_, row)| row)
    }

    pub fn phone(&self, row: u32) -> Phone {
        self.phones.get(row as usize).copied().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(number: &str, typed: &str) -> Option<Meeting> {
        let mut numbers = Numbers::default();
        numbers.put(0, number, "");
        let mut met = None;
        numbers.charts(typed, |_, meeting| met = Some(meeting));
        met
    }

    #[test]
    fn a_chart_number_is_found_by_its_beginnings() {
        let number = "K7QM2-0412-X";
        assert_eq!(found(number, "k7qm20412x"), Some(Meeting::Same));
        for typed in ["k", "k7qm2", "k7qm204", "0412", "041", "412", "412x"] {
            assert_eq!(found(number, typed), Some(Meeting::Beginning), "{typed}");
        }
        for typed in ["", "x", "7qm", "12", "k7qm20412xx", "k7qm20412x0000000"] {
            assert_eq!(found(number, typed), None, "{typed}");
        }
        assert_eq!(found("", "0"), None);
    }

    #[test]
    fn a_phone_is_found_by_any_digits_of_it() {
        let holds = |phone: &str, digits: &str| {
            let mut numbers = Numbers::default();
            numbers.put(0, "", phone);
            let mut any = false;
            numbers.phones(digits, |_| any = true);
            any
        };
        for digits in ["221", "0771", "2210771", "234500", "0"] {
            assert!(holds("+221 0771 234500", digits), "{digits}");
        }
        for digits in ["", "2222", "12345000", "2345001"] {
            assert!(!holds("+221 0771 234500", digits), "{digits}");
        }
    }

    #[test]
    fn a_phone_is_the_same_without_its_country() {
        let same = |one: &str, other: &str| Phone::new(one).same(Phone::new(other));
        assert!(same("+221 77 123 45 01", "77 123 45 01"));
        assert!(same("00221771234501", "+221 77 123 45 01"));
        assert!(!same("77 123 45 01", "77 123 45 02"));
        assert!(!same("12345", "12345"));
        assert!(!same("", ""));
    }
}
