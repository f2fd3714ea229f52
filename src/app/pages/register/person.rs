//! A person on one row: enough to tell two people apart.

use leptos::prelude::*;

use crate::app::i18n::*;
use crate::app::matching::marked;
use crate::app::state::use_say;
use crate::app::ui::*;
use crate::chart::kinds::Sex;
use crate::reading::view::{Field, OtherName, PersonRow};

/// Name, sex, age, place, number and last visit. What matched a search is marked.
#[component]
pub fn PersonWords(
    person: PersonRow,
    /// Byte ranges into the fields.
    #[prop(optional)]
    matched: Vec<(Field, u32, u32)>,
    /// Another name of theirs, which is why they were found.
    #[prop(optional_no_strip)]
    other: Option<OtherName>,
) -> impl IntoView {
    let i18n = use_i18n();
    let say = use_say();
    let ranges = |field| ranges_of(&matched, field);
    let cut = |text: &str, field| marks(text, &ranges(field));
    let last = person.last_seen;
    view! {
        <div class="person">
            <span class="person-name"><NameWords person=person.clone() matched=matched.clone()/>
                {other.map(|other| view! { " " <OtherNameWords other/> })}
            </span>
            <span class="person-age"><SexAndAge person=person.clone()/></span>
            <span class="person-place">{cut(&person.place, Field::Place)}</span>
            <span class="person-number">
                {cut(&person.number, Field::Number)}
                {(!ranges(Field::Phone).is_empty())
                    .then(|| view! { <span class="person-phone">{cut(&person.phone, Field::Phone)}</span> })}
            </span>
            <span class="person-last">
                {last.map(|last| move || t_string!(i18n, people.last_here, day = say.day(last.day())))}
            </span>
        </div>
    }
}

/// "Family, Given", and a mark where staff gave the name.
#[component]
pub fn NameWords(
    person: PersonRow,
    #[prop(optional)] matched: Vec<(Field, u32, u32)>,
) -> impl IntoView {
    let i18n = use_i18n();
    let say = use_say();
    let ranges = |field| ranges_of(&matched, field);
    let family = marks(&person.family, &ranges(Field::Family));
    let given = marks(&person.given, &ranges(Field::Given));
    let both = !person.family.is_empty() && !person.given.is_empty();
    // A name that staff gave ("Baby of …") is a phrase, not a family and a given name.
    let between = if person.placeholder { " " } else { ", " };
    let nameless = person.family.is_empty() && person.given.is_empty();
    view! {
        <bdi>
            <b class="family">{family}</b>
            {both.then_some(between)}
            {given}
            {nameless.then_some(move || say.name_of("", ""))}
        </bdi>
        {person.placeholder.then(|| view! {
            " " <Mark tone=Tone::NotKnown words=move || t_string!(i18n, people.identity_doubt)/>
        })}
    }
}

/// "also Family, Given", in the script it is written in.
#[component]
pub fn OtherNameWords(other: OtherName) -> impl IntoView {
    let i18n = use_i18n();
    let OtherName { name, matched } = other;
    let family = marks(&name.family, &ranges_of(&matched, Field::Family));
    let given = marks(&name.given, &ranges_of(&matched, Field::Given));
    let both = !name.family.is_empty() && !name.given.is_empty();
    view! {
        <span class="person-other">
            {t!(i18n, people.also)} " " <bdi>{family} {both.then_some(", ")} {given}</bdi>
        </span>
    }
}

fn ranges_of(matched: &[(Field, u32, u32)], field: Field) -> Vec<(u32, u32)> {
    let of_field = matched.iter().filter(|(of, _, _)| *of == field);
    of_field.map(|&(_, from, to)| (from, to)).collect()
}

fn marks(text: &str, ranges: &[(u32, u32)]) -> impl IntoView + use<> {
    let runs = marked(text, ranges).into_iter().map(|(run, is_match)| {
        let run = run.to_string();
        if is_match {
            view! { <mark>{run}</mark> }.into_any()
        } else {
            run.into_any()
        }
    });
    runs.collect_view()
}

/// "F 34 y"; a screen reader hears the whole word.
#[component]
pub fn SexAndAge(person: PersonRow) -> impl IntoView {
    let say = use_say();
    let sex = person.sex;
    let word = move || say.sex(sex.unwrap_or(Sex::NotKnown));
    let known = sex.is_some_and(|sex| sex != Sex::NotKnown);
    view! {
        {if known {
            view! {
                <span aria-hidden="true">{move || say.sex_letter(sex)}</span>
                <span class="hidden-visually">{word}</span>
            }
            .into_any()
        } else {
            view! { <span>{move || say.sex_letter(sex)}</span> }.into_any()
        }}
        " "
        <span>{move || say.age_of(&person)}</span>
    }
}
