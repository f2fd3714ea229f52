//! A small form that signs one act at once: what it says, who signs, one press. Its words are a draft until then.

use leptos::prelude::*;
use leptos::text_prop::TextProp;

use super::form;
use super::open::use_chart;
use super::trouble::Trouble;
use crate::app::i18n::*;
use crate::app::pages::drafts::{DiscardQuestion, DraftLine, KEEP, form_title};
use crate::app::platform::device;
use crate::app::platform::timers::sleep;
use crate::app::route::{ChartPart, Route};
use crate::app::state::{App, Autosave, Gate, Say, Sealing, use_app, use_say};
use crate::app::ui::*;
use crate::base::{ChartId, DraftId, Stamp};
use crate::chart::draft::{Draft, Form, FormDraft};
use crate::engine::protocol::{ChartAct, Failure, Request};
use crate::reading::view::{DraftKind, DraftRow};

/// "You sign as Given name Family name, nurse, at Site name. Not you?"
#[component]
pub fn SignsAs() -> impl IntoView {
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
    view! {
        <p class="signs-as">
            {words} " "
            <button type="button" class="button plain" on:click=move |_| app.switching.set(true)>
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

/// Fields, who signs, and *Sign*. `act` gives what is to be signed, or the sentence that says what is missing.
#[component]
pub fn ActForm(
    #[prop(into)] act: Callback<(), Result<ChartAct, String>>,
    /// What is typed so far, where anything is: it is kept sealed.
    #[prop(optional, into)]
    form: Option<Callback<(), Form>>,
    /// The form is over: signed, or its draft thrown away.
    #[prop(into)]
    on_done: Callback<()>,
    children: Children,
) -> impl IntoView {
    let i18n = use_i18n();
    let chart = use_chart();
    let saving = form.map(keep_sealed);
    let missing = RwSignal::new(None::<String>);
    let failure = RwSignal::new(None::<Failure>);
    let busy = RwSignal::new(false);
    let sign = move || {
        // One press is one signature: while it is under way another press does nothing.
        if busy.get_untracked() {
            return;
        }
        let act = match act.run(()) {
            Ok(act) => act,
            Err(words) => return missing.set(Some(words)),
        };
        missing.set(None);
        failure.set(None);
        busy.set(true);
        leptos::task::spawn_local(async move {
            if let Some(saving) = saving {
                // What cannot be sealed cannot be signed either, and that failure is the one to show.
                let _ = saving.now().await;
                saving.hold();
            }
            let signed = chart.act(act, saving.map(|saving| saving.id())).await;
            busy.try_set(false);
            match signed {
                Ok(_) => {
                    if let Some(saving) = saving {
                        saving.done();
                    }
                    on_done.try_run(());
                }
                Err(why) => {
                    if let Some(saving) = saving {
                        saving.release();
                    }
                    failure.try_set(Some(why));
                }
            }
        });
    };
    view! {
        <Form on_submit=sign>
            {children()}
            <Trouble failure/>
            {move || missing.get().map(|words| view! {
                <Message tone=Tone::NotKnown><p>{words}</p></Message>
            })}
            <SignsAs/>
            <p class="hint">{t!(i18n, chart.sign.permanent)}</p>
            {saving.map(|saving| view! { <DraftLine saving/> })}
            <Actions>
                <Button label=move || t_string!(i18n, chart.sign.sign) kind=ButtonKind::Primary submit=true busy/>
            </Actions>
            {saving.map(|saving| view! { <Discard saving on_done/> })}
        </Form>
    }
}

/// Where a form's words are kept, given by what opened the form.
#[derive(Clone, Copy)]
pub struct Begun {
    pub id: DraftId,
    /// When they were sealed, if they come from a draft.
    pub saved: Option<Stamp>,
}

/// Keeps what is typed sealed for as long as the form is shown.
fn keep_sealed(form: Callback<(), Form>) -> Autosave {
    let app = use_app();
    let chart = use_chart();
    let begun = expect_context::<Begun>();
    let started = device::now();
    let saving = Autosave::keep(begun.id, move || {
        let form = FormDraft {
            chart: chart.id,
            started,
            form: untrack(|| form.run(())),
        };
        (Draft::Form(Box::new(form)), String::new())
    });
    if let Some(saved) = begun.saved {
        saving.loaded(saved);
    }
    let first = untrack(|| form.run(()));
    let blank = (begun.saved.is_none()).then(|| first.clone());
    let typed = StoredValue::new(begun.saved.is_some());
    Effect::new(move |before: Option<Form>| {
        let now = form.run(());
        if before.unwrap_or_else(|| first.clone()) != now {
            typed.set_value(true);
            saving.touched();
        }
        now
    });
    on_cleanup(move || {
        if !typed.get_value() {
            return;
        }
        let emptied = blank.is_some_and(|blank| untrack(|| form.run(())) == blank);
        // Hidden by a lock or a cover: one comes back to the words, which are a page of their own then.
        if !emptied && app.gate.get_untracked() != Gate::Open {
            app.replace(Route::Chart(chart.id, ChartPart::Form(begun.id)));
        }
        leptos::task::spawn_local(async move {
            if emptied {
                // A blank draft that could not be discarded stays in the list of drafts; nothing is lost.
                let _ = app.ask(Request::DiscardDraft(begun.id)).await;
            }
            app.refresh_drafts().await;
        });
    });
    saving
}

/// Offered once something was sealed. Asked in the form itself, which may stand in a layer already.
#[component]
fn Discard(saving: Autosave, on_done: Callback<()>) -> impl IntoView {
    const ASK: &str = "discard-draft";
    let i18n = use_i18n();
    let sealed = Memo::new(move |_| saving.state() != Sealing::Untouched);
    let asked = RwSignal::new(false);
    let ask = move |now: bool| {
        asked.set(now);
        leptos::task::spawn_local(async move {
            sleep(0).await;
            focus_id(if now { KEEP } else { ASK });
        });
    };
    move || match (sealed.get(), asked.get()) {
        (false, _) => ().into_any(),
        (true, false) => view! {
            <Button
                id=ASK
                label=move || t_string!(i18n, common.draft.discard)
                kind=ButtonKind::Plain
                on_press=move || ask(true)
            />
        }
        .into_any(),
        (true, true) => view! {
            <Message tone=Tone::NotKnown>
                <DiscardQuestion saving on_keep=move |()| ask(false) on_gone=on_done/>
            </Message>
        }
        .into_any(),
    }
}

/// A button that opens a form whose words are kept. What was typed into the same form before comes back.
#[component]
pub fn KeptFormButton(
    #[prop(into)] label: TextProp,
    #[prop(optional)] kind: ButtonKind,
    #[prop(optional, into)] says: Option<TextProp>,
    /// The form as it begins.
    blank: Form,
    /// The fields, where the page knows more of them than `form::fields` does; told how to close the layer.
    #[prop(optional)]
    fields: Option<Callback<(Form, Callback<()>), AnyView>>,
) -> impl IntoView {
    let say = use_say();
    let app = use_app();
    let chart = use_chart();
    let titled = blank.clone();
    let blank = StoredValue::new(blank);
    let form = Callback::new(move |(close,): (Callback<()>,)| {
        let (begun, form) = begun_before(app, chart.id, &blank.get_value());
        provide_context(begun);
        match fields {
            Some(fields) => fields.run((form, close)),
            None => form::fields(form, close),
        }
    });
    view! { <FormButton label title=move || form_title(say, &titled) kind says form/> }
}

/// The draft of the same form about the same thing, else a new one.
fn begun_before(app: App, chart: ChartId, blank: &Form) -> (Begun, Form) {
    let of_this = |draft: &DraftRow| match &draft.kind {
        DraftKind::Form { chart: of, form } if *of == chart && form.is_same_form(blank) => {
            let (id, saved) = (draft.id, Some(draft.saved));
            Some((Begun { id, saved }, form.clone()))
        }
        _ => None,
    };
    let before = |drafts: &Vec<DraftRow>| drafts.iter().find_map(of_this);
    app.drafts.with_untracked(before).unwrap_or_else(|| {
        let (id, saved) = (device::new_draft_id(), None);
        (Begun { id, saved }, blank.clone())
    })
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
