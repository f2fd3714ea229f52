//! Committing an act, and believing it afterwards.

use std::collections::{BTreeMap, VecDeque};
use std::rc::Rc;

use crate::base::{ActId, ChartId, Clock, Compartment};
use crate::chart::entry::Entry;
use crate::chart::statement::Statement;
use crate::engine::Engine;
use crate::engine::host::{Host, Quiet};
use crate::engine::keeping::list::ListedChart;
use crate::engine::keeping::save::{Act, Addition, refresh_with};
use crate::engine::protocol::{Failure, Step};
use crate::engine::session::{KEPT_OPEN, Taken};
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
        session.chart(&self.store, chart).await?;
        let held = session.in_memory(chart).ok_or(Failure::NoChart)?;
        let writing = Writing {
            author: &author,
            signer: &session.vault,
            chart,
            act,
            now,
            latest: held.chart.latest_known(),
        };
        Ok(writing.sign(&held.open.log, statements, self.entropy.as_mut())?)
    }

    /// Stores additions to charts, and whatever else belongs to the same act: all of it or nothing.
    pub(in crate::engine) async fn save(
        &mut self,
        additions: Vec<Addition>,
        also: Vec<Write>,
    ) -> Result<(), Failure> {
        self.save_many(additions, also, &Quiet::default()).await
    }

    /// The same for very many charts: it says how far it is, and can be stopped until it writes.
    pub(super) async fn save_many<H: Host>(
        &mut self,
        additions: Vec<Addition>,
        also: Vec<Write>,
        host: &H,
    ) -> Result<(), Failure> {
        self.open()?;
        let of = additions.len();
        let session = self.session.as_deref_mut().ok_or(Failure::Locked)?;
        for addition in &additions {
            session.add_chart(addition.chart, self.entropy.as_mut())?;
        }
        let mut taken = Vec::with_capacity(additions.len());
        for addition in &additions {
            host.step(Step::Writing, 0, of).await?;
            taken.push(session.take_chart(&self.store, addition.chart).await?);
        }
        let (reader, here) = (session.reader(), session.here());
        let mut act = Act::new(
            &mut session.vault,
            self.entropy.as_mut(),
            session.tails.clone(),
        );
        act.writes = also;
        let (mut changed, mut read) = (Vec::new(), VecDeque::new());
        for (Taken { mut kept, mut held }, addition) in taken.into_iter().zip(additions) {
            host.step(Step::Writing, changed.len(), of).await?;
            let added = act.add(held.open(), &mut kept, addition)?;
            let held = reader.read_on(held, &added);
            let row = reader.row_of_read(&held);
            refresh_with(&mut kept, &added.entries, &held.open, &here, row);
            changed.push(kept);
            // Of very many only those that are remembered are kept so long.
            read.push_back(held);
            if read.len() > KEPT_OPEN {
                read.pop_front();
            }
        }
        let rows: Vec<&ListedChart> = changed.iter().collect();
        session.tails = act.commit(&self.store, &session.list, &rows).await?;
        changed.iter().for_each(|kept| session.merges.written(kept));
        session.believe(changed);
        read.into_iter().for_each(|read| session.remember(read));
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
