//! What a resource refers to is no firmer there than where it stands.

use carnet::chart::kinds::*;
use carnet::chart::statement::Standing;
use serde_json::{Value as Json, json};

use crate::tools::{all, import};

fn status(code: &str) -> Json {
    json!({ "coding": [{ "code": code }] })
}

fn suspected(verification: &str) -> Json {
    json!({
        "resourceType": "Condition", "id": "c", "code": { "text": "Pneumonia" },
        "clinicalStatus": status("active"), "verificationStatus": status(verification)
    })
}

/// The words of the first fact that `read` finds in a file of these resources.
fn found<T>(resources: &[Json], read: impl Fn(&Fact) -> Option<T>) -> T {
    all(&import(resources))
        .into_iter()
        .find_map(|statement| read(&statement.fact))
        .expect("a statement of that kind")
}

fn visit_reason(verification: &str, display: Option<&str>) -> String {
    let visit = json!({
        "resourceType": "Encounter", "status": "finished", "type": [{ "text": "Clinic" }],
        "reasonReference": [{ "reference": "Condition/c", "display": display }]
    });
    found(&[suspected(verification), visit], |fact| match fact {
        Fact::Visit(VisitEvent::Elsewhere(_, reason, _)) => Some(reason.clone()),
        _ => None,
    })
}

#[test]
fn a_reason_that_is_refuted_or_an_error_is_no_reason() {
    assert_eq!(visit_reason("confirmed", None), "Pneumonia");
    for verification in ["refuted", "entered-in-error"] {
        assert_eq!(visit_reason(verification, None), "", "{verification}");
        let displayed = visit_reason(verification, Some("Pneumonia"));
        assert_eq!(displayed, "", "{verification}");
    }
    assert_eq!(visit_reason("provisional", None), "Pneumonia (provisional)");
}

#[test]
fn medicines_and_procedures_leave_out_a_refuted_reason() {
    let reason = json!([{ "reference": "Condition/c" }]);
    let order = json!({
        "resourceType": "MedicationRequest", "status": "active", "intent": "order",
        "medicationCodeableConcept": { "text": "Aspirin" }, "reasonReference": reason
    });
    let words = found(&[suspected("refuted"), order], |fact| match fact {
        Fact::Medication(MedicationEvent::Ordered(line)) => Some(line.words.clone()),
        _ => None,
    });
    assert_eq!(words, "");
    let act = json!({
        "resourceType": "Procedure", "status": "completed", "code": { "text": "Suture" }, "reasonReference": reason
    });
    let words = found(&[suspected("refuted"), act], |fact| match fact {
        Fact::Procedure(procedure) => Some(procedure.reason.clone()),
        _ => None,
    });
    assert_eq!(words, "");
}

#[test]
fn results_and_members_in_error_are_not_named() {
    let result = |id: &str, status: &str| json!({ "resourceType": "Observation", "id": id, "status": status, "code": { "text": id } });
    let links = json!([
        { "reference": "Observation/Sodium" }, { "reference": "Observation/Potassium" }, { "reference": "Observation/Chloride" }
    ]);
    let results = [
        result("Sodium", "final"),
        result("Potassium", "entered-in-error"),
        result("Chloride", "preliminary"),
    ];
    let mut file = results.to_vec();
    file.push(json!({ "resourceType": "DiagnosticReport", "status": "final", "code": { "text": "Salts" }, "result": links }));
    let named = found(&file, |fact| match fact {
        Fact::Report(report) => Some(report.results.clone()),
        _ => None,
    });
    assert_eq!(named, ["Sodium", "Chloride (preliminary)"]);
    let mut file = vec![
        json!({ "resourceType": "Observation", "status": "final", "code": { "text": "Panel" }, "hasMember": links }),
    ];
    file.extend(results);
    let said = found(&file, |fact| match fact {
        Fact::Observation(observation) => Some(format!("{:?}", observation.value)),
        _ => None,
    });
    assert!(
        said.contains("Sodium") && !said.contains("Potassium"),
        "{said}"
    );
}

fn planned(target: Json) -> Vec<Standing> {
    let plan = json!({
        "resourceType": "CarePlan", "status": "active", "intent": "plan",
        "activity": [{ "reference": { "reference": "#t" } }], "contained": [target]
    });
    all(&import(&[plan]))
        .into_iter()
        .filter(|statement| matches!(statement.fact, Fact::Plan(_)))
        .map(|statement| statement.standing)
        .collect()
}

#[test]
fn a_plan_is_no_firmer_than_the_order_it_refers_to() {
    let order = |with: Json| {
        let mut order = json!({
            "resourceType": "ServiceRequest", "id": "t", "status": "active", "intent": "order", "code": { "text": "X-ray" }
        });
        for (key, value) in with.as_object().expect("an object") {
            order[key] = value.clone();
        }
        planned(order)
    };
    assert_eq!(order(json!({})), [Standing::Stands]);
    for (change, wanted) in [
        (json!({ "doNotPerform": true }), Standing::DoNotPerform),
        (json!({ "status": "revoked" }), Standing::Cancelled),
        (
            json!({ "status": "entered-in-error" }),
            Standing::ErrorAtSource,
        ),
        (json!({ "status": "on-hold" }), Standing::OnHold),
        (json!({ "status": "draft" }), Standing::Intended),
        (json!({ "intent": "proposal" }), Standing::Intended),
        (json!({ "status": "odd" }), Standing::UnknownStatus),
        (
            json!({ "modifierExtension": [{ "url": "x" }] }),
            Standing::UnknownStatus,
        ),
    ] {
        assert_eq!(order(change.clone()), [wanted], "{change}");
    }
    let medicine = json!({
        "resourceType": "MedicationRequest", "id": "t", "status": "stopped", "intent": "order",
        "medicationCodeableConcept": { "text": "Aspirin" }
    });
    assert_eq!(planned(medicine), [Standing::Stopped]);
}

#[test]
fn an_order_of_a_product_in_error_is_no_reason_either() {
    let product = json!({ "resourceType": "Medication", "id": "m", "status": "entered-in-error", "code": { "text": "Aspirin" } });
    let order = json!({
        "resourceType": "MedicationRequest", "id": "o", "status": "active", "intent": "order",
        "medicationReference": { "reference": "Medication/m" }
    });
    let plan = json!({
        "resourceType": "CarePlan", "status": "active", "intent": "plan",
        "activity": [{ "reference": { "reference": "MedicationRequest/o", "display": "Aspirin daily" } }]
    });
    let standings: Vec<Standing> = all(&import(&[product, order, plan]))
        .into_iter()
        .map(|statement| statement.standing)
        .collect();
    assert_eq!(standings, [Standing::ErrorAtSource; 3]);
}

/// A plan that names itself, or two that name each other, is read once.
#[test]
fn a_circle_of_references_ends() {
    let plan = |id: &str, other: &str| {
        json!({
            "resourceType": "CarePlan", "id": id, "status": "active", "intent": "plan", "title": id,
            "activity": [{ "reference": { "reference": format!("CarePlan/{other}") } }]
        })
    };
    assert_eq!(
        all(&import(&[plan("a", "b"), plan("b", "a"), plan("c", "c")])).len(),
        3
    );
}
