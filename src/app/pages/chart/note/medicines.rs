//! Medicines under Treatment, in words. No check exists yet, and the page says so beside the allergies.

use leptos::prelude::*;

use super::fields::{Editing, medicine_id};
use crate::app::i18n::*;
use crate::app::pages::chart::contested::Contested;
use crate::app::pages::chart::open::{OpenChart, use_chart};
use crate::app::pages::chart::unchecked::known_allergies;
use crate::app::state::{Say, use_say};
use crate::app::ui::*;
use crate::chart::draft::{MedicineDraft, UnderField};
use crate::chart::kinds::Question;

#[component]
pub fn Medicines(editing: Editing, place: usize) -> impl IntoView {
    let i18n = use_i18n();
    let chart = use_chart();
    let count = Memo::new(move |_| {
        editing.draft.with(|draft| {
            draft
                .under
                .get(place)
                .map_or(0, |under| under.medicines.len())
        })
    });
    let add = move || {
        let at = count.get_untracked();
        editing.change(place, |under| {
            under.medicines.push(MedicineDraft::default())
        });
        focus_soon(format!("{}-name", medicine_id(place, at)));
    };
    view! {
        <div class="medicines">
            {move || (count.get() > 0).then(|| view! { <NotChecked chart/> })}
            {move || (0..count.get()).map(|at| view! { <Medicine editing place at/> }).collect_view()}
            <div class="panel-acts">
                <Button label=move || t_string!(i18n, kinds.medication.add) icon=Icon::Add on_press=add/>
            </div>
        </div>
    }
}

/// "Not checked against allergies. Read them above before you sign.", and the allergies themselves.
#[component]
pub fn NotChecked(chart: OpenChart) -> impl IntoView {
    let say = use_say();
    let i18n = say.0;
    view! {
        <Message tone=Tone::NotKnown>
            <p>{t!(i18n, chart.not_checked_read)}</p>
            <p translate="no">{move || allergy_list(say, chart)}</p>
            <Contested question=Question::Allergies/>
        </Message>
    }
}

/// "Allergies: Penicillin: rash; …", or what was answered instead.
pub fn allergy_list(say: Say, chart: OpenChart) -> String {
    chart
        .banner(|banner| known_allergies(say, &banner.allergies))
        .unwrap_or_default()
}

type Words = fn(&MedicineDraft) -> &String;
type WordsMut = fn(&mut MedicineDraft) -> &mut String;

#[component]
fn Medicine(editing: Editing, place: usize, at: usize) -> impl IntoView {
    let say = use_say();
    let i18n = say.0;
    let no_name = editing.error_under(say, place, UnderField::Medicine(at as u32));
    let part = move |get: Words, get_mut: WordsMut| {
        editing.under(
            place,
            move |under| {
                under
                    .medicines
                    .get(at)
                    .map(get)
                    .cloned()
                    .unwrap_or_default()
            },
            move |under, words| {
                if let Some(medicine) = under.medicines.get_mut(at) {
                    *get_mut(medicine) = words;
                }
            },
        )
    };
    let remove = move || {
        editing.change(place, |under| {
            if at < under.medicines.len() {
                under.medicines.remove(at);
            }
        });
    };
    let id = |field: &str| format!("{}-{field}", medicine_id(place, at));
    view! {
        <div class="medicine" role="group" aria-label=move || t_string!(i18n, kinds.medication.medicine)>
            <Field label=move || t_string!(i18n, kinds.medication.name) value=part(|m| &m.name, |m| &mut m.name) id=id("name") error=no_name/>
            <Field label=move || t_string!(i18n, kinds.medication.strength) value=part(|m| &m.strength, |m| &mut m.strength) id=id("strength")/>
            <Field label=move || t_string!(i18n, kinds.medication.dose) value=part(|m| &m.dose, |m| &mut m.dose) id=id("dose")/>
            <Field label=move || t_string!(i18n, kinds.medication.route) value=part(|m| &m.route, |m| &mut m.route) id=id("route")/>
            <Field label=move || t_string!(i18n, kinds.medication.frequency) value=part(|m| &m.frequency, |m| &mut m.frequency) id=id("frequency")/>
            <Field label=move || t_string!(i18n, kinds.medication.duration) value=part(|m| &m.duration, |m| &mut m.duration) id=id("duration")/>
            <Button
                label=move || t_string!(i18n, chart.note.remove)
                kind=ButtonKind::Plain
                says=move || t_string!(i18n, chart.note.remove_which, what = t_string!(i18n, kinds.medication.medicine))
                on_press=remove
            />
        </div>
    }
}
