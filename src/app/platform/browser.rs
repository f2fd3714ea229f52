//! The browser that the page runs in.

use leptos::prelude::*;

use super::edges::{Heard, Later, Platform, Stopped, TabWord, Worker};
use super::look::Look;
use super::places::Places;
use super::tabs::Tabs;
use super::updates::Updates;
use super::worker::ByteWorker;
use super::{activity, device, fragment, timers};
use crate::app::route::Route;
use crate::base::Stamp;

const ENGINE: &str = "./engine_loader.js";

/// What of the browser has a state of its own. Copied freely.
#[derive(Clone, Copy)]
pub struct Browser {
    pub tabs: Tabs,
    pub updates: Updates,
    pub places: Places,
}

/// Every component below the root has it.
pub fn use_browser() -> Browser {
    expect_context()
}

impl Platform for Browser {
    fn now(&self) -> Stamp {
        device::now()
    }

    fn now_ms(&self) -> f64 {
        timers::now_ms()
    }

    fn sleep(&self, ms: u32) -> Later<()> {
        Box::pin(timers::sleep(ms))
    }

    fn start_engine(&self, heard: Heard, stopped: Stopped) -> Result<Box<dyn Worker>, String> {
        Ok(Box::new(ByteWorker::start(ENGINE, heard, stopped)?))
    }

    fn tell_tabs(&self, word: TabWord) {
        self.tabs.say(word);
    }

    fn take_vault(&self) -> Later<bool> {
        let tabs = self.tabs;
        Box::pin(async move { tabs.take().await })
    }

    fn give_vault_up(&self) {
        self.tabs.give_up();
    }

    fn is_seen(&self) -> bool {
        activity::is_seen()
    }

    fn route(&self) -> Route {
        fragment::current()
    }

    fn go(&self, route: &Route) {
        fragment::go(route);
    }

    fn replace(&self, route: &Route) {
        fragment::replace(route);
    }

    fn leave(&self, route: Route) {
        self.places.leave(route);
    }

    fn return_to(&self, route: Route) {
        self.places.return_to(route);
    }

    fn look(&self) -> Look {
        Look::read()
    }

    fn take_look(&self, look: &Look) {
        look.keep();
        look.show();
    }

    fn take_update(&self) {
        self.updates.take();
    }
}
