//! Dates, ages, numbers, names and failures in the page's language. Reactive: called inside a closure, the words follow
//! the language.

mod failure;
mod not_known;

use chrono::{Datelike, NaiveDate, Timelike};

use crate::app::i18n::*;
use crate::app::matching::grouped;
use crate::app::platform::device;
use crate::base::{Language, Stamp};
use crate::chart::age::{Age, AgeSpan, age_on, age_today};
use crate::chart::kinds::{Birth, Sex};
use crate::chart::when::When;
use crate::reading::view::{Byline, PersonRow, Trust};
use crate::terms::text::{isolated, shown};

/// Words in the page's language; `use_say()` in any component.
#[derive(Clone, Copy)]
pub struct Say(pub Texts);

/// The words of the page's language, which change with it. Only components and what they call may ask.
pub fn use_say() -> Say {
    Say(use_i18n())
}

impl Say {
    /// The language the words are in.
    pub fn language(&self) -> Language {
        let here = self.0.get_locale();
        let spoken = Language::ALL.into_iter();
        let mut spoken = spoken.filter(|language| locale(*language) == here);
        spoken.next().unwrap_or_default()
    }

    /// A month as a word: 1 is "Jan". Empty for anything that is no month.
    pub fn month(&self, number: u8) -> &'static str {
        let i18n = self.0;
        match number {
            1 => t_string!(i18n, common.months.jan),
            2 => t_string!(i18n, common.months.feb),
            3 => t_string!(i18n, common.months.mar),
            4 => t_string!(i18n, common.months.apr),
            5 => t_string!(i18n, common.months.may),
            6 => t_string!(i18n, common.months.jun),
            7 => t_string!(i18n, common.months.jul),
            8 => t_string!(i18n, common.months.aug),
            9 => t_string!(i18n, common.months.sep),
            10 => t_string!(i18n, common.months.oct),
            11 => t_string!(i18n, common.months.nov),
            12 => t_string!(i18n, common.months.dec),
            _ => "",
        }
    }

    fn weekday(&self, day: NaiveDate) -> &'static str {
        let i18n = self.0;
        match day.weekday() {
            chrono::Weekday::Mon => t_string!(i18n, common.days.mon),
            chrono::Weekday::Tue => t_string!(i18n, common.days.tue),
            chrono::Weekday::Wed => t_string!(i18n, common.days.wed),
            chrono::Weekday::Thu => t_string!(i18n, common.days.thu),
            chrono::Weekday::Fri => t_string!(i18n, common.days.fri),
            chrono::Weekday::Sat => t_string!(i18n, common.days.sat),
            chrono::Weekday::Sun => t_string!(i18n, common.days.sun),
        }
    }

    /// "21 Nov 2026".
    pub fn day(&self, day: NaiveDate) -> String {
        let month = self.month(day.month() as u8);
        format!("{}\u{a0}{month}\u{a0}{}", day.day(), day.year())
    }

    /// "Sat 21 Nov 2026".
    pub fn weekday_and_day(&self, day: NaiveDate) -> String {
        format!("{}\u{a0}{}", self.weekday(day), self.day(day))
    }

    /// "10:42", as the device's clock showed it; "10:42 (UTC+2)" where that clock stood otherwise than this device's.
    pub fn time(&self, stamp: Stamp) -> String {
        let local = stamp.local();
        let time = format!("{:02}:{:02}", local.hour(), local.minute());
        if device::offset_at(stamp.ms) == stamp.offset {
            time
        } else {
            format!("{time}\u{a0}({})", stamp.zone())
        }
    }

    /// "10:42:07", for "Draft saved".
    pub fn time_with_seconds(&self, stamp: Stamp) -> String {
        let local = stamp.local();
        let (hours, minutes, seconds) = (local.hour(), local.minute(), local.second());
        format!("{hours:02}:{minutes:02}:{seconds:02}")
    }

    /// "21 Nov 2026, 10:42".
    pub fn moment(&self, stamp: Stamp) -> String {
        format!("{}, {}", self.day(stamp.day()), self.time(stamp))
    }

    /// The time alone, where that says when: today.
    pub fn time_or_moment(&self, stamp: Stamp) -> String {
        if stamp.day() == device::now().day() {
            self.time(stamp)
        } else {
            self.moment(stamp)
        }
    }

    /// A date with as much of it as is known: "Mar 2019"; "date not known" when nothing is.
    pub fn when(&self, when: &When) -> String {
        match *when {
            When::Unknown => t_string!(self.0, common.date_not_known).to_string(),
            When::Year(year) => year.to_string(),
            When::Month(year, month) => format!("{}\u{a0}{year}", self.month(month)),
            When::Day(year, month, day) => format!("{day}\u{a0}{}\u{a0}{year}", self.month(month)),
            When::Moment(stamp) => self.moment(stamp),
        }
    }

    /// The day of a date, without the time of day.
    pub fn when_day(&self, when: &When) -> String {
        match when {
            When::Moment(stamp) => self.day(stamp.day()),
            other => self.when(other),
        }
    }

    /// The age of a person: today's, or "81 y at death" of someone who died.
    pub fn age_of(&self, person: &PersonRow) -> String {
        let i18n = self.0;
        if person.died.is_none() {
            return self.age(&person.birth);
        }
        match age_today(&person.birth, person.died, device::now().day()) {
            Some(age) => t_string!(i18n, common.age_at_death, age = self.about(age)),
            None => t_string!(i18n, common.age_at_death_not_known).to_string(),
        }
    }

    /// The age today: "34 y", "about 3 y", "2 y 4 mo", "6 mo", "11 wk", "12 d"; "age not known".
    pub fn age(&self, birth: &Birth) -> String {
        self.age_on(birth, device::now().day())
    }

    /// "14 Mar 2001", where somebody said when it was and not only how old the person is.
    pub fn birth_date(&self, birth: &Birth) -> Option<String> {
        match birth {
            Birth::Date(when) if when.is_known() => Some(self.when_day(when)),
            _ => None,
        }
    }

    /// The age on a day.
    pub fn age_on(&self, birth: &Birth, day: NaiveDate) -> String {
        let i18n = self.0;
        let Some(age) = age_on(birth, day) else {
            return t_string!(i18n, common.age_not_known).to_string();
        };
        self.about(age)
    }

    fn about(&self, age: Age) -> String {
        let i18n = self.0;
        let words = self.age_words(age.span);
        if age.about {
            t_string!(i18n, common.about_age, age = words)
        } else {
            words
        }
    }

    fn age_words(&self, span: AgeSpan) -> String {
        let i18n = self.0;
        match span {
            AgeSpan::Days(n) => t_string!(i18n, common.age_days, n = n),
            AgeSpan::Weeks(n) => t_string!(i18n, common.age_weeks, n = n),
            AgeSpan::Months(n) => t_string!(i18n, common.age_months, n = n),
            AgeSpan::YearsMonths(years, months) if months > 0 => t_string!(
                i18n,
                common.age_years_months,
                years = years,
                months = months
            ),
            AgeSpan::YearsMonths(n, _) | AgeSpan::Years(n) => {
                t_string!(i18n, common.age_years, count = n, n = n)
            }
        }
    }

    /// "Female".
    pub fn sex(&self, sex: Sex) -> &'static str {
        let i18n = self.0;
        match sex {
            Sex::Female => t_string!(i18n, common.sex.female),
            Sex::Male => t_string!(i18n, common.sex.male),
            Sex::Intersex => t_string!(i18n, common.sex.intersex),
            Sex::NotKnown => t_string!(i18n, common.sex.not_known),
        }
    }

    /// "F": for rows and the banner, where the whole word is beside it for screen readers (`aria-label`).
    pub fn sex_letter(&self, sex: Option<Sex>) -> &'static str {
        let i18n = self.0;
        match sex {
            Some(Sex::Female) => t_string!(i18n, common.sex.f),
            Some(Sex::Male) => t_string!(i18n, common.sex.m),
            Some(Sex::Intersex) => t_string!(i18n, common.sex.i),
            Some(Sex::NotKnown) | None => t_string!(i18n, common.sex.u),
        }
    }

    /// "Family, Given"; the one there is, when there is one.
    /// "Baby of Family" where staff gave the name.
    pub fn name(&self, person: &PersonRow) -> String {
        if person.placeholder && !person.given.is_empty() {
            return shown(&format!("{} {}", person.family, person.given)).into_owned();
        }
        self.name_of(&person.family, &person.given)
    }

    /// "Family, Given"; the one there is; words for a name that is not known where there is neither.
    pub fn name_of(&self, family: &str, given: &str) -> String {
        match (family.is_empty(), given.is_empty()) {
            (true, true) => t_string!(self.0, common.name_not_known).to_string(),
            (false, true) => shown(family).into_owned(),
            (true, false) => shown(given).into_owned(),
            (false, false) => shown(&format!("{family}, {given}")).into_owned(),
        }
    }

    /// A role as stored: a word of the list in the page's language, anything else as written.
    pub fn role(&self, role: &str) -> String {
        let i18n = self.0;
        match role {
            "doctor" => t_string!(i18n, common.roles.doctor),
            "nurse" => t_string!(i18n, common.roles.nurse),
            "midwife" => t_string!(i18n, common.roles.midwife),
            "officer" => t_string!(i18n, common.roles.officer),
            "clerk" => t_string!(i18n, common.roles.clerk),
            "records" => t_string!(i18n, common.roles.records),
            "person" => t_string!(i18n, common.roles.person),
            "relative" => t_string!(i18n, common.roles.relative),
            other => return other.to_string(),
        }
        .to_string()
    }

    /// "21 Nov 2026, 10:42, Site name. Family name, Given name, nurse."
    pub fn byline(&self, byline: &Byline) -> String {
        let when = self.moment(byline.recorded);
        let place = if byline.site.is_empty() {
            when
        } else {
            format!("{when}, {}", isolated(&byline.site))
        };
        self.marked_byline(byline, &format!("{place}. "))
    }

    /// Under a heading that says the day and the site: author and role, and the site where it is another one.
    pub fn byline_without_day(&self, byline: &Byline, site: &str) -> String {
        if byline.site.is_empty() || byline.site == site {
            return self.marked_byline(byline, "");
        }
        self.marked_byline(byline, &format!("{}. ", isolated(&byline.site)))
    }

    fn marked_byline(&self, byline: &Byline, before: &str) -> String {
        let i18n = self.0;
        let role = self.role(&byline.role);
        let line = format!("{before}{}, {}.", isolated(&byline.author), isolated(&role));
        let unconfirmed = byline.trust == Trust::FirstSeen;
        let marks = [
            byline
                .clock_behind
                .then(|| t_string!(i18n, common.clock_was_behind)),
            byline
                .not_authorised
                .then(|| t_string!(i18n, common.not_authorised)),
            byline.forked.then(|| t_string!(i18n, common.forked)),
            unconfirmed.then(|| t_string!(i18n, common.first_seen_author)),
        ];
        marks
            .into_iter()
            .flatten()
            .fold(line, |line, mark| format!("{line} {mark}"))
    }

    /// "Allergies: penicillin"; French keeps a space before the colon.
    pub fn labelled(&self, label: &str, words: &str) -> String {
        t_string!(
            self.0,
            common.labelled,
            label = label.to_owned(),
            words = words.to_owned()
        )
    }

    /// "1 050".
    pub fn count(&self, number: u32) -> String {
        grouped(number.into())
    }

    /// A decimal number with the language's own sign: "37,1" in French. For showing only; what is kept has the point.
    pub fn number(&self, text: &str) -> String {
        text.replace('.', t_string!(self.0, common.decimal_sign))
    }

    /// "4.0 GB", "201 MB", "0.1 MB", "312 KB".
    pub fn bytes(&self, bytes: u64) -> String {
        let i18n = self.0;
        let decimal = |value: f64| self.number(&format!("{value:.1}"));
        let bytes = bytes as f64;
        match bytes {
            b if b < 100_000.0 => t_string!(i18n, common.kilobytes, n = (b / 1e3).ceil() as u64),
            b if b < 10e6 => t_string!(i18n, common.megabytes, n = decimal(b / 1e6)),
            b if b < 1e9 => t_string!(i18n, common.megabytes, n = (b / 1e6).round().to_string()),
            b => t_string!(i18n, common.gigabytes, n = decimal(b / 1e9)),
        }
    }

    /// "12 min ago", "3 h ago"; from a day on the date itself.
    pub fn ago(&self, then: Stamp) -> String {
        let i18n = self.0;
        let minutes = (device::now().ms - then.ms) / 60_000;
        match minutes {
            ..=0 => t_string!(i18n, common.just_now).to_string(),
            1..=59 => t_string!(i18n, common.minutes_ago, n = minutes),
            60..=1439 => t_string!(i18n, common.hours_ago, n = minutes / 60),
            _ => self.moment(then),
        }
    }
}
