//! Medicines and vaccines: ordered, taken, given, or not.

use serde_json::{Value, json};

use super::fields::{Fields, Flag};
use super::{Converted, Unsafe, Version};

/// `Medication`: what is in a product.
pub fn product(fields: &mut Fields<'_>) -> Converted {
    if let Some(Value::Object(mut product)) = fields.take("product") {
        fields.is(Version::Dstu2);
        if let Some(ingredient) = product.remove("ingredient") {
            fields.set("ingredient", ingredient);
        }
    }
    fields.each("ingredient", |one| {
        one.rename_dstu2("item", "itemReference")?;
        one.rename("amount", "strength")
    })
}

/// `MedicationOrder` of DSTU2, as `MedicationRequest`.
pub fn order(fields: &mut Fields<'_>) -> Converted {
    fields.is(Version::Dstu2);
    if fields.has("authoredOn") || fields.has("doNotPerform") {
        return Err(Unsafe);
    }
    fields.rename("dateWritten", "authoredOn")?;
    fields.rename("prescriber", "requester")?;
    if let Some(ended) = fields.take("dateEnded") {
        fields.set("effectivePeriod", json!({ "end": ended }));
    }
    let ended_because = fields.take("reasonEnded");
    fields.status_reason(ended_because)?;
    reasons(fields, "reason")?;
    fields.note("note")?;
    if !fields.has("intent") {
        fields.set("intent", json!("order"));
    }
    fields.each("dosageInstruction", dosage)
}

/// `MedicationRequest` of STU3.
pub fn request(fields: &mut Fields<'_>) -> Converted {
    if let Some(agent) = fields
        .map
        .get("requester")
        .and_then(|one| one.get("agent"))
        .cloned()
    {
        fields.is(Version::Stu3);
        fields.set("requester", agent);
    }
    fields.note("note")?;
    fields.each("dosageInstruction", dosage)
}

pub fn statement(fields: &mut Fields<'_>) -> Converted {
    let not_taken = fields.flag("wasNotTaken", Version::Dstu2);
    let taken = fields.take("taken");
    let why_not = fields.take("reasonNotTaken");
    let r4_only = ["statusReason"].iter().any(|key| fields.has(key));
    if (not_taken != Flag::Absent || taken.is_some()) && r4_only {
        return Err(Unsafe);
    }
    let flag = match taken.as_ref().map(Value::as_str) {
        None => not_taken,
        Some(_) if not_taken != Flag::Absent => return Err(Unsafe),
        Some(Some("y" | "na")) => Flag::No,
        Some(Some("n")) => Flag::Yes,
        Some(_) => Flag::Unclear,
    };
    if taken.is_some() {
        fields.is(Version::Stu3);
    }
    // A reason for not taking what is said to be taken: it cannot be known which is right.
    let flag = match flag {
        Flag::No | Flag::Absent if why_not.is_some() => Flag::Unclear,
        flag => flag,
    };
    fields.turn(flag, "not-taken");
    fields.status_reason(why_not)?;
    reasons(fields, "reasonForUse")?;
    fields.note("note")?;
    fields.each("dosage", dosage)
}

pub fn immunization(fields: &mut Fields<'_>) -> Converted {
    let not_given = match fields.flag("wasNotGiven", Version::Dstu2) {
        Flag::Absent => fields.flag("notGiven", Version::Stu3),
        _ if fields.has("notGiven") => return Err(Unsafe),
        flag => flag,
    };
    let r4_only = ["statusReason", "isSubpotent", "protocolApplied"];
    if not_given != Flag::Absent && r4_only.iter().any(|key| fields.has(key)) {
        return Err(Unsafe);
    }
    fields.rename("date", "occurrenceDateTime")?;
    let explanation = fields.take("explanation");
    let mut why_not = None;
    if let Some(Value::Object(mut explanation)) = explanation {
        fields.is(Version::Older);
        if let Some(reason) = explanation.remove("reason") {
            fields.set("reasonCode", reason);
        }
        why_not = explanation.remove("reasonNotGiven");
    }
    // A reason for not giving what is said to be given: it cannot be known which is right.
    let flag = match not_given {
        Flag::No | Flag::Absent if why_not.is_some() => Flag::Unclear,
        flag => flag,
    };
    fields.turn(flag, "not-done");
    fields.status_reason(why_not)?;
    fields.note("note")?;
    doses(fields)
}

/// Which dose of which series; a dose that the file says does not count must not read as one that does.
fn doses(fields: &mut Fields<'_>) -> Converted {
    let mut counts = true;
    fields.each("vaccinationProtocol", |one| {
        one.is(Version::Older);
        let status = one
            .map
            .get("doseStatus")
            .map(Value::to_string)
            .unwrap_or_default();
        let status = status.to_lowercase();
        counts &= !(status.contains("nocount") || status.contains("does not count"));
        one.rename("doseSequence", "doseNumberPositiveInt")?;
        one.rename("seriesDoses", "seriesDosesPositiveInt")
    })?;
    fields.rename("vaccinationProtocol", "protocolApplied")?;
    if !counts {
        fields.set("isSubpotent", json!(true));
    }
    Ok(())
}

/// `<name>CodeableConcept` and `<name>Reference` as R4's lists.
fn reasons(fields: &mut Fields<'_>, name: &str) -> Converted {
    let old = |kind: &str| format!("{name}{kind}");
    if fields.has(&old("CodeableConcept")) {
        fields.is(Version::Dstu2);
        fields.rename(&old("CodeableConcept"), "reasonCode")?;
    }
    if name != "reason" && fields.has(&old("Reference")) {
        fields.is(Version::Dstu2);
        fields.rename(&old("Reference"), "reasonReference")?;
    }
    Ok(())
}

fn dosage(fields: &mut Fields<'_>) -> Converted {
    const GIVEN: [&str; 5] = [
        "doseQuantity",
        "doseRange",
        "rateRatio",
        "rateRange",
        "rateQuantity",
    ];
    fields.rename_dstu2("additionalInstructions", "additionalInstruction")?;
    fields.rename_dstu2("siteCodeableConcept", "site")?;
    fields.rename_dstu2("quantityQuantity", "doseQuantity")?;
    fields.rename_dstu2("quantityRange", "doseRange")?;
    fields.each("timing", |timing| {
        timing.each("repeat", |repeat| {
            repeat.rename_dstu2("periodUnits", "periodUnit")?;
            repeat.rename_dstu2("durationUnits", "durationUnit")
        })
    })?;
    let given: Vec<(&str, Value)> = GIVEN
        .iter()
        .filter_map(|key| Some((*key, fields.take(key)?)))
        .collect();
    if given.is_empty() {
        return Ok(());
    }
    fields.is(Version::Older);
    if fields.has("doseAndRate") {
        return Err(Unsafe);
    }
    let mut both = serde_json::Map::new();
    both.extend(
        given
            .into_iter()
            .map(|(key, value)| (key.to_owned(), value)),
    );
    fields.set("doseAndRate", json!([both]));
    Ok(())
}
