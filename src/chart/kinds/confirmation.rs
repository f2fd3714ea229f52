//! Another vault's people were confirmed.

use minicbor::{Decode, Encode};
use serde::{Deserialize, Serialize};

use crate::base::{Digest, VaultId};

/// Someone of this vault compared another vault's fingerprint with the one its people show: from then on whoever that
/// vault's administrators named counts as confirmed here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cbor(map)]
pub struct Confirmation {
    #[n(0)]
    pub vault: VaultId,
    /// Hash of that vault's first, self-signed credential.
    #[n(1)]
    pub fingerprint: Digest,
}
