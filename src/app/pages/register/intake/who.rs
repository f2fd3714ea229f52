//! Name, sex and age: the three things that are always answered, "not known" being an answer.

use leptos::prelude::*;
use leptos::text_prop::TextProp;

use super::taking::Taking;
use crate::app::i18n::*;
use crate::app::platform::device;
use crate::app::ui::*;
use crate::chart::draft::{BirthDraft, Missing, NameDraft};
use crate::chart::facts::{AgeUnit, Birth, NameUse, Sex};

pub const FAMILY: &str = "intake-family-0";
pub const GIVEN: &str = "intake-given-0";
pub const AGE: &str = "intake-age";
pub const BIRTH: &str = "intake-birth";

fn blank(usage: NameUse) -> NameDraft {
    NameDraft {
        usage,
        family: String::new(),
        given: String::new(),
    }
}

/// One part of the name at a place; the list grows to hold it.
fn name_part(
    taking: Taking,
    at: usize,
    get: fn(&NameDraft) -> &String,
    get_mut: fn(&mut NameDraft) -> &mut String,
) -> Bind<String> {
    taking.part(
        move |draft| draft.names.get(at).map(get).cloned().unwrap_or_default(),
        move |draft, words| {
            let joined = draft.chart.is_some();
            while draft.names.len() <= at {
                let first = draft.names.is_empty() && !joined;
                draft.names.push(blank(if first {
                    NameUse::Usual
                } else {
                    NameUse::Other
                }));
            }
            let name = &mut draft.names[at];
            *get_mut(name) = words;
            let emptied = name.family.is_empty() && name.given.is_empty();
            if emptied && name.usage == NameUse::Placeholder {
                name.usage = NameUse::Usual;
            }
        },
    )
}

#[component]
pub fn Names() -> impl IntoView {
    let i18n = use_i18n();
    let taking = expect_context::<Taking>();
    let count = Memo::new(move |_| taking.draft.with(|draft| draft.names.len().max(1)));
    let not_known = taking.part(|d| d.name_not_known, |d, known| d.name_not_known = known);
    let error = taking.error_where(|missing| *missing == Missing::Name);
    let other = move || {
        let at = count.get_untracked();
        taking.draft.update(|draft| {
            while draft.names.len() <= at {
                draft.names.push(blank(NameUse::Other));
            }
        });
        super::focus_soon(format!("intake-family-{at}"));
    };
    view! {
        <div class="names">
            <For each=move || 0..count.get() key=|at| *at let:at>
                <NameFields at error=Signal::derive(move || if at == 0 { error.get() } else { None })/>
            </For>
            <div class="together-row">
                <Button
                    kind=ButtonKind::Plain
                    icon=Icon::Add
                    label=move || t_string!(i18n, people.intake.other_name)
                    on_press=other
                />
                <CheckBox
                    id="intake-name-not-known"
                    label=move || t_string!(i18n, people.intake.name_not_known)
                    value=not_known
                />
            </div>
            {move || not_known.get().then(|| view! { <NameOffers/> })}
        </div>
    }
}

#[component]
fn NameFields(at: usize, error: Signal<Option<String>>) -> impl IntoView {
    let i18n = use_i18n();
    let taking = expect_context::<Taking>();
    let family = name_part(taking, at, |n| &n.family, |n| &mut n.family);
    let given = name_part(taking, at, |n| &n.given, |n| &mut n.given);
    let family_label = move || match at {
        0 => t_string!(i18n, people.intake.family_name).to_string(),
        _ => t_string!(i18n, people.intake.other_family_name, n = at + 1),
    };
    let given_label = move || match at {
        0 => t_string!(i18n, people.intake.given_name).to_string(),
        _ => t_string!(i18n, people.intake.other_given_name, n = at + 1),
    };
    let remove = move || {
        taking.draft.update(|draft| {
            if at < draft.names.len() {
                draft.names.remove(at);
            }
        });
        super::focus_soon(FAMILY);
    };
    view! {
        <div class="name-pair">
            <Field id=format!("intake-family-{at}") label=family_label value=family error/>
            <Field id=format!("intake-given-{at}") label=given_label value=given/>
            {(at > 0).then(|| view! {
                <Button
                    kind=ButtonKind::Plain
                    icon=Icon::Remove
                    label=move || t_string!(i18n, people.intake.remove)
                    says=move || t_string!(i18n, people.intake.remove_line, n = at + 1)
                    on_press=remove
                />
            })}
        </div>
    }
}

