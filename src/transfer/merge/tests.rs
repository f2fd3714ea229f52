use proptest::prelude::*;

use super::*;
use crate::base::{Compartment, FeedId};
use crate::chart::statement::Statement;
use crate::chart::testing::{CHART, Writer};
use crate::chart::when::When;

fn log_of(entries: &[Rc<Entry>]) -> Log {
    let mut log = Log::new(CHART);
    for entry in entries {
        log.join(Rc::clone(entry)).expect("one chart");
    }
    log
}

/// `one` with the entries of `other` added.
fn merged(one: &Log, other: &Log) -> Log {
    let plan = plan(other, Some(one));
    let mut log = one.clone();
    assert_eq!(apply(&plan, &mut log), Ok(plan.new.len()));
    assert_eq!(log.digest(), plan.digest);
    log
}

fn ids(log: &Log) -> Vec<EntryId> {
    log.ordered().iter().map(|entry| entry.id()).collect()
}

/// Three devices that wrote on one chart, at times having imported what another had.
fn three_devices(moves: &[(u8, u8)]) -> [Writer; 3] {
    let mut writers = [Writer::new(1), Writer::new(2), Writer::new(3)];
    for (writer, seen) in moves {
        let from = writers[usize::from(seen % 3)].log.clone();
        let writer = &mut writers[usize::from(writer % 3)];
        for entry in from.iter() {
            writer.receive(entry);
        }
        writer.write("words");
    }
    writers
}

fn moves() -> impl Strategy<Value = Vec<(u8, u8)>> {
    prop::collection::vec((any::<u8>(), any::<u8>()), 0..10)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn whichever_imports_first_both_reach_the_same_chart(moves in moves()) {
        let [a, b, _] = three_devices(&moves).map(|writer| writer.log);
        let (here, there) = (merged(&a, &b), merged(&b, &a));
        prop_assert_eq!(ids(&here), ids(&there));
        prop_assert_eq!(here.digest(), there.digest());
        prop_assert!(here.defects().is_empty());
    }

    #[test]
    fn the_way_files_travel_does_not_matter(moves in moves()) {
        let [a, b, c] = three_devices(&moves).map(|writer| writer.log);
        let (left, right) = (merged(&merged(&a, &b), &c), merged(&a, &merged(&b, &c)));
        prop_assert_eq!(ids(&left), ids(&right));
        prop_assert_eq!(left.digest(), right.digest());
    }

    #[test]
    fn the_same_file_twice_adds_nothing(moves in moves()) {
        let [a, b, _] = three_devices(&moves).map(|writer| writer.log);
        let once = merged(&a, &b);
        let again = plan(&b, Some(&once));
        prop_assert!(again.new.is_empty());
        prop_assert_eq!(again.known, b.len());
        prop_assert_eq!(again.digest, once.digest());
        prop_assert!(again.conflicting.is_empty());
    }

    #[test]
    fn a_plan_counts_every_entry_and_loses_none(moves in moves()) {
        let [a, b, _] = three_devices(&moves).map(|writer| writer.log);
        let plan = plan(&b, Some(&a));
        prop_assert_eq!(plan.new.len() + plan.known, b.len());
        let union = merged(&a, &b);
        prop_assert!(a.iter().chain(b.iter()).all(|entry| union.contains(&entry.id())));
        prop_assert_eq!(union.len(), a.len() + plan.new.len());
    }
}

#[test]
fn a_chart_not_here_is_all_new() {
    let mut writer = Writer::new(1);
    writer.write("first");
    let plan = plan(&writer.log, None);
    assert!(!plan.already_here);
    assert_eq!((plan.new.len(), plan.known), (1, 0));
    assert_eq!(plan.digest, writer.log.digest());
}

#[test]
fn charts_of_different_ids_never_join() {
    let mut writer = Writer::new(1);
    writer.write("words");
    let other = Log::new(ChartId([0xee; 16]));
    let plan = plan(&writer.log, Some(&other));
    assert!(!plan.already_here);
    let mut other = other;
    assert_eq!(apply(&plan, &mut other), Err(JoinError::OtherChart));
    assert!(other.is_empty());
}

