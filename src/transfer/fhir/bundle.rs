//! The resources of a Bundle in the order of the file, nested Bundles and contained resources included, and the
//! references between them.

use std::collections::{HashMap, HashSet};

use serde_json::Value;

use super::FhirError;
use super::json::Node;
use super::references::References;

/// More than any life's record; keeps a hostile file from making millions of statements.
pub const MAX_RESOURCES: usize = 100_000;

/// One resource, by its index in [`Resources`].
#[derive(Debug)]
pub struct Resource {
    pub json: Value,
    /// `Condition`, or empty where the file names no usable type.
    pub kind: String,
    pub full_url: Option<String>,
    /// Place in the file among resources that are not contained, from 0. A contained one has its container's.
    pub position: u32,
    /// The index of the resource it is contained in.
    pub container: Option<usize>,
    pub age: Age,
}

/// Whether it is the version to read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Age {
    Current,
    /// The file holds a newer version of the same resource.
    Older,
    /// The file says that it was deleted.
    Deleted,
}

impl Resource {
    pub fn node(&self) -> Node<'_> {
        Node(&self.json)
    }

    pub fn id(&self) -> Option<&str> {
        self.node().text("id")
    }

    /// `Condition/123`, or the address of its entry, or just its type.
    pub fn name(&self) -> String {
        match (self.id(), &self.full_url) {
            (Some(id), _) => format!("{}/{id}", self.kind),
            (None, Some(url)) => url.clone(),
            (None, None) => self.kind.clone(),
        }
    }

    /// What makes two entries versions of one resource.
    fn identity(&self) -> Option<String> {
        let local = self.id().map(|id| format!("{}/{id}", self.kind));
        match &self.full_url {
            Some(url) if is_address(url) => Some(format!("{} {}", self.kind, without_version(url))),
            _ => local,
        }
    }
}

/// Every resource of the file, and where references lead.
#[derive(Debug)]
pub struct Resources {
    list: Vec<Resource>,
    references: References,
    /// Entries that hold no resource (deletions, answers of a server).
    pub empty_entries: u32,
}

/// What was found while walking.
#[derive(Default)]
struct Walk {
    list: Vec<Resource>,
    deleted: HashSet<String>,
    positions: u32,
    empty_entries: u32,
    newest_first: bool,
}

impl Resources {
    pub fn of(bundle: Value) -> Result<Self, FhirError> {
        match bundle.get("resourceType").and_then(Value::as_str) {
            Some("Bundle") => {}
            Some(other) if is_type(other) => return Err(FhirError::NotABundle(other.to_owned())),
            _ if !bundle.is_object() => return Err(FhirError::NotAnObject),
            _ => return Err(FhirError::NoResourceType),
        }
        let mut walk = Walk {
            newest_first: bundle.get("type").and_then(Value::as_str) == Some("history"),
            ..Walk::default()
        };
        walk.bundle(bundle)?;
        if walk.list.is_empty() {
            return Err(FhirError::Empty);
        }
        Ok(walk.finish())
    }

    pub fn iter(&self) -> impl Iterator<Item = &Resource> {
        self.list.iter()
    }

    pub fn get(&self, index: usize) -> &Resource {
        &self.list[index]
    }

    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// The resource a reference written in `from` leads to.
    pub fn resolve(&self, from: usize, reference: &str) -> Option<usize> {
        self.references.resolve(&self.list, from, reference)
    }

    /// The same by the identifier that a Reference may name instead.
    pub fn identified(&self, reference: Node<'_>) -> Option<usize> {
        self.references.of_identifier(&self.list, reference)
    }
}

impl Walk {
    fn bundle(&mut self, mut bundle: Value) -> Result<(), FhirError> {
        let entries = match bundle.get_mut("entry").map(Value::take) {
            None | Some(Value::Null) => return Ok(()),
            Some(Value::Array(entries)) => entries,
            Some(_) => return Err(FhirError::EntriesNotAList),
        };
        for (place, entry) in entries.into_iter().enumerate() {
            self.entry(place, entry)?;
        }
        Ok(())
    }

    fn entry(&mut self, place: usize, mut entry: Value) -> Result<(), FhirError> {
        if !entry.is_object() {
            return Err(FhirError::BadEntry { place });
        }
        let request = Node(&entry).at("request");
        if let Some(request) = request.filter(|request| request.text("method") == Some("DELETE")) {
            self.deleted
                .extend(request.text("url").and_then(last_two).map(str::to_owned));
        }
        let full_url = Node(&entry).text("fullUrl").map(str::to_owned);
        match entry.get_mut("resource").map(Value::take) {
            None | Some(Value::Null) => self.empty_entries += 1,
            Some(resource @ Value::Object(_)) => self.resource(resource, full_url)?,
            Some(_) => return Err(FhirError::BadEntry { place }),
        }
        Ok(())
    }

