//! Tests and images of a chart: orders first, then what came back day by day; and one result whole, which is where it is
//! looked at.

use leptos::prelude::*;

use super::kept_form::KeptFormButton;
use super::open::{OpenChart, use_chart};
use super::problems::stranger;
use crate::app::i18n::*;
use crate::app::kinds::acknowledgement::{
    corrected_words, flag_word, looked_words, range_words, rank_word, result_name, result_sentence,
    value_words,
};
use crate::app::kinds::order::{order_words, state_words};
use crate::app::kinds::sentence;
use crate::app::pages::signing::SignsAs;
use crate::app::pages::trouble::Trouble;
use crate::app::route::{ChartPart, Route};
use crate::app::state::{Press, Say, use_app, use_say};
use crate::app::ui::*;
use crate::chart::concept::Concept;
use crate::chart::draft::{
    AmendForm, CancelOrderForm, CollectForm, DateDraft, LookedAtForm, ResultForm, TestsForm,
};
use crate::chart::kinds::{AmendmentKind, Fact, PanelLine};
use crate::chart::statement::StatementId;
use crate::chart::value::{Beside, Value};
use crate::engine::protocol::{Failure, ask};
use crate::reading::view::{
    Looked, OrderRow, OrderState, ResultLine, ResultRank, ResultRow, TestsPage, Trust,
};

#[component]
pub fn ResultsPage() -> impl IntoView {
    let i18n = use_i18n();
    let chart = use_chart();
    let tests = chart.load(move || ask::Tests(chart.id));
    view! {
        <Page title=move || t_string!(i18n, kinds.acknowledgement.results)>
            <div class="panel-acts no-print">
                <KeptFormButton label=move || t_string!(i18n, kinds.order.write) blank=TestsForm::default()/>
                <KeptFormButton label=move || t_string!(i18n, kinds.report.enter) blank=ResultForm::blank()/>
            </div>
            <Trouble failure=tests.failure/>
            <Working work=tests.work/>
            {move || tests.value.get().map(|page| view! { <Tests page chart/> })}
        </Page>
    }
}

#[component]
fn Tests(page: TestsPage, chart: OpenChart) -> impl IntoView {
    let say = use_say();
    let i18n = say.0;
    let newest = newest_names(say, &page);
    let orders = page.orders.into_iter();
    let orders: Vec<_> = orders
        .map(|row| view! { <OneOrder row newest=newest.clone() chart/> })
        .collect();
    let results: Vec<_> = page
        .results
        .into_iter()
        .map(|row| view! { <ResultLineOfList row chart/> })
        .collect();
    let older = page.older;
    let (no_order, no_result) = (orders.is_empty(), results.is_empty());
    view! {
        <Panel title=move || t_string!(i18n, kinds.acknowledgement.orders)>
            {if no_order {
                view! { <Empty words=move || t_string!(i18n, kinds.acknowledgement.no_order)/> }.into_any()
            } else {
                view! { <ul class="order-rows">{orders}</ul> }.into_any()
            }}
        </Panel>
        <Panel title=move || t_string!(i18n, kinds.acknowledgement.results)>
            {if no_result {
                view! { <Empty words=move || t_string!(i18n, kinds.acknowledgement.no_result)/> }.into_any()
            } else {
                view! {
                    <Rows says=move || t_string!(i18n, kinds.acknowledgement.results)>{results}</Rows>
                }.into_any()
            }}
            {(older > 0).then(|| view! {
                <p class="hint">{move || {
                    let n = say.count(older);
                    t_string!(i18n, kinds.acknowledgement.older, count = older, n = n)
                }}</p>
            })}
        </Panel>
    }
}

/// The lines of the newest result of each name, without their values: its units and its laboratory's ranges are filled in.
fn newest_names(say: Say, page: &TestsPage) -> Vec<(String, ResultForm)> {
    let mut newest: Vec<(String, ResultForm)> = Vec::new();
    // A stranger's unit and range are not ours to fill in.
    for row in page.results.iter().filter(|row| row.trust == Trust::Ours) {
        let name = result_name(say, &row.said.statement);
        if newest.iter().any(|(known, _)| *known == name) {
            continue;
        }
        let results: Vec<PanelLine> = row.results.iter().filter_map(again).collect();
        let place = match &row.said.statement.fact {
            Fact::Report(report) => report.place.clone(),
            _ => None,
        };
        let form = ResultForm {
            place: place.unwrap_or_default(),
            results,
            ..ResultForm::blank()
        };
        newest.push((name, form));
    }
    newest
}

/// The line of a result, without its value.
fn again(line: &ResultLine) -> Option<PanelLine> {
    let Fact::Observation(result) = &line.statement.fact else {
        return None;
    };
    let unit = match &result.value {
        Value::Quantity(quantity) => quantity.unit.clone(),
        _ => String::new(),
    };
    let mut again = PanelLine::of(result.what.text.clone(), unit);
    if let Some(range) = &result.reference {
        again.typed.low = range.low.clone().unwrap_or_default();
        again.typed.high = range.high.clone().unwrap_or_default();
    }
    Some(again)
}

