//! A form that can be put in use: what it looks like and what it changes, where it is filled in, whose data base it is.

use leptos::prelude::*;
use leptos::text_prop::TextProp;

use super::faces::{Face, Faces};
use super::{HEADING, data_base_word};
use crate::app::i18n::*;
use crate::app::kinds::station_name;
use crate::app::pages::trouble::Failed;
use crate::app::state::{Press, use_app, use_say};
use crate::app::ui::*;
use crate::chart::kinds::{DataBaseOf, Station};
use crate::engine::protocol::{FormToAdd, FormsOfVault, ask};

#[component]
pub fn ToAdd(
    file: String,
    form: FormToAdd,
    /// Another file is chosen.
    again: Callback<()>,
    back: Callback<(Option<FormsOfVault>,)>,
) -> impl IntoView {
    let say = use_say();
    let i18n = say.0;
    let app = use_app();
    let FormToAdd {
        digest,
        form,
        before,
        is_in_use,
    } = form;
    let title = form.title.clone();
    let title = move || {
        let language = app.look.with(|look| look.language);
        title.in_language(language).to_owned()
    };
    let stations = RwSignal::new(
        before
            .as_ref()
            .map(|before| before.stations.clone())
            .unwrap_or_default(),
    );
    let whose = RwSignal::new(before.as_ref().and_then(|before| before.data_base_of));
    let replaces = before.map(|before| before.digest).filter(|_| !is_in_use);
    let face = RwSignal::new(Some(match replaces {
        Some(_) => Face::Changes,
        None => Face::Looks,
    }));
    let press = Press::new();
    let put = move || {
        let file = file.clone();
        press.run(async move || {
            let request = ask::PutFormInUse {
                file,
                stations: stations.get_untracked(),
                data_base_of: whose.get_untracked(),
            };
            let now = app.ask(request).await?;
            app.notices.done(untrack(|| {
                t_string!(i18n, kinds.questionnaire.is_in_use_now)
            }));
            back.try_run((Some(now),));
            Ok(())
        });
    };
    let faces = match replaces {
        Some(before) => view! { <Faces form digest face before/> }.into_any(),
        None => view! { <Faces form digest face/> }.into_any(),
    };
    let bases = [
        None,
        Some(DataBaseOf::Adults),
        Some(DataBaseOf::Children),
        Some(DataBaseOf::Pregnant),
    ];
    let bases = bases.map(|of| {
        let word: TextProp = match of {
            None => (move || t_string!(i18n, kinds.questionnaire.of_nobody)).into(),
            Some(of) => (move || data_base_word(say, of)).into(),
        };
        (of, word)
    });
    view! {
        <h2 id=HEADING tabindex="-1" translate="no">{title}</h2>
        {faces}
        {if is_in_use {
            view! {
                <Message><p>{t!(i18n, kinds.questionnaire.in_use_already)}</p></Message>
            }
            .into_any()
        } else {
            view! {
                <Stations stations/>
                <Select
                    id="form-data-base"
                    label=move || t_string!(i18n, kinds.questionnaire.data_base)
                    value=whose
                    options=bases.into()
                />
                <Failed failure=press.failure/>
            }
            .into_any()
        }}
        <Actions>
            <Button label=move || t_string!(i18n, kinds.questionnaire.another_file) on_press=move || again.run(())/>
            {(!is_in_use).then(|| view! {
                <Button
                    id="put-in-use"
                    kind=ButtonKind::Primary
                    label=move || t_string!(i18n, kinds.questionnaire.put)
                    busy=press.busy
                    on_press=put
                />
            })}
        </Actions>
    }
}

/// Where it is offered first; nothing in a family's vault, where nobody waits at stations.
#[component]
fn Stations(stations: RwSignal<Vec<Station>>) -> impl IntoView {
    let say = use_say();
    let i18n = say.0;
    let all = untrack(|| use_app().stations());
    let boxes = all.iter().cloned().enumerate().map(|(at, station)| {
        let named = station.clone();
        let of = station.clone();
        let value = Bind::new(
            move || stations.with(|stations| stations.contains(&station)),
            move |is| {
                stations.update(|stations| {
                    stations.retain(|other| *other != of);
                    if is {
                        stations.push(of.clone());
                    }
                });
            },
        );
        view! { <CheckBox id=format!("form-station-{at}") label=move || station_name(say, &named) value/> }
    });
    let boxes = boxes.collect_view();
    (!all.is_empty()).then(|| {
        view! {
            <fieldset class="choice">
                <legend>{t!(i18n, kinds.questionnaire.stations)}</legend>
                <p class="hint">{t!(i18n, kinds.questionnaire.stations_hint)}</p>
                {boxes}
            </fieldset>
        }
    })
}
