//! Review and sign: what will be permanent, what was not asked, whom it may resemble; then one press.

use leptos::prelude::*;

use super::compare::Comparisons;
use super::form::DraftLine;
use super::taking::Taking;
use crate::app::i18n::*;
use crate::app::kinds::question_word;
use crate::app::pages::chart::statement::StatementLines;
use crate::app::pages::chart::{OpenChart, Unchecked};
use crate::app::pages::signing::{SignBar, Signing};
use crate::app::platform::device;
use crate::app::route::{ChartPart, Route};
use crate::app::ui::*;
use crate::base::ChartId;
use crate::chart::kinds::Question;
use crate::chart::when::When;
use crate::engine::protocol::Review;

#[component]
pub fn ReviewPage(review: Review, taking: Taking) -> impl IntoView {
    let say = taking.say;
    let i18n = say.0;
    let app = taking.app;
    let now = device::now();
    let signing = Signing::of(taking.saving);
    // Where the questions are asked in a chart, its pages are read again.
    let open = use_context::<OpenChart>();
    let on_signed = move |chart: ChartId| {
        leptos::task::spawn_local(async move {
            app.refresh_drafts().await;
            if let Some(open) = open {
                open.changed();
            }
            app.replace(Route::Chart(chart, ChartPart::Summary));
        });
    };
    let clock = review.clock_behind;
    let unchecked = view! { <Unchecked review=&review/> };
    let alike = Memo::new(move |_| !taking.resembling.with(Vec::is_empty));
    view! {
        <Page title=move || t_string!(i18n, people.review.title) aside=move || view! { <DraftLine taking/> }>
            {clock.map(|last| view! {
                <Message tone=Tone::NotKnown>
                    <p>{move || say.clock_behind(now, last)}</p>
                    <p>{t!(i18n, people.clock.meaning)}</p>
                </Message>
            })}
            <Panel title=move || t_string!(i18n, people.review.permanent)>
                <StatementLines statements=review.statements at=When::Moment(now)/>
            </Panel>
            {unchecked}
            <NotAsked questions=review.not_asked/>
            {move || alike.get().then(|| view! {
                <Panel title=move || t_string!(i18n, people.compare.title)>
                    <Comparisons taking/>
                </Panel>
            })}
            {signing.trouble()}
            <p class="hint">{t!(i18n, chart.sign.permanent)}</p>
            <SignBar
                signing
                back=move || t_string!(i18n, people.intake.back_to_form)
                on_back=move |()| { taking.back_to_form(); }
                on_signed=move |(chart,)| on_signed(chart)
            />
        </Page>
    }
}

#[component]
fn NotAsked(questions: Vec<Question>) -> impl IntoView {
    let taking = expect_context::<Taking>();
    let say = taking.say;
    let i18n = say.0;
    if questions.is_empty() {
        return ().into_any();
    }
    let allergies = questions.contains(&Question::Allergies);
    let names = questions
        .into_iter()
        .map(|question| view! { <li>{move || question_word(say, question)}</li> })
        .collect_view();
    view! {
        <section class="panel" aria-labelledby="not-asked-title">
            <h2 id="not-asked-title">{t!(i18n, people.review.not_asked)}</h2>
            {allergies.then(|| view! {
                <Message tone=Tone::NotKnown><p>{t!(i18n, people.review.allergies_not_asked)}</p></Message>
            })}
            <ul class="not-asked">{names}</ul>
        </section>
    }
    .into_any()
}
