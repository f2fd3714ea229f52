//! A device without a browser: its clock stands until the test moves it, its engine answers as its disk allows.

use std::cell::RefCell;
use std::collections::{BTreeMap, VecDeque};
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

use any_spawner::{CustomExecutor, Executor, PinnedFuture, PinnedLocalFuture};
use reactive_graph::owner::{Owner, provide_context};
use reactive_graph::prelude::*;
use reactive_graph::signal::signal;
use zeroize::Zeroizing;

use crate::app::platform::edges::{Edges, Heard, Later, Platform, Stopped, TabWord, Worker};
use crate::app::platform::look::Look;
use crate::app::route::Route;
use crate::app::state::{App, Gate, Room};
use crate::base::{DraftId, Language, Stamp, UserId};
use crate::chart::draft::{Draft, KeptDraft};
use crate::engine::protocol::*;

/// What the disk does with what is to be kept.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Disk {
    Works,
    Full,
    /// The engine is in the middle of something long: it does not answer.
    Hangs,
}

/// What happened on the device, in its order.
#[derive(Clone, Debug, PartialEq)]
pub enum Event {
    Saved(DraftId, Draft),
    NotSaved(DraftId),
    Discarded(DraftId),
    Covered,
    Checked,
    EngineStarted,
    EngineEnded,
    Told(TabWord),
    GaveUp,
    Replaced(Route),
    TookUpdate,
}

struct Answer {
    engine: u32,
    due: u64,
    bytes: Zeroizing<Vec<u8>>,
}

pub struct World {
    ms: u64,
    pub disk: Disk,
    /// How long an answer takes.
    pub slowness: u64,
    pub seen: bool,
    pub vault_is_free: bool,
    pub route: Route,
    pub kept: BTreeMap<DraftId, Draft>,
    pub of_another: Vec<DraftId>,
    pub looks: Vec<Look>,
    pub events: Vec<Event>,
    engine: u32,
    heard: Option<(u32, Rc<Heard>, Rc<Stopped>)>,
    answers: VecDeque<Answer>,
}

#[derive(Clone)]
struct Headless(Rc<RefCell<World>>);

struct Line {
    world: Rc<RefCell<World>>,
    number: u32,
}

impl World {
    fn now(&self) -> Stamp {
        Stamp {
            ms: self.ms as i64,
            offset: 0,
        }
    }

    fn says(&mut self, engine: u32, message: &FromEngine) {
        let due = self.ms + self.slowness;
        self.answers.push_back(Answer {
            engine,
            due,
            bytes: encode(message),
        });
    }

    fn answer(&mut self, request: Request) -> Option<Result<Reply, Failure>> {
        let keeps = match self.disk {
            Disk::Works => Ok(()),
            Disk::Full => Err(Failure::Storage(StorageTrouble::Full)),
            Disk::Hangs => return None,
        };
        Some(match request {
            Request::SaveDraft(ask::SaveDraft { id, draft, .. }) => match keeps {
                Ok(()) => {
                    self.kept.insert(id, draft.clone());
                    self.events.push(Event::Saved(id, draft));
                    Ok(ask::SaveDraft::reply(self.now()))
                }
                Err(why) => {
                    self.events.push(Event::NotSaved(id));
                    Err(why)
                }
            },
            Request::LoadDraft(ask::LoadDraft(id)) if self.of_another.contains(&id) => {
                Err(WriteFailure::DraftOfAnother.into())
            }
            Request::LoadDraft(ask::LoadDraft(id)) => match self.kept.get(&id) {
                Some(draft) => Ok(ask::LoadDraft::reply(KeptDraft {
                    id,
                    started: draft.started(),
                    saved: self.now(),
                    draft: draft.clone(),
                    cursor: String::new(),
                })),
                None => Err(WriteFailure::NoDraft.into()),
            },
            Request::DiscardDraft(ask::DiscardDraft(id)) => {
                self.kept.remove(&id);
                self.events.push(Event::Discarded(id));
                Ok(ask::DiscardDraft::reply(()))
            }
            Request::Searches(_) => {
                let of_search = |(id, draft): (&DraftId, &Draft)| match draft {
                    Draft::Search(search) => Some((*id, (**search).clone())),
                    _ => None,
                };
                Ok(ask::Searches::reply(
                    self.kept.iter().filter_map(of_search).collect(),
                ))
            }
            Request::Drafts(_) => Ok(ask::Drafts::reply(Vec::new())),
            Request::ChangeSettings(_) => keeps.map(ask::ChangeSettings::reply),
            Request::Cover(_) => {
                self.events.push(Event::Covered);
                Ok(ask::Cover::reply(()))
            }
            Request::Uncover(ask::Uncover { code }) if code == CODE => {
                let code = ShortCode::Covers;
                Ok(ask::Uncover::reply(Session {
                    code,
                    ..session("Prima")
                }))
            }
            Request::Uncover(_) => Err(UnlockFailure::CodeSpent.into()),
            Request::CheckNext(_) => {
                self.events.push(Event::Checked);
                Ok(ask::CheckNext::reply(CheckedNext {
                    found: 2,
                    left: false,
                }))
            }
            _ => Err(Failure::NoChart),
        })
    }
}

