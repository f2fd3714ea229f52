//! Bundles made at random by people nobody here knows. Whatever they hold: what is ours reads as before, the preview shows
//! what adding adds, and the vault opens as quickly as before.
//!
//! `CARNET_FUZZ_SECONDS` says how long to go on, `CARNET_FUZZ_SEED` where to begin: a failure names the seed of its bundles.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;
use std::rc::Rc;
use std::time::{Duration, Instant};

use super::mallory::{Mallory, text};
use super::whole::keep_of;
use super::*;
use crate::base::{BlobId, Compartment, Digest, FeedId, Stamp, VaultId};
use crate::chart::entry::{Entry, Header};
use crate::chart::facts::*;
use crate::chart::statement::{SaidBy, Statement, StatementId, StatementRef};
use crate::chart::testing::anything::{self, Dice, Said};
use crate::chart::when::When;
use crate::reading::view::{Content, EntryView, Known, Summary, Trust};
use crate::store::Table;
use crate::terms::vitals::Vital;
use crate::transfer::bundle::{self, Attachment, ChartContents, Limits, OpenedBundle};
use crate::vault::jose::{Holder, Recipient};
use crate::vault::{ReceivePublic, Strict};

/// How many bundles are tried when nobody says how long to go on.
const BUNDLES: u64 = 2000;
/// How many bundles one vault gets, one after the other: a later one may build upon what an earlier one left.
const EACH: u64 = 4;

fn number_of(variable: &str) -> Option<u64> {
    std::env::var(variable).ok()?.parse().ok()
}

#[test]
fn hostile_bundles() {
    let end = number_of("CARNET_FUZZ_SECONDS")
        .map(|seconds| Instant::now() + Duration::from_secs(seconds));
    let first = number_of("CARNET_FUZZ_SEED").unwrap_or(1);
    let home = Home::new();
    let (mut seed, mut added) = (first, 0);
    while end.map_or((seed - first) * EACH < BUNDLES, |end| Instant::now() < end) {
        let outcome = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| home.try_one(seed)));
        match outcome {
            Ok(entries) => added += entries,
            Err(why) => {
                eprintln!("CARNET_FUZZ_SEED={seed} fails");
                std::panic::resume_unwind(why);
            }
        }
        seed += 1;
    }
    let last = seed - 1;
    eprintln!("hostile bundles: {EACH} of each seed from {first} to {last}, {added} entries added");
}

/// A vault as it is before anybody brings a file.
struct Home {
    device: Device,
    charts: [ChartId; 2],
    papers: Vec<(ChartId, Document)>,
    own_log: ChartId,
    /// Entries of ours, by chart.
    ours: BTreeMap<ChartId, Vec<Rc<Entry>>>,
    /// What a stranger's statement may point at.
    said: Said,
}

/// A visit of ours with something of everything that is read.
fn treat(device: &mut Device, chart: ChartId) {
    let opened = ChartAct::OpenProblem {
        words: "a problem of ours".into(),
        status: ProblemStatus::Active,
        onset: When::Year(2019),
    };
    let problem = act(device, chart, opened).expect("signed");
    let problem = StatementId {
        entry: problem,
        index: 0,
    };
    let mut under = UnderProblem::new(ProblemChoice::Known(problem));
    under.subjective = "words of ours".into();
    under.vitals = vec![VitalDraft {
        vital: Vital::Weight,
        measure: Measure {
            value: "61".into(),
            unit: "kg".into(),
            confirmed: true,
        },
        second: String::new(),
        when: DateDraft::default(),
    }];
    under.plans = vec![PlanDraft {
        part: PlanPart::Treatment,
        text: "a plan of ours".into(),
        due: DateDraft::default(),
    }];
    under.medicines = vec![MedicineDraft {
        name: "A medicine of ours".into(),
        ..MedicineDraft::default()
    }];
    let note = NoteDraft {
        chart,
        started: device.clock.now(),
        late: None,
        said_by: SaidBy::Patient,
        under: vec![under],
    };
    device.sign(Draft::Note(Box::new(note))).expect("signed");
    let visit = ChartAct::OpenVisit {
        reason: "a reason of ours".into(),
    };
    act(device, chart, visit).expect("signed");
}

