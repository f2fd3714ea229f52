//! Status codes of FHIR as `Standing`. What is missing although required, or not understood, is never "stands". Codes are
//! known in every spelling that systems give them: `Entered in Error`, `ENTERED_IN_ERROR` and `entered-in-error` are one.

use serde_json::Value;

use super::json::Node;
use crate::chart::statement::Standing;
use crate::terms::text::shown;

/// The weaker of two: a statement stands only where every status lets it.
pub fn weaker(one: Standing, other: Standing) -> Standing {
    if rank(one) >= rank(other) { one } else { other }
}

fn rank(standing: Standing) -> u8 {
    match standing {
        Standing::Stands => 0,
        Standing::Over => 1,
        Standing::Unconfirmed => 2,
        Standing::Intended => 3,
        Standing::OnHold => 4,
        Standing::Stopped => 5,
        Standing::UnknownStatus => 6,
        Standing::Cancelled => 7,
        Standing::NotDone => 8,
        Standing::Refuted => 9,
        Standing::DoNotPerform => 10,
        Standing::ErrorAtSource => 11,
    }
}

/// A status as FHIR spells its codes, and the words other standards have for the same (HL7 v3 ActStatus, HL7 v2 table 0085).
pub fn spelled(status: &str) -> String {
    let mut code = String::new();
    let mut small = false;
    for c in shown(status).trim().chars() {
        if c.is_whitespace() || matches!(c, '_' | '-') {
            if !code.ends_with('-') {
                code.push('-');
            }
        } else {
            if small && c.is_uppercase() {
                code.push('-');
            }
            code.extend(c.to_lowercase());
        }
        small = c.is_lowercase();
    }
    match code.as_str() {
        "in-error" | "error" | "entered-in-err" | "nullified" | "voided" | "retracted" => {
            ENTERED_IN_ERROR.to_owned()
        }
        "canceled" => "cancelled".to_owned(),
        "aborted" | "discontinued" => "stopped".to_owned(),
        "suspended" | "held" => "on-hold".to_owned(),
        _ => code,
    }
}

pub const ENTERED_IN_ERROR: &str = "entered-in-error";

/// Whether the word says that something is not so: believed from whoever says it.
fn takes_back(code: &str) -> bool {
    matches!(code, ENTERED_IN_ERROR | "refuted")
}

