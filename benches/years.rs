//! A made-up clinic of sixty visits a day over five years: how its rows grow, and what it costs to open, to read, to write
//! in and to make its list again after each year. Run with `cargo bench --bench years`; `YEARS`, `DAYS` (of work a year) and
//! `VISITS` (a day) make it smaller, `TIDY=0` leaves out what is done at rest. Everything goes through the engine as the
//! page asks for it, over the memory store. The figures are printed and written to `test-results/years.csv`.

#[path = "people/intake.rs"]
mod intake;
mod people;

use std::cell::Cell;
use std::fmt::Write as _;
use std::rc::Rc;
use std::time::{Duration, Instant};

use carnet::base::clock::Stamp;
use carnet::base::{ChartId, Clock, Compartment, DraftId, Entropy, Language};
use carnet::chart::draft::{Draft, NoteDraft, ProblemChoice, UnderProblem};
use carnet::chart::statement::SaidBy;
use carnet::engine::Engine;
use carnet::engine::host::Quiet;
use carnet::engine::protocol::{Ask, Opener, VaultKind, VaultPlan, ask};
use carnet::store::beside::{Beside, MemoryFiles, Presence};
use carnet::store::memory::{MemoryDisk, MemoryStore};
use carnet::store::{Key, Table};
use carnet::vault::Cost;
use futures_lite::future::block_on;
use people::Person;

const PASSPHRASE: &str = "seven words of a clinic made up";
const DAY: i64 = 86_400_000;
/// Of so many visits one is the first of somebody.
const FIRST_VISITS: usize = 3;
/// Charts that are opened and written in to measure.
const MEASURED: usize = 60;

#[derive(Clone)]
struct Moved(Rc<Cell<i64>>);

impl Clock for Moved {
    fn now(&self) -> Stamp {
        Stamp {
            ms: self.0.get(),
            offset: 60,
        }
    }
}

/// Bytes that look random and are the same in every run (Knuth's MMIX generator).
struct Sequence(u64);

impl Sequence {
    fn next(&mut self) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        self.0 >> 33
    }

    fn below(&mut self, limit: usize) -> usize {
        self.next() as usize % limit
    }
}

impl Entropy for Sequence {
    fn fill(&mut self, bytes: &mut [u8]) {
        bytes
            .iter_mut()
            .for_each(|byte| *byte = (self.next() >> 8) as u8);
    }
}

type Device = Engine<MemoryStore, MemoryFiles, Moved>;

struct Clinic {
    disk: MemoryDisk,
    files: MemoryFiles,
    clock: Moved,
    device: Device,
    charts: Vec<ChartId>,
    visits: usize,
    dice: Sequence,
}

fn device(disk: &MemoryDisk, files: &MemoryFiles, clock: &Moved, seed: u64) -> Device {
    let beside = Presence::Here(Beside::new(files.clone()));
    let entropy = Box::new(Sequence(seed));
    Engine::new(disk.open(), beside, clock.clone(), entropy).with_cost(Cost::LEAST)
}

fn answer<Q: Ask>(device: &mut Device, question: Q) -> Q::Answer {
    let answer = block_on(device.ask(question, &Quiet::default()));
    answer.unwrap_or_else(|failure| panic!("a made-up clinic was refused: {failure:?}"))
}

fn unlock(device: &mut Device) {
    answer(device, ask::Unlock(Opener::Passphrase(PASSPHRASE.into())));
}

impl Clinic {
    fn new() -> Self {
        let disk = MemoryDisk::new();
        let files = MemoryFiles::beside(&disk);
        let clock = Moved(Rc::new(Cell::new(1_795_000_000_000)));
        let mut device = device(&disk, &files, &clock, 1);
        let plan = VaultPlan {
            kind: VaultKind::Clinic,
            name: "Prima Testa".into(),
            role: "nurse".into(),
            site: "Site Alpha".into(),
            device: "Tablet".into(),
            passphrase: PASSPHRASE.into(),
            language: Language::English,
        };
        answer(&mut device, ask::PrepareVault(plan));
        answer(&mut device, ask::MakeVault);
        Self {
            disk,
            files,
            clock,
            device,
            charts: Vec::new(),
            visits: 0,
            dice: Sequence(11),
        }
    }

    fn day(&mut self, visits: usize, people: &mut impl Iterator<Item = Person>, tidy: bool) {
        let seed = self.clock.0.get() as u64;
        self.device = device(&self.disk, &self.files, &self.clock, seed);
        unlock(&mut self.device);
        for _ in 0..visits {
            let first = self.charts.is_empty() || self.dice.below(FIRST_VISITS) == 0;
            let chart = match first.then(|| people.next()).flatten() {
                Some(person) => {
                    let draft = intake::intake(person, self.clock.now());
                    let chart = sign(
                        &mut self.device,
                        &self.clock,
                        Draft::Intake(Box::new(draft)),
                    );
                    self.charts.push(chart);
                    chart
                }
                None => self.charts[self.dice.below(self.charts.len())],
            };
            let note = note(chart, self.clock.now(), self.dice.below(40));
            sign(&mut self.device, &self.clock, note);
            self.visits += 1;
            if tidy {
                while block_on(self.device.idle()) || block_on(self.device.tidy(&Quiet::default()))
                {
                }
            }
        }
        self.clock.0.set(self.clock.0.get() + DAY / 2);
    }

