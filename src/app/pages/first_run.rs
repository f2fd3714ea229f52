//! First run: three doors, then who, place, passphrase, recovery, ready. Nothing is made before the last step, going
//! back keeps every answer, and leaving before the end makes nothing.

mod before;
pub(super) mod beginning;
pub(super) mod glance;
mod kit;
mod reading;
mod ready;
mod who;

use leptos::prelude::*;
use leptos::text_prop::TextProp;

use super::gate_frame::GateFrame;
use super::later::GlanceLater;
use super::passphrase::ChoosePassphrase;
use crate::app::i18n::*;
use crate::app::pages::trouble::Failed;
use crate::app::platform::browser::use_browser;
use crate::app::platform::fragment;
use crate::app::state::use_say;
use crate::app::ui::*;
use before::{HadRecords, MayNotLast};
use beginning::{Beginning, Door, PASSPHRASE, PLACE, READY, WHO};
pub use kit::Recovery;
use ready::Ready;
use who::Place;

#[component]
pub fn FirstRun() -> impl IntoView {
    let i18n = use_i18n();
    let beginning = untrack(Beginning::new);
    follow_history(beginning);
    let place = move || {
        if beginning.asks_role() {
            t_string!(i18n, vault.steps.place)
        } else {
            t_string!(i18n, vault.steps.you)
        }
    };
    let names: Vec<TextProp> = vec![
        (move || t_string!(i18n, vault.steps.who)).into(),
        place.into(),
        (move || t_string!(i18n, vault.steps.passphrase)).into(),
        (move || t_string!(i18n, vault.steps.recovery)).into(),
        (move || t_string!(i18n, vault.steps.ready)).into(),
    ];
    let at = beginning.step;
    let head = move || {
        let names = names.clone();
        (at.get() != WHO).then(|| view! { <Steps names at/> })
    };
    let title = move || match at.get() {
        WHO if beginning.is_given_a_file() => t_string!(i18n, vault.glance.title),
        WHO => t_string!(i18n, vault.welcome),
        PLACE => t_string!(i18n, vault.place_title),
        PASSPHRASE => t_string!(i18n, vault.passphrase_title),
        READY => t_string!(i18n, vault.ready_title),
        _ => t_string!(i18n, vault.recovery_title),
    };
    view! {
        <GateFrame head=ViewFn::from(head)>
            {move || {
                let step = at.get();
                // Asked here: what is asked inside of the page's frame is not followed.
                let given_a_file = beginning.is_given_a_file();
                view! {
                    <Page title>
                        {match step {
                            WHO if given_a_file => {
                                provide_context(beginning);
                                view! { <GlanceLater/> }.into_any()
                            }
                            WHO => view! { <Doors beginning/> }.into_any(),
                            PLACE => view! { <PlaceStep beginning/> }.into_any(),
                            PASSPHRASE => view! { <PassphraseStep beginning/> }.into_any(),
                            READY => view! { <Ready beginning/> }.into_any(),
                            _ => view! { <RecoveryStep beginning/> }.into_any(),
                        }}
                    </Page>
                }
            }}
        </GateFrame>
    }
}

fn follow_history(beginning: Beginning) {
    let i18n = use_i18n();
    let listeners = (
        fragment::on_step(move |number| beginning.moved(number, i18n)),
        fragment::ask_before_leaving(move || beginning.would_lose_keys()),
    );
    let listeners = StoredValue::new_local(Some(listeners));
    on_cleanup(move || {
        listeners.try_update_value(Option::take);
    });
}

#[component]
fn Doors(beginning: Beginning) -> impl IntoView {
    let i18n = use_i18n();
    let updates = use_browser().updates;
    let door = move |door: Door, icon: Icon, name: TextProp, words: TextProp| {
        view! {
            <button
                type="button"
                class="door"
                on:click=move |_| {
                    beginning.choose(door);
                }
            >
                <Sign icon/>
                <span>
                    <strong>{move || name.get()}</strong>
                    <span class="door-words">{move || words.get()}</span>
                </span>
                <Sign icon=Icon::Forward/>
            </button>
        }
    };
    let offline = move || {
        if updates.works_offline() {
            t_string!(i18n, vault.works_offline)
        } else {
            t_string!(i18n, vault.loading_offline)
        }
    };
    view! {
        <p>{t!(i18n, vault.welcome_words)}</p>
        <MayNotLast/>
        <div class="doors">
            {door(
                Door::Clinic,
                Icon::Clinic,
                (move || t_string!(i18n, vault.doors.clinic)).into(),
                (move || t_string!(i18n, vault.doors.clinic_words)).into(),
            )}
            {door(
                Door::Family,
                Icon::Person,
                (move || t_string!(i18n, vault.doors.family)).into(),
                (move || t_string!(i18n, vault.doors.family_words)).into(),
            )}
            {door(
                Door::File,
                Icon::File,
                (move || t_string!(i18n, vault.doors.file)).into(),
                (move || t_string!(i18n, vault.doors.file_words)).into(),
            )}
        </div>
        <HadRecords beginning/>
        <p class="quiet-text" role="status">{offline}</p>
    }
}

#[component]
fn PlaceStep(beginning: Beginning) -> impl IntoView {
    let i18n = use_i18n();
    let next = move || match untrack(|| beginning.place(i18n)) {
        Ok(()) => beginning.advance(PASSPHRASE),
        Err(lack) => focus_id(beginning.lacking.say(lack)),
    };
    view! {
        <Form on_submit=next>
            <Place beginning/>
            <Actions>
                <Button label=move || t_string!(i18n, common.back) on_press=move || beginning.back()/>
                <Button
                    kind=ButtonKind::Primary
                    submit=true
                    label=move || t_string!(i18n, common.next)
                />
            </Actions>
            <p class="quiet-text">{t!(i18n, vault.nothing_made)}</p>
        </Form>
    }
}

#[component]
fn PassphraseStep(beginning: Beginning) -> impl IntoView {
    let i18n = use_i18n();
    let next = move || match untrack(|| beginning.choosing.lack(i18n)) {
        None => beginning.prepare(),
        Some(lack) => focus_id(beginning.choosing.lacking.say(lack)),
    };
    view! {
        <Form on_submit=next>
            <ChoosePassphrase choosing=beginning.choosing/>
            <Failed failure=beginning.preparing.failure/>
            <Actions>
                <Button label=move || t_string!(i18n, common.back) on_press=move || beginning.back()/>
                <Button
                    kind=ButtonKind::Primary
                    submit=true
                    label=move || t_string!(i18n, common.next)
                    busy=Signal::derive(move || beginning.preparing.work.is_running())
                />
            </Actions>
            <Working work=beginning.preparing.work no_cancel=true words=move || t_string!(i18n, vault.making_words)/>
            <p class="quiet-text">{t!(i18n, vault.nothing_made)}</p>
        </Form>
    }
}

#[component]
fn RecoveryStep(beginning: Beginning) -> impl IntoView {
    let say = use_say();
    let prepared = beginning
        .prepared
        .get_untracked()
        .map(|(prepared, _)| prepared);
    view! {
        {prepared.map(|prepared| view! {
            <Recovery
                words=prepared.words
                fingerprint=prepared.fingerprint
                device=beginning.device.get_untracked()
                typed_back=beginning.preparing.typed_back
                work=beginning.preparing.work
                make_label=move || t_string!(say.0, vault.make)
                on_back=move || beginning.back()
                on_typed=move || beginning.make()
            />
        })}
        <Failed failure=beginning.preparing.failure/>
        <p class="quiet-text no-print">{t!(say.0, vault.nothing_made_paper)}</p>
    }
}
