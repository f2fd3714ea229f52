//! One question of a form on its page: its words, its controls, the other answers, what is wrong with it.

use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::answering::{Answering, Other, error_at, label, label_at};
use super::choice::{ListOfOptions, Options, YesNo};
use super::filling::Filling;
use super::number::Number;
use super::paper::Papers;
use crate::app::i18n::*;
use crate::app::kinds::no_fact_word;
use crate::app::laid::{Laid, is_a_list};
use crate::app::ui::*;
use crate::chart::draft::DateDraft;
use crate::chart::kinds::NoFact;
use crate::chart::questionnaire::{ItemKind, MOST_ROWS, Words};

#[component]
pub fn Question(filling: Filling, one: Laid) -> impl IntoView {
    let called_up = one.is_called_up();
    let (level, read_only) = (one.level, one.item.read_only);
    let of = Answering::of(filling, one);
    let controls = if read_only {
        view! { <AsItBegins of/> }.into_any()
    } else {
        controls(of)
    };
    view! {
        <div
            class=format!("form-line form-level-{}", level.min(3))
            class:form-called-up=called_up
            on:focusin=move |event| of.here.moved(field_of(&event))
            on:focusout=move |_| of.here.moved(None)
        >
            {controls}
        </div>
    }
}

fn controls(of: Answering) -> AnyView {
    let kind = of.item(|item| item.kind.clone());
    match kind {
        ItemKind::Boolean => view! { <Row of><YesNo of/></Row> }.into_any(),
        ItemKind::Choice(choice) if of.item(is_a_list) => {
            view! { <Row of><ListOfOptions of choice/></Row> }.into_any()
        }
        ItemKind::Choice(choice) => view! { <Row of><Options of choice/></Row> }.into_any(),
        ItemKind::Number(number) => {
            let number = StoredValue::new(number);
            let draw = move |at| view! { <Number of number at/> }.into_any();
            view! { <Values of draw/> }.into_any()
        }
        ItemKind::Words(words) => {
            let draw = move |at| view! { <OneText of words at/> }.into_any();
            view! { <Values of draw/> }.into_any()
        }
        ItemKind::Date => {
            let draw = move |at| view! { <OneDate of at/> }.into_any();
            view! { <Values of draw/> }.into_any()
        }
        ItemKind::DateTime => {
            let draw = move |at| view! { <OneDate of at with_time=true/> }.into_any();
            view! { <Values of draw/> }.into_any()
        }
        ItemKind::Paper => view! { <Row of><Papers of/></Row> }.into_any(),
        ItemKind::Group | ItemKind::Display | ItemKind::Score(_) => ().into_any(),
    }
}

/// What one types in; a press on a button is none.
fn field_of(event: &web_sys::FocusEvent) -> Option<String> {
    let element: web_sys::Element = event.target()?.dyn_into().ok()?;
    let types = element.matches("input[type=text], textarea").ok()?;
    types.then(|| element.id())
}

/// Several controls that together answer the question, and the other answers.
#[component]
fn Row(of: Answering, children: Children) -> impl IntoView {
    let (words_id, error_id) = (format!("{}-words", of.id()), format!("{}-error", of.id()));
    let (labelled, described) = (words_id.clone(), error_id.clone());
    let label = label(of);
    view! {
        <div class="form-row" role="group" aria-labelledby=labelled aria-describedby=described>
            <p class="form-words" id=words_id translate="no">{move || label.get()}</p>
            <div class="form-controls">
                {children()}
                <OtherAnswer of/>
            </div>
            <p class="field-error" id=error_id role="alert">{move || of.error.get()}</p>
        </div>
    }
}

/// One field a value; a question that takes several offers another.
#[component]
fn Values(
    of: Answering,
    draw: impl Fn(usize) -> AnyView + Copy + Send + Sync + 'static,
) -> impl IntoView {
    let say = of.filling.say;
    let i18n = say.0;
    let repeats = of.item(|item| item.repeats);
    let wanted = RwSignal::new(1);
    let count = Memo::new(move |_| {
        let written = of.typing.with(|typing| typing.values.len());
        written.max(wanted.get())
    });
    let add = move || {
        let at = count.get_untracked();
        wanted.set(at + 1);
        let id = format!("{}-at{at}", of.id());
        focus_when_drawn(move || {
            focus_id(&format!("{id}-day"));
            focus_id(&id);
        });
    };
    let may_add = move || repeats && count.get() < MOST_ROWS as usize;
    view! {
        <div class="form-controls" class:form-set-aside=move || matches!(of.other(), Other::NoFact(_))>
            <div class="form-values">
                <For each=move || 0..count.get() key=|at| *at let:at>{draw(at)}</For>
                {move || may_add().then(|| view! {
                    <Button
                        label=move || t_string!(i18n, kinds.response.another_answer)
                        says=move || say.labelled(t_string!(i18n, kinds.response.another_answer), &of.words())
                        icon=Icon::Add
                        on_press=add
                    />
                })}
            </div>
            <OtherAnswer of/>
        </div>
    }
}

