//! The people of a vault: who they are, adding one, changing places, changing a passphrase.

use zeroize::Zeroizing;

use crate::base::{Clock, UserId};
use crate::engine::Engine;
use crate::engine::cover::{Tried, is_code};
use crate::engine::host::Host;
use crate::engine::protocol::*;
use crate::engine::rows::put_meta;
use crate::engine::session::settings_rows;
use crate::engine::tries::Tries;
use crate::store::beside::Files;
use crate::store::{Durability, Store};
use crate::vault::{self, AddError, ChangeError, NewPerson, Vault};

use super::make::{too_short, within_bounds};
use super::unlock::{borrowed, is_wrong_try, unlock_failed};

impl<S: Store, F: Files, C: Clock> Engine<S, F, C> {
    pub(in crate::engine) fn who(&self) -> Result<Session, Failure> {
        Ok(self.open()?.info())
    }

    pub(in crate::engine) fn people(&self) -> Result<Vec<PersonOfVault>, Failure> {
        let session = self.open()?;
        let people = session.vault.people().iter().map(|person| {
            let body = person.credential().body();
            PersonOfVault {
                user: body.user,
                name: body.name.clone(),
                role: body.role.clone(),
                fingerprint: person.credential().hash().short(),
                you: body.user == session.vault.me(),
            }
        });
        Ok(people.collect())
    }

    pub(in crate::engine) async fn prepare_person<H: Host>(
        &mut self,
        plan: PersonPlan,
        host: &H,
    ) -> Result<Prepared, Failure> {
        within_bounds(plan.name.trim(), &[plan.role.trim()])?;
        host.step(Step::Opening, 0, 1).await?;
        self.open()?;
        let session = self.session.as_deref().ok_or(Failure::Locked)?;
        let person = NewPerson {
            name: plan.name.trim(),
            role: plan.role.trim(),
            administrator: false,
            passphrase: &plan.passphrase,
            language: session.installation.settings.language,
        };
        let prepared =
            session
                .vault
                .prepare_person(&person, self.clock.now(), self.entropy.as_mut());
        let prepared = prepared.map_err(|error| match error {
            AddError::NotAdministrator => Failure::Write(WriteFailure::NotAllowed),
            AddError::Passphrase(short) => too_short(short),
        })?;
        let shown = Prepared {
            words: prepared.words().to_vec(),
            fingerprint: session.vault.fingerprint().short(),
        };
        self.prepared_person = Some(prepared);
        Ok(shown)
    }

    pub(in crate::engine) async fn add_person(&mut self) -> Result<Vec<PersonOfVault>, Failure> {
        self.open()?;
        let session = self.session.as_deref_mut().ok_or(Failure::Locked)?;
        let Some(prepared) = &self.prepared_person else {
            return Err(UnlockFailure::NoVault.into());
        };
        let mut rows: Vec<_> = prepared.rows().iter().map(put_meta).collect();
        rows.extend(settings_rows(
            &mut session.vault,
            &session.installation,
            Some(prepared.credential()),
            self.entropy.as_mut(),
        )?);
        self.store.commit(rows, Durability::Strict).await?;
        if let (Some(session), Some(prepared)) =
            (self.session.as_deref_mut(), self.prepared_person.take())
        {
            session.vault.add_person(prepared);
            // They were read without knowing whose entries are theirs.
            session.charts.clear();
        }
        self.people()
    }

    /// Someone else at the same device: their passphrase, their name on what they write. Works from behind the cover too.
    pub(in crate::engine) async fn switch<H: Host>(
        &mut self,
        passphrase: String,
        host: &H,
    ) -> Result<Session, Failure> {
        let passphrase = Zeroizing::new(passphrase);
        self.may_try().await?;
        host.step(Step::Opening, 0, 3).await?;
        let session = self.session.as_deref().ok_or(Failure::Locked)?;
        let switched = session
            .vault
            .switch(&vault::Opener::Passphrase(&passphrase));
        if switched.as_ref().err().is_some_and(is_wrong_try) {
            self.count_wrong_try().await?;
        }
        let vault = switched.map_err(unlock_failed)?;
        self.forget_wrong_tries().await?;
        self.hand_over(vault, host).await
    }

