//! One person in a line, and finding one among the charts here.

use leptos::prelude::*;
use leptos::text_prop::TextProp;

use crate::app::i18n::*;
use crate::app::pages::trouble::Trouble;
use crate::app::state::{Loaded, keep_search, use_say};
use crate::app::ui::*;
use crate::base::ChartId;
use crate::engine::protocol::ask;
use crate::reading::view::PersonRow;

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
    let search = Loaded::nothing();
    let found = search.value;
    // Only the answer to the last letters counts.
    Effect::new(move |_| match text.get().trim() {
        "" => search.clear(),
        letters => search.ask(ask::Search {
            text: letters.into(),
        }),
    });
    keep_search(&id, text);
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
            <Trouble failure=search.failure/>
        </div>
    }
}
