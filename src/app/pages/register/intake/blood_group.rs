//! The blood group.

use leptos::prelude::*;
use leptos::text_prop::TextProp;

use super::elements::element;
use super::question::AnswerList;
use super::taking::Taking;
use crate::app::i18n::*;
use crate::app::ui::*;
use crate::chart::kinds::{Answer, Question};

const BLOOD_GROUPS: [&str; 8] = ["O+", "O-", "A+", "A-", "B+", "B-", "AB+", "AB-"];

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
