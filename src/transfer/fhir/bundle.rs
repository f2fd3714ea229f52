//! The resources of a Bundle in the order of the file, nested Bundles and contained resources included, and the
//! references between them.

use std::collections::{BTreeMap, HashMap, HashSet, VecDeque};

use serde_json::Value;

use super::FhirError;
use super::json::{MAX_RESOURCES, Node};
use super::partial::{self, Partial};
use super::references::References;
use super::wrapping::Unwrapped;

/// One resource, by its index in [`Resources`].
#[derive(Debug)]
pub struct Resource {
    pub json: Value,
    /// `Condition`, or empty where the file names no usable type.
    pub kind: String,
    pub full_url: Option<String>,
    /// Which of the chosen files it is in.
    pub file: usize,
    /// Place in its file among resources that are not contained, from 0. A contained one has its container's.
    pub position: u32,
    /// Its type as the file has it, where an older FHIR calls the type otherwise.
    pub called: Option<String>,
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

    /// Its type as the file has it.
    pub fn called_kind(&self) -> &str {
        self.called.as_deref().unwrap_or(&self.kind)
    }

    /// `Condition/123`, or the address of its entry, or just its type.
    pub fn name(&self) -> String {
        let kind = self.called_kind();
        match (self.id(), &self.full_url) {
            (Some(id), _) => format!("{kind}/{id}"),
            (None, Some(url)) => url.clone(),
            (None, None) => kind.to_owned(),
        }
    }

    /// `Condition/123`.
    fn local(&self) -> Option<String> {
        self.id().map(|id| format!("{}/{id}", self.kind))
    }

    /// Its address on a server, without a version.
    fn address(&self) -> Option<&str> {
        let url = self.full_url.as_deref()?;
        is_address(url).then(|| without_version(url))
    }
}

/// Every resource of the file, and where references lead.
#[derive(Debug)]
pub struct Resources {
    list: Vec<Resource>,
    references: References,
    /// Entries that hold no resource (deletions, answers of a server).
    pub empty_entries: u32,
    /// The Compositions that say what a document is about.
    pub documents: Vec<usize>,
    /// A resource stands outside of every document.
    pub loose: bool,
    /// What the files say of themselves that is not in them, by file.
    pub partial: BTreeMap<usize, Partial>,
}

/// What was found while walking.
#[derive(Default)]
struct Walk {
    list: Vec<Resource>,
    deleted: HashSet<String>,
    file: usize,
    positions: u32,
    empty_entries: u32,
    documents: Vec<usize>,
    in_document: bool,
    loose: bool,
    /// Resources that stand in Parameters. They are walked last, so that what stands in Bundles has the places it always had.
    wrapped: VecDeque<(Value, bool)>,
    shells: partial::Shells,
    /// Resources that no Bundle holds.
    alone: usize,
    bundles: usize,
    newest_first: bool,
}

