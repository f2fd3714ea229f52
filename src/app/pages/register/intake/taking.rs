//! The intake being filled: its draft, its seal, what it lacks, and where in it one is.

use chrono::NaiveDate;
use leptos::prelude::*;
use leptos::text_prop::TextProp;

use super::elements::{PHOTO, element_of};
use crate::app::desk;
use crate::app::pages::measured::keep_it;
use crate::app::platform::device;
use crate::app::route::{ChartPart, Route};
use crate::app::state::{App, Autosave, Say, use_app, use_say};
use crate::app::ui::{Bind, Typing, focus_soon, plainly};
use crate::base::{DraftId, Stamp};
use crate::chart::concern::Concerned;
use crate::chart::draft::{Complaint, Draft, IntakeContext, IntakeDraft, IntakeField, Lacks, Why};
use crate::chart::kinds::{Answer, Birth, Question};
use crate::chart::when::When;
use crate::engine::protocol::{Failure, Review, WriteFailure, ask};
use crate::reading::view::{PersonRow, Resembling};

/// How to read and write one answer of the draft.
pub struct Of<T: 'static> {
    pub get: fn(&IntakeDraft) -> &Answer<T>,
    pub get_mut: fn(&mut IntakeDraft) -> &mut Answer<T>,
}

impl<T> Clone for Of<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Of<T> {}

/// `of!(place)`: the answer of that name.
macro_rules! of {
    ($field:ident) => {
        $crate::app::pages::register::intake::taking::Of {
            get: |draft| &draft.$field,
            get_mut: |draft| &mut draft.$field,
        }
    };
}
pub(super) use of;

/// Where the cursor of the draft is while the camera is open: a telephone may close the page meanwhile.
const AT_CAMERA: &str = "intake-photo-camera";

#[derive(Clone, Copy)]
pub struct Taking {
    pub app: App,
    pub say: Say,
    pub id: DraftId,
    pub draft: RwSignal<IntakeDraft>,
    pub saving: Autosave,
    /// The id of the field last written in.
    pub cursor: RwSignal<String>,
    pub typing: Typing,
    /// Review was asked for once: what is missing is said beside the fields from then on.
    pub tried: RwSignal<bool>,
    pub unfolded: RwSignal<bool>,
    pub missing: Memo<Vec<Complaint<IntakeField>>>,
    pub resembling: RwSignal<Vec<Resembling>>,
    /// On a phone people who may be this one are compared on a page before the review: it is shown now.
    pub comparing: RwSignal<bool>,
    pub reviewed: RwSignal<Option<Review>>,
    pub failure: RwSignal<Option<Failure>>,
    pub busy: RwSignal<bool>,
    /// The page was closed while the camera was open.
    pub photo_lost: RwSignal<bool>,
    /// The person whose chart this will be added to, and the draft as it was before that was said.
    pub joined: RwSignal<Option<(PersonRow, IntakeDraft)>>,
    /// Asked of someone whose chart is open; `None`: of someone at the desk.
    pub later: StoredValue<Option<Later>>,
}

/// Questions of the intake that are asked later, in the chart.
#[derive(Clone)]
pub struct Later {
    pub person: PersonRow,
    /// As they were when the form was opened: an answer does not take its own field away.
    pub not_asked: Vec<Question>,
}

impl Taking {
    /// Whom the questions are about, as far as it is typed or known.
    pub fn concerned(&self, today: NaiveDate) -> Concerned {
        let in_chart = self.later.with_value(|later| {
            let later = later.as_ref();
            later.map_or_else(Concerned::default, |later| later.person.concerned(today))
        });
        self.draft.with(|draft| draft.concerned(today, in_chart))
    }

    /// Whether a question stands on the form.
    pub fn shown(self, question: Question) -> Memo<bool> {
        let today = device::now().day();
        Memo::new(move |_| {
            let who = self.concerned(today);
            self.draft
                .with(|draft| desk::is_shown(draft, question, who))
        })
    }

