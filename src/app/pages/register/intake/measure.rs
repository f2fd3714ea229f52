//! Weight and height: a number with its unit, asked about once when it is unlikely.

use leptos::prelude::*;
use leptos::text_prop::TextProp;

use super::elements::element;
use super::question::AnswerList;
use super::taking::{Of, Taking, of};
use crate::app::desk::body_mass_index;
use crate::app::i18n::*;
use crate::app::pages::measured::preferred_unit;
use crate::app::platform::device;
use crate::app::ui::*;
use crate::chart::draft::Measure;
use crate::chart::kinds::{Answer, Question};
use crate::terms::vitals::Vital;

#[component]
pub fn Height() -> impl IntoView {
    let i18n = use_i18n();
    let taking = expect_context::<Taking>();
    let today = device::now().day();
    let in_chart = taking.birth_in_chart();
    let vital = Memo::new(move |_| {
        taking
            .draft
            .with(|draft| draft.height_vital(today, &in_chart))
    });
    // Both are written in the same units.
    let label = move || match vital.get() {
        Vital::LengthLying => t_string!(i18n, kinds.observation.vital.length_lying),
        _ => t_string!(i18n, people.intake.height),
    };
    view! {
        <MeasureQuestion
            label
            question=Question::Height
            vital=Vital::HeightStanding
            of=of!(height)
        />
    }
}

/// The body mass index of an adult whose weight and height are written.
#[component]
pub fn MassIndex() -> impl IntoView {
    let taking = expect_context::<Taking>();
    let say = taking.say;
    let today = device::now().day();
    let index = Memo::new(move |_| taking.draft.with(|draft| body_mass_index(draft, today)));
    view! {
        <p class="hint mass-index">
            {move || index.get().map(|n| t_string!(say.0, people.intake.mass_index, n = say.number(&n)))}
        </p>
    }
}

#[component]
pub fn MeasureQuestion(
    #[prop(into)] label: TextProp,
    question: Question,
    vital: Vital,
    of: Of<Measure>,
) -> impl IntoView {
    let taking = expect_context::<Taking>();
    let element = element(question);
    let five = bind_answer(taking.draft, of.get, of.get_mut);
    // A unit is always written with the number: an unwritten one would be read as another.
    let chosen = RwSignal::new(preferred_unit(taking.app, vital));
    let value = Bind::new(
        move || {
            let written = taking.draft.with(|draft| (of.get)(draft).yes().cloned());
            let mut measure = written.unwrap_or_default();
            if measure.unit.is_empty() {
                measure.unit = chosen.get();
            }
            measure
        },
        move |measure: Measure| {
            chosen.set(measure.unit.clone());
            taking.draft.update(|draft| {
                let answer = (of.get_mut)(draft);
                let emptied = answer.yes().is_some_and(|before| !before.value.is_empty());
                match answer {
                    // Another unit for a number that is yet to be typed answers nothing.
                    _ if !measure.value.is_empty() => *answer = Answer::Yes(measure),
                    _ if emptied => *answer = Answer::NotAsked,
                    Answer::Yes(before) => *before = measure,
                    _ => {}
                }
            });
        },
    );
    let keep = move || {
        taking.draft.update(|draft| {
            if let Answer::Yes(measure) = (of.get_mut)(draft) {
                measure.confirmed = true;
            }
        });
        focus_soon(element);
    };
    let today = device::now().day();
    let in_chart = taking.birth_in_chart();
    let ages = Signal::derive(move || taking.draft.with(|draft| draft.ages(today, &in_chart)));
    let unlikely = taking.unlikely(question, element, label.clone());
    view! {
        <div class="question">
            <NumberWithUnit
                id=element
                label=label.clone()
                vital
                value
                ages
                unlikely
                on_keep=keep
                error=taking.error(question)
            />
            <AnswerList label value=five/>
        </div>
    }
}
