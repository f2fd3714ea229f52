//! Writers for tests of this room and of those above it. Ed25519 itself, from a seed.

pub mod anything;
pub mod facts;

use std::rc::Rc;

use ed25519_dalek::{Signer as _, Verifier as _};

use super::cose::{Sign, SigningKey, Verify};
use super::entry::{Entry, FORMAT, Header};
use super::kinds::{Fact, Part, Section};
use super::log::Log;
use super::statement::Statement;
use super::when::When;
use crate::base::{
    ActId, ChartId, Compartment, Digest, FeedId, InstallationId, Stamp, Thumbprint, VaultId,
};

/// Signs with an Ed25519 key made of one repeated byte.
#[derive(Clone)]
pub struct TestSigner(ed25519_dalek::SigningKey);

impl TestSigner {
    pub fn new(seed: u8) -> Self {
        Self(ed25519_dalek::SigningKey::from_bytes(&[seed; 32]))
    }

    /// The signer of this number: for tests of many people.
    pub fn numbered(n: u64) -> Self {
        let mut seed = [0xee; 32];
        seed[..8].copy_from_slice(&n.to_be_bytes());
        Self(ed25519_dalek::SigningKey::from_bytes(&seed))
    }

    pub fn key(&self) -> SigningKey {
        SigningKey(self.0.verifying_key().to_bytes())
    }
}

impl Sign for TestSigner {
    fn public_key(&self) -> SigningKey {
        self.key()
    }

    fn sign(&self, message: &[u8]) -> [u8; 64] {
        self.0.sign(message).to_bytes()
    }
}

impl Verify for TestSigner {
    fn verify(&self, key: &SigningKey, message: &[u8], signature: &[u8]) -> bool {
        let Ok(signature) = ed25519_dalek::Signature::from_slice(signature) else {
            return false;
        };
        ed25519_dalek::VerifyingKey::from_bytes(&key.0)
            .is_ok_and(|key| key.verify(message, &signature).is_ok())
    }
}

/// One author on one installation, writing on one chart.
#[derive(Clone)]
pub struct Writer {
    pub signer: TestSigner,
    pub seed: u8,
    pub log: Log,
    pub now: Stamp,
    acts: u8,
}

pub const CHART: ChartId = ChartId([7; 16]);

impl Writer {
    pub fn new(seed: u8) -> Self {
        let now = Stamp {
            ms: 1_795_000_000_000 + i64::from(seed),
            offset: 60,
        };
        Self {
            signer: TestSigner::new(seed),
            seed,
            log: Log::new(CHART),
            now,
            acts: 0,
        }
    }

    pub fn author(&self) -> Thumbprint {
        self.signer.key().thumbprint()
    }

    pub fn installation(&self) -> InstallationId {
        InstallationId([self.seed; 16])
    }

    pub fn receive(&mut self, entry: &Rc<Entry>) {
        self.log.join(Rc::clone(entry)).expect("the same chart");
    }

    /// One clinical entry with a subjective section.
    pub fn write(&mut self, words: &str) -> Rc<Entry> {
        let section = Fact::Section(Section {
            part: Part::Subjective,
            text: words.into(),
        });
        self.write_all(
            Compartment::CLINICAL,
            vec![Statement::new(When::Moment(self.now), section)],
        )
    }

    /// The next entry belongs to the act of the last one.
    pub fn same_act(&mut self) {
        self.acts = self.acts.wrapping_sub(1);
        self.now.ms -= 60_000;
    }

    /// One entry with these statements; a minute passes.
    pub fn write_all(&mut self, compartment: Compartment, statements: Vec<Statement>) -> Rc<Entry> {
        let position = self
            .log
            .position(compartment, self.author(), self.installation());
        let feed = position.map_or(FeedId([self.seed ^ (compartment.0 as u8) << 4; 16]), |p| {
            p.feed
        });
        self.acts += 1;
        let header = Header {
            format: FORMAT,
            vault: VaultId([self.seed; 16]),
            chart: CHART,
            compartment,
            feed,
            sequence: position.map_or(0, |p| p.sequence),
            previous: position.and_then(|p| p.previous),
            seen: self.log.seen_from(compartment, feed),
            act: ActId([self.acts; 16]),
            credential: Digest([self.seed; 32]),
            role: "nurse".into(),
            installation: self.installation(),
            device: format!("Tablet {}", self.seed),
            site: "Site Alpha".into(),
            recorded: self.now,
            clock_behind: false,
        };
        self.now.ms += 60_000;
        let entry = Rc::new(Entry::sign(header, statements, &self.signer).expect("a small entry"));
        self.receive(&entry);
        entry
    }
}
