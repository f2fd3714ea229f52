//! Signing a note: in a new chart, in a chart of 5 000 entries, and beside 50 000 people. Run with
//! `cargo bench --bench signing`; `ENTRIES` and `PEOPLE` make it smaller.
//!
//! Everything goes through the engine as the page asks for it, over the memory store: the draft is kept before, and what is
//! timed is the press on *Sign*.

#[path = "people/intake.rs"]
mod intake;
mod people;

use std::cell::Cell;
use std::rc::Rc;
use std::time::{Duration, Instant};

use carnet::base::clock::Stamp;
use carnet::base::entropy::SystemEntropy;
use carnet::base::{ChartId, Clock, DraftId, Language};
use carnet::chart::draft::{Draft, NoteDraft, ProblemChoice, UnderProblem};
use carnet::chart::statement::SaidBy;
use carnet::engine::Engine;
use carnet::engine::host::Quiet;
use carnet::engine::protocol::{Ask, VaultKind, VaultPlan, ask};
use carnet::store::beside::{Beside, MemoryFiles, Presence};
use carnet::store::memory::{MemoryDisk, MemoryStore};
use carnet::vault::Cost;
use futures_lite::future::block_on;
use people::Person;

/// What one press may take in the engine.
const BUDGET: Duration = Duration::from_millis(5);
/// Presses that are timed of each.
const NOTES: usize = 41;

/// A clock that goes on by a minute with every act.
#[derive(Clone)]
struct Minutes(Rc<Cell<i64>>);

impl Clock for Minutes {
    fn now(&self) -> Stamp {
        Stamp {
            ms: self.0.get(),
            offset: 60,
        }
    }
}

struct Clinic {
    engine: Engine<MemoryStore, MemoryFiles, Minutes>,
    clock: Minutes,
}

impl Clinic {
    fn open() -> Self {
        let clock = Minutes(Rc::new(Cell::new(1_795_000_000_000)));
        let engine = Engine::new(
            MemoryDisk::new().open(),
            Presence::Here(Beside::new(MemoryFiles::new())),
            clock.clone(),
            Box::new(SystemEntropy),
        );
        let cheap = Cost::new(19 * 1024, 2).expect("the least that is read");
        let mut clinic = Self {
            engine: engine.with_cost(cheap),
            clock,
        };
        let plan = VaultPlan {
            kind: VaultKind::Clinic,
            name: "Prima Testa".into(),
            role: "nurse".into(),
            site: "Site Alpha".into(),
            device: "Bench".into(),
            passphrase: "seven words of a clinic made up".into(),
            language: Language::English,
        };
        clinic.ask(ask::PrepareVault(plan));
        clinic.ask(ask::MakeVault);
        clinic
    }

    fn ask<Q: Ask>(&mut self, question: Q) -> Q::Answer {
        let answer = block_on(self.engine.ask(question, &Quiet::default()));
        answer.expect("a made-up clinic is refused nothing")
    }

    /// Keeps the draft and signs it; how long the press took.
    fn sign(&mut self, draft: Draft) -> (ChartId, Duration) {
        let id = DraftId::random(&mut SystemEntropy);
        self.ask(ask::SaveDraft {
            id,
            draft,
            cursor: String::new(),
        });
        self.clock.0.set(self.clock.0.get() + 60_000);
        let start = Instant::now();
        let signed = self.ask(ask::Sign(id));
        (signed.chart, start.elapsed())
    }

    fn take_in(&mut self, person: Person) -> ChartId {
        let draft = intake::intake(person, self.clock.now());
        self.sign(Draft::Intake(Box::new(draft))).0
    }

    fn note(&mut self, chart: ChartId) -> Duration {
        let mut under = UnderProblem::new(ProblemChoice::Unlinked);
        under.subjective = "Coughs since three days, sleeps badly".into();
        under.objective = "Chest clear, no fever".into();
        under.plan = "Comes again in a week if it goes on".into();
        let note = NoteDraft {
            chart,
            started: self.clock.now(),
            late: None,
            said_by: SaidBy::Patient,
            under: vec![under],
        };
        self.sign(Draft::Note(Box::new(note))).1
    }

    fn print(&mut self, what: &str, chart: ChartId) {
        let mut took: Vec<Duration> = (0..NOTES).map(|_| self.note(chart)).collect();
        took.sort_unstable();
        let ms = |took: Duration| took.as_secs_f64() * 1000.0;
        let (middle, worst) = (took[NOTES / 2], took[NOTES - 1]);
        println!(
            "{what}: {:.2} ms, the worst of {NOTES} {:.2} ms (budget {} ms, {})",
            ms(middle),
            ms(worst),
            BUDGET.as_millis(),
            if middle <= BUDGET { "met" } else { "NOT met" },
        );
    }
}

/// A number from the environment, to try it smaller.
fn number(name: &str, otherwise: usize) -> usize {
    let told = std::env::var(name).ok().and_then(|told| told.parse().ok());
    told.unwrap_or(otherwise)
}

fn main() {
    let (entries, people) = (number("ENTRIES", 5_000), number("PEOPLE", 50_000));
    let mut clinic = Clinic::open();
    let mut everyone = people::people(people.max(1) + 1);
    let mut next = || everyone.next().expect("as many as were asked for");
    println!("Signing one note, native, over the memory store");
    let new = clinic.take_in(next());
    clinic.print("in a new chart", new);
    let long = clinic.take_in(next());
    for _ in 1..entries {
        clinic.note(long);
    }
    clinic.print(&format!("in a chart of {entries} entries"), long);
    for _ in 2..people {
        clinic.take_in(next());
    }
    clinic.print(&format!("beside {people} people"), new);
    clinic.print(&format!("in the long chart beside {people} people"), long);
}
