//! What of the clinic's data bases was never asked of this person, and the way to ask it.

use leptos::prelude::*;

use crate::app::i18n::*;
use crate::app::kinds::response::start::start_form;
use crate::app::pages::chart::open::OpenChart;
use crate::app::state::{use_app, use_say};
use crate::app::ui::*;
use crate::engine::protocol::{NotAskedYet, ask};

#[component]
pub fn DataBases(chart: OpenChart) -> impl IntoView {
    let id = chart.id;
    let gaps = chart.load(move || ask::DataBase(id));
    // That it cannot be read is told where the chart itself is read.
    move || {
        let gaps = gaps.value.get().unwrap_or_default().into_iter();
        gaps.map(|gap| view! { <DataBase chart gap/> })
            .collect_view()
    }
}

#[component]
fn DataBase(chart: OpenChart, gap: NotAskedYet) -> impl IntoView {
    let say = use_say();
    let i18n = say.0;
    let app = use_app();
    let form = gap.definition;
    let gap = StoredValue::new(gap);
    let language = move || app.look.with(|look| look.language);
    let words = move || {
        gap.with_value(|gap| {
            t_string!(
                i18n,
                chart.summary.data_base,
                form = gap.title.in_language(language()).to_owned(),
                n = gap.missing.len(),
                of = gap.of
            )
        })
    };
    let list = move || {
        gap.with_value(|gap| {
            let missing = gap.missing.iter();
            let missing = missing.map(|words| words.in_language(language()));
            missing.collect::<Vec<_>>().join(", ")
        })
    };
    view! {
        <details class="not-asked">
            <summary><Mark tone=Tone::NotKnown words/></summary>
            <p translate="no">{list}</p>
            <Button
                label=move || t_string!(i18n, kinds.response.fill_in)
                on_press=move || start_form(app, say, chart.id, form, None)
            />
        </details>
    }
}
