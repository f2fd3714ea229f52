//! The languages of the pages. One is a line here and a folder under `locales/`; `tests/locales.rs` finds what else it needs.

use serde::{Deserialize, Serialize};

/// The languages by their codes in BCP 47, which are the names of their folders.
macro_rules! languages {
    ($($(#[$mark:meta])* $name:ident: $code:literal),+ $(,)?) => {
        /// A language the pages speak. It is stored and sent as its code.
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
        #[serde(into = "&'static str", from = "String")]
        pub enum Language {
            $($(#[$mark])* $name),+
        }

        impl Language {
            /// Every language the pages speak; the first stands in for one that is not spoken.
            pub const ALL: [Self; [$($code),+].len()] = [$(Self::$name),+];

            /// The primary subtag of BCP 47: "en".
            pub const fn code(self) -> &'static str {
                match self {
                    $(Self::$name => $code),+
                }
            }

            /// The words of this language that are written into records or looked for in them.
            pub const fn record(self) -> &'static RecordWords {
                match self {
                    $(Self::$name => &include!(concat!(env!("OUT_DIR"), "/record-", $code, ".rs"))),+
                }
            }
        }
    };
}

languages! {
    #[default]
    English: "en",
    French: "fr",
}

impl Language {
    /// The language a browser names ("fr-CH"). `None` where the pages do not speak it.
    pub fn of_tag(tag: &str) -> Option<Self> {
        let primary = tag.split(['-', '_']).next().unwrap_or_default();
        let is_this = |language: &Self| primary.eq_ignore_ascii_case(language.code());
        Self::ALL.into_iter().find(is_this)
    }
}

impl From<Language> for &'static str {
    fn from(language: Language) -> Self {
        language.code()
    }
}

/// A code that a newer version wrote for a language unknown here reads as the first language.
impl From<String> for Language {
    fn from(code: String) -> Self {
        Self::of_tag(&code).unwrap_or_default()
    }
}

/// What stands in `locales/<language>/record.json`: words of records, not of pages.
#[derive(Debug)]
pub struct RecordWords {
    pub unknown: UnknownPeople,
    /// Parts of words by which a reaction may have killed, in small letters.
    pub gravest: &'static [&'static str],
    /// Parts of words by which a reaction was grave, in small letters.
    pub grave: &'static [&'static str],
}

/// What staff call someone whose name is not known.
#[derive(Debug)]
pub struct UnknownPeople {
    pub man: &'static str,
    pub woman: &'static str,
    pub child: &'static str,
    pub girl: &'static str,
    pub boy: &'static str,
    pub baby: &'static str,
    pub person: &'static str,
    /// Stands before the mother's name.
    pub baby_of: &'static str,
}

impl UnknownPeople {
    /// All of them: any is recognised as a name that staff gave, not the person's own.
    pub const fn all(&self) -> [&'static str; 8] {
        [
            self.man,
            self.woman,
            self.child,
            self.girl,
            self.boy,
            self.baby,
            self.person,
            self.baby_of,
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_is_read_by_its_first_part() {
        assert_eq!(Language::of_tag("fr-CH"), Some(Language::French));
        assert_eq!(Language::of_tag("FR"), Some(Language::French));
        for other in ["", "fro", "so", "-fr"] {
            assert_eq!(Language::of_tag(other), None, "{other}");
        }
    }

    /// Settings rows of earlier versions hold the code as text.
    #[test]
    fn it_is_stored_as_its_code() {
        for language in Language::ALL {
            let bytes = postcard::to_allocvec(&language).expect("written");
            let code = postcard::to_allocvec(language.code()).expect("written");
            assert_eq!(bytes, code);
            assert_eq!(postcard::from_bytes(&code), Ok(language));
        }
        let newer = postcard::to_allocvec("so").expect("written");
        assert_eq!(postcard::from_bytes(&newer), Ok(Language::English));
    }
}
