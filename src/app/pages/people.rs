//! The people of this vault, and adding one: name, role, own passphrase, own recovery words.

use leptos::prelude::*;

use super::first_run::{Recovery, RoleChoice};
use super::passphrase::{ChoosePassphrase, Choosing};
use super::settings::{PlaceOfWork, part_name};
use crate::app::i18n::*;
use crate::app::platform::engine::Work;
use crate::app::route::SettingsPart;
use crate::app::state::{App, use_app, use_say};
use crate::app::ui::*;
use crate::engine::protocol::{
    Failure, PersonOfVault, PersonPlan, Prepared, Reply, Request, VaultReply, VaultRequest,
    WriteFailure,
};

#[component]
pub fn People() -> impl IntoView {
    let i18n = use_i18n();
    let say = use_say();
    let app = use_app();
    let people = RwSignal::new(None::<Vec<PersonOfVault>>);
    let failure = RwSignal::new(None::<Failure>);
    let adding = RwSignal::new(false);
    let read = move || {
        leptos::task::spawn_local(async move {
            match app.ask(Request::Vault(VaultRequest::People)).await {
                Ok(Reply::Vault(VaultReply::People(list))) => {
                    people.try_set(Some(list));
                }
                Ok(_) => {}
                Err(why) => {
                    failure.try_set(Some(why));
                }
            }
        });
    };
    read();
    let may_add = move || {
        app.session.with(|session| {
            session
                .as_ref()
                .is_some_and(|session| session.administrator)
        })
    };
    view! {
        <Page title=move || part_name(i18n, SettingsPart::People)>
            <PlaceOfWork/>
            {move || failure.get().map(|why| view! {
                <Message tone=Tone::Alert><p>{move || say.failure(&why)}</p></Message>
            })}
            <Lines>{move || people.get().into_iter().flatten().map(person_line).collect_view()}</Lines>
            {move || if adding.get() {
                view! { <AddPerson done=move || { adding.set(false); read(); }/> }.into_any()
            } else {
                view! {
                    <Actions>
                        <Button
                            icon=Icon::Person
                            label=move || t_string!(i18n, common.switch)
                            on_press=move || app.switching.set(true)
                        />
                        {may_add().then(|| view! {
                            <Button
                                id="add-person"
                                kind=ButtonKind::Primary
                                icon=Icon::Add
                                label=move || t_string!(i18n, settings.add_person)
                                on_press=move || adding.set(true)
                            />
                        })}
                    </Actions>
                    {(!may_add()).then(|| view! {
                        <p class="hint">{t!(i18n, settings.only_administrator)}</p>
                    })}
                }.into_any()
            }}
        </Page>
    }
}

fn person_line(person: PersonOfVault) -> impl IntoView {
    let i18n = use_i18n();
    let say = use_say();
    let (name, role, you) = (person.name, person.role, person.you);
    view! {
        <Line name=name>
            <span>{move || say.role(&role)} {move || you.then(|| t_string!(i18n, settings.you))}</span>
            <span class="quiet-text" translate="no">
                {move || t_string!(i18n, vault.key_digest)} " " {person.fingerprint}
            </span>
        </Line>
    }
}

/// A person being added; nothing is written before their words were typed back.
#[derive(Clone, Copy)]
struct Adding {
    app: App,
    name: RwSignal<String>,
    role: RwSignal<Option<&'static str>>,
    other: RwSignal<String>,
    choosing: Choosing,
    prepared: RwSignal<Option<Prepared>, LocalStorage>,
    typed_back: RwSignal<Vec<String>>,
    failure: RwSignal<Option<Failure>>,
    work: Work,
}

impl Adding {
    fn new() -> Self {
        Self {
            app: use_app(),
            name: RwSignal::new(String::new()),
            role: RwSignal::new(None),
            other: RwSignal::new(String::new()),
            choosing: Choosing::new(),
            prepared: RwSignal::new_local(None),
            typed_back: RwSignal::new(vec![String::new(); CODE_WORDS]),
            failure: RwSignal::new(None),
            work: Work::new(),
        }
    }

