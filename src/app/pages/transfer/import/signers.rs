//! Who signed what the file holds, how their vault is known here, and comparing its fingerprint.

use std::collections::BTreeMap;

use leptos::prelude::*;

use super::opening::Importing;
use crate::app::i18n::*;
use crate::app::pages::transfer::words;
use crate::app::state::{Say, use_say};
use crate::app::ui::*;
use crate::base::Digest;
use crate::engine::protocol::Signer;
use crate::reading::view::Trust;

#[component]
pub fn Signers(importing: Importing, signers: Vec<Signer>) -> impl IntoView {
    let i18n = use_i18n();
    let stranger = signers
        .iter()
        .any(|signer| signer.trust == Trust::FirstSeen);
    let mut vaults = BTreeMap::<Digest, Vec<Signer>>::new();
    for signer in signers {
        vaults.entry(signer.vault).or_default().push(signer);
    }
    let items = vaults
        .into_iter()
        .map(|(vault, signers)| view! { <VaultOfSigners importing vault signers/> })
        .collect_view();
    view! {
        <ul class="transfer-signers">{items}</ul>
        <p>{t!(i18n, transfer.signed.proves)}</p>
        {stranger.then(|| view! { <p>{t!(i18n, transfer.signed.does_not_prove)}</p> })}
    }
}

/// The signers of one vault, and the vault's fingerprint.
#[component]
fn VaultOfSigners(importing: Importing, vault: Digest, signers: Vec<Signer>) -> impl IntoView {
    let i18n = use_i18n();
    let to_compare = signers
        .iter()
        .all(|one| one.trust == Trust::FirstSeen)
        .then_some(vault);
    let people = signers
        .into_iter()
        .map(|signer| view! { <SignerWords signer/> })
        .collect_view();
    view! {
        <li>
            {people}
            <p class="quiet-text">
                {t!(i18n, transfer.signed.vault)} " "
                <span translate="no">{vault.short()}</span>
            </p>
            {to_compare.map(|digest| view! { <CompareFingerprint importing digest/> })}
        </li>
    }
}

#[component]
fn SignerWords(signer: Signer) -> impl IntoView {
    let say = use_say();
    let who = {
        let (name, role) = (signer.name.clone(), signer.role.clone());
        move || format!("{name}, {}", say.role(&role))
    };
    let count = signer.entries;
    let first_seen = signer.trust == Trust::FirstSeen;
    let known = move || known_words(say, &signer);
    view! {
        <p class="transfer-signer">
            <strong>{who}</strong>
            <span>{move || words::entries(say, count)}</span>
            {if first_seen {
                view! { <Mark tone=Tone::Note words=known/> }.into_any()
            } else {
                view! { <span>{known}</span> }.into_any()
            }}
        </p>
    }
}

/// Two people hold their fingerprints side by side: here is what this file has.
#[component]
fn CompareFingerprint(importing: Importing, digest: Digest) -> impl IntoView {
    let i18n = use_i18n();
    let differs = RwSignal::new(false);
    view! {
        <details>
            <summary>{t!(i18n, transfer.signed.compare)}</summary>
            <p>{t!(i18n, transfer.signed.compare_words)}</p>
            <p class="secret-words" translate="no">{digest.short()}</p>
            <Actions>
                <Button
                    label=move || t_string!(i18n, transfer.signed.different)
                    on_press=move || differs.set(true)
                />
                <Button
                    label=move || t_string!(i18n, transfer.signed.same)
                    busy=importing.press.busy
                    disabled=differs
                    on_press=move || importing.confirm(digest)
                />
            </Actions>
            {move || differs.get().then(|| view! {
                <Message tone=Tone::Alert>
                    <p>{t!(i18n, transfer.signed.different_words)}</p>
                </Message>
            })}
        </details>
    }
}

fn known_words(say: Say, signer: &Signer) -> String {
    let i18n = say.0;
    match (signer.trust, signer.known_since) {
        (Trust::Ours, Some(since)) => {
            t_string!(
                i18n,
                transfer.signed.known_since,
                day = say.day(since.day())
            )
        }
        (Trust::Ours, None) => t_string!(i18n, transfer.signed.ours).to_string(),
        (Trust::Confirmed, _) => t_string!(i18n, transfer.signed.confirmed).to_string(),
        (Trust::FirstSeen, _) => t_string!(i18n, transfer.signed.first_seen).to_string(),
    }
}
