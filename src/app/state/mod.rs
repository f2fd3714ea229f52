//! What every page shares: the vault's gate, who is working, settings, where the focus was, messages, open drafts.

mod at_once;
mod clock;
mod drafts;
mod gate;
mod given;
mod held;
mod loaded;
mod notices;
mod press;
mod resting;
mod searches;
#[cfg(test)]
mod tests;

pub use clock::*;
pub use drafts::*;
pub use gate::*;
pub use given::*;
pub use loaded::*;
pub use notices::*;
pub use press::*;
pub use resting::*;
pub use searches::*;

#[cfg(target_arch = "wasm32")]
pub use super::say::{Say, use_say};

use std::rc::Rc;

use reactive_graph::graph::untrack;
use reactive_graph::owner::expect_context;
use reactive_graph::prelude::*;
use reactive_graph::signal::{ReadSignal, RwSignal};

use super::platform::edges::{Edges, Later, Platform};
use super::platform::engine::{Engine, EngineEvent, Work};
use super::platform::look::Look;
use super::route::Route;
use crate::base::Stamp;
use crate::chart::kinds::Station;
use crate::engine::protocol::{Ask, Failure, Session, Settings, VaultKind, VaultState, ask};
use crate::reading::view::{DraftRow, OpenVisit, PersonRow};

/// The page's shared state, `use_app()` in any component. Copied freely.
#[derive(Clone, Copy)]
pub struct App {
    edges: Edges,
    pub engine: Engine,
    pub gate: RwSignal<Gate>,
    /// Who is working; `None` while locked.
    pub session: RwSignal<Option<Session>>,
    /// The page shown. Go elsewhere with a link, `go` or `replace`.
    pub route: RwSignal<Route>,
    pub look: RwSignal<Look>,
    /// App-wide messages, above the page.
    pub notices: Notices,
    /// Whose chart is open: what paper is headed with.
    pub person: RwSignal<Option<PersonRow>>,
    /// The signed-in person's open drafts, as the rail lists them. `refresh_drafts` after one was made, signed, discarded.
    pub drafts: RwSignal<Vec<DraftRow>>,
    /// What is typed to find a person: still there on coming back from a chart; sealed when the vault locks.
    pub search: RwSignal<String>,
    /// The station whose waiting people are looked at; `None`: every one. Forgotten when the vault locks.
    pub waiting_at: RwSignal<Option<Station>>,
    pub clock: ClockQuestion,
    pub resting: Resting,
    /// How often the database was tried again by itself since it last opened.
    pub reopened: RwSignal<u32>,
    /// The file that was read before there is a vault, to be added once there is one.
    pub given: GivenFile,
    /// Why the vault locked by itself, told on the locked page.
    pub why_locked: RwSignal<Option<Failure>>,
    pub wide: ReadSignal<bool>,
    /// A tablet held upright, or wider.
    pub roomy: ReadSignal<bool>,
    autosaves: Autosaves,
    /// What could not be sealed when its page was left.
    held: held::HeldDrafts,
    /// Since when a layer stands before a page that nobody touches and no short code can cover.
    pub hidden: RwSignal<Option<Stamp>>,
    /// The dialog that asks for a short code is open.
    pub choosing_code: RwSignal<bool>,
    /// The dialog in which someone else opens the vault is open.
    pub switching: RwSignal<bool>,
    /// The overlay of keys is open.
    pub showing_keys: RwSignal<bool>,
}

/// What is around the page.
pub(super) struct Room {
    pub wide: ReadSignal<bool>,
    /// A tablet held upright, or wider.
    pub roomy: ReadSignal<bool>,
}

/// The shared state. Every component below the root has it.
pub fn use_app() -> App {
    expect_context()
}

impl App {
    pub(super) fn new(edges: Edges, room: Room) -> Self {
        let platform = edges.get();
        let gate = RwSignal::new(Gate::Starting);
        let session = RwSignal::new(None);
        let reopened = RwSignal::new(0);
        let engine = Engine::new(edges, move |event| match event {
            EngineEvent::Ready(state) => {
                if !matches!(state, VaultState::Storage(_)) {
                    reopened.set(0);
                }
                gate.set(Gate::of(state, edges.get().now_ms()));
            }
            EngineEvent::Stopped(words) => {
                session.set(None);
                gate.set(Gate::Stopped(words));
            }
        });
        Self {
            edges,
            engine,
            gate,
            session,
            route: RwSignal::new(platform.route()),
            look: RwSignal::new(platform.look()),
            notices: Notices::new(),
            person: RwSignal::new(None),
            drafts: RwSignal::new(Vec::new()),
            search: RwSignal::new(String::new()),
            waiting_at: RwSignal::new(None),
            clock: ClockQuestion::new(),
            resting: Resting::new(),
            reopened,
            given: GivenFile::none(),
            why_locked: RwSignal::new(None),
            wide: room.wide,
            roomy: room.roomy,
            autosaves: Autosaves::new(),
            held: held::HeldDrafts::new(),
            hidden: RwSignal::new(None),
            choosing_code: RwSignal::new(false),
            switching: RwSignal::new(false),
            showing_keys: RwSignal::new(false),
        }
    }

