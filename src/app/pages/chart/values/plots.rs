//! Every vital sign of a chart over time, one plot under the other.

use leptos::prelude::*;

use super::words::{plot_data, row_name};
use crate::app::i18n::*;
use crate::app::pages::chart::open::use_chart;
use crate::app::pages::chart::readable::Nothing;
use crate::app::pages::trouble::Trouble;
use crate::app::platform::browser::use_browser;
use crate::app::state::use_say;
use crate::app::ui::*;
use crate::engine::protocol::ask;
use crate::reading::view::{RowOf, Series};
use crate::terms::vitals::Vital;

/// The place of the focus in a vital sign's plot.
fn plot_id(vital: Vital) -> String {
    format!("plot-{}", vital as u8)
}

/// `vital`: the one that was asked for; the focus goes there.
#[component]
pub fn PlotsPage(vital: Vital) -> impl IntoView {
    let say = use_say();
    let i18n = say.0;
    let chart = use_chart();
    let series = chart.load(move || ask::VitalsOverTime(chart.id));
    // Who comes back finds the plot they left; only who comes anew is led to the one they asked for.
    let leads = StoredValue::new(!use_browser().places.is_returning());
    Effect::new(move |_| {
        if series.value.with(Option::is_some) && leads.get_value() {
            leads.set_value(false);
            focus_soon(plot_id(vital));
        }
    });
    let plot = move |series: Series| {
        let RowOf::Vital(vital) = series.of else {
            return None;
        };
        let data = plot_data(say, chart.id, plot_id(vital), &series, &[], false);
        let name = row_name(say, &series.of);
        Some(view! {
            <section class="plots-one">
                <h2>{name}</h2>
                <Plot data/>
            </section>
        })
    };
    view! {
        <Page title=move || t_string!(i18n, plots.vitals)>
            <Trouble failure=series.failure/>
            <Working work=series.work/>
            {move || series.value.get().map(|all| {
                let nothing = all.is_empty().then(|| view! {
                    <Nothing chart words=move || t_string!(i18n, chart.summary.no_vitals)/>
                });
                view! { {nothing} <div class="plots">{all.into_iter().map(plot).collect_view()}</div> }
            })}
        </Page>
    }
}
