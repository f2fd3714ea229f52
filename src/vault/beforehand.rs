//! Proving many signatures at once, where the browser does that.

#[cfg(target_arch = "wasm32")]
use std::collections::HashSet;

#[cfg(target_arch = "wasm32")]
use super::crypto::{browser, ed25519, sha256};
use super::strict::Strict;
#[cfg(target_arch = "wasm32")]
use crate::base::Digest;
use crate::chart::cose::{SignatureOf, SigningKey, Verify};

/// As strict; many signatures can be checked beforehand, side by side, where the browser does that. What it did not find
/// sound is checked again when it is asked for.
#[derive(Default)]
pub struct Beforehand {
    #[cfg(target_arch = "wasm32")]
    browser: browser::Ed25519,
    /// SHA-256 of key, signature and message of those that hold.
    #[cfg(target_arch = "wasm32")]
    holding: HashSet<Digest>,
}

impl Beforehand {
    /// Checks these now. Those of before are forgotten.
    #[cfg(target_arch = "wasm32")]
    pub async fn check(&mut self, many: &[SignatureOf<'_>]) {
        self.holding.clear();
        let usual: Vec<browser::SignatureAsked> = many
            .iter()
            .filter_map(|one| {
                let signature = one.signature.try_into().ok()?;
                let usual = ed25519::is_usual(&one.key.0, signature);
                usual.then_some((&one.key.0, one.message.as_slice(), signature))
            })
            .collect();
        let Some(verdicts) = self.browser.verify_all(&usual).await else {
            return;
        };
        let holding = usual.iter().zip(verdicts).filter(|(_, holds)| *holds);
        let holding =
            holding.map(|((key, message, signature), _)| named(key, message, &signature[..]));
        self.holding.extend(holding);
    }

    /// There is nobody else to ask.
    #[cfg(not(target_arch = "wasm32"))]
    pub async fn check(&mut self, _: &[SignatureOf<'_>]) {}

    #[cfg(target_arch = "wasm32")]
    fn holds(&self, key: &SigningKey, message: &[u8], signature: &[u8]) -> bool {
        signature.len() == ed25519::SIGNATURE
            && self.holding.contains(&named(&key.0, message, signature))
    }

    #[cfg(not(target_arch = "wasm32"))]
    fn holds(&self, _: &SigningKey, _: &[u8], _: &[u8]) -> bool {
        false
    }
}

impl Verify for Beforehand {
    fn verify(&self, key: &SigningKey, message: &[u8], signature: &[u8]) -> bool {
        self.holds(key, message, signature) || Strict.verify(key, message, signature)
    }
}

/// Keys and signatures have one length each, so that no two questions share a name.
#[cfg(target_arch = "wasm32")]
fn named(key: &[u8; 32], message: &[u8], signature: &[u8]) -> Digest {
    sha256::sha256(&[&key[..], signature, message].concat())
}
