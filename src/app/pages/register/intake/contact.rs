//! Whom to reach for the person, and what they were told about the record.

use leptos::prelude::*;
use leptos::text_prop::TextProp;

use super::elements::element;
use super::taking::Taking;
use crate::app::i18n::*;
use crate::app::ui::*;
use crate::chart::kinds::{Answer, NextOfKin, NoticeAnswer, Question};

#[component]
pub fn Kin() -> impl IntoView {
    let i18n = use_i18n();
    let taking = expect_context::<Taking>();
    let written = StoredValue::new(None::<NextOfKin>);
    let five = taking.part(
        |draft| Five::of(&draft.next_of_kin),
        move |draft, five| {
            if let Answer::Yes(kin) = &draft.next_of_kin {
                written.set_value(Some(kin.clone()));
            }
            draft.next_of_kin = match five {
                Five::Yes => Answer::Yes(written.get_value().unwrap_or_else(nobody)),
                Five::None => Answer::None,
                Five::NotAsked => Answer::NotAsked,
                Five::NotKnown => Answer::NotKnown,
                Five::Declined => Answer::Declined,
            };
        },
    );
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

fn nobody() -> NextOfKin {
    NextOfKin {
        name: String::new(),
        relation: String::new(),
        phone: String::new(),
    }
}

#[component]
fn KinFields() -> impl IntoView {
    let i18n = use_i18n();
    let taking = expect_context::<Taking>();
    let part = move |get: fn(&NextOfKin) -> &String, get_mut: fn(&mut NextOfKin) -> &mut String| {
        taking.part(
            move |draft| {
                draft
                    .next_of_kin
                    .yes()
                    .map(get)
                    .cloned()
                    .unwrap_or_default()
            },
            move |draft, words| {
                let mut kin = draft.next_of_kin.yes().cloned().unwrap_or_else(nobody);
                *get_mut(&mut kin) = words;
                draft.next_of_kin = Answer::Yes(kin);
            },
        )
    };
    view! {
        <Field
            id=element(Question::NextOfKin)
            label=move || t_string!(i18n, people.intake.kin_name)
            value=part(|kin| &kin.name, |kin| &mut kin.name)
        />
        <div class="pair">
            <Field
                label=move || t_string!(i18n, people.intake.kin_relation)
                value=part(|kin| &kin.relation, |kin| &mut kin.relation)
            />
            <Field
                kind=FieldKind::Phone
                label=move || t_string!(i18n, people.intake.phone)
                value=part(|kin| &kin.phone, |kin| &mut kin.phone)
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
    let options: Vec<(Option<NoticeAnswer>, TextProp)> = vec![
        (
            Some(NoticeAnswer::Agrees),
            (move || t_string!(i18n, people.intake.agrees)).into(),
        ),
        (
            Some(NoticeAnswer::Declines),
            (move || t_string!(i18n, people.intake.declines)).into(),
        ),
        (
            Some(NoticeAnswer::CouldNotBeAsked),
            (move || t_string!(i18n, people.intake.could_not_be_asked)).into(),
        ),
        (None, (move || t_string!(i18n, ui.not_asked)).into()),
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
