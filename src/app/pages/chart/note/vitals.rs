//! The numbers of the O: the usual ones at once, the others one choice away.

use leptos::prelude::*;
use leptos::text_prop::TextProp;

use super::fields::{Editing, section_id, vital_id};
use super::vital::{VitalField, birth, empty};
use crate::app::i18n::*;
use crate::app::kinds::vital_name;
use crate::app::pages::chart::open::{OpenChart, use_chart};
use crate::app::platform::device;
use crate::app::state::use_say;
use crate::app::ui::*;
use crate::chart::age::months_on;
use crate::chart::kinds::Sex;
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
    let vitals = editing.under(place, |u| &u.vitals, |u| &mut u.vitals);
    let written = Memo::new(move |_| vitals.get().iter().map(|one| one.vital).collect::<Vec<_>>());
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
                            vitals.push(empty(vital));
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

/// The age of the person whose chart is open, today.
fn age_in_months(chart: OpenChart) -> Option<u32> {
    months_on(&birth(chart), device::now().day())
}

/// When the upper arm is measured.
fn is_six_to_59_months(chart: OpenChart) -> bool {
    age_in_months(chart).is_some_and(|months| (6..60).contains(&months))
}
