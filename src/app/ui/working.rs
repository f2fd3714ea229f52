use leptos::prelude::*;
use leptos::text_prop::TextProp;

use crate::app::i18n::*;
use crate::app::matching::grouped;
use crate::app::platform::engine::Work;
use crate::app::platform::timers::{now_ms, sleep};
use crate::engine::protocol::{Progress, Step};

/// How far a request is: nothing before 300 ms, then words with a count ("412 of 1 050 entries"), from 3 s also *Cancel*.
#[component]
pub fn Working(
    work: Work,
    /// No *Cancel*, however long it takes.
    #[prop(optional)]
    no_cancel: bool,
    /// What is said until the engine counts something, instead of "Opening." or "Working."
    #[prop(optional, into)]
    words: Option<TextProp>,
) -> impl IntoView {
    let i18n = use_i18n();
    let waited = RwSignal::new(0.0f64);
    Effect::new(move |_| {
        let Some(running) = work.running().map(|running| running.since) else {
            waited.set(0.0);
            return;
        };
        leptos::task::spawn_local(async move {
            for until in [300.0, 3000.0] {
                let left = until - (now_ms() - running);
                if left > 0.0 {
                    sleep(left as u32 + 1).await;
                }
                let same = work.began() == Some(running);
                if !same || waited.try_set(until).is_some() {
                    return;
                }
            }
        });
    });
    let said = move || {
        let running = work.running().filter(|_| waited.get() >= 300.0)?;
        Some(match (running.progress, &words) {
            // Opening has one measure only: that it is under way, which the page's own words say better.
            (Some(progress), None) => progress_words(i18n, progress),
            (Some(progress), Some(_)) if progress.step != Step::Opening => {
                progress_words(i18n, progress)
            }
            (_, Some(words)) => words.get().to_string(),
            (None, None) => t_string!(i18n, ui.working).to_string(),
        })
    };
    let cancel = move || !no_cancel && waited.get() >= 3000.0 && work.is_running();
    view! {
        <div class="working">
            <p role="status">{said}</p>
            {move || cancel().then(|| view! {
                <button type="button" class="button quiet" on:click=move |_| work.cancel()>
                    {t!(i18n, common.cancel)}
                </button>
            })}
        </div>
    }
}

/// "Checking. 412 of 1 050 entries."
pub fn progress_words(i18n: Texts, progress: Progress) -> String {
    let done = grouped(progress.done.into());
    let of = grouped(progress.of.into());
    if progress.of == 0 {
        return step_words(i18n, progress.step).to_string();
    }
    match progress.step {
        Step::Opening => t_string!(i18n, ui.step_opening).to_string(),
        Step::Reading => t_string!(i18n, ui.reading_count, done = done, of = of),
        Step::Checking => t_string!(i18n, ui.checking_count, done = done, of = of),
        Step::Writing => t_string!(i18n, ui.writing_count, done = done, of = of),
        Step::Entries => t_string!(i18n, ui.entries_count, done = done, of = of),
        Step::Charts => t_string!(i18n, ui.charts_count, done = done, of = of),
        Step::Parts => t_string!(i18n, ui.parts_count, done = done, of = of),
        Step::Resources => t_string!(i18n, ui.resources_count, done = done, of = of),
    }
}

fn step_words(i18n: Texts, step: Step) -> &'static str {
    match step {
        Step::Opening => t_string!(i18n, ui.step_opening),
        Step::Reading => t_string!(i18n, ui.step_reading),
        Step::Checking => t_string!(i18n, ui.step_checking),
        Step::Writing => t_string!(i18n, ui.step_writing),
        Step::Entries | Step::Charts | Step::Parts | Step::Resources => t_string!(i18n, ui.working),
    }
}
