//! One writer across tabs: whoever holds the Web Lock `vault-writer` has the vault; tabs talk through a BroadcastChannel.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{Function, Promise};
use leptos::prelude::*;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{BroadcastChannel, MessageEvent};

use super::edges::TabWord;
use super::js;

const LOCK: &str = "vault-writer";
const CHANNEL: &str = "carnet";

impl TabWord {
    fn word(self) -> &'static str {
        match self {
            Self::GiveWay => "give way",
            Self::LockAll => "lock",
        }
    }

    fn read(word: &str) -> Option<Self> {
        [Self::GiveWay, Self::LockAll]
            .into_iter()
            .find(|known| known.word() == word)
    }
}

type Release = Rc<RefCell<Option<Function>>>;

/// This tab among the others.
#[derive(Clone, Copy)]
pub struct Tabs {
    channel: StoredValue<Option<BroadcastChannel>, LocalStorage>,
    release: StoredValue<Release, LocalStorage>,
}

impl Tabs {
    /// Listens to the other tabs for as long as the page lives.
    pub fn new(on_word: impl Fn(TabWord) + 'static) -> Self {
        let channel = BroadcastChannel::new(CHANNEL).ok();
        if let Some(channel) = &channel {
            let heard = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
                if let Some(word) = event.data().as_string().as_deref().and_then(TabWord::read) {
                    on_word(word);
                }
            });
            channel.set_onmessage(Some(heard.into_js_value().unchecked_ref()));
        }
        Self {
            channel: StoredValue::new_local(channel),
            release: StoredValue::new_local(Rc::default()),
        }
    }

    /// Says it to every other tab; this one does not hear it.
    pub fn say(&self, word: TabWord) {
        self.channel.with_value(|channel| {
            if let Some(channel) = channel {
                // A closed channel has nobody left to hear it.
                let _ = channel.post_message(&JsValue::from_str(word.word()));
            }
        });
    }

    /// Takes the vault if no other tab has it. `true`: it is ours until `give_up` or the tab closes.
    pub async fn take_if_free(&self) -> bool {
        self.request(true).await
    }

    /// Waits until the other tab has given the vault up, then takes it.
    pub async fn take(&self) -> bool {
        self.request(false).await
    }

    /// Lets the next tab that waits take the vault. Nothing happens where this tab does not have it.
    pub fn give_up(&self) {
        let release = self.release.get_value().borrow_mut().take();
        if let Some(release) = release {
            let _ = release.call0(&JsValue::NULL);
        }
    }

    async fn request(&self, only_if_free: bool) -> bool {
        let Some(locks) = web_sys::window().and_then(|w| js::get(&w.navigator(), "locks")) else {
            return false;
        };
        let options = js_sys::Object::new();
        js::set(&options, "ifAvailable", only_if_free);
        let release = self.release.get_value();
        let granted = Promise::new(&mut |resolve, reject| {
            let release = release.clone();
            let held = Closure::once_into_js(move |lock: JsValue| -> JsValue {
                let ours = !lock.is_null();
                let _ = resolve.call1(&JsValue::NULL, &ours.into());
                if !ours {
                    return JsValue::UNDEFINED;
                }
                // The lock is held until this promise settles.
                Promise::new(&mut |let_go, _| *release.borrow_mut() = Some(let_go)).into()
            });
            let args = [JsValue::from_str(LOCK), options.clone().into(), held];
            if js::call(&locks, "request", &args).is_none() {
                let _ = reject.call0(&JsValue::NULL);
            }
        });
        let granted = wasm_bindgen_futures::JsFuture::from(granted).await;
        granted.is_ok_and(|ours| ours.is_truthy())
    }
}
