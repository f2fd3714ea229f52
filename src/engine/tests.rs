//! The whole path, natively: page's requests in, replies out, over the memory store.

mod allergies;
mod bundles;
mod charts;
mod confirming;
mod correcting;
mod damage;
mod elsewhere;
mod fetching;
mod fhir;
mod forms;
mod frozen;
mod full;
mod glance;
mod hostile;
mod left_over;
mod links;
mod lists;
mod mallory;
mod medicines;
mod merging;
mod multiplied;
mod own_forms;
mod papers;
mod people_lost;
mod questions;
mod results;
mod rounds;
mod shortening;
mod strangers;
mod strangers_read;
mod switching;
mod values;
mod vault;
mod visits;
mod whole;
mod work_lists;
mod worst;
mod wrong_chart;

use std::cell::Cell;
use std::rc::Rc;

use futures_lite::future::block_on;

use super::Engine;
use super::host::Quiet;
use super::protocol::*;
use crate::base::{ChartId, Clock, DraftId, Entropy, EntryId, Language, Stamp};
use crate::chart::draft::*;
use crate::chart::kinds::{AgeUnit, Document, Sex};
use crate::chart::statement::SaidBy;
use crate::store::beside::{Beside, FileName, Files as _, MemoryFiles, Presence, Side};
use crate::store::memory::{MemoryDisk, MemoryStore};
use crate::vault::Cost;

pub const PASSPHRASE: &str = "a long enough passphrase";

/// A clock that tests move by hand.
#[derive(Clone)]
pub struct TestClock(pub Rc<Cell<i64>>);

impl TestClock {
    pub fn forward(&self, ms: i64) {
        self.0.set(self.0.get() + ms);
    }
}

impl Clock for TestClock {
    fn now(&self) -> Stamp {
        Stamp {
            ms: self.0.get(),
            offset: 60,
        }
    }
}

/// Bytes that look random and are the same in every run.
pub struct Seeded(pub u64);

impl Entropy for Seeded {
    fn fill(&mut self, bytes: &mut [u8]) {
        for byte in bytes {
            self.0 = self
                .0
                .wrapping_mul(6364136223846793005)
                .wrapping_add(1442695040888963407);
            *byte = (self.0 >> 56) as u8;
        }
    }
}

/// A device: its disk outlives the engines that run on it.
pub struct Device {
    pub disk: MemoryDisk,
    pub files: MemoryFiles,
    pub clock: TestClock,
    pub engine: Engine<MemoryStore, MemoryFiles, TestClock>,
    seed: u64,
}

impl Device {
    pub fn new(seed: u64) -> Self {
        Self::on(MemoryDisk::new(), seed)
    }

    /// A device with what a disk already holds.
    pub fn on(disk: MemoryDisk, seed: u64) -> Self {
        let files = MemoryFiles::beside(&disk);
        let clock = TestClock(Rc::new(Cell::new(1_795_000_000_000)));
        let engine = engine(&disk, &files, &clock, seed);
        Self {
            disk,
            files,
            clock,
            engine,
            seed,
        }
    }

    /// The worker is gone, the disk is not: what a lock, a crash or a reload leaves.
    pub fn restart(&mut self) {
        self.seed += 1000;
        self.engine = engine(&self.disk, &self.files, &self.clock, self.seed);
    }

    /// The disk as it was, on a device that kept no word of how far its journals came since: no older copy.
    pub fn put_back(&mut self, disk: &MemoryDisk) {
        self.disk = disk.image();
        for side in [Side::A, Side::B] {
            block_on(self.files.remove(FileName::Journal(side))).expect("removed");
        }
    }

    /// Nobody asks for anything for a while.
    pub fn rest(&mut self) {
        while block_on(self.engine.idle()) || block_on(self.engine.tidy(&Quiet::default())) {}
    }

    pub fn ask<Q: Ask>(&mut self, question: Q) -> Result<Q::Answer, Failure> {
        block_on(self.engine.ask(question, &Quiet::default()))
    }

