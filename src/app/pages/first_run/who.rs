//! Step 2: name, role, place, and a short name for this device.

use leptos::prelude::*;

use super::Beginning;
use crate::app::i18n::*;
use crate::app::pages::role::RoleChoice;
use crate::app::ui::*;

// Where the fields say what they lack.
pub(super) const NAME: &str = "first-name";
pub(super) const DEVICE: &str = "first-device";

#[component]
pub(super) fn Place(beginning: Beginning) -> impl IntoView {
    let i18n = use_i18n();
    let lacking = beginning.lacking;
    Effect::new(move |_| {
        beginning.name.track();
        beginning.role.track();
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
            <RoleChoice role=beginning.role lacking/>
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
