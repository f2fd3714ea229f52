use leptos::prelude::*;
use leptos::text_prop::TextProp;
use qrcodegen::{QrCode, QrCodeEcc};

/// Text as a QR code, drawn dark on white in every theme so that cameras read it. Nothing is drawn when the text is
/// longer than a QR code holds.
#[component]
pub fn Qr(
    #[prop(into)] text: Signal<String>,
    /// What the code holds, for screen readers.
    #[prop(into)]
    says: TextProp,
) -> impl IntoView {
    let drawn = Memo::new(move |_| text.with(|text| draw(text)));
    view! {
        {move || drawn.get().map(|(size, path)| {
            let says = says.clone();
            view! {
                <svg
                    class="qr"
                    role="img"
                    aria-label=move || says.get().to_string()
                    viewBox=format!("0 0 {size} {size}")
                    shape-rendering="crispEdges"
                >
                    <rect width=size.to_string() height=size.to_string() fill="#fff"/>
                    <path d=path fill="#000"/>
                </svg>
            }
        })}
    }
}

/// Side of the drawing in modules, quiet zone included, and the dark modules as one path.
fn draw(text: &str) -> Option<(i32, String)> {
    const QUIET: i32 = 4;
    let code = QrCode::encode_text(text, QrCodeEcc::Medium).ok()?;
    let mut path = String::new();
    for y in 0..code.size() {
        for x in (0..code.size()).filter(|x| code.get_module(*x, y)) {
            path.push_str(&format!("M{} {}h1v1h-1z", x + QUIET, y + QUIET));
        }
    }
    Some((code.size() + 2 * QUIET, path))
}
