//! Nothing is lost without a word: papers and entries left out; and what is checked is whole.

use super::bundles::{add, export, open, words};
use super::*;
use crate::base::{BlobId, Compartment, UserId, VaultId};
use crate::chart::cose::{ContentType, open_envelope, seal_envelope};
use crate::chart::credential::{Credential, CredentialBody};
use crate::chart::testing::{CHART, TestSigner, Writer};
use crate::reading::view::{EntryView, Unreadable};
use crate::store::Key;
use crate::transfer::bundle;
use crate::vault::jose::Recipient;

pub(super) const WHOLE: LostPapers = LostPapers {
    missing: 0,
    damaged: 0,
};

pub(super) fn keep(device: &mut Device, chart: Option<ChartId>) -> crate::chart::kinds::Document {
    keep_of(device, chart, 1_500_000)
}

/// A paper of so many bytes, sealed and not yet filed.
pub(super) fn keep_of(
    device: &mut Device,
    chart: Option<ChartId>,
    bytes: u32,
) -> crate::chart::kinds::Document {
    let keep = ask::KeepBlob {
        chart,
        title: "A paper".into(),
        media_type: "application/pdf".into(),
        bytes: (0..bytes).map(|n| (n * 7) as u8).collect(),
    };
    device.ask(keep).expect("kept")
}

/// A device with one chart and one paper of two chunks filed in it.
pub(super) fn with_a_paper() -> (Device, ChartId, BlobId) {
    let mut device = Device::new(1);
    device.make_vault();
    let chart = device.take_in("Testa", "Prima");
    let document = keep(&mut device, Some(chart));
    let blob = document.blob;
    act(&mut device, chart, filing(document)).expect("filed");
    (device, chart, blob)
}

pub(super) fn flip(device: &Device, key: Key) {
    let last = |bytes: &mut Vec<u8>| *bytes.last_mut().expect("sealed bytes") ^= 1;
    assert!(device.disk.damage(&key, last));
}

fn check_copy(device: &mut Device, file: &[u8]) -> Result<LostPapers, Failure> {
    let request = ask::CheckExport {
        file: file.to_vec(),
        passphrase: words(),
    };
    Ok(device.ask(request)?.lost)
}

/// What *Check now* finds: unreadable entries, and papers.
pub(super) fn check_now(device: &mut Device) -> (u32, LostPapers) {
    {
        let Checked {
            unreadable, lost, ..
        } = device.ask(ask::CheckAll).expect("checked");
        (unreadable, lost)
    }
}

fn made(device: &mut Device, chart: ChartId) -> (Vec<u8>, LostPapers) {
    let request = ask::Export {
        plan: ExportPlan {
            scope: Scope::Charts,
            charts: vec![chart],
            purpose: crate::chart::kinds::ExportFor::AnotherClinic,
            recipient: String::new(),
        },
        passphrase: words(),
    };
    {
        let file = device.ask(request).expect("made");
        (file.bytes, file.lost)
    }
}

fn unreadable(device: &mut Device, chart: ChartId) -> Vec<Unreadable> {
    let page = device.history(chart);
    let views = page.groups.into_iter().flat_map(|group| group.entries);
    views
        .filter_map(|view| match view {
            EntryView::Unreadable { reason, .. } => Some(reason),
            EntryView::Read { .. } => None,
        })
        .collect()
}

#[test]
fn a_damaged_or_missing_paper_is_said_wherever_papers_are_counted() {
    let (mut here, chart, blob) = with_a_paper();
    assert_eq!(check_now(&mut here), (0, WHOLE));
    let (file, lost) = made(&mut here, chart);
    assert_eq!((lost, check_copy(&mut here, &file)), (WHOLE, Ok(WHOLE)));

    flip(&here, Key::Blob(blob, 1));
    let damaged = LostPapers {
        missing: 0,
        damaged: 1,
    };
    assert_eq!(check_now(&mut here), (0, damaged));
    let (file, lost) = made(&mut here, chart);
    assert_eq!((lost, check_copy(&mut here, &file)), (damaged, Ok(damaged)));

    let missing = LostPapers {
        missing: 1,
        damaged: 0,
    };
    let mut there = Device::new(2);
    there.make_vault();
    let preview = open(&mut there, &file).expect("opened");
    assert_eq!((preview.papers, preview.lost), (0, missing));

    assert!(here.disk.remove(&Key::Blob(blob, 1)));
    assert_eq!(check_now(&mut here).1, damaged, "half of it is left");
    assert!(here.disk.remove(&Key::Blob(blob, 0)));
    assert_eq!(check_now(&mut here), (0, missing));
}

