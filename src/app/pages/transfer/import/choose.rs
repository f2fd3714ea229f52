//! Choosing or dropping a file, and the passphrase of a bundle.

use leptos::prelude::*;

use super::opening::Importing;
use crate::app::i18n::*;
use crate::app::matching::{WordList, unknown_words};
use crate::app::pages::opening::word_list;
use crate::app::pages::transfer::trouble::TroubleMessage;
use crate::app::platform::files;
use crate::app::state::{Say, use_say};
use crate::app::ui::*;
use crate::engine::protocol::{LARGEST_FILE, LARGEST_FOREIGN_FILE};

#[component]
pub fn Choose(importing: Importing) -> impl IntoView {
    let say = use_say();
    let i18n = say.0;
    let over = RwSignal::new(false);
    let dropped = move |event: web_sys::DragEvent| {
        event.prevent_default();
        over.set(false);
        let data = event.data_transfer();
        if let Some(dropped) = data.and_then(|data| files::dropped(&data)) {
            importing.drop_files(dropped);
        }
    };
    let bound = move || {
        t_string!(
            i18n,
            transfer.import.bound,
            size = say.bytes(LARGEST_FILE),
            foreign = say.bytes(LARGEST_FOREIGN_FILE)
        )
    };
    view! {
        <div
            class="transfer-drop"
            class:transfer-drop-over=over
            on:dragover=move |event| {
                event.prevent_default();
                over.set(true);
            }
            on:dragleave=move |_| over.set(false)
            on:drop=dropped
        >
            <p>{t!(i18n, transfer.import.what_opens)}</p>
            <p>{bound}</p>
            <TroubleMessage trouble=importing.press.failure/>
            <Actions>
                <Button
                    kind=ButtonKind::Primary
                    icon=Icon::Open
                    label=move || t_string!(i18n, transfer.import.choose)
                    busy=importing.press.busy
                    on_press=move || importing.pick()
                />
            </Actions>
            <p class="transfer-drop-hint quiet-text">{t!(i18n, transfer.import.or_drop)}</p>
            <Working work=importing.press.work/>
        </div>
    }
}

#[component]
pub fn FilePassphrase(importing: Importing) -> impl IntoView {
    let say = use_say();
    let i18n = say.0;
    let wrong = Signal::derive(move || {
        importing
            .wrong_passphrase
            .get()
            .map(|failure| say.failure(&failure))
    });
    // After a wrong try, the words of it that cannot be right.
    let list = word_list();
    let unknown = move || {
        let typed = importing.passphrase.get();
        let words = importing.wrong_passphrase.with(Option::is_some);
        let unknown = words.then(|| list.with(|list| unknown_said(say, list, &typed)));
        unknown.filter(|said| !said.is_empty()).map(|said| {
            view! { <Message tone=Tone::NotKnown><p>{said.join(" ")}</p></Message> }
        })
    };
    let empty = Signal::derive(move || importing.passphrase.with(|typed| typed.trim().is_empty()));
    view! {
        <Form on_submit=move || importing.unlock()>
            <Lines><FileLine importing/></Lines>
            <Field
                id="import-passphrase"
                kind=FieldKind::Secret
                label=move || t_string!(i18n, transfer.import.passphrase)
                hint=move || t_string!(i18n, transfer.import.passphrase_hint)
                error=wrong
                value=importing.passphrase
            />
            {unknown}
            <TroubleMessage trouble=importing.press.failure/>
            <Actions>
                <Button
                    label=move || t_string!(i18n, transfer.import.another_file)
                    disabled=importing.press.busy
                    on_press=move || importing.start_over()
                />
                <Button
                    kind=ButtonKind::Primary
                    submit=true
                    label=move || t_string!(i18n, transfer.import.read_it)
                    disabled=empty
                    busy=importing.press.busy
                />
            </Actions>
            <Working work=importing.press.work/>
        </Form>
    }
}

/// "“abandun” is not in the list of words. Did you mean “abandon”?"
fn unknown_said(say: Say, list: &WordList, typed: &str) -> Vec<String> {
    let unknown = unknown_words(list, typed).into_iter();
    unknown
        .map(|(word, near)| match near {
            Some(near) => t_string!(
                say.0,
                transfer.import.word_near,
                word = word,
                near = near.to_string()
            ),
            None => t_string!(say.0, transfer.import.word_unknown, word = word),
        })
        .collect()
}

/// The chosen file, by the name its sender gave it.
#[component]
pub fn FileLine(importing: Importing) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <Line name=move || t_string!(i18n, transfer.import.file)>
            <span class="transfer-file" translate="no">{move || importing.file_name()}</span>
        </Line>
    }
}
