//! The last note on the problem, to be read beside and never copied; allergies and medicines under it.

use leptos::prelude::*;

use super::fields::Editing;
use crate::app::i18n::*;
use crate::app::kinds::answered_words;
use crate::app::pages::chart::banner::allergy_words;
use crate::app::pages::chart::contested::contested_about;
use crate::app::pages::chart::entry::EntryCard;
use crate::app::pages::chart::open::use_chart;
use crate::app::pages::chart::problems::{medicine_line, number_words};
use crate::app::state::{Say, use_say};
use crate::app::ui::{Mark, Tone};
use crate::chart::draft::ProblemChoice;
use crate::chart::kinds::{AmendmentKind, Fact, Question};
use crate::chart::statement::StatementId;
use crate::engine::protocol::ask;
use crate::reading::view::{Banner, Content, EntryView, Known, ProblemRow};

#[component]
pub fn Beside(editing: Editing, rows: Signal<Vec<ProblemRow>>) -> impl IntoView {
    let say = use_say();
    let i18n = say.0;
    let chart = use_chart();
    // The problem that was chosen last; a new one has no note yet.
    let about = Memo::new(move |_| {
        editing.draft.with(|draft| {
            let last = draft.under.last().map(|under| under.problem.clone());
            match last {
                Some(ProblemChoice::Known(id)) => Some(Some(id)),
                Some(ProblemChoice::New { .. }) => None,
                Some(ProblemChoice::Unlinked) | None => Some(None),
            }
        })
    });
    let number = move |id: Option<StatementId>| match id {
        None => "#0".to_string(),
        Some(id) => rows.with(|rows| {
            let row = rows.iter().find(|row| row.id == id);
            row.map_or_else(String::new, |row| format!("#{}", number_words(row)))
        }),
    };
    let medicines = move || {
        chart.summary(|summary| match &summary.medicines {
            Known::NotAsked => vec![
                view! { <li>{t_string!(i18n, chart.summary.medicines_not_asked)}</li> }.into_any(),
            ],
            Known::Answered(answer, when) => {
                let words = answered_words(say, Question::Medicines, *answer, when);
                vec![view! { <li>{words}</li> }.into_any()]
            }
            Known::Facts(rows) => rows
                .iter()
                .map(|row| view! { <li>{medicine_line(say, row)}</li> }.into_any())
                .collect(),
        })
    };
    view! {
        <aside class="note-beside" aria-label=move || t_string!(i18n, chart.note.beside)>
            {move || about.get().map(|id| {
                view! {
                    <h2>{move || t_string!(i18n, chart.note.last_note, number = number(id))}</h2>
                    <LastNote id/>
                }
            })}
            <h3>{t!(i18n, kinds.answer.question.allergies)}</h3>
            <div class="beside-allergies" translate="no">{move || chart.newest_banner(|banner| allergies(say, banner))}</div>
            <h3>{t!(i18n, chart.summary.medicines)}</h3>
            <ul class="beside-medicines">{medicines}</ul>
        </aside>
    }
}

/// As in the banner, and all of them: each in its colours, on a line of its own.
fn allergies(say: Say, banner: &Banner) -> impl IntoView + use<> {
    let rows = match &banner.allergies {
        Known::Facts(rows) => rows.as_slice(),
        Known::NotAsked | Known::Answered(..) => &[],
    };
    let alert = |row| view! { <p><Mark tone=Tone::Alert words=allergy_words(say, row)/></p> };
    let contested = contested_about(say, banner, Question::Allergies).into_iter();
    let contested = contested.map(|flag| view! { <p><Mark tone=flag.tone words=flag.words/></p> });
    let answer = match &banner.allergies {
        Known::Facts(_) => None,
        Known::NotAsked => {
            let words = t_string!(say.0, kinds.allergy.not_asked);
            Some(view! { <p><Mark tone=Tone::NotKnown words/></p> }.into_any())
        }
        Known::Answered(answer, when) => {
            let words = answered_words(say, Question::Allergies, *answer, when);
            Some(view! { <p class="quiet-text">{words}</p> }.into_any())
        }
    };
    view! {
        {rows.iter().map(alert).collect_view()}
        {contested.collect_view()}
        {answer}
    }
}

#[component]
fn LastNote(id: Option<StatementId>) -> impl IntoView {
    let i18n = use_i18n();
    let chart = use_chart();
    let page = chart.load(move || ask::ProblemPage(chart.id, id));
    move || {
        page.value.get().map(|page| {
            let note = page.entries.into_iter().find(is_note);
            match note {
                Some(view) => view! { <EntryCard view chart=chart.id/> }.into_any(),
                None => view! { <p class="quiet-text">{t!(i18n, chart.note.no_note_yet)}</p> }
                    .into_any(),
            }
        })
    }
}

fn is_note(view: &EntryView) -> bool {
    let EntryView::Read { statements, .. } = view else {
        return false;
    };
    let has = |wanted: fn(&Fact) -> bool| {
        statements.iter().any(|view| match &view.content {
            Content::Statement(statement) => wanted(&statement.fact),
            Content::Newer(_) => false,
        })
    };
    // A correction stands in the note it corrects.
    let corrects =
        |fact: &Fact| matches!(fact, Fact::Amendment(a) if a.kind != AmendmentKind::LateEntry);
    has(|fact| matches!(fact, Fact::Section(_))) && !has(corrects)
}
