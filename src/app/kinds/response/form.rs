//! Filling in a form of the clinic's own: in one sitting, kept sealed while it is typed, reviewed once, signed once.

use leptos::prelude::*;

use super::answering::focus_of;
use super::fields::{Fields, REVIEW, focus_next_open, heading_words};
use super::filling::Filling;
use crate::app::i18n::*;
use crate::app::laid::{self, Laid, Line};
use crate::app::pages::chart::kept_form::Begun;
use crate::app::pages::chart::problems::{ProblemSelect, problem_rows};
use crate::app::pages::chart::{ReviewPage, use_chart};
use crate::app::pages::drafts::{DiscardDraft, DraftLine};
use crate::app::pages::trouble::{Failed, Trouble};
use crate::app::platform::{device, focus};
use crate::app::route::{ChartPart, Route};
use crate::app::state::{App, Autosave, Loaded, Press, use_app};
use crate::app::ui::*;
use crate::chart::draft::{Complaint, Draft, FormDraft, FormField, Lacks};
use crate::chart::kinds::ResponseForm;
use crate::chart::questionnaire::{Answers, Questionnaire};
use crate::engine::protocol::{Review, WriteFailure, ask};

/// The page of a form that is filled in; the form itself is asked for by its digest.
pub fn fill_in(draft: ResponseForm, _close: Callback<()>) -> AnyView {
    let begun = expect_context::<Begun>();
    let loaded = Loaded::of(ask::Form(draft.definition));
    let draft = StoredValue::new(draft);
    let chosen = move || match (loaded.value.get(), loaded.failure.get()) {
        (Some(form), _) => {
            let (draft, begun) = (draft.get_value(), begun.clone());
            view! { <Editor form draft begun/> }.into_any()
        }
        (None, Some(_)) => view! { <NotHere failure=loaded.failure/> }.into_any(),
        (None, None) => ().into_any(),
    };
    chosen.into_any()
}

/// The form is not in this vault any more: what was typed stays a draft.
#[component]
fn NotHere(failure: RwSignal<Option<crate::engine::protocol::Failure>>) -> impl IntoView {
    let i18n = use_i18n();
    let to = Route::Chart(use_chart().id, ChartPart::Summary);
    view! {
        <Page title=move || t_string!(i18n, kinds.response.fill_in)>
            <Failed failure=failure/>
            <Actions><ButtonLink label=move || t_string!(i18n, chart.tabs.summary) to/></Actions>
        </Page>
    }
}

/// Going from filling in to review.
#[derive(Clone, Copy)]
struct Reviewing {
    app: App,
    filling: Filling,
    saving: Autosave,
    reviewed: RwSignal<Option<Review>>,
    press: Press,
}

impl Reviewing {
    /// Seals the draft, then asks what signing it would make permanent. Never signs.
    fn begin(self) {
        if self.reviewed.with_untracked(Option::is_some) {
            return;
        }
        self.press.run(async move || {
            self.saving.now().await?;
            let review = self.app.ask(ask::ReviewDraft(self.saving.id())).await?;
            match review.lacks {
                Some(Lacks::Form(complaints)) => self.show(complaints),
                Some(other) => return Err(WriteFailure::Lacks(other).into()),
                None => {
                    self.reviewed.try_set(Some(review));
                }
            }
            Ok(())
        });
    }

    /// One that is complained of takes the focus; of several the first line of what stands on top.
    fn show(self, complaints: Vec<Complaint<FormField>>) {
        self.filling.complain(complaints);
        let first = self
            .filling
            .wrong
            .with_untracked(|wrong| match wrong.as_slice() {
                [(only, _)] => focus_of(only),
                _ => WRONG.to_owned(),
            });
        focus_soon(first);
    }

    fn put_away(self) {
        self.press.run(async move || {
            // Why it failed is told beside the words.
            if self.saving.now().await.is_ok() {
                self.app.go(Route::Today);
            }
            Ok(())
        });
    }
}

