//! Who waits: at which station, how long, how urgently; and who is with someone.

use leptos::prelude::*;
use leptos::text_prop::TextProp;

use super::faces::{Faces, FindOrRegister, Now, ticking};
use super::for_you::ForYou;
use super::person::{NameWords, SexAndAge};
use crate::app::i18n::*;
use crate::app::kinds::{reason_words, station_name};
use crate::app::pages::signing::SignsAs;
use crate::app::pages::visit::{Acting, TriageButton, TriageTag, time_here};
use crate::app::route::{ChartPart, Route};
use crate::app::state::{App, Loaded, Say, use_app, use_say};
use crate::app::ui::*;
use crate::base::{InOrder, Stamp};
use crate::chart::kinds::{Station, TriageColour, VisitStep};
use crate::chart::statement::StatementId;
use crate::engine::protocol::ask;
use crate::reading::view::{Waiting as List, WaitingRow};

#[component]
pub fn Waiting() -> impl IntoView {
    let i18n = use_i18n();
    let say = use_say();
    let list = Loaded::of(ask::Waiting);
    let day = Loaded::of(ask::Today);
    let waiting = Signal::derive(move || {
        let list = list.value;
        list.with(|list| {
            list.as_ref()
                .map(|list| list.people.iter().filter(waits).count())
        })
    });
    let seen = Signal::derive(move || {
        let day = day.value;
        day.with(|day| day.as_ref().map(|day| day.seen.len()))
    });
    view! {
        <Page title=move || t_string!(i18n, common.today) wide=true aside=move || view! { <Now/> }>
            <Faces waiting seen/>
            <ForYou day=day.value drafts=true/>
            {move || list.failure.get().map(|why| view! {
                <Message tone=Tone::Alert>
                    <p>{move || say.failure(&why)}</p>
                    <Button label=move || t_string!(i18n, common.try_again) on_press=move || list.ask(ask::Waiting)/>
                </Message>
            })}
            <Working work=list.work/>
            {move || list.value.get().map(|list| view! { <Everyone list/> })}
            <FindOrRegister/>
        </Page>
    }
}

/// Nobody has them.
fn waits(row: &&WaitingRow) -> bool {
    row.visit.with.is_none()
}

#[component]
fn Everyone(list: List) -> impl IntoView {
    let i18n = use_i18n();
    let app = use_app();
    let now = ticking();
    let stations = Stations::of(app, &list);
    let people = StoredValue::new(list.people);
    view! {
        <div class="waiting-head">
            <AtStation stations=stations.clone()/>
            <Longest people now/>
        </div>
        {move || {
            let at = app.waiting_at.get();
            match (at, app.wide.get()) {
                (None, true) => view! { <ByStation stations=stations.clone() people now/> }.into_any(),
                (at, _) => view! { <OneList at people now/> }.into_any(),
            }
        }}
        {move || view! { <WithSomeone at=app.waiting_at.get() people now/> }}
        <div class="waiting-foot">
            <SignsAs/>
            <p class="hint">{t!(i18n, people.waiting.this_device)}</p>
        </div>
    }
}

/// The people of the list, wherever they are. A colour that was just signed is among what is kept of them, so that whatever is
/// drawn anew has it; nothing is drawn anew for it, since the line that was pressed stays where it is.
type People = StoredValue<Vec<WaitingRow>>;

fn triaged(people: People, visit: StatementId, colour: TriageColour) {
    people.try_update_value(|people| {
        let of_visit = people.iter_mut().filter(|row| row.visit.id == visit);
        of_visit.for_each(|row| row.visit.colour = Some(colour));
    });
}

/// Those of this clinic, and those where somebody is still that it no longer has.
#[derive(Clone)]
struct Stations(Vec<Station>);

impl Stations {
    fn of(app: App, list: &List) -> Self {
        let mut stations = untrack(|| app.stations());
        for row in &list.people {
            if !stations.contains(&row.visit.station) {
                stations.push(row.visit.station.clone());
            }
        }
        Self(stations)
    }
}

fn is_at(row: &WaitingRow, at: Option<&Station>) -> bool {
    at.is_none_or(|at| row.visit.station == *at)
}

fn waiting_at(people: People, at: Option<&Station>) -> Vec<WaitingRow> {
    people.with_value(|people| {
        let rows = people.iter().filter(waits).filter(|row| is_at(row, at));
        in_turn(rows)
    })
}

