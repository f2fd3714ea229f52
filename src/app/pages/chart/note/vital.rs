//! The field of one vital sign: its part of the draft, the last value, the question about an unlikely one.

use leptos::prelude::*;
use leptos::text_prop::TextProp;

use super::fields::{Editing, vital_id};
use crate::app::i18n::*;
use crate::app::kinds::{observation_value, vital_name};
use crate::app::pages::chart::open::{OpenChart, use_chart};
use crate::app::pages::measured::{keep_it, preferred_unit};
use crate::app::platform::device;
use crate::app::state::{Say, use_app, use_say};
use crate::app::ui::*;
use crate::chart::draft::check::is_upside_down;
use crate::chart::draft::{DateDraft, Measure, UnderField, VitalDraft, pressure_words};
use crate::chart::kinds::Birth;
use crate::terms::measure::{understand, unit_of};
use crate::terms::units::Ages;
use crate::terms::vitals::Vital;

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

#[component]
pub fn VitalField(editing: Editing, place: usize, vital: Vital) -> impl IntoView {
    match vital {
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
    let of = written(editing, place, vital);
    let kept = of.at(|of| &of.measure, |of| &mut of.measure);
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
    let second = (vital == Vital::BloodPressure).then(|| Second {
        value: lower_of(of),
        names: [
            |i18n| t_string!(i18n, chart.note.upper_pressure),
            |i18n| t_string!(i18n, chart.note.lower_pressure),
        ],
    });
    let ages = Signal::derive(move || ages(editing, chart));
    let typing = Typing::nowhere();
    let unlikely = Signal::derive(move || {
        let measure = value.get();
        let lower = second.map(|second| second.value.get());
        let asks =
            !measure.confirmed && (!typing.is_anywhere() || editing.asks_about(place, vital));
        unlikely_words(say, vital, &measure, lower.as_deref(), ages.get()).filter(|_| asks)
    });
    let wrong = editing.error_under(say, place, UnderField::Vital(vital));
    let wrong_lower = editing.error_under(say, place, UnderField::Lower);
    // Between the numbers of one pressure nothing is wrong yet.
    let is_half = move |second: Second| {
        let of_upper = value.get().value.trim().is_empty();
        !typing.is_anywhere() && of_upper != second.value.get().trim().is_empty()
    };
    let error = Signal::derive(move || {
        wrong.get().or_else(|| {
            let half = |_| t_string!(say.0, errors.both_pressures).to_string();
            let second = second?;
            wrong_lower
                .get()
                .or_else(|| Some(second).filter(|second| is_half(*second)).map(half))
        })
    });
    view! {
        <NumberWithUnit
            label=move || vital_name(say, vital)
            vital
            value
            second
            ages
            last=last_value(say, chart, vital)
            unlikely
            on_keep=move || {
                value.set(Measure { confirmed: true, ..value.get_untracked() });
                focus_soon(vital_id(place, vital));
            }
            typing
            error
            id=vital_id(place, vital)
        />
    }
}

/// The lower number of a blood pressure: what was kept as it is is another pressure once this changes.
fn lower_of(of: Bind<VitalDraft>) -> Bind<String> {
    Bind::new(
        move || of.get().second,
        move |second| {
            let mut draft = of.get_untracked();
            draft.second = second;
            draft.measure.confirmed = false;
            of.set(draft);
        },
    )
}

#[component]
fn LastPeriod(editing: Editing, place: usize) -> impl IntoView {
    let say = use_say();
    let vital = Vital::LastPeriod;
    let when = written(editing, place, vital).at(|of| &of.when, |of| &mut of.when);
    let error = editing.error_under(say, place, UnderField::LastPeriod);
    view! {
        <div class="vital-date">
            <DateParts legend=move || vital_name(say, vital) value=when error id=vital_id(place, vital)/>
        </div>
    }
}

/// What is written of one vital sign; writing makes it if it is not there yet.
fn written(editing: Editing, place: usize, vital: Vital) -> Bind<VitalDraft> {
    let all = editing.under(place, |under| &under.vitals, |under| &mut under.vitals);
    let here = move |all: &[VitalDraft]| all.iter().position(|one| one.vital == vital);
    Bind::new(
        move || {
            let now = all.get();
            here(&now).map_or_else(|| empty(vital), |at| now[at].clone())
        },
        move |draft| {
            let mut now = all.get_untracked();
            match here(&now) {
                Some(at) => now[at] = draft,
                None => now.push(draft),
            }
            all.set(now);
        },
    )
}

/// The last value and its date, in quiet text.
pub fn last_value(say: Say, chart: OpenChart, vital: Vital) -> TextProp {
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

/// "Weight 340 kg. Keep it, or correct it?" Of a blood pressure whichever number is unlikely, or both where they stand the
/// wrong way round.
fn unlikely_words(
    say: Say,
    vital: Vital,
    measure: &Measure,
    lower: Option<&str>,
    ages: Option<Ages>,
) -> Option<String> {
    let unit = unit_of(vital, &measure.unit)?;
    let asked = |value: &str| keep_it(say, vital_name(say, vital), value, unit.label);
    let of_one = |typed: &str| {
        let read = understand(vital, unit, typed, ages).filter(|read| read.is_unlikely)?;
        Some(asked(&plainly(&read.value.to_string())))
    };
    let upper = measure.value.as_str();
    of_one(upper).or_else(|| {
        let lower = lower?;
        let both = || asked(&pressure_words(upper, lower));
        of_one(lower).or_else(|| is_upside_down(upper, lower).then(both))
    })
}

pub(super) fn empty(vital: Vital) -> VitalDraft {
    VitalDraft {
        vital,
        measure: Measure::default(),
        second: String::new(),
        when: DateDraft::default(),
    }
}
