//! A file that was read and waits to be added, and what adding it adds.

use crate::base::{ChartId, EntryId};
use crate::chart::kinds::{Document, Fact};
use crate::chart::log::Log;
use crate::engine::protocol::LeftOutBecause;
use crate::transfer::bundle::OpenedBundle;
use crate::transfer::fhir::{FhirFile, OpenedFhir};
use crate::transfer::merge::ChartPlan;

/// A file that was read and waits to be added.
pub enum OpenedFile {
    Bundle {
        opened: Box<OpenedBundle>,
        /// What its preview showed, and adding does.
        plan: Box<ImportPlan>,
    },
    Fhir {
        file: Box<FhirFile>,
        /// The exact bytes of each file that was chosen.
        files: Vec<Vec<u8>>,
    },
    /// It was not said yet whose record it is read as.
    Whose {
        opened: Box<OpenedFhir>,
        files: Vec<Vec<u8>>,
    },
}

/// Everything that adding a bundle adds, and what of it is left out.
pub struct ImportPlan {
    pub charts: Vec<ChartImport>,
    pub papers: Vec<PaperImport>,
    /// Papers that the file carries once and entries claim so often that not all of these are kept.
    pub papers_left_out: usize,
}

/// Whose entries the file holds under one chart's id.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whose {
    Person,
    /// This vault's own log.
    OwnLog,
    /// What another vault wrote of itself: nobody's chart.
    LogOfAnotherVault,
}

/// What is added to one chart.
pub struct ChartImport {
    pub whose: Whose,
    pub merge: ChartPlan,
    /// Entries a newer version wrote.
    pub newer: Vec<Vec<u8>>,
    pub credentials: Vec<Vec<u8>>,
    pub left_out: Vec<(EntryId, LeftOutBecause)>,
    /// What the file holds of the chart without these, where there are any.
    pub passed: Option<Log>,
    /// Entries that others of the chart name, and that will be neither read nor shown as unreadable after adding.
    pub missing: usize,
}

impl ChartImport {
    pub fn chart(&self) -> ChartId {
        self.merge.chart
    }

    pub fn entries(&self) -> usize {
        self.merge.new.len() + self.newer.len()
    }

    pub fn adds_nothing(&self) -> bool {
        self.entries() == 0 && self.credentials.is_empty()
    }

    /// New statements of a kind.
    pub fn count(&self, is_so: impl Fn(&Fact) -> bool) -> u32 {
        let statements = self.merge.new.iter().flat_map(|entry| entry.known());
        statements.filter(|(_, one)| is_so(&one.fact)).count() as u32
    }
}

/// A paper that is not whole here and that the file carries as an entry names it.
pub struct PaperImport {
    pub chart: ChartId,
    pub document: Document,
    /// Its place among the file's attachments.
    pub attachment: usize,
    /// Somebody of the vault that the file comes from names it.
    pub of_sender: bool,
}
