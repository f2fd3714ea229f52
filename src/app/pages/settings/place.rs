//! Where one works and what the device is called: a mobile clinic moves on.

use leptos::prelude::*;

use crate::app::i18n::*;
use crate::app::pages::trouble::Failed;
use crate::app::state::{Press, use_app};
use crate::app::ui::*;
use crate::engine::protocol::ask;

#[component]
pub fn PlaceOfWork() -> impl IntoView {
    let i18n = use_i18n();
    let app = use_app();
    let now = app.session.get_untracked();
    let site = RwSignal::new(now.as_ref().map_or(String::new(), |s| s.site.clone()));
    let device = RwSignal::new(now.map_or(String::new(), |s| s.device));
    let press = Press::new();
    let nameless = move || device.with(|device| device.trim().is_empty());
    let save = move || {
        if untrack(nameless) {
            return;
        }
        let request = ask::SetPlace {
            site: site.get_untracked(),
            device: device.get_untracked(),
        };
        press.run(async move || {
            let session = app.ask(request).await?;
            let words = match session.site.clone() {
                site if site.is_empty() => t_string!(i18n, settings.place_saved_none).to_string(),
                site => t_string!(i18n, settings.place_saved, site = site),
            };
            app.notices.say(Tone::Note, words);
            app.session.set(Some(session));
            Ok(())
        });
    };
    view! {
        <Panel title=move || t_string!(i18n, settings.place)>
            <p>{t!(i18n, settings.place_words)}</p>
            <Form on_submit=save>
                <Field id="work-site" label=move || t_string!(i18n, vault.site) value=site/>
                <Field
                    id="work-device"
                    label=move || t_string!(i18n, vault.device)
                    hint=move || t_string!(i18n, vault.device_hint)
                    value=device
                />
                <Failed failure=press.failure/>
                <Actions>
                    <Button
                        submit=true
                        label=move || t_string!(i18n, settings.save_place)
                        busy=press.busy
                        disabled=Signal::derive(nameless)
                    />
                </Actions>
            </Form>
        </Panel>
    }
}
