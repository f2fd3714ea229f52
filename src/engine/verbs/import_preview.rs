//! What an opened bundle holds beside what is here, before anything of it is added.

use std::collections::BTreeSet;

use crate::base::{Clock, EntryId};
use crate::chart::log::Log;
use crate::engine::Engine;
use crate::engine::host::Host;
use crate::engine::keeping::chart::OpenChart;
use crate::engine::keeping::segment::id_of;
use crate::engine::number;
use crate::engine::protocol::*;
use crate::engine::session::Session;
use crate::store::Store;
use crate::store::beside::Files;
use crate::terms::text::shown;
use crate::transfer::bundle::{self, OpenedBundle, OpenedChart, Why};
use crate::transfer::merge::{self, Prefix, Prefixes};

use super::import_authors::{carried, signers};
use super::import_listed::Sorted;

impl<S: Store, F: Files, C: Clock> Engine<S, F, C> {
    pub(super) async fn preview_bundle<H: Host>(
        &mut self,
        opened: &OpenedBundle,
        host: &H,
    ) -> Result<(BundlePreview, Vec<Sorted>), Failure> {
        let today = self.clock.now().day();
        let (mut charts, mut sorted) = (Vec::new(), Vec::new());
        for (done, arriving) in opened.charts.iter().enumerate() {
            host.step(Step::Charts, done, opened.charts.len()).await?;
            let id = arriving.log.chart();
            let session = self.session.as_deref_mut().ok_or(Failure::Locked)?;
            let here = session.chart(&self.store, id).await?.open.clone();
            let plan = merge::plan(&arriving.log, (!here.log.is_empty()).then_some(&here.log));
            if is_own_log(&arriving.log) {
                continue;
            }
            let entries = Sorted::of(arriving, &plan);
            let person = self.read_arriving(opened, &arriving.log)?.person();
            let session = self.open_mut()?;
            let resembling = if plan.already_here {
                Vec::new()
            } else {
                session
                    .list
                    .directory
                    .similar(&super::today::likeness_of(&person), None, today)
            };
            charts.push(ChartPreview {
                person,
                new: plan.new.len() as u32,
                known: plan.known as u32,
                conflicting: entries.conflicting() as u32,
                unreadable: arriving.unreadable.len() as u32,
                missing: missing_after(arriving, &here) as u32,
                digest_matches: arriving.digest_matches,
                part: !arriving.whole,
                already_here: plan.already_here,
                resembling,
            });
            sorted.push(entries);
        }
        let preview = BundlePreview {
            made: opened.made,
            made_by: shown(&opened.exporter.credential.body().name).into_owned(),
            whole: opened.scope == bundle::Scope::WholeVault,
            charts,
            unplaced: opened.unplaced.len() as u32,
            not_kept: not_kept(opened) as u32,
            refused_credentials: opened.refused_credentials as u32,
            signers: signers(self.open()?, opened),
            papers: opened.attachments.len() as u32,
            lost: lost_in(opened),
            shared_prefixes: shared_prefixes(self.open()?, opened),
        };
        Ok((preview, sorted))
    }

    /// A chart of the file as it would read alone.
    pub(super) fn read_arriving(
        &self,
        opened: &OpenedBundle,
        log: &Log,
    ) -> Result<crate::reading::chart::Chart, Failure> {
        let mut chart = OpenChart::new(log.chart());
        chart.log = log.clone();
        chart.credentials = carried(opened);
        Ok(self.open()?.read_chart(&chart))
    }
}

/// Entries of the chart that others name and that will be neither read nor shown as unreadable after adding.
fn missing_after(arriving: &OpenedChart, here: &OpenChart) -> usize {
    let unread: BTreeSet<EntryId> = here
        .newer
        .iter()
        .map(|bytes| id_of(bytes))
        .chain(arriving.unreadable.iter().map(|one| one.id))
        .collect();
    let missing = arriving.log.missing().into_keys();
    missing
        .filter(|id| !here.log.contains(id) && !unread.contains(id))
        .count()
}

/// Unreadable entries that no newer version wrote: nothing could be done with them here.
fn not_kept(opened: &OpenedBundle) -> usize {
    let placed = opened.charts.iter().flat_map(|chart| &chart.unreadable);
    let kept = placed
        .filter(|one| matches!(one.why, Why::Newer(_)))
        .count();
    opened.unreadable() - kept
}

fn lost_in(opened: &OpenedBundle) -> LostPapers {
    let altered = opened.lost.iter().filter(|paper| paper.altered).count();
    LostPapers {
        missing: (opened.lost.len() - altered) as u32,
        damaged: altered as u32,
    }
}

/// How this device's chart numbers begin, where another one's in the file begin so too; likewise two others'.
fn shared_prefixes(session: &Session, opened: &OpenedBundle) -> Vec<String> {
    let entries = opened.charts.iter().flat_map(|chart| chart.log.iter());
    let mut prefixes = Prefixes::of(entries);
    let here = session.installation.id;
    prefixes.given_by(Prefix(number::prefix(here)), here);
    prefixes
        .shared()
        .map(|(prefix, _)| prefix.0.clone())
        .collect()
}

/// A vault's own log travels with a copy of the whole vault; it is nobody's chart.
pub(super) fn is_own_log(log: &Log) -> bool {
    log.iter()
        .any(|entry| entry.header().chart.0 == entry.header().vault.0)
}
