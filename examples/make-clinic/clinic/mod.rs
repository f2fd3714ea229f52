//! A made-up clinic on a device of its own, worked with as people do: drafts that are signed, files that go out and come in.

mod every_kind;

use std::cell::Cell;
use std::rc::Rc;

use carnet::base::clock::{DeviceClock, Stamp};
use carnet::base::entropy::SystemEntropy;
use carnet::base::{ChartId, Clock, DraftId, Language};
use carnet::chart::draft::{Draft, Form, FormDraft};
use carnet::chart::kinds::ExportFor;
use carnet::engine::Engine;
use carnet::engine::host::Quiet;
use carnet::engine::protocol::{
    Ask, ExportPlan, ExportedFile, Failure, Passphrase, Preview, Scope, Signed, VaultKind,
    VaultPlan, ask,
};
use carnet::store::beside::{Beside, MemoryFiles, Presence};
use carnet::store::memory::{MemoryDisk, MemoryStore};
use carnet::vault::Cost;
use futures_lite::future::block_on;

use crate::intake::intake;
use crate::people::Person;

pub const PASSPHRASE: &str = "seven words of a clinic made up";
const A_DAY: i64 = 60;

/// A clock that goes on by ten minutes with everyone who comes, and by a night after every sixtieth.
#[derive(Clone)]
pub struct WorkingDays(Rc<Cell<Stamp>>);

impl WorkingDays {
    /// So that the last of so many people came yesterday.
    pub fn before_today(people: usize) -> Self {
        let mut first = DeviceClock.now();
        first.ms -= (people as i64 / A_DAY + 2) * 24 * 60 * 60 * 1000;
        Self(Rc::new(Cell::new(first)))
    }

    fn next(&self, nth: usize) {
        self.go_on(if nth as i64 % A_DAY == 0 { 14 * 60 } else { 10 });
    }

    fn go_on(&self, minutes: i64) {
        let mut now = self.0.get();
        now.ms += minutes * 60 * 1000;
        self.0.set(now);
    }
}

impl Clock for WorkingDays {
    fn now(&self) -> Stamp {
        self.0.get()
    }
}

/// The whole clinic as the file that its device hands on: these people, each with a number among all that come.
pub fn file_of(
    people: impl Iterator<Item = (usize, Person)>,
    days: &WorkingDays,
) -> Result<Vec<u8>, Failure> {
    let mut clinic = Clinic::open(days, "Prima Testa", "Site Alpha")?;
    let mut first = None;
    for (nth, person) in people {
        days.next(nth);
        let mut draft = intake(person, days.now());
        // One long chart is enough to look at; the measures are of many people.
        if nth == 0 {
            every_kind::asked(&mut draft);
        }
        let chart = clinic.sign(Draft::Intake(Box::new(draft)))?.chart;
        match first {
            None if nth == 0 => every_kind::written(&mut clinic, chart)?,
            Some(first) if nth == 1 => every_kind::taken_for(&mut clinic, chart, first)?,
            _ => {}
        }
        first.get_or_insert(chart);
    }
    let file = clinic.export(Scope::WholeVault, vec![], ExportFor::CopyOfThisDevice, "")?;
    Ok(file.bytes)
}

struct Clinic {
    engine: Engine<MemoryStore, MemoryFiles, WorkingDays>,
    days: WorkingDays,
}

impl Clinic {
    fn open(days: &WorkingDays, who: &str, site: &str) -> Result<Self, Failure> {
        let cheap = Cost::new(19 * 1024, 2).expect("the least that is read");
        let engine = Engine::new(
            MemoryDisk::new().open(),
            Presence::Here(Beside::new(MemoryFiles::new())),
            days.clone(),
            Box::new(SystemEntropy),
        )
        .with_cost(cheap);
        let days = days.clone();
        let mut clinic = Self { engine, days };
        let plan = VaultPlan {
            kind: VaultKind::Clinic,
            name: who.into(),
            role: "nurse".into(),
            site: site.into(),
            device: "Bench".into(),
            passphrase: PASSPHRASE.into(),
            language: Language::English,
        };
        clinic.ask(ask::PrepareVault(plan))?;
        clinic.ask(ask::MakeVault)?;
        Ok(clinic)
    }

    fn ask<Q: Ask>(&mut self, question: Q) -> Result<Q::Answer, Failure> {
        block_on(self.engine.ask(question, &Quiet::default()))
    }

    /// Signs what is typed.
    fn sign(&mut self, draft: Draft) -> Result<Signed, Failure> {
        let id = DraftId::random(&mut SystemEntropy);
        let cursor = String::new();
        self.ask(ask::SaveDraft { id, draft, cursor })?;
        self.ask(ask::Sign(id))
    }

    /// Signs a small form, a minute after what was done before.
    fn act(&mut self, chart: ChartId, form: impl Into<Form>) -> Result<Signed, Failure> {
        self.days.go_on(1);
        self.sign(Draft::Form(Box::new(FormDraft {
            chart,
            started: self.days.now(),
            form: form.into(),
        })))
    }

    fn export(
        &mut self,
        scope: Scope,
        charts: Vec<ChartId>,
        purpose: ExportFor,
        recipient: &str,
    ) -> Result<ExportedFile, Failure> {
        let plan = ExportPlan {
            scope,
            charts,
            purpose,
            recipient: recipient.into(),
        };
        let passphrase = Passphrase(PASSPHRASE.into());
        self.ask(ask::Export { plan, passphrase })
    }

    /// Reads a file that came; nothing of it is added yet.
    fn read(&mut self, file: &[u8]) -> Result<Preview, Failure> {
        self.ask(ask::OpenFile {
            file: file.to_vec(),
            passphrase: Some(Passphrase(PASSPHRASE.into())),
        })
    }
}
