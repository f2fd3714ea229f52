//! Entering what came back: a panel in one column, or what a picture shows.

use leptos::prelude::*;
use leptos::text_prop::TextProp;

use crate::app::i18n::*;
use crate::app::kinds::order::form::SideChoice;
use crate::app::kinds::order::presence_word;
use crate::app::pages::chart::about::AboutStatement;
use crate::app::pages::chart::problems::{ProblemSelect, problem_rows};
use crate::app::pages::chart::remove_line::RemoveLine;
use crate::app::pages::chart::small_form::{SmallForm, Typed};
use crate::app::state::{Say, use_say};
use crate::app::ui::*;
use crate::chart::draft::{FormField, ResultField, ResultForm};
use crate::chart::kinds::{NeedsActing, PanelLine, ReportKind};
use crate::chart::value::Presence;

use super::form::kind_word;

const WHAT: &str = "result-what";
const FINDINGS: &str = "result-findings";

/// Panels that are entered often: what each is called, and its lines with their units (UCUM).
fn templates(say: Say) -> [(&'static str, Vec<PanelLine>); 3] {
    let i18n = say.0;
    [
        (
            t_string!(i18n, kinds.order.panel.blood_count),
            vec![
                PanelLine::of(t_string!(i18n, kinds.order.test.haemoglobin), "g/dL"),
                PanelLine::of(t_string!(i18n, kinds.order.panel.white), "10*9/L"),
                PanelLine::of(t_string!(i18n, kinds.order.panel.platelets), "10*9/L"),
                PanelLine::of(t_string!(i18n, kinds.order.panel.haematocrit), "%"),
                PanelLine::of(t_string!(i18n, kinds.order.panel.mean_volume), "fL"),
            ],
        ),
        (
            t_string!(i18n, kinds.order.test.urine),
            vec![
                PanelLine::of(t_string!(i18n, kinds.order.panel.leucocytes), ""),
                PanelLine::of(t_string!(i18n, kinds.order.panel.nitrite), ""),
                PanelLine::of(t_string!(i18n, kinds.order.panel.protein), ""),
                PanelLine::of(t_string!(i18n, kinds.order.test.glucose), ""),
                PanelLine::of(t_string!(i18n, kinds.order.panel.ketones), ""),
                PanelLine::of(t_string!(i18n, kinds.order.panel.blood), ""),
                PanelLine::of(t_string!(i18n, kinds.order.panel.ph), ""),
            ],
        ),
        (
            t_string!(i18n, kinds.order.panel.kidney),
            vec![
                PanelLine::of(t_string!(i18n, kinds.order.panel.creatinine), "umol/L"),
                PanelLine::of(t_string!(i18n, kinds.order.panel.urea), "mmol/L"),
                PanelLine::of(t_string!(i18n, kinds.order.panel.sodium), "mmol/L"),
                PanelLine::of(t_string!(i18n, kinds.order.panel.potassium), "mmol/L"),
            ],
        ),
    ]
}

/// The form of what came back.
pub fn enter_result(draft: ResultForm, close: Callback<()>) -> AnyView {
    let say = use_say();
    let i18n = say.0;
    let order = draft.order;
    let typed = Typed::new(draft);
    let kind = typed.part(|form| &form.kind, |form| &mut form.kind);
    let imaging = Memo::new(move |_| kind.get() == Some(ReportKind::Imaging));
    let kinds = ReportKind::ALL.map(|kind| (kind, (move || kind_word(say, kind)).into()));
    let results = typed.part(|form| &form.results, |form| &mut form.results);
    let with_findings = Memo::new(move |_| {
        let found = typed.draft.with(|form| !form.findings.is_empty());
        found
            || kind
                .get()
                .is_some_and(|kind| kind != ReportKind::Laboratory)
    });
    let with_lines =
        Memo::new(move |_| !imaging.get() || results.get().iter().any(|line| !line.is_blank()));
    let what = typed.part(|form| &form.what, |form| &mut form.what);
    let lay_out = move |(name, lines): (&'static str, Vec<PanelLine>)| {
        if what.get_untracked().trim().is_empty() {
            what.set(name.to_owned());
        }
        kind.set(Some(ReportKind::Laboratory));
        // What was typed stays above the lines of the panel.
        let mut kept = results.get_untracked();
        let named = what.get_untracked();
        // A line that holds nothing but the name of the whole is in the way.
        kept.retain(|line| {
            *line != PanelLine::default() && *line != PanelLine::of(named.as_str(), "")
        });
        let at = kept.len();
        kept.extend(lines);
        results.set(kept);
        focus_when_drawn(move || focus_id(&id_of(at, ResultField::Value)));
    };
    let panels = move || {
        let all = templates(say).into_iter();
        all.map(|panel| {
            let name = panel.0;
            view! { <Button label=move || name on_press=move || lay_out(panel.clone())/> }
        })
        .collect_view()
    };
    view! {
        <SmallForm kept=typed.keep() close>
            {order.map(|order| view! { <AboutStatement id=order/> })}
            <Field
                id=WHAT
                label=move || t_string!(i18n, kinds.report.what)
                hint=move || t_string!(i18n, kinds.report.what_hint)
                value=what
                error=typed.error(FormField::Words, WHAT)
            />
            <Choice id="result-kind" legend=move || t_string!(i18n, kinds.report.kind) value=kind options=kinds.into() stacked=true/>
            <Field
                id="result-place"
                label=move || t_string!(i18n, kinds.report.place)
                value=typed.part(|form| &form.place, |form| &mut form.place)
            />
            <DateParts
                id="result-taken"
                legend=move || t_string!(i18n, kinds.report.taken)
                value=typed.part(|form| &form.taken, |form| &mut form.taken)
                error=typed.error(FormField::Date, "result-taken-day")
            />
            <DateParts
                id="result-reported"
                legend=move || t_string!(i18n, kinds.report.reported)
                value=typed.part(|form| &form.reported, |form| &mut form.reported)
                error=typed.error(FormField::Reported, "result-reported-day")
            />
            // What holds something is not hidden by another choice: it would be signed unseen.
            {move || imaging.get().then(|| view! { <Place typed/> })}
            {move || with_findings.get().then(|| view! { <Findings typed/> })}
            {move || with_lines.get().then(|| {
                view! {
                    <Field
                        id="result-specimen"
                        label=move || t_string!(i18n, kinds.report.specimen)
                        value=typed.part(|form| &form.specimen, |form| &mut form.specimen)
                    />
                    <div class="tests-commonest" role="group" aria-label=move || t_string!(i18n, kinds.report.template)>
                        {panels}
                    </div>
                    <Lines typed results/>
                }
            })}
            <TextArea
                id="result-conclusion"
                label=move || t_string!(i18n, kinds.report.conclusion)
                value=typed.part(|form| &form.conclusion, |form| &mut form.conclusion)
            />
            <Choice
                id="result-acting"
                legend=move || t_string!(i18n, kinds.report.acting)
                value=typed.part(|form| &form.acting, |form| &mut form.acting)
                options=choices![i18n;
                    NeedsActing::Yes => kinds.report.acting_yes,
                    NeedsActing::No => kinds.report.acting_no,
                    NeedsActing::NotJudged => kinds.report.acting_not_judged,
                ]
            />
            {order.is_none().then(|| view! {
                <ProblemSelect
                    id="result-problem"
                    rows=problem_rows()
                    label=move || t_string!(i18n, kinds.report.problem)
                    none=|i18n| t_string!(i18n, kinds.report.no_problem)
                    value=typed.part(|form| &form.problem, |form| &mut form.problem)
                />
            })}
        </SmallForm>
    }
    .into_any()
}

/// Of what part of the body a picture is.
#[component]
fn Place(typed: Typed<ResultForm>) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <Field
            id="result-region"
            label=move || t_string!(i18n, kinds.order.region)
            value=typed.part(|form| &form.region, |form| &mut form.region)
        />
        <SideChoice id="result-side" value=typed.part(|form| &form.side, |form| &mut form.side)/>
    }
}

