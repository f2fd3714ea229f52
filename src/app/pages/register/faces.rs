//! What both faces of Today share: the day and its time, the way from one to the other, and finding who comes.

use leptos::prelude::*;

use crate::app::i18n::*;
use crate::app::platform::device;
use crate::app::platform::timers::sleep;
use crate::app::route::Route;
use crate::app::state::{use_app, use_say};
use crate::app::ui::*;
use crate::base::Stamp;

/// How often the time shown is looked at again.
const TICK_MS: u32 = 5_000;

/// The device's time, as long as the calling component lives.
pub fn ticking() -> RwSignal<Stamp> {
    let now = RwSignal::new(device::now());
    leptos::task::spawn_local(async move {
        loop {
            sleep(TICK_MS).await;
            if now.try_set(device::now()).is_some() {
                return;
            }
        }
    });
    now
}

/// The device's date and time: everything signed today will carry it.
#[component]
pub fn Now() -> impl IntoView {
    let say = use_say();
    let now = ticking();
    let words = Memo::new(move |_| {
        let now = now.get();
        format!("{}, {}", say.weekday_and_day(now.day()), say.time(now))
    });
    view! { <span class="today-now">{words}</span> }
}

/// *Waiting* and *Seen*, each with how many people stand there once that is known. A family has one Today.
#[component]
pub fn Faces(
    #[prop(into)] waiting: Signal<Option<usize>>,
    #[prop(into)] seen: Signal<Option<usize>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let app = use_app();
    let in_clinic = Memo::new(move |_| !app.stations().is_empty());
    let is_here = Callback::new(move |(to,): (Route,)| app.route.get() == to);
    move || {
        let waiting_words = move || match waiting.get() {
            Some(n) => t_string!(i18n, people.waiting.waiting_n, n = n),
            None => t_string!(i18n, people.waiting.waiting).to_string(),
        };
        let seen_words = move || match seen.get() {
            Some(n) => t_string!(i18n, people.waiting.seen_n, n = n),
            None => t_string!(i18n, people.waiting.seen).to_string(),
        };
        in_clinic.get().then(|| {
            let tabs = vec![
                (waiting_words.into(), Route::Waiting),
                (seen_words.into(), Route::Today),
            ];
            view! { <Tabs says=move || t_string!(i18n, people.waiting.faces) tabs is_here/> }
        })
    }
}

/// The main act of the desk. `n` takes in somebody new.
#[component]
pub fn FindOrRegister() -> impl IntoView {
    let i18n = use_i18n();
    let app = use_app();
    on_command(move |command| {
        if command == Command::New {
            app.go(Route::Intake(device::new_draft_id()));
        }
        command == Command::New
    });
    view! {
        <div class="desk-actions">
            <Actions>
                <Button
                    id="today-find"
                    kind=ButtonKind::Primary
                    icon=Icon::Find
                    key_hint="/"
                    label=move || t_string!(i18n, people.today.find_or_register)
                    on_press=move || app.go(Route::Find)
                />
            </Actions>
        </div>
    }
}
