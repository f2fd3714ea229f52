//! No medicine is checked against allergies: it is said beside them, before it is signed.

use leptos::prelude::*;

use super::banner::allergy_words;
use super::contested::Contested;
use crate::app::i18n::*;
use crate::app::kinds::answered_words;
use crate::app::state::{Say, use_say};
use crate::app::ui::*;
use crate::chart::kinds::{Fact, Question};
use crate::engine::protocol::Review;
use crate::reading::view::{AllergyRow, Content, Known};

/// What a review says where a medicine is about to be signed.
#[component]
pub fn Unchecked<'a>(review: &'a Review) -> impl IntoView + use<> {
    let known = Signal::stored(Some(review.allergies.clone()));
    has_medicines(review).then(|| view! { <NotChecked known/> })
}

/// "Not checked against allergies. Read them before you sign.", and the allergies themselves.
#[component]
pub fn NotChecked(known: Signal<Option<Known<AllergyRow>>>) -> impl IntoView {
    let say = use_say();
    let i18n = say.0;
    let words = move || known.with(|known| known.as_ref().map(|known| known_allergies(say, known)));
    view! {
        <Message tone=Tone::NotKnown>
            <p>{t!(i18n, chart.not_checked_read)}</p>
            <p translate="no">{words}</p>
            <Contested question=Question::Allergies/>
        </Message>
    }
}

fn has_medicines(review: &Review) -> bool {
    review.statements.iter().any(|view| match &view.content {
        Content::Statement(statement) => matches!(statement.fact, Fact::Medication(_)),
        Content::Newer(_) => false,
    })
}

/// The allergies on one line, under their name: all that are known, or the answer and its day, or that nobody asked.
fn known_allergies(say: Say, known: &Known<AllergyRow>) -> String {
    let i18n = say.0;
    let words = match known {
        Known::NotAsked => return t_string!(i18n, kinds.allergy.not_asked).to_string(),
        Known::Answered(answer, when) => answered_words(say, Question::Allergies, *answer, when),
        Known::Facts(rows) => {
            let rows: Vec<String> = rows.iter().map(|row| allergy_words(say, row)).collect();
            rows.join("; ")
        }
    };
    say.labelled(t_string!(i18n, kinds.answer.question.allergies), &words)
}