/// What is seen in a picture, in a tracing of the heart.
#[component]
fn Findings(typed: Typed<ResultForm>) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <TextArea
            id=FINDINGS
            label=move || t_string!(i18n, kinds.report.findings)
            value=typed.part(|form| &form.findings, |form| &mut form.findings)
            error=typed.error(FormField::Findings, FINDINGS)
        />
    }
}

fn id_of(at: usize, field: ResultField) -> String {
    let field = match field {
        ResultField::What => "what",
        ResultField::Value => "value",
        ResultField::Low => "low",
        ResultField::High => "high",
    };
    format!("panel-{at}-{field}")
}

/// The lines of a panel, and the way to one more.
#[component]
fn Lines(typed: Typed<ResultForm>, results: Bind<Vec<PanelLine>>) -> impl IntoView {
    let i18n = use_i18n();
    let count = Memo::new(move |_| results.get().len());
    let add = move || {
        let at = count.get_untracked();
        results.push(PanelLine::default());
        focus_when_drawn(move || focus_id(&id_of(at, ResultField::What)));
    };
    view! {
        <fieldset class="results">
            <legend>{t!(i18n, kinds.report.results)}</legend>
            {move || (0..count.get()).map(|at| view! { <OneLine typed results at/> }).collect_view()}
            <div class="panel-acts">
                <Button label=move || t_string!(i18n, kinds.report.add_result) icon=Icon::Add on_press=add/>
            </div>
        </fieldset>
    }
}

