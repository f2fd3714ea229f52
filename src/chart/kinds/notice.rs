//! The person was told how the record is kept.

use crate::base::numbered::numbered;
use minicbor::{Decode, Encode};
use serde::{Deserialize, Serialize};

numbered! {
    /// What somebody said to the keeping of their record.
    pub enum NoticeAnswer {
        0 Agrees,
        1 Declines,
        2 CouldNotBeAsked,
    }
}

/// The person was told how the record is kept. Care never depends on the answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cbor(map)]
pub struct Notice {
    #[n(0)]
    pub answer: NoticeAnswer,
}
