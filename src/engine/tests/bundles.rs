//! Bundles out and in: what travels, what comes back, what is refused.

use super::*;
use crate::base::Compartment;
use crate::chart::kinds::ExportFor;
use crate::engine::keeping::journal::open_row;
use crate::store::{Key, Store};

const WORDS: &str = "seven words that open this very bundle";

pub(super) fn words() -> Passphrase {
    Passphrase(WORDS.into())
}

pub(super) fn export(device: &mut Device, scope: Scope, charts: Vec<ChartId>) -> Vec<u8> {
    let plan = ExportPlan {
        scope,
        charts,
        purpose: ExportFor::AnotherClinic,
        recipient: "Site Beta".into(),
    };
    let passphrase = words();
    let file = device
        .ask(ask::Export { plan, passphrase })
        .expect("exported");
    assert!(file.name.ends_with(".carnet.zip"));
    file.bytes
}

pub(super) fn open(device: &mut Device, file: &[u8]) -> Result<BundlePreview, Failure> {
    open_by(device, file, WORDS)
}

fn open_by(device: &mut Device, file: &[u8], typed: &str) -> Result<BundlePreview, Failure> {
    let request = ask::OpenFile {
        file: file.to_vec(),
        passphrase: Some(Passphrase(typed.into())),
    };
    match device.ask(request)? {
        Preview::Bundle(preview) => Ok(*preview),
        other => panic!("no bundle: {other:?}"),
    }
}

pub(super) fn add(device: &mut Device, file: &[u8]) -> u32 {
    open(device, file).expect("opened");
    {
        let Added { entries, .. } = device.ask(ask::AddFile { into: None }).expect("added");
        entries
    }
}

#[test]
fn a_chart_goes_to_another_device_and_comes_back_with_a_visit() {
    let (mut here, mut there) = (Device::new(1), Device::new(2));
    here.make_vault();
    there.make_vault();
    let chart = here.take_in("Testa", "Prima");
    here.note(chart, "before the journey");
    let out = export(&mut here, Scope::Charts, vec![chart]);
    let preview = open(&mut there, &out).expect("opened");
    assert_eq!(
        (preview.charts.len(), preview.charts[0].already_here),
        (1, false)
    );
    assert!(there.search("testa").is_empty(), "a preview keeps nothing");
    assert!(add(&mut there, &out) > 0);
    assert_eq!(there.search("testa"), [chart]);
    assert_eq!(add(&mut there, &out), 0, "the same file twice adds nothing");
    let visit = VisitForm {
        reason: "cough at the other clinic".into(),
    };
    act(&mut there, chart, visit).expect("a visit");
    there.note(chart, "at the other clinic");
    let back = export(&mut there, Scope::Charts, vec![chart]);
    assert!(add(&mut here, &back) > 0);
    let page = here.history(chart);
    let reasons = page.groups.iter().filter_map(|group| group.visit.as_ref());
    let reasons: Vec<&str> = reasons.map(|visit| visit.reason.as_str()).collect();
    assert!(
        reasons.contains(&"cough at the other clinic"),
        "{reasons:?}"
    );
    let (one, other) = (here.chart(chart).banner, there.chart(chart).banner);
    assert_eq!((one.digest, one.entries), (other.digest, other.entries));
}

#[test]
fn two_devices_that_both_wrote_reach_the_same_chart_whoever_imports_first() {
    let (mut here, mut there) = (Device::new(1), Device::new(2));
    here.make_vault();
    there.make_vault();
    let chart = here.take_in("Testa", "Prima");
    let first = export(&mut here, Scope::Charts, vec![chart]);
    add(&mut there, &first);
    here.note(chart, "here");
    there.note(chart, "there");
    let (mine, yours) = (
        export(&mut here, Scope::Charts, vec![chart]),
        export(&mut there, Scope::Charts, vec![chart]),
    );
    add(&mut here, &yours);
    add(&mut there, &mine);
    assert_eq!(
        here.chart(chart).banner.digest,
        there.chart(chart).banner.digest
    );
    here.restart();
    here.unlock().expect("opened");
    assert_eq!(
        here.chart(chart).banner.digest,
        there.chart(chart).banner.digest
    );
}

