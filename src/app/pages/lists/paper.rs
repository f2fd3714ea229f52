//! A list on paper: all its lines, on as many sheets as they take. It is drawn when the browser is about to print, however
//! that was asked for.

use chrono::NaiveDate;
use leptos::prelude::*;

use super::Shown;
use super::cells::{column_name, columns, holds_own_words, words};
use super::filters::in_force_words;
use super::kept::OfList;
use crate::app::i18n::*;
use crate::app::platform::paper;
use crate::app::state::use_say;

#[component]
pub fn PaperList(
    list: OfList,
    looked_at: Shown,
    today: NaiveDate,
    all: usize,
    /// Set before the browser is asked for a print; by itself it asks too late for a long list.
    printing: RwSignal<bool>,
) -> impl IntoView {
    let listener = paper::before_print(move || {
        printing.try_set(true);
    });
    let media = paper::followed(move |on_paper| {
        printing.try_set(on_paper);
    });
    let listeners = StoredValue::new_local((listener, media));
    on_cleanup(move || {
        listeners.try_set_value((None, None));
    });
    view! {
        <div class="list-paper print-only" translate="no">
            {move || printing.get().then(|| view! { <Sheets list looked_at today all/> })}
        </div>
    }
}

#[component]
fn Sheets(list: OfList, looked_at: Shown, today: NaiveDate, all: usize) -> impl IntoView {
    let say = use_say();
    let i18n = say.0;
    let columns = columns(list.name);
    let filtered = move || {
        let filters = list.filter.with(|filter| in_force_words(say, filter));
        let shown = looked_at.with(|rows| rows.len()) as u32;
        (!filters.is_empty()).then(|| {
            t_string!(
                i18n,
                lists.paper.filtered,
                shown = say.count(shown),
                all = say.count(all as u32),
                filters = filters.join("; ")
            )
        })
    };
    let heads = columns.iter();
    let heads = heads.map(|column| {
        view! { <th scope="col">{move || column_name(i18n, list.name, *column)}</th> }
    });
    let lines = move || {
        let rows = looked_at.get();
        let lines = rows.iter().map(|row| {
            let cells = columns.iter().map(|column| {
                let words = words(say, row, *column, today);
                view! { <td class:list-own=holds_own_words(*column)><bdi>{words}</bdi></td> }
            });
            view! { <tr>{cells.collect_view()}</tr> }
        });
        lines.collect_view()
    };
    view! {
        <p>{filtered}</p>
        <p>{t!(i18n, lists.paper.confidential)}</p>
        <table>
            <thead><tr>{heads.collect_view()}</tr></thead>
            <tbody>{lines}</tbody>
        </table>
    }
}
