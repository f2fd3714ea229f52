use crate::base::InOrder;
use std::sync::Arc;

use leptos::prelude::*;
use leptos::text_prop::TextProp;

use super::long::{Drawn, ShowMore};
use super::rows::Rows;
use crate::app::i18n::*;
use crate::app::state::use_say;

/// A list of which only some rows are shown until the others are asked for: "9 more" opens it in its place and keeps the
/// focus. On paper nothing is folded.
#[component]
pub fn Shortened<T: Clone + Send + Sync + 'static>(
    /// What the list holds, for screen readers.
    #[prop(into)]
    says: TextProp,
    /// All of them, in the order they stand in.
    rows: Vec<T>,
    /// Whether a row, by its place, is shown before the others are asked for.
    first: impl Fn(usize) -> bool,
    /// Kept by the page, so that coming back is coming back to the same list.
    open: RwSignal<bool>,
    draw: impl Fn(T) -> AnyView + Send + Sync + 'static,
) -> impl IntoView {
    let say = use_say();
    let i18n = say.0;
    let draw = Arc::new(draw);
    let places = rows.into_iter().enumerate();
    let (mut shown, mut folded): (Vec<_>, Vec<_>) = places.partition(|(place, _)| first(*place));
    // The button would take the room of the one row it hides.
    if folded.len() == 1 {
        shown.append(&mut folded);
        shown.order_by_key(|(place, _)| *place);
    }
    let more = folded.len();
    let mut all: Vec<_> = shown.iter().chain(&folded).cloned().collect();
    all.order_by_key(|(place, _)| *place);
    let drawn = Drawn::first(all.len());
    let on_paper = says.clone();
    let list = {
        let draw = Arc::clone(&draw);
        move || {
            let rows = if open.get() {
                &all[..drawn.rows()]
            } else {
                &shown[..]
            };
            let rows = rows.iter().map(|(_, row)| draw(row.clone()));
            rows.collect_view()
        }
    };
    let rest = move || {
        let draw = Arc::clone(&draw);
        let rows = folded
            .iter()
            .take(ON_PAPER)
            .map(|(_, row)| draw(row.clone()));
        let rows = rows.collect_view();
        let says = on_paper.clone();
        let beyond = more.saturating_sub(ON_PAPER);
        view! {
            <div class="print-only">
                <Rows says=move || says.get()>{rows}</Rows>
                {(beyond > 0).then(|| view! {
                    <p>{t_string!(i18n, ui.not_on_paper, n = say.count(beyond as u32))}</p>
                })}
            </div>
        }
    };
    view! {
        <Rows says=move || says.get()>{list}</Rows>
        {(more > 0).then(|| view! {
            {move || (!open.get()).then(&rest)}
            <Show when=move || open.get()><ShowMore drawn/></Show>
            <button
                type="button"
                class="button plain more-rows"
                aria-expanded=move || open.get().to_string()
                on:click=move |_| open.update(|open| *open = !*open)
            >
                {move || if open.get() {
                    t_string!(i18n, ui.show_fewer).to_string()
                } else {
                    t_string!(i18n, ui.n_more, n = say.count(more as u32))
                }}
            </button>
        })}
    }
}

/// So many of the folded rows are printed with the page they are folded on.
const ON_PAPER: usize = 60;
