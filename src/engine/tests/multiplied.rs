//! Small things of a stranger's file that would become many or large here, or stand in the way of what is ours.

use super::bundles::{add, export, open, words};
use super::mallory::{Mallory, text};
use super::whole::{check_now, with_a_paper};
use super::*;
use crate::base::{BlobId, Compartment, Digest, FeedId, UserId, VaultId};
use crate::chart::cose::{ContentType, open_envelope, seal_envelope};
use crate::chart::credential::{Credential, CredentialBody};
use crate::chart::kinds::*;
use crate::chart::limits;
use crate::chart::statement::Statement;
use crate::chart::testing::TestSigner;
use crate::chart::when::When;
use crate::engine::opened_file::OpenedFile;
use crate::transfer::bundle;

fn device() -> (Device, ChartId) {
    let mut device = Device::new(1);
    device.make_vault();
    let chart = device.take_in("Testa", "Prima");
    (device, chart)
}

fn undated(fact: Fact) -> Statement {
    Statement::new(When::Unknown, fact)
}

fn numbered(n: usize) -> [u8; 16] {
    (n as u128 + 1_000_000).to_be_bytes()
}

fn paper(blob: BlobId, bytes: u64, digest: Digest) -> Document {
    Document {
        title: String::new(),
        media_type: "text/plain".into(),
        blob,
        bytes,
        digest,
        chunks: 1,
    }
}

#[test]
fn one_paper_of_a_file_does_not_become_any_number_of_papers() {
    const MANY: usize = 200;
    let (mut device, chart) = device();
    let mallory = Mallory::new(9);
    let bytes = vec![0; 1 << 20];
    let digest = Digest(<sha2::Sha256 as sha2::Digest>::digest(&bytes).into());
    let papers = (0..MANY).map(|n| paper(BlobId(numbered(n)), 1 << 20, digest));
    let papers = papers.map(|paper| undated(Fact::Document(paper)));
    let entry = mallory.entry(chart, Compartment::CLINICAL, 9, papers.collect());
    let id = BlobId(numbered(0));
    let attached = vec![bundle::Attachment { id, bytes }];
    let file = mallory.bundle(vec![(chart, vec![entry])], Vec::new(), attached);
    let preview = open(&mut device, &file).expect("opened");
    let kept = preview.papers as usize;
    assert!(kept <= 66, "{kept} papers of 1 MB in {} bytes", file.len());
    assert_eq!(kept + preview.lost.missing as usize, MANY);
}

#[test]
fn an_entry_of_a_newer_version_is_kept_once_however_often_a_file_carries_it() {
    let (mut device, chart) = device();
    let mallory = Mallory::new(9);
    let entry = mallory.entry(chart, Compartment::CLINICAL, 9, vec![text("x")]);
    let envelope = open_envelope(ContentType::Entry, entry.bytes()).expect("an entry");
    let mut payload = envelope.payload.to_vec();
    assert_eq!(payload[..5], [0xa2, 0x00, 0xaf, 0x00, 0x01]);
    payload[4] = 2;
    let newer = seal_envelope(ContentType::Entry, payload, &mallory.signer);
    let contents = bundle::Contents {
        scope: bundle::Scope::Charts,
        charts: vec![bundle::ChartContents {
            chart,
            entries: Vec::new(),
            unread: vec![newer; 50],
            whole: true,
        }],
        credentials: Vec::new(),
        attachments: Vec::new(),
    };
    let file = mallory.write(&contents);
    let preview = open(&mut device, &file).expect("opened");
    assert_eq!(preview.charts[0].newer, 1);
    assert_eq!(add(&mut device, &file), 1);
    assert_eq!(device.chart(chart).banner.newer, 1);
}

/// Of a vault: who they are, by whom they were let in.
fn credential(user: usize, name: usize, of: &TestSigner, by: &TestSigner) -> Credential {
    let body = CredentialBody {
        format: crate::chart::credential::FORMAT,
        vault: VaultId([9; 16]),
        user: UserId(numbered(user)),
        name: "x".repeat(name),
        role: "nurse".into(),
        signing: of.key().0,
        receiving: vec![4; 65],
        issued: Stamp { ms: 0, offset: 0 },
        administrator: true,
    };
    Credential::issue(body, by)
}

#[test]
fn each_chart_of_a_file_keeps_little_to_prove_its_authors() {
    const CHARTS: usize = 20;
    let (mut device, _) = device();
    let mut mallory = Mallory::new(9);
    let signers: Vec<TestSigner> = (9..25).map(TestSigner::new).collect();
    let mut proofs = vec![credential(0, 7500, &signers[15], &signers[15])];
    for n in (0..15).rev() {
        proofs.push(credential(n + 1, 7500, &signers[n], &signers[n + 1]));
    }
    mallory.credential = proofs.pop().expect("the author's own");
    let proofs: Vec<Vec<u8>> = proofs.iter().map(|one| one.bytes().to_vec()).collect();
    let one = |n| {
        let chart = ChartId(numbered(n));
        let entry = mallory.entry(chart, Compartment::CLINICAL, 9, vec![text("x")]);
        (chart, vec![entry])
    };
    let file = mallory.bundle((0..CHARTS).map(one).collect(), proofs, Vec::new());
    open(&mut device, &file).expect("opened");
    let session = device.engine.session.as_ref().expect("open");
    let Some(OpenedFile::Bundle { plan, .. }) = &session.opened_file else {
        panic!("no file is open");
    };
    assert_eq!(plan.charts.len(), CHARTS);
    for chart in &plan.charts {
        let bytes: usize = chart.credentials.iter().map(Vec::len).sum();
        let most = limits::CREDENTIAL + limits::PROOF_BYTES;
        assert!((1..=most).contains(&bytes), "{bytes}");
    }
}

