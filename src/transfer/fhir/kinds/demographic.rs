//! Patient: one demographic statement for each item.

use crate::base::InOrder;
use serde_json::Value as Json;

use crate::chart::kinds::{
    Birth, Demographic, Fact, Identifier, NameUse, NextOfKin, PersonName, Sex,
};
use crate::chart::statement::Standing;
use crate::chart::when::When;
use crate::transfer::fhir::dates::dated;
use crate::transfer::fhir::elements::{concept, given_names, join, line, person, words};
use crate::transfer::fhir::json::Node;
use crate::transfer::fhir::kinds::{InFhir, ResourceType};
use crate::transfer::fhir::mapping::{Draft, Mapped, Reading};
use crate::transfer::fhir::standing::weaker;
use crate::transfer::fhir::writing::{self, Object, Writing, date, unknown};

impl InFhir for Demographic {
    const TYPES: &'static [ResourceType] = &[ResourceType {
        name: "Patient",
        read: patient,
        standing: |reading| standing(reading.node()),
    }];

    /// A Patient of this item alone, under the person's own id: whoever writes several merges them into one resource.
    fn written(&self, of: &Writing<'_>) -> Option<Json> {
        let is_over = match of.statement.standing {
            Standing::Stands => false,
            Standing::Over => true,
            _ => return None,
        };
        let old = is_over.then_some("old");
        let listed = |item: Object| vec![Json::from(item.with("use", old))];
        let patient = Object::of("Patient").with("id", of.patient.strip_prefix("Patient/"));
        let patient = match self {
            Self::Place(place) => patient.with(
                "address",
                listed(Object::default().with("text", place.as_str())),
            ),
            Self::Phone(number) => patient.with("telecom", listed(contact("phone", number))),
            Self::Identifier(number) if REACHED_BY.contains(&number.system.as_str()) => {
                patient.with("telecom", listed(contact(&number.system, &number.value)))
            }
            Self::Identifier(number) => patient.with("identifier", listed(identifier_of(number))),
            _ if is_over => return None,
            Self::Name(name) if name.usage == NameUse::Usual => {
                let parts = Object::default()
                    .with("use", "usual")
                    .with("family", name.family.as_str())
                    .with("given", vec![name.given.as_str()]);
                patient.with("name", vec![Json::from(parts)])
            }
            Self::Sex(sex) => patient.with("gender", gender(*sex)?),
            Self::Birth(Birth::Date(When::Moment(_)) | Birth::Age(..)) => return None,
            Self::Birth(Birth::Date(day)) => patient.with("birthDate", date(day)),
            Self::Birth(Birth::NotKnown) => patient.with("_birthDate", unknown()),
            Self::Language(language) => {
                let spoken = Object::default().with("language", writing::words(language));
                patient.with("communication", vec![Json::from(spoken)])
            }
            Self::NextOfKin(kin) => patient.with("contact", vec![kin_of(kin)]),
            Self::Died(When::Unknown) => patient.with("deceasedBoolean", true),
            Self::Died(when) => patient.with("deceasedDateTime", date(when)),
            // A second name needs the first beside it; the others are of this record alone.
            Self::Name(_)
            | Self::Gender(_)
            | Self::ChartNumber(_)
            | Self::Photo(_)
            | Self::NotTheSameAs(_) => return None,
        };
        Some(patient.into())
    }
}

/// Who the file is about, for a preview and for finding the same person here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PatientSummary {
    /// The usual name, where there is any.
    pub name: Option<PersonName>,
    /// Other names and scripts.
    pub other_names: Vec<PersonName>,
    /// Sex is `None` where the file does not say.
    pub sex: Option<Sex>,
    pub birth: Birth,
    pub died: Option<When>,
    pub place: String,
    pub phone: String,
    /// The other system still keeps its record of the person under this resource.
    pub in_use: bool,
}

/// Names, addresses, numbers, contacts and identifiers read of each; more are no help in a banner and stay in the file.
const MOST: usize = 40;

/// An item of the banner and whether it still holds.
#[derive(PartialEq)]
struct Item(Demographic, Standing);

fn patient(reading: &Reading<'_>) -> Mapped {
    let limit = standing(reading.node());
    let draft = |Item(item, standing)| {
        Draft::new(
            When::Unknown,
            weaker(standing, limit),
            Fact::Demographic(item),
        )
    };
    Ok(items(reading.node()).into_iter().map(draft).collect())
}

