//! A file that somebody was given, kept in the page's memory from its first reading until there is a vault it can go to.

use std::rc::Rc;

use reactive_graph::owner::{LocalStorage, StoredValue};
use reactive_graph::prelude::*;
use zeroize::Zeroizing;

use crate::app::platform::edges::Chosen;

/// The file (or several that are one record), and the words that opened it: they are not asked for twice.
pub struct Given {
    pub files: Rc<Vec<Chosen>>,
    pub passphrase: Option<Zeroizing<String>>,
}

/// The place where a given file waits; it holds at most one. Copied freely.
#[derive(Clone, Copy)]
pub struct GivenFile(StoredValue<Option<Given>, LocalStorage>);

impl GivenFile {
    pub(super) fn none() -> Self {
        Self(StoredValue::new_local(None))
    }

    /// Puts the file in the place of the one before; `None` gives it up.
    pub fn keep(&self, given: Option<Given>) {
        self.0.set_value(given);
    }

    /// Takes the file out; whoever does puts it back with `keep`, or it is gone.
    pub fn take(&self) -> Option<Given> {
        self.0.try_update_value(Option::take).flatten()
    }
}
