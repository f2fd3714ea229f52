//! What comes from outside may be so large and so many, and no more: one table for every room that reads such things.
//!
//! A bound is wide enough for whatever people and programs write, and narrow enough that nothing costs more than it weighs.
//! What goes beyond is left out where a file comes in, by the bound's name, and nothing else of the file with it. What a
//! vault holds from before stays readable: there only the work is bounded, never what is kept. `docs/bundle-format.md`
//! repeats the table.

use serde::{Deserialize, Serialize};

use super::entry::{Entry, Header};
use super::kinds::{Demographic, Fact};
use super::statement::Statement;

/// Bytes of a name of a person: family, given, or all of it in a credential.
pub const NAME: usize = 2048;
/// Bytes of a role, a site, or the short name of a device.
pub const PLACE: usize = 1024;
/// Bytes of a title, a media type, a phone, a number, and other words that stand on one line.
pub const LINE: usize = 4096;
/// Bytes of one signed credential.
pub const CREDENTIAL: usize = 8192;
/// Heads of other feeds that one entry names.
pub const SEEN: usize = 4096;
/// Statements of one entry.
pub const STATEMENTS: usize = 32_768;
/// Problems that one statement belongs to.
pub const PROBLEMS: usize = 256;
/// Entries of one bundle.
pub const ENTRIES: usize = 1_000_000;
/// Charts of one bundle.
pub const CHARTS: usize = 100_000;
/// Credentials of one bundle, or [`PROOF`] for each of its entries, if these are more.
pub const CREDENTIALS: usize = 4096;
/// Papers of one bundle.
pub const PAPERS: usize = 100_000;
/// Credentials kept beside one chart to prove one author: their own, and those that lead to an administrator.
pub const PROOF: usize = 16;
/// Bytes of these beside the author's own: each chart of a file has its own copy.
pub const PROOF_BYTES: usize = 8192;

/// A bound that something from outside goes beyond.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Limit {
    Name,
    Place,
    Line,
    Seen,
    Statements,
    Problems,
    Entries,
    Charts,
    Credentials,
    Papers,
}

/// The first bound an entry goes beyond, if it does.
pub fn beyond(entry: &Entry) -> Option<Limit> {
    if entry.statements().len() > STATEMENTS {
        return Some(Limit::Statements);
    }
    of_header(entry.header()).or_else(|| entry.known().find_map(|(_, one)| of_statement(one)))
}

/// The first bound that what somebody is about to sign goes beyond: others would leave it out.
pub fn beyond_in(statements: &[Statement]) -> Option<Limit> {
    if statements.len() > STATEMENTS {
        return Some(Limit::Statements);
    }
    statements.iter().find_map(of_statement)
}

/// The bound that names given to a person, their role, a device or a site go beyond.
pub fn beyond_in_names(name: &str, places: &[&str]) -> Option<Limit> {
    let long = places.iter().any(|place| place.len() > PLACE);
    match (name.len() > NAME, long) {
        (true, _) => Some(Limit::Name),
        (false, true) => Some(Limit::Place),
        (false, false) => None,
    }
}

fn of_header(header: &Header) -> Option<Limit> {
    if header.seen.len() > SEEN {
        return Some(Limit::Seen);
    }
    let places = [&header.role, &header.device, &header.site];
    longer(places, PLACE, Limit::Place)
}

fn of_statement(statement: &Statement) -> Option<Limit> {
    if statement.problems.len() > PROBLEMS {
        return Some(Limit::Problems);
    }
    match &statement.fact {
        Fact::Demographic(item) => of_demographic(item),
        Fact::Visit(event) => {
            let mut words = event.words();
            words.find_map(|words| longer([words], LINE, Limit::Line))
        }
        fact => {
            let document = fact.document()?;
            longer([&document.title, &document.media_type], LINE, Limit::Line)
        }
    }
}

fn of_demographic(item: &Demographic) -> Option<Limit> {
    let line = |words: &String| longer([words], LINE, Limit::Line);
    match item {
        Demographic::Name(name) => longer([&name.family, &name.given], NAME, Limit::Name),
        Demographic::NextOfKin(kin) => longer([&kin.name], NAME, Limit::Name)
            .or_else(|| longer([&kin.relation, &kin.phone], LINE, Limit::Line)),
        Demographic::Identifier(id) => longer([&id.system, &id.value], LINE, Limit::Line),
        Demographic::Photo(photo) => longer([&photo.title, &photo.media_type], LINE, Limit::Line),
        Demographic::Gender(words)
        | Demographic::Place(words)
        | Demographic::Phone(words)
        | Demographic::Language(words)
        | Demographic::ChartNumber(words) => line(words),
        Demographic::Sex(_)
        | Demographic::Birth(_)
        | Demographic::Died(_)
        | Demographic::NotTheSameAs(_) => None,
    }
}

fn longer<const N: usize>(words: [&String; N], most: usize, limit: Limit) -> Option<Limit> {
    words.iter().any(|one| one.len() > most).then_some(limit)
}

/// The beginning of a text, of at most so many bytes, where it is longer marked so.
pub fn shortened(text: &str, most: usize) -> String {
    const MARK: char = '…';
    if text.len() <= most {
        return text.to_owned();
    }
    let mut end = most.saturating_sub(MARK.len_utf8());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    format!("{}{MARK}", &text[..end])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::Compartment;
    use crate::chart::kinds::{NameUse, PersonName};
    use crate::chart::testing::Writer;
    use crate::chart::when::When;

    fn named(letters: usize) -> Option<Limit> {
        let name = PersonName {
            usage: NameUse::Usual,
            family: "x".repeat(letters),
            given: String::new(),
        };
        let fact = Fact::Demographic(Demographic::Name(name));
        let mut writer = Writer::new(1);
        let entry = writer.write_all(
            Compartment::IDENTITY,
            vec![Statement::new(When::Unknown, fact)],
        );
        beyond(&entry)
    }

    #[test]
    fn a_name_is_as_long_as_it_may_be_or_beyond() {
        assert_eq!((named(NAME), named(NAME + 1)), (None, Some(Limit::Name)));
        assert_eq!(beyond(&Writer::new(1).write(&"long ".repeat(10_000))), None);
    }

    #[test]
    fn a_shortened_text_ends_between_letters_and_says_so() {
        assert_eq!(shortened("Testa", 5), "Testa");
        assert_eq!(shortened("Testata", 6), "Tes…");
        assert_eq!(shortened("ééé", 5), "é…");
    }
}