#[component]
fn Editor(form: Questionnaire, draft: ResponseForm, begun: Begun) -> impl IntoView {
    let app = use_app();
    let chart = use_chart();
    let untouched = ResponseForm::blank(draft.definition, &form, draft.language).answers;
    let filling = Filling::begin(form, draft);
    let started = device::now();
    let at = RwSignal::new(begun.cursor.clone());
    let id = begun.id;
    let saving = Autosave::keep(id, move || {
        let form = FormDraft {
            chart: chart.id,
            started,
            form: filling.draft.get_untracked().into(),
        };
        (Draft::Form(Box::new(form)), at.get_untracked())
    });
    if let Some(saved) = begun.saved {
        saving.loaded(saved);
    }
    Effect::new(move |before: Option<()>| {
        filling.draft.track();
        if before.is_some() {
            saving.touched();
        }
    });
    on_cleanup(move || {
        let now = filling
            .draft
            .try_with_untracked(|draft| draft.answers == untouched);
        // A form in which nothing was answered is never signed: there is a draft of it.
        if now == Some(true) {
            saving.done();
            leptos::task::spawn_local(async move {
                // A blank draft that could not be discarded stays in the list of drafts; nothing is lost.
                let _ = app.ask(ask::DiscardDraft(id)).await;
                app.refresh_drafts().await;
            });
        }
    });
    leptos::task::spawn_local(async move { app.refresh_drafts().await });
    focus::return_to(begun.cursor);
    let reviewed = RwSignal::new(None::<Review>);
    let reviewing = Reviewing {
        app,
        filling,
        saving,
        reviewed,
        press: Press::new(),
    };
    keys(reviewing, at);
    move || match reviewed.get() {
        Some(review) => view! { <FormReview review reviewing/> }.into_any(),
        None => view! { <Sitting reviewing at/> }.into_any(),
    }
}

#[component]
fn FormReview(review: Review, reviewing: Reviewing) -> impl IntoView {
    let i18n = use_i18n();
    let reviewed = reviewing.reviewed;
    view! {
        <ReviewPage
            review
            saving=reviewing.saving
            back=move || t_string!(i18n, kinds.response.back)
            on_back=move |()| reviewed.set(None)
            signed=move || t_string!(i18n, kinds.response.signed)
        />
    }
}

#[component]
fn Sitting(reviewing: Reviewing, at: RwSignal<String>) -> impl IntoView {
    let i18n = use_i18n();
    let filling = reviewing.filling;
    let remember = move |event: web_sys::FocusEvent| {
        if let Some(field) = focus::came_to(&event) {
            at.set(field);
        }
    };
    let count = Memo::new(move |_| counted(filling, None));
    let so_far = move || {
        let laid::Count { answered, of } = count.get();
        t_string!(i18n, kinds.response.so_far, answered = answered, of = of)
    };
    let aside = ViewFn::from(move || {
        view! {
            <span class="form-so-far">{so_far}</span>
            <Button label=move || t_string!(i18n, common.later) on_press=move || reviewing.put_away()/>
        }
    });
    let problem = Bind::part(
        filling.draft,
        |draft| draft.problem,
        |draft, problem| draft.problem = problem,
    );
    view! {
        <Page title=move || filling.title() aside wide=true>
            <Wrong filling/>
            <div class="form-page">
                <Groups filling/>
                <div class="form-fields" on:focusin=remember>
                    <ProblemSelect
                        id="form-problem"
                        rows=problem_rows()
                        label=move || t_string!(i18n, kinds.report.problem)
                        none=|i18n| t_string!(i18n, kinds.report.no_problem)
                        value=problem
                    />
                    <Fields filling/>
                    <Trouble failure=reviewing.press.failure/>
                    <Discard reviewing/>
                </div>
            </div>
            <div class="desk-actions">
                <DraftLine saving=reviewing.saving/>
                <Actions>
                    <Button
                        id=REVIEW
                        label=move || t_string!(i18n, chart.note.review)
                        kind=ButtonKind::Primary
                        busy=reviewing.press.busy
                        on_press=move || reviewing.begin()
                    />
                </Actions>
            </div>
        </Page>
    }
}

fn counted(filling: Filling, group: Option<&Laid>) -> laid::Count {
    let answers = |draft: &ResponseForm| {
        filling
            .laid
            .with(|laid| laid::count(group, laid, &draft.answers))
    };
    filling.draft.with(answers)
}

/// The first line of what is complained of.
const WRONG: &str = "form-wrong-0";

/// "2 answers need you", each a way to its field.
#[component]
fn Wrong(filling: Filling) -> impl IntoView {
    let say = filling.say;
    let i18n = say.0;
    let wrong = move || filling.wrong.get();
    let line = move |(at, (one, why)): (usize, (Laid, crate::chart::draft::Why))| {
        let words = say.labelled(&filling.words(&one.item), &say.why(&why));
        view! {
            <li>
                <Button
                    id=format!("form-wrong-{at}")
                    kind=ButtonKind::Plain
                    label=words
                    on_press=move || focus_id(&focus_of(&one))
                />
            </li>
        }
    };
    move || {
        let wrong = wrong();
        let count = wrong.len() as u32;
        (count > 0).then(|| {
            view! {
                <Message tone=Tone::Alert>
                    <p>{t_string!(i18n, kinds.response.needs_you, count = count)}</p>
                    <ul class="form-wrong">{wrong.into_iter().enumerate().map(line).collect_view()}</ul>
                </Message>
            }
        })
    }
}

