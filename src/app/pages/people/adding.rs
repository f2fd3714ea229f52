//! Adding a person: name, role, own passphrase, own recovery words. Nothing is written before the words were typed back.

use leptos::prelude::*;

use crate::app::i18n::*;
use crate::app::pages::first_run::Recovery;
use crate::app::pages::lack::{Lack, Lacking, required};
use crate::app::pages::passphrase::{ChoosePassphrase, Choosing};
use crate::app::pages::preparing::Preparing;
use crate::app::pages::role::{ChosenRole, RoleChoice};
use crate::app::state::{use_app, use_say};
use crate::app::ui::*;
use crate::engine::protocol::{Failure, PersonPlan, Prepared, WriteFailure, ask};

// Where it is said what is lacking.
const NAME: &str = "person-name";

#[derive(Clone, Copy)]
struct Adding {
    name: RwSignal<String>,
    role: ChosenRole,
    choosing: Choosing,
    lacking: Lacking,
    prepared: RwSignal<Option<Prepared>, LocalStorage>,
    preparing: Preparing,
}

impl Adding {
    fn new() -> Self {
        let adding = Self {
            name: RwSignal::new(String::new()),
            role: ChosenRole::new(),
            choosing: Choosing::new(),
            lacking: Lacking::default(),
            prepared: RwSignal::new_local(None),
            preparing: Preparing::new(),
        };
        Effect::new(move |_| {
            adding.name.track();
            adding.role.track();
            adding.lacking.clear();
        });
        adding
    }

    /// Who it is to be.
    ///
    /// # Errors
    /// What is still asked, and where the focus goes.
    fn plan(&self, i18n: Texts) -> Result<PersonPlan, &'static str> {
        let who = || {
            let name = required(NAME, self.name, t_string!(i18n, settings.lacks_their_name))?;
            Ok((name, self.role.required(i18n)?))
        };
        let (name, role) = who().map_err(|lack: Lack| self.lacking.say(lack))?;
        match (self.choosing.chosen(), self.choosing.lack(i18n)) {
            (Some(passphrase), _) => Ok(PersonPlan {
                name,
                role,
                passphrase,
            }),
            (None, Some(lack)) => Err(self.choosing.lacking.say(lack)),
            // The words are being generated.
            (None, None) => Err(NAME),
        }
    }

    fn prepare(self, i18n: Texts) {
        if self.preparing.work.is_busy() {
            return;
        }
        let plan = match untrack(|| self.plan(i18n)) {
            Ok(plan) => plan,
            Err(field) => return focus_id(field),
        };
        leptos::task::spawn_local(async move {
            let request = ask::PreparePerson(plan);
            let prepared = self.preparing.prepare(request, self.choosing).await;
            if prepared.is_some() {
                self.prepared.try_set(prepared);
            }
        });
    }

    fn add(self, done: Callback<()>) {
        if self.preparing.work.is_busy() {
            return;
        }
        leptos::task::spawn_local(async move {
            if self.preparing.ask(ask::AddPerson).await.is_some() {
                done.try_run(());
            }
        });
    }
}

#[component]
pub(super) fn AddPerson(#[prop(into)] done: Callback<()>) -> impl IntoView {
    let i18n = use_i18n();
    let say = use_say();
    let adding = Adding::new();
    let device = use_app()
        .session
        .get_untracked()
        .map(|session| session.device)
        .unwrap_or_default();
    let leave = move || {
        adding.preparing.abandon();
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
                        typed_back=adding.preparing.typed_back
                        work=adding.preparing.work
                        make_label=move || t_string!(i18n, settings.add_person)
                        on_back=move || adding.prepared.set(None)
                        on_typed=move || adding.add(done)
                    />
                }.into_any(),
                None => view! {
                    // The passphrase has a form of its own: the browser takes a field before it for the name of its user,
                    // and writes that down.
                    <Form on_submit=move || adding.prepare(i18n)>
                        <Field
                            id=NAME
                            error=adding.lacking.at(NAME)
                            label=move || t_string!(i18n, settings.their_name)
                            value=adding.name
                        />
                        <RoleChoice role=adding.role lacking=adding.lacking/>
                    </Form>
                    <Form on_submit=move || adding.prepare(i18n)>
                        <ChoosePassphrase choosing=adding.choosing/>
                        <Actions>
                            <Button label=move || t_string!(i18n, common.cancel) on_press=leave/>
                            <Button
                                kind=ButtonKind::Primary
                                submit=true
                                label=move || t_string!(i18n, common.next)
                                busy=Signal::derive(move || adding.preparing.work.is_running())
                            />
                        </Actions>
                        <Working work=adding.preparing.work no_cancel=true words=move || t_string!(i18n, vault.making_words)/>
                        <p class="quiet-text">{t!(i18n, settings.nothing_added)}</p>
                    </Form>
                }.into_any(),
            }}
            {move || adding.preparing.failure.get().map(|why| view! {
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
