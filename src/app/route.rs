//! Which page is shown, as the fragment of the address says it. Addresses hold random ids only, never a word of the record.

use std::fmt;
use std::str::FromStr;

use crate::base::{ChartId, DraftId, EntryId};
use crate::chart::statement::StatementId;
use crate::terms::vitals::Vital;

/// A page of Carnet. `Display` writes the fragment (`#/chart/…`), `FromStr` reads it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Route {
    #[default]
    Today,
    /// The other face of Today: whose visit goes on.
    Waiting,
    Find,
    /// What can be written: open drafts, a new person, a note.
    Write,
    /// Everything that has no place in the lower bar.
    More,
    /// Whom to see to: the lists of a clinic.
    Lists(ListName),
    Intake(DraftId),
    Chart(ChartId, ChartPart),
    /// Export, of one chart if it was asked for from there.
    Export(Option<ChartId>),
    Import,
    Settings(SettingsPart),
}

/// One of the lists of a clinic.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum ListName {
    /// Visits opened on a day.
    #[default]
    Register,
    Due,
    Missed,
    /// Lost to follow-up.
    Lost,
    /// Results nobody looked at.
    Results,
    /// Orders without a result.
    Orders,
    /// Visits nobody ended.
    LeftOpen,
}

impl ListName {
    /// In the order in which they are offered.
    pub const ALL: [Self; 7] = [
        Self::Register,
        Self::Due,
        Self::Missed,
        Self::Lost,
        Self::Results,
        Self::Orders,
        Self::LeftOpen,
    ];

    pub fn word(self) -> &'static str {
        match self {
            Self::Register => "register",
            Self::Due => "due",
            Self::Missed => "missed",
            Self::Lost => "lost",
            Self::LeftOpen => "open",
            Self::Results => "results",
            Self::Orders => "orders",
        }
    }
}

/// A part of one chart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum ChartPart {
    #[default]
    Summary,
    Problems,
    /// One problem's page; `None` is #0.
    Problem(Option<StatementId>),
    History,
    /// What is taken now, and what was said of each.
    Medicines,
    /// The vital signs over time; this one is asked for.
    Plots(Vital),
    /// What was ordered and what came back.
    Results,
    /// One result whole.
    Result(StatementId),
    /// One entry whole, as its source.
    Entry(EntryId),
    Documents,
    /// What other systems' files held and no statement shows.
    Other,
    /// Names, contacts, digest: what touching the banner opens.
    Identity,
    /// What can be written in it.
    Write,
    Note(DraftId),
    /// A small form that was begun and left.
    Form(DraftId),
    /// Questions of the intake, asked later.
    Questions(DraftId),
    /// The one-page print of the summary.
    Print,
}

/// A part of the settings; each has an address of its own.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum SettingsPart {
    /// The list of parts on a phone.
    #[default]
    All,
    People,
    /// What a clinic is set up with; a family has no such part.
    Clinic,
    /// Forms of the vault's own.
    Forms,
    Security,
    Look,
    Units,
    Storage,
    Language,
    About,
}

impl SettingsPart {
    /// In the order of the list; `All` is the list itself.
    pub const PARTS: [Self; 9] = [
        Self::People,
        Self::Clinic,
        Self::Forms,
        Self::Security,
        Self::Look,
        Self::Units,
        Self::Storage,
        Self::Language,
        Self::About,
    ];

    fn word(self) -> &'static str {
        match self {
            Self::All => "",
            Self::People => "people",
            Self::Clinic => "clinic",
            Self::Forms => "forms",
            Self::Security => "security",
            Self::Look => "look",
            Self::Units => "units",
            Self::Storage => "storage",
            Self::Language => "language",
            Self::About => "about",
        }
    }
}

impl Route {
    /// The chart this page belongs to, whose banner stands above it.
    pub fn chart(&self) -> Option<ChartId> {
        match self {
            Self::Chart(chart, _) => Some(*chart),
            _ => None,
        }
    }

    /// Only a clinic has it: a family's Today stands there instead.
    pub fn is_of_a_clinic(&self) -> bool {
        matches!(
            self,
            Self::Waiting | Self::Lists(_) | Self::Settings(SettingsPart::Clinic)
        )
    }

    /// The attribute value for a link to this page.
    pub fn href(&self) -> String {
        self.to_string()
    }
}

