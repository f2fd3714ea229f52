//! What every page says of a draft: whose it is, what it is, where it goes on, whether it is sealed, how it is thrown away.

use leptos::prelude::*;

use crate::app::i18n::*;
use crate::app::kinds::{shortened, words};
use crate::app::pages::chart::form_title::title;
use crate::app::pages::trouble::Failed;
use crate::app::route::{ChartPart, Route};
use crate::app::state::{Autosave, Say, Sealing, use_app, use_say};
use crate::app::ui::*;
use crate::base::ChartId;
use crate::engine::protocol::{Failure, ask};
use crate::reading::view::{DraftKind, DraftRow};

/// The button that keeps a draft after all; it takes the focus where the question stands in a form.
pub const KEEP: &str = "keep-draft";

/// The page of a draft.
pub fn draft_route(draft: &DraftRow) -> Route {
    match &draft.kind {
        // Where an intake is looked for, a draft that cannot be read is told, and can be discarded.
        DraftKind::Intake { .. } | DraftKind::Unreadable => Route::Intake(draft.id),
        DraftKind::Note { chart, .. } => Route::Chart(*chart, ChartPart::Note(draft.id)),
        DraftKind::Form { chart, .. } => Route::Chart(*chart, ChartPart::Form(draft.id)),
        DraftKind::Questions { chart } => Route::Chart(*chart, ChartPart::Questions(draft.id)),
    }
}

/// The name typed into the intake of someone who has no chart yet.
pub fn name_typed(draft: &DraftRow) -> Option<String> {
    match &draft.kind {
        DraftKind::Intake { name } => Some(name.trim().to_string()).filter(|name| !name.is_empty()),
        DraftKind::Note { .. }
        | DraftKind::Form { .. }
        | DraftKind::Questions { .. }
        | DraftKind::Unreadable => None,
    }
}

/// Whose draft it is, as far as it is known.
pub fn draft_name(say: Say, draft: &DraftRow) -> String {
    match &draft.person {
        Some(person) => say.name(person),
        None if draft.kind == DraftKind::Unreadable => {
            t_string!(say.0, common.draft.draft).to_string()
        }
        None => {
            name_typed(draft).unwrap_or_else(|| t_string!(say.0, people.new_person).to_string())
        }
    }
}

/// "intake", "note for #2", "Stop a medicine: amoxicillin 500 mg".
pub fn draft_what(say: Say, kind: &DraftKind) -> String {
    let i18n = say.0;
    match kind {
        DraftKind::Intake { .. } => t_string!(i18n, common.draft.intake).to_string(),
        DraftKind::Questions { .. } => t_string!(i18n, people.questions.title).to_string(),
        DraftKind::Unreadable => t_string!(i18n, common.draft.unreadable).to_string(),
        DraftKind::Note { problems, .. } if problems.is_empty() => {
            t_string!(i18n, common.draft.note).to_string()
        }
        DraftKind::Note { problems, .. } => {
            let numbers: Vec<String> = problems.iter().map(|n| format!("#{n}")).collect();
            t_string!(i18n, common.draft.note_for, problems = numbers.join(", "))
        }
        DraftKind::Form { form, about, .. } => match about {
            Some(about) => {
                let about = shortened(&words(say, about).text);
                say.labelled(title(say, form), &about)
            }
            None => title(say, form).to_string(),
        },
    }
}

/// The unsigned drafts of one chart, each with what it is. As the rail has them: a note that was just left is among them
/// before the chart is read anew.
#[component]
pub fn DraftsOf(chart: ChartId) -> impl IntoView {
    let say = use_say();
    let i18n = say.0;
    let app = use_app();
    let of_chart = move |draft: &&DraftRow| match &draft.kind {
        DraftKind::Note { chart: of, .. }
        | DraftKind::Form { chart: of, .. }
        | DraftKind::Questions { chart: of } => *of == chart,
        // An intake that was said to be of someone who is here already.
        DraftKind::Intake { .. } => {
            let person = draft.person.as_ref();
            person.is_some_and(|person| person.chart == chart)
        }
        DraftKind::Unreadable => false,
    };
    let row = move |draft: &DraftRow| {
        let to = draft_route(draft);
        let what = draft_what(say, &draft.kind);
        view! {
            <Row to>
                <Mark tone=Tone::NotKnown words=move || t_string!(i18n, chart.summary.draft)/>
                " " <span class="row-aside">{what}</span>
            </Row>
        }
    };
    move || {
        let rows = app
            .drafts
            .with(|drafts| drafts.iter().filter(of_chart).map(row).collect::<Vec<_>>());
        (!rows.is_empty()).then(|| {
            view! { <Rows says=move || t_string!(i18n, common.drafts)>{rows}</Rows> }
        })
    }
}

/// "Draft saved 10:42:07", or why it is not.
#[component]
pub fn DraftLine(saving: Autosave) -> impl IntoView {
    let say = use_say();
    let i18n = say.0;
    // The same failure, found again at the next try, is not read out again.
    let state = Memo::new(move |_| saving.state());
    let saved = move || match state.get() {
        Sealing::Saved(at) => {
            let time = say.time_with_seconds(at);
            Some(t_string!(i18n, common.draft_saved, time = time))
        }
        _ => None,
    };
    let failed = move || match state.get() {
        Sealing::Failed { failure, .. } => {
            let why = say.failure(&failure);
            let words = t_string!(i18n, common.draft_not_saved, why = why);
            Some(view! { <Mark tone=Tone::Alert words/> })
        }
        _ => None,
    };
    let on_wish = move || {
        saving
            .is_saved_on_wish()
            .then(|| t_string!(i18n, common.saved_on_wish))
    };
    view! {
        // A screen reader hears of a seal that failed and of one that was asked for, not of each.
        <p class="draft-line">
            <span>{saved}</span> " " <span role="status">{on_wish}</span>
            <span role="alert">{failed}</span>
        </p>
    }
}

/// Throwing the draft of a page away.
#[component]
pub fn DiscardDraft(
    saving: Autosave,
    open: RwSignal<bool>,
    /// The draft is gone.
    #[prop(into)]
    on_gone: Callback<()>,
) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <Dialog open title=move || t_string!(i18n, common.draft.discard)>
            <DiscardQuestion saving on_keep=move |()| open.set(false) on_gone/>
        </Dialog>
    }
}

/// Throwing a draft away is the one thing that loses words: it is asked, and says so.
#[component]
pub fn DiscardQuestion(
    saving: Autosave,
    #[prop(into)] on_keep: Callback<()>,
    /// The draft is gone.
    #[prop(into)]
    on_gone: Callback<()>,
) -> impl IntoView {
    let say = use_say();
    let i18n = say.0;
    let app = use_app();
    let failure = RwSignal::new(None::<Failure>);
    let discard = move || {
        let sealed = untrack(|| saving.state()) != Sealing::Untouched;
        saving.done();
        leptos::task::spawn_local(async move {
            match app.ask(ask::DiscardDraft(saving.id())).await {
                // What was never sealed has no row to remove.
                Err(why) if sealed => {
                    failure.try_set(Some(why));
                }
                Ok(()) | Err(_) => {
                    app.refresh_drafts().await;
                    on_gone.try_run(());
                }
            }
        });
    };
    view! {
        <p>{t!(i18n, common.draft.discard_words)}</p>
        <Failed failure=failure/>
        <div class="together-row">
            <Button id=KEEP label=move || t_string!(i18n, common.draft.keep) on_press=move || on_keep.run(())/>
            <Button label=move || t_string!(i18n, common.discard) kind=ButtonKind::Danger on_press=discard/>
        </div>
    }
}
