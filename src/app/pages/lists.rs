//! The lists of a clinic: the register of a day, and whom to see to. The list that is looked at is read from the charts; the
//! others are counted when somebody asks, since that reads their charts too.

mod cells;
mod days;
mod filters;
mod kept;
mod names;
mod paper;
mod save;
mod table;

use std::sync::Arc;

use leptos::prelude::*;

pub use kept::ListsKept;

use self::days::DayPicker;
use self::filters::{Filters, InForce};
use self::kept::{OfList, use_lists};
use self::names::{ChooseList, Names, list_name};
use self::paper::PaperList;
use self::save::SaveCsv;
use self::table::ListTable;
use crate::app::filtering::{InList, shown};
use crate::app::i18n::*;
use crate::app::platform::paper as sheets;
use crate::app::route::{ListName, Route};
use crate::app::state::{Loaded, Say, use_app, use_say};
use crate::app::ui::*;
use crate::engine::protocol::{Clinic, GRACE_DAYS, ask};
use crate::reading::view::{ListPage, ListRow, WorkList};

/// The lines that are looked at, in their order.
type Shown = Memo<Arc<Vec<ListRow>>>;

#[component]
pub fn Lists() -> impl IntoView {
    let app = use_app();
    // Going elsewhere is no change of the list: the page that is left shows what it showed.
    let name = Memo::new(move |before: Option<&ListName>| match app.route.get() {
        Route::Lists(name) => name,
        _ => before.copied().unwrap_or_default(),
    });
    move || {
        let name = name.get();
        view! {
            <div class="lists">
                <Names name/>
                <OneList name/>
            </div>
        }
    }
}

#[component]
fn OneList(name: ListName) -> impl IntoView {
    let say = use_say();
    let i18n = say.0;
    let list = use_lists().of(name);
    let reading = Loaded::nothing();
    let read = move |wanted: WorkList| {
        reading.ask_then(ask::List(wanted), move |page: &ListPage| {
            let focused = focused_line();
            list.take(page);
            if let Some(id) = focused {
                focus_when_drawn(move || focus_line(&id));
            }
        });
    };
    Effect::new(move |_| {
        let wanted = list.wanted();
        list.forget_unless(wanted);
        read(wanted);
    });
    let again = move || read(untrack(|| list.wanted()));
    let count = move || {
        list.page
            .get()
            .map(|page| say.count(page.rows.len() as u32))
    };
    view! {
        <Page title=move || list_name(i18n, name) wide=true aside=count>
            <ChooseList name/>
            <DayPicker list/>
            {move || reading.failure.get().map(|why| view! {
                <Message tone=Tone::Alert>
                    <p>{move || say.failure(&why)}</p>
                    <Button label=move || t_string!(i18n, common.try_again) on_press=again/>
                </Message>
            })}
            <Working work=reading.work/>
            {move || list.page.get().map(|page| view! { <Counted list page/> })}
        </Page>
    }
}

/// A list that was counted: what was counted, what could not be, and its lines.
#[component]
fn Counted(list: OfList, page: Arc<ListPage>) -> impl IntoView {
    let say = use_say();
    let i18n = say.0;
    let app = use_app();
    let head = {
        let page = page.clone();
        move || {
            app.session.with(|session| {
                let clinic = session.as_ref().map(|session| session.clinic.clone());
                counted_words(say, &page, &clinic.unwrap_or_default())
            })
        }
    };
    let not_counted = page.not_counted;
    let empty = {
        let page = page.clone();
        move || empty_words(say, &page)
    };
    let lines = page.rows.is_empty();
    view! {
        <p class="list-head">{head}</p>
        {(not_counted > 0).then(|| view! {
            <Message tone=Tone::NotKnown>
                <p>{move || {
                    let n = say.count(not_counted);
                    t_string!(i18n, lists.not_counted, count = not_counted, n = n)
                }}</p>
            </Message>
        })}
        {if lines {
            view! { <Empty words=empty/> }.into_any()
        } else {
            view! { <Lines list page/> }.into_any()
        }}
    }
}

