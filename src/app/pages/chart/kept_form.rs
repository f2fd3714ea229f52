//! A small form whose words are kept: sealed while they are typed, there again when the form is opened anew.

use leptos::prelude::*;
use leptos::text_prop::TextProp;

use super::form_button::FormButton;
use super::form_title::title;
use super::open::{OpenChart, use_chart};
use crate::app::i18n::*;
use crate::app::pages::drafts::{DiscardQuestion, DraftLine, KEEP};
use crate::app::pages::signing::Signing;
use crate::app::platform::device;
use crate::app::route::{ChartPart, Route};
use crate::app::state::{App, Autosave, Gate, Sealing, use_app, use_say};
use crate::app::ui::*;
use crate::base::{ChartId, DraftId, Stamp};
use crate::chart::draft::{Draft, Form, FormDraft};
use crate::engine::protocol::{Failure, ask};
use crate::reading::view::{DraftKind, DraftRow};

/// Where a form's words are kept, given by what opened the form.
#[derive(Clone)]
pub struct Begun {
    pub id: DraftId,
    /// When they were sealed, if they come from a draft.
    pub saved: Option<Stamp>,
    /// The form with nothing typed in it, where that is known.
    pub blank: Option<Form>,
    /// The field it was left in.
    pub cursor: String,
}

/// The fields of any form; told how to close the layer. Given by the chart's page, which alone knows every form.
#[derive(Clone, Copy)]
pub struct AnyForm(pub fn(Form, Callback<()>) -> AnyView);

/// What is typed into a form, kept sealed for as long as the form is shown.
#[derive(Clone, Copy)]
pub struct KeptWords {
    app: App,
    chart: OpenChart,
    id: DraftId,
    form: Callback<(), Form>,
    /// The field the focus was in last.
    cursor: StoredValue<String>,
    saving: Autosave,
    pub signing: Signing,
    /// Something was typed, or the press sealed it.
    touched: StoredValue<bool>,
    /// Signed or thrown away: no draft is left of it.
    over: StoredValue<bool>,
}

impl KeptWords {
    /// Begins where the form's component is made; `form` is read whenever something changed.
    pub fn begin(form: Callback<(), Form>) -> Self {
        let chart = use_chart();
        let begun = expect_context::<Begun>();
        let started = device::now();
        let cursor = StoredValue::new(String::new());
        let saving = Autosave::keep(begun.id, move || {
            let form = FormDraft {
                chart: chart.id,
                started,
                form: untrack(|| form.run(())),
            };
            (Draft::Form(Box::new(form)), cursor.get_value())
        });
        if let Some(saved) = begun.saved {
            saving.loaded(saved);
        }
        let words = Self {
            app: use_app(),
            chart,
            id: begun.id,
            form,
            cursor,
            saving,
            signing: Signing::of(saving),
            touched: StoredValue::new(begun.saved.is_some()),
            over: StoredValue::new(false),
        };
        words.follow(begun);
        words
    }

    /// What keeps these words sealed; it knows whether they are.
    pub fn saving(&self) -> Autosave {
        self.saving
    }

    /// The focus came to a field; the draft is come back to there.
    pub fn at(&self, field: String) {
        self.cursor.set_value(field);
    }

    /// Seals at once what stands there now.
    pub fn seal_now(&self) {
        let saving = self.saving;
        saving.touched();
        leptos::task::spawn_local(async move {
            // What fails is told beside the form, and tried again.
            let _ = saving.now().await;
        });
    }

    /// Seals what stands there now and signs that; the draft goes with it.
    pub fn sign(self, then: impl FnOnce(Result<(), Failure>) + 'static) {
        self.touched.set_value(true);
        self.saving.touched();
        self.signing.press(move |signed| {
            if signed.is_ok() {
                self.over.try_set_value(true);
                self.chart.changed();
            }
            then(signed.map(|_| ()));
        });
    }

    /// No draft is left of the form.
    fn ended(&self) {
        self.over.try_set_value(true);
        self.saving.done();
    }

    fn typed(&self) -> Form {
        untrack(|| self.form.run(()))
    }

    /// Seals each change, and says at the end what became of the words.
    fn follow(self, begun: Begun) {
        let first = self.typed();
        let (blank, touched) = (begun.blank, self.touched);
        Effect::new(move |before: Option<Form>| {
            let now = self.form.run(());
            if before.unwrap_or_else(|| first.clone()) != now {
                touched.set_value(true);
                self.saving.touched();
            }
            now
        });
        on_cleanup(move || {
            if touched.get_value() {
                self.left(blank);
            }
        });
    }

