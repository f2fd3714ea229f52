//! Health now: the lines of allergies and medicines, the blood group.

use leptos::prelude::*;
use leptos::text_prop::TextProp;

use super::elements::element;
use super::question::{AnswerList, LineAt};
use super::taking::Taking;
use crate::app::i18n::*;
use crate::app::ui::*;
use crate::chart::draft::{AllergyDraft, MedicineDraft};
use crate::chart::kinds::{Answer, Question};

const BLOOD_GROUPS: [&str; 8] = ["O+", "O-", "A+", "A-", "B+", "B-", "AB+", "AB-"];

pub fn allergy_line(line: LineAt<AllergyDraft>, id: String) -> AnyView {
    let i18n = use_i18n();
    view! {
        <div class="trio">
            <Field
                id
                label=move || t_string!(i18n, people.intake.substance)
                value=line.part(|l| &l.substance, |l| &mut l.substance)
            />
            <Field
                label=move || t_string!(i18n, people.intake.reaction)
                value=line.part(|l| &l.reaction, |l| &mut l.reaction)
            />
            <Field
                label=move || t_string!(i18n, people.intake.how_bad)
                value=line.part(|l| &l.severity, |l| &mut l.severity)
            />
        </div>
    }
    .into_any()
}

pub fn medicine_line(line: LineAt<MedicineDraft>, id: String) -> AnyView {
    let i18n = use_i18n();
    view! {
        <Field
            id
            label=move || t_string!(i18n, people.intake.medicine)
            value=line.part(|l| &l.name, |l| &mut l.name)
        />
        <div class="trio">
            <Field
                label=move || t_string!(i18n, people.intake.strength)
                value=line.part(|l| &l.strength, |l| &mut l.strength)
            />
            <Field
                label=move || t_string!(i18n, people.intake.dose)
                value=line.part(|l| &l.dose, |l| &mut l.dose)
            />
            <Field
                label=move || t_string!(i18n, people.intake.route)
                value=line.part(|l| &l.route, |l| &mut l.route)
            />
        </div>
        <div class="pair">
            <Field
                label=move || t_string!(i18n, people.intake.how_often)
                value=line.part(|l| &l.frequency, |l| &mut l.frequency)
            />
            <Field
                label=move || t_string!(i18n, people.intake.how_long)
                value=line.part(|l| &l.duration, |l| &mut l.duration)
            />
        </div>
    }
    .into_any()
}

/// What is said about the blood group is not verified, and says so wherever it appears.
#[component]
pub fn BloodGroup() -> impl IntoView {
    let i18n = use_i18n();
    let taking = expect_context::<Taking>();
    let label = move || t_string!(i18n, people.intake.blood_group);
    let five = bind_answer(taking.draft, |d| &d.blood_group, |d| &mut d.blood_group);
    let group = taking.part(
        |draft| draft.blood_group.yes().cloned().unwrap_or_default(),
        |draft, chosen: String| {
            draft.blood_group = if chosen.is_empty() {
                Answer::NotAsked
            } else {
                Answer::Yes(chosen)
            };
        },
    );
    let nothing = std::iter::once((String::new(), TextProp::from("")));
    let groups = BLOOD_GROUPS.into_iter().map(|group| {
        (
            group.to_string(),
            TextProp::from(group.replace('-', "\u{2212}")),
        )
    });
    let options = nothing.chain(groups).collect::<Vec<_>>();
    let error = taking.error(Question::BloodGroup);
    view! {
        <div class="question">
            <div class="blood-group">
                <Select id=element(Question::BloodGroup) label value=group options/>
                <Mark tone=Tone::NotKnown words=move || t_string!(i18n, people.intake.not_verified)/>
                <p class="field-error" role="alert">{move || error.get()}</p>
            </div>
            <AnswerList label=label.into() value=five/>
        </div>
    }
}
