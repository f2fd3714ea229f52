//! Before and family: illnesses, operations, relatives, life, vaccines, wishes.

use leptos::prelude::*;
use leptos::text_prop::TextProp;

use super::question::{LineAt, Lines, WordsQuestion, element};
use super::taking::{Of, Taking, of};
use crate::app::i18n::*;
use crate::app::ui::*;
use crate::chart::draft::HistoryDraft;
use crate::chart::kinds::Question;

#[component]
pub fn Illnesses() -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <HistoryQuestion
            legend=move || t_string!(i18n, people.intake.illnesses)
            question=Question::Illnesses
            add=move || t_string!(i18n, people.intake.another_illness)
            line=dated_line
            of=of!(illnesses)
        />
    }
}

#[component]
pub fn Operations() -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <HistoryQuestion
            legend=move || t_string!(i18n, people.intake.operations)
            question=Question::Operations
            add=move || t_string!(i18n, people.intake.another_operation)
            line=dated_line
            of=of!(operations)
        />
    }
}

#[component]
pub fn Family() -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <HistoryQuestion
            legend=move || t_string!(i18n, people.intake.family)
            question=Question::Family
            add=move || t_string!(i18n, people.intake.another_relative)
            line=family_line
            of=of!(family)
        />
    }
}

#[component]
pub fn Vaccines() -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <HistoryQuestion
            legend=move || t_string!(i18n, people.intake.vaccines)
            question=Question::Immunizations
            add=move || t_string!(i18n, people.intake.another_vaccine)
            line=dated_line
            of=of!(immunizations)
        />
    }
}

#[component]
pub fn Social() -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <WordsQuestion
            label=move || t_string!(i18n, people.intake.social)
            question=Question::Social
            long=true
            of=of!(social)
        />
    }
}

#[component]
pub fn Directives() -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <WordsQuestion
            label=move || t_string!(i18n, people.intake.directives)
            question=Question::Directives
            long=true
            of=of!(directives)
        />
    }
}

#[component]
fn HistoryQuestion(
    #[prop(into)] legend: TextProp,
    question: Question,
    #[prop(into)] add: TextProp,
    line: fn(LineAt<HistoryDraft>, String) -> AnyView,
    of: Of<Vec<HistoryDraft>>,
) -> impl IntoView {
    let taking = expect_context::<Taking>();
    let id = element(question);
    let five = bind_answer(taking.draft, of.get, of.get_mut);
    let lines = bind_yes(taking.draft, of.get, of.get_mut);
    view! {
        <FiveAnswers id=format!("{id}-answer") legend value=five error=taking.error(question)>
            <Lines lines id add=add.clone() line/>
        </FiveAnswers>
    }
}

fn dated_line(line: LineAt<HistoryDraft>, id: String) -> AnyView {
    let i18n = use_i18n();
    let when = format!("{id}-when");
    view! {
        <Field
            id
            label=move || t_string!(i18n, people.intake.which)
            value=line.part(|l| &l.what, |l| &mut l.what)
        />
        <DateParts
            id=when
            legend=move || t_string!(i18n, people.intake.when)
            value=line.part(|l| &l.when, |l| &mut l.when)
        />
    }
    .into_any()
}

fn family_line(line: LineAt<HistoryDraft>, id: String) -> AnyView {
    let i18n = use_i18n();
    view! {
        <div class="pair">
            <Field
                id
                label=move || t_string!(i18n, people.intake.which)
                value=line.part(|l| &l.what, |l| &mut l.what)
            />
            <Field
                label=move || t_string!(i18n, people.intake.relative)
                value=line.part(|l| &l.relative, |l| &mut l.relative)
            />
        </div>
    }
    .into_any()
}
