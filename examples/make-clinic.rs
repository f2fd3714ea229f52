//! Writes bundles of a large made-up clinic: `make-clinic DIR PEOPLE`, at most 10 000 people a file.
//!
//! Every chart goes through the engine as it would on a device: intake, review, signature, sixty people a day up to
//! yesterday. All files open with the passphrase that is printed. `make bench` imports them to measure with many people.

#[path = "../benches/people/intake.rs"]
mod intake;
#[path = "../benches/people/mod.rs"]
mod people;

use std::cell::Cell;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use carnet::base::clock::{DeviceClock, Stamp};
use carnet::base::entropy::SystemEntropy;
use carnet::base::{ChartId, Clock, DraftId, Language};
use carnet::chart::draft::{Draft, FormDraft};
use carnet::chart::kinds::{ExportFor, ReportForm, ReportKind, ResultDraft};
use carnet::engine::Engine;
use carnet::engine::host::Quiet;
use carnet::engine::protocol::{
    Ask, ExportPlan, Failure, Passphrase, Scope, VaultKind, VaultPlan, ask,
};
use carnet::store::beside::{Beside, MemoryFiles, Presence};
use carnet::store::memory::{MemoryDisk, MemoryStore};
use carnet::vault::Cost;
use futures_lite::future::block_on;
use people::Person;

const PASSPHRASE: &str = "seven words of a clinic made up";
const MOST: usize = 10_000;
const A_DAY: i64 = 60;

type Clinic = Engine<MemoryStore, MemoryFiles, WorkingDays>;

/// A clock that goes on by ten minutes with everyone who comes, and by a night after every sixtieth.
#[derive(Clone)]
struct WorkingDays(Rc<Cell<Stamp>>);

impl WorkingDays {
    /// So that the last of so many people came yesterday.
    fn before_today(people: usize) -> Self {
        let mut first = DeviceClock.now();
        first.ms -= (people as i64 / A_DAY + 2) * 24 * 60 * 60 * 1000;
        Self(Rc::new(Cell::new(first)))
    }

    fn next(&self, nth: usize) {
        let minutes = if nth as i64 % A_DAY == 0 { 14 * 60 } else { 10 };
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

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let usage = "usage: make-clinic DIR PEOPLE";
    let dir = PathBuf::from(std::env::args().nth(1).ok_or(usage)?);
    let count: usize = std::env::args().nth(2).ok_or(usage)?.parse()?;
    std::fs::create_dir_all(&dir)?;
    let days = WorkingDays::before_today(count);
    let mut everyone = people::people(count).enumerate().peekable();
    for number in 1.. {
        if everyone.peek().is_none() {
            break;
        }
        let file = dir.join(format!("clinic-{number}.carnet.zip"));
        write(&file, everyone.by_ref().take(MOST), &days)
            .map_err(|failure| format!("{failure:?}"))?;
    }
    println!("{PASSPHRASE}");
    Ok(())
}

fn write(
    path: &Path,
    people: impl Iterator<Item = (usize, Person)>,
    days: &WorkingDays,
) -> Result<(), Failure> {
    let mut clinic = open(days)?;
    for (nth, person) in people {
        days.next(nth);
        let chart = take_in(&mut clinic, person, days.now())?;
        // One is enough to look at; the measures are of many people, not of long charts.
        if nth == 0 {
            report_on(&mut clinic, chart, days.now())?;
        }
    }
    let plan = ExportPlan {
        scope: Scope::WholeVault,
        charts: Vec::new(),
        purpose: ExportFor::CopyOfThisDevice,
        recipient: String::new(),
    };
    let export = ask::Export {
        plan,
        passphrase: Passphrase(PASSPHRASE.into()),
    };
    let file = answer(&mut clinic, export)?;
    std::fs::write(path, &file.bytes).expect("the folder was just made");
    Ok(())
}

fn open(days: &WorkingDays) -> Result<Clinic, Failure> {
    let cheap = Cost::new(19 * 1024, 2).expect("the least that is read");
    let mut clinic = Engine::new(
        MemoryDisk::new().open(),
        Presence::Here(Beside::new(MemoryFiles::new())),
        days.clone(),
        Box::new(SystemEntropy),
    )
    .with_cost(cheap);
    let plan = VaultPlan {
        kind: VaultKind::Clinic,
        name: "Prima Testa".into(),
        role: "nurse".into(),
        site: "Site Alpha".into(),
        device: "Bench".into(),
        passphrase: PASSPHRASE.into(),
        language: Language::English,
    };
    answer(&mut clinic, ask::PrepareVault(plan))?;
    answer(&mut clinic, ask::MakeVault)?;
    Ok(clinic)
}

fn take_in(clinic: &mut Clinic, person: Person, now: Stamp) -> Result<ChartId, Failure> {
    let draft = intake::intake(person, now);
    sign(clinic, Draft::Intake(Box::new(draft)))
}

/// A report with its results, as a laboratory gives it.
fn report_on(clinic: &mut Clinic, chart: ChartId, started: Stamp) -> Result<ChartId, Failure> {
    let result = |what: &str, value: &str, unit: &str, low: &str, high: &str| ResultDraft {
        what: what.into(),
        value: value.into(),
        unit: unit.into(),
        low: low.into(),
        high: high.into(),
    };
    let report = ReportForm {
        what: "Full blood count".into(),
        kind: Some(ReportKind::Laboratory),
        specimen: "Blood".into(),
        results: vec![
            result("Haemoglobin", "9.8", "g/dL", "12", "16"),
            result("White cells", "7.2", "10⁹/L", "4", "11"),
            result("Platelets", "480", "10⁹/L", "150", "400"),
            result("Malaria test", "negative", "", "", ""),
        ],
        conclusion: "Anaemia".into(),
        ..ReportForm::default()
    };
    let draft = FormDraft {
        chart,
        started,
        form: report.into(),
    };
    sign(clinic, Draft::Form(Box::new(draft)))
}

/// Signs what is typed; gives the chart it is in.
fn sign(clinic: &mut Clinic, draft: Draft) -> Result<ChartId, Failure> {
    let id = DraftId::random(&mut SystemEntropy);
    let save = ask::SaveDraft {
        id,
        draft,
        cursor: String::new(),
    };
    answer(clinic, save)?;
    Ok(answer(clinic, ask::Sign(id))?.chart)
}

fn answer<Q: Ask>(clinic: &mut Clinic, question: Q) -> Result<Q::Answer, Failure> {
    block_on(clinic.ask(question, &Quiet::default()))
}
