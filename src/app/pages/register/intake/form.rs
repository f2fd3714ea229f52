//! The form: by urgency with the rest folded on a phone, three columns on a laptop.

use leptos::prelude::*;

use super::birth::BirthQuestion;
use super::compare::Beside;
use super::contact::ToldHowKept;
use super::elements::FAMILY;
use super::measure::MassIndex;
use super::questions::{Fold, QuestionsForm, ask};
use super::taking::Taking;
use super::who::{Names, SexQuestion};
use crate::app::desk;
use crate::app::i18n::*;
use crate::app::pages::drafts::{DiscardDraft, DraftLine};
use crate::app::platform::timers::sleep;
use crate::app::platform::{device, focus};
use crate::app::route::{ChartPart, Route};
use crate::app::state::use_app;
use crate::app::ui::*;
use crate::chart::asking::Group;
use crate::chart::kinds::Question;

#[component]
pub fn FormPage(taking: Taking) -> impl IntoView {
    let i18n = taking.say.0;
    let app = use_app();
    let wide = app.wide;
    if wide.get_untracked() || !taking.cursor.with_untracked(String::is_empty) {
        focus_first(taking);
    }
    let later = move || {
        let away = taking.away();
        leptos::task::spawn_local(async move {
            if taking.saving.now().await.is_ok() {
                app.refresh_drafts().await;
                app.go(away);
            }
        });
    };
    let aside = move || {
        view! {
            {(!taking.is_later()).then(|| view! { <Elapsed/> })}
            <DraftLine saving=taking.saving/>
            <Button id="intake-later" label=move || t_string!(i18n, common.later) on_press=later/>
        }
    };
    // Turning the tablet draws the form anew; the focus goes back to the field it was in.
    Effect::new(move |before: Option<bool>| {
        let wide = wide.get();
        if before.is_some_and(|before| before != wide) {
            focus_soon(taking.cursor.get_untracked());
        }
        wide
    });
    view! {
        <Page
            title=move || if taking.is_later() {
                t_string!(i18n, people.questions.title)
            } else {
                t_string!(i18n, people.new_person)
            }
            wide=true
            no_focus=wide.get_untracked() && !taking.is_later()
            aside
        >
            <Joined taking/>
            <div
                class="intake"
                on:focusin=move |event| note_focus(taking, &event)
                on:focusout=move |_| taking.typing.moved(None)
            >
                {move || match (taking.later.get_value(), wide.get()) {
                    (Some(later), _) => view! { <QuestionsForm later/> }.into_any(),
                    (None, true) => view! { <WideForm taking/> }.into_any(),
                    (None, false) => view! { <PhoneForm taking/> }.into_any(),
                }}
            </div>
            <Foot taking/>
        </Page>
    }
}

/// The first field of a new form, or the one a draft was left in.
fn focus_first(taking: Taking) {
    leptos::task::spawn_local(async move {
        sleep(40).await;
        if taking.is_left() {
            return;
        }
        let cursor = taking.cursor.get_untracked();
        match (cursor.is_empty(), taking.is_later()) {
            (false, _) => focus_id(&cursor),
            (true, false) => focus_id(FAMILY),
            (true, true) => {}
        }
    });
}

fn note_focus(taking: Taking, event: &web_sys::FocusEvent) {
    if let Some(id) = focus::came_to(event) {
        taking.cursor.set(id.clone());
        taking.typing.moved(Some(id));
    }
}

/// How long the form has been open: an intake takes under a minute. Not kept.
#[component]
fn Elapsed() -> impl IntoView {
    let since = crate::app::platform::timers::now_ms();
    let seconds = RwSignal::new(0u32);
    leptos::task::spawn_local(async move {
        loop {
            sleep(1000).await;
            let passed = (crate::app::platform::timers::now_ms() - since) / 1000.0;
            if seconds.try_set(passed as u32).is_some() {
                return;
            }
        }
    });
    let words = move || {
        let seconds = seconds.get();
        format!("{}:{:02}", seconds / 60, seconds % 60)
    };
    view! { <span class="elapsed" aria-hidden="true">{words}</span> }
}

/// Whose chart this goes to, once "It is this person" was said.
#[component]
fn Joined(taking: Taking) -> impl IntoView {
    let say = taking.say;
    let i18n = say.0;
    let chart = Memo::new(move |_| taking.draft.with(|draft| draft.chart));
    let chart = move || chart.get().filter(|_| !taking.is_later());
    let words = move || match taking.joined.get() {
        Some((person, _)) => t_string!(
            i18n,
            people.compare.joined,
            name = say.name(&person),
            number = person.number
        ),
        None => t_string!(i18n, people.compare.joined_chart).to_string(),
    };
    move || {
        chart().map(|chart| {
            view! {
                <div id="intake-joined" tabindex="-1">
                    <Message>
                        <p>{words}</p>
                        <div class="together-row">
                            <ButtonLink
                                kind=ButtonKind::Plain
                                label=move || t_string!(i18n, people.compare.open_chart)
                                to=Route::Chart(chart, ChartPart::Summary)
                            />
                            <Button
                                kind=ButtonKind::Plain
                                label=move || t_string!(i18n, people.compare.not_them)
                                on_press=move || { taking.it_is_not(); focus_soon(FAMILY); }
                            />
                        </div>
                    </Message>
                </div>
            }
        })
    }
}

