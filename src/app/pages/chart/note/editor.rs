//! The editor around the sections: problems, lateness, the draft line, the way to review.

use leptos::prelude::*;

use super::beside::Beside;
use super::fields::{Editing, SECTIONS, complaint, element_of, section_id};
use super::late::Late;
use super::problems::AddProblem;
use super::review::NoteReview;
use super::under::Under;
use super::vital::birth;
use crate::app::i18n::*;
use crate::app::pages::chart::open::use_chart;
use crate::app::pages::chart::problems::{open_to_writing, problem_rows};
use crate::app::pages::drafts::{DiscardDraft, DraftLine};
use crate::app::pages::trouble::Trouble;
use crate::app::platform::focus;
use crate::app::route::{ChartPart, Route};
use crate::app::state::{App, Autosave, Press, use_app, use_say};
use crate::app::ui::*;
use crate::base::{DraftId, Stamp};
use crate::chart::draft::{Complaint, Draft, Lacks, NoteDraft, NoteField};
use crate::engine::protocol::{Failure, Review, WriteFailure, ask};

#[component]
pub fn Editor(id: DraftId, note: NoteDraft, saved: Stamp, cursor: String) -> impl IntoView {
    let app = use_app();
    let chart = use_chart();
    let draft = RwSignal::new(note);
    let at = RwSignal::new(cursor.clone());
    let saving = Autosave::keep(id, move || {
        let note = draft.get_untracked();
        (Draft::Note(Box::new(note)), at.get_untracked())
    });
    saving.loaded(saved);
    let editing = Editing {
        draft,
        missing: RwSignal::new(Vec::new()),
    };
    Effect::new(move |before: Option<()>| {
        draft.track();
        if before.is_some() {
            saving.touched();
            editing.recheck(untrack(|| birth(chart)));
        }
    });
    on_cleanup(move || {
        let blank = draft
            .try_with_untracked(NoteDraft::is_blank)
            .unwrap_or(false);
        // A blank note is never signed: there is a draft of it.
        if blank {
            saving.done();
            leptos::task::spawn_local(async move {
                // A blank draft that could not be discarded stays in the list of drafts; nothing is lost.
                let _ = app.ask(ask::DiscardDraft(id)).await;
                app.refresh_drafts().await;
            });
        }
    });
    leptos::task::spawn_local(async move { app.refresh_drafts().await });
    focus::return_to(cursor);
    let reviewed = RwSignal::new(None::<Review>);
    let reviewing = Reviewing {
        app,
        editing,
        saving,
        reviewed,
        press: Press::new(),
    };
    let rows = problem_rows();
    let rows = Signal::derive(move || open_to_writing(&rows.value.get().unwrap_or_default()));
    keys(editing, at, reviewing);
    move || match reviewed.get() {
        Some(review) => view! { <NoteReview review editing saving reviewed/> }.into_any(),
        None => view! { <Writing editing reviewing at rows/> }.into_any(),
    }
}

/// Going from writing to review.
#[derive(Clone, Copy)]
pub struct Reviewing {
    app: App,
    editing: Editing,
    saving: Autosave,
    reviewed: RwSignal<Option<Review>>,
    press: Press,
}

impl Reviewing {
    /// Seals the draft, then asks what signing it would make permanent. Never signs.
    fn begin(&self) {
        let reviewing = *self;
        if self.reviewed.with_untracked(Option::is_some) {
            return;
        }
        self.press.run(async move || {
            let review = reviewing.ask().await?;
            match review.lacks {
                Some(Lacks::Note(complaints)) => reviewing.show_missing(complaints),
                Some(other) => return Err(WriteFailure::Lacks(other).into()),
                None => {
                    reviewing.editing.missing.try_set(Vec::new());
                    reviewing.reviewed.try_set(Some(review));
                }
            }
            Ok(())
        });
    }

    /// The first field that lacks something takes the focus; its words stand beside it.
    fn show_missing(&self, missing: Vec<Complaint<NoteField>>) {
        let first = missing.first().map(|first| first.at);
        if self.editing.missing.try_set(missing).is_some() {
            return;
        }
        if let Some(first) = first {
            focus_soon(element_of(first));
        }
    }

