//! Everything that has no place in the lower bar.

use leptos::prelude::*;

use crate::app::i18n::*;
use crate::app::route::{ListName, Route, SettingsPart};
use crate::app::state::{App, use_app, use_say};
use crate::app::ui::*;
use crate::engine::protocol::VaultKind;

#[component]
pub fn More() -> impl IntoView {
    let i18n = use_i18n();
    let say = use_say();
    let app = use_app();
    let who = move || {
        app.session.get().map(|session| {
            let role = say.role(&session.role);
            [session.site, session.name, role]
                .into_iter()
                .filter(|part| !part.is_empty())
                .collect::<Vec<_>>()
                .join(", ")
        })
    };
    view! {
        <Page title=move || t_string!(i18n, common.more)>
            <p>{who}</p>
            <Rows says=move || t_string!(i18n, common.more)>
                <RowButton id="more-switch" on_press=move || app.switching.set(true)>
                    {t!(i18n, vault.switch_row)}
                </RowButton>
                <RowButton id="more-cover" on_press=move || app.cover_or_ask_for_code()>
                    {t!(i18n, vault.cover_row)}
                </RowButton>
                <RowButton id="more-lock" on_press=move || app.lock_everywhere()>
                    {t!(i18n, vault.lock_row)}
                </RowButton>
                {move || is_clinic(app).then(|| view! {
                    <Row id="more-lists" to=Route::Lists(ListName::default())>{t!(i18n, lists.title)}</Row>
                })}
                <Row id="more-export" to=Route::Export(None)>{t!(i18n, vault.export_row)}</Row>
                <Row id="more-import" to=Route::Import>{t!(i18n, vault.import_row)}</Row>
                <Row id="more-settings" to=Route::Settings(SettingsPart::All)>
                    {t!(i18n, common.settings)}
                </Row>
                <RowButton id="more-keys" on_press=move || app.showing_keys.set(true)>
                    {t!(i18n, vault.keys.title)}
                </RowButton>
            </Rows>
        </Page>
    }
}

fn is_clinic(app: App) -> bool {
    let kind = app.session.with(|session| Some(session.as_ref()?.kind));
    kind == Some(VaultKind::Clinic)
}
