//! Extensions: those that are understood where they stand, those that change nothing about what is asked or taken, and all
//! others, which are refused.

use serde_json::Value as Json;

use super::fields::{Refusals, one_of};
use crate::chart::questionnaire::NotKnown;
use crate::transfer::fhir::json::Node;

pub const TRANSLATION: &str = "translation";
pub const EXTRACT: &str = "sdc-questionnaire-observationExtract";
pub const HIDDEN: &str = "questionnaire-hidden";
pub const CONTROL: &str = "questionnaire-itemControl";
pub const UNIT: &str = "questionnaire-unit";
pub const UNIT_OPTION: &str = "questionnaire-unitOption";
pub const LEAST: &[&str] = &["minValue", "sdc-questionnaire-minQuantity"];
pub const MOST: &[&str] = &["maxValue", "sdc-questionnaire-maxQuantity"];
pub const SHORTEST: &str = "minLength";
pub const FEWEST: &str = "questionnaire-minOccurs";
pub const SEVERAL: &str = "questionnaire-maxOccurs";
pub const CALCULATED: &str = "sdc-questionnaire-calculatedExpression";
pub const WEIGHTS: &[&str] = &[
    "ordinalValue",
    "itemWeight",
    "questionnaire-ordinalValue",
    "codesystem-ordinalValue",
    "valueset-ordinalValue",
];
pub const BEFORE_OPTION: &[&str] = &["questionnaire-optionPrefix", "valueset-label"];

/// Extensions that change nothing about what is asked or taken, and why.
const BESIDE: &[(&str, &str)] = &[
    ("rendering-xhtml", "the words stand beside it"),
    ("rendering-markdown", "the words stand beside it"),
    ("rendering-style", "colours and sizes of words"),
    ("questionnaire-choiceOrientation", "across or down"),
    ("sdc-questionnaire-choiceColumn", "columns of a list"),
    ("sdc-questionnaire-width", "how broad a column is"),
    ("entryFormat", "a hint in an empty field"),
    ("questionnaire-supportLink", "a page to read elsewhere"),
    ("questionnaire-fhirType", "of which field the question came"),
    ("questionnaire-displayCategory", "for what a line is read"),
    (
        "preferredTerminologyServer",
        "options elsewhere are refused",
    ),
    (
        "sdc-questionnaire-preferredTerminologyServer",
        "options elsewhere are refused",
    ),
    (
        "Questionnaire.versionAlgorithm[x]",
        "how versions are counted",
    ),
    (
        "sdc-questionnaire-observationLinkPeriod",
        "nothing is taken over from the chart",
    ),
    (
        "sdc-questionnaire-observation-extract-category",
        "the code says what it is",
    ),
    (
        "sdc-questionnaire-performerType",
        "who asks; everybody here may",
    ),
    (
        "sdc-questionnaire-launchContext",
        "a name for formulas, which are refused",
    ),
    ("variable", "a name for formulas, which are refused"),
    ("cqf-library", "names for formulas, which are refused"),
    (
        "valueset-conceptOrder",
        "the options stand in their order already",
    ),
    ("artifact-versionAlgorithm", "how versions are counted"),
    ("structuredefinition-wg", "who made it"),
    ("structuredefinition-fmm", "how far its makers are with it"),
    (
        "structuredefinition-standards-status",
        "how far its makers are with it",
    ),
];

/// Addresses under which extensions are defined, and how their names begin there.
const DEFINED: [(&str, &str); 3] = [
    ("http://hl7.org/fhir/uv/sdc/StructureDefinition/", "sdc-"),
    (
        "http://hl7.org/fhir/5.0/StructureDefinition/extension-",
        "Questionnaire.",
    ),
    ("http://hl7.org/fhir/StructureDefinition/", ""),
];

/// Something to read beside a question, under whichever address it is defined.
const MORE_TO_READ: &str = "additional-information";

/// A formula by another name, or one that is no sum.
const FORMULAS: [&str; 5] = [
    "cqf-expression",
    "cqf-calculatedValue",
    "sdc-questionnaire-enableWhenExpression",
    "sdc-questionnaire-initialExpression",
    "sdc-questionnaire-answerExpression",
];

/// Questions of another form.
const OTHER_FORM: [&str; 2] = [
    "sdc-questionnaire-subQuestionnaire",
    "sdc-questionnaire-assemble-expectation",
];

/// The extensions of an element that are understood there, by name.
#[derive(Default)]
pub struct Extended<'a>(Vec<(&'a str, Node<'a>)>);

/// The extensions of an element. Those that are neither understood there nor change nothing are refused.
pub fn of<'a>(node: Node<'a>, understood: &[&str], refused: &mut Refusals) -> Extended<'a> {
    let mut known = Vec::new();
    for extension in refused.list(node, "extension") {
        let url = extension.0.get("url").and_then(Json::as_str);
        let url = url.unwrap_or_default();
        let last = url.rsplit('/').next().unwrap_or_default();
        match defined(url) {
            Some(name) if understood.contains(&name) => known.push((name, extension)),
            Some(name) if BESIDE.iter().any(|(beside, _)| *beside == name) => {}
            Some(name) if FORMULAS.contains(&name) => refused.say(NotKnown::Formula),
            Some(name) if OTHER_FORM.contains(&name) => refused.say(NotKnown::OtherForm),
            _ if last == MORE_TO_READ => {}
            _ => refused.say(NotKnown::Extension(last.to_owned())),
        }
    }
    Extended(known)
}

/// The name of an extension that the standard defines.
fn defined(url: &str) -> Option<&str> {
    let defined = DEFINED.iter();
    let mut names = defined.filter_map(|(at, begins)| {
        let name = url.strip_prefix(at)?;
        name.starts_with(begins).then_some(name)
    });
    names.next()
}

impl<'a> Extended<'a> {
    pub fn all(&self, name: &str) -> Vec<Node<'a>> {
        let all = self.0.iter().filter(|(own, _)| *own == name);
        all.map(|(_, node)| *node).collect()
    }

    /// The value of an extension in one of these forms ("Boolean", "Coding"); one that stands twice or has another value is
    /// refused.
    pub fn value(
        &self,
        names: &[&str],
        forms: &[&str],
        refused: &mut Refusals,
    ) -> Option<(&'a str, &'a Json)> {
        let mut all = self.0.iter().filter(|(own, _)| names.contains(own));
        let (name, node) = all.next()?;
        let value = value(*node, forms);
        if value.is_none() || all.next().is_some() {
            refused.say(NotKnown::Extension((*name).to_owned()));
        }
        value
    }

    /// An extension that says yes or no.
    pub fn flag(&self, name: &str, refused: &mut Refusals) -> Option<bool> {
        let (_, value) = self.value(&[name], &["Boolean"], refused)?;
        if !value.is_boolean() {
            refused.say(NotKnown::Extension(name.to_owned()));
        }
        value.as_bool()
    }
}

/// The value of an extension that has nothing but one, in one of these forms.
pub fn value<'a>(extension: Node<'a>, forms: &[&str]) -> Option<(&'a str, &'a Json)> {
    let (form, value) = one_of(extension, "value").ok()??;
    let alone = |key: &str| matches!(key, "url" | "id") || key == format!("value{form}");
    (forms.contains(&form) && extension.keys().all(alone)).then_some((form, value))
}
