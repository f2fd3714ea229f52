//! Chart keys, in memory and as sealed pages. Each page stands twice, and only pages that changed are sealed again.

use minicbor::{Decode, Encode};
use std::collections::{BTreeMap, HashMap};
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use super::crypto::Key;
use super::crypto::hkdf256::derive;
use super::row::{COPIES, encode};
use super::sealed::Sealed;
use crate::base::{BlobId, ChartId, Compartment, Entropy, Secret};

/// Charts a page holds the keys of.
const PAGE: usize = 128;
/// A key that sealed so often is followed by a new one.
const MOST_SEALS: u64 = 1 << 28;
/// Seals are counted in such steps, each taken with the chance of one in as many: the count is right on average, and a page
/// need not be written again at every seal.
const STEP: u64 = 4096;

/// A sealed page of chart keys, to be put or as it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageRow {
    pub compartment: Compartment,
    pub page: u32,
    /// 0 or 1.
    pub copy: u8,
    pub value: Sealed,
}

/// Which pages a set of rows holds, and as of which change.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct PagesAsOf(Vec<((Compartment, u32), u64)>);

/// The right to seal one chart's entries, attachments or imported files with a key of its own.
struct ChartKey {
    key: Key,
    seals: u64,
}

impl ChartKey {
    fn random(entropy: &mut dyn Entropy) -> Self {
        Self {
            key: Secret::new(entropy.array()),
            seals: 0,
        }
    }
}

struct Chart {
    page: u32,
    /// In turn; the newest seals.
    keys: Vec<ChartKey>,
}

impl Chart {
    /// Takes in keys of another page: a chart got keys there while this page did not open. None is ever dropped.
    fn join(&mut self, others: impl Iterator<Item = ChartKey>) {
        for other in others {
            let mut known = self.keys.iter_mut();
            match known.find(|known| known.key.expose() == other.key.expose()) {
                Some(known) => known.seals = known.seals.max(other.seals),
                None => self.keys.push(other),
            }
        }
    }
}

/// What a chart key is used for: each use has a key of its own.
#[derive(Clone, Copy)]
pub(super) enum Use {
    Segments,
    Blob(BlobId),
}

impl Use {
    fn key(self, chart_key: &Key) -> Key {
        match self {
            Self::Segments => derive(chart_key.expose(), "segments", &[]),
            Self::Blob(blob) => derive(chart_key.expose(), "blob", &[blob.as_bytes()]),
        }
    }
}

#[derive(Default)]
struct Page {
    charts: Vec<ChartId>,
    /// Counts changes; what is in storage is as of `stored`.
    change: u64,
    stored: u64,
    /// Neither copy opened: never written again, since a later attempt may still save it.
    lost: bool,
}

#[derive(Default)]
pub(super) struct KeyRing {
    charts: HashMap<(Compartment, ChartId), Chart>,
    pages: BTreeMap<(Compartment, u32), Page>,
}

#[derive(Encode, Decode, Zeroize, ZeroizeOnDrop)]
#[cbor(array)]
struct KeyOnPage {
    #[cbor(n(0), with = "minicbor::bytes")]
    key: [u8; 32],
    #[n(1)]
    seals: u64,
}

#[derive(Encode, Decode)]
#[cbor(array)]
struct ChartOnPage {
    #[n(0)]
    chart: ChartId,
    #[n(1)]
    keys: Vec<KeyOnPage>,
}

impl KeyRing {
    pub(super) fn holds(&self, compartment: Compartment, chart: ChartId) -> bool {
        self.charts.contains_key(&(compartment, chart))
    }

    /// Makes a first key if there is none.
    pub(super) fn add(
        &mut self,
        compartment: Compartment,
        chart: ChartId,
        entropy: &mut dyn Entropy,
    ) {
        if self.holds(compartment, chart) {
            return;
        }
        let number = self.page_with_room(compartment);
        let page = self.pages.entry((compartment, number)).or_default();
        page.charts.push(chart);
        page.change += 1;
        let keys = vec![ChartKey::random(entropy)];
        self.charts
            .insert((compartment, chart), Chart { page: number, keys });
    }

    fn page_with_room(&self, compartment: Compartment) -> u32 {
        let pages = (compartment, 0)..=(compartment, u32::MAX);
        match self.pages.range(pages).next_back() {
            Some(((_, last), page)) if page.charts.len() < PAGE && !page.lost => *last,
            Some(((_, last), _)) => last + 1,
            None => 0,
        }
    }

