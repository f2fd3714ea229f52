//! The time an entry is recorded: milliseconds since 1970 in UTC, and the device's offset then.

use chrono::{DateTime, FixedOffset, Local, NaiveDate, Offset};
use minicbor::{Decode, Encode};
use serde::{Deserialize, Serialize};

/// A moment on a device's clock. Ordered by the moment, not by the wall clock it shows.
#[derive(
    Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize, Encode, Decode,
)]
pub struct Stamp {
    /// Milliseconds since 1970-01-01 UTC.
    #[n(0)]
    pub ms: i64,
    /// The device's offset from UTC at that moment, in minutes east.
    #[n(1)]
    pub offset: i16,
}

impl Stamp {
    pub fn local(&self) -> DateTime<FixedOffset> {
        let offset =
            FixedOffset::east_opt(i32::from(self.offset) * 60).unwrap_or_else(|| chrono::Utc.fix());
        DateTime::from_timestamp_millis(self.ms)
            .unwrap_or_default()
            .with_timezone(&offset)
    }

    /// The calendar day the device showed.
    pub fn day(&self) -> NaiveDate {
        self.local().date_naive()
    }
}

pub trait Clock {
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