/// The form that enters the result of an order, as it begins.
fn result_of(row: &OrderRow, newest: &[(String, ResultForm)]) -> ResultForm {
    let what = row.order.what.text.clone();
    let before = newest.iter().find(|(name, _)| *name == what);
    let before = before.map(|(_, form)| form.clone());
    let mut form = before.unwrap_or_else(ResultForm::blank);
    if form.results.is_empty() {
        form.results.push(PanelLine::of(what.clone(), ""));
    }
    if let [only] = form.results.as_mut_slice()
        && only.typed.what.is_empty()
    {
        only.typed.what = what.clone();
    }
    ResultForm {
        order: Some(row.id),
        what,
        kind: Some(row.order.kind.of_report()),
        taken: match row.state {
            OrderState::Taken(when) => when.into(),
            _ => DateDraft::default(),
        },
        specimen: words_of(row.order.specimen.as_ref()),
        region: row.order.region.clone().unwrap_or_default(),
        side: row.order.side,
        ..form
    }
}

fn words_of(concept: Option<&Concept>) -> String {
    concept
        .map(|concept| concept.text.clone())
        .unwrap_or_default()
}

#[component]
fn OneOrder(row: OrderRow, newest: Vec<(String, ResultForm)>, chart: OpenChart) -> impl IntoView {
    let say = use_say();
    let i18n = say.0;
    let waits = row.waits() && row.ours;
    let to_take = waits && row.state == OrderState::ToTake;
    let (late, trust) = (row.late, row.trust);
    let result = waits.then(|| result_of(&row, &newest));
    let answer = match row.state {
        OrderState::Answered(report) => Some(report),
        _ => None,
    };
    let id = row.id;
    let words = {
        let row = row.clone();
        move || order_words(say, &row.order)
    };
    let about = {
        let row = row.clone();
        move || {
            let problems = row
                .problems
                .iter()
                .map(|(number, words)| format!("#{number} {words}"));
            let parts = std::iter::once(say.when_day(&row.ordered)).chain([row.by.clone()]);
            parts.chain(problems).collect::<Vec<_>>().join(", ")
        }
    };
    let state = move || state_words(say, &row);
    view! {
        <li class="order-row">
                <p><bdi>{words}</bdi> {stranger(trust)} " " <span class="row-aside">{about}</span></p>
                <p>
                    {late.then(|| view! {
                        <Mark tone=Tone::NotKnown words=move || t_string!(i18n, kinds.order.state.late)/>
                        " "
                    })}
                    {state}
                </p>
                <div class="panel-acts no-print">
                    {to_take.then(|| view! {
                        <KeptFormButton label=move || t_string!(i18n, kinds.order.collect) blank=CollectForm::blank(id)/>
                    })}
                    {result.map(|blank| view! {
                        <KeptFormButton label=move || t_string!(i18n, kinds.order.enter_result) blank/>
                        <KeptFormButton
                            label=move || t_string!(i18n, kinds.order.cancel)
                            blank=CancelOrderForm { order: id, reason: String::new() }
                        />
                    })}
                    {answer.map(|report| view! {
                        <ButtonLink
                            label=move || t_string!(i18n, kinds.acknowledgement.open)
                            to=Route::Chart(chart.id, ChartPart::Result(report))
                        />
                    })}
                </div>
        </li>
    }
}

/// A result on a line of a list; it opens the whole one.
#[component]
pub fn ResultLineOfList(row: ResultRow, chart: OpenChart) -> impl IntoView {
    let say = use_say();
    let to = Route::Chart(chart.id, ChartPart::Result(row.id));
    let stands_out = row.rank < ResultRank::NotJudged || row.looked.waits();
    let rank = row.rank;
    let (words, corrected, day) = (row.clone(), row.clone(), row.when);
    let (looked, trust) = (row.looked.clone(), row.trust);
    let id = format!("result-{}", row.id);
    view! {
        <Row id to>
            <span class="row-aside">{move || say.when_day(&day)}</span>
            " "
            <span><bdi>{move || result_sentence(say, &words)}</bdi></span>
            {stranger(trust)}
            {move || {
                let lines = std::iter::once(&corrected.said).chain(&corrected.results);
                let words = lines.filter_map(|line| corrected_words(say, line));
                words.map(|words| view! { " " <span class="result-was"><bdi>{words}</bdi></span> }).collect_view()
            }}
            {move || (stands_out && rank < ResultRank::NotJudged).then(|| view! {
                " "
                <Mark tone=Tone::Alert words=move || rank_word(say, rank)/>
            })}
            {move || looked_words(say, &looked).map(|words| view! { " " <span class="row-aside">{words}</span> })}
        </Row>
    }
}

