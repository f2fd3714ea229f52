//! The file being imported, and the requests that open it, add it and forget it.

use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Arc;

use leptos::prelude::*;
use zeroize::Zeroizing;

use crate::app::i18n::*;
use crate::app::pages::transfer::trouble::Trouble;
use crate::app::pages::transfer::words;
use crate::app::platform::device;
use crate::app::platform::files::{self, Chosen, FileTrouble};
use crate::app::route::{ChartPart, Route};
use crate::app::state::{App, Given, Press, Say, use_app, use_say};
use crate::app::ui::Tone;
use crate::base::{ChartId, Digest};
use crate::chart::draft::{Draft, FormDraft, LinkForm};
use crate::engine::protocol::{
    BundlePreview, ChosenFile, Failure, FhirPreview, FileFailure, LARGEST_FILE, Passphrase,
    PersonInFile, Preview, ask,
};
use crate::reading::view::PersonRow;

/// What the file chooser offers: bundles, and FHIR JSON in its wrappings.
const ACCEPT: &str = ".zip,.json,.ndjson,.gz,application/zip,application/json,application/fhir+json,application/fhir+ndjson,application/gzip";

/// How far the import is.
#[derive(Clone)]
pub enum Phase {
    Choose,
    Passphrase,
    Bundle(Arc<BundlePreview>),
    Fhir(Arc<FhirPreview>),
    /// The file holds the data of several people: which of them is meant.
    Whose(Arc<Vec<PersonInFile>>),
    Added(Arc<Added>),
}

impl Phase {
    /// What is shown of a file that was opened.
    fn of(preview: Preview) -> Self {
        match preview {
            Preview::NeedsPassphrase => Self::Passphrase,
            Preview::Bundle(preview) => Self::Bundle(Arc::new(*preview)),
            Preview::Fhir(preview) => Self::Fhir(Arc::new(*preview)),
            Preview::Whose(people) => Self::Whose(Arc::new(people)),
        }
    }
}

/// What an import changed.
#[derive(Clone, Debug)]
pub struct Added {
    pub entries: u32,
    /// How many items of another system these hold.
    pub items: Option<u32>,
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
    files: RwSignal<Rc<Vec<Chosen>>, LocalStorage>,
    pub passphrase: RwSignal<String>,
    /// The words that opened the file, for as long as it is shown.
    opened_with: StoredValue<Option<Zeroizing<String>>>,
    pub wrong_passphrase: RwSignal<Option<Failure>>,
    pub answers: RwSignal<Answers>,
    pub press: Press<Trouble>,
    /// *Add* was pressed: the file is added, whether or not its page is still looked at.
    adding: StoredValue<bool>,
}

impl Importing {
    pub fn begin() -> Self {
        let importing = Self {
            app: use_app(),
            say: use_say(),
            phase: RwSignal::new(Phase::Choose),
            files: RwSignal::new_local(Rc::default()),
            passphrase: RwSignal::new(String::new()),
            opened_with: StoredValue::new(None),
            wrong_passphrase: RwSignal::new(None),
            answers: RwSignal::new(Answers::new()),
            press: Press::new(),
            adding: StoredValue::new(false),
        };
        on_cleanup(move || {
            if !importing.adding.get_value() {
                importing.press.work.cancel();
                importing.forget_in_engine();
            }
        });
        if let Some(given) = importing.app.given.take() {
            importing.open_given(given);
        }
        importing
    }

    /// A file that was read before there was a vault: opened again, with the words that were typed for it then.
    fn open_given(self, given: Given) {
        self.files.set(given.files);
        let passphrase = given.passphrase.map(|words| Passphrase(words.to_string()));
        self.press.run(async move || self.open(passphrase).await);
    }

    /// The file that is open, to be kept on.
    pub fn given(&self) -> Option<Given> {
        Some(Given {
            files: Some(self.files.get_untracked()).filter(|files| !files.is_empty())?,
            passphrase: self.opened_with.get_value(),
        })
    }

    pub fn file_name(&self) -> String {
        self.files.with(|files| match files.as_slice() {
            [] => String::new(),
            [one] => one.name.clone(),
            [first, others @ ..] => t_string!(
                self.say.0,
                transfer.import.files_named,
                first = first.name.clone(),
                n = self.say.count(others.len() as u32)
            ),
        })
    }

    fn forget_in_engine(self) {
        leptos::task::spawn_local(async move {
            // Where the vault is locked meanwhile the file was forgotten with the keys.
            let _ = self.app.ask(ask::CloseFile).await;
        });
    }

    /// Back to choosing; the opened file is forgotten.
    pub fn start_over(self) {
        self.press.work.cancel();
        self.forget_in_engine();
        self.files.set(Rc::default());
        self.opened_with.set_value(None);
        self.passphrase.set(String::new());
        self.wrong_passphrase.set(None);
        self.answers.set(Answers::new());
        self.press.failure.set(None);
        self.phase.set(Phase::Choose);
    }

    pub fn pick(self) {
        self.press.run(async move || {
            let chosen = files::pick_several(ACCEPT, LARGEST_FILE).await?;
            self.take(chosen).await
        });
    }

    pub fn drop_files(self, dropped: Result<web_sys::FileList, FileTrouble>) {
        self.press.run(async move || {
            let chosen = files::read_all(&dropped?, LARGEST_FILE).await?;
            self.take(chosen).await
        });
    }

