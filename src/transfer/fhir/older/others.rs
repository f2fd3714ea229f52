//! People, allergies, problems, results, acts and plans.

use serde_json::{Value, json};

use super::fields::{Fields, concept};
use super::{Converted, Unsafe, Version};

pub fn patient(fields: &mut Fields<'_>) -> Converted {
    fields.each("name", family_name)?;
    fields.each("contact", |contact| contact.each("name", family_name))
}

/// Family names were a list.
fn family_name(name: &mut Fields<'_>) -> Converted {
    if let Some(Value::Array(parts)) = name.map.get("family") {
        let parts: Vec<&str> = parts.iter().filter_map(Value::as_str).collect();
        let family = parts.join(" ");
        name.is(Version::Dstu2);
        name.set("family", json!(family));
    }
    Ok(())
}

const ALLERGY: &str = "allergyintolerance-clinical";
const ALLERGY_SURE: &str = "allergyintolerance-verification";

pub fn allergy(fields: &mut Fields<'_>) -> Converted {
    fields.rename_dstu2("substance", "code")?;
    fields.rename_dstu2("onset", "onsetDateTime")?;
    fields.rename_dstu2("reporter", "asserter")?;
    fields.rename_dstu2("lastOccurence", "lastOccurrence")?;
    fields.note("note")?;
    let criticality = match fields.text("criticality") {
        Some("CRITL") => Some("low"),
        Some("CRITH") => Some("high"),
        Some("CRITU") => Some("unable-to-assess"),
        _ => None,
    };
    if let Some(criticality) = criticality {
        fields.is(Version::Dstu2);
        fields.set("criticality", json!(criticality));
    }
    if fields.has("clinicalStatus") || fields.has("verificationStatus") {
        if fields.has("status") {
            return Err(Unsafe);
        }
        fields.concept("clinicalStatus", ALLERGY);
        fields.concept("verificationStatus", ALLERGY_SURE);
        return Ok(());
    }
    let Some(status) = fields.take("status") else {
        return Ok(());
    };
    fields.is(Version::Dstu2);
    let (clinical, sure) = match status.as_str() {
        Some("active") => ("active", None),
        Some("confirmed") => ("active", Some("confirmed")),
        Some("unconfirmed") => ("active", Some("unconfirmed")),
        Some("inactive") => ("inactive", None),
        Some("resolved") => ("resolved", None),
        Some(sure @ ("refuted" | "entered-in-error")) => {
            fields.set("verificationStatus", concept(ALLERGY_SURE, sure));
            return Ok(());
        }
        // A code of nobody's: read as what is not understood.
        Some(other) => (other, None),
        None => return Err(Unsafe),
    };
    fields.set("clinicalStatus", concept(ALLERGY, clinical));
    if let Some(sure) = sure {
        fields.set("verificationStatus", concept(ALLERGY_SURE, sure));
    }
    Ok(())
}

pub fn condition(fields: &mut Fields<'_>) -> Converted {
    fields.rename_dstu2("dateRecorded", "recordedDate")?;
    fields.rename_dstu2("onsetQuantity", "onsetAge")?;
    fields.rename_dstu2("abatementQuantity", "abatementAge")?;
    fields.note("notes")?;
    fields.note("note")?;
    fields.concept("clinicalStatus", "condition-clinical");
    fields.concept("verificationStatus", "condition-ver-status");
    Ok(())
}

pub fn observation(fields: &mut Fields<'_>) -> Converted {
    fields.note("comments")?;
    fields.note("comment")?;
    let (mut members, mut sources, mut rest) = (Vec::new(), Vec::new(), Vec::new());
    if let Some(related) = fields.take("related") {
        fields.is(Version::Older);
        let related = match related {
            Value::Array(related) => related,
            one => vec![one],
        };
        for one in related {
            let target = one.get("target").cloned();
            match (one.get("type").and_then(Value::as_str), target) {
                (Some("has-member"), Some(target)) => members.push(target),
                (Some("derived-from"), Some(target)) => sources.push(target),
                _ => rest.push(one),
            }
        }
    }
    for (key, found) in [
        ("hasMember", members),
        ("derivedFrom", sources),
        ("related", rest),
    ] {
        if found.is_empty() {
            continue;
        }
        if fields.has(key) {
            return Err(Unsafe);
        }
        fields.set(key, Value::Array(found));
    }
    Ok(())
}