#[test]
fn a_file_that_was_made_but_never_left_is_no_export() {
    let mut device = Device::new(1);
    device.make_vault();
    let chart = device.take_in("Testa", "Prima");
    let plan = ExportPlan {
        scope: Scope::Charts,
        charts: vec![chart],
        purpose: ExportFor::AnotherClinic,
        recipient: String::new(),
    };
    let whole = ExportPlan {
        scope: Scope::WholeVault,
        ..plan.clone()
    };
    let entries = |device: &mut Device| {
        let size = device
            .ask(ask::MeasureExport(whole.clone()))
            .expect("measured");
        size.entries
    };
    let before = entries(&mut device);
    let made = device.ask(ask::Export {
        plan,
        passphrase: words(),
    });
    let file = made.expect("made");
    assert_eq!(entries(&mut device), before);
    let leaves = ask::RecordExport(file.record);
    device.ask(leaves).expect("done");
    assert_eq!(entries(&mut device), before + 1);
}

#[test]
fn checked_is_said_only_of_a_file_that_opens_whole_and_the_count_falls() {
    let mut device = Device::new(1);
    device.make_vault();
    let chart = device.take_in("Testa", "Prima");
    let file = export(&mut device, Scope::WholeVault, vec![]);
    let mut broken = file.clone();
    let middle = broken.len() / 2;
    broken[middle] ^= 1;
    assert!(
        device
            .ask(ask::CheckExport {
                file: broken,
                passphrase: words()
            })
            .is_err()
    );
    let only_here = |device: &mut Device| {
        let today = device.ask(ask::Today).expect("day");
        today.only_here
    };
    assert!(only_here(&mut device) > 0);
    let checked = device.ask(ask::CheckExport {
        file,
        passphrase: words(),
    });
    assert!(matches!(checked, Ok(ReadBack { .. })), "{checked:?}");
    assert_eq!(only_here(&mut device), 0);
    device.note(chart, "since the copy");
    device.restart();
    device.unlock().expect("opened");
    assert_eq!(only_here(&mut device), 1);
}

/// The files of `tests/must-fail/bundle` that open but for one entry, of a chart of the file or of none.
#[test]
fn an_unreadable_entry_is_counted_also_where_it_is_of_no_chart() {
    let mut device = Device::new(1);
    device.make_vault();
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/must-fail/bundle");
    for name in [
        "entry-bad-signature",
        "entry-other-chart",
        "entry-malformed",
    ] {
        let file = std::fs::read(format!("{folder}/{name}.carnet.zip")).expect("the file");
        let request = ask::OpenFile {
            file,
            passphrase: Some(Passphrase("seven plain words that open this file".into())),
        };
        let Ok(Preview::Bundle(preview)) = device.ask(request) else {
            panic!("{name} is not opened")
        };
        let placed: u32 = preview.charts.iter().map(|chart| chart.unreadable).sum();
        assert_eq!(placed + preview.unplaced, 1, "{name}");
    }
}

#[test]
fn a_wrong_passphrase_and_a_broken_file_change_nothing() {
    let (mut here, mut there) = (Device::new(1), Device::new(2));
    here.make_vault();
    there.make_vault();
    let chart = here.take_in("Testa", "Prima");
    let file = export(&mut here, Scope::Charts, vec![chart]);
    let wrong = ask::OpenFile {
        file: file.clone(),
        passphrase: Some(Passphrase("other words".into())),
    };
    assert_eq!(
        there.ask(wrong).err(),
        Some(Failure::File(FileFailure::WrongPassphrase))
    );
    for cut in [10, file.len() / 3, file.len() - 5] {
        assert!(
            matches!(open(&mut there, &file[..cut]), Err(Failure::File(_))),
            "cut at {cut}"
        );
    }
    assert!(matches!(
        there.ask(ask::AddFile { into: None }),
        Err(Failure::File(FileFailure::NothingOpen))
    ));
    assert!(there.search("testa").is_empty());
}

#[test]
fn the_words_of_a_file_open_it_however_they_are_typed() {
    let (mut here, mut there) = (Device::new(1), Device::new(2));
    here.make_vault();
    there.make_vault();
    let chart = here.take_in("Testa", "Prima");
    let file = export(&mut here, Scope::Charts, vec![chart]);
    open_by(&mut there, &file, &WORDS.to_uppercase()).expect("opened");
}

