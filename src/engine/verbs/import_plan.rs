//! What adding an opened bundle would do: made once, shown by the preview, and carried out by adding.

use crate::base::InOrder;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use crate::base::{ChartId, Clock, Compartment, Digest, EntryId};
use crate::chart::entry::Entry;
use crate::chart::limits;
use crate::chart::log::Log;
use crate::engine::Engine;
use crate::engine::host::Host;
use crate::engine::keeping::chart::{OpenChart, load};
use crate::engine::keeping::papers::{Met, ReadPaper, documents, look_for};
use crate::engine::protocol::*;
use crate::engine::reader::is_log_of_a_vault;
use crate::engine::session::Session;
use crate::store::Store;
use crate::store::beside::Files;
use crate::transfer::bundle::{OpenedBundle, OpenedChart, Why};
use crate::transfer::merge;

use super::import_authors::{Proofs, signer};
use crate::engine::opened_file::{ChartImport, ImportPlan, PaperImport, Whose};

/// Bytes that papers of one file may come to here beyond those it carries: any number of entries may claim the same bytes,
/// each under an id of its own.
const PAPERS_BEYOND: u64 = super::blobs::MOST as u64;

/// Who may write in which log: asked before anything of a file is compared with what is here.
struct Admission {
    own_log: ChartId,
    ours: BTreeSet<Digest>,
    held: BTreeSet<Compartment>,
}

impl Admission {
    fn of(session: &Session, opened: &OpenedBundle) -> Self {
        let fingerprint = session.vault.fingerprint();
        let proven = opened.authors.iter();
        let proven = proven.filter(|(_, author)| author.roots.contains(&fingerprint));
        let mut ours = session.own_people();
        ours.extend(proven.map(|(hash, _)| *hash));
        Self {
            own_log: session.own_log(),
            ours,
            held: session.vault.compartments().collect(),
        }
    }

    fn refusal(&self, entry: &Entry) -> Option<LeftOutBecause> {
        let header = entry.header();
        if header.chart == self.own_log && !self.ours.contains(&header.credential) {
            return Some(LeftOutBecause::NotOfThisVault);
        }
        if !self.held.contains(&header.compartment) {
            return Some(LeftOutBecause::Compartment);
        }
        limits::beyond(entry).map(LeftOutBecause::Beyond)
    }

    /// What the file holds of a chart and may be compared with what is here, and what may not.
    fn pass(&self, arriving: &Log) -> (Log, Vec<(EntryId, LeftOutBecause)>) {
        let refused: BTreeMap<EntryId, LeftOutBecause> = arriving
            .iter()
            .filter_map(|entry| Some((entry.id(), self.refusal(entry)?)))
            .collect();
        if refused.is_empty() {
            return (arriving.clone(), Vec::new());
        }
        let mut log = Log::new(arriving.chart());
        for entry in arriving
            .iter()
            .filter(|entry| !refused.contains_key(&entry.id()))
        {
            log.join(Rc::clone(entry)).expect("of the same chart");
        }
        (log, refused.into_iter().collect())
    }
}

impl<S: Store, F: Files, C: Clock> Engine<S, F, C> {
    /// The one place that says what an opened bundle adds.
    pub(super) async fn plan_import<H: Host>(
        &mut self,
        opened: &OpenedBundle,
        host: &H,
    ) -> Result<ImportPlan, Failure> {
        let session = self.open()?;
        let gate = Admission::of(session, opened);
        let proofs = Proofs::of(session, opened);
        let carried: BTreeMap<(u64, Digest), usize> = opened
            .attachments
            .iter()
            .enumerate()
            .map(|(at, one)| ((one.bytes.len() as u64, one.digest), at))
            .collect();
        let mut plan = ImportPlan {
            charts: Vec::with_capacity(opened.charts.len()),
            papers: Vec::new(),
            papers_left_out: 0,
        };
        for (done, arriving) in opened.charts.iter().enumerate() {
            host.step(Step::Charts, done, opened.charts.len()).await?;
            let (log, left_out) = gate.pass(&arriving.log);
            let here = self.stored(log.chart()).await?;
            let one = chart_import(&gate, &proofs, arriving, &log, &here, left_out);
            let papers = papers_of(&log, opened, &carried);
            plan.charts.push(one);
            let met = &mut Met::default();
            for paper in papers {
                let vault = &self.open()?.vault;
                let found = look_for(&self.store, vault, paper.chart, &paper.document, met).await?;
                if !matches!(found.paper, ReadPaper::Whole(_)) {
                    plan.papers.push(paper);
                }
            }
        }
        let carried = opened.attachments.iter().map(|one| one.bytes.len() as u64);
        plan.bound_papers(carried.sum::<u64>() + PAPERS_BEYOND);
        Ok(plan)
    }
}

