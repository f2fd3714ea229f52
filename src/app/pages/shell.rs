//! The frame around every page: banner, messages, lower bar on a phone, rail from 900 px; and the keys that work everywhere.

use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::clock::AskedFirst;
use super::cover::HiddenPage;
use super::drafts::{draft_name, draft_route, draft_what};
use super::keys::KeysDialog;
use super::lists::ListsKept;
use super::on_paper::OnPaper;
use super::switch::{CodeDialog, SwitchDialog};
use super::update::TakeUpdate;
use crate::app::i18n::*;
use crate::app::long_names;
use crate::app::platform::browser::use_browser;
use crate::app::platform::fragment;
use crate::app::route::{ChartPart, ListName, Route, SettingsPart};
use crate::app::state::{App, use_app, use_say};
use crate::app::ui::*;
use crate::reading::view::DraftRow;

#[component]
pub fn Shell() -> impl IntoView {
    let i18n = use_i18n();
    let app = use_app();
    let banner = expect_context::<BannerSlot>();
    global_keys(app);
    ListsKept::provide(app);
    lead_a_family_to_today(app);
    tell_what_is_found_at_rest(app);
    view! {
        <a
            class="skip"
            href="#main"
            on:click=move |event| {
                event.prevent_default();
                focus_id("main");
            }
        >
            {t!(i18n, common.skip)}
        </a>
        <div class="shell">
            <Rail/>
            <header class="shell-banner">{move || banner.shown()}</header>
            <main id="main" class="shell-main" tabindex="-1">
                <OnPaper/>
                <NoticeList/>
                <AskedFirst/>
            </main>
            <LowerBar/>
        </div>
        <KeysDialog/>
        <SwitchDialog/>
        <CodeDialog/>
        <HiddenPage/>
    }
}

/// From a page that only a clinic has, by whatever key or address one came there.
fn lead_a_family_to_today(app: App) {
    Effect::new(move |_| {
        if app.route.get().is_of_a_clinic() && app.is_of_a_family() {
            app.replace(Route::Today);
        }
    });
}

/// Nobody asked for it, so it is told wherever the person is.
fn tell_what_is_found_at_rest(app: App) {
    let i18n = use_i18n();
    Effect::new(move |_| {
        if app.resting.found() > 0 {
            let words = t_string!(i18n, settings.found_at_rest);
            app.notices.say(Tone::NotKnown, words);
            app.resting.told();
        }
    });
}

/// At the foot of a phone: the four main pages, and covering at a touch.
#[component]
fn LowerBar() -> impl IntoView {
    let i18n = use_i18n();
    let app = use_app();
    view! {
        <div class="lower-bar no-print">
            <nav aria-label=move || t_string!(i18n, vault.main_pages)>
                <ul><MainLinks/></ul>
            </nav>
            <button type="button" class="lower-cover" on:click=move |_| app.cover_or_ask_for_code()>
                <Sign icon=Icon::Cover/>
                <span>{t!(i18n, common.cover)}</span>
            </button>
        </div>
    }
}

#[component]
fn MainLinks() -> impl IntoView {
    let i18n = use_i18n();
    let app = use_app();
    let item = move |to: Route, icon: Icon, words: fn(Texts) -> &'static str| {
        let here = move || main_of(app.route.get()) == to;
        let href = move || match (to, app.route.get().chart()) {
            // In an open chart one writes about its person.
            (Route::Write, Some(chart)) => Route::Chart(chart, ChartPart::Write).href(),
            _ => to.href(),
        };
        view! {
            <li>
                <a href=href aria-current=move || here().then_some("page")>
                    <Sign icon/>
                    <span>{move || words(i18n)}</span>
                </a>
            </li>
        }
    };
    view! {
        {item(Route::Today, Icon::Today, |i18n| t_string!(i18n, common.today))}
        {item(Route::Find, Icon::Find, |i18n| t_string!(i18n, common.find))}
        {item(Route::Write, Icon::Write, |i18n| t_string!(i18n, common.write))}
        {item(Route::More, Icon::More, |i18n| t_string!(i18n, common.more))}
    }
}

