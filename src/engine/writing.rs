//! From statements to signed entries: who writes, where in which feed, at what time.

use crate::base::InOrder;
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::rc::Rc;

use crate::base::{
    ActId, ChartId, Compartment, Digest, Entropy, EntryId, FeedId, InstallationId, Stamp, VaultId,
};
use crate::chart::codec::encode_statement;
use crate::chart::cose::Sign;
use crate::chart::entry::{Entry, EntryError, FORMAT, Header, MAX_BYTES};
use crate::chart::limits;
use crate::chart::log::{Log, MOST_SEEN};
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
    /// The latest time that people known here recorded in this chart: what a clock set back is noticed by. A stranger's
    /// clock says nothing about ours.
    pub latest: Option<Stamp>,
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
        if let Some(limit) = limits::beyond_in(&statements) {
            return Err(WriteFailure::Beyond(limit));
        }
        let header = self.header(log, compartment, entropy);
        Entry::sign(header, statements, self.signer)
            .map(Rc::new)
            .map_err(|error| match error {
                EntryError::Compartment => WriteFailure::NotAllowed,
                _ => WriteFailure::TooLarge,
            })
    }

    /// Heads the writer has seen; of very many those of this vault first, then the newest. They order what is read: one
    /// that is not named is ordered by its time.
    fn seen(&self, log: &Log, compartment: Compartment, feed: FeedId) -> Vec<EntryId> {
        let mut seen = log.seen_from(compartment, feed);
        if seen.len() > MOST_SEEN {
            seen.order_by_key(|id| {
                let header = log.get(id).map(|entry| entry.header());
                let ours = header.is_some_and(|header| header.vault == self.author.vault);
                Reverse((ours, header.map(|header| header.recorded)))
            });
            seen.truncate(MOST_SEEN);
            seen.sort_unstable();
        }
        seen
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
            seen: self.seen(log, compartment, feed),
            act: self.act,
            credential: self.author.credential,
            role: self.author.role.clone(),
            installation: self.author.installation,
            device: self.author.device.clone(),
            site: self.author.site.clone(),
            recorded: self.now,
            clock_behind: self.latest.is_some_and(|latest| latest.ms > self.now.ms),
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::testing::{CHART, Writer};
    use crate::engine::tests::Seeded;

    #[test]
    fn of_very_many_feeds_an_entry_names_its_vaults_own_and_the_newest() {
        let mut log = Log::new(CHART);
        let mut ours = Writer::new(1);
        let own = ours.write("ours, the oldest");
        log.join(Rc::clone(&own)).expect("the same chart");
        let mut newest = None;
        for feed in 0..400u16 {
            let mut stranger = Writer::new(9);
            stranger.now.ms += i64::from(feed) * 60_000;
            let entry = stranger.write("words");
            let mut header = entry.header().clone();
            header.feed.0[..2].copy_from_slice(&feed.to_be_bytes());
            let statements = entry.known().map(|(_, s)| s.clone()).collect();
            let entry = Entry::sign(header, statements, &stranger.signer).expect("small");
            newest = Some(entry.id());
            log.join(Rc::new(entry)).expect("the same chart");
        }
        let author = Author {
            vault: own.header().vault,
            credential: own.header().credential,
            role: "nurse".into(),
            installation: InstallationId([5; 16]),
            device: "Tablet 5".into(),
            site: "Site Alpha".into(),
        };
        let writing = Writing {
            author: &author,
            signer: &ours.signer,
            chart: CHART,
            act: ActId([1; 16]),
            now: ours.now,
            latest: None,
        };
        let seen = writing
            .header(&log, Compartment::CLINICAL, &mut Seeded(1))
            .seen;
        assert_eq!(seen.len(), MOST_SEEN);
        assert!(seen.is_sorted());
        assert!(seen.contains(&own.id()) && newest.is_some_and(|id| seen.contains(&id)));
    }
}
