//! The question about a clock that stands behind the last signed entry. It takes the place of whatever page was opened.

use leptos::html;
use leptos::prelude::*;

use super::Shown;
use crate::app::i18n::*;
use crate::app::platform::device;
use crate::app::state::{use_app, use_say};
use crate::app::ui::*;
use crate::base::Stamp;

/// The page of the address, once nothing is to be asked before it.
#[component]
pub fn AskedFirst() -> impl IntoView {
    let app = use_app();
    let behind = Memo::new(move |_| app.clock.to_ask());
    move || match behind.get() {
        Some(last) => view! { <ClockBehind last/> }.into_any(),
        None => view! { <Shown/> }.into_any(),
    }
}

/// Its title takes the focus itself: the place to return to belongs to the page behind it.
#[component]
fn ClockBehind(last: Stamp) -> impl IntoView {
    let i18n = use_i18n();
    let say = use_say();
    let app = use_app();
    let clock = app.clock;
    let heading = NodeRef::<html::H1>::new();
    Effect::new(move |_| {
        if let Some(heading) = heading.get() {
            let _ = heading.focus();
        }
    });
    let now = RwSignal::new(device::now());
    let look = move || {
        now.set(device::now());
        app.look_at_clock(Some(last));
    };
    view! {
        <div class="page">
            <div class="page-head">
                <h1 node_ref=heading tabindex="-1">{t!(i18n, people.clock.title)}</h1>
            </div>
            <Message tone=Tone::NotKnown>
                <p class="clock-sentence">{move || say.clock_behind(now.get(), last)}</p>
                <p>{t!(i18n, people.clock.how)}</p>
            </Message>
            <p>{t!(i18n, people.clock.meaning)}</p>
            <Actions>
                <Button
                    id="clock-continue"
                    label=move || t_string!(i18n, people.clock.go_on)
                    on_press=move || clock.go_on(last)
                />
                <Button
                    id="clock-look"
                    kind=ButtonKind::Primary
                    label=move || t_string!(i18n, people.clock.look_again)
                    on_press=look
                />
            </Actions>
        </div>
    }
}
