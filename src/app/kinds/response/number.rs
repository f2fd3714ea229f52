//! A number in the units that the form takes, the value before, and the question about an unlikely one.

use leptos::prelude::*;

use super::answering::{Answering, error_at, label_at};
use crate::app::i18n::*;
use crate::app::kinds::unit_label;
use crate::app::pages::chart::last_value;
use crate::app::pages::measured::{keep_it, preferred_unit};
use crate::app::state::use_app;
use crate::app::ui::*;
use crate::chart::questionnaire::{self, Typed};
use crate::terms::decimal::{TypedNumber, read_typed};
use crate::terms::measure::{understand, unit_of};
use crate::terms::units::convert;

/// What is said of a unit that was chosen under a number.
#[derive(Clone, PartialEq, Eq)]
enum Said {
    /// The number before, and its unit.
    Was(String, String),
    /// It cannot be written in this one.
    NotIn(String),
}

#[component]
pub fn Number(
    of: Answering,
    number: StoredValue<questionnaire::Number>,
    at: usize,
) -> impl IntoView {
    let say = of.filling.say;
    let i18n = say.0;
    let id = format!("{}-at{at}", of.id());
    let vital = of.item(|item| item.vital());
    let first = vital.map(|vital| preferred_unit(use_app(), vital));
    // The one the vault prefers, where the form takes it.
    let chosen = RwSignal::new(
        number.with_value(|number| number.unit(&first.unwrap_or_default()).to_owned()),
    );
    let value = of.value(at);
    let typed = move |typed: Option<Typed>| match typed {
        Some(Typed::Number { text, unit }) => (text, unit),
        _ => (String::new(), String::new()),
    };
    let unit = Memo::new(move |_| {
        let (text, unit) = typed(value.get());
        match text.trim() {
            "" => chosen.get(),
            _ => number.with_value(|number| number.unit(&unit).to_owned()),
        }
    });
    let said = RwSignal::new(None::<Said>);
    let write = move |text: String, unit: String| {
        value.set(Some(Typed::Number { text, unit }));
    };
    let text = Bind::new(
        move || typed(value.get()).0,
        move |text| {
            said.set(None);
            write(text, unit.get_untracked());
        },
    );
    let switch = move |to: String| {
        let (from, before) = (unit.get_untracked(), text.get_untracked());
        let converted = match read_typed(before.trim()) {
            Some(TypedNumber::One(number)) => convert(number, &from, &to),
            _ => None,
        };
        match (before.trim(), converted) {
            ("", _) => chosen.set(to),
            (_, Some(now)) => {
                said.set(Some(Said::Was(before.clone(), from)));
                write(plainly(&now.to_string()), to);
            }
            (_, None) => said.set(Some(Said::NotIn(to))),
        }
    };
    let units = number.with_value(|number| {
        let codes = number.units.iter();
        codes.map(|unit| unit.code.clone()).collect::<Vec<_>>()
    });
    let unlikely = Memo::new(move |_| {
        let vital = vital?;
        let asks = !of.here.is_anywhere() || of.is_asked_about();
        if of
            .typing
            .with(|typing| typing.confirmed || typing.no_fact.is_some())
            || !asks
        {
            return None;
        }
        let code = unit.get();
        let unit = unit_of(vital, &code).filter(|unit| unit.ucum == code)?;
        let read = understand(vital, unit, text.get().trim(), of.filling.ages())?;
        let value = plainly(&read.value.to_string());
        read.is_unlikely
            .then(|| keep_it(say, &of.words(), &value, unit.label))
    });
    let correct = {
        let id = id.clone();
        move || focus_id(&id)
    };
    let keep = {
        let id = id.clone();
        move || {
            of.keep();
            focus_soon(id.clone());
        }
    };
    let last = (at == 0)
        .then(|| vital.zip(of.filling.chart))
        .flatten()
        .map(|(vital, chart)| last_value(say, chart, vital));
    let said_words = move || match said.get()? {
        Said::Was(value, unit) => {
            let unit = unit_label(&unit);
            Some(t_string!(i18n, ui.was, value = value, unit = unit))
        }
        Said::NotIn(unit) => {
            let unit = unit_label(&unit);
            Some(t_string!(i18n, ui.not_in_that_unit, unit = unit))
        }
    };
    let (label, error) = (label_at(of, at), error_at(of, at));
    let (last_id, error_id) = (format!("{id}-last"), format!("{id}-error"));
    let describes = format!("{last_id} {error_id}");
    view! {
        <div class="field field-number form-number">
            <label for=id.clone() translate="no">{move || label.get()}</label>
            <div class="field-box">
                <input
                    id=id.clone()
                    type="text"
                    inputmode="decimal"
                    size="7"
                    autocomplete="off"
                    spellcheck="false"
                    prop:value=move || text.get()
                    aria-describedby=describes
                    aria-invalid=move || error.with(Option::is_some).then_some("true")
                    on:input=move |event| text.set(event_target_value(&event))
                />
                <Units id=id.clone() units unit switch/>
            </div>
            <p class="hint" id=last_id>{last.map(|last| move || last.get())}</p>
            <p class="hint" role="status">{said_words}</p>
            <p class="field-error" id=error_id role="alert">{move || error.get()}</p>
            {move || unlikely.get().map(|question| {
                let (keep, correct) = (keep.clone(), correct.clone());
                view! {
                    <div class="ask-once" role="alert">
                        <p>{question}</p>
                        <Button label=move || t_string!(i18n, ui.keep_it) on_press=keep/>
                        <Button label=move || t_string!(i18n, ui.correct_it) on_press=correct/>
                    </div>
                }
            })}
        </div>
    }
}

#[component]
fn Units(
    id: String,
    units: Vec<String>,
    unit: Memo<String>,
    switch: impl Fn(String) + Copy + Send + Sync + 'static,
) -> impl IntoView {
    let i18n = use_i18n();
    match units.as_slice() {
        [] => ().into_any(),
        [one] => view! { <span class="unit">{unit_label(one)}</span> }.into_any(),
        several => {
            let options = several.iter().map(|code| {
                let own = code.clone();
                let selected = move || unit.with(|unit| *unit == own);
                view! { <option value=code.clone() prop:selected=selected>{unit_label(code)}</option> }
            });
            let options = options.collect_view();
            view! {
                <select
                    id=format!("{id}-unit")
                    class="unit"
                    autocomplete="off"
                    aria-label=move || t_string!(i18n, ui.unit)
                    on:change=move |event| {
                        switch(event_target_value(&event));
                        // What was not converted keeps its unit.
                        let now = unit.get_untracked();
                        event_target::<web_sys::HtmlSelectElement>(&event).set_value(&now);
                    }
                >
                    {options}
                </select>
            }
            .into_any()
        }
    }
}
