//! What stands on the sheets: who and what must not be overlooked first, then the lists, row by row.

use leptos::prelude::*;

use super::lists::{List, lists};
use crate::app::i18n::*;
use crate::app::kinds::birth_words;
use crate::app::pages::chart::banner::pregnant_words;
use crate::app::pages::chart::contested::contested_beside;
use crate::app::pages::chart::flag::Flag;
use crate::app::pages::chart::open::OpenChart;
use crate::app::pages::chart::readable::Readable;
use crate::app::pages::on_paper::about;
use crate::app::paper::{self, Block, lines_of};
use crate::app::state::Say;
use crate::app::ui::Mark;
use crate::chart::kinds::{Birth, Question};
use crate::reading::view::{Banner, ChartView};

/// Lines of a sheet, A4 or Letter, beside its head and its foot.
const LINES: usize = 44;

/// What a message about unreadable or newer entries takes.
const MESSAGE: usize = 4;

/// `margins`: the browser heads and counts the sheets itself; then all stands on one, which it divides.
pub fn sheets(
    say: Say,
    chart: OpenChart,
    view: &ChartView,
    printed: &str,
    margins: bool,
) -> impl IntoView + use<> {
    let ChartView {
        banner, summary, ..
    } = view;
    let facts = facts(say, banner);
    let in_lists = [Question::Allergies, Question::Medicines];
    let contested = contested_beside(say, banner, &in_lists);
    let contested_lines = contested.iter().map(|flag| lines_of(&flag.words));
    let contested_lines: usize = contested_lines.sum();
    let part_of_more = summary.part_of_more.is_some();
    let messages = [banner.unreadable > 0, banner.newer > 0, part_of_more];
    let messages = messages.into_iter().filter(|said| *said).count();
    let taken =
        lines_of(&say.name(&banner.person)) + lines_of(&facts.join(BETWEEN)) + contested_lines;
    let taken = taken + messages * MESSAGE;
    let mut lists = lists(say, banner, summary);
    let blocks: Vec<Block> = lists.iter().map(List::block).collect();
    let lines = if margins { usize::MAX / 2 } else { LINES };
    let laid = paper::sheets(&blocks, lines.saturating_sub(taken), lines);
    let of = laid.len();
    let sheets = laid.into_iter().enumerate().map(|(nth, pieces)| {
        let pieces = pieces.into_iter();
        let pieces = pieces.map(|(place, rows)| lists[place].drawn(say, rows));
        let pieces = pieces.collect_view();
        view! {
            <article class="sheet" translate="no">
                {(!margins).then(|| head(say, banner, nth + 1, of))}
                {(nth == 0).then(|| view! {
                    <h2 class="sheet-name">{say.name(&banner.person)}</h2>
                    <p>{facts_line(&facts, &banner.person.number)}</p>
                    {contested.iter().map(flagged).collect_view()}
                    <Readable chart/>
                    {part_of_more.then(|| view! { <p><strong>{t_string!(say.0, chart.summary.part_of_more)}</strong></p> })}
                })}
                {pieces}
                {(nth + 1 == of).then(|| view! {
                    <footer class="sheet-foot">
                        <p>{printed.to_owned()}</p>
                        <p>{t_string!(say.0, chart.print.not_whole)}</p>
                    </footer>
                })}
            </article>
        }
    });
    sheets.collect_view()
}

/// Whose sheet it is and which of how many.
fn head(say: Say, banner: &Banner, nth: usize, of: usize) -> impl IntoView + use<> {
    let page = t_string!(say.0, chart.print.page, n = nth, of = of);
    view! {
        <p class="sheet-head">
            <span><bdi>{say.name(&banner.person)}</bdi> " · " {about(say, &banner.person)}</span>
            " "
            <span>{page}</span>
        </p>
    }
}

/// Between two facts of the line.
const BETWEEN: &str = " · ";

/// The facts on one line; the number of the chart is not broken at its hyphens.
fn facts_line(facts: &[String], number: &str) -> impl IntoView + use<> {
    let facts = facts.iter().enumerate().map(|(nth, fact)| {
        let between = (nth > 0).then_some(BETWEEN);
        let whole = fact == number;
        view! { {between} <span class:sheet-number=whole>{fact.clone()}</span> }
    });
    facts.collect_view()
}

fn flagged(flag: &Flag) -> impl IntoView + use<> {
    view! { <p><Mark tone=flag.tone words=flag.words.clone()/></p> }
}

/// Sex, age, number, place, and what must not be overlooked, on one line.
fn facts(say: Say, banner: &Banner) -> Vec<String> {
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
    let pregnant = pregnant.map(|(words, when)| {
        let words = pregnant_words(say, words, when);
        if banner.pregnant_by_stranger {
            format!("{words} ({})", t_string!(i18n, chart.contested.stranger))
        } else {
            words
        }
    });
    let died = banner
        .died
        .as_ref()
        .map(|when| t_string!(i18n, chart.banner.died, day = say.when_day(when)));
    let age = Some(say.age_of(person));
    let [number, place] = [&person.number, &person.place].map(|words| Some(words.clone()));
    let facts = [sex, age, born, number, place, doubt, pregnant, died];
    let facts = facts.into_iter().flatten();
    facts.filter(|words| !words.is_empty()).collect()
}