/// One result whole.
#[component]
pub fn ResultPage(id: StatementId) -> impl IntoView {
    let say = use_say();
    let i18n = say.0;
    let chart = use_chart();
    let tests = chart.load(move || ask::Tests(chart.id));
    let row = Memo::new(move |_| {
        tests.value.with(|page| {
            let rows = &page.as_ref()?.results;
            rows.iter().find(|row| row.id == id).cloned()
        })
    });
    let is_gone = move || tests.value.with(Option::is_some) && row.get().is_none();
    let title = move || {
        let named = row.get().map(|row| result_name(say, &row.said.statement));
        named.unwrap_or_else(|| t_string!(i18n, kinds.acknowledgement.results).to_string())
    };
    view! {
        <Page title>
            <Trouble failure=tests.failure/>
            <Working work=tests.work/>
            <Show when=is_gone>
                <Message tone=Tone::NotKnown><p>{t!(i18n, kinds.acknowledgement.gone)}</p></Message>
            </Show>
            {move || row.get().map(|row| view! { <Whole row chart/> })}
            <Actions>
                <ButtonLink
                    label=move || t_string!(i18n, kinds.acknowledgement.all)
                    to=Route::Chart(chart.id, ChartPart::Results)
                />
            </Actions>
        </Page>
    }
}

#[component]
fn Whole(row: ResultRow, chart: OpenChart) -> impl IntoView {
    let say = use_say();
    let i18n = say.0;
    let report = row.said.clone();
    let head = move || sentence(say, &report.statement);
    let (day, by) = (row.when, row.written_by.clone());
    let about = move || format!("{}, {by}", say.when_day(&day));
    let corrected = row.said.clone();
    let was = move || corrected_words(say, &corrected);
    let lines = row.results.iter().cloned();
    let lines: Vec<_> = lines.map(|line| view! { <OneLine line/> }).collect();
    let entry = Route::Chart(chart.id, ChartPart::Entry(row.id.entry));
    view! {
        <p class="result-head"><bdi>{head}</bdi></p>
        <p class="hint"><bdi>{about}</bdi></p>
        {move || was().map(|words| view! { <p class="result-was"><bdi>{words}</bdi></p> })}
        <ul class="rows results-whole">{lines}</ul>
        <LookedAt row chart/>
        <div class="panel-acts no-print">
            <ButtonLink label=move || t_string!(i18n, kinds.amendment.correct) to=entry/>
        </div>
    }
}

/// Flag before value; beside it the range that was given with it, and what it was before.
#[component]
fn OneLine(line: ResultLine) -> impl IntoView {
    let say = use_say();
    let tone = match line.beside {
        Beside::Below | Beside::Above => Tone::Alert,
        Beside::Within | Beside::NotKnown => Tone::NotKnown,
    };
    let flagged = line.clone();
    let words = line.clone();
    let flag = flag_word(say, &line).is_some();
    view! {
        <li class="row">
            <div class="row-words">
                {flag.then(|| view! {
                    <Mark tone words=move || flag_word(say, &flagged).unwrap_or_default()/>
                    " "
                })}
                <span><bdi>{move || {
                    let name = result_name(say, &words.statement);
                    say.labelled(&name, &value_words(say, &words.statement))
                }}</bdi></span>
                {let line = line.clone(); move || range_words(say, &line).map(|range| view! {
                    " "
                    <span class="row-aside">{range}</span>
                })}
                {move || corrected_words(say, &line).map(|words| view! {
                    " "
                    <span class="result-was"><bdi>{words}</bdi></span>
                })}
            </div>
        </li>
    }
}

/// The act, under the whole result and nowhere else; once signed, who did it and the way to take it back.
#[component]
fn LookedAt(row: ResultRow, chart: OpenChart) -> impl IntoView {
    let say = use_say();
    let i18n = say.0;
    let app = use_app();
    let press = Press::<Failure>::new();
    let results = row.results.iter().map(|line| line.id).collect();
    let form = StoredValue::new(LookedAtForm::of(row.id, results));
    let sign = move || {
        press.run(async move || {
            let form = form.get_value();
            app.sign_at_once(chart.id, form.into()).await?;
            chart.changed();
            Ok(())
        });
    };
    let looked = row.looked.clone();
    let words = move || looked_words(say, &looked);
    let waits = row.looked.waits();
    let taken_back = match row.looked {
        Looked::At { act, .. } => Some(AmendForm::blank(
            act.entry,
            AmendmentKind::EnteredInError,
            Some(act.index),
        )),
        _ => None,
    };
    view! {
        {move || words().map(|words| view! { <p role="status">{words}</p> })}
        <Trouble failure=press.failure/>
        {waits.then(|| view! {
            <div class="panel-acts no-print">
                <Button
                    id="looked-at"
                    kind=ButtonKind::Primary
                    label=move || t_string!(i18n, kinds.acknowledgement.looked_at)
                    busy=press.busy
                    on_press=sign
                />
                <KeptFormButton
                    label=move || t_string!(i18n, kinds.acknowledgement.and_plan)
                    blank=form.get_value()
                />
            </div>
            <SignsAs/>
        })}
        {taken_back.map(|blank| view! {
            <div class="panel-acts no-print">
                <KeptFormButton label=move || t_string!(i18n, kinds.acknowledgement.take_back) blank/>
            </div>
        })}
    }
}
