//! The proof that nothing was dropped: every resource is counted once.

use std::collections::BTreeMap;

/// What became of the resources of one type.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Shown as one or more statements.
    pub statements: u32,
    /// Kept verbatim only, and listed.
    pub verbatim: u32,
    /// Of people that the file was not read for.
    pub left_out: u32,
}

/// What became of one resource.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Became {
    Statements,
    Verbatim,
    LeftOut,
}

impl Tally {
    /// How many resources of this type came, whatever became of them.
    pub fn total(&self) -> u32 {
        self.statements + self.verbatim + self.left_out
    }
}

/// Resources of a file by type. An empty type name stands for resources that name none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Resources of the Bundle's entries, those of Bundles inside it included.
    pub by_type: BTreeMap<String, Tally>,
    /// Resources inside other resources: shown, or kept with the resource that holds them.
    pub contained: BTreeMap<String, Tally>,
    /// Entries that hold no resource.
    pub empty_entries: u32,
}

impl Counts {
    /// Resources in, contained ones left out.
    pub fn resources(&self) -> u32 {
        self.by_type.values().map(Tally::total).sum()
    }

    /// Types of which some are shown as statements, with how many; in the order of their names.
    pub fn as_statements(&self) -> Vec<(String, u32)> {
        Self::column(&self.by_type, |tally| tally.statements)
    }

    /// Types of which some are kept verbatim only, with how many.
    pub fn verbatim(&self) -> Vec<(String, u32)> {
        Self::column(&self.by_type, |tally| tally.verbatim)
    }

    /// Types of which some belong to people that the file was not read for, with how many.
    pub fn left_out(&self) -> Vec<(String, u32)> {
        Self::column(&self.by_type, |tally| tally.left_out)
    }

    fn column(of: &BTreeMap<String, Tally>, number: impl Fn(&Tally) -> u32) -> Vec<(String, u32)> {
        of.iter()
            .map(|(kind, tally)| (kind.clone(), number(tally)))
            .filter(|(_, number)| *number > 0)
            .collect()
    }

    pub(super) fn add(&mut self, kind: &str, contained: bool, became: Became) {
        let side = if contained {
            &mut self.contained
        } else {
            &mut self.by_type
        };
        let tally = side.entry(kind.to_owned()).or_default();
        match became {
            Became::Statements => tally.statements += 1,
            Became::Verbatim => tally.verbatim += 1,
            Became::LeftOut => tally.left_out += 1,
        }
    }
}
