//! What a file says that is not in it: a longer list, a next page, records that a server held back or could not give.

use std::collections::{BTreeMap, HashSet};

use super::elements::{join, line, words};
use super::json::Node;

/// Words of servers that are shown; more of them are in the file.
const MOST_SAID: usize = 20;

/// What is missing from a file, as far as it says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Partial {
    /// How many items the list has, and how many of them are here.
    pub of: Option<(u64, u64)>,
    /// It names a next page that was not chosen with it.
    pub next: bool,
    /// What a server said of records that it held back or could not give, in its own words; empty where it gave none.
    pub said: Vec<String>,
}

impl Partial {
    /// In figures and the server's words: "20 / 57; restricted records are left out".
    pub fn words(&self) -> String {
        let of = self.of.map(|(total, here)| format!("{here} / {total}"));
        join(of.into_iter().chain(self.said.iter().cloned()), "; ")
    }
}

/// The Bundles of all files, seen from outside.
#[derive(Debug, Default)]
pub(super) struct Shells {
    pages: Vec<ListPage>,
    said: BTreeMap<usize, Vec<String>>,
}

#[derive(Debug)]
struct ListPage {
    file: usize,
    total: Option<u64>,
    here: u64,
    own: Option<String>,
    next: Option<String>,
}

impl Shells {
    pub fn see(&mut self, file: usize, bundle: Node<'_>) {
        let link = |wanted: &str| {
            let links = bundle.list("link");
            let named = links
                .iter()
                .find(|link| link.text("relation") == Some(wanted));
            named.and_then(|link| link.text("url")).map(str::to_owned)
        };
        let counted = bundle.list("entry").into_iter().filter(counts).count();
        self.pages.push(ListPage {
            file,
            total: bundle.number("total").and_then(|total| total.parse().ok()),
            here: counted as u64,
            own: link("self"),
            next: link("next"),
        });
        let held_back = bundle
            .at("meta")
            .into_iter()
            .flat_map(|meta| [meta.list("tag"), meta.list("security")].concat())
            .any(|tag| matches!(tag.text("code"), Some("SUBSETTED" | "REDACTED")));
        if held_back {
            self.say(file, String::new());
        }
    }

    /// What a server answered instead of, or beside, a resource.
    pub fn answer(&mut self, file: usize, entry: Node<'_>) {
        let Some(response) = entry.at("response") else {
            return;
        };
        if let Some(outcome) = response.at("outcome") {
            self.outcome(file, outcome);
        }
        let refused = response
            .text("status")
            .is_some_and(|status| status.starts_with(['4', '5']));
        if refused {
            self.say(file, response.text("status").map(line).unwrap_or_default());
        }
    }

    pub fn outcome(&mut self, file: usize, outcome: Node<'_>) {
        for issue in outcome.list("issue") {
            let severity = issue.text("severity");
            let held_back = matches!(
                issue.text("code"),
                Some(
                    "suppressed"
                        | "security"
                        | "forbidden"
                        | "incomplete"
                        | "too-costly"
                        | "throttled"
                        | "timeout"
                        | "not-found"
                        | "deleted"
                )
            );
            if held_back || !matches!(severity, Some("information" | "success")) {
                self.say(file, issue_words(issue));
            }
        }
    }

    fn say(&mut self, file: usize, words: String) {
        let said = self.said.entry(file).or_default();
        if said.len() < MOST_SAID && !said.contains(&words) {
            said.push(words);
        }
    }

    pub fn finish(self) -> BTreeMap<usize, Partial> {
        let mut partial: BTreeMap<usize, Partial> = BTreeMap::new();
        for (file, said) in &self.said {
            partial.entry(*file).or_default().said.clone_from(said);
        }
        let chosen: HashSet<&str> = self
            .pages
            .iter()
            .filter_map(|page| page.own.as_deref())
            .collect();
        let last_pages_missing = self.pages.iter().any(|page| {
            page.next
                .as_deref()
                .is_some_and(|next| !chosen.contains(next))
        });
        for page in &self.pages {
            let next = page
                .next
                .as_deref()
                .is_some_and(|next| !chosen.contains(next));
            // Pages of one list that were chosen together are counted together.
            let together: u64 = self
                .pages
                .iter()
                .filter(|other| other.total == page.total && is_paged(page) && is_paged(other))
                .map(|other| other.here)
                .sum();
            let here = page.here.max(together);
            let short = page.total.filter(|total| {
                *total > here && (!is_paged(page) || last_pages_missing || *total > together)
            });
            if next || short.is_some() {
                let entry = partial.entry(page.file).or_default();
                entry.next |= next;
                entry.of = entry.of.or(short.map(|total| (total, here)));
            }
        }
        partial
    }
}

