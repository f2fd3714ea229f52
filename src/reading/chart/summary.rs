//! The summary: read in ten seconds.

use crate::base::InOrder;
use std::cmp::Reverse;
use std::collections::BTreeMap;

use crate::base::{EntryId, Stamp};
use crate::chart::kinds::{Citation, Document, Fact, KeptBecause, Question};
use crate::chart::statement::{FilePlace, StatementId};
use crate::chart::when::When;

use super::super::view::{KeptResource, Known, MedicationRow, ProblemRow, Summary, Trust};
use super::Chart;
use crate::reading::kinds::observation::vitals;
use crate::reading::kinds::{allergy, answer, medication, report};

/// A stopped medicine stays in the summary for so long.
const STOPPED_DAYS: i64 = 90;
/// Resources kept as received, on one page of their list.
const VERBATIM_PAGE: usize = 100;

impl Chart {
    /// What is shown of a chart first, what presses most at the top of each list. `now` decides what is late, and which
    /// stopped medicines are still shown.
    pub fn summary(&self, now: Stamp) -> Summary {
        let mut problems = self.problems();
        problems.retain(ProblemRow::is_asserted);
        let mut plans = self.plans();
        plans.retain(|plan| plan.closed.is_none());
        self.press_plans(&mut plans, now);
        self.press_problems(&mut problems, &plans, now);
        let (reports, more_reports) = report::newest(self.heard(), &self.problems, now);
        Summary {
            problems,
            medicines: self.medicines_of_summary(now),
            vitals: vitals::rows(self.heard(), Some(now)),
            reports,
            more_reports,
            tests: self.tests_at_a_glance(now),
            plans,
            last_visit: self.last_visit(now),
            visits: self.open_visits().collect(),
            not_asked: self.not_asked(now.day()),
            refuted: allergy::refuted(self.amended()),
            from_elsewhere: self.sources_elsewhere(),
            part_of_more: self.part_of_more(),
        }
    }

    /// Recorded medicines that are all long stopped are still facts: an empty list then, never an older "none".
    fn medicines_of_summary(&self, now: Stamp) -> Known<MedicationRow> {
        let mut rows = medication::current(self.medicines(), now, STOPPED_DAYS);
        self.press_medicines(&mut rows);
        if medication::any(self.amended()) {
            Known::Facts(rows)
        } else {
            answer::known(self.heard(), Question::Medicines, rows)
        }
    }

    /// Where the last file came in that said of itself that it is not the whole record.
    fn part_of_more(&self) -> Option<EntryId> {
        let known = self.unrevoked().filter(|item| self.is_known(item.entry));
        let said = known.filter(|item| {
            let because = Some(KeptBecause::PartOfMore);
            matches!(item.fact(), Fact::Citation(Citation::Verbatim(_, _, _, of)) if *of == because)
        });
        said.last().map(|item| item.id.entry)
    }

    /// Other systems and other vaults' sites this chart's entries came from, and when last; the newest first.
    fn sources_elsewhere(&self) -> Vec<(String, When)> {
        let mut sources: BTreeMap<(&str, bool), Stamp> = BTreeMap::new();
        // What was taken back came from nowhere.
        for item in self.unrevoked() {
            let header = item.entry.header();
            let known = self.is_known(item.entry);
            let name = match (&item.statement.source.file, self.trust(item.entry)) {
                (Some(_), _) => item.statement.source.name.as_deref().unwrap_or("FHIR"),
                (None, Trust::Ours) => continue,
                (None, Trust::Confirmed | Trust::FirstSeen) => &header.site,
            };
            let last = sources.entry((name, known)).or_insert(header.recorded);
            *last = header.recorded.max(*last);
        }
        let mut sources: Vec<((&str, bool), Stamp)> = sources.into_iter().collect();
        sources.order_by_key(|(_, when)| Reverse(when.ms));
        let sources = sources.into_iter();
        sources
            .map(|((name, _), when)| (name.to_owned(), When::Moment(when)))
            .collect()
    }

    /// Resources kept exactly as received that no statement shows: a page of them, and how many there are.
    pub fn verbatim(&self, from: u32) -> (Vec<KeptResource>, u32) {
        let all = self.verbatim_items();
        let page = all.skip(from as usize).take(VERBATIM_PAGE);
        let page = page.map(|(id, kind, words, because)| KeptResource {
            id,
            kind: kind.to_owned(),
            words: words.to_owned(),
            because,
        });
        (page.collect(), self.verbatim_total())
    }

    /// Where the resource is that a statement cites, and the file it is in as the same author signed it.
    pub fn source_of_verbatim(&self, cited_by: &StatementId) -> Option<(&FilePlace, &Document)> {
        let citing = self.unrevoked().find(|item| item.id == *cited_by)?;
        let Fact::Citation(Citation::Verbatim(place, ..)) = citing.fact() else {
            return None;
        };
        let author = citing.entry.author();
        let of_author = self.written.statements();
        let of_author = of_author.filter(|item| item.entry.author() == author);
        let mut documents = of_author.filter_map(|item| item.fact().document());
        let file = documents.find(|document| document.blob == place.blob)?;
        Some((place, file))
    }

    pub(super) fn verbatim_total(&self) -> u32 {
        self.verbatim_items().count() as u32
    }

    fn verbatim_items(
        &self,
    ) -> impl Iterator<Item = (StatementId, &str, &str, Option<KeptBecause>)> {
        self.unrevoked().filter_map(|item| match item.fact() {
            Fact::Citation(Citation::Verbatim(_, kind, words, because)) => {
                Some((item.id, kind.as_str(), words.as_str(), *because))
            }
            _ => None,
        })
    }
}