    async fn take(self, chosen: Vec<Chosen>) -> Result<(), Trouble> {
        if self.is_left() {
            return Ok(());
        }
        self.files.set(Rc::new(chosen));
        self.open(None).await
    }

    /// Opens the file again, with the passphrase that was typed.
    pub fn unlock(self) {
        let typed = self.passphrase.get_untracked();
        if typed.trim().is_empty() {
            return;
        }
        self.wrong_passphrase.set(None);
        self.press
            .run(async move || self.open(Some(Passphrase(typed))).await);
    }

    async fn open(self, passphrase: Option<Passphrase>) -> Result<(), Trouble> {
        let files = self.files.get_untracked();
        let words = passphrase
            .as_ref()
            .map(|words| Zeroizing::new(words.0.clone()));
        let work = self.press.work;
        let opened = match files.as_slice() {
            [] => return Ok(()),
            [one] => {
                let file = one.bytes.clone();
                self.app
                    .ask_with(work, ask::OpenFile { file, passphrase })
                    .await
            }
            several => {
                let files = several.iter().map(chosen_file).collect();
                self.app
                    .ask_with(work, ask::OpenFiles { files, passphrase })
                    .await
            }
        };
        let phase = match opened {
            Err(failure @ Failure::File(FileFailure::WrongPassphrase)) => {
                self.wrong_passphrase.try_set(Some(failure));
                return Ok(());
            }
            opened => Phase::of(opened?),
        };
        if !matches!(phase, Phase::Passphrase) {
            self.opened_with.try_update_value(|with| *with = words);
            self.passphrase.try_set(String::new());
        }
        self.answers.try_set(Answers::new());
        self.phase.try_set(phase);
        Ok(())
    }

    /// Reads the file as the record of one of its people.
    pub fn read_for(self, person: u32) {
        self.press.run(async move || {
            let question = ask::ReadFor { person };
            let preview = self.app.ask_with(self.press.work, question).await?;
            self.phase.try_set(Phase::of(preview));
            Ok(())
        });
    }

    /// The fingerprint of a vault of the file was compared with the one its people show. What the file then says may
    /// read differently, so its preview comes anew; the answers about resembling people stay.
    pub fn confirm(self, fingerprint: Digest) {
        self.press.run(async move || {
            let question = ask::ConfirmVault { fingerprint };
            let preview = self.app.ask_with(self.press.work, question).await?;
            let words = t_string!(self.say.0, transfer.signed.now_confirmed).to_string();
            self.app.notices.say(Tone::Done, words);
            self.phase.try_set(Phase::Bundle(Arc::new(preview)));
            Ok(())
        });
    }

    /// Adds what was opened: all of it or nothing. `into`: the chart a file of another system goes to; `None`: a new one.
    /// `people`: the charts of the preview, to name them afterwards. `items`: how many of another system's the button said.
    pub fn add(self, into: Option<ChartId>, people: Vec<PersonRow>, items: Option<u32>) {
        self.press.run(async move || {
            let answers = self.answers.get_untracked();
            self.adding.set_value(true);
            let added = self
                .app
                .ask_with(self.press.work, ask::AddFile { into })
                .await;
            self.adding.try_set_value(false);
            let added = added?;
            let not_linked = self.sign(answers).await.err().map(Trouble::NotLinked);
            if !self.is_left() {
                self.finish(added.charts, people, (added.entries, items), not_linked);
            }
            Ok(())
        });
    }

    /// Signs what the reader answered about charts that may be one person's. Charts are linked, never joined.
    async fn sign(self, answers: Answers) -> Result<(), Failure> {
        for ((chart, other), same) in answers {
            let id = device::new_draft_id();
            let form = FormDraft {
                chart,
                started: device::now(),
                form: LinkForm { other, same }.into(),
            };
            let kept = ask::SaveDraft {
                id,
                draft: Draft::Form(Box::new(form)),
                cursor: String::new(),
            };
            self.app.ask(kept).await?;
            self.app.ask(ask::Sign(id)).await?;
        }
        Ok(())
    }

    fn finish(
        self,
        changed: Vec<ChartId>,
        people: Vec<PersonRow>,
        (entries, items): (u32, Option<u32>),
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
            let words = added_words(self.say, entries, items, 1);
            self.app.replace(Route::Chart(*chart, ChartPart::Summary));
            self.app.notices.say(Tone::Done, words);
            return;
        }
        self.phase.set(Phase::Added(Arc::new(Added {
            entries,
            items,
            charts,
            not_linked,
        })));
    }

    fn is_left(&self) -> bool {
        self.press.is_left()
    }
}

fn chosen_file(chosen: &Chosen) -> ChosenFile {
    ChosenFile {
        name: chosen.name.clone(),
        bytes: chosen.bytes.clone(),
    }
}

/// "59 entries were added, in 2 charts."; of another system's items "18 items added, in 3 entries."; or that all was here
/// already.
pub fn added_words(say: Say, entries: u32, items: Option<u32>, charts: u32) -> String {
    let i18n = say.0;
    let entries_words = words::entries(say, entries);
    match (entries, items) {
        (0, _) => t_string!(i18n, transfer.import.nothing_added).to_string(),
        (_, Some(items)) => t_string!(
            i18n,
            transfer.fhir.added,
            count = items,
            n = say.count(items),
            entries = entries_words
        ),
        (_, None) => t_string!(
            i18n,
            transfer.import.added,
            entries = entries_words,
            charts = words::charts(say, charts)
        ),
    }
}
