//! Blood pressure: both values or neither.

use leptos::prelude::*;

use super::fields::{Editing, second_id, vital_id};
use super::vital::{in_a_field, last, part, unlikely_words};
use crate::app::i18n::*;
use crate::app::kinds::vital_name;
use crate::app::pages::chart::open::use_chart;
use crate::app::pages::measured::keep_it;
use crate::app::state::use_say;
use crate::app::ui::*;
use crate::chart::draft::check::is_upside_down;
use crate::chart::draft::{UnderField, pressure_words};
use crate::terms::measure::understand;
use crate::terms::vitals::Vital;

#[component]
pub fn BloodPressure(editing: Editing, place: usize) -> impl IntoView {
    let say = use_say();
    let i18n = say.0;
    let chart = use_chart();
    let vital = Vital::BloodPressure;
    let unit = &vital.units()[0];
    let upper = part(
        editing,
        place,
        vital,
        |d| d.measure.value.clone(),
        move |d, value| {
            d.measure.value = value;
            d.measure.unit = unit.ucum.into();
            d.measure.confirmed = false;
        },
    );
    let lower = part(
        editing,
        place,
        vital,
        |d| d.second.clone(),
        |d, value| {
            d.second = value;
            d.measure.confirmed = false;
        },
    );
    let confirmed = part(
        editing,
        place,
        vital,
        |d| d.measure.confirmed,
        |d, yes| {
            d.measure.confirmed = yes;
        },
    );
    let typing = Typing::nowhere();
    let unlikely = move || {
        let asked = editing.asks_about(place, vital);
        if confirmed.get() || (typing.is_anywhere() && !asked) {
            return None;
        }
        let (upper, lower) = (upper.get(), lower.get());
        unlikely_words(say, vital, &upper, unit, None)
            .or_else(|| unlikely_words(say, vital, &lower, unit, None))
            .or_else(|| {
                let both = pressure_words(&upper, &lower);
                is_upside_down(&upper, &lower)
                    .then(|| keep_it(say, vital_name(say, vital), &both, unit.label))
            })
    };
    let read_as = move || {
        let (upper, lower) = (upper.get(), lower.get());
        let said = [&upper, &lower]
            .into_iter()
            .filter_map(|typed| understand(vital, unit, typed, None))
            .any(|read| read.is_said);
        said.then(|| read_as_words(say, &pressure_words(&upper, &lower), unit))
    };
    let (of_upper, of_lower) = (
        editing.error_under(say, place, UnderField::Vital(vital)),
        editing.error_under(say, place, UnderField::Lower),
    );
    // Between the fields of one pressure nothing is wrong yet.
    let half = move || {
        !typing.is_anywhere() && upper.get().trim().is_empty() != lower.get().trim().is_empty()
    };
    let wrong = Signal::derive(move || {
        of_upper
            .get()
            .or_else(|| of_lower.get())
            .or_else(|| half().then(|| t_string!(i18n, errors.both_pressures).to_string()))
    });
    let last = last(say, chart, vital);
    let id = vital_id(place, vital);
    let (second, error_id) = (second_id(place, vital), format!("{id}-error"));
    let correct = id.clone();
    let field = move |id: String, label: fn(Texts) -> &'static str, value: Bind<String>| {
        view! {
            <input
                id=id
                type="text"
                inputmode="numeric"
                size="4"
                autocomplete="off"
                spellcheck="false"
                aria-label=move || label(i18n)
                aria-describedby=error_id.clone()
                prop:value=move || value.get()
                on:input=move |event| value.set(event_target_value(&event))
            />
        }
    };
    let error_id = format!("{id}-error");
    view! {
        <div
            class="field field-number pressure"
            role="group"
            aria-label=move || vital_name(say, vital)
            on:focusin=move |event| typing.moved(in_a_field(&event))
            on:focusout=move |_| typing.moved(None)
        >
            <label for=id.clone()>{move || vital_name(say, vital)}</label>
            <div class="field-box">
                {field(id.clone(), |i18n| t_string!(i18n, chart.note.upper_pressure), upper)}
                <span aria-hidden="true">"/"</span>
                {field(second, |i18n| t_string!(i18n, chart.note.lower_pressure), lower)}
                <span class="unit">{unit.label}</span>
            </div>
            <p class="hint">{move || last.get()}</p>
            <p class="hint" role="status">{read_as}</p>
            <p class="field-error" id=error_id role="alert">{move || wrong.get()}</p>
            {move || unlikely().map(|question| {
                let correct = correct.clone();
                let kept = correct.clone();
                view! {
                    <div class="ask-once" role="alert">
                        <p>{question}</p>
                        <Button
                            label=move || t_string!(i18n, ui.keep_it)
                            kind=ButtonKind::Quiet
                            on_press=move || {
                                confirmed.set(true);
                                focus_soon(kept.clone());
                            }
                        />
                        <Button label=move || t_string!(i18n, ui.correct_it) on_press=move || focus_id(&correct)/>
                    </div>
                }
            })}
        </div>
    }
}
