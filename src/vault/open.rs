//! An opened vault: it seals, opens and signs for one user.

use zeroize::Zeroizing;

use super::associated_data::AssociatedData;
use super::crypto::Key;
use super::crypto::hkdf256::{derive, key_id};
use super::grant::{Compartments, EpochKey};
#[cfg(test)]
use super::jose::{Holder, ReceiveKeyOf};
use super::keyring::{KeyRing, Use};
use super::locked::{Locked, Opener, UnlockError};
use super::people::{People, Person};
use super::ring::{RingHome, RingSecret};
use super::row::MetaRow;
use super::sealed::{OpenError, SealError, Sealed, open, open_large, seal, seal_large};
use super::user::UserKeys;
use crate::base::{ChartId, Compartment, Digest, Entropy, UserId, VaultId};
use crate::chart::cose::{Sign, SigningKey};
use crate::chart::credential::Credential;

/// Everything one user may open, in memory. Dropping it zeroises every key.
pub struct Vault {
    pub(super) rows: Locked,
    pub(super) me: Credential,
    pub(super) keys: UserKeys,
    pub(super) held: Compartments,
    pub(super) ring: RingSecret,
    pub(super) charts: KeyRing,
    pub(super) people: People,
}

/// Somebody who had the vault open, with their private keys. Wiped when it is dropped.
pub struct UserAside {
    user: UserId,
    keys: Zeroizing<Vec<u8>>,
}

impl UserAside {
    pub fn user(&self) -> UserId {
        self.user
    }
}

/// Users who are not among the vault's people any more.
pub struct LostPeople<'a> {
    /// What they signed keeps its effect.
    pub known: Vec<&'a Credential>,
    /// Nothing says who they were: what they signed cannot be told from a stranger's words.
    pub unknown: u32,
}

impl Sign for Vault {
    fn public_key(&self) -> SigningKey {
        SigningKey(self.keys.sign.public())
    }

    fn sign(&self, message: &[u8]) -> [u8; 64] {
        self.keys.sign.sign(message)
    }
}

impl Vault {
    /// Random, and no secret: every sealed value is bound to it.
    pub fn id(&self) -> VaultId {
        self.rows.row.vault
    }

    /// Hash of the vault's first credential: what people compare.
    pub fn fingerprint(&self) -> Digest {
        self.keys.fingerprint
    }

    /// The user whose passphrase or words opened the vault.
    pub fn me(&self) -> UserId {
        self.me.body().user
    }

    /// The user's own credential, which their entries name.
    pub fn credential(&self) -> &Credential {
        &self.me
    }

    /// Every user of the vault whose row is here and whose credential is proven.
    pub fn people(&self) -> &[Person] {
        self.people.all()
    }

    /// Everyone who is or was a user of the vault, as far as it is known: what they signed is ours, whatever became of
    /// their row.
    pub fn credentials(&self) -> &[Credential] {
        self.people.credentials()
    }

    /// Takes in credentials that were kept elsewhere. Those that the vault's first one does not prove are nobody's.
    pub fn remember(&mut self, kept: &[Vec<u8>]) {
        let (vault, fingerprint) = (self.id(), self.fingerprint());
        let kept = kept.iter().map(Vec::as_slice);
        self.people.learn(kept, &vault, &fingerprint);
    }

