//! Filing a paper or a picture: choosing the file, naming it, signing that it belongs to this chart.

use leptos::prelude::*;

use crate::app::i18n::*;
use crate::app::pages::chart::act::SignsAs;
use crate::app::pages::chart::open::use_chart;
use crate::app::pages::chart::trouble::Trouble;
use crate::app::platform::engine::Work;
use crate::app::platform::files::{self, Chosen};
use crate::app::platform::pictures;
use crate::app::state::{use_app, use_say};
use crate::app::ui::*;
use crate::engine::protocol::{ChartAct, Failure, Reply, Request};

/// The largest paper that can be filed.
const LIMIT: u64 = 20_000_000;

/// Pictures that the engine keeps at their own size, without place and camera.
const AS_THEY_ARE: [&str; 3] = ["image/jpeg", "image/png", "image/webp"];

/// What is filed of a chosen file. A picture of any other kind is drawn anew, so that nothing but its pixels is left; one
/// that this browser cannot draw stays as it is, and the engine says that it does not keep it.
async fn to_file(chosen: Chosen) -> Chosen {
    let media_type = chosen.media_type.as_str();
    if !media_type.starts_with("image/") || AS_THEY_ARE.contains(&media_type) {
        return chosen;
    }
    match pictures::drawn_anew(&chosen, pictures::OF_A_PAPER).await {
        Ok(bytes) => Chosen {
            media_type: pictures::MEDIA_TYPE.into(),
            bytes,
            ..chosen
        },
        Err(_) => chosen,
    }
}

#[component]
pub fn FileOne() -> impl IntoView {
    let say = use_say();
    let i18n = say.0;
    let app = use_app();
    let chart = use_chart();
    let title = RwSignal::new(String::new());
    let missing = RwSignal::new(None::<String>);
    let failure = RwSignal::new(None::<Failure>);
    let work = Work::new();
    let press = move || {
        let name = title.get_untracked().trim().to_string();
        if name.is_empty() {
            return missing.set(Some(
                t_string!(i18n, chart.documents.title_missing).to_string(),
            ));
        }
        missing.set(None);
        leptos::task::spawn_local(async move {
            let chosen = match files::pick("image/*,application/pdf,text/plain", LIMIT).await {
                Ok(chosen) => to_file(chosen).await,
                Err(trouble) => {
                    missing.try_set(untrack(|| say.file_trouble(&trouble)));
                    return;
                }
            };
            let request = Request::KeepBlob {
                chart: Some(chart.id),
                title: name,
                media_type: chosen.media_type,
                bytes: chosen.bytes,
            };
            let signed = match app.ask_with(work, request).await {
                Ok(Reply::Kept(document)) => {
                    let problems = Vec::new();
                    chart
                        .act(ChartAct::AddDocument { document, problems })
                        .await
                }
                Ok(_) => return,
                Err(why) => Err(why),
            };
            match signed {
                Ok(_) => {
                    title.try_set(String::new());
                }
                Err(why) => {
                    failure.try_set(Some(why));
                }
            }
        });
    };
    let press = Callback::new(move |()| press());
    view! {
        <Panel title=move || t_string!(i18n, chart.documents.file_one)>
            <Form on_submit=press>
                <Field
                    label=move || t_string!(i18n, chart.documents.title)
                    hint=move || t_string!(i18n, chart.documents.title_hint)
                    value=title
                    error=missing
                />
                <Trouble failure/>
                <Working work/>
                <SignsAs/>
                <Actions>
                    <Button
                        label=move || t_string!(i18n, chart.documents.choose)
                        submit=true
                        busy=Signal::derive(move || work.is_running())
                    />
                </Actions>
            </Form>
        </Panel>
    }
}
