//! What a form looks like, and what charts get of it.

use leptos::prelude::*;
use leptos::text_prop::TextProp;

use super::changes::Changes;
use crate::app::i18n::*;
use crate::app::kinds::response::fields::Fields;
use crate::app::kinds::response::filling::Filling;
use crate::app::kinds::{unit_label, vital_name};
use crate::app::state::{Say, use_app, use_say};
use crate::app::ui::*;
use crate::base::Digest;
use crate::chart::kinds::ResponseForm;
use crate::chart::questionnaire::{Item, ItemKind, Questionnaire};

/// One side of a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Face {
    Looks,
    Gets,
    Changes,
}

#[component]
pub fn Faces(
    form: Questionnaire,
    digest: Digest,
    face: RwSignal<Option<Face>>,
    /// The form whose place it takes.
    #[prop(optional)]
    before: Option<Digest>,
) -> impl IntoView {
    let say = use_say();
    let i18n = say.0;
    let form = StoredValue::new(form);
    let mut faces: Vec<(Face, TextProp)> = choices![i18n;
        Face::Looks => kinds.questionnaire.looks,
        Face::Gets => kinds.questionnaire.gets,
    ];
    if before.is_some() {
        faces.extend(choices![i18n; Face::Changes => kinds.questionnaire.changes]);
    }
    let shown = move || match (face.get(), before) {
        (Some(Face::Gets), _) => {
            form.with_value(|form| view! { <Gets form=form.clone()/> }.into_any())
        }
        (Some(Face::Changes), Some(before)) => {
            view! { <Changes form=form.get_value() before/> }.into_any()
        }
        _ => view! { <Looks form=form.get_value() digest/> }.into_any(),
    };
    view! {
        <div class="form-faces">
            <Choice
                id="form-face"
                legend=move || t_string!(i18n, kinds.questionnaire.faces)
                legend_hidden=true
                value=face
                options=faces
            />
            {shown}
        </div>
    }
}

/// The form to try. It signs nothing.
#[component]
fn Looks(form: Questionnaire, digest: Digest) -> impl IntoView {
    let i18n = use_i18n();
    let language = use_app().look.with_untracked(|look| look.language);
    let blank = ResponseForm::blank(digest, &form, language);
    let filling = Filling::begin(form, blank);
    view! {
        <p class="hint">{t!(i18n, kinds.questionnaire.looks_hint)}</p>
        <div class="form-fields"><Fields filling/></div>
    }
}

/// Each question with what a chart gets of its answer.
#[component]
fn Gets(form: Questionnaire) -> impl IntoView {
    let say = use_say();
    let items: Vec<Item> = form
        .all_items()
        .into_iter()
        .map(|(_, item)| item.clone())
        .collect();
    let line = move |item: Item| {
        let gets = gets(say, &item)?;
        let words = item.text.clone();
        let words = move || {
            let language = use_app().look.with(|look| look.language);
            words.in_language(language).to_owned()
        };
        let codes: Vec<String> = item
            .codings
            .iter()
            .map(|coding| coding.code.clone())
            .collect();
        Some(view! {
            <li>
                <span class="form-link-id" translate="no">{item.link_id.clone()}</span> " "
                <span translate="no">{words}</span> " "
                <span class="row-aside">{gets} " " <span translate="no">{codes.join(", ")}</span></span>
            </li>
        })
    };
    view! { <ul class="form-gets">{items.into_iter().filter_map(line).collect_view()}</ul> }
}

/// "weight in kg", or "an answer only". `None`: nothing is answered there.
fn gets(say: Say, item: &Item) -> Option<String> {
    let i18n = say.0;
    let name = item.vital().map(|vital| vital_name(say, vital).to_owned());
    let name = name.unwrap_or_else(|| {
        let language = use_app().look.with(|look| look.language);
        item.text.in_language(language).to_owned()
    });
    if item.is_pressure() {
        return Some(name);
    }
    if !item.is_question() && !matches!(item.kind, ItemKind::Score(_)) {
        return None;
    }
    if !item.becomes_observation() {
        return Some(t_string!(i18n, kinds.questionnaire.answer_only).to_owned());
    }
    let units: Vec<String> = match &item.kind {
        ItemKind::Number(number) => number
            .units
            .iter()
            .map(|unit| unit_label(&unit.code))
            .collect(),
        _ => Vec::new(),
    };
    Some(match units.as_slice() {
        [] => name,
        units => t_string!(
            i18n,
            kinds.questionnaire.observation_in,
            what = name,
            unit = units.join(", ")
        ),
    })
}
