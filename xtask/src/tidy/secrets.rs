//! Secrets are their own types: they are not copied, printed, serialized or compared by a derived implementation.

use super::Violation;
use crate::source::{Source, words};

/// Types that hold a secret, wherever they are defined.
const SECRETS: &[&str] = &[
    "ChannelKey",
    "DecryptionKey",
    "Nonce",
    "Permutation",
    "PrivateCredential",
    "Randomness",
    "Salt",
    "SecretPolynomial",
    "SecretScalar",
    "Seed",
    "SigningKey",
    "TrusteeSecretKey",
    "VotingCode",
];

/// Derived on a secret, each of these lets it leak or multiply.
const FORBIDDEN: &[&str] = &[
    "Debug",
    "Clone",
    "Copy",
    "Serialize",
    "Deserialize",
    "PartialEq",
    "PartialOrd",
    "Ord",
    "Hash",
    "Default",
];

/// Not even written by hand. A `Debug` that prints `<redacted>` and a constant-time `PartialEq` are fine.
const FORBIDDEN_BY_HAND: &[&str] = &["Copy", "Serialize", "Display", "PartialOrd", "Ord", "Hash"];

const FIX: &str = "a secret is wiped on drop, redacted in Debug, compared in constant time and exported by a named method only";

/// Checks the definition and the implementations of each type in the list.
pub fn check(sources: &[Source]) -> Vec<Violation> {
    sources.iter().filter(|source| !source.is_test()).flat_map(check_file).collect()
}

fn check_file(source: &Source) -> Vec<Violation> {
    let mut found = Vec::new();
    for keyword in ["struct", "enum", "union"] {
        for (line, text) in words(&source.code, keyword) {
            let Some(name) = secret(text.strip_prefix(keyword).unwrap_or_default()) else { continue };
            for derived in derives(&attributes(&source.code, line)) {
                let what = format!("the secret type `{name}` derives {derived}");
                found.push(Violation::new(&source.path, line, what, FIX));
            }
        }
    }
    for (line, text) in words(&source.code, "impl") {
        let header = text.split('{').next().unwrap_or_default();
        let Some((of, on)) = header.split_once(" for ") else { continue };
        let written = FORBIDDEN_BY_HAND.iter().find(|name| words(of, name).next().is_some());
        if let (Some(written), Some(name)) = (written, secret(on)) {
            found.push(Violation::new(
                &source.path,
                line,
                format!("the secret type `{name}` implements {written}"),
                FIX,
            ));
        }
    }
    found
}

/// The name that a text begins with, when it is a secret's.
fn secret(text: &str) -> Option<&'static str> {
    let name = text.trim_start().split(|c| !crate::source::is_word(c)).next()?;
    SECRETS.iter().copied().find(|secret| *secret == name)
}

/// The text between the end of the item before and the line of a definition.
fn attributes(code: &str, line: usize) -> String {
    let above: Vec<&str> = code.lines().take(line).collect();
    let item = |line: &&&str| {
        let line = line.trim();
        !line.ends_with('}') && !line.ends_with(';') && !line.ends_with('{')
    };
    let attributes: Vec<&str> = match above.split_last() {
        Some((definition, above)) => {
            let mut lines: Vec<&str> = above.iter().rev().take_while(item).copied().collect();
            lines.reverse();
            lines.push(definition.split("struct").next().unwrap_or_default());
            lines
        }
        None => Vec::new(),
    };
    attributes.join("\n")
}

/// The forbidden traits among those derived.
fn derives(attributes: &str) -> Vec<&'static str> {
    let lists = words(attributes, "derive").filter_map(|(_, text)| text.split(')').next());
    let lists: Vec<&str> = lists.collect();
    FORBIDDEN
        .iter()
        .copied()
        .filter(|name| lists.iter().any(|list| words(list, name).next().is_some()))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    fn found(text: &str) -> Vec<String> {
        let source = Source::new(Path::new("a.rs"), text);
        check(&[source]).into_iter().map(|violation| violation.what).collect()
    }

    #[test]
    fn secrets_derive_nothing_that_leaks() {
        let good = "#[derive(Debug, Clone)]\nstruct Public(u8);\n\n/// A key.\n#[derive(ZeroizeOnDrop)]\npub struct TrusteeSecretKey(u8);\nimpl fmt::Debug for TrusteeSecretKey {}\n";
        assert_eq!(found(good), [""; 0]);
        let bad = "#[derive(\n    Debug,\n    Zeroize,\n)]\n#[doc = \"a\"]\npub struct Nonce(u8);\n";
        assert_eq!(found(bad), ["the secret type `Nonce` derives Debug"]);
        assert_eq!(found("#[derive(Clone, Copy)] struct Nonce(u8);\n").len(), 2);
        assert_eq!(found("#[cfg_attr(feature = \"a\", derive(Serialize))]\nenum Nonce { A }\n").len(), 1);
    }

    #[test]
    fn secrets_implement_nothing_that_leaks() {
        assert_eq!(
            found("impl<'a> Serialize for Nonce {\n}\n"),
            ["the secret type `Nonce` implements Serialize"]
        );
        assert_eq!(found("impl Drop for Nonce {\n}\nimpl Copy for Nonces {}\n"), [""; 0]);
    }
}
