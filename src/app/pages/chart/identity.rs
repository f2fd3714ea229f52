//! Who this is, in full: names, contacts, answers about the person, the chart's short digest. On a phone also the way to
//! the chart's other parts.

use leptos::prelude::*;

use super::allergy::AllergyPanel;
use super::banner::flags;
use super::flag::Flag;
use super::open::{OpenChart, use_chart};
use super::other_charts::OtherCharts;
use super::photo::Photo;
use super::questions::MoreQuestions;
use crate::app::i18n::*;
use crate::app::kinds::{birth_words, no_fact_word, notice_word};
use crate::app::route::{ChartPart, Route};
use crate::app::state::{Say, use_app, use_say};
use crate::app::ui::*;
use crate::base::EntryId;
use crate::chart::kinds::NextOfKin;
use crate::reading::view::{Banner, Byline, Known};

#[component]
pub fn IdentityPage() -> impl IntoView {
    let i18n = use_i18n();
    let chart = use_chart();
    let wide = use_app().wide;
    view! {
        <Page title=move || t_string!(i18n, chart.identity.title) wide=true>
            {move || (!wide.get()).then(|| view! { <OtherParts chart/> })}
            <Columns>
                <Who chart/>
                <AllergyPanel full=true/>
                <div class="column">
                    <Standing chart/>
                    <SignedIn chart/>
                </div>
                <OtherCharts/>
            </Columns>
            {move || wide.get().then(|| view! { <OnPaperOrAway chart/> })}
        </Page>
    }
}

/// What the lower bar and the tabs of a phone have no room for.
#[component]
fn OtherParts(chart: OpenChart) -> impl IntoView {
    let i18n = use_i18n();
    let to = move |part| Route::Chart(chart.id, part);
    view! {
        <Panel title=move || t_string!(i18n, chart.identity.parts)>
            <Rows says=move || t_string!(i18n, chart.identity.parts)>
                <Row to=to(ChartPart::Medicines)>{t!(i18n, chart.tabs.medicines)}</Row>
                <Row to=to(ChartPart::Results)>{t!(i18n, chart.tabs.results)}</Row>
                <Row to=to(ChartPart::Documents)>{t!(i18n, chart.tabs.documents)}</Row>
                <Row to=to(ChartPart::Other)>{t!(i18n, chart.tabs.other)}</Row>
                <Row to=to(ChartPart::Print)>{t!(i18n, chart.print.open)}</Row>
                <Row to=Route::Export(Some(chart.id))>{t!(i18n, chart.identity.export)}</Row>
            </Rows>
        </Panel>
    }
}

/// On a laptop the other parts are tabs, and these two stand at the foot.
#[component]
fn OnPaperOrAway(chart: OpenChart) -> impl IntoView {
    let i18n = use_i18n();
    let to = move |part| Route::Chart(chart.id, part);
    view! {
        <div class="panel-acts">
            <ButtonLink label=move || t_string!(i18n, chart.print.open) to=to(ChartPart::Print)/>
            <ButtonLink label=move || t_string!(i18n, chart.identity.export) to=Route::Export(Some(chart.id))/>
        </div>
    }
}

#[component]
fn Who(chart: OpenChart) -> impl IntoView {
    let say = use_say();
    let i18n = say.0;
    let lines = move || chart.banner(|banner| person_lines(say, banner));
    view! {
        <Panel title=move || t_string!(i18n, chart.identity.who)>
            <Photo chart/>
            <Flags chart/>
            <dl class="lines" translate="no">
                {move || lines().map(|lines| lines.into_iter().map(line).collect_view())}
            </dl>
            <div class="panel-acts"><MoreQuestions/></div>
        </Panel>
    }
}

/// Every flag of the banner, also those it has no room for.
#[component]
fn Flags(chart: OpenChart) -> impl IntoView {
    let say = use_say();
    let flags = Memo::new(move |_| {
        let flags = chart.banner(|banner| flags(say, banner));
        flags.unwrap_or_default()
    });
    let mark = |flag: Flag| view! { <li><Mark tone=flag.tone words=flag.words/></li> };
    move || {
        let flags = flags.get();
        (!flags.is_empty()).then(|| {
            view! {
                <ul class="flags">{flags.into_iter().map(mark).collect_view()}</ul>
            }
        })
    }
}

/// A name and its words; words that say something is missing have their own colours.
struct NamedWords {
    name: &'static str,
    words: String,
    missing: bool,
}

fn line(told: NamedWords) -> impl IntoView {
    let words = if told.missing {
        view! { <Mark tone=Tone::NotKnown words=told.words/> }.into_any()
    } else {
        told.words.into_any()
    };
    view! { <Line name=told.name>{words}</Line> }
}

