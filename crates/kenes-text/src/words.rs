//! Messages by id, with what they speak of filled in.
//!
//! Whole numbers are grouped in threes by a narrow no-break space from five digits on, in every language, so that no group
//! is taken for a decimal point. Decimals stand exactly as in a transcript, with all their places; one that is whole is
//! written as a whole number.

use std::borrow::Cow;
use std::collections::HashMap;

use fluent_templates::fluent_bundle::FluentValue;
use fluent_templates::{Loader as _, static_loader};
use kenes_count::Decimal;

use crate::language::Language;

static_loader! {
    static MESSAGES = {
        locales: "./locales",
        fallback_language: "en",
        // Whoever shows a message decides whether the marks stay.
        customise: |bundle| bundle.set_formatter(Some(|value, _| match value {
            FluentValue::Number(number) => Some(grouped(&number.value.to_string())),
            FluentValue::String(_) | FluentValue::Custom(_) | FluentValue::None | FluentValue::Error => None,
        })),
    };
}

/// Up to here a number goes through a message unchanged.
const EXACT: u64 = 1 << 53;
/// First strong isolate: what follows has its own direction of writing.
const ISOLATE: char = '\u{2068}';
/// Pop directional isolate: the end of that.
const END_ISOLATE: char = '\u{2069}';
/// Between groups of digits.
const NARROW_SPACE: char = '\u{202f}';
/// What stands for a character that cannot be shown.
const REPLACEMENT: char = '\u{fffd}';

/// The messages in one language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Words {
    language: Language,
    isolating: bool,
}

/// What is filled into a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Arg {
    /// A whole number, by which the message may choose its form.
    Number(u64),
    /// Anything else, as it stands.
    Text(String),
}

impl Words {
    /// The messages in a language, as plain text.
    pub const fn new(language: Language) -> Self {
        Self { language, isolating: false }
    }

    /// The same messages with marks around what is filled in, so that a name in letters written from the right to the left
    /// leaves the sentence around it in order. For HTML; a terminal would show the marks.
    #[must_use]
    pub const fn isolating(self) -> Self {
        Self { isolating: true, ..self }
    }

    /// The language.
    pub const fn language(self) -> Language {
        self.language
    }

