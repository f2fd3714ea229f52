//! Failures of the rooms below, as the page is told them.

use super::protocol::{Failure, StorageTrouble, WriteFailure};
use crate::store::StoreError;
use crate::vault::SealError;

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        Self::Storage(trouble(error))
    }
}

pub fn trouble(error: StoreError) -> StorageTrouble {
    match error {
        StoreError::Full => StorageTrouble::Full,
        StoreError::Blocked => StorageTrouble::Blocked,
        StoreError::Lost => StorageTrouble::Lost,
        StoreError::Newer { found, reads } => StorageTrouble::Newer { found, reads },
        StoreError::Denied(what) => StorageTrouble::Denied(what),
        StoreError::Exists(_) | StoreError::NeverReplaced(_) | StoreError::NeverRemoved(_) => {
            StorageTrouble::Failed(error.to_string())
        }
        StoreError::Failed(what) => StorageTrouble::Failed(what),
    }
}

pub fn sealing(error: SealError) -> Failure {
    match error {
        SealError::TooLarge => Failure::Write(WriteFailure::TooLarge),
        SealError::NoKey => Failure::Write(WriteFailure::NotAllowed),
    }
}
