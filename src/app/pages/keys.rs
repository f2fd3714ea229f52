//! The keys, shown by "?".

use leptos::prelude::*;

use crate::app::i18n::*;
use crate::app::state::use_app;
use crate::app::ui::*;

type Words = fn(Texts) -> &'static str;

const KEYS: [(&str, Words); 21] = [
    ("/   Ctrl+K", |i18n| t_string!(i18n, vault.keys.find)),
    ("g t", |i18n| t_string!(i18n, vault.keys.today)),
    ("g w", |i18n| t_string!(i18n, vault.keys.waiting)),
    ("g l", |i18n| t_string!(i18n, vault.keys.lists)),
    ("g s", |i18n| t_string!(i18n, vault.keys.summary)),
    ("g p", |i18n| t_string!(i18n, vault.keys.problems)),
    ("g h", |i18n| t_string!(i18n, vault.keys.history)),
    ("g m", |i18n| t_string!(i18n, vault.keys.medicines)),
    ("n", |i18n| t_string!(i18n, vault.keys.new)),
    ("w", |i18n| t_string!(i18n, common.write)),
    ("j   k", |i18n| t_string!(i18n, vault.keys.rows)),
    ("←   →   ↑   ↓", |i18n| t_string!(i18n, plots.keys)),
    ("1 – 9", |i18n| t_string!(i18n, vault.keys.number)),
    ("y n a u d", |i18n| t_string!(i18n, vault.keys.answers)),
    ("Alt+↑   Alt+↓", |i18n| {
        t_string!(i18n, vault.keys.sections)
    }),
    ("Ctrl+Enter", |i18n| t_string!(i18n, vault.keys.review)),
    ("Ctrl+S", |i18n| t_string!(i18n, vault.keys.save)),
    ("F8", |i18n| t_string!(i18n, vault.keys.cover)),
    ("Esc", |i18n| t_string!(i18n, vault.keys.escape)),
    ("Tab", |i18n| t_string!(i18n, vault.keys.tab)),
    ("?", |i18n| t_string!(i18n, vault.keys.keys)),
];

#[component]
pub fn KeysDialog() -> impl IntoView {
    let i18n = use_i18n();
    let open = use_app().showing_keys;
    view! {
        <Dialog open title=move || t_string!(i18n, vault.keys.title)>
            <dl class="key-list">
                {KEYS
                    .into_iter()
                    .map(|(keys, words)| view! {
                        <dt>{keys.split("   ").map(|key| view! { <kbd>{key}</kbd> " " }).collect_view()}</dt>
                        <dd>{move || words(i18n)}</dd>
                    })
                    .collect_view()}
            </dl>
            <p class="quiet-text">{t!(i18n, vault.keys.off)}</p>
        </Dialog>
    }
}