#[test]
fn a_copy_without_a_paper_that_is_here_is_not_called_checked() {
    let (mut here, chart, blob) = with_a_paper();
    let key = Key::Blob(blob, 0);
    flip(&here, key);
    let (file, _) = made(&mut here, chart);
    flip(&here, key);
    let changed = FileFailure::Changed("att".into());
    assert_eq!(check_copy(&mut here, &file), Err(Failure::File(changed)));
}

#[test]
fn a_copy_brings_a_damaged_paper_back() {
    let (mut here, chart, blob) = with_a_paper();
    let (file, _) = made(&mut here, chart);
    flip(&here, Key::Blob(blob, 0));
    assert_eq!(check_now(&mut here).1.damaged, 1);
    assert_eq!(add(&mut here, &file), 0);
    assert_eq!(check_now(&mut here), (0, WHOLE));
}

#[test]
fn an_entry_that_a_file_leaves_out_is_a_gap_until_another_file_brings_it() {
    let (mut here, mut there) = (Device::new(1), Device::new(2));
    here.make_vault();
    there.make_vault();
    let chart = here.take_in("Testa", "Prima");
    here.note(chart, "left out");
    here.note(chart, "after it");
    let whole = export(&mut here, Scope::Charts, vec![chart]);
    flip(&here, Key::Log(Compartment::CLINICAL, chart, 0));
    here.restart();
    here.unlock().expect("opened");
    assert_eq!(unreadable(&mut here, chart), [Unreadable::Damaged], "once");
    let partial = export(&mut here, Scope::Charts, vec![chart]);

    let preview = open(&mut there, &partial).expect("opened");
    let found = &preview.charts[0];
    assert_eq!((found.missing, found.part), (1, true));
    assert!(found.digest_matches, "it is all that the exporter had");
    add(&mut there, &partial);
    assert_eq!(unreadable(&mut there, chart), [Unreadable::Omitted]);
    assert_eq!(there.chart(chart).banner.unreadable, 1);
    assert_eq!(check_now(&mut there).0, 1);
    there.restart();
    there.unlock().expect("opened");
    assert_eq!(unreadable(&mut there, chart), [Unreadable::Omitted]);

    assert_eq!(
        open(&mut there, &whole).expect("opened").charts[0].missing,
        0
    );
    add(&mut there, &whole);
    assert_eq!(unreadable(&mut there, chart), []);
}

/// An entry in the next format, as a newer version would sign it.
fn from_a_newer_version() -> Vec<u8> {
    let writer = &mut Writer::new(9);
    let entry = writer.write("from later");
    let mut payload = open_envelope(ContentType::Entry, entry.bytes())
        .expect("an entry")
        .payload
        .to_vec();
    // The payload's first value is the format: {0: {0: 1, …
    assert_eq!(payload[..5], [0xa2, 0x00, 0xaf, 0x00, 0x01]);
    payload[4] = 2;
    seal_envelope(ContentType::Entry, payload, &writer.signer)
}

fn exporter(signer: &TestSigner) -> Credential {
    let body = CredentialBody {
        format: crate::chart::credential::FORMAT,
        vault: VaultId([9; 16]),
        user: UserId([9; 16]),
        name: "Testa, Nona".into(),
        role: "nurse".into(),
        signing: signer.key().0,
        receiving: vec![4; 65],
        issued: Stamp { ms: 0, offset: 0 },
        administrator: true,
    };
    Credential::issue(body, signer)
}

fn bundle_of(entries: Vec<Rc<crate::chart::entry::Entry>>, unread: Vec<Vec<u8>>) -> Vec<u8> {
    let signer = TestSigner::new(9);
    let credential = exporter(&signer);
    let contents = bundle::Contents {
        scope: bundle::Scope::Charts,
        charts: vec![bundle::ChartContents {
            chart: CHART,
            entries,
            unread,
            whole: true,
        }],
        credentials: Vec::new(),
        attachments: Vec::new(),
    };
    let exporter = bundle::Exporter {
        credential: &credential,
        signer: &signer,
    };
    let now = Stamp { ms: 0, offset: 0 };
    let to = [Recipient::Passphrase(&words().0)];
    let go_on = &mut |_, _| std::ops::ControlFlow::Continue(());
    bundle::write(&contents, exporter, now, &to, &mut Seeded(5), go_on)
        .expect("written")
        .bytes
}

#[test]
fn a_copy_with_an_entry_of_a_newer_version_becomes_checked() {
    let mut device = Device::new(1);
    device.make_vault();
    assert_eq!(
        add(
            &mut device,
            &bundle_of(Vec::new(), vec![from_a_newer_version()])
        ),
        1
    );
    let copy = export(&mut device, Scope::WholeVault, Vec::new());
    assert_eq!(check_copy(&mut device, &copy), Ok(WHOLE));
}

