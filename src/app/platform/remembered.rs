//! The only readable settings: language, theme, density. The locked page needs them; nothing else is ever kept here.

pub use super::look::Look;
use crate::base::Language;
use crate::engine::protocol::{Density, Theme};

const LANGUAGE: &str = "carnet.language";
const THEME: &str = "carnet.theme";
const DENSITY: &str = "carnet.density";

fn storage() -> Option<web_sys::Storage> {
    web_sys::window()?.local_storage().ok().flatten()
}

fn read(key: &str) -> Option<String> {
    storage()?.get_item(key).ok().flatten()
}

impl Look {
    /// What was kept; the browser's language, light and compact where nothing was.
    pub fn read() -> Self {
        Self {
            language: read(LANGUAGE)
                .and_then(|code| Language::of_tag(&code))
                .unwrap_or_else(browser_language),
            theme: match read(THEME).as_deref() {
                Some("dark") => Theme::Dark,
                Some("device") => Theme::Device,
                _ => Theme::Light,
            },
            density: match read(DENSITY).as_deref() {
                Some("roomy") => Density::Roomy,
                _ => Density::Compact,
            },
        }
    }

    /// Keeps the look. A browser that keeps nothing shows its defaults next time; no record depends on it.
    pub fn keep(&self) {
        let Some(storage) = storage() else { return };
        let _ = storage.set_item(LANGUAGE, self.language.code());
        let _ = storage.set_item(THEME, theme_word(self.theme));
        let _ = storage.set_item(DENSITY, density_word(self.density));
    }

    /// Puts the look on the document: `lang`, `data-theme`, `data-density`.
    pub fn show(&self) {
        let root = web_sys::window()
            .and_then(|w| w.document())
            .and_then(|d| d.document_element());
        let Some(root) = root else { return };
        let _ = root.set_attribute("lang", self.language.code());
        let _ = root.set_attribute("data-theme", theme_word(self.theme));
        let _ = root.set_attribute("data-density", density_word(self.density));
    }
}

fn browser_language() -> Language {
    let tag = web_sys::window().and_then(|window| window.navigator().language());
    tag.and_then(|tag| Language::of_tag(&tag))
        .unwrap_or_default()
}

fn theme_word(theme: Theme) -> &'static str {
    match theme {
        Theme::Light => "light",
        Theme::Dark => "dark",
        Theme::Device => "device",
    }
}

fn density_word(density: Density) -> &'static str {
    match density {
        Density::Compact => "compact",
        Density::Roomy => "roomy",
    }
}
