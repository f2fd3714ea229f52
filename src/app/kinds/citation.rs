//! Files and items of them that are kept as received, in words.

use super::line::Line;
use super::words::Words;
use crate::app::i18n::*;
use crate::app::state::Say;
use crate::chart::kinds::*;
use crate::chart::statement::Statement;

impl Line for Citation {
    fn words(&self, say: Say, _: &Statement) -> Words {
        let i18n = say.0;
        match self {
            Self::File(file) => Words::new(t_string!(i18n, chart.fact.file_kept), &file.title)
                .and(say.bytes(file.bytes)),
            Self::Verbatim(place, kind, words, because) => {
                let because = because.map_or("", |because| kept_because(say, because));
                Words::new(t_string!(i18n, chart.fact.kept_as_received), kind)
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
        KeptBecause::Older => t_string!(i18n, chart.kept.older),
        KeptBecause::Deleted => t_string!(i18n, chart.kept.deleted),
        KeptBecause::NotOfAPatient => t_string!(i18n, chart.kept.not_of_a_patient),
        KeptBecause::Unnamed => t_string!(i18n, chart.kept.unnamed),
        KeptBecause::NothingToShow => t_string!(i18n, chart.kept.nothing_to_show),
        KeptBecause::TooLong => t_string!(i18n, chart.kept.too_long),
        KeptBecause::ContentElsewhere => t_string!(i18n, chart.kept.content_elsewhere),
        KeptBecause::NoType => t_string!(i18n, chart.kept.no_type),
        KeptBecause::SomebodyElse => t_string!(i18n, chart.kept.somebody_else),
        KeptBecause::PartOfMore => t_string!(i18n, chart.kept.part_of_more),
        KeptBecause::ReadOneByOne => t_string!(i18n, chart.kept.read_one_by_one),
    }
}
