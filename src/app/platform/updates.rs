//! A new version of the page: fetched by the service worker, taken only when the person says so.

use futures_channel::oneshot;
use gloo::events::EventListener;
use js_sys::{Array, Object};
use leptos::prelude::*;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{
    MessageChannel, MessageEvent, ServiceWorker, ServiceWorkerContainer, ServiceWorkerRegistration,
};

use super::js;

#[derive(Clone, Copy)]
pub struct Updates {
    waiting: RwSignal<Option<ServiceWorker>, LocalStorage>,
    offline_ready: RwSignal<bool>,
    /// A worker already had the page when this tab began or took it since: the next one is a new version.
    controlled: StoredValue<bool>,
}

impl Updates {
    /// Watches the service worker that boot.js registered for a version that waits. When another tab takes a new
    /// version, `before_reload` puts drafts away, then this tab loads again: the old version's files are gone.
    pub fn new(before_reload: impl AsyncFn() + 'static) -> Self {
        let updates = Self {
            waiting: RwSignal::new_local(None),
            offline_ready: RwSignal::new(false),
            controlled: StoredValue::new(false),
        };
        leptos::task::spawn_local(updates.follow(before_reload));
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

    /// Takes the waiting version: every tab seals its drafts and loads again.
    pub fn take(&self) {
        let waiting = self.waiting.get_untracked();
        if let Some(worker) = waiting {
            let _ = worker.post_message(&message("activate"));
        }
    }

    /// The first 80 bits of this build's digest, in groups of four; empty for a page that was not built whole.
    pub fn short_digest(&self) -> String {
        let document = web_sys::window().and_then(|window| window.document());
        let meta = document
            .and_then(|d| d.query_selector("meta[name=carnet-build]").ok().flatten())
            .and_then(|meta| meta.get_attribute("content"))
            .filter(|digest| digest.len() >= 20 && digest.bytes().all(|b| b.is_ascii_hexdigit()));
        let groups = meta.map(|digest| {
            let digest = digest[..20].to_uppercase();
            [0, 4, 8, 12, 16]
                .map(|at| digest[at..at + 4].to_string())
                .join("-")
        });
        groups.unwrap_or_default()
    }

    async fn follow(self, before_reload: impl AsyncFn() + 'static) {
        let Some(container) = container() else { return };
        self.controlled.set_value(container.controller().is_some());
        let before_reload = std::rc::Rc::new(before_reload);
        let changed = container.clone();
        EventListener::new(&container, "controllerchange", move |_| {
            if self.controlled.get_value() {
                let before_reload = before_reload.clone();
                leptos::task::spawn_local(async move {
                    before_reload().await;
                    reload();
                });
            } else {
                self.controlled.set_value(true);
                if let Some(worker) = changed.controller() {
                    leptos::task::spawn_local(self.ask_what_is_kept(worker));
                }
            }
        })
        .forget();
        // Registering a second time from here, with other options, would race the first with an update of its own.
        let Ok(ready) = container.ready() else { return };
        let registration = wasm_bindgen_futures::JsFuture::from(ready).await;
        let Some(registration) = registration.ok().and_then(|value| value.dyn_into().ok()) else {
            return;
        };
        self.watch(&registration);
    }

    fn watch(self, registration: &ServiceWorkerRegistration) {
        self.look_at(registration);
        let found = registration.clone();
        EventListener::new(registration, "updatefound", move |_| {
            let Some(installing) = found.installing() else {
                return;
            };
            let found = found.clone();
            EventListener::new(&installing, "statechange", move |_| self.look_at(&found)).forget();
        })
        .forget();
    }

    fn look_at(self, registration: &ServiceWorkerRegistration) {
        let controlled = container().is_some_and(|container| container.controller().is_some());
        self.waiting
            .set(registration.waiting().filter(|_| controlled));
        if let Some(active) = registration.active() {
            leptos::task::spawn_local(self.ask_what_is_kept(active));
        }
    }

    /// "Ready to work offline" is said only when the worker has counted its files.
    async fn ask_what_is_kept(self, worker: ServiceWorker) {
        let Ok(channel) = MessageChannel::new() else {
            return;
        };
        let (done, answer) = oneshot::channel();
        let heard = Closure::once_into_js(move |event: MessageEvent| {
            let missing = js::get(&event.data(), "missing").and_then(|n| n.as_f64());
            let _ = done.send(missing);
        });
        channel.port1().set_onmessage(Some(heard.unchecked_ref()));
        let ports = Array::of1(&channel.port2());
        if worker
            .post_message_with_transferable(&message("status"), &ports)
            .is_ok()
            && let Ok(missing) = answer.await
        {
            self.offline_ready.set(missing == Some(0.0));
        }
    }
}

fn container() -> Option<ServiceWorkerContainer> {
    let navigator = web_sys::window()?.navigator();
    js::has(&navigator, "serviceWorker").then(|| navigator.service_worker())
}

fn message(kind: &str) -> JsValue {
    let message = Object::new();
    js::set(&message, "type", kind);
    message.into()
}

fn reload() {
    if let Some(window) = web_sys::window() {
        let _ = window.location().reload();
    }
}
