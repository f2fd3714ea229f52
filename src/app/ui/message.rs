use leptos::prelude::*;
use leptos::text_prop::TextProp;

use super::icon::{Icon, Sign};
use crate::app::i18n::*;
pub use crate::app::state::Tone;

impl Tone {
    fn class(self) -> &'static str {
        match self {
            Self::Alert => "message message-alert",
            Self::NotKnown => "message message-not-known",
            Self::Note => "message message-note",
            Self::Done => "message message-done",
        }
    }

    fn icon(self) -> Icon {
        match self {
            Self::Alert => Icon::Alert,
            Self::NotKnown => Icon::NotKnown,
            Self::Note => Icon::Note,
            Self::Done => Icon::Done,
        }
    }

    /// Failures interrupt a screen reader; everything else waits for a pause.
    fn role(self) -> &'static str {
        if self == Self::Alert {
            "alert"
        } else {
            "status"
        }
    }
}

/// What happened, whether anything was lost, what to do next. Stays until dismissed, beside its cause, and is announced.
#[component]
pub fn Message(
    #[prop(optional)] tone: Tone,
    /// Offers *Close* when given.
    #[prop(optional, into)]
    on_dismiss: Option<Callback<()>>,
    children: Children,
) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <div class=tone.class() role=tone.role()>
            <Sign icon=tone.icon()/>
            <div class="message-words">{children()}</div>
            {on_dismiss.map(|dismiss| view! {
                <button
                    type="button"
                    class="button plain"
                    on:click=move |_| dismiss.run(())
                >
                    {t!(i18n, common.close)}
                </button>
            })}
        </div>
    }
}

/// A sign and a word in the colours of their meaning, inside a line: "◇ not checked".
#[component]
pub fn Mark(tone: Tone, #[prop(into)] words: TextProp) -> impl IntoView {
    let class = match tone {
        Tone::Alert => "mark mark-alert",
        Tone::NotKnown => "mark mark-not-known",
        Tone::Note => "mark mark-note",
        Tone::Done => "mark mark-done",
    };
    view! {
        <span class=class>
            <Sign icon=tone.icon()/>
            <span>{move || words.get()}</span>
        </span>
    }
}
