//! A list as a file for a spreadsheet. It leaves what protects the records here, which is said before it does.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use leptos::prelude::*;

use super::Shown;
use super::cells::{file_cells, file_heads};
use super::kept::OfList;
use super::names::list_name;
use crate::app::csv::csv;
use crate::app::filtering::people_in;
use crate::app::i18n::*;
use crate::app::platform::device;
use crate::app::platform::files::{FileTrouble, Place};
use crate::app::state::{Press, Say, use_app, use_say};
use crate::app::ui::*;
use crate::base::ChartId;
use crate::engine::protocol::{Failure, ask};

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
    let press = Press::<NotSaved>::new();
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
            // What is looked at is read before somebody chooses a place: the page may be covered by then.
            let (name, file) = untrack(|| file(say, list, looked_at, today));
            let left = untrack(|| leaves(say, list, looked_at, &file));
            let count = untrack(people);
            let place = Place::choose(&name).await.map_err(NotSaved::File)?;
            if press.is_left() {
                return Ok(());
            }
            // It is written into the vault's own log before the first byte goes.
            app.ask(left).await.map_err(NotSaved::Log)?;
            let saved = place.save(&name, MEDIA_TYPE, file.as_bytes()).await;
            saved.map_err(NotSaved::File)?;
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
            {move || press.failure.get().and_then(|why| why.words(say)).map(|why| view! {
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

/// Why no file was saved.
#[derive(Clone)]
enum NotSaved {
    File(FileTrouble),
    /// It could not be written down that the list leaves, so it did not.
    Log(Failure),
}

impl NotSaved {
    /// `None` where the person only changed their mind.
    fn words(&self, say: Say) -> Option<String> {
        match self {
            Self::File(trouble) => say.file_trouble(trouble),
            Self::Log(why) => Some(say.failure(why)),
        }
    }
}

/// What the vault's own log says of it: whose lines, of which list.
fn leaves(say: Say, list: OfList, looked_at: Shown, file: &str) -> ask::RecordList {
    let charts: BTreeSet<ChartId> =
        looked_at.with(|rows| rows.iter().map(|row| row.person.chart).collect());
    ask::RecordList {
        charts: charts.into_iter().collect(),
        list: list_name(say.0, list.name).to_owned(),
        file: file.as_bytes().to_vec(),
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
