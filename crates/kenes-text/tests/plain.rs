//! Members read plain words: none of those that the glossary keeps for programs stands in a message of a page.
#![expect(clippy::unwrap_used, clippy::panic, reason = "tests")]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use fluent_syntax::ast::{Entry, Expression, Pattern, PatternElement};
use fluent_syntax::parser;
use kenes_text::Language;

const GLOSSARY: &str = include_str!("../../../docs/GLOSSARY.md");

/// The words of the glossary that no member reads, by the tag of the language; one with an asterisk stands for what begins so.
fn forbidden() -> BTreeMap<String, Vec<String>> {
    let (_, section) = GLOSSARY.split_once("## What members never read").unwrap();
    let mut rows = section.lines().filter_map(|line| line.strip_prefix('|')).map(cells);
    let tags = rows.next().unwrap();
    let mut words: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for row in rows.filter(|row| !row.iter().all(|cell| cell.starts_with("---"))) {
        assert_eq!(row.len(), tags.len(), "{row:?}");
        for (tag, cell) in tags.iter().zip(&row).skip(1) {
            let own = cell.split(", ").filter(|word| *word != "—").map(str::to_owned);
            words.entry(tag.clone()).or_default().extend(own);
        }
    }
    words
}

fn cells(line: &str) -> Vec<String> {
    line.trim_end_matches('|').split('|').map(|cell| cell.trim().to_lowercase()).collect()
}

fn is_one(word: &str, forbidden: &str) -> bool {
    match forbidden.strip_suffix('*') {
        Some(beginning) => word.starts_with(beginning),
        None => word == forbidden,
    }
}

/// What the messages of pages say, with their ids.
fn messages(language: Language) -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("locales").join(language.tag());
    let mut messages = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if !path.file_name().unwrap().to_str().unwrap().starts_with("web-") {
            continue;
        }
        let text = fs::read_to_string(&path).unwrap();
        let resource =
            parser::parse(text).unwrap_or_else(|(_, errors)| panic!("{}: {errors:?}", path.display()));
        for entry in resource.body {
            let Entry::Message(message) = entry else { continue };
            let mut said = String::new();
            collect(message.value.as_ref().unwrap(), &mut said);
            messages.push((message.id.name, said));
        }
    }
    messages
}

fn collect(pattern: &Pattern<String>, said: &mut String) {
    for element in &pattern.elements {
        match element {
            PatternElement::TextElement { value } => said.push_str(value),
            PatternElement::Placeable { expression: Expression::Select { variants, .. } } => {
                for variant in variants {
                    said.push(' ');
                    collect(&variant.value, said);
                }
            }
            PatternElement::Placeable { .. } => said.push(' '),
        }
    }
}

/// The words of a text in small letters.
fn words(text: &str) -> Vec<String> {
    text.split(|sign: char| !sign.is_alphabetic())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect()
}

#[test]
fn no_page_says_what_is_for_programs() {
    let forbidden = forbidden();
    for language in Language::ALL {
        let own = &forbidden[language.tag()];
        let messages = messages(*language);
        assert!(own.len() >= 4 && messages.len() > 300, "{language}: {own:?}, {} messages", messages.len());
        for (id, said) in messages {
            for word in words(&said) {
                let found = own.iter().find(|forbidden| is_one(&word, forbidden));
                assert!(found.is_none(), "{language}: {id} says {word:?}: {said}");
            }
        }
    }
}

#[test]
fn words_are_seen_wherever_they_stand() {
    assert_eq!(words("“Witnesses”, re-hashed"), ["witnesses", "re", "hashed"]);
    assert!(is_one("witnesses", "witness*") && !is_one("ahead", "head") && !is_one("leaves", "leaf"));
    let forbidden = forbidden();
    assert_eq!(forbidden.len(), Language::ALL.len());
    for (language, word) in
        [("en", "digest*"), ("es", "testig*"), ("ru", "хэш*"), ("ko", "증인*"), ("kk", "куәгер*")]
    {
        assert!(forbidden[language].iter().any(|known| known == word), "{language}: {word}");
    }
}

/// The table of plain words has a column for each language, and what it says stands in the messages of that language.
#[test]
fn the_plain_words_are_those_of_the_pages() {
    let (_, section) = GLOSSARY.split_once("## What members read").unwrap();
    let (section, _) = section.split_once("## What members never read").unwrap();
    let rows: Vec<Vec<String>> =
        section.lines().filter_map(|line| line.strip_prefix('|')).map(cells).collect();
    let tags: Vec<&str> = rows[0].iter().skip(1).map(|head| head.split(' ').next().unwrap()).collect();
    for (column, tag) in tags.iter().enumerate() {
        let language = Language::ALL.iter().find(|language| language.tag() == *tag).unwrap();
        assert_eq!(rows[0][column + 1].contains("by a program"), *language != Language::English);
        let said: String = all_of(*language);
        let mut missing = Vec::new();
        for row in rows.iter().skip(2) {
            // Words change their ends: their beginnings are looked for.
            let plain = row[column + 1].split(['(', ';']).next().unwrap().trim().to_owned();
            let is_there = words(&plain).iter().all(|word| {
                let beginning: String =
                    word.chars().take(word.chars().count().saturating_sub(2).max(2)).collect();
                said.contains(&beginning)
            });
            if !is_there {
                missing.push(plain);
            }
        }
        assert!(missing.is_empty(), "{tag}: {missing:?}");
    }
    assert_eq!(tags.len(), Language::ALL.len());
}

/// Everything that is said in a language, in small letters.
fn all_of(language: Language) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("locales").join(language.tag());
    let texts = fs::read_dir(folder).unwrap().map(|entry| fs::read_to_string(entry.unwrap().path()).unwrap());
    texts.collect::<String>().to_lowercase()
}