/// Names staff give to someone whose name is not known.
#[component]
fn NameOffers() -> impl IntoView {
    let i18n = use_i18n();
    let taking = expect_context::<Taking>();
    let take = move |words: &'static str, then: &'static str| {
        taking.draft.update(|draft| {
            if draft.names.is_empty() {
                draft.names.push(blank(NameUse::Placeholder));
            }
            let name = &mut draft.names[0];
            name.usage = NameUse::Placeholder;
            name.family = words.to_string();
        });
        super::focus_soon(then);
    };
    let offer = move |words: fn(Texts) -> &'static str, then: &'static str| {
        view! { <Button label=move || words(i18n) on_press=move || take(untrack(|| words(i18n)), then)/> }
    };
    view! {
        <div class="name-offers" role="group" aria-label=move || t_string!(i18n, people.intake.name_given_here)>
            {offer(|i18n| t_string!(i18n, people.intake.unknown_man), "intake-sex-0")}
            {offer(|i18n| t_string!(i18n, people.intake.unknown_woman), "intake-sex-0")}
            {offer(|i18n| t_string!(i18n, people.intake.unknown_child), "intake-sex-0")}
            {offer(|i18n| t_string!(i18n, people.intake.baby_of), GIVEN)}
        </div>
    }
}

#[component]
pub fn SexQuestion() -> impl IntoView {
    let say = expect_context::<Taking>().say;
    let i18n = say.0;
    let taking = expect_context::<Taking>();
    let value = taking.part(|d| d.sex, |d, sex| d.sex = sex);
    let options = [Sex::Female, Sex::Male, Sex::Intersex, Sex::NotKnown]
        .into_iter()
        .map(|sex| (sex, TextProp::from(move || say.sex(sex))))
        .collect::<Vec<_>>();
    view! {
        <Choice
            id="intake-sex"
            legend=move || t_string!(i18n, people.intake.sex)
            value
            options
            error=taking.error_where(|missing| *missing == Missing::Sex)
        />
    }
}

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
                BirthDraft::Date { .. } => Told::Date,
                BirthDraft::NotKnown => Told::NotKnown,
            })
        },
        move |draft, told| {
            // Going from one to the other and back loses nothing.
            let left = std::mem::take(&mut draft.birth);
            let back = other.get_value();
            draft.birth = match (told.unwrap_or(Told::Age), back) {
                (Told::Age, back @ BirthDraft::Age { .. }) => back,
                (Told::Date, back @ BirthDraft::Date { .. }) => back,
                (Told::Age, _) => BirthDraft::NotAnswered,
                (Told::Date, _) => BirthDraft::Date {
                    day: String::new(),
                    month: 0,
                    year: String::new(),
                },
                (Told::NotKnown, _) => BirthDraft::NotKnown,
            };
            if matches!(left, BirthDraft::Age { .. } | BirthDraft::Date { .. }) {
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
    let error = taking.error_where(|missing| match missing {
        Missing::Age => true,
        Missing::Number { field, .. } => field == "age",
        _ => false,
    });
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
    let text = move |get: fn(&(String, u8, String)) -> String,
                     set: fn(&mut (String, u8, String), String)| {
        taking.part(
            move |draft| get(&parts(&draft.birth)),
            move |draft, typed| {
                let mut all = parts(&draft.birth);
                set(&mut all, typed);
                draft.birth = date(all);
            },
        )
    };
    let day = text(|all| all.0.clone(), |all, typed| all.0 = typed);
    let year = text(|all| all.2.clone(), |all, typed| all.2 = typed);
    let month = taking.part(
        |draft| parts(&draft.birth).1,
        |draft, month| {
            let mut all = parts(&draft.birth);
            all.1 = month;
            draft.birth = date(all);
        },
    );
    let error = taking
        .error_where(|missing| matches!(missing, Missing::Date { field } if field == "birth"));
    let today = device::now().day();
    let age = move || {
        let birth = taking.draft.with(|draft| draft.likeness(today).birth);
        (birth != Birth::NotKnown).then(|| say.age(&birth))
    };
    view! {
        <DateFields
            id=BIRTH
            legend=move || t_string!(i18n, people.intake.birth_date)
            day
            month
            year
            error
        />
        <p class="hint">{age}</p>
    }
}

fn parts(birth: &BirthDraft) -> (String, u8, String) {
    match birth {
        BirthDraft::Date { day, month, year } => (day.clone(), *month, year.clone()),
        _ => (String::new(), 0, String::new()),
    }
}

fn date((day, month, year): (String, u8, String)) -> BirthDraft {
    BirthDraft::Date { day, month, year }
}
