//! The people of this vault.

mod adding;

use leptos::prelude::*;

use super::settings::{PlaceOfWork, part_name};
use crate::app::i18n::*;
use crate::app::pages::trouble::Failed;
use crate::app::route::SettingsPart;
use crate::app::state::{Loaded, use_app, use_say};
use crate::app::ui::*;
use crate::engine::protocol::{PersonOfVault, ask};
use adding::AddPerson;

#[component]
pub fn People() -> impl IntoView {
    let i18n = use_i18n();
    let app = use_app();
    let people = Loaded::of(ask::People);
    let adding = RwSignal::new(false);
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
            <Failed failure=people.failure/>
            <Lines>{move || people.value.get().into_iter().flatten().map(person_line).collect_view()}</Lines>
            {move || if adding.get() {
                view! { <AddPerson done=move || { adding.set(false); people.ask(ask::People); }/> }.into_any()
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
