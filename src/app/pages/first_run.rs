//! First run: three doors, then who, place, passphrase, recovery, ready. Nothing is made before the last step, going
//! back keeps every answer, and leaving before the end makes nothing.

mod kit;
mod ready;
mod who;

use leptos::prelude::*;
use leptos::text_prop::TextProp;

use super::gate::GateFrame;
use super::passphrase::{ChoosePassphrase, Choosing};
use crate::app::i18n::*;
use crate::app::platform::engine::Work;
use crate::app::platform::storage::{self, Kept};
use crate::app::route::Route;
use crate::app::state::{App, use_app, use_say};
use crate::app::ui::*;
use crate::engine::protocol::{
    Failure, Prepared, Reply, Request, Session, VaultKind, VaultPlan, VaultReply, VaultRequest,
};
pub use kit::Recovery;
use ready::Ready;
use who::Place;
pub use who::RoleChoice;

/// What the vault is begun for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Door {
    Clinic,
    Family,
    /// A file was given: the vault is made, then the import opens.
    File,
}

/// Every answer so far. Lives as long as the first run, so that Back keeps it.
#[derive(Clone, Copy)]
pub(super) struct Beginning {
    app: App,
    door: RwSignal<Option<Door>>,
    /// From 0: place, passphrase, recovery, ready.
    step: RwSignal<usize>,
    pub(super) name: RwSignal<String>,
    pub(super) role: RwSignal<Option<&'static str>>,
    pub(super) other_role: RwSignal<String>,
    pub(super) site: RwSignal<String>,
    pub(super) device: RwSignal<String>,
    choosing: Choosing,
    /// What was prepared, and the plan it was prepared from.
    pub(super) prepared: RwSignal<Option<(Prepared, String)>, LocalStorage>,
    pub(super) typed_back: RwSignal<Vec<String>>,
    failure: RwSignal<Option<Failure>>,
    work: Work,
    /// The vault, made and open.
    made: RwSignal<Option<Session>>,
    /// What the browser answered when it was asked to keep the records.
    pub(super) kept: RwSignal<Option<Kept>>,
}

const WHO: usize = 0;
const PLACE: usize = 1;
const PASSPHRASE: usize = 2;
const RECOVERY: usize = 3;
const READY: usize = 4;

impl Beginning {
    fn new() -> Self {
        Self {
            app: use_app(),
            door: RwSignal::new(None),
            step: RwSignal::new(WHO),
            name: RwSignal::new(String::new()),
            role: RwSignal::new(None),
            other_role: RwSignal::new(String::new()),
            site: RwSignal::new(String::new()),
            device: RwSignal::new(String::new()),
            choosing: Choosing::new(),
            prepared: RwSignal::new_local(None),
            typed_back: RwSignal::new(vec![String::new(); CODE_WORDS]),
            failure: RwSignal::new(None),
            work: Work::new(),
            made: RwSignal::new(None),
            kept: RwSignal::new(None),
        }
    }

    fn is_clinic(&self) -> bool {
        self.door.get() == Some(Door::Clinic)
    }

    /// A file may be given to someone who works in a clinic; a family is asked neither role nor place.
    pub(super) fn asks_role(&self) -> bool {
        self.door.get() != Some(Door::Family)
    }

    /// The role as stored: a word of the list, or what was written.
    fn role_word(&self) -> String {
        match self.role.get() {
            Some(who::OTHER) | None => self.other_role.get().trim().to_string(),
            Some(word) => word.to_string(),
        }
    }

    fn place_is_complete(&self) -> bool {
        let written = |text: RwSignal<String>| !text.get().trim().is_empty();
        let role = !self.is_clinic() || !self.role_word().is_empty();
        written(self.name) && written(self.device) && role
    }

    fn plan(&self) -> Option<VaultPlan> {
        let clinic = self.is_clinic();
        let role = self.role_word();
        Some(VaultPlan {
            kind: if clinic {
                VaultKind::Clinic
            } else {
                VaultKind::Family
            },
            name: self.name.get().trim().to_string(),
            role: if role.is_empty() {
                "person".into()
            } else {
                role
            },
            site: self.site.get().trim().to_string(),
            device: self.device.get().trim().to_string(),
            passphrase: self.choosing.chosen()?,
            language: self.app.look.get().language,
        })
    }

    /// Makes keys in the engine's memory and shows the twelve words. Prepared anew when an answer changed.
    fn prepare(self) {
        let Some(plan) = untrack(|| self.plan()) else {
            return;
        };
        let answers = [
            &plan.name,
            &plan.role,
            &plan.site,
            &plan.device,
            &plan.passphrase,
            &plan.language,
        ];
        let answers = answers.map(String::as_str).join("\n");
        if self
            .prepared
            .with_untracked(|prepared| prepared.as_ref().is_some_and(|(_, of)| *of == answers))
        {
            self.step.set(RECOVERY);
            return;
        }
        leptos::task::spawn_local(async move {
            self.failure.set(None);
            match self
                .app
                .ask_with(self.work, Request::Vault(VaultRequest::Prepare(plan)))
                .await
            {
                Ok(Reply::Vault(VaultReply::Prepared(prepared))) => {
                    self.prepared.set(Some((prepared, answers)));
                    self.typed_back.set(vec![String::new(); CODE_WORDS]);
                    self.step.set(RECOVERY);
                }
                Ok(_) => {}
                Err(why) => self.failure.set(Some(why)),
            }
        });
    }

