//! Light, density, language, units.

use leptos::prelude::*;
use leptos::text_prop::TextProp;

use super::super::gate_frame::LanguageSelect;
use super::{Change, part_name};
use crate::app::i18n::*;
use crate::app::route::SettingsPart;
use crate::app::ui::*;
use crate::engine::protocol::{Density, Settings, Theme};
use crate::terms::vitals::Vital;

#[component]
pub fn LookPart() -> impl IntoView {
    let i18n = use_i18n();
    let change = Change::new();
    let theme = change.bind(
        |s| Some(s.theme),
        |s, theme| s.theme = theme.unwrap_or(Theme::Light),
    );
    let density = change.bind(
        |s| Some(s.density),
        |s, density| s.density = density.unwrap_or(Density::Compact),
    );
    let single = change.bind(|s| s.single_keys, |s, on| s.single_keys = on);
    let photos = change.bind(|s| s.photos, |s, on| s.photos = on);
    view! {
        <Page title=move || part_name(i18n, SettingsPart::Look)>
            <Choice
                id="theme"
                legend=move || t_string!(i18n, settings.theme)
                value=theme
                options=choices![i18n;
                    Theme::Light => settings.light,
                    Theme::Dark => settings.dark,
                    Theme::Device => settings.as_device,
                ]
            />
            <Choice
                id="density"
                legend=move || t_string!(i18n, settings.density)
                value=density
                options=choices![i18n;
                    Density::Compact => settings.compact,
                    Density::Roomy => settings.roomy,
                ]
            />
            <CheckBox
                id="single-keys"
                label=move || t_string!(i18n, settings.single_keys)
                hint=move || t_string!(i18n, settings.single_keys_hint)
                value=single
            />
            <CheckBox
                id="photos"
                label=move || t_string!(i18n, settings.photos)
                hint=move || t_string!(i18n, settings.photos_hint)
                value=photos
            />
        </Page>
    }
}

#[component]
pub fn Language() -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <Page title=move || part_name(i18n, SettingsPart::Language)>
            <p>{t!(i18n, settings.language_words)}</p>
            <LanguageSelect/>
        </Page>
    }
}

/// The four measurements whose unit people choose, in the order `Settings::units` keeps them.
const CHOSEN: [Vital; 4] = [
    Vital::Weight,
    Vital::HeightStanding,
    Vital::Temperature,
    Vital::BloodSugar,
];

#[component]
pub fn Units() -> impl IntoView {
    let i18n = use_i18n();
    let change = Change::new();
    let choices = CHOSEN
        .into_iter()
        .enumerate()
        .map(|(place, vital)| {
            let units = vital.units();
            let value = change.bind(
                move |s: &Settings| units.iter().position(|unit| unit.ucum == s.units[place]),
                move |s, chosen| {
                    if let Some(unit) = chosen.and_then(|index: usize| units.get(index)) {
                        s.units[place] = unit.ucum.to_string();
                    }
                },
            );
            let options: Vec<(usize, TextProp)> = units
                .iter()
                .enumerate()
                .map(|(i, unit)| (i, unit.label.into()))
                .collect();
            view! {
                <Choice
                    id=format!("unit-{place}")
                    legend=move || vital_name(i18n, place)
                    value
                    options
                />
            }
        })
        .collect_view();
    view! {
        <Page title=move || part_name(i18n, SettingsPart::Units)>
            <p>{t!(i18n, settings.units_words)}</p>
            {choices}
        </Page>
    }
}

/// The theme and the density that are set, as their buttons say them.
pub fn words(i18n: Texts, settings: &Settings) -> (&'static str, &'static str) {
    let theme = match settings.theme {
        Theme::Light => t_string!(i18n, settings.light),
        Theme::Dark => t_string!(i18n, settings.dark),
        Theme::Device => t_string!(i18n, settings.as_device),
    };
    let density = match settings.density {
        Density::Compact => t_string!(i18n, settings.compact),
        Density::Roomy => t_string!(i18n, settings.roomy),
    };
    (theme, density)
}

/// The units that are set, in their order.
pub fn unit_words(settings: &Settings) -> Vec<&'static str> {
    let chosen = CHOSEN.into_iter().zip(&settings.units);
    let units =
        chosen.filter_map(|(vital, ucum)| vital.units().iter().find(|unit| unit.ucum == *ucum));
    units.map(|unit| unit.label).collect()
}

fn vital_name(i18n: Texts, place: usize) -> &'static str {
    match place {
        0 => t_string!(i18n, settings.weight),
        1 => t_string!(i18n, settings.height),
        2 => t_string!(i18n, settings.temperature),
        _ => t_string!(i18n, settings.blood_sugar),
    }
}
