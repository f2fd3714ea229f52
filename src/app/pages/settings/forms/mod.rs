//! The forms of this vault: which are in use, what one looks like, adding one, ending one.

mod add;
mod changes;
mod faces;
mod put_in_use;
mod refused;

use leptos::prelude::*;

use super::part_name;
use crate::app::i18n::*;
use crate::app::kinds::station_name;
use crate::app::pages::trouble::Failed;
use crate::app::route::SettingsPart;
use crate::app::state::{Loaded, Press, Say, use_app, use_say};
use crate::app::ui::*;
use crate::chart::kinds::DataBaseOf;
use crate::engine::protocol::{FormRow, FormsOfVault, ask};
use add::Adding;
use faces::{Face, Faces};

/// What the part shows.
#[derive(Clone, PartialEq)]
enum Shown {
    List,
    Adding,
    One(FormRow),
}

#[component]
pub fn FormsPart() -> impl IntoView {
    let i18n = use_i18n();
    let app = use_app();
    let may = app
        .session
        .with_untracked(|session| session.as_ref().is_some_and(|now| now.administrator));
    let forms = Loaded::of(ask::Forms);
    let shown = RwSignal::new(Shown::List);
    let back = move |forms_now: Option<FormsOfVault>| {
        if let Some(now) = forms_now {
            forms.value.set(Some(now));
        }
        shown.set(Shown::List);
        focus_when_drawn(focus_title);
    };
    let back = Callback::new(move |(now,)| back(now));
    view! {
        <Page title=move || part_name(i18n, SettingsPart::Forms)>
            <Failed failure=forms.failure/>
            {move || match shown.get() {
                Shown::List => view! { <List forms shown may/> }.into_any(),
                Shown::Adding => view! { <Adding back/> }.into_any(),
                Shown::One(row) => view! { <One row may back/> }.into_any(),
            }}
        </Page>
    }
}

#[component]
fn List(forms: Loaded<FormsOfVault>, shown: RwSignal<Shown>, may: bool) -> impl IntoView {
    let say = use_say();
    let i18n = say.0;
    let rows = move |now: FormsOfVault| {
        let unreadable = now.unreadable;
        let empty = now.forms.is_empty();
        let rows = now.forms.into_iter().map(|row| {
            let (title, told) = (row.clone(), row.clone());
            let ended = row.ended;
            view! {
                <RowButton
                    id=format!("form-row-{}", row.digest.short())
                    on_press=move || {
                        shown.set(Shown::One(row.clone()));
                        focus_when_drawn(|| focus_id(HEADING));
                    }
                >
                    <span class="row-main" translate="no">{move || title_of(say, &title)}</span>
                    " "
                    {ended.then(|| view! {
                        <Mark tone=Tone::NotKnown words=move || t_string!(i18n, kinds.questionnaire.is_ended)/>
                        " "
                    })}
                    <span class="row-aside">{move || told_of(say, &told)}</span>
                </RowButton>
            }
        });
        let rows = rows.collect_view();
        view! {
            {(unreadable > 0).then(|| view! {
                <Message tone=Tone::NotKnown>
                    <p>{t!(i18n, kinds.questionnaire.unreadable, count = move || unreadable)}</p>
                </Message>
            })}
            {empty.then(|| view! { <Empty words=move || t_string!(i18n, kinds.questionnaire.none)/> })}
            <Rows says=move || t_string!(i18n, settings.forms)>{rows}</Rows>
        }
    };
    let add = move || {
        shown.set(Shown::Adding);
        focus_when_drawn(|| focus_id(HEADING));
    };
    view! {
        <p class="hint">{t!(i18n, kinds.questionnaire.what_it_is)}</p>
        {move || forms.value.get().map(rows)}
        {if may {
            view! {
                <Actions>
                    <Button
                        id="add-form"
                        kind=ButtonKind::Primary
                        icon=Icon::Add
                        label=move || t_string!(i18n, kinds.questionnaire.add)
                        on_press=add
                    />
                </Actions>
            }
            .into_any()
        } else {
            view! { <p class="hint">{t!(i18n, kinds.questionnaire.administrator)}</p> }.into_any()
        }}
    }
}

