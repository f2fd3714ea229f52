//! Why a JWE did not open.

use crate::vault::words::NotACode;

/// Why a JWE did not open.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum JweError {
    #[error("not a JWE, or cut off")]
    Malformed,
    #[error("a JWE of a kind that is not read here: {0}")]
    Unsupported(String),
    #[error("asks for an unreasonable amount of work, or too little to be safe")]
    HostileCost,
    #[error("sealed to others, or the passphrase or words are wrong")]
    NotForYou,
    #[error(transparent)]
    NotACode(#[from] NotACode),
    #[error("the content was changed, or the key is another's")]
    Damaged,
}
