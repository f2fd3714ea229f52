//! Taking someone in: one form, kept sealed while it is filled, compared with people already here, reviewed, signed once.

mod birth;
mod blood_group;
mod compare;
mod contact;
mod elements;
mod form;
mod lines;
mod measure;
mod photo;
mod question;
mod questions;
mod review;
mod taking;
mod who;
mod whom;

pub use elements::GIVEN;
pub use taking::{Later, Taking};

use leptos::prelude::*;

use crate::app::i18n::*;
use crate::app::platform::device;
use crate::app::route::Route;
use crate::app::state::{use_app, use_say};
use crate::app::ui::*;
use crate::base::{DraftId, Stamp};
use crate::chart::draft::{Draft, IntakeDraft};
use crate::engine::protocol::{Failure, WriteFailure, ask};

/// What the seal held, or nothing yet for a new person.
#[derive(Clone)]
struct Begun {
    draft: IntakeDraft,
    saved: Option<Stamp>,
    cursor: String,
}

#[component]
pub fn Intake(
    id: DraftId,
    /// In the chart of someone who is here already.
    #[prop(optional)]
    later: Option<Later>,
) -> impl IntoView {
    let i18n = use_i18n();
    let say = use_say();
    let app = use_app();
    let begun = RwSignal::new(None::<Result<Begun, Failure>>);
    let blank = later.as_ref().map_or_else(
        || IntakeDraft::new(device::now()),
        |later| questions::blank(&later.person),
    );
    let is_later = later.is_some();
    let later = StoredValue::new(later);
    leptos::task::spawn_local(async move {
        let reply = match app.load_draft(id).await {
            Ok(kept) => match (kept.draft, is_later) {
                (Draft::Intake(draft), false) | (Draft::Questions(draft), true) => Ok(Begun {
                    draft: *draft,
                    saved: Some(kept.saved),
                    cursor: kept.cursor,
                }),
                _ => Err(Failure::Write(WriteFailure::NoDraft)),
            },
            // A fresh address: nothing was typed there yet.
            Err(Failure::Write(WriteFailure::NoDraft)) => Ok(Begun {
                draft: blank,
                saved: None,
                cursor: String::new(),
            }),
            Err(failure) => Err(failure),
        };
        begun.try_set(Some(reply));
    });
    // Its words are lost already: it is not asked twice.
    let discard = move || {
        leptos::task::spawn_local(async move {
            match app.ask(ask::DiscardDraft(id)).await {
                Ok(()) => {
                    app.refresh_drafts().await;
                    app.go(Route::Today);
                }
                Err(failure) => {
                    begun.try_set(Some(Err(failure)));
                }
            }
        });
    };
    move || match begun.get() {
        None => ().into_any(),
        Some(Ok(begun)) => view! { <Stages id begun later=later.get_value()/> }.into_any(),
        Some(Err(failure)) => {
            let damaged = failure == Failure::Write(WriteFailure::DraftDamaged);
            // Of a damaged draft nobody knows what it was of.
            let title = move || {
                if damaged {
                    t_string!(i18n, common.draft.draft)
                } else {
                    t_string!(i18n, people.new_person)
                }
            };
            view! {
                <Page title>
                    <Message tone=Tone::Alert><p>{say.failure(&failure)}</p></Message>
                    {damaged.then(|| view! {
                        <Button
                            kind=ButtonKind::Danger
                            label=move || t_string!(i18n, common.draft.discard)
                            on_press=discard
                        />
                    })}
                    <ButtonLink label=move || t_string!(i18n, common.today) to=Route::Today/>
                </Page>
            }
            .into_any()
        }
    }
}

#[component]
fn Stages(id: DraftId, begun: Begun, later: Option<Later>) -> impl IntoView {
    let taking = Taking::begin(id, begun.draft, begun.saved, begun.cursor, later);
    provide_context(taking);
    taking.look_for_likeness();
    on_command(move |command| match command {
        Command::Review => {
            taking.go_to_review();
            true
        }
        Command::Escape => taking.back_to_form(),
        _ => false,
    });
    let comparing = move || taking.comparing.get() && !taking.resembling.with(Vec::is_empty);
    move || match taking.reviewed.get() {
        Some(review) => view! { <review::IntakeReview review taking/> }.into_any(),
        None if comparing() => view! { <compare::ComparePage taking/> }.into_any(),
        None => view! { <form::FormPage taking/> }.into_any(),
    }
}
