//! Compartment keys, and the grants by which users hold them: each sealed to one user and signed by an administrator.

use crate::base::InOrder;
use minicbor::{Decode, Encode};
use std::collections::BTreeMap;
use zeroize::Zeroizing;

use super::Strict;
use super::associated_data::AssociatedData;
use super::crypto::Key;
use super::crypto::p256::{ReceiveKey, ReceivePublic};
use super::jose;
use super::row::{EpochRow, encode};
use super::sealed::seal;
use super::user::seal_to;
use crate::base::{Compartment, Digest, Entropy, Secret, Stamp, UserId, VaultId};
use crate::chart::cose::{ContentType, Sign, open_envelope, seal_envelope};
use crate::chart::credential::{Credential, UncheckedCredential};

const FORMAT: u16 = 1;

/// One epoch of a compartment.
pub(super) struct EpochKey {
    pub(super) epoch: u32,
    pub(super) key: Key,
    pub(super) public: ReceivePublic,
}

/// Compartments held, with their epochs in order; the newest seals.
pub(super) type Compartments = BTreeMap<Compartment, Vec<EpochKey>>;

/// A new compartment epoch and the row part that keeps its private half.
pub(super) fn new_epoch(
    vault: &VaultId,
    compartment: Compartment,
    epoch: u32,
    entropy: &mut dyn Entropy,
) -> (EpochKey, EpochRow) {
    let private = ReceiveKey::random(entropy);
    let epoch = EpochKey {
        epoch,
        key: Secret::new(entropy.array()),
        public: private.public(),
    };
    let place = AssociatedData::Epoch {
        compartment,
        epoch: epoch.epoch,
    };
    let with = super::crypto::hkdf256::derive(epoch.key.expose(), "epoch", &[]);
    let sealed = seal(&with, vault, &place, private.to_bytes().expose(), entropy)
        .expect("32 bytes are not too large");
    let row = EpochRow {
        compartment,
        epoch: epoch.epoch,
        private: sealed.into_bytes(),
    };
    (epoch, row)
}

#[derive(Encode, Decode)]
#[cbor(map)]
struct GrantBody {
    #[n(0)]
    format: u16,
    #[n(1)]
    vault: VaultId,
    #[n(2)]
    user: UserId,
    #[n(3)]
    compartment: Compartment,
    #[n(4)]
    epoch: u32,
    /// The epoch's public half: who holds only this may add but not read.
    #[cbor(n(5), with = "minicbor::bytes")]
    public: Vec<u8>,
    /// JWE of the compartment key to the user.
    #[n(6)]
    key: Option<String>,
    #[n(7)]
    issued: Stamp,
}

/// A user's grants with the credentials that prove them: the user's own, and those of the signers up to the vault's first.
#[derive(Encode, Decode)]
#[cbor(array)]
struct GrantsBody {
    #[n(0)]
    credentials: Vec<minicbor::bytes::ByteVec>,
    #[n(1)]
    grants: Vec<minicbor::bytes::ByteVec>,
}

/// Grants every compartment in `held` to the user of `to`.
pub(super) fn seal_grants(
    held: &Compartments,
    to: &Credential,
    chain: &[&Credential],
    signer: &dyn Sign,
    now: Stamp,
    entropy: &mut dyn Entropy,
) -> String {
    let receive = receive_key(to).expect("credentials are issued for valid keys only");
    let mut grants = Vec::new();
    for (compartment, epochs) in held {
        for epoch in epochs {
            let body = GrantBody {
                format: FORMAT,
                vault: to.body().vault,
                user: to.body().user,
                compartment: *compartment,
                epoch: epoch.epoch,
                public: epoch.public.to_sec1().to_vec(),
                key: Some(seal_to(&receive, epoch.key.expose(), entropy)),
                issued: now,
            };
            grants.push(seal_envelope(ContentType::Grant, encode(&body), signer).into());
        }
    }
    let credentials = std::iter::once(to)
        .chain(chain.iter().copied())
        .map(|credential| credential.bytes().to_vec().into())
        .collect();
    let body = Zeroizing::new(encode(&GrantsBody {
        credentials,
        grants,
    }));
    seal_to(&receive, &body, entropy)
}

pub(super) fn receive_key(credential: &Credential) -> Option<ReceivePublic> {
    ReceivePublic::from_sec1(&credential.body().receiving)
}

