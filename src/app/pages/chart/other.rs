//! What other systems' files held and no statement shows: kept as received, listed by type.

use leptos::prelude::*;

use super::open::use_chart;
use super::trouble::Trouble;
use crate::app::i18n::*;
use crate::app::platform::engine::Work;
use crate::app::state::{use_app, use_say};
use crate::app::ui::*;
use crate::engine::protocol::{Failure, Reply, Request};

#[component]
pub fn OtherPage() -> impl IntoView {
    let say = use_say();
    let i18n = say.0;
    let app = use_app();
    let chart = use_chart();
    let items = RwSignal::new(Vec::<(String, String)>::new());
    let total = RwSignal::new(None::<u32>);
    let failure = RwSignal::new(None::<Failure>);
    let work = Work::new();
    let read = move |from: u32| {
        leptos::task::spawn_local(async move {
            let request = Request::Verbatim {
                chart: chart.id,
                from,
            };
            match app.ask_with(work, request).await {
                Ok(Reply::Verbatim {
                    items: page,
                    total: all,
                }) => {
                    items.try_update(|items| {
                        items.truncate(from as usize);
                        items.extend(page);
                    });
                    total.try_set(Some(all));
                }
                Ok(_) => {}
                Err(why) => {
                    failure.try_set(Some(why));
                }
            }
        });
    };
    Effect::new(move |_| {
        chart.version();
        read(0);
    });
    let count = move || {
        total.get().map(|total| {
            let shown = say.count(items.with(Vec::len) as u32);
            t_string!(
                i18n,
                chart.other.shown,
                shown = shown,
                total = say.count(total)
            )
        })
    };
    let rest = move || {
        total
            .get()
            .is_some_and(|total| items.with(Vec::len) < total as usize)
    };
    view! {
        <Page title=move || t_string!(i18n, chart.tabs.other)>
            <Trouble failure/>
            {move || (total.get() == Some(0)).then(|| view! {
                <Empty words=move || t_string!(i18n, chart.other.none)/>
            })}
            {move || total.get().is_some_and(|total| total > 0).then(|| view! {
                <p class="hint">{t!(i18n, chart.other.explained)}</p>
                <p class="quiet-text" role="status">{count}</p>
                <table class="verbatim" translate="no">
                    <thead><tr><th scope="col">{t!(i18n, chart.other.kind)}</th><th scope="col">{t!(i18n, chart.other.words)}</th></tr></thead>
                    <tbody>
                        <For
                            each=move || items.get().into_iter().enumerate()
                            key=|(place, _)| *place
                            children=|(_, (kind, words))| view! { <tr><th scope="row">{kind}</th><td>{words}</td></tr> }
                        />
                    </tbody>
                </table>
            })}
            <Working work/>
            {move || rest().then(|| view! {
                <Button
                    label=move || t_string!(i18n, chart.other.more)
                    busy=Signal::derive(move || work.is_running())
                    on_press=move || read(items.with_untracked(Vec::len) as u32)
                />
            })}
        </Page>
    }
}
