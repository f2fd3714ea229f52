//! Two charts here that turn out to be one person's: linked from either, taken apart again, never joined.

use super::*;

fn linked(device: &mut Device, chart: ChartId) -> Vec<ChartId> {
    device.chart(chart).banner.linked
}

fn link(
    device: &mut Device,
    chart: ChartId,
    other: ChartId,
    same: bool,
) -> Result<EntryId, Failure> {
    act(device, chart, LinkForm { other, same })
}

#[test]
fn a_link_is_seen_from_both_charts_and_joins_nothing() {
    let mut device = Device::new(501);
    device.make_vault();
    let first = device.take_in("Testa", "Prima");
    let again = device.take_in("Testa", "Primma");
    device.note(first, "a cough");
    link(&mut device, again, first, true).unwrap();

    assert_eq!(linked(&mut device, again), [first]);
    assert_eq!(linked(&mut device, first), [again]);
    let entries = |device: &mut Device, chart| device.chart(chart).banner.entries;
    assert_eq!(
        entries(&mut device, first),
        entries(&mut device, again) + 1,
        "the note stays where it was written"
    );
    let mut found = device.search("Testa");
    found.sort();
    let mut both = [first, again];
    both.sort();
    assert_eq!(found, both);
}

#[test]
fn a_link_is_one_act_and_outlives_a_restart() {
    let mut device = Device::new(502);
    device.make_vault();
    let first = device.take_in("Testa", "Prima");
    let again = device.take_in("Testa", "Primma");
    link(&mut device, again, first, true).unwrap();
    device.restart();
    device.unlock().unwrap();
    assert_eq!(linked(&mut device, first), [again]);

    // From the other side, and it holds on both.
    link(&mut device, first, again, false).unwrap();
    assert_eq!(linked(&mut device, first), []);
    assert_eq!(linked(&mut device, again), []);
}

#[test]
fn a_chart_is_not_linked_to_itself() {
    let mut device = Device::new(503);
    device.make_vault();
    let chart = device.take_in("Testa", "Prima");
    let digest = device.chart(chart).banner.digest;
    let refused = link(&mut device, chart, chart, true);
    assert_eq!(refused, Err(WriteFailure::NoStatement.into()));
    assert_eq!(device.chart(chart).banner.digest, digest);
}

#[test]
fn a_chart_that_is_not_here_can_be_named() {
    let mut device = Device::new(504);
    device.make_vault();
    let chart = device.take_in("Testa", "Prima");
    let elsewhere = ChartId([7; 16]);
    link(&mut device, chart, elsewhere, true).unwrap();
    assert_eq!(linked(&mut device, chart), [elsewhere]);
}
