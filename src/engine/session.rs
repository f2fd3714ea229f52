//! An opened vault: who works, where, and the charts in memory.

use std::borrow::Borrow;
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::rc::Rc;

use super::cover::Cover;
use super::failure::sealing;
use super::installation::{Installation, SettingsRow};
use super::keeping::chart::{Gap, OpenChart, load};
use super::keeping::list::{ListedChart, PatientList};
use super::keeping::save::{Arrived, Here, Tails};
use super::opened_file::OpenedFile;
use super::protocol::{self, Failure, WriteFailure};
use super::round::Round;
use super::tidying::{Merges, Shortening};
use super::writing::Author;
use crate::base::{ChartId, Compartment, Digest, Entropy};
use crate::chart::credential::{Credential, UncheckedCredential};
use crate::chart::credentials::{Proven, prove_known};
use crate::chart::entry::Entry;
use crate::chart::kinds::Fact;
use crate::chart::limits;
use crate::chart::log::Log;
use crate::reading::chart::{self as reading, Chart};
use crate::reading::directory::DirectoryRow;
use crate::reading::view::Trust;
use crate::store::{Key, MetaName, Store, Twin, Write};
use crate::terms::text::shown;
use crate::vault::{AssociatedData, ReceivePublic, StrictOnce, Vault};

/// Charts kept in memory after they were opened.
pub const KEPT_OPEN: usize = 8;

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
pub enum Held {
    Read(Box<InMemory>),
    Unread(Box<OpenChart>),
}

impl Held {
    pub fn open(&mut self) -> &mut OpenChart {
        match self {
            Self::Read(held) => &mut held.open,
            Self::Unread(open) => open,
        }
    }
}

/// A chart that was taken out of memory to be changed, with what the patient list keeps of it.
pub struct Taken {
    pub kept: ListedChart,
    pub held: Held,
}

pub struct Session {
    pub vault: Vault,
    pub installation: Installation,
    pub list: PatientList,
    pub tails: Tails,
    pub cover: Cover,
    pub older_copy: bool,
    /// Pages of chart keys that do not open in either copy.
    pub keys_lost: bool,
    pub charts: VecDeque<InMemory>,
    pub opened_file: Option<OpenedFile>,
    /// Fingerprints of other vaults that someone of this one compared in person.
    pub confirmed: BTreeSet<Digest>,
    /// The journals went on since their ends were written beside the database.
    pub marks_due: bool,
    /// Nobody has looked yet whether the reserve is there: once after opening, when there is time.
    pub reserve_due: bool,
    pub round: Round,
    /// Signatures of credentials that held.
    proofs: Rc<StrictOnce>,
    pub merges: Merges,
    pub shortening: Shortening,
    /// What waits for a rest could not be written: it waits for the next opening.
    pub tidying_failed: bool,
}

impl Session {
    pub fn new(vault: Vault, installation: Installation, list: PatientList) -> Self {
        Self {
            vault,
            installation,
            list,
            tails: Tails::new(),
            cover: Cover::None,
            older_copy: false,
            keys_lost: false,
            charts: VecDeque::new(),
            opened_file: None,
            confirmed: BTreeSet::new(),
            marks_due: false,
            reserve_due: true,
            round: Round::default(),
            proofs: Rc::default(),
            merges: Merges::default(),
            shortening: Shortening::default(),
            tidying_failed: false,
        }
    }

    /// Both copies of the settings row.
    pub fn settings_rows(&mut self, entropy: &mut dyn Entropy) -> Result<[Write; 2], Failure> {
        settings_rows(&mut self.vault, &self.installation, None, entropy)
    }

    /// Makes a chart's keys where there are none. Refused for a chart that has entries and no keys: their page is lost now,
    /// and may open again; keys made meanwhile would take the place of those the entries need.
    pub fn add_chart(&mut self, chart: ChartId, entropy: &mut dyn Entropy) -> Result<(), Failure> {
        let kept = self.list.kept.get(&chart);
        let written = kept.map(|kept| kept.journal.as_slice()).unwrap_or_default();
        let held: BTreeSet<_> = self.vault.compartments().collect();
        let lost = |(compartment, _): &(_, _)| {
            held.contains(compartment) && !self.vault.holds_chart(*compartment, chart)
        };
        if written.iter().any(lost) {
            return Err(WriteFailure::KeysLost.into());
        }
        self.vault.add_chart(chart, entropy);
        Ok(())
    }

