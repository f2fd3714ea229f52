//! A late entry: when it happened, and why it is written now.

use leptos::prelude::*;

use super::fields::Editing;
use crate::app::i18n::*;
use crate::app::state::use_say;
use crate::app::ui::*;
use crate::chart::draft::{DateDraft, LateDraft, NoteField};

#[component]
pub fn Late(editing: Editing) -> impl IntoView {
    let say = use_say();
    let i18n = say.0;
    let is_late = Bind::part(
        editing.draft,
        |draft| draft.late.is_some(),
        |draft, late| draft.late = late.then(LateDraft::default),
    );
    let when = Bind::part(
        editing.draft,
        |draft| {
            let late = draft.late.as_ref();
            late.map_or_else(DateDraft::default, |late| late.when.clone())
        },
        |draft, when| {
            if let Some(late) = &mut draft.late {
                late.when = when;
            }
        },
    );
    let time = Bind::part(
        editing.draft,
        |draft| {
            draft
                .late
                .as_ref()
                .map_or_else(String::new, |late| late.time.clone())
        },
        |draft, time| {
            if let Some(late) = &mut draft.late {
                late.time = time;
            }
        },
    );
    let no_time = editing.error(say, NoteField::LateTime);
    let reason = Bind::part(
        editing.draft,
        |draft| {
            draft
                .late
                .as_ref()
                .map_or_else(String::new, |late| late.reason.clone())
        },
        |draft, reason| {
            if let Some(late) = &mut draft.late {
                late.reason = reason;
            }
        },
    );
    let no_reason = editing.error(say, NoteField::LateReason);
    let no_date = editing.error(say, NoteField::LateWhen);
    view! {
        <div class="note-late">
            <CheckBox label=move || t_string!(i18n, chart.note.late) value=is_late id="note-late"/>
            {move || is_late.get().then(|| view! {
                <DateParts
                    legend=move || t_string!(i18n, chart.note.late_when)
                    value=when
                    error=no_date
                    id="note-late-when"
                />
                <Field
                    label=move || t_string!(i18n, chart.note.late_time)
                    hint=move || t_string!(i18n, chart.note.late_time_hint)
                    value=time
                    error=no_time
                    size=8
                    id="note-late-time"
                />
                <Field
                    label=move || t_string!(i18n, chart.note.late_reason)
                    value=reason
                    error=no_reason
                    id="note-late-reason"
                />
            })}
        </div>
    }
}