#[test]
fn a_copied_profile_that_wrote_on_conflicts_and_both_branches_stay() {
    let mut here = Writer::new(1);
    here.write("before");
    let mut copy = here.clone();
    here.write("here");
    let branch = copy.write("there");
    let after = copy.write("there, later");
    let plan = plan(&copy.log, Some(&here.log));
    assert_eq!(plan.new.len(), 2);
    assert_eq!(plan.conflicting, BTreeSet::from([branch.id()]));
    let both = merged(&here.log, &copy.log);
    assert!(both.contains(&branch.id()) && both.contains(&after.id()));
    assert_eq!(both.digest(), merged(&copy.log, &here.log).digest());
}

#[test]
fn a_number_that_does_not_follow_conflicts() {
    let mut writer = Writer::new(1);
    let first = writer.write("first");
    let mut second = writer.write("second").header().clone();
    second.sequence = 7;
    let section = crate::chart::kinds::Section {
        part: crate::chart::kinds::Part::Plan,
        text: "skips".into(),
    };
    let statement = Statement::new(When::Moment(second.recorded), Fact::Section(section));
    let skips = Entry::sign(second, vec![statement], &writer.signer).expect("an entry");
    let (here, arriving) = (log_of(&[first]), log_of(&[Rc::new(skips.clone())]));
    let plan = plan(&arriving, Some(&here));
    assert_eq!(plan.conflicting, BTreeSet::from([skips.id()]));
}

#[test]
fn naming_anothers_feed_neither_joins_it_nor_keeps_its_entries_out() {
    let mut honest = Writer::new(1);
    let entry = honest.write("words");
    let liar = Writer::new(2);
    let mut header = entry.header().clone();
    header.feed = FeedId(entry.header().feed.0);
    let statements = entry.known().map(|(_, s)| s.clone()).collect();
    let stolen = Entry::sign(header, statements, &liar.signer).expect("an entry");
    let squatted = log_of(&[Rc::new(stolen)]);
    let plan = plan(&honest.log, Some(&squatted));
    assert!(plan.refused.is_empty() && plan.conflicting.is_empty());
    assert_eq!(plan.new.len(), 1);
    assert_eq!(plan.digest, merged(&honest.log, &squatted).digest());
    let next = honest.log.position(
        Compartment::CLINICAL,
        honest.author(),
        honest.installation(),
    );
    let both = merged(&squatted, &honest.log);
    let still = both.position(
        Compartment::CLINICAL,
        honest.author(),
        honest.installation(),
    );
    assert_eq!(still, next);
    assert!(both.defects().is_empty());
}

#[test]
fn two_devices_with_one_prefix_are_noticed() {
    let numbered = |seed: u8, number: &str| {
        let number = Fact::Demographic(Demographic::ChartNumber(number.into()));
        let mut writer = Writer::new(seed);
        let statement = Statement::new(When::Moment(writer.now), number);
        writer.write_all(Compartment::IDENTITY, vec![statement])
    };
    let one = numbered(1, "K7QM2-0001-A");
    let other = numbered(2, "K7QM2-0009-B");
    let third = numbered(3, "ZZZZ2-0001-C");
    let mut prefixes = Prefixes::of([&one, &third].into_iter());
    assert_eq!(prefixes.shared().count(), 0);
    prefixes.note(&other);
    let shared: Vec<_> = prefixes.shared().collect();
    let both = BTreeSet::from([InstallationId([1; 16]), InstallationId([2; 16])]);
    assert_eq!(shared, [(&Prefix("K7QM2".into()), &both)]);

    // A device that gave no number yet has its beginning all the same.
    let mut prefixes = Prefixes::of([&one].into_iter());
    prefixes.given_by(Prefix("K7QM2".into()), InstallationId([1; 16]));
    assert_eq!(prefixes.shared().count(), 0);
    prefixes.given_by(Prefix("K7QM2".into()), InstallationId([2; 16]));
    assert_eq!(prefixes.shared().count(), 1);
}
