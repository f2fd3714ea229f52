//! Settings: each line states the present truth before the control. A list on a phone, list and part side by side on a
//! laptop. Nothing here needs a restart.

mod about;
mod clinic;
mod exports;
mod forms;
mod look;
mod part_name;
mod place;
mod security;
mod storage;

use leptos::prelude::*;

pub use part_name::part_name;
pub use place::PlaceOfWork;

use super::people::People;
use crate::app::i18n::*;
use crate::app::route::{Route, SettingsPart};
use crate::app::state::{App, use_app, use_say};
use crate::app::ui::*;
use crate::engine::protocol;

#[component]
pub fn Settings(part: SettingsPart) -> impl IntoView {
    let app = use_app();
    // A laptop never shows the bare list: it shows the first part beside it.
    move || match (part, app.wide.get()) {
        (SettingsPart::All, false) => view! { <PartList part/> }.into_any(),
        (SettingsPart::All, true) => view! { <Beside part=SettingsPart::People/> }.into_any(),
        (part, true) => view! { <Beside part/> }.into_any(),
        (part, false) => show_part(part),
    }
}

#[component]
fn Beside(part: SettingsPart) -> impl IntoView {
    view! {
        <div class="settings">
            <div class="settings-list"><PartRows part/></div>
            {show_part(part)}
        </div>
    }
}

#[component]
fn PartList(part: SettingsPart) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <Page title=move || t_string!(i18n, common.settings)>
            <PartRows part/>
        </Page>
    }
}

#[component]
fn PartRows(part: SettingsPart) -> impl IntoView {
    let i18n = use_i18n();
    let app = use_app();
    let in_clinic = untrack(|| !app.stations().is_empty());
    let rows = SettingsPart::PARTS
        .into_iter()
        .filter(|each| *each != SettingsPart::Clinic || in_clinic)
        .map(|each| {
            view! {
                <Row id=format!("settings-{each:?}") to=Route::Settings(each) chosen=each == part>
                    <span class="row-main">{move || part_name(i18n, each)}</span>
                    <span class="row-aside">{move || truth(app, i18n, each)}</span>
                </Row>
            }
        })
        .collect_view();
    view! { <Rows says=move || t_string!(i18n, common.settings)>{rows}</Rows> }
}

/// What is set now, where a few words say it.
fn truth(app: App, i18n: Texts, part: SettingsPart) -> Option<String> {
    let settings = app.settings();
    match part {
        SettingsPart::Look => {
            let (theme, density) = look::words(i18n, &settings);
            Some(format!("{theme}, {density}"))
        }
        SettingsPart::Units => Some(look::unit_words(&settings).join(" ")),
        SettingsPart::Language => Some(t_string!(i18n, common.language_name).to_string()),
        _ => None,
    }
}

fn show_part(part: SettingsPart) -> AnyView {
    match part {
        SettingsPart::All | SettingsPart::People => view! { <People/> }.into_any(),
        SettingsPart::Clinic => view! { <clinic::ClinicPart/> }.into_any(),
        SettingsPart::Forms => view! { <forms::FormsPart/> }.into_any(),
        SettingsPart::Security => view! { <security::Security/> }.into_any(),
        SettingsPart::Look => view! { <look::LookPart/> }.into_any(),
        SettingsPart::Units => view! { <look::Units/> }.into_any(),
        SettingsPart::Storage => view! { <storage::Storage/> }.into_any(),
        SettingsPart::Language => view! { <look::Language/> }.into_any(),
        SettingsPart::About => view! { <about::About/> }.into_any(),
    }
}

/// Changes one setting at once and seals all of them with the vault; a failure is said above the page.
#[derive(Clone, Copy)]
struct Change {
    app: App,
    say: crate::app::state::Say,
}

impl Change {
    fn new() -> Self {
        Self {
            app: use_app(),
            say: use_say(),
        }
    }

    fn bind<T>(
        self,
        get: impl Fn(&protocol::Settings) -> T + Send + Sync + 'static,
        set: impl Fn(&mut protocol::Settings, T) + Send + Sync + 'static,
    ) -> Bind<T>
    where
        T: Clone + PartialEq + Send + Sync + 'static,
    {
        let app = self.app;
        Bind::new(
            move || get(&app.settings()),
            move |value| {
                let mut settings = untrack(|| app.settings());
                set(&mut settings, value);
                self.seal(settings);
            },
        )
    }

    fn seal(self, settings: protocol::Settings) {
        leptos::task::spawn_local(async move {
            if let Err(failure) = self.app.change_settings(settings).await {
                self.app
                    .notices
                    .say(Tone::Alert, untrack(|| self.say.failure(&failure)));
            }
        });
    }
}