    /// Asks the engine and waits.
    ///
    /// # Errors
    /// The engine's; `Say::failure` puts it into words.
    pub async fn ask<Q: Ask>(&self, question: Q) -> Result<Q::Answer, Failure> {
        self.engine.ask(question).await
    }

    /// Asks; `work` shows how far it is (`ui::Working`) and can cancel it.
    pub async fn ask_with<Q: Ask>(&self, work: Work, question: Q) -> Result<Q::Answer, Failure> {
        self.engine.ask_with(work, question).await
    }

    /// Something that shows its progress is under way: an import, an export, *Check now*.
    pub(super) fn is_working(&self) -> bool {
        self.engine.is_working()
    }

    /// Goes to a page as a link would: Back returns to the present one.
    pub fn go(&self, route: Route) {
        self.platform().go(&route);
    }

    /// Goes to a page that takes the present one's place: Back does not return to a form that was signed.
    pub fn replace(&self, route: Route) {
        self.platform().replace(&route);
    }

    fn sleep(&self, ms: u32) -> Later<()> {
        self.platform().sleep(ms)
    }

    fn platform(&self) -> Rc<dyn Platform> {
        self.edges.get()
    }

    /// Every draft that is being typed on the page now.
    pub fn autosaves(&self) -> Autosaves {
        self.autosaves
    }

    /// The open vault's settings; defaults with the remembered look while it is locked.
    pub fn settings(&self) -> Settings {
        self.session
            .with(|session| session.as_ref().map(|s| s.settings.clone()))
            .unwrap_or_else(|| {
                let look = self.look.get();
                Settings {
                    language: look.language,
                    theme: look.theme,
                    density: look.density,
                    ..Settings::default()
                }
            })
    }

    /// Where people wait in this clinic: the stations every clinic has, then its own. None in a family's vault.
    pub fn stations(&self) -> Vec<Station> {
        self.session.with(|session| {
            let clinic = session
                .as_ref()
                .filter(|session| session.kind == VaultKind::Clinic);
            let Some(session) = clinic else {
                return Vec::new();
            };
            let own = session.clinic.stations.iter().cloned().map(Station::Own);
            Station::USUAL.into_iter().chain(own).collect()
        })
    }

    /// Whether a visit goes on here: the person is waited for at this site, or somebody has them.
    pub fn is_here(&self, visit: &OpenVisit) -> bool {
        let now = self.platform().now();
        let at = |session: &Session| visit.is_at(&session.site, now);
        self.session
            .with(|session| session.as_ref().is_some_and(at))
    }

    /// The vault that is open is a family's, which has no pages of a clinic.
    pub fn is_of_a_family(&self) -> bool {
        let family = |session: &Session| session.kind != VaultKind::Clinic;
        self.session
            .with(|session| session.as_ref().is_some_and(family))
    }

    /// Seals new settings with the vault and shows them. The look changes at once, before the vault has answered.
    pub async fn change_settings(&self, settings: Settings) -> Result<(), Failure> {
        // Believed at once: the next change may come before this one is kept, and builds on it.
        let before = self.believe_settings(settings.clone());
        let Some(before) = before else {
            return Ok(());
        };
        let request = ask::ChangeSettings(settings.clone());
        if let Err(why) = self.ask(request).await {
            let changed_since = untrack(|| self.settings()) != settings;
            if !changed_since {
                self.believe_settings(before);
            }
            return Err(why);
        }
        Ok(())
    }

    /// The settings before; `None` where no vault is open, whose look alone is kept then.
    fn believe_settings(&self, settings: Settings) -> Option<Settings> {
        self.change_look(Look::of(&settings));
        self.session
            .try_update(|session| {
                let session = session.as_mut()?;
                Some(std::mem::replace(&mut session.settings, settings))
            })
            .flatten()
    }

    /// Puts the look on the page at once and remembers it, unsealed, for the locked page.
    pub fn change_look(&self, look: Look) {
        self.platform().take_look(&look);
        self.look.set(look);
    }

    /// Reads the list of open drafts again.
    pub async fn refresh_drafts(&self) {
        if let Ok(drafts) = self.ask(ask::Drafts).await {
            self.drafts.set(drafts);
        }
    }
}
