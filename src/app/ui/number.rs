use leptos::prelude::*;
use leptos::text_prop::TextProp;

use super::bind::Bind;
use super::{Button, ButtonKind, fresh_id};
use crate::app::i18n::*;

/// A number being typed, the unit it is in, the value before, and a question when it is unlikely.
#[component]
pub fn NumberWithUnit(
    #[prop(into)] label: TextProp,
    /// As typed; comma and point both work (`matching::decimal` reads it).
    #[prop(into)]
    value: Bind<String>,
    /// The UCUM unit chosen.
    #[prop(into)]
    unit: Bind<String>,
    /// UCUM unit and what is shown; one unit is shown as text, more as a switch.
    units: Vec<(String, String)>,
    /// The last value and its date, in quiet text.
    #[prop(optional, into)]
    last: Option<TextProp>,
    /// "Weight 340 kg. Keep it, or correct it?" while the value is unlikely and not yet kept.
    #[prop(optional, into)]
    unlikely: Signal<Option<String>>,
    /// *Keep it* was pressed.
    #[prop(optional, into)]
    on_keep: Option<Callback<()>>,
    #[prop(optional, into)] error: Signal<Option<String>>,
    #[prop(optional, into)] id: Option<String>,
) -> impl IntoView {
    let i18n = use_i18n();
    let id = id.unwrap_or_else(|| fresh_id("number"));
    let (last_id, error_id) = (format!("{id}-last"), format!("{id}-error"));
    let field = id.clone();
    let correct = move || super::focus_id(&field);
    let switch = match units.as_slice() {
        [] => ().into_any(),
        [(_, one)] => view! { <span class="unit">{one.clone()}</span> }.into_any(),
        _ => unit_switch(&id, units, unit).into_any(),
    };
    let describes = format!("{last_id} {error_id}");
    view! {
        <div class="field field-number">
            <label for=id.clone()>{move || label.get()}</label>
            <div class="field-box">
                <input
                    id=id.clone()
                    type="text"
                    inputmode="decimal"
                    size="7"
                    autocomplete="off"
                    spellcheck="false"
                    prop:value=move || value.get()
                    aria-describedby=describes
                    aria-invalid=move || error.with(Option::is_some).then_some("true")
                    on:input=move |event| value.set(event_target_value(&event))
                />
                {switch}
            </div>
            <p class="hint" id=last_id>{last.map(|last| move || last.get())}</p>
            <p class="field-error" id=error_id role="alert">{move || error.get()}</p>
            {move || unlikely.get().map(|question| {
                let correct = correct.clone();
                view! {
                    <div class="ask-once" role="alert">
                        <p>{question}</p>
                        <Button
                            label=move || t_string!(i18n, ui.keep_it)
                            kind=ButtonKind::Quiet
                            on_press=move || { if let Some(keep) = on_keep { keep.run(()) } }
                        />
                        <Button label=move || t_string!(i18n, ui.correct_it) on_press=correct/>
                    </div>
                }
            })}
        </div>
    }
}

fn unit_switch(
    id: &str,
    units: Vec<(String, String)>,
    unit: Bind<String>,
) -> impl IntoView + use<> {
    let i18n = use_i18n();
    let options = units
        .into_iter()
        .map(|(ucum, label)| {
            let value = ucum.clone();
            view! { <option value=value prop:selected=move || unit.get() == ucum>{label}</option> }
        })
        .collect_view();
    view! {
        <select
            id=format!("{id}-unit")
            class="unit"
            autocomplete="off"
            aria-label=move || t_string!(i18n, ui.unit)
            on:change=move |event| unit.set(event_target_value(&event))
        >
            {options}
        </select>
    }
}
