//! What an export holds while it is being made, and the requests it makes of the engine and of the browser.

use std::rc::Rc;

use leptos::prelude::*;

use super::At;
use crate::app::pages::transfer::trouble::Trouble;
use crate::app::platform::engine::Work;
use crate::app::platform::files::{self, FileHandle, Place};
use crate::app::state::{App, use_app};
use crate::base::{ChartId, Digest};
use crate::chart::kinds::ExportFor;
use crate::engine::protocol::{
    ExportPlan, ExportSize, ExportedFile, LARGEST_FILE, LostPapers, Passphrase, Reply, Request,
    Scope, TransferReply, TransferRequest, VaultReply, VaultRequest,
};
use crate::reading::view::PersonRow;

/// Words of a file's passphrase: 2 to the 77th possibilities, since a file can be tried without end.
const WORDS: u8 = 7;

/// Only ZIP files are offered when the saved file is chosen again.
const ACCEPT: &str = ".zip";

/// Which charts go into the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    Chosen,
    Whole,
}

/// The saved file was read again and holds what was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checked {
    pub entries: u32,
    pub digest: String,
    /// Neither in the file nor whole on this device.
    pub lost: LostPapers,
}

#[derive(Clone, Copy)]
pub struct Exporting {
    pub app: App,
    /// The chart it was asked for from; where *Done* leads back to.
    pub from: Option<ChartId>,
    pub(super) at: RwSignal<At>,
    pub which: RwSignal<Option<Which>>,
    pub people: RwSignal<Vec<PersonRow>>,
    pub purpose: RwSignal<Option<ExportFor>>,
    pub recipient: RwSignal<String>,
    pub size: RwSignal<Option<ExportSize>>,
    pub measuring: Work,
    pub passphrase: RwSignal<String>,
    pub passed_on: RwSignal<bool>,
    /// The file in memory, made of the present answers and passphrase.
    pub made: RwSignal<Option<Rc<ExportedFile>>, LocalStorage>,
    /// The file whose export stands in the vault's log already.
    recorded: RwSignal<Option<Digest>>,
    /// The saved file, where the browser lets the page read it again.
    handle: RwSignal<Option<Rc<FileHandle>>, LocalStorage>,
    pub checked: RwSignal<Option<Checked>>,
    pub work: Work,
    pub busy: RwSignal<bool>,
    pub trouble: RwSignal<Option<Trouble>>,
}

impl Exporting {
    pub fn begin(from: Option<ChartId>) -> Self {
        let exporting = Self {
            app: use_app(),
            from,
            at: RwSignal::new(At::What),
            which: RwSignal::new(from.map(|_| Which::Chosen)),
            people: RwSignal::new(Vec::new()),
            purpose: RwSignal::new(None),
            recipient: RwSignal::new(String::new()),
            size: RwSignal::new(None),
            measuring: Work::new(),
            passphrase: RwSignal::new(String::new()),
            passed_on: RwSignal::new(false),
            made: RwSignal::new_local(None),
            recorded: RwSignal::new(None),
            handle: RwSignal::new_local(None),
            checked: RwSignal::new(None),
            work: Work::new(),
            busy: RwSignal::new(false),
            trouble: RwSignal::new(None),
        };
        exporting.find_person();
        exporting.measure_changes();
        on_cleanup(move || {
            exporting.measuring.cancel();
            exporting.work.cancel();
        });
        exporting
    }

    /// The person of the chart it was asked for from.
    fn find_person(self) {
        let Some(chart) = self.from else { return };
        leptos::task::spawn_local(async move {
            match self.app.ask(Request::OpenChart(chart)).await {
                Ok(Reply::Chart(view)) => {
                    self.people.try_update(|people| {
                        if people.iter().all(|row| row.chart != chart) {
                            people.insert(0, view.banner.person);
                        }
                    });
                }
                Ok(_) => {}
                Err(failure) => {
                    self.trouble.try_set(Some(failure.into()));
                }
            }
        });
    }

    /// Scope and charts, once there is something to export.
    fn contents(&self) -> Option<(Scope, Vec<ChartId>)> {
        match self.which.get()? {
            Which::Whole => Some((Scope::WholeVault, Vec::new())),
            Which::Chosen => {
                let charts: Vec<ChartId> = self
                    .people
                    .with(|people| people.iter().map(|row| row.chart).collect());
                (!charts.is_empty()).then_some((Scope::Charts, charts))
            }
        }
    }

    /// The whole plan, once every question has an answer.
    pub fn plan(&self) -> Option<ExportPlan> {
        let (scope, charts) = self.contents()?;
        Some(ExportPlan {
            scope,
            charts,
            purpose: self.purpose.get()?,
            recipient: self.recipient.get().trim().to_string(),
        })
    }

    /// Counts entries and bytes whenever the charts change. Only the last answer counts.
    fn measure_changes(self) {
        let contents = Memo::new(move |_| self.contents());
        let turn = StoredValue::new(0u32);
        Effect::new(move |_| {
            let contents = contents.get();
            let mine = turn.get_value().wrapping_add(1);
            turn.set_value(mine);
            self.size.set(None);
            self.measuring.cancel();
            let Some((scope, charts)) = contents else {
                return;
            };
            let plan = ExportPlan {
                scope,
                charts,
                // Neither purpose nor recipient changes what is measured.
                purpose: ExportFor::ThePerson,
                recipient: String::new(),
            };
            leptos::task::spawn_local(async move {
                let request = Request::Transfer(TransferRequest::Measure(plan));
                let reply = self.app.ask_with(self.measuring, request).await;
                if turn.try_get_value() != Some(mine) {
                    return;
                }
                match reply {
                    Ok(Reply::Transfer(TransferReply::Size(size))) => {
                        self.size.try_set(Some(size));
                    }
                    Ok(_) => {}
                    Err(failure) => {
                        self.trouble.try_set(Some(failure.into()));
                    }
                }
            });
        });
    }

