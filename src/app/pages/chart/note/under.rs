//! What is written under one problem: S, O with numbers, A, P with its three kinds of plan and medicines.

use leptos::prelude::*;

use super::fields::{Editing, section_id};
use super::medicines::Medicines;
use super::plans::PlanRows;
use super::problems::{ProblemHeading, heading_id};
use super::vitals::Vitals;
use crate::app::i18n::*;
use crate::app::state::use_say;
use crate::app::ui::*;
use crate::chart::draft::UnderField;
use crate::chart::statement::SaidBy;
use crate::reading::view::ProblemRow;

#[component]
pub fn Under(editing: Editing, place: usize, rows: Signal<Vec<ProblemRow>>) -> impl IntoView {
    let say = use_say();
    let i18n = say.0;
    let subjective = editing.under(
        place,
        |u| u.subjective.clone(),
        |u, text| u.subjective = text,
    );
    let nothing = editing.error_under(say, place, UnderField::Subjective);
    let objective = editing.under(place, |u| u.objective.clone(), |u, text| u.objective = text);
    let assessment = editing.under(
        place,
        |u| u.assessment.clone(),
        |u, text| u.assessment = text,
    );
    let plan = editing.under(place, |u| u.plan.clone(), |u, text| u.plan = text);
    view! {
        <section class="note-under" aria-labelledby=heading_id(place)>
            <ProblemHeading editing place rows/>
            <div class="soap">
                <span class="soap-letter">{t!(i18n, kinds.section.s)}</span>
                <div class="soap-body">
                    {(place == 0).then(|| view! { <WhoSays editing/> })}
                    <TextArea
                        label=move || t_string!(i18n, kinds.section.subjective)
                        value=subjective
                        error=nothing
                        id=section_id(place, 's')
                    />
                </div>
            </div>
            <div class="soap">
                <span class="soap-letter">{t!(i18n, kinds.section.o)}</span>
                <div class="soap-body">
                    <Vitals editing place/>
                    <TextArea
                        label=move || t_string!(i18n, kinds.section.objective)
                        value=objective
                        id=section_id(place, 'o')
                    />
                </div>
            </div>
            <div class="soap">
                <span class="soap-letter">{t!(i18n, kinds.section.a)}</span>
                <div class="soap-body">
                    <TextArea
                        label=move || t_string!(i18n, kinds.section.assessment)
                        value=assessment
                        id=section_id(place, 'a')
                    />
                </div>
            </div>
            <div class="soap">
                <span class="soap-letter">{t!(i18n, kinds.section.p)}</span>
                <div class="soap-body">
                    <TextArea
                        label=move || t_string!(i18n, kinds.section.plan)
                        value=plan
                        id=section_id(place, 'p')
                    />
                    <PlanRows editing place/>
                    <Medicines editing place/>
                </div>
            </div>
        </section>
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
    let options = vec![
        (
            SaidBy::Patient,
            (move || t_string!(i18n, chart.note.says_person)).into(),
        ),
        (
            SaidBy::Relative,
            (move || t_string!(i18n, chart.note.says_relative)).into(),
        ),
        (
            SaidBy::AnotherClinic,
            (move || t_string!(i18n, chart.note.says_clinic)).into(),
        ),
        (
            SaidBy::Author,
            (move || t_string!(i18n, chart.note.says_author)).into(),
        ),
    ];
    view! {
        <Select label=move || t_string!(i18n, chart.note.who_says) value=said_by options id="note-0-s-who"/>
    }
}
