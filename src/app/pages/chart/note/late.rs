//! A late entry: when it happened, and why it is written now.

use leptos::prelude::*;

use super::fields::Editing;
use crate::app::i18n::*;
use crate::app::state::use_say;
use crate::app::ui::*;
use crate::chart::draft::{LateDraft, NoteField};

#[component]
pub fn Late(editing: Editing) -> impl IntoView {
    let say = use_say();
    let i18n = say.0;
    let is_late = Bind::part(
        editing.draft,
        |draft| draft.late.is_some(),
        |draft, late| draft.late = late.then(LateDraft::default),
    );
    let late = Bind::part(
        editing.draft,
        |draft| draft.late.clone().unwrap_or_default(),
        |draft, late| {
            if draft.late.is_some() {
                draft.late = Some(late);
            }
        },
    );
    let error = move |at| editing.error(say, at);
    view! {
        <div class="note-late">
            <CheckBox label=move || t_string!(i18n, chart.note.late) value=is_late id="note-late"/>
            {move || is_late.get().then(|| view! {
                <DateParts
                    legend=move || t_string!(i18n, chart.note.late_when)
                    value=late.at(|late| &late.when, |late| &mut late.when)
                    error=error(NoteField::LateWhen)
                    id="note-late-when"
                />
                <Field
                    label=move || t_string!(i18n, chart.note.late_time)
                    hint=move || t_string!(i18n, chart.note.late_time_hint)
                    value=late.at(|late| &late.time, |late| &mut late.time)
                    error=error(NoteField::LateTime)
                    size=8
                    id="note-late-time"
                />
                <Field
                    label=move || t_string!(i18n, chart.note.late_reason)
                    value=late.at(|late| &late.reason, |late| &mut late.reason)
                    error=error(NoteField::LateReason)
                    id="note-late-reason"
                />
            })}
        </div>
    }
}