#[component]
fn Lines(list: OfList, page: Arc<ListPage>) -> impl IntoView {
    let i18n = use_i18n();
    let app = use_app();
    let today = page.today;
    let all = page.rows.len();
    let in_list = InList::of(&page.rows, today);
    let looked_at: Shown = {
        let page = page.clone();
        Memo::new(move |_| {
            let (filter, order) = (list.filter.get(), list.order.get());
            Arc::new(shown(&page.rows, &filter, order, today))
        })
    };
    let saving = RwSignal::new(false);
    let printing = RwSignal::new(false);
    let print = move || {
        printing.set(true);
        focus_when_drawn(sheets::print);
    };
    view! {
        <Filters list in_list/>
        <div class="list-acts no-print">
            <InForce list looked_at all/>
            <div class="list-out">
                <Button
                    id="list-csv"
                    icon=Icon::Save
                    label=move || t_string!(i18n, lists.csv.button)
                    on_press=move || saving.set(true)
                />
                <Button
                    id="list-print"
                    icon=Icon::Print
                    label=move || t_string!(i18n, common.print)
                    on_press=print
                />
            </div>
        </div>
        {move || view! {
            <ListTable list looked_at today wide=app.wide.get()/>
        }}
        <PaperList list looked_at today all printing/>
        <SaveCsv list looked_at today open=saving/>
    }
}

/// The line that has the focus, which is drawn anew with the list.
fn focused_line() -> Option<String> {
    let focused = web_sys::window()?.document()?.active_element()?;
    focused.has_attribute("data-row").then(|| focused.id())
}

/// It may stand on the list no more.
fn focus_line(id: &str) {
    focus_id(id);
    if focused_line().is_none() {
        focus_title_from_afar();
    }
}

/// "By 21 Nov 2026, Site Alpha, 412 charts".
fn counted_words(say: Say, page: &ListPage, clinic: &Clinic) -> String {
    let i18n = say.0;
    let (grace, lost) = (GRACE_DAYS, clinic.lost_after_days.max(GRACE_DAYS));
    let what = match page.list {
        WorkList::Register(day) => t_string!(i18n, lists.what.register, day = say.day(day)),
        WorkList::Due(day) => t_string!(i18n, lists.what.due, day = say.day(day)),
        WorkList::Missed => t_string!(i18n, lists.what.missed, grace = grace, lost = lost),
        WorkList::Lost => t_string!(i18n, lists.what.lost, lost = lost),
        WorkList::LeftOpen => t_string!(i18n, lists.what.left_open).to_string(),
        WorkList::NotLookedAt => t_string!(i18n, lists.what.results).to_string(),
        WorkList::WithoutResult => t_string!(i18n, lists.what.orders).to_string(),
    };
    let n = say.count(page.charts);
    let charts = t_string!(i18n, lists.charts, count = page.charts, n = n);
    let parts = [what, page.site.clone(), charts];
    let parts = parts.into_iter().filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join(", ")
}

/// "No follow-up is due by 21 Nov 2026. Counted from 412 charts."
fn empty_words(say: Say, page: &ListPage) -> String {
    let i18n = say.0;
    let n = say.count(page.charts);
    let counted = t_string!(i18n, lists.counted_from, count = page.charts, n = n);
    match page.list {
        WorkList::Register(day) => {
            let day = say.day(day);
            t_string!(i18n, lists.empty.register, day = day, counted = counted)
        }
        WorkList::Due(day) => {
            let day = say.day(day);
            t_string!(i18n, lists.empty.due, day = day, counted = counted)
        }
        WorkList::Missed => t_string!(i18n, lists.empty.missed, counted = counted),
        WorkList::Lost => t_string!(i18n, lists.empty.lost, counted = counted),
        WorkList::LeftOpen => t_string!(i18n, lists.empty.left_open, counted = counted),
        WorkList::NotLookedAt => t_string!(i18n, lists.empty.results, counted = counted),
        WorkList::WithoutResult => t_string!(i18n, lists.empty.orders, counted = counted),
    }
}
