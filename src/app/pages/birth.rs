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
    let options: Vec<(BirthBy, TextProp)> = choices![i18n;
        BirthBy::Age => people.intake.age,
        BirthBy::Date => people.intake.birth_date,
        BirthBy::NotKnown => ui.not_known,
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
    let first = RwSignal::new((AgeUnit::Years, false));
    let typed = Bind::new(
        move || match value.get() {
            BirthDraft::Age {
                number,
                unit,
                about,
            } => (number, unit, about),
            _ => {
                let (unit, about) = first.get();
                (String::new(), unit, about)
            }
        },
        move |(number, unit, about)| {
            first.set((unit, about));
            if !number.is_empty() {
                value.set(BirthDraft::Age {
                    number,
                    unit,
                    about,
                });
            } else if matches!(value.get_untracked(), BirthDraft::Age { .. }) {
                value.set(BirthDraft::NotAnswered);
            }
        },
    );
    let units: Vec<(AgeUnit, TextProp)> = choices![i18n;
        AgeUnit::Years => people.intake.years,
        AgeUnit::Months => people.intake.months,
        AgeUnit::Weeks => people.intake.weeks,
        AgeUnit::Days => people.intake.days,
    ];
    view! {
        <div class="age-row">
            <Field
                id=format!("{form}-age")
                kind=FieldKind::Digits
                size=4
                label=move || t_string!(i18n, people.intake.age)
                value=typed.at(|age| &age.0, |age| &mut age.0)
                error
            />
            <Select
                id=format!("{form}-age-unit")
                label=move || t_string!(i18n, ui.unit)
                value=typed.at(|age| &age.1, |age| &mut age.1)
                options=units
            />
            <CheckBox
                id=format!("{form}-age-about")
                label=move || t_string!(i18n, people.intake.about)
                value=typed.at(|age| &age.2, |age| &mut age.2)
            />
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
