//! What stands around every page before the vault is open.

use leptos::prelude::*;

use crate::app::i18n::*;
use crate::app::platform::look::Look;
use crate::app::state::use_app;
use crate::app::ui::*;
use crate::base::Language;

/// The frame of every page before the vault is open: name, language, and a narrow or a wide body.
#[component]
pub fn GateFrame(
    #[prop(optional)] narrow: bool,
    /// In the head, beside the name: the steps.
    #[prop(optional, into)]
    head: Option<ViewFn>,
    /// The records are open behind it or locked away: on paper stands only that.
    #[prop(optional)]
    shut: bool,
    children: Children,
) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <div class="gate" class:gate-shut=shut>
            {shut.then(|| view! { <p class="print-only">{t!(i18n, vault.shut_on_paper)}</p> })}
            <header class="gate-head">
                <span class="gate-name">{t!(i18n, common.carnet)}</span>
                {head.map(|head| move || head.run())}
                <LanguageSelect/>
            </header>
            <main id="main" class="gate-body" class:gate-narrow=narrow>{children()}</main>
        </div>
    }
}

/// The page's language, each in its own words. Changes nothing that was written.
#[component]
pub fn LanguageSelect() -> impl IntoView {
    let i18n = use_i18n();
    let app = use_app();
    let value = Bind::new(
        move || app.look.get().language,
        move |language| {
            if app.session.with_untracked(Option::is_some) {
                leptos::task::spawn_local(async move {
                    let settings = untrack(|| app.settings());
                    // The look has changed already; the vault keeps it at its next settings.
                    let _ = app
                        .change_settings(crate::engine::protocol::Settings {
                            language,
                            ..settings
                        })
                        .await;
                });
            } else {
                app.change_look(Look {
                    language,
                    ..app.look.get_untracked()
                });
            }
        },
    );
    let name = |language| td_string!(locale(language), common.language_name);
    let options = Language::ALL.map(|language| (language, name(language).into()));
    view! {
        <Select
            id="language"
            label=move || t_string!(i18n, vault.language)
            label_hidden=true
            value
            options=options.into()
        />
    }
}