    /// The form is closed. What was typed and taken out again is no draft.
    fn left(self, blank: Option<Form>) {
        let app = self.app;
        let over = self.over.get_value();
        let typed = self.typed();
        let emptied = !over && blank.is_some_and(|blank| typed == blank);
        if !over && !emptied {
            self.leave_draft(typed);
        }
        leptos::task::spawn_local(async move {
            if emptied {
                // A blank draft that could not be discarded stays in the list of drafts; nothing is lost.
                let _ = app.ask(ask::DiscardDraft(self.id)).await;
            }
            app.refresh_drafts().await;
        });
    }

    /// Hidden by a lock or a cover one comes back to the words, which are a page of their own then. Closed by hand they
    /// stand among the drafts at once: the form may be opened again before they are sealed.
    fn leave_draft(&self, typed: Form) {
        let (id, chart) = (self.id, self.chart.id);
        if self.app.gate.get_untracked() != Gate::Open {
            let page = Route::Chart(chart, ChartPart::Form(id));
            return self.app.replace(page);
        }
        let row = DraftRow {
            id,
            person: untrack(|| self.chart.banner(|banner| banner.person.clone())),
            kind: DraftKind::Form {
                chart,
                form: Box::new(typed),
                // The engine knows its words; it is asked for the list at once.
                about: None,
            },
            saved: Some(device::now()),
        };
        self.app.drafts.update(|drafts| {
            drafts.retain(|draft| draft.id != id);
            drafts.insert(0, row);
        });
    }
}

/// Whether the words are sealed, and the way to throw them away.
#[component]
pub fn KeptLine(words: KeptWords, on_done: Callback<()>) -> impl IntoView {
    view! {
        <div class="kept-line">
            <DraftLine saving=words.saving()/>
            <Discard words on_done/>
        </div>
    }
}

/// Offered once something was sealed. Asked in the form itself, which may stand in a layer already.
#[component]
fn Discard(words: KeptWords, on_done: Callback<()>) -> impl IntoView {
    const ASK: &str = "discard-draft";
    let i18n = use_i18n();
    let saving = words.saving();
    let sealed = Memo::new(move |_| saving.state() != Sealing::Untouched);
    let asked = RwSignal::new(false);
    let ask = move |now: bool| {
        asked.set(now);
        focus_when_drawn(move || focus_id(if now { KEEP } else { ASK }));
    };
    let gone = move |()| {
        words.ended();
        on_done.run(());
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
                <DiscardQuestion saving on_keep=move |()| ask(false) on_gone=gone/>
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
    #[prop(into)]
    blank: Form,
    /// The fields, where the page knows more of them than `AnyForm` does; told how to close the layer.
    #[prop(optional)]
    fields: Option<Callback<(Form, Callback<()>), AnyView>>,
) -> impl IntoView {
    let say = use_say();
    let app = use_app();
    let chart = use_chart();
    let any_form = expect_context::<AnyForm>();
    let titled = blank.clone();
    let blank = StoredValue::new(blank);
    let form = Callback::new(move |(close,): (Callback<()>,)| {
        let (begun, form) = begun_before(app, chart.id, &blank.get_value());
        provide_context(begun);
        match fields {
            Some(fields) => fields.run((form, close)),
            None => (any_form.0)(form, close),
        }
    });
    view! { <FormButton label title=move || title(say, &titled) kind says form/> }
}

/// The draft of the same form about the same thing, else a new one.
pub fn begun_before(app: App, chart: ChartId, blank: &Form) -> (Begun, Form) {
    let of_this = |draft: &DraftRow| match &draft.kind {
        DraftKind::Form {
            chart: of, form, ..
        } if *of == chart && form.is_same_form(blank) => {
            let form = match app.held_draft(draft.id) {
                Some(Draft::Form(held)) => held.form,
                _ => Form::clone(form),
            };
            Some((draft.id, draft.saved, form))
        }
        _ => None,
    };
    let before = |drafts: &Vec<DraftRow>| drafts.iter().find_map(of_this);
    let (id, saved, form) = app
        .drafts
        .with_untracked(before)
        .unwrap_or_else(|| (device::new_draft_id(), None, blank.clone()));
    let blank = Some(blank.clone());
    let cursor = String::new();
    let begun = Begun {
        id,
        saved,
        blank,
        cursor,
    };
    (begun, form)
}
