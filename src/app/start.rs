//! Starting the page: what the browser lacks, which tab has the vault, the engine, then the first picture.

use std::cell::Cell;
use std::rc::Rc;

use leptos::prelude::*;

use super::i18n::*;
use super::pages::Root;
use super::platform::engine::{Engine, EngineEvent};
use super::platform::tabs::{TabWord, Tabs};
use super::platform::{activity, focus, fragment, pointer, requirements};
use super::state::{App, Gate};
use super::ui::Keys;
use crate::engine::protocol::{Failure, VaultState};

/// Starts the page in the document's body.
pub fn start() {
    console_error_panic_hook::set_once();
    mount_to_body(Carnet);
}

#[component]
fn Carnet() -> impl IntoView {
    let gate = RwSignal::new(Gate::Starting);
    let app = make_app(gate);
    provide_context(app);
    provide_context(Keys::new(Signal::derive(move || {
        app.settings().single_keys
    })));
    app.look.get_untracked().show();
    let initial_locale = Signal::derive(move || locale(app.look.get().language));
    follow_pages(app);
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
    begin(app);
    view! {
        <I18nSubContextProvider initial_locale>
            <Root/>
        </I18nSubContextProvider>
    }
}

/// The engine and the tabs speak before the state exists that hears them, hence the cell.
fn make_app(gate: RwSignal<Gate>) -> App {
    let slot: Rc<Cell<Option<App>>> = Rc::default();
    let (heard, told) = (slot.clone(), slot.clone());
    let engine = Engine::new(move |event| match event {
        EngineEvent::Ready(state) => {
            if let Some(app) = heard.get()
                && !matches!(state, VaultState::Storage(_))
            {
                app.reopened.set(0);
            }
            gate.set(Gate::of(state));
        }
        EngineEvent::Stopped(words) => {
            if let Some(app) = heard.get() {
                app.session.set(None);
            }
            gate.set(Gate::Stopped(words));
        }
    });
    let tabs = Tabs::new(move |word| {
        let Some(app) = told.get() else { return };
        match word {
            TabWord::GiveWay => app.give_way(),
            TabWord::LockAll => app.lock(),
        }
    });
    let app = App::new(engine, tabs, gate);
    slot.set(Some(app));
    app
}

fn follow_pages(app: App) {
    fragment::on_change(move |route, arrival| {
        let before = app.route.get_untracked();
        if route == before {
            return;
        }
        if app.gate.get_untracked() == Gate::Open {
            app.places().leave(before);
        }
        leptos::task::spawn_local(app.autosaves().seal_all());
        app.places().moved(route, arrival);
        app.route.set(route);
        app.notices.page_left();
    });
}

fn begin(app: App) {
    let lacking = requirements::lacking();
    if !lacking.is_empty() {
        app.gate.set(Gate::Lacking(lacking));
        return;
    }
    leptos::task::spawn_local(async move {
        if app.tabs.take_if_free().await {
            app.engine.start(Failure::Locked);
        } else {
            app.gate.set(Gate::Elsewhere);
        }
    });
}