    pub fn begin(
        id: DraftId,
        draft: IntakeDraft,
        saved: Option<Stamp>,
        cursor: String,
        later: Option<Later>,
    ) -> Self {
        let draft = RwSignal::new(draft);
        let photo_lost = cursor == AT_CAMERA;
        let at = RwSignal::new(if photo_lost { PHOTO.into() } else { cursor });
        let (arriving, birth) = match &later {
            Some(later) => (false, later.person.birth),
            None => (true, Birth::NotKnown),
        };
        let saving = Autosave::keep(id, move || {
            let asked = Box::new(draft.get_untracked());
            let draft = if arriving {
                Draft::Intake(asked)
            } else {
                Draft::Questions(asked)
            };
            (draft, at.get_untracked())
        });
        if let Some(saved) = saved {
            saving.loaded(saved);
        }
        let taking = Self {
            app: use_app(),
            say: use_say(),
            id,
            draft,
            saving,
            cursor: at,
            typing: Typing::nowhere(),
            tried: RwSignal::new(false),
            unfolded: RwSignal::new(false),
            missing: Memo::new(move |_| draft.with(|draft| lacks(draft, arriving, birth))),
            resembling: RwSignal::new(Vec::new()),
            comparing: RwSignal::new(false),
            reviewed: RwSignal::new(None),
            failure: RwSignal::new(None),
            busy: RwSignal::new(false),
            photo_lost: RwSignal::new(photo_lost),
            joined: RwSignal::new(None),
            later: StoredValue::new(later),
        };
        Effect::new(move |before: Option<()>| {
            draft.track();
            if before.is_some() {
                saving.touched();
            }
        });
        let app = taking.app;
        leptos::task::spawn_local(async move { app.refresh_drafts().await });
        taking
    }

    /// The camera or the file chooser opens: everything is sealed first.
    pub fn begin_photo(&self) {
        self.cursor.set(AT_CAMERA.into());
        let saving = self.saving;
        saving.touched();
        leptos::task::spawn_local(async move {
            // What fails is told beside the form, and tried again.
            let _ = saving.now().await;
        });
    }

    pub fn end_photo(&self) {
        if self.cursor.try_set(PHOTO.into()).is_none() {
            self.saving.touched();
        }
    }

    /// The form's page was left. What arrives after that, as a photo that was being prepared, has no form to go into.
    pub fn is_left(&self) -> bool {
        self.cursor.try_get_untracked().is_none()
    }

    /// Where one goes from the form without signing.
    pub fn away(&self) -> Route {
        self.later.with_value(|later| match later {
            Some(later) => Route::Chart(later.person.chart, ChartPart::Summary),
            None => Route::Today,
        })
    }

    /// Asked in a chart that is open, not of someone at the desk.
    pub fn is_later(&self) -> bool {
        self.later.with_value(Option::is_some)
    }

    /// The birth that the chart tells, where one is asked about later.
    pub fn birth_in_chart(&self) -> Birth {
        self.later.with_value(|later| {
            later
                .as_ref()
                .map_or(Birth::NotKnown, |later| later.person.birth)
        })
    }

