//! Medicines under Treatment, in words. No check exists yet, and the page says so beside the allergies.

use leptos::prelude::*;

use super::fields::{Editing, medicine_id};
use crate::app::i18n::*;
use crate::app::pages::chart::open::use_chart;
use crate::app::pages::chart::remove_line::RemoveLine;
use crate::app::pages::chart::unchecked::NotChecked;
use crate::app::state::use_say;
use crate::app::ui::*;
use crate::chart::draft::{MedicineDraft, UnderField};

#[component]
pub fn Medicines(editing: Editing, place: usize) -> impl IntoView {
    let i18n = use_i18n();
    let chart = use_chart();
    let known = Signal::derive(move || chart.newest_banner(|banner| banner.allergies.clone()));
    let medicines = editing.under(place, |u| &u.medicines, |u| &mut u.medicines);
    let count = Memo::new(move |_| medicines.get().len());
    let add = move || {
        let at = count.get_untracked();
        medicines.push(MedicineDraft::default());
        focus_soon(format!("{}-name", medicine_id(place, at)));
    };
    view! {
        <div class="medicines">
            {move || (count.get() > 0).then(|| view! { <NotChecked known/> })}
            {move || (0..count.get()).map(|at| view! { <Medicine editing place medicines at/> }).collect_view()}
            <div class="panel-acts">
                <Button label=move || t_string!(i18n, kinds.medication.add) icon=Icon::Add on_press=add/>
            </div>
        </div>
    }
}

#[component]
fn Medicine(
    editing: Editing,
    place: usize,
    medicines: Bind<Vec<MedicineDraft>>,
    at: usize,
) -> impl IntoView {
    let say = use_say();
    let i18n = say.0;
    let no_name = editing.error_under(say, place, UnderField::Medicine(at as u32));
    let medicine = medicines.line(at, MedicineDraft::default());
    let id = |field: &str| format!("{}-{field}", medicine_id(place, at));
    view! {
        <div class="medicine" role="group" aria-label=move || t_string!(i18n, kinds.medication.medicine)>
            <Field label=move || t_string!(i18n, kinds.medication.name) value=medicine.at(|m| &m.name, |m| &mut m.name) id=id("name") error=no_name/>
            <Field label=move || t_string!(i18n, kinds.medication.strength) value=medicine.at(|m| &m.strength, |m| &mut m.strength) id=id("strength")/>
            <Field label=move || t_string!(i18n, kinds.medication.dose) value=medicine.at(|m| &m.dose, |m| &mut m.dose) id=id("dose")/>
            <Field label=move || t_string!(i18n, kinds.medication.route) value=medicine.at(|m| &m.route, |m| &mut m.route) id=id("route")/>
            <Field label=move || t_string!(i18n, kinds.medication.frequency) value=medicine.at(|m| &m.frequency, |m| &mut m.frequency) id=id("frequency")/>
            <Field label=move || t_string!(i18n, kinds.medication.duration) value=medicine.at(|m| &m.duration, |m| &mut m.duration) id=id("duration")/>
            <RemoveLine
                what=move || t_string!(i18n, kinds.medication.medicine)
                on_press=move || medicines.remove(at)
            />
        </div>
    }
}