impl Home {
    fn new() -> Self {
        let mut device = Device::new(1);
        device.make_vault();
        let charts = [
            device.take_in("Testa", "Prima"),
            device.take_in("Altera", "Secunda"),
        ];
        let mut papers = Vec::new();
        for chart in charts {
            treat(&mut device, chart);
            let document = keep_of(&mut device, Some(chart), 500);
            let filed = ChartAct::AddDocument {
                document: document.clone(),
                problems: Vec::new(),
            };
            act(&mut device, chart, filed).expect("filed");
            papers.push((chart, document));
        }
        let own_log = device.engine.session.as_ref().expect("open").own_log();
        let exported = Exported {
            charts: charts.to_vec(),
            purpose: ExportFor::AnotherClinic,
            recipient: "Site Beta".into(),
            digest: Digest([5; 32]),
            until: When::Unknown,
        };
        let leaves = TransferRequest::Leaves(exported);
        device.ask(Request::Transfer(leaves)).expect("recorded");
        let mut ours = BTreeMap::new();
        let mut said = Said::default();
        for chart in [charts[0], charts[1], own_log] {
            let log = open_chart(&mut device, chart).log;
            log.iter().for_each(|entry| said.add(Rc::clone(entry)));
            ours.insert(chart, log.iter().cloned().collect());
        }
        Self {
            device,
            charts,
            papers,
            own_log,
            ours,
            said,
        }
    }

    /// The same vault on a disk of its own, unlocked.
    fn copy(&self) -> (Device, Duration) {
        let mut device = Device {
            disk: self.device.disk.image(),
            files: self.device.files.clone(),
            clock: TestClock(Rc::new(Cell::new(self.device.clock.0.get()))),
            engine: engine(&self.device.disk, &self.device.files, &self.device.clock, 1),
            seed: 7,
        };
        let took = reopen(&mut device);
        (device, took)
    }

    fn try_one(&self, seed: u64) -> u32 {
        let (mut device, took_before) = self.copy();
        let before = self.read(&mut device);
        let mut dice = Dice(seed);
        let mut entries = 0;
        for _ in 0..EACH {
            let (file, _) = self.bundle(&mut dice, &device);
            entries += add_twice(&mut device, &file);
            assert_eq!(
                self.read(&mut device),
                before,
                "what is ours reads as before"
            );
        }
        let took = reopen(&mut device);
        assert!(
            took < 2 * took_before + Duration::from_secs(1),
            "unlock: {took:?}, {took_before:?}"
        );
        assert_eq!(self.read(&mut device), before, "and after unlocking");
        device.note(self.charts[0], "and we write on");
        entries
    }

    /// What is ours, as people read it.
    fn read(&self, device: &mut Device) -> Vec<String> {
        let mut read = Vec::new();
        for (chart, ours) in &self.ours {
            let open = open_chart(device, *chart);
            for entry in ours {
                assert!(open.log.contains(&entry.id()), "an entry of ours is gone");
            }
        }
        for chart in self.charts {
            let session = device.engine.session.as_ref().expect("open");
            let folded = session.read_chart(
                &session
                    .charts
                    .iter()
                    .find(|one| one.chart.id() == chart)
                    .expect("read")
                    .open,
            );
            let views = self.ours[&chart]
                .iter()
                .filter_map(|entry| folded.entry(&entry.id()));
            read.extend(views.map(|view| words_of(&view)));
            read.push(format!("gaps {}", folded.gaps_that_count()));
            let mut view = device.chart(chart);
            // Nobody here said these: a stranger may, until somebody does.
            view.banner.person.phone.clear();
            view.banner.person.place.clear();
            read.push(format!(
                "{:?} {:?}",
                view.banner.person,
                without_strangers(view.summary)
            ));
        }
        for (chart, document) in &self.papers {
            let document = Box::new(document.clone());
            let chart = *chart;
            let paper = device.ask(Request::ReadBlob { chart, document });
            assert!(
                matches!(paper, Ok(Reply::Blob(_))),
                "a paper of ours: {paper:?}"
            );
        }
        match device.transfer(TransferRequest::Exports { from: 0 }) {
            Ok(TransferReply::Exports(log)) => {
                let rows = log
                    .rows
                    .iter()
                    .map(|row| (&row.byline, &row.digest, row.checked));
                read.push(format!("{:?} {}", rows.collect::<Vec<_>>(), log.unreadable));
            }
            other => panic!("no exports: {other:?}"),
        }
        let session = device.engine.session.as_ref().expect("open");
        assert!(
            session.confirmed.is_empty(),
            "nobody here confirmed anybody"
        );
        read
    }