#[test]
fn a_copy_of_a_vault_that_read_very_many_authors_opens_again() {
    const EACH: usize = limits::CREDENTIALS / 2 + 10;
    let (mut device, _) = device();
    let signer = TestSigner::new(9);
    for file in 0..2 {
        let chart = ChartId([70 + file as u8; 16]);
        let mut mallory = Mallory::new(9);
        let (mut entries, mut proofs) = (Vec::new(), Vec::new());
        for n in 0..EACH {
            mallory.credential = credential(file * EACH + n, 1, &signer, &signer);
            let mut header = mallory.header(chart, Compartment::CLINICAL, 9);
            header.feed = FeedId(numbered(n));
            entries.push(mallory.sign(header, vec![text("x")]));
            proofs.push(mallory.credential.bytes().to_vec());
        }
        let bundle = mallory.bundle(vec![(chart, entries)], proofs, Vec::new());
        assert_eq!(add(&mut device, &bundle) as usize, EACH);
    }
    let copy = export(&mut device, Scope::WholeVault, vec![]);
    let checked = device.ask(ask::CheckExport {
        file: copy,
        passphrase: words(),
    });
    assert!(matches!(checked, Ok(ReadBack { .. })), "{checked:?}");
}

fn document_of(device: &mut Device, chart: ChartId) -> Document {
    device.chart(chart);
    let session = device.engine.session.as_ref().expect("open");
    let held = session.charts.iter().find(|held| held.chart.id() == chart);
    let entries = held.expect("opened just now").open.log.iter();
    let mut facts = entries.flat_map(|entry| entry.known().map(|(_, one)| &one.fact));
    let document = facts.find_map(Fact::document);
    document.expect("a paper").clone()
}

#[test]
fn our_paper_travels_whoever_names_it_in_another_chart() {
    let (mut device, chart, _) = with_a_paper();
    let ours = document_of(&mut device, chart);
    let mallory = Mallory::new(9);
    // Before ours and behind it in any order of charts.
    for other in [ChartId([0; 16]), ChartId([255; 16])] {
        let says_large = paper(BlobId([3; 16]), u64::MAX, Digest([3; 32]));
        let says_small = paper(BlobId([4; 16]), u64::MAX, Digest([4; 32]));
        let papers = [ours.clone(), says_large, says_small];
        let papers = papers.map(|paper| undated(Fact::Document(paper)));
        let entry = mallory.entry(other, Compartment::CLINICAL, 9, papers.to_vec());
        let file = mallory.bundle(vec![(other, vec![entry])], Vec::new(), Vec::new());
        assert_eq!(add(&mut device, &file), 1);
    }
    let plan = ExportPlan {
        scope: Scope::WholeVault,
        charts: Vec::new(),
        purpose: ExportFor::AnotherClinic,
        recipient: "Site Beta".into(),
    };
    let size = device.ask(ask::MeasureExport(plan)).expect("measured");
    assert_eq!(size.papers, 1);
    assert!(size.bytes < 10_000_000, "{}", size.bytes);
    let copy = export(&mut device, Scope::WholeVault, vec![]);
    let mut there = Device::new(2);
    there.make_vault();
    add(&mut there, &copy);
    let document = ours;
    there.ask(ask::ReadBlob { chart, document }).expect("read");
}

#[test]
fn who_a_preview_shows_is_who_would_be_here() {
    let (mut device, _) = device();
    let mallory = Mallory::new(9);
    let chart = ChartId([70; 16]);
    let named = |feed: u8, family: &str, device: usize| {
        let name = PersonName {
            usage: NameUse::Usual,
            family: family.into(),
            given: String::new(),
        };
        let name = undated(Fact::Demographic(Demographic::Name(name)));
        let mut header = mallory.header(chart, Compartment::IDENTITY, feed);
        header.device = "x".repeat(device);
        header.recorded.ms += i64::from(feed);
        mallory.sign(header, vec![name])
    };
    let entries = vec![named(1, "Vera", 1), named(2, "Falsa", limits::PLACE + 1)];
    let file = mallory.bundle(vec![(chart, entries)], Vec::new(), Vec::new());
    let preview = open(&mut device, &file).expect("opened");
    let shown = preview.charts[0].person.family.clone();
    add(&mut device, &file);
    assert_eq!(shown, device.chart(chart).banner.person.family);
}

#[test]
fn a_strangers_numbers_make_no_chart_of_ours_unsound() {
    let (mut device, chart) = device();
    let mallory = Mallory::new(9);
    let first = mallory.entry(chart, Compartment::CLINICAL, 9, vec![text("x")]);
    let mut header = mallory.header(chart, Compartment::CLINICAL, 9);
    (header.sequence, header.previous) = (7, Some(first.id()));
    let second = mallory.sign(header, vec![text("y")]);
    let file = mallory.bundle(vec![(chart, vec![first, second])], Vec::new(), Vec::new());
    assert_eq!(add(&mut device, &file), 2);
    assert_eq!(check_now(&mut device).0, 0);
}

#[test]
fn the_list_keeps_few_of_the_files_that_strangers_name() {
    let (mut device, chart) = device();
    let mallory = Mallory::new(9);
    let file = |n: usize| {
        let mut digest = [0; 32];
        digest[..16].copy_from_slice(&numbered(n));
        let document = paper(BlobId([1; 16]), 1, Digest(digest));
        undated(Fact::Citation(Citation::File(document)))
    };
    let bundle = mallory.says(chart, (0..2000).map(file).collect());
    assert_eq!(add(&mut device, &bundle), 1);
    let session = device.engine.session.as_ref().expect("open");
    let kept = session.list.kept[&chart].files.len();
    assert!(kept <= 16, "{kept}");
}
