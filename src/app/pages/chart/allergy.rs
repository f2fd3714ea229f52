//! Allergies in full, what can be done with each, and that none is known.

use leptos::prelude::*;

use super::banner::allergy_words;
use super::contested::Contested;
use super::kept_form::KeptFormButton;
use super::open::{OpenChart, use_chart};
use crate::app::i18n::*;
use crate::app::kinds::concept_words;
use crate::app::pages::signing::SignsAs;
use crate::app::pages::trouble::Trouble;
use crate::app::platform::device;
use crate::app::route::{ChartPart, Route};
use crate::app::state::{Press, Say, use_app, use_say};
use crate::app::ui::*;
use crate::chart::draft::{AllergyForm, Form, RefuteForm};
use crate::chart::kinds::{Answered, NoFact, Question};
use crate::reading::view::{AllergyRow, Known, RefutedAllergy, Trust};

/// "None known".
const NONE: Answered = Answered {
    question: Question::Allergies,
    answer: NoFact::None,
};

/// `full`: with what can be done with each, as where the banner leads; else each leads to its entry only.
#[component]
pub fn AllergyPanel(#[prop(optional)] full: bool) -> impl IntoView {
    let say = use_say();
    let i18n = say.0;
    let chart = use_chart();
    let known = move || chart.banner(|banner| banner.allergies.clone());
    let facts = Memo::new(move |_| matches!(known(), Some(Known::Facts(_))));
    let add = move || {
        view! {
            <KeptFormButton
                label=move || t_string!(i18n, kinds.allergy.add)
                blank=AllergyForm::default()
            />
        }
    };
    let refuted = move || chart.summary(|summary| summary.refuted.clone());
    // Where there are rows the button stands beside the heading and leaves them the room.
    view! {
        <Panel
            title=move || t_string!(i18n, kinds.answer.question.allergies)
            aside=ViewFn::from(move || facts.get().then(add))
        >
            <Contested question=Question::Allergies/>
            {move || known().map(|known| allergies(say, chart, known, full))}
            {move || (!facts.get()).then(|| view! {
                <div class="panel-acts">
                    {add()}
                    <NoneKnown/>
                </div>
            })}
            {move || full.then(|| refuted().map(|rows| not_so(say, chart, rows)))}
        </Panel>
    }
}

/// *None known*: the press is the whole statement, by the same road as every form.
#[component]
fn NoneKnown() -> impl IntoView {
    let say = use_say();
    let i18n = say.0;
    let app = use_app();
    let chart = use_chart();
    let press = Press::new();
    let sign = move || {
        press.run(async move || {
            app.sign_at_once(chart.id, Form::Answer(NONE)).await?;
            let time = say.time(device::now());
            app.notices.done(untrack(|| {
                t_string!(i18n, kinds.allergy.none_signed, time = time)
            }));
            focus_title();
            chart.changed();
            Ok(())
        });
    };
    view! {
        <Button label=move || t_string!(i18n, kinds.allergy.none) busy=press.busy on_press=sign/>
        <Trouble failure=press.failure/>
        <SignsAs/>
    }
}

/// Allergies that were said not to be so: struck, with who said it, when and why.
fn not_so(say: Say, chart: OpenChart, rows: Vec<RefutedAllergy>) -> AnyView {
    if rows.is_empty() {
        return ().into_any();
    }
    let i18n = say.0;
    let draw = |row: RefutedAllergy| {
        let to = Route::Chart(chart.id, ChartPart::Entry(row.id.entry));
        let substance = concept_words(say, &row.allergy.substance);
        let reason = t_string!(i18n, kinds.allergy.refuted_by, reason = row.reason);
        view! {
            <Row to>
                <span class="row-main"><s translate="no">{substance}</s></span>
                " "
                <span class="row-aside">{reason} " " {say.byline(&row.byline)}</span>
            </Row>
        }
    };
    let rows = rows.into_iter().map(draw).collect_view();
    view! {
        <h3>{t!(i18n, kinds.allergy.refuted)}</h3>
        <Rows says=move || t_string!(i18n, kinds.allergy.refuted)>{rows}</Rows>
    }
    .into_any()
}

/// *Add to it*, *It is not so*.
fn acts(say: Say, row: &AllergyRow) -> AnyView {
    let i18n = say.0;
    let more = AllergyForm {
        reason: t_string!(i18n, kinds.allergy.more_known).to_owned(),
        ..AllergyForm::more_about(row.id, &row.allergy, row.standing, row.since)
    };
    let refute = RefuteForm {
        allergy: row.id,
        reason: String::new(),
    };
    let substance = StoredValue::new(concept_words(say, &row.allergy.substance));
    view! {
        <div class="panel-acts">
            <KeptFormButton
                label=move || t_string!(i18n, kinds.allergy.add_to)
                says=move || t_string!(i18n, kinds.allergy.add_to_which, substance = substance.get_value())
                kind=ButtonKind::Plain
                blank=more
            />
            <KeptFormButton
                label=move || t_string!(i18n, kinds.allergy.refute)
                says=move || t_string!(i18n, kinds.allergy.refute_which, substance = substance.get_value())
                kind=ButtonKind::Plain
                blank=refute
            />
        </div>
    }
    .into_any()
}

/// None of them is ever folded away.
fn allergies(say: Say, chart: OpenChart, known: Known<AllergyRow>, full: bool) -> AnyView {
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
                let acts = full.then(|| view! { <li>{acts(say, &row)}</li> });
                view! {
                    <Row to>
                        <span class="row-main"><Mark tone=Tone::Alert words/></span>
                        " "
                        <span class="row-aside">{say.when_day(&row.when)} " " {stranger}</span>
                    </Row>
                    {acts}
                }
                .into_any()
            };
            let rows = rows.into_iter().map(draw).collect_view();
            view! { <Rows says=move || t_string!(i18n, kinds.answer.question.allergies)>{rows}</Rows> }
                .into_any()
        }
    }
}
