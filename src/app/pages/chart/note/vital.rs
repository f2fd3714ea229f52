//! What the field of any vital sign needs: its part of the draft, the last value, the question about an unlikely one.

use leptos::text_prop::TextProp;
use wasm_bindgen::JsCast;

use super::fields::Editing;
use crate::app::i18n::*;
use crate::app::kinds::{observation_value, vital_name};
use crate::app::pages::chart::open::OpenChart;
use crate::app::pages::measured::keep_it;
use crate::app::state::Say;
use crate::app::ui::*;
use crate::chart::draft::{DateDraft, Measure, VitalDraft};
use crate::terms::measure::understand;
use crate::terms::units::Ages;
use crate::terms::vitals::{Unit, Vital};

/// A part of one vital sign; writing makes it if it is not there yet.
pub(super) fn part<T>(
    editing: Editing,
    place: usize,
    vital: Vital,
    get: impl Fn(&VitalDraft) -> T + Send + Sync + 'static,
    set: impl Fn(&mut VitalDraft, T) + Send + Sync + 'static,
) -> Bind<T>
where
    T: Clone + Default + PartialEq + Send + Sync + 'static,
{
    editing.under(
        place,
        move |under| {
            let found = under.vitals.iter().find(|draft| draft.vital == vital);
            found.map(&get).unwrap_or_default()
        },
        move |under, value| {
            let found = under.vitals.iter().position(|draft| draft.vital == vital);
            let at = found.unwrap_or_else(|| {
                under.vitals.push(empty(vital));
                under.vitals.len() - 1
            });
            set(&mut under.vitals[at], value);
        },
    )
}

/// Focus in the number itself: what is being typed is not judged yet. Focus on *Keep it* is not typing.
pub(super) fn in_a_field(event: &web_sys::FocusEvent) -> Option<String> {
    let field: web_sys::HtmlInputElement = event.target()?.dyn_into().ok()?;
    Some(field.id())
}

/// The last value and its date, in quiet text.
pub(super) fn last(say: Say, chart: OpenChart, vital: Vital) -> TextProp {
    let words = move || {
        chart
            .summary(|summary| {
                let row = summary.vitals.iter().find(|row| row.vital == vital)?;
                let (_, observation, when) = &row.now;
                let value = observation_value(say, observation);
                let day = say.when_day(when);
                Some(t_string!(
                    say.0,
                    chart.note.last_value,
                    value = value,
                    day = day
                ))
            })
            .flatten()
            .unwrap_or_default()
    };
    words.into()
}

/// "Weight 340 kg. Keep it, or correct it?"
pub(super) fn unlikely_words(
    say: Say,
    vital: Vital,
    typed: &str,
    unit: &'static Unit,
    ages: Option<Ages>,
) -> Option<String> {
    let read = understand(vital, unit, typed, ages).filter(|read| read.is_unlikely)?;
    let value = plainly(&read.value.to_string());
    Some(keep_it(say, vital_name(say, vital), &value, unit.label))
}

pub(super) fn empty(vital: Vital) -> VitalDraft {
    VitalDraft {
        vital,
        measure: Measure::default(),
        second: String::new(),
        when: DateDraft::default(),
    }
}
