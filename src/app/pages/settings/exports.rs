//! What left this device: who exported which charts, when, for whom, and whether the file was read again.

use leptos::prelude::*;

use crate::app::i18n::*;
use crate::app::kinds::purpose_words;
use crate::app::pages::transfer::words;
use crate::app::pages::trouble::Failed;
use crate::app::state::{Loaded, Say, use_say};
use crate::app::ui::*;
use crate::chart::kinds::ExportFor;
use crate::engine::protocol::{ExportLog, ExportRow, ask};

/// The part of the log that was read so far.
#[derive(Clone, Copy)]
struct Log {
    page: Loaded<ExportLog>,
    rows: RwSignal<Vec<ExportRow>>,
    total: RwSignal<Option<u32>>,
    unreadable: RwSignal<u32>,
}

impl Log {
    fn begin() -> Self {
        let log = Self {
            page: Loaded::nothing(),
            rows: RwSignal::new(Vec::new()),
            total: RwSignal::new(None),
            unreadable: RwSignal::new(0),
        };
        log.read_on();
        log
    }

    /// Reads the next page of the list.
    fn read_on(self) {
        let from = self.rows.with_untracked(Vec::len) as u32;
        let taken = move |page: &ExportLog| self.take(page);
        self.page.ask_then(ask::Exports { from }, taken);
    }

    fn take(self, page: &ExportLog) {
        self.rows
            .try_update(|rows| rows.extend(page.rows.iter().cloned()));
        self.total.try_set(Some(page.total));
        self.unreadable.try_set(page.unreadable);
    }

    fn there_is_more(&self) -> bool {
        let read = self.rows.with(Vec::len) as u32;
        self.total.get().is_some_and(|total| total > read)
    }
}

#[component]
pub fn Exports() -> impl IntoView {
    let say = use_say();
    let i18n = say.0;
    let log = Log::begin();
    let shown = move || {
        let (read, of) = (log.rows.with(Vec::len) as u32, log.total.get().unwrap_or(0));
        t_string!(
            i18n,
            ui.shown_of,
            shown = say.count(read),
            of = say.count(of)
        )
    };
    view! {
        <Panel title=move || t_string!(i18n, settings.exports.title)>
            <p class="hint">{t!(i18n, settings.exports.hint)}</p>
            <Failed failure=log.page.failure/>
            {move || (log.unreadable.get() > 0).then(|| {
                let words = move || t_string!(i18n, settings.exports.unreadable, n = say.count(log.unreadable.get()));
                view! { <p><Mark tone=Tone::NotKnown words/></p> }
            })}
            {move || (log.total.get() == Some(0)).then(|| view! {
                <Empty words=move || t_string!(i18n, settings.exports.none)/>
            })}
            <ul class="exports" aria-label=move || t_string!(i18n, settings.exports.title)>
                {move || log.rows.get().into_iter().map(|row| line(say, row)).collect_view()}
            </ul>
            <Working work=log.page.work/>
            <Show when=move || log.there_is_more()>
                <p class="show-more">
                    <span class="quiet-text">{shown}</span>
                    <Button label=move || t_string!(i18n, ui.show_more) on_press=move || log.read_on()/>
                </p>
            </Show>
        </Panel>
    }
}

/// Who and when; which charts; for whom; the file's digest and whether it was checked.
fn line(say: Say, row: ExportRow) -> impl IntoView {
    let i18n = say.0;
    let checked = match row.checked {
        Some(when) => t_string!(i18n, settings.exports.checked, when = say.moment(when)).into_any(),
        // Nothing in a table can be verified.
        None if row.purpose == ExportFor::OpenList => ().into_any(),
        None => {
            view! { <Mark tone=Tone::NotKnown words=move || t_string!(i18n, settings.exports.not_checked)/> }
                .into_any()
        }
    };
    let digest = t_string!(i18n, settings.exports.digest, digest = row.digest.clone());
    let what = format!(
        "{}, {}",
        words::charts(say, row.charts),
        for_whom(say, &row)
    );
    view! {
        <li>
            <p>{what}</p>
            <p translate="no">{people(say, &row)}</p>
            <p class="quiet-text">{say.byline(&row.byline)}</p>
            <p class="quiet-text">{digest} " " {checked}</p>
        </li>
    }
}

/// "for another clinic: Site Beta".
fn for_whom(say: Say, row: &ExportRow) -> String {
    let purpose = purpose_words(say, row.purpose);
    if row.recipient.is_empty() {
        purpose.to_string()
    } else {
        say.labelled(purpose, &row.recipient)
    }
}

/// The people by name and number; of a large export the first of them, and how many more.
fn people(say: Say, row: &ExportRow) -> String {
    let named = row.people.iter().map(|person| {
        let name = say.name(person);
        if person.number.is_empty() {
            name
        } else {
            format!("{name} ({})", person.number)
        }
    });
    let named: Vec<String> = named.collect();
    let more = row.charts.saturating_sub(named.len() as u32);
    let named = named.join("; ");
    match (named.is_empty(), more) {
        (false, 0) => named,
        (false, more) => t_string!(
            say.0,
            settings.exports.and_more,
            named = named,
            n = say.count(more)
        ),
        (true, _) => t_string!(say.0, settings.exports.not_here).to_string(),
    }
}
