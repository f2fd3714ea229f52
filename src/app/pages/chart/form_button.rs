//! A button that opens a form in a layer over the page.

use leptos::prelude::*;
use leptos::text_prop::TextProp;

use super::open::OpenChart;
use crate::app::ui::*;

/// The form is made anew each time and closes when it was signed.
#[component]
pub fn FormButton(
    #[prop(into)] label: TextProp,
    #[prop(into)] title: TextProp,
    #[prop(optional)] kind: ButtonKind,
    #[prop(optional_no_strip, into)] says: Option<TextProp>,
    /// The form; it is told how to close the layer.
    form: Callback<(Callback<()>,), AnyView>,
) -> impl IntoView {
    let open = RwSignal::new(false);
    let close = Callback::new(move |()| open.set(false));
    if let Some(OpenChart { form_open, .. }) = use_context() {
        stands_over(open, form_open);
    }
    let button = match says {
        Some(says) => {
            view! { <Button label kind says on_press=move || open.set(true)/> }.into_any()
        }
        None => view! { <Button label kind on_press=move || open.set(true)/> }.into_any(),
    };
    view! {
        {button}
        <Dialog open title>{form.run((close,))}</Dialog>
    }
}

/// Tells the page beneath as long as this layer is open.
fn stands_over(open: RwSignal<bool>, page: RwSignal<bool>) {
    Effect::new(move |was: Option<bool>| {
        let is = open.get();
        if is || was == Some(true) {
            page.set(is);
        }
        is
    });
    on_cleanup(move || {
        if open.get_untracked() {
            page.try_set(false);
        }
    });
}
