//! One statement on the page: kind, standing, words, source, and what amended it.

use leptos::context::Provider;
use leptos::prelude::*;

use super::amended::{Amended, Linked, beside_line};
use super::other_person::OtherPerson;
use crate::app::i18n::*;
use crate::app::kinds::{Words, line_of, source_words, standing_of, words};
use crate::app::pages::chart::open::OpenChart;
use crate::app::route::{ChartPart, Route};
use crate::app::state::{Say, use_say};
use crate::app::ui::*;
use crate::chart::kinds::AmendmentKind;
use crate::chart::statement::{SaidBy, Standing, Statement};
use crate::chart::when::When;
use crate::reading::view::{Content, StatementView};

/// Given by the page of one entry: there the source of every statement and every figure received are told. Lists leave
/// out what goes without saying: that the person spoke under S, and which item of a file a statement was.
#[derive(Clone, Copy)]
pub struct InFull;

/// Given where nothing above the statements tells their day: one without a day says so itself.
#[derive(Clone, Copy)]
struct NoDayAbove;

fn in_full() -> bool {
    use_context::<InFull>().is_some()
}

/// Statements under each other, as they were written.
#[component]
pub fn StatementLines(
    statements: Vec<StatementView>,
    /// The time their entry stands at; a statement about another day says so.
    #[prop(default = When::Unknown)]
    at: When,
) -> impl IntoView {
    view! {
        <Provider value=NoDayAbove>
            <ul class="told-list">
                {statements
                    .into_iter()
                    .map(|view| view! { <li><StatementLine view at/></li> })
                    .collect_view()}
            </ul>
        </Provider>
    }
}

/// One statement. Corrected words stand first, the old ones struck through one tap below; what was entered in error is
/// struck; what a newer version wrote says so.
#[component]
pub fn StatementLine(
    view: StatementView,
    #[prop(default = When::Unknown)] at: When,
) -> impl IntoView {
    let i18n = use_i18n();
    let id = view.id;
    let statement = match view.content {
        Content::Newer(newer) => {
            let kind = newer.kind;
            let words = move || t_string!(i18n, chart.mark.newer, kind = kind);
            return view! { <Mark tone=Tone::NotKnown words/> }.into_any();
        }
        Content::Statement(statement) => StoredValue::new(*statement),
    };
    let marks = view.marks;
    let beside = marks.beside.into_iter().map(beside_line).collect_view();
    let beside_more = marks.beside_more;
    let addenda = marks
        .addenda
        .into_iter()
        .map(|entry| view! { <Linked entry of=None/> })
        .collect_view();
    let told = match (marks.in_error, marks.corrected) {
        (Some(by), _) | (None, Some(by)) => {
            let corrected = (by.kind == Some(AmendmentKind::Correction)).then_some(id);
            view! { <Amended old=vec![statement] at by corrected/> }.into_any()
        }
        (None, None) => view! { <StatementWords statement at/> }.into_any(),
    };
    view! {
        <div class="told-whole">
            {told}
            {marks.ahead.then(|| view! {
                <p class="told-beside">
                    <Mark tone=Tone::NotKnown words=move || t_string!(i18n, chart.contested.ahead)/>
                </p>
            })}
            {marks.without_effect.then(|| view! {
                <p class="told-beside">
                    <Mark tone=Tone::NotKnown words=move || t_string!(i18n, chart.mark.without_effect)/>
                </p>
            })}
            {beside}
            {(beside_more > 0).then(|| view! {
                <p class="told-beside quiet-text">
                    {move || t_string!(i18n, chart.mark.beside_more, count = beside_more)}
                </p>
            })}
            {addenda}
        </div>
    }
    .into_any()
}

/// The statement as it was written.
#[component]
pub(super) fn StatementWords(
    statement: StoredValue<Statement>,
    at: When,
    #[prop(optional)] struck: bool,
) -> impl IntoView {
    let say = use_say();
    let chart = use_context::<OpenChart>();
    let full = in_full();
    let told_above = use_context::<NoDayAbove>().is_none();
    move || {
        statement.with_value(|statement| {
            let mut told = words(say, statement);
            if full {
                let received = line_of(&statement.fact).as_received(say);
                told = told.and(received.unwrap_or_default());
            }
            let standing = standing_of(say, statement);
            let about = about_link(say, chart, &told);
            let other = told.other.map(|chart| view! { <OtherPerson chart/> });
            let source = source_mark(say, statement, full);
            let line = line_of(&statement.fact);
            let is_part = line.is_part();
            let time = own_time(say, statement, at, told_above);
            let more = told.more.into_iter().map(|more| view! { <span class="told-more">{more}</span> });
            let more = more.collect_view();
            // Somebody took it back, here or where it comes from.
            let is_void = struck || statement.standing == Standing::ErrorAtSource;
            let lack = told.lack.map(|words| {
                let colon = if told.text.is_empty() { String::new() } else { say.labelled("", "") };
                view! { <Mark tone=Tone::NotKnown words/> {colon} }
            });
            let rest = told.rest.map(|words| view! { " " <Mark tone=Tone::NotKnown words/> });
            let text = if is_void {
                view! { <del class="told-text" translate="no">{told.text}</del> }.into_any()
            } else {
                view! { <span class="told-text" translate="no">{told.text}</span> }.into_any()
            };
            view! {
                <div
                    class="told"
                    class:told-part=is_part
                    class:told-not-so=statement.standing != Standing::Stands
                >
                    <span class="told-kind">{told.kind}</span>
                    <div class="told-words">
                        {standing.map(|words| view! { <Mark tone=Tone::NotKnown words=words/> " " })}
                        {lack}
                        {text}
                        {rest}
                        {more}
                        {time.map(|time| view! { <span class="quiet-text told-when">{time}</span> })}
                        {source}
                        {about}
                        {other}
                    </div>
                </div>
            }
        })
    }
}

