//! What other systems' files held and no statement shows: kept as received, listed by type.

use leptos::prelude::*;

use super::open::use_chart;
use crate::app::i18n::*;
use crate::app::kinds::kept_because;
use crate::app::pages::trouble::Trouble;
use crate::app::state::{Loaded, use_say};
use crate::app::ui::*;
use crate::engine::protocol::ask;
use crate::reading::view::KeptResource;

#[component]
pub fn OtherPage() -> impl IntoView {
    let say = use_say();
    let i18n = say.0;
    let chart = use_chart();
    let items = RwSignal::new(Vec::<KeptResource>::new());
    let reading = RwSignal::new(None::<KeptResource>);
    let total = RwSignal::new(None::<u32>);
    let page = Loaded::nothing();
    let Loaded { failure, work, .. } = page;
    let read = move |from: u32| {
        let chart = chart.id;
        page.ask_then(ask::Verbatim { chart, from }, move |page| {
            items.try_update(|items| {
                items.truncate(from as usize);
                items.extend(page.items.iter().cloned());
            });
            total.try_set(Some(page.total));
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
                    <thead>
                        <tr>
                            <th scope="col">{t!(i18n, chart.other.kind)}</th>
                            <th scope="col">{t!(i18n, chart.other.words)}</th>
                            <th scope="col">{t!(i18n, chart.other.whole)}</th>
                        </tr>
                    </thead>
                    <tbody>
                        <For
                            each=move || items.get().into_iter().enumerate()
                            key=|(place, _)| *place
                            children=move |(_, item)| view! { <KeptLine item reading/> }
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
            <InFull reading/>
        </Page>
    }
}

#[component]
fn KeptLine(item: KeptResource, reading: RwSignal<Option<KeptResource>>) -> impl IntoView {
    let say = use_say();
    let i18n = say.0;
    let (kind, words, because) = (item.kind.clone(), item.words.clone(), item.because);
    let says = kind.clone();
    view! {
        <tr>
            <th scope="row">{kind}</th>
            <td>
                {words}
                {because.map(|because| view! {
                    <p class="quiet-text">{move || kept_because(say, because)}</p>
                })}
            </td>
            <td>
                <Button
                    kind=ButtonKind::Plain
                    label=move || t_string!(i18n, chart.other.read)
                    says=move || t_string!(i18n, chart.other.read_which, kind = says.clone())
                    on_press=move || reading.set(Some(item.clone()))
                />
            </td>
        </tr>
    }
}

/// The resource as it was received, in a layer over the list.
#[component]
fn InFull(reading: RwSignal<Option<KeptResource>>) -> impl IntoView {
    let i18n = use_i18n();
    let open = RwSignal::new(false);
    Effect::new(move |_| open.set(reading.with(Option::is_some)));
    Effect::new(move |_| {
        if !open.get() && reading.with_untracked(Option::is_some) {
            reading.set(None);
        }
    });
    let title = move || reading.with(|item| item.as_ref().map(|item| item.kind.clone()));
    view! {
        <Dialog open title=move || title().unwrap_or_else(|| t_string!(i18n, chart.tabs.other).to_string()) wide=true>
            {reading.get_untracked().map(|item| view! { <Text item/> })}
        </Dialog>
    }
}

#[component]
fn Text(item: KeptResource) -> impl IntoView {
    let i18n = use_i18n();
    let read = Loaded::of(ask::ReadVerbatim {
        chart: use_chart().id,
        cited_by: item.id,
    });
    view! {
        <Trouble failure=read.failure/>
        <Working work=read.work/>
        {move || read.value.get().map(|read| view! {
            {(!read.whole).then(|| view! { <p class="hint">{t!(i18n, chart.other.cut_off)}</p> })}
            // Reached by Tab, so that a long one is scrolled by keys.
            <pre class="verbatim-text" translate="no" tabindex="0">{read.text}</pre>
        })}
    }
}
