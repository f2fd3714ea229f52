//! Asking the engine. One request, one answer; progress and cancelling by ticket; locking ends the worker.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use futures_channel::oneshot;
use reactive_graph::owner::{LocalStorage, StoredValue};
use reactive_graph::prelude::*;
use reactive_graph::signal::RwSignal;
use zeroize::Zeroizing;

use super::edges::{Edges, Worker};
use crate::engine::protocol::{
    Ask, Failure, FromEngine, Progress, Reply, Request, Ticket, ToEngine, VaultState, decode,
    encode,
};

/// Work keeps the page from hiding and locking by itself for so long.
const WORKING_AT_MOST_MS: f64 = 60.0 * 60.0 * 1000.0;

struct Waiting {
    answer: oneshot::Sender<Result<Reply, Failure>>,
    work: Option<Work>,
}

#[derive(Default)]
struct Inner {
    worker: Option<Box<dyn Worker>>,
    /// The worker listens only once it has said `Ready`; what is asked before waits here.
    ready: bool,
    queue: Vec<Zeroizing<Vec<u8>>>,
    next: u32,
    waiting: BTreeMap<Ticket, Waiting>,
    /// Answers of a worker that was ended must not reach the one after it.
    generation: u32,
}

/// The page's end of the line to the engine. Copied freely; all copies are one line.
#[derive(Clone, Copy)]
pub struct Engine {
    inner: StoredValue<Rc<RefCell<Inner>>, LocalStorage>,
    events: StoredValue<Rc<dyn Fn(EngineEvent)>, LocalStorage>,
    edges: Edges,
}

/// What the engine says unasked.
pub enum EngineEvent {
    /// Started; this is what lies on the device.
    Ready(VaultState),
    /// It ended by itself. Whatever was asked fails with `Failure::Stopped`.
    Stopped(String),
}

impl Engine {
    /// A line without an engine yet; `start` begins one.
    pub fn new(edges: Edges, events: impl Fn(EngineEvent) + 'static) -> Self {
        Self {
            inner: StoredValue::new_local(Rc::default()),
            events: StoredValue::new_local(Rc::new(events)),
            edges,
        }
    }

    /// Starts the worker, or starts it anew. Requests still waiting fail with `why`.
    pub fn start(&self, why: Failure) {
        let inner = self.inner.get_value();
        let generation = {
            let mut line = inner.borrow_mut();
            line.worker = None;
            line.ready = false;
            line.queue.clear();
            line.generation += 1;
            line.generation
        };
        self.fail_all(&why);
        let (line, stopped) = (*self, *self);
        let worker = self.edges.get().start_engine(
            Box::new(move |bytes| line.hear(generation, &bytes)),
            Box::new(move |words| stopped.stopped(generation, words)),
        );
        match worker {
            Ok(worker) => inner.borrow_mut().worker = Some(worker),
            Err(words) => self.stopped(generation, words),
        }
    }

    /// Ends the worker without starting another: the vault is in use elsewhere.
    pub fn end(&self, why: Failure) {
        {
            let inner = self.inner.get_value();
            let mut line = inner.borrow_mut();
            line.worker = None;
            line.ready = false;
            line.queue.clear();
            line.generation += 1;
        }
        self.fail_all(&why);
    }

    /// Asks and waits for the answer.
    ///
    /// # Errors
    /// The engine's own, or that it ended before it answered.
    pub async fn ask<Q: Ask>(&self, question: Q) -> Result<Q::Answer, Failure> {
        answer_of::<Q>(self.ask_as(question.request(), None).await)
    }

    /// Asks; `work` shows how far it is and can cancel it.
    ///
    /// # Errors
    /// As of `ask`, and that it was cancelled.
    pub async fn ask_with<Q: Ask>(&self, work: Work, question: Q) -> Result<Q::Answer, Failure> {
        answer_of::<Q>(self.ask_as(question.request(), Some(work)).await)
    }

    async fn ask_as(&self, request: Request, work: Option<Work>) -> Result<Reply, Failure> {
        let (answer, reply) = oneshot::channel();
        let ticket = {
            let inner = self.inner.get_value();
            let mut line = inner.borrow_mut();
            line.next = line.next.wrapping_add(1);
            let ticket = Ticket(line.next);
            line.waiting.insert(ticket, Waiting { answer, work });
            ticket
        };
        if let Some(work) = work {
            work.begin(*self, ticket);
        }
        let mut message = ToEngine::Ask(ticket, Box::new(request));
        self.send(&message);
        message.wipe();
        let answered = reply.await.unwrap_or(Err(Failure::Cancelled));
        if let Some(work) = work {
            work.finish();
        }
        answered
    }

    /// Whether work that shows its progress is under way. What takes longer than an hour no longer counts.
    pub fn is_working(&self) -> bool {
        let since = self.edges.get().now_ms() - WORKING_AT_MOST_MS;
        let began = |waiting: &Waiting| waiting.work.filter(|work| work.is_long)?.began();
        let inner = self.inner.get_value();
        let line = inner.borrow();
        line.waiting
            .values()
            .filter_map(began)
            .any(|began| began > since)
    }

    /// The engine has started, and has answered everything it was asked.
    pub fn is_quiet(&self) -> bool {
        let inner = self.inner.get_value();
        let line = inner.borrow();
        line.ready && line.waiting.is_empty()
    }

