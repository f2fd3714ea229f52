//! What the page's state needs of a browser, as one trait: tests give it another.

use std::pin::Pin;
use std::rc::Rc;

use reactive_graph::owner::{LocalStorage, StoredValue};
use reactive_graph::traits::GetValue;
use zeroize::Zeroizing;

use super::look::Look;
use crate::app::route::Route;
use crate::base::Stamp;

/// Work that ends later. It does not run before it is waited for.
pub type Later<T> = Pin<Box<dyn Future<Output = T>>>;

/// What one tab says to the others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TabWord {
    /// "Use it here": seal your drafts, lock, and give the vault up.
    GiveWay,
    /// Lock, all of you.
    LockAll,
}

/// What a browser must have for Carnet to run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lacking {
    /// Plain http: the browser hides its cryptography.
    SecureContext,
    Storage,
    Workers,
    /// Locks between tabs.
    Locks,
    Cryptography,
}

/// A file the person chose.
#[derive(Clone)]
pub struct Chosen {
    pub name: String,
    pub media_type: String,
    pub bytes: Vec<u8>,
}

/// The other end of the line to the engine. Dropping it ends the engine, and with it every key.
pub trait Worker {
    /// Sends bytes; no copy of them stays with the browser.
    ///
    /// # Errors
    /// What the browser said when it could not.
    fn send(&self, bytes: &[u8]) -> Result<(), String>;
}

/// Called with each message of the engine, as bytes; they are wiped afterwards.
pub type Heard = Box<dyn Fn(Zeroizing<Vec<u8>>)>;
/// Called when the engine ended by itself, with what the browser said of it.
pub type Stopped = Box<dyn Fn(String)>;

/// The browser as the page's state knows it.
pub trait Platform {
    /// The device's date and time.
    fn now(&self) -> Stamp;

    /// Milliseconds of the device's monotonic clock: for measuring, never for records.
    fn now_ms(&self) -> f64;

    /// Ends after so many milliseconds; not before, but later on a busy device.
    fn sleep(&self, ms: u32) -> Later<()>;

    /// Starts an engine, which says what it has to say in bytes; `stopped` when it ends by itself.
    ///
    /// # Errors
    /// What the browser said when it could not start one at all.
    fn start_engine(&self, heard: Heard, stopped: Stopped) -> Result<Box<dyn Worker>, String>;

    /// Says it to every other tab of this browser profile; nobody answers.
    fn tell_tabs(&self, word: TabWord);

    /// Waits until no other tab has the vault, then takes it. `true`: it is ours until it is given up.
    fn take_vault(&self) -> Later<bool>;

    /// Lets another tab take the vault. Nothing happens where this tab does not have it.
    fn give_vault_up(&self);

    /// Whether the page is in view: not behind another tab, not on a dark screen.
    fn is_seen(&self) -> bool;

    /// The page the address names.
    fn route(&self) -> Route;

    /// Goes to a page as a link would.
    fn go(&self, route: &Route);

    /// Goes to a page that takes the present one's place.
    fn replace(&self, route: &Route);

    /// Remembers where the focus is on the page being left.
    fn leave(&self, route: Route);

    /// The next title that arrives on this page gives the focus back to where it was.
    fn return_to(&self, route: Route);

    /// How the page looked last.
    fn look(&self) -> Look;

    /// Keeps the look and puts it on the document.
    fn take_look(&self, look: &Look);

    /// Takes the version that waits, if one does.
    fn take_update(&self);
}

/// The one browser of a page, copied freely.
#[derive(Clone, Copy)]
pub struct Edges(StoredValue<Rc<dyn Platform>, LocalStorage>);

impl Edges {
    /// Hands the browser over; it lives as long as the reactive owner in which this is called.
    pub fn new(platform: impl Platform + 'static) -> Self {
        let platform: Rc<dyn Platform> = Rc::new(platform);
        Self(StoredValue::new_local(platform))
    }

    /// The browser, counted by reference: cheap to take for each call.
    pub fn get(&self) -> Rc<dyn Platform> {
        self.0.get_value()
    }
}
