//! Wrong passphrases wait, also after a reload, and never erase anything.
//!
//! This slows down whoever types at this page. It does nothing against someone who copies the disk and tries elsewhere.

use crate::base::Stamp;
use crate::store::{Durability, Key, MetaName, Store, StoreError, Twin, Write};
use crate::vault::Sealed;

/// Seconds to wait after so many wrong tries; the last one from then on.
const WAITS: [u32; 7] = [0, 0, 0, 2, 5, 10, 30];

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tries {
    pub wrong: u32,
    /// When the last wrong try was.
    pub last: i64,
}

impl Tries {
    /// Milliseconds until the next try; all of them while the clock stands before the last one.
    pub fn wait(&self, now: Stamp) -> u32 {
        let wait = WAITS[(self.wrong as usize).min(WAITS.len() - 1)] * 1000;
        let since = now.ms.saturating_sub(self.last).max(0);
        wait.saturating_sub(u32::try_from(since).unwrap_or(u32::MAX))
    }

    /// The tries so far. A clock that stands before the last one was set back: it waits once more from now, not for ever.
    pub async fn at<S: Store>(store: &S, now: Stamp) -> Result<Self, StoreError> {
        let tries = Self::read(store).await?;
        if tries.wrong == 0 || tries.last <= now.ms {
            return Ok(tries);
        }
        let again = Self {
            last: now.ms,
            ..tries
        };
        again.write(store).await?;
        Ok(again)
    }

    pub fn after_wrong(&self, now: Stamp) -> Self {
        Self {
            wrong: self.wrong.saturating_add(1),
            last: now.ms,
        }
    }

    /// The row is no secret and holds none; a row that cannot be read counts as no tries.
    pub async fn read<S: Store>(store: &S) -> Result<Self, StoreError> {
        let row = store.get(&Key::Meta(MetaName::Tries, Twin::First)).await?;
        Ok(row
            .and_then(|row| Self::parse(row.as_bytes()))
            .unwrap_or_default())
    }

    pub async fn write<S: Store>(&self, store: &S) -> Result<(), StoreError> {
        let mut bytes = self.wrong.to_be_bytes().to_vec();
        bytes.extend_from_slice(&self.last.to_be_bytes());
        let row = Write::Put(
            Key::Meta(MetaName::Tries, Twin::First),
            Sealed::from_stored(bytes),
        );
        store.commit(vec![row], Durability::Strict).await
    }

    fn parse(bytes: &[u8]) -> Option<Self> {
        let (wrong, last) = bytes.split_first_chunk::<4>()?;
        Some(Self {
            wrong: u32::from_be_bytes(*wrong),
            last: i64::from_be_bytes(last.try_into().ok()?),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_set_back_skips_no_wait_and_none_lasts_for_ever() {
        futures_lite::future::block_on(async {
            let store = crate::store::memory::MemoryDisk::new().open();
            let at = |ms| Stamp { ms, offset: 0 };
            let tries = Tries {
                wrong: 6,
                last: 1_000_000_000,
            };
            tries.write(&store).await.expect("kept");
            for ms in [1_000_000_000 - 30_000, 5_000_000, i64::MIN] {
                let tries = Tries::at(&store, at(ms)).await.expect("read");
                assert_eq!(tries.wait(at(ms)), 30_000);
            }
            let set_back = at(5_000_000);
            tries.write(&store).await.expect("kept");
            Tries::at(&store, set_back).await.expect("read");
            let later = at(5_030_000);
            let tries = Tries::at(&store, later).await.expect("read");
            assert_eq!(tries.wait(later), 0);
        });
    }

    #[test]
    fn waits_grow_to_thirty_seconds_and_no_further() {
        let mut tries = Tries::default();
        let now = Stamp {
            ms: 1_000_000,
            offset: 0,
        };
        let mut waits = Vec::new();
        for _ in 0..9 {
            waits.push(tries.wait(now) / 1000);
            tries = tries.after_wrong(now);
        }
        assert_eq!(waits, [0, 0, 0, 2, 5, 10, 30, 30, 30]);
    }
}