    /// The words were typed back: writes the vault and opens it.
    fn make(self) {
        if self.work.is_busy() {
            return;
        }
        leptos::task::spawn_local(async move {
            self.failure.set(None);
            match self
                .app
                .ask_with(self.work, Request::Vault(VaultRequest::Make))
                .await
            {
                Ok(Reply::Vault(VaultReply::Open(session))) => {
                    self.prepared.set(None);
                    self.made.set(Some(*session));
                    self.step.set(READY);
                    // Asked here, where a person just pressed a button: some browsers ask them in turn.
                    let kept = storage::ask_to_keep().await;
                    self.kept.try_set(Some(kept));
                }
                Ok(_) => {}
                Err(why) => self.failure.set(Some(why)),
            }
        });
    }

    /// The first page: Today, or the import when a file was given.
    pub(super) fn begin(self) {
        let Some(session) = self.made.get_untracked() else {
            return;
        };
        let given = self.door.get_untracked() == Some(Door::File);
        self.app
            .replace(if given { Route::Import } else { Route::Today });
        self.app.opened(session);
    }

    fn leave(self) {
        self.prepared.set(None);
        self.door.set(None);
        self.step.set(WHO);
        leptos::task::spawn_local(async move {
            // Nothing was written; forgetting the prepared keys cannot lose anything.
            let _ = self.app.ask(Request::Vault(VaultRequest::Abandon)).await;
        });
    }

    fn back(self) {
        match self.step.get_untracked() {
            0 | PLACE => self.leave(),
            step => self.step.set(step - 1),
        }
    }
}

#[component]
pub fn FirstRun() -> impl IntoView {
    let i18n = use_i18n();
    let beginning = untrack(Beginning::new);
    let names: Vec<TextProp> = vec![
        (move || t_string!(i18n, vault.steps.who)).into(),
        (move || t_string!(i18n, vault.steps.place)).into(),
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
                view! {
                    <Page title>
                        {match step {
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

#[component]
fn Doors(beginning: Beginning) -> impl IntoView {
    let i18n = use_i18n();
    let app = beginning.app;
    let door = move |door: Door, icon: Icon, name: TextProp, words: TextProp| {
        view! {
            <button
                type="button"
                class="door"
                on:click=move |_| {
                    beginning.door.set(Some(door));
                    beginning.step.set(PLACE);
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
        if app.updates.works_offline() {
            t_string!(i18n, vault.works_offline)
        } else {
            t_string!(i18n, vault.loading_offline)
        }
    };
    view! {
        <p>{t!(i18n, vault.welcome_words)}</p>
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
        <p class="quiet-text" role="status">{offline}</p>
    }
}

#[component]
fn PlaceStep(beginning: Beginning) -> impl IntoView {
    let i18n = use_i18n();
    let complete = move || beginning.place_is_complete();
    view! {
        <Form on_submit=move || {
            if untrack(complete) {
                beginning.step.set(PASSPHRASE);
            }
        }>
            <Place beginning/>
            <Actions>
                <Button label=move || t_string!(i18n, common.back) on_press=move || beginning.back()/>
                <Button
                    kind=ButtonKind::Primary
                    submit=true
                    label=move || t_string!(i18n, common.next)
                    disabled=Signal::derive(move || !complete())
                />
            </Actions>
            <p class="quiet-text">{t!(i18n, vault.nothing_made)}</p>
        </Form>
    }
}

#[component]
fn PassphraseStep(beginning: Beginning) -> impl IntoView {
    let i18n = use_i18n();
    let say = use_say();
    let ready = move || beginning.choosing.chosen().is_some();
    view! {
        <Form on_submit=move || beginning.prepare()>
            <ChoosePassphrase choosing=beginning.choosing/>
            {move || beginning.failure.get().map(|why| view! {
                <Message tone=Tone::Alert><p>{move || say.failure(&why)}</p></Message>
            })}
            <Actions>
                <Button label=move || t_string!(i18n, common.back) on_press=move || beginning.back()/>
                <Button
                    kind=ButtonKind::Primary
                    submit=true
                    label=move || t_string!(i18n, common.next)
                    disabled=Signal::derive(move || !ready())
                    busy=Signal::derive(move || beginning.work.is_running())
                />
            </Actions>
            <Working work=beginning.work no_cancel=true/>
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
                typed_back=beginning.typed_back
                work=beginning.work
                make_label=move || t_string!(say.0, vault.make)
                on_back=move || beginning.back()
                on_typed=move || beginning.make()
            />
        })}
        {move || beginning.failure.get().map(|why| view! {
            <Message tone=Tone::Alert><p>{move || say.failure(&why)}</p></Message>
        })}
    }
}
