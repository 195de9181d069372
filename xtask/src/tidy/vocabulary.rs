//! Words that must not stand in the code, and the names of those who open what was not verified.

use std::fs;
use std::path::Path;

use anyhow::Result;

use super::Violation;
use crate::source::{Source, files, is_word, line_of, words};

/// Code that stands for code not written.
const UNWRITTEN: &[&str] = &["todo!", "unimplemented!"];
/// Marks of work left, which carry an issue number.
const MARKS: &[&str] = &["TODO", "FIXME"];
/// How the methods begin that open an unverified value.
const UNCHECKED: &str = "dangerously_assume_";

const FIX_UNWRITTEN: &str = "write it, or return an error that says what is missing";
const FIX_IGNORE: &str = "give the reason: `#[ignore = \"…\"]`, or let the test read KENES_LONG";
const FIX_MARK: &str = "add the issue's number, as in `TODO #12`, or do it";

/// Checks the Rust sources.
pub fn check(sources: &[Source]) -> Vec<Violation> {
    sources.iter().flat_map(check_file).collect()
}

fn check_file(source: &Source) -> Vec<Violation> {
    let mut found = Vec::new();
    for word in UNWRITTEN {
        for (at, _) in source.code.match_indices(word) {
            let before = source.code.get(..at).unwrap_or_default();
            if !before.chars().next_back().is_some_and(is_word) {
                let what = format!("`{word}` in the code");
                found.push(Violation::new(&source.path, line_of(before), what, FIX_UNWRITTEN));
            }
        }
    }
    for (line, text) in (1..).zip(source.code.lines()) {
        if text.split_whitespace().collect::<String>().contains("#[ignore]") {
            found.push(Violation::new(&source.path, line, "a test ignored without a reason", FIX_IGNORE));
        }
    }
    found.extend(marks(&source.path, &source.comments));
    found
}

/// Checks scripts and manifests, where the whole text is looked at.
pub fn check_other_files(root: &Path) -> Result<Vec<Violation>> {
    let mut paths = vec![root.join("Cargo.toml"), root.join(".ci/run")];
    for folder in ["crates", "xtask", "conformance", "fuzz"] {
        files(&root.join(folder), &mut paths)?;
    }
    let mut found = Vec::new();
    for path in paths {
        let extension = path.extension().unwrap_or_default().to_string_lossy();
        if !["", "toml", "mjs", "js", "sh", "sql", "ftl"].contains(&extension.as_ref()) {
            continue;
        }
        let text = String::from_utf8(fs::read(&path)?).unwrap_or_default();
        found.extend(marks(path.strip_prefix(root).unwrap_or(&path), &text));
    }
    Ok(found)
}

fn marks(path: &Path, text: &str) -> Vec<Violation> {
    let numbered = |rest: &str| {
        let rest = rest.trim_start_matches([' ', '(']);
        rest.strip_prefix('#').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
    };
    let found = MARKS.iter().flat_map(|mark| {
        let bare = words(text, mark).filter(move |(_, rest)| !rest.strip_prefix(mark).is_some_and(numbered));
        bare.map(move |(line, _)| {
            Violation::new(path, line, format!("{mark} without an issue's number"), FIX_MARK)
        })
    });
    found.collect()
}

/// Who calls a method that opens an unverified value: listed so that a reviewer sees every one.
pub fn unchecked_openings(sources: &[Source]) -> Vec<String> {
    let mut notes = Vec::new();
    for source in sources {
        for (line, text) in (1..).zip(source.code.lines()) {
            if text.contains(UNCHECKED) && !text.contains("fn ") && !text.trim_start().starts_with("use ") {
                notes.push(format!("{}:{line}: {}", source.path.display(), text.trim()));
            }
        }
    }
    notes
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<String> {
        let source = Source::new(Path::new("a.rs"), text);
        check(&[source]).into_iter().map(|violation| violation.what).collect()
    }

    #[test]
    fn unwritten_code_is_refused() {
        assert_eq!(found("fn a() { let t = \"todo!()\"; not_todo!(); } // todo!()"), [""; 0]);
        assert_eq!(found("fn a() { todo!() }\nfn b() { std::unimplemented!() }").len(), 2);
    }

    #[test]
    fn ignored_tests_say_why() {
        assert_eq!(found("#[ignore = \"an hour\"]\nfn a() {}"), [""; 0]);
        assert_eq!(found("#[test]\n#[ignore]\nfn a() {}"), ["a test ignored without a reason"]);
    }

    #[test]
    fn work_left_has_a_number() {
        assert_eq!(found("// TODO #12: more\n// FIXME(#3)\nlet a = \"TODO\";"), [""; 0]);
        assert_eq!(found("// TODO: more\n").len(), 1);
        assert_eq!(found("// FIXME (#a)\n").len(), 1);
    }

    #[test]
    fn openings_are_listed() {
        let source = Source::new(
            Path::new("a.rs"),
            "fn dangerously_assume_valid() {}\nlet b = a.dangerously_assume_valid();\n",
        );
        assert_eq!(unchecked_openings(&[source]), ["a.rs:2: let b = a.dangerously_assume_valid();"]);
    }
}
