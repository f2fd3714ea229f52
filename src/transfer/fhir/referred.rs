//! What one resource may be taken for where another refers to it: never more than it stands for by itself.

use super::elements::{join, line, words};
use super::json::Node;
use super::map;
use super::mapping::{Reading, Subject};
use super::standing::{modifiers, weaker};
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
            .map(map::product_standing);
        [
            map::standing(self),
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
        let node = self.node();
        let said = ["status", "docStatus", "intent"].map(|key| node.text(key).map(line));
        let verified = Some(words(node, "verificationStatus"));
        let all = join(std::iter::once(verified).chain(said).flatten(), ", ");
        if all.is_empty() { "?".to_owned() } else { all }
    }
}
