//! The patient banner: who this is and what must never be out of sight. Touching it opens identity and contacts.

use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::contested::contested;
use super::flag::Flag;
use super::open::OpenChart;
use crate::app::i18n::*;
use crate::app::kinds::{concept_words, criticality_words, happened_words, standing_words};
use crate::app::long_names;
use crate::app::route::{ChartPart, Route};
use crate::app::state::{Say, use_app, use_say};
use crate::app::ui::*;
use crate::chart::kinds::{NoFact, Sex};
use crate::chart::when::When;
use crate::reading::view::{self as views, AllergyRow, Known};

/// How many alerts stand in the banner; the rest are counted, never dropped.
const ON_PHONE: usize = 1;
const ON_TABLET: usize = 2;
const ON_LAPTOP: usize = 3;

#[component]
pub fn Banner(chart: OpenChart) -> impl IntoView {
    let say = use_say();
    let i18n = say.0;
    let app = use_app();
    let to = Route::Chart(chart.id, ChartPart::Identity).href();
    move || {
        let room = match (app.wide.get(), app.roomy.get()) {
            (true, _) => ON_LAPTOP,
            (false, true) => ON_TABLET,
            (false, false) => ON_PHONE,
        };
        let to = to.clone();
        chart.newest_banner(|banner| {
            let person = &banner.person;
            let flags = flags(say, banner);
            let count = flags.len();
            let worst = flags.first().map_or(Tone::Note, |flag| flag.tone);
            let (shown, counted) = shared_out(flags, room);
            let (more, whole) = (counted.len(), shown.iter().any(|flag| flag.whole));
            let marks = shown.into_iter().map(mark).collect_view();
            // Paper has room for all.
            let others = counted.into_iter().map(mark).collect_view();
            let sex = person.sex.map(|sex| say.sex(sex));
            let in_words = matches!(person.sex, None | Some(Sex::NotKnown));
            let unnamed = person.family.is_empty() && person.given.is_empty();
            view! {
                <section class="banner" class:banner-whole=whole aria-label=t_string!(i18n, chart.banner.says)>
                    <a class="banner-open" href=to>
                        <span class="banner-who" class:banner-unnamed=unnamed translate="no">
                            <span class="banner-name">
                                <LongName name=say.name(person) room=long_names::BANNER/>
                            </span>
                            <span class="banner-age">
                                <abbr title=sex>{say.sex_letter(person.sex)}</abbr>
                                {if in_words { ", " } else { " " }} {say.age_of(person)}
                            </span>
                        </span>
                        // On a phone the number gives way where the flags need the line.
                        <span class="banner-line">
                            <span class="banner-flags">
                                {marks}
                                {quiet(say, banner)}
                                {(more > 0).then(|| view! {
                                    <span class="banner-more no-print">{t_string!(i18n, chart.banner.more, n = more)}</span>
                                    <span class="banner-others print-only">{others}</span>
                                })}
                            </span>
                            <span class="banner-number" translate="no">{person.number.clone()}</span>
                        </span>
                        // In place of the flags where the keyboard leaves one line.
                        {(count > 0).then(|| view! {
                            <span class="banner-count" aria-hidden="true">
                                <Mark tone=worst words=count.to_string()/>
                            </span>
                        })}
                    </a>
                </section>
            }
        })
    }
}

/// Those the banner shows, and those it counts. What must be read whole is never only counted.
fn shared_out(flags: Vec<Flag>, room: usize) -> (Vec<Flag>, Vec<Flag>) {
    let places = flags.into_iter().enumerate();
    let (shown, counted): (Vec<_>, Vec<_>) =
        places.partition(|(place, flag)| *place < room || flag.whole);
    let flags = |places: Vec<(usize, Flag)>| places.into_iter().map(|(_, flag)| flag).collect();
    (flags(shown), flags(counted))
}

/// A flag in its colours.
fn mark(flag: Flag) -> impl IntoView {
    let mark = view! { <Mark tone=flag.tone words=flag.words/> };
    if flag.whole {
        view! { <span class="mark-whole">{mark}</span> }.into_any()
    } else {
        mark.into_any()
    }
}

/// What must not be overlooked, the worst first: a death, the allergies, then the rest.
pub fn flags(say: Say, banner: &views::Banner) -> Vec<Flag> {
    let mut flags = Vec::from_iter(died(say, banner));
    flags.extend(of_allergies(say, banner));
    flags.extend(others(say, banner));
    flags
}

/// What must not be overlooked but for the allergies: for a page that shows those in full beside it.
pub fn flags_beside_allergies(say: Say, banner: &views::Banner) -> Vec<Flag> {
    let mut flags = Vec::from_iter(died(say, banner));
    flags.extend(others(say, banner));
    flags
}

fn died(say: Say, banner: &views::Banner) -> Option<Flag> {
    let when = banner.died.as_ref()?;
    let words = t_string!(say.0, chart.banner.died, day = say.when_day(when));
    Some(Flag::plain(Tone::Alert, words))
}

