//! One person in a line, and finding one among the charts here.

use leptos::prelude::*;
use leptos::text_prop::TextProp;

use crate::app::i18n::*;
use crate::app::pages::transfer::trouble::{Trouble, TroubleMessage};
use crate::app::state::{use_app, use_say};
use crate::app::ui::*;
use crate::base::ChartId;
use crate::engine::protocol::{Reply, Request};
use crate::reading::view::{PersonRow, SearchResult};

/// Name, and enough to tell two people apart: sex, age, place, number.
#[component]
pub fn PersonWords(person: PersonRow) -> impl IntoView {
    let say = use_say();
    let row = person.clone();
    let about = move || {
        let who = format!("{} {}", say.sex_letter(row.sex), say.age_of(&row));
        let parts = [who, row.place.clone(), row.number.clone()];
        let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        parts.join(", ")
    };
    view! {
        <span class="transfer-person">
            <strong>{move || say.name(&person)}</strong>
            " "
            <span class="transfer-about">{about}</span>
        </span>
    }
}

/// A field that finds people from the first letter; choosing one empties it and keeps the focus there.
#[component]
pub fn PersonSearch(
    #[prop(into)] label: TextProp,
    #[prop(into)] id: String,
    /// Charts that are chosen already and not offered again.
    #[prop(optional, into)]
    but: Signal<Vec<ChartId>>,
    #[prop(into)] on_pick: Callback<(PersonRow,)>,
) -> impl IntoView {
    let say = use_say();
    let i18n = say.0;
    let text = RwSignal::new(String::new());
    let found = RwSignal::new(None::<SearchResult>);
    let trouble = RwSignal::new(None::<Trouble>);
    follow(text, found, trouble);
    let field_id = id.clone();
    let pick = move |row: PersonRow| {
        on_pick.run((row,));
        text.set(String::new());
        focus_id(&id);
    };
    let count = move || {
        let found = found.get()?;
        let taken = but.get();
        let not_offered = found.people.iter();
        let not_offered = not_offered.filter(|found| taken.contains(&found.row.chart));
        let words = match found.total.saturating_sub(not_offered.count() as u32) {
            0 => t_string!(i18n, transfer.find_nobody).to_string(),
            total => t_string!(
                i18n,
                transfer.find_count,
                count = total,
                n = say.count(total)
            ),
        };
        Some(words)
    };
    let unread = move || found.get().map_or(0, |found| found.unreadable);
    let rows = move || {
        let people = found.get()?.people;
        let taken = but.get();
        let free = people
            .into_iter()
            .map(|found| found.row)
            .filter(|row| !taken.contains(&row.chart));
        let rows: Vec<_> = free
            .map(|row| {
                let (pick, chosen) = (pick.clone(), row.clone());
                view! {
                    <RowButton on_press=move || pick(chosen.clone())>
                        <PersonWords person=row/>
                    </RowButton>
                }
            })
            .collect();
        (!rows.is_empty()).then(|| {
            view! { <Rows says=move || t_string!(i18n, transfer.find_says)>{rows}</Rows> }
        })
    };
    view! {
        <div class="stack">
            <Field kind=FieldKind::Search id=field_id label value=text/>
            <p class="quiet-text" role="status">{count}</p>
            {move || (unread() > 0).then(|| view! {
                <p>
                    <Mark
                        tone=Tone::NotKnown
                        words=move || t_string!(
                            i18n,
                            transfer.find_unreadable,
                            count = unread(),
                            n = say.count(unread())
                        )
                    />
                </p>
            })}
            {rows}
            <TroubleMessage trouble/>
        </div>
    }
}

/// Searches while it is typed; only the answer to the last letters counts.
fn follow(
    text: RwSignal<String>,
    found: RwSignal<Option<SearchResult>>,
    trouble: RwSignal<Option<Trouble>>,
) {
    let app = use_app();
    let turn = StoredValue::new(0u32);
    Effect::new(move |_| {
        let letters = text.get().trim().to_string();
        let mine = turn.get_value().wrapping_add(1);
        turn.set_value(mine);
        if letters.is_empty() {
            found.set(None);
            return;
        }
        leptos::task::spawn_local(async move {
            let reply = app.ask(Request::Search { text: letters }).await;
            if turn.try_get_value() != Some(mine) {
                return;
            }
            match reply {
                Ok(Reply::Found(result)) => {
                    found.try_set(Some(result));
                    trouble.try_set(None);
                }
                Ok(_) => {}
                Err(failure) => {
                    trouble.try_set(Some(failure.into()));
                }
            }
        });
    });
}