    fn cancel(&self, ticket: Ticket) {
        self.send(&ToEngine::Cancel(ticket));
    }

    fn send(&self, message: &ToEngine) {
        let bytes = encode(message);
        let inner = self.inner.get_value();
        let mut line = inner.borrow_mut();
        if !line.ready {
            line.queue.push(bytes);
            return;
        }
        let sent = line.worker.as_ref().map(|worker| worker.send(&bytes));
        let generation = line.generation;
        drop(line);
        if let Some(Err(words)) = sent {
            self.stopped(generation, words);
        }
    }

    fn hear(&self, generation: u32, bytes: &[u8]) {
        let inner = self.inner.get_value();
        if inner.borrow().generation != generation {
            return;
        }
        match decode::<FromEngine>(bytes) {
            Ok(FromEngine::Ready(state)) => {
                let queued = {
                    let mut line = inner.borrow_mut();
                    line.ready = true;
                    std::mem::take(&mut line.queue)
                };
                for bytes in queued {
                    let sent = inner
                        .borrow()
                        .worker
                        .as_ref()
                        .map(|worker| worker.send(&bytes));
                    if let Some(Err(words)) = sent {
                        self.stopped(generation, words);
                        return;
                    }
                }
                self.tell(EngineEvent::Ready(state));
            }
            Ok(FromEngine::Answer(ticket, answer)) => {
                let waiting = inner.borrow_mut().waiting.remove(&ticket);
                if let Some(waiting) = waiting {
                    // The asker may have gone away with its page; then nobody waits.
                    let _ = waiting.answer.send(*answer);
                }
            }
            Ok(FromEngine::Progress(ticket, progress)) => {
                let work = inner
                    .borrow()
                    .waiting
                    .get(&ticket)
                    .and_then(|waiting| waiting.work);
                if let Some(work) = work {
                    work.advance(progress);
                }
            }
            Err(foreign) => self.stopped(generation, foreign.to_string()),
        }
    }

    fn stopped(&self, generation: u32, words: String) {
        if self.inner.get_value().borrow().generation != generation {
            return;
        }
        self.end(Failure::Stopped(words.clone()));
        self.tell(EngineEvent::Stopped(words));
    }

    fn fail_all(&self, why: &Failure) {
        let waiting = std::mem::take(&mut self.inner.get_value().borrow_mut().waiting);
        for one in waiting.into_values() {
            let _ = one.answer.send(Err(why.clone()));
        }
    }

    fn tell(&self, event: EngineEvent) {
        let events = self.events.get_value();
        events(event);
    }
}

/// Page and engine are one build, so the reply to another question can only be a fault of the engine.
fn answer_of<Q: Ask>(reply: Result<Reply, Failure>) -> Result<Q::Answer, Failure> {
    Q::answer(reply?).ok_or_else(|| Failure::Stopped("the engine answered another question".into()))
}

/// Something long that a page waits for: how far it is, and a way to stop it. `ui::Working` shows it.
#[derive(Clone, Copy)]
pub struct Work {
    running: RwSignal<Option<Running>>,
    /// While it runs the page neither hides nor locks by itself.
    is_long: bool,
}

/// A request under way.
#[derive(Clone, Copy)]
pub struct Running {
    engine: Engine,
    ticket: Ticket,
    /// On the monotonic clock.
    pub since: f64,
    pub progress: Option<Progress>,
}

impl Default for Work {
    fn default() -> Self {
        Self::new()
    }
}

impl Work {
    /// Something a person waits for, as an import. While it runs the page neither hides nor locks by itself.
    pub fn new() -> Self {
        Self {
            running: RwSignal::new(None),
            is_long: true,
        }
    }

    /// Reading something to show it: nobody who left the device is waited for.
    pub fn of_reading() -> Self {
        Self {
            is_long: false,
            ..Self::new()
        }
    }

    /// What runs now, if anything.
    pub fn running(&self) -> Option<Running> {
        self.running.try_get().flatten()
    }

    /// Whether something runs now; whoever reads this follows it.
    pub fn is_running(&self) -> bool {
        self.running().is_some()
    }

    /// Whether something runs now, asked in an event's handler: nothing is followed.
    pub fn is_busy(&self) -> bool {
        self.running.try_get_untracked().flatten().is_some()
    }

    /// When what runs now began, on the monotonic clock; not followed.
    pub fn began(&self) -> Option<f64> {
        let running = self.running.try_get_untracked().flatten();
        running.map(|running| running.since)
    }

    /// Asks the engine to stop; the request then answers `Failure::Cancelled`.
    pub fn cancel(&self) {
        if let Some(running) = self.running.try_get_untracked().flatten() {
            running.engine.cancel(running.ticket);
        }
    }

    fn begin(&self, engine: Engine, ticket: Ticket) {
        self.running.try_set(Some(Running {
            engine,
            ticket,
            since: engine.edges.get().now_ms(),
            progress: None,
        }));
    }

    fn advance(&self, progress: Progress) {
        self.running.try_update(|running| {
            if let Some(running) = running {
                running.progress = Some(progress);
            }
        });
    }

    fn finish(&self) {
        self.running.try_set(None);
    }
}
