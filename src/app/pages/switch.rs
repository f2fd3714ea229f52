//! Someone else at the same device, and choosing a short code.

use leptos::prelude::*;

use super::short_code::{CodeField, is_whole};
use crate::app::i18n::*;
use crate::app::pages::trouble::Failed;
use crate::app::state::{Press, use_app, use_say};
use crate::app::ui::*;
use crate::base::UserId;
use crate::engine::protocol::{PersonAside, Session, ask};

/// Another person opens the vault with their own passphrase; drafts of the first stay sealed.
#[component]
pub fn SwitchDialog() -> impl IntoView {
    let i18n = use_i18n();
    let open = use_app().switching;
    view! {
        <Dialog open title=move || t_string!(i18n, vault.switch_title)>
            <NowWorking/>
            <WayBack/>
            <SetAside/>
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

/// Where the clinic lets people come back with a short code: the choice of one, for who works now and has none.
#[component]
fn WayBack() -> impl IntoView {
    let i18n = use_i18n();
    let app = use_app();
    let code = RwSignal::new(String::new());
    let passphrase = RwSignal::new(String::new());
    let press = Press::new();
    let asked = Memo::new(move |_| {
        let quick = |session: &Session| session.clinic.quick_switch;
        let session = app.session;
        session.with(|session| session.as_ref().is_some_and(quick)) && !app.code_brings_back()
    });
    let ready = move || is_whole(code) && !passphrase.with(String::is_empty);
    let keep = move || {
        if untrack(ready) {
            let (code, passphrase) = (code.get_untracked(), passphrase.get_untracked());
            press.run(async move || app.choose_code(code, passphrase).await);
        }
    };
    // Neither stays on the page once it is used.
    Effect::new(move |_| {
        if !asked.get() {
            code.set(String::new());
            passphrase.set(String::new());
        }
    });
    move || {
        asked.get().then(|| {
            view! {
                <Form on_submit=keep>
                    <CodeField id="way-back" label=move || t_string!(i18n, vault.way_back) code/>
                    <p class="hint">{t!(i18n, vault.way_back_words)}</p>
                    <Field
                        id="way-back-passphrase"
                        kind=FieldKind::Secret
                        label=move || t_string!(i18n, vault.own_passphrase)
                        value=passphrase
                    />
                    <Failed failure=press.failure/>
                    <Actions>
                        <Button
                            submit=true
                            label=move || t_string!(i18n, vault.keep_code)
                            busy=press.busy
                            disabled=Signal::derive(move || !ready())
                        />
                    </Actions>
                    <Working work=press.work no_cancel=true/>
                </Form>
            }
        })
    }
}

/// Who worked here before, each to come back with their own short code.
#[component]
fn SetAside() -> impl IntoView {
    let i18n = use_i18n();
    let say = use_say();
    let app = use_app();
    let chosen = RwSignal::new(None::<UserId>);
    let people = move || {
        let session = app.session.get();
        session.map(|session| session.aside).unwrap_or_default()
    };
    let person = move |person: PersonAside| {
        let user = person.user;
        let words = format!("{}, {}", person.name, say.role(&person.role));
        let open = move || chosen.get() == Some(user);
        view! {
            <li>
                <Button label=words on_press=move || chosen.set(Some(user))/>
                {move || open().then(|| view! { <ComeBack user/> })}
            </li>
        }
    };
    move || {
        let people = people();
        (!people.is_empty()).then(|| {
            view! {
                <section aria-labelledby="set-aside">
                    <h3 id="set-aside">{t!(i18n, vault.worked_before)}</h3>
                    <ul class="set-aside">{people.into_iter().map(person).collect_view()}</ul>
                </section>
            }
        })
    }
}

/// The short code of somebody who worked here before.
#[component]
fn ComeBack(user: UserId) -> impl IntoView {
    let i18n = use_i18n();
    let app = use_app();
    let code = RwSignal::new(String::new());
    let press = Press::new();
    let switch = move || {
        let code = code.get_untracked();
        press.run(async move || {
            app.autosaves().seal_all().await;
            let back = ask::SwitchBack { user, code };
            let session = app.ask_with(press.work, back).await?;
            app.switched(session);
            Ok(())
        });
    };
    view! {
        <Form on_submit=switch>
            <CodeField
                id="come-back-code"
                label=move || t_string!(i18n, vault.short_code)
                code
                focused=true
            />
            <Failed failure=press.failure/>
            <Actions>
                <Button
                    kind=ButtonKind::Primary
                    submit=true
                    label=move || t_string!(i18n, common.switch)
                    busy=press.busy
                    disabled=Signal::derive(move || !is_whole(code))
                />
            </Actions>
            <Working work=press.work no_cancel=true/>
        </Form>
    }
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
    let ready = move || is_whole(code);
    let cover = move || {
        if !untrack(ready) {
            return;
        }
        press.run(async move || app.cover_with(code.get_untracked()).await);
    };
    view! {
        <p>{t!(i18n, vault.choose_code_words)}</p>
        <Form on_submit=cover>
            <CodeField id="new-code" label=move || t_string!(i18n, vault.short_code) code/>
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
