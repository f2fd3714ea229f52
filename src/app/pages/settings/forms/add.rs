//! Adding a form: a file, or one of those that come with the page; read, looked at, then put in use.

use leptos::prelude::*;

use super::HEADING;
use super::put_in_use::ToAdd;
use super::refused::Refused;
use crate::app::i18n::*;
use crate::app::pages::trouble::Failed;
use crate::app::platform::files::{self, FileTrouble};
use crate::app::platform::shipped::{self, Shipped};
use crate::app::state::{Press, use_app, use_say};
use crate::app::ui::*;
use crate::engine::protocol::{FormRead, FormsOfVault, ask};

/// The largest file that is read at all; the engine has a bound of its own and says it.
const LIMIT: u64 = 20_000_000;

#[component]
pub fn Adding(back: Callback<(Option<FormsOfVault>,)>) -> impl IntoView {
    let say = use_say();
    let i18n = say.0;
    let app = use_app();
    let press = Press::new();
    let trouble = RwSignal::new(None::<String>);
    let read = RwSignal::new(None::<(String, FormRead)>);
    let take = move |file: Option<String>| {
        press.run(async move || {
            let Some(file) = file else {
                trouble.try_set(Some(untrack(|| {
                    t_string!(i18n, kinds.questionnaire.not_text).to_owned()
                })));
                return Ok(());
            };
            let answer = app.ask(ask::ReadForm { file: file.clone() }).await?;
            read.try_set(Some((file, answer)));
            focus_when_drawn(|| focus_id(HEADING));
            Ok(())
        });
    };
    let choose = move || {
        trouble.set(None);
        leptos::task::spawn_local(async move {
            match files::pick(".json,application/json,application/fhir+json", LIMIT).await {
                Ok(file) => take(String::from_utf8(file.bytes).ok()),
                Err(why) => {
                    trouble.try_set(untrack(|| say.file_trouble(&why)));
                }
            }
        });
    };
    let choose_shipped = move |one: Shipped| {
        trouble.set(None);
        leptos::task::spawn_local(async move {
            match one.read().await {
                Some(file) => take(Some(file)),
                None => {
                    let why = FileTrouble::Failed(one.name);
                    trouble.try_set(untrack(|| say.file_trouble(&why)));
                }
            }
        });
    };
    let again = move || {
        read.set(None);
        focus_when_drawn(|| focus_id(HEADING));
    };
    move || {
        match read.get() {
        None => view! {
            <h2 id=HEADING tabindex="-1">{t!(i18n, kinds.questionnaire.add)}</h2>
            <p>{t!(i18n, kinds.questionnaire.whole_or_not)}</p>
            {move || trouble.get().map(|words| view! {
                <Message tone=Tone::NotKnown><p>{words}</p></Message>
            })}
            <Failed failure=press.failure/>
            <Button
                icon=Icon::File
                label=move || t_string!(i18n, kinds.questionnaire.choose_file)
                busy=press.busy
                on_press=choose
            />
            <OfThePage choose=Callback::new(move |(one,)| choose_shipped(one))/>
            <Actions>
                <Button label=move || t_string!(i18n, common.back) on_press=move || back.run((None,))/>
            </Actions>
        }
        .into_any(),
        Some((_, FormRead::Refused(refusals))) => view! {
            <h2 id=HEADING tabindex="-1">{t!(i18n, kinds.questionnaire.add)}</h2>
            <Refused refusals/>
            <Actions>
                <Button label=move || t_string!(i18n, kinds.questionnaire.another_file) on_press=again/>
            </Actions>
        }
        .into_any(),
        Some((file, FormRead::Taken(form))) => {
            view! { <ToAdd file form=*form again=Callback::new(move |()| again()) back/> }.into_any()
        }
    }
    }
}

/// Those that come with the page.
#[component]
fn OfThePage(choose: Callback<(Shipped,)>) -> impl IntoView {
    let i18n = use_i18n();
    let app = use_app();
    let list = RwSignal::new(Vec::<Shipped>::new());
    leptos::task::spawn_local(async move {
        list.try_set(shipped::list().await.unwrap_or_default());
    });
    let row = move |one: Shipped| {
        let named = one.clone();
        view! {
            <RowButton
                id=format!("shipped-{}", one.name)
                on_press=move || choose.run((one.clone(),))
            >
                {move || app.look.with(|look| named.title(look.language))}
            </RowButton>
        }
    };
    move || {
        list.with(|list| !list.is_empty()).then(|| {
            view! {
                <Panel title=move || t_string!(i18n, kinds.questionnaire.shipped)>
                    <Rows says=move || t_string!(i18n, kinds.questionnaire.shipped)>
                        {move || list.get().into_iter().map(row).collect_view()}
                    </Rows>
                </Panel>
            }
        })
    }
}