#[test]
fn an_entry_whose_author_is_not_proven_is_named_as_that_at_the_check() {
    let mut device = Device::new(1);
    device.make_vault();
    let stranger = Writer::new(8).write("by someone without a credential");
    let copy = bundle_of(vec![stranger], Vec::new());
    let authors = Failure::File(FileFailure::Authors(1));
    assert_eq!(check_copy(&mut device, &copy), Err(authors));
    let preview = open(&mut device, &copy).expect("opened");
    assert_eq!(
        (preview.not_kept, preview.charts[0].digest_matches),
        (1, false)
    );
}

#[test]
fn after_a_damaged_end_no_number_is_given_twice() {
    let mut device = Device::new(1);
    device.make_vault();
    let chart = device.take_in("Testa", "Prima");
    device.note(chart, "the first");
    device.note(chart, "the last before the damage");
    let copy = export(&mut device, Scope::Charts, vec![chart]);
    flip(&device, Key::Log(Compartment::CLINICAL, chart, 1));
    device.restart();
    device.unlock().expect("opened");
    device.note(chart, "after the damage");
    device.restart();
    device.unlock().expect("opened");
    device.note(chart, "and another");
    let preview = open(&mut device, &copy).expect("opened");
    assert_eq!(preview.charts[0].conflicting, 0, "no fork");
    assert_eq!(add(&mut device, &copy), 1);
    let page = device.history(chart);
    let views = page.groups.iter().flat_map(|group| &group.entries);
    let forked =
        views.filter(|view| matches!(view, EntryView::Read { byline, .. } if byline.forked));
    assert_eq!(forked.count(), 0);
    let log = device.engine.session.as_ref().expect("open").charts[0]
        .open
        .log
        .clone();
    assert_eq!(
        log.heads(Compartment::CLINICAL).len(),
        2,
        "one new feed, not one a note"
    );
}

#[test]
fn both_branches_of_a_copied_device_are_kept_and_marked() {
    let mut device = Device::new(1);
    let words = device.make_vault();
    let chart = device.take_in("Testa", "Prima");
    device.note(chart, "before the copy");
    let mut copied = Device::on(device.disk.image(), 7);
    device.note(chart, "on the one");
    copied.clock.forward(24 * 60 * 60 * 1000);
    copied
        .ask(ask::Unlock(Opener::Words(words)))
        .expect("opened");
    copied.note(chart, "on the other");
    let file = export(&mut copied, Scope::Charts, vec![chart]);
    assert_eq!(add(&mut device, &file), 1);
    let page = device.history(chart);
    let views = page.groups.iter().flat_map(|group| &group.entries);
    let marked =
        |view: &&EntryView| matches!(view, EntryView::Read { byline, .. } if byline.forked);
    assert_eq!(views.filter(marked).count(), 2);
    assert_eq!(check_now(&mut device), (0, WHOLE), "nothing of it is lost");
}

#[test]
fn a_lost_entry_is_a_gap_until_a_copy_brings_it_back_and_no_longer() {
    let mut device = Device::new(1);
    device.make_vault();
    let chart = device.take_in("Testa", "Prima");
    device.note(chart, "the first");
    device.note(chart, "the second");
    let copy = export(&mut device, Scope::Charts, vec![chart]);
    flip(&device, Key::Log(Compartment::CLINICAL, chart, 1));
    let reopen = |device: &mut Device| {
        device.restart();
        device.unlock().expect("opened");
    };
    reopen(&mut device);
    device.note(chart, "after the damage");
    reopen(&mut device);
    assert_eq!(unreadable(&mut device, chart), [Unreadable::Damaged]);
    add(&mut device, &copy);
    assert_eq!(unreadable(&mut device, chart), [], "at once");
    reopen(&mut device);
    assert_eq!(unreadable(&mut device, chart), [], "and after a restart");
    assert_eq!(device.chart(chart).banner.unreadable, 0);
    assert_eq!(check_now(&mut device), (0, WHOLE));
    let copy = export(&mut device, Scope::Charts, vec![chart]);
    let preview = open(&mut device, &copy);
    assert!(
        !preview.expect("opened").charts[0].part,
        "it is whole again"
    );
}

#[test]
fn a_damaged_row_of_a_file_stands_for_every_entry_it_held() {
    let (mut here, mut there) = (Device::new(1), Device::new(2));
    here.make_vault();
    there.make_vault();
    let chart = here.take_in("Testa", "Prima");
    here.note(chart, "the first");
    here.note(chart, "the second");
    let file = export(&mut here, Scope::Charts, vec![chart]);
    add(&mut there, &file);
    flip(&there, Key::Log(Compartment::CLINICAL, chart, 0));
    there.restart();
    there.unlock().expect("opened");
    assert_eq!(unreadable(&mut there, chart).len(), 2);
    add(&mut there, &file);
    there.restart();
    there.unlock().expect("opened");
    assert_eq!(unreadable(&mut there, chart), []);
}
