//! Step 5: the vault is made. What the browser answered, what works offline, and the way in.

use leptos::prelude::*;

use super::Beginning;
use crate::app::i18n::*;
use crate::app::platform::browser::use_browser;
use crate::app::platform::install::Install;
use crate::app::platform::storage::Kept;
use crate::app::ui::*;

#[component]
pub(super) fn Ready(beginning: Beginning) -> impl IntoView {
    let i18n = use_i18n();
    let updates = use_browser().updates;
    let offer = expect_context::<Install>();
    let kept = move || match beginning.kept.get() {
        None => "",
        Some(Kept::Yes) => t_string!(i18n, settings.kept_yes),
        Some(Kept::No) => t_string!(i18n, settings.kept_no),
        Some(Kept::Unknown) => t_string!(i18n, settings.kept_unknown),
    };
    let offline = move || {
        if updates.works_offline() {
            t_string!(i18n, vault.works_offline)
        } else {
            t_string!(i18n, vault.loading_offline)
        }
    };
    let install = move || leptos::task::spawn_local(async move { offer.ask().await });
    view! {
        <Message tone=Tone::Done><p>{t!(i18n, vault.made)}</p></Message>
        <Lines>
            <Line name=move || t_string!(i18n, settings.kept)>
                <span role="status">{kept}</span>
                {move || offer.is_offered().then(|| view! {
                    <Button label=move || t_string!(i18n, settings.install) on_press=install/>
                })}
            </Line>
            <Line name=move || t_string!(i18n, vault.offline)>
                <span role="status">{offline}</span>
            </Line>
        </Lines>
        <Actions>
            <Button
                kind=ButtonKind::Primary
                label=move || t_string!(i18n, vault.begin)
                on_press=move || beginning.begin()
            />
        </Actions>
    }
}
