//! A list as a file for a spreadsheet. It leaves what protects the records here, which is said before it does.

use chrono::NaiveDate;
use leptos::prelude::*;

use super::Shown;
use super::cells::{file_cells, file_heads};
use super::kept::OfList;
use crate::app::csv::csv;
use crate::app::filtering::people_in;
use crate::app::i18n::*;
use crate::app::platform::device;
use crate::app::platform::files::{FileTrouble, Place};
use crate::app::state::{Press, Say, use_app, use_say};
use crate::app::ui::*;

const MEDIA_TYPE: &str = "text/csv;charset=utf-8";

#[component]
pub fn SaveCsv(
    list: OfList,
    looked_at: Shown,
    today: NaiveDate,
    open: RwSignal<bool>,
) -> impl IntoView {
    let say = use_say();
    let i18n = say.0;
    let app = use_app();
    let press = Press::<FileTrouble>::new();
    let people = move || looked_at.with(|rows| people_in(rows));
    let lines = move || looked_at.with(|rows| rows.len()) as u32;
    let warning = move || {
        let n = say.count(people());
        t_string!(i18n, lists.csv.warning, count = people(), n = n)
    };
    let holds = move || {
        let n = say.count(lines());
        t_string!(i18n, lists.csv.holds, count = lines(), n = n)
    };
    let save = move || {
        press.run(async move || {
            let (name, file) = untrack(|| file(say, list, looked_at, today));
            let place = Place::choose(&name).await?;
            place.save(&name, MEDIA_TYPE, file.as_bytes()).await?;
            let count = untrack(people);
            let n = say.count(count);
            let said = untrack(|| t_string!(i18n, lists.csv.saved, count = count, n = n));
            app.notices.say(Tone::NotKnown, said);
            open.try_set(false);
            Ok(())
        });
    };
    view! {
        <Dialog open title=move || t_string!(i18n, lists.csv.title)>
            <Message tone=Tone::NotKnown><p>{warning}</p></Message>
            <p>{holds}</p>
            {move || press.failure.get().and_then(|why| say.file_trouble(&why)).map(|why| view! {
                <Message tone=Tone::Alert><p>{why}</p></Message>
            })}
            <Actions>
                <Button label=move || t_string!(i18n, common.cancel) on_press=move || open.set(false)/>
                <Button
                    kind=ButtonKind::Primary
                    icon=Icon::Save
                    label=move || t_string!(i18n, lists.csv.save)
                    busy=press.busy
                    on_press=save
                />
            </Actions>
        </Dialog>
    }
}

/// Its name, in which nobody is named, and what it holds.
fn file(say: Say, list: OfList, looked_at: Shown, today: NaiveDate) -> (String, String) {
    let heads = file_heads(say.0, list.name);
    let lines: Vec<Vec<String>> = looked_at.with(|rows| {
        let lines = rows.iter();
        lines
            .map(|row| file_cells(say, list.name, row, today))
            .collect()
    });
    let name = format!("{}-{}.csv", device::now().day(), list.name.word());
    (name, csv(&heads, lines.iter()))
}