    fn resource(&mut self, mut json: Value, full_url: Option<String>) -> Result<(), FhirError> {
        let kind = kind_of(&json);
        let position = self.positions;
        self.positions += 1;
        // A Bundle inside keeps its shell; what is in it are resources of their own.
        let inner = match json.as_object_mut() {
            Some(shell) if kind == "Bundle" => shell.remove("entry"),
            _ => None,
        };
        let container = self.list.len();
        let contained: Vec<Value> = match json.get("contained") {
            Some(Value::Array(items)) => items
                .iter()
                .filter(|item| item.is_object())
                .cloned()
                .collect(),
            _ => Vec::new(),
        };
        self.push(json, kind, full_url, position, None)?;
        for json in contained {
            let kind = kind_of(&json);
            self.push(json, kind, None, position, Some(container))?;
        }
        match inner {
            Some(entries) => self.bundle(serde_json::json!({ "entry": entries })),
            None => Ok(()),
        }
    }

    fn push(
        &mut self,
        json: Value,
        kind: String,
        full_url: Option<String>,
        position: u32,
        container: Option<usize>,
    ) -> Result<(), FhirError> {
        if self.list.len() >= MAX_RESOURCES {
            return Err(FhirError::TooMany {
                limit: MAX_RESOURCES,
            });
        }
        self.list.push(Resource {
            json,
            kind,
            full_url,
            position,
            container,
            age: Age::Current,
        });
        Ok(())
    }

    fn finish(mut self) -> Resources {
        self.mark_versions();
        Resources {
            references: References::of(&self.list),
            list: self.list,
            empty_entries: self.empty_entries,
        }
    }

    /// Of several versions of one resource only the newest is read; deleted ones are not.
    fn mark_versions(&mut self) {
        let mut newest: HashMap<String, usize> = HashMap::new();
        for index in 0..self.list.len() {
            if self.list[index].container.is_some() {
                continue;
            }
            let local = self.list[index]
                .id()
                .map(|id| format!("{}/{id}", self.list[index].kind));
            if local.is_some_and(|local| self.deleted.contains(&local)) {
                self.list[index].age = Age::Deleted;
                continue;
            }
            let Some(identity) = self.list[index].identity() else {
                continue;
            };
            match newest.get(&identity).copied() {
                None => {
                    newest.insert(identity, index);
                }
                Some(before) if self.is_newer(index, before) => {
                    self.list[before].age = Age::Older;
                    newest.insert(identity, index);
                }
                Some(_) => self.list[index].age = Age::Older,
            }
        }
    }

    fn is_newer(&self, later: usize, before: usize) -> bool {
        let updated = |index: usize| {
            let text = self.list[index].node().at("meta")?.text("lastUpdated")?;
            super::dates::when(text).sort_key()
        };
        let version = |index: usize| {
            let text = self.list[index].node().at("meta")?.text("versionId")?;
            text.parse::<u64>().ok()
        };
        match (updated(later), updated(before)) {
            (Some(later), Some(before)) if later != before => return later > before,
            _ => {}
        }
        match (version(later), version(before)) {
            (Some(later), Some(before)) if later != before => later > before,
            _ => !self.newest_first,
        }
    }
}

fn kind_of(json: &Value) -> String {
    json.get("resourceType")
        .and_then(Value::as_str)
        .filter(|kind| is_type(kind))
        .unwrap_or_default()
        .to_owned()
}

/// A name a resource type could have; anything else is not shown as one.
fn is_type(kind: &str) -> bool {
    kind.len() <= 64
        && kind.starts_with(|c: char| c.is_ascii_uppercase())
        && kind.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

pub(super) fn is_address(url: &str) -> bool {
    let starts = |scheme: &str| {
        url.get(..scheme.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(scheme))
    };
    starts("http://") || starts("https://")
}

pub(super) fn without_version(reference: &str) -> &str {
    reference
        .split_once("/_history/")
        .map_or(reference, |(before, _)| before)
}

/// `Type/id` at the end of an address.
pub fn last_two(reference: &str) -> Option<&str> {
    let reference = without_version(reference);
    let id = reference.rfind('/')?;
    let kind = reference[..id].rfind('/').map_or(0, |slash| slash + 1);
    Some(&reference[kind..])
}