/// What a user's grants gave, every signature checked up to the vault's fingerprint.
pub(super) struct Granted {
    pub(super) me: Credential,
    /// The user's own, and those of whoever signed the grants, up to the vault's first.
    pub(super) credentials: Vec<Credential>,
    pub(super) held: Compartments,
}

/// The grants are damaged, or not proven by the vault the user trusts.
pub(super) struct NotGranted;

pub(super) fn open_grants(
    jwe: &str,
    vault: &VaultId,
    user: &UserId,
    receive: &ReceiveKey,
    fingerprint: &Digest,
) -> Result<Granted, NotGranted> {
    let plain = jose::open_with(jwe, receive).map_err(|_| NotGranted)?;
    let body: GrantsBody = minicbor::decode(&plain).map_err(|_| NotGranted)?;
    let read = |bytes: &minicbor::bytes::ByteVec| UncheckedCredential::read(bytes).ok();
    let credentials = prove(body.credentials.iter().filter_map(read), vault, fingerprint);
    let me = credentials
        .iter()
        .find(|one| one.body().user == *user && receive_key(one) == Some(receive.public()))
        .ok_or(NotGranted)?;
    let mut held = Compartments::new();
    for grant in &body.grants {
        let (compartment, epoch) =
            open_grant(grant, &credentials, me, receive).ok_or(NotGranted)?;
        if let Some(epoch) = epoch {
            held.entry(compartment).or_default().push(epoch);
        }
    }
    for epochs in held.values_mut() {
        epochs.order_by_key(|epoch| epoch.epoch);
    }
    Ok(Granted {
        me: me.clone(),
        held,
        credentials,
    })
}

/// `None` for the epoch: a right to add only.
fn open_grant(
    bytes: &[u8],
    credentials: &[Credential],
    me: &Credential,
    receive: &ReceiveKey,
) -> Option<(Compartment, Option<EpochKey>)> {
    let envelope = open_envelope(ContentType::Grant, bytes).ok()?;
    let signer = credentials
        .iter()
        .find(|one| one.thumbprint() == envelope.author && one.body().administrator)?;
    envelope.verify(&signer.signing_key(), &Strict).ok()?;
    let body: GrantBody = minicbor::decode(envelope.payload).ok()?;
    let mine = body.vault == me.body().vault && body.user == me.body().user;
    if body.format != FORMAT || !mine {
        return None;
    }
    let public = ReceivePublic::from_sec1(&body.public)?;
    let Some(sealed) = body.key else {
        return Some((body.compartment, None));
    };
    let key = jose::open_with(&sealed, receive).ok()?;
    let epoch = EpochKey {
        epoch: body.epoch,
        key: Secret::new(key.as_slice().try_into().ok()?),
        public,
    };
    Some((body.compartment, Some(epoch)))
}

/// Those credentials that the vault's first one proves, directly or through other administrators. The first comes first.
pub(super) fn prove(
    unchecked: impl Iterator<Item = UncheckedCredential>,
    vault: &VaultId,
    fingerprint: &Digest,
) -> Vec<Credential> {
    let (first, mut waiting): (Vec<_>, Vec<_>) =
        unchecked.partition(UncheckedCredential::is_self_signed);
    let mut proven: Vec<Credential> = first
        .into_iter()
        .filter_map(|one| one.verify_self(&Strict).ok())
        .filter(|one| one.hash() == *fingerprint && one.body().vault == *vault)
        .take(1)
        .collect();
    loop {
        let before = proven.len();
        let mut later = Vec::new();
        for one in waiting {
            let issuer = proven
                .iter()
                .find(|known| known.thumbprint() == one.issuer());
            match issuer.cloned() {
                Some(issuer) => proven.extend(one.verify(&issuer, &Strict)),
                None => later.push(one),
            }
        }
        waiting = later;
        if proven.len() == before {
            return proven;
        }
    }
}

/// The credential, its issuer's, and so on up to the first of the vault.
pub(super) fn chain_of<'a>(of: &'a Credential, known: &[&'a Credential]) -> Vec<&'a Credential> {
    let mut chain = vec![of];
    let mut last = of;
    while last.issuer() != last.thumbprint() {
        let issuer = known.iter().find(|one| one.thumbprint() == last.issuer());
        match issuer {
            Some(issuer) if !chain.contains(issuer) => {
                chain.push(issuer);
                last = issuer;
            }
            _ => break,
        }
    }
    chain
}
