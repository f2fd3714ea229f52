//! What a new version of a form asks otherwise than the one in use.

use leptos::prelude::*;

use crate::app::i18n::*;
use crate::app::pages::trouble::Failed;
use crate::app::state::{Loaded, use_app, use_say};
use crate::base::{Digest, Language};
use crate::chart::questionnaire::Questionnaire;
use crate::engine::protocol::ask;

/// Lines of what was added, of what is gone, and of what is worded otherwise, each with the item's own name.
#[derive(Default)]
struct Differences {
    added: Vec<(String, String)>,
    gone: Vec<(String, String)>,
    reworded: Vec<(String, String)>,
}

fn differences(before: &Questionnaire, now: &Questionnaire, language: Language) -> Differences {
    let words = |form: &Questionnaire| -> Vec<(String, String)> {
        let items = form.all_items().into_iter();
        items
            .map(|(_, item)| {
                let words = item.text.in_language(language).to_owned();
                (item.link_id.clone(), words)
            })
            .collect()
    };
    let (before, now) = (words(before), words(now));
    let lacks =
        |those: &[(String, String)], name: &str| those.iter().all(|(other, _)| other != name);
    let mut differences = Differences::default();
    for (name, words) in &now {
        match before.iter().find(|(other, _)| other == name) {
            None => differences.added.push((name.clone(), words.clone())),
            Some((_, was)) if was != words => {
                let both = format!("{was} → {words}");
                differences.reworded.push((name.clone(), both));
            }
            Some(_) => {}
        }
    }
    differences.gone = before
        .into_iter()
        .filter(|(name, _)| lacks(&now, name))
        .collect();
    differences
}

#[component]
pub fn Changes(form: Questionnaire, before: Digest) -> impl IntoView {
    let say = use_say();
    let i18n = say.0;
    let app = use_app();
    let in_use = Loaded::of(ask::Form(before));
    let list = move |words: &'static str, lines: Vec<(String, String)>| {
        (!lines.is_empty()).then(|| {
            let lines = lines.into_iter().map(|(name, words)| {
                view! {
                    <li>
                        <span class="form-link-id" translate="no">{name}</span> " "
                        <span translate="no">{words}</span>
                    </li>
                }
            });
            view! { <h3>{words}</h3> <ul class="form-gets">{lines.collect_view()}</ul> }
        })
    };
    view! {
        <Failed failure=in_use.failure/>
        {move || in_use.value.get().map(|before| {
            let language = app.look.with(|look| look.language);
            let Differences { added, gone, reworded } = differences(&before, &form, language);
            let same = added.is_empty() && gone.is_empty() && reworded.is_empty();
            view! {
                {same.then(|| view! { <p>{t_string!(i18n, kinds.questionnaire.no_changes)}</p> })}
                {list(t_string!(i18n, kinds.questionnaire.added), added)}
                {list(t_string!(i18n, kinds.questionnaire.gone), gone)}
                {list(t_string!(i18n, kinds.questionnaire.reworded), reworded)}
            }
        })}
        <p class="hint">{t!(i18n, kinds.questionnaire.drafts_stay)}</p>
    }
}
