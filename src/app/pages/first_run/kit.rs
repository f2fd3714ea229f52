//! The recovery code: shown, printed, hidden, typed back word by word.

use leptos::prelude::*;
use leptos::text_prop::TextProp;

use super::super::opening::word_list;
use crate::app::i18n::*;
use crate::app::platform::engine::Work;
use crate::app::platform::{device, paper};
use crate::app::state::use_say;
use crate::app::ui::*;

/// Shows the words, then hides them while they are typed back; what was typed outlives another look. A wrong word is marked without showing the right one.
#[component]
pub fn Recovery(
    words: Vec<String>,
    fingerprint: String,
    /// This device's short name, for the paper.
    device: String,
    typed_back: RwSignal<Vec<String>>,
    work: Work,
    #[prop(into)] make_label: TextProp,
    #[prop(into)] on_back: Callback<()>,
    /// Every word was typed back and the person wants to go on.
    #[prop(into)]
    on_typed: Callback<()>,
) -> impl IntoView {
    let i18n = use_i18n();
    let list = word_list();
    let typing = RwSignal::new(false);
    let code = StoredValue::new(words);
    let wrong = Signal::derive(move || {
        let typed = typed_back.get();
        code.with_value(|code| {
            let both = code.iter().zip(&typed);
            both.map(|(right, typed)| list.with(|list| !list.is_meant(right, typed)))
                .collect()
        })
    });
    let right = move || {
        let typed = typed_back.get();
        code.with_value(|code| {
            code.iter()
                .zip(&typed)
                .filter(|(right, typed)| list.with(|list| list.is_meant(right, typed)))
                .count()
        })
    };
    let all = move || right() == CODE_WORDS;
    view! {
        {move || if typing.get() {
            let make_label = make_label.clone();
            view! {
                <Form on_submit=move || { if untrack(all) { on_typed.run(()) } }>
                    <p>{t!(i18n, vault.type_back)}</p>
                    <WordsInput id="typed-back" value=typed_back list wrong/>
                    <p role="status">{move || t_string!(i18n, vault.right_so_far, count = right(), of = CODE_WORDS)}</p>
                    <Actions>
                        <Button label=move || t_string!(i18n, vault.see_again) on_press=move || {
                            typing.set(false);
                            focus_when_drawn(focus_title);
                        }/>
                        <Button
                            kind=ButtonKind::Primary
                            submit=true
                            label=make_label
                            disabled=Signal::derive(move || !all())
                            busy=Signal::derive(move || work.is_running())
                        />
                    </Actions>
                    <Working work no_cancel=true/>
                </Form>
            }.into_any()
        } else {
            view! {
                <Kit words=code.get_value() fingerprint=fingerprint.clone() device=device.clone()/>
                <Actions>
                    <Button label=move || t_string!(i18n, common.back) on_press=on_back/>
                    <Button
                        kind=ButtonKind::Primary
                        label=move || t_string!(i18n, vault.written_down)
                        on_press=move || {
                            typing.set(true);
                            focus_when_drawn(|| focus_id("typed-back-0"));
                        }
                    />
                </Actions>
            }.into_any()
        }}
    }
}

/// What is written down or printed: words, fingerprint, date, address, and what whoever holds it can do.
#[component]
fn Kit(words: Vec<String>, fingerprint: String, device: String) -> impl IntoView {
    let i18n = use_i18n();
    let say = use_say();
    let whole = words.join(" ");
    let items = words
        .into_iter()
        .enumerate()
        .map(|(i, word)| view! { <li><span>{i + 1}</span>{word}</li> })
        .collect_view();
    let today = device::now();
    view! {
        <p class="no-print">{t!(i18n, vault.write_code)}</p>
        <h2 class="print-only">{t!(i18n, vault.kit_title)}</h2>
        <div class="kit">
            <ol class="code-shown" translate="no">{items}</ol>
            <Qr text=whole says=move || t_string!(i18n, vault.code_as_qr)/>
        </div>
        <p><strong>{t!(i18n, vault.kit_sentence)}</strong></p>
        <Lines>
            <Line name=move || t_string!(i18n, vault.fingerprint)>
                <span translate="no">{fingerprint}</span>
            </Line>
            <Line name=move || t_string!(i18n, vault.kit_device)>
                {device} ", " {move || say.day(today.day())}
            </Line>
            <Line name=move || t_string!(i18n, vault.kit_address)>
                <span translate="no">{device::address()}</span>
            </Line>
        </Lines>
        <p>{t!(i18n, vault.keep_away)}</p>
        <div>
            <Button icon=Icon::Print label=move || t_string!(i18n, common.print) on_press=paper::print/>
        </div>
    }
}