    /// Users whose row is lost in both copies. They cannot open the vault here any more.
    pub fn lost_people(&self) -> LostPeople<'_> {
        let known = self.people.lost();
        let is_known = |user: &&UserId| {
            let mut all = self.people.credentials().iter();
            all.any(|credential| credential.body().user == **user)
        };
        let unknown = self.rows.lost_users.iter().filter(|user| !is_known(user));
        LostPeople {
            unknown: unknown.count() as u32,
            known,
        }
    }

    /// A credential, its issuer's, and so on up to the vault's first: what a bundle carries to prove an author.
    pub fn chain<'a>(&'a self, of: &'a Credential) -> Vec<&'a Credential> {
        self.people.chain(of)
    }

    /// Compartments the user may open.
    pub fn compartments(&self) -> impl Iterator<Item = Compartment> {
        self.held.keys().copied()
    }

    /// Where the ring secret is kept, as it was settled when the vault was made.
    pub fn ring_home(&self) -> RingHome {
        self.rows.ring_home()
    }

    /// To be written outside of the database if [`RingHome::Outside`] and it is not there.
    pub fn ring_secret(&self) -> &RingSecret {
        &self.ring
    }

    /// Copies of `meta` rows found damaged or missing while the other was whole, those of the ring secret included: put them
    /// again.
    pub fn repairs(&self) -> Vec<MetaRow> {
        let mut repairs = self.rows.repairs().to_vec();
        repairs.extend(self.rows.ring_repairs(&self.held));
        repairs
    }

    /// Seals a value for its place.
    pub fn seal(
        &mut self,
        place: &AssociatedData,
        plain: &[u8],
        entropy: &mut dyn Entropy,
    ) -> Result<Sealed, SealError> {
        let key = self.sealing_key(place, entropy).ok_or(SealError::NoKey)?;
        Ok(seal(&key, &self.id(), place, plain, entropy)?)
    }

    /// Seals to what `seal` would; quicker where the value is some kilobytes, because the browser's own cipher may do
    /// it.
    pub async fn seal_large(
        &mut self,
        place: &AssociatedData,
        plain: &[u8],
        entropy: &mut dyn Entropy,
    ) -> Result<Sealed, SealError> {
        let key = self.sealing_key(place, entropy).ok_or(SealError::NoKey)?;
        Ok(seal_large(&key, &self.id(), place, plain, entropy).await?)
    }

    /// Opens a value that was sealed for this very place.
    pub fn open(
        &self,
        place: &AssociatedData,
        sealed: &Sealed,
    ) -> Result<Zeroizing<Vec<u8>>, OpenError> {
        let key = self.opening_key(place, sealed)?;
        open(&key, &self.id(), place, sealed)
    }

    /// Opens what either of the two sealed; quicker where the value is some kilobytes.
    pub async fn open_large(
        &self,
        place: &AssociatedData,
        sealed: &Sealed,
    ) -> Result<Zeroizing<Vec<u8>>, OpenError> {
        let key = self.opening_key(place, sealed)?;
        open_large(&key, &self.id(), place, sealed).await
    }

    fn opening_key(&self, place: &AssociatedData, sealed: &Sealed) -> Result<Key, OpenError> {
        let wanted = sealed.key()?;
        let mut keys = self.opening_keys(place).into_iter();
        keys.find(|key| key_id(key) == wanted)
            .ok_or(OpenError::NoKey)
    }

    /// Whether the key a value names is one that opens this place for this user. What is so and does not open is damaged; the
    /// rest may be another's.
    pub fn names_key_of(&self, place: &AssociatedData, sealed: &Sealed) -> bool {
        let keys = self.opening_keys(place);
        sealed
            .key()
            .is_ok_and(|wanted| keys.iter().any(|key| key_id(key) == wanted))
    }

    fn sealing_key(&mut self, place: &AssociatedData, entropy: &mut dyn Entropy) -> Option<Key> {
        match in_chart(place) {
            Some((compartment, chart, what)) => {
                self.charts.sealing_key(compartment, chart, what, entropy)
            }
            None => self.opening_keys(place).into_iter().next(),
        }
    }

    /// Every key that may have sealed a value at this place, newest first.
    fn opening_keys(&self, place: &AssociatedData) -> Vec<Key> {
        if let Some((compartment, chart, what)) = in_chart(place) {
            return self.charts.opening_keys(compartment, chart, what).collect();
        }
        match place {
            AssociatedData::Journal { compartment, .. } => {
                self.of_epochs(*compartment, "journal", &[])
            }
            AssociatedData::DirectoryPage { compartment, .. }
            | AssociatedData::DirectoryDelta { compartment, .. } => {
                self.of_epochs(*compartment, "directory", &[])
            }
            AssociatedData::Blob {
                compartment, blob, ..
            } => self.of_epochs(*compartment, "blob", &[blob.as_bytes()]),
            AssociatedData::Settings => self.of_epochs(Compartment::IDENTITY, "settings", &[]),
            AssociatedData::Draft { author, .. } if *author == self.me() => {
                vec![self.keys.draft_key()]
            }
            _ => Vec::new(),
        }
    }

    fn of_epochs(&self, compartment: Compartment, purpose: &str, ids: &[&[u8]]) -> Vec<Key> {
        let epochs = self.held.get(&compartment).map(Vec::as_slice);
        let keys = epochs.unwrap_or_default().iter().rev();
        keys.map(|epoch: &EpochKey| derive(epoch.key.expose(), purpose, ids))
            .collect()
    }

    /// Makes a chart's keys in every compartment held, where there are none. Calling it again changes nothing; the changed
    /// pages must be stored in the transaction that stores what is sealed with them.
    pub fn add_chart(&mut self, chart: ChartId, entropy: &mut dyn Entropy) {
        for compartment in self.held.keys() {
            self.charts.add(*compartment, chart, entropy);
        }
    }

    /// Forgets the keys of a chart for which nothing was stored, not even these keys: the act they were made for was given
    /// up before it was committed.
    pub fn forget_unstored(&mut self, chart: ChartId) {
        for compartment in self.held.keys() {
            self.charts.forget_unstored(*compartment, chart);
        }
    }

    /// Whether the user can open what is written about a chart in a compartment.
    pub fn holds_chart(&self, compartment: Compartment, chart: ChartId) -> bool {
        self.charts.holds(compartment, chart)
    }

    /// Opens the same vault for another user at the same device. Pages of chart keys must be loaded again: the other may hold
    /// other compartments.
    pub fn switch(&self, opener: &Opener) -> Result<Self, UnlockError> {
        self.rows.unlock(opener, vec![self.ring.copy()])
    }

    /// Who has it open now, with their keys: they can come back without their passphrase for as long as this is kept.
    pub fn set_aside(&self) -> UserAside {
        UserAside {
            user: self.me.body().user,
            keys: self.keys.to_bytes(),
        }
    }

    /// As [`switch`](Self::switch), for somebody who was set aside.
    pub fn switch_to(&self, aside: &UserAside) -> Result<Self, UnlockError> {
        let mut users = self.rows.users.iter();
        let index = users.position(|user| user.user == aside.user);
        let keys = UserKeys::from_bytes(&aside.keys);
        let (index, keys) = index.zip(keys).ok_or(UnlockError::Damaged)?;
        self.rows
            .open_for(index, keys, vec![self.ring.copy()], None)
    }

    /// Whoever has it open, as one that opens what was sealed to them.
    #[cfg(test)]
    pub fn holder(&self) -> Holder<'_> {
        Holder::User(ReceiveKeyOf(&self.keys.receive))
    }
}

fn in_chart(place: &AssociatedData) -> Option<(Compartment, ChartId, Use)> {
    match *place {
        AssociatedData::Segment {
            compartment, chart, ..
        } => Some((compartment, chart, Use::Segments)),
        AssociatedData::Blob {
            compartment,
            chart: Some(chart),
            blob,
            ..
        } => Some((compartment, chart, Use::Blob(blob))),
        _ => None,
    }
}
