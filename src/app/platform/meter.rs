//! The passphrase meter: a worker of its own, because its word lists are large and seldom needed.

use leptos::prelude::*;
use zeroize::Zeroizing;

use super::worker::ByteWorker;

const METER: &str = "./meter_loader.js";

/// How long a passphrase would hold against someone who copied the disk and guesses with many machines
/// (ten thousand tries a second against Argon2id).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Strength {
    Hours,
    Months,
    Years,
    Lifetimes,
}

impl Strength {
    /// From the tenth logarithm of the guesses it takes.
    fn of(guesses_log10: f64) -> Self {
        match guesses_log10 {
            g if g < 8.0 => Self::Hours,
            g if g < 11.0 => Self::Months,
            g if g < 14.0 => Self::Years,
            _ => Self::Lifetimes,
        }
    }
}

/// Weighs passphrases as they are typed. Ends with the component that started it.
#[derive(Clone, Copy)]
pub struct Meter {
    worker: StoredValue<Option<ByteWorker>, LocalStorage>,
    ready: RwSignal<bool>,
    strength: RwSignal<Option<Strength>>,
}

impl Meter {
    pub fn start() -> Self {
        let strength = RwSignal::new(None);
        let ready = RwSignal::new(false);
        let heard = move |bytes: Zeroizing<Vec<u8>>| match <[u8; 8]>::try_from(bytes.as_slice()) {
            Ok(log10) => {
                strength.try_set(Some(Strength::of(f64::from_le_bytes(log10))));
            }
            // An empty answer says that the meter listens now.
            Err(_) => {
                ready.try_set(true);
            }
        };
        // Without the meter a passphrase is still held to its length.
        let worker = ByteWorker::start(METER, heard, |_| {}).ok();
        let worker = StoredValue::new_local(worker);
        on_cleanup(move || {
            worker.try_set_value(None);
        });
        Self {
            worker,
            ready,
            strength,
        }
    }

    /// Weighs what is typed, once the meter listens; `strength` follows. Call it in an effect.
    pub fn weigh(&self, passphrase: &str) {
        if !self.ready.get() {
            return;
        }
        self.worker.with_value(|worker| {
            if let Some(worker) = worker {
                // A worker that failed weighs nothing.
                let _ = worker.send(passphrase.as_bytes());
            }
        });
    }

    /// The last verdict; `None` until there is one.
    pub fn strength(&self) -> Option<Strength> {
        self.strength.get()
    }
}