#[component]
fn OneText(of: Answering, words: Words, at: usize) -> impl IntoView {
    let id = format!("{}-at{at}", of.id());
    let (label, value, error) = (label_at(of, at), of.text(at), error_at(of, at));
    match words.several_lines {
        true => view! { <TextArea id label value error/> }.into_any(),
        false => view! { <Field id label value error/> }.into_any(),
    }
}

#[component]
fn OneDate(of: Answering, at: usize, #[prop(optional)] with_time: bool) -> impl IntoView {
    let i18n = of.filling.say.0;
    let id = format!("{}-at{at}", of.id());
    let both = of.date(at);
    let date = both.at(|both| &both.0, |both| &mut both.0);
    let time = both.at(|both| &both.1, |both| &mut both.1);
    // What is no date is said by the field of the date itself.
    let error = Signal::derive(move || {
        let unread = date.get() != DateDraft::default() && date.get().read().is_err();
        error_at(of, at).get().filter(|_| !unread)
    });
    view! {
        <DateParts id=id.clone() legend=label_at(of, at) value=date error/>
        {with_time.then(|| view! {
            <Field
                id=format!("{id}-time")
                label=move || t_string!(i18n, chart.note.late_time)
                hint=move || t_string!(i18n, chart.note.late_time_hint)
                size=8
                value=time
            />
        })}
    }
}

/// What is shown and not asked.
#[component]
fn AsItBegins(of: Answering) -> impl IntoView {
    let words = move || of.one.with_value(|one| of.filling.typed_words(one));
    view! {
        <p class="form-words" translate="no">{move || of.words()}</p>
        <p translate="no">{words}</p>
    }
}

/// *Not asked*, *Not known*, *Declined*: one row where five buttons take three.
#[component]
fn OtherAnswer(of: Answering) -> impl IntoView {
    let say = of.filling.say;
    let i18n = say.0;
    let state = Memo::new(move |_| of.other());
    let has_own = Memo::new(move |_| state.get() == Other::Own);
    let is_boolean = of.item(|item| item.kind == ItemKind::Boolean);
    let others = [
        (Other::NotAsked, "not-asked"),
        (Other::NoFact(NoFact::None), "none"),
        (Other::NoFact(NoFact::NotKnown), "not-known"),
        (Other::NoFact(NoFact::Declined), "declined"),
    ];
    // To a question of yes or no, none is no.
    let offered = move |other: &Other| !is_boolean || *other != Other::NoFact(NoFact::None);
    let word = move |other: Other| match other {
        Other::NotAsked => t_string!(i18n, ui.not_asked).to_owned(),
        Other::Own => t_string!(i18n, kinds.response.other_answer).to_owned(),
        Other::NoFact(NoFact::None) => t_string!(i18n, ui.none).to_owned(),
        Other::NoFact(no_fact) => capital(no_fact_word(say, no_fact)),
    };
    let options = others.into_iter().filter(|(other, _)| offered(other));
    let options = options.map(|(other, name)| {
        view! {
            <option value=name prop:selected=move || state.get() == other>{move || word(other)}</option>
        }
    });
    let options = options.collect_view();
    let choose = move |event: web_sys::Event| {
        let name = event_target_value(&event);
        let chosen = others.iter().find(|(_, other)| *other == name);
        if let Some((other, _)) = chosen {
            of.choose_other(*other);
        }
    };
    view! {
        <select
            id=format!("{}-other", of.id())
            class="other-answer"
            class:other-answer-unasked=move || state.get() == Other::NotAsked
            autocomplete="off"
            aria-label=move || t_string!(i18n, kinds.response.other_answer_to, question = of.words())
            on:change=choose
        >
            {move || has_own.get().then(|| view! {
                <option value="" prop:selected=true>{move || word(Other::Own)}</option>
            })}
            {options}
        </select>
    }
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(letters).collect()
}