/// What a part within the part is headed with, which takes the focus.
const HEADING: &str = "form-part";

/// "Under-five visit, version 3".
fn title_of(say: Say, row: &FormRow) -> String {
    let language = use_app().look.with(|look| look.language);
    let title = row.title.in_language(language).to_owned();
    match row.version.as_str() {
        "" => title,
        version => {
            let version = t_string!(say.0, kinds.response.version, version = version);
            format!("{title}, {version}")
        }
    }
}

/// "14 questions, Triage, the data base of children".
fn told_of(say: Say, row: &FormRow) -> String {
    let questions = t_string!(say.0, kinds.response.questions, count = row.questions);
    let stations = row
        .stations
        .iter()
        .map(|station| station_name(say, station));
    let whose = row
        .data_base_of
        .map(|of| data_base_word(say, of).to_owned());
    let told = std::iter::once(questions.to_string());
    told.chain(stations)
        .chain(whose)
        .collect::<Vec<_>>()
        .join(", ")
}

/// Of whom it is the data base.
fn data_base_word(say: Say, of: DataBaseOf) -> &'static str {
    let i18n = say.0;
    match of {
        DataBaseOf::Adults => t_string!(i18n, kinds.questionnaire.of_adults),
        DataBaseOf::Children => t_string!(i18n, kinds.questionnaire.of_children),
        DataBaseOf::Pregnant => t_string!(i18n, kinds.questionnaire.of_pregnant),
    }
}

/// One form: what it looks like, what charts get of it, and its end.
#[component]
fn One(row: FormRow, may: bool, back: Callback<(Option<FormsOfVault>,)>) -> impl IntoView {
    let say = use_say();
    let i18n = say.0;
    let form = Loaded::of(ask::Form(row.digest));
    let (titled, told) = (row.clone(), row.clone());
    let (digest, ends) = (row.digest, may && !row.ended);
    let by = row.byline.clone();
    view! {
        <h2 id=HEADING tabindex="-1" translate="no">{move || title_of(say, &titled)}</h2>
        <p class="quiet-text">{move || told_of(say, &told)}</p>
        <p class="quiet-text" translate="no">{move || say.byline(&by)}</p>
        <Failed failure=form.failure/>
        {move || form.value.get().map(|form| {
            let face = RwSignal::new(Some(Face::Looks));
            view! { <Faces form digest face/> }
        })}
        <Actions>
            <Button label=move || t_string!(i18n, common.back) on_press=move || back.run((None,))/>
            {ends.then(|| view! { <End row=row.clone() back/> })}
        </Actions>
    }
}

/// Asked once: nobody begins it any more.
#[component]
fn End(row: FormRow, back: Callback<(Option<FormsOfVault>,)>) -> impl IntoView {
    let say = use_say();
    let i18n = say.0;
    let app = use_app();
    let open = RwSignal::new(false);
    let press = Press::new();
    let id = row.id;
    let end = move || {
        press.run(async move || {
            let now = app.ask(ask::EndForm(id)).await?;
            open.try_set(false);
            back.try_run((Some(now),));
            Ok(())
        });
    };
    view! {
        <Button label=move || t_string!(i18n, kinds.questionnaire.end) on_press=move || open.set(true)/>
        <Dialog open title=move || t_string!(i18n, kinds.questionnaire.end)>
            <p>{t!(i18n, kinds.questionnaire.end_words)}</p>
            <Failed failure=press.failure/>
            <Actions>
                <Button label=move || t_string!(i18n, common.cancel) on_press=move || open.set(false)/>
                <Button
                    kind=ButtonKind::Primary
                    label=move || t_string!(i18n, kinds.questionnaire.end)
                    busy=press.busy
                    on_press=end
                />
            </Actions>
        </Dialog>
    }
}
