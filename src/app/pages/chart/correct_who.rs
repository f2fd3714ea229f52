//! Correcting who somebody is: another name, sex, age, next of kin, each asked for as it was asked at first.

use leptos::prelude::*;
use leptos::text_prop::TextProp;

use super::act::ActForm;
use super::amend::{Piece, REASON, StandsNow, WORDS, picker};
use super::lack::{Lack, Lacking, required};
use crate::app::i18n::*;
use crate::app::pages::birth::BirthFields;
use crate::app::platform::device;
use crate::app::state::{Say, use_say};
use crate::app::ui::*;
use crate::base::EntryId;
use crate::chart::draft::{BirthDraft, Form, Missing, WhoAnswer, WhoForm};
use crate::chart::kinds::{AmendmentKind, Demographic, Fact, NextOfKin, Sex};
use crate::engine::protocol::ChartAct;

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

/// What is typed into the form; every question keeps its own while another statement is chosen.
#[derive(Clone, Copy)]
struct Typed {
    target: EntryId,
    chosen: RwSignal<Option<u32>>,
    words: RwSignal<String>,
    sex: RwSignal<Option<Sex>>,
    birth: RwSignal<BirthDraft>,
    kin: RwSignal<NextOfKin>,
    reason: RwSignal<String>,
    lacking: Lacking,
}

impl Typed {
    fn of(who: WhoForm) -> Self {
        Self {
            target: who.target,
            chosen: RwSignal::new(Some(who.index)),
            words: RwSignal::new(who.words),
            sex: RwSignal::new(who.sex),
            birth: RwSignal::new(who.birth),
            kin: RwSignal::new(who.next_of_kin),
            reason: RwSignal::new(who.reason),
            lacking: Lacking::default(),
        }
    }

    fn form(&self) -> Form {
        Form::Who(Box::new(WhoForm {
            target: self.target,
            index: self.chosen.get().unwrap_or_default(),
            words: self.words.get(),
            sex: self.sex.get(),
            birth: self.birth.get(),
            next_of_kin: self.kin.get(),
            reason: self.reason.get(),
        }))
    }

    fn act(&self, say: Say, asked: Asked) -> Result<ChartAct, Lack> {
        let instead = match asked {
            Asked::Words => return self.reword(say),
            Asked::Sex => self
                .sex
                .get_untracked()
                .map(WhoAnswer::Sex)
                .ok_or(Missing::Sex),
            Asked::Birth => {
                let birth = self.birth.get_untracked();
                let read = birth.read(device::now().day());
                read.map(|_| WhoAnswer::Birth(birth))
            }
            Asked::NextOfKin => self.kin.get_untracked().read().map(WhoAnswer::NextOfKin),
        };
        let instead = instead.map_err(|missing| lack(say, &missing))?;
        Ok(ChartAct::CorrectWho {
            target: self.target,
            index: self.chosen.get_untracked().unwrap_or_default(),
            instead,
            reason: self.why(say)?,
        })
    }

    fn reword(&self, say: Say) -> Result<ChartAct, Lack> {
        let otherwise = t_string!(say.0, errors.missing_anything);
        Ok(ChartAct::Amend {
            target: self.target,
            index: self.chosen.get_untracked(),
            kind: AmendmentKind::Correction,
            words: required(WORDS, self.words, otherwise)?,
            reason: self.why(say)?,
        })
    }

    fn why(&self, say: Say) -> Result<String, Lack> {
        required(REASON, self.reason, t_string!(say.0, errors.missing_reason))
    }
}

/// At the field it belongs to.
fn lack(say: Say, missing: &Missing) -> Lack {
    let field = match missing {
        Missing::Sex => SEX,
        Missing::BirthDate => BIRTH,
        Missing::Which { .. } => return Lack::at(KIN, t_string!(say.0, errors.missing_anything)),
        _ => AGE,
    };
    Lack::at(field, say.missing(missing))
}

#[component]
pub(super) fn CorrectWho(who: WhoForm, pieces: Vec<Piece>, close: Callback<()>) -> impl IntoView {
    let say = use_say();
    let i18n = say.0;
    let typed = Typed::of(who);
    let chosen = typed.chosen;
    let picker = picker(say, &pieces, chosen, false);
    let asked = {
        let pieces = pieces.clone();
        Memo::new(move |_| {
            let chosen = chosen.get();
            let piece = pieces.iter().find(|piece| Some(piece.index) == chosen);
            piece.map_or(Asked::Words, Asked::of)
        })
    };
    let act = move |()| typed.act(say, asked.get_untracked());
    let form = move |()| typed.form();
    let no_reason = typed.lacking.at(REASON);
    view! {
        <ActForm act form lacking=typed.lacking on_done=close>
            {picker}
            <StandsNow pieces=pieces.clone() chosen/>
            {move || answer(say, typed, asked.get())}
            <Field
                id=REASON
                label=move || t_string!(i18n, kinds.amendment.reason)
                value=typed.reason
                error=no_reason
            />
        </ActForm>
    }
}

/// The fields that ask for another answer.
fn answer(say: Say, typed: Typed, asked: Asked) -> AnyView {
    let i18n = say.0;
    match asked {
        Asked::Words => view! {
            <TextArea
                id=WORDS
                label=move || t_string!(i18n, kinds.amendment.words_instead)
                value=typed.words
                rows=3
                error=typed.lacking.at(WORDS)
            />
        }
        .into_any(),
        Asked::Sex => view! {
            <Choice
                id="amend-sex"
                legend=move || t_string!(i18n, people.intake.sex)
                value=typed.sex
                options=sexes(say)
                error=typed.lacking.at(SEX)
            />
        }
        .into_any(),
        Asked::Birth => view! {
            <BirthFields
                form="amend"
                value=typed.birth.into()
                age_error=typed.lacking.at(AGE)
                date_error=typed.lacking.at(BIRTH)
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
fn Kin(typed: Typed) -> impl IntoView {
    let i18n = use_i18n();
    let part = move |get: fn(&NextOfKin) -> &String, get_mut: fn(&mut NextOfKin) -> &mut String| {
        Bind::part(
            typed.kin,
            move |kin| get(kin).clone(),
            move |kin, words| *get_mut(kin) = words,
        )
    };
    view! {
        <Field
            id=KIN
            label=move || t_string!(i18n, people.intake.kin_name)
            value=part(|kin| &kin.name, |kin| &mut kin.name)
            error=typed.lacking.at(KIN)
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
