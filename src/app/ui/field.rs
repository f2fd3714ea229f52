use std::borrow::Cow;

use leptos::attr::custom::custom_attribute;
use leptos::html;
use leptos::prelude::*;
use leptos::text_prop::TextProp;
use wasm_bindgen::JsCast;

use super::bind::Bind;
use super::fresh_id;
use crate::app::i18n::*;
use crate::app::matching::mixes_scripts;
use crate::base::text::{in_one_line, with_lines};

/// What a field is for: keypad and masking.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FieldKind {
    #[default]
    Text,
    /// Whole numbers and codes.
    Digits,
    Phone,
    Search,
    /// Hidden while typed, with a *show* toggle and warnings of caps lock and of a keyboard switched meanwhile.
    Secret,
}

impl FieldKind {
    fn input_mode(self) -> &'static str {
        match self {
            Self::Text | Self::Secret => "text",
            Self::Digits => "numeric",
            Self::Phone => "tel",
            Self::Search => "search",
        }
    }
}

/// Label, field, and beneath it a hint and what is wrong. `error` is tied to the field and announced.
#[component]
pub fn Field(
    #[prop(into)] label: TextProp,
    #[prop(into)] value: Bind<String>,
    #[prop(optional)] kind: FieldKind,
    /// Quiet text under the label: an example or a limit.
    #[prop(optional, into)]
    hint: Option<TextProp>,
    /// What is wrong, as a sentence; `None` when nothing is.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// Fixed, where the focus is to return here.
    #[prop(optional, into)]
    id: Option<String>,
    /// A short field: about so many characters wide.
    #[prop(optional)]
    size: Option<u32>,
    #[prop(optional)] node: NodeRef<html::Input>,
    /// Called when Enter is pressed in the field.
    #[prop(optional, into)]
    on_enter: Option<Callback<()>>,
    #[prop(optional, into)] disabled: Signal<bool>,
) -> impl IntoView {
    let i18n = use_i18n();
    let id = id.unwrap_or_else(|| fresh_id("field"));
    let (hint_id, error_id) = (format!("{id}-hint"), format!("{id}-error"));
    let described = {
        let (hint_id, error_id, has_hint) = (hint_id.clone(), error_id.clone(), hint.is_some());
        move || {
            let hint = has_hint.then(|| hint_id.clone());
            let error = error.with(Option::is_some).then(|| error_id.clone());
            let ids: Vec<String> = hint.into_iter().chain(error).collect();
            (!ids.is_empty()).then(|| ids.join(" "))
        }
    };
    let shown = RwSignal::new(false);
    let caps = RwSignal::new(false);
    let secret = kind == FieldKind::Secret;
    let masked = move || secret && !shown.get();
    let mixed = Memo::new(move |_| secret && mixes_scripts(&value.get()));
    view! {
        <div class="field" class:field-short=size.is_some()>
            <label for=id.clone()>{move || label.get()}</label>
            {hint.map(|hint| view! { <p class="hint" id=hint_id>{move || hint.get()}</p> })}
            <div class="field-box">
                <input
                    node_ref=node
                    id=id.clone()
                    type=move || if masked() { "password" } else { "text" }
                    inputmode=kind.input_mode()
                    size=size.map(|size| size.to_string())
                    autocomplete="off"
                    {..custom_attribute("autocorrect", "off")}
                    autocapitalize=if kind == FieldKind::Text { "sentences" } else { "none" }
                    spellcheck="false"
                    translate="no"
                    prop:value=move || value.get()
                    disabled=move || disabled.get()
                    aria-describedby=described
                    aria-invalid=move || error.with(Option::is_some).then_some("true")
                    on:paste=|event| paste_in_one_line(&event)
                    on:input=move |event| {
                        let typed = event_target_value(&event);
                        value.set(if secret { typed.clone() } else { in_one_line(&typed).into_owned() });
                        // A letter among figures is not kept, so it does not stand there either.
                        let kept = value.get_untracked();
                        if !secret && kept != typed {
                            event_target::<web_sys::HtmlInputElement>(&event).set_value(&kept);
                        }
                    }
                    on:keydown=move |event| {
                        if secret {
                            caps.set(crate::app::platform::device::caps_lock(&event));
                        }
                        if let Some(enter) = on_enter.filter(|_| event.key() == "Enter" && !event.is_composing()) {
                            event.prevent_default();
                            enter.run(());
                        }
                    }
                />
                {secret.then(|| view! {
                    <button
                        type="button"
                        class="button plain"
                        aria-pressed=move || if shown.get() { "true" } else { "false" }
                        on:click=move |_| shown.update(|shown| *shown = !*shown)
                    >
                        {move || if shown.get() { t_string!(i18n, ui.hide) } else { t_string!(i18n, ui.show) }}
                    </button>
                })}
            </div>
            <p class="field-error" id=error_id role="alert">{move || error.get()}</p>
            {move || caps.get().then(|| view! {
                <p class="field-note" role="status">{t!(i18n, ui.caps_lock)}</p>
            })}
            {move || mixed.get().then(|| view! {
                <p class="field-note" role="status">{t!(i18n, ui.two_scripts)}</p>
            })}
        </div>
    }
}

