//! Who signed what a file carries: their credentials, and how they are known here.

use crate::base::InOrder;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use crate::base::{Digest, Thumbprint};
use crate::chart::cose::{ContentType, open_envelope};
use crate::chart::credential::Credential;
use crate::chart::credentials::{Proven, prove};
use crate::chart::entry::Entry;
use crate::chart::limits::{self, PROOF, PROOF_BYTES};
use crate::chart::log::Log;
use crate::engine::keeping::chart::OpenChart;
use crate::engine::protocol::*;
use crate::engine::session::Session;
use crate::reading::view::Trust;
use crate::terms::text::shown;
use crate::transfer::bundle::OpenedBundle;
use crate::vault::Strict;

use crate::engine::opened_file::ImportPlan;

/// The key an entry is signed with.
pub(super) fn signer(entry: &[u8]) -> Option<Thumbprint> {
    let envelope = open_envelope(ContentType::Entry, entry).ok()?;
    Some(envelope.author)
}

/// The credentials a file proves, found by what is asked of them.
pub(super) struct Proofs<'a> {
    authors: &'a BTreeMap<Digest, Proven>,
    /// Those of this vault's people, which its own rows hold.
    ours: BTreeSet<Digest>,
    by_key: BTreeMap<Thumbprint, Vec<&'a Proven>>,
    /// Of the chart before: most charts have the same ones.
    here: RefCell<ProvenHere>,
}

/// Credentials that stand beside a chart here, and what they prove.
#[derive(Default)]
struct ProvenHere {
    credentials: Vec<Vec<u8>>,
    proven: Rc<BTreeMap<Digest, Proven>>,
}

impl<'a> Proofs<'a> {
    pub fn of(session: &Session, opened: &'a OpenedBundle) -> Self {
        let mut by_key: BTreeMap<Thumbprint, Vec<&Proven>> = BTreeMap::new();
        for author in opened.authors.values() {
            let of_key = by_key.entry(author.credential.thumbprint()).or_default();
            of_key.push(author);
        }
        // Whoever knows a key can sign any number of credentials for it. What is most worth having comes first.
        for of_key in by_key.values_mut() {
            of_key.order_by_key(|one| {
                let first = one.roots.contains(&one.credential.hash());
                let confirmed = !one.roots.is_disjoint(&session.confirmed);
                std::cmp::Reverse((confirmed, first))
            });
        }
        Self {
            authors: &opened.authors,
            ours: session.own_people(),
            by_key,
            here: RefCell::default(),
        }
    }

    /// What these credentials prove.
    fn proven_here(&self, credentials: &[Vec<u8>]) -> Rc<BTreeMap<Digest, Proven>> {
        let mut before = self.here.borrow_mut();
        if before.credentials != credentials {
            let proven = prove(credentials.iter().map(Vec::as_slice), &Strict);
            *before = ProvenHere {
                credentials: credentials.to_vec(),
                proven: Rc::new(proven),
            };
        }
        Rc::clone(&before.proven)
    }

    pub fn is_ours(&self, key: &Thumbprint, ours: &BTreeSet<Digest>) -> bool {
        let of_key = self.by_key.get(key).into_iter().flatten();
        of_key
            .into_iter()
            .any(|author| ours.contains(&author.credential.hash()))
    }

