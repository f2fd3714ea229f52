use leptos::attr::custom::custom_attribute;
use leptos::prelude::*;
use leptos::text_prop::TextProp;

use super::bind::Bind;
use super::layout::focus_id;
use crate::base::text::in_one_line;

/// A field of free words with a list of what they may begin: arrows go through it, Enter takes one, Escape closes it; a press takes
/// one too. What is typed stands, whether it is in the list or not.
#[component]
pub fn Combobox(
    #[prop(into)] label: TextProp,
    #[prop(into)] value: Bind<String>,
    /// What is offered for what is typed now.
    options: Signal<Vec<String>>,
    #[prop(into)] id: String,
    #[prop(optional, into)] error: Signal<Option<String>>,
    /// Told what was taken, once it stands in the field.
    #[prop(optional, into)]
    on_taken: Option<Callback<()>>,
) -> impl IntoView {
    let open = RwSignal::new(false);
    let at = RwSignal::new(None::<usize>);
    let (list_id, error_id) = (format!("{id}-list"), format!("{id}-error"));
    let shown = Memo::new(move |_| match open.get() {
        true => options.get(),
        false => Vec::new(),
    });
    let is_shown = move || shown.with(|shown| !shown.is_empty());
    let close = move || {
        open.set(false);
        at.set(None);
    };
    let field = StoredValue::new(id.clone());
    let take = move |one: String| {
        value.set(one);
        close();
        field.with_value(|field| focus_id(field));
        if let Some(taken) = on_taken {
            taken.run(());
        }
    };
    let step = move |by: isize| {
        open.set(true);
        let most = shown.with_untracked(Vec::len);
        if most > 0 {
            at.update(|at| {
                let from = at.map_or(if by > 0 { -1 } else { 0 }, |at| at as isize);
                *at = Some((from + by).rem_euclid(most as isize) as usize);
            });
        }
    };
    let option_id = {
        let list = list_id.clone();
        move |place: usize| format!("{list}-{place}")
    };
    let active = option_id.clone();
    let described = error_id.clone();
    let on_key = move |event: web_sys::KeyboardEvent| {
        if event.is_composing() {
            return;
        }
        match event.key().as_str() {
            "ArrowDown" => step(1),
            "ArrowUp" => step(-1),
            "Enter" => {
                let chosen = at.get_untracked();
                let chosen =
                    chosen.and_then(|at| shown.with_untracked(|shown| shown.get(at).cloned()));
                match chosen {
                    Some(one) => take(one),
                    None => return,
                }
            }
            // Only the list is closed, not the layer the field stands in.
            "Escape" if untrack(is_shown) => close(),
            _ => return,
        }
        event.prevent_default();
        event.stop_propagation();
    };
    let rows = move || {
        let rows = shown.get().into_iter().enumerate();
        let option_id = option_id.clone();
        rows.map(move |(place, one)| {
            let words = one.clone();
            let chosen = move || at.get() == Some(place);
            view! {
                <li
                    id=option_id(place)
                    class="offer"
                    role="option"
                    translate="no"
                    aria-selected=move || if chosen() { "true" } else { "false" }
                    // The field keeps the focus while the press goes on.
                    on:pointerdown=move |event| event.prevent_default()
                    on:mousedown=move |event| event.prevent_default()
                    on:click=move |_| take(one.clone())
                >
                    {words}
                </li>
            }
        })
        .collect_view()
    };
    let controls = list_id.clone();
    let says = label.clone();
    view! {
        <div class="field combobox">
            <label for=id.clone()>{move || label.get()}</label>
            <div class="field-box">
                <input
                    id=id
                    type="text"
                    role="combobox"
                    autocomplete="off"
                    {..custom_attribute("autocorrect", "off")}
                    autocapitalize="sentences"
                    spellcheck="false"
                    translate="no"
                    aria-autocomplete="list"
                    aria-expanded=move || if is_shown() { "true" } else { "false" }
                    aria-controls=controls
                    aria-activedescendant=move || at.get().filter(|_| is_shown()).map(&active)
                    aria-describedby=move || error.with(Option::is_some).then(|| described.clone())
                    aria-invalid=move || error.with(Option::is_some).then_some("true")
                    prop:value=move || value.get()
                    on:input=move |event| {
                        value.set(in_one_line(&event_target_value(&event)).into_owned());
                        at.set(None);
                        open.set(true);
                    }
                    on:keydown=on_key
                    on:blur=move |_| close()
                />
            </div>
            <ul class="offered" id=list_id role="listbox" aria-label=move || says.get().to_string() hidden=move || !is_shown()>
                {rows}
            </ul>
            <p class="field-error" id=error_id role="alert">{move || error.get()}</p>
        </div>
    }
}
