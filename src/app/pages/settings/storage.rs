//! What is used, whether the browser keeps it, what exists only here, whether it is sound, the version, erasing.

use leptos::prelude::*;

use super::super::rescue::EraseByPhrase;
use super::exports::Exports;
use super::part_name;
use crate::app::i18n::*;
use crate::app::pages::transfer::words::{self, Lost};
use crate::app::pages::trouble::Failed;
use crate::app::pages::update::TakeUpdate;
use crate::app::platform::browser::use_browser;
use crate::app::platform::install::Install;
use crate::app::platform::storage::{self, Kept, Space};
use crate::app::route::{Route, SettingsPart};
use crate::app::state::{Loaded, Press, Say, use_app, use_say};
use crate::app::ui::*;
use crate::engine::protocol::{Checked, StorageUse, ask};

#[component]
pub fn Storage() -> impl IntoView {
    let i18n = use_i18n();
    let storage = Loaded::of(ask::Storage);
    let used = storage.value;
    view! {
        <Page title=move || part_name(i18n, SettingsPart::Storage)>
            <Failed failure=storage.failure/>
            <Lines>
                <Used used/>
                <KeptLine/>
                {move || used.get().map(|used| view! { <Copies used/> })}
                <Health used on_checked=move || storage.ask(ask::Storage)/>
                <AppLine/>
            </Lines>
            <Exports/>
            <Lines>
                <Line name=move || t_string!(i18n, settings.erase)>
                    <span>{t!(i18n, settings.erase_words)}</span>
                    {move || view! { <EraseByPhrase only_here=used.get().map(|used| used.only_here)/> }}
                </Line>
            </Lines>
        </Page>
    }
}

#[component]
fn Used(used: RwSignal<Option<StorageUse>>) -> impl IntoView {
    let i18n = use_i18n();
    let say = use_say();
    let space = RwSignal::new(None::<Space>);
    leptos::task::spawn_local(async move {
        let now = storage::space().await;
        space.try_set(now);
    });
    let whole = move || {
        space.get().map(|space| {
            t_string!(
                i18n,
                settings.used,
                used = say.bytes(space.used),
                of = say.bytes(space.quota)
            )
        })
    };
    let parts = move || {
        used.get().map(|used| {
            t_string!(
                i18n,
                settings.used_parts,
                records = say.bytes(used.records),
                papers = say.bytes(used.papers),
                drafts = say.bytes(used.drafts)
            )
        })
    };
    view! {
        <Line name=move || t_string!(i18n, settings.space)>
            <span>
                {whole} " " <span class="quiet-text">{parts}</span>
                {move || space.get().map(|space| view! {
                    <meter
                        class="space"
                        min="0"
                        max=space.quota.to_string()
                        prop:value=space.used as f64
                        aria-hidden="true"
                    ></meter>
                })}
            </span>
        </Line>
    }
}

#[component]
fn KeptLine() -> impl IntoView {
    let i18n = use_i18n();
    let offer = expect_context::<Install>();
    let kept = RwSignal::new(None::<Kept>);
    leptos::task::spawn_local(async move {
        let now = storage::kept().await;
        kept.try_set(Some(now));
    });
    let words = move || match kept.get() {
        None => "",
        Some(Kept::Yes) => t_string!(i18n, settings.kept_yes),
        Some(Kept::No) => t_string!(i18n, settings.kept_no),
        Some(Kept::Unknown) => t_string!(i18n, settings.kept_unknown),
    };
    let ask = move || {
        leptos::task::spawn_local(async move {
            let now = storage::ask_to_keep().await;
            kept.try_set(Some(now));
        });
    };
    let install = move || leptos::task::spawn_local(async move { offer.ask().await });
    view! {
        <Line name=move || t_string!(i18n, settings.kept)>
            <span role="status">{words}</span>
            <span class="together-row">
                {move || (kept.get() == Some(Kept::No)).then(|| view! {
                    <Button label=move || t_string!(i18n, settings.ask_again) on_press=ask/>
                })}
                {move || offer.is_offered().then(|| view! {
                    <Button label=move || t_string!(i18n, settings.install) on_press=install/>
                })}
            </span>
        </Line>
    }
}

