//! The browser's offer to install the page as an app, kept until the person asks for it.

use gloo::events::{EventListener, EventListenerOptions};
use leptos::prelude::*;
use wasm_bindgen::JsValue;

use super::js;

/// Whether the page can be installed as an app here. Copied freely.
#[derive(Clone, Copy)]
pub struct Install {
    offer: RwSignal<Option<JsValue>, LocalStorage>,
    installed: ReadSignal<bool>,
}

impl Install {
    /// Listens for the offer for as long as the page lives.
    pub fn new() -> Self {
        let offer = RwSignal::new_local(None);
        let window = web_sys::window().expect("the page runs in a window");
        let options = EventListenerOptions::enable_prevent_default();
        EventListener::new_with_options(&window, "beforeinstallprompt", options, move |event| {
            event.prevent_default();
            offer.set(Some(event.clone().into()));
        })
        .forget();
        Self {
            offer,
            installed: super::device::media("(display-mode: standalone)"),
        }
    }

    /// The browser offers to install and the page is not installed yet.
    pub fn is_offered(&self) -> bool {
        self.offer.with(Option::is_some) && !self.installed.get()
    }

    /// Shows the browser's own question.
    pub async fn ask(&self) {
        // Taken first: an offer may be asked once, and a second press may come before its answer.
        let offer = self.offer.try_update(Option::take).flatten();
        if let Some(offer) = offer {
            js::call_async(&offer, "prompt", &[]).await;
        }
    }
}

impl Default for Install {
    fn default() -> Self {
        Self::new()
    }
}
