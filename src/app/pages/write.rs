//! What can be written: the open drafts, someone new, a note about someone.

use leptos::prelude::*;

use super::drafts::{draft_name, draft_route, draft_what};
use crate::app::i18n::*;
use crate::app::platform::device;
use crate::app::route::Route;
use crate::app::state::{use_app, use_say};
use crate::app::ui::*;
use crate::reading::view::DraftRow;

#[component]
pub fn Write() -> impl IntoView {
    let i18n = use_i18n();
    let app = use_app();
    leptos::task::spawn_local(async move { app.refresh_drafts().await });
    on_command(move |command| {
        if command == Command::New {
            app.go(Route::Intake(device::new_draft_id()));
        }
        command == Command::New
    });
    view! {
        <Page title=move || t_string!(i18n, common.write)>
            {move || {
                let drafts = app.drafts.get();
                (!drafts.is_empty()).then(|| view! {
                    <Panel title=move || t_string!(i18n, vault.unfinished)>
                        <Rows says=move || t_string!(i18n, vault.unfinished)>
                            {drafts.into_iter().map(draft_row).collect_view()}
                        </Rows>
                    </Panel>
                })
            }}
            <Rows says=move || t_string!(i18n, common.write)>
                <Row id="write-note" to=Route::Find>{t!(i18n, vault.write_note)}</Row>
                <RowButton
                    id="write-person"
                    on_press=move || app.go(Route::Intake(device::new_draft_id()))
                >
                    {t!(i18n, vault.write_person)}
                </RowButton>
            </Rows>
        </Page>
    }
}

fn draft_row(draft: DraftRow) -> impl IntoView {
    let say = use_say();
    let to = draft_route(&draft);
    let (id, saved, kind) = (
        format!("draft-{}", draft.id),
        draft.saved,
        draft.kind.clone(),
    );
    let what = move || draft_what(say, &kind);
    view! {
        <Row id to>
            <span>{move || draft_name(say, &draft)}</span>
            " "
            <span class="quiet-text">
                {what} {move || saved.map(|saved| format!(", {}", say.ago(saved)))}
            </span>
        </Row>
    }
}
