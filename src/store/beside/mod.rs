//! What is kept beside the database, in small files of its own: the ring secret, and how far the
//! journals had come. An old copy of the database alone then neither opens what was destroyed since
//! nor passes for the present. And a reserve, which a full device gives up.

mod memory;
mod reserve;
mod slot;

use crate::base::InOrder;
use std::collections::BTreeMap;

use zeroize::Zeroizing;

use crate::base::{Compartment, Entropy, Secret};
pub use memory::MemoryFiles;
#[cfg(test)]
pub use reserve::RESERVE;
use slot::Slot;

/// The files, by what they hold. Either of a pair may be half written when the power goes, so the
/// other keeps the value before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FileName {
    Ring(Side),
    Journal(Side),
    /// Holds nothing: room that is given up when the device is full.
    Reserve,
}

/// Which file of a pair. A write goes to the one that does not hold the latest value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Side {
    A,
    B,
}

impl FileName {
    /// Every file there can be: what *Erase* goes through.
    pub const ALL: [Self; 5] = [
        Self::Ring(Side::A),
        Self::Ring(Side::B),
        Self::Journal(Side::A),
        Self::Journal(Side::B),
        Self::Reserve,
    ];

    /// The file's name in the browser's private folder.
    pub fn text(self) -> &'static str {
        match self {
            Self::Ring(Side::A) => "ring-a",
            Self::Ring(Side::B) => "ring-b",
            Self::Journal(Side::A) => "journal-a",
            Self::Journal(Side::B) => "journal-b",
            Self::Reserve => "reserve",
        }
    }
}

/// Why a file beside the database was not read or written.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FileError {
    /// Another tab is at the same file.
    #[error("another tab is using the file")]
    Busy,
    #[error("the device is full")]
    Full,
    /// What was read back is not what was written. The other file of the pair is untouched.
    #[error("the file did not keep what was written")]
    NotKept,
    /// Both files of a pair hold a ring secret: one has to be kept and the other wiped before a
    /// third is written, or the one that opens the key ring could be lost.
    #[error("an earlier change of the ring secret is not finished")]
    Unfinished,
    #[error("the browser's file system failed: {0}")]
    Failed(String),
}

/// A folder that holds the files. Each operation stands alone: no file is held open between two.
#[expect(
    async_fn_in_trait,
    reason = "futures stay on the worker's one thread, so Send is not wanted"
)]
pub trait Files {
    /// The whole file, `None` if there is none.
    async fn read(&self, name: FileName) -> Result<Option<Zeroizing<Vec<u8>>>, FileError>;

    /// Replaces the file's bytes, and returns once they are flushed and were read back alike.
    async fn write(&self, name: FileName, bytes: &[u8]) -> Result<(), FileError>;

    /// Overwrites the file with zeros, flushes, and removes it. No file is no error.
    async fn wipe(&self, name: FileName) -> Result<(), FileError>;

    /// How many bytes the file has, `None` if there is none.
    async fn size(&self, name: FileName) -> Result<Option<usize>, FileError>;

    /// Makes a file of so many random bytes in the place of the one before, and returns once they
    /// are flushed. Where they cannot all be written there is no file afterwards.
    async fn occupy(
        &self,
        name: FileName,
        size: usize,
        entropy: &mut dyn Entropy,
    ) -> Result<(), FileError>;

    /// Removes a file that holds nothing, without writing: also where there is no room to write.
    /// False if there was none.
    async fn remove(&self, name: FileName) -> Result<bool, FileError>;
}

/// Whether this browser has files beside its database.
pub enum Presence<F> {
    Here(Beside<F>),
    /// It has none, and says why. The ring secret then lies in `meta`.
    Absent {
        why: String,
    },
}

/// A ring secret as it was found, and its number: higher is later.
pub struct RingSecret {
    pub number: u64,
    pub secret: Secret<[u8; 32]>,
}

/// The two values that are kept beside the database.
pub struct Beside<F> {
    files: F,
}

impl<F: Files> Beside<F> {
    /// Over a folder as it is found; nothing is read or written yet.
    pub fn new(files: F) -> Self {
        Self { files }
    }

    /// The same files behind another type.
    pub fn onto<G>(self, shelf: impl FnOnce(F) -> G) -> Beside<G> {
        Beside {
            files: shelf(self.files),
        }
    }

