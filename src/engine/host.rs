//! What a long verb needs of whoever runs it: to say how far it is, to be cancelled, to let others run.

use std::cell::Cell;
use std::rc::Rc;

use super::protocol::{Failure, Progress, Step};

/// What a long verb needs of whoever runs it. In the browser this is the worker; tests bring their own.
#[expect(
    async_fn_in_trait,
    reason = "futures stay on the worker's one thread, so Send is not wanted"
)]
pub trait Host {
    /// Tells the page how far the present request is.
    fn progress(&self, progress: Progress);

    /// Lets messages in, a cancellation among them.
    async fn breathe(&self);

    /// Whether the page asked for the present request to stop.
    fn cancelled(&self) -> bool;

    /// Says how far it is and lets messages in; an error when the page has cancelled.
    async fn step(&self, step: Step, done: usize, of: usize) -> Result<(), Failure> {
        let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        self.progress(Progress {
            step,
            done: count(done),
            of: count(of),
        });
        self.breathe().await;
        self.go_on()
    }

    /// An error when the page has cancelled.
    fn go_on(&self) -> Result<(), Failure> {
        match self.cancelled() {
            true => Err(Failure::Cancelled),
            false => Ok(()),
        }
    }
}

/// For tests and for verbs nobody waits on.
#[derive(Clone, Default)]
pub struct Quiet {
    pub cancel: Rc<Cell<bool>>,
}

impl Host for Quiet {
    fn progress(&self, _: Progress) {}

    async fn breathe(&self) {}

    fn cancelled(&self) -> bool {
        self.cancel.get()
    }
}