/// On a laptop, beside the form: its groups with how much of each is answered, and what is not asked yet.
#[component]
fn Groups(filling: Filling) -> impl IntoView {
    let i18n = filling.say.0;
    let app = use_app();
    let groups = Memo::new(move |_| filling.lines.with(|lines| top_groups(lines)));
    let row = move |group: Laid| {
        let to = group.clone();
        let words = {
            let group = group.clone();
            move || heading_words(filling, &group)
        };
        let count = move || {
            let laid::Count { answered, of } = counted(filling, Some(&group));
            format!("{answered}/{of}")
        };
        view! {
            <li>
                <button type="button" on:click=move |_| enter(filling, &to)>
                    <span translate="no">{words}</span> " " <span class="form-count">{count}</span>
                </button>
            </li>
        }
    };
    let left = move || {
        let laid::Count { answered, of } = counted(filling, None);
        of - answered
    };
    let beside = Memo::new(move |_| app.wide.get() && groups.with(|groups| groups.len() > 1));
    move || {
        beside.get().then(|| {
            view! {
                <nav class="form-groups" aria-label=move || t_string!(i18n, kinds.response.groups)>
                    <ul>
                        {move || groups.get().into_iter().map(row).collect_view()}
                        <li>
                            <button type="button" on:click=move |_| focus_next_open(filling)>
                                {move || t_string!(i18n, kinds.response.not_asked_yet, n = left())}
                            </button>
                        </li>
                    </ul>
                </nav>
            }
        })
    }
}

fn top_groups(lines: &[Line]) -> Vec<Laid> {
    let groups = lines.iter().filter_map(|line| match line {
        Line::Heading(one) if one.level == 0 => Some(one.clone()),
        _ => None,
    });
    groups.collect()
}

/// Goes to the first question of a group.
fn enter(filling: Filling, group: &Laid) {
    let first = filling.laid.with_untracked(|laid| {
        let mut inside = laid::inside(Some(group), laid).iter();
        inside.find(|one| one.is_open()).map(focus_of)
    });
    focus_id(&first.unwrap_or_else(|| group.id()));
}

/// Throwing the draft away stands apart, and only once there is something to throw away.
#[component]
fn Discard(reviewing: Reviewing) -> impl IntoView {
    let i18n = use_i18n();
    let chart = use_chart();
    let open = RwSignal::new(false);
    let gone = move |()| {
        chart.changed();
        reviewing
            .app
            .replace(Route::Chart(chart.id, ChartPart::Summary));
    };
    let written = Memo::new(move |_| {
        reviewing
            .filling
            .draft
            .with(|draft| draft.answers != Answers::default())
    });
    view! {
        <div class="note-discard">
            {move || written.get().then(|| view! {
                <Button
                    label=move || t_string!(i18n, common.draft.discard)
                    kind=ButtonKind::Plain
                    on_press=move || open.set(true)
                />
            })}
        </div>
        <DiscardDraft saving=reviewing.saving open on_gone=gone/>
    }
}

fn keys(reviewing: Reviewing, at: RwSignal<String>) {
    on_command(move |command| match command {
        Command::Review => {
            reviewing.begin();
            true
        }
        Command::NextSection => step(reviewing.filling, at, 1),
        Command::PreviousSection => step(reviewing.filling, at, -1),
        Command::Escape if reviewing.reviewed.with_untracked(Option::is_some) => {
            reviewing.reviewed.set(None);
            true
        }
        _ => false,
    });
}

/// To the first question of the next or the previous group.
fn step(filling: Filling, at: RwSignal<String>, by: isize) -> bool {
    let groups = filling.lines.with_untracked(|lines| top_groups(lines));
    let here = at
        .with_untracked(|at| filling.group_of(at))
        .and_then(|here| groups.iter().position(|group| group.id() == here.id()));
    let next = match here {
        Some(here) => here.checked_add_signed(by),
        None => Some(0),
    };
    if let Some(group) = next.and_then(|next| groups.get(next)) {
        enter(filling, group);
    }
    true
}
