//! The time an entry is recorded: milliseconds since 1970 in UTC, and the device's offset then.

use chrono::{DateTime, FixedOffset, Local, NaiveDate, Offset};
use minicbor::decode::{Decoder, Error as DecodeError};
use minicbor::{Decode, Encode};
use serde::{Deserialize, Serialize};

/// A moment on a device's clock. Ordered by the moment, not by the wall clock it shows.
///
/// Read from the years 1 to 9999 and offsets of less than a day only: what lies beyond is no date of anybody's, and a
/// calendar would have to refuse it later, where nobody can be told.
#[derive(
    Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize, Encode,
)]
#[serde(try_from = "OnTheWire")]
pub struct Stamp {
    /// Milliseconds since 1970-01-01 UTC.
    #[n(0)]
    pub ms: i64,
    /// The device's offset from UTC at that moment, in minutes east.
    #[n(1)]
    pub offset: i16,
}

/// The first and the last millisecond (UTC) that is read: of the years 1 and 9999.
const FIRST_MS: i64 = -62_135_596_800_000;
const LAST_MS: i64 = 253_402_300_799_999;
/// Minutes east or west of UTC are fewer than those of a day.
const DAY_MINUTES: u16 = 24 * 60;

impl Stamp {
    /// Stands for a moment that nothing depends on.
    pub const UNKNOWN: Self = Self { ms: 0, offset: 0 };

    /// Whether it is a time of the calendar people use.
    pub fn is_of_the_calendar(&self) -> bool {
        (FIRST_MS..=LAST_MS).contains(&self.ms) && self.offset.unsigned_abs() < DAY_MINUTES
    }

    /// What the device's clock showed. A time outside of the calendar is taken to its nearest end.
    pub fn local(&self) -> DateTime<FixedOffset> {
        let offset =
            FixedOffset::east_opt(i32::from(self.offset) * 60).unwrap_or_else(|| chrono::Utc.fix());
        DateTime::from_timestamp_millis(self.ms.clamp(FIRST_MS, LAST_MS))
            .unwrap_or_default()
            .with_timezone(&offset)
    }

    /// How the device's clock stood to UTC then: "UTC", "UTC+2", "UTC−3:30".
    pub fn zone(&self) -> String {
        let (hours, minutes) = (
            self.offset.unsigned_abs() / 60,
            self.offset.unsigned_abs() % 60,
        );
        let sign = if self.offset < 0 { '−' } else { '+' };
        match (hours, minutes) {
            (0, 0) => "UTC".into(),
            (hours, 0) => format!("UTC{sign}{hours}"),
            (hours, minutes) => format!("UTC{sign}{hours}:{minutes:02}"),
        }
    }

    /// The calendar day the device showed.
    pub fn day(&self) -> NaiveDate {
        self.local().date_naive()
    }
}

/// The numbers of a time, whatever they are.
#[derive(Deserialize, Decode)]
struct OnTheWire {
    #[n(0)]
    ms: i64,
    #[n(1)]
    offset: i16,
}

impl<'b, C> Decode<'b, C> for Stamp {
    fn decode(d: &mut Decoder<'b>, context: &mut C) -> Result<Self, DecodeError> {
        let read = OnTheWire::decode(d, context)?;
        Self::try_from(read).map_err(DecodeError::message)
    }
}

impl TryFrom<OnTheWire> for Stamp {
    type Error = &'static str;

    fn try_from(OnTheWire { ms, offset }: OnTheWire) -> Result<Self, Self::Error> {
        let stamp = Self { ms, offset };
        if stamp.is_of_the_calendar() {
            Ok(stamp)
        } else {
            Err("a time outside of the calendar")
        }
    }
}

/// What tells the time; tests bring their own.
pub trait Clock {
    /// The date and time of day on this clock, with its distance from UTC.
    fn now(&self) -> Stamp;
}

/// The device's own clock.
#[derive(Clone, Copy, Default)]
pub struct DeviceClock;

impl Clock for DeviceClock {
    fn now(&self) -> Stamp {
        let now = Local::now();
        let minutes = now.offset().fix().local_minus_utc() / 60;
        Stamp {
            ms: now.timestamp_millis(),
            offset: i16::try_from(minutes).unwrap_or(0),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_zone_is_told_as_clocks_differ() {
        for (offset, zone) in [
            (0, "UTC"),
            (120, "UTC+2"),
            (-210, "UTC−3:30"),
            (345, "UTC+5:45"),
            (-30, "UTC−0:30"),
        ] {
            assert_eq!(Stamp { ms: 0, offset }.zone(), zone);
        }
    }

    #[test]
    fn a_time_outside_of_the_calendar_is_not_read_and_has_a_day_all_the_same() {
        let wild = [
            (i64::MAX, 0),
            (i64::MIN, 0),
            // The last millisecond chrono knows: with any offset to the east it is beyond its calendar.
            (8_210_266_876_799_999, 60),
            (-8_334_601_228_800_000, -60),
            (LAST_MS + 1, 0),
            (FIRST_MS - 1, 0),
            (0, i16::MAX),
            (0, i16::MIN),
            (0, 1440),
        ];
        for (ms, offset) in wild {
            let stamp = Stamp { ms, offset };
            let bytes = minicbor::to_vec(stamp).expect("into memory");
            assert!(minicbor::decode::<Stamp>(&bytes).is_err(), "{stamp:?}");
            let json = serde_json::to_string(&stamp).expect("numbers");
            assert!(serde_json::from_str::<Stamp>(&json).is_err(), "{stamp:?}");
            let _ = stamp.day();
        }
        for (ms, offset) in [(LAST_MS, 1439), (FIRST_MS, -1439), (0, 345)] {
            let stamp = Stamp { ms, offset };
            let bytes = minicbor::to_vec(stamp).expect("into memory");
            assert_eq!(minicbor::decode::<Stamp>(&bytes).expect("a time"), stamp);
            let _ = stamp.day();
        }
    }
}
