//! A report over several results, in words; its form lies beside.

pub mod form;

use super::concept::concept_words;
use super::in_words::InWords;
use super::told;
use super::words::Words;
use crate::app::i18n::*;
use crate::app::state::Say;
use crate::chart::kinds::*;
use crate::chart::statement::Statement;

impl InWords for Report {
    fn words(&self, say: Say, _: &Statement) -> Words {
        let specimen = self.specimen.as_ref();
        let specimen = specimen.map(|of| {
            let of = concept_words(say, of);
            t_string!(say.0, kinds.report.of_specimen, specimen = of)
        });
        let report = match self.kind {
            Some(ReportKind::Laboratory) => t_string!(say.0, kinds.report.of_laboratory),
            Some(ReportKind::Imaging) => t_string!(say.0, kinds.report.of_imaging),
            Some(ReportKind::Other) | None => t_string!(say.0, kinds.report.report),
        };
        Words::new(report, concept_words(say, &self.what))
            .and(specimen.unwrap_or_default())
            .and(told::labelled_lines(say, &self.conclusion))
            .and(self.results.join(", "))
    }
}
