//! The photo of the person, where one was taken: read when its page is shown, forgotten when the page is left, covered
//! or locked.

use std::sync::Arc;

use leptos::prelude::*;

use super::open::OpenChart;
use crate::app::i18n::*;
use crate::app::platform::files::Address;
use crate::app::state::{use_app, use_say};
use crate::app::ui::*;
use crate::engine::protocol::ask;

#[component]
pub fn Photo(chart: OpenChart) -> impl IntoView {
    let say = use_say();
    let i18n = say.0;
    let app = use_app();
    // `None` inside: it cannot be read.
    let shown = RwSignal::new(None::<Option<Arc<Address>>>);
    let photo = Memo::new(move |_| chart.banner(|banner| banner.photo.clone()).flatten());
    Effect::new(move |_| {
        shown.set(None);
        if let Some(document) = photo.get() {
            leptos::task::spawn_local(async move {
                let media_type = document.media_type.clone();
                let chart = chart.id;
                let read = app.ask(ask::ReadBlob { chart, document }).await.ok();
                let address = read.and_then(|bytes| Address::of(&media_type, &bytes).ok());
                shown.try_set(Some(address));
            });
        }
    });
    let name = move || {
        chart
            .banner(|banner| say.name(&banner.person))
            .unwrap_or_default()
    };
    move || {
        Some(match shown.get()? {
            Some(address) => view! {
                <img class="photo-known" src=address.text() alt=move || t_string!(i18n, chart.identity.photo_of, name = name())/>
            }
            .into_any(),
            None => view! {
                <p><Mark tone=Tone::NotKnown words=move || t_string!(i18n, chart.identity.photo_unreadable)/></p>
            }
            .into_any(),
        })
    }
}
