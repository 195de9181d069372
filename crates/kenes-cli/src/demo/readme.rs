//! How a `README.txt` is laid out.

use super::teller::wrapped;

/// Paragraphs in short lines.
pub fn paragraph(text: &str) -> String {
    text.split("\n\n").map(|part| wrapped(part, 0)).collect::<Vec<_>>().join("\n\n")
}

/// A text under a heading.
pub fn section(heading: &str, text: &str) -> String {
    format!("{heading}\n{}\n\n{text}", "-".repeat(heading.chars().count()))
}

/// Files, each with what it is and who holds it.
pub fn files<A: AsRef<str>>(heading: &str, entries: &[(A, &str)]) -> String {
    let entry = |(name, what): &(A, &str)| format!("{}\n{}", name.as_ref(), wrapped(what, 4));
    section(heading, &entries.iter().map(entry).collect::<Vec<_>>().join("\n"))
}
