//! Every answer of the first run, and what becomes of them: prepared, made, or left without a trace.

use leptos::prelude::*;

use super::who;
use crate::app::i18n::*;
use crate::app::pages::lack::{Lack, Lacking, required};
use crate::app::pages::passphrase::Choosing;
use crate::app::pages::preparing::Preparing;
use crate::app::pages::role::ChosenRole;
use crate::app::platform::fragment;
use crate::app::platform::storage::{self, Kept};
use crate::app::route::Route;
use crate::app::state::{App, use_app};
use crate::engine::protocol::{Prepared, Session, VaultKind, VaultPlan, ask};

/// What the vault is begun for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Door {
    Clinic,
    Family,
    /// A file was given: it is read; the vault is made when something is to be kept.
    File,
}

/// Every answer so far. Lives as long as the first run, so that Back keeps it.
#[derive(Clone, Copy)]
pub(in crate::app::pages) struct Beginning {
    pub(super) app: App,
    pub(super) door: RwSignal<Option<Door>>,
    /// From 0: place, passphrase, recovery, ready.
    pub(super) step: RwSignal<usize>,
    /// The number of the doors in the tab's history; each step is one further.
    base: StoredValue<u32>,
    pub(super) lacking: Lacking,
    pub(super) name: RwSignal<String>,
    pub(super) role: ChosenRole,
    pub(super) site: RwSignal<String>,
    pub(super) device: RwSignal<String>,
    pub(super) choosing: Choosing,
    /// What was prepared, and the plan it was prepared from.
    pub(super) prepared: RwSignal<Option<(Prepared, String)>, LocalStorage>,
    pub(super) preparing: Preparing,
    /// The vault, made and open.
    pub(super) made: RwSignal<Option<Session>>,
    /// What the browser answered when it was asked to keep the records.
    pub(super) kept: RwSignal<Option<Kept>>,
}

pub(super) const WHO: usize = 0;
pub(super) const PLACE: usize = 1;
pub(super) const PASSPHRASE: usize = 2;
pub(super) const RECOVERY: usize = 3;
pub(super) const READY: usize = 4;

impl Beginning {
    pub(super) fn new() -> Self {
        Self {
            app: use_app(),
            door: RwSignal::new(None),
            step: RwSignal::new(WHO),
            base: StoredValue::new(here()),
            lacking: Lacking::default(),
            name: RwSignal::new(String::new()),
            role: ChosenRole::new(),
            site: RwSignal::new(String::new()),
            device: RwSignal::new(String::new()),
            choosing: Choosing::new(),
            prepared: RwSignal::new_local(None),
            preparing: Preparing::new(),
            made: RwSignal::new(None),
            kept: RwSignal::new(None),
        }
    }

    fn is_clinic(&self) -> bool {
        self.door.get() == Some(Door::Clinic)
    }

    /// Whoever was given a file may be a patient: role and place are offered, not asked.
    pub(super) fn is_given_a_file(&self) -> bool {
        self.door.get() == Some(Door::File)
    }

    /// A file may be given to someone who works in a clinic; a family is asked neither role nor place.
    pub(super) fn asks_role(&self) -> bool {
        self.door.get() != Some(Door::Family)
    }

    /// What the second step still needs, at its field.
    pub(super) fn place(&self, i18n: Texts) -> Result<(), Lack> {
        required(who::NAME, self.name, t_string!(i18n, vault.lacks_name))?;
        if self.is_clinic() {
            self.role.required(i18n)?;
        }
        required(
            who::DEVICE,
            self.device,
            t_string!(i18n, vault.lacks_device),
        )?;
        Ok(())
    }

    /// A file is read first, which takes a place of its own in the tab's history; the steps count from there.
    pub(super) fn choose(&self, door: Door) {
        self.door.set(Some(door));
        if door == Door::File {
            fragment::push_step();
            self.base.set_value(here());
        } else {
            self.advance(PLACE);
        }
    }

    /// From the file that was being read back to the doors; it is given up.
    pub(super) fn to_doors(self) {
        self.app.given.keep(None);
        self.door.set(None);
        if fragment::number() == Some(self.base.get_value()) {
            fragment::back();
        }
    }

    /// To a step that was not there before; Back of the browser leads to the one before it.
    pub(super) fn advance(&self, to: usize) {
        if self.step.get_untracked() == WHO {
            // After a reload the doors may have been gone back from, or forward to.
            self.base.set_value(here());
        }
        fragment::push_step();
        self.step.set(to);
    }