    /// Forgets keys that were made and never stored.
    pub(super) fn forget_unstored(&mut self, compartment: Compartment, chart: ChartId) {
        let Some(kept) = self.charts.remove(&(compartment, chart)) else {
            return;
        };
        if let Some(page) = self.pages.get_mut(&(compartment, kept.page)) {
            page.charts.retain(|one| *one != chart);
            page.change += 1;
        }
    }

    /// Forgets a chart's keys; its pages must be sealed with a new ring secret.
    #[cfg(test)]
    pub(super) fn forget(&mut self, chart: ChartId) {
        for page in self.pages.values_mut() {
            if let Some(place) = page.charts.iter().position(|one| *one == chart) {
                page.charts.remove(place);
                page.change += 1;
            }
        }
        self.charts.retain(|(_, one), _| *one != chart);
    }

    /// The key to seal with, counted; a key sealed with too often is followed by a new one.
    pub(super) fn sealing_key(
        &mut self,
        compartment: Compartment,
        chart: ChartId,
        what: Use,
        entropy: &mut dyn Entropy,
    ) -> Option<Key> {
        let of = self.charts.get_mut(&(compartment, chart))?;
        let draw = u64::from(u16::from_be_bytes(entropy.array()));
        let newest = of.keys.last_mut()?;
        let mut changed = draw % STEP == 0;
        if changed {
            newest.seals += STEP;
        }
        if newest.seals >= MOST_SEALS {
            of.keys.push(ChartKey::random(entropy));
            changed = true;
        }
        if changed && let Some(page) = self.pages.get_mut(&(compartment, of.page)) {
            page.change += 1;
        }
        of.keys.last().map(|newest| what.key(&newest.key))
    }

    /// Every key that may have sealed it, newest first.
    pub(super) fn opening_keys(
        &self,
        compartment: Compartment,
        chart: ChartId,
        what: Use,
    ) -> impl Iterator<Item = Key> {
        let chart = self.charts.get(&(compartment, chart));
        let keys = chart.map(|chart| chart.keys.as_slice()).unwrap_or_default();
        keys.iter().rev().map(move |one| what.key(&one.key))
    }

    /// Pages that differ from what is in storage; all pages if `whole`.
    pub(super) fn changed(&self, whole: bool) -> Vec<(Compartment, u32)> {
        let differs = |page: &Page| !page.lost && (whole || page.change != page.stored);
        let pages = self.pages.iter().filter(|(_, page)| differs(page));
        pages.map(|(name, _)| *name).collect()
    }

    pub(super) fn marks(&self, pages: &[(Compartment, u32)]) -> PagesAsOf {
        let mark = |name: &(Compartment, u32)| Some((*name, self.pages.get(name)?.change));
        PagesAsOf(pages.iter().filter_map(mark).collect())
    }

    pub(super) fn stored(&mut self, marks: &PagesAsOf) {
        for (name, change) in &marks.0 {
            if let Some(page) = self.pages.get_mut(name) {
                page.stored = *change;
            }
        }
    }

    pub(super) fn write_page(&self, compartment: Compartment, page: u32) -> Zeroizing<Vec<u8>> {
        let charts = self
            .pages
            .get(&(compartment, page))
            .map(|page| page.charts.as_slice());
        let on_page = |chart: &ChartId| ChartOnPage {
            chart: *chart,
            keys: self.charts[&(compartment, *chart)]
                .keys
                .iter()
                .map(KeyOnPage::of)
                .collect(),
        };
        let rows: Vec<ChartOnPage> = charts.unwrap_or_default().iter().map(on_page).collect();
        Zeroizing::new(encode(&rows))
    }

    /// `None`: not a page.
    pub(super) fn read_page(
        &mut self,
        compartment: Compartment,
        page: u32,
        plain: &[u8],
    ) -> Option<()> {
        let rows: Vec<ChartOnPage> = minicbor::decode(plain).ok()?;
        if rows.iter().any(|row| row.keys.is_empty()) {
            return None;
        }
        let charts = rows.iter().map(|row| row.chart).collect();
        for row in rows {
            let keys = row.keys.iter().map(KeyOnPage::read);
            let known = self.charts.entry((compartment, row.chart));
            let empty = Chart {
                page,
                keys: Vec::new(),
            };
            known.or_insert(empty).join(keys);
        }
        let known = Page {
            charts,
            ..Page::default()
        };
        self.pages.insert((compartment, page), known);
        Some(())
    }