/// The codes of a status that mean something, beside [`ENTERED_IN_ERROR`]. Of those that mean the same the first is written.
pub type Codes = [(&'static str, Standing)];

/// A required `status`, whose codes mean this for this type of resource.
pub fn required(node: Node<'_>, codes: &Codes) -> Standing {
    of_code(node.text("status"), codes)
}

/// A code under any key, as [`required`] reads it.
pub fn of_code(code: Option<&str>, codes: &Codes) -> Standing {
    match code.map(spelled).as_deref() {
        Some(ENTERED_IN_ERROR) => Standing::ErrorAtSource,
        Some(code) => {
            let known = codes.iter().find(|(known, _)| *known == code);
            known.map_or(Standing::UnknownStatus, |(_, standing)| *standing)
        }
        None => Standing::UnknownStatus,
    }
}

/// The code that says it; `None` where none of them does.
pub fn code_of(standing: Standing, codes: &Codes) -> Option<&'static str> {
    if standing == Standing::ErrorAtSource {
        return Some(ENTERED_IN_ERROR);
    }
    let mut said = codes.iter().filter(|(_, means)| *means == standing);
    said.next().map(|(code, _)| *code)
}

/// A status that may be left out: absent is `Stands`, present but unreadable is not.
pub fn optional(node: Node<'_>, codes: &Codes) -> Standing {
    if node.0.get("status").is_none() && node.0.get("_status").is_none() {
        return Standing::Stands;
    }
    required(node, codes)
}

/// `intent` of a request: an order is so, a proposal is not yet.
pub fn intent(node: Node<'_>) -> Standing {
    const CODES: &Codes = &[
        ("order", Standing::Stands),
        ("original-order", Standing::Stands),
        ("reflex-order", Standing::Stands),
        ("filler-order", Standing::Stands),
        ("instance-order", Standing::Stands),
        ("proposal", Standing::Intended),
        ("plan", Standing::Intended),
        ("option", Standing::Intended),
    ];
    of_code(node.text("intent"), CODES)
}

/// As `intent`, of something that is a plan by its nature: there "plan" casts no doubt on it.
pub fn planned(node: Node<'_>) -> Standing {
    if node.text("intent").map(spelled).as_deref() == Some("plan") {
        Standing::Stands
    } else {
        intent(node)
    }
}

const OF_OTHER_TYPES: &Codes = &[
    ("active", Standing::Stands),
    ("accepted", Standing::Stands),
    ("ready", Standing::Stands),
    ("in-progress", Standing::Stands),
    ("booked", Standing::Stands),
    ("arrived", Standing::Stands),
    ("checked-in", Standing::Stands),
    ("final", Standing::Stands),
    ("amended", Standing::Stands),
    ("corrected", Standing::Stands),
    ("current", Standing::Stands),
    ("available", Standing::Stands),
    ("draft", Standing::Intended),
    ("proposed", Standing::Intended),
    ("requested", Standing::Intended),
    ("received", Standing::Intended),
    ("pending", Standing::Intended),
    ("waitlist", Standing::Intended),
    ("registered", Standing::Intended),
    ("preparation", Standing::Intended),
    ("preliminary", Standing::Unconfirmed),
    ("partial", Standing::Unconfirmed),
    ("on-hold", Standing::OnHold),
    ("stopped", Standing::Stopped),
    ("failed", Standing::Stopped),
    ("revoked", Standing::Cancelled),
    ("cancelled", Standing::Cancelled),
    ("rejected", Standing::Cancelled),
    ("noshow", Standing::Cancelled),
    ("not-done", Standing::NotDone),
    ("completed", Standing::Over),
    ("fulfilled", Standing::Over),
];

/// The status of an order, a task, an appointment: of a type that is not modelled, where a modelled resource leads to it.
pub fn of_other_type(node: Node<'_>) -> Standing {
    let status = optional(node, OF_OTHER_TYPES);
    let intended = if node.has("intent") {
        planned(node)
    } else {
        Standing::Stands
    };
    [status, intended, prohibition(node)]
        .into_iter()
        .fold(Standing::Stands, weaker)
}

/// `doNotPerform`: true turns the request round; anything but a truth value is not understood.
pub fn prohibition(node: Node<'_>) -> Standing {
    match node.0.get("doNotPerform") {
        None | Some(Value::Bool(false)) => Standing::Stands,
        Some(Value::Bool(true)) => Standing::DoNotPerform,
        Some(_) => Standing::UnknownStatus,
    }
}

/// The code of a status that is a CodeableConcept: `Absent` and `Unreadable` are different things.
#[derive(Debug, PartialEq, Eq)]
pub enum StatusCode {
    Absent,
    Code(String),
    Unreadable,
}

/// Looks for a code of FHIR's own (its code system's address contains `system`, or is left out), else for the concept's text.
/// Of other code systems only a word that takes the resource back is believed. Two that differ are not readable.
pub fn concept_code(node: Node<'_>, key: &str, system: &str) -> StatusCode {
    let Some(concept) = node.0.get(key) else {
        return match node.0.get(format!("_{key}")) {
            None => StatusCode::Absent,
            Some(_) => StatusCode::Unreadable,
        };
    };
    let concept = Node(concept);
    let (own, others): (Vec<Node>, Vec<Node>) =
        concept.list("coding").into_iter().partition(|coding| {
            coding
                .text("system")
                .is_none_or(|given| given.contains(system))
        });
    let mut codes: Vec<String> = own
        .iter()
        .filter_map(|coding| coding.text("code"))
        .map(spelled)
        .collect();
    let text = concept.text("text").or_else(|| concept.as_str());
    if codes.is_empty() {
        codes.extend(text.map(spelled));
    }
    let said = others
        .iter()
        .flat_map(|coding| [coding.text("code"), coding.text("display")])
        .chain([text]);
    codes.extend(said.flatten().map(spelled).filter(|code| takes_back(code)));
    codes.sort();
    codes.dedup();
    match codes.as_slice() {
        [one] => StatusCode::Code(one.clone()),
        _ => StatusCode::Unreadable,
    }
}

/// What `verificationStatus` says.
pub const VERIFICATION: &Codes = &[
    ("confirmed", Standing::Stands),
    ("unconfirmed", Standing::Unconfirmed),
    ("presumed", Standing::Unconfirmed),
    ("provisional", Standing::Unconfirmed),
    ("differential", Standing::Unconfirmed),
    ("refuted", Standing::Refuted),
];

/// `verificationStatus` of conditions and allergies; it may be left out.
pub fn verification(node: Node<'_>) -> Standing {
    match concept_code(node, "verificationStatus", "-ver") {
        StatusCode::Absent => Standing::Stands,
        StatusCode::Code(code) => of_code(Some(&code), VERIFICATION),
        StatusCode::Unreadable => Standing::UnknownStatus,
    }
}

/// A resource may change its own meaning by `modifierExtension` (anywhere in it) or `implicitRules`. Neither is understood here,
/// so it never reads as the plain fact.
pub fn modifiers(resource: Node<'_>) -> Standing {
    if resource.has("implicitRules") || has_modifier(resource.0, true) {
        Standing::UnknownStatus
    } else {
        Standing::Stands
    }
}

fn has_modifier(value: &Value, top: bool) -> bool {
    match value {
        Value::Array(items) => items.iter().any(|item| has_modifier(item, false)),
        Value::Object(map) => map.iter().any(|(key, inner)| match key.as_str() {
            "modifierExtension" => !matches!(inner, Value::Array(items) if items.is_empty()),
            // Resources of their own, judged by themselves.
            "contained" if top => false,
            _ => has_modifier(inner, false),
        }),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_missing_required_status_does_not_stand() {
        let known: &Codes = &[("final", Standing::Stands)];
        for (resource, wanted) in [
            (json!({"status": "final"}), Standing::Stands),
            (json!({}), Standing::UnknownStatus),
            (json!({"status": 3}), Standing::UnknownStatus),
            (json!({"status": "finished?"}), Standing::UnknownStatus),
            (
                json!({"status": "entered-in-error"}),
                Standing::ErrorAtSource,
            ),
        ] {
            assert_eq!(required(Node(&resource), known), wanted, "{resource}");
        }
        assert_eq!(optional(Node(&json!({})), known), Standing::Stands);
        assert_eq!(
            optional(Node(&json!({"status": null})), known),
            Standing::UnknownStatus
        );
    }

    #[test]
    fn do_not_perform_is_never_overlooked() {
        assert_eq!(
            prohibition(Node(&json!({"doNotPerform": true}))),
            Standing::DoNotPerform
        );
        assert_eq!(
            prohibition(Node(&json!({"doNotPerform": "true"}))),
            Standing::UnknownStatus
        );
        assert_eq!(
            weaker(Standing::Stands, Standing::DoNotPerform),
            Standing::DoNotPerform
        );
        assert_eq!(
            weaker(Standing::ErrorAtSource, Standing::Over),
            Standing::ErrorAtSource
        );
    }

    #[test]
    fn modifiers_are_found_at_any_depth_but_not_in_contained_resources() {
        assert_eq!(
            modifiers(Node(
                &json!({"dosage": [{"modifierExtension": [{"url": "x"}]}]})
            )),
            Standing::UnknownStatus
        );
        assert_eq!(
            modifiers(Node(&json!({"implicitRules": "http://rules.example"}))),
            Standing::UnknownStatus
        );
        assert_eq!(
            modifiers(Node(
                &json!({"contained": [{"modifierExtension": [{"url": "x"}]}]})
            )),
            Standing::Stands
        );
        assert_eq!(
            modifiers(Node(&json!({"modifierExtension": []}))),
            Standing::Stands
        );
    }

    #[test]
    fn a_code_is_known_in_every_spelling() {
        for text in [
            "entered-in-error",
            "Entered in Error",
            "ENTERED_IN_ERROR",
            " entered in  error ",
            "EnteredInError",
            "enteredInError",
            "entered_in-error",
            "Voided",
            "nullified",
        ] {
            let resource = json!({ "status": text });
            assert_eq!(
                required(Node(&resource), &[]),
                Standing::ErrorAtSource,
                "{text}"
            );
            let said = json!({ "verificationStatus": { "text": text } });
            assert_eq!(verification(Node(&said)), Standing::ErrorAtSource, "{text}");
        }
        for (text, code) in [
            ("inactive ", "inactive"),
            ("On Hold", "on-hold"),
            ("NOT_TAKEN", "not-taken"),
            ("Canceled", "cancelled"),
            ("Ärger", "ärger"),
        ] {
            assert_eq!(spelled(text), code);
        }
    }

    #[test]
    fn of_another_code_system_only_what_takes_back_is_believed() {
        let of = |status: Value| verification(Node(&json!({ "verificationStatus": status })));
        let local = |code: &str| json!({ "system": "http://local.example", "code": code });
        let fhir = |code: &str| json!({ "system": "http://terminology.hl7.org/CodeSystem/condition-ver-status", "code": code });
        for (status, wanted) in [
            (
                json!({ "coding": [local("confirmed")] }),
                Standing::UnknownStatus,
            ),
            (json!({ "coding": [local("A7")] }), Standing::UnknownStatus),
            (
                json!({ "coding": [local("ENTERED IN ERROR")] }),
                Standing::ErrorAtSource,
            ),
            (json!({ "text": "refuted" }), Standing::Refuted),
            (json!({ "text": "Confirmed" }), Standing::Stands),
            (
                json!({ "text": "Somebody said so" }),
                Standing::UnknownStatus,
            ),
            (
                json!({ "coding": [fhir("confirmed"), local("A7")] }),
                Standing::Stands,
            ),
            (
                json!({ "coding": [fhir("confirmed")], "text": "Entered in error" }),
                Standing::UnknownStatus,
            ),
            (
                json!({ "coding": [fhir("confirmed"), fhir("refuted")] }),
                Standing::UnknownStatus,
            ),
            (
                json!({ "coding": [fhir("Refuted"), local("refuted")] }),
                Standing::Refuted,
            ),
        ] {
            assert_eq!(of(status.clone()), wanted, "{status}");
        }
    }
}
