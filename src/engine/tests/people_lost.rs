//! A user's row lost in both copies: what they signed keeps its effect, and unlocking says who cannot come back.

use super::bundles::{add, export};
use super::*;
use crate::base::UserId;
use crate::reading::view::{EntryView, Known, Trust};
use crate::store::{Durability, Key, MetaName, Store as _, Twin, Write};
use crate::vault::AssociatedData;

const SECOND: &str = "another long passphrase";

/// A medicine that the second person stopped. Gives both users.
fn stopped_by_a_colleague() -> (Device, ChartId, [UserId; 2]) {
    let mut device = Device::new(1);
    device.make_vault();
    let chart = device.take_in("Testa", "Prima");
    let mut under = UnderProblem::new(ProblemChoice::Unlinked);
    under.medicines.push(MedicineDraft {
        name: "Warfarin".into(),
        ..MedicineDraft::default()
    });
    device.note_of(chart, under);
    let first = session(&device).vault.me();
    let plan = PersonPlan {
        name: "Secundus Testa".into(),
        role: "doctor".into(),
        passphrase: SECOND.into(),
    };
    device.ask(ask::PreparePerson(plan)).expect("prepared");
    device.ask(ask::AddPerson).expect("added");
    let switch = ask::Switch {
        passphrase: SECOND.into(),
    };
    device.ask(switch).expect("switched");
    let second = session(&device).vault.me();
    let medicine = medicines(&mut device, chart)[0].0;
    let stop = StopForm {
        medicine,
        reason: "bleeding".into(),
    };
    act(&mut device, chart, stop).expect("stopped");
    assert!(is_stopped(&mut device, chart));
    (device, chart, [first, second])
}

fn session(device: &Device) -> &crate::engine::session::Session {
    device.engine.session.as_deref().expect("open")
}

fn medicines(
    device: &mut Device,
    chart: ChartId,
) -> Vec<(crate::chart::statement::StatementId, bool)> {
    match device.chart(chart).summary.medicines {
        Known::Facts(rows) => rows
            .into_iter()
            .map(|row| (row.id, row.stopped.is_some()))
            .collect(),
        other => panic!("{other:?}"),
    }
}

fn is_stopped(device: &mut Device, chart: ChartId) -> bool {
    medicines(device, chart)[0].1
}

/// Both copies, cut short or gone.
fn lose(device: &Device, user: UserId, gone: bool) {
    for twin in Twin::BOTH {
        let key = Key::Meta(MetaName::User(user), twin);
        let lost = if gone {
            device.disk.remove(&key)
        } else {
            device.disk.damage(&key, |bytes| bytes.truncate(3))
        };
        assert!(lost);
    }
}

/// The settings row as builds before this one wrote it: without the people.
fn forget_as_earlier_builds(device: &mut Device) {
    let (plain, damage) = {
        let installation = &session(device).installation;
        (
            postcard::to_allocvec(installation).expect("written"),
            installation.damage.clone(),
        )
    };
    let plain = postcard::to_extend(&damage, plain).expect("written");
    let engine = &mut device.engine;
    let session = engine.session.as_deref_mut().expect("open");
    let sealed = session
        .vault
        .seal(&AssociatedData::Settings, &plain, &mut Seeded(77))
        .expect("sealed");
    let rows =
        Twin::BOTH.map(|twin| Write::Put(Key::Meta(MetaName::Settings, twin), sealed.clone()));
    block_on(engine.store.commit(rows.into(), Durability::Strict)).expect("stored");
}

fn unlock_second(device: &mut Device) -> Session {
    let opener = Opener::Passphrase(SECOND.into());
    device.ask(ask::Unlock(opener)).expect("opened")
}

#[test]
fn what_someone_signed_whose_row_is_lost_keeps_its_effect_and_unlocking_says_who_it_was() {
    for gone in [false, true] {
        let (mut device, chart, [_, second]) = stopped_by_a_colleague();
        lose(&device, second, gone);
        device.restart();
        let session = device.unlock().expect("opened by the other");
        assert_eq!(session.people_lost.names, ["Secundus Testa"]);
        assert_eq!((session.people, session.people_lost.unknown), (1, 0));
        assert!(is_stopped(&mut device, chart), "gone: {gone}");
        // Nothing of it is forgotten on the way.
        device.restart();
        device.unlock().expect("opened again");
        assert!(is_stopped(&mut device, chart));
    }
}

#[test]
fn the_first_persons_row_is_lost_and_the_second_reads_as_before() {
    let (mut device, chart, [first, _]) = stopped_by_a_colleague();
    forget_as_earlier_builds(&mut device);
    lose(&device, first, false);
    device.restart();
    let session = unlock_second(&mut device);
    assert_eq!(session.people_lost.names, ["Prima Testa"]);
    assert!(is_stopped(&mut device, chart));
    let page = device.history(chart);
    let mut bylines = page.groups.iter().flat_map(|group| &group.entries);
    assert!(bylines.all(
        |view| matches!(view, EntryView::Read { byline, .. } if byline.trust == Trust::Ours
            && !byline.not_authorised)
    ));
}

#[test]
fn whoever_is_added_again_is_not_called_lost() {
    let (mut device, chart, [_, second]) = stopped_by_a_colleague();
    lose(&device, second, true);
    device.restart();
    device.unlock().expect("opened by the other");
    let plan = PersonPlan {
        name: "Secundus Testa".into(),
        role: "doctor".into(),
        passphrase: "a third long passphrase".into(),
    };
    device.ask(ask::PreparePerson(plan)).expect("prepared");
    device.ask(ask::AddPerson).expect("added");
    device.restart();
    let session = device.unlock().expect("opened");
    assert_eq!(session.people_lost, PeopleLost::default());
    assert!(is_stopped(&mut device, chart));
}

#[test]
fn a_vault_of_before_says_that_it_does_not_know_who_is_lost_and_a_copy_brings_them_back() {
    let (mut device, chart, [_, second]) = stopped_by_a_colleague();
    let copy = export(&mut device, Scope::WholeVault, Vec::new());
    forget_as_earlier_builds(&mut device);
    lose(&device, second, false);
    device.restart();
    let session = device.unlock().expect("opened by the other");
    assert_eq!(session.people_lost.unknown, 1);
    assert!(session.people_lost.names.is_empty());
    assert!(
        !is_stopped(&mut device, chart),
        "nobody knows who stopped it"
    );
    add(&mut device, &copy);
    assert!(is_stopped(&mut device, chart), "the copy says who it was");
    device.restart();
    device.unlock().expect("opened");
    assert!(is_stopped(&mut device, chart));
}

#[test]
fn a_vault_of_before_keeps_its_people_a_second_time_once_it_was_opened() {
    let (mut device, chart, [_, second]) = stopped_by_a_colleague();
    forget_as_earlier_builds(&mut device);
    device.restart();
    let session = device.unlock().expect("opened");
    assert_eq!(session.people_lost, PeopleLost::default());
    lose(&device, second, true);
    device.restart();
    device.unlock().expect("opened");
    assert!(is_stopped(&mut device, chart));
}
