//! What an author of another vault changes here: nothing, until somebody confirmed that vault.

use super::bundles::{add, export, open};
use super::*;
use crate::base::Digest;
use crate::chart::kinds::AmendmentKind;
use crate::reading::view::{EntryView, StatementView, Trust};

/// The chart's one note and how it now reads, on this device.
fn note_of(device: &mut Device, chart: ChartId, words: &str) -> (EntryId, StatementView) {
    let page = device.history(chart);
    let entries = page.groups.into_iter().flat_map(|group| group.entries);
    let mut notes = entries.filter_map(|view| match view {
        EntryView::Read { id, statements, .. } => Some((id, statements)),
        _ => None,
    });
    let found = notes.find_map(|(id, statements)| {
        let says = |view: &StatementView| format!("{:?}", view.content).contains(words);
        statements.into_iter().find(says).map(|view| (id, view))
    });
    found.expect("the note")
}

/// `there` got a chart of `here`, corrected its note and sent it back; `here` has not added that yet.
fn corrected_elsewhere(here: &mut Device, there: &mut Device) -> (ChartId, Vec<u8>) {
    here.make_vault();
    there.make_vault();
    let chart = here.take_in("Testa", "Prima");
    here.note(chart, "left wrist");
    let out = export(here, Scope::Charts, vec![chart]);
    add(there, &out);
    let (target, _) = note_of(there, chart, "left wrist");
    let corrected = AmendForm {
        target,
        index: Some(0),
        kind: AmendmentKind::Correction,
        reason: "wrong side".into(),
        words: "right wrist".into(),
    };
    act(there, chart, corrected).expect("corrected");
    (chart, export(there, Scope::Charts, vec![chart]))
}

fn confirm(device: &mut Device, fingerprint: Digest) -> Result<BundlePreview, Failure> {
    device.ask(ask::ConfirmVault { fingerprint })
}

fn stranger(preview: &BundlePreview) -> &Signer {
    let mut strangers = preview.signers.iter().filter(|s| s.trust != Trust::Ours);
    strangers.next().expect("a signer of another vault")
}

#[test]
fn a_stranger_s_correction_stands_beside_until_the_vault_is_confirmed() {
    let (mut here, mut there) = (Device::new(1), Device::new(2));
    let (chart, back) = corrected_elsewhere(&mut here, &mut there);
    add(&mut here, &back);
    let corrected = |device: &mut Device| {
        let (_, note) = note_of(device, chart, "left wrist");
        (note.marks.corrected.is_some(), note.marks.beside.len())
    };
    assert_eq!(corrected(&mut here), (false, 1), "it stands beside");

    let preview = open(&mut here, &back).expect("opened");
    assert_eq!(stranger(&preview).trust, Trust::FirstSeen);
    let fingerprint = stranger(&preview).vault;
    let preview = confirm(&mut here, fingerprint).expect("confirmed");
    assert_eq!(stranger(&preview).trust, Trust::Confirmed);
    assert_eq!(corrected(&mut here), (true, 0));

    here.restart();
    here.unlock().expect("opened");
    assert_eq!(corrected(&mut here), (true, 0), "it is kept");
}

#[test]
fn only_a_vault_that_the_open_file_proves_can_be_confirmed() {
    let (mut here, mut there) = (Device::new(1), Device::new(2));
    let (_, back) = corrected_elsewhere(&mut here, &mut there);
    let nothing_open = Err(Failure::File(FileFailure::NothingOpen));
    assert_eq!(confirm(&mut here, Digest([7; 32])), nothing_open);
    open(&mut here, &back).expect("opened");
    assert_eq!(confirm(&mut here, Digest([7; 32])), nothing_open);
    let preview = open(&mut here, &back).expect("opened");
    assert_eq!(stranger(&preview).trust, Trust::FirstSeen);
}

#[test]
fn what_another_vault_confirmed_confirms_nothing_here() {
    let (mut here, mut there, mut third) = (Device::new(1), Device::new(2), Device::new(3));
    let (_, back) = corrected_elsewhere(&mut here, &mut there);
    third.make_vault();
    let preview = open(&mut third, &back).expect("opened");
    let theirs: Vec<Digest> = preview.signers.iter().map(|s| s.vault).collect();
    assert_eq!(theirs.len(), 2);
    for fingerprint in theirs {
        confirm(&mut third, fingerprint).expect("confirmed");
    }
    add(&mut third, &back);
    let whole = export(&mut third, Scope::WholeVault, vec![]);
    add(&mut here, &whole);
    here.restart();
    here.unlock().expect("opened");
    let preview = open(&mut here, &back).expect("opened");
    assert_eq!(stranger(&preview).trust, Trust::FirstSeen);
}
