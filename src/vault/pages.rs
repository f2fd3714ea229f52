//! The key ring's pages, sealed under the compartment key and the ring secret together.

use std::collections::BTreeMap;

use zeroize::Zeroizing;

use super::Vault;
use super::associated_data::AssociatedData;
use super::crypto::Key;
use super::crypto::hkdf256::{derive, key_id};
use super::keyring::{PageRow, PagesAsOf, twins};
use super::ring::{RingHome, RingSecret};
use super::row::{self, COPIES, MetaRow, RowName};
use super::sealed::{Sealed, open, seal};
#[cfg(test)]
use super::user::seal_to;
#[cfg(test)]
use crate::base::ChartId;
use crate::base::{Compartment, Entropy, VaultId};

/// What loading the key pages found.
#[derive(Debug, Default)]
pub struct LoadedPages {
    /// Copies that were damaged or missing while the other was whole: put them again.
    pub repairs: Vec<PageRow>,
    /// Neither copy opened: the charts whose keys they hold cannot be read.
    pub lost: Vec<(Compartment, u32)>,
}

/// Pages to be put in one transaction with what their keys sealed.
pub struct ChangedPages {
    pub rows: Vec<PageRow>,
    pub stored: PagesStored,
}

/// Which pages, as of which change: handed back once they are in storage.
#[derive(Debug)]
pub struct PagesStored(PagesAsOf);

/// A new ring secret, and every row that depends on it.
#[cfg(test)]
pub struct Renewal {
    /// To be written outside, flushed and read back first, if the ring's home is there.
    pub ring: RingSecret,
    pub meta: Vec<MetaRow>,
    pub pages: ChangedPages,
}

impl Vault {
    /// Loads pages of chart keys. Those of compartments not held are left alone.
    pub fn load_pages(&mut self, rows: Vec<PageRow>) -> LoadedPages {
        let mut pages: BTreeMap<(Compartment, u32), Vec<PageRow>> = BTreeMap::new();
        for row in rows {
            if self.held.contains_key(&row.compartment) {
                pages
                    .entry((row.compartment, row.page))
                    .or_default()
                    .push(row);
            }
        }
        let mut loaded = LoadedPages::default();
        for ((compartment, page), copies) in pages {
            match self.load_page(compartment, page, &copies) {
                Some(repairs) => loaded.repairs.extend(repairs),
                None => {
                    self.charts.lost_page(compartment, page);
                    loaded.lost.push((compartment, page));
                }
            }
        }
        loaded
    }

    /// The copies to put again; `None` if neither opens.
    fn load_page(
        &mut self,
        compartment: Compartment,
        page: u32,
        copies: &[PageRow],
    ) -> Option<Vec<PageRow>> {
        let whole = copies.iter().find(|copy| {
            let plain = self.open_page(compartment, page, &copy.value);
            plain.is_some_and(|plain| self.charts.read_page(compartment, page, &plain).is_some())
        })?;
        let stands = |copy: u8| {
            let mut rows = copies.iter();
            rows.any(|row| row.copy == copy && row.value == whole.value)
        };
        if COPIES.into_iter().all(stands) {
            return Some(Vec::new());
        }
        let both = twins(compartment, page, &whole.value);
        Some(both.into_iter().filter(|row| !stands(row.copy)).collect())
    }

    fn open_page(
        &self,
        compartment: Compartment,
        page: u32,
        sealed: &Sealed,
    ) -> Option<Zeroizing<Vec<u8>>> {
        let wanted = sealed.key().ok()?;
        let epochs = self.held.get(&compartment)?.iter().rev();
        let mut keys = epochs.map(|epoch| self.ring.page_key(&epoch.key, compartment, page));
        let key = keys.find(|key| key_id(key) == wanted)?;
        let place = AssociatedData::KeyPage { compartment, page };
        open(&key, &self.id(), &place, sealed).ok()
    }

