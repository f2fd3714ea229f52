//! One entry: who, when, where, its statements under their problems, and what was amended since.

use leptos::context::Provider;
use leptos::prelude::*;

use super::documents::PaperOfEntry;
use super::filled::{FilledWhole, FormsWhole, taken_out};
use super::open::use_chart;
use super::statement::{InFull, StatementLine, StatementRun, all_in_error, is_plain_measurement};
use crate::app::i18n::*;
use crate::app::kinds::amendment::form::AmendButtons;
use crate::app::kinds::amendment::take_out::CameWithFile;
use crate::app::kinds::{amendment_word, standing_of};
use crate::app::pages::chart::problems::{AboutProblem, TakenSince};
use crate::app::pages::trouble::Trouble;
use crate::app::route::{ChartPart, Route};
use crate::app::state::{Say, use_say};
use crate::app::ui::*;
use crate::base::{ChartId, EntryId, Stamp};
use crate::chart::kinds::{Amendment, AmendmentKind, Document, Fact, Part, ProblemEvent};
use crate::chart::when::When;
use crate::reading::view::{Byline, Content, EntryView, StatementView, Trust, Unreadable};

/// What the heading over a list of entries has said already.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct HeadingSaid {
    pub day: Option<chrono::NaiveDate>,
    /// That no day is known.
    pub undated: bool,
    pub site: String,
}

/// An entry in a list. Its first line leads to the entry by itself.
#[component]
pub fn EntryCard(
    view: EntryView,
    chart: ChartId,
    #[prop(optional)] said: HeadingSaid,
) -> impl IntoView {
    match view {
        EntryView::Unreadable {
            place,
            reason,
            near,
        } => view! { <UnreadableEntry place reason near/> }.into_any(),
        EntryView::Read {
            id,
            byline,
            at,
            statements,
            ..
        } => {
            let to = Route::Chart(chart, ChartPart::Entry(id)).href();
            view! {
                <article class="entry">
                    <a id=format!("entry-{id}-{}", part_of(&statements)) class="entry-head" data-row="" href=to>
                        <Head byline at marks=marks(&statements) said/>
                        <Sign icon=Icon::Forward/>
                    </a>
                    <Statements statements at/>
                </article>
            }
            .into_any()
        }
    }
}

/// An imported entry can stand at several places of the timeline: which of them this is.
fn part_of(statements: &[StatementView]) -> u32 {
    statements.first().map_or(0, |view| view.id.index)
}

/// What is said in front of an entry: what it is; late, with its reason; from elsewhere.
#[derive(Clone, Debug, Default, PartialEq)]
struct EntryMarks {
    kind: Option<EntryWord>,
    late: Option<String>,
    file: bool,
}

/// What an entry is, where one word says it.
#[derive(Clone, Copy, Debug, PartialEq)]
enum EntryWord {
    Note,
    Amendment(AmendmentKind),
    Identity,
}

fn kind(statements: &[StatementView]) -> Option<EntryWord> {
    let facts = || {
        statements.iter().filter_map(|view| match &view.content {
            Content::Statement(statement) => Some(&statement.fact),
            Content::Newer(_) => None,
        })
    };
    let amendment = facts().find_map(|fact| match fact {
        Fact::Amendment(amendment) if amendment.kind != AmendmentKind::LateEntry => {
            Some(EntryWord::Amendment(amendment.kind))
        }
        _ => None,
    });
    let section = |fact: &Fact| matches!(fact, Fact::Section(part) if part.part != Part::Reason);
    let identity = |fact: &Fact| matches!(fact, Fact::Demographic(_));
    amendment
        .or_else(|| facts().any(section).then_some(EntryWord::Note))
        .or_else(|| facts().any(identity).then_some(EntryWord::Identity))
}

fn kind_word(say: Say, kind: EntryWord) -> &'static str {
    match kind {
        EntryWord::Note => t_string!(say.0, chart.note.title),
        EntryWord::Amendment(kind) => amendment_word(say, kind),
        EntryWord::Identity => t_string!(say.0, chart.identity.title),
    }
}

fn marks(statements: &[StatementView]) -> EntryMarks {
    let from_file = |view: &StatementView| match &view.content {
        Content::Statement(statement) => statement.source.file.is_some(),
        Content::Newer(_) => false,
    };
    EntryMarks {
        kind: kind(statements),
        late: statements.iter().find_map(|view| view.marks.late.clone()),
        file: statements.iter().any(from_file),
    }
}

