//! Specification and code point at each other: every section of the specification is cited where it is implemented, and
//! no citation names a section that does not exist.

use std::collections::BTreeMap;
use std::path::Path;

use super::Violation;
use crate::source::Source;

/// How a citation begins, after `Belenios`, which may end the line before; numbers after it on the line count as well.
const CITATION: &str = "3.3.0 §";
/// Where the citations are.
const CRATE: &str = "crates/kenes-belenios/src";

/// The sections of the Belenios specification, release 3.3.0, numbered in the order of its text, and whether some item
/// of the crate must cite each. A citation of a subsection counts for the sections that hold it.
const SECTIONS: &[(&str, &str, bool)] = &[
    ("1", "introduction", false),
    ("2", "parties", false),
    ("3", "processes", false),
    ("3.1", "election setup", false),
    ("3.1.1", "filling in the trustees structure", false),
    ("3.2", "vote", false),
    ("3.3", "credential recovery", false),
    ("3.4", "tally", false),
    ("3.5", "audit", false),
    ("3.5.1", "during the voting phase", false),
    ("3.5.2", "during and after the tally", false),
    ("4", "messages", false),
    ("4.1", "conventions", false),
    ("4.2", "basic types", true),
    ("4.3", "common structures", true),
    ("4.4", "public data", true),
    ("4.5", "verification keys", true),
    ("4.6", "messages specific to threshold decryption support", true),
    ("4.6.1", "public key infrastructure", true),
    ("4.6.2", "certificates", true),
    ("4.6.3", "channels", true),
    ("4.6.4", "polynomials", true),
    ("4.6.5", "vinputs", true),
    ("4.6.6", "voutputs", true),
    ("4.6.7", "threshold parameters", true),
    ("4.7", "trustees", true),
    ("4.8", "credentials", true),
    ("4.9", "questions", true),
    ("4.9.1", "homomorphic questions", true),
    ("4.9.2", "non-homomorphic questions", true),
    ("4.9.3", "lists questions", true),
    ("4.10", "elections", true),
    ("4.11", "encrypted answers", true),
    ("4.11.1", "homomorphic answers", true),
    ("4.11.2", "non-homomorphic answers", true),
    ("4.11.3", "lists answers", true),
    ("4.12", "proofs of interval membership", true),
    ("4.13", "proofs of possibly-blank votes", true),
    ("4.13.1", "non-blank votes", false),
    ("4.13.2", "blank votes", false),
    ("4.13.3", "verifying proofs", false),
    ("4.14", "proofs of list constraints", true),
    ("4.15", "proof of encryption of non-zero", true),
    ("4.16", "signatures", true),
    ("4.17", "ballots", true),
    ("4.18", "encrypted tally", true),
    ("4.19", "shuffles", true),
    ("4.20", "partial decryptions", true),
    ("4.21", "election result", true),
    ("5", "groups", true),
    ("5.1", "finite fields", true),
    ("5.1.1", "BELENIOS-2048", true),
    ("5.1.2", "RFC-3526-2048", true),
    ("5.2", "elliptic curves", true),
    ("5.2.1", "Ed25519", true),
    ("6", "shuffle algorithms", true),
];

const FIX_MISSING: &str =
    "cite it as `Belenios 3.3.0 §N` in the documentation of the item that implements it";
const FIX_UNKNOWN: &str =
    "look the number up in SECTIONS of xtask/src/tidy/sections.rs; other releases number differently";

/// Checks citations both ways.
pub fn check(sources: &[Source]) -> Vec<Violation> {
    let mut cited: BTreeMap<String, (&Path, usize)> = BTreeMap::new();
    for source in sources.iter().filter(|source| source.path.starts_with(CRATE)) {
        for (line, text) in (1..).zip(source.comments.lines()) {
            for number in citations(text) {
                cited.entry(number).or_insert((&source.path, line));
            }
        }
    }
    let unknown = cited
        .iter()
        .filter(|(number, _)| !SECTIONS.iter().any(|(known, _, _)| known == number))
        .map(|(number, (path, line))| {
            Violation::new(path, *line, format!("Belenios 3.3.0 has no section {number}"), FIX_UNKNOWN)
        });
    let within = |number: &str, section: &str| {
        number.strip_prefix(section).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    };
    let missing = SECTIONS
        .iter()
        .filter(|(section, _, wanted)| *wanted && !cited.keys().any(|number| within(number, section)))
        .map(|(section, title, _)| {
            let what = format!("Belenios 3.3.0 §{section} ({title}) is cited nowhere");
            Violation::new(&Path::new(CRATE).join("lib.rs"), 1, what, FIX_MISSING)
        });
    unknown.chain(missing).collect()
}

/// The section numbers cited on a line.
fn citations(line: &str) -> Vec<String> {
    if !line.contains(CITATION) {
        return Vec::new();
    }
    let numbers = line.split('§').skip(1).map(|rest| {
        let number: String = rest.chars().take_while(|c| c.is_ascii_digit() || *c == '.').collect();
        number.trim_end_matches('.').to_owned()
    });
    numbers.filter(|number| !number.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<String> {
        let source = Source::new(Path::new("crates/kenes-belenios/src/a.rs"), text);
        check(&[source]).into_iter().map(|violation| violation.what).collect()
    }

    #[test]
    fn citations_are_read() {
        assert_eq!(citations("/// Verifies (Belenios 3.3.0 §4.12, §4.6.1)."), ["4.12", "4.6.1"]);
        assert_eq!(citations("/// RFC 8032 §5"), [""; 0]);
    }

    #[test]
    fn a_section_without_an_item_is_missed() {
        let missing = "Belenios 3.3.0 §4.12 (proofs of interval membership) is cited nowhere";
        assert!(found("").iter().any(|what| what == missing));
        let cited = found("/// Belenios 3.3.0 §4.12, §4.6.1\nfn a() {}\n");
        assert!(!cited.iter().any(|what| what == missing));
        assert!(!cited.iter().any(|what| what.contains("§4.6 ")));
        assert!(cited.iter().any(|what| what.contains("§4.6.2 ")));
        assert!(cited.iter().any(|what| what.contains("§4.11 ")), "4.1 is not 4.11, nor the other way");
    }

    #[test]
    fn a_section_that_does_not_exist_is_refused() {
        assert!(
            found("// Belenios 3.3.0 §4.22\n")
                .iter()
                .any(|what| what == "Belenios 3.3.0 has no section 4.22")
        );
        assert!(!found("let a = \"Belenios 3.3.0 §4.22\";\n").iter().any(|what| what.contains("no section")));
    }
}
