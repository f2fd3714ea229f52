//! Passphrase, cover and lock times.

use leptos::prelude::*;
use leptos::text_prop::TextProp;

use super::super::opening::word_list;
use super::super::passphrase::{ChoosePassphrase, Choosing};
use super::{Change, part_name};
use crate::app::i18n::*;
use crate::app::pages::trouble::Failed;
use crate::app::route::SettingsPart;
use crate::app::state::{Press, use_app};
use crate::app::ui::*;
use crate::engine::protocol::{Opener, ask};

const COVER_MINUTES: [u16; 5] = [1, 2, 5, 10, 0];
const LOCK_MINUTES: [u16; 5] = [5, 15, 30, 120, 480];

#[component]
pub fn Security() -> impl IntoView {
    let i18n = use_i18n();
    let app = use_app();
    let change = Change::new();
    let cover = change.bind(|s| s.cover_after, |s, minutes| s.cover_after = minutes);
    let lock = change.bind(|s| s.lock_after, |s, minutes| s.lock_after = minutes);
    let cover_now = move || {
        if app.has_cover_code() {
            t_string!(i18n, settings.code_set)
        } else {
            t_string!(i18n, settings.code_not_set)
        }
    };
    view! {
        <Page title=move || part_name(i18n, SettingsPart::Security)>
            <Panel title=move || t_string!(i18n, settings.cover_and_lock)>
                <p>{cover_now}</p>
                <Select
                    id="cover-after"
                    label=move || t_string!(i18n, settings.cover_after)
                    value=cover
                    options=minutes(i18n, COVER_MINUTES)
                />
                <Select
                    id="lock-after"
                    label=move || t_string!(i18n, settings.lock_after)
                    value=lock
                    options=minutes(i18n, LOCK_MINUTES)
                />
                <div class="together-row">
                    <Button
                        icon=Icon::Cover
                        label=move || t_string!(i18n, vault.cover_row)
                        on_press=move || app.cover_or_ask_for_code()
                    />
                    <Button
                        icon=Icon::Lock
                        label=move || t_string!(i18n, vault.lock_row)
                        on_press=move || app.lock_everywhere()
                    />
                </div>
            </Panel>
            <Panel title=move || t_string!(i18n, settings.change_passphrase)>
                <p>{t!(i18n, settings.change_passphrase_words)}</p>
                <ChangePassphrase/>
            </Panel>
        </Page>
    }
}

fn minutes(i18n: Texts, choices: [u16; 5]) -> Vec<(u16, TextProp)> {
    let label = move |minutes: u16| -> TextProp {
        match minutes {
            0 => (move || t_string!(i18n, settings.never)).into(),
            60.. => (move || t_string!(i18n, settings.hours, n = minutes / 60)).into(),
            _ => (move || t_string!(i18n, settings.minutes, n = minutes)).into(),
        }
    };
    choices
        .into_iter()
        .map(|minutes| (minutes, label(minutes)))
        .collect()
}

/// Opened with the old passphrase or with the recovery words; no record is rewritten.
#[component]
fn ChangePassphrase() -> impl IntoView {
    let i18n = use_i18n();
    let open = RwSignal::new(false);
    view! {
        {move || if open.get() {
            let done = move || {
                open.set(false);
                focus_when_drawn(|| focus_id("change-passphrase"));
            };
            view! { <ChangeForm done/> }.into_any()
        } else {
            view! {
                <div>
                    <Button
                        id="change-passphrase"
                        label=move || t_string!(i18n, settings.change_passphrase)
                        on_press=move || {
                            open.set(true);
                            focus_when_drawn(|| focus_id("old-kind-0"));
                        }
                    />
                </div>
            }.into_any()
        }}
    }
}

#[component]
fn ChangeForm(#[prop(into)] done: Callback<()>) -> impl IntoView {
    let i18n = use_i18n();
    let app = use_app();
    let by_words = RwSignal::new(Some(false));
    let old = RwSignal::new(String::new());
    let words = RwSignal::new(vec![String::new(); CODE_WORDS]);
    let list = word_list();
    let choosing = Choosing::new();
    let press = Press::new();
    let change = move || {
        let Some(new) = untrack(|| choosing.chosen()) else {
            return;
        };
        let old = match by_words.get_untracked() {
            Some(true) => Opener::Words(words.get_untracked()),
            _ => Opener::Passphrase(old.get_untracked()),
        };
        press.run(async move || {
            app.ask_with(press.work, ask::ChangePassphrase { old, new })
                .await?;
            app.notices.say(
                Tone::Done,
                untrack(|| t_string!(i18n, settings.passphrase_changed)),
            );
            done.try_run(());
            Ok(())
        });
    };
    view! {
        // The words have a form of their own: the browser takes a field before a passphrase for the name of its user, and
        // writes that down.
        <Form on_submit=change>
            <Choice
                id="old-kind"
                legend=move || t_string!(i18n, settings.open_with)
                value=by_words
                options=choices![i18n;
                    false => settings.old_passphrase,
                    true => settings.recovery_words,
                ]
            />
            {move || if by_words.get() == Some(true) {
                view! { <WordsInput id="old-words" value=words list/> }.into_any()
            } else {
                view! {
                    <Field
                        id="old-passphrase"
                        kind=FieldKind::Secret
                        label=move || t_string!(i18n, settings.old_passphrase)
                        value=old
                    />
                }.into_any()
            }}
        </Form>
        <Form on_submit=change>
            <h3>{t!(i18n, settings.new_passphrase)}</h3>
            <ChoosePassphrase choosing/>
            <Failed failure=press.failure/>
            <Actions>
                <Button label=move || t_string!(i18n, common.cancel) on_press=done/>
                <Button
                    kind=ButtonKind::Primary
                    submit=true
                    label=move || t_string!(i18n, settings.change_passphrase)
                    disabled=Signal::derive(move || choosing.chosen().is_none())
                    busy=press.busy
                />
            </Actions>
            <Working work=press.work no_cancel=true/>
        </Form>
    }
}
