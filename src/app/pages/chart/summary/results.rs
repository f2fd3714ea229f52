//! What the summary tells of tests: results that wait, and orders without a result.

use leptos::prelude::*;

use crate::app::i18n::*;
use crate::app::pages::chart::open::OpenChart;
use crate::app::pages::chart::results::ResultLineOfList;
use crate::app::route::{ChartPart, Route};
use crate::app::state::{Say, use_say};
use crate::app::ui::*;
use crate::reading::view::TestsAtAGlance;

/// Whether there is anything to tell.
pub fn tells_of_tests(tests: &TestsAtAGlance) -> bool {
    !tests.results.is_empty() || tests.waited_for > 0
}

/// "2 results waited for, 1 late"; empty where none is.
pub fn waiting_words(say: Say, tests: &TestsAtAGlance) -> String {
    let i18n = say.0;
    let (waits, late) = (tests.waited_for, tests.late);
    let n = |count: u32| say.count(count);
    let waits = (waits > 0).then(|| {
        t_string!(
            i18n,
            kinds.acknowledgement.waited_for,
            count = waits,
            n = n(waits)
        )
    });
    let late =
        (late > 0).then(|| t_string!(i18n, kinds.acknowledgement.late, count = late, n = n(late)));
    let words: Vec<String> = waits.into_iter().chain(late).collect();
    words.join(", ")
}

#[component]
pub fn TestsPanel(chart: OpenChart) -> impl IntoView {
    let say = use_say();
    let i18n = say.0;
    let told = Memo::new(move |_| {
        let tests = chart.summary(|summary| summary.tests.clone());
        tests.filter(tells_of_tests)
    });
    let all = move || {
        let to = Route::Chart(chart.id, ChartPart::Results).href();
        view! { <a class="panel-aside" href=to>{t!(i18n, kinds.acknowledgement.all)}</a> }
    };
    move || {
        let tests = told.get()?;
        let more = tests.more;
        let more = (more > 0).then(|| {
            let n = say.count(more);
            t_string!(i18n, kinds.acknowledgement.more, count = more, n = n)
        });
        let waits = Some(waiting_words(say, &tests)).filter(|waits| !waits.is_empty());
        let words: Vec<String> = more.into_iter().chain(waits).collect();
        let rows = tests.results.into_iter();
        let rows: Vec<_> = rows
            .map(|row| view! { <ResultLineOfList row chart/> })
            .collect();
        Some(view! {
            <Panel title=move || t_string!(i18n, kinds.acknowledgement.results) aside=ViewFn::from(all)>
                {(!rows.is_empty()).then(|| view! {
                    <Rows says=move || t_string!(i18n, kinds.acknowledgement.results)>{rows}</Rows>
                })}
                {(!words.is_empty()).then(|| view! { <p class="quiet-text">{words.join(", ")}</p> })}
            </Panel>
        })
    }
}
