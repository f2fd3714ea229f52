//! The parts of a bundle that somebody unpacked, chosen together: put into one file again. Names may have changed on the
//! way ("key (1).jwe"), so each is known by what is in it.

use std::collections::BTreeSet;

use serde::Deserialize;

use super::container::assemble;
use super::manifest::Manifest;
use super::{KEY, MANIFEST};

#[derive(Deserialize)]
#[expect(dead_code, reason = "only whether they are there is asked")]
struct KeyFile {
    recipients: Vec<serde_json::Value>,
    ciphertext: String,
}

fn is_key(bytes: &[u8]) -> bool {
    serde_json::from_slice::<KeyFile>(bytes).is_ok()
}

/// One file of all that were chosen, if a list of parts and its keys are among them. What is in it is checked when it is read.
pub fn put_together(chosen: &[Vec<u8>]) -> Option<Vec<u8>> {
    let one = |of: fn(&[u8]) -> bool| {
        let found: BTreeSet<&[u8]> = chosen.iter().map(Vec::as_slice).filter(|b| of(b)).collect();
        match found.into_iter().collect::<Vec<_>>()[..] {
            [one] => Some(one),
            _ => None,
        }
    };
    let list = one(|bytes| Manifest::from_bytes(bytes).is_ok())?;
    let keys = one(is_key)?;
    let others = chosen
        .iter()
        .filter(|bytes| bytes.as_slice() != list && bytes.as_slice() != keys);
    let mut parts = vec![
        (MANIFEST.to_owned(), list.to_vec()),
        (KEY.to_owned(), keys.to_vec()),
    ];
    parts.extend(
        others
            .zip(1u32..)
            .map(|(bytes, n)| (format!("loose/{n}"), bytes.clone())),
    );
    Some(assemble(parts))
}
