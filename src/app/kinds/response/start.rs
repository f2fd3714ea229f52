//! Beginning to fill a form in: which forms there are, and the way to a new draft of one, or to the one that was begun.

use leptos::prelude::*;

use crate::app::i18n::*;
use crate::app::pages::trouble::Trouble;
use crate::app::platform::device;
use crate::app::route::{ChartPart, Route};
use crate::app::state::{App, Loaded, Say, use_app, use_say};
use crate::app::ui::*;
use crate::base::{ChartId, Digest, DraftId};
use crate::chart::draft::{Draft, Form, FormDraft};
use crate::chart::kinds::{ResponseForm, Station};
use crate::chart::statement::StatementId;
use crate::engine::protocol::{Failure, FormRow, FormsOfVault, ask};
use crate::reading::view::{DraftKind, DraftRow};

/// Goes to a form in a chart: to the draft of it that was begun, else to a new one. What is wrong is told above the page.
pub fn start_form(app: App, say: Say, chart: ChartId, form: Digest, problem: Option<StatementId>) {
    leptos::task::spawn_local(async move {
        if let Err(failure) = begin(app, chart, form, problem).await {
            let words = untrack(|| say.failure(&failure));
            app.notices.say(Tone::Alert, words);
        }
    });
}

async fn begin(
    app: App,
    chart: ChartId,
    form: Digest,
    problem: Option<StatementId>,
) -> Result<(), Failure> {
    if let Some(draft) = begun_before(app, chart, form) {
        app.go(Route::Chart(chart, ChartPart::Form(draft)));
        return Ok(());
    }
    let questionnaire = app.ask(ask::Form(form)).await?;
    let language = app.look.with_untracked(|look| look.language);
    let response = ResponseForm {
        problem,
        ..ResponseForm::blank(form, &questionnaire, language)
    };
    let id = device::new_draft_id();
    let draft = FormDraft {
        chart,
        started: device::now(),
        form: response.into(),
    };
    app.ask(ask::SaveDraft {
        id,
        draft: Draft::Form(Box::new(draft)),
        cursor: String::new(),
    })
    .await?;
    app.go(Route::Chart(chart, ChartPart::Form(id)));
    Ok(())
}

fn begun_before(app: App, chart: ChartId, form: Digest) -> Option<DraftId> {
    let of_this = |draft: &&DraftRow| match &draft.kind {
        DraftKind::Form {
            chart: of,
            form: begun,
            ..
        } => {
            let begun = matches!(&**begun, Form::Response(begun) if begun.definition == form);
            begun && *of == chart
        }
        _ => false,
    };
    app.drafts
        .with_untracked(|drafts| drafts.iter().find(of_this).map(|draft| draft.id))
}

/// The forms that can be begun; those of a station first.
pub fn in_use(forms: &FormsOfVault, at: Option<&Station>) -> Vec<FormRow> {
    let rows = forms.forms.iter().filter(|row| !row.ended);
    let (own, others): (Vec<&FormRow>, Vec<&FormRow>) = rows.partition(|row| is_of(row, at));
    own.into_iter().chain(others).cloned().collect()
}

/// It is filled in at that station first.
pub fn is_of(row: &FormRow, station: Option<&Station>) -> bool {
    station.is_some_and(|station| row.stations.contains(station))
}

/// One row a form.
#[component]
pub fn FormRows(
    chart: ChartId,
    #[prop(optional)] problem: Option<StatementId>,
    rows: Vec<FormRow>,
) -> impl IntoView {
    let say = use_say();
    let i18n = say.0;
    let app = use_app();
    let rows = rows.into_iter().map(|row| {
        let digest = row.digest;
        let title = row.title.clone();
        let name = move || {
            let language = app.look.with(|look| look.language);
            title.in_language(language).to_owned()
        };
        view! {
            <RowButton
                id=format!("fill-in-{}", digest.short())
                on_press=move || start_form(app, say, chart, digest, problem)
            >
                <span class="row-main" translate="no">{name}</span>
                " "
                <span class="row-aside">
                    {move || t_string!(i18n, kinds.response.questions, count = row.questions)}
                </span>
            </RowButton>
        }
    });
    let rows = rows.collect_view();
    view! { <Rows says=move || t_string!(i18n, kinds.response.forms)>{rows}</Rows> }
}

/// *Fill in a form*, for a problem: which one is asked in a layer.
#[component]
pub fn FillIn(chart: ChartId, problem: Option<StatementId>) -> impl IntoView {
    let i18n = use_i18n();
    let open = RwSignal::new(false);
    let words = move || t_string!(i18n, kinds.response.fill_in);
    view! {
        <Button label=words on_press=move || open.set(true)/>
        <Dialog open title=words>
            <Chosen chart problem/>
        </Dialog>
    }
}

#[component]
fn Chosen(chart: ChartId, problem: Option<StatementId>) -> impl IntoView {
    let forms = Loaded::of(ask::Forms);
    let rows = move |forms: FormsOfVault| match in_use(&forms, None) {
        rows if rows.is_empty() => view! { <NoForms/> }.into_any(),
        rows => match problem {
            Some(problem) => view! { <FormRows chart problem rows/> }.into_any(),
            None => view! { <FormRows chart rows/> }.into_any(),
        },
    };
    view! {
        <Trouble failure=forms.failure/>
        {move || forms.value.get().map(rows)}
    }
}

/// "No form is in use here."
#[component]
pub fn NoForms() -> impl IntoView {
    let i18n = use_i18n();
    view! { <Empty words=move || t_string!(i18n, kinds.response.no_forms)/> }
}
