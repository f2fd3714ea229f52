//! The forms that come with this page: files beside it, kept for working offline like the rest of it.

use wasm_bindgen::JsCast;

use super::{files, js};
use crate::base::Language;

/// One of them, by the name of its file.
#[derive(Clone, PartialEq, Eq)]
pub struct Shipped {
    pub name: String,
    /// By language.
    titles: Vec<(Language, String)>,
}

impl Shipped {
    pub fn title(&self, language: Language) -> String {
        let mut titles = self.titles.iter();
        let own = titles.find(|(of, _)| *of == language);
        own.map_or_else(|| self.name.clone(), |(_, title)| title.clone())
    }

    /// Its file, as text; `None` where it cannot be had.
    pub async fn read(&self) -> Option<String> {
        let bytes = files::beside(&format!("forms/{}.json", self.name)).await?;
        String::from_utf8(bytes).ok()
    }
}

/// Which there are, in their order; `None` where the list cannot be had.
pub async fn list() -> Option<Vec<Shipped>> {
    let bytes = files::beside("forms/index.json").await?;
    let list = js_sys::JSON::parse(&String::from_utf8(bytes).ok()?).ok()?;
    let list: js_sys::Array = list.dyn_into().ok()?;
    let text = |value: &wasm_bindgen::JsValue, name: &str| js::get(value, name)?.as_string();
    let shipped = list.iter().filter_map(|one| {
        let titles = Language::ALL.into_iter();
        let titles = titles.filter_map(|of| Some((of, text(&one, of.code())?)));
        Some(Shipped {
            name: text(&one, "name")?,
            titles: titles.collect(),
        })
    });
    Some(shipped.collect())
}
