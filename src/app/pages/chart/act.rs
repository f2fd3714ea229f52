//! A small form that signs one act at once: what it says, who signs, one press. Its words are a draft until then.

use leptos::prelude::*;
use leptos::text_prop::TextProp;

use super::kept_form::{KeptLine, KeptWords};
use super::lack::{Lack, Lacking};
use super::open::use_chart;
use super::trouble::Trouble;
use crate::app::i18n::*;
use crate::app::platform::timers::sleep;
use crate::app::platform::{device, focus};
use crate::app::state::{Say, use_app, use_say};
use crate::app::ui::*;
use crate::chart::draft::Form;
use crate::engine::protocol::{ChartAct, Failure};

/// "You sign as Given name Family name, nurse, at Site name. Not you?"
#[component]
pub fn SignsAs(
    /// Leaves the layer this stands in: what was typed there belongs to whoever typed it.
    #[prop(optional)]
    leave: Option<Callback<()>>,
) -> impl IntoView {
    let app = use_app();
    let say = use_say();
    let i18n = say.0;
    let words = move || {
        app.session
            .with(|session| {
                session
                    .as_ref()
                    .map(|s| signer(say, &s.name, &s.role, &s.site))
            })
            .unwrap_or_default()
    };
    let switch = move |_| {
        if let Some(leave) = leave {
            leave.run(());
        }
        app.switching.set(true);
    };
    view! {
        <p class="signs-as">
            {words} " "
            <button type="button" class="button plain" on:click=switch>
                {t!(i18n, chart.sign.not_you)}
            </button>
        </p>
    }
}

pub fn signer(say: Say, name: &str, role: &str, site: &str) -> String {
    let (name, role, site) = (name.to_string(), say.role(role), site.to_string());
    if site.is_empty() {
        t_string!(say.0, chart.sign.as_no_site, name = name, role = role)
    } else {
        t_string!(
            say.0,
            chart.sign.as_whom,
            name = name,
            role = role,
            site = site
        )
    }
}

/// Fields, who signs, and *Sign*. `act` gives what is to be signed, or what is missing and where.
#[component]
pub fn ActForm(
    #[prop(into)] act: Callback<(), Result<ChartAct, Lack>>,
    /// Where the fields say what they lack.
    #[prop(optional)]
    lacking: Lacking,
    /// What is typed so far, where anything is: it is kept sealed.
    #[prop(optional, into)]
    form: Option<Callback<(), Form>>,
    /// The form is over: signed, or its draft thrown away.
    #[prop(into)]
    on_done: Callback<()>,
    children: Children,
) -> impl IntoView {
    let say = use_say();
    let i18n = say.0;
    let app = use_app();
    let chart = use_chart();
    let words = form.map(KeptWords::begin);
    if let Some(form) = form {
        Effect::new(move |_| {
            form.run(());
            lacking.clear();
        });
    }
    let failure = RwSignal::new(None::<Failure>);
    let busy = RwSignal::new(false);
    let sign = move || {
        // One press is one signature: while it is under way another press does nothing.
        if busy.get_untracked() {
            return;
        }
        let act = match act.run(()) {
            Ok(act) => act,
            Err(lack) => return focus_id(lacking.say(lack)),
        };
        lacking.clear();
        failure.set(None);
        busy.set(true);
        leptos::task::spawn_local(async move {
            let signed = match words {
                Some(words) => words.sign(chart, act).await,
                None => chart.act(act, None).await,
            };
            busy.try_set(false);
            match signed {
                Ok(_) => {
                    let time = say.time(device::now());
                    on_done.try_run(());
                    // Said on the page one comes to: where that is another one, what was done on the last is cleared.
                    sleep(0).await;
                    app.notices
                        .done(t_string!(i18n, chart.sign.signed_at, time = time));
                }
                Err(why) => {
                    failure.try_set(Some(why));
                }
            }
        });
    };
    let remember = move |event: web_sys::FocusEvent| {
        if let Some((words, field)) = words.zip(focus::came_to(&event)) {
            words.at(field);
        }
    };
    view! {
        // No form of the browser's: Enter in a field, which is a key of every phone's keyboard, signs nothing.
        <div class="form" on:focusin=remember>
            {children()}
            <Trouble failure/>
            <SignsAs leave=on_done/>
            <p class="hint">{t!(i18n, chart.sign.permanent)}</p>
            {words.map(|words| view! { <KeptLine words on_done/> })}
            <Actions>
                <Button label=move || t_string!(i18n, chart.sign.sign) kind=ButtonKind::Primary busy on_press=sign/>
            </Actions>
        </div>
    }
}

/// A button that opens a form over the page; the form is made anew each time and closes when it was signed.
#[component]
pub fn FormButton(
    #[prop(into)] label: TextProp,
    #[prop(into)] title: TextProp,
    #[prop(optional)] kind: ButtonKind,
    #[prop(optional_no_strip, into)] says: Option<TextProp>,
    /// The form; it is told how to close the layer.
    form: Callback<(Callback<()>,), AnyView>,
) -> impl IntoView {
    let open = RwSignal::new(false);
    let close = Callback::new(move |()| open.set(false));
    let button = match says {
        Some(says) => {
            view! { <Button label kind says on_press=move || open.set(true)/> }.into_any()
        }
        None => view! { <Button label kind on_press=move || open.set(true)/> }.into_any(),
    };
    view! {
        {button}
        <Dialog open title>{form.run((close,))}</Dialog>
    }
}
