//! Today: the device's date first, what is unfinished, who was seen, and how far the last copy is behind.

use leptos::prelude::*;

use super::faces::{Faces, FindOrRegister, Now};
use super::for_you::ForYou;
use super::person::{NameWords, SexAndAge};
use crate::app::desk::copy_is_due;
use crate::app::i18n::*;
use crate::app::pages::drafts::{draft_name, draft_route, draft_what, name_typed};
use crate::app::route::{ChartPart, Route};
use crate::app::state::{Loaded, use_app, use_say};
use crate::app::ui::*;
use crate::base::Stamp;
use crate::engine::protocol::ask;
use crate::reading::view::{DraftRow, SeenRow, Today as Day, Waiting};

#[component]
pub fn Today() -> impl IntoView {
    let i18n = use_i18n();
    let say = use_say();
    let app = use_app();
    let day = Loaded::nothing();
    let read = move || {
        day.ask_then(ask::Today, move |day: &Day| {
            // Signed since the vault was opened, or the clock was set back since.
            if day.clock_behind.is_some() {
                app.look_at_clock(day.clock_behind);
            }
        });
    };
    read();
    let waiting = Loaded::nothing();
    if untrack(|| !app.stations().is_empty()) {
        waiting.ask(ask::Waiting);
    }
    let waiting = Signal::derive(move || {
        let waits = |list: &Waiting| {
            let people = list.people.iter();
            people.filter(|row| row.visit.with.is_none()).count()
        };
        waiting.value.with(|list| list.as_ref().map(waits))
    });
    let seen = Signal::derive(move || {
        let day = day.value;
        day.with(|day: &Option<Day>| day.as_ref().map(|day| day.seen.len()))
    });
    view! {
        <Page title=move || t_string!(i18n, common.today) wide=true aside=move || view! { <Now/> }>
            <Faces waiting seen/>
            <ForYou day=day.value/>
            {move || day.failure.get().map(|why| view! {
                <Message tone=Tone::Alert>
                    <p>{move || say.failure(&why)}</p>
                    <Button label=move || t_string!(i18n, common.try_again) on_press=read/>
                </Message>
            })}
            {move || day.value.get().map(|day| view! { <TheDay day/> })}
            <FindOrRegister/>
        </Page>
    }
}

#[component]
fn TheDay(day: Day) -> impl IntoView {
    let i18n = use_i18n();
    let say = use_say();
    let (site, name, role) = (day.site.clone(), day.name.clone(), day.role.clone());
    let who = move || {
        let (name, role) = (name.clone(), say.role(&role));
        match site.clone() {
            site if site.is_empty() => t_string!(i18n, people.today.who, name = name, role = role),
            site => t_string!(
                i18n,
                people.today.who_at,
                site = site,
                name = name,
                role = role
            ),
        }
    };
    let idle = day.seen.is_empty();
    let unfinished = day.drafts.len();
    let drafts = day.drafts.clone();
    view! {
        <p class="today-who">{who}</p>
        <CopyLine only_here=day.only_here last=day.last_checked_copy now=day.now/>
        {(unfinished > 0).then(|| view! {
            <Panel title=move || t_string!(i18n, people.today.unfinished, n = unfinished)>
                <Rows says=move || t_string!(i18n, people.today.unfinished, n = unfinished)>
                    {drafts.into_iter().map(draft_row).collect_view()}
                </Rows>
            </Panel>
        })}
        {if idle {
            view! { <Empty words=move || t_string!(i18n, people.today.empty)/> }.into_any()
        } else {
            view! { <Seen seen=day.seen notes=day.notes_signed drafts=unfinished/> }.into_any()
        }}
    }
}

/// "37 entries exist only on this device. Last checked copy 20 Nov 2026." and the way to make one.
#[component]
fn CopyLine(only_here: u32, last: Option<Stamp>, now: Stamp) -> impl IntoView {
    let i18n = use_i18n();
    let say = use_say();
    if only_here == 0 && last.is_none() {
        return ().into_any();
    }
    let due = copy_is_due(only_here, last, now);
    let entries = move || {
        t_string!(
            i18n,
            people.today.only_here,
            count = only_here,
            n = say.count(only_here)
        )
    };
    let copy = move || match last {
        Some(last) => t_string!(i18n, people.today.last_copy, when = say.moment(last)),
        None => t_string!(i18n, people.today.no_copy).to_string(),
    };
    view! {
        <div class="copy-line" class:copy-due=due>
            {due.then(|| view! { <Sign icon=Icon::NotKnown/> })}
            <p>{entries} " " {copy}</p>
            <ButtonLink kind=ButtonKind::Plain label=move || t_string!(i18n, common.export) to=Route::Export(None)/>
        </div>
    }
    .into_any()
}

