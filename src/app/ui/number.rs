use leptos::prelude::*;
use leptos::text_prop::TextProp;
use wasm_bindgen::JsCast;

use super::bind::Bind;
use super::typing::Typing;
use super::{Button, ButtonKind, focus_id, fresh_id};
use crate::app::i18n::*;
use crate::app::state::Say;
use crate::chart::draft::{Measure, pressure_words};
use crate::terms::measure::{Switched, switched, understand, unit_of};
use crate::terms::units::Ages;
use crate::terms::vitals::{Unit, Vital};

/// What became of the number when its unit was switched.
#[derive(Clone, PartialEq, Eq)]
enum Was {
    /// It stood so, in that unit.
    Converted(Measure),
    /// It stayed, since it cannot be written in the unit that was chosen.
    Stayed(&'static str),
}

/// The second of two numbers with one unit: the lower of a blood pressure.
#[derive(Clone, Copy)]
pub struct Second {
    pub value: Bind<String>,
    /// What the first and the second are called.
    pub names: [fn(Texts) -> &'static str; 2],
}

/// The id of the field of the second number, beside that of the first.
pub fn second_id(id: &str) -> String {
    format!("{id}-lower")
}

/// A number being typed, or two that belong together, the unit it is in, the value before, and a question when it is
/// unlikely. What it is read as is said where that is not plain; where another unit is chosen under it, it is converted, and
/// that is said.
#[component]
pub fn NumberWithUnit(
    #[prop(into)] label: TextProp,
    vital: Vital,
    /// As typed, in a unit that is never empty.
    #[prop(into)]
    value: Bind<Measure>,
    #[prop(optional_no_strip)] second: Option<Second>,
    /// The age of whom it is measured of.
    #[prop(into)]
    ages: Signal<Option<Ages>>,
    /// The last value and its date, in quiet text.
    #[prop(optional, into)]
    last: Option<TextProp>,
    /// "Weight 340 kg. Keep it, or correct it?" while the value is unlikely and not yet kept.
    #[prop(optional, into)]
    unlikely: Signal<Option<String>>,
    /// *Keep it* was pressed.
    #[prop(optional, into)]
    on_keep: Option<Callback<()>>,
    /// Whether somebody is typing in it, where that is asked of this field alone.
    #[prop(optional)]
    typing: Option<Typing>,
    #[prop(optional, into)] error: Signal<Option<String>>,
    #[prop(optional, into)] id: Option<String>,
) -> impl IntoView {
    let i18n = use_i18n();
    let say = Say(i18n);
    let id = id.unwrap_or_else(|| fresh_id("number"));
    let (last_id, error_id) = (format!("{id}-last"), format!("{id}-error"));
    let read_id = format!("{id}-read");
    let was = RwSignal::new(None::<Was>);
    let correct = {
        let field = id.clone();
        move || focus_id(&field)
    };
    let switch = match vital.units() {
        [] => ().into_any(),
        [one] => view! { <span class="unit">{one.label}</span> }.into_any(),
        units => unit_switch(&id, vital, units, value, ages, was).into_any(),
    };
    let describes = format!("{last_id} {read_id} {error_id}");
    let read_as = move || {
        let measure = value.get();
        let unit = unit_of(vital, &measure.unit)?;
        let said =
            |typed: &str| understand(vital, unit, typed, ages.get()).filter(|read| read.is_said);
        let read = match second {
            None => plainly(&said(&measure.value)?.value.to_string()),
            Some(second) => {
                let lower = second.value.get();
                said(&measure.value).or_else(|| said(&lower))?;
                pressure_words(&measure.value, &lower)
            }
        };
        let value = say.number(&read);
        Some(t_string!(
            i18n,
            ui.read_as,
            value = value,
            unit = unit.label
        ))
    };
    let was_words = move || match was.get()? {
        Was::Stayed(to) => Some(t_string!(i18n, ui.not_in_that_unit, unit = to)),
        Was::Converted(before) => {
            let unit = unit_of(vital, &before.unit)?.label;
            Some(t_string!(i18n, ui.was, value = before.value, unit = unit))
        }
    };
    let meant = {
        let field = id.clone();
        move || {
            if let Some(Was::Converted(before)) = was.get_untracked() {
                was.set(None);
                value.set(Measure {
                    value: before.value,
                    unit: value.get_untracked().unit,
                    confirmed: false,
                });
                focus_id(&field);
            }
        }
    };
    // The converted number is meant.
    let agree = {
        let field = id.clone();
        move || {
            was.set(None);
            // Not into the number: while it is typed nothing is asked of it.
            focus_id(&format!("{field}-unit"));
        }
    };
    // "It is 25 kg", of someone who typed first and then looked at the unit.
    let meant_words = move || match was.get()? {
        Was::Stayed(_) => None,
        Was::Converted(before) => {
            let unit = unit_of(vital, &value.get().unit)?.label;
            Some(t_string!(i18n, ui.meant, value = before.value, unit = unit))
        }
    };
    let number = Bind::new(
        move || value.get().value,
        move |typed| {
            was.set(None);
            value.set(Measure {
                value: typed,
                unit: value.get_untracked().unit,
                confirmed: false,
            });
        },
    );
    let inputs = match second {
        None => {
            let invalid = Signal::derive(move || error.with(Option::is_some));
            view! { <NumberInput id=id.clone() value=number describes invalid/> }.into_any()
        }
        Some(Second {
            value,
            names: [first, second],
        }) => view! {
            <NumberInput id=id.clone() name=first value=number describes=error_id.clone()/>
            <span aria-hidden="true">"/"</span>
            <NumberInput id=second_id(&id) name=second value describes=error_id.clone()/>
        }
        .into_any(),
    };
    let is_pair = second.is_some();
    let of_pair = {
        let label = label.clone();
        move || is_pair.then(|| label.get())
    };
    let moved = move |to| {
        if let Some(typing) = typing {
            typing.moved(to);
        }
    };
    view! {
        <div
            class="field field-number"
            class:pressure=is_pair
            role=is_pair.then_some("group")
            aria-label=of_pair
            on:focusin=move |event| moved(in_a_field(&event))
            on:focusout=move |_| moved(None)
        >
            <label for=id.clone()>{move || label.get()}</label>
            <div class="field-box">
                {inputs}
                {switch}
            </div>
            <p class="hint" id=last_id>{last.map(|last| move || last.get())}</p>
            <p class="hint" id=read_id role="status">{read_as}</p>
            {move || was_words().map(|words| {
                let (meant, agree) = (meant.clone(), agree.clone());
                let asks_more = unlikely.with(Option::is_some);
                view! {
                    <div class="ask-once" role="status">
                        <p>{words}</p>
                        {meant_words().map(|label| view! {
                            <Button label kind=ButtonKind::Quiet on_press=meant/>
                        })}
                        {asks_more.then(|| view! {
                            <Button label=move || t_string!(i18n, ui.keep_it) kind=ButtonKind::Quiet on_press=agree/>
                        })}
                    </div>
                }
            })}
            <p class="field-error" id=error_id role="alert">{move || error.get()}</p>
            // One question after the other: first which number is meant, then whether it can be.
            {move || unlikely.get().filter(|_| was.with(Option::is_none)).map(|question| {
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

/// One of two numbers has a name of its own, and is a whole one.
#[component]
fn NumberInput(
    id: String,
    #[prop(optional)] name: Option<fn(Texts) -> &'static str>,
    value: Bind<String>,
    describes: String,
    #[prop(optional, into)] invalid: Signal<bool>,
) -> impl IntoView {
    let i18n = use_i18n();
    let (keys, size) = match name {
        None => ("decimal", "7"),
        Some(_) => ("numeric", "4"),
    };
    view! {
        <input
            id=id
            type="text"
            inputmode=keys
            size=size
            autocomplete="off"
            spellcheck="false"
            aria-label=move || name.map(|name| name(i18n))
            prop:value=move || value.get()
            aria-describedby=describes
            aria-invalid=move || invalid.get().then_some("true")
            on:input=move |event| value.set(event_target_value(&event))
        />
    }
}

/// Focus in the number itself: what is being typed is not judged yet. Focus on *Keep it* is not typing.
fn in_a_field(event: &web_sys::FocusEvent) -> Option<String> {
    let field: web_sys::HtmlInputElement = event.target()?.dyn_into().ok()?;
    Some(field.id())
}

/// Without noughts that say nothing: "11,300" typed is read back as 11.3, and cannot be taken for eleven thousand.
pub fn plainly(number: &str) -> String {
    if !number.contains('.') {
        return number.to_owned();
    }
    let number = number.trim_end_matches('0');
    number.trim_end_matches('.').to_owned()
}

fn unit_switch(
    id: &str,
    vital: Vital,
    units: &'static [Unit],
    value: Bind<Measure>,
    ages: Signal<Option<Ages>>,
    was: RwSignal<Option<Was>>,
) -> impl IntoView + use<> {
    let i18n = use_i18n();
    let options = units
        .iter()
        .map(|unit| {
            let selected = move || value.get().unit == unit.ucum;
            view! { <option value=unit.ucum prop:selected=selected>{unit.label}</option> }
        })
        .collect_view();
    let choose = move |event: web_sys::Event| {
        let Some(to) = unit_of(vital, &event_target_value(&event)) else {
            return;
        };
        let before = value.get_untracked();
        match switch_to(
            vital,
            &before,
            to,
            ages.get_untracked(),
            was.get_untracked(),
        ) {
            Some((now, was_now)) => {
                was.set(was_now);
                value.set(now);
            }
            None => {
                was.set(Some(Was::Stayed(to.label)));
                event_target::<web_sys::HtmlSelectElement>(&event).set_value(&before.unit);
            }
        }
    };
    view! {
        <select
            id=format!("{id}-unit")
            class="unit"
            autocomplete="off"
            aria-label=move || t_string!(i18n, ui.unit)
            on:change=choose
        >
            {options}
        </select>
    }
}

/// What stands there in the other unit, and what is said of it. Going back brings back what was typed.
fn switch_to(
    vital: Vital,
    before: &Measure,
    to: &'static Unit,
    ages: Option<Ages>,
    was: Option<Was>,
) -> Option<(Measure, Option<Was>)> {
    let from = unit_of(vital, &before.unit)?;
    if let Some(Was::Converted(typed)) = was
        && typed.unit == to.ucum
    {
        return Some((typed, None));
    }
    let in_unit = |value: String| Measure {
        value,
        unit: to.ucum.into(),
        confirmed: false,
    };
    match switched(vital, &before.value, from, to.ucum, ages) {
        Switched::Unit => Some((in_unit(before.value.clone()), None)),
        Switched::Converted(value) => Some((in_unit(value), Some(Was::Converted(before.clone())))),
        Switched::Not => None,
    }
}
