//! The reserve: a file that holds nothing, so that a full device has room to make.

use super::{Beside, FileError, FileName, Files};
use crate::base::Entropy;

/// Bytes of the reserve. What an export writes names every chart that leaves: 16 bytes each, for 50 000 charts 0.8 MiB,
/// sealed and padded 0.9. The rest is for the check of the saved file and for what the database needs of its own, and
/// little enough that no device misses it.
pub const RESERVE: usize = 2 << 20;

impl<F: Files> Beside<F> {
    /// Makes the reserve unless it is there. Its bytes are random: zeros take no room on a disk that knows holes or
    /// compresses, and whoever copies the disk learns nothing from it.
    ///
    /// # Errors
    /// `Full` where there is no room for all of it; then nothing of it is left.
    pub async fn keep_reserve(&self, entropy: &mut dyn Entropy) -> Result<(), FileError> {
        if self.files.size(FileName::Reserve).await? == Some(RESERVE) {
            return Ok(());
        }
        self.files.occupy(FileName::Reserve, RESERVE, entropy).await
    }

    /// Removes the reserve, so that there is room. False if there was none.
    pub async fn give_reserve_up(&self) -> Result<bool, FileError> {
        self.files.remove(FileName::Reserve).await
    }
}
