//! A module worker that speaks bytes.

use js_sys::{Array, Uint8Array};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{ErrorEvent, MessageEvent, WorkerOptions, WorkerType};
use zeroize::Zeroizing;

use super::edges::Worker;

/// Terminated when dropped, which is how its memory is given up.
pub struct ByteWorker {
    worker: web_sys::Worker,
    _on_message: Closure<dyn FnMut(MessageEvent)>,
    _on_error: Closure<dyn FnMut(ErrorEvent)>,
}

impl ByteWorker {
    /// Starts `file`, which stands beside the page.
    ///
    /// # Errors
    /// What the browser said when it could not start a worker at all. A worker that fails later calls `on_error`.
    pub fn start(
        file: &str,
        on_bytes: impl Fn(Zeroizing<Vec<u8>>) + 'static,
        on_error: impl Fn(String) + 'static,
    ) -> Result<Self, String> {
        let options = WorkerOptions::new();
        options.set_type(WorkerType::Module);
        let worker = web_sys::Worker::new_with_options(&beside_the_page(file), &options)
            .map_err(|error| super::js::words(&error))?;
        let on_message = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
            on_bytes(taken(&event.data()));
        });
        let on_failed = Closure::<dyn FnMut(ErrorEvent)>::new(move |event: ErrorEvent| {
            event.prevent_default();
            on_error(event.message());
        });
        worker.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        worker.set_onerror(Some(on_failed.as_ref().unchecked_ref()));
        Ok(Self {
            worker,
            _on_message: on_message,
            _on_error: on_failed,
        })
    }

    /// Sends bytes; their memory moves to the worker.
    pub fn send(&self, bytes: &[u8]) -> Result<(), String> {
        let array = Uint8Array::from(bytes);
        let transfer = Array::of1(&array.buffer());
        self.worker
            .post_message_with_transfer(&array, &transfer)
            .map_err(|error| super::js::words(&error))
    }
}

impl Worker for ByteWorker {
    fn send(&self, bytes: &[u8]) -> Result<(), String> {
        Self::send(self, bytes)
    }
}

impl Drop for ByteWorker {
    fn drop(&mut self) {
        self.worker.set_onmessage(None);
        self.worker.set_onerror(None);
        self.worker.terminate();
    }
}

/// The bytes of a message, which may hold a passphrase or recovery words: nothing of them stays with the browser.
fn taken(data: &JsValue) -> Zeroizing<Vec<u8>> {
    let Some(array) = data.dyn_ref::<Uint8Array>() else {
        return Zeroizing::default();
    };
    let bytes = Zeroizing::new(array.to_vec());
    array.fill(0, 0, array.length());
    bytes
}

/// The address of a file next to the page, under whatever path the page is served.
pub fn beside_the_page(file: &str) -> String {
    let base = web_sys::window()
        .and_then(|window| window.document())
        .and_then(|document| document.base_uri().ok().flatten());
    base.and_then(|base| web_sys::Url::new_with_base(file, &base).ok())
        .map_or_else(|| file.to_string(), |url| url.href())
}
