//! What is typed is not lost, and what is locked is gone: held without a browser, on a clock that the test moves.

mod asking;
mod autosave;
mod gate;
mod headless;
mod line;
mod rest;

use crate::app::state::{Autosave, Sealing};
use crate::base::{DraftId, Stamp};
use crate::chart::draft::{Draft, IntakeDraft, NameDraft};
use crate::chart::kinds::NameUse;
use headless::Device;
use reactive_graph::owner::Owner;
use reactive_graph::prelude::*;
use reactive_graph::signal::RwSignal;

/// An intake in which a family name was typed.
fn typed(name: &str) -> Draft {
    let mut intake = IntakeDraft::new(Stamp { ms: 0, offset: 0 });
    intake.names.push(NameDraft {
        usage: NameUse::Usual,
        family: name.to_owned(),
        given: String::new(),
    });
    Draft::Intake(Box::new(intake))
}

/// A page on which a name is typed.
struct Page {
    words: RwSignal<&'static str>,
    saving: Autosave,
    owner: Owner,
}

impl Page {
    fn open(device: &Device, id: DraftId) -> Self {
        let owner = device.owner.with(Owner::new);
        let (words, saving) = owner.with(|| {
            let words = RwSignal::new("");
            let read = move || (typed(words.get_untracked()), String::new());
            (words, Autosave::keep(id, read))
        });
        Self {
            words,
            saving,
            owner,
        }
    }

    fn types(&self, words: &'static str) {
        self.words.set(words);
        self.saving.touched();
    }

    fn state(&self) -> Sealing {
        self.saving.state()
    }

    /// The person goes to another page.
    fn leave(self, device: &Device) {
        self.owner.cleanup();
        device.settle();
    }
}

const ID: DraftId = DraftId([7; 16]);
const OTHER: DraftId = DraftId([8; 16]);
