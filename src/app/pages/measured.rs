//! What every field of a number with a unit needs: the unit offered first, and the question about an unlikely value.

use leptos::prelude::*;

use crate::app::i18n::*;
use crate::app::state::{App, Say};
use crate::terms::vitals::Vital;

/// The unit offered first: the vault's own where it has one.
pub fn preferred_unit(app: App, vital: Vital) -> String {
    let [weight, height, temperature, sugar] = untrack(|| app.settings()).units;
    let wanted = match vital {
        Vital::Weight => weight,
        Vital::HeightStanding | Vital::LengthLying => height,
        Vital::Temperature => temperature,
        Vital::BloodSugar => sugar,
        _ => String::new(),
    };
    let units = vital.units();
    let known = units.iter().find(|unit| unit.ucum == wanted);
    known
        .or(units.first())
        .map_or_else(String::new, |unit| unit.ucum.to_string())
}

/// "Weight 340 kg. Keep it, or correct it?"
pub fn keep_it(say: Say, what: &str, value: &str, unit: &str) -> String {
    t_string!(
        say.0,
        chart.note.unlikely,
        name = what.to_string(),
        value = say.number(value),
        unit = unit.to_string()
    )
}
