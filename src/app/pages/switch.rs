//! Someone else at the same device, and choosing a short code.

use leptos::prelude::*;

use super::short_code::{CODE_LENGTH, figures};
use crate::app::i18n::*;
use crate::app::pages::trouble::Failed;
use crate::app::state::{Press, use_app, use_say};
use crate::app::ui::*;
use crate::engine::protocol::ask;

/// Another person opens the vault with their own passphrase; drafts of the first stay sealed.
#[component]
pub fn SwitchDialog() -> impl IntoView {
    let i18n = use_i18n();
    let open = use_app().switching;
    view! {
        <Dialog open title=move || t_string!(i18n, vault.switch_title)>
            <NowWorking/>
            <SwitchForm/>
        </Dialog>
    }
}

/// Who works now. Not shown on the covered page, which names nobody.
#[component]
fn NowWorking() -> impl IntoView {
    let i18n = use_i18n();
    let say = use_say();
    let app = use_app();
    let now = move || {
        app.session.get().map(|session| {
            t_string!(
                i18n,
                vault.working_as,
                name = session.name,
                role = say.role(&session.role)
            )
        })
    };
    view! { <p>{now}</p> }
}

/// Their passphrase, and their name on what is written from now on. Works from behind the cover too.
#[component]
pub fn SwitchForm() -> impl IntoView {
    let i18n = use_i18n();
    let app = use_app();
    let passphrase = RwSignal::new(String::new());
    let press = Press::new();
    let switch = move || {
        let passphrase = passphrase.get_untracked();
        press.run(async move || {
            app.autosaves().seal_all().await;
            let session = app.ask_with(press.work, ask::Switch { passphrase }).await?;
            app.switched(session);
            Ok(())
        });
    };
    view! {
        <Form on_submit=switch>
            <Field
                id="switch-passphrase"
                kind=FieldKind::Secret
                label=move || t_string!(i18n, vault.their_passphrase)
                value=passphrase
            />
            <Failed failure=press.failure/>
            <Actions>
                <Button
                    kind=ButtonKind::Primary
                    submit=true
                    label=move || t_string!(i18n, common.switch)
                    busy=press.busy
                />
            </Actions>
            <Working work=press.work no_cancel=true/>
        </Form>
    }
}

/// Asked the first time the page is covered after opening.
#[component]
pub fn CodeDialog() -> impl IntoView {
    let i18n = use_i18n();
    let open = use_app().choosing_code;
    view! {
        <Dialog open title=move || t_string!(i18n, vault.choose_code)>
            <CodeForm/>
        </Dialog>
    }
}

#[component]
fn CodeForm() -> impl IntoView {
    let i18n = use_i18n();
    let app = use_app();
    let code = RwSignal::new(String::new());
    let press = Press::new();
    let ready = move || code.get().len() == CODE_LENGTH;
    let typed = Bind::new(move || code.get(), move |text| code.set(figures(&text)));
    let cover = move || {
        if !untrack(ready) {
            return;
        }
        press.run(async move || app.cover_with(code.get_untracked()).await);
    };
    view! {
        <p>{t!(i18n, vault.choose_code_words)}</p>
        <Form on_submit=cover>
            <div class="cover-code">
                <Field
                    id="new-code"
                    kind=FieldKind::Digits
                    size=6
                    label=move || t_string!(i18n, vault.short_code)
                    value=typed
                />
            </div>
            <Failed failure=press.failure/>
            <Actions>
                <Button label=move || t_string!(i18n, vault.lock_instead) on_press=move || app.lock()/>
                <Button
                    kind=ButtonKind::Primary
                    submit=true
                    label=move || t_string!(i18n, vault.cover_now)
                    busy=press.busy
                    disabled=Signal::derive(move || !ready())
                />
            </Actions>
        </Form>
    }
}