/// Which of the four a page belongs to. A chart was reached by finding the person.
fn main_of(route: Route) -> Route {
    match route {
        Route::Today | Route::Waiting => Route::Today,
        Route::Find => Route::Find,
        Route::Write
        | Route::Intake(_)
        | Route::Chart(
            _,
            ChartPart::Note(_) | ChartPart::Form(_) | ChartPart::Questions(_) | ChartPart::Write,
        ) => Route::Write,
        Route::Chart(..) => Route::Find,
        Route::More | Route::Lists(_) | Route::Export(_) | Route::Import | Route::Settings(_) => {
            Route::More
        }
    }
}

#[component]
fn Rail() -> impl IntoView {
    let i18n = use_i18n();
    let app = use_app();
    view! {
        <div class="rail no-print">
            <nav class="rail-main" aria-label=move || t_string!(i18n, vault.main_pages)>
                <ul><MainLinks/></ul>
            </nav>
            {move || {
                let drafts = app.drafts.get();
                (!drafts.is_empty()).then(|| view! {
                    <nav class="rail-drafts" aria-labelledby="rail-drafts">
                        <h2 id="rail-drafts">{t!(i18n, common.drafts)}</h2>
                        <ul>{drafts.into_iter().map(draft_link).collect_view()}</ul>
                    </nav>
                })
            }}
            <div class="rail-foot">
                <Button
                    kind=ButtonKind::Plain
                    icon=Icon::Person
                    label=move || t_string!(i18n, common.switch)
                    on_press=move || app.switching.set(true)
                />
                <Button
                    kind=ButtonKind::Plain
                    icon=Icon::Cover
                    label=move || t_string!(i18n, common.cover)
                    on_press=move || app.cover_or_ask_for_code()
                />
                <Button
                    kind=ButtonKind::Plain
                    icon=Icon::Lock
                    label=move || t_string!(i18n, common.lock)
                    on_press=move || app.lock_everywhere()
                />
            </div>
        </div>
    }
}

fn draft_link(draft: DraftRow) -> impl IntoView {
    let say = use_say();
    let to = draft_route(&draft);
    let app = use_app();
    let here = move || app.route.get() == to;
    let kind = draft.kind.clone();
    view! {
        <li>
            <a href=to.href() aria-current=move || here().then_some("page")>
                <span>{move || view! { <LongName name=draft_name(say, &draft) room=long_names::RAIL/> }}</span>
                " "
                <span class="rail-what">{move || draft_what(say, &kind)}</span>
            </a>
        </li>
    }
}

#[component]
fn NoticeList() -> impl IntoView {
    let say = use_say();
    let i18n = say.0;
    let updates = use_browser().updates;
    let app = use_app();
    let session_notices = move || {
        let session = app.session.get()?;
        let older = session.older_copy.then(|| {
            view! {
                <Message tone=Tone::NotKnown><p>{t!(i18n, vault.older_copy)}</p></Message>
            }
        });
        let in_meta = session.ring_in_meta.then(|| {
            view! {
                <Message tone=Tone::NotKnown><p>{t!(i18n, vault.ring_in_meta)}</p></Message>
            }
        });
        let keys_lost = session.keys_lost.then(|| {
            view! {
                <Message tone=Tone::NotKnown><p>{t!(i18n, vault.keys_lost)}</p></Message>
            }
        });
        let no_place = session.no_place.then(|| {
            view! {
                <Message tone=Tone::NotKnown>
                    <p>{t!(i18n, vault.no_place)}</p>
                    <ButtonLink
                        label=move || t_string!(i18n, vault.name_place)
                        to=Route::Settings(SettingsPart::People)
                    />
                </Message>
            }
        });
        let lost = session.people_lost;
        let people_lost = (!lost.names.is_empty()).then(|| {
            let names = lost.names.join(", ");
            view! {
                <Message tone=Tone::NotKnown>
                    <p>{t!(i18n, vault.people_lost, names = names)}</p>
                </Message>
            }
        });
        let unknown_lost = (lost.unknown > 0).then(|| {
            view! {
                <Message tone=Tone::NotKnown>
                    <p>{t!(i18n, vault.people_unknown, count = move || lost.unknown)}</p>
                </Message>
            }
        });
        Some((
            no_place,
            older,
            keys_lost,
            people_lost,
            unknown_lost,
            in_meta,
        ))
    };
    let update = move || {
        (updates.is_ready() && app.drafts.with(Vec::is_empty)).then(|| {
            view! {
                <Message>
                    <p>{t!(i18n, vault.update_ready)}</p>
                    <TakeUpdate/>
                </Message>
            }
        })
    };
    view! {
        <div class="notices">
            {session_notices}
            {update}
            <For each=move || app.notices.list() key=|notice| notice.number let:notice>
                <Message tone=notice.tone on_dismiss=move || app.notices.dismiss(notice.number)>
                    <p>{let said = notice.said.clone(); move || say.notice(&said)}</p>
                </Message>
            </For>
        </div>
    }
}

