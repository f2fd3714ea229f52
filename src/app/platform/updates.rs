//! A new version of the page: fetched by the service worker, taken only when the person says so.

use gloo::events::EventListener;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{ServiceWorker, ServiceWorkerRegistration};

use super::js;
use super::worker::beside_the_page;

/// What the service worker is told when the person takes the update.
const TAKE_OVER: &str = "take over";

#[derive(Clone, Copy)]
pub struct Updates {
    waiting: RwSignal<Option<ServiceWorker>, LocalStorage>,
    offline_ready: RwSignal<bool>,
    taking: RwSignal<bool>,
}

impl Updates {
    /// Registers the service worker and watches for a version that waits.
    pub fn new() -> Self {
        let updates = Self {
            waiting: RwSignal::new_local(None),
            offline_ready: RwSignal::new(false),
            taking: RwSignal::new(false),
        };
        leptos::task::spawn_local(updates.register());
        updates
    }

    /// A newer version has been fetched and waits.
    pub fn is_ready(&self) -> bool {
        self.waiting.with(Option::is_some)
    }

    /// Every file the page needs is kept on this device.
    pub fn works_offline(&self) -> bool {
        self.offline_ready.get()
    }

    /// Takes the waiting version: the page loads again with it. Call when every draft is sealed.
    pub fn take(&self) {
        self.taking.set(true);
        let waiting = self.waiting.get_untracked();
        if let Some(worker) = waiting {
            let _ = worker.post_message(&TAKE_OVER.into());
        }
    }

    async fn register(self) {
        let Some(window) = web_sys::window() else {
            return;
        };
        let navigator = window.navigator();
        if !js::has(&navigator, "serviceWorker") {
            return;
        }
        let container = navigator.service_worker();
        let page = window.clone();
        EventListener::new(&container, "controllerchange", move |_| {
            // A first worker only takes the page under its care; nothing changed that needs a reload.
            if self.taking.get_untracked() {
                let _ = page.location().reload();
            }
        })
        .forget();
        let registering = container.register(&beside_the_page("./sw.js"));
        let registration = wasm_bindgen_futures::JsFuture::from(registering).await;
        let Ok(Ok(registration)) =
            registration.map(|value| value.dyn_into::<ServiceWorkerRegistration>())
        else {
            return;
        };
        self.look_at(&registration);
        let found = registration.clone();
        EventListener::new(&registration, "updatefound", move |_| {
            let Some(installing) = found.installing() else {
                return;
            };
            let found = found.clone();
            EventListener::new(&installing, "statechange", move |_| self.look_at(&found)).forget();
        })
        .forget();
    }

    fn look_at(&self, registration: &ServiceWorkerRegistration) {
        let controlled = web_sys::window()
            .is_some_and(|window| window.navigator().service_worker().controller().is_some());
        self.offline_ready.set(registration.active().is_some());
        self.waiting
            .set(registration.waiting().filter(|_| controlled));
    }
}

impl Default for Updates {
    fn default() -> Self {
        Self::new()
    }
}
