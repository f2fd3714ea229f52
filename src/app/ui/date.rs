use leptos::prelude::*;
use leptos::text_prop::TextProp;

use super::bind::Bind;
use super::fresh_id;
use crate::app::i18n::*;
use crate::app::state::Say;
use crate::chart::draft::DateDraft;

/// Day, month as a word and year: a date with as much of it as is known ("Mar 2019"). What is typed stays as it is
/// typed; what is no date is said below once the year is written.
#[component]
pub fn DateParts(
    #[prop(into)] legend: TextProp,
    #[prop(into)] value: Bind<DateDraft>,
    /// What else is wrong with it.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    #[prop(optional, into)] id: Option<String>,
) -> impl IntoView {
    let i18n = use_i18n();
    let say = Say(i18n);
    let id = id.unwrap_or_else(|| fresh_id("date"));
    let error_id = format!("{id}-error");
    let described = error_id.clone();
    let (day, month, year) = (
        Bind::new(
            move || value.get().day,
            move |day| change(value, |date| date.day = day),
        ),
        Bind::new(
            move || value.get().month,
            move |month| change(value, |date| date.month = month),
        ),
        Bind::new(
            move || value.get().year,
            move |year| change(value, |date| date.year = year),
        ),
    );
    let wrong = Memo::new(move |_| error.get().or_else(|| not_a_date(say, &value.get())));
    let invalid = move || wrong.with(Option::is_some).then_some("true");
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
                        id=format!("{id}-day") type="text" inputmode="numeric" size="2" maxlength="12"
                        autocomplete="off" spellcheck="false" aria-invalid=invalid
                        prop:value=move || day.get()
                        on:input=move |event| day.set(event_target_value(&event))
                    />
                </div>
                <div class="field">
                    <label for=format!("{id}-month")>{t!(i18n, ui.month)}</label>
                    <select
                        id=format!("{id}-month") autocomplete="off" aria-invalid=invalid
                        on:change=move |event| month.set(event_target_value(&event).parse().unwrap_or(0))
                    >
                        {months}
                    </select>
                </div>
                <div class="field">
                    <label for=format!("{id}-year")>{t!(i18n, ui.year)}</label>
                    <input
                        id=format!("{id}-year") type="text" inputmode="numeric" size="4" maxlength="12"
                        autocomplete="off" spellcheck="false" aria-invalid=invalid
                        prop:value=move || year.get()
                        on:input=move |event| year.set(event_target_value(&event))
                    />
                </div>
            </div>
            <p class="field-error" id=error_id role="alert">{move || wrong.get()}</p>
        </fieldset>
    }
}

fn change(value: Bind<DateDraft>, part: impl FnOnce(&mut DateDraft)) {
    let mut date = value.get_untracked();
    part(&mut date);
    value.set(date);
}

fn not_a_date(say: Say, typed: &DateDraft) -> Option<String> {
    let being_typed = (1..4).contains(&typed.year.trim().len());
    let why = typed.read().err().filter(|_| !being_typed)?;
    Some(say.not_a_date(why))
}
