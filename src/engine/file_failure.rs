//! What the page is told when a bundle does not open: one reason each.

use super::protocol::{Failure, FileFailure};
use crate::transfer::bundle::ReadError;

impl From<ReadError> for Failure {
    fn from(error: ReadError) -> Self {
        Self::File(match error {
            ReadError::TooLarge { mib } => FileFailure::TooLarge(mib),
            ReadError::Foreign => FileFailure::Foreign,
            ReadError::Truncated => FileFailure::Truncated,
            ReadError::Directory => FileFailure::Changed("ZIP".into()),
            ReadError::Newer { found, reads } => FileFailure::Newer { found, reads },
            ReadError::BadPath(name) => FileFailure::BadPath(name),
            ReadError::TwiceNamed => FileFailure::BadPath(String::new()),
            ReadError::Bomb => FileFailure::Bomb,
            ReadError::Changed(part) => FileFailure::Changed(part),
            ReadError::WrongKey => FileFailure::WrongPassphrase,
            ReadError::HostileCost => FileFailure::HostileCost,
            ReadError::Exporter => FileFailure::Changed("key.jwe".into()),
            ReadError::Digest(chart) => FileFailure::Changed(format!("record ({chart})")),
            ReadError::Cancelled => return Self::Cancelled,
        })
    }
}
