//! Long lists, drawn a part at a time: ten thousand rows at once would hold the page up.

use leptos::prelude::*;

use super::button::Button;
use crate::app::i18n::*;
use crate::app::state::use_say;

/// So many rows are drawn at first, and so many more with each press.
pub const STEP: usize = 50;

/// How much of a long list is drawn.
#[derive(Clone, Copy)]
pub struct Drawn {
    rows: RwSignal<usize>,
    of: usize,
}

impl Drawn {
    /// The first part of a list of `of` rows.
    pub fn first(of: usize) -> Self {
        Self::kept(RwSignal::new(STEP), of)
    }

    /// As much as was drawn before: who comes back to a row finds it. The page keeps how much that is.
    pub fn kept(rows: RwSignal<usize>, of: usize) -> Self {
        Self { rows, of }
    }

    /// How many rows to draw now.
    pub fn rows(&self) -> usize {
        self.rows.get().min(self.of)
    }

    fn more(self) {
        self.rows.update(|rows| *rows += STEP);
    }

    fn all(&self) -> bool {
        self.rows.get() >= self.of
    }
}

/// Below such a list: how much of it is shown, and a button for more. Nothing for a list that is drawn whole.
#[component]
pub fn ShowMore(drawn: Drawn) -> impl IntoView {
    let say = use_say();
    let i18n = say.0;
    let shown = move || {
        t_string!(
            i18n,
            ui.shown_of,
            shown = say.count(drawn.rows() as u32),
            of = say.count(drawn.of as u32)
        )
    };
    view! {
        <Show when=move || !drawn.all()>
            <p class="show-more">
                <span class="quiet-text">{shown}</span>
                <Button
                    label=move || t_string!(i18n, ui.show_more)
                    on_press=move || drawn.more()
                />
            </p>
        </Show>
    }
}
