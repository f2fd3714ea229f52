//! Values over time: what a plot draws and a flow sheet lists.

use serde::{Deserialize, Serialize};

use super::Trust;
use crate::chart::concept::Concept;
use crate::chart::kinds::{MedicationLine, Observation};
use crate::chart::statement::{Statement, StatementId};
use crate::chart::value::{Beside, ReferenceRange, Than};
use crate::chart::when::When;
use crate::terms::vitals::Vital;

/// What the values of one row are of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum RowOf {
    Vital(Vital),
    /// Whatever else is measured, by its code, or by its words where it has none.
    Coded(Concept),
}

/// A value as decimal text in the unit of its series; of a blood pressure the upper number, with the lower beside it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figures {
    pub value: String,
    pub lower: Option<String>,
}

/// Why a value does not count like the others. It is drawn, marked so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Doubt {
    /// Its author is not known here, or may not write it.
    Author,
    /// Its source does not say, or not yet, that it is so.
    Status,
}

/// One value of a series.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Point {
    /// The statement it stands in.
    pub id: StatementId,
    /// Always known.
    pub when: When,
    pub figures: Figures,
    /// It is only known to be less or more than that.
    pub than: Option<Than>,
    /// How it compares with the range that was given with it.
    pub beside: Beside,
    pub doubt: Option<Doubt>,
}

/// Why a value has no place in a plot.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum NotDrawnBecause {
    NoUnit,
    /// There is no conversion from its unit to that of the others.
    OtherUnit,
    NoNumber,
    /// Of a blood pressure only one number is there.
    OnePressure,
    NoTime,
    /// The time it is said to be of has not come yet.
    Ahead,
}

/// A value that has no place in a plot, as it was written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NotDrawn {
    pub id: StatementId,
    pub when: When,
    pub value: Observation,
    pub because: NotDrawnBecause,
}

/// All values of one thing that stand in a chart.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Series {
    pub of: RowOf,
    /// UCUM: what all of them are converted to. Empty where there is none to draw.
    pub unit: String,
    /// In the order of their times.
    pub points: Vec<Point>,
    /// How many older ones there are, for which there is no room.
    pub older: u32,
    pub not_drawn: Vec<NotDrawn>,
    /// The newest range that was given with one of them, in the unit of the series.
    pub range: Option<ReferenceRange>,
}

impl Series {
    /// Those nobody has to doubt; where there are none, all.
    pub fn counted(&self) -> impl DoubleEndedIterator<Item = &Point> {
        let sure = self.points.iter().any(|point| point.doubt.is_none());
        let points = self.points.iter();
        points.filter(move |point| !sure || point.doubt.is_none())
    }
}

/// A medicine begun or stopped, numbered in the order of time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Treated {
    pub number: u32,
    /// The statement that tells of the medicine.
    pub medicine: StatementId,
    pub line: MedicationLine,
    pub when: When,
    pub begun: bool,
    pub trust: Trust,
}

/// One answer to a question of a form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Told {
    pub id: StatementId,
    pub when: When,
    pub statement: Statement,
}

/// A question of forms that were filled in, and what was answered, in the order of time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AskedRow {
    /// As it was last asked.
    pub words: String,
    pub answers: Vec<Told>,
}

/// What was measured under a problem, day by day, with what was done.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FlowSheet {
    /// Days on which one of the rows was measured or a treatment changed, the newest last; a month or a year where no more is
    /// known.
    pub columns: Vec<When>,
    /// How many earlier ones there are, for which there is no room.
    pub earlier: u32,
    pub rows: Vec<Series>,
    /// What was answered in words in the clinic's own forms.
    pub asked: Vec<AskedRow>,
    pub treated: Vec<Treated>,
}
