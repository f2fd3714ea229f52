//! Papers and pictures, in words.

pub mod form;

use super::in_words::InWords;
use super::words::Words;
use crate::app::i18n::*;
use crate::app::state::Say;
use crate::chart::kinds::*;
use crate::chart::statement::Statement;
use crate::terms::media;
use crate::terms::text::title;

impl InWords for Document {
    fn words(&self, say: Say, _: &Statement) -> Words {
        Words::new(t_string!(say.0, kinds.document.document), paper_title(self))
            .and(media_word(say, &self.media_type))
            .and(say.bytes(self.bytes))
    }
}

/// "FHIR file", "picture": what a paper is, for who does not know the names machines give.
pub fn media_word(say: Say, media_type: &str) -> String {
    let i18n = say.0;
    let kind = media::plain(media_type);
    let word = match kind.as_str() {
        "application/pdf" => t_string!(i18n, kinds.document.pdf),
        kind if kind.contains("fhir") => t_string!(i18n, kinds.document.fhir),
        kind if kind.starts_with("text/") => t_string!(i18n, kinds.document.text),
        kind if kind.starts_with("image/") => t_string!(i18n, kinds.document.picture),
        _ => return media_type.to_owned(),
    };
    word.to_owned()
}

/// What a paper is called: no path, and no other kind of file than it is.
pub fn paper_title(document: &Document) -> String {
    title(&document.title, media::ending(&document.media_type))
}
