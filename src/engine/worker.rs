//! The engine in its worker: messages in, one request at a time, messages out.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::Rc;

use gloo::timers::callback::Timeout;
use js_sys::{Array, Promise, Uint8Array};
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};
use zeroize::Zeroizing;

use super::desk::Desk;
use super::failure::trouble;
use super::host::Host;
use super::protocol::{
    Failure, FromEngine, Progress, Request, Step, Ticket, ToEngine, VaultState, decode, encode,
};
use crate::base::clock::DeviceClock;
use crate::base::entropy::SystemEntropy;
use crate::store::StoreError;
use crate::store::indexeddb::IndexedDbStore;
use crate::store::opfs::{self, OpfsFiles};

/// The database, and the folder of the private file system.
const NAME: &str = "carnet";
/// Milliseconds of work after which messages are let in.
const BREATH: f64 = 24.0;
/// Milliseconds between two words of how far the same step is.
const TOLD_EVERY: f64 = 100.0;
/// Milliseconds without a question after which what waits for a longer rest is done, a little at a time.
const CALM: u32 = 500;
/// Milliseconds between two such pieces of work.
const BETWEEN: u32 = 20;

type DeviceEngine = Desk<IndexedDbStore, OpfsFiles, DeviceClock>;

/// Requests that wait, and which one was cancelled.
#[derive(Default)]
struct Queue {
    waiting: RefCell<VecDeque<(Ticket, Box<Request>)>>,
    running: Cell<bool>,
    cancelled: Cell<Option<Ticket>>,
    /// Runs out unless something is asked before.
    calm: RefCell<Option<Timeout>>,
}

/// Opens the device's records and serves the page until the worker ends. Where they do not open, every question fails
/// with the reason.
pub fn start() {
    console_error_panic_hook::set_once();
    spawn_local(async {
        match open().await {
            Ok(engine) => serve(engine).await,
            Err(error) => refuse(error),
        }
    });
}

async fn open() -> Result<DeviceEngine, StoreError> {
    let store = IndexedDbStore::open(NAME, |_| {}).await?;
    let beside = opfs::open(NAME).await;
    Ok(Desk::new(store, beside, DeviceClock, || {
        Box::new(SystemEntropy)
    }))
}

async fn serve(engine: DeviceEngine) {
    let state = engine.state().await.unwrap_or_else(|error| match error {
        Failure::Storage(trouble) => VaultState::Storage(trouble),
        _ => VaultState::Damaged,
    });
    let queue = Rc::new(Queue::default());
    let engine = Rc::new(RefCell::new(Some(engine)));
    listen(move |message| {
        match message {
            ToEngine::Cancel(ticket) => {
                queue.cancelled.set(Some(ticket));
                return;
            }
            ToEngine::Ask(ticket, request) => {
                queue.waiting.borrow_mut().push_back((ticket, request))
            }
        }
        queue.calm.take();
        if !queue.running.replace(true) {
            spawn_local(work(
                Rc::clone(&engine),
                Rc::clone(&queue),
                Called::ByQuestion,
            ));
        }
    });
    send(&FromEngine::Ready(state));
}

/// Why there is work.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Called {
    ByQuestion,
    /// Nothing was asked for a while.
    ByCalm,
}

/// Answers what waits, in order. The engine is taken out while it works, so no two requests share it.
async fn work(engine: Rc<RefCell<Option<DeviceEngine>>>, queue: Rc<Queue>, called: Called) {
    let Some(mut working) = engine.borrow_mut().take() else {
        return;
    };
    let mut again = match called {
        Called::ByQuestion => Some(CALM),
        Called::ByCalm if working.tidy(&Resting(Rc::clone(&queue))).await => Some(BETWEEN),
        Called::ByCalm => None,
    };
    loop {
        let next = queue.waiting.borrow_mut().pop_front();
        let Some((ticket, request)) = next else {
            if working.idle().await {
                let_messages_in().await;
            } else if queue.waiting.borrow().is_empty() {
                break;
            }
            // What came in while the last of it was done is answered now: nothing else would begin this loop again.
            continue;
        };
        again = Some(CALM);
        let host = Watched {
            ticket,
            makes_way: matches!(*request, Request::CheckNext(_)),
            queue: Rc::clone(&queue),
            last: Cell::new(js_sys::Date::now()),
            told: Cell::new(None),
        };
        let answer = if queue.cancelled.get() == Some(ticket) {
            Err(Failure::Cancelled)
        } else {
            working.answer(*request, &host).await
        };
        send(&FromEngine::Answer(ticket, Box::new(answer)));
    }
    *engine.borrow_mut() = Some(working);
    queue.running.set(false);
    if let Some(wait) = again {
        let (engine, of) = (engine, Rc::clone(&queue));
        let calm = Timeout::new(wait, move || {
            if !of.running.replace(true) {
                spawn_local(work(engine, of, Called::ByCalm));
            }
        });
        queue.calm.replace(Some(calm));
    }
}

