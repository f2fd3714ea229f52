//! What Carnet is, what it is not, and whose code sets it uses.

use leptos::prelude::*;

use super::part_name;
use crate::app::i18n::*;
use crate::app::route::SettingsPart;
use crate::app::state::use_app;
use crate::app::ui::*;

/// The notices each code set's licence asks for stand in NOTICE, word for word; here is what is used and under what.
const NOTICE: &str = include_str!("../../../../NOTICE");

#[component]
pub fn About() -> impl IntoView {
    let i18n = use_i18n();
    let app = use_app();
    let fingerprint = move || app.session.get().map(|session| session.fingerprint);
    view! {
        <Page title=move || part_name(i18n, SettingsPart::About)>
            <p>{t!(i18n, settings.about_words)}</p>
            <p>{t!(i18n, settings.about_limits)}</p>
            <Lines>
                <Line name=move || t_string!(i18n, vault.fingerprint)>
                    <span translate="no">{fingerprint}</span>
                </Line>
                <Line name=move || t_string!(i18n, settings.licence)>
                    <span translate="no">"MIT, Apache-2.0"</span>
                </Line>
            </Lines>
            <Panel title=move || t_string!(i18n, settings.code_sets)>
                <div class="notice" translate="no">
                    {NOTICE.split("\n\n").map(|part| view! { <p>{reflowed(part)}</p> }).collect_view()}
                </div>
            </Panel>
        </Page>
    }
}

/// A heading stays a line of its own; the indented lines under it flow.
fn reflowed(part: &str) -> String {
    let mut words = String::new();
    let mut flows = false;
    for line in part.lines() {
        let indented = line.starts_with(' ');
        if !words.is_empty() {
            words.push(if flows && indented { ' ' } else { '\n' });
        }
        words.push_str(line.trim());
        flows = indented;
    }
    words
}
