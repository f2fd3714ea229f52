//! A file that somebody was given is read before there is a vault; nothing of it reaches the device.

use super::bundles::{export, words};
use super::*;
use crate::base::Language;
use crate::engine::desk::Desk;

/// A device without a vault, and what its page speaks to.
struct Bare {
    disk: MemoryDisk,
    files: MemoryFiles,
    desk: Desk<MemoryStore, MemoryFiles, TestClock>,
}

impl Bare {
    fn new() -> Self {
        let disk = MemoryDisk::new();
        let files = MemoryFiles::beside(&disk);
        let clock = TestClock(Rc::new(Cell::new(1_795_000_000_000)));
        let beside = Presence::Here(Beside::new(files.clone()));
        let desk = Desk::new(disk.open(), beside, clock, || Box::new(Seeded(77)));
        let desk = desk.with_cost(Cost::LEAST);
        Self { disk, files, desk }
    }

    fn ask<Q: Ask>(&mut self, question: Q) -> Result<Q::Answer, Failure> {
        let reply = block_on(self.desk.answer(question.request(), &Quiet::default()))?;
        Ok(Q::answer(reply).expect("the reply to this question"))
    }

    fn open(&mut self, file: &[u8], passphrase: Option<Passphrase>) -> Result<Preview, Failure> {
        self.ask(ask::OpenFile {
            file: file.to_vec(),
            passphrase,
        })
    }

    fn put_in_memory(&mut self) -> Vec<ChartId> {
        self.ask(ask::AddFile { into: None }).expect("read").charts
    }

    fn assert_untouched(&self) {
        assert!(self.disk.rows().is_empty());
        let beside = Beside::new(self.files.clone());
        assert!(block_on(beside.ring_secrets()).expect("files").is_empty());
    }
}

fn given() -> (ChartId, Vec<u8>) {
    let mut clinic = Device::new(1);
    clinic.make_vault();
    let chart = clinic.take_in("Testa", "Prima");
    clinic.note(chart, "cough for three days");
    let file = export(&mut clinic, Scope::Charts, vec![chart]);
    (chart, file)
}

#[test]
fn a_bundle_is_read_before_there_is_a_vault() {
    let (chart, file) = given();
    let mut bare = Bare::new();
    assert!(matches!(
        bare.open(&file, None),
        Ok(Preview::NeedsPassphrase)
    ));
    let Ok(Preview::Bundle(preview)) = bare.open(&file, Some(words())) else {
        panic!("not opened")
    };
    assert_eq!(preview.made_by, "Prima Testa");
    assert_eq!(preview.charts[0].person.family, "Testa");
    assert_eq!(bare.put_in_memory(), [chart]);
    let _ = bare.ask(ask::OpenChart(chart)).expect("chart");
    let history = ask::History {
        chart,
        filter: Default::default(),
        from: 0,
    };
    let page = bare.ask(history).expect("history");
    assert!(page.total > 0);
    bare.assert_untouched();
}

#[test]
fn a_record_of_another_system_is_read_before_there_is_a_vault() {
    let file = br#"{"resourceType":"Bundle","type":"collection","entry":[{"resource":{"resourceType":"Patient","id":"a",
        "name":[{"family":"Testa","given":["Quinta"]}],"gender":"female","birthDate":"1970-01-02"}}]}"#;
    let mut bare = Bare::new();
    assert!(matches!(bare.open(file, None), Ok(Preview::Fhir(_))));
    let [chart] = bare.put_in_memory()[..] else {
        panic!("one chart")
    };
    let view = bare.ask(ask::OpenChart(chart)).expect("chart");
    assert_eq!(view.banner.person.family, "Testa");
    bare.assert_untouched();
}

