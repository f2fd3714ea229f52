//! The measurements a note or an intake can hold: code, units, what is unlikely.
//!
//! Codes and names are LOINC's (see NOTICE); units are UCUM's. The "unlikely" bounds are not reference ranges: they only
//! decide when a value is asked about once, and are set wide so that real extremes pass after one confirmation.

use crate::base::numbered::numbered;

numbered! {
    /// A sign that is measured.
    pub enum Vital {
        0 BloodPressure,
        1 Pulse,
        2 Breaths,
        3 Temperature,
        4 Oxygen,
        5 Weight,
        6 HeightStanding,
        7 LengthLying,
        8 UpperArm,
        9 BloodSugar,
        10 LastPeriod,
        11 BodyMassIndex,
    }
}

/// One way to write a measurement.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Unit {
    pub ucum: &'static str,
    /// As a reader writes it.
    pub label: &'static str,
    /// Least and greatest value that is not asked about.
    pub likely: (f64, f64),
}

macro_rules! units {
    ($($ucum:literal as $label:literal from $least:literal to $greatest:literal),*) => {
        &[$(Unit { ucum: $ucum, label: $label, likely: ($least, $greatest) }),*]
    };
}

impl Vital {
    /// LOINC code and long common name.
    pub fn loinc(self) -> (&'static str, &'static str) {
        match self {
            Self::BloodPressure => ("85354-9", "Blood pressure panel with all children optional"),
            Self::Pulse => ("8867-4", "Heart rate"),
            Self::Breaths => ("9279-1", "Respiratory rate"),
            Self::Temperature => ("8310-5", "Body temperature"),
            Self::Oxygen => (
                "59408-5",
                "Oxygen saturation in Arterial blood by Pulse oximetry",
            ),
            Self::Weight => ("29463-7", "Body weight"),
            Self::HeightStanding => ("8302-2", "Body height"),
            Self::LengthLying => ("8306-3", "Body height --lying"),
            Self::UpperArm => ("56072-2", "Circumference Mid upper arm - right"),
            Self::BloodSugar => ("15074-8", "Glucose [Moles/volume] in Blood"),
            Self::LastPeriod => ("8665-2", "Last menstrual period start date"),
            Self::BodyMassIndex => ("39156-5", "Body mass index (BMI) [Ratio]"),
        }
    }

    /// The vital sign of a LOINC code; other systems' common codes for the same measurement count as well.
    pub fn of_loinc(code: &str) -> Option<Self> {
        let other = match code {
            "55284-4" => Some(Self::BloodPressure),
            "2708-6" => Some(Self::Oxygen),
            "3141-9" | "3142-7" => Some(Self::Weight),
            "8301-4" | "3137-7" | "3138-5" => Some(Self::HeightStanding),
            "8310-5" | "8331-1" => Some(Self::Temperature),
            "56072-2" | "56073-0" => Some(Self::UpperArm),
            "2339-0" | "2345-7" => Some(Self::BloodSugar),
            _ => None,
        };
        Self::ALL
            .into_iter()
            .find(|vital| vital.loinc().0 == code)
            .or(other)
    }

    /// The vital sign that words alone name: all of them, in English, as LOINC's names and FHIR's vital signs profiles word it.
    pub fn of_words(words: &str) -> Option<Self> {
        let words = words.trim();
        let is = |name: &&str| name.eq_ignore_ascii_case(words);
        Self::ALL.into_iter().find(|vital| {
            let others: &[&str] = match vital {
                Self::BloodPressure => &["Blood pressure"],
                Self::Pulse => &["Pulse", "Pulse rate"],
                Self::Breaths => &["Breathing rate"],
                Self::Temperature => &["Temperature"],
                Self::Oxygen => &["Oxygen saturation", "SpO2"],
                Self::Weight => &["Weight"],
                Self::HeightStanding => &["Height"],
                Self::BodyMassIndex => &["Body mass index", "BMI"],
                Self::LengthLying | Self::UpperArm | Self::BloodSugar | Self::LastPeriod => &[],
            };
            std::iter::once(&vital.loinc().1).chain(others).any(is)
        })
    }

    /// The units it can be written in, the first being the one offered.
    pub fn units(self) -> &'static [Unit] {
        match self {
            Self::BloodPressure => units!("mm[Hg]" as "mmHg" from 20.0 to 260.0),
            Self::Pulse => units!("/min" as "/min" from 30.0 to 220.0),
            Self::Breaths => units!("/min" as "/min" from 6.0 to 80.0),
            Self::Temperature => {
                units!("Cel" as "°C" from 33.0 to 42.0, "[degF]" as "°F" from 91.0 to 108.0)
            }
            Self::Oxygen => units!("%" as "%" from 60.0 to 100.0),
            Self::Weight => {
                units!("kg" as "kg" from 0.5 to 200.0, "[lb_av]" as "lb" from 1.0 to 440.0)
            }
            Self::HeightStanding => {
                units!("cm" as "cm" from 60.0 to 220.0, "[in_i]" as "in" from 24.0 to 87.0)
            }
            Self::LengthLying => {
                units!("cm" as "cm" from 30.0 to 130.0, "[in_i]" as "in" from 12.0 to 51.0)
            }
            Self::UpperArm => units!("mm" as "mm" from 80.0 to 300.0),
            Self::BloodSugar => {
                units!("mmol/L" as "mmol/L" from 1.5 to 35.0, "mg/dL" as "mg/dL" from 27.0 to 630.0)
            }
            Self::LastPeriod => &[],
            Self::BodyMassIndex => units!("kg/m2" as "kg/m²" from 8.0 to 70.0),
        }
    }
}
