//! What stands on the sheet: one page, whatever the chart holds.

use leptos::prelude::*;

use super::lists::lists;
use crate::app::i18n::*;
use crate::app::pages::chart::banner::pregnant_words;
use crate::app::pages::chart::open::OpenChart;
use crate::app::pages::chart::readable::Readable;
use crate::app::pages::chart::statement::{birth_words, question_word};
use crate::app::paper::{lines_of, shares};
use crate::app::state::Say;
use crate::chart::facts::{Birth, Question};
use crate::reading::view::{Banner, ChartView};

/// Lines of an A4 page that are left for the rows of the lists, where everything else takes one line each.
const LINES: usize = 36;

/// What a message about unreadable or newer entries takes.
const MESSAGE: usize = 4;

pub fn sheet(say: Say, chart: OpenChart, view: &ChartView) -> impl IntoView + use<> {
    let ChartView {
        banner, summary, ..
    } = view;
    let name = say.name(&banner.person);
    let facts = facts(say, banner);
    let missing = missing(say, &summary.not_asked);
    let messages = usize::from(banner.unreadable > 0) + usize::from(banner.newer > 0);
    let taken = [&name, &facts, &missing].map(|words| lines_of(words) - 1);
    let taken = taken.iter().sum::<usize>() + messages * MESSAGE;
    let lists = lists(say, banner, summary);
    let wanted: Vec<usize> = lists.iter().map(|list| list.wanted()).collect();
    let shares = shares(&wanted, LINES.saturating_sub(taken));
    let lists = lists.into_iter().zip(shares);
    let lists = lists.map(|(list, share)| list.drawn(say, share));
    view! {
        <h2 class="sheet-name">{name}</h2>
        <p>{facts}</p>
        <Readable chart/>
        {lists.collect_view()}
        {(!missing.is_empty()).then(|| view! {
            <section><h3>{t_string!(say.0, chart.print.not_asked)}</h3><p>{missing}</p></section>
        })}
    }
}

fn missing(say: Say, not_asked: &[Question]) -> String {
    let missing = not_asked.iter().map(|q| question_word(say, *q));
    missing.collect::<Vec<_>>().join(", ")
}

/// Sex, age, number, place, and what must not be overlooked, on one line.
fn facts(say: Say, banner: &Banner) -> String {
    let i18n = say.0;
    let person = &banner.person;
    let sex = person.sex.map(|sex| say.sex(sex).to_string());
    // An age that was told already stands beside.
    let born = matches!(person.birth, Birth::Date(_)).then(|| {
        t_string!(
            i18n,
            chart.print.born,
            birth = birth_words(say, &person.birth)
        )
    });
    let doubt = person
        .placeholder
        .then(|| t_string!(i18n, chart.banner.not_confirmed).to_string());
    let pregnant = banner.pregnant.as_ref();
    let pregnant = pregnant.map(|(words, when)| pregnant_words(say, words, when));
    let died = banner
        .died
        .as_ref()
        .map(|when| t_string!(i18n, chart.banner.died, day = say.when_day(when)));
    let age = Some(say.age(&person.birth));
    let [number, place] = [&person.number, &person.place].map(|words| Some(words.clone()));
    let facts = [sex, age, born, number, place, doubt, pregnant, died];
    let facts = facts.into_iter().flatten();
    let facts: Vec<String> = facts.filter(|words| !words.is_empty()).collect();
    facts.join(" · ")
}