fn in_turn<'a>(rows: impl Iterator<Item = &'a WaitingRow>) -> Vec<WaitingRow> {
    let mut rows: Vec<WaitingRow> = rows.cloned().collect();
    rows.order_by_key(|row| (row.visit.turn(), row.person.chart));
    rows
}

/// Whose station it is that one looks at; remembered while the vault is open.
#[component]
fn AtStation(stations: Stations) -> impl IntoView {
    let say = use_say();
    let i18n = say.0;
    let app = use_app();
    let every: TextProp = (move || t_string!(i18n, people.waiting.every_station)).into();
    let named = stations.0.into_iter().map(|station| {
        let of = station.clone();
        let name: TextProp = (move || station_name(say, &of)).into();
        (Some(station), name)
    });
    view! {
        <Select
            id="waiting-at"
            label=move || t_string!(i18n, people.waiting.at)
            value=app.waiting_at
            options=std::iter::once((None, every)).chain(named).collect()
        />
    }
}

/// "Longest 52 min", of those one looks at.
#[component]
fn Longest(people: People, now: RwSignal<Stamp>) -> impl IntoView {
    let say = use_say();
    let app = use_app();
    move || {
        let at = app.waiting_at.get();
        let since = waiting_at(people, at.as_ref());
        let since = since
            .iter()
            .map(|row| row.visit.since)
            .min_by_key(|since| since.ms)?;
        let words = move || longest(say, since, now.get());
        Some(view! { <p class="waiting-longest">{words}</p> })
    }
}

fn longest(say: Say, since: Stamp, now: Stamp) -> String {
    let time = time_here(say, since, now);
    t_string!(say.0, people.waiting.longest, time = time)
}

/// Beside each other on a laptop: each station where somebody waits.
#[component]
fn ByStation(stations: Stations, people: People, now: RwSignal<Stamp>) -> impl IntoView {
    let i18n = use_i18n();
    let column = |station: Station| {
        let rows = waiting_at(people, Some(&station));
        (!rows.is_empty()).then(|| view! { <AtOne station rows people now/> })
    };
    let columns: Vec<_> = stations.0.into_iter().filter_map(column).collect();
    if columns.is_empty() {
        return view! { <Empty words=move || t_string!(i18n, people.waiting.nobody)/> }.into_any();
    }
    view! { <div class="waiting-columns">{columns}</div> }.into_any()
}

#[component]
fn AtOne(
    station: Station,
    rows: Vec<WaitingRow>,
    people: People,
    now: RwSignal<Stamp>,
) -> impl IntoView {
    let say = use_say();
    let i18n = say.0;
    let n = rows.len();
    let since = rows
        .iter()
        .map(|row| row.visit.since)
        .min_by_key(|since| since.ms);
    let title = move || {
        let station = station_name(say, &station);
        t_string!(i18n, people.waiting.at_station, station = station, n = n)
    };
    let aside = ViewFn::from(move || {
        since.map(|since| view! { <span class="panel-aside">{move || longest(say, since, now.get())}</span> })
    });
    let says = title.clone();
    view! {
        <Panel title aside>
            <WaitingRows says rows people now with_station=false/>
        </Panel>
    }
}

/// On a phone, and where one station was chosen.
#[component]
fn OneList(at: Option<Station>, people: People, now: RwSignal<Stamp>) -> impl IntoView {
    let i18n = use_i18n();
    let rows = waiting_at(people, at.as_ref());
    let elsewhere = waiting_at(people, None).len() - rows.len();
    if rows.is_empty() {
        let words = move || match elsewhere {
            0 => t_string!(i18n, people.waiting.nobody).to_string(),
            n => t_string!(i18n, people.waiting.nobody_here, count = n, n = n),
        };
        return view! { <Empty words/> }.into_any();
    }
    let says = move || t_string!(i18n, people.waiting.waiting);
    view! { <WaitingRows says rows people now with_station=at.is_none()/> }.into_any()
}

/// Somebody may be here twice: each row has the id of its visit.
fn row_id(visit: StatementId) -> String {
    format!("waiting-{visit}")
}