    fn bundle(&self, dice: &mut Dice, device: &Device) -> (Vec<u8>, usize) {
        let people: Vec<Mallory> = (0..1 + dice.below(3))
            .map(|n| Mallory::of(9 + n as u8, self.vault(dice)))
            .collect();
        let mut charts: BTreeMap<ChartId, Vec<Rc<Entry>>> = BTreeMap::new();
        let mut attachments: Vec<Attachment> = Vec::new();
        for _ in 0..1 + dice.below(8) {
            let author = &people[dice.below(people.len())];
            let chart = self.chart(dice);
            let before = charts.entry(chart).or_default();
            if let Some(entry) = self.entry(dice, author, chart, before, &mut attachments) {
                before.push(entry);
            }
        }
        let mut credentials: Vec<Vec<u8>> = people
            .iter()
            .map(|one| one.credential.bytes().to_vec())
            .collect();
        if dice.once_in(4) {
            credentials.push(credentials[0].clone());
            let session = device.engine.session.as_ref().expect("open");
            credentials.push(session.vault.credential().bytes().to_vec());
        }
        let contents = bundle::Contents {
            scope: if dice.once_in(2) {
                bundle::Scope::Charts
            } else {
                bundle::Scope::WholeVault
            },
            charts: charts
                .into_iter()
                .map(|(chart, entries)| ChartContents {
                    chart,
                    entries,
                    unread: Vec::new(),
                    whole: dice.once_in(2),
                })
                .collect(),
            credentials,
            attachments,
        };
        let by = &people[0];
        let exporter = bundle::Exporter {
            credential: &by.credential,
            signer: &by.signer,
        };
        let session = device.engine.session.as_ref().expect("open");
        let to = &session.vault.credential().body().receiving;
        let to = ReceivePublic::from_sec1(to).expect("a point");
        let go_on = &mut |_, _| ControlFlow::Continue(());
        let made = Stamp { ms: 0, offset: 0 };
        let written = bundle::write(
            &contents,
            exporter,
            made,
            &[Recipient::Key(&to)],
            &mut Seeded(5),
            go_on,
        );
        let written = written.expect("written");
        (written.bytes, written.entries)
    }

    fn vault(&self, dice: &mut Dice) -> VaultId {
        match dice.below(4) {
            0 => VaultId(self.own_log.0),
            1 => VaultId(self.charts[dice.below(2)].0),
            2 => VaultId([77; 16]),
            _ => VaultId([dice.below(250) as u8; 16]),
        }
    }

    fn chart(&self, dice: &mut Dice) -> ChartId {
        match dice.below(6) {
            0 => self.own_log,
            1 | 2 => self.charts[0],
            3 => self.charts[1],
            4 => ChartId([77; 16]),
            _ => ChartId([100 + dice.below(3) as u8; 16]),
        }
    }

    /// Any entry of any chart.
    fn any_of_ours(&self, dice: &mut Dice) -> &Rc<Entry> {
        let all: Vec<_> = self.ours.values().flatten().collect();
        all[dice.below(all.len())]
    }

