//! Writes bundles of a large made-up clinic: `make-clinic DIR PEOPLE`, at most 10 000 people a file.
//!
//! Every chart goes through the engine as it would on a device: intake, review, signature. All files open with the
//! passphrase that is printed. `make bench` imports them to measure with many people.

#[path = "../benches/people/mod.rs"]
mod people;

use std::path::{Path, PathBuf};

use carnet::base::clock::DeviceClock;
use carnet::base::entropy::SystemEntropy;
use carnet::base::{Clock, DraftId};
use carnet::chart::answer::Answer;
use carnet::chart::draft::{AgeUnitDraft, BirthDraft, Draft, IntakeDraft};
use carnet::chart::facts::{ExportFor, Sex};
use carnet::engine::Engine;
use carnet::engine::host::Quiet;
use carnet::engine::protocol::{
    ExportPlan, Failure, Passphrase, Reply, Request, Scope, TransferReply, TransferRequest,
    VaultKind, VaultPlan, VaultRequest,
};
use carnet::store::beside::{Beside, MemoryFiles, Presence};
use carnet::store::memory::{MemoryDisk, MemoryStore};
use carnet::vault::Cost;
use futures_lite::future::block_on;
use people::Person;

const PASSPHRASE: &str = "seven words of a clinic made up";
const MOST: usize = 10_000;

type Clinic = Engine<MemoryStore, MemoryFiles, DeviceClock>;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let usage = "usage: make-clinic DIR PEOPLE";
    let dir = PathBuf::from(std::env::args().nth(1).ok_or(usage)?);
    let count: usize = std::env::args().nth(2).ok_or(usage)?.parse()?;
    std::fs::create_dir_all(&dir)?;
    let mut everyone = people::people(count).peekable();
    for number in 1.. {
        if everyone.peek().is_none() {
            break;
        }
        let file = dir.join(format!("clinic-{number}.carnet.zip"));
        write(&file, everyone.by_ref().take(MOST)).map_err(|failure| format!("{failure:?}"))?;
    }
    println!("{PASSPHRASE}");
    Ok(())
}

fn write(path: &Path, people: impl Iterator<Item = Person>) -> Result<(), Failure> {
    let mut clinic = open()?;
    for person in people {
        take_in(&mut clinic, person)?;
    }
    let plan = ExportPlan {
        scope: Scope::WholeVault,
        charts: Vec::new(),
        purpose: ExportFor::CopyOfThisDevice,
        recipient: String::new(),
    };
    let export = TransferRequest::Export {
        plan,
        passphrase: Passphrase(PASSPHRASE.into()),
    };
    match ask(&mut clinic, Request::Transfer(export))? {
        Reply::Transfer(TransferReply::Exported(file)) => {
            std::fs::write(path, &file.bytes).expect("the folder was just made");
            Ok(())
        }
        other => panic!("an export answers with a file, not {other:?}"),
    }
}

fn open() -> Result<Clinic, Failure> {
    let cheap = Cost::new(19 * 1024, 2).expect("the least that is read");
    let mut clinic = Engine::new(
        MemoryDisk::new().open(),
        Presence::Here(Beside::new(MemoryFiles::new())),
        DeviceClock,
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
        language: "en".into(),
    };
    ask(&mut clinic, Request::Vault(VaultRequest::Prepare(plan)))?;
    ask(&mut clinic, Request::Vault(VaultRequest::Make))?;
    Ok(clinic)
}

fn take_in(clinic: &mut Clinic, person: Person) -> Result<(), Failure> {
    let mut draft = IntakeDraft::new(DeviceClock.now());
    draft.names[0].family = person.family;
    draft.names[0].given = person.given;
    draft.sex = Some(if person.female {
        Sex::Female
    } else {
        Sex::Male
    });
    draft.birth = BirthDraft::Age {
        number: person.age.to_string(),
        unit: AgeUnitDraft::Years,
        about: true,
    };
    draft.place = Answer::Yes(person.place);
    draft.phone = Answer::Yes(person.phone);
    let id = DraftId::random(&mut SystemEntropy);
    let save = Request::SaveDraft {
        id,
        draft: Box::new(Draft::Intake(Box::new(draft))),
        cursor: String::new(),
    };
    ask(clinic, save)?;
    ask(clinic, Request::Sign(id))?;
    Ok(())
}

fn ask(clinic: &mut Clinic, request: Request) -> Result<Reply, Failure> {
    block_on(clinic.answer(request, &Quiet::default()))
}
