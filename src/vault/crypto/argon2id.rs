//! Argon2id version 1.3 with one lane. Costs read from a row are held to bounds before any work is done.

use argon2::{Algorithm, Argon2, Params, Version};

use super::Key;
use crate::base::Secret;

pub(in crate::vault) const SALT: usize = 32;

const MIB: u32 = 1024;

/// What trying one passphrase costs: memory in KiB, and passes over it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cost {
    memory: u32,
    passes: u32,
}

/// The row asks for less work than is safe or more than a device can bear.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{memory} KiB and {passes} passes are outside of 19 MiB, 2 passes to 256 MiB, 10 passes")]
pub struct CostOutOfBounds {
    pub memory: u32,
    pub passes: u32,
}

impl Cost {
    /// Of new vaults: 64 MiB, three passes.
    pub const NEW: Self = Self {
        memory: 64 * MIB,
        passes: 3,
    };
    /// The least that is accepted: 19 MiB, two passes.
    pub const LEAST: Self = Self {
        memory: 19 * MIB,
        passes: 2,
    };
    const MOST: Self = Self {
        memory: 256 * MIB,
        passes: 10,
    };

    /// `memory` in KiB.
    pub fn new(memory: u32, passes: u32) -> Result<Self, CostOutOfBounds> {
        let memory_fits = (Self::LEAST.memory..=Self::MOST.memory).contains(&memory);
        let passes_fit = (Self::LEAST.passes..=Self::MOST.passes).contains(&passes);
        if memory_fits && passes_fit {
            Ok(Self { memory, passes })
        } else {
            Err(CostOutOfBounds { memory, passes })
        }
    }

    /// In KiB.
    pub fn memory(&self) -> u32 {
        self.memory
    }

    /// How often the memory is gone over.
    pub fn passes(&self) -> u32 {
        self.passes
    }
}

pub(in crate::vault) fn stretch(passphrase: &[u8], salt: &[u8; SALT], cost: Cost) -> Key {
    let params = Params::new(cost.memory, cost.passes, 1, Some(32)).expect("costs are in bounds");
    let mut out = [0u8; 32];
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into(passphrase, salt, &mut out)
        .expect("the salt's and the output's lengths are allowed");
    Secret::new(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn costs_outside_the_bounds_are_refused() {
        for (memory, passes) in [
            (19 * MIB - 1, 2),
            (19 * MIB, 1),
            (256 * MIB + 1, 10),
            (256 * MIB, 11),
            (u32::MAX, u32::MAX),
        ] {
            assert_eq!(
                Cost::new(memory, passes),
                Err(CostOutOfBounds { memory, passes })
            );
        }
        assert_eq!(Cost::new(64 * MIB, 3), Ok(Cost::NEW));
        assert!(Cost::new(256 * MIB, 10).is_ok());
    }
}