/// Without storage every request fails for the same reason, which the page explains.
fn refuse(error: StoreError) {
    let state = match &error {
        StoreError::Newer { found, reads } => VaultState::Newer {
            found: *found,
            reads: *reads,
        },
        other => VaultState::Storage(trouble(other.clone())),
    };
    listen(move |message| {
        if let ToEngine::Ask(ticket, _) = message {
            send(&FromEngine::Answer(
                ticket,
                Box::new(Err(Failure::Storage(trouble(error.clone())))),
            ));
        }
    });
    send(&FromEngine::Ready(state));
}

fn scope() -> DedicatedWorkerGlobalScope {
    js_sys::global().unchecked_into()
}

fn listen(mut heard: impl FnMut(ToEngine) + 'static) {
    let on_message = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        let bytes = taken(&event.data());
        // A message that is none of this build's can only come from a page of another version, which reloads.
        if let Ok(message) = decode::<ToEngine>(&bytes) {
            heard(message);
        }
    });
    scope().set_onmessage(Some(on_message.as_ref().unchecked_ref()));
    on_message.forget();
}

/// The bytes of a message, which may hold a passphrase: nothing of them stays with the browser.
fn taken(data: &JsValue) -> Zeroizing<Vec<u8>> {
    let Some(array) = data.dyn_ref::<Uint8Array>() else {
        return Zeroizing::default();
    };
    let bytes = Zeroizing::new(array.to_vec());
    array.fill(0, 0, array.length());
    bytes
}

fn send(message: &FromEngine) {
    let bytes = Uint8Array::from(encode(message).as_slice());
    let transfer = Array::of1(&bytes.buffer());
    // It fails only when the page is gone, and then nobody waits.
    let _ = scope().post_message_with_transfer(&bytes, &transfer);
}

async fn let_messages_in() {
    let promise = Promise::new(&mut |resolve, _| {
        Timeout::new(0, move || drop(resolve.call0(&JsValue::NULL))).forget();
    });
    // The promise is never refused.
    let _ = JsFuture::from(promise).await;
}

/// Work nobody asked for, which is given up for whatever is asked meanwhile.
struct Resting(Rc<Queue>);

impl Host for Resting {
    fn progress(&self, _: Progress) {}

    async fn breathe(&self) {}

    fn cancelled(&self) -> bool {
        !self.0.waiting.borrow().is_empty()
    }
}

struct Watched {
    ticket: Ticket,
    /// It is given up for whatever is asked meanwhile.
    makes_way: bool,
    queue: Rc<Queue>,
    last: Cell<f64>,
    /// Which step was told of last, and when.
    told: Cell<Option<(Step, f64)>>,
}

impl Host for Watched {
    fn progress(&self, progress: Progress) {
        let now = js_sys::Date::now();
        let told = self.told.get();
        if told.is_some_and(|(step, at)| step == progress.step && now - at < TOLD_EVERY) {
            return;
        }
        self.told.set(Some((progress.step, now)));
        send(&FromEngine::Progress(self.ticket, progress));
    }

    async fn breathe(&self) {
        if js_sys::Date::now() - self.last.get() < BREATH {
            return;
        }
        let_messages_in().await;
        self.last.set(js_sys::Date::now());
    }

    fn cancelled(&self) -> bool {
        let for_another = self.makes_way && !self.queue.waiting.borrow().is_empty();
        for_another || self.queue.cancelled.get() == Some(self.ticket)
    }
}
