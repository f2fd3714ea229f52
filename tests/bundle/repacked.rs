//! A bundle that came back different: unpacked and packed again by any program, with what it adds. Every part is whole and
//! signed, so it is read.

use std::io::{Cursor, Write};

use carnet::transfer::bundle::{
    Limits, OpenedBundle, ReadError, find, looks_like_zip, put_together, what_is_left,
};
use std::sync::OnceLock;

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use crate::forge::Parts;
use crate::must_fail::open;
use crate::sample::Clinics;

fn bundle() -> Vec<u8> {
    static MADE: OnceLock<Vec<u8>> = OnceLock::new();
    let make = || {
        let clinics = Clinics::new();
        let written = clinics.write(&clinics.contents()).expect("a bundle");
        written.bytes
    };
    MADE.get_or_init(make).clone()
}

fn parts() -> Parts {
    Parts::of(&bundle())
}

fn renamed(rename: impl Fn(&str) -> String) -> Parts {
    let named = parts().0.into_iter();
    Parts(named.map(|(name, bytes)| (rename(&name), bytes)).collect())
}

fn with(mut parts: Parts, added: &[(&str, &[u8])]) -> Parts {
    let added = added
        .iter()
        .map(|(name, bytes)| (name.to_string(), bytes.to_vec()));
    parts.0.extend(added);
    parts
}

fn within(name: &str, inner: Vec<u8>) -> Parts {
    Parts(vec![(name.to_owned(), inner)])
}

fn backwards() -> Parts {
    let mut parts = parts();
    parts.0.reverse();
    parts
}

/// With directory entries, as most programs write them.
fn with_folders(around: &str) -> Vec<u8> {
    let deflated = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for folder in [
        around,
        &format!("{around}record/"),
        &format!("{around}att/"),
    ] {
        if !folder.is_empty() {
            zip.add_directory(folder, deflated).expect("in memory");
        }
    }
    for (name, bytes) in parts().0 {
        zip.start_file(format!("{around}{name}"), deflated)
            .expect("in memory");
        zip.write_all(&bytes).expect("in memory");
    }
    zip.set_comment("packed by hand").expect("a short comment");
    zip.finish().expect("in memory").into_inner()
}

/// Sizes behind the bytes instead of before them, as a program writes that does not go back.
fn streamed() -> Vec<u8> {
    let deflated = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    let mut zip = ZipWriter::new_stream(Vec::new());
    for (name, bytes) in parts().0 {
        zip.start_file(name, deflated).expect("in memory");
        zip.write_all(&bytes).expect("in memory");
    }
    zip.finish().expect("in memory").into_inner()
}

fn large() -> Vec<u8> {
    let large = SimpleFileOptions::default().large_file(true);
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts().0 {
        zip.start_file(name, large).expect("in memory");
        zip.write_all(&bytes).expect("in memory");
    }
    zip.finish().expect("in memory").into_inner()
}

fn joined(before: &[u8], bytes: Vec<u8>, after: &[u8]) -> Vec<u8> {
    [before, &bytes, after].concat()
}

const MAC: [(&str, &[u8]); 4] = [
    ("__MACOSX/._manifest.json", b"\0\x05\x16\x07"),
    ("__MACOSX/._key.jwe", b"\0\x05\x16\x07"),
    ("__MACOSX/record/._entries-1.jwe", b"\0\x05\x16\x07"),
    (".DS_Store", b"\0\0\0\x01Bud1"),
];
const WINDOWS: [(&str, &[u8]); 2] = [
    ("Thumbs.db", b"\xd0\xcf"),
    ("mine/desktop.ini", b"[.ShellClassInfo]"),
];

/// Every way a file came back, and its name.
fn ways() -> Vec<(&'static str, Vec<u8>)> {
    let folder = |name: &str| format!("2026-11-21-4F4F4F4F.carnet/{name}");
    vec![
        ("stored", parts().zip()),
        ("deflated", parts().zip_with(CompressionMethod::Deflated)),
        ("in another order", backwards().zip()),
        ("with folders", with_folders("")),
        ("in a folder, with folders", with_folders("mine/")),
        ("in a folder", renamed(folder).zip()),
        ("in folders", renamed(|name| format!("a/b/c/{name}")).zip()),
        (
            "in a folder with an accent",
            renamed(|name| format!("été/{name}")).zip(),
        ),
        ("from here", renamed(|name| format!("./{name}")).zip()),
        (
            "with backslashes",
            renamed(|name| name.replace('/', "\\")).zip(),
        ),
        ("in capitals", renamed(str::to_uppercase).zip()),
        (
            "flat",
            renamed(|name| name.rsplit('/').next().unwrap_or(name).to_owned()).zip(),
        ),
        (
            "parts that a browser numbered",
            renamed(|name| match name {
                "record/entries-1.jwe" => "record/entries-1 (1).jwe".into(),
                other => other.into(),
            })
            .zip(),
        ),
        ("with a Mac's additions", with(parts(), &MAC).zip()),
        ("with Windows' additions", with(parts(), &WINDOWS).zip()),
        (
            "with other papers",
            with(renamed(folder), &[("letter.pdf", b"%PDF-1.4")]).zip(),
        ),
        ("without README", {
            let mut parts = parts();
            parts.remove("README.txt");
            parts.zip()
        }),
        ("sizes behind", streamed()),
        ("zip64", large()),
        ("something before", joined(b"a greeting\r\n", bundle(), b"")),
        ("a span mark before", joined(b"PK00", bundle(), b"")),
        ("a line after", joined(b"", bundle(), b"\r\n")),
        ("padded to a block", joined(b"", bundle(), &[0; 512])),
        (
            "zipped once more",
            within("2026-11-21-4F4F4F4F.carnet.zip", bundle()).zip(),
        ),
        (
            "zipped twice more",
            within("b.ZIP", within("mail/a.zip", bundle()).zip()).zip(),
        ),
        (
            "zipped with a letter",
            with(within("a.zip", bundle()), &[("letter.txt", b"Dear")]).zip(),
        ),
        (
            "zipped with another ZIP",
            with(
                within("a.zip", bundle()),
                &[("b.zip", &within("x.txt", b"x".to_vec()).zip())],
            )
            .zip(),
        ),
        (
            "zipped with a broken ZIP",
            with(within("a.zip", bundle()), &[("b.zip", b"PK\x03\x04")]).zip(),
        ),
    ]
}