/// A Patient that is not in use, or that another has taken the place of, may still be right; nobody says so.
pub fn standing(node: Node<'_>) -> Standing {
    let in_use = matches!(node.0.get("active"), None | Some(Json::Bool(true)))
        && !node.has("_active")
        && node
            .list("link")
            .into_iter()
            .all(|link| matches!(link.text("type"), Some("replaces" | "refer" | "seealso")));
    if in_use {
        Standing::Stands
    } else {
        Standing::UnknownStatus
    }
}

pub fn summary(node: Node<'_>) -> PatientSummary {
    let mut summary = PatientSummary {
        name: None,
        other_names: Vec::new(),
        sex: None,
        birth: Birth::NotKnown,
        died: None,
        place: String::new(),
        phone: String::new(),
        in_use: standing(node) == Standing::Stands,
    };
    for Item(item, standing) in items(node) {
        let current = standing == Standing::Stands;
        match item {
            Demographic::Name(name) if name.usage == NameUse::Usual => summary.name = Some(name),
            Demographic::Name(name) => summary.other_names.push(name),
            Demographic::Sex(sex) => summary.sex = Some(sex),
            Demographic::Birth(birth) => summary.birth = birth,
            Demographic::Died(when) => summary.died = Some(when),
            Demographic::Place(place) if current => summary.place = place,
            Demographic::Phone(phone) if current => summary.phone = phone,
            _ => {}
        }
    }
    summary
}

/// In the order in which later ones take the place of earlier ones: the preferred address and number come last.
fn items(node: Node<'_>) -> Vec<Item> {
    let stands = |item| Item(item, Standing::Stands);
    let mut items: Vec<Item> = names(node)
        .into_iter()
        .map(|name| stands(Demographic::Name(name)))
        .collect();
    items.extend(sex(node).into_iter().map(stands));
    items.extend(birth(node).map(|birth| stands(Demographic::Birth(birth))));
    items.extend(died(node).map(|when| stands(Demographic::Died(when))));
    items.extend(
        most(node, "address")
            .into_iter()
            .rev()
            .filter_map(|address| {
                let text = place(address);
                (!text.is_empty()).then(|| Item(Demographic::Place(text), still(address)))
            }),
    );
    items.extend(
        most(node, "telecom")
            .into_iter()
            .rev()
            .filter_map(contact_point),
    );
    items.extend(
        languages(node)
            .into_iter()
            .map(|language| stands(Demographic::Language(language))),
    );
    items.extend(
        most(node, "contact")
            .into_iter()
            .rev()
            .filter_map(next_of_kin)
            .map(stands),
    );
    items.extend(most(node, "identifier").into_iter().filter_map(identifier));
    last_of_each(items)
}

/// Of equal items only the last, which is the one that counts.
fn last_of_each(items: Vec<Item>) -> Vec<Item> {
    let mut distinct: Vec<Item> = Vec::new();
    for item in items.into_iter().rev() {
        if !distinct.contains(&item) {
            distinct.push(item);
        }
    }
    distinct.reverse();
    distinct
}

fn most<'a>(node: Node<'a>, key: &str) -> Vec<Node<'a>> {
    let mut all = node.list(key);
    all.truncate(MOST);
    all
}

/// What is marked old was so.
fn still(item: Node<'_>) -> Standing {
    if item.text("use") == Some("old") {
        Standing::Over
    } else {
        Standing::Stands
    }
}

fn names(node: Node<'_>) -> Vec<PersonName> {
    let given = most(node, "name");
    let usual = ["usual", "official"]
        .iter()
        .find_map(|wanted| {
            given
                .iter()
                .position(|name| name.text("use") == Some(*wanted))
        })
        .or_else(|| {
            given
                .iter()
                .position(|name| !matches!(name.text("use"), Some("old" | "maiden" | "nickname")))
        })
        .unwrap_or(0);
    let mut names: Vec<PersonName> = Vec::new();
    // The usual one first, so that a repetition of it is left out and not the other way round.
    let others = (0..given.len()).filter(|index| *index != usual);
    for index in given.get(usual).map(|_| usual).into_iter().chain(others) {
        let usage = if index == usual {
            NameUse::Usual
        } else {
            NameUse::Other
        };
        for name in spellings(given[index], usage) {
            let known = names
                .iter()
                .any(|before| before.family == name.family && before.given == name.given);
            if !known {
                names.push(name);
            }
        }
    }
    names
}

