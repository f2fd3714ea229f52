//! What the browser calls a failure, as ours.

use indexed_db_futures::error::{Error, OpenDbError};
use web_sys::DomException;

use crate::store::StoreError;

/// A request or a transaction failed.
pub(super) fn of(error: Error) -> StoreError {
    match error {
        Error::DomException(exception) => of_exception(&exception.into()),
        other => StoreError::Failed(other.to_string()),
    }
}

/// A database would not open. What would mean a lost connection later means a refusal here.
pub(super) fn of_opening(error: OpenDbError) -> StoreError {
    match error {
        OpenDbError::Base(Error::DomException(exception)) => {
            let exception = DomException::from(exception);
            match exception.name().as_str() {
                "SecurityError" | "InvalidStateError" | "NotAllowedError" => {
                    StoreError::Denied(exception.message())
                }
                _ => of_exception(&exception),
            }
        }
        OpenDbError::Base(other) => of(other),
        OpenDbError::UnsupportedEnvironment | OpenDbError::NullFactory => {
            StoreError::Denied(error.to_string())
        }
        OpenDbError::VersionZero => StoreError::Failed(error.to_string()),
    }
}

/// Whether the database has a higher schema than the one asked for.
pub(super) fn is_newer(error: &OpenDbError) -> bool {
    match error {
        OpenDbError::Base(Error::DomException(exception)) => {
            DomException::from(exception.clone()).name() == "VersionError"
        }
        _ => false,
    }
}

pub(super) fn of_exception(exception: &DomException) -> StoreError {
    let message = exception.message();
    match exception.name().as_str() {
        "QuotaExceededError" => StoreError::Full,
        // Nothing here aborts a transaction that was issued whole: an abort, or a database that
        // takes no more transactions, is the browser closing it.
        "AbortError" | "InvalidStateError" | "TransactionInactiveError" => StoreError::Lost,
        "UnknownError" if message.contains("onnection") => StoreError::Lost,
        name => StoreError::Failed(format!("{name}: {message}")),
    }
}
