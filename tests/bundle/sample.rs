//! Two invented clinics that wrote on two charts of nobody, and what each of them would send.

use std::rc::Rc;

use carnet::base::*;
use carnet::chart::cose::{Sign, SigningKey};
use carnet::chart::credential::{Credential, CredentialBody, FORMAT as CREDENTIAL_FORMAT};
use carnet::chart::entry::{Entry, FORMAT, Header};
use carnet::chart::kinds::*;
use carnet::chart::log::Log;
use carnet::chart::statement::Statement;
use carnet::chart::when::When;
use carnet::transfer::bundle::{
    Attachment, ChartContents, Contents, Exporter, Scope, WriteError, WrittenBundle, write,
};
use carnet::vault::jose::Recipient;
use ed25519_dalek::Signer as _;
use sha2::{Digest as _, Sha256};

pub const PASSPHRASE: &str = "seven plain words that open this file";
pub const CHARTS: [ChartId; 2] = [ChartId([0xc1; 16]), ChartId([0xc2; 16])];
pub const PAPER: BlobId = BlobId([0xb1; 16]);

/// Bytes that look random and are the same every time.
pub struct Seeded(pub u64);

impl Entropy for Seeded {
    fn fill(&mut self, bytes: &mut [u8]) {
        for chunk in bytes.chunks_mut(32) {
            let block = Sha256::digest(self.0.to_be_bytes());
            chunk.copy_from_slice(&block[..chunk.len()]);
            self.0 += 1;
        }
    }
}

pub struct Key(ed25519_dalek::SigningKey);

impl Key {
    pub fn new(seed: u8) -> Self {
        Self(ed25519_dalek::SigningKey::from_bytes(&[seed; 32]))
    }
}

impl Sign for Key {
    fn public_key(&self) -> SigningKey {
        SigningKey(self.0.verifying_key().to_bytes())
    }

    fn sign(&self, message: &[u8]) -> [u8; 64] {
        self.0.sign(message).to_bytes()
    }
}

/// Someone who signs, on a device of their own.
pub struct Writer {
    pub key: Key,
    pub credential: Credential,
    vault: VaultId,
    seed: u8,
}

impl Writer {
    /// The first of a vault (`issuer` is `None`), or one whom an administrator let in.
    pub fn new(seed: u8, vault: u8, role: &str, issuer: Option<&Writer>) -> Self {
        let key = Key::new(seed);
        let body = CredentialBody {
            format: CREDENTIAL_FORMAT,
            vault: VaultId([vault; 16]),
            user: UserId([seed; 16]),
            name: format!("Testa, Signer {seed}"),
            role: role.into(),
            signing: key.public_key().0,
            receiving: vec![4; 65],
            issued: at(0),
            administrator: issuer.is_none(),
        };
        let credential = Credential::issue(body, issuer.map_or(&key, |by| &by.key));
        Self {
            key,
            credential,
            vault: VaultId([vault; 16]),
            seed,
        }
    }

    /// Where this writer's next entry on the log goes.
    pub fn header(&self, log: &Log, compartment: Compartment, minute: i64) -> Header {
        let installation = InstallationId([self.seed; 16]);
        let author = self.key.public_key().thumbprint();
        let position = log.position(compartment, author, installation);
        let mut feed = [self.seed; 16];
        feed[..2].copy_from_slice(&compartment.0.to_be_bytes());
        feed[2] = log.chart().0[0];
        let feed = position.map_or(FeedId(feed), |p| p.feed);
        Header {
            format: FORMAT,
            vault: self.vault,
            chart: log.chart(),
            compartment,
            feed,
            sequence: position.map_or(0, |p| p.sequence),
            previous: position.and_then(|p| p.previous),
            seen: log.seen_from(compartment, feed),
            act: ActId([minute as u8; 16]),
            credential: self.credential.hash(),
            role: self.credential.body().role.clone(),
            installation,
            device: format!("Tablet {}", self.seed),
            site: "Site Alpha".into(),
            recorded: at(minute),
            clock_behind: false,
        }
    }

