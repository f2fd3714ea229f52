//! The questions that know the five answers: yes, none, not asked, not known, declined.

use crate::base::Compartment;
use crate::base::numbered::numbered;

numbered! {
    /// A question of the data base, by its number on the wire.
    pub enum Question {
        0 Gender,
        1 Place,
        2 Phone,
        3 Language,
        4 NextOfKin,
        5 Photo,
        6 Reason,
        7 Allergies,
        8 Pregnancy,
        9 Breastfeeding,
        10 Medicines,
        11 Weight,
        12 Height,
        13 BloodGroup,
        14 Illnesses,
        15 Operations,
        16 Family,
        17 Social,
        18 Immunizations,
        19 Directives,
        20 OtherName,
    }
}

impl Question {
    /// Where its answer stands.
    pub fn compartment(self) -> Compartment {
        match self {
            Self::Gender
            | Self::Place
            | Self::Phone
            | Self::Language
            | Self::NextOfKin
            | Self::Photo
            | Self::OtherName => Compartment::IDENTITY,
            _ => Compartment::CLINICAL,
        }
    }
}