    /// Seals the draft and goes to Today; stays, with the reason beside the words, where that fails.
    fn put_away(&self) {
        let (app, saving) = (self.app, self.saving);
        self.press.run(async move || {
            // Why it failed is told beside the words.
            if saving.now().await.is_ok() {
                app.go(Route::Today);
            }
            Ok(())
        });
    }

    async fn ask(&self) -> Result<Review, Failure> {
        self.saving.now().await?;
        self.app.ask(ask::ReviewDraft(self.saving.id())).await
    }
}

#[component]
fn Writing(
    editing: Editing,
    reviewing: Reviewing,
    at: RwSignal<String>,
    rows: Signal<Vec<crate::reading::view::ProblemRow>>,
) -> impl IntoView {
    let say = use_say();
    let i18n = say.0;
    let started = editing.draft.with_untracked(|draft| draft.started);
    let places = Memo::new(move |_| editing.draft.with(|draft| draft.under.len()));
    let remember = move |event: web_sys::FocusEvent| {
        if let Some(field) = focus::came_to(&event) {
            at.set(field);
        }
    };
    let missing = move || {
        editing.missing.with(|missing| match missing.as_slice() {
            [] => None,
            [one] => Some(complaint(say, one)),
            several => {
                let count = several.len() as u32;
                Some(t_string!(i18n, people.intake.missing_count, count = count))
            }
        })
    };
    let aside = ViewFn::from(move || {
        view! {
            <span class="note-when">{move || say.moment(started)}</span>
            <Button label=move || t_string!(i18n, common.later) on_press=move || reviewing.put_away()/>
        }
    });
    view! {
        <Page title=move || t_string!(i18n, chart.note.title) aside wide=true>
            <div class="note">
                <div class="note-writing" on:focusin=remember>
                    <AddProblem editing rows/>
                    {move || (0..places.get()).map(|place| view! { <Under editing place rows/> }).collect_view()}
                    <Late editing/>
                    <Trouble failure=reviewing.press.failure/>
                    <Discard saving=reviewing.saving editing/>
                </div>
                <Beside editing rows/>
            </div>
            <div class="desk-actions">
                <p class="missing-line" role="status">{missing}</p>
                <DraftLine saving=reviewing.saving/>
                <Actions>
                    <Button
                        label=move || t_string!(i18n, chart.note.review)
                        kind=ButtonKind::Primary
                        busy=reviewing.press.busy
                        on_press=move || reviewing.begin()
                    />
                </Actions>
            </div>
        </Page>
    }
}

/// Throwing the draft away stands apart, and only once there is something to throw away.
#[component]
fn Discard(saving: Autosave, editing: Editing) -> impl IntoView {
    let i18n = use_i18n();
    let app = use_app();
    let chart = use_chart();
    let open = RwSignal::new(false);
    let gone = move |()| {
        chart.changed();
        app.replace(Route::Chart(chart.id, ChartPart::Summary));
    };
    let written = move || editing.draft.with(|draft| !draft.is_blank());
    view! {
        <div class="note-discard">
            {move || written().then(|| view! {
                <Button
                    label=move || t_string!(i18n, common.draft.discard)
                    kind=ButtonKind::Plain
                    on_press=move || open.set(true)
                />
            })}
        </div>
        <DiscardDraft saving open on_gone=gone/>
    }
}

fn keys(editing: Editing, at: RwSignal<String>, reviewing: Reviewing) {
    on_command(move |command| match command {
        Command::Review => {
            reviewing.begin();
            true
        }
        Command::NextSection => step(editing, at, 1),
        Command::PreviousSection => step(editing, at, -1),
        Command::Escape if reviewing.reviewed.with_untracked(Option::is_some) => {
            reviewing.reviewed.set(None);
            true
        }
        _ => false,
    });
}

/// To the next or previous of S, O, A, P, over all problems.
fn step(editing: Editing, at: RwSignal<String>, by: isize) -> bool {
    let places = editing.draft.with_untracked(|draft| draft.under.len());
    let ids: Vec<String> = (0..places)
        .flat_map(|place| SECTIONS.map(|section| section_id(place, section)))
        .collect();
    let here = at.with_untracked(|at| {
        ids.iter()
            .position(|id| at == id || at.starts_with(&format!("{id}-")))
    });
    let next = match here {
        Some(here) => here.checked_add_signed(by),
        None => Some(0),
    };
    if let Some(id) = next.and_then(|next| ids.get(next)) {
        focus_id(id);
    }
    true
}
