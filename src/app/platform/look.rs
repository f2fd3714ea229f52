//! How the page looks, before anything is opened and after.

use crate::base::Language;
use crate::engine::protocol::{Density, Settings, Theme};

/// The only settings that are kept readable.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Look {
    pub language: Language,
    pub theme: Theme,
    pub density: Density,
}

impl Look {
    /// What of an open vault's settings the locked page may know.
    pub fn of(settings: &Settings) -> Self {
        Self {
            language: settings.language,
            theme: settings.theme,
            density: settings.density,
        }
    }
}
