//! The summary on paper: who, allergies, problems, medicines, last vitals, plans; who printed it and when. All of it, on as
//! many sheets as it takes.

mod lists;
mod sheet;

use leptos::prelude::*;

use super::open::{OpenChart, use_chart};
use crate::app::i18n::*;
use crate::app::pages::on_paper::printed;
use crate::app::platform::{device, paper};
use crate::app::route::{ChartPart, Route};
use crate::app::state::{use_app, use_say};
use crate::app::ui::*;
use sheet::sheets;

#[component]
pub fn PrintPage() -> impl IntoView {
    let say = use_say();
    let i18n = say.0;
    let chart = use_chart();
    let back = Route::Chart(chart.id, ChartPart::Summary);
    view! {
        <Page title=move || t_string!(i18n, chart.print.title)>
            <div class="no-print">
                <p class="hint">{t!(i18n, chart.print.hint)}</p>
                <Actions>
                    <ButtonLink label=move || t_string!(i18n, common.back) to=back/>
                    <Button
                        label=move || t_string!(i18n, common.print)
                        kind=ButtonKind::Primary
                        icon=Icon::Print
                        on_press=paper::print
                    />
                </Actions>
            </div>
            <Sheets chart/>
        </Page>
    }
}

/// All sheets: as many as it takes. A browser that draws into the margins heads and counts them itself.
#[component]
fn Sheets(chart: OpenChart) -> impl IntoView {
    let say = use_say();
    let app = use_app();
    let margins = paper::draws_margins();
    move || {
        let printed = printed(say, app, device::now());
        let view = chart.view.value;
        view.with(|view| {
            view.as_ref()
                .map(|view| sheets(say, chart, view, &printed, margins))
        })
    }
}
