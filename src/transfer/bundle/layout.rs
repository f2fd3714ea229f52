//! Where in a ZIP a bundle lies. People unpack files and pack them again: in a folder, in another order, with what their
//! computer adds. Every part is whole and signed, so its place says nothing and only its name and its hash count.

use std::collections::BTreeMap;

use super::error::ReadError;
use super::{KEY, MANIFEST};

/// An entry of a ZIP: its steps from the top, and its number in the archive.
pub(super) struct ZipEntry {
    pub steps: Vec<String>,
    pub index: usize,
}

/// Numbers in the archive, by the names the parts have under the folder that holds the manifest.
pub(super) type Parts = BTreeMap<String, usize>;

pub(super) enum Layout {
    Bundle(Parts),
    /// A list without keys, or keys without a list: no bundle, but perhaps what is left of one.
    Half(Parts),
    Several,
    Nothing,
}

/// The steps of a name, as any program writes them: `\` parts steps too, `.` and empty steps lead nowhere.
///
/// # Errors
/// A name that leads outside: up, from a root, or to a drive.
pub(super) fn steps(name: &[u8]) -> Result<Vec<String>, ReadError> {
    let text = String::from_utf8_lossy(name);
    let outside = || ReadError::BadPath(text.clone().into_owned());
    let drive = text.as_bytes().get(1) == Some(&b':');
    let rooted = text.starts_with(['/', '\\']);
    if text.is_empty() || drive || rooted || text.chars().any(char::is_control) {
        return Err(outside());
    }
    let steps = text.split(['/', '\\']);
    let steps: Vec<String> = steps
        .filter(|step| !matches!(*step, "" | "."))
        .map(str::to_owned)
        .collect();
    if steps.iter().any(|step| step == "..") {
        return Err(outside());
    }
    Ok(steps)
}

impl ZipEntry {
    pub fn is(&self, name: &str) -> bool {
        let last = self.steps.last();
        last.is_some_and(|last| last.eq_ignore_ascii_case(name))
    }

    pub fn is_zip(&self) -> bool {
        let last = self.steps.last();
        last.is_some_and(|last| last.to_ascii_lowercase().ends_with(".zip"))
    }

    fn folder(&self) -> &[String] {
        let (_, folder) = self.steps.split_last().unwrap_or((&EMPTY, &[]));
        folder
    }

    /// What a computer adds by itself when it packs a folder.
    pub fn is_addition(&self) -> bool {
        const ADDED: [&str; 5] = [
            "__MACOSX",
            ".DS_Store",
            "Thumbs.db",
            "desktop.ini",
            ".directory",
        ];
        self.steps.iter().any(|step| {
            step.starts_with("._") || ADDED.iter().any(|added| step.eq_ignore_ascii_case(added))
        })
    }
}

static EMPTY: String = String::new();

/// The folder with a list of parts and their keys.
///
/// # Errors
/// Two parts of one name in it.
pub(super) fn find(all: &[ZipEntry]) -> Result<Layout, ReadError> {
    let folders = |name| {
        let named = all.iter().filter(move |one| one.is(name));
        named.map(ZipEntry::folder)
    };
    let mut halves: Vec<&[String]> = folders(MANIFEST).chain(folders(KEY)).collect();
    halves.sort_unstable();
    halves.dedup();
    let keyed: Vec<&[String]> = folders(KEY).collect();
    let listed: Vec<&[String]> = folders(MANIFEST).collect();
    let mut whole = halves.clone();
    whole.retain(|folder| keyed.contains(folder) && listed.contains(folder));
    match (&whole[..], &halves[..]) {
        ([one], _) => Ok(Layout::Bundle(parts(all, one)?)),
        ([], [one]) => Ok(Layout::Half(parts(all, one)?)),
        ([], _) => Ok(Layout::Nothing),
        _ => Ok(Layout::Several),
    }
}

fn parts(all: &[ZipEntry], folder: &[String]) -> Result<Parts, ReadError> {
    let mut parts = Parts::new();
    for one in all {
        let Some(steps) = one.steps.strip_prefix(folder) else {
            continue;
        };
        let mut name = steps.join("/");
        for ours in [MANIFEST, KEY] {
            if name.eq_ignore_ascii_case(ours) {
                name = ours.to_owned();
            }
        }
        if !name.is_empty() && parts.insert(name, one.index).is_some() {
            return Err(ReadError::TwiceNamed);
        }
    }
    Ok(parts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_as_any_program_writes_them() {
        for (name, plain) in [
            ("manifest.json", "manifest.json"),
            ("record/entries-1.jwe", "record/entries-1.jwe"),
            ("record/", "record"),
            ("./record//a", "record/a"),
            ("mine\\record\\a", "mine/record/a"),
            ("at 10:30/a", "at 10:30/a"),
        ] {
            let steps = steps(name.as_bytes()).expect(name);
            assert_eq!(steps.join("/"), plain);
        }
        assert!(steps(b"caf\x82/manifest.json").is_ok());
    }

    #[test]
    fn names_that_lead_outside_are_refused() {
        let bad: [&[u8]; 9] = [
            b"../a", b"a/../b", b"/a", b"\\a", b"..\\a", b"C:a", b"C:\\a", b"", b"a\nb",
        ];
        for name in bad {
            assert!(steps(name).is_err(), "{name:?}");
        }
    }

    fn named(names: &[&str]) -> Vec<ZipEntry> {
        let all = names.iter().enumerate();
        all.map(|(index, name)| ZipEntry {
            steps: steps(name.as_bytes()).expect("a plain name"),
            index,
        })
        .filter(|one| !one.is_addition())
        .collect()
    }

    fn parts_of(names: &[&str]) -> Option<Vec<String>> {
        match find(&named(names)) {
            Ok(Layout::Bundle(parts)) => Some(parts.into_keys().collect()),
            _ => None,
        }
    }

    #[test]
    fn a_bundle_is_found_in_any_folder() {
        let plain = Some(vec![
            KEY.to_owned(),
            MANIFEST.to_owned(),
            "att/1.jwe".into(),
        ]);
        let mut plain = plain;
        plain.as_mut().expect("a list").sort();
        for folder in ["", "mine/", "on the way/2026/", "./", "mine\\"] {
            let names =
                ["manifest.json", "key.jwe", "att/1.jwe"].map(|one| format!("{folder}{one}"));
            let mut names: Vec<&str> = names.iter().map(String::as_str).collect();
            names.extend([
                "__MACOSX/mine/._manifest.json",
                "__MACOSX/mine/._key.jwe",
                ".DS_Store",
            ]);
            assert_eq!(parts_of(&names), plain, "{folder}");
        }
    }

    #[test]
    fn two_bundles_are_not_chosen_between() {
        let names = [
            "a/manifest.json",
            "a/key.jwe",
            "b/manifest.json",
            "b/key.jwe",
        ];
        assert!(matches!(find(&named(&names)), Ok(Layout::Several)));
        let one_is_no_bundle = ["a/manifest.json", "a/key.jwe", "b/manifest.json"];
        assert!(parts_of(&one_is_no_bundle).is_some());
        let twice = ["manifest.json", "./manifest.json", "key.jwe"];
        assert!(find(&named(&twice)).is_err());
    }
}
