//! Review and sign: exactly what becomes permanent, shown once; one press that cannot be doubled.

use leptos::context::Provider;
use leptos::prelude::*;
use leptos::text_prop::TextProp;

use super::checked::Checked;
use super::entry::Statements;
use super::filled::FormsWhole;
use super::open::OpenChart;
use crate::app::i18n::*;
use crate::app::pages::drafts::DraftLine;
use crate::app::pages::signing::{SignBar, Signing};
use crate::app::platform::device;
use crate::app::route::{ChartPart, Route};
use crate::app::state::{Autosave, use_app, use_say};
use crate::app::ui::*;
use crate::base::ChartId;
use crate::chart::when::When;
use crate::engine::protocol::Review;

/// What signing a draft makes permanent, and the press that does it. Then the chart it was signed in is shown.
#[component]
pub fn ReviewPage(
    review: Review,
    saving: Autosave,
    /// "Back to the form".
    #[prop(into)]
    back: TextProp,
    #[prop(into)] on_back: Callback<()>,
    /// Said on the page of the chart once it was signed.
    #[prop(optional, into)]
    signed: Option<TextProp>,
    /// What only drafts of one kind have to say here: what was not asked, what is empty, whom it resembles.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let say = use_say();
    let i18n = say.0;
    let app = use_app();
    let now = device::now();
    let signing = Signing::of(saving);
    // Someone new has no open chart yet; of any other it is read again.
    let open = use_context::<OpenChart>();
    let show_chart = move |(chart,): (ChartId,)| {
        let signed = signed.clone();
        if let Some(open) = open {
            open.changed();
        }
        leptos::task::spawn_local(async move {
            app.refresh_drafts().await;
            // Leaving a page takes away what was said of it to be done.
            app.replace(Route::Chart(chart, ChartPart::Summary));
            if let Some(words) = signed {
                app.notices.done(untrack(|| words.get().to_string()));
            }
        });
    };
    let behind = review.clock_behind;
    let checked = view! { <Checked review=&review/> };
    view! {
        <Page title=move || t_string!(i18n, chart.sign.review)>
            <div class="review">
                {behind.map(|last| view! {
                    <Message tone=Tone::NotKnown>
                        <p>{move || say.clock_behind(now, last)}</p>
                        <p>{t!(i18n, people.clock.meaning)}</p>
                    </Message>
                })}
                <p class="quiet-text">{move || t_string!(i18n, chart.sign.permanent_from, now = say.moment(now))}</p>
                <section aria-label=move || t_string!(i18n, chart.sign.review)>
                    <Provider value=FormsWhole>
                        <Statements statements=review.statements at=When::Moment(now)/>
                    </Provider>
                </section>
                {checked}
                {children.map(|children| children())}
                {signing.trouble()}
                <p class="hint">{t!(i18n, chart.sign.permanent)}</p>
                <DraftLine saving/>
            </div>
            <SignBar signing back on_back on_signed=show_chart/>
        </Page>
    }
}
