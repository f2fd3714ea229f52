use leptos::prelude::*;
use leptos::text_prop::TextProp;

use super::bind::Bind;
use super::fresh_id;
use crate::app::calendar::{NotADate, parts_of, when_from_parts};
use crate::app::i18n::*;
use crate::app::state::Say;
use crate::chart::when::When;

/// Day, month as a word, year, as three fields over three values of a draft. Any part may be left out from the day
/// upwards. For a value that is a `When`, use `DateParts`.
#[component]
pub fn DateFields(
    #[prop(into)] legend: TextProp,
    #[prop(into)] day: Bind<String>,
    /// 1 to 12; 0: none.
    #[prop(into)]
    month: Bind<u8>,
    #[prop(into)] year: Bind<String>,
    #[prop(optional, into)] error: Signal<Option<String>>,
    #[prop(optional, into)] id: Option<String>,
) -> impl IntoView {
    let i18n = use_i18n();
    let say = Say(i18n);
    let id = id.unwrap_or_else(|| fresh_id("date"));
    let error_id = format!("{id}-error");
    let described = error_id.clone();
    let months = (0u8..=12)
        .map(|number| {
            view! {
                <option value=number.to_string() prop:selected=move || month.get() == number>
                    {move || if number == 0 { String::new() } else { say.month(number).to_string() }}
                </option>
            }
        })
        .collect_view();
    view! {
        <fieldset class="choice date" aria-describedby=described>
            <legend>{move || legend.get()}</legend>
            <div class="date-parts">
                <div class="field">
                    <label for=format!("{id}-day")>{t!(i18n, ui.day)}</label>
                    <input
                        id=format!("{id}-day") type="text" inputmode="numeric" size="2" maxlength="2"
                        autocomplete="off" spellcheck="false"
                        prop:value=move || day.get()
                        on:input=move |event| day.set(event_target_value(&event))
                    />
                </div>
                <div class="field">
                    <label for=format!("{id}-month")>{t!(i18n, ui.month)}</label>
                    <select
                        id=format!("{id}-month") autocomplete="off"
                        on:change=move |event| month.set(event_target_value(&event).parse().unwrap_or(0))
                    >
                        {months}
                    </select>
                </div>
                <div class="field">
                    <label for=format!("{id}-year")>{t!(i18n, ui.year)}</label>
                    <input
                        id=format!("{id}-year") type="text" inputmode="numeric" size="4" maxlength="4"
                        autocomplete="off" spellcheck="false"
                        prop:value=move || year.get()
                        on:input=move |event| year.set(event_target_value(&event))
                    />
                </div>
            </div>
            <p class="field-error" id=error_id role="alert">{move || error.get()}</p>
        </fieldset>
    }
}

/// A date with as much of it as is known ("Mar 2019"). Writes only what is a date of the calendar; says what is not.
#[component]
pub fn DateParts(
    #[prop(into)] legend: TextProp,
    #[prop(into)] value: Bind<When>,
    #[prop(optional, into)] id: Option<String>,
) -> impl IntoView {
    let i18n = use_i18n();
    let typed = RwSignal::new(parts_of(&value.get_untracked()));
    let read = move || typed.with(|(day, month, year)| when_from_parts(day, *month, year));
    let write = move || {
        if let Ok(when) = read() {
            value.set(when);
        }
    };
    // A value set from outside (a draft that was loaded) is shown; one's own typing is not rewritten.
    Effect::new(move |_| {
        let outside = value.get();
        if typed.with_untracked(|(day, month, year)| when_from_parts(day, *month, year))
            != Ok(outside)
        {
            typed.set(parts_of(&outside));
        }
    });
    let unfinished = move || typed.with(|(_, _, year)| (1..4).contains(&year.trim().len()));
    let error = Signal::derive(move || match read() {
        Ok(_) => None,
        Err(_) if unfinished() => None,
        Err(NotADate::Year) => Some(t_string!(i18n, ui.date_year).to_string()),
        Err(NotADate::MonthMissing) => Some(t_string!(i18n, ui.date_month).to_string()),
        Err(NotADate::Day) => Some(t_string!(i18n, ui.date_day).to_string()),
    });
    let part = move |set: fn(&mut (String, u8, String), String)| {
        move |text: String| {
            typed.update(|typed| set(typed, text));
            write();
        }
    };
    let day = Bind::new(
        move || typed.with(|typed| typed.0.clone()),
        part(|typed, text| typed.0 = text),
    );
    let year = Bind::new(
        move || typed.with(|typed| typed.2.clone()),
        part(|typed, text| typed.2 = text),
    );
    let month = Bind::new(
        move || typed.with(|typed| typed.1),
        move |month| {
            typed.update(|typed| typed.1 = month);
            write();
        },
    );
    view! { <DateFields legend day month year error id=id.unwrap_or_else(|| fresh_id("date"))/> }
}
