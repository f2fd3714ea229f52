//! What a form is about, in its own words: nothing is signed about something one does not see.

use leptos::prelude::*;

use super::open::use_chart;
use crate::app::i18n::*;
use crate::app::kinds::sentence;
use crate::app::state::{Say, use_say};
use crate::app::ui::*;
use crate::base::EntryId;
use crate::chart::statement::StatementId;
use crate::reading::view::{Content, EntryView, StatementView};

/// Lines of a whole entry that are shown; it can be looked at on its own page.
const MOST: usize = 4;

/// One statement.
#[component]
pub fn AboutStatement(id: StatementId) -> impl IntoView {
    view! { <AboutEntry entry=id.entry index=Signal::stored(Some(id.index))/> }
}

/// One statement of an entry, or all of it.
#[component]
pub fn AboutEntry(entry: EntryId, #[prop(into)] index: Signal<Option<u32>>) -> impl IntoView {
    let say = use_say();
    let chart = use_chart();
    let read = chart.entry(entry);
    move || {
        read.value.with(|view| match view {
            Some(EntryView::Read { at, statements, .. }) => {
                let meant = |view: &&StatementView| index.get().is_none_or(|i| view.id.index == i);
                let lines = statements.iter().filter(meant).take(MOST);
                let lines = lines.map(|view| line(say, view)).collect_view();
                Some(view! {
                    <div class="form-about">
                        <p class="quiet-text">{say.when(at)}</p>
                        {lines}
                    </div>
                })
            }
            Some(EntryView::Unreadable { .. }) | None => None,
        })
    }
}

fn line(say: Say, view: &StatementView) -> impl IntoView + use<> {
    let i18n = say.0;
    let words = match &view.content {
        Content::Statement(statement) => sentence(say, statement),
        Content::Newer(_) => String::new(),
    };
    let in_error = view.marks.in_error.is_some();
    view! {
        <p>
            {in_error.then(|| view! {
                <Mark tone=Tone::NotKnown words=move || t_string!(i18n, kinds.problem.in_error)/> " "
            })}
            <span class:struck=in_error translate="no">{words}</span>
        </p>
    }
}
