//! Where references lead: by the address of an entry, by type and number on the server the referring entry is from, by an
//! identifier, inside the resource. Two resources of one number on two servers are two; where nothing tells which of several
//! is meant, a reference leads nowhere.

use std::collections::HashMap;

use super::bundle::{Age, Resource, is_address, last_two, without_version};
use super::json::Node;

/// The current versions of a file's resources, by what references call them.
#[derive(Debug, Default)]
pub struct References {
    by_url: HashMap<String, usize>,
    /// `Type/id`, whatever the server.
    by_type_and_id: HashMap<String, Vec<usize>>,
    by_id: HashMap<String, Vec<usize>>,
    by_identifier: HashMap<(String, String), Vec<usize>>,
    contained: HashMap<(usize, String), usize>,
}

impl References {
    pub fn of(list: &[Resource]) -> Self {
        let mut references = Self::default();
        for (index, resource) in list.iter().enumerate() {
            references.add(index, resource);
        }
        references
    }

    fn add(&mut self, index: usize, resource: &Resource) {
        if let Some(container) = resource.container {
            if let Some(id) = resource.id() {
                self.contained.insert((container, id.to_owned()), index);
            }
            return;
        }
        if resource.age != Age::Current {
            return;
        }
        if let Some(url) = &resource.full_url {
            self.by_url.insert(normal(url), index);
        }
        if let Some(id) = resource.id() {
            let local = format!("{}/{id}", resource.kind);
            self.by_type_and_id.entry(local).or_default().push(index);
            let id = id.to_ascii_lowercase();
            self.by_id.entry(id).or_default().push(index);
        }
        for identifier in resource.node().list("identifier") {
            if let Some(key) = identified(identifier) {
                self.by_identifier.entry(key).or_default().push(index);
            }
        }
    }

    /// Another address of a resource; one that is taken stays whose it was.
    pub fn also(&mut self, url: &str, index: usize) {
        self.by_url.entry(normal(url)).or_insert(index);
    }

    /// The resource that a reference written in `from` leads to.
    pub fn resolve(&self, list: &[Resource], from: usize, reference: &str) -> Option<usize> {
        let reference = reference.trim();
        let container = list[from].container.unwrap_or(from);
        if let Some(local) = reference.strip_prefix('#') {
            return if local.is_empty() {
                Some(container)
            } else {
                self.inside(container, local)
            };
        }
        if let Some((kind, question)) = reference.split_once('?') {
            return self.asked_for(list, kind, question);
        }
        let found = self.by_url.get(&normal(reference)).copied();
        let reference = without_version(reference);
        found.or_else(|| match reference {
            _ if is_address(reference) => self.of_no_server(list, last_two(reference)?),
            _ if is_urn(reference) => only(
                self.by_id
                    .get(&reference.rsplit(':').next()?.to_ascii_lowercase())?,
            ),
            _ if reference.contains('/') => self.relative(list, container, reference),
            _ => self.inside(container, reference),
        })
    }

    /// The one resource that bears the identifier of a Reference, of the type the Reference names, where it names one.
    pub fn of_identifier(&self, list: &[Resource], reference: Node<'_>) -> Option<usize> {
        let key = identified(reference.at("identifier")?)?;
        let kind = reference.text("type");
        let named = self.by_identifier.get(&key)?.iter().copied();
        let named = named.filter(|index| kind.is_none_or(|kind| kind == list[*index].kind));
        only(&named.collect::<Vec<_>>())
    }

    fn inside(&self, container: usize, id: &str) -> Option<usize> {
        self.contained.get(&(container, id.to_owned())).copied()
    }

    /// `Medication/88` in an entry of a server is that server's; an entry of none names what there is only one of.
    fn relative(&self, list: &[Resource], from: usize, reference: &str) -> Option<usize> {
        let Some(base) = list[from].full_url.as_deref().and_then(base) else {
            return only(self.by_type_and_id.get(reference)?);
        };
        let there = self.by_url.get(&normal(&format!("{base}/{reference}")));
        there
            .copied()
            .or_else(|| self.of_no_server(list, reference))
    }

    /// Another server's resource of the same number is another resource.
    fn of_no_server(&self, list: &[Resource], type_and_id: &str) -> Option<usize> {
        let all = self.by_type_and_id.get(type_and_id)?.iter().copied();
        let of_none = all.filter(|index| {
            let url = list[*index].full_url.as_deref();
            url.is_none_or(|url| !is_address(url))
        });
        only(&of_none.collect::<Vec<_>>())
    }

    /// `Patient?identifier=system|value`, as transactions write it.
    fn asked_for(&self, list: &[Resource], kind: &str, question: &str) -> Option<usize> {
        let (system, value) = question.strip_prefix("identifier=")?.split_once('|')?;
        let named = self
            .by_identifier
            .get(&(system.to_owned(), value.to_owned()))?;
        let named = named.iter().copied();
        only(
            &named
                .filter(|index| list[*index].kind == kind)
                .collect::<Vec<_>>(),
        )
    }
}

fn identified(identifier: Node<'_>) -> Option<(String, String)> {
    let system = identifier.text("system").unwrap_or_default();
    Some((system.to_owned(), identifier.text("value")?.to_owned()))
}

/// The one there is.
fn only(all: &[usize]) -> Option<usize> {
    match all {
        [one] => Some(*one),
        _ => None,
    }
}

fn is_urn(reference: &str) -> bool {
    reference
        .get(..4)
        .is_some_and(|start| start.eq_ignore_ascii_case("urn:"))
}

/// The server of an entry's address: what stands before `Type/id`.
fn base(full_url: &str) -> Option<&str> {
    let url = without_version(full_url);
    let local = last_two(url).filter(|_| is_address(url))?;
    url.strip_suffix(local)?.strip_suffix('/')
}

/// An address as it is compared: without a version; a URN and the name of a server mean the same in any case.
fn normal(url: &str) -> String {
    let url = without_version(url.trim()).trim_end_matches('/');
    if is_urn(url) {
        return url.to_ascii_lowercase();
    }
    let server = match url.find("://") {
        Some(scheme) => url[scheme + 3..]
            .find('/')
            .map_or(url.len(), |end| scheme + 3 + end),
        None => 0,
    };
    format!("{}{}", url[..server].to_ascii_lowercase(), &url[server..])
}
