//! The visits that go on: since when, why, how urgent, where; and where next, in one press.

use leptos::prelude::*;

use crate::app::i18n::*;
use crate::app::kinds::visit::form::visit_line;
use crate::app::kinds::{reason_words, station_name};
use crate::app::pages::chart::kept_form::KeptFormButton;
use crate::app::pages::chart::open::OpenChart;
use crate::app::pages::signing::SignsAs;
use crate::app::pages::visit::{Acting, Elsewhere, TriageButton, TriageTag, next_of, to_station};
use crate::app::platform::timers::sleep;
use crate::app::route::Route;
use crate::app::state::{App, Say, use_app, use_say};
use crate::app::ui::*;
use crate::chart::draft::EndVisitForm;
use crate::chart::kinds::{Station, VisitStep};
use crate::chart::statement::StatementId;
use crate::reading::view::OpenVisit;

/// So many have a line at once: those that nobody ended, year after year, are folded.
const LINES: usize = 3;

type Visits = Memo<Vec<OpenVisit>>;

/// A line for each visit, the newest first; none in a family's vault, where nobody waits at stations.
#[component]
pub fn VisitLines(chart: OpenChart) -> impl IntoView {
    let i18n = use_i18n();
    let app = use_app();
    let visits = Memo::new(move |_| {
        let visits = chart.summary(|summary| summary.visits.clone());
        let visits = visits.filter(|_| !app.stations().is_empty());
        visits.unwrap_or_default().into_iter().rev().collect()
    });
    let more = Memo::new(move |_| visits.with(Vec::len).saturating_sub(LINES));
    let part = move |from: usize, at_most: usize| {
        let part = move || visits.get().into_iter().skip(from).take(at_most);
        view! {
            <For each=part key=|visit| visit.id let:first>
                <OpenLine chart first visits/>
            </For>
        }
    };
    view! {
        {part(0, LINES)}
        <Show when=move || more.get() != 0>
            <details class="visits-more">
                <summary>
                    {move || t_string!(i18n, kinds.visit.more_open, count = more.get() as u32, n = more.get())}
                </summary>
                {part(LINES, usize::MAX)}
            </details>
        </Show>
    }
}

/// The id of the button that takes the focus once one has the person.
fn next_id(visit: StatementId) -> String {
    format!("visit-next-{visit}")
}

/// What can be pressed of a visit: where the person is not waited for, only its end.
#[component]
fn OpenLine(chart: OpenChart, first: OpenVisit, visits: Visits) -> impl IntoView {
    let say = use_say();
    let i18n = say.0;
    let app = use_app();
    let id = first.id;
    // It stays while its visit does, so that the focus does.
    let shown = Memo::new(move |before: Option<&OpenVisit>| {
        let now = visits.with(|visits| visits.iter().find(|visit| visit.id == id).cloned());
        now.or_else(|| before.cloned())
            .unwrap_or_else(|| first.clone())
    });
    let here = Memo::new(move |_| shown.with(|visit| app.is_here(visit)));
    let station = Memo::new(move |_| shown.with(|visit| visit.station.clone()));
    let acting = Acting::on(chart.id, id, move |step| match step {
        VisitStep::Take => {
            // *Take* goes away, and the focus must not.
            match untrack(|| next_of(&station.get())) {
                Some(_) => focus_id(&next_id(id)),
                None => focus_title(),
            }
            chart.changed();
        }
        VisitStep::Triage(_) => chart.changed(),
        VisitStep::Send(station) => {
            let name = untrack(|| chart.newest_banner(|banner| say.name(&banner.person)));
            chart.changed();
            app.go(Route::Waiting);
            leptos::task::spawn_local(async move {
                sleep(0).await;
                app.notices
                    .done(untrack(|| sent_words(say, name, &station)));
            });
        }
    });
    Effect::new(move |_| {
        shown.track();
        acting.is_read_again();
    });
    let colour = Signal::derive(move || shown.with(|visit| visit.colour));
    let waits = Memo::new(move |_| here.get() && shown.with(|visit| visit.with.is_none()));
    let whose = move || {
        chart
            .newest_banner(|banner| say.name(&banner.person))
            .unwrap_or_default()
    };
    let since = format!("visit-since-{id}");
    let named_by = since.clone();
    view! {
        <section class="visit-line" id=visit_line(id) tabindex="-1" aria-labelledby=named_by>
            <div class="visit-words">
                <span class="visit-since" id=since>{move || shown.with(|visit| since_words(say, visit))}</span>
                {move || if here.get() {
                    view! { <TriageButton acting colour whose/> }.into_any()
                } else {
                    view! { <TriageTag colour/> }.into_any()
                }}
                <span class="visit-where">{move || shown.with(|visit| where_words(app, say, visit))}</span>
            </div>
            <div class="visit-acts no-print">
                {move || waits.get().then(|| view! {
                    <Button
                        label=move || t_string!(i18n, kinds.visit.take)
                        busy=acting.busy()
                        on_press=move || acting.step(VisitStep::Take)
                    />
                })}
                {move || here.get().then(|| view! {
                    <NextStation id acting station/>
                    <Elsewhere acting from=station/>
                })}
                <EndVisit id station here/>
            </div>
            {acting.trouble()}
            {move || here.get().then(|| view! { <SignsAs/> })}
        </section>
    }
}

