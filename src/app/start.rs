//! Starting the page: what the browser lacks, which tab has the vault, the engine, then the first picture.

use std::cell::Cell;
use std::rc::Rc;

use leptos::prelude::*;

use super::i18n::*;
use super::pages::{FetchInside, Later, Root};
use super::platform::browser::Browser;
use super::platform::edges::Edges;
use super::platform::install::Install;
use super::platform::places::Places;
use super::platform::tabs::Tabs;
use super::platform::updates::Updates;
use super::platform::{activity, device, focus, fragment, pointer, requirements};
use super::state::{App, Gate, Room};
use super::ui::{BannerSlot, Keys};
use crate::engine::protocol::Failure;

/// Starts the page in the document's body. The pages behind the lock are fetched by `inside`.
pub fn start(inside: FetchInside) {
    console_error_panic_hook::set_once();
    mount_to_body(move || view! { <Carnet inside/> });
}

#[component]
fn Carnet(inside: FetchInside) -> impl IntoView {
    let (app, browser) = make_app();
    provide_context(app);
    provide_context(browser);
    provide_context(Later::new(inside));
    provide_context(Install::new());
    provide_context(BannerSlot::new());
    provide_context(Keys::new(Signal::derive(move || {
        app.settings().single_keys
    })));
    app.look.get_untracked().show();
    let initial_locale = Signal::derive(move || locale(app.look.get().language));
    follow_pages(app, browser.places);
    focus::keep();
    pointer::follow();
    activity::on_idle_second(
        move || app.is_working(),
        move |idle_ms| {
            app.idle(idle_ms);
            app.verify_at_rest(idle_ms);
        },
    );
    activity::on_hide(move || {
        let sealing = app.autosaves().seal_all();
        leptos::task::spawn_local(sealing);
    });
    begin(app, browser.tabs);
    view! {
        <I18nSubContextProvider initial_locale>
            <Root/>
        </I18nSubContextProvider>
    }
}

/// The tabs and a new version speak before the state exists that hears them, hence the cell.
fn make_app() -> (App, Browser) {
    let slot: Rc<Cell<Option<App>>> = Rc::default();
    let (told, loading) = (slot.clone(), slot.clone());
    let tabs = Tabs::new(move |word| {
        if let Some(app) = told.get() {
            app.hear_tab(word);
        }
    });
    let updates = Updates::new(async move || {
        if let Some(app) = loading.get() {
            app.autosaves().seal_all().await;
        }
    });
    let browser = Browser {
        tabs,
        updates,
        places: Places::following(),
    };
    let room = Room {
        wide: device::media("(min-width: 900px)"),
        roomy: device::media("(min-width: 600px)"),
    };
    let app = App::new(Edges::new(browser), room);
    slot.set(Some(app));
    (app, browser)
}

fn follow_pages(app: App, places: Places) {
    fragment::on_change(move |route, arrival| {
        let before = app.route.get_untracked();
        if route == before {
            return;
        }
        if app.gate.get_untracked() == Gate::Open {
            places.leave(before);
        }
        leptos::task::spawn_local(app.autosaves().seal_all());
        places.moved(route, arrival);
        app.route.set(route);
        app.notices.page_left();
    });
}

fn begin(app: App, tabs: Tabs) {
    let lacking = requirements::lacking();
    if !lacking.is_empty() {
        app.gate.set(Gate::Lacking(lacking));
        return;
    }
    leptos::task::spawn_local(async move {
        if tabs.take_if_free().await {
            app.engine.start(Failure::Locked);
        } else {
            app.gate.set(Gate::Elsewhere);
        }
    });
}