impl fmt::Display for Route {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Today => f.write_str("#/"),
            Self::Waiting => f.write_str("#/waiting"),
            Self::Find => f.write_str("#/find"),
            Self::Write => f.write_str("#/write"),
            Self::More => f.write_str("#/more"),
            Self::Lists(name) => write!(f, "#/lists/{}", name.word()),
            Self::Intake(draft) => write!(f, "#/intake/{draft}"),
            Self::Chart(chart, part) => write!(f, "#/chart/{chart}{part}"),
            Self::Export(None) => f.write_str("#/export"),
            Self::Export(Some(chart)) => write!(f, "#/export/{chart}"),
            Self::Import => f.write_str("#/import"),
            Self::Settings(SettingsPart::All) => f.write_str("#/settings"),
            Self::Settings(part) => write!(f, "#/settings/{}", part.word()),
        }
    }
}

impl fmt::Display for ChartPart {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Summary => Ok(()),
            Self::Problems => f.write_str("/problems"),
            Self::Problem(None) => f.write_str("/problems/0"),
            Self::Problem(Some(id)) => write!(f, "/problems/{id}"),
            Self::History => f.write_str("/history"),
            Self::Medicines => f.write_str("/medicines"),
            Self::Plots(vital) => write!(f, "/plots/{}", *vital as u8),
            Self::Results => f.write_str("/results"),
            Self::Result(id) => write!(f, "/results/{id}"),
            Self::Entry(entry) => write!(f, "/entry/{entry}"),
            Self::Documents => f.write_str("/documents"),
            Self::Other => f.write_str("/other"),
            Self::Identity => f.write_str("/identity"),
            Self::Write => f.write_str("/write"),
            Self::Note(draft) => write!(f, "/note/{draft}"),
            Self::Form(draft) => write!(f, "/form/{draft}"),
            Self::Questions(draft) => write!(f, "/questions/{draft}"),
            Self::Print => f.write_str("/print"),
        }
    }
}

/// The fragment names no page of this version.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no page has this address")]
pub struct NoSuchPage;

impl FromStr for Route {
    type Err = NoSuchPage;

    /// Reads a fragment, with or without its `#`. The empty fragment is Today.
    fn from_str(fragment: &str) -> Result<Self, NoSuchPage> {
        let path = fragment.trim_start_matches('#').trim_matches('/');
        let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
        match parts.as_slice() {
            [] => Ok(Self::Today),
            ["waiting"] => Ok(Self::Waiting),
            ["find"] => Ok(Self::Find),
            ["write"] => Ok(Self::Write),
            ["more"] => Ok(Self::More),
            ["lists"] => Ok(Self::Lists(ListName::default())),
            ["lists", word] => ListName::ALL
                .into_iter()
                .find(|name| name.word() == *word)
                .map(Self::Lists)
                .ok_or(NoSuchPage),
            ["intake", draft] => Ok(Self::Intake(id(draft)?)),
            ["chart", chart, rest @ ..] => Ok(Self::Chart(id(chart)?, chart_part(rest)?)),
            ["export"] => Ok(Self::Export(None)),
            ["export", chart] => Ok(Self::Export(Some(id(chart)?))),
            ["import"] => Ok(Self::Import),
            ["settings"] => Ok(Self::Settings(SettingsPart::All)),
            ["settings", word] => SettingsPart::PARTS
                .into_iter()
                .find(|part| part.word() == *word)
                .map(Self::Settings)
                .ok_or(NoSuchPage),
            _ => Err(NoSuchPage),
        }
    }
}

fn id<T: FromStr>(text: &str) -> Result<T, NoSuchPage> {
    text.parse().map_err(|_| NoSuchPage)
}

fn statement(place: &str) -> Result<StatementId, NoSuchPage> {
    let (entry, index) = place.split_once('.').ok_or(NoSuchPage)?;
    let (entry, index) = (id(entry)?, id(index)?);
    Ok(StatementId { entry, index })
}

