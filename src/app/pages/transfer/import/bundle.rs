//! What a bundle holds beside what is here: totals, each chart, who signed.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::text_prop::TextProp;

use super::choose::FileLine;
use super::compare::{Compare, Comparing, Pair};
use super::opening::Importing;
use super::signers::Signers;
use crate::app::i18n::*;
use crate::app::pages::transfer::person::PersonWords;
use crate::app::pages::transfer::trouble::TroubleMessage;
use crate::app::pages::transfer::words;
use crate::app::state::use_say;
use crate::app::ui::*;
use crate::engine::protocol::{BundlePreview, ChartPreview};
use crate::reading::view::{PersonRow, Resembling};

#[component]
pub fn Preview(importing: Importing, preview: Arc<BundlePreview>) -> impl IntoView {
    let say = use_say();
    let i18n = say.0;
    let comparing = Comparing::new();
    let (head, totals, table) = (preview.clone(), preview.clone(), preview.clone());
    let new: u32 = preview.charts.iter().map(|chart| chart.new).sum();
    let people: Vec<PersonRow> = preview
        .charts
        .iter()
        .map(|chart| chart.person.clone())
        .collect();
    let label = move || match new {
        0 => t_string!(i18n, transfer.import.add).to_string(),
        new => t_string!(
            i18n,
            transfer.import.add_entries,
            count = new,
            n = say.count(new)
        ),
    };
    view! {
        <div class="stack">
            <From importing preview=head/>
            <Totals preview=totals/>
            <Charts importing comparing preview=table/>
            <Panel title=move || t_string!(i18n, transfer.import.signers)>
                <Signers importing signers=preview.signers.clone()/>
            </Panel>
            {(new == 0).then(|| view! {
                <Message><p>{t!(i18n, transfer.import.all_here)}</p></Message>
            })}
            <TroubleMessage trouble=importing.trouble/>
            <Actions>
                <Button
                    label=move || t_string!(i18n, common.cancel)
                    disabled=importing.busy
                    on_press=move || importing.start_over()
                />
                <Button
                    kind=ButtonKind::Primary
                    label
                    busy=importing.busy
                    on_press=move || importing.add(None, people.clone())
                />
            </Actions>
            <Working work=importing.work/>
            <Compare
                comparing
                note=move || t_string!(i18n, transfer.compare.linked_later)
                on_answer=move |pair: Pair, same: bool| {
                    let key = (pair.arriving.chart, pair.here.row.chart);
                    importing.answers.update(|answers| {
                        answers.insert(key, same);
                    });
                }
            />
        </div>
    }
}

#[component]
fn From(importing: Importing, preview: Arc<BundlePreview>) -> impl IntoView {
    let say = use_say();
    let i18n = say.0;
    let (made, whole) = (preview.made, preview.whole);
    let by = preview.made_by.clone();
    view! {
        <Lines>
            <FileLine importing/>
            <Line name=move || t_string!(i18n, transfer.import.from)>
                <span>{move || t_string!(
                    i18n,
                    transfer.import.made_by,
                    name = by.clone(),
                    moment = say.moment(made)
                )}</span>
                {whole.then(|| view! { <span>{t!(i18n, transfer.import.whole)}</span> })}
            </Line>
        </Lines>
    }
}

/// The sums; every number opens the list of the charts it is made of.
#[component]
fn Totals(preview: Arc<BundlePreview>) -> impl IntoView {
    let say = use_say();
    let i18n = say.0;
    let (papers, unplaced) = (preview.papers, preview.unplaced);
    let total = move |name: TextProp, doubtful: bool, of: fn(&ChartPreview) -> u32| {
        view! { <Total name doubtful of preview=preview.clone()/> }
    };
    view! {
        <Lines>
            {total(
                (move || t_string!(i18n, transfer.import.new_charts)).into(),
                false,
                |chart| u32::from(!chart.already_here),
            )}
            {total((move || t_string!(i18n, transfer.import.new_entries)).into(), false, |chart| chart.new)}
            {total((move || t_string!(i18n, transfer.import.known)).into(), false, |chart| chart.known)}
            {total(
                (move || t_string!(i18n, transfer.import.conflicting)).into(),
                true,
                |chart| chart.conflicting,
            )}
            {total(
                (move || t_string!(i18n, transfer.import.unreadable)).into(),
                true,
                |chart| chart.unreadable,
            )}
            {(unplaced > 0).then(|| view! {
                <Line name=move || t_string!(i18n, transfer.import.unplaced)>
                    <Mark tone=Tone::NotKnown words=move || say.count(unplaced)/>
                </Line>
            })}
            <Line name=move || t_string!(i18n, transfer.import.papers)>
                <span>{move || words::papers(say, papers)}</span>
            </Line>
        </Lines>
    }
}

#[component]
fn Total(
    name: TextProp,
    /// A number above zero is marked.
    doubtful: bool,
    of: fn(&ChartPreview) -> u32,
    preview: Arc<BundlePreview>,
) -> impl IntoView {
    let say = use_say();
    let sum: u32 = preview.charts.iter().map(of).sum();
    let number = move || {
        if doubtful && sum > 0 {
            view! { <Mark tone=Tone::NotKnown words=move || say.count(sum)/> }.into_any()
        } else {
            say.count(sum).into_any()
        }
    };
    let parts = preview.charts.iter().filter(|chart| of(chart) > 0);
    let parts: Vec<(PersonRow, u32)> = parts
        .map(|chart| (chart.person.clone(), of(chart)))
        .collect();
    let drawn = Drawn::first(parts.len());
    let items = move || {
        let shown = parts.iter().take(drawn.rows()).cloned();
        let item = |(person, count): (PersonRow, u32)| {
            view! {
                <li>
                    <PersonWords person/>
                    <span>{move || say.count(count)}</span>
                </li>
            }
        };
        shown.map(item).collect_view()
    };
    let list = move || {
        view! {
            <details class="transfer-total">
                <summary>{number()}</summary>
                <ul class="transfer-list">{items}</ul>
                <ShowMore drawn/>
            </details>
        }
    };
    view! {
        <Line name>
            {if sum == 0 { number().into_any() } else { list().into_any() }}
        </Line>
    }
}

