//! Answers that are chosen: yes or no, few options as buttons, many in a list, another one in words.

use leptos::prelude::*;

use super::answering::{Answering, Other, label};
use crate::app::i18n::*;
use crate::app::ui::*;
use crate::chart::kinds::NoFact;
use crate::chart::questionnaire::{Choice, Typed};

/// One button. Several of them may be chosen where they are boxes.
#[component]
fn Segment(
    id: String,
    name: String,
    #[prop(optional)] is_box: bool,
    chosen: impl Fn() -> bool + Send + Sync + 'static,
    choose: impl Fn() + Send + Sync + 'static,
    words: impl Fn() -> String + Send + Sync + 'static,
) -> impl IntoView {
    view! {
        <div class="segment" class:segment-box=is_box>
            <input
                type=if is_box { "checkbox" } else { "radio" }
                id=id.clone()
                name=name
                autocomplete="off"
                prop:checked=chosen
                on:change=move |_| choose()
            />
            <label for=id translate="no">{words}</label>
        </div>
    }
}

#[component]
pub fn YesNo(of: Answering) -> impl IntoView {
    let i18n = of.filling.say.0;
    let id = of.id();
    let is = move |yes: bool| {
        let chosen = |typing: &crate::chart::questionnaire::Typing| {
            typing.no_fact.is_none() && typing.values.first() == Some(&Typed::Boolean(yes))
        };
        of.typing.with(chosen)
    };
    let answer = move |yes: bool| of.set(vec![Typed::Boolean(yes)]);
    let on_key = {
        let id = id.clone();
        move |event: web_sys::KeyboardEvent| {
            let Some(five) = chosen_by(&event) else {
                return;
            };
            match five {
                Five::Yes => answer(true),
                Five::None => answer(false),
                Five::NotAsked => of.choose_other(Other::NotAsked),
                Five::NotKnown => of.choose_other(Other::NoFact(NoFact::NotKnown)),
                Five::Declined => of.choose_other(Other::NoFact(NoFact::Declined)),
            }
            if matches!(five, Five::Yes | Five::None) {
                focus_id(&format!("{id}-{}", five.key()));
            }
        }
    };
    view! {
        <div class="segments answers" on:keydown=on_key>
            <Segment id=format!("{id}-y") name=id.clone() chosen=move || is(true) choose=move || answer(true) words=move || t_string!(i18n, ui.yes).to_owned()/>
            <Segment id=format!("{id}-n") name=id chosen=move || is(false) choose=move || answer(false) words=move || t_string!(i18n, ui.no).to_owned()/>
        </div>
    }
}

/// Few options, or several answers at once; the figures 1 to 9 choose while the focus is here.
#[component]
pub fn Options(of: Answering, choice: Choice) -> impl IntoView {
    let id = of.id();
    let several = of.item(|item| item.repeats);
    let count = choice.options.len();
    let segments = choice.options.into_iter().enumerate();
    let segments = segments.map(|(at, option)| {
        let words = move || {
            let language = of.filling.within().language;
            option.text.in_language(language).to_owned()
        };
        view! {
            <Segment
                id=format!("{id}-{at}")
                name=id.clone()
                is_box=several
                chosen=move || has(of, at as u32)
                choose=move || choose(of, at as u32, several)
                words
            />
        }
    });
    let segments = segments.collect_view();
    let on_key = move |event: web_sys::KeyboardEvent| {
        let figure = event.key().parse::<usize>().ok();
        let plain = !(event.ctrl_key() || event.alt_key() || event.meta_key());
        if let Some(at) = figure.filter(|figure| plain && (1..=count).contains(figure)) {
            event.prevent_default();
            event.stop_propagation();
            choose(of, at as u32 - 1, several);
            focus_id(&format!("{}-{}", of.id(), at - 1));
        }
    };
    view! {
        <div class="segments answers" on:keydown=on_key>{segments}</div>
        {choice.is_open.then(|| view! { <InWords of/> })}
    }
}

fn has(of: Answering, option: u32) -> bool {
    of.typing
        .with(|typing| typing.no_fact.is_none() && typing.values.contains(&Typed::Option(option)))
}

fn choose(of: Answering, option: u32, several: bool) {
    let chosen = Typed::Option(option);
    if !several {
        return of.set(vec![chosen]);
    }
    let aside = of.typing.with_untracked(|typing| typing.no_fact.is_some());
    let mut values = if aside { Vec::new() } else { of.values() };
    match values.iter().position(|value| *value == chosen) {
        Some(at) => {
            values.remove(at);
        }
        None => values.push(chosen),
    }
    // In the order of the form, words last.
    values.sort_by_key(|value| match value {
        Typed::Option(at) => *at,
        _ => u32::MAX,
    });
    of.set(values);
}

#[component]
pub fn ListOfOptions(of: Answering, choice: Choice) -> impl IntoView {
    let i18n = of.filling.say.0;
    let id = of.id();
    let chosen = move || {
        of.typing.with(|typing| match typing.values.first() {
            Some(Typed::Option(at)) if typing.no_fact.is_none() => Some(*at),
            _ => None,
        })
    };
    let options = choice.options.into_iter().enumerate();
    let options = options.map(|(at, option)| {
        let words = move || {
            let language = of.filling.within().language;
            option.text.in_language(language).to_owned()
        };
        view! {
            <option value=at.to_string() prop:selected=move || chosen() == Some(at as u32)>{words}</option>
        }
    });
    let options = options.collect_view();
    let label = label(of);
    view! {
        <select
            id=id
            class="form-list"
            autocomplete="off"
            aria-label=move || label.get().to_string()
            on:change=move |event| {
                let at = event_target_value(&event).parse().ok();
                of.set(at.map(Typed::Option).into_iter().collect());
            }
        >
            <option value="" prop:selected=move || chosen().is_none()>
                {move || t_string!(i18n, kinds.response.choose)}
            </option>
            {options}
        </select>
        {choice.is_open.then(|| view! { <InWords of/> })}
    }
}

/// Another answer than those that are offered.
#[component]
fn InWords(of: Answering) -> impl IntoView {
    let i18n = of.filling.say.0;
    let several = of.item(|item| item.repeats);
    let value = Bind::new(
        move || {
            of.typing.with(|typing| {
                let mut values = typing.values.iter();
                let words = values.find_map(|value| match value {
                    Typed::Other(words) => Some(words.clone()),
                    _ => None,
                });
                words.unwrap_or_default()
            })
        },
        move |words: String| {
            let mut values = if several { of.values() } else { Vec::new() };
            values.retain(|value| !matches!(value, Typed::Other(_)));
            if !words.is_empty() {
                values.push(Typed::Other(words));
            }
            of.set(values);
        },
    );
    view! {
        <Field
            id=format!("{}-in-words", of.id())
            label=move || t_string!(i18n, kinds.response.in_words)
            value
        />
    }
}
