//! Which language a page is in: the one in the address, else the first that the browser asks for and that there is.
//!
//! `/ru/seats` is the page `/seats` in Russian, whoever opens it. Without a language in the address the browser's wish
//! decides.

use axum::http::{HeaderMap, Uri, header};
use kenes_text::Language;

/// A language, and whether the address names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Chosen {
    /// The language.
    pub language: Language,
    /// Whether it stands in the address.
    pub in_address: bool,
}

/// Takes the language out of an address, if it is there: the language, and the address without it.
pub fn split(uri: &Uri) -> Option<(Language, Uri)> {
    let rest = uri.path().strip_prefix('/')?;
    let (tag, path) = rest.split_once('/').unwrap_or((rest, ""));
    let language = Language::ALL.iter().copied().find(|language| language.tag() == tag)?;
    let query = uri.query().map_or_else(String::new, |query| format!("?{query}"));
    let inner = format!("/{path}{query}").parse().ok()?;
    Some((language, inner))
}

/// What the browser asks for (RFC 9110, section 12.5.4), of what there is.
pub fn of_headers(headers: &HeaderMap, default: Language) -> Language {
    let asked = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
    asked.and_then(of_list).unwrap_or(default)
}

fn of_list(list: &str) -> Option<Language> {
    let mut best: Option<(u32, Language)> = None;
    for item in list.split(',').take(32) {
        let (tag, weight) = item.split_once(';').unwrap_or((item, ""));
        let weight = thousandths(weight.trim());
        let Ok(language) = tag.trim().parse::<Language>() else { continue };
        if weight > 0 && best.is_none_or(|(before, _)| weight > before) {
            best = Some((weight, language));
        }
    }
    best.map(|(_, language)| language)
}

/// `q=0.8` as 800; 1000 where nothing is said, 0 where it cannot be read.
fn thousandths(weight: &str) -> u32 {
    let Some(number) = weight.strip_prefix("q=") else { return if weight.is_empty() { 1_000 } else { 0 } };
    let (whole, places) = number.split_once('.').unwrap_or((number, ""));
    let places: String = places.chars().chain("000".chars()).take(3).collect();
    match (whole.parse::<u32>(), places.parse::<u32>()) {
        (Ok(whole @ 0..=1), Ok(places)) => whole.saturating_mul(1_000).saturating_add(places).min(1_000),
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_browsers_first_wish_that_there_is_decides() {
        for (list, language) in [
            ("es-MX,es;q=0.9,en;q=0.8", Some(Language::Spanish)),
            ("de, ru;q=0.5, ko;q=0.7", Some(Language::Korean)),
            ("kk", Some(Language::Kazakh)),
            ("pt;q=0, en;q=0.001", Some(Language::English)),
            ("de", None),
            ("ru;q=x, *", None),
            ("", None),
        ] {
            assert_eq!(of_list(list), language, "{list}");
        }
    }

    #[test]
    fn an_address_can_name_a_language() {
        let split = |uri: &str| split(&uri.parse().unwrap());
        assert_eq!(split("/ru/seats?a=b").unwrap(), (Language::Russian, "/seats?a=b".parse().unwrap()));
        assert_eq!(split("/ko").unwrap(), (Language::Korean, "/".parse().unwrap()));
        assert!(split("/seats/ru").is_none() && split("/rus").is_none());
    }
}
