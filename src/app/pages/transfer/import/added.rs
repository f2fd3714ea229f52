//! What an import changed, with the way to each chart.

use std::sync::Arc;

use leptos::prelude::*;

use super::opening::{Added, added_words};
use crate::app::i18n::*;
use crate::app::pages::someone::PersonWords;
use crate::app::pages::transfer::trouble::TroubleMessage;
use crate::app::route::{ChartPart, Route};
use crate::app::state::use_say;
use crate::app::ui::*;

#[component]
pub fn AddedPage(added: Arc<Added>) -> impl IntoView {
    let say = use_say();
    let i18n = say.0;
    let (entries, items, charts) = (added.entries, added.items, added.charts.len() as u32);
    let trouble = RwSignal::new(added.not_linked.clone());
    let drawn = Drawn::first(added.charts.len());
    let rows = move || {
        let shown = added.charts.iter().take(drawn.rows());
        shown
            .map(|(chart, person)| {
                let words = match person.clone() {
                    Some(person) => view! { <PersonWords person/> }.into_any(),
                    None => {
                        view! { <span>{t!(i18n, transfer.import.open_chart)}</span> }.into_any()
                    }
                };
                view! { <Row to=Route::Chart(*chart, ChartPart::Summary)>{words}</Row> }
            })
            .collect_view()
    };
    view! {
        <div class="stack">
            <Message><p>{move || added_words(say, entries, items, charts)}</p></Message>
            <TroubleMessage trouble/>
            <Rows says=move || t_string!(i18n, transfer.import.people)>{rows}</Rows>
            <ShowMore drawn/>
            <Actions>
                <ButtonLink
                    kind=ButtonKind::Primary
                    label=move || t_string!(i18n, common.today)
                    to=Route::Today
                />
            </Actions>
        </div>
    }
}
