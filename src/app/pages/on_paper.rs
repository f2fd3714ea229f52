//! What any page says when the browser prints it: whose chart or which page, by whom and when, and on every sheet its number.

use leptos::prelude::*;

use crate::app::i18n::*;
use crate::app::paper::Frame;
use crate::app::platform::{device, paper};
use crate::app::route::{ChartPart, Route};
use crate::app::state::{App, Say, use_app, use_say};
use crate::base::Stamp;
use crate::reading::view::PersonRow;

/// A line that stands on paper only; and the frame around the sheets, drawn anew for each print.
#[component]
pub fn OnPaper() -> impl IntoView {
    let say = use_say();
    let app = use_app();
    let at = RwSignal::new(device::now());
    Effect::new(move |_| {
        app.route.track();
        at.set(device::now());
    });
    let listener = paper::before_print(move || {
        at.try_set(device::now());
        untrack(|| frame(say, app));
    });
    let listener = StoredValue::new_local(listener);
    on_cleanup(move || {
        listener.try_set_value(None);
        paper::frame(None);
    });
    view! {
        <p class="on-paper print-only" translate="no">{move || printed(say, app, at.get())}</p>
    }
}

/// "Printed by Given name, nurse, Site name, 21 Nov 2026, 10:42".
pub fn printed(say: Say, app: App, at: Stamp) -> String {
    let who = app.session.with(|session| {
        let who = session.as_ref();
        who.map(|who| [who.name.clone(), say.role(&who.role), who.site.clone()])
    });
    let mut who = who.map_or_else(Vec::new, Vec::from);
    who.push(say.moment(at));
    who.retain(|part| !part.is_empty());
    t_string!(say.0, chart.print.printed, who = who.join(", "))
}

fn frame(say: Say, app: App) {
    // A page that is hidden stays so on paper.
    if app.hidden.get().is_some() {
        return paper::frame(None);
    }
    let (name, about) = app.person.with(|person| match person {
        Some(person) => (isolated(say.name(person)), about(say, person)),
        None => (paper::title().unwrap_or_default(), String::new()),
    });
    let page = t_string!(say.0, chart.print.page, n = NTH, of = ALL);
    let (before, rest) = page.split_once(NTH).unwrap_or((&page, ""));
    let (between, after) = rest.split_once(ALL).unwrap_or((rest, ""));
    let printed = printed(say, app, device::now());
    // The summary's print says it at its foot.
    let own = matches!(app.route.get(), Route::Chart(_, ChartPart::Print));
    let frame = Frame {
        who: [&name, &about],
        page: [before, between, after],
        printed: (!own).then_some(printed.as_str()),
    };
    paper::frame(Some(&frame.style()));
}

/// Stand where the numbers come, which only the browser knows.
const NTH: &str = "\u{1}";
const ALL: &str = "\u{2}";

/// "F 34 y · K7QM-0412-X".
pub fn about(say: Say, person: &PersonRow) -> String {
    let sex = say.sex_letter(person.sex);
    let age = say.age_of(person);
    format!("{sex} {age} · {}", person.number)
}

/// A name that is written from right to left does not turn what stands beside it. Marks that nothing needs are left out: some
/// readers of PDF take them for letters.
fn isolated(name: String) -> String {
    let from_right = |letter| matches!(u32::from(letter), 0x0590..=0x08ff | 0xfb1d..=0xfeff | 0x10800..=0x10fff | 0x1e800..=0x1efff);
    if name.chars().any(from_right) {
        format!("\u{2068}{name}\u{2069}")
    } else {
        name
    }
}
