//! What an opened bundle holds beside what is here, before anything of it is added: its import plan, as a page shows it.

use std::collections::BTreeMap;

use crate::base::Clock;
use crate::chart::kinds::Fact;
use crate::chart::limits;
use crate::engine::Engine;
use crate::engine::host::Host;
use crate::engine::number;
use crate::engine::protocol::*;
use crate::engine::session::Session;
use crate::reading::directory::bounded;
use crate::reading::view::PersonRow;
use crate::store::Store;
use crate::store::beside::Files;
use crate::terms::text::shown;
use crate::transfer::bundle::{self, OpenedBundle, OpenedChart, Why};
use crate::transfer::merge::{Prefix, Prefixes};

use super::import_authors::signers;
use crate::engine::opened_file::{ChartImport, ImportPlan, Whose};

impl<S: Store, F: Files, C: Clock> Engine<S, F, C> {
    /// The plan, projected: nothing is compared a second time.
    pub(super) async fn preview_import<H: Host>(
        &mut self,
        opened: &OpenedBundle,
        plan: &ImportPlan,
        host: &H,
    ) -> Result<BundlePreview, Failure> {
        let mut charts = Vec::new();
        let mut logs = Vec::new();
        let reader = self.open()?.reader();
        let known = reader.beside_ours(opened.authors.clone());
        let held = opened.charts.iter().zip(&plan.charts);
        for (done, (arriving, one)) in held.enumerate() {
            host.step(Step::Charts, done, plan.charts.len()).await?;
            if one.whose == Whose::Person {
                // What is left out says nothing of who would be here.
                let log = one.passed.as_ref().unwrap_or(&arriving.log);
                let person = reader.arriving(log, &known).person();
                charts.push(self.preview_chart(arriving, one, bounded(person))?);
            } else {
                logs.push(LogPreview {
                    ours: one.whose == Whose::OwnLog,
                    new: one.entries() as u32,
                    known: one.merge.known as u32,
                });
            }
        }
        let session = self.open()?;
        Ok(BundlePreview {
            made: opened.made,
            made_by: limits::shortened(
                &shown(&opened.exporter.credential.body().name),
                limits::NAME,
            ),
            whole: opened.scope == bundle::Scope::WholeVault,
            charts,
            logs,
            unplaced: opened.unplaced.len() as u32,
            not_kept: not_kept(opened) as u32,
            left_out: left_out(plan),
            refused_credentials: opened.refused_credentials as u32,
            credentials: plan
                .charts
                .iter()
                .map(|one| one.credentials.len() as u32)
                .sum(),
            signers: signers(session, opened, plan),
            papers: plan.papers.len() as u32,
            lost: lost_in(opened, plan),
            shared_prefixes: shared_prefixes(session, opened),
        })
    }

    fn preview_chart(
        &mut self,
        arriving: &OpenedChart,
        one: &ChartImport,
        person: PersonRow,
    ) -> Result<ChartPreview, Failure> {
        let today = self.clock.now().day();
        let likeness = super::today::likeness_of(&person);
        let resembling = if one.merge.already_here {
            Vec::new()
        } else {
            let directory = &mut self.open_mut()?.list.directory;
            directory.similar(&likeness, None, today)
        };
        Ok(ChartPreview {
            person,
            new: one.merge.new.len() as u32,
            newer: one.newer.len() as u32,
            known: one.merge.known as u32,
            conflicting: (one.merge.conflicting.len() + one.merge.refused.len()) as u32,
            unreadable: arriving.unreadable.len() as u32,
            missing: one.missing as u32,
            links: one.count(|fact| matches!(fact, Fact::PersonLink(_))),
            amendments: one.count(|fact| matches!(fact, Fact::Amendment(_))),
            digest_matches: arriving.digest_matches,
            part: !arriving.whole,
            already_here: one.merge.already_here,
            resembling,
        })
    }
}

/// How many entries are left out for each reason.
fn left_out(plan: &ImportPlan) -> Vec<LeftOut> {
    let mut counted: BTreeMap<LeftOutBecause, u32> = BTreeMap::new();
    for (_, because) in plan.charts.iter().flat_map(|one| &one.left_out) {
        *counted.entry(*because).or_default() += 1;
    }
    let rows = counted.into_iter();
    rows.map(|(because, entries)| LeftOut { because, entries })
        .collect()
}

/// Unreadable entries that no newer version wrote: nothing could be done with them here.
fn not_kept(opened: &OpenedBundle) -> usize {
    let placed = opened.charts.iter().flat_map(|chart| &chart.unreadable);
    let kept = placed
        .filter(|one| matches!(one.why, Why::Newer(_)))
        .count();
    opened.unreadable() - kept
}

fn lost_in(opened: &OpenedBundle, plan: &ImportPlan) -> LostPapers {
    let altered = opened.lost.iter().filter(|paper| paper.altered).count();
    LostPapers {
        missing: (opened.lost.len() - altered + plan.papers_left_out) as u32,
        damaged: altered as u32,
    }
}

/// How this device's chart numbers begin, where another one's in the file begin so too; likewise two others'.
fn shared_prefixes(session: &Session, opened: &OpenedBundle) -> Vec<String> {
    let entries = opened.charts.iter().flat_map(|chart| chart.log.iter());
    let mut prefixes = Prefixes::of(entries);
    let here = session.installation.id;
    prefixes.given_by(Prefix(number::prefix(here)), here);
    let shared = prefixes.shared();
    shared.map(|(prefix, _)| prefix.0.clone()).collect()
}