    /// Another start of the device, on a copy of what it holds.
    fn copy(&self) -> (MemoryDisk, Device) {
        let disk = self.disk.image();
        let device = device(&disk, &self.files, &self.clock, 99);
        (disk, device)
    }
}

fn sign(device: &mut Device, clock: &Moved, draft: Draft) -> ChartId {
    let mut dice = Sequence(clock.0.get() as u64);
    let id = DraftId::random(&mut dice as &mut dyn Entropy);
    let cursor = String::new();
    answer(device, ask::SaveDraft { id, draft, cursor });
    clock.0.set(clock.0.get() + 240_000);
    answer(device, ask::Sign(id)).chart
}

fn note(chart: ChartId, started: Stamp, words: usize) -> Draft {
    let mut under = UnderProblem::new(ProblemChoice::Unlinked);
    under.subjective =
        format!("Words that somebody said at a visit, {words} of them. ").repeat(1 + words % 5);
    Draft::Note(Box::new(NoteDraft {
        chart,
        started,
        late: None,
        said_by: SaidBy::Patient,
        under: vec![under],
    }))
}

fn timed(run: impl FnOnce()) -> Duration {
    let start = Instant::now();
    run();
    start.elapsed()
}

fn median(mut times: Vec<Duration>) -> f64 {
    times.sort_unstable();
    times[times.len() / 2].as_secs_f64() * 1000.0
}

/// Rows and bytes of a table.
fn rows(disk: &MemoryDisk, table: Table) -> (usize, usize) {
    let rows = disk.rows();
    let of = rows.iter().filter(|(of, _, _)| *of == table);
    of.fold((0, 0), |(rows, all), (_, _, bytes)| {
        (rows + 1, all + bytes.len())
    })
}

/// What the passphrase alone costs.
fn passphrase(empty: &Clinic) -> Duration {
    let unlocked = (0..5).map(|_| {
        let (_, mut device) = empty.copy();
        timed(|| unlock(&mut device))
    });
    unlocked.min().expect("five of them")
}

fn measure(clinic: &mut Clinic, year: usize, passphrase: Duration) -> String {
    let (log, journal) = (
        rows(&clinic.disk, Table::Log),
        rows(&clinic.disk, Table::Journal),
    );
    let (disk, mut device) = clinic.copy();
    let unlocked = timed(|| unlock(&mut device)).saturating_sub(passphrase);
    let measured: Vec<ChartId> = (0..MEASURED)
        .map(|_| clinic.charts[clinic.dice.below(clinic.charts.len())])
        .collect();
    let opened = measured
        .iter()
        .map(|chart| timed(|| drop(answer(&mut device, ask::OpenChart(*chart)))));
    let opened = median(opened.collect());
    let written = measured.iter().map(|chart| {
        let draft = note(*chart, clinic.clock.now(), 7);
        let id = DraftId::random(&mut clinic.dice as &mut dyn Entropy);
        answer(
            &mut device,
            ask::SaveDraft {
                id,
                draft,
                cursor: String::new(),
            },
        );
        answer(&mut device, ask::OpenChart(*chart));
        timed(|| {
            answer(&mut device, ask::Sign(id));
        })
    });
    let written = median(written.collect());
    let page = Key::DirectoryPage(Compartment::IDENTITY, 0);
    assert!(
        disk.damage(&page, |bytes| bytes[40] ^= 1),
        "the list has a page"
    );
    let mut device = self::device(&disk, &clinic.files, &clinic.clock, 98);
    let rebuilt = timed(|| unlock(&mut device)).saturating_sub(passphrase);
    let mut row = String::new();
    write!(
        row,
        "{year},{},{},{},{},{},{},{:.1},{opened:.2},{written:.2},{:.0}",
        clinic.charts.len(),
        clinic.visits,
        log.0,
        log.1 / 1024,
        journal.0,
        journal.1 / 1024,
        unlocked.as_secs_f64() * 1000.0,
        rebuilt.as_secs_f64() * 1000.0,
    )
    .expect("writing into memory");
    row
}

fn number(name: &str, usual: usize) -> usize {
    let set = std::env::var(name).ok();
    set.and_then(|set| set.parse().ok()).unwrap_or(usual)
}

fn main() -> std::io::Result<()> {
    let (years, days, visits) = (
        number("YEARS", 5),
        number("DAYS", 300),
        number("VISITS", 60),
    );
    let tidy = number("TIDY", 1) == 1;
    let empty = Clinic::new();
    let passphrase = passphrase(&empty);
    let mut clinic = empty;
    let mut people = people::people(years * days * visits);
    let mut table = String::from(
        "year,people,visits,log rows,log KiB,journal rows,journal KiB,unlock ms,open ms,append ms,rebuild ms\n",
    );
    print!("{table}");
    for year in 1..=years {
        (0..days).for_each(|_| clinic.day(visits, &mut people, tidy));
        let row = measure(&mut clinic, year, passphrase);
        println!("{row}");
        table += &row;
        table.push('\n');
    }
    std::fs::create_dir_all("test-results")?;
    std::fs::write("test-results/years.csv", table)
}
