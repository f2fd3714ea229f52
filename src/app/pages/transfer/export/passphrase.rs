//! Step 2: the passphrase, large and by itself; then the file.

use leptos::prelude::*;

use super::making::Exporting;
use super::what::size_words;
use crate::app::i18n::*;
use crate::app::pages::passphrase::word_by_word;
use crate::app::pages::transfer::trouble::TroubleMessage;
use crate::app::state::use_say;
use crate::app::ui::*;

#[component]
pub fn PassphraseStep(exporting: Exporting) -> impl IntoView {
    let say = use_say();
    let i18n = say.0;
    let busy = exporting.press.busy;
    let not_yet = Signal::derive(move || !exporting.can_save());
    view! {
        <div class="stack">
            {move || exporting.size.get().map(|size| view! {
                <p class="quiet-text">{size_words(say, &size)}</p>
            })}
            <p>{t!(i18n, transfer.export.say_it)}</p>
            <Words exporting/>
            <p>{t!(i18n, transfer.export.anyone)}</p>
            <CheckBox
                id="export-passed-on"
                label=move || t_string!(i18n, transfer.export.passed_on)
                hint=move || t_string!(i18n, transfer.export.passed_on_hint)
                value=exporting.passed_on
            />
            {move || (exporting.made.with(Option::is_some) && !busy.get()).then(|| view! {
                <Message><p>{t!(i18n, transfer.export.made)}</p></Message>
            })}
            <TroubleMessage trouble=exporting.press.failure/>
            <Actions>
                <Button
                    label=move || t_string!(i18n, common.back)
                    disabled=busy
                    on_press=move || exporting.back_to_what()
                />
                <Button
                    kind=ButtonKind::Primary
                    icon=Icon::Save
                    label=move || t_string!(i18n, transfer.export.save)
                    disabled=not_yet
                    busy
                    on_press=move || exporting.save()
                />
            </Actions>
            <Working work=exporting.press.work/>
        </div>
    }
}

/// The words and their QR code. They stand nowhere else, and go when the page is left.
#[component]
fn Words(exporting: Exporting) -> impl IntoView {
    let i18n = use_i18n();
    let passphrase = exporting.passphrase;
    view! {
        <div class="transfer-passphrase">
            <output class="secret-words" translate="no" aria-live="polite">
                {move || word_by_word(&passphrase.get())}
            </output>
            {move || (!passphrase.with(String::is_empty)).then(|| view! {
                <Qr text=passphrase says=move || t_string!(i18n, transfer.export.qr)/>
            })}
        </div>
        <div>
            <Button
                label=move || t_string!(i18n, transfer.export.other_words)
                disabled=exporting.press.busy
                on_press=move || exporting.new_words()
            />
        </div>
    }
}