pub const CODE: &str = "2468";

impl Worker for Line {
    fn send(&self, bytes: &[u8]) -> Result<(), String> {
        let mut world = self.world.borrow_mut();
        let message: ToEngine = decode(bytes).map_err(|why| why.to_string())?;
        match message {
            ToEngine::Ask(ticket, request) => {
                if let Some(answer) = world.answer(*request) {
                    world.says(self.number, &FromEngine::Answer(ticket, Box::new(answer)));
                }
            }
            ToEngine::Cancel(ticket) => {
                let cancelled = Box::new(Err(Failure::Cancelled));
                world.says(self.number, &FromEngine::Answer(ticket, cancelled));
            }
        }
        Ok(())
    }
}

impl Drop for Line {
    fn drop(&mut self) {
        self.world.borrow_mut().events.push(Event::EngineEnded);
    }
}

impl Platform for Headless {
    fn now(&self) -> Stamp {
        self.0.borrow().now()
    }

    fn now_ms(&self) -> f64 {
        self.0.borrow().ms as f64
    }

    fn sleep(&self, ms: u32) -> Later<()> {
        let world = self.0.clone();
        let until = world.borrow().ms + u64::from(ms);
        Box::pin(std::future::poll_fn(move |_| {
            match world.borrow().ms >= until {
                true => Poll::Ready(()),
                false => Poll::Pending,
            }
        }))
    }

    fn start_engine(&self, heard: Heard, stopped: Stopped) -> Result<Box<dyn Worker>, String> {
        let mut world = self.0.borrow_mut();
        world.engine += 1;
        let number = world.engine;
        world.heard = Some((number, Rc::new(heard), Rc::new(stopped)));
        world.events.push(Event::EngineStarted);
        world.says(
            number,
            &FromEngine::Ready(VaultState::Locked {
                wrong_tries: 0,
                wait_ms: 0,
            }),
        );
        Ok(Box::new(Line {
            world: self.0.clone(),
            number,
        }))
    }

    fn tell_tabs(&self, word: TabWord) {
        self.0.borrow_mut().events.push(Event::Told(word));
    }

    fn take_vault(&self) -> Later<bool> {
        let world = self.0.clone();
        Box::pin(std::future::poll_fn(move |_| {
            match world.borrow().vault_is_free {
                true => Poll::Ready(true),
                false => Poll::Pending,
            }
        }))
    }

    fn give_vault_up(&self) {
        self.0.borrow_mut().events.push(Event::GaveUp);
    }

    fn is_seen(&self) -> bool {
        self.0.borrow().seen
    }

    fn route(&self) -> Route {
        self.0.borrow().route
    }

    fn go(&self, _: &Route) {}

    fn replace(&self, route: &Route) {
        self.0.borrow_mut().events.push(Event::Replaced(*route));
    }

    fn leave(&self, _: Route) {}

    fn return_to(&self, _: Route) {}

    fn look(&self) -> Look {
        Look::of(&Settings::default())
    }

    fn take_look(&self, look: &Look) {
        self.0.borrow_mut().looks.push(look.clone());
    }

    fn take_update(&self) {
        self.0.borrow_mut().events.push(Event::TookUpdate);
    }
}

type Task = Pin<Box<dyn Future<Output = ()>>>;

thread_local! {
    static TASKS: RefCell<Vec<Task>> = const { RefCell::new(Vec::new()) };
}

/// Keeps the work of each test on its own thread, until the test lets it go on.
struct ThisThread;

impl CustomExecutor for ThisThread {
    fn spawn(&self, work: PinnedFuture<()>) {
        self.spawn_local(work);
    }

    fn spawn_local(&self, work: PinnedLocalFuture<()>) {
        TASKS.with_borrow_mut(|tasks| tasks.push(work));
    }

    fn poll_local(&self) {}
}

/// Polls all work once. Gives how much of it ended or was begun.
fn go_on() -> usize {
    let tasks = TASKS.take();
    let mut context = Context::from_waker(Waker::noop());
    let mut ended = 0;
    for mut task in tasks {
        match task.as_mut().poll(&mut context) {
            Poll::Ready(()) => ended += 1,
            Poll::Pending => TASKS.with_borrow_mut(|tasks| tasks.push(task)),
        }
    }
    ended
}