    /// Credentials that the entries of an arriving chart need and that neither this vault nor the chart has yet, and those
    /// that prove them. One that is here is needed again where the file proves more of it: another vault's word for it may
    /// have come first.
    pub fn needed(&self, here: &OpenChart, arriving: &Log, newer: &[Vec<u8>]) -> Vec<Vec<u8>> {
        let named = arriving.iter().map(|entry| entry.header().credential);
        // What a newer version wrote names its key only.
        let keys: BTreeSet<_> = newer.iter().filter_map(|bytes| signer(bytes)).collect();
        let of_keys = keys.iter().filter_map(|key| self.by_key.get(key)).flatten();
        let of_keys = of_keys
            .take(PROOF * keys.len())
            .map(|author| author.credential.hash());
        let named: BTreeSet<Digest> = named.chain(of_keys).collect();
        if named.iter().all(|hash| self.ours.contains(hash)) {
            return Vec::new();
        }
        let known = self.proven_here(&here.credentials);
        let proves_more = |author: &Proven| {
            let here = known.get(&author.credential.hash());
            here.is_none_or(|here| !author.roots.is_subset(&here.roots))
        };
        let mut needed = BTreeMap::new();
        for hash in named.iter().filter(|hash| !self.ours.contains(hash)) {
            if let Some(author) = self.authors.get(hash).filter(|author| proves_more(author)) {
                self.prove_by(author, &mut needed);
            }
        }
        let is_new = |hash: &&Digest| !self.ours.contains(hash) && !known.contains_key(hash);
        let new: Vec<Digest> = needed.keys().filter(is_new).copied().collect();
        new.iter()
            .map(|hash| needed[hash].bytes().to_vec())
            .collect()
    }

    /// An author's credential, and those that lead from it to administrators of its vault: of very many the first, those of
    /// confirmed vaults before others.
    fn prove_by(&self, author: &'a Proven, needed: &mut BTreeMap<Digest, &'a Credential>) {
        let (mut of_this, mut waiting) = (BTreeSet::new(), vec![author]);
        let mut room = author.credential.bytes().len() + PROOF_BYTES;
        while let Some(one) = waiting.pop() {
            let (hash, size) = (one.credential.hash(), one.credential.bytes().len());
            if of_this.len() >= PROOF || size > room || !of_this.insert(hash) {
                continue;
            }
            room -= size;
            needed.insert(hash, &one.credential);
            waiting.extend(self.issuers_of(&one.credential));
        }
    }

    /// Who may have signed a credential; the one that is most worth having comes last, and is taken next.
    fn issuers_of(&self, credential: &Credential) -> Vec<&'a Proven> {
        let vault = credential.body().vault;
        let of_key = self.by_key.get(&credential.issuer()).into_iter().flatten();
        let of_key = of_key.take(CONSIDERED).filter(|one| {
            let body = one.credential.body();
            body.vault == vault && body.administrator
        });
        let mut issuers: Vec<&Proven> = of_key.copied().collect();
        issuers.reverse();
        issuers
    }
}

/// Credentials of one key that are looked at for one that they may have signed.
const CONSIDERED: usize = 64;

/// Who signed what would be here of the file, and how each is known here.
pub(super) fn signers(session: &Session, opened: &OpenedBundle, plan: &ImportPlan) -> Vec<Signer> {
    let reader = session.reader();
    let ours = reader.credentials(&[]);
    let mut entries: BTreeMap<Digest, u32> = BTreeMap::new();
    let left_out = plan.charts.iter().flat_map(|chart| &chart.left_out);
    let left_out: BTreeSet<_> = left_out.map(|(id, _)| *id).collect();
    let all = opened.charts.iter().flat_map(|chart| chart.log.iter());
    for entry in all.filter(|entry: &&Rc<Entry>| !left_out.contains(&entry.id())) {
        *entries.entry(entry.header().credential).or_default() += 1;
    }
    let signers = opened.authors.iter().filter_map(|(hash, author)| {
        let body = author.credential.body();
        let here = ours.get(hash).map(|(_, trust)| *trust);
        let (trust, vault) = reader.best_of(&author.roots);
        let trust = here.unwrap_or(trust);
        Some(Signer {
            name: limits::shortened(&shown(&body.name), limits::NAME),
            role: limits::shortened(&shown(&body.role), limits::PLACE),
            vault,
            trust,
            entries: *entries.get(hash)?,
            known_since: (trust == Trust::Ours).then_some(body.issued),
        })
    });
    signers.collect()
}
