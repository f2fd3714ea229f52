//! Review and sign: what will be permanent, what was not asked, whom it may resemble; then one press.

use leptos::prelude::*;

use super::compare::Comparisons;
use super::form::DraftLine;
use super::taking::Taking;
use crate::app::i18n::*;
use crate::app::kinds::question_word;
use crate::app::pages::chart::statement::StatementLines;
use crate::app::pages::chart::{OpenChart, Unchecked};
use crate::app::platform::device;
use crate::app::route::{ChartPart, Route};
use crate::app::state::Sealing;
use crate::app::ui::*;
use crate::chart::kinds::Question;
use crate::chart::when::When;
use crate::engine::protocol::{Failure, Reply, Request, Review, StorageTrouble};

#[component]
pub fn ReviewPage(review: Review, taking: Taking) -> impl IntoView {
    let say = taking.say;
    let i18n = say.0;
    let app = taking.app;
    let now = device::now();
    let busy = taking.busy;
    let signed = StoredValue::new(false);
    let failure = RwSignal::new(None::<Failure>);
    let draft = review.draft;
    // Where the questions are asked in a chart, its pages are read again.
    let open = use_context::<OpenChart>();
    let sign = move || {
        if busy.get_untracked() || signed.get_value() {
            return;
        }
        busy.set(true);
        failure.set(None);
        leptos::task::spawn_local(async move {
            // What was answered on this page is sealed first: the sealed draft is what is signed.
            let reply = match taking.saving.now().await {
                Ok(()) => app.ask(Request::Sign(draft)).await,
                Err(why) => Err(why),
            };
            match reply {
                Ok(Reply::Signed { chart, .. }) => {
                    signed.try_set_value(true);
                    taking.saving.done();
                    app.refresh_drafts().await;
                    if let Some(open) = open {
                        open.changed();
                    }
                    app.replace(Route::Chart(chart, ChartPart::Summary));
                }
                Ok(_) => {
                    busy.try_set(false);
                }
                Err(why) => {
                    busy.try_set(false);
                    failure.try_set(Some(why));
                }
            }
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
            {move || failure.get().map(|why| view! {
                <Message tone=Tone::Alert><p>{not_signed(taking, &why)}</p></Message>
            })}
            <p class="hint">{t!(i18n, people.review.after)}</p>
            <div class="desk-actions">
                <Signer name=review.signer role=review.role site=review.site/>
                <Actions>
                    <Button
                        id="review-back"
                        label=move || t_string!(i18n, people.intake.back_to_form)
                        on_press=move || { taking.back_to_form(); }
                    />
                    <Button
                        id="review-sign"
                        kind=ButtonKind::Primary
                        label=move || t_string!(i18n, people.review.sign)
                        busy
                        on_press=sign
                    />
                </Actions>
            </div>
        </Page>
    }
}

/// "You sign as …, not you?"
#[component]
fn Signer(name: String, role: String, site: String) -> impl IntoView {
    let taking = expect_context::<Taking>();
    let say = taking.say;
    let i18n = say.0;
    let words = move || {
        let (name, role, site) = (name.clone(), say.role(&role), site.clone());
        if site.is_empty() {
            t_string!(i18n, people.review.signer, name = name, role = role)
        } else {
            t_string!(
                i18n,
                people.review.signer_at,
                name = name,
                role = role,
                site = site
            )
        }
    };
    view! {
        <p class="signs-as">
            {words} " "
            <Button
                kind=ButtonKind::Plain
                label=move || t_string!(i18n, people.review.not_you)
                on_press=move || taking.app.switching.set(true)
            />
        </p>
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

/// A full device says until when the words are safe.
fn not_signed(taking: Taking, why: &Failure) -> String {
    let safe = match taking.saving.state() {
        Sealing::Saved(at) => Some(at),
        Sealing::Failed { since, .. } => since,
        Sealing::Untouched => None,
    };
    match why {
        Failure::Storage(StorageTrouble::Full) => taking.say.full_while_signing(safe),
        other => taking.say.failure(other),
    }
}
