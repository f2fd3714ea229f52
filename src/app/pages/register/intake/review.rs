//! What the review of an intake has to say besides: what was not asked, and whom it may resemble.

use leptos::prelude::*;

use super::compare::Comparisons;
use super::taking::Taking;
use crate::app::i18n::*;
use crate::app::kinds::question_word;
use crate::app::pages::chart::ReviewPage;
use crate::app::ui::*;
use crate::chart::kinds::Question;
use crate::engine::protocol::Review;

#[component]
pub fn IntakeReview(review: Review, taking: Taking) -> impl IntoView {
    let i18n = taking.say.0;
    let not_asked = review.not_asked.clone();
    let alike = Memo::new(move |_| !taking.resembling.with(Vec::is_empty));
    view! {
        <ReviewPage
            review
            saving=taking.saving
            back=move || t_string!(i18n, people.intake.back_to_form)
            on_back=move |()| { taking.back_to_form(); }
        >
            <NotAsked questions=not_asked/>
            {move || alike.get().then(|| view! {
                <Panel title=move || t_string!(i18n, people.compare.title)>
                    <Comparisons taking/>
                </Panel>
            })}
        </ReviewPage>
    }
}

#[component]
fn NotAsked(questions: Vec<Question>) -> impl IntoView {
    let taking = expect_context::<Taking>();
    let say = taking.say;
    let i18n = say.0;
    let allergies = questions.contains(&Question::Allergies);
    let names = questions
        .iter()
        .copied()
        .map(|question| view! { <li>{move || question_word(say, question)}</li> })
        .collect_view();
    (!questions.is_empty()).then(|| view! {
        <Panel title=move || t_string!(i18n, people.review.not_asked)>
            {allergies.then(|| view! {
                <Message tone=Tone::NotKnown><p>{t!(i18n, people.review.allergies_not_asked)}</p></Message>
            })}
            <ul class="not-asked">{names}</ul>
        </Panel>
    })
}
