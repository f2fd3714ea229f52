//! The passphrase meter: a worker of its own, because its word lists are large and seldom needed.

use leptos::prelude::*;
use zeroize::Zeroizing;

use super::timers::sleep;
use super::updates;
use super::worker::ByteWorker;

const METER: &str = "./meter_loader.js";

/// Where it cannot be had, it is asked for again after so long.
const AGAIN_MS: u32 = 5_000;

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
///
/// Its program is not among what is kept for working offline: it is fetched here, and kept from then on. Where it cannot be
/// had there is no verdict until there is a connection.
#[derive(Clone, Copy)]
pub struct Meter {
    worker: StoredValue<Option<ByteWorker>, LocalStorage>,
    ready: RwSignal<bool>,
    strength: RwSignal<Option<Strength>>,
}

impl Meter {
    /// Fetches the meter's program and starts it; tries again until it can be had or the component is gone.
    pub fn start() -> Self {
        let meter = Self {
            worker: StoredValue::new_local(None),
            ready: RwSignal::new(false),
            strength: RwSignal::new(None),
        };
        leptos::task::spawn_local(async move {
            while meter.ready.try_get_untracked().is_some() {
                if updates::fetch_what_is_asked_for().await {
                    return meter.begin();
                }
                sleep(AGAIN_MS).await;
            }
        });
        on_cleanup(move || {
            meter.worker.try_set_value(None);
        });
        meter
    }

    fn begin(self) {
        let heard = move |bytes: Zeroizing<Vec<u8>>| match <[u8; 8]>::try_from(bytes.as_slice()) {
            Ok(log10) => {
                let strength = Strength::of(f64::from_le_bytes(log10));
                self.strength.try_set(Some(strength));
            }
            // An empty answer says that the meter listens now.
            Err(_) => {
                self.ready.try_set(true);
            }
        };
        // The component may be gone, and the worker then ends at once.
        let worker = ByteWorker::start(METER, heard, |_| {}).ok();
        self.worker.try_set_value(worker);
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
