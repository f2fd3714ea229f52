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

#[component]
pub(super) fn Place(beginning: Beginning) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <Field
            id="first-name"
            label=move || t_string!(i18n, vault.your_name)
            hint=move || t_string!(i18n, vault.your_name_hint)
            value=beginning.name
        />
        {untrack(|| beginning.asks_role()).then(|| view! {
            <RoleChoice role=beginning.role other=beginning.other_role/>
            <Field
                id="first-site"
                label=move || t_string!(i18n, vault.site)
                hint=move || t_string!(i18n, vault.site_hint)
                value=beginning.site
            />
        })}
        <Field
            id="first-device"
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
) -> impl IntoView {
    let i18n = use_i18n();
    let say = use_say();
    let mut options: Vec<(&'static str, TextProp)> = ROLES
        .into_iter()
        .map(|word| (word, (move || say.role(word)).into()))
        .collect();
    options.push((OTHER, (move || t_string!(i18n, vault.other_role)).into()));
    view! {
        <Choice id="role" legend=move || t_string!(i18n, vault.role) value=role options/>
        {move || (role.get() == Some(OTHER)).then(|| view! {
            <Field id="role-other" label=move || t_string!(i18n, vault.role_in_words) value=other/>
        })}
    }
}
