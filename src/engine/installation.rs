//! What this installation is called and how it is set: one sealed row.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::protocol::{Settings, VaultKind};
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

impl Installation {
    pub fn to_bytes(&self) -> Vec<u8> {
        let bytes = postcard::to_allocvec(self).expect("settings have no unserialisable parts");
        postcard::to_extend(&self.damage, bytes).expect("numbers can be written")
    }

    pub fn read(bytes: &[u8]) -> Option<Self> {
        let (installation, behind): (Self, &[u8]) = postcard::take_from_bytes(bytes).ok()?;
        Some(Self {
            damage: postcard::from_bytes(behind).unwrap_or_default(),
            ..installation
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_that_remember_no_damage_are_read_by_this_version_and_those_that_do_by_earlier_ones()
    {
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
        };
        let before = postcard::to_allocvec(&installation).expect("written");
        let read = Installation::read(&before).expect("read");
        assert_eq!((read.next_chart, read.damage), (7, Damage::default()));

        assert_eq!(installation.damage.note(ChartId([2; 16]), 3), 3);
        assert_eq!(installation.damage.note(ChartId([2; 16]), 3), 0);
        assert_eq!(installation.damage.note(ChartId([2; 16]), 1), 0);
        assert_eq!(installation.damage.since_check, 1, "two were brought back");
        let bytes = installation.to_bytes();
        let read = Installation::read(&bytes).expect("read");
        assert_eq!(read.damage, installation.damage);
        let earlier: Installation = postcard::from_bytes(&bytes).expect("read");
        assert_eq!(earlier.device, "Tablet 1");
    }
}
