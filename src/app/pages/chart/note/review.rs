//! What the review of a note has to say besides: which parts are empty, and that it stands under no problem.

use leptos::prelude::*;

use super::fields::Editing;
use crate::app::i18n::*;
use crate::app::pages::chart::review::ReviewPage;
use crate::app::state::{Autosave, Say, use_say};
use crate::app::ui::*;
use crate::chart::draft::{NoteDraft, UnderProblem};
use crate::engine::protocol::Review;

#[component]
pub fn NoteReview(
    review: Review,
    editing: Editing,
    saving: Autosave,
    reviewed: RwSignal<Option<Review>>,
) -> impl IntoView {
    let say = use_say();
    let i18n = say.0;
    let unlinked = review.unlinked;
    view! {
        <ReviewPage
            review
            saving
            back=move || t_string!(i18n, chart.note.back_to_writing)
            on_back=move |()| reviewed.set(None)
            signed=move || t_string!(i18n, chart.note.signed)
        >
            {move || empties(say, &editing).map(|words| view! { <p class="quiet-text">{words}</p> })}
            {unlinked.then(|| view! {
                <Message><p>{t!(i18n, chart.note.unlinked)}</p></Message>
            })}
        </ReviewPage>
    }
}

/// "Nothing is written under S, P."
fn empties(say: Say, editing: &Editing) -> Option<String> {
    let letters = editing.draft.with(|draft: &NoteDraft| {
        let empty = |is: fn(&UnderProblem) -> bool| draft.under.iter().all(is);
        let i18n = say.0;
        let parts = [
            (
                t_string!(i18n, kinds.section.s),
                empty(|under| under.subjective.trim().is_empty()),
            ),
            (
                t_string!(i18n, kinds.section.o),
                empty(|under| under.objective.trim().is_empty() && under.vitals.is_empty()),
            ),
            (
                t_string!(i18n, kinds.section.a),
                empty(|under| under.assessment.trim().is_empty()),
            ),
            (
                t_string!(i18n, kinds.section.p),
                empty(|under| {
                    under.plan.trim().is_empty()
                        && under.plans.is_empty()
                        && under.medicines.is_empty()
                }),
            ),
        ];
        let letters = parts.into_iter().filter(|(_, empty)| *empty);
        letters.map(|(letter, _)| letter).collect::<Vec<_>>()
    });
    (!letters.is_empty())
        .then(|| t_string!(say.0, chart.note.empty_parts, parts = letters.join(", ")))
}