/// A box for sentences. It grows with the text and the page never jumps.
#[component]
pub fn TextArea(
    #[prop(into)] label: TextProp,
    #[prop(into)] value: Bind<String>,
    #[prop(optional, into)] hint: Option<TextProp>,
    #[prop(optional, into)] error: Signal<Option<String>>,
    #[prop(optional, into)] id: Option<String>,
    /// Lines shown while empty.
    #[prop(default = 2)]
    rows: u32,
    /// The label is read by screen readers only: a letter or a heading stands beside the box.
    #[prop(optional)]
    label_hidden: bool,
    #[prop(optional)] node: NodeRef<html::Textarea>,
) -> impl IntoView {
    let id = id.unwrap_or_else(|| fresh_id("text"));
    let hint_id = format!("{id}-hint");
    let described = hint.is_some().then(|| hint_id.clone());
    let error_id = format!("{id}-error");
    Effect::new(move |_| {
        value.get();
        if let Some(area) = node.get() {
            grow(&area);
        }
    });
    view! {
        <div class="field">
            <label for=id.clone() class:hidden-visually=label_hidden>{move || label.get()}</label>
            {hint.map(|hint| view! { <p class="hint" id=hint_id>{move || hint.get()}</p> })}
            <textarea
                node_ref=node
                id=id.clone()
                rows=rows.to_string()
                autocomplete="off"
                {..custom_attribute("autocorrect", "off")}
                spellcheck="false"
                translate="no"
                prop:value=move || value.get()
                aria-describedby=described
                aria-invalid=move || error.with(Option::is_some).then_some("true")
                aria-errormessage=error_id.clone()
                on:input=move |event| {
                    if let Some(area) = event.target().and_then(|t| t.dyn_into().ok()) {
                        keep_lines(&area);
                        grow(&area);
                    }
                    value.set(event_target_value(&event));
                }
            ></textarea>
            <p class="field-error" id=error_id role="alert">{move || error.get()}</p>
        </div>
    }
}

/// A field of one line would join the last word of a pasted line with the first of the next.
pub(super) fn paste_in_one_line(event: &web_sys::ClipboardEvent) {
    let pasted = event
        .clipboard_data()
        .and_then(|data| data.get_data("text").ok());
    let field: Option<web_sys::HtmlInputElement> = event.target().and_then(|t| t.dyn_into().ok());
    let (Some(pasted), Some(field)) = (pasted, field) else {
        return;
    };
    let pasted = pasted.trim_matches(['\r', '\n']);
    let Cow::Owned(line) = in_one_line(pasted) else {
        return;
    };
    event.prevent_default();
    // Refused only for fields that are not of text.
    let at = field.selection_start().ok().flatten().unwrap_or(0);
    if field.set_range_text(&line).is_err() {
        return;
    }
    let end = at + line.encode_utf16().count() as u32;
    let _ = field.set_selection_range(end, end);
    let options = web_sys::EventInit::new();
    options.set_bubbles(true);
    if let Ok(input) = web_sys::Event::new_with_event_init_dict("input", &options) {
        let _ = field.dispatch_event(&input);
    }
}

/// What was pasted keeps its lines, whatever they end with where it comes from. The cursor stays where it was.
fn keep_lines(area: &web_sys::HtmlTextAreaElement) {
    let typed = area.value();
    let Cow::Owned(kept) = with_lines(&typed) else {
        return;
    };
    let at = area.selection_start().ok().flatten();
    let at = at.map(|at| {
        let before: Vec<u16> = typed.encode_utf16().take(at as usize).collect();
        let before = String::from_utf16_lossy(&before);
        with_lines(&before).encode_utf16().count() as u32
    });
    area.set_value(&kept);
    // Refused only for fields that have no cursor.
    let _ = area.set_selection_range(at.unwrap_or(0), at.unwrap_or(0));
}

/// As tall as its text. Only ever grows while it is typed in, so that nothing below moves up under a finger.
fn grow(area: &web_sys::HtmlTextAreaElement) {
    let wanted = area.scroll_height();
    if wanted > area.client_height() {
        let style = web_sys::HtmlElement::style(area);
        let _ = style.set_property("block-size", &format!("{}px", wanted + 2));
    }
}

/// A box to tick. Never used for a clinical answer: those have five.
#[component]
pub fn CheckBox(
    #[prop(into)] label: TextProp,
    #[prop(into)] value: Bind<bool>,
    #[prop(optional, into)] hint: Option<TextProp>,
    #[prop(optional, into)] id: Option<String>,
) -> impl IntoView {
    let id = id.unwrap_or_else(|| fresh_id("check"));
    let hint_id = format!("{id}-hint");
    let described = hint.is_some().then(|| hint_id.clone());
    view! {
        <div class="check">
            <input
                type="checkbox"
                id=id.clone()
                autocomplete="off"
                prop:checked=move || value.get()
                aria-describedby=described
                on:change=move |event| value.set(event_target_checked(&event))
            />
            <label for=id.clone()>{move || label.get()}</label>
            {hint.map(|hint| view! { <p class="hint" id=hint_id>{move || hint.get()}</p> })}
        </div>
    }
}
