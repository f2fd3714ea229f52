//! Export in three steps: what and for whom, the passphrase, the check. The answers and the passphrase live as long as
//! the page: leaving it hides the words for good.

mod check;
mod making;
mod passphrase;
mod what;

use leptos::prelude::*;
use leptos::text_prop::TextProp;

use self::making::Exporting;
use crate::app::i18n::*;
use crate::app::ui::*;
use crate::base::ChartId;

/// Which of the three steps is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum At {
    What,
    Passphrase,
    Check,
}

/// `chart`: the chart it was asked for from.
#[component]
pub fn Export(chart: Option<ChartId>) -> impl IntoView {
    let i18n = use_i18n();
    let exporting = Exporting::begin(chart);
    let title = move || match exporting.at.get() {
        At::What => t_string!(i18n, transfer.export.what_title),
        At::Passphrase => t_string!(i18n, transfer.export.passphrase_title),
        At::Check => t_string!(i18n, transfer.export.check_title),
    };
    let names = move || -> Vec<TextProp> {
        vec![
            (move || t_string!(i18n, transfer.export.step_what)).into(),
            (move || t_string!(i18n, transfer.export.step_passphrase)).into(),
            (move || t_string!(i18n, transfer.export.step_check)).into(),
        ]
    };
    let number = Signal::derive(move || exporting.at.get() as usize);
    view! {
        {move || {
            let at = exporting.at.get();
            view! {
                <Page title>
                    <Steps names=names() at=number/>
                    {match at {
                        At::What => view! { <what::What exporting/> }.into_any(),
                        At::Passphrase => view! { <passphrase::PassphraseStep exporting/> }.into_any(),
                        At::Check => view! { <check::Check exporting/> }.into_any(),
                    }}
                </Page>
            }
        }}
    }
}
