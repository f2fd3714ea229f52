//! Allergies in full, and the quick way to add one or to say that none is known.

use leptos::prelude::*;

use super::banner::allergy_words;
use super::contested::Contested;
use super::kept_form::KeptFormButton;
use super::open::{OpenChart, use_chart};
use crate::app::i18n::*;
use crate::app::route::{ChartPart, Route};
use crate::app::state::{Say, use_say};
use crate::app::ui::*;
use crate::chart::draft::AllergyDraft;
use crate::chart::kinds::{Answered, NoFact, Question};
use crate::reading::view::{AllergyRow, Known, Trust};

/// "None known".
const NONE: Answered = Answered {
    question: Question::Allergies,
    answer: NoFact::None,
};

#[component]
pub fn AllergyPanel() -> impl IntoView {
    let say = use_say();
    let i18n = say.0;
    let chart = use_chart();
    let known = move || chart.banner(|banner| banner.allergies.clone());
    let facts = Memo::new(move |_| matches!(known(), Some(Known::Facts(_))));
    let add = move || {
        view! {
            <KeptFormButton
                label=move || t_string!(i18n, kinds.allergy.add)
                blank=AllergyDraft::default()
            />
        }
    };
    // Where there are rows the button stands beside the heading and leaves them the room.
    view! {
        <Panel
            title=move || t_string!(i18n, kinds.answer.question.allergies)
            aside=ViewFn::from(move || facts.get().then(add))
        >
            <Contested question=Question::Allergies/>
            {move || known().map(|known| allergies(say, chart, known))}
            {move || (!facts.get()).then(|| view! {
                <div class="panel-acts">
                    {add()}
                    <KeptFormButton label=move || t_string!(i18n, kinds.allergy.none) blank=NONE/>
                </div>
            })}
        </Panel>
    }
}

/// None of them is ever folded away.
fn allergies(say: Say, chart: OpenChart, known: Known<AllergyRow>) -> AnyView {
    let i18n = say.0;
    match known {
        Known::NotAsked => view! {
            <p><Mark tone=Tone::NotKnown words=t_string!(i18n, kinds.allergy.not_asked)/></p>
        }
        .into_any(),
        Known::Answered(answer, when) => {
            let day = say.when_day(&when);
            match answer {
                NoFact::None => view! {
                    <p class="quiet-text">{t_string!(i18n, chart.banner.none_known, day = day)}</p>
                }
                .into_any(),
                NoFact::NotKnown => {
                    let words = t_string!(i18n, kinds.allergy.not_known_on, day = day);
                    view! { <p><Mark tone=Tone::NotKnown words/></p> }.into_any()
                }
                NoFact::Declined => {
                    let words = t_string!(i18n, kinds.allergy.declined_on, day = day);
                    view! { <p><Mark tone=Tone::NotKnown words/></p> }.into_any()
                }
            }
        }
        Known::Facts(rows) => {
            let draw = move |row: AllergyRow| {
                let to = Route::Chart(chart.id, ChartPart::Entry(row.id.entry));
                let stranger = (row.trust == Trust::FirstSeen)
                    .then(|| t_string!(i18n, common.first_seen_author));
                let words = allergy_words(say, &row);
                view! {
                    <Row to>
                        <span class="row-main"><Mark tone=Tone::Alert words/></span>
                        " "
                        <span class="row-aside">{say.when_day(&row.when)} " " {stranger}</span>
                    </Row>
                }
                .into_any()
            };
            let rows = rows.into_iter().map(draw).collect_view();
            view! { <Rows says=move || t_string!(i18n, kinds.answer.question.allergies)>{rows}</Rows> }
                .into_any()
        }
    }
}
