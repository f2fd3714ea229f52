//! What left this device: the exports as the vault's own log has them.

use std::collections::BTreeMap;

use crate::base::{Clock, Digest, Stamp};
use crate::chart::kinds::{ExportRecord, Exported, Fact};
use crate::engine::Engine;
use crate::engine::protocol::*;
use crate::engine::session::Session;
use crate::reading::chart::Chart;
use crate::reading::view::Byline;
use crate::store::Store;
use crate::store::beside::Files;

/// Exports on one page of the list.
const PAGE: usize = 50;
/// People named with one export; a copy of the whole vault holds thousands.
const NAMED: usize = 20;

impl<S: Store, F: Files, C: Clock> Engine<S, F, C> {
    /// The newest first, after the first `from`.
    pub(in crate::engine) async fn exports(&mut self, from: u32) -> Result<ExportLog, Failure> {
        self.open()?;
        let session = self.session.as_deref_mut().ok_or(Failure::Locked)?;
        let own = session.own_log();
        let log = session.chart(&self.store, own).await?.chart.clone();
        let session = self.open()?;
        let checked = checked(&log);
        let made = made(&log);
        let page = made.iter().rev().skip(from as usize).take(PAGE);
        let rows = page.map(|(byline, exported)| row(session, &checked, byline, exported));
        Ok(ExportLog {
            rows: rows.collect(),
            total: made.len() as u32,
            unreadable: log.gaps_that_count() as u32,
        })
    }
}

/// Every export that people known here made, in the order of the log.
fn made(log: &Chart) -> Vec<(Byline, &Exported)> {
    let said = log.by_known();
    let made = said.filter_map(|(entry, _, statement)| match &statement.fact {
        Fact::Export(ExportRecord::Made(exported)) => Some((log.byline(entry), exported)),
        _ => None,
    });
    made.collect()
}

/// When each file was first read again, by its digest. A stranger who says so checked nothing.
fn checked(log: &Chart) -> BTreeMap<Digest, Stamp> {
    let mut checked = BTreeMap::new();
    for (entry, _, statement) in log.by_known() {
        if let Fact::Export(ExportRecord::Checked(digest)) = &statement.fact {
            checked.entry(*digest).or_insert(entry.header().recorded);
        }
    }
    checked
}

fn row(
    session: &Session,
    checked: &BTreeMap<Digest, Stamp>,
    byline: &Byline,
    exported: &Exported,
) -> ExportRow {
    let own = session.own_log();
    let charts = exported.charts.iter().filter(|chart| **chart != own);
    let named = charts.clone().filter_map(|chart| {
        let row = session.list.kept.get(chart)?.row.as_ref()?;
        Some(row.person.clone())
    });
    ExportRow {
        byline: byline.clone(),
        purpose: exported.purpose,
        recipient: exported.recipient.clone(),
        digest: exported.digest.short(),
        charts: charts.clone().count() as u32,
        people: named.take(NAMED).collect(),
        checked: checked.get(&exported.digest).copied(),
    }
}
