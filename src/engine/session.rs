//! An opened vault: who works, where, and the charts in memory.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::rc::Rc;

use super::aside;
use super::cover::Cover;
use super::failure::sealing;
use super::installation::{Installation, SettingsRow};
use super::keeping::chart::load;
use super::keeping::list::{ListedChart, PatientList};
use super::keeping::save::{Here, Tails};
use super::opened_file::OpenedFile;
use super::protocol::{self, Failure, WriteFailure};
use super::reader::{InMemory, Reader, TakenChart};
use super::round::Round;
use super::tidying::{Merges, Shortening};
use super::writing::Author;
use crate::base::{ChartId, Compartment, Digest, Entropy};
use crate::chart::credential::Credential;
use crate::chart::kinds::Fact;
use crate::store::{Key, MetaName, Store, Twin, Write};
use crate::vault::{AssociatedData, ReceivePublic, StrictOnce, Vault};

/// Charts kept in memory after they were opened.
pub const KEPT_OPEN: usize = 8;

/// A chart that was taken out of memory to be changed, with what the patient list keeps of it.
pub struct Taken {
    pub kept: ListedChart,
    pub held: TakenChart,
}

pub struct Session {
    pub vault: Vault,
    pub installation: Installation,
    pub list: PatientList,
    pub tails: Tails,
    pub cover: Cover,
    /// Who else opened it since it locked.
    pub aside: aside::People,
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
            aside: aside::People::default(),
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
            code: self.cover.code(),
            aside: self.people_aside(),
            older_copy: self.older_copy,
            keys_lost: self.keys_lost,
            ring_in_meta: self.vault.ring_home() == crate::vault::RingHome::InMeta,
            newest_entry: self.list.newest_entry(),
            no_place: self.installation.site.is_empty() && self.installation.device.is_empty(),
            administrator: me.administrator,
        }
    }

    fn people_aside(&self) -> Vec<protocol::PersonAside> {
        let person = |aside: &aside::Aside| protocol::PersonAside {
            user: aside.keys.user(),
            name: aside.name.clone(),
            role: aside.role.clone(),
        };
        self.aside.iter().map(person).collect()
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
            Some(held) => TakenChart::Read(Box::new(held)),
            None => TakenChart::Unread(Box::new(load(store, &self.vault, &kept).await?)),
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
