//! Review and sign: exactly what becomes permanent, shown once; one press that cannot be doubled.

use leptos::prelude::*;

use super::fields::Editing;
use crate::app::i18n::*;
use crate::app::pages::chart::entry::Statements;
use crate::app::pages::chart::open::use_chart;
use crate::app::pages::chart::unchecked::Unchecked;
use crate::app::pages::drafts::DraftLine;
use crate::app::pages::signing::{SignBar, Signing};
use crate::app::platform::device;
use crate::app::route::{ChartPart, Route};
use crate::app::state::{Autosave, Say, use_app, use_say};
use crate::app::ui::*;
use crate::base::ChartId;
use crate::chart::draft::{NoteDraft, UnderProblem};
use crate::chart::when::When;
use crate::engine::protocol::Review;

#[component]
pub fn ReviewPage(
    review: Review,
    editing: Editing,
    saving: Autosave,
    reviewed: RwSignal<Option<Review>>,
    /// Set when it was signed, so that leaving does not look for a blank draft.
    signed: StoredValue<bool>,
) -> impl IntoView {
    let say = use_say();
    let i18n = say.0;
    let app = use_app();
    let chart = use_chart();
    let signing = Signing::of(saving);
    let on_signed = move |id: ChartId| {
        signed.try_set_value(true);
        chart.changed();
        leptos::task::spawn_local(async move {
            app.refresh_drafts().await;
            app.replace(Route::Chart(id, ChartPart::Summary));
            app.notices
                .say(Tone::Done, untrack(|| t_string!(i18n, chart.note.signed)));
        });
    };
    let behind = review.clock_behind;
    let unchecked = view! { <Unchecked review=&review/> };
    let now = device::now();
    focus_soon("note-sign-title");
    view! {
        <Page title=move || t_string!(i18n, chart.note.review_title) title_hidden=true no_focus=true>
            <section class="review" aria-labelledby="note-sign-title">
                <h2 id="note-sign-title" tabindex="-1">{t!(i18n, chart.note.review_title)}</h2>
                <p class="quiet-text">{move || t_string!(i18n, chart.note.permanent_from, now = say.moment(now))}</p>
                <Statements statements=review.statements at=When::Moment(now)/>
                {move || empties(say, &editing).map(|words| view! { <p class="quiet-text">{words}</p> })}
                {review.unlinked.then(|| view! {
                    <Message><p>{t!(i18n, chart.note.unlinked)}</p></Message>
                })}
                {unchecked}
                {behind.map(|last| view! {
                    <Message tone=Tone::Alert><p>{move || say.clock_behind(now, last)}</p></Message>
                })}
                {signing.trouble()}
                <p class="hint">{t!(i18n, chart.sign.permanent)}</p>
                <DraftLine saving/>
            </section>
            <SignBar
                signing
                back=move || t_string!(i18n, chart.note.back_to_writing)
                on_back=move |()| reviewed.set(None)
                on_signed=move |(id,)| on_signed(id)
            />
        </Page>
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