#[component]
fn Head(
    byline: Byline,
    at: When,
    marks: EntryMarks,
    #[prop(optional)] said: HeadingSaid,
) -> impl IntoView {
    let say = use_say();
    let i18n = say.0;
    let elsewhere = marks.file || byline.trust != Trust::Ours;
    let kind = marks.kind;
    let late = StoredValue::new(marks.late);
    move || {
        let late = late.get_value().map(|reason| {
            let day = say.moment(byline.recorded);
            let words = t_string!(i18n, chart.mark.late, day = day, reason = reason);
            view! { <Mark tone=Tone::NotKnown words/> " " }
        });
        let day = at.first_day();
        let elsewhen = day != Some(byline.recorded.day()) && (day.is_none() || day != said.day);
        // An hour was said: under its day's heading it stands alone.
        let hour = match at {
            When::Moment(then) if !elsewhen && is_another_minute(then, byline.recorded) => {
                Some(say.time(then))
            }
            When::Unknown if said.undated => None,
            _ => elsewhen.then(|| say.when(&at)),
        };
        let stands = hour.map(|at| view! { <span class="entry-at">{at}</span> " " });
        let under = said.day == Some(byline.recorded.day());
        let time =
            under.then(|| view! { <span class="entry-at">{say.time(byline.recorded)}</span> " " });
        let told = if under {
            say.byline_without_day(&byline, &said.site)
        } else {
            say.byline(&byline)
        };
        let kind =
            kind.map(|kind| view! { <span class="entry-kind">{kind_word(say, kind)}</span> " " });
        view! {
            {stands}
            {time}
            {kind}
            {late}
            {elsewhere.then(|| view! {
                <Mark tone=Tone::Note words=t_string!(i18n, chart.mark.elsewhere)/> " "
            })}
            <span class="entry-byline" translate="no">{told}</span>
        }
    }
}

/// What was written at once happened when it was recorded, but for the moment between the two.
fn is_another_minute(then: Stamp, recorded: Stamp) -> bool {
    then.ms.abs_diff(recorded.ms) >= 60_000
}

/// Statements under the problems they were written for; a change of problem gets a heading.
#[component]
pub fn Statements(mut statements: Vec<StatementView>, at: When) -> impl IntoView {
    let say = use_say();
    let about = use_context::<AboutProblem>();
    let in_full = use_context::<InFull>().is_some();
    if let Some(told) = all_in_error(&statements, at) {
        return told;
    }
    let in_note = kind(&statements) == Some(EntryWord::Note);
    let whole = use_context::<FormsWhole>().is_some();
    let mut form = taken_out(&mut statements, whole);
    let mut before: Option<Vec<(u32, String)>> = None;
    let mut lines = Vec::new();
    let mut left = statements
        .into_iter()
        .filter(|view| !is_late_mark(view))
        .peekable();
    while let Some(view) = left.next() {
        let problems = view.problems.clone();
        // A problem's opening says its number and words itself.
        let changed = before.as_ref() != Some(&problems) && !opens_problem(&view);
        // What follows a problem's words and belongs to none must not read as if it belonged to that problem.
        let after_another = before.as_ref().is_some_and(|before| !before.is_empty());
        let said = about.is_some_and(|about| about.alone(&problems));
        let heading = (changed && !said && (!problems.is_empty() || after_another))
            .then(|| view! { <p class="told-problem" translate="no">{titles(&problems)}</p> });
        let mut run = Vec::new();
        if !in_full && is_plain_measurement(&view, at, say) {
            let joins = |next: &StatementView| {
                next.problems == problems && is_plain_measurement(next, at, say)
            };
            while let Some(next) = left.next_if(|next| joins(next)) {
                run.push(next);
            }
        }
        before = Some(problems);
        let filled = form.take_if(|form| whole && form.head == view.id);
        let told = if let Some(filled) = filled {
            view! { <StatementLine view at/> <FilledWhole filled at/> }.into_any()
        } else if run.is_empty() {
            view! { <StatementLine view at/> }.into_any()
        } else {
            run.insert(0, view);
            view! { <StatementRun statements=run in_note/> }.into_any()
        };
        lines.push(view! { <li>{heading}{told}</li> });
    }
    view! { <ul class="told-list">{lines}</ul> }.into_any()
}

