//! What a bundle holds beside what is here: totals, each chart, who signed.

use crate::base::InOrder;
use std::sync::Arc;

use leptos::prelude::*;

use super::choose::FileLine;
use super::listing::{ListDialog, Listing, Number};
use super::opening::Importing;
use super::signers::Signers;
use crate::app::i18n::*;
use crate::app::pages::someone::PersonWords;
use crate::app::pages::someone::{Compare, Comparing, Pair};
use crate::app::pages::transfer::trouble::TroubleMessage;
use crate::app::pages::transfer::words::{self, Lost};
use crate::app::state::{Say, use_say};
use crate::app::ui::*;
use crate::engine::protocol::{Arriving, BundlePreview, ChartPreview, LeftOut, LeftOutBecause};
use crate::reading::view::{PersonRow, Resembling};

#[component]
pub fn Preview(importing: Importing, preview: Arc<BundlePreview>) -> impl IntoView {
    let say = use_say();
    let i18n = say.0;
    let comparing = Comparing::nobody();
    let listing = Listing::closed();
    let (head, totals, table) = (preview.clone(), preview.clone(), preview.clone());
    let doubts = preview.clone();
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
            <FileFrom importing preview=head/>
            <Totals listing preview=totals/>
            <Doubts preview=doubts/>
            <Charts importing comparing listing preview=table/>
            <ListDialog listing/>
            <Panel title=move || t_string!(i18n, transfer.import.signers)>
                <Signers importing signers=preview.signers.clone()/>
            </Panel>
            {(new == 0).then(|| view! {
                <Message><p>{t!(i18n, transfer.import.all_here)}</p></Message>
            })}
            <TroubleMessage trouble=importing.press.failure/>
            <Actions>
                <Button
                    label=move || t_string!(i18n, common.cancel)
                    disabled=importing.press.busy
                    on_press=move || importing.start_over()
                />
                <Button
                    kind=ButtonKind::Primary
                    label
                    busy=importing.press.busy
                    on_press=move || importing.add(None, people.clone(), None)
                />
            </Actions>
            <Working work=importing.press.work/>
            <Compare
                comparing
                whose=move || t_string!(i18n, transfer.compare.in_file)
                with=move || t_string!(i18n, transfer.compare.here)
                note=move || t_string!(i18n, transfer.compare.linked_later)
                on_answer=move |pair: Pair, same: bool| {
                    let key = (pair.one.chart, pair.here.chart);
                    importing.answers.update(|answers| {
                        answers.insert(key, same);
                    });
                }
            />
        </div>
    }
}