/// One row a chart: a table on a laptop, blocks with named numbers on a phone.
#[component]
fn Charts(
    importing: Importing,
    comparing: Comparing,
    preview: Arc<BundlePreview>,
) -> impl IntoView {
    let i18n = use_i18n();
    let charts = doubtful_first(&preview);
    let drawn = Drawn::first(charts.len());
    let rows = move || {
        let shown = charts.iter().take(drawn.rows());
        shown
            .map(|chart| view! { <ChartLine importing comparing chart=chart.clone()/> })
            .collect_view()
    };
    view! {
        <Panel title=move || t_string!(i18n, transfer.import.people)>
            <table class="transfer-table" role="table">
                <thead role="rowgroup">
                    <tr role="row">
                        <th role="columnheader" scope="col">{t!(i18n, transfer.import.person)}</th>
                        <th role="columnheader" scope="col">{t!(i18n, transfer.import.column_new)}</th>
                        <th role="columnheader" scope="col">{t!(i18n, transfer.import.column_known)}</th>
                        <th role="columnheader" scope="col">{t!(i18n, transfer.import.column_conflict)}</th>
                        <th role="columnheader" scope="col">{t!(i18n, transfer.import.column_unreadable)}</th>
                        <th role="columnheader" scope="col">{t!(i18n, transfer.import.looks_like)}</th>
                    </tr>
                </thead>
                <tbody role="rowgroup">{rows}</tbody>
            </table>
            <ShowMore drawn/>
        </Panel>
    }
}

/// Charts a reader must look at stand first; otherwise the file's order stays.
fn doubtful_first(preview: &BundlePreview) -> Vec<ChartPreview> {
    let mut charts = preview.charts.clone();
    charts.sort_by_key(|chart| {
        chart.resembling.is_empty() && chart.conflicting == 0 && chart.unreadable == 0
    });
    charts
}

#[component]
fn ChartLine(importing: Importing, comparing: Comparing, chart: ChartPreview) -> impl IntoView {
    let say = use_say();
    let i18n = say.0;
    let number = move |name: &'static str, count: u32, doubtful: bool| {
        let shown = move || {
            if doubtful && count > 0 {
                view! { <Mark tone=Tone::NotKnown words=move || say.count(count)/> }.into_any()
            } else {
                say.count(count).into_any()
            }
        };
        view! {
            <td role="cell">
                <span class="transfer-name" aria-hidden="true">{name}</span>
                {shown}
            </td>
        }
    };
    let person = chart.person.clone();
    view! {
        <tr role="row">
            <th role="rowheader" scope="row"><PersonWords person=chart.person.clone()/></th>
            {move || number(t_string!(i18n, transfer.import.column_new), chart.new, false)}
            {move || number(t_string!(i18n, transfer.import.column_known), chart.known, false)}
            {move || number(t_string!(i18n, transfer.import.column_conflict), chart.conflicting, true)}
            {move || number(t_string!(i18n, transfer.import.column_unreadable), chart.unreadable, true)}
            <td role="cell">
                <LooksLike
                    importing
                    comparing
                    person
                    already_here=chart.already_here
                    resembling=chart.resembling.clone()
                />
            </td>
        </tr>
    }
}

#[component]
fn LooksLike(
    importing: Importing,
    comparing: Comparing,
    person: PersonRow,
    already_here: bool,
    resembling: Vec<Resembling>,
) -> impl IntoView {
    let i18n = use_i18n();
    if already_here {
        return view! { <span>{t!(i18n, transfer.import.same_chart)}</span> }.into_any();
    }
    if resembling.is_empty() {
        return view! { <span>{t!(i18n, transfer.import.nobody_here)}</span> }.into_any();
    }
    let items = resembling
        .into_iter()
        .map(|here| {
            let pair = Pair {
                arriving: person.clone(),
                here,
            };
            view! { <li><Candidate importing comparing pair/></li> }
        })
        .collect_view();
    view! { <ul class="transfer-list">{items}</ul> }.into_any()
}

/// Someone here whom the person of the file resembles, what the reader said of it, and the comparison.
#[component]
fn Candidate(importing: Importing, comparing: Comparing, pair: Pair) -> impl IntoView {
    let say = use_say();
    let i18n = say.0;
    let key = (pair.arriving.chart, pair.here.row.chart);
    let number = pair.here.row.number.clone();
    let answer = move || importing.answers.with(|answers| answers.get(&key).copied());
    let said = move || match answer() {
        None => view! {
            <Mark
                tone=Tone::NotKnown
                words={
                    let number = number.clone();
                    move || t_string!(i18n, transfer.import.maybe, number = number.clone())
                }
            />
        }
        .into_any(),
        Some(true) => {
            t_string!(i18n, transfer.import.will_link, number = number.clone()).into_any()
        }
        Some(false) => {
            t_string!(i18n, transfer.import.someone_else, number = number.clone()).into_any()
        }
    };
    let named = pair.here.row.clone();
    view! {
        <span role="status">{said}</span>
        <Button
            kind=ButtonKind::Plain
            label=move || t_string!(i18n, transfer.compare.compare)
            says=move || t_string!(i18n, transfer.compare.compare_with, name = say.name(&named))
            on_press=move || comparing.show(pair.clone())
        />
    }
}
