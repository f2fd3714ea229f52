use leptos::prelude::*;
use leptos::text_prop::TextProp;

use super::icon::{Icon, Sign};
use crate::app::route::Route;

/// How much a button asks for attention. One `Primary` a page, `Danger` never beside it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ButtonKind {
    /// The page's main action.
    Primary,
    /// Everything else.
    #[default]
    Quiet,
    /// Looks like a link: small acts inside text or rows.
    Plain,
    /// Destroys something.
    Danger,
}

impl ButtonKind {
    fn class(self) -> &'static str {
        match self {
            Self::Primary => "button primary",
            Self::Quiet => "button quiet",
            Self::Plain => "button plain",
            Self::Danger => "button danger",
        }
    }
}

/// A button. While `busy` it keeps its label and its place but cannot be pressed again.
#[component]
pub fn Button(
    /// What pressing it does, in words.
    #[prop(into)]
    label: TextProp,
    #[prop(optional)] kind: ButtonKind,
    /// `on_press=move || …`; may be left out for a submit button inside a form.
    #[prop(optional, into)]
    on_press: Option<Callback<()>>,
    #[prop(optional, into)] disabled: Signal<bool>,
    #[prop(optional, into)] busy: Signal<bool>,
    /// Submits the form it stands in.
    #[prop(optional)]
    submit: bool,
    #[prop(optional)] icon: Option<Icon>,
    /// The key that does the same, shown on laptops only: "n", "/".
    #[prop(optional)]
    key_hint: Option<&'static str>,
    /// A whole sentence for screen readers where the label alone would not say which row is meant.
    #[prop(optional, into)]
    says: Option<TextProp>,
    #[prop(optional, into)] id: Option<String>,
) -> impl IntoView {
    let off = move || disabled.get() || busy.get();
    view! {
        <button
            id=id
            type=if submit { "submit" } else { "button" }
            class=kind.class()
            aria-label=says.map(|says| move || says.get().to_string())
            aria-busy=move || busy.get().then_some("true")
            // Not `disabled`: the focus must not be lost while work is under way.
            aria-disabled=move || off().then_some("true")
            on:click=move |event| {
                if off() {
                    event.prevent_default();
                } else if let Some(press) = on_press {
                    press.run(());
                }
            }
        >
            {icon.map(|icon| view! { <Sign icon/> })}
            <span>{move || label.get()}</span>
            {key_hint.map(|key| view! { <kbd aria-hidden="true">{key}</kbd> })}
        </button>
    }
}

/// A link to a page that looks like a button.
#[component]
pub fn ButtonLink(
    #[prop(into)] label: TextProp,
    #[prop(into)] to: Signal<Route>,
    #[prop(optional)] kind: ButtonKind,
    #[prop(optional)] icon: Option<Icon>,
    #[prop(optional)] key_hint: Option<&'static str>,
) -> impl IntoView {
    view! {
        <a class=kind.class() href=move || to.get().href()>
            {icon.map(|icon| view! { <Sign icon/> })}
            <span>{move || label.get()}</span>
            {key_hint.map(|key| view! { <kbd aria-hidden="true">{key}</kbd> })}
        </a>
    }
}

/// Where a page's actions stand: full width in the lower third on a phone, bottom right on a laptop. Put the main
/// action last; a `Danger` button does not belong here.
#[component]
pub fn Actions(children: Children) -> impl IntoView {
    view! { <div class="actions">{children()}</div> }
}
