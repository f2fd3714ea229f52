//! The paper of an entry: a picture is shown where its entry is read, anything else can be saved out from there.

use std::sync::Arc;

use leptos::prelude::*;

use super::{read, save};
use crate::app::i18n::*;
use crate::app::kinds::media_word;
use crate::app::pages::chart::open::use_chart;
use crate::app::pages::trouble::Trouble;
use crate::app::platform::files::Address;
use crate::app::state::{Press, use_app, use_say};
use crate::app::ui::*;
use crate::chart::kinds::Document;
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
    let press = Press::new();
    let shown = RwSignal::new(None::<Arc<Address>>);
    let undrawn = RwSignal::new(false);
    let document = StoredValue::new(document);
    let may_be_picture = document.with_value(|document| {
        let media = media::plain(&document.media_type);
        media.is_empty() || media == media::ANY || media::is_picture(&media)
    });
    if may_be_picture {
        press.run(async move || {
            let document = document.get_value();
            let bytes = read(app, chart.id, press.work, &document).await?;
            let media = media::settled(&document.media_type, &bytes);
            if media::is_picture(&media) {
                shown.try_set(Address::of(&media, &bytes).ok());
            }
            Ok(())
        });
    }
    let keep = move || {
        press.run(async move || {
            let document = document.get_value();
            let bytes = read(app, chart.id, press.work, &document).await?;
            save(app, say, &document, &bytes).await;
            Ok(())
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
            {move || shown.get().filter(|_| !undrawn.get()).map(|address| view! {
                <img class="paper" src=address.text() alt=alt.clone() on:error=move |_| undrawn.set(true)/>
            })}
            {move || undrawn.get().then(|| view! {
                <p><Mark tone=Tone::NotKnown words=move || t_string!(i18n, kinds.document.undrawn)/></p>
            })}
            <Trouble failure=press.failure/>
            <figcaption>
                {not_so.map(|words| view! { <Mark tone=Tone::NotKnown words/> " " })}
                <span translate="no">{name}</span> " " <span class="row-aside">{about}</span>
            </figcaption>
            <div class="no-print">
                <Button
                    label=move || t_string!(i18n, kinds.document.save)
                    on_press=keep
                    busy=press.busy
                />
            </div>
        </figure>
    }
}
