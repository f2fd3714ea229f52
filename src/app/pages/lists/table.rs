//! The lines of a list: a table whose heads sort it where there is room, rows on a phone.

use std::sync::Arc;

use chrono::NaiveDate;
use leptos::prelude::*;

use super::Shown;
use super::cells::{age_words, column_name, columns, holds_own_words, late_by, words};
use super::kept::OfList;
use super::names::list_name;
use crate::app::filtering::{Column, ListFilter, days_late};
use crate::app::i18n::*;
use crate::app::pages::register::NameWords;
use crate::app::route::{ChartPart, ListName, Route};
use crate::app::state::{Say, use_say};
use crate::app::ui::*;
use crate::chart::kinds::Sex;
use crate::reading::view::{FollowUp, ListLine, ListRow, ToFollow};

#[component]
pub fn ListTable(list: OfList, looked_at: Shown, today: NaiveDate, wide: bool) -> impl IntoView {
    move || {
        let rows = looked_at.get();
        let drawn = Drawn::kept(list.drawn, rows.len());
        let lines = if rows.is_empty() {
            view! { <AllHidden list/> }.into_any()
        } else if wide {
            view! { <Table list rows drawn today/> }.into_any()
        } else {
            view! { <Stacked list rows drawn today/> }.into_any()
        };
        view! {
            <div class="list-lines no-print">
                {lines}
                <ShowMore drawn/>
            </div>
        }
    }
}

/// The filters let nothing through.
#[component]
fn AllHidden(list: OfList) -> impl IntoView {
    let say = use_say();
    let i18n = say.0;
    let of = move || {
        list.page
            .with(|page| page.as_ref().map_or(0, |page| page.rows.len())) as u32
    };
    let words = move || {
        let n = say.count(of());
        t_string!(i18n, lists.filter.hides_all, count = of(), n = n)
    };
    view! {
        <Empty words>
            <Button
                label=move || t_string!(i18n, lists.filter.take_all_off)
                on_press=move || {
                    list.filter.set(ListFilter::default());
                    focus_when_drawn(focus_title_from_afar);
                }
            />
        </Empty>
    }
}

#[component]
fn Table(list: OfList, rows: Arc<Vec<ListRow>>, drawn: Drawn, today: NaiveDate) -> impl IntoView {
    let say = use_say();
    let columns = columns(list.name);
    let lines = move || {
        let part = rows.iter().take(drawn.rows());
        let lines = part.map(|row| {
            let cells = columns.iter();
            let cells = cells.map(|column| cell(say, row, *column, today));
            view! { <tr>{cells.collect_view()}</tr> }
        });
        lines.collect_view()
    };
    let heads = columns.iter();
    let heads = heads.map(|column| view! { <Head list column=*column/> });
    view! {
        <table class=format!("list-table list-{}", list.name.word())>
            <thead><tr>{heads.collect_view()}</tr></thead>
            <tbody>{lines}</tbody>
        </table>
    }
}

/// The head of a column: pressed, it puts the list in its order; pressed again, the other way round.
#[component]
fn Head(list: OfList, column: Column) -> impl IntoView {
    let i18n = use_i18n();
    let order = list.order;
    let sorted = move || match order.get() {
        order if order.by != column => None,
        order if order.reversed => Some("descending"),
        _ => Some("ascending"),
    };
    view! {
        <th scope="col" aria-sort=sorted>
            <button
                type="button"
                id=format!("list-by-{column:?}")
                on:click=move |_| order.update(|order| *order = order.pressed(column))
            >
                <span>{move || column_name(i18n, list.name, column)}</span>
                {move || sorted().map(|_| view! { <Sign icon=Icon::Down/> })}
            </button>
        </th>
    }
}

