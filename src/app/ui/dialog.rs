use gloo::events::EventListener;
use leptos::html;
use leptos::prelude::*;
use leptos::text_prop::TextProp;
use wasm_bindgen::JsCast;

use super::{BannerSlot, fresh_id};
use crate::app::i18n::*;
use crate::app::platform::timers::sleep;

/// A layer over the page: the browser's own dialog, so the focus stays inside and returns to where it was. Esc closes
/// the top layer and never discards a draft. The chart's banner stays visible above the dialog's words.
/// Children are made anew each time it opens.
#[component]
pub fn Dialog(
    open: RwSignal<bool>,
    #[prop(into)] title: TextProp,
    /// Uses the width for tables and two columns.
    #[prop(optional)]
    wide: bool,
    children: ChildrenFn,
) -> impl IntoView {
    let i18n = use_i18n();
    let banner = expect_context::<BannerSlot>();
    let node = NodeRef::<html::Dialog>::new();
    let title_id = fresh_id("dialog");
    let labelled = title_id.clone();
    Effect::new(move |_| {
        let Some(dialog) = node.get() else { return };
        match (open.get(), dialog.open()) {
            (true, false) => {
                // Refused only when already open, which was just looked at.
                let _ = dialog.show_modal();
                leptos::task::spawn_local(async move {
                    sleep(0).await;
                    focus_first(&dialog);
                });
            }
            (false, true) => dialog.close(),
            _ => {}
        }
    });
    let closed = StoredValue::new_local(None::<EventListener>);
    Effect::new(move |_| {
        if let Some(dialog) = node.get() {
            closed.set_value(Some(EventListener::new(&dialog, "close", move |_| {
                open.try_set(false);
            })));
        }
    });
    view! {
        <dialog node_ref=node class="dialog" class:dialog-wide=wide aria-labelledby=labelled>
            {move || open.get().then(|| view! {
                <div class="dialog-banner" aria-hidden="true">{move || banner.shown()}</div>
                <div class="dialog-head">
                    <h2 id=title_id.clone() tabindex="-1">{let title = title.clone(); move || title.get()}</h2>
                    <button type="button" class="button plain" on:click=move |_| open.set(false)>
                        {t!(i18n, common.close)}
                    </button>
                </div>
                <div class="dialog-body">{children()}</div>
            })}
        </dialog>
    }
}

/// The first field, else the title: never the *Close* button, which Enter would press.
fn focus_first(dialog: &web_sys::HtmlDialogElement) {
    let fields = ".dialog-body :is(input, textarea, select)";
    let first = dialog.query_selector(fields).ok().flatten();
    let first = first.or_else(|| dialog.query_selector("h2").ok().flatten());
    if let Some(Ok(element)) = first.map(|first| first.dyn_into::<web_sys::HtmlElement>()) {
        let _ = element.focus();
    }
}