impl Resources {
    /// All resources of the chosen files.
    ///
    /// # Errors
    /// Where there is none, too many, or a lone one that is nobody's record: `is_read` knows the types that become statements.
    pub fn of(files: Vec<Unwrapped>, is_read: fn(&str) -> bool) -> Result<Self, FhirError> {
        let mut walk = Walk::default();
        for (file, unwrapped) in files.into_iter().enumerate() {
            walk.file(file, unwrapped.values)?;
        }
        if walk.list.is_empty() {
            return Err(FhirError::Empty);
        }
        if walk.bundles == 0
            && let Some(one) = walk.nobodys(is_read)
        {
            return Err(FhirError::NotABundle(one));
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

    /// The resource as it is to be read.
    pub fn get_mut(&mut self, index: usize) -> &mut Resource {
        &mut self.list[index]
    }

    /// The resource a reference written in `from` leads to.
    pub fn resolve(&self, from: usize, reference: &str) -> Option<usize> {
        self.references.resolve(&self.list, from, reference)
    }

    /// The resource that a Reference names by an identifier instead of an address.
    pub fn identified(&self, reference: Node<'_>) -> Option<usize> {
        self.references.of_identifier(&self.list, reference)
    }
}

impl Walk {
    fn file(&mut self, file: usize, values: Vec<Value>) -> Result<(), FhirError> {
        self.file = file;
        self.positions = 0;
        for value in values {
            self.top(value)?;
        }
        while let Some((parameters, in_document)) = self.wrapped.pop_front() {
            self.in_document = in_document;
            self.parameters(parameters)?;
        }
        self.in_document = false;
        Ok(())
    }

    /// A value that stands in nothing: the shell of a Bundle or of Parameters is no resource of its own there.
    fn top(&mut self, value: Value) -> Result<(), FhirError> {
        let kind = match &value {
            Value::Array(_) => return self.listed(value),
            Value::Object(_) => kind_of(&value),
            _ => return Err(FhirError::NotAnObject),
        };
        match kind.as_str() {
            "Bundle" => {
                self.newest_first |= Node(&value).text("type") == Some("history");
                self.bundle(value)
            }
            "Parameters" => {
                self.bundles += 1;
                self.wrapped.push_back((value, false));
                Ok(())
            }
            "" => Err(FhirError::NoResourceType),
            _ => {
                self.alone += 1;
                self.resource(value, None)
            }
        }
    }

    fn listed(&mut self, list: Value) -> Result<(), FhirError> {
        let Value::Array(items) = list else {
            return Err(FhirError::NotAnObject);
        };
        if items
            .iter()
            .all(|item| !item.is_object() && !item.is_array())
        {
            return Err(FhirError::NotAnObject);
        }
        for (place, item) in items.into_iter().enumerate() {
            match item {
                Value::Object(_) if kind_of(&item).is_empty() => {
                    return Err(FhirError::NoResourceType);
                }
                Value::Object(_) | Value::Array(_) => self.top(item)?,
                _ => return Err(FhirError::BadEntry { place }),
            }
        }
        Ok(())
    }

    /// Resources in a parameter, and in the parts of one.
    fn parameters(&mut self, mut parameters: Value) -> Result<(), FhirError> {
        for key in ["parameter", "part"] {
            let list = match parameters.get_mut(key).map(Value::take) {
                None | Some(Value::Null) => continue,
                Some(Value::Array(list)) => list,
                Some(_) => return Err(FhirError::EntriesNotAList),
            };
            for (place, mut one) in list.into_iter().enumerate() {
                match one.get_mut("resource").map(Value::take) {
                    None | Some(Value::Null) => {}
                    Some(resource @ Value::Object(_)) => self.resource(resource, None)?,
                    Some(_) => return Err(FhirError::BadEntry { place }),
                }
                self.parameters(one)?;
            }
        }
        Ok(())
    }

    /// The type of a resource that stands alone and is nobody's record.
    fn nobodys(&self, is_read: fn(&str) -> bool) -> Option<String> {
        let about_somebody = |resource: &Resource| {
            let node = resource.node();
            is_read(&resource.kind) || node.has("subject") || node.has("patient")
        };
        let first = self.list.first()?;
        (self.alone > 0 && !self.list.iter().any(about_somebody)).then(|| first.kind.clone())
    }

    fn bundle(&mut self, mut bundle: Value) -> Result<(), FhirError> {
        self.bundles += 1;
        self.shells.see(self.file, Node(&bundle));
        let outside = self.in_document;
        let opens_document = is_document(Node(&bundle));
        self.in_document |= opens_document;
        let first = self.list.len();
        let entries = match bundle.get_mut("entry").map(Value::take) {
            None | Some(Value::Null) => Vec::new(),
            Some(Value::Array(entries)) => entries,
            Some(_) => return Err(FhirError::EntriesNotAList),
        };
        for (place, entry) in entries.into_iter().enumerate() {
            self.entry(place, entry)?;
        }
        if opens_document && self.list.len() > first {
            self.documents.push(first);
        }
        self.in_document = outside;
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
        self.shells.answer(self.file, Node(&entry));
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
        if kind == "OperationOutcome" {
            self.shells.outcome(self.file, Node(&json));
        }
        self.loose |= !self.in_document && !matches!(kind.as_str(), "Bundle" | "Parameters");
        // A Bundle inside keeps its shell; what is in it are resources of their own.
        let inner = match json.as_object_mut() {
            Some(shell) if kind == "Bundle" => shell
                .remove("entry")
                .map(|entries| (entries, serde_json::json!({ "total": shell.get("total"), "link": shell.get("link"), "type": shell.get("type") }))),
            _ => None,
        };
        if kind == "Parameters" {
            self.wrapped.push_back((json.clone(), self.in_document));
        }
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
            Some((entries, mut shell)) => {
                shell["entry"] = entries;
                self.bundle(shell)
            }
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
            file: self.file,
            position,
            called: None,
            container,
            age: Age::Current,
        });
        Ok(())
    }

