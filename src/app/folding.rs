//! The timeline as it is drawn: visits and days written here each by themselves, what other systems' files say folded
//! into one line a year.

use chrono::Datelike;

use crate::reading::view::{Content, EntryView, StatementView, VisitGroup};

/// A part of the timeline, by the places of its groups.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fold {
    Own(usize),
    /// All that files say of one year, or of no known time. It stands where the newest of it would.
    Elsewhere {
        year: Option<i32>,
        groups: Vec<usize>,
    },
}

/// The pieces of a timeline, in its order.
pub fn pieces<'a>(groups: impl Iterator<Item = &'a VisitGroup>) -> Vec<Fold> {
    let mut pieces = Vec::new();
    for (at, group) in groups.enumerate() {
        if is_from_files(group) {
            add_elsewhere(&mut pieces, year_of(group), at);
        } else {
            pieces.push(Fold::Own(at));
        }
    }
    pieces
}

fn add_elsewhere(pieces: &mut Vec<Fold>, of: Option<i32>, at: usize) {
    let same = pieces.iter_mut().rev().find_map(|piece| match piece {
        Fold::Elsewhere { year, groups } if *year == of => Some(groups),
        _ => None,
    });
    match same {
        Some(groups) => groups.push(at),
        None => pieces.push(Fold::Elsewhere {
            year: of,
            groups: vec![at],
        }),
    }
}

fn year_of(group: &VisitGroup) -> Option<i32> {
    group.day.first_day().map(|day| day.year())
}

/// Nothing of it was written by a person, here or at another installation. What cannot be read is never folded away.
fn is_from_files(group: &VisitGroup) -> bool {
    let from_file = |view: &StatementView| match &view.content {
        Content::Statement(statement) => statement.source.file.is_some(),
        Content::Newer(_) => false,
    };
    group.entries.iter().all(|entry| match entry {
        EntryView::Read { statements, .. } => statements.iter().all(from_file),
        EntryView::Unreadable { .. } => false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::when::When;
    use crate::reading::view::Unreadable;

    /// Without a statement that says otherwise a group counts as from a file.
    fn imported(day: When) -> VisitGroup {
        VisitGroup {
            visit: None,
            day,
            entries: Vec::new(),
        }
    }

    fn unreadable(day: When) -> VisitGroup {
        VisitGroup {
            entries: vec![EntryView::Unreadable {
                place: 3,
                reason: Unreadable::Damaged,
                near: None,
            }],
            ..imported(day)
        }
    }

    #[test]
    fn imported_days_fold_by_year_where_the_newest_stands() {
        let groups = [
            imported(When::Day(2020, 6, 2)),
            unreadable(When::Day(2020, 5, 1)),
            imported(When::Month(2020, 2)),
            imported(When::Year(2019)),
            imported(When::Unknown),
        ];
        let elsewhere = |year, groups: &[usize]| Fold::Elsewhere {
            year,
            groups: groups.to_vec(),
        };
        assert_eq!(
            pieces(groups.iter()),
            [
                elsewhere(Some(2020), &[0, 2]),
                Fold::Own(1),
                elsewhere(Some(2019), &[3]),
                elsewhere(None, &[4]),
            ]
        );
    }
}
