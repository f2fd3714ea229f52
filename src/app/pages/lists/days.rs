//! The day of a list: one step back or on, or any other.

use chrono::{Days, NaiveDate};
use leptos::prelude::*;

use super::kept::OfList;
use crate::app::i18n::*;
use crate::app::platform::device;
use crate::app::route::ListName;
use crate::app::state::use_say;
use crate::app::ui::*;
use crate::chart::draft::DateDraft;
use crate::chart::when::When;

/// For the lists that are of a day.
#[component]
pub fn DayPicker(list: OfList) -> impl IntoView {
    match list.name {
        ListName::Register | ListName::Due => Some(view! { <Picker list/> }),
        _ => None,
    }
}

#[component]
fn Picker(list: OfList) -> impl IntoView {
    let say = use_say();
    let i18n = say.0;
    let register = list.name == ListName::Register;
    let step = Days::new(if register { 1 } else { 7 });
    let today = || device::now().day();
    let day = Memo::new(move |_| list.shown_day());
    let show = move |day: NaiveDate| list.day.set((day != today()).then_some(day));
    // No visit was opened later than today; what was due before today stands on today's list.
    let (before, after) = (
        move || (register || day.get() > today()).then(|| day.get().checked_sub_days(step))?,
        move || (!register || day.get() < today()).then(|| day.get().checked_add_days(step))?,
    );
    let go = move |to: Option<NaiveDate>| {
        if let Some(day) = to {
            show(day);
        }
    };
    let choosing = RwSignal::new(false);
    let legend = move || {
        if register {
            t_string!(i18n, lists.day.register)
        } else {
            t_string!(i18n, lists.day.due)
        }
    };
    let words = move |one: fn(Texts) -> &'static str, seven: fn(Texts) -> &'static str| {
        move || if register { one(i18n) } else { seven(i18n) }
    };
    view! {
        <div class="list-day no-print" role="group" aria-label=legend>
            <Button
                id="list-day-before"
                label=words(|i18n| t_string!(i18n, lists.day.before), |i18n| t_string!(i18n, lists.day.week_before))
                disabled=Signal::derive(move || before().is_none())
                on_press=move || go(untrack(before))
            />
            <span class="list-day-shown" role="status">{move || say.weekday_and_day(day.get())}</span>
            <Button
                id="list-day-after"
                label=words(|i18n| t_string!(i18n, lists.day.after), |i18n| t_string!(i18n, lists.day.week_after))
                disabled=Signal::derive(move || after().is_none())
                on_press=move || go(untrack(after))
            />
            {move || list.day.get().map(|_| view! {
                <Button
                    kind=ButtonKind::Plain
                    label=move || t_string!(i18n, common.today)
                    on_press=move || {
                        list.day.set(None);
                        focus_when_drawn(|| focus_id("list-day-another"));
                    }
                />
            })}
            <button
                type="button"
                id="list-day-another"
                class="button plain"
                aria-expanded=move || if choosing.get() { "true" } else { "false" }
                on:click=move |_| choosing.update(|choosing| *choosing = !*choosing)
            >
                {t!(i18n, lists.day.another)}
            </button>
        </div>
        <Show when=move || choosing.get()>
            <AnotherDay name=list.name legend=Signal::derive(legend) chosen=move |day| {
                choosing.set(false);
                show(day);
                focus_id("list-day-another");
            }/>
        </Show>
    }
}

#[component]
fn AnotherDay(
    name: ListName,
    legend: Signal<&'static str>,
    #[prop(into)] chosen: Callback<NaiveDate>,
) -> impl IntoView {
    let i18n = use_i18n();
    let typed = RwSignal::new(DateDraft::default());
    let lacks = RwSignal::new(false);
    let error = move || {
        let why = typed.with(|typed| day_of(i18n, name, typed)).err();
        why.filter(|_| lacks.get()).map(str::to_owned)
    };
    let submit = move |()| match untrack(|| typed.with(|typed| day_of(i18n, name, typed))) {
        Ok(day) => chosen.run(day),
        Err(_) => lacks.set(true),
    };
    Effect::new(move |_| focus_id("list-day-day"));
    view! {
        <div class="list-another no-print">
            <Form on_submit=submit>
                <DateParts id="list-day" legend=move || legend.get() value=typed error=Signal::derive(error)/>
                <Button submit=true label=move || t_string!(i18n, lists.day.show)/>
            </Form>
        </div>
    }
}

/// A day that a list can be of, or why there is none.
fn day_of(i18n: Texts, name: ListName, typed: &DateDraft) -> Result<NaiveDate, &'static str> {
    let day = whole(typed).ok_or_else(|| t_string!(i18n, lists.day.whole))?;
    if name == ListName::Due && day < device::now().day() {
        return Err(t_string!(i18n, lists.day.past));
    }
    Ok(day)
}

/// A day that is written whole.
fn whole(typed: &DateDraft) -> Option<NaiveDate> {
    let when = typed.read().ok()?;
    matches!(when, When::Day(..)).then(|| when.first_day())?
}
