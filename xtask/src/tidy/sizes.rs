//! How long files and functions may be. Tests are apart, and so are files that are one table and say so.

use std::collections::BTreeMap;
use std::path::Path;

use super::Violation;
use crate::source::{Source, functions};

/// The most lines of a file, its unit tests not counted.
const FILE: usize = 500;
/// The most lines of a function.
const FUNCTION: usize = 80;
/// Nine functions in ten of a crate have fewer lines than this.
const USUAL: usize = 40;
/// On the first line of a file that is one table.
const TABLE: &str = "// tidy: table";

const FIX_FILE: &str =
    "split it by reason to exist; a file that is one table says `// tidy: table` on line 1";
const FIX_FUNCTION: &str = "name its steps and make each a function";
const FIX_USUAL: &str = "shorten the longest functions of this crate first";

/// Checks every file that is not tests or a table.
pub fn check(sources: &[Source]) -> Vec<Violation> {
    let counted = || sources.iter().filter(|source| !source.is_test() && !source.text.starts_with(TABLE));
    let mut found: Vec<Violation> = counted().flat_map(check_file).collect();
    let mut crates: BTreeMap<&Path, Vec<usize>> = BTreeMap::new();
    for source in counted() {
        let lengths = before_tests(source).into_iter().map(|function| function.lines);
        crates.entry(crate_of(&source.path)).or_default().extend(lengths);
    }
    found.extend(crates.iter().filter_map(|(path, lengths)| check_usual(path, lengths)));
    found
}

fn check_file(source: &Source) -> Vec<Violation> {
    let lines = source.lines_before_tests();
    let file = (lines > FILE)
        .then(|| Violation::new(&source.path, FILE, format!("{lines} lines, {FILE} are allowed"), FIX_FILE));
    let long =
        before_tests(source).into_iter().filter(|function| function.lines > FUNCTION).map(|function| {
            let what = format!("`{}` has {} lines, {FUNCTION} are allowed", function.name, function.lines);
            Violation::new(&source.path, function.line, what, FIX_FUNCTION)
        });
    file.into_iter().chain(long).collect()
}

fn before_tests(source: &Source) -> Vec<crate::source::Function> {
    let end = source.lines_before_tests();
    functions(&source.code).into_iter().filter(|function| function.line <= end).collect()
}

fn check_usual(path: &Path, lengths: &[usize]) -> Option<Violation> {
    let long = lengths.iter().filter(|lines| **lines >= USUAL).count();
    let what =
        format!("{long} of {} functions have {USUAL} lines or more; one in ten is allowed", lengths.len());
    (long.saturating_mul(10) > lengths.len()).then(|| Violation::new(path, 1, what, FIX_USUAL))
}

/// The folder of the crate that a file belongs to.
fn crate_of(path: &Path) -> &Path {
    path.ancestors().find(|folder| folder.ends_with("src")).and_then(Path::parent).unwrap_or(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<String> {
        let source = Source::new(Path::new("crates/a/src/b.rs"), text);
        check(&[source]).into_iter().map(|violation| violation.what).collect()
    }

    fn function(lines: usize) -> String {
        format!("fn long() {{\n{}}}\n", "    step();\n".repeat(lines.saturating_sub(2)))
    }

    #[test]
    fn functions_have_a_longest_and_a_usual_length() {
        assert_eq!(found(&function(39)), [""; 0]);
        assert_eq!(found(&(function(40) + &"fn short() {}\n".repeat(9))), [""; 0]);
        assert_eq!(found(&function(40)), ["1 of 1 functions have 40 lines or more; one in ten is allowed"]);
        let found = found(&(function(81) + &"fn short() {}\n".repeat(9)));
        assert_eq!(found, ["`long` has 81 lines, 80 are allowed"]);
    }

    #[test]
    fn files_have_a_longest_length() {
        let line = "const A: u8 = 1;\n";
        assert_eq!(found(&line.repeat(500)), [""; 0]);
        assert_eq!(found(&line.repeat(501)), ["501 lines, 500 are allowed"]);
        assert_eq!(found(&format!("// tidy: table\n{}", line.repeat(501))), [""; 0]);
        assert_eq!(found(&format!("#[cfg(test)]\nmod tests {{\n{}}}\n", line.repeat(501))), [""; 0]);
    }

    #[test]
    fn a_file_belongs_to_its_crate() {
        assert_eq!(crate_of(Path::new("crates/a/src/b/c.rs")), Path::new("crates/a"));
    }
}
