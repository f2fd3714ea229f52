//! Who signed what the file holds, how each is known here, and what a signature proves.

use leptos::prelude::*;

use crate::app::i18n::*;
use crate::app::pages::transfer::words;
use crate::app::state::{Say, use_say};
use crate::app::ui::*;
use crate::engine::protocol::Signer;
use crate::reading::view::Trust;

#[component]
pub fn Signers(signers: Vec<Signer>) -> impl IntoView {
    let i18n = use_i18n();
    let stranger = signers
        .iter()
        .any(|signer| signer.trust == Trust::FirstSeen);
    let items = signers
        .into_iter()
        .map(|signer| view! { <li><SignerWords signer/></li> })
        .collect_view();
    view! {
        <ul class="transfer-signers">{items}</ul>
        <p>{t!(i18n, transfer.signed.proves)}</p>
        {stranger.then(|| view! { <p>{t!(i18n, transfer.signed.does_not_prove)}</p> })}
    }
}

#[component]
fn SignerWords(signer: Signer) -> impl IntoView {
    let say = use_say();
    let i18n = say.0;
    let who = {
        let (name, role) = (signer.name.clone(), signer.role.clone());
        move || format!("{name}, {}", say.role(&role))
    };
    let digest = signer.fingerprint.clone();
    let count = signer.entries;
    let first_seen = signer.trust == Trust::FirstSeen;
    let known = move || known_words(say, &signer);
    let how = move || {
        let known = known.clone();
        if first_seen {
            view! { <Mark tone=Tone::Note words=known/> }.into_any()
        } else {
            view! { <span>{known}</span> }.into_any()
        }
    };
    view! {
        <strong>{who}</strong>
        <span>{move || words::entries(say, count)}</span>
        {how}
        <span class="quiet-text">
            {t!(i18n, transfer.signed.key)} " " <span translate="no">{digest}</span>
        </span>
    }
}

fn known_words(say: Say, signer: &Signer) -> String {
    let i18n = say.0;
    let since = signer.known_since.map(|stamp| say.day(stamp.day()));
    match (signer.trust, since) {
        (Trust::Ours, _) => t_string!(i18n, transfer.signed.ours).to_string(),
        (Trust::Confirmed, Some(day)) => {
            t_string!(i18n, transfer.signed.confirmed_since, day = day)
        }
        (Trust::Confirmed, None) => t_string!(i18n, transfer.signed.confirmed).to_string(),
        (Trust::FirstSeen, Some(day)) => t_string!(i18n, transfer.signed.met_since, day = day),
        (Trust::FirstSeen, None) => t_string!(i18n, transfer.signed.first_seen).to_string(),
    }
}
