//! Papers filed in a chart: kept whole and read back; nothing is no paper.

use super::*;
use crate::chart::kinds::Document;

#[test]
fn an_empty_file_is_no_paper() {
    let mut device = Device::new(1);
    device.make_vault();
    let chart = device.take_in("Testa", "Prima");
    let keep = ask::KeepBlob {
        chart: Some(chart),
        title: "A paper".into(),
        media_type: "text/plain".into(),
        bytes: Vec::new(),
    };
    let refused = device.ask(keep);
    assert!(matches!(refused, Err(Failure::File(FileFailure::Empty))));
}

#[test]
fn a_paper_is_kept_whole_and_read_back() {
    let mut device = Device::new(1);
    device.make_vault();
    let chart = device.take_in("Testa", "Prima");
    let bytes: Vec<u8> = (0..3_000_000u32).map(|n| (n * 7) as u8).collect();
    let keep = ask::KeepBlob {
        chart: Some(chart),
        title: "A paper".into(),
        media_type: "application/pdf".into(),
        bytes: bytes.clone(),
    };
    let document = device.ask(keep).expect("kept");
    assert_eq!(document.chunks, 3);
    act(&mut device, chart, filing(document.clone())).expect("filed");
    device.restart();
    device.unlock().expect("opened");
    let ask = |document: Document| ask::ReadBlob { chart, document };
    let read = device.ask(ask(document.clone())).expect("read");
    assert!(read == bytes);
    let other_bytes = Document {
        digest: crate::base::Digest([7; 32]),
        ..document.clone()
    };
    let shorter = Document {
        bytes: document.bytes - 1,
        ..document
    };
    for signed in [other_bytes, shorter] {
        let refused = device.ask(ask(signed));
        let why = crate::reading::view::Unreadable::NotAsSigned;
        assert_eq!(refused.err(), Some(Failure::Unreadable(why)));
    }
}

/// Browsers name the type of few files, and take its ending for the rest.
#[test]
fn a_paper_is_kept_with_the_type_of_its_bytes() {
    let mut device = Device::new(1);
    device.make_vault();
    let chart = device.take_in("Testa", "Prima");
    let mut kept = |said: &str, bytes: &[u8]| {
        let keep = ask::KeepBlob {
            chart: Some(chart),
            title: "A paper".into(),
            media_type: said.into(),
            bytes: bytes.to_vec(),
        };
        {
            let document = device.ask(keep).expect("kept");
            document.media_type
        }
    };
    assert_eq!(kept("", b"%PDF-1.7\n..."), "application/pdf");
    assert_eq!(
        kept("application/octet-stream", b"%PDF-1.4\n"),
        "application/pdf"
    );
    assert_eq!(kept("", "Seen on Monday.".as_bytes()), "text/plain");
    assert_eq!(kept("application/pdf", b"no such thing"), "text/plain");
}
