//! A bundle from its bytes to rows: opened, planned, previewed, added. Run with `cargo bench --bench importing`; `BUNDLE`
//! names a file and `PASSPHRASE` its words (`benches/peers/carnet-bundle.mjs` writes such files); `BESIDE` is one that is added first.
//!
//! Everything goes through the engine as the page asks for it, over the memory store.

use std::time::Instant;

use carnet::base::Language;
use carnet::base::clock::Stamp;
use carnet::base::entropy::SystemEntropy;
use carnet::engine::Engine;
use carnet::engine::host::Quiet;
use carnet::engine::protocol::{Ask, Passphrase, Preview, VaultKind, VaultPlan, ask};
use carnet::store::beside::{Beside, MemoryFiles, Presence};
use carnet::store::memory::{MemoryDisk, MemoryStore};
use carnet::vault::Cost;
use futures_lite::future::block_on;

#[derive(Clone)]
struct Still;

impl carnet::base::Clock for Still {
    fn now(&self) -> Stamp {
        Stamp {
            ms: 1_795_000_000_000,
            offset: 60,
        }
    }
}

type Clinic = Engine<MemoryStore, MemoryFiles, Still>;

fn answer<Q: Ask>(clinic: &mut Clinic, question: Q) -> Q::Answer {
    let answer = block_on(clinic.ask(question, &Quiet::default()));
    answer.expect("a made-up clinic is refused nothing")
}

fn open() -> Clinic {
    let engine = Engine::new(
        MemoryDisk::new().open(),
        Presence::Here(Beside::new(MemoryFiles::new())),
        Still,
        Box::new(SystemEntropy),
    );
    let cheap = Cost::new(19 * 1024, 2).expect("the least that is read");
    let mut clinic = engine.with_cost(cheap);
    let plan = VaultPlan {
        kind: VaultKind::Clinic,
        name: "Prima Testa".into(),
        role: "nurse".into(),
        site: "Site Alpha".into(),
        device: "Bench".into(),
        passphrase: "seven words of a clinic made up".into(),
        language: Language::English,
    };
    answer(&mut clinic, ask::PrepareVault(plan));
    answer(&mut clinic, ask::MakeVault);
    clinic
}

fn add(clinic: &mut Clinic, what: &str, path: &str, passphrase: &str) {
    let file = std::fs::read(path).expect("the file that was named");
    let bytes = file.len();
    let start = Instant::now();
    let opening = ask::OpenFile {
        file,
        passphrase: Some(Passphrase(passphrase.into())),
    };
    let preview = answer(clinic, opening);
    assert!(matches!(preview, Preview::Bundle(_)), "no bundle: {path}");
    drop(preview);
    let (opened, start) = (start.elapsed(), Instant::now());
    let added = answer(clinic, ask::AddFile { into: None });
    println!(
        "{what}: {} charts, {} entries, {bytes} bytes: opened and previewed {} ms, added {} ms",
        added.charts.len(),
        added.entries,
        opened.as_millis(),
        start.elapsed().as_millis(),
    );
}

fn main() {
    let told = |name: &str| std::env::var(name).ok();
    let Some(path) = told("BUNDLE") else {
        println!("Importing: BUNDLE names no file, so nothing is measured");
        return;
    };
    let words = told("PASSPHRASE").unwrap_or_else(|| "seven words of a measure made up".into());
    let mut clinic = open();
    if let Some(before) = told("BESIDE") {
        add(&mut clinic, "beside", &before, &words);
    }
    add(&mut clinic, "new", &path, &words);
    add(&mut clinic, "again", &path, &words);
}
