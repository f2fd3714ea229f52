//! The entries behind a number of the preview: kind, date, by whom, and what they say.

use leptos::prelude::*;

use crate::app::i18n::*;
use crate::app::pages::chart::statement::StatementLines;
use crate::app::pages::someone::PersonWords;
use crate::app::pages::trouble::Failed;
use crate::app::state::{Loaded, Say, use_say};
use crate::app::ui::*;
use crate::engine::protocol::{Arriving, ArrivingEntry, ArrivingList, ask};
use crate::reading::view::{EntryView, PersonRow};

/// Which entries are listed: of one person of the file, or of all.
#[derive(Clone)]
struct Wanted {
    which: Arriving,
    person: Option<PersonRow>,
}

/// The list that is open, as far as it was read.
#[derive(Clone, Copy)]
pub struct Listing {
    page: Loaded<ArrivingList>,
    open: RwSignal<bool>,
    wanted: RwSignal<Option<Wanted>>,
    rows: RwSignal<Vec<ArrivingEntry>>,
    total: RwSignal<u32>,
}

impl Listing {
    pub fn closed() -> Self {
        Self {
            page: Loaded::nothing(),
            open: RwSignal::new(false),
            wanted: RwSignal::new(None),
            rows: RwSignal::new(Vec::new()),
            total: RwSignal::new(0),
        }
    }

    fn show(self, wanted: Wanted) {
        self.page.work.cancel();
        self.page.clear();
        self.rows.set(Vec::new());
        self.total.set(0);
        self.wanted.set(Some(wanted));
        self.open.set(true);
        self.read_on();
    }

    fn read_on(self) {
        let Some(wanted) = self.wanted.get_untracked() else {
            return;
        };
        let from = self.rows.with_untracked(Vec::len) as u32;
        let question = ask::ListArriving {
            which: wanted.which,
            chart: wanted.person.map(|person| person.chart),
            from,
        };
        self.page.ask_then(question, move |page: &ArrivingList| {
            self.rows
                .try_update(|rows| rows.extend(page.rows.iter().cloned()));
            self.total.try_set(page.total);
        });
    }

    fn there_is_more(&self) -> bool {
        self.rows.with(Vec::len) < self.total.get() as usize
    }
}

fn what(i18n: Texts, which: Arriving) -> &'static str {
    match which {
        Arriving::New => t_string!(i18n, transfer.import.new_entries),
        Arriving::Known => t_string!(i18n, transfer.import.known),
        Arriving::Conflicting => t_string!(i18n, transfer.import.conflicting),
        Arriving::Unreadable => t_string!(i18n, transfer.import.unreadable),
        Arriving::Unplaced => t_string!(i18n, transfer.import.unplaced),
        Arriving::LeftOut => t_string!(i18n, transfer.import.left_out),
    }
}

/// A number of the preview. Above zero it opens its list, and what a reader must look at is marked.
#[component]
pub fn Number(
    listing: Listing,
    which: Arriving,
    /// One person of the file; left out for the sums.
    #[prop(optional)]
    person: Option<PersonRow>,
    count: u32,
) -> impl IntoView {
    let say = use_say();
    let i18n = say.0;
    if count == 0 {
        return view! { <span>{move || say.count(0)}</span> }.into_any();
    }
    let doubtful = matches!(
        which,
        Arriving::Conflicting | Arriving::Unreadable | Arriving::Unplaced | Arriving::LeftOut
    );
    let named = person.clone();
    let says = move || {
        let what = say.labelled(what(i18n, which), &say.count(count));
        match &named {
            Some(person) => format!("{what}, {}", say.name(person)),
            None => what,
        }
    };
    let number = move || {
        if doubtful {
            view! { <Mark tone=Tone::NotKnown words=move || say.count(count)/> }.into_any()
        } else {
            say.count(count).into_any()
        }
    };
    let show = move |_| {
        let person = person.clone();
        listing.show(Wanted { which, person });
    };
    view! {
        <button type="button" class="button plain transfer-number" aria-label=says on:click=show>
            {number}
        </button>
    }
    .into_any()
}

/// One dialog for all lists of a preview.
#[component]
pub fn ListDialog(listing: Listing) -> impl IntoView {
    let say = use_say();
    let i18n = say.0;
    let title = move || {
        let wanted = listing.wanted.get();
        wanted.map_or_else(String::new, |wanted| {
            let what = what(i18n, wanted.which);
            match wanted.person {
                Some(person) => say.labelled(what, &say.name(&person)),
                None => what.to_string(),
            }
        })
    };
    let one_person = move || {
        let wanted = listing.wanted.get();
        wanted.is_some_and(|wanted| wanted.person.is_some())
    };
    let shown = move || {
        t_string!(
            i18n,
            ui.shown_of,
            shown = say.count(listing.rows.with(Vec::len) as u32),
            of = say.count(listing.total.get())
        )
    };
    view! {
        <Dialog open=listing.open title wide=true>
            <Failed failure=listing.page.failure/>
            <ul class="arriving">
                {move || {
                    let one = one_person();
                    let rows = listing.rows.get().into_iter();
                    rows.map(|row| entry(say, row, one)).collect_view()
                }}
            </ul>
            <Working work=listing.page.work/>
            <Show when=move || listing.there_is_more()>
                <p class="show-more">
                    <span class="quiet-text">{shown}</span>
                    <Button label=move || t_string!(i18n, ui.show_more) on_press=move || listing.read_on()/>
                </p>
            </Show>
        </Dialog>
    }
}

fn entry(say: Say, row: ArrivingEntry, one_person: bool) -> impl IntoView {
    let person = row.person.filter(|_| !one_person);
    let person = person.map(|person| view! { <p><PersonWords person/></p> });
    let told = told(say, row.entry);
    view! { <li class="entry">{person}{told}</li> }
}

/// An entry that is not here yet, as it reads in its file.
pub fn told(say: Say, entry: EntryView) -> AnyView {
    let by = match &entry {
        EntryView::Read { byline, .. } => Some(say.byline(byline)),
        EntryView::Unreadable { .. } => None,
    };
    view! {
        {by.map(|by| view! { <p class="entry-head">{by}</p> })}
        {told_unsigned(say, entry)}
    }
    .into_any()
}

/// What it says, without who signed it.
pub fn told_unsigned(say: Say, entry: EntryView) -> AnyView {
    let i18n = say.0;
    match entry {
        EntryView::Read { at, statements, .. } => {
            view! { <StatementLines statements at/> }.into_any()
        }
        EntryView::Unreadable { place, reason, .. } => {
            let words = t_string!(i18n, transfer.import.unreadable_place, place = place);
            let why = t_string!(
                i18n,
                chart.mark.unreadable_why,
                why = say.unreadable(reason)
            );
            view! {
                <p><Mark tone=Tone::NotKnown words/></p>
                <p class="quiet-text">{why}</p>
            }
            .into_any()
        }
    }
}