fn source_mark(say: Say, statement: &Statement, full: bool) -> Option<AnyView> {
    if !full {
        let name = statement.source.name.clone().unwrap_or_default();
        match statement.source.said_by {
            // The head of the entry says that it is from elsewhere.
            SaidBy::File if name.is_empty() => return None,
            SaidBy::File => {
                return Some(view! { <span class="quiet-text">{name}</span> }.into_any());
            }
            SaidBy::Patient if !line_of(&statement.fact).is_worth_a_source() => return None,
            _ => {}
        }
    }
    let source = source_words(say, &statement.source)?;
    // The head of the entry says in its colours that it is from elsewhere: here the fact comes first.
    Some(if statement.source.said_by == SaidBy::File {
        view! { <span class="told-source quiet-text">{source}</span> }.into_any()
    } else {
        view! { <span class="quiet-text">{source}</span> }.into_any()
    })
}

/// Measurements that nothing was said about, as one line: "Pulse 88 /min, temperature 37.1 °C".
#[component]
pub fn StatementRun(
    statements: Vec<StatementView>,
    /// "O" in a note; elsewhere what a list of measurements is called.
    in_note: bool,
) -> impl IntoView {
    let say = use_say();
    let i18n = say.0;
    let kept = StoredValue::new(statements);
    let items = move || {
        let told: Vec<Words> = kept.with_value(|kept| {
            let facts = kept.iter().filter_map(|view| match &view.content {
                Content::Statement(statement) => Some(words(say, statement)),
                Content::Newer(_) => None,
            });
            facts.collect()
        });
        let last = told.len().saturating_sub(1);
        told.into_iter()
            .enumerate()
            .map(|(at, told)| {
                let comma = (at < last).then_some(", ");
                view! {
                    <span class="told-item">
                        <span class="told-kind">{told.kind}</span> " "
                        <span class="told-text" translate="no">{told.text}</span>
                        {comma}
                    </span>
                    " "
                }
            })
            .collect_view()
    };
    let kind = move || {
        if in_note {
            t_string!(i18n, kinds.section.o)
        } else {
            t_string!(i18n, chart.fact.measured)
        }
    };
    view! {
        <div class="told" class:told-part=in_note>
            <span class="told-kind">{kind}</span>
            <div class="told-words">{items}</div>
        </div>
    }
}

/// Whether a statement says nothing but a value, so that it may stand in a run.
pub fn is_plain_measurement(view: &StatementView, at: When, say: Say) -> bool {
    let marks = &view.marks;
    let unmarked = marks.corrected.is_none()
        && marks.in_error.is_none()
        && marks.beside.is_empty()
        && !marks.without_effect
        && marks.addenda.is_empty();
    let Content::Statement(statement) = &view.content else {
        return false;
    };
    // Vital signs have short names; what a laboratory found keeps a line of its own.
    line_of(&statement.fact).is_vital()
        && unmarked
        && statement.standing == Standing::Stands
        && words(say, statement).more.is_empty()
        && own_time(say, statement, at, true).is_none()
        && source_mark(say, statement, false).is_none()
}

/// The statement's own day, where it is not the entry's and is not told already.
fn own_time(say: Say, statement: &Statement, at: When, told_above: bool) -> Option<String> {
    let line = line_of(&statement.fact);
    let imported = statement.source.file.is_some();
    let same = statement.when.first_day() == at.first_day();
    let told =
        statement.when.is_known() && at.is_known() && !same && !line.tells_its_day(statement);
    let missing = imported && !statement.when.is_known() && statement.time_words.is_none();
    // Where the whole entry has no date its head says so; and nobody asks of what day a name is.
    let not_known = missing && (at.is_known() || !told_above) && !line.is_lasting();
    (told || not_known).then(|| say.when_day(&statement.when))
}

fn about_link(say: Say, chart: Option<OpenChart>, told: &Words) -> Option<impl IntoView + use<>> {
    let to = Route::Chart(chart?.id, ChartPart::Entry(told.about?));
    let label = t_string!(say.0, chart.mark.about);
    Some(view! { <a class="told-about" href=to.href()>{label}</a> })
}
