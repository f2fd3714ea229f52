//! Row keys: typed here, text in storage. Every field has a fixed width within its table, so text
//! order is the order of the fields, and a prefix of whole fields selects what belongs together.
//! Ids are random and numbers are counts: a key tells whoever copies the disk nothing else.

use std::fmt;

use crate::base::{BlobId, ChartId, Compartment, DraftId, KeyId, UserId};

/// An object store of the database: rows of one kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Table {
    /// What opens the vault, and the settings.
    Meta,
    /// Pages of chart keys.
    Keyring,
    /// Segments: the entries of every chart.
    Log,
    /// What each transaction left in place.
    Journal,
    /// The patient list, in pages and deltas.
    Directory,
    /// Papers, in chunks.
    Blobs,
    /// What is not signed yet.
    Drafts,
}

impl Table {
    /// Every table of the database; erasing clears them all.
    pub const ALL: [Self; 7] = [
        Self::Meta,
        Self::Keyring,
        Self::Log,
        Self::Journal,
        Self::Directory,
        Self::Blobs,
        Self::Drafts,
    ];

    /// The object store's name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Meta => "meta",
            Self::Keyring => "keyring",
            Self::Log => "log",
            Self::Journal => "journal",
            Self::Directory => "directory",
            Self::Blobs => "blobs",
            Self::Drafts => "drafts",
        }
    }

    /// Rows that carry signed entries, their journal and their attachments are never replaced.
    pub fn is_append_only(self) -> bool {
        matches!(self, Self::Log | Self::Journal | Self::Blobs)
    }
}

/// Which of the two rows that hold the same thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Twin {
    First,
    Second,
}

impl Twin {
    /// In the order they are read: the second only where the first is not whole.
    pub const BOTH: [Self; 2] = [Self::First, Self::Second];
}

/// The rows of `meta`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MetaName {
    /// What is needed before a passphrase can be tried.
    Vault,
    /// One user's wraps.
    User(UserId),
    /// The ring secret, where the browser has no file system for it.
    Ring,
    /// Wrong tries and until when to wait.
    Tries,
    /// What this installation is called and how it is set.
    Settings,
}

/// A row's key; it names its table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Key {
    Meta(MetaName, Twin),
    /// A page of chart keys.
    KeyringPage(Compartment, u32, Twin),
    /// A chart key put down by someone who may add but not read, until a holder files it.
    KeyringInbox(Compartment, KeyId),
    /// A segment, by arrival number.
    Log(Compartment, ChartId, u64),
    Journal(Compartment, u64),
    DirectoryPage(Compartment, u32),
    DirectoryDelta(Compartment, u64),
    /// A chunk of a blob.
    Blob(BlobId, u32),
    Draft(DraftId),
}

// Keyring pages sort before the inbox and directory pages before the deltas since: the order in
// which both are read.
const PAGE: &str = "a";
const LATER: &str = "b";

impl Key {
    /// The table this row lies in. It is not part of the key's text.
    pub fn table(&self) -> Table {
        match self {
            Self::Meta(..) => Table::Meta,
            Self::KeyringPage(..) | Self::KeyringInbox(..) => Table::Keyring,
            Self::Log(..) => Table::Log,
            Self::Journal(..) => Table::Journal,
            Self::DirectoryPage(..) | Self::DirectoryDelta(..) => Table::Directory,
            Self::Blob(..) => Table::Blobs,
            Self::Draft(_) => Table::Drafts,
        }
    }

    /// The key as it stands in its table.
    pub fn text(&self) -> String {
        match self {
            Self::Meta(name, twin) => format!("{}.{}", name.text(), twin.text()),
            Self::KeyringPage(compartment, page, twin) => {
                format!("{}.{PAGE}.{page:08x}.{}", part(compartment), twin.text())
            }
            Self::KeyringInbox(compartment, key) => format!("{}.{LATER}.{key}", part(compartment)),
            Self::Log(compartment, chart, number) => {
                format!("{}.{chart}.{number:016x}", part(compartment))
            }
            Self::Journal(compartment, number) => format!("{}.{number:016x}", part(compartment)),
            Self::DirectoryPage(compartment, page) => {
                format!("{}.{PAGE}.{page:08x}", part(compartment))
            }
            Self::DirectoryDelta(compartment, number) => {
                format!("{}.{LATER}.{number:016x}", part(compartment))
            }
            Self::Blob(blob, chunk) => format!("{blob}.{chunk:08x}"),
            Self::Draft(draft) => draft.to_string(),
        }
    }

