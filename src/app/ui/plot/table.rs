use leptos::prelude::*;

use super::{PlotData, PlotTold};
use crate::app::i18n::*;
use crate::app::state::use_say;
use crate::app::ui::{Drawn, ShowMore};

/// What the drawing shows, as a table, the newest first, with what has no place in the drawing.
#[component]
pub fn PlotTable(data: StoredValue<PlotData>) -> impl IntoView {
    let say = use_say();
    let i18n = say.0;
    let name = data.with_value(|data| data.name.clone());
    let rows = data.with_value(|data| {
        let drawn = data.points.iter().rev().map(|point| &point.told);
        let all = drawn.chain(&data.not_drawn).cloned();
        all.collect::<Vec<PlotTold>>()
    });
    let n = rows.len() as u32;
    let drawn = Drawn::first(rows.len());
    let remarks = rows.iter().any(|row| !row.remark.is_empty());
    let row = move |told: &PlotTold| {
        view! {
            <tr>
                <th scope="row"><a href=told.to.href()>{told.day.clone()}</a></th>
                <td translate="no">{told.words.clone()}</td>
                {remarks.then(|| view! { <td>{told.remark.clone()}</td> })}
            </tr>
        }
    };
    let body = move || rows.iter().take(drawn.rows()).map(row).collect_view();
    view! {
        <details class="plot-table opens">
            <summary>{move || t_string!(i18n, plots.values_n, n = say.count(n))}</summary>
            <table>
                <caption class="hidden-visually">{name}</caption>
                <thead>
                    <tr>
                        <th scope="col">{move || t_string!(i18n, plots.day)}</th>
                        <th scope="col">{move || t_string!(i18n, plots.value)}</th>
                        {remarks.then(|| view! {
                            <th scope="col">{move || t_string!(i18n, plots.remark)}</th>
                        })}
                    </tr>
                </thead>
                <tbody>{body}</tbody>
            </table>
            <ShowMore drawn/>
        </details>
    }
}
