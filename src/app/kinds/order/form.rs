//! Ordering tests and images, saying that a specimen was taken, cancelling.

use leptos::prelude::*;
use leptos::text_prop::TextProp;

use super::{presence_word, side_word, urgency_word};
use crate::app::i18n::*;
use crate::app::pages::chart::about::AboutStatement;
use crate::app::pages::chart::problems::{ProblemSelect, problem_rows};
use crate::app::pages::chart::remove_line::RemoveLine;
use crate::app::pages::chart::small_form::{SmallForm, Typed};
use crate::app::state::{Say, use_say};
use crate::app::ui::*;
use crate::chart::draft::{CancelOrderForm, CollectForm, FormField, TestField, TestsForm};
use crate::chart::kinds::{TestDraft, TestKind, Urgency};
use crate::chart::value::{Laterality, Presence};

const FIND: &str = "order-find";

/// The tests that are asked for most, each with what it is examined of.
fn commonest(say: Say) -> [TestDraft; 8] {
    let i18n = say.0;
    let rapid = |name: &str| TestDraft {
        rapid: true,
        ..TestDraft::new(name, TestKind::Laboratory)
    };
    let test = |name: &str, kind| TestDraft::new(name, kind);
    [
        rapid(t_string!(i18n, kinds.order.test.malaria)),
        test(
            t_string!(i18n, kinds.order.test.haemoglobin),
            TestKind::Laboratory,
        ),
        test(
            t_string!(i18n, kinds.order.test.glucose),
            TestKind::Laboratory,
        ),
        test(
            t_string!(i18n, kinds.order.test.urine),
            TestKind::Laboratory,
        ),
        rapid(t_string!(i18n, kinds.order.test.hiv)),
        rapid(t_string!(i18n, kinds.order.test.pregnancy)),
        test(t_string!(i18n, kinds.order.test.x_ray), TestKind::Imaging),
        test(
            t_string!(i18n, kinds.order.test.ultrasound),
            TestKind::Imaging,
        ),
    ]
}

/// The form that orders tests and images. A rapid test carries its answers.
pub fn order_tests(draft: TestsForm, close: Callback<()>) -> AnyView {
    let say = use_say();
    let i18n = say.0;
    let typed = Typed::new(draft);
    let tests = typed.part(|form| &form.tests, |form| &mut form.tests);
    let other = typed.part(|form| &form.other, |form| &mut form.other);
    let take = move |test: TestDraft| {
        let at = tests.get_untracked().len();
        tests.push(test);
        focus_when_drawn(move || focus_id(&line_id(at)));
    };
    let add = move || {
        let what = other.get_untracked().trim().to_owned();
        if !what.is_empty() {
            other.set(String::new());
            take(TestDraft::new(what, TestKind::Laboratory));
        }
    };
    let buttons = move || {
        let chosen = tests.get();
        let all = commonest(say).into_iter();
        // Two pictures of two places may be asked for.
        let all = all.filter(move |test| {
            test.kind == TestKind::Imaging || chosen.iter().all(|one| one.what != test.what)
        });
        all.map(|test| {
            let name = test.what.clone();
            let label = TextProp::from(move || name.clone());
            view! { <Button label on_press=move || take(test.clone())/> }
        })
        .collect_view()
    };
    let count = Memo::new(move |_| tests.get().len());
    view! {
        <SmallForm kept=typed.keep() close>
            <div class="tests-commonest" role="group" aria-label=move || t_string!(i18n, kinds.order.commonest)>
                {buttons}
            </div>
            <Field
                id=FIND
                label=move || t_string!(i18n, kinds.order.find)
                hint=move || t_string!(i18n, kinds.order.find_hint)
                value=other
                error=typed.error(FormField::Words, FIND)
                on_enter=add
            />
            <div class="panel-acts">
                <Button icon=Icon::Add label=move || t_string!(i18n, kinds.order.add) on_press=add/>
            </div>
            {move || (0..count.get()).map(|at| view! { <OneTest typed tests at/> }).collect_view()}
            <ProblemSelect
                id="order-problem"
                rows=problem_rows()
                label=move || t_string!(i18n, kinds.order.problem)
                none=|i18n| t_string!(i18n, kinds.order.no_problem)
                value=typed.part(|form| &form.problem, |form| &mut form.problem)
            />
        </SmallForm>
    }
    .into_any()
}

fn line_id(at: usize) -> String {
    format!("order-test-{at}")
}