fn opens_problem(view: &StatementView) -> bool {
    let Content::Statement(statement) = &view.content else {
        return false;
    };
    matches!(statement.fact, Fact::Problem(ProblemEvent::Opened(_)))
}

/// "#1 High blood pressure, #3 Cough"; "#0" for what belongs to no problem.
pub fn titles(problems: &[(u32, String)]) -> String {
    if problems.is_empty() {
        return "#0".into();
    }
    let titles: Vec<String> = problems
        .iter()
        .map(|(number, words)| format!("#{number} {words}"))
        .collect();
    titles.join(", ")
}

/// The mark in front of the entry says the same.
fn is_late_mark(view: &StatementView) -> bool {
    let Content::Statement(statement) = &view.content else {
        return false;
    };
    let late = matches!(
        &statement.fact,
        Fact::Amendment(Amendment {
            kind: AmendmentKind::LateEntry,
            ..
        })
    );
    late && view.marks.late.is_some()
}

/// Keeps its place, and says what can be done.
#[component]
fn UnreadableEntry(place: u32, reason: Unreadable, near: Option<Stamp>) -> impl IntoView {
    let say = use_say();
    let i18n = say.0;
    let words = move || {
        let day = near.map_or_else(
            || t_string!(i18n, common.date_not_known).to_string(),
            |stamp| say.day(stamp.day()),
        );
        t_string!(i18n, chart.mark.unreadable, day = day, place = place)
    };
    let why = move || {
        t_string!(
            i18n,
            chart.mark.unreadable_why,
            why = say.unreadable(reason)
        )
    };
    let import = Route::Import.href();
    let export = Route::Export(Some(use_chart().id)).href();
    view! {
        <article class="entry entry-unreadable">
            <details>
                <summary data-row=""><Mark tone=Tone::NotKnown words/></summary>
                <p>{t!(i18n, chart.mark.unreadable_do)}</p>
                <p>
                    <a href=import>{t!(i18n, chart.mark.look_elsewhere)}</a> " "
                    <a href=export>{t!(i18n, chart.mark.export_rest)}</a>
                </p>
                <p class="quiet-text">{why}</p>
            </details>
        </article>
    }
}

/// One entry by itself: what every line of the summary opens, and where it is added to or corrected.
#[component]
pub fn EntryPage(entry: EntryId) -> impl IntoView {
    let say = use_say();
    let i18n = say.0;
    let chart = use_chart();
    let loaded = chart.entry(entry);
    view! {
        <Page title=move || t_string!(i18n, chart.entry.title)>
            <Trouble failure=loaded.failure/>
            <Working work=loaded.work/>
            {move || loaded.value.get().map(|view| whole(say, entry, view))}
        </Page>
    }
}

/// The paper a statement is about, and what keeps it from being read as the person's.
fn paper_of(say: Say, view: &StatementView) -> Option<(Document, Option<String>)> {
    let Content::Statement(statement) = &view.content else {
        return None;
    };
    let document = statement.fact.document()?.clone();
    let in_error = view.marks.in_error.is_some();
    let mark = in_error.then(|| t_string!(say.0, kinds.problem.in_error).to_owned());
    Some((document, mark.or_else(|| standing_of(say, statement))))
}

fn whole(say: Say, entry: EntryId, view: EntryView) -> AnyView {
    let i18n = say.0;
    match view {
        EntryView::Unreadable {
            place,
            reason,
            near,
        } => view! { <UnreadableEntry place reason near/> }.into_any(),
        EntryView::Read {
            byline,
            at,
            statements,
            ..
        } => {
            let shown = statements.clone();
            let papers = statements.iter().filter_map(|view| paper_of(say, view));
            let papers = papers
                .map(|(document, not_so)| view! { <PaperOfEntry document not_so/> })
                .collect_view();
            view! {
                <article class="entry entry-whole">
                    <p class="entry-head"><Head byline at marks=marks(&statements)/></p>
                    <Provider value=InFull>
                        <Provider value=FormsWhole>
                            <Statements statements=shown at/>
                        </Provider>
                    </Provider>
                    {papers}
                </article>
                <TakenSince entry/>
                <p class="hint">{t_string!(i18n, kinds.amendment.permanent)}</p>
                <AmendButtons entry statements/>
                <CameWithFile entry/>
            }
            .into_any()
        }
    }
}
