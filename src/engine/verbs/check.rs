//! Check now: every signature, chain, digest and paper of every chart.

use std::collections::BTreeSet;
use std::rc::Rc;

use crate::base::{BlobId, Clock, EntryId};
use crate::chart::entry::Entry;
use crate::chart::log::Defect;
use crate::engine::Engine;
use crate::engine::host::Host;
use crate::engine::installation::Damage;
use crate::engine::keeping::chart::{OpenChart, load_from};
use crate::engine::keeping::fetch::{Among, InTurn};
use crate::engine::keeping::journal::broken_links;
use crate::engine::keeping::list::ListedChart;
use crate::engine::keeping::papers::{Met, addresses, documents, look_for};
use crate::engine::protocol::*;
use crate::engine::reader::Signers;
use crate::engine::session::Session;
use crate::reading::view::Trust;
use crate::store::beside::Files;
use crate::store::{Durability, Key, Range, Store, Table, Write};
use crate::vault::Strict;

impl<S: Store, F: Files, C: Clock> Engine<S, F, C> {
    pub(in crate::engine) async fn check_all<H: Host>(
        &mut self,
        host: &H,
    ) -> Result<Checked, Failure> {
        let session = self.open()?;
        let charts: Vec<&ListedChart> = session.list.kept.values().collect();
        let (mut entries, mut unreadable, mut lost) = (0, 0, LostPapers::default());
        let (mut named, mut damage) = (NamedPapers::default(), Damage::default());
        let rows = InTurn::over(
            &self.store,
            &session.vault,
            charts.clone(),
            Among::Themselves,
        );
        let reader = session.reader();
        for (done, kept) in charts.iter().enumerate() {
            host.step(Step::Charts, done, charts.len()).await?;
            let open = load_from(&rows, &session.vault, kept).await?;
            entries += open.log.len() as u32;
            let gaps = reader.gaps_that_count(&open);
            named.note(&open, gaps);
            let known = reader.credentials(&open.credentials);
            let unproven = open.log.iter().filter(|entry| is_unproven(&known, entry));
            let unsound = gaps as u32 + unproven.count() as u32 + misnumbered(&known, &open);
            damage.note(kept.chart, unsound);
            unreadable += unsound;
            let papers = Papers::of(&self.store, session, &open).await?;
            lost += papers.lost;
            named.spare.extend(papers.spare);
        }
        let charts = charts.len() as u32;
        for compartment in session.vault.compartments() {
            let broken = broken_links(&self.store, &session.vault, compartment).await?;
            unreadable += broken;
            named.uncertain |= broken > 0;
        }
        self.sweep(named).await?;
        let at = self.clock.now();
        let session = self.session.as_deref_mut().ok_or(Failure::Locked)?;
        session.installation.last_check = Some((at, unreadable + lost.total()));
        session.installation.damage = damage.of_a_check();
        let rows = session.settings_rows(self.entropy.as_mut())?;
        self.store.commit(rows.into(), Durability::Strict).await?;
        Ok(Checked {
            charts,
            entries,
            unreadable,
            lost,
            at,
        })
    }
}

/// Where papers lie that entries name, as far as that can be known.
#[derive(Default)]
struct NamedPapers {
    addresses: BTreeSet<BlobId>,
    /// Something cannot be read, and might name others.
    uncertain: bool,
    /// Rows of copies that are not whole, of papers that are whole beside them.
    spare: Vec<Key>,
}

impl NamedPapers {
    fn note(&mut self, open: &OpenChart, gaps: usize) {
        let newer = |entry: &Rc<Entry>| entry.known().count() < entry.statements().len();
        self.uncertain |= gaps > 0 || !open.newer.is_empty() || open.log.iter().any(newer);
        let documents = open.log.iter().flat_map(|entry| documents(entry));
        let chart = open.log.chart();
        self.addresses
            .extend(documents.flat_map(|document| addresses(chart, document)));
    }
}

impl<S: Store, F: Files, C: Clock> Engine<S, F, C> {
    /// Removes what no entry and no draft names: the photo of an intake that was thrown away, a paper that was not signed.
    /// Nothing is removed while anything cannot be read that might name it, another person's draft among them; but for the
    /// rows of a damaged copy, once the same paper was read whole from another.
    async fn sweep(&self, named: NamedPapers) -> Result<(), Failure> {
        let left = self.left_over(&named).await?;
        let left = left.into_iter().map(|at| Write::Clear(Range::Blob(at)));
        let writes: Vec<Write> = left
            .chain(named.spare.into_iter().map(Write::Delete))
            .collect();
        if !writes.is_empty() {
            self.store.commit(writes, Durability::Strict).await?;
        }
        Ok(())
    }

    async fn left_over(&self, named: &NamedPapers) -> Result<Vec<BlobId>, Failure> {
        let Some(of_drafts) = self.blobs_of_drafts().await? else {
            return Ok(Vec::new());
        };
        if named.uncertain {
            return Ok(Vec::new());
        }
        let of_drafts: BTreeSet<BlobId> = of_drafts.into_iter().collect();
        let keys = self.store.keys(&Range::All(Table::Blobs)).await?;
        let kept: BTreeSet<BlobId> = keys.into_iter().filter_map(blob_of).collect();
        let is_named = |at: &BlobId| named.addresses.contains(at) || of_drafts.contains(at);
        Ok(kept.into_iter().filter(|at| !is_named(at)).collect())
    }
}

fn blob_of(key: Key) -> Option<BlobId> {
    match key {
        Key::Blob(blob, _) => Some(blob),
        _ => None,
    }
}

/// Papers that entries of a chart name, read from the first byte to the last.
#[derive(Default)]
struct Papers {
    lost: LostPapers,
    spare: Vec<Key>,
}

impl Papers {
    async fn of<S: Store>(store: &S, session: &Session, open: &OpenChart) -> Result<Self, Failure> {
        let mut papers = Self::default();
        let (mut read, mut met) = (BTreeSet::new(), Met::default());
        for document in open.log.iter().flat_map(|entry| documents(entry)) {
            if read.insert((document.blob, document.digest, document.bytes)) {
                let chart = open.log.chart();
                let found = look_for(store, &session.vault, chart, document, &mut met).await?;
                found.paper.count_in(&mut papers.lost);
                papers.spare.extend(found.spare);
            }
        }
        Ok(papers)
    }
}

/// Whether an entry's author is not known here or its signature does not match.
pub(super) fn is_unproven(known: &Signers, entry: &Entry) -> bool {
    let credential = known.get(&entry.header().credential);
    credential.is_none_or(|(credential, _)| {
        let key = credential.signing_key();
        entry.check_signature(&key, &Strict).is_err()
    })
}

/// Entries whose number does not follow. What is missing is a gap already, and a fork hides nothing.
pub(super) fn misnumbered(known: &Signers, open: &OpenChart) -> u32 {
    // A stranger's numbers say nothing of what people known here wrote.
    let is_known = |entry: &Rc<Entry>| {
        let credential = known.get(&entry.header().credential);
        credential.is_some_and(|(_, trust)| *trust != Trust::FirstSeen)
    };
    let known_here = open.log.iter().any(is_known);
    let counts = |id: &EntryId| !known_here || open.log.get(id).is_some_and(is_known);
    let defects = open.log.defects().into_iter();
    let misnumbered =
        defects.filter(|defect| matches!(defect, Defect::WrongNumber { entry } if counts(entry)));
    misnumbered.count() as u32
}
