//! What a stranger's bundle may do: add what they say beside what stands, and nothing else.

use super::bundles::{add, open};
use super::mallory::{Mallory, text};
use super::*;

fn says(device: &mut Device, chart: ChartId, words: &str) -> bool {
    format!("{:?}", device.history(chart)).contains(words)
}

#[test]
fn what_a_stranger_says_is_shown_before_it_is_added_and_stands_after() {
    let mut device = Device::new(1);
    device.make_vault();
    let chart = device.take_in("Testa", "Prima");
    let file = Mallory::new(9).says(chart, vec![text("planted words")]);
    let preview = open(&mut device, &file).expect("opened");
    assert_eq!(preview.charts[0].new, 1);
    assert_eq!(add(&mut device, &file), 1);
    assert!(says(&mut device, chart, "planted words"));
}
