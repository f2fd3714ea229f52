//! The pages, each made of `ui` and `state`. `Root` shows what stands before the vault, or the shell around a page.

pub mod birth;
pub mod chart;
mod clock;
mod cover;
pub mod drafts;
mod first_run;
mod gate;
mod gate_frame;
mod inside;
mod keys;
mod lack;
mod later;
mod lists;
pub mod measured;
mod more;
mod not_open;
mod on_paper;
mod opening;
mod passphrase;
mod people;
mod preparing;
mod register;
mod rescue;
mod role;
mod settings;
mod shell;
mod short_code;
pub mod signing;
pub mod someone;
mod switch;
mod transfer;
pub mod trouble;
mod unlock;
mod update;
pub mod visit;
mod write;

use leptos::prelude::*;

use super::route::{ChartPart, ListName, Route};
use super::state::use_app;

pub use gate::Root;
pub use inside::inside;
pub use later::{FetchInside, Inside, Later};

/// The page of an address. The pages of one chart are one component, so that the chart stays open while one goes about; so are
/// the lists, so that what was counted of them stays.
#[component]
fn Shown() -> impl IntoView {
    let app = use_app();
    let page = Memo::new(move |_| match app.route.get() {
        Route::Chart(chart, _) => Route::Chart(chart, ChartPart::Summary),
        route if route.is_of_a_clinic() && app.is_of_a_family() => Route::Today,
        Route::Lists(_) => Route::Lists(ListName::default()),
        other => other,
    });
    move || show(page.get())
}

fn show(route: Route) -> AnyView {
    match route {
        Route::Today => view! { <register::Today/> }.into_any(),
        Route::Waiting => view! { <register::Waiting/> }.into_any(),
        Route::Find => view! { <register::Find/> }.into_any(),
        Route::Intake(id) => view! { <register::Intake id/> }.into_any(),
        Route::Chart(..) => view! { <chart::ChartPages/> }.into_any(),
        Route::Export(chart) => view! { <transfer::Export chart/> }.into_any(),
        Route::Import => view! { <transfer::Import/> }.into_any(),
        Route::Write => view! { <write::Write/> }.into_any(),
        Route::More => view! { <more::More/> }.into_any(),
        Route::Lists(_) => view! { <lists::Lists/> }.into_any(),
        Route::Settings(part) => view! { <settings::Settings part/> }.into_any(),
    }
}