#[component]
fn WaitingRows(
    #[prop(into)] says: TextProp,
    rows: Vec<WaitingRow>,
    people: People,
    now: RwSignal<Stamp>,
    with_station: bool,
) -> impl IntoView {
    let drawn = Drawn::first(rows.len());
    let drawn_rows = move || {
        let part = rows.iter().take(drawn.rows());
        part.cloned()
            .map(|row| view! { <OneWaits row people now with_station/> })
            .collect_view()
    };
    view! {
        <Rows says>{drawn_rows}</Rows>
        <ShowMore drawn/>
    }
}

/// Tag, minutes, who, why, and *Take*. The name opens the chart to read.
#[component]
fn OneWaits(
    row: WaitingRow,
    people: People,
    now: RwSignal<Stamp>,
    with_station: bool,
) -> impl IntoView {
    let say = use_say();
    let i18n = say.0;
    let app = use_app();
    let WaitingRow { person, visit } = row;
    let to = Route::Chart(person.chart, ChartPart::Summary);
    let colour = RwSignal::new(visit.colour);
    let acting = Acting::on(person.chart, visit.id, move |step| match step {
        VisitStep::Take | VisitStep::Send(_) => app.go(to),
        VisitStep::Triage(_) => {}
    });
    let triaging = Acting::on(person.chart, visit.id, move |step| {
        if let VisitStep::Triage(set) = step {
            // The line stays where it is: another place is taken when it is drawn anew.
            triaged(people, visit.id, set);
            colour.try_set(Some(set));
        }
    });
    Effect::new(move |_| {
        colour.track();
        triaging.is_read_again();
    });
    let named = person.clone();
    let name = move || say.name(&named);
    let whose = name.clone();
    let take = move || t_string!(i18n, kinds.visit.take_named, name = name());
    let station = visit.station.clone();
    let station = with_station.then(|| {
        view! {
            <span class="waiting-station">{move || station_name(say, &station)}</span>
        }
    });
    let (reason, since) = (visit.reason.clone(), visit.since);
    view! {
        <li class="waiting-row">
            <TriageButton acting=triaging colour whose/>
            <span class="waiting-time">{move || time_here(say, since, now.get())}</span>
            <div class="waiting-words">
                <a id=row_id(visit.id) data-row="" href=to.href()>
                    <NameWords person=person.clone()/>
                </a>
                " " <span class="person-age"><SexAndAge person=person.clone()/></span>
                " " <span class="waiting-reason"><bdi>{move || reason_words(say, &reason)}</bdi></span>
                " " {station}
            </div>
            <Button
                label=move || t_string!(i18n, kinds.visit.take)
                says=take
                busy=acting.busy()
                on_press=move || acting.step(VisitStep::Take)
            />
            <div class="waiting-trouble">{acting.trouble()} {triaging.trouble()}</div>
        </li>
    }
}

/// Those somebody has: where, who, since when.
#[component]
fn WithSomeone(at: Option<Station>, people: People, now: RwSignal<Stamp>) -> impl IntoView {
    let i18n = use_i18n();
    let rows: Vec<WaitingRow> = people.with_value(|people| {
        let with = people.iter().filter(|row| row.visit.with.is_some());
        in_turn(with.filter(|row| is_at(row, at.as_ref())))
    });
    let n = rows.len();
    let title = move || t_string!(i18n, people.waiting.with_someone, n = n);
    (n > 0).then(|| {
        view! {
            <Panel title>
                <Rows says=title>
                    {rows.into_iter().map(|row| view! { <OneIsWith row now/> }).collect_view()}
                </Rows>
            </Panel>
        }
    })
}

#[component]
fn OneIsWith(row: WaitingRow, now: RwSignal<Stamp>) -> impl IntoView {
    let say = use_say();
    let i18n = say.0;
    let WaitingRow { person, visit } = row;
    let to = Route::Chart(person.chart, ChartPart::Summary);
    let (station, with) = (visit.station, visit.with);
    let whom = move || {
        let (name, since) = with.clone()?;
        let time = time_here(say, since, now.get());
        let station = station_name(say, &station);
        Some(t_string!(
            i18n,
            people.waiting.with_whom,
            station = station,
            name = name,
            time = time
        ))
    };
    view! {
        <Row id=row_id(visit.id) to>
            <div class="with-words">
                <TriageTag colour=visit.colour/>
                <span class="person-name"><NameWords person=person.clone()/></span>
                <span class="person-age"><SexAndAge person=person.clone()/></span>
                <span class="with-whom">{whom}</span>
            </div>
        </Row>
    }
}
