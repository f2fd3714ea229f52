//! Sealing and opening: what leaves this room for storage is a [`Sealed`] value.

/// A value sealed for storage: opaque outside this room.
pub struct Sealed(Vec<u8>);

impl Sealed {
    /// Bytes that came back from storage; opening them is what finds them whole or damaged.
    pub fn from_stored(bytes: Vec<u8>) -> Self {
        Self(bytes)
    }

    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }
}
