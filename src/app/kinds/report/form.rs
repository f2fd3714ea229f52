//! Writing a report: what was examined, each result with its range, what was concluded, and for which problem.

use leptos::prelude::*;

use crate::app::i18n::*;
use crate::app::pages::chart::problems::{ProblemSelect, problem_rows};
use crate::app::pages::chart::remove_line::RemoveLine;
use crate::app::pages::chart::small_form::{SmallForm, Typed};
use crate::app::state::{Say, use_say};
use crate::app::ui::*;
use crate::chart::draft::{FormField, ResultField};
use crate::chart::kinds::{ReportForm, ReportKind, ResultDraft};

const WHAT: &str = "report-what";
/// The day of the date the form asks for.
const TAKEN: &str = "report-taken-day";

/// The form of a diagnostic report with its results.
pub fn write_report(draft: ReportForm, close: Callback<()>) -> AnyView {
    let say = use_say();
    let i18n = say.0;
    let typed = Typed::new(draft);
    let kinds = ReportKind::ALL.map(|kind| (kind, (move || kind_word(say, kind)).into()));
    view! {
        <SmallForm kept=typed.keep() close>
            <Field
                id=WHAT
                label=move || t_string!(i18n, kinds.report.what)
                hint=move || t_string!(i18n, kinds.report.what_hint)
                value=typed.part(|form| &form.what, |form| &mut form.what)
                error=typed.error(FormField::Words, WHAT)
            />
            <Choice
                id="report-kind"
                legend=move || t_string!(i18n, kinds.report.kind)
                value=typed.part(|form| &form.kind, |form| &mut form.kind)
                options=kinds.into()
                stacked=true
            />
            <Field
                id="report-specimen"
                label=move || t_string!(i18n, kinds.report.specimen)
                hint=move || t_string!(i18n, kinds.report.specimen_hint)
                value=typed.part(|form| &form.specimen, |form| &mut form.specimen)
            />
            <DateParts
                id="report-taken"
                legend=move || t_string!(i18n, kinds.report.taken)
                value=typed.part(|form| &form.taken, |form| &mut form.taken)
                error=typed.error(FormField::Date, TAKEN)
            />
            <Results typed/>
            <TextArea
                id="report-conclusion"
                label=move || t_string!(i18n, kinds.report.conclusion)
                value=typed.part(|form| &form.conclusion, |form| &mut form.conclusion)
            />
            <ProblemSelect
                id="report-problem"
                rows=problem_rows()
                label=move || t_string!(i18n, kinds.report.problem)
                none=|i18n| t_string!(i18n, kinds.report.no_problem)
                value=typed.part(|form| &form.problem, |form| &mut form.problem)
            />
        </SmallForm>
    }
    .into_any()
}

/// From where a report comes, in a word.
pub fn kind_word(say: Say, kind: ReportKind) -> &'static str {
    let i18n = say.0;
    match kind {
        ReportKind::Laboratory => t_string!(i18n, kinds.report.laboratory),
        ReportKind::Imaging => t_string!(i18n, kinds.report.imaging),
        ReportKind::Other => t_string!(i18n, kinds.report.other),
    }
}

fn id_of(at: usize, field: ResultField) -> String {
    let field = match field {
        ResultField::What => "what",
        ResultField::Value => "value",
        ResultField::Low => "low",
        ResultField::High => "high",
    };
    format!("report-result-{at}-{field}")
}

/// The lines of results, and the way to one more.
#[component]
fn Results(typed: Typed<ReportForm>) -> impl IntoView {
    let i18n = use_i18n();
    let results = typed.part(|form| &form.results, |form| &mut form.results);
    let count = Memo::new(move |_| results.get().len());
    let add = move || {
        let at = count.get_untracked();
        results.push(ResultDraft::default());
        focus_when_drawn(move || focus_id(&id_of(at, ResultField::What)));
    };
    view! {
        <fieldset class="results">
            <legend>{t!(i18n, kinds.report.results)}</legend>
            {move || (0..count.get()).map(|at| view! { <OneResult typed results at/> }).collect_view()}
            <div class="panel-acts">
                <Button label=move || t_string!(i18n, kinds.report.add_result) icon=Icon::Add on_press=add/>
            </div>
        </fieldset>
    }
}

#[component]
fn OneResult(
    typed: Typed<ReportForm>,
    results: Bind<Vec<ResultDraft>>,
    at: usize,
) -> impl IntoView {
    let i18n = use_i18n();
    let result = results.line(at, ResultDraft::default());
    let error = move |field| typed.error(FormField::Result(at as u32, field), id_of(at, field));
    let remove = move || {
        results.remove(at);
        // One line is always there to type into.
        if results.get_untracked().is_empty() {
            results.push(ResultDraft::default());
        }
    };
    let which = move || t_string!(i18n, kinds.report.result_n, n = at + 1);
    view! {
        <div class="result" role="group" aria-label=which>
            <Field id=id_of(at, ResultField::What) label=move || t_string!(i18n, kinds.report.result) value=result.at(|r| &r.what, |r| &mut r.what) error=error(ResultField::What)/>
            <Field id=id_of(at, ResultField::Value) label=move || t_string!(i18n, kinds.report.value) value=result.at(|r| &r.value, |r| &mut r.value) error=error(ResultField::Value)/>
            <Field id=format!("report-result-{at}-unit") label=move || t_string!(i18n, kinds.report.unit) value=result.at(|r| &r.unit, |r| &mut r.unit)/>
            <Field id=id_of(at, ResultField::Low) label=move || t_string!(i18n, kinds.report.low) value=result.at(|r| &r.low, |r| &mut r.low) error=error(ResultField::Low)/>
            <Field id=id_of(at, ResultField::High) label=move || t_string!(i18n, kinds.report.high) value=result.at(|r| &r.high, |r| &mut r.high) error=error(ResultField::High)/>
            <RemoveLine what=which on_press=remove/>
        </div>
    }
}
