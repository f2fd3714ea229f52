//! What is written under one problem: S, O with numbers, A, P with its three kinds of plan and medicines.

use leptos::prelude::*;

use super::fields::{Editing, section_id};
use super::medicines::Medicines;
use super::plans::PlanRows;
use super::problems::{ProblemHeading, heading_id};
use super::vitals::Vitals;
use crate::app::i18n::*;
use crate::app::pages::chart::abbreviations::Abbreviations;
use crate::app::state::use_say;
use crate::app::ui::*;
use crate::chart::draft::UnderField;
use crate::chart::statement::SaidBy;
use crate::reading::view::ProblemRow;

#[component]
pub fn Under(editing: Editing, place: usize, rows: Signal<Vec<ProblemRow>>) -> impl IntoView {
    let say = use_say();
    let i18n = say.0;
    let nothing = editing.error_under(say, place, UnderField::Subjective);
    let plan = editing.under(place, |u| &u.plan, |u| &mut u.plan);
    let id = move |section| section_id(place, section);
    view! {
        <section class="note-under" aria-labelledby=heading_id(place)>
            <ProblemHeading editing place rows/>
            <Section letter=|i18n| t_string!(i18n, kinds.section.s)>
                {(place == 0).then(|| view! { <WhoSays editing/> })}
                <TextArea
                    label=move || t_string!(i18n, kinds.section.subjective)
                    value=editing.under(place, |u| &u.subjective, |u| &mut u.subjective)
                    error=nothing
                    id=id('s')
                />
            </Section>
            <Section letter=|i18n| t_string!(i18n, kinds.section.o)>
                <Vitals editing place/>
                <TextArea
                    label=move || t_string!(i18n, kinds.section.objective)
                    value=editing.under(place, |u| &u.objective, |u| &mut u.objective)
                    id=id('o')
                />
            </Section>
            <Section letter=|i18n| t_string!(i18n, kinds.section.a)>
                <TextArea
                    label=move || t_string!(i18n, kinds.section.assessment)
                    value=editing.under(place, |u| &u.assessment, |u| &mut u.assessment)
                    id=id('a')
                />
            </Section>
            <Section letter=|i18n| t_string!(i18n, kinds.section.p)>
                <TextArea
                    label=move || t_string!(i18n, kinds.section.plan)
                    value=plan
                    id=id('p')
                />
                <Abbreviations text=plan field=id('p')/>
                <PlanRows editing place/>
                <Medicines editing place/>
            </Section>
        </section>
    }
}

/// One of S, O, A and P, its letter beside it.
#[component]
fn Section(letter: fn(Texts) -> &'static str, children: Children) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <div class="soap">
            <span class="soap-letter">{move || letter(i18n)}</span>
            <div class="soap-body">{children()}</div>
        </div>
    }
}

/// Who tells what stands under S; said once for the whole note.
#[component]
fn WhoSays(editing: Editing) -> impl IntoView {
    let i18n = use_i18n();
    let said_by = Bind::part(
        editing.draft,
        |draft| draft.said_by,
        |draft, said_by| draft.said_by = said_by,
    );
    let options = choices![i18n;
        SaidBy::Patient => chart.note.says_person,
        SaidBy::Relative => chart.note.says_relative,
        SaidBy::AnotherClinic => chart.note.says_clinic,
        SaidBy::Author => chart.note.says_author,
    ];
    view! {
        <Select label=move || t_string!(i18n, chart.note.who_says) value=said_by options id="note-0-s-who"/>
    }
}
