//! A report over several results, in words; its form lies beside.

pub mod form;
pub mod result;

use super::concept::concept_words;
use super::in_words::InWords;
use super::order::side_word;
use super::told;
use super::words::Words;
use super::{sentence, without_source};
use crate::app::i18n::*;
use crate::app::state::Say;
use crate::chart::kinds::*;
use crate::chart::statement::Statement;
use crate::reading::view::ReportRow;

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
            .and(self.region.clone().unwrap_or_default())
            .and(
                self.side
                    .map(|side| side_word(say, side))
                    .unwrap_or_default(),
            )
            .and(specimen.unwrap_or_default())
            .and(told::labelled_lines(
                say,
                self.findings.as_deref().unwrap_or_default(),
            ))
            .and(told::labelled_lines(say, &self.conclusion))
            .and(self.acting_words(say))
            .and(self.results.join(", "))
            .and(self.place.clone().unwrap_or_default())
            .and(self.reported_words(say))
    }

    /// What was concluded, and not what was examined.
    fn amendable(&self, say: Say, of: &Statement) -> Words {
        Words {
            text: told::labelled_lines(say, &self.conclusion),
            more: Vec::new(),
            ..self.words(say, of)
        }
    }
}

impl Report {
    /// "Needs acting on: Yes"; empty where nobody said.
    fn acting_words(&self, say: Say) -> String {
        let i18n = say.0;
        let answer = self.acting.map(|acting| match acting {
            NeedsActing::Yes => t_string!(i18n, kinds.report.acting_yes),
            NeedsActing::No => t_string!(i18n, kinds.report.acting_no),
            NeedsActing::NotJudged => t_string!(i18n, kinds.report.acting_not_judged),
        });
        let acting = t_string!(i18n, kinds.report.acting);
        answer.map_or_else(String::new, |answer| say.labelled(acting, answer))
    }

    /// "reported 22 Nov 2026"; empty where it was not told.
    fn reported_words(&self, say: Say) -> String {
        let on = self.reported.as_ref();
        let on = on.map(|on| t_string!(say.0, kinds.report.reported_on, day = say.when_day(on)));
        on.unwrap_or_default()
    }
}

/// Letters and lines of a report, or of one of its results, that a sheet has room for.
const LETTERS: usize = 1500;
const LINES: usize = 20;

/// A line under a report.
pub struct ResultLine {
    pub words: String,
    /// What must not be read over: a value outside of its range, or that there is more.
    pub stands_out: bool,
}

/// The report with its day, and under it each result with its range; what is not shown of it is said.
pub fn report_lines(say: Say, row: &ReportRow) -> (String, Vec<ResultLine>) {
    let i18n = say.0;
    let (report, mut cut) = that_fit(sentence(say, &row.report));
    let day = Some(say.when_day(&row.when)).filter(|day| !day.is_empty());
    let head = [report]
        .into_iter()
        .chain(day)
        .collect::<Vec<_>>()
        .join(", ");
    let results = row.results.iter().map(|result| {
        let (words, goes_on) = that_fit(without_source(say, result));
        cut |= goes_on;
        ResultLine {
            words,
            stands_out: matches!(&result.fact, Fact::Observation(one) if one.is_outside()),
        }
    });
    let mut lines: Vec<ResultLine> = results.collect();
    let more = row.more_results;
    let n = say.count(more);
    let more = (more > 0)
        .then(|| t_string!(i18n, kinds.report.more_results, count = more, n = n).to_string());
    let names_only = matches!(&row.report.fact, Fact::Report(report) if !report.results.is_empty());
    let elsewhere = names_only.then(|| t_string!(i18n, kinds.report.values_elsewhere).to_string());
    let cut = cut.then(|| t_string!(i18n, kinds.report.goes_on).to_string());
    let added = row
        .words_added
        .then(|| t_string!(i18n, kinds.report.words_added).to_string());
    let beside = [more, elsewhere, cut, added].into_iter().flatten();
    lines.extend(beside.map(|words| ResultLine {
        words,
        stands_out: true,
    }));
    (head, lines)
}

/// The words, or their beginning with a mark, and whether they go on.
fn that_fit(words: String) -> (String, bool) {
    let letters = words.char_indices().nth(LETTERS).map(|(end, _)| end);
    let lines = words.match_indices('\n').nth(LINES - 1);
    let ends = letters.into_iter().chain(lines.map(|(end, _)| end));
    match ends.min() {
        Some(end) => (format!("{}\u{2026}", &words[..end]), true),
        None => (words, false),
    }
}