fn is_paged(page: &ListPage) -> bool {
    page.own.is_some()
}

/// Whether an entry is one of those that `total` counts.
fn counts(entry: &Node<'_>) -> bool {
    let mode = entry.at("search").and_then(|search| search.text("mode"));
    let outcome = entry
        .at("resource")
        .and_then(|one| one.text("resourceType"))
        == Some("OperationOutcome");
    mode.map_or(!outcome, |mode| mode == "match")
}

fn issue_words(issue: Node<'_>) -> String {
    let details = words(issue, "details");
    let said = [
        Some(details).filter(|details| !details.is_empty()),
        issue.text("diagnostics").map(line),
        issue.text("code").map(line),
    ];
    said.into_iter().flatten().next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    fn of(pages: &[Value]) -> Vec<Partial> {
        let mut shells = Shells::default();
        for page in pages {
            shells.see(0, Node(page));
            for entry in Node(page).list("entry") {
                shells.answer(0, entry);
                if let Some(resource) = entry.at("resource") {
                    shells.outcome(0, resource);
                }
            }
        }
        shells.finish().into_values().collect()
    }

    fn page(total: u64, entries: usize, own: &str, next: Option<&str>) -> Value {
        let mut links = vec![json!({"relation": "self", "url": own})];
        links.extend(next.map(|next| json!({"relation": "next", "url": next})));
        let entry = json!({"resource": {"resourceType": "Condition"}, "search": {"mode": "match"}});
        json!({"total": total, "link": links, "entry": vec![entry; entries]})
    }

    #[test]
    fn a_page_of_a_longer_list_is_known_until_all_pages_are_here() {
        let alone = of(&[page(5, 2, "a", Some("b"))]);
        assert_eq!(alone[0].of, Some((5, 2)));
        assert!(alone[0].next);
        let two = of(&[page(5, 2, "a", Some("b")), page(5, 2, "b", Some("c"))]);
        assert_eq!(two[0].of, Some((5, 4)));
        assert!(two[0].next);
        let all = [
            page(5, 2, "a", Some("b")),
            page(5, 2, "b", Some("c")),
            page(5, 1, "c", None),
        ];
        assert_eq!(of(&all), []);
        assert_eq!(of(&[page(2, 2, "a", None)]), []);
    }

    #[test]
    fn what_was_included_is_not_counted_as_found() {
        let mut included = page(2, 1, "a", None);
        let patient =
            json!({"resource": {"resourceType": "Patient"}, "search": {"mode": "include"}});
        included["entry"] = json!([included["entry"][0], patient]);
        assert_eq!(of(&[included])[0].of, Some((2, 1)));
    }

    #[test]
    fn what_a_server_held_back_is_said_in_its_words() {
        let outcome = |issue: Value| json!({"entry": [{"resource": {"resourceType": "OperationOutcome", "issue": [issue]}}]});
        let hidden = outcome(
            json!({"severity": "information", "code": "suppressed", "details": {"text": "2 items withheld"}}),
        );
        assert_eq!(of(&[hidden])[0].said, ["2 items withheld"]);
        let warned =
            outcome(json!({"severity": "warning", "code": "processing", "diagnostics": "no labs"}));
        assert_eq!(of(&[warned])[0].words(), "no labs");
        let fine = outcome(json!({"severity": "information", "code": "informational"}));
        assert_eq!(of(&[fine]), []);
        let refused = json!({"entry": [{"response": {"status": "403 Forbidden"}}]});
        assert_eq!(of(&[refused])[0].said, ["403 Forbidden"]);
    }
}
