//! Papers and pictures of this chart: looking at one, and filing a new one.

mod shown;

use std::sync::Arc;

use leptos::prelude::*;

pub use shown::PaperOfEntry;

use super::kept_form::{AnyForm, begun_before};
use super::open::use_chart;
use crate::app::i18n::*;
use crate::app::kinds::{media_word, paper_title, standing_words};
use crate::app::pages::trouble::Trouble;
use crate::app::platform::engine::Work;
use crate::app::platform::files::{Address, Place};
use crate::app::route::{ChartPart, Route};
use crate::app::state::{App, Press, Say, use_app, use_say};
use crate::app::ui::*;
use crate::base::{ChartId, EntryId};
use crate::chart::draft::PaperForm;
use crate::chart::kinds::{Demographic, Document, Fact};
use crate::chart::statement::Standing;
use crate::chart::when::When;
use crate::engine::protocol::{Failure, ask};
use crate::reading::view::{
    Content, EntryView, HistoryFilter, HistoryKind, HistoryPage, StatementView,
};
use crate::terms::media;

/// A paper as the list shows it.
#[derive(Clone)]
struct PaperRow {
    entry: EntryId,
    when: When,
    document: Document,
    kind: PaperOrigin,
    in_error: bool,
    /// What its source says of it: superseded, preliminary, entered in error.
    standing: Standing,
    status_words: Option<String>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum PaperOrigin {
    Filed,
    /// Of the person, taken when they were registered.
    Photo,
    /// A file of another system, kept whole.
    Received,
}

fn papers(page: HistoryPage) -> (Vec<PaperRow>, Option<u32>) {
    let mut papers = Vec::new();
    for group in page.groups {
        for view in group.entries {
            if let EntryView::Read {
                id, at, statements, ..
            } = view
            {
                let found = statements.iter().filter_map(|view| paper(id, at, view));
                papers.extend(found);
            }
        }
    }
    (papers, page.next)
}

fn paper(entry: EntryId, at: When, view: &StatementView) -> Option<PaperRow> {
    let Content::Statement(statement) = &view.content else {
        return None;
    };
    let when = if statement.when.is_known() {
        statement.when
    } else {
        at
    };
    let kind = match &statement.fact {
        Fact::Citation(_) => PaperOrigin::Received,
        Fact::Demographic(Demographic::Photo(_)) => PaperOrigin::Photo,
        _ => PaperOrigin::Filed,
    };
    Some(PaperRow {
        entry,
        when,
        document: statement.fact.document()?.clone(),
        kind,
        in_error: view.marks.in_error.is_some(),
        standing: statement.standing,
        status_words: statement.status_words.clone(),
    })
}

#[component]
pub fn DocumentsPage() -> impl IntoView {
    let i18n = use_i18n();
    let app = use_app();
    let chart = use_chart();
    let any_form = expect_context::<AnyForm>();
    // What was typed before is looked for first; filed, the next one begins.
    let ready = RwSignal::new(false);
    let begin = move || {
        ready.set(false);
        leptos::task::spawn_local(async move {
            app.refresh_drafts().await;
            ready.try_set(true);
        });
    };
    begin();
    let list = RwSignal::new(None::<Vec<PaperRow>>);
    let failure = RwSignal::new(None::<Failure>);
    let work = Work::new();
    Effect::new(move |_| {
        chart.version();
        leptos::task::spawn_local(async move {
            let mut all = Vec::new();
            let mut next = Some(0);
            while let Some(from) = next {
                let filter = HistoryFilter {
                    kind: Some(HistoryKind::Papers),
                    ..HistoryFilter::default()
                };
                let request = ask::History {
                    chart: chart.id,
                    filter,
                    from,
                };
                match app.ask_with(work, request).await {
                    Ok(page) => {
                        let (found, after) = papers(page);
                        all.extend(found);
                        next = after;
                    }
                    Err(why) => {
                        failure.try_set(Some(why));
                        return;
                    }
                }
            }
            list.try_set(Some(all));
        });
    });
    view! {
        <Page title=move || t_string!(i18n, chart.tabs.documents)>
            <Trouble failure/>
            <Working work/>
            {move || list.get().map(|papers| {
                if papers.is_empty() {
                    return view! { <Empty words=move || t_string!(i18n, kinds.document.none)/> }.into_any();
                }
                let lines = papers.into_iter().map(|paper| view! { <PaperLine paper/> }).collect_view();
                view! { <ul class="acts-list">{lines}</ul> }.into_any()
            })}
            {move || ready.get().then(|| {
                let (begun, form) = begun_before(app, chart.id, &PaperForm::default().into());
                provide_context(begun);
                let close = Callback::new(move |()| begin());
                view! {
                    <Panel title=move || t_string!(i18n, kinds.document.file_one)>
                        {(any_form.0)(form, close)}
                    </Panel>
                }
            })}
        </Page>
    }
}

#[component]
fn PaperLine(paper: PaperRow) -> impl IntoView {
    let say = use_say();
    let i18n = say.0;
    let app = use_app();
    let chart = use_chart();
    let PaperRow {
        entry,
        when,
        document,
        kind,
        in_error,
        standing,
        status_words,
    } = paper;
    let source = Route::Chart(chart.id, ChartPart::Entry(entry)).href();
    let picture = media::is_picture(&document.media_type);
    let struck = in_error || standing == Standing::ErrorAtSource;
    let title = if kind == PaperOrigin::Photo {
        untrack(|| t_string!(i18n, kinds.answer.question.photo).to_string())
    } else {
        paper_title(&document)
    };
    let aside = {
        let document = document.clone();
        move || {
            format!(
                "{}, {}, {}",
                say.when_day(&when),
                media_word(say, &document.media_type),
                say.bytes(document.bytes)
            )
        }
    };
    let shown = RwSignal::new(None::<Arc<Address>>);
    let open = RwSignal::new(false);
    let press = Press::new();
    let look = move || {
        let document = document.clone();
        press.run(async move || {
            let bytes = read(app, chart.id, press.work, &document).await?;
            if !picture {
                save(app, say, &document, &bytes).await;
            } else if let Ok(address) =
                Address::of(&media::settled(&document.media_type, &bytes), &bytes)
            {
                shown.try_set(Some(address));
                open.try_set(true);
            }
            Ok(())
        });
    };
    let alt = title.clone();
    let dialog_title = title.clone();
    view! {
        <li class="acts-line">
            <a class="acts-words" href=source>
                {move || standing_words(say, standing, status_words.as_deref()).map(|words| view! {
                    <Mark tone=Tone::NotKnown words=words/> " "
                })}
                <span class:struck=struck translate="no">{title}</span>
                {(kind == PaperOrigin::Received).then(|| view! {
                    " " <Mark tone=Tone::Note words=move || t_string!(i18n, kinds.citation.file_kept)/>
                })}
                {in_error.then(|| view! {
                    " " <Mark tone=Tone::NotKnown words=move || t_string!(i18n, kinds.problem.in_error)/>
                })}
                <span class="row-aside">{aside}</span>
            </a>
            <Button
                label=move || if picture { t_string!(i18n, kinds.document.look) } else { t_string!(i18n, kinds.document.save) }
                on_press=look
                busy=press.busy
            />
            <Trouble failure=press.failure/>
            <Dialog open title=dialog_title.clone() wide=true>
                {let alt = alt.clone(); move || shown.get().map(|address| view! { <img class="paper" src=address.text() alt=alt.clone()/> })}
            </Dialog>
        </li>
    }
}

async fn read(
    app: App,
    chart: ChartId,
    work: Work,
    document: &Document,
) -> Result<Vec<u8>, Failure> {
    let document = document.clone();
    app.ask_with(work, ask::ReadBlob { chart, document }).await
}

/// The file's name on disk says nothing of the person: the first letters of its random id. Its ending is that of what its
/// bytes are.
async fn save(app: App, say: Say, document: &Document, bytes: &[u8]) {
    let id: String = document.blob.to_string().chars().take(8).collect();
    let media = &media::settled(&document.media_type, bytes);
    let name = format!("{id}.{}", media::ending(media).unwrap_or("bin"));
    let saved = match Place::choose(&name).await {
        Ok(place) => place.save(&name, media, bytes).await,
        Err(trouble) => Err(trouble),
    };
    if let Err(trouble) = saved
        && let Some(words) = say.file_trouble(&trouble)
    {
        app.notices.say(Tone::Alert, words);
    }
}
