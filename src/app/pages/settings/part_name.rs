//! What the parts of the settings are called.

use crate::app::i18n::*;
use crate::app::route::SettingsPart;

/// The name of a part, as its row and its title say it.
pub fn part_name(i18n: Texts, part: SettingsPart) -> &'static str {
    match part {
        SettingsPart::All => t_string!(i18n, common.settings),
        SettingsPart::People => t_string!(i18n, settings.people),
        SettingsPart::Clinic => t_string!(i18n, settings.clinic),
        SettingsPart::Forms => t_string!(i18n, settings.forms),
        SettingsPart::Security => t_string!(i18n, settings.security),
        SettingsPart::Look => t_string!(i18n, settings.look),
        SettingsPart::Units => t_string!(i18n, settings.units),
        SettingsPart::Storage => t_string!(i18n, settings.storage),
        SettingsPart::Language => t_string!(i18n, settings.language),
        SettingsPart::About => t_string!(i18n, settings.about),
    }
}