fn cell(say: Say, row: &ListRow, column: Column, today: NaiveDate) -> AnyView {
    let said = words(say, row, column, today);
    match column {
        Column::Person => {
            view! { <th scope="row"><PersonLink row=row.clone() today/></th> }.into_any()
        }
        Column::Phone if !row.person.phone.is_empty() => {
            view! { <td class="list-phone"><Call row=row.clone()/></td> }.into_any()
        }
        Column::Late => {
            let late = is_late(row, today);
            view! { <td class="list-short">{late_mark(late, said)}</td> }.into_any()
        }
        Column::When => view! { <td class="list-short">{said}</td> }.into_any(),
        _ => view! {
            <td class:list-gap=is_gap(row, column) class:list-own=holds_own_words(column)>
                <bdi>{said}</bdi>
            </td>
        }
        .into_any(),
    }
}

/// Nothing is known there, and the words say so.
fn is_gap(row: &ListRow, column: Column) -> bool {
    match (&row.line, column) {
        (_, Column::Phone) => row.person.phone.is_empty(),
        (ListLine::Visit(line), Column::Problems) => line.problems.is_empty(),
        (ListLine::Visit(line), Column::SeenBy) => line.seen_by.is_empty(),
        (ListLine::Visit(line), Column::Triage) => line.registered.colour.is_none(),
        (ListLine::Visit(line), Column::Outcome) => {
            line.registered.outcome.is_none() && line.registered.open.is_none()
        }
        _ => false,
    }
}

fn is_late(row: &ListRow, today: NaiveDate) -> bool {
    match &row.line {
        ListLine::FollowUp(line) => days_late(line, today) > 0,
        ListLine::Order(line) => line.late,
        ListLine::Visit(_) | ListLine::Open(_) | ListLine::Result(_) => false,
    }
}

fn late_mark(late: bool, said: String) -> AnyView {
    if late {
        view! { <Mark tone=Tone::NotKnown words=said/> }.into_any()
    } else {
        view! { <span>{said}</span> }.into_any()
    }
}

/// A plan is seen to where it was made: under its problem. Everything else begins at the summary.
fn opens(row: &ListRow) -> Route {
    let part = match &row.line {
        ListLine::FollowUp(FollowUp {
            what: ToFollow::Plan(..),
            problem,
            ..
        }) => ChartPart::Problem(*problem),
        ListLine::Result(line) => ChartPart::Result(line.id),
        ListLine::Order(_) => ChartPart::Results,
        _ => ChartPart::Summary,
    };
    Route::Chart(row.person.chart, part)
}

/// The name opens the chart; in a table the whole line does.
#[component]
fn PersonLink(row: ListRow, today: NaiveDate) -> impl IntoView {
    let to = opens(&row);
    view! {
        <a id=row_id(&row) data-row="" class="list-person" href=to.href()>
            <NameWords person=row.person.clone()/>
        </a>
        " "
        <span class="person-age"><SexAndAgeThen row=row.clone() today/></span>
    }
}

/// Two lines may be of one person: each has the id of what it tells, which the focus returns to.
fn row_id(row: &ListRow) -> String {
    let id = match &row.line {
        ListLine::Visit(line) => line.registered.visit.id,
        ListLine::FollowUp(line) => match line.what {
            ToFollow::Plan(id, _) | ToFollow::Return(id, _) => id,
        },
        ListLine::Open(visit) => visit.id,
        ListLine::Result(line) => line.id,
        ListLine::Order(line) => line.id,
    };
    format!("list-{id}")
}

/// "F 34 y" on the day the line is of.
#[component]
fn SexAndAgeThen(row: ListRow, today: NaiveDate) -> impl IntoView {
    let say = use_say();
    let sex = row.person.sex;
    let known = sex.is_some_and(|sex| sex != Sex::NotKnown);
    view! {
        <span aria-hidden=known.then_some("true")>{move || say.sex_letter(sex)}</span>
        {known.then(|| view! {
            <span class="hidden-visually">{move || say.sex(sex.unwrap_or(Sex::NotKnown))}</span>
        })}
        " "
        <span>{move || age_words(say, &row, today)}</span>
    }
}

