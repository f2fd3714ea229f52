//! Reading charts as this vault knows their authors: a chart in memory, and what the patient list keeps of it.

use std::borrow::Borrow;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::keeping::chart::{Gap, OpenChart};
use super::keeping::save::Arrived;
use crate::base::{ChartId, Compartment, Digest};
use crate::chart::credential::{Credential, UncheckedCredential};
use crate::chart::credentials::{Proven, prove_known};
use crate::chart::entry::Entry;
use crate::chart::limits;
use crate::chart::log::Log;
use crate::reading::chart::{self as reading, Chart};
use crate::reading::directory::DirectoryRow;
use crate::reading::view::Trust;
use crate::terms::text::shown;
use crate::vault::StrictOnce;

/// Who may have written in a chart, by the hash of their credential, with how each is known here.
pub type Signers = BTreeMap<Digest, (Credential, Trust)>;

/// A chart in memory: as stored, and as read.
pub struct InMemory {
    pub open: OpenChart,
    pub chart: Chart,
    /// Proven when it was opened.
    signers: Signers,
}

/// A chart that was taken out of memory to be changed.
pub enum TakenChart {
    Read(Box<InMemory>),
    Unread(Box<OpenChart>),
}

impl TakenChart {
    pub fn open(&mut self) -> &mut OpenChart {
        match self {
            Self::Read(held) => &mut held.open,
            Self::Unread(open) => open,
        }
    }
}

/// Reads charts as this vault knows their authors.
pub struct Reader {
    pub ours: Vec<Credential>,
    /// Fingerprints of other vaults that someone of this one compared in person.
    pub confirmed: BTreeSet<Digest>,
    pub own_log: ChartId,
    pub fingerprint: Digest,
    /// Signatures of credentials that held.
    pub proofs: Rc<StrictOnce>,
}

impl Reader {
    pub fn chart(&self, open: &OpenChart) -> Chart {
        self.fold(open, &self.signers(open))
    }

    /// How many gaps a chart has that are no mere word of a stranger. Only where an entry names another that is not here does
    /// it matter who they are, and the chart is read.
    pub fn gaps_that_count(&self, open: &OpenChart) -> usize {
        match open.log.missing().is_empty() {
            true => open.gaps.len(),
            false => self.chart(open).gaps_that_count(),
        }
    }

    /// A chart as it stays in memory.
    pub fn read(&self, open: OpenChart) -> InMemory {
        let signers = self.signers(&open);
        let chart = self.fold(&open, &signers);
        InMemory {
            open,
            chart,
            signers,
        }
    }

    /// A chart that was taken to be changed, with what came to it.
    pub fn read_on(&self, held: TakenChart, added: &Arrived) -> InMemory {
        let mut held = match held {
            TakenChart::Read(held) if !added.also => *held,
            TakenChart::Read(held) => return self.read(held.open),
            TakenChart::Unread(open) => return self.read(*open),
        };
        let own_log = held.chart.id() == self.own_log;
        let counts = |entry: &&Rc<Entry>| !own_log || is_signed_by(&held.signers, entry);
        let entries: Vec<Rc<Entry>> = added.entries.iter().filter(counts).cloned().collect();
        let signers = &held.signers;
        let joined = held
            .chart
            .apply(&entries, &|entry: &Entry| author_of(signers, entry));
        joined.expect("they joined the log of this chart");
        held
    }

    /// The vault's own log takes entries of its own people only, whoever else a file proves.
    fn signers(&self, open: &OpenChart) -> Signers {
        match open.log.chart() == self.own_log {
            true => self.credentials(&[]),
            false => self.credentials(&open.credentials),
        }
    }

    fn fold(&self, open: &OpenChart, signers: &Signers) -> Chart {
        let gaps = open.gaps.iter().map(reading_gap).collect();
        let log = match open.log.chart() == self.own_log {
            true => written_by(&open.log, |entry| is_signed_by(signers, entry)),
            false => open.log.clone(),
        };
        Chart::build(log, gaps, &|entry: &Entry| author_of(signers, entry))
    }

    /// A chart of a file as it would read alone, by the credentials the file proves.
    pub fn arriving(&self, log: &Log, known: &Signers) -> Chart {
        let author = |entry: &Entry| author_of(known, entry);
        Chart::build(log.clone(), Vec::new(), &author)
    }

    /// What the patient list keeps of a chart that nobody has read yet.
    pub fn row_of(&self, open: &OpenChart) -> Option<Rc<DirectoryRow>> {
        self.row(open, || self.chart(open))
    }

    /// What the patient list keeps of a chart that is in memory and read already.
    pub fn row_of_read(&self, read: &InMemory) -> Option<Rc<DirectoryRow>> {
        self.row(&read.open, || &read.chart)
    }

    /// The row of a chart; `None` for what a vault wrote of itself, which is no person's chart.
    fn row<C: Borrow<Chart>>(
        &self,
        open: &OpenChart,
        chart: impl FnOnce() -> C,
    ) -> Option<Rc<DirectoryRow>> {
        let custody = |gap: &Gap| gap.compartment == Compartment::CUSTODY;
        let nobodys = open.log.chart() == self.own_log
            || (is_log_of_a_vault(&open.log) && open.gaps.iter().all(custody));
        (!nobodys).then(|| Rc::new(DirectoryRow::of(chart().borrow()).bounded()))
    }

