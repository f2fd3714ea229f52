//! Correcting who somebody is: another name, sex, age, next of kin, each asked for as it was asked at first.

use leptos::prelude::*;
use leptos::text_prop::TextProp;

use crate::app::i18n::*;
use crate::app::kinds::amendment::pieces::{Piece, REASON, StandsNow, WORDS, picker};
use crate::app::pages::birth::BirthFields;
use crate::app::pages::chart::small_form::{SmallForm, Typed};
use crate::app::state::{Say, use_say};
use crate::app::ui::*;
use crate::chart::draft::{FormField, WhoForm};
use crate::chart::kinds::{Demographic, Fact, NextOfKin, Sex};

const SEX: &str = "amend-sex-0";
const AGE: &str = "amend-age";
const BIRTH: &str = "amend-birth-day";
const KIN: &str = "amend-kin";

/// How the chosen statement is asked for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Asked {
    Words,
    Sex,
    Birth,
    NextOfKin,
}

impl Asked {
    fn of(piece: &Piece) -> Self {
        match piece.statement.fact {
            Fact::Demographic(Demographic::Sex(_)) => Self::Sex,
            Fact::Demographic(Demographic::Birth(_)) => Self::Birth,
            Fact::Demographic(Demographic::NextOfKin(_)) => Self::NextOfKin,
            _ => Self::Words,
        }
    }
}

#[component]
pub fn CorrectWho(who: WhoForm, pieces: Vec<Piece>, close: Callback<()>) -> impl IntoView {
    let say = use_say();
    let i18n = say.0;
    let typed = Typed::new(who);
    let chosen = Bind::part(
        typed.draft,
        |form| Some(form.index),
        |form, index| form.index = index.unwrap_or_default(),
    );
    let asked = {
        let pieces = pieces.clone();
        Memo::new(move |_| {
            let chosen = chosen.get();
            let piece = pieces.iter().find(|piece| Some(piece.index) == chosen);
            piece.map_or(Asked::Words, Asked::of)
        })
    };
    view! {
        <SmallForm kept=typed.keep() close>
            {picker(say, &pieces, chosen, false)}
            <StandsNow pieces=pieces.clone() chosen/>
            {move || answer(say, typed, asked.get())}
            <Field
                id=REASON
                label=move || t_string!(i18n, kinds.amendment.reason)
                value=typed.part(|form| &form.reason, |form| &mut form.reason)
                error=typed.error(FormField::Reason, REASON)
            />
        </SmallForm>
    }
}

/// The fields that ask for another answer.
fn answer(say: Say, typed: Typed<WhoForm>, asked: Asked) -> AnyView {
    let i18n = say.0;
    match asked {
        Asked::Words => view! {
            <TextArea
                id=WORDS
                label=move || t_string!(i18n, kinds.amendment.words_instead)
                value=typed.part(|form| &form.words, |form| &mut form.words)
                rows=3
                error=typed.error(FormField::Words, WORDS)
            />
        }
        .into_any(),
        Asked::Sex => view! {
            <Choice
                id="amend-sex"
                legend=move || t_string!(i18n, people.intake.sex)
                value=typed.part(|form| &form.sex, |form| &mut form.sex)
                options=sexes(say)
                error=typed.error(FormField::Sex, SEX)
            />
        }
        .into_any(),
        Asked::Birth => view! {
            <BirthFields
                form="amend"
                value=typed.part(|form| &form.birth, |form| &mut form.birth)
                age_error=typed.error(FormField::Age, AGE)
                date_error=typed.error(FormField::BirthDate, BIRTH)
            />
        }
        .into_any(),
        Asked::NextOfKin => view! { <Kin typed/> }.into_any(),
    }
}

fn sexes(say: Say) -> Vec<(Sex, TextProp)> {
    let all = [Sex::Female, Sex::Male, Sex::Intersex, Sex::NotKnown];
    let all = all.into_iter();
    all.map(|sex| (sex, TextProp::from(move || say.sex(sex))))
        .collect()
}

#[component]
fn Kin(typed: Typed<WhoForm>) -> impl IntoView {
    let i18n = use_i18n();
    let part = move |get: fn(&NextOfKin) -> &String, get_mut: fn(&mut NextOfKin) -> &mut String| {
        Bind::part(
            typed.draft,
            move |form| get(&form.next_of_kin).clone(),
            move |form, words| *get_mut(&mut form.next_of_kin) = words,
        )
    };
    view! {
        <Field
            id=KIN
            label=move || t_string!(i18n, people.intake.kin_name)
            value=part(|kin| &kin.name, |kin| &mut kin.name)
            error=typed.error(FormField::NextOfKin, KIN)
        />
        <div class="pair">
            <Field
                id="amend-kin-relation"
                label=move || t_string!(i18n, people.intake.kin_relation)
                value=part(|kin| &kin.relation, |kin| &mut kin.relation)
            />
            <Field
                id="amend-kin-phone"
                kind=FieldKind::Phone
                label=move || t_string!(i18n, people.intake.phone)
                value=part(|kin| &kin.phone, |kin| &mut kin.phone)
            />
        </div>
    }
}