    /// A vault made in memory first, then for real; answers with the recovery words.
    pub fn make_vault(&mut self) -> Vec<String> {
        let plan = VaultPlan {
            kind: VaultKind::Clinic,
            name: "Prima Testa".into(),
            role: "nurse".into(),
            site: "Site Alpha".into(),
            device: format!("Tablet {}", self.seed),
            passphrase: PASSPHRASE.into(),
            language: Language::English,
        };
        let prepared = self.ask(ask::PrepareVault(plan)).expect("prepared");
        self.ask(ask::MakeVault).expect("made");
        prepared.words
    }

    pub fn unlock(&mut self) -> Result<Session, Failure> {
        self.ask(ask::Unlock(Opener::Passphrase(PASSPHRASE.into())))
    }

    pub fn save_draft(&mut self, draft: Draft) -> DraftId {
        let id = DraftId::random(&mut Seeded(self.clock.0.get() as u64) as &mut dyn Entropy);
        self.clock.forward(1);
        let cursor = String::new();
        self.ask(ask::SaveDraft { id, draft, cursor })
            .expect("sealed");
        id
    }

    pub fn sign(&mut self, draft: Draft) -> Result<ChartId, Failure> {
        let id = self.save_draft(draft);
        self.clock.forward(60_000);
        Ok(self.ask(ask::Sign(id))?.chart)
    }

    /// Takes someone in with the least that must be answered.
    pub fn take_in(&mut self, family: &str, given: &str) -> ChartId {
        self.sign(Draft::Intake(Box::new(intake(
            family,
            given,
            self.clock.now(),
        ))))
        .expect("signed")
    }

    pub fn note(&mut self, chart: ChartId, words: &str) {
        let mut under = UnderProblem::new(ProblemChoice::Unlinked);
        under.subjective = words.into();
        self.note_of(chart, under);
    }

    pub fn note_of(&mut self, chart: ChartId, under: UnderProblem) {
        let note = NoteDraft {
            chart,
            started: self.clock.now(),
            late: None,
            said_by: SaidBy::Patient,
            under: vec![under],
        };
        self.sign(Draft::Note(Box::new(note))).expect("signed");
    }

    pub fn chart(&mut self, chart: ChartId) -> crate::reading::view::ChartView {
        self.ask(ask::OpenChart(chart)).expect("a chart")
    }

    pub fn history(&mut self, chart: ChartId) -> crate::reading::view::HistoryPage {
        self.ask(ask::History {
            chart,
            filter: Default::default(),
            from: 0,
        })
        .expect("history")
    }

    pub fn search(&mut self, text: &str) -> Vec<ChartId> {
        let found = self
            .ask(ask::Search { text: text.into() })
            .expect("a search");
        found.people.iter().map(|f| f.row.chart).collect()
    }
}

fn engine(
    disk: &MemoryDisk,
    files: &MemoryFiles,
    clock: &TestClock,
    seed: u64,
) -> Engine<MemoryStore, MemoryFiles, TestClock> {
    let beside = Presence::Here(Beside::new(files.clone()));
    let cheap = Cost::new(19 * 1024, 2).expect("the least that is read");
    Engine::new(disk.open(), beside, clock.clone(), Box::new(Seeded(seed))).with_cost(cheap)
}

pub fn form_draft(chart: ChartId, started: Stamp, form: impl Into<Form>) -> Draft {
    let form = form.into();
    Draft::Form(Box::new(FormDraft {
        chart,
        started,
        form,
    }))
}

/// A paper that is kept and about to be filed.
pub fn filing(document: Document) -> PaperForm {
    PaperForm {
        title: document.title.clone(),
        file: PaperFile::Kept(document),
    }
}

/// Signs one small form, a minute later.
pub fn act(device: &mut Device, chart: ChartId, form: impl Into<Form>) -> Result<EntryId, Failure> {
    let id = device.save_draft(form_draft(chart, device.clock.now(), form));
    device.clock.forward(60_000);
    Ok(device.ask(ask::Sign(id))?.entry)
}

pub fn intake(family: &str, given: &str, now: Stamp) -> IntakeDraft {
    let mut draft = IntakeDraft::new(now);
    draft.names[0].family = family.into();
    draft.names[0].given = given.into();
    draft.sex = Some(Sex::Female);
    draft.birth = BirthDraft::Age {
        number: "34".into(),
        unit: AgeUnit::Years,
        about: true,
    };
    draft
}
