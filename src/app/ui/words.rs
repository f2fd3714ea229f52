use leptos::attr::custom::custom_attribute;
use leptos::prelude::*;

use super::bind::Bind;
use super::{focus_id, fresh_id, paste_in_one_line};
use crate::app::i18n::*;
use crate::app::matching::{WordList, words_of};

/// How many words a recovery code has.
pub const CODE_WORDS: usize = 12;

/// No word of a code has more letters than this has.
const LONGEST: usize = 9;

/// Twelve fields for a recovery code. Each completes after three letters: Tab, Enter or Space takes the first word
/// offered and goes on. A whole code pasted into one field fills them all.
#[component]
pub fn WordsInput(
    /// The twelve words as typed; empty where nothing is typed yet.
    #[prop(into)]
    value: Bind<Vec<String>>,
    /// Every word a code can be made of.
    #[prop(into)]
    list: Signal<WordList>,
    /// Which places hold another word than they should. Each says so once its word is finished: a whole word of the
    /// list, as long as words get, or left. The right word is not shown.
    #[prop(optional, into)]
    wrong: Signal<Vec<bool>>,
    #[prop(optional, into)] id: Option<String>,
) -> impl IntoView {
    let id = id.unwrap_or_else(|| fresh_id("words"));
    let fields = (0..CODE_WORDS)
        .map(|place| word_field(id.clone(), place, value, list, wrong))
        .collect_view();
    view! { <ol class="code-words" translate="no">{fields}</ol> }
}

fn set_word(value: Bind<Vec<String>>, place: usize, word: String) {
    let mut words = value.get_untracked();
    words.resize(CODE_WORDS, String::new());
    words[place] = word;
    value.set(words);
}

fn fill(value: Bind<Vec<String>>, place: usize, pasted: Vec<String>) {
    let mut words = value.get_untracked();
    words.resize(CODE_WORDS, String::new());
    for (slot, word) in words[place..].iter_mut().zip(pasted) {
        *slot = word;
    }
    value.set(words);
}

fn word_field(
    id: String,
    place: usize,
    value: Bind<Vec<String>>,
    list: Signal<WordList>,
    wrong: Signal<Vec<bool>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let focused = RwSignal::new(false);
    let field_id = format!("{id}-{place}");
    let error_id = format!("{field_id}-error");
    // Twelve fields share one value: each follows its own word only.
    let word = Memo::new(move |_| value.get().get(place).cloned().unwrap_or_default());
    let left = RwSignal::new(false);
    let finished = move || {
        let typed = word.get();
        let long = typed.chars().count() >= LONGEST;
        !typed.is_empty() && (left.get() || long || list.with(|list| list.has(&typed)))
    };
    // Named where no one knows what is right, as before a vault is opened.
    let unknown = move || {
        let typed = word.get();
        let said = left.get() && !focused.get();
        said.then(|| list.with(|list| list.unknown(&typed).map(|near| near.map(String::from))))
            .flatten()
    };
    let is_wrong = move || wrong.with(|wrong| wrong.get(place) == Some(&true)) && finished();
    let offered = Memo::new(move |_| {
        let typed = word.get();
        list.with(|list| {
            let offered = list.completions(&typed);
            // A word that is whole offers nothing, also where it begins others: the offers would lie over what comes next.
            let offered = if list.has(&typed) {
                Vec::new()
            } else {
                offered
            };
            offered.into_iter().map(String::from).collect::<Vec<_>>()
        })
    });
    let next = format!("{id}-{}", place + 1);
    let take = move |word: String| {
        set_word(value, place, word);
        focus_id(&next);
    };
    let on_key = {
        let take = take.clone();
        move |event: web_sys::KeyboardEvent| {
            let first = offered.with_untracked(|offered| offered.first().cloned());
            let typed = value
                .get_untracked()
                .get(place)
                .cloned()
                .unwrap_or_default();
            match (event.key().as_str(), first) {
                ("Enter" | " ", Some(first)) => {
                    event.prevent_default();
                    take(first);
                }
                ("Enter" | " ", None) if !typed.is_empty() => {
                    event.prevent_default();
                    take(typed);
                }
                ("Tab", Some(first)) if !event.shift_key() => set_word(value, place, first),
                _ => {}
            }
        }
    };
    let shown = move || focused.get() && offered.with(|offered| !offered.is_empty());
    view! {
        <li>
            <label for=field_id.clone()>{place + 1}</label>
            <div class="word-box">
                <input
                    id=field_id.clone()
                    type="text"
                    size="9"
                    autocomplete="off"
                    {..custom_attribute("autocorrect", "off")}
                    autocapitalize="none"
                    spellcheck="false"
                    prop:value=move || word.get()
                    aria-label=move || t_string!(i18n, ui.word_n, n = place + 1)
                    aria-invalid=move || (is_wrong() || unknown().is_some()).then_some("true")
                    aria-describedby=error_id.clone()
                    on:focus=move |_| focused.set(true)
                    on:blur=move |_| {
                        focused.set(false);
                        left.set(true);
                    }
                    on:keydown=on_key
                    on:paste=|event| paste_in_one_line(&event)
                    on:input=move |event| {
                        left.set(false);
                        let typed = event_target_value(&event);
                        let mut words = words_of(&typed);
                        match words.len() {
                            0 => set_word(value, place, String::new()),
                            1 => set_word(value, place, words.remove(0)),
                            _ => fill(value, place, words),
                        }
                    }
                />
                {move || shown().then(|| {
                    let take = take.clone();
                    let options = offered.get().into_iter().map(|word| {
                        let (take, chosen) = (take.clone(), word.clone());
                        view! {
                            <button
                                type="button"
                                tabindex="-1"
                                class="word-offer"
                                on:pointerdown=move |event| {
                                    event.prevent_default();
                                    take(chosen.clone());
                                }
                            >
                                {word}
                            </button>
                        }
                    }).collect_view();
                    view! { <div class="word-offers">{options}</div> }
                })}
            </div>
            <p class="field-error" id=error_id role="alert">
                {move || match (is_wrong(), unknown()) {
                    // What is right is not given away where it is known.
                    (true, _) => t_string!(i18n, ui.word_wrong).to_string(),
                    (false, Some(None)) => t_string!(i18n, ui.word_unknown).to_string(),
                    (false, Some(Some(near))) => t_string!(i18n, ui.word_near, near = near),
                    (false, None) => String::new(),
                }}
            </p>
        </li>
    }
}