impl<S: Store, F: Files, C: Clock> Engine<S, F, C> {
    /// A chart as it is stored. Nobody reads it here, so it is neither folded nor remembered.
    async fn stored(&self, chart: ChartId) -> Result<Cow<'_, OpenChart>, Failure> {
        let session = self.open()?;
        if let Some(held) = session.in_memory(chart) {
            return Ok(Cow::Borrowed(&held.open));
        }
        Ok(Cow::Owned(match session.list.kept.get(&chart) {
            Some(kept) => load(&self.store, &session.vault, kept).await?,
            None => OpenChart::new(chart),
        }))
    }
}

impl ImportPlan {
    /// Leaves out what goes beyond so many bytes; what the sender's own people name has room first.
    fn bound_papers(&mut self, mut room: u64) {
        let all = self.papers.len();
        self.papers.order_by_key(|paper| !paper.of_sender);
        self.papers.retain(|paper| {
            let left = room.checked_sub(paper.document.bytes);
            room = left.unwrap_or(room);
            left.is_some()
        });
        self.papers_left_out = all - self.papers.len();
    }
}

fn chart_import(
    gate: &Admission,
    proofs: &Proofs,
    arriving: &OpenedChart,
    log: &Log,
    here: &OpenChart,
    left_out: Vec<(EntryId, LeftOutBecause)>,
) -> ChartImport {
    let merge = merge::plan(log, (!here.log.is_empty()).then_some(&here.log));
    let own = log.chart() == gate.own_log;
    let known: BTreeSet<&[u8]> = here.newer.iter().map(Vec::as_slice).collect();
    let newer = arriving.unreadable.iter();
    let newer = newer.filter(|one| matches!(one.why, Why::Newer(_)));
    let newer = newer.filter(|one| !known.contains(one.bytes.as_slice()));
    let newer = newer.filter(|one| {
        !own || signer(&one.bytes).is_some_and(|key| proofs.is_ours(&key, &gate.ours))
    });
    let newer: Vec<Vec<u8>> = newer.map(|one| one.bytes.clone()).collect();
    // The vault knows its own people by its own rows: its log needs no word of a file for them.
    let credentials = if own {
        Vec::new()
    } else {
        proofs.needed(here, log, &newer)
    };
    let whose = if own {
        Whose::OwnLog
    } else if is_log_of_a_vault(log) && (here.log.is_empty() || is_log_of_a_vault(&here.log)) {
        Whose::LogOfAnotherVault
    } else {
        Whose::Person
    };
    let unread = arriving.unreadable.iter().map(|one| one.id);
    let unread: BTreeSet<EntryId> = here.newer_ids().chain(unread).collect();
    let named = log.missing().into_keys();
    let missing = named.filter(|id| !here.log.contains(id) && !unread.contains(id));
    ChartImport {
        whose,
        missing: missing.count(),
        merge,
        newer,
        credentials,
        passed: (!left_out.is_empty()).then(|| log.clone()),
        left_out,
    }
}

/// Papers that the entries of a chart name and the file carries, each once.
fn papers_of(
    log: &Log,
    opened: &OpenedBundle,
    carried: &BTreeMap<(u64, Digest), usize>,
) -> Vec<PaperImport> {
    let mut found: BTreeMap<_, PaperImport> = BTreeMap::new();
    for entry in log.iter() {
        let author = opened.authors.get(&entry.header().credential);
        let of_sender =
            author.is_some_and(|author| !author.roots.is_disjoint(&opened.exporter.roots));
        for document in documents(entry) {
            let said = (document.bytes, document.digest);
            let Some(attachment) = carried.get(&said) else {
                continue;
            };
            let paper = found
                .entry((document.blob, said))
                .or_insert_with(|| PaperImport {
                    chart: log.chart(),
                    document: document.clone(),
                    attachment: *attachment,
                    of_sender,
                });
            paper.of_sender |= of_sender;
        }
    }
    found.into_values().collect()
}
