use super::*;
use crate::base::Compartment;
use crate::chart::concept::*;
use crate::chart::draft::ChartSoFar;
use crate::chart::kinds::*;
use crate::chart::statement::{FilePlace, Standing, Statement, StatementId, StatementRef};
use crate::chart::testing::facts::*;
use crate::chart::testing::{CHART, Writer};
use crate::chart::value::*;
use crate::chart::when::When;
use crate::reading::view::{EntryView, HistoryFilter, HistoryKind, Known, ProblemPage, VitalRow};

mod allergies;
mod amending;
mod laws;
mod medicines;
mod multiplied;
mod pressing;
mod problems;
mod reports;
mod strangers;
mod strangers_law;
mod timeline;
mod unheard;
mod values;
mod visits;

/// Seeds 1 and 2 are ours; any other is first seen in a file.
fn authors(entry: &Entry) -> Author {
    let seed = entry.header().installation.0[0];
    Author {
        name: format!("Testa, Author {seed}"),
        trust: if seed <= 2 {
            Trust::Ours
        } else {
            Trust::FirstSeen
        },
        not_authorised: false,
    }
}

fn chart_of(entries: &[Rc<Entry>]) -> Chart {
    let mut chart = Chart::empty(CHART);
    for entry in entries {
        chart
            .apply(std::slice::from_ref(entry), &authors)
            .expect("the same chart");
    }
    chart
}

/// One clinical entry of these facts, now.
fn clinical(writer: &mut Writer, facts: Vec<Fact>) -> Rc<Entry> {
    let when = When::Moment(writer.now);
    let statements = facts.into_iter().map(|fact| Statement::new(when, fact));
    writer.write_all(Compartment::CLINICAL, statements.collect())
}

fn identity(writer: &mut Writer, facts: Vec<Fact>) -> Rc<Entry> {
    let when = When::Moment(writer.now);
    let statements = facts.into_iter().map(|fact| Statement::new(when, fact));
    writer.write_all(Compartment::IDENTITY, statements.collect())
}

fn statements_of(entries: &[EntryView]) -> Vec<StatementId> {
    let read = entries.iter().filter_map(|entry| match entry {
        EntryView::Read { statements, .. } => Some(statements),
        EntryView::Unreadable { .. } => None,
    });
    read.flatten().map(|statement| statement.id).collect()
}

/// The last measurements as somebody reads them long after everything was written.
fn vitals(chart: &Chart) -> Vec<VitalRow> {
    let long_after = Stamp {
        ms: 4_102_444_800_000,
        offset: 0,
    };
    chart.summary(long_after).vitals
}

fn substances(chart: &Chart) -> Vec<String> {
    match chart.allergies() {
        Known::Facts(rows) => {
            let rows = rows.into_iter();
            rows.map(|row| row.allergy.substance.text).collect()
        }
        Known::NotAsked | Known::Answered(..) => Vec::new(),
    }
}