    fn finish(mut self) -> Resources {
        let newest = self.mark_versions();
        let mut references = References::of(&self.list);
        for (index, newest) in newest {
            // Who named an older version by its address means the resource.
            let resource = &self.list[index];
            if let Some(url) = resource
                .full_url
                .as_ref()
                .filter(|_| resource.age == Age::Older)
            {
                references.also(url, newest);
            }
        }
        Resources {
            references,
            list: self.list,
            empty_entries: self.empty_entries,
            documents: self.documents,
            loose: self.loose,
            partial: self.shells.finish(),
        }
    }

    /// Of several versions of one resource only the newest is read; deleted ones are not. Older ones lead to the newest.
    fn mark_versions(&mut self) -> HashMap<usize, usize> {
        let addresses = self.addresses();
        let mut newest: HashMap<String, usize> = HashMap::new();
        let mut identities: HashMap<usize, String> = HashMap::new();
        for index in 0..self.list.len() {
            if self.list[index].container.is_some() {
                continue;
            }
            let local = self.list[index].local();
            if local.is_some_and(|local| self.deleted.contains(&local)) {
                self.list[index].age = Age::Deleted;
                continue;
            }
            let Some(identity) = identity(&self.list[index], &addresses) else {
                continue;
            };
            match newest.get(&identity).copied() {
                None => {
                    newest.insert(identity.clone(), index);
                }
                Some(before) if self.is_newer(index, before) => {
                    self.list[before].age = Age::Older;
                    newest.insert(identity.clone(), index);
                }
                Some(_) => self.list[index].age = Age::Older,
            }
            identities.insert(index, identity);
        }
        let of_identity = |(index, identity)| Some((index, *newest.get::<String>(&identity)?));
        identities.into_iter().filter_map(of_identity).collect()
    }

    /// How many addresses each type and number has: one record on two servers is two.
    fn addresses(&self) -> HashMap<String, HashSet<String>> {
        let mut addresses: HashMap<String, HashSet<String>> = HashMap::new();
        for resource in self.list.iter().filter(|one| one.container.is_none()) {
            if let (Some(local), Some(address)) = (resource.local(), resource.address()) {
                addresses
                    .entry(local)
                    .or_default()
                    .insert(address.to_owned());
            }
        }
        addresses
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

/// What makes two entries versions of one resource: its type and number, where not more than one server has them; else its
/// address; else the address it was given for the file alone.
fn identity(resource: &Resource, addresses: &HashMap<String, HashSet<String>>) -> Option<String> {
    match (resource.local(), resource.address()) {
        (Some(local), address) => {
            let several = addresses.get(&local).is_some_and(|all| all.len() > 1);
            Some(match address.filter(|_| several) {
                Some(address) => format!("{} {address}", resource.kind),
                None => local,
            })
        }
        (None, Some(address)) => Some(format!("{} {address}", resource.kind)),
        (None, None) => {
            let url = resource.full_url.as_deref()?;
            Some(format!("{} {}", resource.kind, url.to_ascii_lowercase()))
        }
    }
}

/// A Bundle that begins with the Composition that says what it is about.
fn is_document(bundle: Node<'_>) -> bool {
    let first = bundle.first("entry").and_then(|entry| entry.at("resource"));
    let composed = first.and_then(|first| first.text("resourceType")) == Some("Composition");
    composed
        && matches!(
            bundle.text("type"),
            None | Some("document" | "collection" | "message")
        )
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

/// A reference that says itself that it leads to something else than a Patient: `Group/7`.
pub fn names_no_patient(reference: &str) -> bool {
    let kind = last_two(reference).and_then(|named| named.split('/').next());
    matches!(
        kind,
        Some("Group" | "Device" | "Location" | "Medication" | "Substance" | "Specimen")
    )
}

/// `Type/id` at the end of an address.
pub fn last_two(reference: &str) -> Option<&str> {
    let reference = without_version(reference);
    let id = reference.rfind('/')?;
    let kind = reference[..id].rfind('/').map_or(0, |slash| slash + 1);
    Some(&reference[kind..])
}
