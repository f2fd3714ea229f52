//! Step 2: name, role, place, and a short name for this device.

use leptos::prelude::*;
use leptos::text_prop::TextProp;

use super::Beginning;
use crate::app::i18n::*;
use crate::app::state::use_say;
use crate::app::ui::*;

/// Stored roles are these words, or what was written under *another*.
const ROLES: [&str; 6] = ["doctor", "nurse", "midwife", "officer", "clerk", "records"];
pub(super) const OTHER: &str = "";

// Where the fields say what they lack.
pub(super) const NAME: &str = "first-name";
pub(super) const DEVICE: &str = "first-device";
pub(super) const ROLE: &str = "role-0";
pub(super) const ROLE_WORDS: &str = "role-other";

#[component]
pub(super) fn Place(beginning: Beginning) -> impl IntoView {
    let i18n = use_i18n();
    let lacking = beginning.lacking;
    Effect::new(move |_| {
        beginning.name.track();
        beginning.role.track();
        beginning.other_role.track();
        beginning.device.track();
        lacking.clear();
    });
    let may_be_left = untrack(|| beginning.is_given_a_file());
    view! {
        <Field
            id=NAME
            error=lacking.at(NAME)
            label=move || t_string!(i18n, vault.your_name)
            hint=move || t_string!(i18n, vault.your_name_hint)
            value=beginning.name
        />
        {untrack(|| beginning.asks_role()).then(|| view! {
            {may_be_left.then(|| view! { <p class="hint">{t!(i18n, vault.role_may_be_left)}</p> })}
            <RoleChoice
                role=beginning.role
                other=beginning.other_role
                error=lacking.at(ROLE)
                words_error=lacking.at(ROLE_WORDS)
            />
            <Field
                id="first-site"
                label=move || t_string!(i18n, vault.site)
                hint=move || t_string!(i18n, vault.site_hint)
                value=beginning.site
            />
        })}
        <Field
            id=DEVICE
            error=lacking.at(DEVICE)
            label=move || t_string!(i18n, vault.device)
            hint=move || t_string!(i18n, vault.device_hint)
            value=beginning.device
        />
    }
}

/// A role of the list, or another in words.
#[component]
pub fn RoleChoice(
    #[prop(into)] role: RwSignal<Option<&'static str>>,
    #[prop(into)] other: RwSignal<String>,
    #[prop(optional, into)] error: Signal<Option<String>>,
    #[prop(optional, into)] words_error: Signal<Option<String>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let say = use_say();
    let mut options: Vec<(&'static str, TextProp)> = ROLES
        .into_iter()
        .map(|word| (word, (move || say.role(word)).into()))
        .collect();
    options.push((OTHER, (move || t_string!(i18n, vault.other_role)).into()));
    view! {
        <Choice id="role" legend=move || t_string!(i18n, vault.role) value=role options error/>
        {move || (role.get() == Some(OTHER)).then(|| view! {
            <Field
                id=ROLE_WORDS
                label=move || t_string!(i18n, vault.role_in_words)
                value=other
                error=words_error
            />
        })}
    }
}
