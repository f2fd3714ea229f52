//! Where somebody is typing. A question about what was typed waits until the field is left, and until the press that left
//! it has done its work: what comes between would push that press's target away from under the finger.

use leptos::prelude::*;

use crate::app::platform::pointer::lifted;

/// In which field somebody types now, if in any. Copied freely.
#[derive(Clone, Copy)]
pub struct Typing {
    /// The id of the field.
    at: RwSignal<Option<String>>,
    turn: StoredValue<u32>,
}

impl Typing {
    /// Nobody types yet.
    pub fn nowhere() -> Self {
        Self {
            at: RwSignal::new(None),
            turn: StoredValue::new(0),
        }
    }

    /// The focus moved into a field, or (`None`) to something one does not type in.
    pub fn moved(&self, to: Option<String>) {
        let Self { at, turn } = *self;
        // A page that is taken away while one types tells so after everything of it is gone.
        let Some(before) = turn.try_get_value() else {
            return;
        };
        let mine = before + 1;
        turn.set_value(mine);
        leptos::task::spawn_local(async move {
            lifted().await;
            let last = turn.try_get_value() == Some(mine);
            if last && at.try_get_untracked().is_some_and(|now| now != to) {
                at.try_set(to);
            }
        });
    }

    /// Whether somebody types in the field of this id; whoever reads this follows it.
    pub fn is_at(&self, field: &str) -> bool {
        self.at.with(|at| at.as_deref() == Some(field))
    }

    /// Whether somebody types in any field; whoever reads this follows it.
    pub fn is_anywhere(&self) -> bool {
        self.at.with(Option::is_some)
    }
}
