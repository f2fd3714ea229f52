//! Takes one of several lines out of what is being written.

use leptos::prelude::*;
use leptos::text_prop::TextProp;

use crate::app::i18n::*;
use crate::app::ui::*;

#[component]
pub fn RemoveLine(
    /// Which one, for who does not see what the button stands beside.
    #[prop(into)]
    what: TextProp,
    #[prop(into)] on_press: Callback<()>,
) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <Button
            label=move || t_string!(i18n, chart.note.remove)
            kind=ButtonKind::Plain
            says=move || t_string!(i18n, chart.note.remove_which, what = what.get().to_string())
            on_press=move || on_press.run(())
        />
    }
}