/// The file, who made it, and when.
#[component]
pub fn FileFrom(importing: Importing, preview: Arc<BundlePreview>) -> impl IntoView {
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

/// The sums; every number opens the list of what it counts.
#[component]
fn Totals(listing: Listing, preview: Arc<BundlePreview>) -> impl IntoView {
    let say = use_say();
    let i18n = say.0;
    let (papers, unplaced) = (preview.papers, preview.unplaced);
    let sum = |of: fn(&ChartPreview) -> u32| preview.charts.iter().map(of).sum::<u32>();
    let new = sum(|chart| chart.new);
    let known = sum(|chart| chart.known);
    let conflicting = sum(|chart| chart.conflicting);
    let unreadable = sum(|chart| chart.unreadable);
    let left_out: u32 = preview.left_out.iter().map(|left| left.entries).sum();
    let beside = beside(&preview);
    let beside = move || {
        let rows = beside.clone().into_iter().filter(|(_, count)| *count > 0);
        rows.map(|(what, count)| {
            view! {
                <Line name=move || what(i18n)>{move || say.count(count)}</Line>
            }
        })
        .collect_view()
    };
    view! {
        <div class="transfer-totals">
        <Lines>
            <NewCharts preview=preview.clone()/>
            <Line name=move || t_string!(i18n, transfer.import.new_entries)>
                <Number listing which=Arriving::New count=new/>
            </Line>
            <Line name=move || t_string!(i18n, transfer.import.known)>
                <Number listing which=Arriving::Known count=known/>
            </Line>
            <Line name=move || t_string!(i18n, transfer.import.conflicting)>
                <Number listing which=Arriving::Conflicting count=conflicting/>
            </Line>
            <Line name=move || t_string!(i18n, transfer.import.unreadable)>
                <Number listing which=Arriving::Unreadable count=unreadable/>
            </Line>
            {(unplaced > 0).then(|| view! {
                <Line name=move || t_string!(i18n, transfer.import.unplaced)>
                    <Number listing which=Arriving::Unplaced count=unplaced/>
                </Line>
            })}
            {(left_out > 0).then(|| view! {
                <Line name=move || t_string!(i18n, transfer.import.left_out)>
                    <Number listing which=Arriving::LeftOut count=left_out/>
                </Line>
            })}
            <Line name=move || t_string!(i18n, transfer.import.papers)>
                {move || say.count(papers)}
            </Line>
            {beside}
        </Lines>
        </div>
    }
}

type Words = fn(Texts) -> &'static str;

/// What else is added, where there is any of it.
fn beside(preview: &BundlePreview) -> Vec<(Words, u32)> {
    let sum = |of: fn(&ChartPreview) -> u32| preview.charts.iter().map(of).sum::<u32>();
    let log = |ours: bool| {
        let logs = preview.logs.iter().filter(|log| log.ours == ours);
        logs.map(|log| log.new).sum::<u32>()
    };
    let words: [Words; 6] = [
        |i18n| t_string!(i18n, transfer.import.newer),
        |i18n| t_string!(i18n, transfer.import.links),
        |i18n| t_string!(i18n, transfer.import.amendments),
        |i18n| t_string!(i18n, transfer.import.own_log),
        |i18n| t_string!(i18n, transfer.import.other_log),
        |i18n| t_string!(i18n, transfer.import.credentials),
    ];
    let counts = [
        sum(|chart| chart.newer),
        sum(|chart| chart.links),
        sum(|chart| chart.amendments),
        log(true),
        log(false),
        preview.credentials,
    ];
    words.into_iter().zip(counts).collect()
}

/// What the file lacks, and what of it is not added: each in a sentence.
#[component]
fn Doubts(preview: Arc<BundlePreview>) -> impl IntoView {
    let say = use_say();
    let i18n = say.0;
    let lost = preview.lost;
    let sentences = move || doubts(say, &preview);
    view! {
        {move || sentences().into_iter().map(|words| view! {
            <Message tone=Tone::NotKnown><p>{words}</p></Message>
        }).collect_view()}
        <Lost lost meaning=Signal::derive(move || t_string!(i18n, transfer.import.lost))/>
    }
}

fn doubts(say: Say, preview: &BundlePreview) -> Vec<String> {
    let i18n = say.0;
    let charts = |which: fn(&ChartPreview) -> bool| {
        let count = preview.charts.iter().filter(|chart| which(chart)).count() as u32;
        (count > 0).then(|| words::charts(say, count))
    };
    let omitted: u32 = preview.charts.iter().map(|chart| chart.missing).sum();
    let (not_kept, refused) = (preview.not_kept, preview.refused_credentials);
    let sentences = [
        (omitted > 0).then(|| {
            let n = say.count(omitted);
            t_string!(i18n, transfer.import.omitted, count = omitted, n = n)
        }),
        charts(|chart| chart.part)
            .map(|charts| t_string!(i18n, transfer.import.part, charts = charts)),
        charts(|chart| !chart.digest_matches)
            .map(|charts| t_string!(i18n, transfer.import.digest, charts = charts)),
        (not_kept > 0).then(|| {
            let n = say.count(not_kept);
            t_string!(i18n, transfer.import.not_kept, count = not_kept, n = n)
        }),
        (refused > 0).then(|| {
            let n = say.count(refused);
            t_string!(i18n, transfer.import.refused, count = refused, n = n)
        }),
        (!preview.shared_prefixes.is_empty()).then(|| {
            let prefixes = preview.shared_prefixes.join(", ");
            t_string!(i18n, transfer.import.prefixes, prefixes = prefixes)
        }),
    ];
    let left_out = preview.left_out.iter();
    let left_out = left_out.map(|left| left_out_words(say, left));
    sentences.into_iter().flatten().chain(left_out).collect()
}

/// How many entries are not added, and why.
fn left_out_words(say: Say, left: &LeftOut) -> String {
    let (i18n, count) = (say.0, left.entries);
    let n = say.count(count);
    match left.because {
        LeftOutBecause::NotOfThisVault => {
            t_string!(i18n, transfer.import.left_not_ours, count = count, n = n)
        }
        LeftOutBecause::Compartment => {
            t_string!(i18n, transfer.import.left_part, count = count, n = n)
        }
        LeftOutBecause::Beyond(limit) => {
            let why = say.limit(limit);
            t_string!(
                i18n,
                transfer.import.left_beyond,
                count = count,
                n = n,
                why = why
            )
        }
    }
}

/// Charts that are not here yet, by their people.
#[component]
fn NewCharts(preview: Arc<BundlePreview>) -> impl IntoView {
    let say = use_say();
    let i18n = say.0;
    let new = preview.charts.iter().filter(|chart| !chart.already_here);
    let people: Vec<PersonRow> = new.map(|chart| chart.person.clone()).collect();
    let count = people.len() as u32;
    let drawn = Drawn::first(people.len());
    let items = move || {
        let shown = people.iter().take(drawn.rows()).cloned();
        shown
            .map(|person| view! { <li><PersonWords person/></li> })
            .collect_view()
    };
    let list = move || {
        view! {
            <details class="transfer-total">
                <summary>{say.count(count)}</summary>
                <ul class="transfer-list">{items}</ul>
                <ShowMore drawn/>
            </details>
        }
    };
    view! {
        <Line name=move || t_string!(i18n, transfer.import.new_charts)>
            {if count == 0 { say.count(0).into_any() } else { list().into_any() }}
        </Line>
    }
}

/// One row a chart: a table on a laptop, blocks with named numbers on a phone.
#[component]
fn Charts(
    importing: Importing,
    comparing: Comparing,
    listing: Listing,
    preview: Arc<BundlePreview>,
) -> impl IntoView {
    let i18n = use_i18n();
    let charts = doubtful_first(&preview);
    let drawn = Drawn::first(charts.len());
    let rows = move || {
        let shown = charts.iter().take(drawn.rows());
        shown
            .map(|chart| view! { <ChartLine importing comparing listing chart=chart.clone()/> })
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
    charts.order_by_key(|chart| {
        chart.resembling.is_empty() && chart.conflicting == 0 && chart.unreadable == 0
    });
    charts
}

#[component]
fn ChartLine(
    importing: Importing,
    comparing: Comparing,
    listing: Listing,
    chart: ChartPreview,
) -> impl IntoView {
    let i18n = use_i18n();
    let person = chart.person.clone();
    let number = move |name: &'static str, which: Arriving, count: u32| {
        view! {
            <td role="cell">
                <span class="transfer-name" aria-hidden="true">{name}</span>
                <Number listing which person=person.clone() count/>
            </td>
        }
    };
    let columns = move || {
        let column = |name, which, count| number(name, which, count);
        [
            column(
                t_string!(i18n, transfer.import.column_new),
                Arriving::New,
                chart.new,
            ),
            column(
                t_string!(i18n, transfer.import.column_known),
                Arriving::Known,
                chart.known,
            ),
            column(
                t_string!(i18n, transfer.import.column_conflict),
                Arriving::Conflicting,
                chart.conflicting,
            ),
            column(
                t_string!(i18n, transfer.import.column_unreadable),
                Arriving::Unreadable,
                chart.unreadable,
            ),
        ]
        .collect_view()
    };
    view! {
        <tr role="row">
            <th role="rowheader" scope="row"><PersonWords person=chart.person.clone()/></th>
            {columns}
            <td role="cell">
                <span class="transfer-name">{t!(i18n, transfer.import.looks_like)}</span>
                <LooksLike
                    importing
                    comparing
                    person=chart.person.clone()
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
                one: person.clone(),
                here: here.row,
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
    let key = (pair.one.chart, pair.here.chart);
    let number = pair.here.number.clone();
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
    let named = pair.here.clone();
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
