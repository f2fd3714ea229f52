//! Two charts are, or are not, of one person.

use minicbor::{Decode, Encode};
use serde::{Deserialize, Serialize};

use crate::chart::draft::{Around, SmallForm, Unsignable};

use super::Fact;
use crate::base::ChartId;
use crate::chart::statement::Statement;

/// Two charts are one person's (or, later, are not): never automatic, can be undone by another link.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cbor(map)]
pub struct PersonLink {
    #[n(0)]
    pub other: ChartId,
    #[n(1)]
    pub same: bool,
}

/// Saying that another chart is, or is not, the same person's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinkForm {
    pub other: ChartId,
    pub same: bool,
}

impl LinkForm {
    fn says(&self, other: ChartId) -> Fact {
        let same = self.same;
        Fact::PersonLink(PersonLink { other, same })
    }
}

impl SmallForm for LinkForm {
    fn is_same(&self, other: &Self) -> bool {
        self == other
    }

    fn check(&self, around: &Around) -> Result<Vec<Statement>, Unsignable> {
        if self.other == around.chart.id() {
            return Err(Unsignable::NoStatement);
        }
        Ok(vec![around.now(self.says(self.other))])
    }

    fn said_there(&self, around: &Around) -> Option<(ChartId, Statement)> {
        Some((self.other, around.now(self.says(around.chart.id()))))
    }
}