    /// A part of the draft.
    pub fn part<T: Clone + PartialEq + Send + Sync + 'static>(
        &self,
        get: impl Fn(&IntakeDraft) -> T + Send + Sync + 'static,
        set: impl Fn(&mut IntakeDraft, T) + Send + Sync + 'static,
    ) -> Bind<T> {
        Bind::part(self.draft, get, set)
    }

    /// What is wrong with the answer to a question, once review was asked for.
    pub fn error(&self, question: Question) -> Signal<Option<String>> {
        self.error_where(move |at| at.question() == Some(question))
    }

    /// What is wrong with the first field of which `is` holds. What is only unlikely is asked about in another place.
    pub fn error_where(
        &self,
        is: impl Fn(IntakeField) -> bool + Send + Sync + 'static,
    ) -> Signal<Option<String>> {
        let taking = *self;
        Signal::derive(move || {
            if !taking.tried.get() {
                return None;
            }
            taking.missing.with(|missing| {
                let one = missing
                    .iter()
                    .find(|one| is(one.at) && !matches!(one.why, Why::Unlikely { .. }))?;
                Some(taking.say.why(&one.why))
            })
        })
    }

    /// "Weight 340 kg. Keep it, or correct it?" while it is unlikely and nobody is typing in it.
    pub fn unlikely(
        &self,
        question: Question,
        element: &'static str,
        name: TextProp,
    ) -> Signal<Option<String>> {
        let taking = *self;
        let at = IntakeField::Answer(question);
        Signal::derive(move || {
            if !taking.tried.get() && taking.typing.is_at(element) {
                return None;
            }
            taking
                .missing
                .get()
                .into_iter()
                .find_map(|one| match one.why {
                    Why::Unlikely { value, unit } if one.at == at => {
                        Some(keep_it(taking.say, &name.get(), &plainly(&value), &unit))
                    }
                    _ => None,
                })
        })
    }

    pub fn save_now(&self) {
        let taking = *self;
        leptos::task::spawn_local(async move {
            if taking.saving.now().await.is_ok() {
                taking.app.refresh_drafts().await;
            }
        });
    }

    /// Back from review or comparison to the field one was in. `false` when the form is already shown.
    pub fn back_to_form(&self) -> bool {
        let away = self.reviewed.with_untracked(Option::is_some) || self.comparing.get_untracked();
        if away {
            self.comparing.set(false);
            self.reviewed.set(None);
            focus_soon(self.cursor.get_untracked());
        }
        away
    }

    /// Seals the draft, then asks what signing it would make permanent. Never signs.
    pub fn go_to_review(&self) {
        if self.busy.get_untracked() || self.reviewed.with_untracked(Option::is_some) {
            return;
        }
        self.tried.set(true);
        let missing = self.missing.get_untracked();
        if !missing.is_empty() {
            self.show_missing(&missing);
            return;
        }
        self.busy.set(true);
        self.failure.set(None);
        let taking = *self;
        leptos::task::spawn_local(async move {
            let reply = taking.ask_review().await;
            if taking.is_left() {
                return;
            }
            taking.busy.set(false);
            match reply {
                Ok(review) => match review.lacks {
                    Some(Lacks::Intake(complaints)) => taking.show_missing(&complaints),
                    Some(other) => taking.failure.set(Some(WriteFailure::Lacks(other).into())),
                    None => taking.show_review(review),
                },
                Err(failure) => taking.failure.set(Some(failure)),
            }
        });
    }

    /// The review stays true to the draft after "someone else" was said on it.
    pub(super) fn review_again(&self) {
        let taking = *self;
        leptos::task::spawn_local(async move {
            let reply = taking.ask_review().await;
            if taking.is_left() {
                return;
            }
            match reply {
                Ok(review) => taking.show_review(review),
                Err(failure) => taking.failure.set(Some(failure)),
            }
        });
    }

    async fn ask_review(&self) -> Result<Review, Failure> {
        self.saving.now().await?;
        self.app.ask(ask::ReviewDraft(self.id)).await
    }

    /// On a phone the comparison is the step before; on a laptop it stood beside the form already.
    fn show_review(&self, review: Review) {
        let compare = !self.app.wide.get_untracked() && !review.resembling.is_empty();
        self.resembling.set(review.resembling.clone());
        if compare {
            self.comparing.set(true);
        } else {
            self.comparing.set(false);
            self.reviewed.set(Some(review));
        }
    }

    /// The first field that lacks something takes the focus; its words stand beside it.
    fn show_missing(&self, missing: &[Complaint<IntakeField>]) {
        self.comparing.set(false);
        if missing.iter().any(desk::is_folded) {
            self.unfolded.set(true);
        }
        if let Some(first) = missing.first() {
            focus_soon(element_of(first.at));
        }
    }
}

/// What keeps the draft from being signed; empty when nothing does.
fn lacks(draft: &IntakeDraft, arriving: bool, birth: Birth) -> Vec<Complaint<IntakeField>> {
    let now = device::now();
    let context = IntakeContext {
        now: When::Moment(now),
        today: now.day(),
        chart_number: None,
        unknown_name: String::new(),
        birth,
        arriving,
        station: None,
    };
    draft.check(&context).err().unwrap_or_default()
}