    fn plan(&self) -> Option<VaultPlan> {
        let clinic = self.is_clinic();
        let role = self.role.stored();
        Some(VaultPlan {
            kind: if clinic {
                VaultKind::Clinic
            } else {
                VaultKind::Family
            },
            name: self.name.get().trim().to_string(),
            role: if role.is_empty() {
                "person".into()
            } else {
                role
            },
            site: self.site.get().trim().to_string(),
            device: self.device.get().trim().to_string(),
            passphrase: self.choosing.chosen()?,
            language: self.app.look.get().language,
        })
    }

    /// Makes keys in the engine's memory and shows the twelve words. Prepared anew when an answer changed.
    pub(super) fn prepare(self) {
        if self.preparing.work.is_busy() {
            return;
        }
        let Some(plan) = untrack(|| self.plan()) else {
            return;
        };
        let answers = [
            plan.name.as_str(),
            &plan.role,
            &plan.site,
            &plan.device,
            &plan.passphrase,
            plan.language.code(),
        ];
        let answers = answers.join("\n");
        if self
            .prepared
            .with_untracked(|prepared| prepared.as_ref().is_some_and(|(_, of)| *of == answers))
        {
            self.advance(RECOVERY);
            return;
        }
        leptos::task::spawn_local(async move {
            let request = ask::PrepareVault(plan);
            let prepared = self.preparing.prepare(request, self.choosing).await;
            let Some(prepared) = prepared else { return };
            self.prepared.set(Some((prepared, answers)));
            // Whoever went back meanwhile finds it made when they come on again.
            if self.step.try_get_untracked() == Some(PASSPHRASE) {
                self.advance(RECOVERY);
            }
        });
    }

    /// The words were typed back: writes the vault and opens it.
    pub(super) fn make(self) {
        if self.preparing.work.is_busy() {
            return;
        }
        leptos::task::spawn_local(async move {
            if let Some(session) = self.preparing.ask(ask::MakeVault).await {
                self.prepared.set(None);
                self.made.set(Some(session));
                self.step.set(READY);
                // Asked here, where a person just pressed a button: some browsers ask them in turn.
                let kept = storage::ask_to_keep().await;
                self.kept.try_set(Some(kept));
            }
        });
    }

    /// The first page: Today, or the import when a file was given.
    pub(super) fn begin(self) {
        let Some(session) = self.made.get_untracked() else {
            return;
        };
        let given = self.door.get_untracked() == Some(Door::File);
        self.app
            .replace(if given { Route::Import } else { Route::Today });
        self.app.opened(session);
    }

    fn leave(self) {
        self.prepared.set(None);
        // Whoever was given a file comes back to it.
        if self.door.get_untracked() != Some(Door::File) {
            self.door.set(None);
        }
        self.step.set(WHO);
        self.preparing.abandon();
    }

    /// As Back of the browser, where the step is in its history.
    pub(super) fn back(self) {
        let step = self.step.get_untracked();
        if fragment::number() == Some(self.base.get_value() + step as u32) {
            fragment::back();
        } else {
            self.back_to(step.saturating_sub(1));
        }
    }

    fn back_to(self, step: usize) {
        self.lacking.clear();
        match step {
            WHO => self.leave(),
            step => self.step.set(step),
        }
    }

    /// The browser went back or forward to an entry of its history. Once the vault is made there is no way back.
    pub(super) fn moved(self, number: u32, i18n: Texts) {
        let now = self.step.get_untracked();
        let before_the_file = number < self.base.get_value() && now == WHO;
        if before_the_file && self.door.get_untracked() == Some(Door::File) {
            self.app.given.keep(None);
            self.door.set(None);
            return;
        }
        let to = number
            .checked_sub(self.base.get_value())
            .map(|to| to as usize);
        match to.filter(|to| now != READY && *to != now) {
            Some(to) if to < now => self.back_to(to),
            Some(to) if untrack(|| self.may_enter(to, i18n)) => self.step.set(to),
            _ => {}
        }
    }

    /// Forward leads only where every step before is answered.
    fn may_enter(&self, step: usize, i18n: Texts) -> bool {
        let door = self.door.get().is_some();
        match step {
            PLACE => door,
            PASSPHRASE => door && self.place(i18n).is_ok(),
            RECOVERY => self.prepared.with(Option::is_some),
            _ => false,
        }
    }

    /// The words on the paper belong to keys that exist only in this page until the vault is made.
    pub(super) fn would_lose_keys(&self) -> bool {
        self.step.get_untracked() == RECOVERY
    }
}

/// The number of the present entry in the tab's history.
fn here() -> u32 {
    fragment::number().unwrap_or(1)
}
