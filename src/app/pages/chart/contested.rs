//! What cannot both be so, and what strangers said beside what counts here: in words, for banner, summary and print.

use super::banner::Flag;
use super::statement::{no_fact_word, observation_value, question_word};
use crate::app::i18n::*;
use crate::app::state::Say;
use crate::app::ui::Tone;
use crate::chart::facts::Question;
use crate::reading::view::{Banner, Contradiction, Trust, ValueAside, VitalRow};

/// What somebody would act on, had it been answered here.
const DANGEROUS: [Question; 3] = [
    Question::Allergies,
    Question::Medicines,
    Question::Pregnancy,
];

/// Contradictions first; then what is asked again although a stranger answered it, and what only strangers miss.
pub fn contested(say: Say, banner: &Banner) -> Vec<Flag> {
    let i18n = say.0;
    let contradictions = banner.contradictions.iter().map(|one| Flag {
        tone: Tone::Alert,
        words: contradiction(say, one),
    });
    let asked_again = banner.answers_aside.iter();
    let asked_again = asked_again.filter(|aside| DANGEROUS.contains(&aside.question));
    let asked_again = asked_again.map(|aside| {
        let answer = no_fact_word(say, aside.answer);
        let question = question_word(say, aside.question);
        t_string!(
            i18n,
            chart.contested.answered,
            question = question,
            answer = answer
        )
    });
    let linked = banner.linked_aside.len();
    let linked = (linked > 0).then(|| t_string!(i18n, chart.contested.linked, n = linked));
    let missing = banner.claimed_missing;
    let missing = (missing > 0).then(|| t_string!(i18n, chart.contested.missing, n = missing));
    let beside = asked_again.chain(linked).chain(missing).map(|words| Flag {
        tone: Tone::NotKnown,
        words,
    });
    contradictions.chain(beside).collect()
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