/// The number, to be called.
#[component]
fn Call(row: ListRow) -> impl IntoView {
    let i18n = use_i18n();
    let phone = row.person.phone;
    let (said, dialled) = (phone.clone(), dialled(&phone));
    view! {
        <a href=format!("tel:{dialled}") aria-label=move || t_string!(i18n, lists.call, phone = said.clone())>
            <bdi>{phone}</bdi>
        </a>
    }
}

/// What a telephone dials of a number that people wrote.
fn dialled(phone: &str) -> String {
    let dials = |letter: &char| letter.is_ascii_digit() || matches!(letter, '+' | '*' | '#');
    let dialled: String = phone.chars().filter(dials).collect();
    dialled.replace('#', "%23")
}

#[component]
fn Stacked(list: OfList, rows: Arc<Vec<ListRow>>, drawn: Drawn, today: NaiveDate) -> impl IntoView {
    let say = use_say();
    let i18n = say.0;
    let name = list.name;
    let calls = rows.iter().any(|row| has_phone(name, row));
    let lines = move || {
        let part = rows.iter().take(drawn.rows());
        part.map(|row| stacked_row(say, name, row, today))
            .collect_view()
    };
    view! {
        <ul class="rows" aria-label=move || list_name(i18n, name)>{lines}</ul>
        {calls.then(|| view! { <p class="hint">{t!(i18n, lists.phone_hint)}</p> })}
    }
}

fn has_phone(list: ListName, row: &ListRow) -> bool {
    columns(list).contains(&Column::Phone) && !row.person.phone.is_empty()
}

fn stacked_row(say: Say, list: ListName, row: &ListRow, today: NaiveDate) -> impl IntoView + use<> {
    let to = opens(row);
    let call = has_phone(list, row);
    let words = |column: Column| words(say, row, column, today);
    let (when, main, rest) = match &row.line {
        ListLine::Visit(_) => {
            let rest = [
                Column::Problems,
                Column::Outcome,
                Column::SeenBy,
                Column::Triage,
            ];
            (
                words(Column::When),
                words(Column::Reason),
                rest.map(words).to_vec(),
            )
        }
        ListLine::FollowUp(_) => (words(Column::When), words(Column::What), Vec::new()),
        ListLine::Open(_) => (
            words(Column::When),
            words(Column::Reason),
            vec![words(Column::Station)],
        ),
        ListLine::Result(_) | ListLine::Order(_) => {
            let rest = [Column::Outcome, Column::SeenBy].map(words);
            let rest = rest.into_iter().filter(|words| !words.is_empty());
            (words(Column::When), words(Column::What), rest.collect())
        }
    };
    let late = match &row.line {
        ListLine::FollowUp(line) => Some(late_mark(
            days_late(line, today) > 0,
            late_by(say, line, today),
        )),
        ListLine::Order(line) => Some(late_mark(line.late, words(Column::Late))),
        ListLine::Visit(_) | ListLine::Open(_) | ListLine::Result(_) => None,
    };
    let rest = rest.into_iter();
    let rest = rest.map(|words| view! { <span><bdi>{words}</bdi></span> });
    view! {
        <li class="row list-row">
            <a id=row_id(row) data-row="" href=to.href()>
                <div class="row-words list-stack">
                    <span class="person-name"><NameWords person=row.person.clone()/></span>
                    <span class="person-age"><SexAndAgeThen row=row.clone() today/></span>
                    <span class="list-what"><bdi>{main}</bdi></span>
                    <span class="list-rest">
                        <span>{when}</span>
                        {late}
                        {rest.collect_view()}
                    </span>
                </div>
                <Sign icon=Icon::Forward/>
            </a>
            {call.then(|| view! { <div class="list-call"><Call row=row.clone()/></div> })}
        </li>
    }
}
