//! The file being imported, and the requests that open it, add it and forget it.

use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Arc;

use leptos::prelude::*;
use zeroize::Zeroizing;

use crate::app::i18n::*;
use crate::app::pages::transfer::trouble::Trouble;
use crate::app::pages::transfer::words;
use crate::app::platform::engine::Work;
use crate::app::platform::files::{self, Chosen, FileTrouble};
use crate::app::route::{ChartPart, Route};
use crate::app::state::{App, Given, Say, use_app, use_say};
use crate::app::ui::Tone;
use crate::base::{ChartId, Digest};
use crate::engine::protocol::{
    BundlePreview, ChartAct, Failure, FhirPreview, FileFailure, LARGEST_FILE, Passphrase, Reply,
    Request, TransferReply, TransferRequest,
};
use crate::reading::view::PersonRow;

/// What the file chooser offers: bundles and FHIR JSON.
const ACCEPT: &str = ".zip,.json,application/zip,application/json,application/fhir+json";

/// How far the import is.
#[derive(Clone)]
pub enum Phase {
    Choose,
    Passphrase,
    Bundle(Arc<BundlePreview>),
    Fhir(Arc<FhirPreview>),
    Added(Arc<Added>),
}

/// What an import changed.
#[derive(Clone, Debug)]
pub struct Added {
    pub entries: u32,
    /// The charts it changed, or found unchanged, with their people where the preview named them.
    pub charts: Vec<(ChartId, Option<PersonRow>)>,
    pub not_linked: Option<Trouble>,
}

/// A chart of the file and one that is here, and whether the reader said they are one person's.
pub type Answers = BTreeMap<(ChartId, ChartId), bool>;

#[derive(Clone, Copy)]
pub struct Importing {
    pub app: App,
    say: Say,
    pub phase: RwSignal<Phase>,
    file: RwSignal<Option<Rc<Chosen>>, LocalStorage>,
    pub passphrase: RwSignal<String>,
    /// The words that opened the file, for as long as it is shown.
    opened_with: StoredValue<Option<Zeroizing<String>>>,
    pub wrong_passphrase: RwSignal<Option<Failure>>,
    pub answers: RwSignal<Answers>,
    pub work: Work,
    pub busy: RwSignal<bool>,
    pub trouble: RwSignal<Option<Trouble>>,
}

impl Importing {
    pub fn begin() -> Self {
        let importing = Self {
            app: use_app(),
            say: use_say(),
            phase: RwSignal::new(Phase::Choose),
            file: RwSignal::new_local(None),
            passphrase: RwSignal::new(String::new()),
            opened_with: StoredValue::new(None),
            wrong_passphrase: RwSignal::new(None),
            answers: RwSignal::new(Answers::new()),
            work: Work::new(),
            busy: RwSignal::new(false),
            trouble: RwSignal::new(None),
        };
        on_cleanup(move || {
            importing.work.cancel();
            importing.forget_in_engine();
        });
        if let Some(given) = importing.app.given.take() {
            importing.open_given(given);
        }
        importing
    }

    /// A file that was read before there was a vault: opened again, with the words that were typed for it then.
    fn open_given(self, given: Given) {
        self.file.set(Some(given.file));
        let passphrase = given.passphrase.map(|words| Passphrase(words.to_string()));
        self.run(async move || self.open(passphrase).await);
    }

    /// The file that is open, to be kept on.
    pub fn given(&self) -> Option<Given> {
        Some(Given {
            file: self.file.get_untracked()?,
            passphrase: self.opened_with.get_value(),
        })
    }

    pub fn file_name(&self) -> String {
        self.file
            .with(|file| file.as_ref().map(|file| file.name.clone()))
            .unwrap_or_default()
    }

    fn forget_in_engine(self) {
        leptos::task::spawn_local(async move {
            // Where the vault is locked meanwhile the file was forgotten with the keys.
            let _ = self
                .app
                .ask(Request::Transfer(TransferRequest::Close))
                .await;
        });
    }

    /// Back to choosing; the opened file is forgotten.
    pub fn start_over(self) {
        self.work.cancel();
        self.forget_in_engine();
        self.file.set(None);
        self.opened_with.set_value(None);
        self.passphrase.set(String::new());
        self.wrong_passphrase.set(None);
        self.answers.set(Answers::new());
        self.trouble.set(None);
        self.phase.set(Phase::Choose);
    }

    pub fn pick(self) {
        self.run(async move || {
            let chosen = files::pick(ACCEPT, LARGEST_FILE).await?;
            self.take(chosen).await
        });
    }

    pub fn drop_file(self, file: web_sys::File) {
        self.run(async move || {
            let chosen = files::read(&file, LARGEST_FILE).await?;
            self.take(chosen).await
        });
    }

    /// More than one file, or none, was dropped.
    pub fn dropped_several(self) {
        let words = t_string!(self.say.0, transfer.import.one_file).to_string();
        self.app.notices.say(Tone::Note, words);
    }

    async fn take(self, chosen: Chosen) -> Result<(), Trouble> {
        if self.is_left() {
            return Ok(());
        }
        self.file.set(Some(Rc::new(chosen)));
        self.open(None).await
    }

