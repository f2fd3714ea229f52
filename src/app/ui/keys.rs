//! The keyboard map. Pages say what they do with a command; the shell does the rest.

use gloo::events::{EventListener, EventListenerOptions};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, KeyboardEvent};

pub use crate::app::key_map::Command;
use crate::app::key_map::{KeyMap, Pressed};

type Handler = Callback<(Command,), bool>;

/// Who hears commands: the newest first, until one answers that it did something.
#[derive(Clone, Copy)]
pub struct Keys {
    handlers: StoredValue<Vec<(u32, Handler)>>,
    next: StoredValue<u32>,
    /// Single letters may be switched off in settings.
    single: Signal<bool>,
    map: StoredValue<KeyMap>,
}

impl Keys {
    /// Listens for as long as the page lives.
    pub fn new(single: Signal<bool>) -> Self {
        let keys = Self {
            handlers: StoredValue::new(Vec::new()),
            next: StoredValue::new(0),
            single,
            map: StoredValue::new(KeyMap::default()),
        };
        let window = web_sys::window().expect("the page runs in a window");
        let options = EventListenerOptions::enable_prevent_default();
        EventListener::new_with_options(&window, "keydown", options, move |event| {
            if let Some(event) = event.dyn_ref::<KeyboardEvent>() {
                keys.pressed(event);
            }
        })
        .forget();
        keys
    }

    fn pressed(&self, event: &KeyboardEvent) {
        if event.is_composing() || event.default_prevented() {
            return;
        }
        let Some(command) = self.read(event) else {
            return;
        };
        let handlers: Vec<Handler> = self
            .handlers
            .with_value(|all| all.iter().rev().map(|(_, handler)| *handler).collect());
        if handlers
            .iter()
            .any(|handler| handler.try_run((command,)).unwrap_or(false))
        {
            event.prevent_default();
        }
    }

    fn read(&self, event: &KeyboardEvent) -> Option<Command> {
        let key = event.key();
        let pressed = Pressed {
            key: &key,
            control: event.ctrl_key() || event.meta_key(),
            alt: event.alt_key(),
            in_field: in_field(event),
            on_row: on_row(event),
            in_dialog: in_dialog(event),
        };
        let single = self.single.get_untracked();
        let read = |map: &mut KeyMap| map.read(pressed, single);
        self.map.try_update_value(read).flatten()
    }

    fn add(&self, handler: Handler) -> u32 {
        let number = self.next.get_value();
        self.next.set_value(number + 1);
        self.handlers
            .update_value(|all| all.push((number, handler)));
        number
    }

    fn remove(&self, number: u32) {
        self.handlers
            .try_update_value(|all| all.retain(|(other, _)| *other != number));
    }
}

/// Hears commands for as long as the component lives. Answer `true` when something was done.
///
/// ```ignore
/// on_command(move |command| match command {
///     Command::New => { start_note(); true }
///     _ => false,
/// });
/// ```
pub fn on_command(f: impl Fn(Command) -> bool + Send + Sync + 'static) {
    let keys = expect_context::<Keys>();
    let number = keys.add(Callback::new(move |(command,)| f(command)));
    on_cleanup(move || keys.remove(number));
}

fn target(event: &KeyboardEvent) -> Option<HtmlElement> {
    event.target()?.dyn_into().ok()
}

/// Inside something one types in, or a group that has letters of its own.
fn in_field(event: &KeyboardEvent) -> bool {
    let fields = "input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable], .answers";
    target(event).is_some_and(|element| matches!(element.closest(fields), Ok(Some(_))))
}

fn on_row(event: &KeyboardEvent) -> bool {
    target(event).is_some_and(|element| element.has_attribute("data-row"))
}

fn in_dialog(event: &KeyboardEvent) -> bool {
    target(event).is_some_and(|element| matches!(element.closest("dialog"), Ok(Some(_))))
}
