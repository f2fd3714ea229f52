//! A full device still hands its charts over: an export is written where the reserve was.

use super::bundles::words;
use super::lists::exports;
use super::*;
use crate::chart::kinds::{ExportFor, Exported};
use crate::chart::when::When;
use crate::store::StoreError;
use crate::store::beside::{FileName, Files, RESERVE};
use crate::store::memory::Fault;

const FULL: Option<Failure> = Some(Failure::Storage(StorageTrouble::Full));

/// A chart on a device that has done what waits until there is time.
fn with_a_reserve() -> (Device, ChartId) {
    let mut device = Device::new(1);
    device.make_vault();
    let chart = device.take_in("Testa", "Prima");
    device.rest();
    assert_eq!(reserve(&device), Some(RESERVE));
    (device, chart)
}

fn reserve(device: &Device) -> Option<usize> {
    block_on(device.files.size(FileName::Reserve)).expect("readable")
}

fn make(device: &mut Device, chart: ChartId) -> ExportedFile {
    let plan = ExportPlan {
        scope: Scope::Charts,
        charts: vec![chart],
        purpose: ExportFor::AnotherClinic,
        recipient: String::new(),
    };
    device
        .ask(ask::Export {
            plan,
            passphrase: words(),
        })
        .expect("made")
}

fn leaves(device: &mut Device, record: Exported) -> Result<(), Failure> {
    device.ask(ask::RecordExport(record))
}

fn check(device: &mut Device, file: Vec<u8>) -> Result<ReadBack, Failure> {
    device.ask(ask::CheckExport {
        file,
        passphrase: words(),
    })
}

fn only_here(device: &mut Device) -> u32 {
    {
        let today = device.ask(ask::Today).expect("day");
        today.only_here
    }
}

#[test]
fn a_full_device_hands_a_chart_over_and_checks_it() {
    let (mut device, chart) = with_a_reserve();
    let note = note_of(&device, chart);
    let note = device.save_draft(note);
    device.disk.leave_room(0);
    assert_eq!(device.ask(ask::Sign(note)).err(), FULL);
    assert_eq!(reserve(&device), Some(RESERVE), "it is for exports alone");

    let file = make(&mut device, chart);
    leaves(&mut device, file.record).expect("done");
    assert_eq!(reserve(&device), None);
    let checked = check(&mut device, file.bytes);
    assert!(matches!(checked, Ok(ReadBack { .. })));
    assert_eq!(only_here(&mut device), 0);

    device.restart();
    device.unlock().expect("opened");
    let log = exports(&mut device);
    assert_eq!((log.total, log.unreadable), (1, 0), "once");
    assert!(log.rows[0].checked.is_some());
    assert_eq!(only_here(&mut device), 0);
}

#[test]
fn a_file_that_left_before_the_device_was_full_is_checked_all_the_same() {
    let (mut device, chart) = with_a_reserve();
    let file = make(&mut device, chart);
    leaves(&mut device, file.record).expect("written");
    assert_eq!(reserve(&device), Some(RESERVE), "there was room");
    device.disk.leave_room(0);
    let checked = check(&mut device, file.bytes);
    assert!(matches!(checked, Ok(ReadBack { .. })));
    assert_eq!(reserve(&device), None);
    assert_eq!(only_here(&mut device), 0);
}

#[test]
fn without_a_reserve_a_full_device_exports_nothing_and_says_so() {
    let (mut device, chart) = with_a_reserve();
    let file = make(&mut device, chart);
    block_on(device.files.remove(FileName::Reserve)).expect("removed");
    device.disk.leave_room(0);
    assert_eq!(leaves(&mut device, file.record).err(), FULL);
    assert_eq!(check(&mut device, file.bytes).err(), FULL);
    assert_eq!(exports(&mut device).total, 0);
    assert!(only_here(&mut device) > 0);
}

#[test]
fn a_copy_of_fifty_thousand_charts_is_written_where_the_reserve_was() {
    let (mut device, _) = with_a_reserve();
    let mut seeded = Seeded(9);
    let entropy: &mut dyn Entropy = &mut seeded;
    let charts = (0..50_000).map(|_| ChartId::random(entropy)).collect();
    device.disk.leave_room(0);
    let record = Exported {
        charts,
        purpose: ExportFor::CopyOfThisDevice,
        recipient: String::new(),
        digest: crate::base::Digest([7; 32]),
        until: When::Unknown,
    };
    leaves(&mut device, record).expect("written");
    assert_eq!(exports(&mut device).rows[0].charts, 50_000);
}

#[test]
fn a_reserve_is_made_again_where_there_is_room_for_all_of_it() {
    let (mut device, chart) = with_a_reserve();
    device.disk.leave_room(0);
    let file = make(&mut device, chart);
    leaves(&mut device, file.record).expect("written");
    // How far the journals are is written beside the database too, and takes a few bytes of its own.
    device.disk.leave_room(1000);
    device.rest();
    for (room, made) in [(0, None), (RESERVE - 1, None), (RESERVE, Some(RESERVE))] {
        device.disk.leave_room(room);
        device.restart();
        device.unlock().expect("a missing reserve keeps nobody out");
        device.rest();
        assert_eq!(reserve(&device), made, "with room for {room} bytes");
    }
}

#[test]
fn a_reserve_that_was_half_made_is_made_whole() {
    let (mut device, _) = with_a_reserve();
    assert!(
        device
            .files
            .damage(FileName::Reserve, |bytes| bytes.truncate(1000))
    );
    device.restart();
    device.unlock().expect("opened");
    assert_eq!(
        reserve(&device),
        Some(1000),
        "unlocking does not wait for it"
    );
    device.rest();
    assert_eq!(reserve(&device), Some(RESERVE));
}

#[test]
fn what_a_checked_copy_holds_is_counted_as_only_here_where_nothing_makes_room_to_count() {
    let (mut device, chart) = with_a_reserve();
    let file = make(&mut device, chart);
    let before = only_here(&mut device);
    for others in [1, 2] {
        let full = Fault::Refuse(StoreError::Full);
        device.disk.trouble_after(others, full);
    }
    let checked = check(&mut device, file.bytes);
    assert!(matches!(checked, Ok(ReadBack { .. })));
    assert_eq!(only_here(&mut device), before);
    let used = device.ask(ask::Storage);
    let used = used.expect("storage");
    assert_eq!(used.last_checked_copy, None, "the disk did not take it");
}

#[test]
fn erasing_removes_the_reserve_too() {
    let (mut device, _) = with_a_reserve();
    device.ask(ask::Erase).expect("erased");
    assert_eq!(reserve(&device), None);
    device.rest();
    assert_eq!(reserve(&device), None, "there is no vault to keep room for");
}

fn note_of(device: &Device, chart: ChartId) -> Draft {
    let mut under = UnderProblem::new(ProblemChoice::Unlinked);
    under.subjective = "words that wait for room".into();
    Draft::Note(Box::new(NoteDraft {
        chart,
        started: device.clock.now(),
        late: None,
        said_by: SaidBy::Patient,
        under: vec![under],
    }))
}
