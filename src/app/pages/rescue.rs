//! When the vault cannot be opened: what can be tried, in order, and what each way would lose. Erasing is the last.

use leptos::prelude::*;

use super::gate_frame::GateFrame;
use super::opening::{OpenButton, Opening, word_list};
use crate::app::i18n::*;
use crate::app::pages::trouble::Failed;
use crate::app::state::{Press, use_app, use_say};
use crate::app::ui::*;
use crate::engine::protocol::{Opener, ask};

/// *Cannot open it?*: recovery code, another device, a file, begin again.
#[component]
pub fn RescueSteps(#[prop(into)] on_words: Callback<()>) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <ol class="stack">
            <li class="stack">
                <h2>{t!(i18n, vault.rescue.code)}</h2>
                <p>{t!(i18n, vault.rescue.code_words)}</p>
                <div>
                    <Button label=move || t_string!(i18n, vault.use_words) on_press=on_words/>
                </div>
            </li>
            <li class="stack">
                <h2>{t!(i18n, vault.rescue.device)}</h2>
                <p>{t!(i18n, vault.rescue.device_words)}</p>
            </li>
            <li class="stack">
                <h2>{t!(i18n, vault.rescue.file)}</h2>
                <p>{t!(i18n, vault.rescue.file_words)}</p>
            </li>
            <li class="stack">
                <h2>{t!(i18n, vault.rescue.again)}</h2>
                <p>{t!(i18n, vault.rescue.again_words)}</p>
                <EraseByPhrase only_here=None/>
            </li>
        </ol>
    }
}

/// The rows that open the vault are damaged in both copies. The passphrase is not asked for: it could not help.
#[component]
pub fn Damaged() -> impl IntoView {
    let i18n = use_i18n();
    let say = use_say();
    let with_words = RwSignal::new(false);
    let opening = Opening::new(0.0);
    let words = RwSignal::new(vec![String::new(); CODE_WORDS]);
    let list = word_list();
    view! {
        <GateFrame>
            <Page title=move || t_string!(i18n, vault.cannot_open)>
                <Message tone=Tone::Alert><p>{t!(i18n, errors.damaged_vault)}</p></Message>
                <h2>{t!(i18n, vault.rescue.title)}</h2>
                {move || with_words.get().then(|| view! {
                    <Form on_submit=move || opening.try_open(Opener::Words(words.get_untracked()))>
                        <WordsInput id="recovery" value=words list/>
                        {move || opening.failure.get().map(|failure| view! {
                            <Message tone=Tone::Alert><p>{move || say.failure(&failure)}</p></Message>
                        })}
                        <OpenButton opening/>
                    </Form>
                })}
                <RescueSteps on_words=move || with_words.set(true)/>
            </Page>
        </GateFrame>
    }
}

/// Removes every record from this device, after the phrase on the page was typed.
#[component]
pub fn EraseByPhrase(
    /// How many entries exist nowhere else, where the open vault can tell.
    only_here: Option<u32>,
) -> impl IntoView {
    let i18n = use_i18n();
    let say = use_say();
    let app = use_app();
    let asked = RwSignal::new(false);
    let typed = RwSignal::new(String::new());
    let press = Press::new();
    let matches = move || {
        let wanted = t_string!(i18n, vault.rescue.phrase);
        crate::app::matching::plain(&typed.get()) == crate::app::matching::plain(wanted)
    };
    let erase = move || {
        if !untrack(matches) {
            return;
        }
        press.run(async move || {
            app.ask(ask::Erase).await?;
            app.erased();
            Ok(())
        });
    };
    view! {
        <div>
            <Button
                kind=ButtonKind::Danger
                label=move || t_string!(i18n, vault.rescue.erase)
                on_press=move || asked.set(true)
            />
        </div>
        <Dialog open=asked title=move || t_string!(i18n, vault.rescue.erase_title)>
            <p>{t!(i18n, vault.rescue.erase_words)}</p>
            {only_here.filter(|count| *count > 0).map(|count| view! {
                <Message tone=Tone::Alert>
                    <p>{move || t_string!(i18n, vault.rescue.only_here, count = say.count(count))}</p>
                    <ButtonLink
                        label=move || t_string!(i18n, common.export)
                        to=crate::app::route::Route::Export(None)
                    />
                </Message>
            })}
            <Form on_submit=erase>
                <Field
                    id="erase-phrase"
                    label=move || {
                        let phrase = t_string!(i18n, vault.rescue.phrase);
                        t_string!(i18n, vault.rescue.type_phrase, phrase = phrase)
                    }
                    value=typed
                />
                <Failed failure=press.failure/>
                <div>
                    <Button
                        kind=ButtonKind::Danger
                        submit=true
                        label=move || t_string!(i18n, vault.rescue.erase_now)
                        disabled=Signal::derive(move || !matches())
                        busy=press.busy
                    />
                </div>
            </Form>
        </Dialog>
    }
}