/// A device on which the vault is open.
pub struct Device {
    pub app: App,
    pub owner: Owner,
    world: Rc<RefCell<World>>,
}

impl Device {
    pub fn new() -> Self {
        // The first test sets it for all; each keeps its own work.
        let _ = Executor::init_custom_executor(ThisThread);
        let world = Rc::new(RefCell::new(World {
            ms: 1_000_000,
            disk: Disk::Works,
            slowness: 0,
            seen: true,
            vault_is_free: false,
            route: Route::Today,
            kept: BTreeMap::new(),
            of_another: Vec::new(),
            looks: Vec::new(),
            events: Vec::new(),
            engine: 0,
            heard: None,
            answers: VecDeque::new(),
        }));
        let owner = Owner::new();
        let edges = Headless(world.clone());
        let app = owner.with(|| {
            let room = Room {
                wide: signal(false).0,
                roomy: signal(false).0,
            };
            let app = App::new(Edges::new(edges), room);
            provide_context(app);
            app
        });
        let device = Self { app, owner, world };
        device.app.engine.start(Failure::Locked);
        device.settle();
        device
    }

    pub fn open() -> Self {
        let device = Self::new();
        device.app.opened(session("Prima"));
        device.settle();
        device.forget_events();
        device
    }

    pub fn world<T>(&self, look: impl FnOnce(&mut World) -> T) -> T {
        look(&mut self.world.borrow_mut())
    }

    /// Runs all work and hands over every answer that is due, until nothing moves any more.
    pub fn settle(&self) {
        let mut still = 0;
        while still < 3 {
            let moved = go_on() + self.hand_over();
            still = if moved == 0 { still + 1 } else { 0 };
        }
    }

    fn hand_over(&self) -> usize {
        let mut handed = 0;
        loop {
            let due = self.world(|world| {
                let now = world.ms;
                let at = world.answers.iter().position(|answer| answer.due <= now)?;
                let answer = world.answers.remove(at)?;
                let (number, heard, _) = world.heard.clone()?;
                Some((answer.engine == number).then_some((heard, answer.bytes)))
            });
            match due {
                None => return handed,
                Some(None) => {}
                Some(Some((heard, bytes))) => heard(bytes),
            }
            handed += 1;
        }
    }

    /// Time passes; whatever is due on the way happens when it is due.
    pub fn pass(&self, ms: u64) {
        let step = 50;
        let end = self.world(|world| world.ms) + ms;
        loop {
            self.settle();
            let now = self.world(|world| world.ms);
            if now >= end {
                return;
            }
            self.world(|world| world.ms = (now + step).min(end));
        }
    }

    pub fn run<T: 'static>(&self, work: impl Future<Output = T> + 'static) -> Option<T> {
        let done = Rc::new(RefCell::new(None));
        let result = done.clone();
        Executor::spawn_local(async move {
            let value = work.await;
            result.replace(Some(value));
        });
        self.settle();
        done.take()
    }

    pub fn engine_stops(&self, words: &str) {
        let stopped = self
            .world(|world| world.heard.clone())
            .expect("an engine runs");
        (stopped.2)(words.to_owned());
        self.settle();
    }

    pub fn events(&self) -> Vec<Event> {
        self.world(|world| world.events.clone())
    }

    pub fn forget_events(&self) {
        self.world(|world| world.events.clear());
    }

    pub fn kept(&self, id: DraftId) -> Option<Draft> {
        self.world(|world| world.kept.get(&id).cloned())
    }

    pub fn is_open(&self) -> bool {
        self.app.gate.get_untracked() == Gate::Open
    }

    pub fn is_locked(&self) -> bool {
        matches!(self.app.gate.get_untracked(), Gate::Locked { .. })
    }
}

pub fn session(name: &str) -> Session {
    Session {
        user: UserId([name.len() as u8; 16]),
        name: name.to_owned(),
        role: "nurse".to_owned(),
        site: "Site Alpha".to_owned(),
        device: "Tablet 1".to_owned(),
        kind: VaultKind::Clinic,
        fingerprint: String::new(),
        people: 2,
        people_lost: PeopleLost::default(),
        settings: Settings {
            language: Language::French,
            ..Settings::default()
        },
        clinic: Clinic::default(),
        code: ShortCode::None,
        aside: Vec::new(),
        older_copy: false,
        keys_lost: false,
        ring_in_meta: false,
        newest_entry: None,
        no_place: false,
        administrator: true,
    }
}
