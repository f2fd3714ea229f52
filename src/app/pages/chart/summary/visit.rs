//! The visit that goes on: since when, why, how urgent, where; and where next, in one press.

use leptos::prelude::*;

use crate::app::i18n::*;
use crate::app::kinds::{reason_words, station_name};
use crate::app::pages::chart::kept_form::KeptFormButton;
use crate::app::pages::chart::open::OpenChart;
use crate::app::pages::signing::SignsAs;
use crate::app::pages::visit::{Acting, Elsewhere, TriageButton, next_of, to_station};
use crate::app::platform::device;
use crate::app::platform::timers::sleep;
use crate::app::route::Route;
use crate::app::state::{Say, use_app, use_say};
use crate::app::ui::*;
use crate::base::Stamp;
use crate::chart::draft::EndVisitForm;
use crate::chart::kinds::{Station, VisitStep};
use crate::chart::statement::StatementId;
use crate::reading::view::OpenVisit;

/// The button that takes the focus once one has the person.
const NEXT: &str = "visit-next";

/// Nothing where no visit is open, and in a family's vault, where nobody waits at stations.
#[component]
pub fn VisitLine(chart: OpenChart) -> impl IntoView {
    let app = use_app();
    let visit = Memo::new(move |_| chart.summary(|summary| summary.visit.clone()).flatten());
    let id = Memo::new(move |_| visit.with(|visit| visit.as_ref().map(|visit| visit.id)));
    move || {
        id.get()?;
        if app.stations().is_empty() {
            return None;
        }
        let first = visit.get_untracked()?;
        Some(view! { <OpenLine chart first visit/> })
    }
}

#[component]
fn OpenLine(chart: OpenChart, first: OpenVisit, visit: Memo<Option<OpenVisit>>) -> impl IntoView {
    let say = use_say();
    let i18n = say.0;
    let app = use_app();
    let id = first.id;
    // It stays while its visit does, so that the focus does.
    let shown = RwSignal::new(first);
    let station = Memo::new(move |_| shown.with(|visit| visit.station.clone()));
    let acting = Acting::on(chart.id, id, move |step| match step {
        VisitStep::Take => {
            // *Take* goes away, and the focus must not.
            match untrack(|| next_of(&station.get())) {
                Some(_) => focus_id(NEXT),
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
        if let Some(visit) = visit.get() {
            shown.set(visit);
            acting.is_read_again();
        }
    });
    let colour = Signal::derive(move || shown.with(|visit| visit.colour));
    let waits = Memo::new(move |_| shown.with(|visit| visit.with.is_none()));
    let whose = move || {
        chart
            .newest_banner(|banner| say.name(&banner.person))
            .unwrap_or_default()
    };
    view! {
        <section class="visit-line" aria-label=move || t_string!(i18n, kinds.visit.visit_opened)>
            <div class="visit-words">
                <span class="visit-since">{move || shown.with(|visit| since_words(say, visit))}</span>
                <TriageButton acting colour whose/>
                <span class="visit-where">{move || shown.with(|visit| where_words(say, visit))}</span>
            </div>
            <div class="visit-acts no-print">
                {move || waits.get().then(|| view! {
                    <Button
                        label=move || t_string!(i18n, kinds.visit.take)
                        busy=acting.busy()
                        on_press=move || acting.step(VisitStep::Take)
                    />
                })}
                <NextStation acting station/>
                <Elsewhere acting from=station/>
                <EndVisit id station/>
            </div>
            {acting.trouble()}
            <SignsAs/>
        </section>
    }
}

/// "To pharmacy", the main act; none where one goes home from.
#[component]
fn NextStation(acting: Acting, station: Memo<Station>) -> impl IntoView {
    let say = use_say();
    let app = use_app();
    move || {
        let next = next_of(&station.get())?;
        let named = next.clone();
        Some(view! {
            <Button
                id=NEXT
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
fn EndVisit(id: StatementId, station: Memo<Station>) -> impl IntoView {
    let i18n = use_i18n();
    let app = use_app();
    let main = Memo::new(move |_| app.wide.get() && next_of(&station.get()).is_none());
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
    let time = moment(say, visit.opened);
    t_string!(say.0, kinds.visit.since, time = time, reason = reason)
}

/// "Clinician, with Given name since 09:20", or where they wait.
fn where_words(say: Say, visit: &OpenVisit) -> String {
    let i18n = say.0;
    let station = station_name(say, &visit.station);
    match visit.with.clone() {
        Some((name, since)) => t_string!(
            i18n,
            kinds.visit.is_with,
            station = station,
            name = name,
            time = moment(say, since)
        ),
        None => t_string!(
            i18n,
            kinds.visit.is_waiting,
            station = station,
            time = moment(say, visit.since)
        ),
    }
}

/// The time alone says when, today.
fn moment(say: Say, stamp: Stamp) -> String {
    if stamp.day() == device::now().day() {
        say.time(stamp)
    } else {
        say.moment(stamp)
    }
}

fn sent_words(say: Say, name: Option<String>, station: &Station) -> String {
    let name = name.unwrap_or_default();
    let station = station_name(say, station);
    t_string!(say.0, kinds.visit.waits_now, name = name, station = station)
}
