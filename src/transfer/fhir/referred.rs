//! What one resource may be taken for where another refers to it: never more than it stands for by itself.

use super::elements::{join, line, words};
use super::json::Node;
use super::kinds;
use super::mapping::{Reading, Subject};
use super::standing::{modifiers, spelled, weaker};
use crate::chart::statement::Standing;

impl<'a> Reading<'a> {
    /// The product a Reference leads to.
    pub fn product(&self, reference: Node<'_>) -> Option<Node<'a>> {
        self.followed(reference)
            .filter(|target| target.resource().kind == "Medication")
            .map(|target| target.node())
    }

    /// How the resource stands: by its own status, by what modifies it and by whose it is.
    pub fn standing(&self) -> Standing {
        let product = self
            .node()
            .at("medicationReference")
            .and_then(|reference| self.product(reference))
            .map(kinds::product_standing);
        [
            kinds::standing(self),
            product.unwrap_or_default(),
            self.limit(),
        ]
        .into_iter()
        .fold(Standing::Stands, weaker)
    }

    /// No statement of the resource stands firmer than this, whatever its status.
    pub(super) fn limit(&self) -> Standing {
        let modified = modifiers(self.node());
        if self.subject() == Subject::ThePerson {
            modified
        } else {
            weaker(modified, Standing::Unconfirmed)
        }
    }

    /// A Reference in words where it is given as a reason, a result, a proof: nothing where what it leads to is not so, and
    /// the file's own words for its status beside it where that is in doubt.
    pub fn believed(&self, reference: Node<'_>) -> String {
        let words = self.reference_words(reference);
        let Some(target) = self.followed(reference) else {
            return words;
        };
        match target.standing() {
            Standing::Stands | Standing::Over => words,
            Standing::ErrorAtSource
            | Standing::Refuted
            | Standing::NotDone
            | Standing::Cancelled
            | Standing::DoNotPerform => String::new(),
            _ if words.is_empty() => words,
            Standing::Unconfirmed
            | Standing::Intended
            | Standing::OnHold
            | Standing::Stopped
            | Standing::UnknownStatus => format!("{words} ({})", target.status_words()),
        }
    }

    /// The status as the file words it; a question mark where it says none.
    fn status_words(&self) -> String {
        // How sure somebody was says more than that it is there.
        let doubts = self.statuses(&["verificationStatus"]);
        let said = if doubts.is_empty() {
            self.statuses(&["clinicalStatus"])
        } else {
            doubts
        };
        let all = join(said, ", ");
        if all.is_empty() { "?".to_owned() } else { all }
    }

    /// What stands beside a statement of this standing: the file's own words for a status that is not read, or not spelled
    /// as its standard spells it; empty words where there is no status at all; nothing where the page's own words say it.
    pub(super) fn status_said(&self, standing: Standing) -> Option<String> {
        let said = self.statuses(&["clinicalStatus", "verificationStatus"]);
        match standing {
            Standing::Stands | Standing::Over => None,
            Standing::UnknownStatus => {
                let of_itself = kinds::standing(self) == Standing::UnknownStatus;
                (of_itself && !self.in_doubt_otherwise()).then(|| line(&join(said, ", ")))
            }
            _ => {
                let odd = said.into_iter().filter(|words| spelled(words) != *words);
                Some(line(&join(odd, ", "))).filter(|words| !words.is_empty())
            }
        }
    }

    /// What doubt there is does not come from the status.
    fn in_doubt_otherwise(&self) -> bool {
        let node = self.node();
        modifiers(node) != Standing::Stands
            || ["focus", "isSubpotent", "_doNotPerform"]
                .iter()
                .any(|key| node.has(key))
            || (node.has("dataAbsentReason") && node.keys().any(|key| key.starts_with("value")))
            || self.resource().kind == "Patient"
    }

    /// Everything the resource says of its status. That it is confirmed is no answer to what was asked.
    fn statuses(&self, coded: &[&str]) -> Vec<String> {
        let node = self.node();
        let coded = coded.iter().map(|key| coded_status(node, key));
        let plain = ["status", "docStatus", "intent"].map(|key| node.text(key).map(line));
        let plain = plain.into_iter().flatten();
        // Where there is no status, what the request is meant as would read as one.
        let plain: Vec<String> = match node.has("status") {
            true => plain.collect(),
            false => Vec::new(),
        };
        let all = coded.chain(plain);
        all.filter(|words| !words.is_empty() && spelled(words) != "confirmed")
            .collect()
    }
}

/// The standard's own code where it is one; else the words.
fn coded_status(node: Node<'_>, key: &str) -> String {
    let codings = node.at(key).map(|status| status.list("coding"));
    let mut own = codings.into_iter().flatten().filter(|coding| {
        let system = coding.text("system").unwrap_or_default();
        system.contains("-ver") || system.contains("-clinical")
    });
    let code = own.find_map(|coding| coding.text("code"));
    let said = words(node, key);
    match code {
        Some(code) if spelled(&said) == spelled(code) || said == code => code.to_owned(),
        Some(code) if node.path(&[key, "text"]).is_some() => format!("{code}, {said}"),
        Some(code) => code.to_owned(),
        None if said.is_empty() => node.text(key).map(line).unwrap_or_default(),
        None => said,
    }
}
