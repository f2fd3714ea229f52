use leptos::prelude::*;
use leptos::text_prop::TextProp;

use crate::app::i18n::*;
use crate::app::route::Route;

/// Where one is in a few steps: the whole list on a laptop, "step 2 of 3" on a phone.
#[component]
pub fn Steps(
    names: Vec<TextProp>,
    /// From 0.
    #[prop(into)]
    at: Signal<usize>,
) -> impl IntoView {
    let i18n = use_i18n();
    let of = names.len();
    let here = names.clone();
    let items = names
        .into_iter()
        .enumerate()
        .map(|(i, name)| {
            view! {
                <li aria-current=move || (at.get() == i).then_some("step")>
                    <span class="step-number">{i + 1}</span>
                    <span>{move || name.get()}</span>
                </li>
            }
        })
        .collect_view();
    view! {
        <ol class="steps">{items}</ol>
        <p class="steps-short">
            {move || t_string!(i18n, ui.step_of, step = at.get() + 1, of = of)}
            ". "
            {move || here.get(at.get()).map(|name| name.get())}
        </p>
    }
}

/// Links between the parts of one thing (a chart's Summary, Problems, History); the present one is marked.
#[component]
pub fn Tabs(
    /// What the parts belong to, for screen readers.
    #[prop(into)]
    says: TextProp,
    tabs: Vec<(TextProp, Route)>,
    /// Whether a tab is the present one.
    #[prop(into)]
    is_here: Callback<(Route,), bool>,
    /// Beside the tabs on a laptop: a button.
    #[prop(optional, into)]
    aside: Option<ViewFn>,
) -> impl IntoView {
    let items = tabs
        .into_iter()
        .map(|(name, to)| {
            view! {
                <li>
                    <a href=to.href() aria-current=move || is_here.run((to,)).then_some("page")>
                        {move || name.get()}
                    </a>
                </li>
            }
        })
        .collect_view();
    view! {
        <nav class="tabs" aria-label=move || says.get().to_string()>
            <ul>{items}</ul>
            {aside.map(|aside| view! { <div class="tabs-aside">{move || aside.run()}</div> })}
        </nav>
    }
}
