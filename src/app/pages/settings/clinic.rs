//! What a clinic is set up with: its own stations, after how long somebody counts as lost, and how people take turns.

use leptos::prelude::*;

use super::part_name;
use crate::app::i18n::*;
use crate::app::kinds::station_name;
use crate::app::pages::trouble::Failed;
use crate::app::route::SettingsPart;
use crate::app::state::{Press, Say, use_app, use_say};
use crate::app::ui::*;
use crate::chart::kinds::Station;
use crate::engine::protocol::{Clinic, ask};

/// Somebody who is looked for later than this is not looked for.
const MOST_DAYS: u16 = 3650;

#[component]
pub fn ClinicPart() -> impl IntoView {
    let say = use_say();
    let i18n = say.0;
    let app = use_app();
    let now = app.session.get_untracked();
    let may = now.as_ref().is_some_and(|session| session.administrator);
    let clinic = now.map(|session| session.clinic).unwrap_or_default();
    view! {
        <Page title=move || part_name(i18n, SettingsPart::Clinic)>
            {if may {
                view! { <Change clinic/> }.into_any()
            } else {
                view! { <Told clinic/> }.into_any()
            }}
        </Page>
    }
}

/// "Registration, Triage, Clinician, Pharmacy": those every clinic has.
fn usual(say: Say) -> String {
    let names: Vec<String> = Station::USUAL
        .iter()
        .map(|station| station_name(say, station))
        .collect();
    names.join(", ")
}

#[component]
fn Change(clinic: Clinic) -> impl IntoView {
    let say = use_say();
    let i18n = say.0;
    let app = use_app();
    let stations = RwSignal::new(clinic.stations.join("\n"));
    let days = RwSignal::new(clinic.lost_after_days.to_string());
    let quick = RwSignal::new(clinic.quick_switch);
    let press = Press::new();
    let tried = RwSignal::new(false);
    let days_error = Signal::derive(move || {
        let wrong = tried.get() && days.with(|days| read_days(days).is_none());
        wrong.then(|| t_string!(i18n, settings.lost_after_error, most = MOST_DAYS))
    });
    let save = move || {
        tried.set(true);
        let Some(lost_after_days) = untrack(|| days.with(|days| read_days(days))) else {
            focus_id("clinic-lost-after");
            return;
        };
        let stations = stations.with_untracked(|text| names(text));
        press.run(async move || {
            let request = ask::SetClinic(Clinic {
                stations,
                lost_after_days,
                quick_switch: quick.get_untracked(),
            });
            let session = app.ask(request).await?;
            app.session.set(Some(session));
            app.notices
                .done(untrack(|| t_string!(i18n, settings.clinic_saved)));
            Ok(())
        });
    };
    view! {
        <Form on_submit=save>
            <TextArea
                id="clinic-stations"
                label=move || t_string!(i18n, settings.own_stations)
                hint=move || t_string!(i18n, settings.own_stations_hint, usual = usual(say))
                rows=4
                value=stations
            />
            <Field
                id="clinic-lost-after"
                label=move || t_string!(i18n, settings.lost_after)
                hint=move || t_string!(i18n, settings.lost_after_hint)
                kind=FieldKind::Digits
                size=6
                value=days
                error=days_error
            />
            <CheckBox
                id="clinic-quick-switch"
                label=move || t_string!(i18n, settings.quick_switch)
                hint=move || t_string!(i18n, settings.quick_switch_hint)
                value=quick
            />
            <Failed failure=press.failure/>
            <Actions>
                <Button submit=true kind=ButtonKind::Primary label=move || t_string!(i18n, common.save) busy=press.busy/>
            </Actions>
        </Form>
    }
}

/// For everyone who may not change it.
#[component]
fn Told(clinic: Clinic) -> impl IntoView {
    let say = use_say();
    let i18n = say.0;
    let own = clinic.stations.join(", ");
    let quick = move || match clinic.quick_switch {
        true => t_string!(i18n, ui.yes),
        false => t_string!(i18n, ui.no),
    };
    let stations = move || match own.as_str() {
        "" => usual(say),
        own => format!("{}, {own}", usual(say)),
    };
    view! {
        <p class="hint">{t!(i18n, settings.clinic_administrator)}</p>
        <Lines>
            <Line name=move || t_string!(i18n, settings.stations)><span>{stations}</span></Line>
            <Line name=move || t_string!(i18n, settings.lost_after)>
                <span>{clinic.lost_after_days.to_string()}</span>
            </Line>
            <Line name=move || t_string!(i18n, settings.quick_switch)>
                <span>{quick}</span>
            </Line>
        </Lines>
    }
}

/// One name a line; a name that stands there twice is one station.
fn names(text: &str) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for name in text.lines().map(str::trim).filter(|name| !name.is_empty()) {
        if !names.iter().any(|before| before == name) {
            names.push(name.to_owned());
        }
    }
    names
}

fn read_days(text: &str) -> Option<u16> {
    text.trim()
        .parse()
        .ok()
        .filter(|days| (1..=MOST_DAYS).contains(days))
}
