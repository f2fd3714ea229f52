//! From statements to signed entries: who writes, where in which feed, at what time.

use std::collections::BTreeMap;
use std::rc::Rc;

use crate::base::{
    ActId, ChartId, Compartment, Digest, Entropy, FeedId, InstallationId, Stamp, VaultId,
};
use crate::chart::codec::encode_statement;
use crate::chart::cose::Sign;
use crate::chart::entry::{Entry, EntryError, FORMAT, Header, MAX_BYTES};
use crate::chart::log::Log;
use crate::chart::statement::Statement;
use crate::engine::protocol::WriteFailure;

/// Who signs, on which device, at which site: bound into every entry at writing.
#[derive(Clone)]
pub struct Author {
    pub vault: VaultId,
    pub credential: Digest,
    pub role: String,
    pub installation: InstallationId,
    pub device: String,
    pub site: String,
}

/// One act on one chart: entries that are saved together and carry the same act id.
pub struct Writing<'a> {
    pub author: &'a Author,
    pub signer: &'a dyn Sign,
    pub chart: ChartId,
    pub act: ActId,
    pub now: Stamp,
}

impl Writing<'_> {
    /// Signs one entry a compartment, on top of what the log holds.
    pub fn sign(
        &self,
        log: &Log,
        statements: BTreeMap<Compartment, Vec<Statement>>,
        entropy: &mut dyn Entropy,
    ) -> Result<Vec<Rc<Entry>>, WriteFailure> {
        let filled = statements
            .into_iter()
            .filter(|(_, statements)| !statements.is_empty());
        filled
            .map(|(compartment, statements)| self.entry(log, compartment, statements, entropy))
            .collect()
    }

    fn entry(
        &self,
        log: &Log,
        compartment: Compartment,
        statements: Vec<Statement>,
        entropy: &mut dyn Entropy,
    ) -> Result<Rc<Entry>, WriteFailure> {
        let header = self.header(log, compartment, entropy);
        Entry::sign(header, statements, self.signer)
            .map(Rc::new)
            .map_err(|error| match error {
                EntryError::Compartment => WriteFailure::NotAllowed,
                _ => WriteFailure::TooLarge,
            })
    }

    fn header(&self, log: &Log, compartment: Compartment, entropy: &mut dyn Entropy) -> Header {
        let author = self.signer.public_key().thumbprint();
        let position = log.position(compartment, author, self.author.installation);
        let feed = position.map_or_else(|| FeedId::random(entropy), |position| position.feed);
        Header {
            format: FORMAT,
            vault: self.author.vault,
            chart: self.chart,
            compartment,
            feed,
            sequence: position.map_or(0, |position| position.sequence),
            previous: position.and_then(|position| position.previous),
            seen: log.seen_from(compartment, feed),
            act: self.act,
            credential: self.author.credential,
            role: self.author.role.clone(),
            installation: self.author.installation,
            device: self.author.device.clone(),
            site: self.author.site.clone(),
            recorded: self.now,
            clock_behind: log.latest().is_some_and(|latest| latest.ms > self.now.ms),
        }
    }
}

/// Room left for the header and the envelope of an entry.
const ENVELOPE: usize = 64 * 1024;

/// Splits statements so that each part fits one entry; their order stays.
pub fn split(statements: Vec<Statement>) -> Vec<Vec<Statement>> {
    let mut parts: Vec<Vec<Statement>> = Vec::new();
    let mut room = 0;
    for statement in statements {
        let size = encode_statement(&statement).len();
        if size > room || parts.is_empty() {
            parts.push(Vec::new());
            room = MAX_BYTES - ENVELOPE;
        }
        room = room.saturating_sub(size);
        parts
            .last_mut()
            .expect("pushed at the latest just now")
            .push(statement);
    }
    parts
}

/// Statements by the compartment they belong to; amendments go where their target is.
pub fn by_compartment(
    statements: Vec<Statement>,
    amendments: Compartment,
) -> BTreeMap<Compartment, Vec<Statement>> {
    let mut sorted: BTreeMap<Compartment, Vec<Statement>> = BTreeMap::new();
    for statement in statements {
        let compartment = statement.fact.compartment().unwrap_or(amendments);
        sorted.entry(compartment).or_default().push(statement);
    }
    sorted
}