fn of_allergies(say: Say, banner: &views::Banner) -> Vec<Flag> {
    let i18n = say.0;
    let mut flags = Vec::new();
    let mut add = |tone, words: String| flags.push(Flag::plain(tone, words));
    match &banner.allergies {
        Known::Facts(rows) => {
            for row in rows {
                add(Tone::Alert, allergy_words(say, row));
            }
        }
        Known::NotAsked => add(
            Tone::NotKnown,
            t_string!(i18n, chart.banner.allergies_not_asked).into(),
        ),
        Known::Answered(NoFact::NotKnown, _) => add(
            Tone::NotKnown,
            t_string!(i18n, chart.banner.allergies_not_known).into(),
        ),
        Known::Answered(NoFact::Declined, _) => add(
            Tone::NotKnown,
            t_string!(i18n, chart.banner.allergies_declined).into(),
        ),
        Known::Answered(NoFact::None, _) => {}
    }
    flags
}

fn others(say: Say, banner: &views::Banner) -> Vec<Flag> {
    let i18n = say.0;
    let mut flags = Vec::new();
    let mut add = |tone, words: String| flags.push(Flag::plain(tone, words));
    if let Some((words, when)) = &banner.pregnant {
        let mut words = pregnant_words(say, words, when);
        if banner.pregnant_by_stranger {
            words = format!("{words} ({})", t_string!(i18n, chart.contested.stranger));
        }
        add(Tone::Alert, words);
    }
    flags.extend(contested(say, banner));
    let mut add = |tone, words: String| flags.push(Flag::plain(tone, words));
    if banner.person.placeholder {
        add(
            Tone::NotKnown,
            t_string!(i18n, chart.banner.not_confirmed).into(),
        );
    }
    if !banner.linked.is_empty() {
        add(
            Tone::NotKnown,
            t_string!(i18n, chart.banner.linked, n = banner.linked.len()),
        );
    }
    if banner.unreadable > 0 {
        add(
            Tone::NotKnown,
            t_string!(i18n, chart.banner.unreadable, n = banner.unreadable),
        );
    }
    if banner.newer > 0 {
        add(
            Tone::NotKnown,
            t_string!(i18n, chart.banner.newer, n = banner.newer),
        );
    }
    flags
}

/// "Allergies: none known, 12 Mar 2026": quiet, so that it never looks like *not asked*.
fn quiet(say: Say, banner: &views::Banner) -> Option<impl IntoView + use<>> {
    let Known::Answered(NoFact::None, when) = &banner.allergies else {
        return None;
    };
    let words = t_string!(say.0, chart.banner.none_known, day = say.when_day(when));
    Some(view! { <span class="banner-quiet">{words}</span> })
}

/// "Pregnant, 12 weeks, said 12 Mar 2026": weeks that were said count from that day.
pub fn pregnant_words(say: Say, words: &str, when: &When) -> String {
    let pregnant = t_string!(say.0, chart.banner.pregnant);
    let said = t_string!(say.0, chart.banner.said, day = say.when_day(when));
    match words.trim() {
        words if words.is_empty() || words.eq_ignore_ascii_case(pregnant) => {
            format!("{pregnant}, {said}")
        }
        words => format!("{pregnant}, {words}, {said}"),
    }
}

/// "Penicillin: rash"; "Penicillin: rash, not confirmed".
pub fn allergy_words(say: Say, row: &AllergyRow) -> String {
    let allergy = &row.allergy;
    let substance = concept_words(say, &allergy.substance);
    let doubt = standing_words(say, row.standing, row.status_words.as_deref()).unwrap_or_default();
    let doubt = doubt.to_lowercase();
    let mut what = happened_words(say, allergy);
    what.extend(criticality_words(say, allergy).map(str::to_owned));
    what.extend(Some(doubt).filter(|doubt| !doubt.is_empty()));
    if what.is_empty() {
        substance
    } else {
        say.labelled(&substance, &what.join(", "))
    }
}

/// When a chart opens its banner takes the focus, unless the person came back to a place inside it.
pub fn focus_when_opened(chart: OpenChart) {
    let done = StoredValue::new(false);
    Effect::new(move |_| {
        let opened = chart.view.value.with(Option::is_some);
        if !opened || done.get_value() {
            return;
        }
        done.set_value(true);
        leptos::task::spawn_local(async {
            // The page and its title are drawn in this turn; what they focus comes first.
            crate::app::platform::timers::sleep(0).await;
            focus_banner();
        });
    });
}

fn focus_banner() {
    let Some(document) = web_sys::window().and_then(|window| window.document()) else {
        return;
    };
    let elsewhere = document
        .active_element()
        .is_some_and(|element| !element.id().is_empty());
    let banner = document.query_selector(".banner-open").ok().flatten();
    if let (false, Some(Ok(banner))) = (
        elsewhere,
        banner.map(|b| b.dyn_into::<web_sys::HtmlElement>()),
    ) {
        let _ = banner.focus();
    }
}
