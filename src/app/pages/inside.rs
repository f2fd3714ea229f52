//! What the part behind the lock holds.

use leptos::prelude::*;

use super::first_run::beginning::Beginning;
use super::first_run::glance::Glance;
use super::later::Inside;
use super::shell::Shell;

/// The pages behind the lock. Only the part that holds them may call this, or the first screen waits for them.
pub fn inside() -> Inside {
    Inside {
        shell: || view! { <Shell/> }.into_any(),
        glance: || {
            let beginning = expect_context::<Beginning>();
            view! { <Glance beginning/> }.into_any()
        },
    }
}
