//! Bytes that must not be printed, copied by accident or left in memory.

use zeroize::Zeroize;

/// Zeroised when dropped; has no Debug, Display, Serialize or Clone.
pub struct Secret<T: Zeroize>(T);

impl<T: Zeroize> Secret<T> {
    /// Takes the value; copies that were made of it before are the caller's to wipe.
    pub fn new(value: T) -> Self {
        Self(value)
    }

    /// The secret itself. The name is there to be searched for: every place that reads a secret calls it.
    pub fn expose(&self) -> &T {
        &self.0
    }
}

impl<T: Zeroize> Drop for Secret<T> {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}