    fn plan(&self) -> Option<PersonPlan> {
        let name = self.name.get().trim().to_string();
        let role = match self.role.get()? {
            "" => self.other.get().trim().to_string(),
            word => word.to_string(),
        };
        let passphrase = self.choosing.chosen()?;
        (!name.is_empty() && !role.is_empty()).then_some(PersonPlan {
            name,
            role,
            passphrase,
        })
    }

    fn prepare(self) {
        let Some(plan) = untrack(|| self.plan()).filter(|_| !self.work.is_busy()) else {
            return;
        };
        leptos::task::spawn_local(async move {
            self.failure.set(None);
            match self
                .app
                .ask_with(self.work, Request::Vault(VaultRequest::PreparePerson(plan)))
                .await
            {
                Ok(Reply::Vault(VaultReply::Prepared(prepared))) => {
                    self.typed_back.try_set(vec![String::new(); CODE_WORDS]);
                    self.choosing.keep();
                    self.prepared.try_set(Some(prepared));
                }
                Ok(_) => {}
                Err(why) => {
                    self.failure.try_set(Some(why));
                }
            }
        });
    }

    fn add(self, done: Callback<()>) {
        if self.work.is_busy() {
            return;
        }
        leptos::task::spawn_local(async move {
            self.failure.set(None);
            match self
                .app
                .ask_with(self.work, Request::Vault(VaultRequest::AddPerson))
                .await
            {
                Ok(_) => {
                    done.try_run(());
                }
                Err(why) => {
                    self.failure.try_set(Some(why));
                }
            }
        });
    }

    fn abandon(self) {
        leptos::task::spawn_local(async move {
            // Nothing was written; forgetting prepared keys cannot lose anything.
            let _ = self.app.ask(Request::Vault(VaultRequest::Abandon)).await;
        });
    }
}

#[component]
fn AddPerson(#[prop(into)] done: Callback<()>) -> impl IntoView {
    let i18n = use_i18n();
    let say = use_say();
    let adding = Adding::new();
    let device = adding
        .app
        .session
        .get_untracked()
        .map(|session| session.device)
        .unwrap_or_default();
    let leave = move || {
        adding.abandon();
        done.run(());
    };
    view! {
        <Panel title=move || t_string!(i18n, settings.add_person)>
            {move || match adding.prepared.get() {
                Some(prepared) => view! {
                    <p>{t!(i18n, settings.hand_over)}</p>
                    <Recovery
                        words=prepared.words
                        fingerprint=prepared.fingerprint
                        device=device.clone()
                        typed_back=adding.typed_back
                        work=adding.work
                        make_label=move || t_string!(i18n, settings.add_person)
                        on_back=move || adding.prepared.set(None)
                        on_typed=move || adding.add(done)
                    />
                }.into_any(),
                None => view! {
                    <Form on_submit=move || adding.prepare()>
                        <Field id="person-name" label=move || t_string!(i18n, settings.their_name) value=adding.name/>
                        <RoleChoice role=adding.role other=adding.other/>
                        <ChoosePassphrase choosing=adding.choosing/>
                        <Actions>
                            <Button label=move || t_string!(i18n, common.cancel) on_press=leave/>
                            <Button
                                kind=ButtonKind::Primary
                                submit=true
                                label=move || t_string!(i18n, common.next)
                                disabled=Signal::derive(move || adding.plan().is_none())
                                busy=Signal::derive(move || adding.work.is_running())
                            />
                        </Actions>
                        <Working work=adding.work no_cancel=true words=move || t_string!(i18n, vault.making_words)/>
                        <p class="quiet-text">{t!(i18n, settings.nothing_added)}</p>
                    </Form>
                }.into_any(),
            }}
            {move || adding.failure.get().map(|why| view! {
                <Message tone=Tone::Alert>
                    <p>{move || match &why {
                        Failure::Write(WriteFailure::NotAllowed) => t_string!(i18n, settings.not_administrator).to_string(),
                        other => say.failure(other),
                    }}</p>
                </Message>
            })}
        </Panel>
    }
}
