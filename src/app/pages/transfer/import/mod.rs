//! Import: choose a file, give its passphrase, see what it holds, then add it. Nothing is written before *Add*.

mod added;
mod bundle;
mod choose;
mod fhir;
mod kept_out;
mod listing;
mod opening;
mod signers;
mod whose;

use leptos::prelude::*;

pub use self::bundle::FileFrom;
pub use self::choose::{Choose, FileLine, FilePassphrase};
pub use self::kept_out::NotWhole;
pub use self::listing::{told, told_unsigned};
pub use self::opening::{Importing, Phase};
pub use self::whose::Whose;
use crate::app::i18n::*;
use crate::app::ui::*;

#[component]
pub fn Import() -> impl IntoView {
    let i18n = use_i18n();
    let importing = Importing::begin();
    let title = move || match importing.phase.get() {
        Phase::Choose => t_string!(i18n, transfer.import.title),
        Phase::Passphrase => t_string!(i18n, transfer.import.passphrase_title),
        Phase::Whose(_) => t_string!(i18n, transfer.import.whose_title),
        Phase::Bundle(_) | Phase::Fhir(_) => t_string!(i18n, transfer.import.preview_title),
        Phase::Added(_) => t_string!(i18n, transfer.import.added_title),
    };
    let saved = move || matches!(importing.phase.get(), Phase::Added(_));
    let aside = move || {
        (!saved()).then(|| {
            view! {
                <Mark tone=Tone::Note words=move || t_string!(i18n, transfer.import.nothing_saved)/>
            }
        })
    };
    view! {
        {move || {
            let phase = importing.phase.get();
            let wide = matches!(phase, Phase::Bundle(_));
            view! {
                <Page title aside=ViewFn::from(aside) wide>
                    {match phase {
                        Phase::Choose => view! { <choose::Choose importing/> }.into_any(),
                        Phase::Passphrase => view! { <choose::FilePassphrase importing/> }.into_any(),
                        Phase::Bundle(preview) => {
                            view! { <bundle::Preview importing preview/> }.into_any()
                        }
                        Phase::Fhir(preview) => {
                            view! { <fhir::Preview importing preview/> }.into_any()
                        }
                        Phase::Whose(people) => {
                            let words = move || t_string!(i18n, transfer.import.whose_words);
                            view! { <whose::Whose importing people words/> }.into_any()
                        }
                        Phase::Added(added) => view! { <added::AddedPage added/> }.into_any(),
                    }}
                </Page>
            }
        }}
    }
}
