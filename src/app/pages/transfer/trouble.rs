//! What went wrong with a file, as one sentence beside the button that was pressed.

use leptos::prelude::*;

use crate::app::i18n::*;
use crate::app::platform::files::FileTrouble;
use crate::app::state::{Say, use_app, use_say};
use crate::app::ui::*;
use crate::engine::protocol::{Failure, FileFailure};

#[derive(Clone, Debug, PartialEq)]
pub enum Trouble {
    Engine(Failure),
    File(FileTrouble),
    /// The saved file, read again, does not open.
    NotChecked,
    /// The file chosen for the check is another one than the file just saved.
    AnotherFile,
    /// Entries were added, but the answer about two charts was not signed.
    NotLinked(Failure),
}

impl From<Failure> for Trouble {
    fn from(failure: Failure) -> Self {
        Self::Engine(failure)
    }
}

impl From<FileTrouble> for Trouble {
    fn from(trouble: FileTrouble) -> Self {
        Self::File(trouble)
    }
}

impl Trouble {
    /// A failed check in its own words: nothing was to be added there, so "nothing was added" would mislead.
    pub fn of_check(failure: Failure) -> Self {
        match failure {
            Failure::File(FileFailure::WrongPassphrase) => Self::AnotherFile,
            Failure::File(FileFailure::Authors(_)) => Self::Engine(failure),
            Failure::File(_) => Self::NotChecked,
            other => Self::Engine(other),
        }
    }

    /// `None` when the person only changed their mind.
    fn words(&self, say: Say, has_vault: bool) -> Option<String> {
        let i18n = say.0;
        match self {
            Self::Engine(failure) if has_vault => Some(say.failure(failure)),
            Self::Engine(failure) => Some(say.failure_before_vault(failure)),
            Self::File(trouble) => say.file_trouble(trouble),
            Self::NotChecked => Some(t_string!(i18n, transfer.export.not_checked).to_string()),
            Self::AnotherFile => Some(t_string!(i18n, transfer.export.another_file).to_string()),
            Self::NotLinked(failure) => Some(t_string!(
                i18n,
                transfer.import.not_linked,
                why = say.failure(failure)
            )),
        }
    }
}

/// Shows the trouble until it is dismissed.
#[component]
pub fn TroubleMessage(trouble: RwSignal<Option<Trouble>>) -> impl IntoView {
    let say = use_say();
    let app = use_app();
    move || {
        let has_vault = app.session.with(Option::is_some);
        let words = trouble.get()?.words(say, has_vault)?;
        Some(view! {
            <Message tone=Tone::Alert on_dismiss=move || trouble.set(None)>
                <p>{words}</p>
            </Message>
        })
    }
}