#[component]
fn Copies(used: StorageUse) -> impl IntoView {
    let i18n = use_i18n();
    let say = use_say();
    let words = move || {
        let count = say.count(used.only_here);
        match used.last_checked_copy {
            Some(copy) => t_string!(
                i18n,
                settings.copies,
                when = say.moment(copy),
                count = count
            ),
            None => t_string!(i18n, settings.no_copy, count = count),
        }
    };
    view! {
        <Line name=move || t_string!(i18n, settings.copies_name)>
            <span>{words}</span>
            <ButtonLink label=move || t_string!(i18n, common.export) to=Route::Export(None)/>
        </Line>
    }
}

#[component]
fn Health(
    used: RwSignal<Option<StorageUse>>,
    #[prop(into)] on_checked: Callback<()>,
) -> impl IntoView {
    let i18n = use_i18n();
    let say = use_say();
    let app = use_app();
    let press = Press::new();
    let result = RwSignal::new(None::<Checked>);
    let check = move || {
        press.run(async move || {
            result.set(None);
            let checked = app.ask_with(press.work, ask::CheckAll).await?;
            result.try_set(Some(checked));
            on_checked.try_run(());
            Ok(())
        });
    };
    let checked_words = move || {
        let used = used.get()?;
        let charts = words::charts(say, used.charts);
        Some(match used.last_check {
            Some((when, unreadable)) => t_string!(
                i18n,
                settings.checked,
                charts = charts,
                when = say.moment(when),
                unreadable = say.count(unreadable)
            ),
            None => t_string!(i18n, settings.never_checked, charts = charts),
        })
    };
    let found_since = move || {
        let found = used.get().map(|used| used.found_since);
        let found = found.filter(|found| *found > 0)?;
        let words = t_string!(i18n, settings.found_since, count = say.count(found));
        Some(format!(" {words}"))
    };
    view! {
        <Line name=move || t_string!(i18n, settings.health)>
            <span>
                <span>{checked_words}{found_since}</span>
                {move || result.get().map(|found| match found {
                    Checked { charts, entries, unreadable: 0, lost, .. } if lost.total() == 0 => view! {
                        <Message tone=Tone::Done>
                            <p>{move || t_string!(i18n, settings.all_sound, charts = words::charts(say, charts), entries = words::entries(say, entries))}</p>
                        </Message>
                    }.into_any(),
                    Checked { charts, entries, unreadable, lost, .. } => view! {
                        <Message tone=Tone::NotKnown>
                            <p>{move || some_lost(say, charts, entries, unreadable)}</p>
                        </Message>
                        <Lost lost meaning=Signal::derive(move || t_string!(i18n, settings.lost_papers))/>
                    }.into_any(),
                })}
                <Failed failure=press.failure/>
                <Working work=press.work/>
            </span>
            <Button
                label=move || t_string!(i18n, settings.check_now)
                on_press=check
                busy=press.busy
            />
        </Line>
    }
}

/// What a check found of the entries, where it did not find everything sound.
fn some_lost(say: Say, charts: u32, entries: u32, unreadable: u32) -> String {
    let i18n = say.0;
    let (charts, entries) = (words::charts(say, charts), words::entries(say, entries));
    if unreadable == 0 {
        return t_string!(
            i18n,
            settings.entries_sound,
            charts = charts,
            entries = entries
        );
    }
    let unreadable = say.count(unreadable);
    t_string!(
        i18n,
        settings.some_unreadable,
        charts = charts,
        entries = entries,
        unreadable = unreadable
    )
}

#[component]
fn AppLine() -> impl IntoView {
    let i18n = use_i18n();
    let app = use_app();
    let updates = use_browser().updates;
    let words = move || {
        let version = env!("CARGO_PKG_VERSION");
        let digest = updates.short_digest();
        let offline = if updates.works_offline() {
            t_string!(i18n, settings.works_offline)
        } else {
            t_string!(i18n, settings.needs_network)
        };
        t_string!(
            i18n,
            settings.version,
            version = version,
            digest = digest,
            offline = offline
        )
    };
    let drafts_open = move || app.drafts.with(|drafts| !drafts.is_empty());
    view! {
        <Line name=move || t_string!(i18n, settings.app)>
            <span>
                {words}
                {move || (updates.is_ready() && drafts_open()).then(|| view! {
                    <span class="quiet-text">" " {t!(i18n, settings.update_waits)}</span>
                })}
            </span>
            {move || updates.is_ready().then(|| view! {
                <TakeUpdate disabled=Signal::derive(drafts_open)/>
            })}
        </Line>
    }
}