    /// Credentials by hash, with how each is known here.
    pub fn credentials(&self, foreign: &[Vec<u8>]) -> Signers {
        // Somebody of this vault whom a file brought back is proven by those who are here.
        let of_ours = |bytes: &Vec<u8>| {
            let read = UncheckedCredential::read(bytes);
            read.is_ok_and(|one| one.vault().0 == self.own_log.0)
        };
        let proving = if foreign.iter().any(of_ours) {
            self.ours.as_slice()
        } else {
            &[]
        };
        let proving = proving.iter().map(Credential::bytes);
        let foreign = foreign.iter().map(Vec::as_slice).chain(proving);
        let mut trusted = self.confirmed.clone();
        trusted.insert(self.fingerprint);
        self.beside_ours(prove_known(foreign, &*self.proofs, &trusted))
    }

    /// Credentials of this vault's people and these, which were proven already, by hash and with how each is known
    /// here.
    pub fn beside_ours(&self, foreign: BTreeMap<Digest, Proven>) -> Signers {
        let ours = self.ours.iter().cloned();
        let mut known: BTreeMap<_, _> = ours.map(|c| (c.hash(), (c, Trust::Ours))).collect();
        for (hash, Proven { credential, roots }) in foreign {
            let (trust, _) = self.best_of(&roots);
            known.entry(hash).or_insert((credential, trust));
        }
        known
    }

    /// How someone is known whom these vaults say is theirs, and the fingerprint that says so. One that was confirmed
    /// counts, whatever others claim.
    pub fn best_of(&self, roots: &BTreeSet<Digest>) -> (Trust, Digest) {
        let judged = roots.iter().map(|root| (self.trust_in(*root), *root));
        let known_as = |wanted| judged.clone().find(move |(trust, _)| *trust == wanted);
        known_as(Trust::Ours)
            .or_else(|| known_as(Trust::Confirmed))
            .or_else(|| judged.clone().next())
            .expect("a proven credential has a root")
    }

    /// How people of a vault are known here, by that vault's fingerprint. This vault's own fingerprint stands over people
    /// whose row was lost, and whom a file brought back.
    pub fn trust_in(&self, root: Digest) -> Trust {
        if root == self.fingerprint {
            Trust::Ours
        } else if self.confirmed.contains(&root) {
            Trust::Confirmed
        } else {
            Trust::FirstSeen
        }
    }
}

fn is_signed_by(signers: &Signers, entry: &Entry) -> bool {
    signers.contains_key(&entry.header().credential)
}

/// What another vault, or this one, wrote of itself: exports, confirmations. It is nobody's chart, whatever its id says.
pub fn is_log_of_a_vault(log: &Log) -> bool {
    let custody = |entry: &Rc<Entry>| entry.header().compartment == Compartment::CUSTODY;
    !log.is_empty() && log.iter().all(custody)
}

/// The entries of a log that someone wrote of whom this is so.
fn written_by(log: &Log, is_so: impl Fn(&Entry) -> bool) -> Log {
    if log.iter().all(|entry| is_so(entry)) {
        return log.clone();
    }
    let mut theirs = Log::new(log.chart());
    for entry in log.iter().filter(|entry| is_so(entry)) {
        theirs.join(Rc::clone(entry)).expect("of the same chart");
    }
    theirs
}

/// Bytes of an author's name with each entry they wrote.
const AUTHOR: usize = 256;

fn author_of(known: &Signers, entry: &Entry) -> reading::Author {
    match known
        .get(&entry.header().credential)
        .filter(|(c, _)| c.thumbprint() == entry.author())
    {
        Some((credential, trust)) => reading::Author {
            name: limits::shortened(&shown(&credential.body().name), AUTHOR),
            trust: *trust,
            // Who signs in another role than they were given is not who the entry says.
            not_authorised: credential.body().role != entry.header().role,
        },
        None => reading::Author {
            name: entry.author().to_string()[..8].to_owned(),
            trust: Trust::FirstSeen,
            not_authorised: true,
        },
    }
}

fn reading_gap(gap: &Gap) -> reading::Gap {
    reading::Gap {
        compartment: gap.compartment,
        id: gap.id,
        place: u32::try_from(gap.place).unwrap_or(u32::MAX),
        reason: gap.reason,
        near: gap.near,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::{Stamp, UserId};
    use crate::chart::credential::{CredentialBody, FORMAT};
    use crate::chart::testing::Writer;

    /// An entry that says "nurse", by someone who was given this role.
    fn not_authorised(role: &str) -> bool {
        let mut writer = Writer::new(1);
        let entry = writer.write("words");
        let body = CredentialBody {
            format: FORMAT,
            vault: entry.header().vault,
            user: UserId([1; 16]),
            name: "Testa, Prima".into(),
            role: role.into(),
            signing: writer.signer.key().0,
            receiving: vec![4; 65],
            issued: Stamp { ms: 0, offset: 0 },
            administrator: true,
        };
        let credential = Credential::issue(body, &writer.signer);
        let known = BTreeMap::from([(entry.header().credential, (credential, Trust::Ours))]);
        author_of(&known, &entry).not_authorised
    }

    #[test]
    fn who_signs_in_another_role_than_they_were_given_is_not_authorised() {
        assert!(!not_authorised("nurse"));
        assert!(not_authorised("clerk"));
    }
}
