//! An age or a birth date: always answered, "not known" being an answer.

use leptos::prelude::*;
use leptos::text_prop::TextProp;

use super::taking::Taking;
use crate::app::i18n::*;
use crate::app::platform::device;
use crate::app::ui::*;
use crate::chart::draft::{BirthDraft, DateDraft, Missing};
use crate::chart::facts::{AgeUnit, Birth};

pub const AGE: &str = "intake-age";
pub const BIRTH: &str = "intake-birth";

#[derive(Clone, Copy, PartialEq, Eq)]
enum Told {
    Age,
    Date,
    NotKnown,
}

/// An age with its unit and "about", or a birth date with parts left out, or not known.
#[component]
pub fn BirthQuestion() -> impl IntoView {
    let i18n = use_i18n();
    let taking = expect_context::<Taking>();
    let other = StoredValue::new(BirthDraft::NotAnswered);
    let told = taking.part(
        |draft| {
            Some(match draft.birth {
                BirthDraft::NotAnswered | BirthDraft::Age { .. } => Told::Age,
                BirthDraft::Date(_) => Told::Date,
                BirthDraft::NotKnown => Told::NotKnown,
            })
        },
        move |draft, told| {
            // Going from one to the other and back loses nothing.
            let left = std::mem::take(&mut draft.birth);
            let back = other.get_value();
            draft.birth = match (told.unwrap_or(Told::Age), back) {
                (Told::Age, back @ BirthDraft::Age { .. }) => back,
                (Told::Date, back @ BirthDraft::Date(_)) => back,
                (Told::Age, _) => BirthDraft::NotAnswered,
                (Told::Date, _) => BirthDraft::Date(DateDraft::default()),
                (Told::NotKnown, _) => BirthDraft::NotKnown,
            };
            if matches!(left, BirthDraft::Age { .. } | BirthDraft::Date(_)) {
                other.set_value(left);
            }
        },
    );
    let options: Vec<(Told, TextProp)> = vec![
        (
            Told::Age,
            (move || t_string!(i18n, people.intake.age)).into(),
        ),
        (
            Told::Date,
            (move || t_string!(i18n, people.intake.birth_date)).into(),
        ),
        (
            Told::NotKnown,
            (move || t_string!(i18n, ui.not_known)).into(),
        ),
    ];
    let which = Memo::new(move |_| told.get());
    view! {
        <div class="birth">
            <Choice
                id="intake-birth-how"
                legend=move || t_string!(i18n, people.intake.age_or_birth)
                value=told
                options
            />
            {move || match which.get() {
                Some(Told::Age) | None => view! { <AgeFields/> }.into_any(),
                Some(Told::Date) => view! { <BirthDate/> }.into_any(),
                Some(Told::NotKnown) => ().into_any(),
            }}
        </div>
    }
}

#[component]
fn AgeFields() -> impl IntoView {
    let i18n = use_i18n();
    let taking = expect_context::<Taking>();
    // The unit and "about" can be said before the number.
    let unit_first = RwSignal::new(AgeUnit::Years);
    let about_first = RwSignal::new(false);
    let number = taking.part(
        |draft| match &draft.birth {
            BirthDraft::Age { number, .. } => number.clone(),
            _ => String::new(),
        },
        move |draft, typed| {
            let (unit, about) = match draft.birth {
                BirthDraft::Age { unit, about, .. } => (unit, about),
                _ => (unit_first.get_untracked(), about_first.get_untracked()),
            };
            draft.birth = if typed.is_empty() {
                unit_first.set(unit);
                about_first.set(about);
                BirthDraft::NotAnswered
            } else {
                BirthDraft::Age {
                    number: typed,
                    unit,
                    about,
                }
            };
        },
    );
    let unit = Bind::new(
        move || {
            taking.draft.with(|draft| match draft.birth {
                BirthDraft::Age { unit, .. } => unit,
                _ => unit_first.get(),
            })
        },
        move |chosen| {
            unit_first.set(chosen);
            taking.draft.update(|draft| {
                if let BirthDraft::Age { unit, .. } = &mut draft.birth {
                    *unit = chosen;
                }
            });
        },
    );
    let about = Bind::new(
        move || {
            taking.draft.with(|draft| match draft.birth {
                BirthDraft::Age { about, .. } => about,
                _ => about_first.get(),
            })
        },
        move |chosen| {
            about_first.set(chosen);
            taking.draft.update(|draft| {
                if let BirthDraft::Age { about, .. } = &mut draft.birth {
                    *about = chosen;
                }
            });
        },
    );
    let units: Vec<(AgeUnit, TextProp)> = vec![
        (
            AgeUnit::Years,
            (move || t_string!(i18n, people.intake.years)).into(),
        ),
        (
            AgeUnit::Months,
            (move || t_string!(i18n, people.intake.months)).into(),
        ),
        (
            AgeUnit::Weeks,
            (move || t_string!(i18n, people.intake.weeks)).into(),
        ),
        (
            AgeUnit::Days,
            (move || t_string!(i18n, people.intake.days)).into(),
        ),
    ];
    let error =
        taking.error_where(|missing| matches!(missing, Missing::Age | Missing::AgeNumber { .. }));
    view! {
        <div class="age-row">
            <Field
                id=AGE
                kind=FieldKind::Digits
                size=4
                label=move || t_string!(i18n, people.intake.age)
                value=number
                error
            />
            <Select
                id="intake-age-unit"
                label=move || t_string!(i18n, ui.unit)
                value=unit
                options=units
            />
            <CheckBox id="intake-age-about" label=move || t_string!(i18n, people.intake.about) value=about/>
        </div>
    }
}

#[component]
fn BirthDate() -> impl IntoView {
    let i18n = use_i18n();
    let taking = expect_context::<Taking>();
    let say = taking.say;
    let date = taking.part(
        |draft| match &draft.birth {
            BirthDraft::Date(date) => date.clone(),
            _ => DateDraft::default(),
        },
        |draft, date| draft.birth = BirthDraft::Date(date),
    );
    let error = taking.error_where(|missing| matches!(missing, Missing::BirthDate));
    let today = device::now().day();
    let age = move || {
        let birth = taking.draft.with(|draft| draft.likeness(today).birth);
        (birth != Birth::NotKnown).then(|| say.age(&birth))
    };
    view! {
        <DateParts
            id=BIRTH
            legend=move || t_string!(i18n, people.intake.birth_date)
            value=date
            error
        />
        <p class="hint">{age}</p>
    }
}
