//! Covering the page, and opening it again with the six digits.

use crate::base::Clock;
use crate::engine::Engine;
use crate::engine::cover::{Tried, is_code};
use crate::engine::protocol::*;
use crate::store::Store;
use crate::store::beside::Files;

impl<S: Store, F: Files, C: Clock> Engine<S, F, C> {
    /// With a code: sets it, and does not cover yet. Without: covers, or locks fully where no code is set.
    pub(in crate::engine) fn cover(&mut self, code: Option<String>) -> Result<(), Failure> {
        let now = self.clock.now();
        let session = self.session.as_deref_mut().ok_or(Failure::Locked)?;
        match code {
            Some(code) if session.cover.is_covered() || !is_code(&code) => Err(Failure::Covered),
            Some(code) => {
                session.cover.set(code, false, now);
                Ok(())
            }
            None if session.cover.cover(now) => Ok(()),
            None => {
                self.session = None;
                Err(Failure::Locked)
            }
        }
    }

    pub(in crate::engine) fn uncover(&mut self, code: &str) -> Result<Session, Failure> {
        let now = self.clock.now();
        let session = self.session.as_deref_mut().ok_or(Failure::Locked)?;
        match session.cover.uncover(code, now) {
            Tried::Open => self.who(),
            Tried::Wrong(left) => Err(UnlockFailure::WrongCode(left).into()),
            Tried::Spent => {
                self.session = None;
                Err(UnlockFailure::CodeSpent.into())
            }
        }
    }
}
