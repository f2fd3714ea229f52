use leptos::prelude::*;
use leptos::text_prop::TextProp;

use super::bind::Bind;
use super::fresh_id;

/// What can be chosen, each with its words: `choices![i18n; Theme::Light => settings.light, …]`.
macro_rules! choices {
    ($i18n:ident; $($value:expr => $($key:ident).+),+ $(,)?) => {
        vec![$((
            $value,
            leptos::text_prop::TextProp::from(move || t_string!($i18n, $($key).+)),
        )),+]
    };
}
pub(crate) use choices;

/// One of a few, as a row of radio buttons. `None` in the binding: nothing chosen yet.
///
/// ```ignore
/// <Choice legend="Sex" value=sex options=vec![(Sex::Female, "Female".into()), (Sex::Male, "Male".into())]/>
/// ```
#[component]
pub fn Choice<T>(
    #[prop(into)] legend: TextProp,
    #[prop(into)] value: Bind<Option<T>>,
    options: Vec<(T, TextProp)>,
    /// The legend is read by screen readers only.
    #[prop(optional)]
    legend_hidden: bool,
    #[prop(optional, into)] error: Signal<Option<String>>,
    /// Options under each other instead of in a row.
    #[prop(optional)]
    stacked: bool,
    /// The last option stands for a gap ("not asked") and is drawn as one.
    #[prop(optional)]
    last_is_gap: bool,
    /// Start of the options' ids; fixed, where the focus is to return here.
    #[prop(optional, into)]
    id: Option<String>,
) -> impl IntoView
where
    T: Copy + PartialEq + Send + Sync + 'static,
{
    let name = id.unwrap_or_else(|| fresh_id("choice"));
    let error_id = format!("{name}-error");
    let described = error_id.clone();
    let last = options.len().saturating_sub(1);
    let buttons = options
        .into_iter()
        .enumerate()
        .map(|(i, (option, label))| {
            let id = format!("{name}-{i}");
            let chosen = move || value.get() == Some(option);
            view! {
                <div class="segment" class:segment-unasked=last_is_gap && i == last>
                    <input
                        type="radio"
                        id=id.clone()
                        name=name.clone()
                        autocomplete="off"
                        prop:checked=chosen
                        on:change=move |_| value.set(Some(option))
                    />
                    <label for=id>{move || label.get()}</label>
                </div>
            }
        })
        .collect_view();
    view! {
        <fieldset class="choice" class:choice-stacked=stacked aria-describedby=described>
            <legend class:hidden-visually=legend_hidden>{move || legend.get()}</legend>
            <div class="segments">{buttons}</div>
            <p class="field-error" id=error_id role="alert">{move || error.get()}</p>
        </fieldset>
    }
}

/// One of many, as the browser's own list.
#[component]
pub fn Select<T>(
    #[prop(into)] label: TextProp,
    #[prop(into)] value: Bind<T>,
    options: Vec<(T, TextProp)>,
    #[prop(optional)] label_hidden: bool,
    #[prop(optional, into)] error: Signal<Option<String>>,
    #[prop(optional, into)] id: Option<String>,
) -> impl IntoView
where
    T: Clone + PartialEq + Send + Sync + 'static,
{
    let id = id.unwrap_or_else(|| fresh_id("select"));
    let error_id = format!("{id}-error");
    let values: Vec<T> = options.iter().map(|(value, _)| value.clone()).collect();
    let items = options
        .into_iter()
        .enumerate()
        .map(|(i, (option, label))| {
            view! {
                <option value=i.to_string() prop:selected=move || value.get() == option>
                    {move || label.get()}
                </option>
            }
        })
        .collect_view();
    view! {
        <div class="field field-select">
            <label for=id.clone() class:hidden-visually=label_hidden>{move || label.get()}</label>
            <select
                id=id.clone()
                autocomplete="off"
                aria-describedby=error_id.clone()
                aria-invalid=move || error.with(Option::is_some).then_some("true")
                on:change=move |event| {
                    let index = event_target_value(&event).parse::<usize>().ok();
                    if let Some(chosen) = index.and_then(|i| values.get(i)) {
                        value.set(chosen.clone());
                    }
                }
            >
                {items}
            </select>
            <p class="field-error" id=error_id role="alert">{move || error.get()}</p>
        </div>
    }
}

/// Several of a few, as a row of boxes that look like the segments of a [`Choice`]. A press turns one on or off.
#[component]
pub fn Ticks<T>(
    #[prop(into)] legend: TextProp,
    options: Vec<(T, TextProp)>,
    is_chosen: Callback<(T,), bool>,
    press: Callback<(T,)>,
    /// Start of the options' ids.
    id: &'static str,
) -> impl IntoView
where
    T: Copy + Send + Sync + 'static,
{
    let boxes = options.into_iter().enumerate().map(|(i, (option, label))| {
        let id = format!("{id}-{i}");
        view! {
            <div class="segment segment-box">
                <input
                    type="checkbox"
                    id=id.clone()
                    autocomplete="off"
                    prop:checked=move || is_chosen.run((option,))
                    on:change=move |_| press.run((option,))
                />
                <label for=id>{move || label.get()}</label>
            </div>
        }
    });
    let boxes = boxes.collect_view();
    view! {
        <fieldset class="choice">
            <legend>{move || legend.get()}</legend>
            <div class="segments">{boxes}</div>
        </fieldset>
    }
}
