//! Filing a paper or a picture: naming it, choosing the file, signing that what one sees belongs to this chart.

use leptos::prelude::*;

use crate::app::i18n::*;
use crate::app::pages::chart::kept_form::{KeptLine, KeptWords};
use crate::app::pages::chart::open::use_chart;
use crate::app::pages::chart::small_form::Typed;
use crate::app::pages::signing::SignsAs;
use crate::app::pages::trouble::Trouble;
use crate::app::platform::engine::Work;
use crate::app::platform::files::{self, Address, Chosen, FileTrouble};
use crate::app::platform::pictures;
use crate::app::state::{App, use_app, use_say};
use crate::app::ui::*;
use crate::base::ChartId;
use crate::chart::draft::{FormField, Lacks, PaperFile, PaperForm};
use crate::chart::kinds::Document;
use crate::engine::protocol::{Failure, FileFailure, WriteFailure, ask};
use crate::terms::media;

/// The largest paper that can be filed.
const LIMIT: u64 = 20_000_000;

/// What the browser offers to choose.
const KINDS: &str = "image/*,application/pdf,text/plain";

/// Pictures that the engine keeps at their own size, without place and camera.
const AS_THEY_ARE: [&str; 3] = ["image/jpeg", "image/png", "image/webp"];

/// What is filed of a chosen file. A picture of any other kind is drawn anew, so that nothing but its pixels is left; one
/// that this browser cannot draw stays as it is, and the engine says that it does not keep it.
async fn to_file(mut chosen: Chosen) -> Chosen {
    chosen.media_type = media::settled(&chosen.media_type, &chosen.bytes);
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

const TITLE: &str = "paper-title";

/// Naming it, choosing it, looking at what was chosen, signing. A file that was being chosen, or was chosen, when the page
/// was left was not kept.
pub fn file_one(draft: PaperForm, close: Callback<()>) -> AnyView {
    let say = use_say();
    let i18n = say.0;
    let app = use_app();
    let chart = use_chart();
    let lost = RwSignal::new(draft.file == PaperFile::Chosen);
    let typed = Typed::new(draft);
    let trouble = RwSignal::new(None::<String>);
    let failure = RwSignal::new(None::<Failure>);
    let chosen = RwSignal::new(None::<Chosen>);
    let work = Work::new();
    let words = KeptWords::begin(typed.form());
    let file_is = move |file: PaperFile| {
        typed.draft.try_update(|form| form.file = file);
    };
    let choose = move || {
        trouble.set(None);
        failure.set(None);
        lost.set(false);
        // A telephone may close the page while its camera is open.
        file_is(PaperFile::Chosen);
        words.seal_now();
        leptos::task::spawn_local(async move {
            match files::pick(KINDS, LIMIT).await {
                Ok(file) if file.bytes.is_empty() => {
                    chosen.try_set(None);
                    failure.try_set(Some(FileFailure::Empty.into()));
                }
                Ok(file) => {
                    chosen.try_set(Some(to_file(file).await));
                }
                Err(FileTrouble::TooLarge { .. }) => {
                    chosen.try_set(None);
                    let most = (LIMIT / 1_000_000) as u32;
                    failure.try_set(Some(FileFailure::PaperTooLarge(most).into()));
                }
                Err(why) => {
                    trouble.try_set(untrack(|| say.file_trouble(&why)));
                }
            }
            if chosen.try_with_untracked(Option::is_none) == Some(true) {
                file_is(PaperFile::None);
            }
        });
    };
    let signed = move |signed| match signed {
        Ok(()) => {
            close.try_run(());
        }
        Err(Failure::Write(WriteFailure::Lacks(Lacks::Form(complaints))))
            if typed.say(complaints.clone()) => {}
        Err(why) => {
            failure.try_set(Some(why));
        }
    };
    let sign = move || {
        if work.is_busy() {
            return;
        }
        failure.set(None);
        let (title, kept) = typed
            .draft
            .with_untracked(|form| (form.title.trim().to_owned(), form.kept().is_some()));
        // Without a name nothing is kept; the check says so at the field.
        let file = chosen.get_untracked();
        let Some(file) = file.filter(|_| !kept && !title.is_empty()) else {
            return words.sign(signed);
        };
        leptos::task::spawn_local(async move {
            match keep(app, chart.id, work, title, file).await {
                Ok(document) => {
                    file_is(PaperFile::Kept(document));
                    words.sign(signed);
                }
                Err(why) => {
                    failure.try_set(Some(why));
                }
            }
        });
    };
    let busy = Signal::derive(move || work.is_running() || words.signing.busy.get());
    let kept = move || typed.draft.with(|form| form.kept().is_some());
    let ready = Memo::new(move |_| chosen.with(Option::is_some) || kept());
    view! {
        <div class="form" on:focusin=move |_| words.at(TITLE.into())>
            <Field
                id=TITLE
                label=move || t_string!(i18n, kinds.document.title)
                hint=move || t_string!(i18n, kinds.document.title_hint)
                value=typed.part(|form| &form.title, |form| &mut form.title)
                error=typed.error(FormField::Words, TITLE)
            />
            {move || lost.get().then(|| view! {
                <Message tone=Tone::NotKnown><p>{t!(i18n, kinds.document.not_kept)}</p></Message>
            })}
            {move || trouble.get().map(|words| view! {
                <Message tone=Tone::NotKnown><p>{words}</p></Message>
            })}
            {move || chosen.get().map(|file| view! { <ChosenFile file/> })}
            <Trouble failure/>
            <Working work/>
            {move || ready.get().then(|| view! {
                <SignsAs/>
                <p class="hint">{t!(i18n, chart.sign.permanent)}</p>
            })}
            <Actions>
                {move || if ready.get() {
                    view! {
                        <Button label=move || t_string!(i18n, kinds.document.another) on_press=choose/>
                        <Button
                            label=move || t_string!(i18n, chart.sign.sign)
                            kind=ButtonKind::Primary
                            busy
                            on_press=sign
                        />
                    }
                    .into_any()
                } else {
                    view! { <Button label=move || t_string!(i18n, kinds.document.choose) on_press=choose/> }
                        .into_any()
                }}
            </Actions>
            <KeptLine words on_done=close/>
        </div>
    }
    .into_any()
}

/// What will be signed: the picture itself, or the name and size of the file.
#[component]
fn ChosenFile(file: Chosen) -> impl IntoView {
    let say = use_say();
    let i18n = say.0;
    let undrawn = RwSignal::new(false);
    let address = media::is_picture(&file.media_type)
        .then(|| Address::of(&file.media_type, &file.bytes).ok())
        .flatten();
    let size = file.bytes.len() as u64;
    let alt = file.name.clone();
    view! {
        <figure class="chosen-file">
            {move || match address.as_ref().filter(|_| !undrawn.get()) {
                Some(address) => {
                    let fails = move |_| undrawn.set(true);
                    view! { <img class="paper" src=address.text() alt=alt.clone() on:error=fails/> }.into_any()
                }
                None if undrawn.get() => view! {
                    <p><Mark tone=Tone::NotKnown words=move || t_string!(i18n, kinds.document.undrawn)/></p>
                }
                .into_any(),
                None => ().into_any(),
            }}
            <figcaption translate="no">{file.name} ", " {move || say.bytes(size)}</figcaption>
        </figure>
    }
}

/// Lets somebody choose a file and seals it at once, where it is one answer among others. What cites it is signed afterwards.
///
/// # Errors
/// Why it was not sealed. That no file was chosen, or that it cannot be read, is told apart.
pub async fn choose_and_keep(
    app: App,
    chart: ChartId,
    work: Work,
    title: String,
) -> Result<Result<Document, FileTrouble>, Failure> {
    let file = match files::pick(KINDS, LIMIT).await {
        Ok(file) if file.bytes.is_empty() => return Err(FileFailure::Empty.into()),
        Ok(file) => to_file(file).await,
        Err(FileTrouble::TooLarge { .. }) => {
            return Err(FileFailure::PaperTooLarge((LIMIT / 1_000_000) as u32).into());
        }
        Err(why) => return Ok(Err(why)),
    };
    keep(app, chart, work, title, file).await.map(Ok)
}

/// Seals the file. What cites it is signed afterwards.
async fn keep(
    app: App,
    chart: ChartId,
    work: Work,
    title: String,
    file: Chosen,
) -> Result<Document, Failure> {
    let request = ask::KeepBlob {
        chart: Some(chart),
        title,
        media_type: file.media_type,
        bytes: file.bytes,
    };
    app.ask_with(work, request).await
}
