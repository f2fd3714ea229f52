//! What can be written in the open chart: the forms of the station where the person is, then everything else.

use leptos::prelude::*;

use super::kept_form::KeptFormButton;
use super::note::start_note;
use super::open::use_chart;
use crate::app::i18n::*;
use crate::app::kinds::allergy::start::start_allergy;
use crate::app::kinds::response::start::{FormRows, NoForms, in_use, is_of};
use crate::app::pages::drafts::DraftsOf;
use crate::app::pages::trouble::Trouble;
use crate::app::route::{ChartPart, Route};
use crate::app::state::{Loaded, use_app, use_say};
use crate::app::ui::*;
use crate::chart::draft::{DateDraft, PrescribeForm, ProblemForm, ResultForm, TestsForm};
use crate::chart::kinds::ProblemStatus;
use crate::engine::protocol::{FormRow, ask};

#[component]
pub fn WritePage() -> impl IntoView {
    let say = use_say();
    let i18n = say.0;
    let app = use_app();
    let chart = use_chart();
    let id = chart.id;
    let forms = Loaded::of(ask::Forms);
    let station = Memo::new(move |_| {
        chart.summary(|summary| {
            let here = summary.visits.iter().find(|visit| app.is_here(visit))?;
            Some(here.station.clone())
        })?
    });
    let parted = move || {
        let station = station.get();
        let rows = forms
            .value
            .get()
            .map(|forms| in_use(&forms, station.as_ref()));
        rows.map(|rows| {
            let own = |row: &FormRow| is_of(row, station.as_ref());
            rows.into_iter().partition::<Vec<FormRow>, _>(own)
        })
    };
    let problem = ProblemForm {
        words: String::new(),
        status: Some(ProblemStatus::Active),
        onset: DateDraft::default(),
    };
    view! {
        <Page title=move || t_string!(i18n, common.write)>
            <DraftsOf chart=id/>
            <Trouble failure=forms.failure/>
            {move || parted().filter(|(own, _)| !own.is_empty()).map(|(rows, _)| view! {
                <FormRows chart=id rows/>
            })}
            <div class="write-list">
                <Button
                    label=move || t_string!(i18n, chart.write_note)
                    kind=ButtonKind::Primary
                    on_press=move || start_note(app, say, id, None)
                />
                <KeptFormButton
                    label=move || t_string!(i18n, kinds.medication.prescribe_short)
                    blank=PrescribeForm::default()
                />
                <KeptFormButton label=move || t_string!(i18n, kinds.order.write) blank=TestsForm::default()/>
                <KeptFormButton label=move || t_string!(i18n, kinds.report.enter) blank=ResultForm::blank()/>
                <Button
                    label=move || t_string!(i18n, kinds.allergy.allergy)
                    on_press=move || start_allergy(app, say, id)
                />
                <KeptFormButton label=move || t_string!(i18n, kinds.problem.new) blank=problem/>
                <ButtonLink
                    label=move || t_string!(i18n, kinds.document.file_one)
                    to=Route::Chart(id, ChartPart::Documents)
                />
            </div>
            <Panel title=move || t_string!(i18n, kinds.response.forms)>
                {move || parted().map(|(own, others)| match (own.is_empty(), others.is_empty()) {
                    (true, true) => view! { <NoForms/> }.into_any(),
                    (false, true) => ().into_any(),
                    _ => view! { <FormRows chart=id rows=others/> }.into_any(),
                })}
            </Panel>
            <Rows says=move || t_string!(i18n, chart.someone_else)>
                <Row id="write-someone" to=Route::Find>{t!(i18n, chart.someone_else)}</Row>
            </Rows>
        </Page>
    }
}
