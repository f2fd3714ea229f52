//! The person was told how the record is kept.

use minicbor::{Decode, Encode};
use serde::{Deserialize, Serialize};

/// What somebody said to the keeping of their record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cbor(index_only)]
pub enum NoticeAnswer {
    #[n(0)]
    Agrees,
    #[n(1)]
    Declines,
    #[n(2)]
    CouldNotBeAsked,
}

/// The person was told how the record is kept. Care never depends on the answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cbor(map)]
pub struct Notice {
    #[n(0)]
    pub answer: NoticeAnswer,
}