fn assert_is_the_sample(opened: &OpenedBundle, way: &str) {
    assert_eq!((opened.entries(), opened.unreadable()), (5, 0), "{way}");
    assert_eq!((opened.charts.len(), opened.lost.len()), (2, 0), "{way}");
}

#[test]
fn however_it_came_back_it_is_read() {
    for (way, bytes) in ways() {
        assert!(looks_like_zip(&bytes), "{way}");
        assert_eq!(find(&bytes, &Limits::default()), Ok(()), "{way}");
        let opened = open(&bytes).unwrap_or_else(|error| panic!("{way}: {error}"));
        assert_is_the_sample(&opened, way);
    }
}

#[test]
fn what_is_refused_is_refused_with_its_reason_before_the_passphrase() {
    let two = {
        let mut two = renamed(|name| format!("a/{name}"));
        two.0.extend(renamed(|name| format!("b/{name}")).0);
        two.zip()
    };
    let two_zips = with(within("a.zip", bundle()), &[("b.zip", &bundle())]).zip();
    let cases = [
        ("two bundles", two, ReadError::Several),
        ("two ZIPs of bundles", two_zips, ReadError::Several),
        (
            "nothing of ours",
            within("a.txt", b"a".to_vec()).zip(),
            ReadError::Foreign,
        ),
        ("an empty ZIP", Parts(Vec::new()).zip(), ReadError::Foreign),
        (
            "a ZIP in which a ZIP is cut off",
            within("a.zip", bundle()[..900].to_vec()).zip(),
            ReadError::Truncated,
        ),
        ("cut off", bundle()[..900].to_vec(), ReadError::Truncated),
    ];
    for (way, bytes, why) in cases {
        assert_eq!(find(&bytes, &Limits::default()), Err(why.clone()), "{way}");
        assert_eq!(open(&bytes).err(), Some(why), "{way}");
    }
}

/// A hash that is looked for is looked for once, however many parts are listed and however many files are packed.
#[test]
fn a_part_that_is_nowhere_is_named() {
    let mut parts = renamed(|name| name.rsplit('/').next().unwrap_or(name).to_owned());
    parts.remove("entries-1.jwe");
    let lacking = ReadError::Changed("record/entries-1.jwe".into());
    assert_eq!(open(&parts.zip()).err(), Some(lacking));
}

#[test]
fn parts_chosen_together_are_put_together() {
    let chosen = |but: &[&str]| {
        let mut parts = backwards();
        parts.0.retain(|(name, _)| !but.contains(&name.as_str()));
        parts
            .0
            .into_iter()
            .map(|(_, bytes)| bytes)
            .collect::<Vec<_>>()
    };
    let whole = put_together(&chosen(&[])).expect("a list and its keys");
    assert_is_the_sample(&open(&whole).expect("opens"), "loose");
    let mut twice = chosen(&[]);
    twice.extend(chosen(&[]));
    let twice = put_together(&twice).expect("the same parts twice");
    assert_is_the_sample(&open(&twice).expect("opens"), "loose, twice");
    let lacking = put_together(&chosen(&["att/1.jwe"])).expect("a list and its keys");
    assert_eq!(
        open(&lacking).err(),
        Some(ReadError::Changed("att/1.jwe".into()))
    );
    assert_eq!(put_together(&chosen(&["key.jwe"])), None);
    assert_eq!(put_together(&chosen(&["manifest.json"])), None);
}

#[test]
fn how_much_is_left_is_said_where_it_is_known() {
    let whole = bundle();
    assert_eq!(what_is_left(&whole), None);
    assert_eq!(what_is_left(&whole[..600]), None);
    let mut last = 0;
    for at in (2000..whole.len()).step_by(500) {
        let Some((here, of)) = what_is_left(&whole[..at]) else {
            continue;
        };
        assert!(last <= here && here < of, "{at}: {here} of {of}");
        last = here;
    }
    assert!(last > 0);
    let folder = with_folders("mine/");
    assert!(what_is_left(&folder[..folder.len() * 2 / 3]).is_some());
}