    /// The ring secrets that can be read, the latest first. None: it is missing. Two: a change of
    /// the secret was interrupted, and the pages of the key ring tell which of them is in use.
    pub async fn ring_secrets(&self) -> Result<Vec<RingSecret>, FileError> {
        let slots = self.slots(FileName::Ring).await?;
        Ok(slots.into_iter().filter_map(ring_secret).collect())
    }

    /// Writes another ring secret beside the present one and returns its number. When it returns,
    /// the secret is on the disk and was read back, so pages may depend on it.
    ///
    /// # Errors
    /// `Unfinished` while two are kept.
    pub async fn add_ring_secret(&self, secret: &Secret<[u8; 32]>) -> Result<u64, FileError> {
        let slots = self.slots(FileName::Ring).await?;
        match slots.as_slice() {
            [_, _, ..] => Err(FileError::Unfinished),
            slots => {
                self.write_after(FileName::Ring, slots, secret.expose())
                    .await
            }
        }
    }

    /// Wipes every ring secret but the one of this number; nothing if that one is not there.
    pub async fn keep_only_ring_secret(&self, number: u64) -> Result<(), FileError> {
        let slots = self.slots(FileName::Ring).await?;
        let Some(kept) = slots.iter().find(|slot| slot.number == number) else {
            return Ok(());
        };
        self.files.wipe(FileName::Ring(other(kept.place))).await
    }

    /// The last journal number of each compartment when [`mark_journals`](Self::mark_journals) was
    /// last called; empty if nothing can be read.
    pub async fn journal_marks(&self) -> Result<BTreeMap<Compartment, u64>, FileError> {
        let slots = self.slots(FileName::Journal).await?;
        Ok(slots.first().map(marks).unwrap_or_default())
    }

    /// Keeps the last journal number of each compartment outside of the database, so that an older copy of the disk put
    /// back is noticed. The marks before stay readable until these are whole.
    pub async fn mark_journals(&self, marks: &BTreeMap<Compartment, u64>) -> Result<(), FileError> {
        let slots = self.slots(FileName::Journal).await?;
        let payload: Vec<u8> = marks
            .iter()
            .flat_map(|(part, number)| {
                let part = part.0.to_be_bytes().into_iter();
                part.chain(number.to_be_bytes())
            })
            .collect();
        self.write_after(FileName::Journal, &slots, &payload)
            .await?;
        Ok(())
    }

    /// Removes every file, and wipes those that hold something.
    pub async fn erase(&self) -> Result<(), FileError> {
        for name in FileName::ALL {
            match name {
                FileName::Reserve => drop(self.files.remove(name).await?),
                FileName::Ring(_) | FileName::Journal(_) => self.files.wipe(name).await?,
            }
        }
        Ok(())
    }

    /// The whole slots of a pair, the latest first.
    async fn slots(&self, pair: fn(Side) -> FileName) -> Result<Vec<Slot>, FileError> {
        let mut slots = Vec::new();
        for place in [Side::A, Side::B] {
            if let Some(bytes) = self.files.read(pair(place)).await? {
                slots.extend(Slot::decode(place, &bytes));
            }
        }
        slots.order_by_key(|slot| std::cmp::Reverse(slot.number));
        Ok(slots)
    }

    /// Writes into the place that the latest slot does not take.
    async fn write_after(
        &self,
        pair: fn(Side) -> FileName,
        slots: &[Slot],
        payload: &[u8],
    ) -> Result<u64, FileError> {
        let (place, number) = match slots.first() {
            Some(latest) => (other(latest.place), latest.number.saturating_add(1)),
            None => (Side::A, 0),
        };
        let bytes = slot::encode(number, payload);
        self.files.write(pair(place), &bytes).await?;
        Ok(number)
    }
}

fn other(place: Side) -> Side {
    match place {
        Side::A => Side::B,
        Side::B => Side::A,
    }
}

fn ring_secret(slot: Slot) -> Option<RingSecret> {
    let secret = Secret::new(slot.payload.as_slice().try_into().ok()?);
    Some(RingSecret {
        number: slot.number,
        secret,
    })
}

fn marks(slot: &Slot) -> BTreeMap<Compartment, u64> {
    let rows = slot.payload.chunks_exact(10);
    rows.filter_map(|row| {
        let (part, number) = row.split_first_chunk::<2>()?;
        let part = Compartment(u16::from_be_bytes(*part));
        Some((part, u64::from_be_bytes(number.try_into().ok()?)))
    })
    .collect()
}

#[cfg(test)]
mod tests;
