//! The charts are verified one at a time while nobody asks for anything.

use super::whole::{check_now, flip};
use super::*;
use crate::base::Compartment;
use crate::store::Key;

fn next(device: &mut Device, open: Option<ChartId>) -> (u32, bool) {
    {
        let CheckedNext { found, left } = device.ask(ask::CheckNext(open)).expect("checked");
        (found, left)
    }
}

/// What every chart that waits is found to lack, one after the other.
fn rest_of_round(device: &mut Device, open: Option<ChartId>) -> Vec<u32> {
    let mut each = Vec::new();
    loop {
        match next(device, open) {
            (found, true) => each.push(found),
            (0, false) => return each,
            end => panic!("{end:?}"),
        }
    }
}

fn storage(device: &mut Device) -> StorageUse {
    device.ask(ask::Storage).expect("storage")
}

fn with_three_charts() -> (Device, Vec<ChartId>) {
    let mut device = Device::new(1);
    device.make_vault();
    let charts = ["Prima", "Altera", "Tertia"].map(|given| device.take_in("Testa", given));
    (device, charts.into())
}

#[test]
fn every_chart_is_verified_once_after_opening_and_the_open_one_first() {
    let (mut device, charts) = with_three_charts();
    for chart in &charts {
        flip(&device, Key::Log(Compartment::IDENTITY, *chart, 0));
    }
    device.restart();
    device.unlock().expect("opened");
    let open = *charts.iter().max().expect("three");
    let (found, left) = next(&mut device, Some(open));
    assert!(found > 0 && left);
    let others = rest_of_round(&mut device, Some(open));
    assert_eq!(others.iter().filter(|found| **found > 0).count(), 2);
    assert_eq!(next(&mut device, Some(open)), (0, false));
    let late = device.take_in("Testa", "Quarta");
    assert!(next(&mut device, Some(late)).0 == 0, "signed just now");
}

#[test]
fn damage_is_told_once_and_leaves_the_date_of_the_last_check() {
    let (mut device, charts) = with_three_charts();
    check_now(&mut device);
    let checked = storage(&mut device).last_check;
    assert_eq!(rest_of_round(&mut device, None).iter().sum::<u32>(), 0);
    assert_eq!(storage(&mut device).found_since, 0);

    flip(&device, Key::Log(Compartment::IDENTITY, charts[1], 0));
    device.restart();
    device.unlock().expect("opened");
    let found: u32 = rest_of_round(&mut device, None).iter().sum();
    assert!(found > 0);
    let used = storage(&mut device);
    assert_eq!((used.found_since, used.last_check), (found, checked));

    device.restart();
    device.unlock().expect("opened");
    assert_eq!(
        rest_of_round(&mut device, None).iter().sum::<u32>(),
        0,
        "known"
    );
    assert_eq!(storage(&mut device).found_since, found);
    assert_eq!(check_now(&mut device).0, found);
    let used = storage(&mut device);
    assert_eq!(
        (used.found_since, used.last_check.map(|(_, n)| n)),
        (0, Some(found))
    );
}

#[test]
fn nothing_is_verified_while_the_page_is_covered_or_locked() {
    let (mut device, _) = with_three_charts();
    for code in [Some("123456".to_owned()), None] {
        device.ask(ask::Cover { code }).expect("covered");
    }
    let covered = device.ask(ask::CheckNext(None));
    assert_eq!(covered.err(), Some(Failure::Covered));
    device.restart();
    let locked = device.ask(ask::CheckNext(None));
    assert_eq!(locked.err(), Some(Failure::Locked));
}
