//! What of a chart cannot be read here: said before what can, and wherever there would be nothing to read.

use leptos::prelude::*;
use leptos::text_prop::TextProp;

use super::open::OpenChart;
use crate::app::i18n::*;
use crate::app::ui::*;

/// What of the chart cannot be read here, before anything that can.
#[component]
pub fn Readable(chart: OpenChart) -> impl IntoView {
    let i18n = use_i18n();
    let counts = Memo::new(move |_| {
        chart
            .banner(|banner| (banner.unreadable, banner.newer, banner.entries))
            .unwrap_or_default()
    });
    move || {
        let (unreadable, newer, entries) = counts.get();
        view! {
            {(unreadable > 0).then(|| view! {
                <Message tone=Tone::NotKnown>
                    <p>{t_string!(i18n, chart.summary.unreadable, n = unreadable, others = entries)}</p>
                </Message>
            })}
            {(newer > 0).then(|| view! {
                <Message tone=Tone::NotKnown>
                    <p>{t_string!(i18n, chart.summary.newer, n = newer)}</p>
                </Message>
            })}
        }
    }
}

/// What stands where nothing is recorded. While entries cannot be read nobody knows that nothing is.
#[component]
pub fn Nothing(
    chart: OpenChart,
    #[prop(into)] words: TextProp,
    /// The words say that something is missing.
    #[prop(optional)]
    missing: bool,
) -> impl IntoView {
    let i18n = use_i18n();
    let unread = Memo::new(move |_| chart.banner(|banner| banner.unreadable > 0) == Some(true));
    move || {
        let words = words.clone();
        match (unread.get(), missing) {
            (true, _) => view! {
                <p><Mark tone=Tone::NotKnown words=move || t_string!(i18n, chart.summary.none_readable)/></p>
            }
            .into_any(),
            (false, true) => view! { <p><Mark tone=Tone::NotKnown words/></p> }.into_any(),
            (false, false) => view! { <Empty words/> }.into_any(),
        }
    }
}