    /// The message with this id. An id that there is not is returned itself; a test looks for such.
    pub fn t(self, id: &str, args: &[(&'static str, Arg)]) -> String {
        let args: HashMap<Cow<'static, str>, FluentValue<'_>> =
            args.iter().map(|(name, arg)| (Cow::Borrowed(*name), arg.to_fluent())).collect();
        let text = MESSAGES.try_lookup_with_args(self.language.identifier(), id, &args);
        let text = text.unwrap_or_else(|| id.to_owned());
        if self.isolating {
            without_marks_around_numbers(&text)
        } else {
            text.replace([ISOLATE, END_ISOLATE], "")
        }
    }

    /// A name inside a text.
    pub fn name(self, name: &str) -> String {
        let name = shown(name);
        if self.isolating { format!("{ISOLATE}{name}{END_ISOLATE}") } else { name }
    }

    /// Some things in a row: `A, B and C`.
    pub fn list(self, items: &[String]) -> String {
        match items {
            [] => String::new(),
            [only] => only.clone(),
            [before @ .., last] => {
                let before = before.join(&self.t("main-list-comma", &[]));
                self.t("main-list-and", &[("before", before.into()), ("last", last.clone().into())])
            }
        }
    }
}

impl Arg {
    fn to_fluent(&self) -> FluentValue<'_> {
        match self {
            Self::Number(number) if *number <= EXACT => FluentValue::from(*number),
            Self::Number(number) => FluentValue::from(grouped(&number.to_string())),
            Self::Text(text) => FluentValue::from(text.as_str()),
        }
    }
}

impl From<u64> for Arg {
    fn from(number: u64) -> Self {
        Self::Number(number)
    }
}

impl From<u32> for Arg {
    fn from(number: u32) -> Self {
        Self::Number(number.into())
    }
}

impl From<usize> for Arg {
    fn from(number: usize) -> Self {
        Self::Number(u64::try_from(number).unwrap_or(u64::MAX))
    }
}

impl From<String> for Arg {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<&str> for Arg {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

/// A whole number where it is one, else all places.
impl From<Decimal> for Arg {
    fn from(decimal: Decimal) -> Self {
        whole(decimal).map_or_else(|| Self::Text(decimal.to_string()), Self::Number)
    }
}

/// Numbers have no direction of their own in any of the languages; marks around them would only hinder searching.
fn without_marks_around_numbers(text: &str) -> String {
    let mut clean = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once(ISOLATE) {
        clean.push_str(before);
        let end = after.find(|char: char| !char.is_ascii_digit() && !matches!(char, '.' | NARROW_SPACE));
        let (number, behind) = after.split_at(end.unwrap_or(after.len()));
        match behind.strip_prefix(END_ISOLATE).filter(|_| !number.is_empty()) {
            Some(behind) => {
                clean.push_str(number);
                rest = behind;
            }
            None => {
                clean.push(ISOLATE);
                rest = after;
            }
        }
    }
    clean.push_str(rest);
    clean
}

/// The number without places, where nothing but zeros stands in them.
fn whole(decimal: Decimal) -> Option<u64> {
    let one = 10_u128.checked_pow(decimal.places())?;
    let rest = decimal.units().checked_rem(one)?;
    u64::try_from(decimal.units().checked_div(one)?).ok().filter(|_| rest == 0)
}

/// A decimal for people, grouped where it is whole.
pub(crate) fn decimal(decimal: Decimal) -> String {
    whole(decimal).map_or_else(|| decimal.to_string(), number)
}

/// A whole number for people.
pub(crate) fn number(number: u64) -> String {
    grouped(&number.to_string())
}

/// Groups the digits of a whole number in threes, from five digits on.
pub(crate) fn grouped(digits: &str) -> String {
    if digits.len() < 5 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return digits.to_owned();
    }
    let mut text = String::new();
    for (left, digit) in (0..digits.len()).rev().zip(digits.chars()) {
        text.push(digit);
        if left > 0 && left.is_multiple_of(3) {
            text.push(NARROW_SPACE);
        }
    }
    text
}

/// A name as it can be shown: without the characters that steer a terminal or the direction of writing, and that XML does
/// not allow.
pub fn shown(name: &str) -> String {
    let steers = |char: char| matches!(char, '\u{200e}' | '\u{200f}' | '\u{061c}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let cannot =
        |char: char| char.is_control() || matches!(char, '\u{2028}' | '\u{2029}' | '\u{fffe}' | '\u{ffff}');
    let kept = name.chars().filter(|char| !steers(*char));
    kept.map(|char| if cannot(char) { REPLACEMENT } else { char }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_numbers_are_grouped() {
        for (digits, text) in [
            ("0", "0"),
            ("2143", "2143"),
            ("12345", "12\u{202f}345"),
            ("123456", "123\u{202f}456"),
            ("1234567", "1\u{202f}234\u{202f}567"),
            ("0.44377", "0.44377"),
        ] {
            assert_eq!(grouped(digits), text);
        }
    }

    #[test]
    fn decimals_keep_their_places_unless_they_are_whole() {
        assert_eq!(decimal(Decimal::new(4_437_700_000, 5)), "44\u{202f}377");
        assert_eq!(decimal(Decimal::new(65_051_560, 5)), "650.51560");
        assert_eq!(decimal(Decimal::new(0, 5)), "0");
        assert_eq!(decimal(Decimal::new(7, 60)), Decimal::new(7, 60).to_string());
    }

    #[test]
    fn names_cannot_steer() {
        assert_eq!(shown("A\u{1b}[31m\u{202e}B\n\u{2069}"), "A\u{fffd}[31mB\u{fffd}");
        assert_eq!(shown("محمد 김 <b>"), "محمد 김 <b>");
        let words = Words::new(Language::English);
        assert_eq!(words.name("A"), "A");
        assert_eq!(words.isolating().name("A"), "\u{2068}A\u{2069}");
    }

    #[test]
    fn numbers_need_no_marks() {
        let marked =
            "\u{2068}A\u{2069} has \u{2068}12\u{202f}345.6\u{2069} \u{2068}\u{2069}\u{2068}B 1\u{2069}";
        let clean = "\u{2068}A\u{2069} has 12\u{202f}345.6 \u{2068}\u{2069}\u{2068}B 1\u{2069}";
        assert_eq!(without_marks_around_numbers(marked), clean);
        let words = Words::new(Language::English).isolating();
        assert_eq!(words.t("count-label-stage", &[("stage", 3_u32.into())]), "Stage 3");
    }

    #[test]
    fn lists_end_with_and() {
        let words = Words::new(Language::English);
        let list =
            |items: &[&str]| words.list(&items.iter().map(|item| (*item).to_owned()).collect::<Vec<_>>());
        assert_eq!(list(&["A"]), "A");
        assert_eq!(list(&["A", "B"]), "A and B");
        assert_eq!(list(&["A", "B", "C"]), "A, B and C");
        assert_eq!(list(&[]), "");
    }
}
