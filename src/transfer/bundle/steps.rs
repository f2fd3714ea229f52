//! How far the reading of a bundle is.

use std::ops::ControlFlow;

use super::Progress;
use super::error::ReadError;

/// Counts work in bytes of the file: half for opening the parts, half for checking what is in them.
pub(super) struct Steps<'a> {
    half: u64,
    done: u64,
    progress: Progress<'a>,
}

impl<'a> Steps<'a> {
    pub fn over(bytes: u64, progress: Progress<'a>) -> Self {
        Self {
            half: bytes,
            done: 0,
            progress,
        }
    }

    pub fn opened(&mut self, bytes: u64) -> Result<(), ReadError> {
        self.done = (self.done + bytes).min(self.half);
        self.tell(self.done)
    }

    pub fn checked(&mut self, entries: usize, of: usize) -> Result<(), ReadError> {
        self.tell(self.half + self.half * entries as u64 / of.max(1) as u64)
    }

    fn tell(&mut self, done: u64) -> Result<(), ReadError> {
        match (self.progress)(done, 2 * self.half) {
            ControlFlow::Continue(()) => Ok(()),
            ControlFlow::Break(()) => Err(ReadError::Cancelled),
        }
    }
}
