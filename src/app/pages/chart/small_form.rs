//! A small form: its fields, who signs, one press. Its words are a draft until then.

use std::borrow::Cow;

use leptos::prelude::*;

use super::kept_form::{KeptLine, KeptWords};
use crate::app::i18n::*;
use crate::app::pages::signing::SignsAs;
use crate::app::pages::trouble::Trouble;
use crate::app::platform::timers::sleep;
use crate::app::platform::{device, focus};
use crate::app::state::{Say, use_app, use_say};
use crate::app::ui::*;
use crate::chart::draft::{Complaint, Form, FormField, Lacks};
use crate::engine::protocol::{Failure, WriteFailure};

/// What is typed into a small form, and what was complained of at the last press.
pub struct Typed<T: Send + Sync + 'static> {
    pub draft: RwSignal<T>,
    lacking: LastComplaints,
}

impl<T: Send + Sync + 'static> Clone for Typed<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync + 'static> Copy for Typed<T> {}

impl<T: Clone + Into<Form> + Send + Sync + 'static> Typed<T> {
    /// Begins with a draft as it was kept, or blank; nothing is complained of yet.
    pub fn new(draft: T) -> Self {
        Self {
            draft: RwSignal::new(draft),
            lacking: LastComplaints::default(),
        }
    }

    /// A part of the draft, as a field reads and writes it.
    pub fn part<V: Clone + PartialEq + Send + Sync + 'static>(
        &self,
        get: fn(&T) -> &V,
        get_mut: fn(&mut T) -> &mut V,
    ) -> Bind<V> {
        Bind::part(
            self.draft,
            move |draft| get(draft).clone(),
            move |draft, value| *get_mut(draft) = value,
        )
    }

    /// What is complained of at a field, which has this id.
    pub fn error(&self, at: FormField, id: impl Into<Cow<'static, str>>) -> Signal<Option<String>> {
        self.lacking.at(at, id.into())
    }

    /// Says at their fields what is complained of; `false` where none of them is shown.
    pub fn say(&self, complaints: Vec<Complaint<FormField>>) -> bool {
        self.lacking.say(complaints)
    }

    /// The form as it is typed now.
    pub fn form(&self) -> Callback<(), Form> {
        let (draft, lacking) = (self.draft, self.lacking);
        Effect::new(move |_| {
            draft.track();
            lacking.clear();
        });
        Callback::new(move |()| draft.get().into())
    }

    /// What `SmallForm` keeps and signs.
    pub fn keep(&self) -> Kept {
        Kept {
            form: self.form(),
            lacking: self.lacking,
        }
    }
}

/// A form whatever is typed into it.
#[derive(Clone, Copy)]
pub struct Kept {
    form: Callback<(), Form>,
    lacking: LastComplaints,
}

/// What the last press complained of, beside the fields it is about; gone when something is typed.
#[derive(Clone, Copy)]
struct LastComplaints {
    say: Say,
    complaints: RwSignal<Vec<Complaint<FormField>>>,
    ids: StoredValue<Vec<(FormField, Cow<'static, str>)>>,
}

impl Default for LastComplaints {
    fn default() -> Self {
        Self {
            say: use_say(),
            complaints: RwSignal::new(Vec::new()),
            ids: StoredValue::new(Vec::new()),
        }
    }
}

impl LastComplaints {
    fn at(&self, at: FormField, id: Cow<'static, str>) -> Signal<Option<String>> {
        let Self {
            say,
            complaints,
            ids,
        } = *self;
        ids.update_value(|ids| {
            ids.retain(|(field, _)| *field != at);
            ids.push((at, id));
        });
        Signal::derive(move || {
            complaints.with(|complaints| {
                let complaint = complaints.iter().find(|complaint| complaint.at == at)?;
                Some(say.why(&complaint.why))
            })
        })
    }

    /// Says each at its field and puts the focus into the first. `false` where none of the fields is shown.
    fn say(&self, complaints: Vec<Complaint<FormField>>) -> bool {
        let id_of = |complaint: &Complaint<FormField>| {
            let of = |ids: &Vec<(FormField, Cow<'static, str>)>| {
                let found = ids.iter().find(|(at, _)| *at == complaint.at)?;
                Some(found.1.clone())
            };
            self.ids.try_with_value(of).flatten()
        };
        let first = complaints.iter().find_map(id_of);
        self.complaints.try_set(complaints);
        if let Some(id) = &first {
            focus_id(id);
        }
        first.is_some()
    }

    fn clear(&self) {
        if !self.complaints.with_untracked(Vec::is_empty) {
            self.complaints.set(Vec::new());
        }
    }
}

/// Signs the form as it stands, for a field whose press is the whole answer; what it is given is told where nothing was
/// signed. Given to the fields of every small form.
#[derive(Clone, Copy)]
pub struct SignNow(pub Callback<(Callback<()>,)>);

/// Fields, who signs, and *Sign*.
#[component]
pub fn SmallForm(
    kept: Kept,
    /// The form is over: signed, or its draft thrown away.
    close: Callback<()>,
    children: Children,
) -> impl IntoView {
    let say = use_say();
    let i18n = say.0;
    let app = use_app();
    let Kept { form, lacking } = kept;
    let words = KeptWords::begin(form);
    let signing = words.signing;
    let (failure, busy) = (signing.failure, signing.busy);
    let sign = move |refused: Option<Callback<()>>| {
        lacking.clear();
        words.sign(move |signed| {
            if let (Err(_), Some(refused)) = (&signed, refused) {
                refused.try_run(());
            }
            match signed {
                Ok(()) => {
                    let time = say.time(device::now());
                    close.try_run(());
                    // Said on the page one comes to: where that is another one, what was done on the last is cleared.
                    leptos::task::spawn_local(async move {
                        sleep(0).await;
                        let words = untrack(|| t_string!(i18n, chart.sign.signed_at, time = time));
                        app.notices.done(words);
                    });
                }
                Err(Failure::Write(WriteFailure::Lacks(Lacks::Form(complaints))))
                    if lacking.say(complaints.clone()) => {}
                Err(why) => {
                    failure.try_set(Some(why));
                }
            }
        });
    };
    provide_context(SignNow(Callback::new(move |(refused,)| {
        sign(Some(refused))
    })));
    let remember = move |event: web_sys::FocusEvent| {
        if let Some(field) = focus::came_to(&event) {
            words.at(field);
        }
    };
    view! {
        // No form of the browser's: Enter in a field, which is a key of every phone's keyboard, signs nothing.
        <div class="form" on:focusin=remember>
            {children()}
            <Trouble failure/>
            <SignsAs leave=close/>
            <p class="hint">{t!(i18n, chart.sign.permanent)}</p>
            <KeptLine words on_done=close/>
            <Actions>
                <Button label=move || t_string!(i18n, chart.sign.sign) kind=ButtonKind::Primary busy on_press=move || sign(None)/>
            </Actions>
        </div>
    }
}