    pub(super) fn lost_page(&mut self, compartment: Compartment, page: u32) {
        let lost = Page {
            lost: true,
            ..Page::default()
        };
        self.pages.insert((compartment, page), lost);
    }
}

impl KeyOnPage {
    fn of(key: &ChartKey) -> Self {
        Self {
            key: *key.key.expose(),
            seals: key.seals,
        }
    }

    fn read(&self) -> ChartKey {
        ChartKey {
            key: Secret::new(self.key),
            seals: self.seals,
        }
    }
}

/// Both copies of a page.
pub(super) fn twins(compartment: Compartment, page: u32, value: &Sealed) -> [PageRow; 2] {
    COPIES.map(|copy| PageRow {
        compartment,
        page,
        copy,
        value: value.clone(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every draw is a zero, and so every seal is one that counts.
    struct Zeros;

    impl Entropy for Zeros {
        fn fill(&mut self, bytes: &mut [u8]) {
            bytes.fill(0);
        }
    }

    struct Ones;

    impl Entropy for Ones {
        fn fill(&mut self, bytes: &mut [u8]) {
            bytes.fill(1);
        }
    }

    const NAME: (Compartment, ChartId) = (Compartment::CLINICAL, ChartId([1; 16]));

    fn sealing(ring: &mut KeyRing, entropy: &mut dyn Entropy) -> Key {
        let key = ring.sealing_key(NAME.0, NAME.1, Use::Segments, entropy);
        key.expect("the chart has a key")
    }

    #[test]
    fn a_key_that_sealed_too_often_is_followed_by_another_and_still_opens() {
        let mut ring = KeyRing::default();
        ring.add(NAME.0, NAME.1, &mut Ones);
        let first = sealing(&mut ring, &mut Ones);
        let steps = MOST_SEALS / STEP;
        for _ in 1..steps {
            assert!(sealing(&mut ring, &mut Zeros).expose() == first.expose());
        }
        let second = sealing(&mut ring, &mut Zeros);
        assert!(second.expose() != first.expose());
        let opening: Vec<Key> = ring.opening_keys(NAME.0, NAME.1, Use::Segments).collect();
        let exposed: Vec<_> = opening.iter().map(Key::expose).collect();
        assert_eq!(exposed, [second.expose(), first.expose()]);
    }

    #[test]
    fn keys_made_while_a_page_was_lost_join_those_of_the_page() {
        let mut ring = KeyRing::default();
        ring.add(NAME.0, NAME.1, &mut Ones);
        let before = ring.write_page(NAME.0, 0);
        let mut without = KeyRing::default();
        without.lost_page(NAME.0, 0);
        without.add(NAME.0, NAME.1, &mut Zeros);
        let meanwhile = without.write_page(NAME.0, 1);

        let mut again = KeyRing::default();
        again.read_page(NAME.0, 0, &before).expect("a page");
        again.read_page(NAME.0, 1, &meanwhile).expect("a page");
        for page in [0, 1] {
            let written = again.write_page(NAME.0, page);
            let mut rewritten = KeyRing::default();
            rewritten.read_page(NAME.0, page, &written).expect("a page");
            let keys: Vec<Key> = rewritten
                .opening_keys(NAME.0, NAME.1, Use::Segments)
                .collect();
            assert_eq!(keys.len(), 2);
            let old = sealing(&mut ring, &mut Ones);
            assert!(keys.iter().any(|key| key.expose() == old.expose()));
        }
        again.forget(NAME.1);
        assert!(again.pages.values().all(|page| page.charts.is_empty()));
    }

    #[test]
    fn a_seal_that_counts_changes_the_page_and_others_do_not() {
        let mut ring = KeyRing::default();
        ring.add(NAME.0, NAME.1, &mut Ones);
        let marks = ring.marks(&ring.changed(false));
        ring.stored(&marks);
        let _ = sealing(&mut ring, &mut Ones);
        assert!(ring.changed(false).is_empty());
        let _ = sealing(&mut ring, &mut Zeros);
        assert_eq!(ring.changed(false), [(NAME.0, 0)]);
    }
}
