//! The numbers of the O: the usual ones at once, the others one choice away.

use leptos::prelude::*;
use leptos::text_prop::TextProp;

use super::fields::{Editing, section_id, vital_id};
use super::pressure::BloodPressure;
use super::vital::{empty, in_a_field, last, part, unlikely_words};
use crate::app::i18n::*;
use crate::app::kinds::vital_name;
use crate::app::pages::chart::open::{OpenChart, use_chart};
use crate::app::pages::measured::preferred_unit;
use crate::app::platform::device;
use crate::app::state::{use_app, use_say};
use crate::app::ui::*;
use crate::chart::age::months_on;
use crate::chart::draft::{Measure, UnderField};
use crate::chart::kinds::{Birth, Sex};
use crate::terms::measure::unit_of;
use crate::terms::units::Ages;
use crate::terms::vitals::Vital;

/// Offered at once under the first problem of a note.
const USUAL: [Vital; 6] = [
    Vital::BloodPressure,
    Vital::Pulse,
    Vital::Breaths,
    Vital::Temperature,
    Vital::Oxygen,
    Vital::Weight,
];

/// Everything a note can hold; the body mass index is worked out, never typed.
const WRITABLE: [Vital; 11] = [
    Vital::BloodPressure,
    Vital::Pulse,
    Vital::Breaths,
    Vital::Temperature,
    Vital::Oxygen,
    Vital::Weight,
    Vital::HeightStanding,
    Vital::LengthLying,
    Vital::UpperArm,
    Vital::BloodSugar,
    Vital::LastPeriod,
];

#[component]
pub fn Vitals(editing: Editing, place: usize) -> impl IntoView {
    let say = use_say();
    let i18n = say.0;
    let chart = use_chart();
    let written = Memo::new(move |_| {
        editing.draft.with(|draft| {
            let under = draft.under.get(place);
            under.map_or_else(Vec::new, |under| {
                under
                    .vitals
                    .iter()
                    .map(|vital| vital.vital)
                    .collect::<Vec<_>>()
            })
        })
    });
    let small_child = Memo::new(move |_| is_six_to_59_months(chart));
    let shown = Memo::new(move |_| {
        let written = written.get();
        let usual = |vital: &Vital| {
            let first = place == 0
                && (USUAL.contains(vital) || (*vital == Vital::UpperArm && small_child.get()));
            first || written.contains(vital)
        };
        WRITABLE.into_iter().filter(usual).collect::<Vec<_>>()
    });
    view! {
        <div class="vitals">
            <For each=move || shown.get() key=|vital| *vital let:vital>
                <VitalField editing place vital/>
            </For>
            {move || {
                let shown = shown.get();
                let male = chart.banner(|banner| banner.person.sex == Some(Sex::Male)).unwrap_or(false);
                let others = WRITABLE
                    .into_iter()
                    .filter(|vital| !(shown.contains(vital) || male && *vital == Vital::LastPeriod))
                    .map(|vital| (Some(vital), TextProp::from(move || vital_name(say, vital))));
                let none: TextProp = (move || t_string!(i18n, chart.note.choose_value)).into();
                let options = std::iter::once((None, none)).chain(others).collect::<Vec<_>>();
                let add = Bind::new(
                    || None,
                    move |vital: Option<Vital>| {
                        if let Some(vital) = vital {
                            editing.change(place, |under| under.vitals.push(empty(vital)));
                            let id = vital_id(place, vital);
                            focus_soon(if vital == Vital::LastPeriod { format!("{id}-day") } else { id });
                        }
                    },
                );
                view! {
                    <Select
                        label=move || t_string!(i18n, chart.note.add_value)
                        value=add
                        options
                        id=format!("{}-more", section_id(place, 'o'))
                    />
                }
            }}
        </div>
    }
}

/// The birth that the open chart tells: what is likely depends on it.
pub(super) fn birth(chart: OpenChart) -> Birth {
    chart
        .banner(|banner| banner.person.birth)
        .unwrap_or(Birth::NotKnown)
}

/// How old the person may have been when what is written happened.
fn ages(editing: Editing, chart: OpenChart) -> Option<Ages> {
    let birth = birth(chart);
    editing
        .draft
        .with(|draft| draft.ages(&birth, device::now().day()))
}

/// The age of the person whose chart is open, today.
fn age_in_months(chart: OpenChart) -> Option<u32> {
    months_on(&birth(chart), device::now().day())
}

/// When the upper arm is measured.
fn is_six_to_59_months(chart: OpenChart) -> bool {
    age_in_months(chart).is_some_and(|months| (6..60).contains(&months))
}

#[component]
fn VitalField(editing: Editing, place: usize, vital: Vital) -> impl IntoView {
    match vital {
        Vital::BloodPressure => view! { <BloodPressure editing place/> }.into_any(),
        Vital::LastPeriod => view! { <LastPeriod editing place/> }.into_any(),
        _ => view! { <Number editing place vital/> }.into_any(),
    }
}

#[component]
fn Number(editing: Editing, place: usize, vital: Vital) -> impl IntoView {
    let say = use_say();
    let app = use_app();
    let chart = use_chart();
    let first = StoredValue::new(preferred_unit(app, vital));
    let kept = part(
        editing,
        place,
        vital,
        |draft| draft.measure.clone(),
        |draft, measure| draft.measure = measure,
    );
    let value = Bind::new(
        move || {
            let mut measure = kept.get();
            if measure.unit.is_empty() {
                measure.unit = first.get_value();
            }
            measure
        },
        move |measure| kept.set(measure),
    );
    let ages = Signal::derive(move || ages(editing, chart));
    let typing = Typing::nowhere();
    let unlikely = Signal::derive(move || {
        let measure = value.get();
        let unit = unit_of(vital, &measure.unit)?;
        let asks =
            !measure.confirmed && (!typing.is_anywhere() || editing.asks_about(place, vital));
        unlikely_words(say, vital, &measure.value, unit, ages.get()).filter(|_| asks)
    });
    let error = editing.error_under(say, place, UnderField::Vital(vital));
    view! {
        <div on:focusin=move |event| typing.moved(in_a_field(&event)) on:focusout=move |_| typing.moved(None)>
            <NumberWithUnit
                label=move || vital_name(say, vital)
                vital
                value
                ages
                last=last(say, chart, vital)
                unlikely
                on_keep=move || {
                    value.set(Measure { confirmed: true, ..value.get_untracked() });
                    focus_soon(vital_id(place, vital));
                }
                error
                id=vital_id(place, vital)
            />
        </div>
    }
}

#[component]
fn LastPeriod(editing: Editing, place: usize) -> impl IntoView {
    let say = use_say();
    let vital = Vital::LastPeriod;
    let when = part(
        editing,
        place,
        vital,
        |draft| draft.when.clone(),
        |draft, when| draft.when = when,
    );
    let error = editing.error_under(say, place, UnderField::LastPeriod);
    view! {
        <div class="vital-date">
            <DateParts legend=move || vital_name(say, vital) value=when error id=vital_id(place, vital)/>
        </div>
    }
}
