//! The paper of an entry: a picture is shown where its entry is read, anything else can be saved out from there.

use leptos::prelude::*;

use super::{Look, save};
use crate::app::i18n::*;
use crate::app::kinds::media_word;
use crate::app::pages::chart::open::use_chart;
use crate::app::pages::trouble::Trouble;
use crate::app::platform::engine::Work;
use crate::app::platform::files;
use crate::app::state::{use_app, use_say};
use crate::app::ui::*;
use crate::chart::kinds::Document;
use crate::engine::protocol::Failure;
use crate::terms::media;

#[component]
pub fn PaperOfEntry(
    document: Document,
    /// What keeps it from being read as the person's: it stands beside the way to take it out.
    not_so: Option<String>,
) -> impl IntoView {
    let say = use_say();
    let i18n = say.0;
    let app = use_app();
    let chart = use_chart();
    let work = Work::new();
    let failure = RwSignal::new(None::<Failure>);
    let shown = RwSignal::new(None::<String>);
    let undrawn = RwSignal::new(false);
    let document = StoredValue::new(document);
    let look = Look {
        app,
        chart: chart.id,
        work,
    };
    on_cleanup(move || {
        if let Some(Some(url)) = shown.try_get_untracked() {
            files::revoke(&url);
        }
    });
    let may_be_picture = document.with_value(|document| {
        let media = media::plain(&document.media_type);
        media.is_empty() || media == media::ANY || media::is_picture(&media)
    });
    if may_be_picture {
        leptos::task::spawn_local(async move {
            let document = document.get_value();
            match look.bytes(&document).await {
                Ok(bytes) => {
                    let media = media::settled(&document.media_type, &bytes);
                    if media::is_picture(&media)
                        && let Ok(url) = files::object_url(&media, &bytes)
                        && let Some(Some(unshown)) = shown.try_set(Some(url))
                    {
                        // Left meanwhile: nothing shows it.
                        files::revoke(&unshown);
                    }
                }
                Err(why) => {
                    failure.try_set(Some(why));
                }
            }
        });
    }
    let press = move || {
        failure.set(None);
        leptos::task::spawn_local(async move {
            let document = document.get_value();
            match look.bytes(&document).await {
                Ok(bytes) => save(app, say, &document, &bytes).await,
                Err(why) => {
                    failure.try_set(Some(why));
                }
            }
        });
    };
    let alt = document.with_value(|document| document.title.clone());
    let name = alt.clone();
    let about = move || {
        document.with_value(|document| {
            let kind = media_word(say, &document.media_type);
            format!("{kind}, {}", say.bytes(document.bytes))
        })
    };
    view! {
        <figure class="chosen-file">
            {move || shown.get().filter(|_| !undrawn.get()).map(|url| view! {
                <img class="paper" src=url alt=alt.clone() on:error=move |_| undrawn.set(true)/>
            })}
            {move || undrawn.get().then(|| view! {
                <p><Mark tone=Tone::NotKnown words=move || t_string!(i18n, kinds.document.undrawn)/></p>
            })}
            <Trouble failure/>
            <figcaption>
                {not_so.map(|words| view! { <Mark tone=Tone::NotKnown words/> " " })}
                <span translate="no">{name}</span> " " <span class="row-aside">{about}</span>
            </figcaption>
            <div class="no-print">
                <Button
                    label=move || t_string!(i18n, kinds.document.save)
                    on_press=press
                    busy=Signal::derive(move || work.is_running())
                />
            </div>
        </figure>
    }
}