/// One test: its answers where it is a rapid one, the rest folded.
#[component]
fn OneTest(typed: Typed<TestsForm>, tests: Bind<Vec<TestDraft>>, at: usize) -> impl IntoView {
    let say = use_say();
    let i18n = say.0;
    let blank = TestDraft::new(String::new(), TestKind::Laboratory);
    let test = tests.line(at, blank);
    let name = Memo::new(move |_| test.get().what);
    let rapid = Memo::new(move |_| test.get().rapid);
    let imaging = Memo::new(move |_| test.get().kind == TestKind::Imaging);
    let id = move |field: &str| format!("order-{at}-{field}");
    let by = id("by");
    let error_id = format!("{by}-day");
    let by_wrong = typed.error(FormField::Test(at as u32, TestField::By), error_id);
    // It is opened for what is wrong in it, and closed by hand alone.
    let open =
        Memo::new(move |open: Option<&bool>| open == Some(&true) || by_wrong.with(Option::is_some));
    let answers: Vec<(Option<Presence>, TextProp)> = std::iter::once(None)
        .chain(Presence::ALL.into_iter().map(Some))
        .map(|answer| {
            let word = move || match answer {
                Some(presence) => presence_word(say, presence),
                None => t_string!(i18n, kinds.order.to_be_done),
            };
            (answer, word.into())
        })
        .collect();
    let answers = StoredValue::new(answers);
    let answer = Bind::new(
        move || Some(test.get().answer),
        move |chosen: Option<Option<Presence>>| {
            let mut now = test.get_untracked();
            now.answer = chosen.flatten();
            test.set(now);
        },
    );
    let urgency = Bind::new(
        move || Some(test.get().urgency),
        move |chosen: Option<Urgency>| {
            let mut now = test.get_untracked();
            now.urgency = chosen.unwrap_or_default();
            test.set(now);
        },
    );
    let kind = Bind::new(
        move || Some(test.get().kind),
        move |chosen: Option<TestKind>| {
            let mut now = test.get_untracked();
            now.kind = chosen.unwrap_or(now.kind);
            test.set(now);
        },
    );
    let kinds = choices![i18n;
        TestKind::Laboratory => kinds.order.laboratory,
        TestKind::Imaging => kinds.order.imaging,
        TestKind::Other => kinds.order.other,
    ];
    let kinds = StoredValue::new(kinds);
    let taken = test.at(|test| &test.taken, |test| &mut test.taken);
    let urgencies = Urgency::ALL.map(|one| (one, (move || urgency_word(say, one)).into()));
    let urgencies = StoredValue::new(Vec::from(urgencies));
    view! {
        <div class="test-line" role="group" id=line_id(at) tabindex="-1" aria-label=move || name.get()>
            <h3><bdi>{move || name.get()}</bdi></h3>
            {move || rapid.get().then(|| view! {
                <Choice
                    id=id("answer")
                    legend=move || t_string!(i18n, kinds.order.answer)
                    value=answer
                    options=answers.get_value()
                />
            })}
            {move || (!rapid.get()).then(|| view! {
                <Choice
                    id=id("kind")
                    legend=move || t_string!(i18n, kinds.order.kind)
                    value=kind
                    options=kinds.get_value()
                />
            })}
            {move || imaging.get().then(|| view! {
                <Field
                    id=id("region")
                    label=move || t_string!(i18n, kinds.order.region)
                    value=test.at(|test| &test.region, |test| &mut test.region)
                />
                <SideChoice id=id("side") value=test.at(|test| &test.side, |test| &mut test.side)/>
            })}
            <details class="opens form-more" prop:open=move || open.get()>
                <summary>{t!(i18n, kinds.order.details)}</summary>
                <Choice
                    id=id("urgency")
                    legend=move || t_string!(i18n, kinds.order.urgency)
                    value=urgency
                    options=urgencies.get_value()
                />
                <Field
                    id=id("specimen")
                    label=move || t_string!(i18n, kinds.order.specimen)
                    value=test.at(|test| &test.specimen, |test| &mut test.specimen)
                />
                <CheckBox id=id("taken") label=move || t_string!(i18n, kinds.order.taken_now) value=taken/>
                <Field
                    id=id("question")
                    label=move || t_string!(i18n, kinds.order.question)
                    value=test.at(|test| &test.question, |test| &mut test.question)
                />
                <DateParts
                    id=by
                    legend=move || t_string!(i18n, kinds.order.by)
                    value=test.at(|test| &test.by, |test| &mut test.by)
                    error=by_wrong
                />
            </details>
            <RemoveLine what=move || name.get() on_press=move || tests.remove(at)/>
        </div>
    }
}

/// Left, right, both, or not said.
#[component]
pub fn SideChoice(#[prop(into)] id: String, value: Bind<Option<Laterality>>) -> impl IntoView {
    let say = use_say();
    let i18n = say.0;
    let options = Laterality::ALL.map(|side| (side, (move || side_word(say, side)).into()));
    view! {
        <Choice id legend=move || t_string!(i18n, kinds.order.side) value options=options.into()/>
    }
}

/// The form that says that the specimen of an order was taken.
pub fn collect(draft: CollectForm, close: Callback<()>) -> AnyView {
    let i18n = use_i18n();
    let order = draft.order;
    let typed = Typed::new(draft);
    view! {
        <SmallForm kept=typed.keep() close>
            <AboutStatement id=order/>
            <Field
                id="collect-specimen"
                label=move || t_string!(i18n, kinds.order.specimen)
                value=typed.part(|form| &form.specimen, |form| &mut form.specimen)
            />
            <DateParts
                id="collect-on"
                legend=move || t_string!(i18n, kinds.order.taken_on)
                value=typed.part(|form| &form.on, |form| &mut form.on)
                error=typed.error(FormField::Date, "collect-on-day")
            />
        </SmallForm>
    }
    .into_any()
}

/// The form that cancels an order.
pub fn cancel_order(draft: CancelOrderForm, close: Callback<()>) -> AnyView {
    const REASON: &str = "cancel-reason";
    let i18n = use_i18n();
    let order = draft.order;
    let typed = Typed::new(draft);
    view! {
        <SmallForm kept=typed.keep() close>
            <AboutStatement id=order/>
            <Field
                id=REASON
                label=move || t_string!(i18n, kinds.order.reason)
                value=typed.part(|form| &form.reason, |form| &mut form.reason)
                error=typed.error(FormField::Reason, REASON)
            />
        </SmallForm>
    }
    .into_any()
}
