//! Someone whom nobody here knows, who signs whatever they like and sends it in a bundle that opens.

use std::ops::ControlFlow;
use std::rc::Rc;

use super::Seeded;
use super::bundles::words;
use crate::base::{ActId, ChartId, Compartment, FeedId, InstallationId, Stamp, UserId, VaultId};
use crate::chart::credential::{Credential, CredentialBody};
use crate::chart::entry::{Entry, FORMAT, Header};
use crate::chart::kinds::{Fact, Part, Section};
use crate::chart::statement::Statement;
use crate::chart::testing::TestSigner;
use crate::chart::when::When;
use crate::transfer::bundle::{self, Attachment, ChartContents};
use crate::vault::jose::Recipient;

pub struct Mallory {
    pub signer: TestSigner,
    pub seed: u8,
    /// The vault they say they are of: any, also ours, also one whose id is a chart's.
    pub vault: VaultId,
    pub credential: Credential,
    /// What their clock shows, in milliseconds.
    pub now: i64,
}

impl Mallory {
    pub fn new(seed: u8) -> Self {
        Self::of(seed, VaultId([seed; 16]))
    }

    pub fn of(seed: u8, vault: VaultId) -> Self {
        let signer = TestSigner::new(seed);
        let credential = Credential::issue(body(seed, vault, &signer), &signer);
        Self {
            signer,
            seed,
            vault,
            credential,
            now: 1_795_000_000_000,
        }
    }

    /// One of as many as anybody likes, told apart by their key alone.
    pub fn numbered(n: usize, vault: VaultId) -> Self {
        let signer = TestSigner::numbered(n as u64);
        let credential = Credential::issue(body(9, vault, &signer), &signer);
        Self {
            signer,
            credential,
            ..Self::of(9, vault)
        }
    }

    /// The header of the first entry of a feed, for a case to change before it is signed.
    pub fn header(&self, chart: ChartId, compartment: Compartment, feed: u8) -> Header {
        Header {
            format: FORMAT,
            vault: self.vault,
            chart,
            compartment,
            feed: FeedId([feed; 16]),
            sequence: 0,
            previous: None,
            seen: Vec::new(),
            act: ActId([feed; 16]),
            credential: self.credential.hash(),
            role: self.credential.body().role.clone(),
            installation: InstallationId([self.seed; 16]),
            device: "x".into(),
            site: "Site Alpha".into(),
            recorded: Stamp {
                ms: self.now,
                offset: 60,
            },
            clock_behind: false,
        }
    }

    pub fn sign(&self, header: Header, statements: Vec<Statement>) -> Rc<Entry> {
        Rc::new(Entry::sign(header, statements, &self.signer).expect("a small entry"))
    }

    /// The first entry of a feed.
    pub fn entry(
        &self,
        chart: ChartId,
        compartment: Compartment,
        feed: u8,
        statements: Vec<Statement>,
    ) -> Rc<Entry> {
        self.sign(self.header(chart, compartment, feed), statements)
    }

    /// A clinical entry of these statements, in a bundle of its own.
    pub fn says(&self, chart: ChartId, statements: Vec<Statement>) -> Vec<u8> {
        let entry = self.entry(chart, Compartment::CLINICAL, self.seed, statements);
        self.bundle(vec![(chart, vec![entry])], Vec::new(), Vec::new())
    }

    pub fn bundle(
        &self,
        charts: Vec<(ChartId, Vec<Rc<Entry>>)>,
        credentials: Vec<Vec<u8>>,
        attachments: Vec<Attachment>,
    ) -> Vec<u8> {
        let whole = |(chart, entries)| ChartContents {
            chart,
            entries,
            unread: Vec::new(),
            whole: true,
        };
        let contents = bundle::Contents {
            scope: bundle::Scope::Charts,
            charts: charts.into_iter().map(whole).collect(),
            credentials,
            attachments,
        };
        self.write(&contents)
    }

    pub fn write(&self, contents: &bundle::Contents) -> Vec<u8> {
        let exporter = bundle::Exporter {
            credential: &self.credential,
            signer: &self.signer,
        };
        let to = [Recipient::Passphrase(&words().0)];
        let made = Stamp { ms: 0, offset: 0 };
        let go_on = &mut |_, _| ControlFlow::Continue(());
        let written = bundle::write(contents, exporter, made, &to, &mut Seeded(5), go_on);
        written.expect("written").bytes
    }
}

fn body(seed: u8, vault: VaultId, signer: &TestSigner) -> CredentialBody {
    CredentialBody {
        format: crate::chart::credential::FORMAT,
        vault,
        user: UserId([seed; 16]),
        name: format!("Mallory {seed}"),
        role: "nurse".into(),
        signing: signer.key().0,
        receiving: vec![4; 65],
        issued: Stamp { ms: 0, offset: 0 },
        administrator: true,
    }
}

pub fn text(words: &str) -> Statement {
    let section = Section {
        part: Part::Subjective,
        text: words.into(),
    };
    Statement::new(When::Unknown, Fact::Section(section))
}
