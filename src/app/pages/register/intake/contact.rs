//! Whom to reach for the person, and what they were told about the record.

use leptos::prelude::*;
use leptos::text_prop::TextProp;

use super::elements::element;
use super::taking::Taking;
use crate::app::i18n::*;
use crate::app::ui::*;
use crate::chart::kinds::{NoticeAnswer, Question};

#[component]
pub fn Kin() -> impl IntoView {
    let i18n = use_i18n();
    let taking = expect_context::<Taking>();
    let five = bind_answer(taking.draft, |d| &d.next_of_kin, |d| &mut d.next_of_kin);
    view! {
        <FiveAnswers
            id="intake-kin"
            legend=move || t_string!(i18n, people.intake.next_of_kin)
            value=five
            error=taking.error(Question::NextOfKin)
        >
            <KinFields/>
        </FiveAnswers>
    }
}

#[component]
fn KinFields() -> impl IntoView {
    let i18n = use_i18n();
    let taking = expect_context::<Taking>();
    let kin = bind_yes(taking.draft, |d| &d.next_of_kin, |d| &mut d.next_of_kin);
    view! {
        <Field
            id=element(Question::NextOfKin)
            label=move || t_string!(i18n, people.intake.kin_name)
            value=kin.at(|kin| &kin.name, |kin| &mut kin.name)
        />
        <div class="pair">
            <Field
                label=move || t_string!(i18n, people.intake.kin_relation)
                value=kin.at(|kin| &kin.relation, |kin| &mut kin.relation)
            />
            <Field
                kind=FieldKind::Phone
                label=move || t_string!(i18n, people.intake.phone)
                value=kin.at(|kin| &kin.phone, |kin| &mut kin.phone)
            />
        </div>
    }
}

/// Told how the record is kept. Care never depends on the answer, and the page says so.
#[component]
pub fn ToldHowKept() -> impl IntoView {
    let i18n = use_i18n();
    let taking = expect_context::<Taking>();
    let value = taking.part(
        |draft| Some(draft.notice),
        |draft, notice: Option<Option<NoticeAnswer>>| draft.notice = notice.flatten(),
    );
    let options: Vec<(Option<NoticeAnswer>, TextProp)> = choices![i18n;
        Some(NoticeAnswer::Agrees) => people.intake.agrees,
        Some(NoticeAnswer::Declines) => people.intake.declines,
        Some(NoticeAnswer::CouldNotBeAsked) => people.intake.could_not_be_asked,
        None => ui.not_asked,
    ];
    view! {
        <div class="told-how">
            <Choice
                id="intake-told"
                legend=move || t_string!(i18n, people.intake.told)
                value
                options
                last_is_gap=true
            />
            <p class="hint">{t!(i18n, people.intake.care_anyway)}</p>
        </div>
    }
}
