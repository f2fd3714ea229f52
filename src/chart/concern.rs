//! Which questions can concern somebody: what cannot is neither asked nor printed as *not asked*.

use std::ops::RangeInclusive;

use crate::chart::kinds::{Question, Sex};

/// Years at which somebody may be pregnant or breastfeed. Wide on purpose: it only keeps nonsense from being asked, and an
/// answer that somebody gave all the same is always kept and shown.
const MAY_BEAR: RangeInclusive<u32> = 9..=60;

/// What is known of somebody that settles it; nothing known rules nothing out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Concerned {
    pub sex: Option<Sex>,
    /// Whole years, today or at death.
    pub years: Option<u32>,
}

impl Question {
    /// Whether it makes sense to ask it of them.
    pub fn can_concern(self, who: Concerned) -> bool {
        match self {
            Self::Pregnancy | Self::Breastfeeding => {
                who.sex != Some(Sex::Male)
                    && who.years.is_none_or(|years| MAY_BEAR.contains(&years))
            }
            _ => true,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pregnancy_concerns_nobody_who_cannot_bear() {
        let cases = [
            (None, None, true),
            (Some(Sex::NotKnown), None, true),
            (Some(Sex::Female), None, true),
            (Some(Sex::Male), None, false),
            (Some(Sex::Male), Some(7), false),
            (Some(Sex::Female), Some(0), false),
            (Some(Sex::Female), Some(4), false),
            (Some(Sex::Female), Some(8), false),
            (Some(Sex::Female), Some(9), true),
            (Some(Sex::Female), Some(34), true),
            (Some(Sex::Intersex), Some(34), true),
            (Some(Sex::Female), Some(60), true),
            (Some(Sex::Female), Some(61), false),
            (None, Some(4), false),
        ];
        for (sex, years, concerns) in cases {
            let who = Concerned { sex, years };
            for question in [Question::Pregnancy, Question::Breastfeeding] {
                assert_eq!(question.can_concern(who), concerns, "{who:?}");
            }
            assert!(Question::Allergies.can_concern(who));
        }
    }
}
