//! A score: the sum of what the chosen options count, and of how many questions it lacks the answer.

use super::{Answers, Asked, ItemKind, ScoreOf, Typed};
use crate::terms::decimal::{Decimal, parse_decimal};

/// A score so far.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Score {
    pub sum: Decimal,
    /// Questions that count and have no answer that does. A score that lacks one is not signed.
    pub missing: u32,
    /// Questions that count.
    pub of: u32,
}

/// The score at one place of the list. `None`: there is none, or nothing that counts is asked.
pub fn score(at: usize, asked: &[Asked], answers: &Answers) -> Option<Score> {
    let ItemKind::Score(of) = &asked.get(at)?.item.kind else {
        return None;
    };
    let rows = &asked[at].place.rows;
    let counted = asked.iter().enumerate().filter(|(place, one)| {
        let counts = one
            .item
            .options()
            .iter()
            .any(|option| option.weight.is_some());
        let in_scope = match of {
            ScoreOf::Form => true,
            ScoreOf::Under(link_id) => is_under(*place, link_id, asked),
        };
        let same_row = one.place.rows.starts_with(rows);
        one.now && counts && in_scope && same_row
    });
    let mut score = Score {
        sum: Decimal::ZERO,
        missing: 0,
        of: 0,
    };
    for (_, one) in counted {
        score.of += 1;
        match weight_of(one, answers) {
            Some(weight) => score.sum = score.sum.and(weight)?,
            None => score.missing += 1,
        }
    }
    (score.of > 0).then_some(score)
}

fn is_under(mut at: usize, link_id: &str, asked: &[Asked]) -> bool {
    loop {
        if asked[at].item.link_id == link_id {
            return true;
        }
        match asked[at].inside {
            Some(around) => at = around,
            None => return false,
        }
    }
}

/// What a question counts: `None` where it is not answered by options that all count.
fn weight_of(one: &Asked, answers: &Answers) -> Option<Decimal> {
    let typing = answers
        .of(&one.place)
        .filter(|typing| typing.no_fact.is_none())?;
    let mut sum = None;
    for typed in &typing.values {
        let Typed::Option(at) = typed else {
            return None;
        };
        let option = one.item.options().get(*at as usize)?;
        let weight = parse_decimal(option.weight.as_deref()?)?;
        sum = Some(match sum {
            Some(before) => weight.and(before)?,
            None => weight,
        });
    }
    sum
}