    fn entry(
        &self,
        dice: &mut Dice,
        author: &Mallory,
        chart: ChartId,
        before: &[Rc<Entry>],
        attachments: &mut Vec<Attachment>,
    ) -> Option<Rc<Entry>> {
        let compartment = match dice.below(8) {
            0 => Compartment::CUSTODY,
            1 => Compartment(900),
            2 | 3 => Compartment::IDENTITY,
            _ => Compartment::CLINICAL,
        };
        let statements: Vec<Statement> = (0..1 + dice.below(5))
            .map(|_| self.statement(dice, compartment, before, attachments))
            .collect();
        let mut header: Header = author.header(chart, compartment, dice.below(4) as u8);
        header.recorded.ms = match dice.below(4) {
            0 => 253_402_300_000_000,
            1 => 0,
            _ => author.now + dice.below(1_000_000) as i64,
        };
        header.seen = (0..dice.below(4))
            .map(|_| match dice.once_in(2) {
                true => self.any_of_ours(dice).id(),
                false => EntryId([dice.below(250) as u8; 32]),
            })
            .collect();
        if dice.once_in(3) {
            header.sequence = 1 + dice.below(3) as u64;
            header.previous = Some(match dice.below(3) {
                0 => self.any_of_ours(dice).id(),
                1 => EntryId([3; 32]),
                _ => before.last()?.id(),
            });
        }
        if dice.once_in(5) {
            let of = self.any_of_ours(dice).header();
            (header.feed, header.installation, header.act) = (of.feed, of.installation, of.act);
            header.credential = match dice.once_in(4) {
                true => of.credential,
                false => header.credential,
            };
        }
        if dice.once_in(12) {
            header.site = "s".repeat(5000);
        }
        header.feed = match dice.once_in(3) {
            true => FeedId([dice.below(3) as u8; 16]),
            false => header.feed,
        };
        Entry::sign(header, statements, &author.signer)
            .ok()
            .map(Rc::new)
    }

    fn statement(
        &self,
        dice: &mut Dice,
        compartment: Compartment,
        before: &[Rc<Entry>],
        attachments: &mut Vec<Attachment>,
    ) -> Statement {
        if dice.once_in(4) || compartment == Compartment(900) {
            return Statement::new(When::Unknown, Fact::Amendment(self.amendment(dice, before)));
        }
        let anything = dice.once_in(2);
        let fact = match compartment {
            Compartment::IDENTITY if anything => anything::identity_fact(dice, "theirs"),
            Compartment::IDENTITY => self.about_who(dice),
            Compartment::CUSTODY => self.about_custody(dice),
            _ if anything => anything::clinical_fact(dice, "theirs", &self.said),
            _ => self.about_care(dice, attachments),
        };
        let now = Stamp {
            ms: 1_795_000_000_000,
            offset: 0,
        };
        Statement::new(dice.when(now), fact)
    }

    fn amendment(&self, dice: &mut Dice, before: &[Rc<Entry>]) -> Amendment {
        let target = match before.last() {
            Some(last) if dice.once_in(2) => last.id(),
            _ => self.any_of_ours(dice).id(),
        };
        Amendment {
            kind: match dice.below(3) {
                0 => AmendmentKind::Addendum,
                1 => AmendmentKind::Correction,
                _ => AmendmentKind::EnteredInError,
            },
            target: Target {
                entry: Some(target),
                index: dice.once_in(2).then(|| dice.below(3) as u32),
            },
            reason: "because".into(),
            instead: vec![StatementRef::here(dice.below(3) as u32)],
        }
    }

    fn about_who(&self, dice: &mut Dice) -> Fact {
        match dice.below(6) {
            0 => Fact::PersonLink(PersonLink {
                other: self.chart(dice),
                same: dice.once_in(2),
            }),
            1 => Fact::Demographic(Demographic::ChartNumber("ZZZZZ-9999-0".into())),
            2 => Fact::Demographic(Demographic::Sex(Sex::Male)),
            3 => Fact::Demographic(Demographic::Died(When::Unknown)),
            4 => Fact::Visit(VisitEvent::Opened("their reason ".repeat(dice.below(800)))),
            _ => Fact::Demographic(Demographic::Name(PersonName {
                usage: NameUse::Usual,
                family: "Name ".repeat(1 + dice.below(2000)),
                given: "Given".into(),
            })),
        }
    }