    /// Keys that its people's recovery words open.
    pub fn recovery_keys(&self) -> Vec<ReceivePublic> {
        let people = self.vault.people().iter();
        people.map(|person| *person.recovery()).collect()
    }

    /// The id of the vault's own log: it is kept like a chart, and is nobody's.
    pub fn own_log(&self) -> ChartId {
        ChartId(self.vault.id().0)
    }

    /// The number of the last row of every journal that has one.
    pub fn journal_ends(&self) -> BTreeMap<Compartment, u64> {
        let ends = self.tails.iter();
        ends.filter_map(|(part, tail)| Some((*part, tail.next.checked_sub(1)?)))
            .collect()
    }

    pub fn author(&self) -> Author {
        let credential = self.vault.credential();
        Author {
            vault: self.vault.id(),
            credential: credential.hash(),
            role: credential.body().role.clone(),
            installation: self.installation.id,
            device: self.installation.device.clone(),
            site: self.installation.site.clone(),
        }
    }

    pub fn info(&self) -> protocol::Session {
        let me = self.vault.credential().body();
        protocol::Session {
            user: me.user,
            name: me.name.clone(),
            role: me.role.clone(),
            site: self.installation.site.clone(),
            device: self.installation.device.clone(),
            kind: self.installation.kind,
            fingerprint: self.vault.fingerprint().short(),
            people: self.vault.people().len() as u32,
            people_lost: self.people_lost(),
            settings: self.installation.settings.clone(),
            clinic: self.installation.clinic.clone(),
            older_copy: self.older_copy,
            keys_lost: self.keys_lost,
            ring_in_meta: self.vault.ring_home() == crate::vault::RingHome::InMeta,
            newest_entry: self.list.newest_entry(),
            no_place: self.installation.site.is_empty() && self.installation.device.is_empty(),
            administrator: me.administrator,
        }
    }

    /// The chart, read from the store unless it is in memory. A chart nothing is kept of is empty.
    pub async fn chart<S: Store>(&mut self, store: &S, id: ChartId) -> Result<&InMemory, Failure> {
        if let Some(at) = self.charts.iter().position(|kept| kept.chart.id() == id) {
            let found = self.charts.remove(at).expect("found at this place");
            self.charts.push_front(found);
        } else {
            let kept = self
                .list
                .kept
                .get(&id)
                .cloned()
                .unwrap_or_else(|| ListedChart::new(id));
            let open = load(store, &self.vault, &kept).await?;
            let read = self.reader().read(open);
            self.remember(read);
        }
        Ok(self.charts.front().expect("put in front just now"))
    }

    /// Takes a chart out of memory to be changed; one that is not put back with `remember` is read anew from the store.
    /// One that was not in memory is not folded before it has changed.
    pub async fn take_chart<S: Store>(&mut self, store: &S, id: ChartId) -> Result<Taken, Failure> {
        let kept = self.list.kept.get(&id).cloned();
        let kept = kept.unwrap_or_else(|| ListedChart::new(id));
        let at = self.charts.iter().position(|held| held.chart.id() == id);
        let held = match at.and_then(|at| self.charts.remove(at)) {
            Some(held) => Held::Read(Box::new(held)),
            None => Held::Unread(Box::new(load(store, &self.vault, &kept).await?)),
        };
        Ok(Taken { kept, held })
    }

    /// The chart of a person who is on the list.
    pub async fn person<S: Store>(&mut self, store: &S, id: ChartId) -> Result<&InMemory, Failure> {
        if !self.list.kept.contains_key(&id) {
            return Err(Failure::NoChart);
        }
        self.chart(store, id).await
    }

