//! *I was given a file*: it is opened and read before a vault is asked for. Everything is in memory; a vault comes when
//! something is to be kept.

use std::sync::Arc;

use leptos::prelude::*;

use super::beginning::{Beginning, PLACE};
use super::reading::Reading;
use crate::app::i18n::*;
use crate::app::pages::someone::PersonWords;
use crate::app::pages::transfer::{
    Choose, FileFrom, FileLine, FilePassphrase, Importing, NotWhole, Phase, Whose,
};
use crate::app::state::use_say;
use crate::app::ui::*;
use crate::base::ChartId;
use crate::engine::protocol::{BundlePreview, Failure, FhirPreview, FileFailure, ask};
use crate::reading::view::PersonRow;

#[component]
pub(in crate::app::pages) fn Glance(beginning: Beginning) -> impl IntoView {
    let i18n = use_i18n();
    let importing = Importing::begin();
    view! {
        {move || match importing.phase.get() {
            Phase::Passphrase => view! { <FilePassphrase importing/> }.into_any(),
            Phase::Bundle(preview) => {
                view! { <OfBundle beginning importing preview/> }.into_any()
            }
            Phase::Fhir(preview) => view! { <OfFhir beginning importing preview/> }.into_any(),
            Phase::Whose(people) => {
                let words = move || t_string!(i18n, vault.glance.whose_words);
                view! { <Whose importing people words/> }.into_any()
            }
            // Before there is a vault nothing is added.
            Phase::Choose | Phase::Added(_) => {
                view! { <Choosing beginning importing/> }.into_any()
            }
        }}
    }
}

#[component]
fn Choosing(beginning: Beginning, importing: Importing) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <p>{t!(i18n, vault.glance.words)}</p>
        <Choose importing/>
        <Actions>
            <Button label=move || t_string!(i18n, common.back) on_press=move || beginning.to_doors()/>
            <Button
                label=move || t_string!(i18n, vault.glance.vault_first)
                on_press=move || beginning.advance(PLACE)
            />
        </Actions>
    }
}

#[component]
fn OfBundle(
    beginning: Beginning,
    importing: Importing,
    preview: Arc<BundlePreview>,
) -> impl IntoView {
    let i18n = use_i18n();
    let charts = preview.charts.iter();
    let people: Vec<PersonRow> = charts.map(|chart| chart.person.clone()).collect();
    view! {
        <div class="stack">
            <FileFrom importing preview/>
            <p class="quiet-text">{t!(i18n, vault.glance.signed)}</p>
            <Read importing people signed=true/>
            <KeepIt beginning importing/>
        </div>
    }
}

#[component]
fn OfFhir(beginning: Beginning, importing: Importing, preview: Arc<FhirPreview>) -> impl IntoView {
    let i18n = use_i18n();
    let people: Vec<PersonRow> = preview.person.clone().into_iter().collect();
    view! {
        <div class="stack">
            <Lines><FileLine importing/></Lines>
            <p class="quiet-text">{t!(i18n, vault.glance.other_system)}</p>
            <NotWhole preview/>
            <Read importing people signed=false/>
            <KeepIt beginning importing/>
        </div>
    }
}

/// The people of the file and what is in their charts. The engine puts the file into memory for that, never on the device.
#[component]
fn Read(importing: Importing, people: Vec<PersonRow>, signed: bool) -> impl IntoView {
    let say = use_say();
    let i18n = say.0;
    let read = RwSignal::new(None::<Result<Vec<ChartId>, Failure>>);
    leptos::task::spawn_local(async move {
        let request = ask::AddFile { into: None };
        let charts = match importing.app.ask_with(importing.press.work, request).await {
            Ok(added) => Ok(added.charts),
            Err(failure) => Err(failure),
        };
        read.try_set(Some(charts));
    });
    view! {
        <Working work=importing.press.work/>
        {move || read.get().map(|read| match read {
            Ok(charts) => view! { <People people=named(&people, charts) signed/> }.into_any(),
            Err(Failure::File(FileFailure::NeedsChart)) => view! {
                <Message tone=Tone::NotKnown><p>{t!(i18n, vault.glance.names_nobody)}</p></Message>
            }
            .into_any(),
            Err(failure) => view! {
                <Message tone=Tone::Alert><p>{move || say.failure(&failure)}</p></Message>
            }
            .into_any(),
        })}
    }
}

/// The charts with their people. A record of another system gets its chart only when it is read.
fn named(people: &[PersonRow], charts: Vec<ChartId>) -> Vec<PersonRow> {
    if let ([one], [chart]) = (people, charts.as_slice()) {
        let mut one = one.clone();
        one.chart = *chart;
        return vec![one];
    }
    people.to_vec()
}

#[component]
fn People(people: Vec<PersonRow>, signed: bool) -> impl IntoView {
    let i18n = use_i18n();
    let only = (people.len() == 1).then(|| people[0].clone());
    let chosen = RwSignal::new(only);
    let several = people.len() > 1;
    let drawn = Drawn::first(people.len());
    let list = move || {
        let rows = people.iter().take(drawn.rows()).cloned().map(|person| {
            let one = person.clone();
            view! {
                <li>
                    <button
                        type="button"
                        class="button plain glance-person"
                        on:click=move |_| chosen.set(Some(one.clone()))
                    >
                        <PersonWords person/>
                    </button>
                </li>
            }
        });
        rows.collect_view()
    };
    view! {
        {move || match chosen.get() {
            None => {
                let list = list.clone();
                view! {
                    <Panel title=move || t_string!(i18n, transfer.import.people)>
                        <ul class="transfer-list">{list}</ul>
                        <ShowMore drawn/>
                    </Panel>
                }
                .into_any()
            }
            Some(person) => view! {
                {several.then(|| view! {
                    <div>
                        <Button
                            label=move || t_string!(i18n, vault.glance.everyone)
                            on_press=move || chosen.set(None)
                        />
                    </div>
                })}
                <Reading person signed/>
            }
            .into_any(),
        }}
    }
}

/// Nothing of it is kept unless that is asked for; then a vault is made, and the file is added as any other.
#[component]
fn KeepIt(beginning: Beginning, importing: Importing) -> impl IntoView {
    let i18n = use_i18n();
    let keep = move || {
        beginning.app.given.keep(importing.given());
        beginning.advance(PLACE);
    };
    view! {
        <p class="quiet-text">{t!(i18n, vault.glance.nothing_kept)}</p>
        <div class="under-thumb">
            <Actions>
                <Button
                    label=move || t_string!(i18n, transfer.import.another_file)
                    on_press=move || importing.start_over()
                />
                <Button
                    kind=ButtonKind::Primary
                    label=move || t_string!(i18n, vault.glance.keep)
                    on_press=keep
                />
            </Actions>
        </div>
    }
}