/// "To pharmacy", the main act; none where one goes home from.
#[component]
fn NextStation(id: StatementId, acting: Acting, station: Memo<Station>) -> impl IntoView {
    let say = use_say();
    let app = use_app();
    move || {
        let next = next_of(&station.get())?;
        let named = next.clone();
        Some(view! {
            <Button
                id=next_id(id)
                // On a phone the main act of the page stands under the thumb.
                kind=if app.wide.get() { ButtonKind::Primary } else { ButtonKind::Quiet }
                label=move || to_station(say, &named)
                busy=acting.busy()
                on_press=move || acting.step(VisitStep::Send(next.clone()))
            />
        })
    }
}

#[component]
fn EndVisit(id: StatementId, station: Memo<Station>, here: Memo<bool>) -> impl IntoView {
    let i18n = use_i18n();
    let app = use_app();
    let main =
        Memo::new(move |_| here.get() && app.wide.get() && next_of(&station.get()).is_none());
    move || {
        let kind = if main.get() {
            ButtonKind::Primary
        } else {
            ButtonKind::Quiet
        };
        view! {
            <KeptFormButton
                label=move || t_string!(i18n, kinds.visit.end)
                kind
                blank=EndVisitForm::blank(id)
            />
        }
    }
}

/// "Since 08:05, cough".
fn since_words(say: Say, visit: &OpenVisit) -> String {
    let reason = reason_words(say, &visit.reason);
    let time = say.time_or_moment(visit.opened);
    t_string!(say.0, kinds.visit.since, time = time, reason = reason)
}

/// "Clinician, with Given name since 09:20", or where they wait; where nobody waits for them, that it was not ended.
fn where_words(app: App, say: Say, visit: &OpenVisit) -> String {
    let i18n = say.0;
    let station = station_name(say, &visit.station);
    if !app.is_here(visit) {
        let site = visit.site.clone();
        return t_string!(i18n, kinds.visit.not_ended, site = site, station = station);
    }
    match visit.with.clone() {
        Some((name, since)) => t_string!(
            i18n,
            kinds.visit.is_with,
            station = station,
            name = name,
            time = say.time_or_moment(since)
        ),
        None => t_string!(
            i18n,
            kinds.visit.is_waiting,
            station = station,
            time = say.time_or_moment(visit.since)
        ),
    }
}

fn sent_words(say: Say, name: Option<String>, station: &Station) -> String {
    let name = name.unwrap_or_default();
    let station = station_name(say, station);
    t_string!(say.0, kinds.visit.waits_now, name = name, station = station)
}