    /// An answer changed: a file made before no longer fits it.
    fn unmake(&self) {
        self.made.set(None);
        self.handle.set(None);
        self.checked.set(None);
        self.trouble.set(None);
    }

    /// On to the passphrase.
    pub fn to_passphrase(self) {
        if untrack(|| self.plan()).is_none() {
            return;
        }
        self.unmake();
        if self.passphrase.with_untracked(String::is_empty) {
            self.new_words();
        }
        self.at.set(At::Passphrase);
    }

    pub fn back_to_what(self) {
        self.trouble.set(None);
        self.at.set(At::What);
    }

    pub fn back_to_passphrase(self) {
        self.trouble.set(None);
        self.checked.set(None);
        self.at.set(At::Passphrase);
    }

    /// Another passphrase, in the page's language.
    pub fn new_words(self) {
        if self.busy.get_untracked() {
            return;
        }
        self.passed_on.set(false);
        self.unmake();
        leptos::task::spawn_local(async move {
            let language = self.app.look.get_untracked().language;
            let request = Request::Vault(VaultRequest::Passphrase {
                words: WORDS,
                language,
            });
            match self.app.ask(request).await {
                Ok(Reply::Vault(VaultReply::Passphrase(words))) => {
                    self.passphrase.try_set(words);
                }
                Ok(_) => {}
                Err(failure) => {
                    self.trouble.try_set(Some(failure.into()));
                }
            }
        });
    }

    pub fn can_save(&self) -> bool {
        self.passed_on.get() && !self.passphrase.with(String::is_empty)
    }

    /// Makes the file if it is not made yet, and saves it.
    pub fn save(self) {
        if untrack(|| self.can_save()) {
            self.run(async move || self.make_and_save().await);
        }
    }

    /// Reads the saved file again; only this says "checked".
    pub fn check(self) {
        self.run(async move || self.read_and_check().await);
    }

    /// One act at a time; its trouble is shown beside its button.
    fn run(self, act: impl AsyncFnOnce() -> Result<(), Trouble> + 'static) {
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        self.trouble.set(None);
        leptos::task::spawn_local(async move {
            let outcome = act().await;
            self.busy.try_set(false);
            if let Err(trouble) = outcome {
                self.trouble.try_set(Some(trouble));
            }
        });
    }

    fn is_left(&self) -> bool {
        self.at.try_get_untracked().is_none()
    }

    async fn make_and_save(self) -> Result<(), Trouble> {
        if self.made.with_untracked(Option::is_none) {
            self.make().await?;
            // After a long making browsers no longer count the press, and would refuse to ask where to save.
            let refused = files::can_read_again() && !files::press_still_counts();
            if self.is_left() || refused {
                return Ok(());
            }
        }
        let Some(made) = self.made.get_untracked() else {
            return Ok(());
        };
        let place = Place::choose(&made.name).await?;
        if self.is_left() {
            return Ok(());
        }
        self.record(&made).await?;
        place
            .save(&made.name, "application/zip", &made.bytes)
            .await?;
        let handle = match place {
            Place::Handle(handle) => Some(Rc::new(handle)),
            Place::Downloads => None,
        };
        if !self.is_left() {
            self.handle.set(handle);
            self.checked.set(None);
            self.at.set(At::Check);
        }
        Ok(())
    }

    async fn make(self) -> Result<(), Trouble> {
        let Some(plan) = untrack(|| self.plan()) else {
            return Ok(());
        };
        let request = Request::Transfer(TransferRequest::Export {
            plan,
            passphrase: Passphrase(self.passphrase.get_untracked()),
        });
        let reply = self.app.ask_with(self.work, request).await?;
        if let Reply::Transfer(TransferReply::Exported(file)) = reply {
            self.made.try_set(Some(Rc::new(*file)));
        }
        Ok(())
    }

    /// Writes the export into the vault's own log, once for each file, before it goes.
    async fn record(self, made: &ExportedFile) -> Result<(), Trouble> {
        if self.recorded.try_get_untracked().flatten() == Some(made.record.digest) {
            return Ok(());
        }
        let request = Request::Transfer(TransferRequest::Leaves(made.record.clone()));
        self.app.ask(request).await?;
        self.recorded.try_set(Some(made.record.digest));
        Ok(())
    }

    /// Whether the check can read the file without the person pointing to it.
    pub fn has_handle(&self) -> bool {
        self.handle.with(Option::is_some)
    }

    async fn read_and_check(self) -> Result<(), Trouble> {
        let Some(made) = self.made.get_untracked() else {
            return Ok(());
        };
        let limit = LARGEST_FILE.max(made.bytes.len() as u64);
        let file = match self.handle.get_untracked() {
            Some(handle) => handle.read_again(limit).await?,
            None => files::pick(ACCEPT, limit).await?,
        };
        if self.is_left() {
            return Ok(());
        }
        let request = Request::Transfer(TransferRequest::CheckExport {
            file: file.bytes,
            passphrase: Passphrase(self.passphrase.get_untracked()),
        });
        let reply = self.app.ask_with(self.work, request).await;
        match reply.map_err(Trouble::of_check)? {
            Reply::Transfer(TransferReply::Verified { digest, .. }) if digest != made.digest => {
                Err(Trouble::AnotherFile)
            }
            Reply::Transfer(TransferReply::Verified {
                entries,
                digest,
                lost,
            }) => {
                self.checked.try_set(Some(Checked {
                    entries,
                    digest,
                    lost,
                }));
                Ok(())
            }
            _ => Ok(()),
        }
    }
}