fn draft_row(draft: DraftRow) -> impl IntoView {
    let say = use_say();
    let to = draft_route(&draft);
    let (id, saved) = (format!("draft-{}", draft.id), draft.saved);
    let (typed, unnamed) = (name_typed(&draft), draft_name(say, &draft));
    let kind = draft.kind;
    let what = move || draft_what(say, &kind);
    let whose = match draft.person {
        Some(person) => view! {
            <span class="person-name"><NameWords person=person.clone()/></span>
            <span class="person-age"><SexAndAge person=person.clone()/></span>
        }
        .into_any(),
        None => match typed {
            Some(name) => view! { <span class="person-name"><bdi>{name}</bdi></span> }.into_any(),
            None => view! { <span class="person-name">{unnamed}</span> }.into_any(),
        },
    };
    view! {
        <Row id to>
            <div class="person draft-words">
                {whose}
                <span class="draft-what">{what}</span>
                <span class="person-last">{move || saved.map(|saved| say.ago(saved))}</span>
            </div>
        </Row>
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Which {
    All,
    WithNote,
    Without,
}

/// Everyone seen here today, newest first.
#[component]
fn Seen(seen: Vec<SeenRow>, notes: u32, drafts: usize) -> impl IntoView {
    let i18n = use_i18n();
    let which = RwSignal::new(Some(Which::All));
    let people = seen.len();
    let title = move || t_string!(i18n, people.today.seen, n = people);
    let list = move || {
        let which = which.get().unwrap_or(Which::All);
        let wanted = seen.iter().filter(|row| match which {
            Which::All => true,
            Which::WithNote => row.signed_note,
            Which::Without => !row.signed_note,
        });
        let wanted: Vec<SeenRow> = wanted.cloned().collect();
        let drawn = Drawn::first(wanted.len());
        let rows = move || {
            let part = wanted.iter().take(drawn.rows());
            part.cloned().map(seen_row).collect_view()
        };
        view! {
            <Rows says=title>{rows}</Rows>
            <ShowMore drawn/>
        }
    };
    let options = choices![i18n;
        Which::All => people.today.all,
        Which::WithNote => people.today.with_note,
        Which::Without => people.today.without_note,
    ];
    view! {
        <section class="panel seen" aria-labelledby="seen-title">
            <div class="panel-head">
                <h2 id="seen-title">{title}</h2>
                <Choice
                    id="seen-which"
                    legend=move || t_string!(i18n, people.today.show)
                    legend_hidden=true
                    value=which
                    options
                />
            </div>
            {list}
            <p class="hint">
                {move || t_string!(i18n, people.today.tally, people = people, notes = notes, drafts = drafts)}
            </p>
        </section>
    }
}

fn seen_row(row: SeenRow) -> impl IntoView {
    let i18n = use_i18n();
    let say = use_say();
    let person = row.person;
    let to = Route::Chart(person.chart, ChartPart::Summary);
    let state = match (row.signed_note, row.draft) {
        (_, true) => view! {
            <Mark tone=Tone::NotKnown words=move || t_string!(i18n, people.today.unsigned)/>
        }
        .into_any(),
        (true, false) => view! { <span>{t!(i18n, people.today.signed)}</span> }.into_any(),
        (false, false) => view! { <span>{t!(i18n, people.today.no_note)}</span> }.into_any(),
    };
    view! {
        <Row id=format!("seen-{}", person.chart) to>
            <div class="person seen-words">
                <span class="seen-time">{move || say.time(row.at)}</span>
                <span class="person-name"><NameWords person=person.clone()/></span>
                <span class="person-age"><SexAndAge person=person.clone()/></span>
                <span class="person-number">{person.number.clone()}</span>
                <span class="seen-reason"><bdi>{row.reason}</bdi></span>
                <span class="person-last">{state}</span>
            </div>
        </Row>
    }
}