    /// The chart, if it is in memory.
    pub fn in_memory(&self, id: ChartId) -> Option<&InMemory> {
        self.charts.iter().find(|held| held.chart.id() == id)
    }

    pub fn remember(&mut self, chart: InMemory) {
        self.charts
            .retain(|kept| kept.chart.id() != chart.chart.id());
        self.charts.push_front(chart);
        self.charts.truncate(KEPT_OPEN);
    }

    /// What is needed to read a chart, apart from the session.
    pub fn reader(&self) -> Reader {
        Reader {
            ours: self.people_of_ours().cloned().collect(),
            confirmed: self.confirmed.clone(),
            own_log: self.own_log(),
            fingerprint: self.vault.fingerprint(),
            proofs: Rc::clone(&self.proofs),
        }
    }

    /// Reads from the vault's own log which other vaults were confirmed. Only people of this vault can have done so.
    pub async fn load_confirmed<S: Store>(&mut self, store: &S) -> Result<(), Failure> {
        let Some(kept) = self.list.kept.get(&self.own_log()) else {
            return Ok(());
        };
        let open = load(store, &self.vault, kept).await?;
        let ours = self.own_people();
        let entries = open.log.iter();
        let by_us = entries.filter(|entry| ours.contains(&entry.header().credential));
        let confirmed =
            by_us.flat_map(|entry| entry.known().filter_map(|(_, s)| confirmation(&s.fact)));
        self.confirmed = confirmed.collect();
        Ok(())
    }

    /// What tells entries that were written on this installation.
    pub fn here(&self) -> Here {
        Here {
            installation: self.installation.id,
            people: self.own_people(),
        }
    }

    /// Hashes of the credentials of this vault's own people: whose entries its own log takes.
    pub fn own_people(&self) -> BTreeSet<Digest> {
        self.people_of_ours().map(Credential::hash).collect()
    }

    /// Those whose row was lost count too: what they signed keeps its effect.
    fn people_of_ours(&self) -> impl Iterator<Item = &Credential> {
        self.vault.credentials().iter()
    }

    /// Who cannot open the vault here any more. Whoever was added again under the same name can.
    fn people_lost(&self) -> protocol::PeopleLost {
        let lost = self.vault.lost_people();
        let again = |name: &str| {
            let mut present = self.vault.people().iter();
            present.any(|person| person.credential().body().name == name)
        };
        let names = lost.known.iter().map(|one| one.body().name.clone());
        protocol::PeopleLost {
            names: names.filter(|name| !again(name)).collect(),
            unknown: lost.unknown,
        }
    }
}

/// Both copies of the settings row. `joining`: someone whose own row is stored in the same transaction.
pub fn settings_rows(
    vault: &mut Vault,
    installation: &Installation,
    joining: Option<&Credential>,
    entropy: &mut dyn Entropy,
) -> Result<[Write; 2], Failure> {
    let credentials = vault.credentials().iter().chain(joining);
    let row = SettingsRow {
        installation: installation.clone(),
        people: credentials.map(|one| one.bytes().to_vec()).collect(),
    };
    let sealed = vault
        .seal(&AssociatedData::Settings, &row.to_bytes(), entropy)
        .map_err(sealing)?;
    Ok(Twin::BOTH.map(|twin| Write::Put(Key::Meta(MetaName::Settings, twin), sealed.clone())))
}

fn confirmation(fact: &Fact) -> Option<Digest> {
    match fact {
        Fact::Confirmation(confirmation) => Some(confirmation.fingerprint),
        _ => None,
    }
}

/// Reads charts as this vault knows their authors.
pub struct Reader {
    ours: Vec<Credential>,
    confirmed: BTreeSet<Digest>,
    own_log: ChartId,
    fingerprint: Digest,
    proofs: Rc<StrictOnce>,
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
    pub fn read_on(&self, held: Held, added: &Arrived) -> InMemory {
        let mut held = match held {
            Held::Read(held) if !added.also => *held,
            Held::Read(held) => return self.read(held.open),
            Held::Unread(open) => return self.read(*open),
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
