//! What an export holds while it is being made, and the requests it makes of the engine and of the browser.

use std::rc::Rc;

use leptos::prelude::*;

use super::At;
use crate::app::pages::transfer::trouble::Trouble;
use crate::app::platform::engine::Work;
use crate::app::platform::files::{self, FileHandle, Place};
use crate::app::state::{App, Press, use_app};
use crate::base::{ChartId, Digest};
use crate::chart::kinds::ExportFor;
use crate::engine::protocol::{
    ExportPlan, ExportSize, ExportedFile, LARGEST_FILE, Passphrase, ReadBack, Scope, ask,
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
    /// The saved file was read again and holds what was written.
    pub checked: RwSignal<Option<ReadBack>>,
    pub press: Press<Trouble>,
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
            press: Press::new(),
        };
        exporting.find_person();
        exporting.measure_changes();
        on_cleanup(move || {
            exporting.measuring.cancel();
            exporting.press.work.cancel();
        });
        exporting
    }

    /// The person of the chart it was asked for from.
    fn find_person(self) {
        let Some(chart) = self.from else { return };
        leptos::task::spawn_local(async move {
            match self.app.ask(ask::OpenChart(chart)).await {
                Ok(view) => {
                    self.people.try_update(|people| {
                        if people.iter().all(|row| row.chart != chart) {
                            people.insert(0, view.banner.person);
                        }
                    });
                }
                Err(failure) => {
                    self.press.failure.try_set(Some(failure.into()));
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
                let request = ask::MeasureExport(plan);
                let reply = self.app.ask_with(self.measuring, request).await;
                if turn.try_get_value() != Some(mine) {
                    return;
                }
                match reply {
                    Ok(size) => {
                        self.size.try_set(Some(size));
                    }
                    Err(failure) => {
                        self.press.failure.try_set(Some(failure.into()));
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
        self.press.failure.set(None);
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
        self.press.failure.set(None);
        self.at.set(At::What);
    }

    pub fn back_to_passphrase(self) {
        self.press.failure.set(None);
        self.checked.set(None);
        self.at.set(At::Passphrase);
    }

    /// Another passphrase, in the page's language.
    pub fn new_words(self) {
        if self.press.is_busy() {
            return;
        }
        self.passed_on.set(false);
        self.unmake();
        leptos::task::spawn_local(async move {
            let language = self.app.look.get_untracked().language;
            let request = ask::GeneratePassphrase {
                words: WORDS,
                language,
            };
            match self.app.ask(request).await {
                Ok(words) => {
                    self.passphrase.try_set(words);
                }
                Err(failure) => {
                    self.press.failure.try_set(Some(failure.into()));
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
            self.press.run(async move || self.make_and_save().await);
        }
    }

    /// Reads the saved file again; only this says "checked".
    pub fn check(self) {
        self.press.run(async move || self.read_and_check().await);
    }

    fn is_left(&self) -> bool {
        self.press.is_left()
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
        let passphrase = Passphrase(self.passphrase.get_untracked());
        let question = ask::Export { plan, passphrase };
        let file = self.app.ask_with(self.press.work, question).await?;
        self.made.try_set(Some(Rc::new(file)));
        Ok(())
    }

    /// Writes the export into the vault's own log, once for each file, before it goes.
    async fn record(self, made: &ExportedFile) -> Result<(), Trouble> {
        if self.recorded.try_get_untracked().flatten() == Some(made.record.digest) {
            return Ok(());
        }
        let request = ask::RecordExport(made.record.clone());
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
        let request = ask::CheckExport {
            file: file.bytes,
            passphrase: Passphrase(self.passphrase.get_untracked()),
        };
        let read = self.app.ask_with(self.press.work, request).await;
        let read = read.map_err(Trouble::of_check)?;
        if read.digest != made.digest {
            return Err(Trouble::AnotherFile);
        }
        self.checked.try_set(Some(read));
        Ok(())
    }
}
