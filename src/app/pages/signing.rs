//! Signing a draft: who signs, one press that cannot be doubled, and why nothing was signed.

use leptos::prelude::*;

use crate::app::i18n::*;
use crate::app::state::{App, Autosave, Say, Sealing, use_app, use_say};
use crate::app::ui::*;
use crate::base::ChartId;
use crate::engine::protocol::{Failure, StorageTrouble, ask};

/// One press is one signature. What is signed is what was sealed last, and it is sealed first.
#[derive(Clone, Copy)]
pub struct Signing {
    app: App,
    saving: Autosave,
    pub busy: RwSignal<bool>,
    pub failure: RwSignal<Option<Failure>>,
    over: StoredValue<bool>,
}

impl Signing {
    /// The press for the draft that is kept here. It signs once.
    pub fn of(saving: Autosave) -> Self {
        Self {
            app: use_app(),
            saving,
            busy: RwSignal::new(false),
            failure: RwSignal::new(None),
            over: StoredValue::new(false),
        }
    }

    /// Signs, and hands on what came of it unless a signature is under way or was made already.
    pub fn press(self, then: impl FnOnce(Result<ChartId, Failure>) + 'static) {
        if self.busy.get_untracked() || self.over.get_value() {
            return;
        }
        self.busy.set(true);
        self.failure.set(None);
        leptos::task::spawn_local(async move {
            let signed = self.sign().await;
            self.busy.try_set(false);
            then(signed);
        });
    }

    /// Why nothing was signed, beside the press. A full device says until when the words are safe.
    pub fn trouble(self) -> impl IntoView {
        let say = use_say();
        move || {
            self.failure.get().map(|why| {
                let words = not_signed(say, self.saving, &why);
                view! { <Message tone=Tone::Alert><p>{words}</p></Message> }
            })
        }
    }

    async fn sign(&self) -> Result<ChartId, Failure> {
        self.saving.now().await?;
        self.saving.hold();
        let signed = self.app.ask(ask::Sign(self.saving.id())).await;
        if signed.is_ok() {
            self.over.try_set_value(true);
            self.saving.done();
        } else {
            self.saving.release();
        }
        signed.map(|signed| signed.chart)
    }
}

fn not_signed(say: Say, saving: Autosave, why: &Failure) -> String {
    let safe = match saving.state() {
        Sealing::Saved(at) => Some(at),
        Sealing::Failed { since, .. } => since,
        Sealing::Untouched => None,
    };
    match why {
        Failure::Storage(StorageTrouble::Full) => say.full_while_signing(safe),
        other => say.failure(other),
    }
}

/// Below a review: who signs, the way back to writing, and the press.
#[component]
pub fn SignBar(
    signing: Signing,
    #[prop(into)] back: leptos::text_prop::TextProp,
    #[prop(into)] on_back: Callback<()>,
    /// It was signed, in this chart.
    #[prop(into)]
    on_signed: Callback<(ChartId,)>,
) -> impl IntoView {
    let i18n = use_i18n();
    let sign = move || {
        signing.press(move |signed| match signed {
            Ok(chart) => {
                on_signed.try_run((chart,));
            }
            Err(why) => {
                signing.failure.try_set(Some(why));
            }
        });
    };
    view! {
        <div class="desk-actions">
            <SignsAs/>
            <Actions>
                <Button id="review-back" label=back on_press=move || on_back.run(())/>
                <Button
                    id="review-sign"
                    label=move || t_string!(i18n, chart.sign.sign)
                    kind=ButtonKind::Primary
                    busy=signing.busy
                    on_press=sign
                />
            </Actions>
        </div>
    }
}

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

fn signer(say: Say, name: &str, role: &str, site: &str) -> String {
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
