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

/// Which version of the page is kept on this device, and whether a newer one waits. Copied freely.
#[derive(Clone, Copy)]
pub struct Updates {
    waiting: RwSignal<Option<ServiceWorker>, LocalStorage>,
    offline_ready: RwSignal<bool>,
    under_way: RwSignal<bool>,
}

impl Updates {
    /// Watches the service worker that boot.js registered for a version that waits. When another tab takes a new
    /// version, `before_reload` puts drafts away, then this tab loads again: the old version's files are gone.
    pub fn new(before_reload: impl AsyncFn() + 'static) -> Self {
        let updates = Self {
            waiting: RwSignal::new_local(None),
            offline_ready: RwSignal::new(false),
            under_way: RwSignal::new(false),
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

    /// The waiting version was asked to take over and has not done so yet.
    pub fn is_under_way(&self) -> bool {
        self.under_way.get()
    }

    /// Takes the waiting version: every tab seals its drafts and loads again, as soon as the browser finds the old
    /// version idle.
    pub fn take(&self) {
        let waiting = self.waiting.get_untracked();
        if let Some(worker) = waiting {
            self.under_way
                .set(worker.post_message(&message("activate")).is_ok());
        }
    }

    /// The first 80 bits of this build's digest, in groups of four; empty for a page that was not built whole.
    pub fn short_digest(&self) -> String {
        let groups = digest_of_this_page().map(|digest| {
            let digest = digest[..20].to_uppercase();
            [0, 4, 8, 12, 16]
                .map(|at| digest[at..at + 4].to_string())
                .join("-")
        });
        groups.unwrap_or_default()
    }

    async fn follow(self, before_reload: impl AsyncFn() + 'static) {
        let Some(container) = container() else { return };
        let before_reload = std::rc::Rc::new(before_reload);
        let keep_up = move || {
            let before_reload = before_reload.clone();
            leptos::task::spawn_local(async move {
                if self.another_version_took_over().await {
                    before_reload().await;
                    reload();
                }
            });
        };
        EventListener::new(&container, "controllerchange", {
            let keep_up = keep_up.clone();
            move |_| keep_up()
        })
        .forget();
        // What boot.js asked the worker to keep has arrived.
        EventListener::new(&container, "message", move |event| {
            let said = event.dyn_ref::<MessageEvent>().map(MessageEvent::data);
            let kind = said.and_then(|said| js::get(&said, "type")?.as_string());
            if kind.as_deref() == Some("kept")
                && let Some(worker) = self::container().and_then(|container| container.controller())
            {
                leptos::task::spawn_local(self.ask_what_is_kept(worker));
            }
        })
        .forget();
        // The version may have changed while this page was still starting, before anyone listened.
        keep_up();
        // Registering a second time from here, with other options, would race the first with an update of its own.
        let Ok(ready) = container.ready() else { return };
        let registration = wasm_bindgen_futures::JsFuture::from(ready).await;
        let Some(registration) = registration.ok().and_then(|value| value.dyn_into().ok()) else {
            return;
        };
        self.watch(&registration);
    }

    /// Whether the worker that now serves this page keeps the files of another build than the page's own.
    async fn another_version_took_over(self) -> bool {
        let Some(worker) = container().and_then(|container| container.controller()) else {
            return false;
        };
        let Some(status) = status_of(&worker).await else {
            return false;
        };
        self.offline_ready.set(status.missing == 0.0);
        digest_of_this_page().is_some_and(|own| own != status.digest)
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
        if let Some(status) = status_of(&worker).await {
            self.offline_ready.set(status.missing == 0.0);
        }
    }
}

/// What a service worker keeps, in its own words (sw.js).
struct Status {
    /// Of the build, 64 hex characters.
    digest: String,
    /// How many of the build's files are not kept on this device.
    missing: f64,
}

async fn status_of(worker: &ServiceWorker) -> Option<Status> {
    let answer = answer_to(worker, "status").await?;
    Some(Status {
        digest: js::get(&answer, "digest")?.as_string()?,
        missing: js::get(&answer, "missing")?.as_f64()?,
    })
}

/// Fetches what few people need, which is kept from then on; whether it is there now. Where no service worker serves the
/// page the browser fetches it when it is used.
pub async fn fetch_what_is_asked_for() -> bool {
    let Some(worker) = container().and_then(|container| container.controller()) else {
        return true;
    };
    let answer = answer_to(&worker, "ask").await;
    answer.and_then(|answer| js::get(&answer, "kept")?.as_bool()) == Some(true)
}

/// What a service worker answers to a message that has nothing but its kind.
async fn answer_to(worker: &ServiceWorker, kind: &str) -> Option<JsValue> {
    let channel = MessageChannel::new().ok()?;
    let (done, answer) = oneshot::channel();
    let heard = Closure::once_into_js(move |event: MessageEvent| {
        let _ = done.send(event.data());
    });
    channel.port1().set_onmessage(Some(heard.unchecked_ref()));
    let ports = Array::of1(&channel.port2());
    worker
        .post_message_with_transferable(&message(kind), &ports)
        .ok()?;
    answer.await.ok()
}

/// The digest the build wrote into this page, 64 hex characters; none in a page that was not built whole.
fn digest_of_this_page() -> Option<String> {
    let document = web_sys::window()?.document()?;
    let meta = document
        .query_selector("meta[name=carnet-build]")
        .ok()
        .flatten()?;
    meta.get_attribute("content")
        .filter(|digest| digest.len() >= 20 && digest.bytes().all(|b| b.is_ascii_hexdigit()))
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