fn person_lines(say: Say, banner: &Banner) -> Vec<NamedWords> {
    let i18n = say.0;
    let person = &banner.person;
    let plain = |name, words: String| NamedWords {
        name,
        words,
        missing: false,
    };
    let or_not_asked = |name, words: &str| NamedWords {
        name,
        words: if words.is_empty() {
            t_string!(i18n, chart.fact.not_recorded).to_string()
        } else {
            words.to_string()
        },
        missing: words.is_empty(),
    };
    let mut lines = vec![plain(
        t_string!(i18n, kinds.demographic.name),
        say.name(person),
    )];
    for other in &banner.other_names {
        lines.push(plain(
            t_string!(i18n, kinds.demographic.other_name),
            say.name_of(&other.family, &other.given),
        ));
    }
    let sex = person.sex.map_or("", |sex| say.sex(sex));
    lines.push(or_not_asked(t_string!(i18n, kinds.demographic.sex), sex));
    lines.push(plain(
        t_string!(i18n, kinds.demographic.birth),
        birth_words(say, &person.birth),
    ));
    let said = |words: &String| words.clone();
    lines.push(known(
        say,
        t_string!(i18n, kinds.answer.question.gender),
        &banner.gender,
        said,
    ));
    let place = t_string!(i18n, kinds.answer.question.place);
    lines.push(known(say, place, &banner.place, said));
    let phone = t_string!(i18n, kinds.answer.question.phone);
    lines.push(known(say, phone, &banner.phone, said));
    lines.push(known(
        say,
        t_string!(i18n, kinds.answer.question.language),
        &banner.language,
        said,
    ));
    lines.push(known(
        say,
        t_string!(i18n, kinds.answer.question.next_of_kin),
        &banner.next_of_kin,
        kin_words,
    ));
    let group = t_string!(i18n, kinds.answer.question.blood_group);
    lines.push(known(say, group, &banner.blood_group, |words| {
        format!(
            "{words}, {}",
            t_string!(i18n, kinds.observation.not_verified)
        )
    }));
    lines
}

/// The way to the entries where the words about the person stand: there each is corrected.
#[component]
fn SignedIn(chart: OpenChart) -> impl IntoView {
    let say = use_say();
    let i18n = say.0;
    let signed = Memo::new(move |_| {
        let signed = chart.banner(|banner| banner.signed_in.clone());
        signed.unwrap_or_default()
    });
    let row = move |(entry, byline): (EntryId, Byline)| {
        let to = Route::Chart(chart.id, ChartPart::Entry(entry));
        view! { <Row to>{say.byline(&byline)}</Row> }
    };
    let title = move || t_string!(i18n, chart.identity.signed_in);
    view! {
        <Panel title>
            <p class="hint">{t!(i18n, chart.identity.signed_in_hint)}</p>
            {move || view! {
                <Rows says=title>{signed.get().into_iter().map(row).collect_view()}</Rows>
            }}
        </Panel>
    }
}

fn kin_words(kin: &NextOfKin) -> String {
    let parts = [&kin.name, &kin.relation, &kin.phone];
    let parts: Vec<&str> = parts
        .into_iter()
        .map(String::as_str)
        .filter(|part| !part.is_empty())
        .collect();
    parts.join(", ")
}

fn known<T>(
    say: Say,
    name: &'static str,
    known: &Known<T>,
    words: impl Fn(&T) -> String,
) -> NamedWords {
    match known {
        Known::NotAsked => NamedWords {
            name,
            words: t_string!(say.0, chart.fact.not_asked).to_string(),
            missing: true,
        },
        Known::Answered(answer, when) => NamedWords {
            name,
            words: format!("{}, {}", no_fact_word(say, *answer), say.when_day(when)),
            missing: false,
        },
        Known::Facts(facts) => NamedWords {
            name,
            words: facts.iter().map(words).collect::<Vec<_>>().join("; "),
            missing: false,
        },
    }
}

/// The chart itself: number, digest, how much of it opens.
#[component]
fn Standing(chart: OpenChart) -> impl IntoView {
    let say = use_say();
    let i18n = say.0;
    let lines = move || {
        chart.banner(|banner| {
            let notice = match banner.notice {
                Some(answer) => (notice_word(say, answer).to_string(), false),
                None => (t_string!(i18n, chart.fact.not_asked).to_string(), true),
            };
            let number = if banner.person.number.is_empty() {
                t_string!(i18n, chart.fact.not_recorded).to_string()
            } else {
                banner.person.number.clone()
            };
            let told = |name, words, missing| NamedWords {
                name,
                words,
                missing,
            };
            vec![
                told(
                    t_string!(i18n, kinds.demographic.chart_number),
                    number,
                    false,
                ),
                told(t_string!(i18n, kinds.notice.notice), notice.0, notice.1),
                told(
                    t_string!(i18n, chart.identity.entries),
                    say.count(banner.entries),
                    false,
                ),
                told(
                    t_string!(i18n, chart.identity.unreadable),
                    say.count(banner.unreadable),
                    banner.unreadable > 0,
                ),
                told(
                    t_string!(i18n, chart.identity.digest),
                    banner.digest.short(),
                    false,
                ),
            ]
        })
    };
    view! {
        <Panel title=move || t_string!(i18n, chart.identity.chart)>
            <dl class="lines" translate="no">
                {move || lines().map(|lines| lines.into_iter().map(line).collect_view())}
            </dl>
            <p class="hint">{t!(i18n, chart.identity.digest_hint)}</p>
        </Panel>
    }
}