/// The parts of a name and, where its whole text says something else (another script, another order of words), that too.
fn spellings(name: Node<'_>, usage: NameUse) -> Vec<PersonName> {
    let family = name.text("family").map(line).unwrap_or_default();
    let given = join(given_names(name), " ");
    let parts = (!family.is_empty() || !given.is_empty()).then(|| PersonName {
        usage,
        family: family.clone(),
        given: given.clone(),
    });
    let affixes = ["prefix", "suffix"]
        .iter()
        .filter_map(|key| name.at(key)?.0.as_array())
        .flatten();
    let affixes = affixes.filter_map(|affix| Node(affix).as_str());
    let known = tokens(&join(
        [family.as_str(), given.as_str()].into_iter().chain(affixes),
        " ",
    ));
    let text = name
        .text("text")
        .filter(|text| parts.is_none() || tokens(text).iter().any(|token| !known.contains(token)));
    let whole = text.map(|text| PersonName {
        usage: if parts.is_some() {
            NameUse::Other
        } else {
            usage
        },
        family: line(text),
        given: String::new(),
    });
    parts.into_iter().chain(whole).collect()
}

fn tokens(name: &str) -> Vec<String> {
    name.split(|c: char| !c.is_alphanumeric())
        .filter(|token| !token.is_empty())
        .map(str::to_lowercase)
        .collect()
}

/// FHIR's administrative gender. "Other" is not a sex this record knows; the word is kept as gender.
fn sex(node: Node<'_>) -> Vec<Demographic> {
    match node.text("gender") {
        Some("female") => vec![Demographic::Sex(Sex::Female)],
        Some("male") => vec![Demographic::Sex(Sex::Male)],
        Some("unknown") => vec![Demographic::Sex(Sex::NotKnown)],
        Some(other) => vec![
            Demographic::Sex(Sex::NotKnown),
            Demographic::Gender(line(other)),
        ],
        None => Vec::new(),
    }
}

fn birth(node: Node<'_>) -> Option<Birth> {
    let date = dated(node, "birthDate");
    let told = node.has("birthDate") || node.has("_birthDate");
    match date.is_known() {
        true => Some(Birth::Date(date)),
        false => told.then_some(Birth::NotKnown),
    }
}

fn died(node: Node<'_>) -> Option<When> {
    match (node.text("deceasedDateTime"), node.bool("deceasedBoolean")) {
        (Some(_), _) => Some(dated(node, "deceasedDateTime")),
        (None, Some(true)) => Some(When::Unknown),
        (None, _) => None,
    }
}

fn place(address: Node<'_>) -> String {
    if let Some(text) = address.text("text") {
        return line(text);
    }
    let lines = address
        .at("line")
        .and_then(|lines| lines.0.as_array())
        .into_iter()
        .flatten();
    let lines = lines.filter_map(|part| Node(part).as_str());
    let rest = ["city", "district", "state", "postalCode", "country"]
        .iter()
        .filter_map(|key| address.text(key));
    line(&join(lines.chain(rest), ", "))
}

/// A telephone number; any other way to reach the person is kept as an identifier of that kind.
fn contact_point(telecom: Node<'_>) -> Option<Item> {
    let value = line(telecom.text("value")?.trim_start_matches("tel:"));
    let item = match telecom.text("system") {
        Some("phone" | "sms") | None => Demographic::Phone(value),
        Some(other) => Demographic::Identifier(Identifier {
            system: line(other),
            value,
        }),
    };
    Some(Item(item, still(telecom)))
}

/// The preferred language last.
fn languages(node: Node<'_>) -> Vec<String> {
    let mut all: Vec<(bool, String)> = most(node, "communication")
        .into_iter()
        .filter_map(|one| {
            let language = one.at("language").and_then(concept)?;
            Some((one.bool("preferred") == Some(true), language.text))
        })
        .rev()
        .collect();
    all.order_by_key(|(preferred, _)| *preferred);
    all.into_iter().map(|(_, language)| language).collect()
}

