//! Bundles made at random by people nobody here knows. Whatever they hold: what is ours reads as before, the preview shows
//! what adding adds, and the vault opens as quickly as before.
//!
//! `CARNET_FUZZ_SECONDS` says how long to go on, `CARNET_FUZZ_SEED` where to begin: a failure names the seed of its bundles.

mod made;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;
use std::rc::Rc;
use std::time::{Duration, Instant};

use super::whole::keep_of;
use super::*;
use crate::base::Digest;
use crate::chart::entry::Entry;
use crate::chart::kinds::*;
use crate::chart::statement::StatementId;
use crate::chart::testing::anything::{Dice, Said};
use crate::chart::when::When;
use crate::reading::view::{Content, EntryView, Known, Summary, Trust};
use crate::store::Table;
use crate::terms::vitals::Vital;
use crate::transfer::bundle::{self, Limits, OpenedBundle};

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
    let opened = ProblemForm {
        words: "a problem of ours".into(),
        status: Some(ProblemStatus::Active),
        onset: When::Year(2019).into(),
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
    device.note_of(chart, under);
    let visit = VisitForm {
        reason: "a reason of ours".into(),
    };
    act(device, chart, visit).expect("signed");
    let report = ReportForm {
        what: "a report of ours".into(),
        results: vec![ResultDraft {
            what: "a result of ours".into(),
            value: "9.8".into(),
            ..ResultDraft::default()
        }],
        conclusion: "what we concluded".into(),
        ..ReportForm::default()
    };
    let report = act(device, chart, report).expect("signed");
    let correction = AmendForm {
        words: "what we concluded since".into(),
        reason: "a reason of ours".into(),
        ..AmendForm::blank(report, AmendmentKind::Correction, Some(0))
    };
    act(device, chart, correction).expect("signed");
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
            let filed = filing(document.clone());
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
        let leaves = ask::RecordExport(exported);
        device.ask(leaves).expect("recorded");
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
        // The quickest of three: another program may have had the processor in between.
        let took = (0..3).map(|_| reopen(&mut device)).min();
        let took = took.expect("three were made");
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
            let folded = session.reader().chart(
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
            let (chart, document) = (*chart, document.clone());
            let paper = device.ask(ask::ReadBlob { chart, document });
            assert!(paper.is_ok(), "a paper of ours: {paper:?}");
        }
        let log = device.ask(ask::Exports { from: 0 }).expect("exports");
        let rows = log
            .rows
            .iter()
            .map(|row| (&row.byline, &row.digest, row.checked));
        read.push(format!("{:?} {}", rows.collect::<Vec<_>>(), log.unreadable));
        let session = device.engine.session.as_ref().expect("open");
        assert!(
            session.confirmed.is_empty(),
            "nobody here confirmed anybody"
        );
        read
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
        let added = device.ask(ask::AddFile { into: None });
        let Added { entries: count, .. } = added.expect("added");
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
    summary.reports.retain(|row| row.trust != Trust::FirstSeen);
    summary.more_reports = 0;
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
    let holder = session.vault.holder();
    let go_on = &mut |_: u64, _: u64| ControlFlow::Continue(());
    block_on(bundle::read(file, holder, &Limits::default(), go_on)).ok()
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
