//! The photo of the person, where one was taken: read when its page is shown, forgotten when the page is left, covered
//! or locked.

use leptos::prelude::*;

use super::open::OpenChart;
use crate::app::i18n::*;
use crate::app::platform::files;
use crate::app::state::{App, use_app, use_say};
use crate::app::ui::*;
use crate::chart::kinds::Document;
use crate::engine::protocol::ask;

/// What is known of a photo.
#[derive(Clone)]
enum PhotoState {
    /// At this address of the page's memory.
    At(String),
    Unreadable,
}

/// An address that is given up when nothing shows it any more.
#[derive(Clone, Copy)]
struct Showing(RwSignal<Option<PhotoState>>);

impl Showing {
    fn begin() -> Self {
        let showing = Self(RwSignal::new(None));
        on_cleanup(move || {
            showing.set(None);
        });
        showing
    }

    /// `false` when the page was left meanwhile.
    fn set(self, shown: Option<PhotoState>) -> bool {
        let Some(before) = self.0.try_get_untracked() else {
            return false;
        };
        if let Some(PhotoState::At(url)) = before {
            files::revoke(&url);
        }
        self.0.try_set(shown).is_none()
    }
}

#[component]
pub fn Photo(chart: OpenChart) -> impl IntoView {
    let say = use_say();
    let i18n = say.0;
    let app = use_app();
    let showing = Showing::begin();
    let photo = Memo::new(move |_| chart.banner(|banner| banner.photo.clone()).flatten());
    Effect::new(move |_| {
        showing.set(None);
        if let Some(photo) = photo.get() {
            leptos::task::spawn_local(read(app, chart, showing, photo));
        }
    });
    let name = move || {
        chart
            .banner(|banner| say.name(&banner.person))
            .unwrap_or_default()
    };
    move || {
        let drawn = match showing.0.get()? {
            PhotoState::At(url) => view! {
                <img class="photo-known" src=url alt=move || t_string!(i18n, chart.identity.photo_of, name = name())/>
            }
            .into_any(),
            PhotoState::Unreadable => view! {
                <p><Mark tone=Tone::NotKnown words=move || t_string!(i18n, chart.identity.photo_unreadable)/></p>
            }
            .into_any(),
        };
        Some(drawn)
    }
}

async fn read(app: App, chart: OpenChart, showing: Showing, photo: Document) {
    let media_type = photo.media_type.clone();
    let (chart, document) = (chart.id, photo);
    let read = app.ask(ask::ReadBlob { chart, document }).await.ok();
    let url = read.and_then(|bytes| files::object_url(&media_type, &bytes).ok());
    let shown = url.map_or(PhotoState::Unreadable, PhotoState::At);
    if let (false, PhotoState::At(url)) = (showing.set(Some(shown.clone())), shown) {
        files::revoke(&url);
    }
}