fn next_of_kin(contact: Node<'_>) -> Option<Demographic> {
    let relations = contact.list("relationship").into_iter().filter_map(concept);
    let organization = || {
        contact
            .at("organization")
            .and_then(|reference| reference.text("display"))
            .map(line)
    };
    let kin = NextOfKin {
        name: contact
            .first("name")
            .map(person)
            .filter(|name| !name.is_empty())
            .or_else(organization)
            .unwrap_or_default(),
        relation: join(relations.map(|relation| relation.text), ", "),
        phone: join(
            contact
                .list("telecom")
                .into_iter()
                .filter(|telecom| matches!(telecom.text("system"), None | Some("phone" | "sms")))
                .filter_map(|telecom| telecom.text("value")),
            ", ",
        ),
    };
    let empty = kin.name.is_empty() && kin.phone.is_empty();
    (!empty).then_some(Demographic::NextOfKin(kin))
}

fn identifier(node: Node<'_>) -> Option<Item> {
    let value = line(node.text("value")?);
    let system = node
        .text("system")
        .map(line)
        .unwrap_or_else(|| words(node, "type"));
    Some(Item(
        Demographic::Identifier(Identifier { system, value }),
        still(node),
    ))
}

/// Ways to reach somebody that are no telephone: numbers of these kinds.
const REACHED_BY: [&str; 5] = ["fax", "email", "pager", "url", "other"];

/// Of a sex that FHIR has no code for nothing is written: "other" would come back as not known.
fn gender(sex: Sex) -> Option<&'static str> {
    match sex {
        Sex::Female => Some("female"),
        Sex::Male => Some("male"),
        Sex::NotKnown => Some("unknown"),
        Sex::Intersex => None,
    }
}

fn contact(system: &str, value: &str) -> Object {
    Object::default()
        .with("system", system)
        .with("value", value)
}

/// A system that is no address is what the number is called.
fn identifier_of(number: &Identifier) -> Object {
    let value = Object::default().with("value", number.value.as_str());
    match number.system.contains(':') {
        true => value.with("system", number.system.as_str()),
        false => value.with("type", writing::words(&number.system)),
    }
}

fn kin_of(kin: &NextOfKin) -> Json {
    let phone = Some(contact("phone", &kin.phone)).filter(|_| !kin.phone.is_empty());
    let phone: Vec<Json> = phone.into_iter().map(Json::from).collect();
    Object::default()
        .with("name", writing::words(&kin.name))
        .with("relationship", vec![writing::words(&kin.relation)])
        .with("telecom", phone)
        .into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::statement::Statement;
    use crate::transfer::fhir::writing::tests::{hold_only, said};

    fn of(item: Demographic) -> Statement {
        Statement {
            when: When::Unknown,
            ..said(Fact::Demographic(item))
        }
    }

    fn number(system: &str, value: &str) -> Demographic {
        let (system, value) = (system.into(), value.into());
        Demographic::Identifier(Identifier { system, value })
    }

    #[test]
    fn what_is_written_is_read_again() {
        let name = |family: &str, given: &str| {
            Demographic::Name(PersonName {
                usage: NameUse::Usual,
                family: family.into(),
                given: given.into(),
            })
        };
        let kin = |name: &str, relation: &str, phone: &str| {
            Demographic::NextOfKin(NextOfKin {
                name: name.into(),
                relation: relation.into(),
                phone: phone.into(),
            })
        };
        let of_one_time = [
            name("Testa", "Prima"),
            name("Testa", ""),
            Demographic::Sex(Sex::Female),
            Demographic::Sex(Sex::Male),
            Demographic::Sex(Sex::NotKnown),
            Demographic::Birth(Birth::Date(When::Year(1990))),
            Demographic::Birth(Birth::Date(When::Day(1990, 2, 28))),
            Demographic::Birth(Birth::NotKnown),
            Demographic::Language("Testish".into()),
            kin("Secunda Testa", "sister", "+000 1"),
            kin("Secunda Testa", "", ""),
            Demographic::Died(When::Unknown),
            Demographic::Died(When::Month(2025, 1)),
        ];
        hold_only(&of_one_time.map(of), &[Standing::Stands]);
        let may_be_over = [
            Demographic::Place("Upper village, the house by the well".into()),
            Demographic::Phone("+000 123".into()),
            number("http://numbers.example", "77"),
            number("Card", "A-1"),
            number("", "5"),
            number("email", "prima@testa.example"),
        ];
        for item in may_be_over.map(of) {
            hold_only(&[item], &[Standing::Stands, Standing::Over]);
        }
    }
}
