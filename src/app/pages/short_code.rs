//! The short code that a covered page asks for, and that brings somebody back.

use leptos::prelude::*;
use leptos::text_prop::TextProp;

use crate::app::ui::*;
use crate::terms::digits::in_figures;

/// Figures of the short code.
const CODE_LENGTH: usize = 6;

/// At most six figures of what was typed.
fn figures(text: &str) -> String {
    let figures = in_figures(text);
    let figures = figures.chars().filter(char::is_ascii_digit);
    figures.take(CODE_LENGTH).collect()
}

/// The field a short code is typed into: it takes figures alone, and no more than a code has.
#[component]
pub fn CodeField(
    #[prop(into)] id: String,
    #[prop(into)] label: TextProp,
    code: RwSignal<String>,
    /// The focus goes there as soon as it is drawn.
    #[prop(optional)]
    focused: bool,
) -> impl IntoView {
    let node = NodeRef::<leptos::html::Input>::new();
    if focused {
        Effect::new(move |_| {
            if let Some(field) = node.get() {
                let _ = field.focus();
            }
        });
    }
    let value = Bind::new(move || code.get(), move |text| code.set(figures(&text)));
    view! {
        <div class="cover-code">
            <Field id node kind=FieldKind::Digits size=6 label value/>
        </div>
    }
}

/// Whether so many figures are typed that it may be tried.
pub fn is_whole(code: RwSignal<String>) -> bool {
    code.with(|code| code.len() == CODE_LENGTH)
}