    /// Reads [`text`](Self::text) back; `None` for any text it does not write.
    pub fn parse(table: Table, text: &str) -> Option<Self> {
        let fields: Vec<&str> = text.split('.').collect();
        let key = match (table, fields.as_slice()) {
            (Table::Meta, [name, twin]) => Self::Meta(MetaName::parse(name)?, Twin::parse(twin)?),
            (Table::Meta, ["user", user, twin]) => {
                Self::Meta(MetaName::User(user.parse().ok()?), Twin::parse(twin)?)
            }
            (Table::Keyring, [compartment, PAGE, page, twin]) => Self::KeyringPage(
                compartment_of(compartment)?,
                u32::from_str_radix(page, 16).ok()?,
                Twin::parse(twin)?,
            ),
            (Table::Keyring, [compartment, LATER, key]) => {
                Self::KeyringInbox(compartment_of(compartment)?, key.parse().ok()?)
            }
            (Table::Log, [compartment, chart, number]) => Self::Log(
                compartment_of(compartment)?,
                chart.parse().ok()?,
                u64::from_str_radix(number, 16).ok()?,
            ),
            (Table::Journal, [compartment, number]) => Self::Journal(
                compartment_of(compartment)?,
                u64::from_str_radix(number, 16).ok()?,
            ),
            (Table::Directory, [compartment, PAGE, page]) => Self::DirectoryPage(
                compartment_of(compartment)?,
                u32::from_str_radix(page, 16).ok()?,
            ),
            (Table::Directory, [compartment, LATER, number]) => Self::DirectoryDelta(
                compartment_of(compartment)?,
                u64::from_str_radix(number, 16).ok()?,
            ),
            (Table::Blobs, [blob, chunk]) => {
                Self::Blob(blob.parse().ok()?, u32::from_str_radix(chunk, 16).ok()?)
            }
            (Table::Drafts, [draft]) => Self::Draft(draft.parse().ok()?),
            _ => return None,
        };
        // One key has one text: capitals, signs and missing zeros are not ours.
        (key.text() == text).then_some(key)
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.table().name(), self.text())
    }
}

impl MetaName {
    fn text(self) -> String {
        match self {
            Self::Vault => "vault".into(),
            Self::User(user) => format!("user.{user}"),
            Self::Ring => "ring".into(),
            Self::Tries => "tries".into(),
            Self::Settings => "settings".into(),
        }
    }

    fn parse(text: &str) -> Option<Self> {
        [Self::Vault, Self::Ring, Self::Tries, Self::Settings]
            .into_iter()
            .find(|name| name.text() == text)
    }
}

impl Twin {
    fn text(self) -> &'static str {
        match self {
            Self::First => "0",
            Self::Second => "1",
        }
    }

    fn parse(text: &str) -> Option<Self> {
        Self::BOTH.into_iter().find(|twin| twin.text() == text)
    }
}

fn part(compartment: &Compartment) -> String {
    format!("{:04x}", compartment.0)
}

fn compartment_of(text: &str) -> Option<Compartment> {
    u16::from_str_radix(text, 16).ok().map(Compartment)
}

/// Rows of one table that are read or removed together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Range {
    All(Table),
    /// Every chart of a compartment.
    Log(Compartment),
    Chart(Compartment, ChartId),
    /// The charts from one to another, both included.
    Charts(Compartment, ChartId, ChartId),
    Journal(Compartment),
    /// The rows of a journal from one number to another, both included.
    JournalRows(Compartment, u64, u64),
    DirectoryPages(Compartment),
    DirectoryDeltas(Compartment),
    Blob(BlobId),
}

/// Sorts after every character a key can hold.
const AFTER: char = '~';

impl Range {
    /// The one table all of its rows lie in.
    pub fn table(&self) -> Table {
        match self {
            Self::All(table) => *table,
            Self::Log(_) | Self::Chart(..) | Self::Charts(..) => Table::Log,
            Self::Journal(_) | Self::JournalRows(..) => Table::Journal,
            Self::DirectoryPages(_) | Self::DirectoryDeltas(_) => Table::Directory,
            Self::Blob(_) => Table::Blobs,
        }
    }

    /// The least text in the range, and a text above all of it.
    pub fn bounds(&self) -> (String, String) {
        let under = |prefix: String| (prefix.clone(), format!("{prefix}{AFTER}"));
        match self {
            Self::All(_) => under(String::new()),
            Self::DirectoryPages(compartment) => under(format!("{}.{PAGE}.", part(compartment))),
            Self::DirectoryDeltas(compartment) => under(format!("{}.{LATER}.", part(compartment))),
            Self::Log(compartment) | Self::Journal(compartment) => {
                under(format!("{}.", part(compartment)))
            }
            Self::Chart(compartment, chart) => under(format!("{}.{chart}.", part(compartment))),
            Self::Charts(compartment, from, to) => (
                format!("{}.{from}.", part(compartment)),
                format!("{}.{to}.{AFTER}", part(compartment)),
            ),
            Self::JournalRows(compartment, from, to) => (
                format!("{}.{from:016x}", part(compartment)),
                format!("{}.{to:016x}{AFTER}", part(compartment)),
            ),
            Self::Blob(blob) => under(format!("{blob}.")),
        }
    }