fn chart_part(parts: &[&str]) -> Result<ChartPart, NoSuchPage> {
    match parts {
        [] => Ok(ChartPart::Summary),
        ["problems"] => Ok(ChartPart::Problems),
        ["problems", "0"] => Ok(ChartPart::Problem(None)),
        ["problems", place] => Ok(ChartPart::Problem(Some(statement(place)?))),
        ["history"] => Ok(ChartPart::History),
        ["medicines"] => Ok(ChartPart::Medicines),
        ["plots", number] => {
            let number: usize = id(number)?;
            let vital = Vital::ALL.get(number).ok_or(NoSuchPage)?;
            Ok(ChartPart::Plots(*vital))
        }
        ["results"] => Ok(ChartPart::Results),
        ["results", place] => Ok(ChartPart::Result(statement(place)?)),
        ["entry", entry] => Ok(ChartPart::Entry(id(entry)?)),
        ["documents"] => Ok(ChartPart::Documents),
        ["other"] => Ok(ChartPart::Other),
        ["identity"] => Ok(ChartPart::Identity),
        ["write"] => Ok(ChartPart::Write),
        ["note", draft] => Ok(ChartPart::Note(id(draft)?)),
        ["form", draft] => Ok(ChartPart::Form(id(draft)?)),
        ["questions", draft] => Ok(ChartPart::Questions(id(draft)?)),
        ["print"] => Ok(ChartPart::Print),
        _ => Err(NoSuchPage),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn part() -> impl Strategy<Value = ChartPart> {
        prop_oneof![
            Just(ChartPart::Summary),
            Just(ChartPart::Problems),
            Just(ChartPart::Problem(None)),
            (any::<[u8; 32]>(), any::<u32>()).prop_map(|(entry, index)| {
                let entry = EntryId(entry);
                ChartPart::Problem(Some(StatementId { entry, index }))
            }),
            Just(ChartPart::History),
            Just(ChartPart::Medicines),
            Just(ChartPart::Results),
            (any::<[u8; 32]>(), any::<u32>()).prop_map(|(entry, index)| {
                let entry = EntryId(entry);
                ChartPart::Result(StatementId { entry, index })
            }),
            (0usize..12).prop_map(|i| ChartPart::Plots(Vital::ALL[i])),
            any::<[u8; 32]>().prop_map(|entry| ChartPart::Entry(EntryId(entry))),
            Just(ChartPart::Documents),
            Just(ChartPart::Other),
            Just(ChartPart::Identity),
            Just(ChartPart::Write),
            any::<[u8; 16]>().prop_map(|draft| ChartPart::Note(DraftId(draft))),
            any::<[u8; 16]>().prop_map(|draft| ChartPart::Form(DraftId(draft))),
            any::<[u8; 16]>().prop_map(|draft| ChartPart::Questions(DraftId(draft))),
            Just(ChartPart::Print),
        ]
    }

    fn route() -> impl Strategy<Value = Route> {
        let chart = any::<[u8; 16]>().prop_map(ChartId);
        prop_oneof![
            Just(Route::Today),
            Just(Route::Waiting),
            Just(Route::Find),
            Just(Route::Write),
            Just(Route::More),
            (0usize..7).prop_map(|i| Route::Lists(ListName::ALL[i])),
            Just(Route::Import),
            any::<[u8; 16]>().prop_map(|draft| Route::Intake(DraftId(draft))),
            (chart, part()).prop_map(|(chart, part)| Route::Chart(chart, part)),
            proptest::option::of(any::<[u8; 16]>().prop_map(ChartId)).prop_map(Route::Export),
            (0usize..9).prop_map(|i| Route::Settings(SettingsPart::PARTS[i])),
            Just(Route::Settings(SettingsPart::All)),
        ]
    }

    proptest! {
        #[test]
        fn every_page_has_one_address(route in route()) {
            prop_assert_eq!(route.href().parse(), Ok(route));
        }

        #[test]
        fn any_text_is_read_without_a_panic(text in ".{0,80}") {
            let _ = text.parse::<Route>();
        }
    }

    #[test]
    fn the_empty_fragment_is_today() {
        for fragment in ["", "#", "#/", "/"] {
            assert_eq!(fragment.parse(), Ok(Route::Today));
        }
    }

    #[test]
    fn a_family_has_no_waiting_people_no_lists_and_no_clinic() {
        for fragment in ["#/waiting", "#/lists", "#/lists/open", "#/settings/clinic"] {
            let route: Route = fragment.parse().expect("a page");
            assert!(route.is_of_a_clinic(), "{fragment}");
        }
        for fragment in ["#/", "#/find", "#/settings", "#/settings/people"] {
            let route: Route = fragment.parse().expect("a page");
            assert!(!route.is_of_a_clinic(), "{fragment}");
        }
    }

    #[test]
    fn the_first_of_the_lists_is_the_register() {
        assert_eq!("#/lists".parse(), Ok(Route::Lists(ListName::Register)));
    }

    #[test]
    fn other_addresses_are_refused() {
        for fragment in [
            "#/nowhere",
            "#/chart",
            "#/chart/12",
            "#/settings/moon",
            "#/lists/moon",
            "#/chart/07070707070707070707070707070707/plots/12",
            "#/chart/é",
        ] {
            assert_eq!(fragment.parse::<Route>(), Err(NoSuchPage), "{fragment}");
        }
    }
}
