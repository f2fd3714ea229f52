//! Status codes of FHIR as `Standing`. What is missing although required, or not understood, is never "stands".

use serde_json::Value;

use super::json::Node;
use crate::chart::statement::Standing;

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

/// A required `status`: `known` reads the codes that mean something for this type of resource.
pub fn required(node: Node<'_>, known: impl Fn(&str) -> Option<Standing>) -> Standing {
    match node.text("status") {
        Some("entered-in-error") => Standing::ErrorAtSource,
        Some(code) => known(code).unwrap_or(Standing::UnknownStatus),
        None => Standing::UnknownStatus,
    }
}

/// A status that may be left out: absent is `Stands`, present but unreadable is not.
pub fn optional(node: Node<'_>, known: impl Fn(&str) -> Option<Standing>) -> Standing {
    if node.0.get("status").is_none() && node.0.get("_status").is_none() {
        return Standing::Stands;
    }
    required(node, known)
}

/// `intent` of a request: an order is so, a proposal is not yet.
pub fn intent(node: Node<'_>) -> Standing {
    match node.text("intent") {
        Some("order" | "original-order" | "reflex-order" | "filler-order" | "instance-order") => {
            Standing::Stands
        }
        Some("proposal" | "plan" | "option") => Standing::Intended,
        _ => Standing::UnknownStatus,
    }
}

/// The same of something that is a plan by its nature: there "plan" is no doubt.
pub fn planned(node: Node<'_>) -> Standing {
    if node.text("intent") == Some("plan") {
        Standing::Stands
    } else {
        intent(node)
    }
}

/// The status of an order, a task, an appointment: of a type that is not modelled, where a modelled resource leads to it.
pub fn of_other_type(node: Node<'_>) -> Standing {
    let status = optional(node, |code| {
        Some(match code {
            "active" | "accepted" | "ready" | "in-progress" | "booked" | "arrived"
            | "checked-in" | "final" | "amended" | "corrected" | "current" | "available" => {
                Standing::Stands
            }
            "draft" | "proposed" | "requested" | "received" | "pending" | "waitlist"
            | "registered" | "preparation" => Standing::Intended,
            "preliminary" | "partial" => Standing::Unconfirmed,
            "on-hold" => Standing::OnHold,
            "stopped" | "failed" => Standing::Stopped,
            "revoked" | "cancelled" | "rejected" | "noshow" => Standing::Cancelled,
            "not-done" => Standing::NotDone,
            "completed" | "fulfilled" => Standing::Over,
            _ => return None,
        })
    });
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
pub enum StatusCode<'a> {
    Absent,
    Code(&'a str),
    Unreadable,
}

/// Looks for a code of FHIR's own (its code system's address contains `system`, or is left out). Two of them that differ are not readable.
pub fn concept_code<'a>(node: Node<'a>, key: &str, system: &str) -> StatusCode<'a> {
    let Some(concept) = node.0.get(key) else {
        return match node.0.get(format!("_{key}")) {
            None => StatusCode::Absent,
            Some(_) => StatusCode::Unreadable,
        };
    };
    let mut codes: Vec<&str> = Node(concept)
        .list("coding")
        .into_iter()
        .filter(|coding| {
            coding
                .text("system")
                .is_none_or(|given| given.contains(system))
        })
        .filter_map(|coding| coding.text("code"))
        .collect();
    codes.dedup();
    match codes.as_slice() {
        [one] => StatusCode::Code(one),
        _ => StatusCode::Unreadable,
    }
}

/// `verificationStatus` of conditions and allergies; it may be left out.
pub fn verification(node: Node<'_>) -> Standing {
    match concept_code(node, "verificationStatus", "-ver") {
        StatusCode::Absent | StatusCode::Code("confirmed") => Standing::Stands,
        StatusCode::Code("unconfirmed" | "presumed" | "provisional" | "differential") => {
            Standing::Unconfirmed
        }
        StatusCode::Code("refuted") => Standing::Refuted,
        StatusCode::Code("entered-in-error") => Standing::ErrorAtSource,
        StatusCode::Code(_) | StatusCode::Unreadable => Standing::UnknownStatus,
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
        let known = |code: &str| (code == "final").then_some(Standing::Stands);
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
    fn verification_in_another_code_system_is_not_guessed() {
        let odd = json!({"verificationStatus": {"coding": [{"system": "http://local.example", "code": "confirmed"}]}});
        assert_eq!(verification(Node(&odd)), Standing::UnknownStatus);
        let text = json!({"verificationStatus": {"text": "refuted"}});
        assert_eq!(verification(Node(&text)), Standing::UnknownStatus);
    }
}
