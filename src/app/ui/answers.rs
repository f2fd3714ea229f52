use leptos::prelude::*;
use leptos::text_prop::TextProp;

use super::bind::{Bind, Five};
use super::fresh_id;
use crate::app::i18n::*;

/// How "yes" and "none" are worded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FiveWords {
    /// *Yes, which* and *None*.
    #[default]
    Which,
    /// *Yes* and *No*.
    YesNo,
}

/// The word for one of the five answers, as stored and printed.
pub fn five_word(i18n: Texts, five: Five, words: FiveWords) -> &'static str {
    match (five, words) {
        (Five::Yes, FiveWords::Which) => t_string!(i18n, ui.yes_which),
        (Five::Yes, FiveWords::YesNo) => t_string!(i18n, ui.yes),
        (Five::None, FiveWords::Which) => t_string!(i18n, ui.none),
        (Five::None, FiveWords::YesNo) => t_string!(i18n, ui.no),
        (Five::NotAsked, _) => t_string!(i18n, ui.not_asked),
        (Five::NotKnown, _) => t_string!(i18n, ui.not_known),
        (Five::Declined, _) => t_string!(i18n, ui.declined),
    }
}

/// The answer whose key was pressed; nothing else hears of that key then.
pub fn chosen_by(event: &web_sys::KeyboardEvent) -> Option<Five> {
    if event.ctrl_key() || event.alt_key() || event.meta_key() {
        return None;
    }
    let key = event.key();
    let mut all = Five::ALL.into_iter();
    let five = all.find(|five| key == five.key().to_string())?;
    event.prevent_default();
    event.stop_propagation();
    Some(five)
}

/// A clinical question: *Yes, which* | *None* | *Not asked* | *Not known* | *Declined*. Starts on *Not asked*. The
/// children stand below and are shown at once when *Yes* is chosen; the keys y n a u d choose while the focus is here.
///
/// ```ignore
/// <FiveAnswers legend="Allergies" value=bind_answer(draft, |d| &d.allergies, |d| &mut d.allergies)>
///     <AllergyRows draft/>
/// </FiveAnswers>
/// ```
#[component]
pub fn FiveAnswers(
    #[prop(into)] legend: TextProp,
    #[prop(into)] value: Bind<Five>,
    #[prop(optional)] words: FiveWords,
    /// Start of the options' ids; fixed, where the focus is to return here.
    #[prop(optional, into)]
    id: Option<String>,
    #[prop(optional, into)] error: Signal<Option<String>>,
    /// What "yes" opens.
    children: ChildrenFn,
) -> impl IntoView {
    let i18n = use_i18n();
    let name = id.unwrap_or_else(|| fresh_id("answers"));
    let error_id = format!("{name}-error");
    let described = error_id.clone();
    let radios = Five::ALL
        .into_iter()
        .map(|five| {
            let id = format!("{name}-{}", five.key());
            let class = if five == Five::NotAsked {
                "segment segment-unasked"
            } else {
                "segment"
            };
            view! {
                <div class=class>
                    <input
                        type="radio"
                        id=id.clone()
                        name=name.clone()
                        autocomplete="off"
                        prop:checked=move || value.get() == five
                        on:change=move |_| value.set(five)
                    />
                    <label for=id>{move || five_word(i18n, five, words)}</label>
                </div>
            }
        })
        .collect_view();
    let on_key = {
        let name = name.clone();
        move |event: web_sys::KeyboardEvent| {
            if let Some(five) = chosen_by(&event) {
                value.set(five);
                super::focus_id(&format!("{name}-{}", five.key()));
            }
        }
    };
    view! {
        <fieldset class="choice answers" aria-describedby=described>
            <legend>{move || legend.get()}</legend>
            <div class="segments" on:keydown=on_key>{radios}</div>
            <p class="field-error" id=error_id role="alert">{move || error.get()}</p>
            {move || (value.get() == Five::Yes).then(|| view! { <div class="answer-yes">{children()}</div> })}
        </fieldset>
    }
}
