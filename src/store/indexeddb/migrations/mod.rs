//! The ladder of schemas: step n takes a database of schema n to schema n + 1, one file a step.
//! A step that has shipped is never edited; a change is another step.

mod m1_tables;
mod m2_journal;
mod m3_shortened;

use std::future::Future;
use std::pin::Pin;

use indexed_db_futures::database::VersionChangeEvent;
use indexed_db_futures::transaction::Transaction;

/// One step, within the transaction that changes the version. It may await requests of that
/// transaction and nothing else: the browser commits as soon as none is pending.
pub(super) type Step =
    for<'a> fn(
        &'a Transaction<'a>,
    ) -> Pin<Box<dyn Future<Output = indexed_db_futures::Result<()>> + 'a>>;

pub(super) type Ladder = &'static [Step];

pub(super) const LADDER: Ladder = &[m1_tables::step, m2_journal::step, m3_shortened::step];

/// The schema a ladder leads to.
pub(super) fn top(ladder: Ladder) -> u32 {
    u32::try_from(ladder.len()).expect("a ladder has a few steps")
}

/// Takes every step above the schema found; a new database has schema 0.
pub(super) async fn climb(
    ladder: Ladder,
    event: VersionChangeEvent,
    transaction: &Transaction<'_>,
) -> indexed_db_futures::Result<()> {
    let found = event.old_version() as usize;
    for step in ladder.iter().skip(found) {
        step(transaction).await?;
    }
    Ok(())
}
