//! Files and items of them that are kept as received, in words.

use super::in_words::InWords;
use super::words::Words;
use crate::app::i18n::*;
use crate::app::state::Say;
use crate::chart::kinds::*;
use crate::chart::statement::Statement;

impl InWords for Citation {
    fn words(&self, say: Say, _: &Statement) -> Words {
        let i18n = say.0;
        match self {
            Self::File(file) => Words::new(t_string!(i18n, kinds.citation.file_kept), &file.title)
                .and(say.bytes(file.bytes)),
            Self::Verbatim(place, kind, words, because) => {
                let because = because.map_or("", |because| kept_because(say, because));
                Words::new(t_string!(i18n, kinds.citation.kept_as_received), kind)
                    .and(words)
                    .and(because)
                    .and(&place.name)
            }
        }
    }
}

/// Why an item of a file is not shown as an entry.
pub fn kept_because(say: Say, because: KeptBecause) -> &'static str {
    let i18n = say.0;
    match because {
        KeptBecause::Older => t_string!(i18n, kinds.citation.kept.older),
        KeptBecause::Deleted => t_string!(i18n, kinds.citation.kept.deleted),
        KeptBecause::NotOfAPatient => t_string!(i18n, kinds.citation.kept.not_of_a_patient),
        KeptBecause::Unnamed => t_string!(i18n, kinds.citation.kept.unnamed),
        KeptBecause::NothingToShow => t_string!(i18n, kinds.citation.kept.nothing_to_show),
        KeptBecause::TooLong => t_string!(i18n, kinds.citation.kept.too_long),
        KeptBecause::ContentElsewhere => t_string!(i18n, kinds.citation.kept.content_elsewhere),
        KeptBecause::NoType => t_string!(i18n, kinds.citation.kept.no_type),
        KeptBecause::SomebodyElse => t_string!(i18n, kinds.citation.kept.somebody_else),
        KeptBecause::PartOfMore => t_string!(i18n, kinds.citation.kept.part_of_more),
        KeptBecause::ReadOneByOne => t_string!(i18n, kinds.citation.kept.read_one_by_one),
    }
}
