//! What cannot both be so, and what strangers said beside what counts here: in words, for banner, summary and print.

use leptos::prelude::*;

use super::flag::Flag;
use super::open::OpenChart;
use crate::app::i18n::*;
use crate::app::kinds::{answer_word, observation_value, question_word};
use crate::app::state::{Say, use_say};
use crate::app::ui::{Mark, Tone};
use crate::chart::kinds::Question;
use crate::reading::view::{AnswerAside, Banner, Contradiction, Trust, ValueAside, VitalRow};

/// What somebody would act on, had it been answered here.
const DANGEROUS: [Question; 3] = [
    Question::Allergies,
    Question::Medicines,
    Question::Pregnancy,
];

/// Contradictions first; then what is asked again although a stranger answered it, and what only strangers miss.
pub fn contested(say: Say, banner: &Banner) -> Vec<Flag> {
    let i18n = say.0;
    let contradictions = banner.contradictions.iter();
    let contradictions = contradictions.map(|one| both(say, one));
    let asked_again = banner.answers_aside.iter();
    let asked_again = asked_again.filter(|aside| DANGEROUS.contains(&aside.question));
    let asked_again = asked_again.map(|aside| answered_aside(say, aside));
    let linked = banner.linked_aside.len();
    let linked = (linked > 0).then(|| t_string!(i18n, chart.contested.linked, n = linked));
    let missing = banner.claimed_missing;
    let missing = (missing > 0).then(|| t_string!(i18n, chart.contested.missing, n = missing));
    let beside = linked.into_iter().chain(missing).map(beside);
    contradictions.chain(asked_again).chain(beside).collect()
}

/// What of these is about one question, to be read where that question is answered.
pub fn contested_about(say: Say, banner: &Banner, question: Question) -> Vec<Flag> {
    let contradictions = banner.contradictions.iter();
    let contradictions = contradictions.filter(|one| is_about(one, question));
    let contradictions = contradictions.map(|one| both(say, one));
    let asked_again = banner.answers_aside.iter();
    let asked_again = asked_again.filter(|aside| aside.question == question);
    let asked_again = asked_again.map(|aside| answered_aside(say, aside));
    contradictions.chain(asked_again).collect()
}

/// What is contested about one question, as lines above its answer.
#[component]
pub fn Contested(question: Question) -> impl IntoView {
    let say = use_say();
    // Somebody who is being registered has no chart yet.
    let chart = use_context::<OpenChart>();
    move || {
        let flags = chart?.banner(|banner| contested_about(say, banner, question));
        let flags = flags?.into_iter();
        let lines = flags.map(|Flag { tone, words, .. }| view! { <p><Mark tone words/></p> });
        Some(lines.collect_view())
    }
}

/// What is contested about no question of `elsewhere`: those are shown beside their own lists already.
pub fn contested_beside(say: Say, banner: &Banner, elsewhere: &[Question]) -> Vec<Flag> {
    let said: Vec<Flag> = elsewhere
        .iter()
        .flat_map(|question| contested_about(say, banner, *question))
        .collect();
    let mut all = contested(say, banner);
    all.retain(|flag| !said.contains(flag));
    all
}

fn is_about(one: &Contradiction, question: Question) -> bool {
    match one {
        Contradiction::NoneBesideFacts(of, _) => *of == question,
        Contradiction::PregnantMale | Contradiction::PregnantAtThatAge => {
            question == Question::Pregnancy
        }
    }
}

/// Two things that cannot both be so.
fn both(say: Say, one: &Contradiction) -> Flag {
    Flag {
        tone: Tone::Alert,
        words: contradiction(say, one),
        whole: true,
    }
}

fn beside(words: String) -> Flag {
    Flag::plain(Tone::NotKnown, words)
}

fn answered_aside(say: Say, aside: &AnswerAside) -> Flag {
    let answer = answer_word(say, aside.question, aside.answer);
    let question = question_word(say, aside.question);
    beside(t_string!(
        say.0,
        chart.contested.answered,
        question = question,
        answer = answer
    ))
}

fn contradiction(say: Say, one: &Contradiction) -> String {
    let i18n = say.0;
    match one {
        Contradiction::NoneBesideFacts(Question::Medicines, when) => {
            t_string!(i18n, chart.contested.no_medicines, day = say.when_day(when))
        }
        Contradiction::NoneBesideFacts(_, when) => {
            t_string!(i18n, chart.contested.no_allergies, day = say.when_day(when))
        }
        Contradiction::PregnantMale => t_string!(i18n, chart.contested.pregnant_male).to_string(),
        Contradiction::PregnantAtThatAge => {
            t_string!(i18n, chart.contested.pregnant_at_age).to_string()
        }
    }
}

/// What must be read with a measurement: whose it is, that its time has not come yet, what stands beside it.
pub fn value_marks(say: Say, row: &VitalRow) -> Vec<String> {
    let i18n = say.0;
    let mut marks = Vec::new();
    if row.ahead {
        marks.push(t_string!(i18n, chart.contested.ahead).to_string());
    }
    if row.trust == Trust::FirstSeen {
        marks.push(t_string!(i18n, chart.contested.stranger).to_string());
    }
    marks.extend(row.aside.iter().map(|aside| value_aside(say, aside)));
    marks
}

fn value_aside(say: Say, aside: &ValueAside) -> String {
    let i18n = say.0;
    let ahead = aside.ahead.then(|| t_string!(i18n, chart.contested.ahead));
    let stranger = aside.trust == Trust::FirstSeen;
    let stranger = stranger.then(|| t_string!(i18n, chart.contested.stranger));
    let marks: Vec<&str> = ahead.into_iter().chain(stranger).collect();
    t_string!(
        i18n,
        chart.contested.value,
        value = observation_value(say, &aside.value),
        day = say.when_day(&aside.when),
        mark = marks.join(", ")
    )
}
