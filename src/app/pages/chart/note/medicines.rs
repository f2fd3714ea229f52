//! Medicines under Treatment, in words, each beside the allergies it meets.

use leptos::prelude::*;

use super::fields::{Editing, medicine_id};
use crate::app::i18n::*;
use crate::app::pages::chart::abbreviations::Abbreviations;
use crate::app::pages::chart::checked::{Compared, Told, check_of, marks};
use crate::app::pages::chart::open::use_chart;
use crate::app::pages::chart::remove_line::RemoveLine;
use crate::app::state::use_say;
use crate::app::ui::*;
use crate::chart::concept::Concept;
use crate::chart::draft::{MedicineDraft, UnderField};
use crate::chart::kinds::MedicationLine;
use crate::reading::view::{AllergyRow, Known};

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
            {move || (count.get() > 0).then(|| view! { <Compared known/> })}
            {move || (0..count.get()).map(|at| view! { <Medicine editing place medicines at known/> }).collect_view()}
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
    /// The allergies it is compared with while it is typed.
    known: Signal<Option<Known<AllergyRow>>>,
) -> impl IntoView {
    let say = use_say();
    let i18n = say.0;
    let no_name = editing.error_under(say, place, UnderField::Medicine(at as u32));
    let medicine = medicines.line(at, MedicineDraft::default());
    let id = |field: &str| format!("{}-{field}", medicine_id(place, at));
    let name = medicine.at(|m| &m.name, |m| &mut m.name);
    let strength = medicine.at(|m| &m.strength, |m| &mut m.strength);
    let dose = medicine.at(|m| &m.dose, |m| &mut m.dose);
    let route = medicine.at(|m| &m.route, |m| &mut m.route);
    let frequency = medicine.at(|m| &m.frequency, |m| &mut m.frequency);
    let duration = medicine.at(|m| &m.duration, |m| &mut m.duration);
    let misread = [
        ("name", name),
        ("strength", strength),
        ("dose", dose),
        ("route", route),
        ("frequency", frequency),
        ("duration", duration),
    ];
    let misread = misread.map(|(field, text)| view! { <Abbreviations text field=id(field)/> });
    let checked = Memo::new(move |_| {
        let line = MedicationLine {
            name: Concept::words(name.get()),
            ..MedicationLine::default()
        };
        known.with(|known| {
            let told = known.iter().flat_map(|known| check_of(say, &line, known));
            told.collect::<Vec<Told>>()
        })
    });
    view! {
        <div class="medicine" role="group" aria-label=move || t_string!(i18n, kinds.medication.medicine)>
            <div>
                <Field label=move || t_string!(i18n, kinds.medication.name) value=name id=id("name") error=no_name/>
                <div aria-live="polite">{move || marks(checked.get())}</div>
            </div>
            <Field label=move || t_string!(i18n, kinds.medication.strength) value=strength id=id("strength")/>
            <Field label=move || t_string!(i18n, kinds.medication.dose) value=dose id=id("dose")/>
            <Field label=move || t_string!(i18n, kinds.medication.route) value=route id=id("route")/>
            <Field label=move || t_string!(i18n, kinds.medication.frequency) value=frequency id=id("frequency")/>
            <Field label=move || t_string!(i18n, kinds.medication.duration) value=duration id=id("duration")/>
            {misread}
            <RemoveLine
                what=move || t_string!(i18n, kinds.medication.medicine)
                on_press=move || medicines.remove(at)
            />
        </div>
    }
}