    /// Opens the file again, with the passphrase that was typed.
    pub fn unlock(self) {
        let typed = self.passphrase.get_untracked();
        if typed.trim().is_empty() {
            return;
        }
        self.wrong_passphrase.set(None);
        self.run(async move || self.open(Some(Passphrase(typed))).await);
    }

    async fn open(self, passphrase: Option<Passphrase>) -> Result<(), Trouble> {
        let Some(file) = self.file.get_untracked() else {
            return Ok(());
        };
        let words = passphrase
            .as_ref()
            .map(|words| Zeroizing::new(words.0.clone()));
        let request = Request::Transfer(TransferRequest::Open {
            name: file.name.clone(),
            file: file.bytes.clone(),
            passphrase,
            language: self.app.look.get_untracked().language,
        });
        let reply = match self.app.ask_with(self.work, request).await {
            Err(failure @ Failure::File(FileFailure::WrongPassphrase)) => {
                self.wrong_passphrase.try_set(Some(failure));
                return Ok(());
            }
            other => other?,
        };
        let phase = match reply {
            Reply::Transfer(TransferReply::NeedsPassphrase) => Phase::Passphrase,
            Reply::Transfer(TransferReply::Bundle(preview)) => Phase::Bundle(Arc::new(*preview)),
            Reply::Transfer(TransferReply::Fhir(preview)) => Phase::Fhir(Arc::new(*preview)),
            _ => return Ok(()),
        };
        if !matches!(phase, Phase::Passphrase) {
            self.opened_with.try_update_value(|with| *with = words);
            self.passphrase.try_set(String::new());
        }
        self.answers.try_set(Answers::new());
        self.phase.try_set(phase);
        Ok(())
    }

    /// The fingerprint of a vault of the file was compared with the one its people show. What the file then says may
    /// read differently, so its preview comes anew; the answers about resembling people stay.
    pub fn confirm(self, fingerprint: Digest) {
        self.run(async move || {
            let request = Request::Transfer(TransferRequest::Confirm { fingerprint });
            let reply = self.app.ask_with(self.work, request).await?;
            if let Reply::Transfer(TransferReply::Bundle(preview)) = reply {
                let words = t_string!(self.say.0, transfer.signed.now_confirmed).to_string();
                self.app.notices.say(Tone::Done, words);
                self.phase.try_set(Phase::Bundle(Arc::new(*preview)));
            }
            Ok(())
        });
    }

    /// Adds what was opened: all of it or nothing. `into`: the chart a file of another system goes to; `None`: a new one.
    /// `people`: the charts of the preview, to name them afterwards.
    pub fn add(self, into: Option<ChartId>, people: Vec<PersonRow>) {
        self.run(async move || {
            let request = Request::Transfer(TransferRequest::Add { into });
            let reply = self.app.ask_with(self.work, request).await?;
            let Reply::Transfer(TransferReply::Added { charts, entries }) = reply else {
                return Ok(());
            };
            let not_linked = self.sign_answers().await.err().map(Trouble::NotLinked);
            if !self.is_left() {
                self.finish(charts, entries, people, not_linked);
            }
            Ok(())
        });
    }

    /// Signs what the reader answered about charts that may be one person's. Charts are linked, never joined.
    async fn sign_answers(self) -> Result<(), Failure> {
        let answers = self.answers.try_get_untracked().unwrap_or_default();
        for ((chart, other), same) in answers {
            let act = Box::new(ChartAct::Link { other, same });
            self.app
                .ask(Request::Act {
                    chart,
                    act,
                    draft: None,
                })
                .await?;
        }
        Ok(())
    }

    fn finish(
        self,
        changed: Vec<ChartId>,
        entries: u32,
        people: Vec<PersonRow>,
        not_linked: Option<Trouble>,
    ) {
        let shown = if changed.is_empty() {
            people.iter().map(|row| row.chart).collect()
        } else {
            changed
        };
        let charts: Vec<_> = shown
            .into_iter()
            .map(|chart| (chart, people.iter().find(|row| row.chart == chart).cloned()))
            .collect();
        if let ([(chart, _)], None) = (charts.as_slice(), &not_linked) {
            let words = added_words(self.say, entries, 1);
            self.app.replace(Route::Chart(*chart, ChartPart::Summary));
            self.app.notices.say(Tone::Done, words);
            return;
        }
        self.phase.set(Phase::Added(Arc::new(Added {
            entries,
            charts,
            not_linked,
        })));
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
            match outcome {
                // Nothing was chosen: what stood there still stands.
                Ok(()) | Err(Trouble::File(FileTrouble::Cancelled)) => {}
                Err(trouble) => {
                    self.trouble.try_set(Some(trouble));
                }
            }
        });
    }

    fn is_left(&self) -> bool {
        self.phase.try_get_untracked().is_none()
    }
}

/// "59 entries were added, in 2 charts."; or that all was here already.
pub fn added_words(say: Say, entries: u32, charts: u32) -> String {
    if entries == 0 {
        return t_string!(say.0, transfer.import.nothing_added).to_string();
    }
    t_string!(
        say.0,
        transfer.import.added,
        entries = words::entries(say, entries),
        charts = words::charts(say, charts)
    )
}