/// The questions of a group in their order, those that are meant.
fn questions(group: Group, meant: fn(Question) -> bool) -> impl IntoView {
    let asked = group.questions().filter(|question| meant(*question));
    let asked = asked.map(|question| {
        let height = question == Question::Height;
        view! { {ask(question)} {height.then(|| view! { <MassIndex/> })} }
    });
    asked.collect_view()
}

#[component]
fn WideForm(taking: Taking) -> impl IntoView {
    let i18n = taking.say.0;
    view! {
        <div class="intake-wide">
            <div class="columns intake-columns">
                <Panel title=move || t_string!(i18n, people.intake.who)>
                    <div class="stack">
                        <Names/><SexQuestion/><BirthQuestion/>
                        {questions(Group::Who, |_| true)}
                    </div>
                </Panel>
                <Panel title=move || t_string!(i18n, people.intake.now)>
                    <div class="stack">
                        {questions(Group::Now, |_| true)}
                    </div>
                </Panel>
                <Panel title=move || t_string!(i18n, people.intake.before)>
                    <div class="stack">
                        {questions(Group::Before, |_| true)}
                        <ToldHowKept/>
                    </div>
                </Panel>
            </div>
            <Beside taking/>
        </div>
    }
}

#[component]
fn PhoneForm(taking: Taking) -> impl IntoView {
    let i18n = taking.say.0;
    let today = device::now().day();
    let up_front = Memo::new(move |_| {
        taking
            .draft
            .with(|draft| desk::pregnancy_up_front(draft, today))
    });
    let counts = Memo::new(move |_| taking.draft.with(|draft| desk::folded(draft, today)));
    let folded = taking.unfolded;
    let words = move || {
        let (all, answered) = counts.get();
        t_string!(
            i18n,
            people.intake.more_questions,
            n = all,
            answered = answered
        )
    };
    view! {
        <div class="stack">
            <Names/><SexQuestion/><BirthQuestion/>
            {[Question::Reason, Question::Allergies].map(ask)}
            {move || up_front.get().then(|| questions(Group::Now, Question::is_about_bearing))}
            {[Question::Medicines, Question::Weight].map(ask)}
            <Fold id="intake-fold" opens="intake-folded" open=folded words/>
            <div id="intake-folded" class="stack" hidden=move || !folded.get()>
                {questions(Group::Now, |question| !(question.is_asked_first() || question.is_about_bearing()))}
                {move || (!up_front.get()).then(|| questions(Group::Now, Question::is_about_bearing))}
                {questions(Group::Who, |_| true)}
                {questions(Group::Before, |_| true)}
                <ToldHowKept/>
            </div>
        </div>
    }
}

/// What is still missing or not asked, and the way to review.
#[component]
fn Foot(taking: Taking) -> impl IntoView {
    let say = taking.say;
    let i18n = say.0;
    let not_asked = Memo::new(move |_| {
        let who = taking.concerned(device::now().day());
        let mut left = taking.draft.with(|draft| draft.not_asked(who));
        taking.later.with_value(|later| {
            if let Some(later) = later {
                left.retain(|question| later.not_asked.contains(question));
            }
        });
        left.len()
    });
    let discarding = RwSignal::new(false);
    view! {
        <div class="intake-foot">
            <Button
                kind=ButtonKind::Plain
                label=move || t_string!(i18n, common.draft.discard)
                on_press=move || discarding.set(true)
            />
            {move || taking.failure.get().map(|failure| view! {
                <Message tone=Tone::Alert><p>{move || say.failure(&failure)}</p></Message>
            })}
        </div>
        <div class="desk-actions">
            <MissingList taking/>
            <Alike taking/>
            <div class="hint intake-state">
                <span>{move || t_string!(i18n, people.intake.not_asked_count, n = not_asked.get())}</span>
                // On a phone; a wide page says it beside the title.
                <DraftLine saving=taking.saving/>
            </div>
            <Actions>
                <Button
                    id="intake-review"
                    kind=ButtonKind::Primary
                    label=move || t_string!(i18n, people.intake.review)
                    busy=taking.busy
                    on_press=move || taking.go_to_review()
                />
            </Actions>
        </div>
        <DiscardDraft saving=taking.saving open=discarding on_gone=move |()| taking.app.replace(taking.away())/>
    }
}

/// On a phone the comparison is a page of its own; that there is someone to compare with is said before the form is whole.
#[component]
fn Alike(taking: Taking) -> impl IntoView {
    let i18n = taking.say.0;
    let count = Memo::new(move |_| taking.resembling.with(Vec::len) as u32);
    move || {
        let count = count.get();
        (count > 0 && !taking.app.wide.get()).then(|| {
            view! {
                <Button
                    id="intake-alike"
                    kind=ButtonKind::Plain
                    label=move || t_string!(i18n, people.compare.alike, count = count)
                    on_press=move || taking.comparing.set(true)
                />
            }
        })
    }
}

#[component]
fn MissingList(taking: Taking) -> impl IntoView {
    let say = taking.say;
    let i18n = say.0;
    let words = move || {
        let missing = taking.missing.get();
        (taking.tried.get() && !missing.is_empty()).then(|| {
            t_string!(
                i18n,
                people.intake.missing_count,
                count = missing.len() as u32
            )
        })
    };
    view! { <p class="missing-line" role="status">{words}</p> }
}