    /// Somebody who was set aside comes back with their short code. Not from behind the cover, which names nobody.
    pub(in crate::engine) async fn switch_back<H: Host>(
        &mut self,
        user: UserId,
        code: &str,
        host: &H,
    ) -> Result<Session, Failure> {
        let now = self.clock.now();
        let session = self.open_mut()?;
        match session.aside.try_code(user, code, now) {
            Tried::Open => {}
            Tried::Wrong(left) => return Err(UnlockFailure::WrongCode(left).into()),
            Tried::Spent => return Err(UnlockFailure::AsideSpent.into()),
        }
        let aside = session.aside.get(user).ok_or(UnlockFailure::AsideSpent)?;
        let vault = session
            .vault
            .switch_to(&aside.keys)
            .map_err(unlock_failed)?;
        self.hand_over(vault, host).await
    }

    /// A short code of who works, chosen with their passphrase: it brings them back after somebody else, and covers the page.
    pub(in crate::engine) async fn choose_code<H: Host>(
        &mut self,
        code: Zeroizing<String>,
        passphrase: Zeroizing<String>,
        host: &H,
    ) -> Result<(), Failure> {
        let now = self.clock.now();
        self.open()?;
        if !is_code(&code) {
            return Err(Failure::Covered);
        }
        self.may_try().await?;
        host.step(Step::Opening, 0, 1).await?;
        let session = self.session.as_deref_mut().ok_or(Failure::Locked)?;
        let opener = vault::Opener::Passphrase(&passphrase);
        let proven = session.vault.switch(&opener);
        let mine = proven.is_ok_and(|other| other.me() == session.vault.me());
        if !mine {
            self.count_wrong_try().await?;
            return Err(UnlockFailure::WrongPassphrase.into());
        }
        session.cover.set(code.to_string(), true, now);
        self.forget_wrong_tries().await
    }

    /// Loads the vault for who works now. Who worked before is set aside, where the clinic wants that and they have a short
    /// code.
    async fn hand_over<H: Host>(&mut self, vault: Vault, host: &H) -> Result<Session, Failure> {
        let now = self.clock.now();
        let mut session = self.load(vault, host).await?;
        if let Some(before) = self.session.take()
            && before.installation.clinic.quick_switch
        {
            let me = before.vault.credential().body();
            session.aside = before.aside;
            session.aside.add(
                before.vault.set_aside(),
                me.name.clone(),
                me.role.clone(),
                before.cover,
                now,
            );
            let back = session.aside.take(session.vault.me());
            // Nothing is covered now; their code covers again.
            session.cover = back
                .map(|aside| aside.cover.uncovered())
                .unwrap_or_default();
        }
        let info = session.info();
        self.session = Some(Box::new(session));
        Ok(info)
    }

    pub(in crate::engine) async fn change_passphrase<H: Host>(
        &mut self,
        old: Opener,
        new: String,
        host: &H,
    ) -> Result<(), Failure> {
        let new = Zeroizing::new(new);
        self.open()?;
        self.may_try().await?;
        host.step(Step::Opening, 0, 1).await?;
        let session = self.session.as_deref_mut().ok_or(Failure::Locked)?;
        let before = session.vault.own_row();
        let changed = session
            .vault
            .change_passphrase(&borrowed(&old), &new, self.entropy.as_mut());
        let wrong_try = match &changed {
            Err(ChangeError::Old(error)) => is_wrong_try(error),
            Err(ChangeError::NotYours) => true,
            Ok(_) | Err(ChangeError::New(_)) => false,
        };
        if wrong_try {
            self.count_wrong_try().await?;
        }
        let rows = changed.map_err(|error| match error {
            ChangeError::Old(error) => unlock_failed(error),
            ChangeError::NotYours => UnlockFailure::WrongPassphrase.into(),
            ChangeError::New(short) => too_short(short),
        })?;
        let rows = rows.iter().map(put_meta).collect();
        if let Err(error) = self.store.commit(rows, Durability::Strict).await {
            if let (Some(session), Some(before)) = (self.session.as_deref_mut(), before) {
                session.vault.put_back(before);
            }
            return Err(error.into());
        }
        self.forget_wrong_tries().await
    }

    /// After wrong tries the next one waits, wherever a passphrase is asked for.
    async fn may_try(&self) -> Result<(), Failure> {
        let now = self.clock.now();
        match Tries::at(&self.store, now).await?.wait(now) {
            0 => Ok(()),
            wait => Err(UnlockFailure::Wait(wait).into()),
        }
    }

    async fn count_wrong_try(&self) -> Result<(), Failure> {
        let tries = Tries::read(&self.store).await?;
        Ok(tries
            .after_wrong(self.clock.now())
            .write(&self.store)
            .await?)
    }

    async fn forget_wrong_tries(&self) -> Result<(), Failure> {
        if Tries::read(&self.store).await? != Tries::default() {
            Tries::default().write(&self.store).await?;
        }
        Ok(())
    }
}
