//! The languages there are messages in.

use core::fmt;
use core::str::FromStr;

use fluent_templates::{LanguageIdentifier, langid};

static EN: LanguageIdentifier = langid!("en");
static ES: LanguageIdentifier = langid!("es");
static RU: LanguageIdentifier = langid!("ru");
static PT: LanguageIdentifier = langid!("pt");
static KO: LanguageIdentifier = langid!("ko");
static KK: LanguageIdentifier = langid!("kk");

/// A language that there are messages in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Language {
    /// English, the text that decides.
    #[default]
    English,
    /// Spanish.
    Spanish,
    /// Russian.
    Russian,
    /// Portuguese.
    Portuguese,
    /// Korean.
    Korean,
    /// Kazakh, in Cyrillic letters.
    Kazakh,
}

impl Language {
    /// Every language.
    pub const ALL: &[Self] =
        &[Self::English, Self::Spanish, Self::Russian, Self::Portuguese, Self::Korean, Self::Kazakh];

    /// Its tag: `en`.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Spanish => "es",
            Self::Russian => "ru",
            Self::Portuguese => "pt",
            Self::Korean => "ko",
            Self::Kazakh => "kk",
        }
    }

    /// Its direction of writing, as in the attribute `dir` of HTML.
    pub const fn direction(self) -> &'static str {
        match self {
            Self::English
            | Self::Spanish
            | Self::Russian
            | Self::Portuguese
            | Self::Korean
            | Self::Kazakh => "ltr",
        }
    }

    /// Its name in itself. It stands here and not among the messages: lists of languages name all of them, and to read the
    /// messages of each takes longer than to count a ward.
    pub const fn own_name(self) -> &'static str {
        match self {
            Self::English => "English",
            Self::Spanish => "español",
            Self::Russian => "русский",
            Self::Portuguese => "português",
            Self::Korean => "한국어",
            Self::Kazakh => "қазақша",
        }
    }

    /// Whether a program translated its messages.
    pub const fn is_machine_translated(self) -> bool {
        !matches!(self, Self::English)
    }

    pub(crate) fn identifier(self) -> &'static LanguageIdentifier {
        match self {
            Self::English => &EN,
            Self::Spanish => &ES,
            Self::Russian => &RU,
            Self::Portuguese => &PT,
            Self::Korean => &KO,
            Self::Kazakh => &KK,
        }
    }
}

/// Prints the tag.
impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.tag())
    }
}

/// A tag of a language that there are no messages in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnknownLanguage;

/// Lists the tags that there are.
impl fmt::Display for UnknownLanguage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let tags: Vec<&str> = Language::ALL.iter().map(|language| language.tag()).collect();
        write!(f, "there are messages in {}", tags.join(", "))
    }
}

impl core::error::Error for UnknownLanguage {}

/// Reads a tag; what follows the language (`es-MX`, `pt_BR.UTF-8`) says nothing here.
impl FromStr for Language {
    type Err = UnknownLanguage;

    fn from_str(tag: &str) -> Result<Self, UnknownLanguage> {
        let language = tag.split(['-', '_', '.']).next().unwrap_or_default();
        let found = Self::ALL.iter().find(|known| known.tag().eq_ignore_ascii_case(language));
        found.copied().ok_or(UnknownLanguage)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_read_back() {
        for language in Language::ALL {
            assert_eq!(language.tag().parse(), Ok(*language));
        }
        assert_eq!("pt_BR.UTF-8".parse(), Ok(Language::Portuguese));
        assert_eq!("ES-mx".parse(), Ok(Language::Spanish));
        assert_eq!("de".parse::<Language>(), Err(UnknownLanguage));
        assert_eq!(UnknownLanguage.to_string(), "there are messages in en, es, ru, pt, ko, kk");
    }

    #[test]
    fn every_language_names_itself() {
        let names: Vec<&str> = Language::ALL.iter().map(|language| language.own_name()).collect();
        assert_eq!(names, ["English", "español", "русский", "português", "한국어", "қазақша"]);
    }
}