pub fn procedure(fields: &mut Fields<'_>) -> Converted {
    let not_done = match fields.flag("notPerformed", Version::Dstu2) {
        super::fields::Flag::Absent => fields.flag("notDone", Version::Stu3),
        _ if fields.has("notDone") => return Err(Unsafe),
        flag => flag,
    };
    let why_not = fields
        .take("reasonNotPerformed")
        .or(fields.take("notDoneReason"));
    if why_not.is_some() && not_done != super::fields::Flag::Yes {
        fields.turn(super::fields::Flag::Unclear, "not-done");
    }
    for (old, new) in [("aborted", "stopped"), ("suspended", "on-hold")] {
        if fields.text("status") == Some(old) {
            fields.is(Version::Older);
            fields.set("status", json!(new));
        }
    }
    fields.turn(not_done, "not-done");
    fields.status_reason(why_not)?;
    fields.rename_dstu2("reasonCodeableConcept", "reasonCode")?;
    fields.note("notes")?;
    fields.note("note")
}

pub fn encounter(fields: &mut Fields<'_>) -> Converted {
    if let Some(class) = fields.text("class").map(str::to_owned) {
        fields.is(Version::Dstu2);
        fields.set("class", json!({ "code": class }));
    }
    fields.rename_dstu2("indication", "reasonReference")?;
    let concepts = |value: &Value| {
        let items = value
            .as_array()
            .map_or(std::slice::from_ref(value), Vec::as_slice);
        items
            .iter()
            .all(|item| item.get("coding").is_some() || item.get("text").is_some())
    };
    if fields.map.get("reason").is_some_and(concepts) {
        fields.rename("reason", "reasonCode")?;
    }
    Ok(())
}

pub fn document(fields: &mut Fields<'_>) -> Converted {
    if fields.has("indexed") && fields.has("date") {
        return Err(Unsafe);
    }
    fields.rename("indexed", "date")?;
    fields.rename("class", "category")?;
    let code = fields
        .map
        .get("docStatus")
        .and_then(|status| status.pointer("/coding/0/code"))
        .cloned();
    if let Some(code) = code {
        fields.is(Version::Dstu2);
        fields.set("docStatus", code);
    }
    Ok(())
}

pub fn family(fields: &mut Fields<'_>) -> Converted {
    let not_done = fields.flag("notDone", Version::Stu3);
    fields.turn(not_done, "not-done");
    fields.rename_dstu2("ageQuantity", "ageAge")?;
    fields.rename_dstu2("deceasedQuantity", "deceasedAge")?;
    fields.note("note")?;
    fields.each("condition", |condition| {
        condition.rename_dstu2("onsetQuantity", "onsetAge")?;
        condition.note("note")
    })
}

pub fn plan(fields: &mut Fields<'_>) -> Converted {
    for (old, new) in [
        ("proposed", "draft"),
        ("cancelled", "revoked"),
        ("suspended", "on-hold"),
    ] {
        if fields.text("status") == Some(old) {
            fields.is(Version::Older);
            fields.set("status", json!(new));
        }
    }
    fields.each("activity", |activity| {
        activity.rename_dstu2("actionResulting", "outcomeReference")?;
        activity.each("detail", |detail| {
            detail.rename("prohibited", "doNotPerform")
        })
    })?;
    fields.note("note")?;
    if ["participant", "relatedPlan", "modified"]
        .iter()
        .any(|key| fields.has(key))
    {
        fields.is(Version::Dstu2);
    }
    if fields.version.is_some() && !fields.has("intent") {
        fields.set("intent", json!("plan"));
    }
    Ok(())
}

/// What was permitted and what was excepted from it had another shape: turning it round by mistake would be worse than not
/// reading it.
pub fn consent(fields: &mut Fields<'_>) -> Converted {
    let older = [
        "except",
        "consentingParty",
        "actor",
        "securityLabel",
        "dataPeriod",
    ];
    let older = older.iter().any(|key| fields.has(key)) || fields.text("policyRule").is_some();
    if older {
        fields.is(Version::Stu3);
        return Err(Unsafe);
    }
    Ok(())
}
