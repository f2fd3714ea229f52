//! Who signed what a file carries: their credentials, and how they are known here.

use std::collections::BTreeSet;

use crate::base::{Digest, Thumbprint};
use crate::chart::cose::{Content, open_envelope};
use crate::chart::credentials::{Proven, prove};
use crate::chart::log::Log;
use crate::engine::keeping::chart::OpenChart;
use crate::engine::protocol::*;
use crate::engine::session::Session;
use crate::reading::view::Trust;
use crate::terms::text::shown;
use crate::transfer::bundle::OpenedBundle;
use crate::vault::Strict;

/// Credentials of everyone the file proves, as received.
pub(super) fn carried(opened: &OpenedBundle) -> Vec<Vec<u8>> {
    opened
        .authors
        .values()
        .map(|author| author.credential.bytes().to_vec())
        .collect()
}

/// The key an entry is signed with.
fn signer(entry: &[u8]) -> Option<Thumbprint> {
    let envelope = open_envelope(Content::Entry, entry).ok()?;
    Some(envelope.author)
}

/// Credentials that the entries of an arriving chart need and that neither this vault nor the chart has yet, and those that
/// prove them. One that is here is needed again where the file proves more of it: another vault's word for it may have come
/// first.
pub(super) fn unknown_credentials(
    session: &Session,
    here: &OpenChart,
    opened: &OpenedBundle,
    arriving: &Log,
    newer: &[Vec<u8>],
) -> Vec<Vec<u8>> {
    let ours = session.reader().credentials(&[]);
    let known = prove(here.credentials.iter().map(Vec::as_slice), &Strict);
    let proven_here = |hash: &Digest| {
        let more = |known: &Proven| {
            let proven = opened.authors.get(hash);
            proven.is_some_and(|proven| !proven.roots.is_subset(&known.roots))
        };
        ours.contains_key(hash) || known.get(hash).is_some_and(|known| !more(known))
    };
    let named = arriving.iter().map(|entry| entry.header().credential);
    // What a newer version wrote names its key only.
    let keys: BTreeSet<_> = newer.iter().filter_map(|bytes| signer(bytes)).collect();
    let by_key = opened.authors.iter();
    let by_key = by_key.filter(|(_, author)| keys.contains(&author.credential.thumbprint()));
    let needed: BTreeSet<_> = named
        .chain(by_key.map(|(hash, _)| *hash))
        .filter(|hash| !proven_here(hash))
        .collect();
    if needed.is_empty() {
        return Vec::new();
    }
    let vaults: BTreeSet<_> = needed
        .iter()
        .filter_map(|hash| opened.authors.get(hash))
        .map(|a| a.credential.body().vault)
        .collect();
    let all = opened.authors.values().map(|proven| &proven.credential);
    let of_vaults = all.filter(|credential| {
        let hash = credential.hash();
        let is_here = ours.contains_key(&hash) || known.contains_key(&hash);
        vaults.contains(&credential.body().vault) && !is_here
    });
    of_vaults
        .map(|credential| credential.bytes().to_vec())
        .collect()
}

/// Who signed what the file carries, and how each is known here.
pub(super) fn signers(session: &Session, opened: &OpenedBundle) -> Vec<Signer> {
    let reader = session.reader();
    let ours = reader.credentials(&[]);
    let count = |hash| {
        let entries = opened.charts.iter().flat_map(|chart| chart.log.iter());
        entries
            .filter(|entry| entry.header().credential == hash)
            .count() as u32
    };
    let signers = opened.authors.iter().map(|(hash, author)| {
        let body = author.credential.body();
        let here = ours.get(hash).map(|(_, trust)| *trust);
        let (trust, vault) = reader.best_of(&author.roots);
        let trust = here.unwrap_or(trust);
        Signer {
            name: shown(&body.name).into_owned(),
            role: shown(&body.role).into_owned(),
            vault,
            trust,
            entries: count(*hash),
            known_since: (trust == Trust::Ours).then_some(body.issued),
        }
    });
    signers.filter(|signer| signer.entries > 0).collect()
}
