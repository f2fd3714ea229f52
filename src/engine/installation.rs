//! What this installation is called and how it is set: one sealed row.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::protocol::{Clinic, Settings, VaultKind};
use crate::base::{ChartId, InstallationId, Stamp};

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Installation {
    pub id: InstallationId,
    pub kind: VaultKind,
    /// Short name: "Tablet 2".
    pub device: String,
    pub site: String,
    /// The running number the next new chart gets.
    pub next_chart: u32,
    pub settings: Settings,
    pub last_checked_copy: Option<Stamp>,
    /// When everything was last verified, and how many entries could not be read.
    pub last_check: Option<(Stamp, u32)>,
    /// Stands behind the rest, where earlier versions wrote nothing and look for nothing.
    #[serde(skip)]
    pub damage: Damage,
    /// Behind the people, for the same reason.
    #[serde(skip)]
    pub clinic: Clinic,
}

/// Entries that are known to be unreadable or unproven.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Damage {
    /// Without the charts that are sound.
    charts: BTreeMap<ChartId, u32>,
    /// How many of them were found since everything was last checked.
    pub since_check: u32,
}

impl Damage {
    /// So many are unreadable or unproven in this chart. Gives how many more than were known.
    pub fn note(&mut self, chart: ChartId, found: u32) -> u32 {
        let known = match found {
            0 => self.charts.remove(&chart),
            found => self.charts.insert(chart, found),
        };
        let known = known.unwrap_or(0);
        self.since_check = (self.since_check + found).saturating_sub(known);
        found.saturating_sub(known)
    }

    /// Everything was checked, and this was found.
    pub fn of_a_check(self) -> Self {
        Self {
            since_check: 0,
            ..self
        }
    }
}

/// What the settings row holds.
pub struct SettingsRow {
    pub installation: Installation,
    /// The credentials of everyone who ever was one of the vault's people, a second time: a user's own row may be lost, and
    /// what they signed must not lose its effect with it. Earlier versions wrote none.
    pub people: Vec<Vec<u8>>,
}

impl SettingsRow {
    pub fn to_bytes(&self) -> Vec<u8> {
        const WRITTEN: &str = "settings have no unserialisable parts";
        let bytes = postcard::to_allocvec(&self.installation).expect(WRITTEN);
        let bytes = postcard::to_extend(&self.installation.damage, bytes).expect(WRITTEN);
        let bytes = postcard::to_extend(&self.people, bytes).expect(WRITTEN);
        postcard::to_extend(&self.installation.clinic, bytes).expect(WRITTEN)
    }

    pub fn read(bytes: &[u8]) -> Option<Self> {
        let (installation, behind): (Installation, &[u8]) =
            postcard::take_from_bytes(bytes).ok()?;
        let (damage, behind) = postcard::take_from_bytes(behind).unwrap_or_default();
        let (people, behind) = postcard::take_from_bytes(behind).unwrap_or_default();
        Some(Self {
            installation: Installation {
                damage,
                clinic: postcard::from_bytes(behind).unwrap_or_default(),
                ..installation
            },
            people,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_of_earlier_versions_are_read_by_this_one_and_those_of_this_one_by_earlier_ones() {
        let mut installation = Installation {
            id: InstallationId([1; 16]),
            kind: VaultKind::Clinic,
            device: "Tablet 1".into(),
            site: "Site Alpha".into(),
            next_chart: 7,
            settings: Settings::default(),
            last_checked_copy: None,
            last_check: None,
            damage: Damage::default(),
            clinic: Clinic::default(),
        };
        let before = postcard::to_allocvec(&installation).expect("written");
        let read = SettingsRow::read(&before).expect("read");
        assert!(read.people.is_empty());
        let read = read.installation;
        assert_eq!((read.next_chart, read.damage), (7, Damage::default()));

        assert_eq!(installation.damage.note(ChartId([2; 16]), 3), 3);
        assert_eq!(installation.damage.note(ChartId([2; 16]), 3), 0);
        assert_eq!(installation.damage.note(ChartId([2; 16]), 1), 0);
        assert_eq!(installation.damage.since_check, 1, "two were brought back");
        let with_damage = postcard::to_extend(&installation.damage, before).expect("written");
        let read = SettingsRow::read(&with_damage).expect("read");
        assert_eq!(read.installation.damage, installation.damage);
        assert!(read.people.is_empty());
        let row = SettingsRow {
            installation,
            people: vec![b"a credential".to_vec()],
        };
        let bytes = row.to_bytes();
        let read = SettingsRow::read(&bytes).expect("read");
        assert_eq!(read.installation.damage, row.installation.damage);
        assert_eq!(read.people, row.people);
        let earlier: Installation = postcard::from_bytes(&bytes).expect("read");
        assert_eq!(earlier.device, "Tablet 1");
    }
}