fn global_keys(app: App) {
    on_command(move |command| {
        let chart = app.route.get_untracked().chart();
        match (command, chart) {
            (Command::Find, _) => app.go(Route::Find),
            (Command::GoToday, _) => app.go(Route::Today),
            (Command::GoWaiting, _) => app.go(Route::Waiting),
            (Command::GoLists, _) => app.go(Route::Lists(ListName::default())),
            (Command::Write, Some(chart)) => app.go(Route::Chart(chart, ChartPart::Write)),
            (Command::Write, None) => app.go(Route::Write),
            (Command::GoSummary, Some(chart)) => app.go(Route::Chart(chart, ChartPart::Summary)),
            (Command::GoProblems, Some(chart)) => app.go(Route::Chart(chart, ChartPart::Problems)),
            (Command::GoResults, Some(chart)) => app.go(Route::Chart(chart, ChartPart::Results)),
            (Command::GoHistory, Some(chart)) => app.go(Route::Chart(chart, ChartPart::History)),
            (Command::GoMedicines, Some(chart)) => {
                app.go(Route::Chart(chart, ChartPart::Medicines));
            }
            (Command::NextRow, _) => step_row(1),
            (Command::PreviousRow, _) => step_row(-1),
            (Command::Keys, _) => app.showing_keys.set(true),
            (Command::Cover, _) => app.cover(),
            (Command::Escape, _) => return leave_field() || back_to_list(app),
            (Command::SaveDraft, _) => leptos::task::spawn_local(app.autosaves().save_on_wish()),
            _ => return false,
        }
        true
    });
}

/// Takes the focus out of a field, so that single letters are keys again. `false` when no field had it.
fn leave_field() -> bool {
    let focused = web_sys::window()
        .and_then(|w| w.document())
        .and_then(|d| d.active_element());
    let focused = focused.and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok());
    let in_field = |element: &web_sys::HtmlElement| {
        matches!(element.tag_name().as_str(), "INPUT" | "TEXTAREA" | "SELECT")
    };
    let Some(field) = focused.filter(in_field) else {
        return false;
    };
    // Leaving a field cannot fail for an element of this page.
    let _ = field.blur();
    focus_title_from_afar();
    true
}

/// From one thing of a list back to where it was opened from, where the focus finds its row again. If it was the first
/// page opened, there is nothing to go back to: then to the list it belongs to.
fn back_to_list(app: App) -> bool {
    let Some(list) = list_of(app.route.get_untracked(), app.wide.get_untracked()) else {
        return false;
    };
    if fragment::has_before() {
        fragment::back();
    } else {
        app.replace(list);
    }
    true
}

/// The list that the thing shown is one of.
fn list_of(route: Route, wide: bool) -> Option<Route> {
    match route {
        Route::Chart(chart, ChartPart::Entry(_)) => Some(Route::Chart(chart, ChartPart::History)),
        Route::Chart(chart, ChartPart::Form(_) | ChartPart::Questions(_) | ChartPart::Write) => {
            Some(Route::Chart(chart, ChartPart::Summary))
        }
        Route::Chart(chart, ChartPart::Problem(_)) if !wide => {
            Some(Route::Chart(chart, ChartPart::Problems))
        }
        Route::Settings(part) if part != SettingsPart::All && !wide => {
            Some(Route::Settings(SettingsPart::All))
        }
        _ => None,
    }
}