#[test]
fn one_of_the_people_in_a_file_is_chosen_before_there_is_a_vault() {
    let file = br#"{"resourceType":"Bundle","type":"collection","entry":[
        {"resource":{"resourceType":"Patient","id":"a","name":[{"family":"Testa","given":["Prima"]}]}},
        {"resource":{"resourceType":"Patient","id":"b","name":[{"family":"Testa","given":["Secunda"]}]}},
        {"resource":{"resourceType":"Condition","subject":{"reference":"Patient/a"},"code":{"text":"Asthma"}}},
        {"resource":{"resourceType":"Condition","subject":{"reference":"Patient/b"},"code":{"text":"Epilepsy"}}}]}"#;
    let mut bare = Bare::new();
    let Ok(Preview::Whose(people)) = bare.open(file, None) else {
        panic!("nobody is asked whose record it is")
    };
    let given: Vec<&str> = people.iter().map(|one| one.person.given.as_str()).collect();
    assert_eq!(given, ["Prima", "Secunda"]);
    let Ok(Preview::Fhir(preview)) = bare.ask(ask::ReadFor { person: 1 }) else {
        panic!("not read for the one who was chosen")
    };
    // What is told of the person beforehand is what is then shown.
    let shown: u32 = preview.as_statements.iter().map(|(_, count)| count).sum();
    assert_eq!(people[1].resources, shown);
    let [chart] = bare.put_in_memory()[..] else {
        panic!("one chart")
    };
    let view = bare.ask(ask::OpenChart(chart)).expect("chart");
    assert_eq!(view.banner.person.given, "Secunda");
    bare.assert_untouched();
}

#[test]
fn reading_is_all_that_can_be_done_with_it() {
    let (chart, file) = given();
    let mut bare = Bare::new();
    bare.open(&file, Some(words())).expect("opened");
    bare.put_in_memory();
    let id = DraftId([7; 16]);
    let started = Stamp {
        ms: 1_795_000_000_000,
        offset: 60,
    };
    let visit = form_draft(chart, started, VisitForm::default());
    for request in [
        ask::SaveDraft {
            id,
            draft: visit,
            cursor: String::new(),
        }
        .request(),
        ask::Sign(id).request(),
        ask::Drafts.request(),
        ask::Today.request(),
        ask::Search { text: "te".into() }.request(),
        ask::Exports { from: 0 }.request(),
    ] {
        let answer = block_on(bare.desk.answer(request, &Quiet::default()));
        assert!(matches!(answer, Err(Failure::Locked)));
    }
    bare.transfer_close();
    assert!(matches!(
        bare.ask(ask::OpenChart(chart)),
        Err(Failure::Locked)
    ));
    bare.assert_untouched();
}

#[test]
fn beside_a_vault_nothing_is_read_but_by_unlocking_it() {
    let (chart, file) = given();
    let mut bare = Bare::new();
    bare.open(&file, Some(words())).expect("opened");
    bare.put_in_memory();
    let plan = VaultPlan {
        kind: VaultKind::Family,
        name: "Terza Testa".into(),
        role: "person".into(),
        site: String::new(),
        device: "Phone".into(),
        passphrase: PASSPHRASE.into(),
        language: Language::English,
    };
    bare.ask(ask::PrepareVault(plan)).expect("prepared");
    // What is being made does not take the file away: it is still read while the words are written down.
    bare.ask(ask::OpenChart(chart)).expect("done");
    bare.ask(ask::MakeVault).expect("made");
    assert!(
        bare.ask(ask::OpenChart(chart)).is_err(),
        "nothing was added to the vault"
    );
    assert!(matches!(
        bare.open(&file, Some(words())),
        Ok(Preview::Bundle(_))
    ));
    assert_eq!(bare.put_in_memory(), [chart], "now it is kept");

    let beside = Presence::Here(Beside::new(bare.files.clone()));
    let clock = TestClock(Rc::new(Cell::new(1_795_000_000_000)));
    bare.desk = Desk::new(bare.disk.open(), beside, clock, || Box::new(Seeded(78)));
    assert!(matches!(bare.open(&file, None), Err(Failure::Locked)));
}

impl Bare {
    fn transfer_close(&mut self) {
        let _ = self.ask(ask::CloseFile);
    }
}
