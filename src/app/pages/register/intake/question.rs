//! Questions that know the five answers: in words, or in lines.

use leptos::prelude::*;
use leptos::text_prop::TextProp;

use super::elements::element;
use super::taking::{Of, Taking};
use crate::app::i18n::*;
use crate::app::ui::*;
use crate::chart::kinds::Question;

/// The five answers as one list beside a field. Writing in the field chooses "yes" by itself.
#[component]
pub fn AnswerList(
    label: TextProp,
    value: Bind<Five>,
    #[prop(optional)] words: FiveWords,
    /// What "yes" is called here; else "As written".
    #[prop(optional, into)]
    yes: Option<TextProp>,
) -> impl IntoView {
    let i18n = use_i18n();
    let yes = yes.unwrap_or_else(|| (move || t_string!(i18n, people.intake.as_written)).into());
    let options = Five::ALL
        .into_iter()
        .map(|five| {
            let word: TextProp = if five == Five::Yes {
                yes.clone()
            } else {
                (move || five_word(i18n, five, words)).into()
            };
            (five, word)
        })
        .collect::<Vec<_>>();
    let says = move || {
        t_string!(
            i18n,
            people.intake.answer_to,
            question = label.get().to_string()
        )
    };
    let on_key = move |event: web_sys::KeyboardEvent| {
        if let Some(five) = chosen_by(&event) {
            value.set(five);
        }
    };
    view! {
        <div
            class="answer-list answers"
            class:unasked=move || value.get() == Five::NotAsked
            on:keydown=on_key
        >
            <Select label=says label_hidden=true value options/>
        </div>
    }
}

/// A question answered in words.
#[component]
pub fn WordsQuestion(
    #[prop(into)] label: TextProp,
    question: Question,
    of: Of<String>,
    #[prop(optional)] kind: FieldKind,
    /// A box that grows, for sentences.
    #[prop(optional)]
    long: bool,
    #[prop(optional, into)] hint: Option<TextProp>,
) -> impl IntoView {
    let taking = expect_context::<Taking>();
    let five = bind_answer(taking.draft, of.get, of.get_mut);
    let text = words_of(taking, of, five);
    let id = element(question);
    let error = taking.error(question);
    let field = match (long, hint) {
        (true, _) => {
            view! { <TextArea id label=label.clone() value=text error rows=1/> }.into_any()
        }
        (false, Some(hint)) => {
            view! { <Field id label=label.clone() value=text kind hint error/> }.into_any()
        }
        (false, None) => view! { <Field id label=label.clone() value=text kind error/> }.into_any(),
    };
    view! {
        <div class="question">
            {field}
            <AnswerList label value=five/>
        </div>
    }
}

/// A question answered in lines.
#[component]
pub fn ListQuestion<T>(
    #[prop(into)] id: String,
    #[prop(into)] legend: TextProp,
    question: Question,
    /// "Another allergy".
    #[prop(into)]
    add: TextProp,
    line: fn(Bind<T>, String) -> AnyView,
    of: Of<Vec<T>>,
) -> impl IntoView
where
    T: Clone + Default + PartialEq + Send + Sync + 'static,
{
    let taking = expect_context::<Taking>();
    let value = bind_answer(taking.draft, of.get, of.get_mut);
    let lines = bind_yes(taking.draft, of.get, of.get_mut);
    view! {
        <FiveAnswers id legend value error=taking.error(question)>
            <Lines lines id=element(question) add=add.clone() line/>
        </FiveAnswers>
    }
}

/// A question of yes or no that has a few words more to a yes; it is there while it can concern the person.
#[component]
pub fn YesNoQuestion(
    id: &'static str,
    #[prop(into)] legend: TextProp,
    question: Question,
    #[prop(into)] label: TextProp,
    of: Of<String>,
) -> impl IntoView {
    let taking = expect_context::<Taking>();
    let five = bind_answer(taking.draft, of.get, of.get_mut);
    let words = bind_yes(taking.draft, of.get, of.get_mut);
    let shown = taking.shown(question);
    move || {
        let (legend, label) = (legend.clone(), label.clone());
        shown.get().then(|| {
            view! {
                <FiveAnswers id legend words=FiveWords::YesNo value=five>
                    <Field id=element(question) label=label.clone() value=words/>
                </FiveAnswers>
            }
        })
    }
}

/// Typing says "yes"; taking every letter away says "not asked" again.
fn words_of(taking: Taking, of: Of<String>, five: Bind<Five>) -> Bind<String> {
    let yes = bind_yes(taking.draft, of.get, of.get_mut);
    Bind::new(
        move || yes.get(),
        move |words: String| {
            let emptied = words.is_empty();
            yes.set(words);
            if emptied {
                five.set(Five::NotAsked);
            }
        },
    )
}

/// Lines under each other, one to begin with. The first field of each has the id `<id>-<number>`.
#[component]
pub fn Lines<T>(
    lines: Bind<Vec<T>>,
    id: &'static str,
    /// "Another allergy".
    #[prop(into)]
    add: TextProp,
    line: fn(Bind<T>, String) -> AnyView,
) -> impl IntoView
where
    T: Clone + Default + PartialEq + Send + Sync + 'static,
{
    let i18n = use_i18n();
    let count = Memo::new(move |_| lines.get().len().max(1));
    let remove = move |at: usize| {
        lines.remove(at);
        focus_soon(format!("{id}-{}", at.saturating_sub(1)));
    };
    let more = move || {
        let mut all = lines.get_untracked();
        let at = all.len().max(1);
        all.resize(at + 1, T::default());
        lines.set(all);
        focus_soon(format!("{id}-{at}"));
    };
    view! {
        <div class="line-list">
            <For each=move || 0..count.get() key=|at| *at let:at>
                <div class="line-edit">
                    {line(lines.line(at, T::default()), format!("{id}-{at}"))}
                    {move || (count.get() > 1).then(|| view! {
                        <Button
                            kind=ButtonKind::Plain
                            icon=Icon::Remove
                            label=move || t_string!(i18n, people.intake.remove)
                            says=move || t_string!(i18n, people.intake.remove_line, n = at + 1)
                            on_press=move || remove(at)
                        />
                    })}
                </div>
            </For>
            <Button kind=ButtonKind::Plain icon=Icon::Add label=add on_press=more/>
        </div>
    }
}
