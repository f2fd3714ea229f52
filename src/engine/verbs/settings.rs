//! Settings of this installation, and what the records take up.

use crate::base::Clock;
use crate::engine::Engine;
use crate::engine::aside;
use crate::engine::protocol::*;
use crate::store::beside::Files;
use crate::store::{Durability, Range, Store, Table};

use super::make::within_bounds;

impl<S: Store, F: Files, C: Clock> Engine<S, F, C> {
    pub(in crate::engine) async fn set(&mut self, settings: Settings) -> Result<(), Failure> {
        self.open()?;
        let session = self.session.as_deref_mut().ok_or(Failure::Locked)?;
        let before = std::mem::replace(&mut session.installation.settings, settings);
        let rows = session.settings_rows(self.entropy.as_mut())?;
        if let Err(error) = self.store.commit(rows.into(), Durability::Strict).await {
            session.installation.settings = before;
            return Err(error.into());
        }
        Ok(())
    }

    /// A mobile clinic moves on: what is signed from now on is signed at the new place.
    pub(in crate::engine) async fn set_place(
        &mut self,
        site: &str,
        device: &str,
    ) -> Result<Session, Failure> {
        within_bounds("", &[site.trim(), device.trim()])?;
        self.open()?;
        let session = self.session.as_deref_mut().ok_or(Failure::Locked)?;
        let before = session.installation.clone();
        session.installation.site = site.trim().to_owned();
        session.installation.device = device.trim().to_owned();
        let rows = session.settings_rows(self.entropy.as_mut())?;
        if let Err(error) = self.store.commit(rows.into(), Durability::Strict).await {
            session.installation = before;
            return Err(error.into());
        }
        self.who()
    }

    /// Names of stations without the spaces around them; blank ones are left out.
    pub(in crate::engine) async fn set_clinic(
        &mut self,
        clinic: Clinic,
    ) -> Result<Session, Failure> {
        let names = clinic.stations.iter().map(|name| name.trim());
        let names = names.filter(|name| !name.is_empty());
        let stations: Vec<String> = names.map(str::to_owned).collect();
        let names: Vec<&str> = stations.iter().map(String::as_str).collect();
        within_bounds("", &names)?;
        if !self.open()?.vault.credential().body().administrator {
            return Err(WriteFailure::NotAllowed.into());
        }
        let session = self.session.as_deref_mut().ok_or(Failure::Locked)?;
        let clinic = Clinic { stations, ..clinic };
        let before = std::mem::replace(&mut session.installation.clinic, clinic);
        let rows = session.settings_rows(self.entropy.as_mut())?;
        if let Err(error) = self.store.commit(rows.into(), Durability::Strict).await {
            session.installation.clinic = before;
            return Err(error.into());
        }
        if !session.installation.clinic.quick_switch {
            session.aside = aside::People::default();
        }
        self.who()
    }

    pub(in crate::engine) async fn storage(&self) -> Result<StorageUse, Failure> {
        let session = self.open()?;
        let mut used = StorageUse {
            charts: session.list.people().count() as u32,
            entries: session.list.people().map(|kept| kept.entries).sum(),
            only_here: session.list.only_here(),
            last_checked_copy: session.installation.last_checked_copy,
            last_check: session.installation.last_check,
            found_since: session.installation.damage.since_check,
            ..StorageUse::default()
        };
        for table in Table::ALL {
            let bytes = self.store.bytes(&Range::All(table)).await?;
            match table {
                Table::Blobs => used.papers += bytes,
                Table::Drafts => used.drafts += bytes,
                _ => used.records += bytes,
            }
        }
        Ok(used)
    }
}