#[test]
fn the_recovery_words_open_a_file_of_the_whole_vault_and_no_other() {
    let (mut here, mut there) = (Device::new(1), Device::new(2));
    let recovery = here.make_vault().join(" ");
    let others = there.make_vault().join(" ");
    let chart = here.take_in("Testa", "Prima");
    let whole = export(&mut here, Scope::WholeVault, Vec::new());
    let preview = open_by(&mut there, &whole, &recovery).expect("opened");
    assert_eq!(preview.charts.len(), 1);
    let refused = Some(Failure::File(FileFailure::WrongPassphrase));
    assert_eq!(open_by(&mut there, &whole, &others).err(), refused);
    let one = export(&mut here, Scope::Charts, vec![chart]);
    assert_eq!(open_by(&mut there, &one, &recovery).err(), refused);
}

#[test]
fn a_device_that_fills_up_in_the_middle_of_an_import_adds_nothing() {
    let (mut here, mut there) = (Device::new(1), Device::new(2));
    here.make_vault();
    there.make_vault();
    let chart = here.take_in("Testa", "Prima");
    let file = export(&mut here, Scope::Charts, vec![chart]);
    open(&mut there, &file).expect("opened");
    there.disk.trouble_after(
        0,
        crate::store::memory::Fault::Refuse(crate::store::StoreError::Full),
    );
    let added = there.ask(ask::AddFile { into: None });
    assert_eq!(added.err(), Some(Failure::Storage(StorageTrouble::Full)));
    assert!(there.search("testa").is_empty());
    assert!(
        matches!(there.ask(ask::AddFile { into: None }), Ok(Added { .. })),
        "tried again"
    );
    assert_eq!(there.search("testa"), [chart]);
}

/// Whoever opens one chart opens the row of the journal that touched it last: after an import of very many charts too that is
/// a small row.
#[test]
fn an_import_of_many_charts_is_named_by_rows_of_the_journal_that_name_few_each() {
    let (mut here, mut there) = (Device::new(1), Device::new(2));
    here.make_vault();
    there.make_vault();
    let charts: Vec<ChartId> = (0..70)
        .map(|n| here.take_in("Testa", &format!("Prima {n}")))
        .collect();
    let out = export(&mut here, Scope::WholeVault, Vec::new());
    add(&mut there, &out);
    let named = journal_rows(&there, Compartment::IDENTITY);
    let most = named.iter().max().copied();
    assert!(named.len() > 2 && most <= Some(32), "{named:?}");
    assert!(named.iter().sum::<usize>() >= charts.len());
    there.restart();
    assert!(!there.unlock().expect("opened").older_copy);
    for chart in charts {
        let view = there.chart(chart);
        assert!(view.banner.person.family == "Testa", "{chart:?} is there");
        there.note(chart, "goes on");
    }
    let checked = there.ask(ask::CheckAll).expect("checked");
    assert_eq!(checked.unreadable, 0);
}

/// How many charts each row of a compartment's journal names.
fn journal_rows(device: &Device, compartment: Compartment) -> Vec<usize> {
    let session = device.engine.session.as_ref().expect("open");
    let rows = (0..).map_while(|number| {
        let sealed = block_on(device.engine.store.get(&Key::Journal(compartment, number)));
        let sealed = sealed.expect("a store that reads")?;
        let row = open_row(&session.vault, compartment, number, &sealed);
        Some(row.expect("a row that opens").charts.len())
    });
    rows.collect()
}

#[test]
fn an_import_that_was_given_up_leaves_nothing_to_be_stored_later() {
    let (mut here, mut there) = (Device::new(1), Device::new(2));
    here.make_vault();
    there.make_vault();
    let chart = here.take_in("Testa", "Prima");
    let out = export(&mut here, Scope::Charts, vec![chart]);
    open(&mut there, &out).expect("opened");
    let given_up = Quiet::default();
    given_up.cancel.set(true);
    let request = ask::AddFile { into: None };
    let answer = block_on(there.engine.ask(request, &given_up));
    assert_eq!(answer.err(), Some(Failure::Cancelled));
    let holds = |device: &Device| {
        let session = device.engine.session.as_deref().expect("unlocked");
        session.vault.holds_chart(Compartment::IDENTITY, chart)
    };
    assert!(!holds(&there));
    let added = there.ask(ask::AddFile { into: None }).expect("added");
    assert!(added.entries > 0, "the file is still open");
    assert!(holds(&there));
    there.restart();
    there.unlock().expect("opened");
    assert_eq!(there.chart(chart).banner.person.family, "Testa");
}