    fn about_custody(&self, dice: &mut Dice) -> Fact {
        match dice.once_in(2) {
            true => Fact::Export(ExportRecord::Checked(Digest([5; 32]))),
            false => Fact::Confirmation(Confirmation {
                vault: VaultId([9; 16]),
                fingerprint: Mallory::new(9).credential.hash(),
            }),
        }
    }

    fn about_care(&self, dice: &mut Dice, attachments: &mut Vec<Attachment>) -> Fact {
        match dice.below(4) {
            0 => Fact::Answer(Answered {
                question: Question::Allergies,
                answer: NoFact::None,
            }),
            1 | 2 => self.paper(dice, attachments),
            _ => text("words of theirs").fact,
        }
    }

    /// A paper that claims one of our ids, or an id of its own; with its bytes, other bytes, or none.
    fn paper(&self, dice: &mut Dice, attachments: &mut Vec<Attachment>) -> Fact {
        let ours = &self.papers[dice.below(self.papers.len())].1;
        let bytes = vec![dice.below(3) as u8; 10 + dice.below(3)];
        let blob = match dice.once_in(3) {
            true => BlobId([dice.below(3) as u8; 16]),
            false => ours.blob,
        };
        let is_free = attachments.iter().all(|one| one.id != blob);
        if is_free && dice.once_in(2) {
            let bytes = bytes.clone();
            attachments.push(Attachment { id: blob, bytes });
        }
        let (length, digest) = match dice.once_in(4) {
            true => (ours.bytes, ours.digest),
            false => (
                bytes.len() as u64,
                crate::engine::keeping::papers::digest_of(&bytes),
            ),
        };
        let document = Document {
            title: "Letter".into(),
            media_type: "text/plain".into(),
            blob,
            bytes: length,
            digest,
            chunks: 1,
        };
        match dice.once_in(3) {
            true => Fact::Citation(Citation::File(document)),
            false => Fact::Document(document),
        }
    }
}

/// Adds what a file brings. The second time adds nothing, in numbers and on the disk.
fn add_twice(device: &mut Device, file: &[u8]) -> u32 {
    let mut entries = 0;
    for again in [false, true] {
        let Some(opened) = read_bundle(device, file) else {
            return entries;
        };
        let kept = Kept::of(device, &opened);
        let preview = block_on(device.engine.look_into(opened, &Quiet::default()));
        let preview = preview.expect("previewed");
        let added = device.transfer(TransferRequest::Add { into: None });
        let Ok(TransferReply::Added { entries: count, .. }) = added else {
            panic!("not added: {added:?}")
        };
        kept.compare(device, &preview, count);
        assert!(!again || count == 0, "the same file twice adds nothing");
        entries += count;
    }
    entries
}

/// What stands beside, marked, may come; what is told as the chart's own may not change for it.
fn without_strangers(mut summary: Summary) -> Summary {
    summary.from_elsewhere.clear();
    for row in &mut summary.vitals {
        row.aside.clear();
    }
    summary.vitals.retain(|row| row.trust != Trust::FirstSeen);
    for row in &mut summary.problems {
        row.otherwise = false;
    }
    summary.problems.retain(|row| row.trust != Trust::FirstSeen);
    for row in &mut summary.plans {
        row.otherwise = false;
    }
    summary.plans.retain(|row| row.trust != Trust::FirstSeen);
    if let Known::Facts(rows) = &mut summary.medicines {
        rows.iter_mut().for_each(|row| row.otherwise = false);
        rows.retain(|row| row.trust != Trust::FirstSeen);
    }
    summary
}

