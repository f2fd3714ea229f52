//! Committing an act, and believing it afterwards.

use std::collections::BTreeMap;
use std::rc::Rc;

use crate::base::{ActId, ChartId, Clock, Compartment};
use crate::chart::entry::Entry;
use crate::chart::statement::Statement;
use crate::engine::Engine;
use crate::engine::keeping::list::Kept;
use crate::engine::keeping::save::{Act, Addition};
use crate::engine::protocol::Failure;
use crate::engine::session::InMemory;
use crate::engine::writing::Writing;
use crate::store::beside::{Files, Presence};
use crate::store::{Store, Write};

impl<S: Store, F: Files, C: Clock> Engine<S, F, C> {
    /// Signs statements as one act on one chart, without storing anything yet.
    pub(super) async fn sign_statements(
        &mut self,
        chart: ChartId,
        statements: BTreeMap<Compartment, Vec<Statement>>,
    ) -> Result<Vec<Rc<Entry>>, Failure> {
        let act = ActId::random(self.entropy.as_mut());
        self.sign_part_of(act, chart, statements).await
    }

    /// Signs what one act says on one of the charts it is about.
    pub(super) async fn sign_part_of(
        &mut self,
        act: ActId,
        chart: ChartId,
        statements: BTreeMap<Compartment, Vec<Statement>>,
    ) -> Result<Vec<Rc<Entry>>, Failure> {
        let now = self.clock.now();
        self.open()?;
        let session = self.session.as_deref_mut().ok_or(Failure::Locked)?;
        let author = session.author();
        let held = session.chart(&self.store, chart).await?;
        let (log, latest) = (held.open.log.clone(), held.chart.latest_known());
        let writing = Writing {
            author: &author,
            signer: &session.vault,
            chart,
            act,
            now,
            latest,
        };
        Ok(writing.sign(&log, statements, self.entropy.as_mut())?)
    }

    /// Stores additions to charts, and whatever else belongs to the same act: all of it or nothing.
    pub(super) async fn save(
        &mut self,
        additions: Vec<Addition>,
        also: Vec<Write>,
    ) -> Result<(), Failure> {
        self.open()?;
        let session = self.session.as_deref_mut().ok_or(Failure::Locked)?;
        for addition in &additions {
            session.add_chart(addition.chart, self.entropy.as_mut())?;
        }
        let mut ready = Vec::with_capacity(additions.len());
        for addition in &additions {
            let open = session
                .chart(&self.store, addition.chart)
                .await?
                .open
                .clone();
            let kept = session.list.kept.get(&addition.chart).cloned();
            ready.push((open, kept.unwrap_or_else(|| Kept::new(addition.chart))));
        }
        let (readings, here) = (session.reader(), session.installation.id);
        let mut act = Act::new(
            &mut session.vault,
            self.entropy.as_mut(),
            session.tails.clone(),
        );
        act.writes = also;
        for ((open, kept), addition) in ready.into_iter().zip(additions) {
            act.add(open, kept, addition)?;
        }
        let committed = act
            .commit(&self.store, &session.list, here, |open| {
                readings.row_of(open)
            })
            .await?;
        session.tails = committed.tails;
        session.list.next_delta += 1;
        session.list.deltas += 1;
        for changed in committed.changed {
            session.list.absorb(changed.kept);
            let chart = readings.chart(&changed.open);
            session.remember(InMemory {
                open: changed.open,
                chart,
            });
        }
        session.marks_due = true;
        Ok(())
    }

    /// Writes how far the journals are beside the database, once the act was answered: only a warning depends on it, so
    /// nobody waits for it, and a failure here is none of the act's.
    pub(super) async fn mark_journals(&self) {
        let (Presence::Here(beside), Some(session)) = (&self.beside, &self.session) else {
            return;
        };
        let _ = beside.mark_journals(&session.journal_ends()).await;
    }
}
