//! What this installation is called and how it is set: one sealed row.

use serde::{Deserialize, Serialize};

use super::protocol::{Settings, VaultKind};
use crate::base::{InstallationId, Stamp};

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Installation {
    pub id: InstallationId,
    pub kind: VaultKind,
    /// Short name: "Tablet 2".
    pub device: String,
    pub site: String,
    /// The running number the next new chart gets.
    pub next_chart: u32,
    pub settings: Settings,
    pub last_checked_copy: Option<Stamp>,
    /// When everything was last verified, and how many entries could not be read.
    pub last_check: Option<(Stamp, u32)>,
}

impl Installation {
    pub fn to_bytes(&self) -> Vec<u8> {
        postcard::to_allocvec(self).expect("settings have no unserialisable parts")
    }

    pub fn read(bytes: &[u8]) -> Option<Self> {
        postcard::from_bytes(bytes).ok()
    }
}
