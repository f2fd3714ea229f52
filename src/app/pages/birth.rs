//! An age with its unit and "about", or a birth date with parts left out, or not known.

use leptos::prelude::*;
use leptos::text_prop::TextProp;

use crate::app::i18n::*;
use crate::app::platform::device;
use crate::app::state::use_say;
use crate::app::ui::*;
use crate::chart::draft::{BirthDraft, DateDraft};
use crate::chart::kinds::{AgeUnit, Birth};

#[derive(Clone, Copy, PartialEq, Eq)]
enum BirthBy {
    Age,
    Date,
    NotKnown,
}

impl BirthBy {
    fn of(birth: &BirthDraft) -> Self {
        match birth {
            BirthDraft::NotAnswered | BirthDraft::Age { .. } => Self::Age,
            BirthDraft::Date(_) => Self::Date,
            BirthDraft::NotKnown => Self::NotKnown,
        }
    }
}

/// How old somebody is, always answered: "not known" is an answer. The fields' ids are `<form>-age` and `<form>-birth-day`.
#[component]
pub fn BirthFields(
    /// Start of the ids.
    form: &'static str,
    value: Bind<BirthDraft>,
    age_error: Signal<Option<String>>,
    date_error: Signal<Option<String>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let other = StoredValue::new(BirthDraft::NotAnswered);
    let told = Bind::new(
        move || Some(BirthBy::of(&value.get())),
        move |told: Option<BirthBy>| {
            // Going from one to the other and back loses nothing.
            let left = value.get_untracked();
            let back = other.get_value();
            value.set(match (told.unwrap_or(BirthBy::Age), back) {
                (BirthBy::Age, back @ BirthDraft::Age { .. }) => back,
                (BirthBy::Date, back @ BirthDraft::Date(_)) => back,
                (BirthBy::Age, _) => BirthDraft::NotAnswered,
                (BirthBy::Date, _) => BirthDraft::Date(DateDraft::default()),
                (BirthBy::NotKnown, _) => BirthDraft::NotKnown,
            });
            if matches!(left, BirthDraft::Age { .. } | BirthDraft::Date(_)) {
                other.set_value(left);
            }
        },
    );
    let options: Vec<(BirthBy, TextProp)> = vec![
        (
            BirthBy::Age,
            (move || t_string!(i18n, people.intake.age)).into(),
        ),
        (
            BirthBy::Date,
            (move || t_string!(i18n, people.intake.birth_date)).into(),
        ),
        (
            BirthBy::NotKnown,
            (move || t_string!(i18n, ui.not_known)).into(),
        ),
    ];
    let which = Memo::new(move |_| told.get());
    view! {
        <div class="birth">
            <Choice
                id=format!("{form}-birth-how")
                legend=move || t_string!(i18n, people.intake.age_or_birth)
                value=told
                options
            />
            {move || match which.get() {
                Some(BirthBy::Age) | None => view! { <AgeFields form value error=age_error/> }.into_any(),
                Some(BirthBy::Date) => view! { <BirthDate form value error=date_error/> }.into_any(),
                Some(BirthBy::NotKnown) => ().into_any(),
            }}
        </div>
    }
}

#[component]
fn AgeFields(
    form: &'static str,
    value: Bind<BirthDraft>,
    error: Signal<Option<String>>,
) -> impl IntoView {
    let i18n = use_i18n();
    // The unit and "about" can be said before the number.
    let unit_first = RwSignal::new(AgeUnit::Years);
    let about_first = RwSignal::new(false);
    let number = Bind::new(
        move || match value.get() {
            BirthDraft::Age { number, .. } => number,
            _ => String::new(),
        },
        move |typed: String| {
            let (unit, about) = match value.get_untracked() {
                BirthDraft::Age { unit, about, .. } => (unit, about),
                _ => (unit_first.get_untracked(), about_first.get_untracked()),
            };
            value.set(if typed.is_empty() {
                unit_first.set(unit);
                about_first.set(about);
                BirthDraft::NotAnswered
            } else {
                BirthDraft::Age {
                    number: typed,
                    unit,
                    about,
                }
            });
        },
    );
    let unit = Bind::new(
        move || match value.get() {
            BirthDraft::Age { unit, .. } => unit,
            _ => unit_first.get(),
        },
        move |chosen| {
            unit_first.set(chosen);
            if let BirthDraft::Age { number, about, .. } = value.get_untracked() {
                value.set(BirthDraft::Age {
                    number,
                    unit: chosen,
                    about,
                });
            }
        },
    );
    let about = Bind::new(
        move || match value.get() {
            BirthDraft::Age { about, .. } => about,
            _ => about_first.get(),
        },
        move |chosen| {
            about_first.set(chosen);
            if let BirthDraft::Age { number, unit, .. } = value.get_untracked() {
                value.set(BirthDraft::Age {
                    number,
                    unit,
                    about: chosen,
                });
            }
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
    view! {
        <div class="age-row">
            <Field
                id=format!("{form}-age")
                kind=FieldKind::Digits
                size=4
                label=move || t_string!(i18n, people.intake.age)
                value=number
                error
            />
            <Select
                id=format!("{form}-age-unit")
                label=move || t_string!(i18n, ui.unit)
                value=unit
                options=units
            />
            <CheckBox id=format!("{form}-age-about") label=move || t_string!(i18n, people.intake.about) value=about/>
        </div>
    }
}

#[component]
fn BirthDate(
    form: &'static str,
    value: Bind<BirthDraft>,
    error: Signal<Option<String>>,
) -> impl IntoView {
    let say = use_say();
    let i18n = say.0;
    let date = Bind::new(
        move || match value.get() {
            BirthDraft::Date(date) => date,
            _ => DateDraft::default(),
        },
        move |date| value.set(BirthDraft::Date(date)),
    );
    let today = device::now().day();
    let age = move || {
        let birth = value.get().read(today).ok();
        birth
            .filter(|birth| *birth != Birth::NotKnown)
            .map(|birth| say.age(&birth))
    };
    view! {
        <DateParts
            id=format!("{form}-birth")
            legend=move || t_string!(i18n, people.intake.birth_date)
            value=date
            error
        />
        <p class="hint">{age}</p>
    }
}