    /// Pages whose keys changed since they were stored, sealed anew. Call [`Vault::pages_stored`] once they are in storage;
    /// until then they are handed out again.
    pub fn changed_pages(&self, entropy: &mut dyn Entropy) -> ChangedPages {
        self.seal_pages(self.charts.changed(false), entropy)
    }

    /// The rows of these pages are in storage.
    pub fn pages_stored(&mut self, pages: &PagesStored) {
        self.charts.stored(&pages.0);
    }

    fn seal_pages(
        &self,
        pages: Vec<(Compartment, u32)>,
        entropy: &mut dyn Entropy,
    ) -> ChangedPages {
        let seal_one = |(compartment, page): &(Compartment, u32)| {
            let newest = self.held.get(compartment)?.last()?;
            let key = self.ring.page_key(&newest.key, *compartment, *page);
            let place = AssociatedData::KeyPage {
                compartment: *compartment,
                page: *page,
            };
            let plain = self.charts.write_page(*compartment, *page);
            let sealed = seal(&key, &self.id(), &place, &plain, entropy).ok()?;
            Some(twins(*compartment, *page, &sealed))
        };
        let rows = pages.iter().filter_map(seal_one).flatten().collect();
        let stored = PagesStored(self.charts.marks(&pages));
        ChangedPages { rows, stored }
    }
}

/// No page destroys a chart yet; how its keys go is held by tests from the first day.
#[cfg(test)]
impl Vault {
    /// Forgets a chart's keys for good and renews the ring secret, so that no old page opens. When everything handed back is
    /// in storage and the old ring secret overwritten, nothing sealed with those keys can be read.
    pub fn destroy_chart(&mut self, chart: ChartId, entropy: &mut dyn Entropy) -> Renewal {
        self.charts.forget(chart);
        self.ring = RingSecret::random(entropy);
        self.rows.row.ring = self.ring.id();
        self.seal_ring_to_people(entropy);
        Renewal {
            ring: self.ring.copy(),
            meta: self.all_rows(),
            pages: self.seal_pages(self.charts.changed(true), entropy),
        }
    }

    /// The ring secret goes into every recovery part and, where it lies in `meta`, into its row.
    fn seal_ring_to_people(&mut self, entropy: &mut dyn Entropy) {
        for person in self.people.all() {
            let mut rows = self.rows.users.iter_mut();
            if let Some(row) = rows.find(|row| row.user == person.user()) {
                row.ring = seal_to(person.recovery(), self.ring.expose(), entropy);
            }
        }
        self.keep_ring_in_meta(entropy);
    }
}

impl Vault {
    pub(super) fn keep_ring_in_meta(&mut self, entropy: &mut dyn Entropy) {
        if self.ring_home() == RingHome::InMeta {
            let identity = self.held.get(&Compartment::IDENTITY);
            let newest = identity.and_then(|epochs| epochs.last());
            let sealed =
                newest.and_then(|epoch| seal_ring(&self.ring, &self.id(), &epoch.key, entropy));
            let twins = sealed.map(|sealed| row::twins_of_sealed(RowName::Ring, &sealed));
            self.rows.rings = twins.into_iter().flatten().collect();
        }
    }

    /// Both copies of every row of `meta`.
    pub(super) fn all_rows(&self) -> Vec<MetaRow> {
        let mut rows = row::twins(RowName::Vault, &self.rows.row).to_vec();
        for user in &self.rows.users {
            rows.extend(row::twins(RowName::User(user.user), user));
        }
        rows.extend(self.rows.rings.iter().cloned());
        rows
    }
}

/// The ring secret for `meta`, under the identity compartment's key.
fn seal_ring(
    ring: &RingSecret,
    vault: &VaultId,
    identity: &Key,
    entropy: &mut dyn Entropy,
) -> Option<Sealed> {
    let key = derive(identity.expose(), "ring in meta", &[]);
    seal(&key, vault, &AssociatedData::Ring, ring.expose(), entropy).ok()
}
