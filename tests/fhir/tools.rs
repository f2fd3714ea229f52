//! Building small Bundles and looking at what became of them.

use carnet::base::BlobId;
use carnet::chart::kinds::Fact;
use carnet::chart::statement::Statement;
use carnet::transfer::fhir::{FhirFile, Imported, read};
use serde_json::{Value, json};

pub const BLOB: BlobId = BlobId([7; 16]);

/// A collection of these resources.
pub fn bundle(resources: &[Value]) -> Value {
    let entries: Vec<Value> = resources
        .iter()
        .map(|resource| json!({ "resource": resource }))
        .collect();
    json!({ "resourceType": "Bundle", "type": "collection", "entry": entries })
}

pub fn file(bundle: &Value) -> FhirFile {
    read(bundle.to_string().as_bytes()).expect("the Bundle is read")
}

pub fn import(resources: &[Value]) -> Imported {
    file(&bundle(resources)).statements(BLOB, 1)
}

pub fn all(imported: &Imported) -> Vec<&Statement> {
    let forms = imported.forms.iter().flatten();
    let clinical = imported.clinical.iter().chain(forms);
    let clinical = clinical.map(|linked| &linked.statement);
    imported
        .identity
        .iter()
        .chain(&imported.problems)
        .chain(clinical)
        .collect()
}

/// The statements of one resource alone in a file.
pub fn statements_of(resource: Value) -> Vec<Statement> {
    all(&import(&[resource])).into_iter().cloned().collect()
}

/// The one statement of one resource alone in a file.
pub fn statement_of(resource: Value) -> Statement {
    let mut statements = statements_of(resource);
    assert_eq!(statements.len(), 1, "{statements:?}");
    statements.remove(0)
}

pub fn is_verbatim(statement: &Statement) -> bool {
    matches!(statement.fact, Fact::Citation(_))
}
