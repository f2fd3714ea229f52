//! How far the reading of a bundle is.

use std::ops::ControlFlow;

use super::error::ReadError;

/// Told how much of the work is done, and may let others run meanwhile; `Break` stops it, and nothing was changed.
#[expect(
    async_fn_in_trait,
    reason = "futures stay on the worker's one thread, so Send is not wanted"
)]
pub trait Watch {
    async fn at(&mut self, done: u64, of: u64) -> ControlFlow<()>;
}

/// For who only listens.
impl<F: FnMut(u64, u64) -> ControlFlow<()>> Watch for F {
    async fn at(&mut self, done: u64, of: u64) -> ControlFlow<()> {
        self(done, of)
    }
}

/// Counts work in bytes of the file: half for opening the parts, half for checking what is in them.
pub(super) struct Steps<'a, W> {
    half: u64,
    done: u64,
    watch: &'a mut W,
}

impl<'a, W: Watch> Steps<'a, W> {
    pub fn over(bytes: u64, watch: &'a mut W) -> Self {
        Self {
            half: bytes,
            done: 0,
            watch,
        }
    }

    pub async fn opened(&mut self, bytes: u64) -> Result<(), ReadError> {
        self.done = (self.done + bytes).min(self.half);
        self.tell(self.done).await
    }

    pub async fn checked(&mut self, entries: usize, of: usize) -> Result<(), ReadError> {
        let checked = self.half * entries as u64 / of.max(1) as u64;
        self.tell(self.half + checked).await
    }

    async fn tell(&mut self, done: u64) -> Result<(), ReadError> {
        match self.watch.at(done, 2 * self.half).await {
            ControlFlow::Continue(()) => Ok(()),
            ControlFlow::Break(()) => Err(ReadError::Cancelled),
        }
    }
}
