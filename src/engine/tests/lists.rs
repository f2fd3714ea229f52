//! The lists behind numbers: entries of an opened file, and what left this device.

use super::bundles::{export, open, words};
use super::*;
use crate::chart::kinds::ExportFor;
use crate::reading::view::EntryView;

/// Every row of a list, page by page, with the total each page tells.
fn arriving(device: &mut Device, which: Arriving, chart: Option<ChartId>) -> Vec<ArrivingEntry> {
    let mut rows: Vec<ArrivingEntry> = Vec::new();
    loop {
        let from = rows.len() as u32;
        let request = ask::ListArriving { which, chart, from };
        let page = device.ask(request).expect("list");
        let last = page.rows.is_empty();
        rows.extend(page.rows);
        if last {
            assert_eq!(page.total as usize, rows.len());
            return rows;
        }
    }
}

#[test]
fn every_number_of_a_preview_lists_what_it_counts() {
    let (mut here, mut there) = (Device::new(1), Device::new(2));
    here.make_vault();
    there.make_vault();
    let long = here.take_in("Testa", "Prima");
    let short = here.take_in("Testa", "Seconda");
    for n in 0..60 {
        here.note(long, &format!("note {n}"));
    }
    let file = export(&mut here, Scope::Charts, vec![long, short]);
    let preview = open(&mut there, &file).expect("opened");
    let new: u32 = preview.charts.iter().map(|chart| chart.new).sum();
    let all = arriving(&mut there, Arriving::New, None);
    assert_eq!(all.len() as u32, new);
    assert!(all.len() > 60, "more than a page");
    for chart in &preview.charts {
        let of_chart = arriving(&mut there, Arriving::New, Some(chart.person.chart));
        assert_eq!(of_chart.len() as u32, chart.new);
        let person = Some(&chart.person);
        assert!(of_chart.iter().all(|row| row.person.as_ref() == person));
    }
    let by_its_author = |row: &ArrivingEntry| match &row.entry {
        EntryView::Read {
            byline, statements, ..
        } => byline.author == "Prima Testa" && !statements.is_empty(),
        EntryView::Unreadable { .. } => false,
    };
    assert!(all.iter().all(by_its_author));
    assert!(arriving(&mut there, Arriving::Known, None).is_empty());
    let add = ask::AddFile { into: None };
    there.ask(add).expect("added");
    there.note(long, "written there");
    open(&mut there, &file).expect("opened again");
    assert!(arriving(&mut there, Arriving::New, None).is_empty());
    assert_eq!(
        arriving(&mut there, Arriving::Known, None).len() as u32,
        new
    );
}

#[test]
fn an_unreadable_entry_of_a_file_is_listed_with_its_reason() {
    let mut device = Device::new(1);
    device.make_vault();
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/must-fail/bundle");
    for name in ["entry-bad-signature", "entry-malformed"] {
        let file = std::fs::read(format!("{folder}/{name}.carnet.zip")).expect("the file");
        let request = ask::OpenFile {
            file,
            passphrase: Some(Passphrase("seven plain words that open this file".into())),
        };
        device.ask(request).expect("opened");
        let mut listed = arriving(&mut device, Arriving::Unreadable, None);
        listed.extend(arriving(&mut device, Arriving::Unplaced, None));
        assert_eq!(listed.len(), 1, "{name}");
        assert!(matches!(listed[0].entry, EntryView::Unreadable { .. }));
    }
}

#[test]
fn nothing_is_listed_of_a_file_that_was_put_away() {
    let mut device = Device::new(1);
    device.make_vault();
    let chart = device.take_in("Testa", "Prima");
    let file = export(&mut device, Scope::Charts, vec![chart]);
    open(&mut device, &file).expect("opened");
    let closed = device.ask(ask::CloseFile);
    closed.expect("done");
    let request = ask::ListArriving {
        which: Arriving::Known,
        chart: None,
        from: 0,
    };
    assert!(matches!(
        device.ask(request),
        Err(Failure::File(FileFailure::NothingOpen))
    ));
}

/// Makes a file and lets it leave the page.
fn send(device: &mut Device, charts: Vec<ChartId>, recipient: &str) -> Vec<u8> {
    let plan = ExportPlan {
        scope: Scope::Charts,
        charts,
        purpose: ExportFor::AnotherClinic,
        recipient: recipient.into(),
    };
    let made = device.ask(ask::Export {
        plan,
        passphrase: words(),
    });
    let file = made.expect("made");
    device.clock.forward(60_000);
    let leaves = ask::RecordExport(file.record);
    device.ask(leaves).expect("done");
    file.bytes
}

pub(super) fn exports(device: &mut Device) -> ExportLog {
    device.ask(ask::Exports { from: 0 }).expect("log")
}

#[test]
fn every_export_stands_in_the_log_and_says_whether_it_was_checked() {
    let mut device = Device::new(1);
    device.make_vault();
    assert_eq!(exports(&mut device).total, 0);
    let (one, other) = (
        device.take_in("Testa", "Prima"),
        device.take_in("Testa", "Seconda"),
    );
    let file = send(&mut device, vec![one], "Site Beta");
    send(&mut device, vec![one, other], "");
    let check = ask::CheckExport {
        file,
        passphrase: words(),
    };
    device.ask(check).expect("checked");
    device.restart();
    device.unlock().expect("opened");
    let log = exports(&mut device);
    assert_eq!((log.total, log.unreadable), (2, 0));
    let [newest, first] = log.rows.as_slice() else {
        panic!("two exports")
    };
    assert!(newest.byline.recorded > first.byline.recorded);
    assert_eq!(
        (first.recipient.as_str(), first.charts, newest.charts),
        ("Site Beta", 1, 2)
    );
    assert_eq!(first.people[0].given, "Prima");
    assert_eq!(first.byline.author, "Prima Testa");
    assert!(first.checked.is_some() && newest.checked.is_none());
    assert_ne!(first.digest, newest.digest);
}