    /// Whether a row of this key lies in the range, by the bounds that storage is asked with.
    #[cfg(test)]
    pub fn contains(&self, key: &Key) -> bool {
        let (from, below) = self.bounds();
        let text = key.text();
        key.table() == self.table() && from <= text && text < below
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn any_key() -> impl Strategy<Value = Key> {
        let twin = || prop_oneof![Just(Twin::First), Just(Twin::Second)];
        let part = || any::<u16>().prop_map(Compartment);
        prop_oneof![
            (any::<[u8; 16]>(), twin())
                .prop_map(|(id, twin)| Key::Meta(MetaName::User(UserId(id)), twin)),
            twin().prop_map(|twin| Key::Meta(MetaName::Vault, twin)),
            twin().prop_map(|twin| Key::Meta(MetaName::Settings, twin)),
            (part(), any::<u32>(), twin())
                .prop_map(|(c, page, twin)| Key::KeyringPage(c, page, twin)),
            (part(), any::<[u8; 16]>()).prop_map(|(c, id)| Key::KeyringInbox(c, KeyId(id))),
            (part(), any::<[u8; 16]>(), any::<u64>()).prop_map(|(c, id, number)| Key::Log(
                c,
                ChartId(id),
                number
            )),
            (part(), any::<u64>()).prop_map(|(c, number)| Key::Journal(c, number)),
            (part(), any::<u32>()).prop_map(|(c, page)| Key::DirectoryPage(c, page)),
            (part(), any::<u64>()).prop_map(|(c, number)| Key::DirectoryDelta(c, number)),
            (any::<[u8; 16]>(), any::<u32>()).prop_map(|(id, chunk)| Key::Blob(BlobId(id), chunk)),
            any::<[u8; 16]>().prop_map(|id| Key::Draft(DraftId(id))),
        ]
    }

    proptest! {
        #[test]
        fn text_there_and_back(key in any_key()) {
            prop_assert_eq!(Key::parse(key.table(), &key.text()), Some(key));
        }

        #[test]
        fn text_order_is_number_order(a in any::<u64>(), b in any::<u64>(), chart in any::<[u8; 16]>()) {
            let key = |number| Key::Log(Compartment::CLINICAL, ChartId(chart), number).text();
            prop_assert_eq!(key(a).cmp(&key(b)), a.cmp(&b));
        }

        #[test]
        fn any_text_is_read_or_refused(text in ".{0,60}") {
            for table in Table::ALL {
                if let Some(key) = Key::parse(table, &text) {
                    prop_assert_eq!(key.text(), text.clone());
                }
            }
        }

        #[test]
        fn every_key_is_within_its_table(key in any_key()) {
            prop_assert!(Range::All(key.table()).contains(&key));
        }
    }

    #[test]
    fn one_key_has_one_text() {
        assert_eq!(Key::parse(Table::Journal, "0001.000000000000000A"), None);
        assert_eq!(Key::parse(Table::Journal, "1.a"), None);
        assert_eq!(Key::parse(Table::Journal, "+001.0000000000000001"), None);
        assert!(Key::parse(Table::Journal, "0001.000000000000000a").is_some());
    }

    #[test]
    fn a_range_holds_its_own_and_no_neighbour() {
        let chart = Range::Chart(Compartment(1), ChartId([7; 16]));
        assert!(chart.contains(&Key::Log(Compartment(1), ChartId([7; 16]), 0)));
        assert!(chart.contains(&Key::Log(Compartment(1), ChartId([7; 16]), u64::MAX)));
        assert!(!chart.contains(&Key::Log(Compartment(2), ChartId([7; 16]), 0)));
        assert!(!chart.contains(&Key::Log(Compartment(1), ChartId([8; 16]), 0)));
        let charts = Range::Charts(Compartment(1), ChartId([6; 16]), ChartId([7; 16]));
        let within = |part, chart: u8, number| {
            charts.contains(&Key::Log(Compartment(part), ChartId([chart; 16]), number))
        };
        assert!(within(1, 6, 0) && within(1, 7, u64::MAX));
        assert!(!within(1, 5, u64::MAX) && !within(1, 8, 0) && !within(2, 7, 0));
        let rows = Range::JournalRows(Compartment(1), 9, 16);
        let within = |part, number| rows.contains(&Key::Journal(Compartment(part), number));
        assert!(within(1, 9) && within(1, 16));
        assert!(!within(1, 8) && !within(1, 17) && !within(2, 9));
        let pages = Range::DirectoryPages(Compartment(1));
        assert!(!pages.contains(&Key::KeyringPage(Compartment(1), 0, Twin::First)));
        assert!(!pages.contains(&Key::DirectoryDelta(Compartment(1), 0)));
    }
}
