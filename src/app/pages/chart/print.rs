//! The summary on one sheet of paper: who, allergies, problems, medicines, last vitals, plans; who printed it and when.

mod lists;
mod sheet;

use leptos::prelude::*;

use super::open::{OpenChart, use_chart};
use crate::app::i18n::*;
use crate::app::platform::device;
use crate::app::route::{ChartPart, Route};
use crate::app::state::{use_app, use_say};
use crate::app::ui::*;
use sheet::sheet;

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
                        on_press=device::print
                    />
                </Actions>
            </div>
            <Sheet chart/>
        </Page>
    }
}

#[component]
fn Sheet(chart: OpenChart) -> impl IntoView {
    let say = use_say();
    let i18n = say.0;
    let app = use_app();
    let printed = move || {
        let who = app.session.with(|session| {
            session
                .as_ref()
                .map(|s| (s.name.clone(), say.role(&s.role), s.site.clone()))
        });
        let (name, role, site) = who.unwrap_or_default();
        let who = [name, role, site, say.moment(device::now())];
        let who: Vec<String> = who.into_iter().filter(|part| !part.is_empty()).collect();
        t_string!(i18n, chart.print.printed, who = who.join(", "))
    };
    view! {
        <article class="sheet" translate="no">
            {move || chart.view.value.with(|view| view.as_ref().map(|view| sheet(say, chart, view)))}
            <footer class="sheet-foot">
                <p>{printed}</p>
                <p>{t!(i18n, chart.print.not_whole)}</p>
            </footer>
        </article>
    }
}
