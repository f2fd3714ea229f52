//! Step 3: the saved file is opened again. Only then is it called checked.

use leptos::prelude::*;

use super::making::Exporting;
use crate::app::i18n::*;
use crate::app::pages::transfer::trouble::TroubleMessage;
use crate::app::pages::transfer::words::{self, Arriving, Lost};
use crate::app::route::{ChartPart, Route};
use crate::app::state::use_say;
use crate::app::ui::*;
use crate::engine::protocol::ReadBack;

#[component]
pub fn Check(exporting: Exporting) -> impl IntoView {
    let say = use_say();
    let i18n = say.0;
    let name = move || {
        exporting
            .made
            .with(|made| made.as_ref().map(|made| made.name.clone()))
    };
    let size = move || {
        exporting
            .made
            .with(|made| made.as_ref().map(|made| say.bytes(made.bytes.len() as u64)))
    };
    view! {
        <div class="stack">
            <Lines>
                <Line name=move || t_string!(i18n, transfer.export.file)>
                    <span class="transfer-file" translate="no">{name}</span>
                    <span class="quiet-text">{size}</span>
                </Line>
            </Lines>
            {move || match exporting.checked.get() {
                Some(checked) => view! { <Proven exporting checked/> }.into_any(),
                None => view! { <ToCheck exporting/> }.into_any(),
            }}
        </div>
    }
}

#[component]
fn ToCheck(exporting: Exporting) -> impl IntoView {
    let i18n = use_i18n();
    let how = move || {
        if exporting.has_handle() {
            t_string!(i18n, transfer.export.check_handle)
        } else {
            t_string!(i18n, transfer.export.check_choose)
        }
    };
    view! {
        <Message tone=Tone::NotKnown><p>{t!(i18n, transfer.export.unchecked)}</p></Message>
        {move || exporting.made.with(|made| made.as_ref().map(|made| made.lost)).map(|lost| view! {
            <Lost lost meaning=Signal::derive(move || t_string!(i18n, transfer.export.lost))/>
        })}
        <p>{how}</p>
        <TroubleMessage trouble=exporting.press.failure/>
        <Actions>
            <Button
                label=move || t_string!(i18n, transfer.export.save_again)
                disabled=exporting.press.busy
                on_press=move || exporting.back_to_passphrase()
            />
            <Button
                kind=ButtonKind::Primary
                label=move || t_string!(i18n, transfer.export.check)
                busy=exporting.press.busy
                on_press=move || exporting.check()
            />
        </Actions>
        <Working work=exporting.press.work/>
    }
}

#[component]
fn Proven(exporting: Exporting, checked: ReadBack) -> impl IntoView {
    let say = use_say();
    let i18n = say.0;
    let done = match exporting.from {
        Some(chart) => Route::Chart(chart, ChartPart::Summary),
        None => Route::Today,
    };
    let proven = move || {
        t_string!(
            i18n,
            transfer.export.checked,
            entries = words::entries(say, checked.entries),
            digest = checked.digest.clone()
        )
    };
    view! {
        <Arriving>
            <Message tone=Tone::Done><p>{proven}</p></Message>
        </Arriving>
        <Lost
            lost=checked.lost
            meaning=Signal::derive(move || t_string!(i18n, transfer.export.lost))
        />
        <p>{t!(i18n, transfer.export.after_check)}</p>
        <Actions>
            <ButtonLink
                kind=ButtonKind::Primary
                label=move || t_string!(i18n, transfer.export.done)
                to=done
            />
        </Actions>
    }
}