    pub fn write(
        &self,
        log: &mut Log,
        compartment: Compartment,
        minute: i64,
        facts: Vec<Fact>,
    ) -> Rc<Entry> {
        let header = self.header(log, compartment, minute);
        let entry = self.sign(header, facts);
        log.join(Rc::clone(&entry)).expect("its own chart");
        entry
    }

    pub fn sign(&self, header: Header, facts: Vec<Fact>) -> Rc<Entry> {
        let when = When::Moment(header.recorded);
        let statements = facts.into_iter().map(|f| Statement::new(when, f)).collect();
        Rc::new(Entry::sign(header, statements, &self.key).expect("a small entry"))
    }
}

/// So many minutes after a morning in November.
pub fn at(minute: i64) -> Stamp {
    Stamp {
        ms: 1_795_248_000_000 + minute * 60_000,
        offset: 60,
    }
}

pub fn words(text: &str) -> Vec<Fact> {
    vec![Fact::Section(Section {
        part: Part::Subjective,
        text: text.into(),
    })]
}

fn identity(family: &str, number: &str) -> Vec<Fact> {
    let name = PersonName {
        usage: NameUse::Usual,
        family: family.into(),
        given: "Prima".into(),
    };
    vec![
        Fact::Demographic(Demographic::Name(name)),
        Fact::Demographic(Demographic::Sex(Sex::Female)),
        Fact::Demographic(Demographic::ChartNumber(number.into())),
    ]
}

/// The first clinic's administrator and nurse, and a doctor of another.
pub struct Clinics {
    pub administrator: Writer,
    pub nurse: Writer,
    pub doctor: Writer,
    pub logs: Vec<Log>,
    pub paper: Attachment,
}

impl Clinics {
    pub fn new() -> Self {
        let administrator = Writer::new(1, 0xa1, "administrator", None);
        let nurse = Writer::new(2, 0xa1, "nurse", Some(&administrator));
        let doctor = Writer::new(3, 0xb1, "doctor", None);
        let paper = Attachment {
            id: PAPER,
            bytes: b"An invented letter. ".repeat(40),
        };
        let mut first = Log::new(CHARTS[0]);
        nurse.write(
            &mut first,
            Compartment::IDENTITY,
            1,
            identity("Testa", "K7QM2-0001-A"),
        );
        nurse.write(
            &mut first,
            Compartment::CLINICAL,
            1,
            words("cough for 3 days"),
        );
        doctor.write(&mut first, Compartment::CLINICAL, 20, words("no fever"));
        nurse.write(&mut first, Compartment::CLINICAL, 30, vec![letter(&paper)]);
        let mut second = Log::new(CHARTS[1]);
        administrator.write(
            &mut second,
            Compartment::IDENTITY,
            2,
            identity("Proba", "K7QM2-0002-B"),
        );
        Self {
            administrator,
            nurse,
            doctor,
            logs: vec![first, second],
            paper,
        }
    }

    pub fn exporter(&self) -> Exporter<'_> {
        Exporter {
            credential: &self.nurse.credential,
            signer: &self.nurse.key,
        }
    }

    pub fn contents(&self) -> Contents {
        let everyone = [&self.administrator, &self.nurse, &self.doctor];
        let chart = |log: &Log| ChartContents {
            chart: log.chart(),
            entries: log.ordered(),
            unread: Vec::new(),
            whole: true,
        };
        Contents {
            scope: Scope::WholeVault,
            charts: self.logs.iter().map(chart).collect(),
            credentials: everyone.map(|w| w.credential.bytes().to_vec()).into(),
            attachments: vec![self.paper.clone()],
        }
    }

    pub fn write(&self, contents: &Contents) -> Result<WrittenBundle, WriteError> {
        write(
            contents,
            self.exporter(),
            at(60),
            &[Recipient::Passphrase(PASSPHRASE)],
            &mut Seeded(7),
            &mut |_, _| std::ops::ControlFlow::Continue(()),
        )
    }
}

fn letter(paper: &Attachment) -> Fact {
    Fact::Document(Document {
        title: "Letter".into(),
        media_type: "text/plain".into(),
        blob: paper.id,
        bytes: paper.bytes.len() as u64,
        digest: Digest(Sha256::digest(&paper.bytes).into()),
        chunks: 1,
    })
}
