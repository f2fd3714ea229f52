//! Weight and height: a number with its unit, asked about once when it is unlikely.

use leptos::prelude::*;
use leptos::text_prop::TextProp;

use super::question::AnswerList;
use super::taking::{Of, Taking, of};
use crate::app::desk::body_mass_index;
use crate::app::i18n::*;
use crate::app::platform::device;
use crate::app::state::Say;
use crate::app::ui::*;
use crate::chart::draft::Measure;
use crate::chart::kinds::Answer;
use crate::terms::vitals::Vital;

/// "Weight 340 kg. Keep it, or correct it?"
pub(super) fn unlikely_words(say: Say, what: &str, value: String, unit: String) -> String {
    let (what, value) = (what.to_string(), plainly(&value));
    t_string!(
        say.0,
        people.intake.unlikely,
        what = what,
        value = say.number(&value),
        unit = unit
    )
}

#[component]
pub fn Weight() -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <MeasureQuestion
            label=move || t_string!(i18n, people.intake.weight)
            name="weight"
            element="intake-weight"
            vital=Vital::Weight
            preferred=0
            of=of!(weight)
        />
    }
}

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
            name="height"
            element="intake-height"
            vital=Vital::HeightStanding
            preferred=1
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
fn MeasureQuestion(
    #[prop(into)] label: TextProp,
    name: &'static str,
    element: &'static str,
    vital: Vital,
    /// The place of this measurement among the units the settings prefer.
    preferred: usize,
    of: Of<Measure>,
) -> impl IntoView {
    let taking = expect_context::<Taking>();
    let five = bind_answer(taking.draft, of.get, of.get_mut);
    let preferred = untrack(|| taking.app.settings()).units[preferred].clone();
    let offered = vital.units();
    let known = offered.iter().any(|unit| unit.ucum == preferred);
    let first = if known {
        preferred
    } else {
        offered
            .first()
            .map_or(String::new(), |unit| unit.ucum.to_string())
    };
    // A unit is always written with the number: an unwritten one would be read as another.
    let chosen = RwSignal::new(first);
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
        super::focus_soon(element);
    };
    let today = device::now().day();
    let in_chart = taking.birth_in_chart();
    let ages = Signal::derive(move || taking.draft.with(|draft| draft.ages(today, &in_chart)));
    let unlikely = taking.unlikely(name, element, label.clone());
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
                error=taking.error(name)
            />
            <AnswerList label value=five/>
        </div>
    }
}
