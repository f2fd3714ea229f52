//! The pages, each made of `ui` and `state`. `Root` shows what stands before the vault, or the shell around a page.

mod cover;
mod first_run;
mod gate;
mod keys;
mod more;
mod passphrase;
mod people;
mod rescue;
mod settings;
mod shell;
mod switch;
mod unlock;
mod write;

use leptos::prelude::*;

use super::route::{ChartPart, Route};
use super::state::use_app;
use shell::NoPage;

pub use gate::Root;

/// The page of an address. Rebuilt only when the address changes.
#[component]
fn Shown() -> impl IntoView {
    let app = use_app();
    move || show(app.route.get())
}

fn show(route: Route) -> AnyView {
    match route {
        Route::Today => view! { <NoPage/> }.into_any(),
        Route::Find => view! { <NoPage/> }.into_any(),
        Route::Intake(_draft) => view! { <NoPage/> }.into_any(),
        Route::Chart(_chart, part) => show_chart(part),
        Route::Export(_chart) => view! { <NoPage/> }.into_any(),
        Route::Import => view! { <NoPage/> }.into_any(),
        Route::Write => view! { <write::Write/> }.into_any(),
        Route::More => view! { <more::More/> }.into_any(),
        Route::Settings(part) => view! { <settings::Settings part/> }.into_any(),
    }
}

fn show_chart(part: ChartPart) -> AnyView {
    match part {
        ChartPart::Summary => view! { <NoPage/> }.into_any(),
        ChartPart::Problems => view! { <NoPage/> }.into_any(),
        ChartPart::Problem(_problem) => view! { <NoPage/> }.into_any(),
        ChartPart::History => view! { <NoPage/> }.into_any(),
        ChartPart::Entry(_entry) => view! { <NoPage/> }.into_any(),
        ChartPart::Documents => view! { <NoPage/> }.into_any(),
        ChartPart::Other => view! { <NoPage/> }.into_any(),
        ChartPart::Identity => view! { <NoPage/> }.into_any(),
        ChartPart::Note(_draft) => view! { <NoPage/> }.into_any(),
        ChartPart::Print => view! { <NoPage/> }.into_any(),
    }
}
