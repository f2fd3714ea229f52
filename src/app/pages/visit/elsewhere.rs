//! Where somebody is sent on to.

use leptos::prelude::*;

use super::Acting;
use crate::app::i18n::*;
use crate::app::kinds::station_name;
use crate::app::state::{Say, use_app, use_say};
use crate::app::ui::*;
use crate::chart::kinds::{Station, VisitStep};

/// Where one goes from a station as a rule; `None`: home. From a station of the clinic's own one comes back to the
/// clinician, who sent them there.
pub fn next_of(station: &Station) -> Option<Station> {
    match station {
        Station::Registration => Some(Station::Triage),
        Station::Triage | Station::Own(_) => Some(Station::Clinician),
        Station::Clinician => Some(Station::Pharmacy),
        Station::Pharmacy => None,
    }
}

/// "To pharmacy": the words of the press.
pub fn to_station(say: Say, station: &Station) -> String {
    let i18n = say.0;
    let words = match station {
        Station::Registration => t_string!(i18n, kinds.visit.to.registration),
        Station::Triage => t_string!(i18n, kinds.visit.to.triage),
        Station::Clinician => t_string!(i18n, kinds.visit.to.clinician),
        Station::Pharmacy => t_string!(i18n, kinds.visit.to.pharmacy),
        Station::Own(name) => {
            return t_string!(i18n, kinds.visit.to.own, station = name.clone());
        }
    };
    words.to_string()
}

/// Every other station, one press each.
#[component]
pub fn Elsewhere(acting: Acting, #[prop(into)] from: Signal<Station>) -> impl IntoView {
    let say = use_say();
    let i18n = say.0;
    let app = use_app();
    let open = RwSignal::new(false);
    let send = move |station: Station| {
        open.set(false);
        acting.step(VisitStep::Send(station));
    };
    view! {
        <Button
            label=move || t_string!(i18n, kinds.visit.elsewhere)
            busy=acting.busy()
            on_press=move || open.set(true)
        />
        <Dialog open title=move || t_string!(i18n, kinds.visit.to_which)>
            <div class="stations">
                {move || {
                    let here = from.get();
                    let others = app.stations().into_iter().filter(move |station| *station != here);
                    let button = |station: Station| {
                        let named = station.clone();
                        view! {
                            <Button
                                label=move || station_name(say, &named)
                                on_press=move || send(station.clone())
                            />
                        }
                    };
                    others.map(button).collect_view()
                }}
            </div>
        </Dialog>
    }
}