#[component]
fn OneLine(typed: Typed<ResultForm>, results: Bind<Vec<PanelLine>>, at: usize) -> impl IntoView {
    let say = use_say();
    let i18n = say.0;
    let line = results.line(at, PanelLine::default());
    let error = move |field| typed.error(FormField::Result(at as u32, field), id_of(at, field));
    let which = move || match line.get().typed.what {
        what if what.trim().is_empty() => t_string!(i18n, kinds.report.result_n, n = at + 1),
        what => what,
    };
    let remove = move || {
        results.remove(at);
        // One line is always there to type into.
        if results.get_untracked().is_empty() {
            results.push(PanelLine::default());
        }
    };
    let answers: Vec<(Option<Presence>, TextProp)> = std::iter::once(None)
        .chain(Presence::ALL.into_iter().map(Some))
        .map(|answer| {
            let word = move || match answer {
                Some(presence) => presence_word(say, presence),
                None => t_string!(i18n, kinds.report.value),
            };
            (answer, word.into())
        })
        .collect();
    view! {
        <div class="result" role="group" aria-label=which>
            <Field id=id_of(at, ResultField::What) label=move || t_string!(i18n, kinds.report.result) value=line.at(|one| &one.typed.what, |one| &mut one.typed.what) error=error(ResultField::What)/>
            <Field id=id_of(at, ResultField::Value) label=move || t_string!(i18n, kinds.report.value) value=line.at(|one| &one.typed.value, |one| &mut one.typed.value) error=error(ResultField::Value)/>
            <Field id=format!("panel-{at}-unit") label=move || t_string!(i18n, kinds.report.unit) value=line.at(|one| &one.typed.unit, |one| &mut one.typed.unit)/>
            <Field id=id_of(at, ResultField::Low) label=move || t_string!(i18n, kinds.report.low) value=line.at(|one| &one.typed.low, |one| &mut one.typed.low) error=error(ResultField::Low)/>
            <Field id=id_of(at, ResultField::High) label=move || t_string!(i18n, kinds.report.high) value=line.at(|one| &one.typed.high, |one| &mut one.typed.high) error=error(ResultField::High)/>
            <Select id=format!("panel-{at}-presence") label=move || t_string!(i18n, kinds.order.answer) value=line.at(|one| &one.presence, |one| &mut one.presence) options=answers/>
            <CheckBox id=format!("panel-{at}-none") label=move || t_string!(i18n, kinds.report.no_result_line) value=line.at(|one| &one.none, |one| &mut one.none)/>
            <RemoveLine what=which on_press=remove/>
        </div>
    }
}