/// An entry of ours, without what others may add beside it: its own words, and whose they are.
fn words_of(view: &EntryView) -> String {
    match view {
        EntryView::Read {
            byline, statements, ..
        } => {
            assert_eq!(byline.trust, Trust::Ours);
            let words = statements.iter().filter_map(|one| match &one.content {
                Content::Statement(statement) => Some(format!("{statement:?}")),
                Content::Newer(_) => None,
            });
            format!("{} {}", byline.author, words.collect::<String>())
        }
        unreadable => format!("{unreadable:?}"),
    }
}

fn reopen(device: &mut Device) -> Duration {
    device.restart();
    let start = Instant::now();
    device.unlock().expect("opened");
    start.elapsed()
}

fn open_chart(device: &mut Device, chart: ChartId) -> crate::engine::keeping::chart::OpenChart {
    let engine = &mut device.engine;
    let session = engine.session.as_deref_mut().expect("open");
    let read = block_on(session.chart(&engine.store, chart));
    read.expect("a chart").open.clone()
}

fn read_bundle(device: &Device, file: &[u8]) -> Option<OpenedBundle> {
    let session = device.engine.session.as_ref().expect("open");
    let holder = Holder::User(&session.vault);
    let go_on = &mut |_, _| ControlFlow::Continue(());
    bundle::read(file, holder, &Limits::default(), &Strict, go_on).ok()
}

/// How much of everything is kept, before and after adding.
struct Kept {
    charts: BTreeMap<ChartId, (usize, usize)>,
    people: BTreeSet<ChartId>,
    papers: usize,
}

impl Kept {
    fn of(device: &mut Device, opened: &OpenedBundle) -> Self {
        let arriving = opened.charts.iter().map(|one| one.log.chart());
        let session = device.engine.session.as_ref().expect("open");
        let kept: BTreeSet<ChartId> = session.list.kept.keys().copied().chain(arriving).collect();
        let people = session.list.people().map(|kept| kept.chart).collect();
        let charts = kept.into_iter().map(|chart| {
            let open = open_chart(device, chart);
            (
                chart,
                (open.log.len() + open.newer.len(), open.credentials.len()),
            )
        });
        let charts = charts.collect();
        let rows = device.disk.rows().into_iter();
        let papers = rows.filter(|(table, ..)| *table == Table::Blobs);
        Self {
            charts,
            people,
            papers: papers.count(),
        }
    }

    fn compare(&self, device: &mut Device, preview: &BundlePreview, added: u32) {
        let mut grown = 0;
        let mut credentials = 0;
        let mut changed = BTreeSet::new();
        for (chart, (entries, proofs)) in &self.charts {
            let open = open_chart(device, *chart);
            let more = open.log.len() + open.newer.len() - entries;
            let previewed = preview.charts.iter().find(|one| one.person.chart == *chart);
            if let Some(previewed) = previewed {
                assert_eq!(
                    (previewed.new + previewed.newer) as usize,
                    more,
                    "of {chart}"
                );
            }
            if more > 0 && previewed.is_none() {
                changed.insert(*chart);
            }
            grown += more;
            credentials += open.credentials.len() - proofs;
        }
        let logs = preview.logs.iter().filter(|log| log.new > 0).count();
        assert_eq!(changed.len(), logs, "no chart is added that is not shown");
        let shown: u32 = preview.charts.iter().map(|one| one.new + one.newer).sum();
        let shown = shown + preview.logs.iter().map(|log| log.new).sum::<u32>();
        assert_eq!((shown, grown), (added, added as usize), "entries");
        assert_eq!(preview.credentials as usize, credentials, "credentials");
        let rows = device.disk.rows().into_iter();
        let papers = rows.filter(|(table, ..)| *table == Table::Blobs).count();
        // Theirs are of one chunk each; ours are here whole.
        assert_eq!(preview.papers as usize, papers - self.papers, "papers");
        let session = device.engine.session.as_ref().expect("open");
        let people: BTreeSet<ChartId> = session.list.people().map(|kept| kept.chart).collect();
        for new in people.difference(&self.people) {
            let shown = preview.charts.iter().any(|one| one.person.chart == *new);
            assert!(shown, "a person is added who is not shown");
        }
    }
}
