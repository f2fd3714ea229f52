//! A photo, where the settings allow one. Drawn anew before it is sealed, so that nothing but the picture is left.

use std::sync::Arc;

use leptos::prelude::*;

use super::elements::PHOTO;
use super::taking::Taking;
use crate::app::i18n::*;
use crate::app::platform::files::{self, Address, FileTrouble};
use crate::app::platform::pictures;
use crate::app::ui::*;
use crate::chart::kinds::{Answer, Document};
use crate::engine::protocol::{Failure, FileFailure, ask};

/// The largest picture file that is read.
const LIMIT: u64 = 40 << 20;

enum Trouble {
    File(FileTrouble),
    Engine(Failure),
}

#[component]
pub fn Photo() -> impl IntoView {
    let taking = expect_context::<Taking>();
    let allowed = Memo::new(move |_| taking.app.settings().photos);
    move || allowed.get().then(|| view! { <PhotoQuestion/> })
}

#[component]
fn PhotoQuestion() -> impl IntoView {
    let taking = expect_context::<Taking>();
    let say = taking.say;
    let i18n = say.0;
    let shown = RwSignal::new(None::<Arc<Address>>);
    let trouble = RwSignal::new_local(None::<Trouble>);
    let busy = RwSignal::new(false);
    let kept = StoredValue::new(None::<Document>);
    let take = move || {
        busy.set(true);
        trouble.set(None);
        taking.photo_lost.set(false);
        taking.begin_photo();
        leptos::task::spawn_local(async move {
            match take_photo(taking).await {
                Ok((document, address)) => {
                    taking
                        .draft
                        .try_update(|draft| draft.photo = Answer::Yes(document));
                    shown.try_set(Some(address));
                }
                Err(Trouble::File(FileTrouble::Cancelled)) => {}
                Err(why) => {
                    trouble.try_set(Some(why));
                }
            }
            taking.end_photo();
            busy.try_set(false);
        });
    };
    let five = taking.part(
        |draft| Five::of(&draft.photo),
        move |draft, five| {
            if let Answer::Yes(document) = &draft.photo {
                kept.set_value(Some(document.clone()));
            }
            draft.photo = match five {
                Five::Yes => kept.get_value().map_or(Answer::NotAsked, Answer::Yes),
                Five::None => Answer::None,
                Five::NotAsked => Answer::NotAsked,
                Five::NotKnown => Answer::NotKnown,
                Five::Declined => Answer::Declined,
            };
        },
    );
    let is_kept = move || taking.draft.with(|draft| draft.photo.yes().is_some());
    let label = move || t_string!(i18n, people.intake.photo);
    view! {
        <div class="question">
            <div class="photo">
                <p class="question-label">{label}</p>
                {move || is_kept().then(|| match shown.get() {
                    Some(address) => view! {
                        <img class="photo-shown" src=address.text() alt=move || t_string!(i18n, people.intake.photo_taken)/>
                    }
                    .into_any(),
                    None => view! { <p>{t!(i18n, people.intake.photo_taken)}</p> }.into_any(),
                })}
                <Button
                    id=PHOTO
                    label=move || t_string!(i18n, people.intake.take_photo)
                    busy
                    on_press=take
                />
                <p class="hint">{t!(i18n, people.intake.photo_hint)}</p>
                {move || (taking.photo_lost.get() && !is_kept()).then(|| view! {
                    <Message tone=Tone::NotKnown><p>{t!(i18n, people.intake.photo_lost)}</p></Message>
                })}
                {move || trouble.with(|trouble| trouble.as_ref().map(|why| {
                    let words = match why {
                        Trouble::File(why) => say.file_trouble(why).unwrap_or_default(),
                        Trouble::Engine(why) => say.failure(why),
                    };
                    view! { <Message tone=Tone::Alert><p>{words}</p></Message> }
                }))}
            </div>
            <super::question::AnswerList
                label=label.into()
                value=five
                yes=move || t_string!(i18n, people.intake.photo_yes)
            />
        </div>
    }
}

async fn take_photo(taking: Taking) -> Result<(Document, Arc<Address>), Trouble> {
    let chart = taking.draft.with_untracked(|draft| draft.chart);
    let chosen = files::pick("image/*", LIMIT).await.map_err(Trouble::File)?;
    // The browser's own reason is in the browser's language.
    let bytes = pictures::drawn_anew(&chosen, pictures::OF_A_FACE).await;
    let bytes = bytes.map_err(|_| Trouble::Engine(FileFailure::Picture.into()))?;
    let address = Address::of(pictures::MEDIA_TYPE, &bytes).map_err(Trouble::File)?;
    let request = ask::KeepBlob {
        chart,
        title: String::new(),
        media_type: pictures::MEDIA_TYPE.into(),
        bytes,
    };
    let document = taking.app.ask(request).await.map_err(Trouble::Engine)?;
    Ok((document, address))
}
