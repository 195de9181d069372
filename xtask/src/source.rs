//! Rust source as text: code apart from comments, and where functions begin and end.
//!
//! A scanner of a few states, not a parser: enough to look for words and to count lines without being misled by a brace
//! in a string or a keyword in a comment.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};

/// One source file, with the code and the comments each on the lines where they stood.
#[derive(Debug)]
pub struct Source {
    /// Relative to the workspace.
    pub path: PathBuf,
    /// The file as it is.
    pub text: String,
    /// The code alone: comments and the content of strings are blank.
    pub code: String,
    /// The comments alone.
    pub comments: String,
}

impl Source {
    /// Splits a text as if it had been read from `path`.
    pub fn new(path: &Path, text: &str) -> Self {
        let mut scanner = Scanner::new(text);
        scanner.scan();
        Self {
            path: path.to_path_buf(),
            text: text.to_owned(),
            code: scanner.code,
            comments: scanner.comments,
        }
    }

    /// Whether the whole file holds tests: in a folder `tests` or `benches`, or a file `tests.rs`.
    pub fn is_test(&self) -> bool {
        let folder = |part: &std::ffi::OsStr| part == "tests" || part == "benches" || part == "tests.rs";
        self.path.components().any(|part| folder(part.as_os_str()))
    }

    /// The number of lines before the unit tests, which stand last in a file.
    pub fn lines_before_tests(&self) -> usize {
        let lines: Vec<&str> = self.code.lines().map(str::trim).collect();
        let tests = lines.windows(2).position(|pair| match pair {
            [attribute, item] => {
                attribute.starts_with("#[cfg(")
                    && attribute.contains("test)")
                    && !attribute.contains("not(test")
                    && item.split_whitespace().any(|word| word == "mod")
            }
            _ => false,
        });
        tests.unwrap_or(lines.len())
    }
}

/// Reads every `.rs` file of the workspace, in the order of their paths.
pub fn read_all(root: &Path) -> Result<Vec<Source>> {
    let mut paths = Vec::new();
    for folder in ["crates", "xtask", "conformance", "fuzz"] {
        files(&root.join(folder), &mut paths)?;
    }
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "rs"));
    paths.sort();
    let read = |path: &PathBuf| -> Result<Source> {
        let text = fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
        Ok(Source::new(path.strip_prefix(root).unwrap_or(path), &text))
    };
    paths.iter().map(read).collect()
}

/// Adds the files under `folder` to `paths`, leaving out build folders and hidden ones.
pub fn files(folder: &Path, paths: &mut Vec<PathBuf>) -> Result<()> {
    let Ok(entries) = fs::read_dir(folder) else { return Ok(()) };
    for entry in entries {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if path.is_file() {
            paths.push(path);
        } else if path.is_dir() && name != "target" && name != "node_modules" && !name.starts_with('.') {
            files(&path, paths)?;
        }
    }
    Ok(())
}

/// Whether a character can stand in an identifier.
pub fn is_word(c: char) -> bool {
    c == '_' || c.is_alphanumeric()
}

/// The places of `word` in `text`, standing alone: (line from 1, the text from there to the end).
pub fn words<'a>(text: &'a str, word: &'a str) -> impl Iterator<Item = (usize, &'a str)> {
    text.match_indices(word).filter_map(move |(at, _)| {
        let before = text.get(..at)?;
        let after = text.get(at..)?;
        let alone = !before.chars().next_back().is_some_and(is_word)
            && !after.chars().nth(word.chars().count()).is_some_and(is_word);
        alone.then(|| (line_of(before), after))
    })
}

/// The line, from 1, on which the text after `before` begins.
pub fn line_of(before: &str) -> usize {
    before.matches('\n').count().saturating_add(1)
}

/// A function and the number of lines that hold its code, from `fn` to the closing brace.
#[derive(Debug, PartialEq, Eq)]
pub struct Function {
    /// Its name.
    pub name: String,
    /// The line of `fn`, from 1.
    pub line: usize,
    /// Lines with code; blank ones and comments do not count.
    pub lines: usize,
}

/// Every function with a body in a text without comments and strings.
pub fn functions(code: &str) -> Vec<Function> {
    let found = words(code, "fn").filter_map(|(line, text)| {
        let rest = text.strip_prefix("fn")?.trim_start();
        let name: String = rest.chars().take_while(|c| is_word(*c)).collect();
        let body = body(text)?;
        let lines = body.lines().filter(|line| !line.trim().is_empty()).count();
        (!name.is_empty()).then_some(Function { name, line, lines })
    });
    found.collect()
}

/// A function's text up to its closing brace; nothing for a declaration that ends in a semicolon.
fn body(text: &str) -> Option<&str> {
    let mut braces = 0_usize;
    let mut brackets = 0_usize;
    for (at, c) in text.char_indices() {
        match c {
            '(' | '[' => brackets = brackets.saturating_add(1),
            ')' | ']' => brackets = brackets.saturating_sub(1),
            '{' => braces = braces.saturating_add(1),
            '}' if braces <= 1 => return text.get(..=at),
            '}' => braces = braces.saturating_sub(1),
            ';' if braces == 0 && brackets == 0 => return None,
            _ => {}
        }
    }
    None
}

/// Where the text after the current character belongs.
#[derive(Clone, Copy)]
enum Part {
    Code,
    Comment,
    Text,
}

struct Scanner {
    chars: Vec<char>,
    at: usize,
    code: String,
    comments: String,
}

impl Scanner {
    fn new(text: &str) -> Self {
        Self { chars: text.chars().collect(), at: 0, code: String::new(), comments: String::new() }
    }

    fn peek(&self, ahead: usize) -> Option<char> {
        self.chars.get(self.at.saturating_add(ahead)).copied()
    }

    /// Moves over `count` characters, writing each to its part and a blank to the other.
    fn take(&mut self, count: usize, part: Part) {
        for _ in 0..count {
            let Some(c) = self.peek(0) else { return };
            self.at = self.at.saturating_add(1);
            let blank = if c == '\n' { '\n' } else { ' ' };
            self.code.push(if matches!(part, Part::Code) { c } else { blank });
            self.comments.push(if matches!(part, Part::Comment) { c } else { blank });
        }
    }

    fn scan(&mut self) {
        let mut before = ' ';
        while let Some(c) = self.peek(0) {
            match (c, self.peek(1)) {
                ('/', Some('/')) => self.line_comment(),
                ('/', Some('*')) => self.block_comment(),
                ('"', _) => self.string(),
                ('r', Some('"' | '#')) if !is_word(before) || before == 'b' => self.raw_string(),
                ('\'', _) => self.quote(),
                _ => self.take(1, Part::Code),
            }
            before = c;
        }
    }

    fn line_comment(&mut self) {
        while self.peek(0).is_some_and(|c| c != '\n') {
            self.take(1, Part::Comment);
        }
    }

    fn block_comment(&mut self) {
        let mut depth = 0_usize;
        loop {
            match (self.peek(0), self.peek(1)) {
                (None, _) => return,
                (Some('/'), Some('*')) => {
                    depth = depth.saturating_add(1);
                    self.take(2, Part::Comment);
                }
                (Some('*'), Some('/')) => {
                    depth = depth.saturating_sub(1);
                    self.take(2, Part::Comment);
                    if depth == 0 {
                        return;
                    }
                }
                _ => self.take(1, Part::Comment),
            }
        }
    }

    fn string(&mut self) {
        self.take(1, Part::Code);
        loop {
            match self.peek(0) {
                None => return,
                Some('\\') => self.take(2, Part::Text),
                Some('"') => return self.take(1, Part::Code),
                Some(_) => self.take(1, Part::Text),
            }
        }
    }

    /// `r"…"`, `r#"…"#`, or a raw identifier, which is left to the code.
    fn raw_string(&mut self) {
        let hashes = self.chars.iter().skip(self.at.saturating_add(1)).take_while(|c| **c == '#').count();
        let start = hashes.saturating_add(1);
        if self.peek(start) != Some('"') {
            return self.take(1, Part::Code);
        }
        self.take(start.saturating_add(1), Part::Code);
        loop {
            let closes = (1..=hashes).all(|ahead| self.peek(ahead) == Some('#'));
            match self.peek(0) {
                None => return,
                Some('"') if closes => return self.take(start, Part::Code),
                Some(_) => self.take(1, Part::Text),
            }
        }
    }

    /// A character literal or a lifetime.
    fn quote(&mut self) {
        self.take(1, Part::Code);
        match (self.peek(0), self.peek(1)) {
            (Some('\\'), _) => {
                self.take(2, Part::Text);
                while self.peek(0).is_some_and(|c| c != '\'') {
                    self.take(1, Part::Text);
                }
                self.take(1, Part::Code);
            }
            (Some(_), Some('\'')) => {
                self.take(1, Part::Text);
                self.take(1, Part::Code);
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(text: &str) -> Source {
        Source::new(Path::new("a.rs"), text)
    }

    #[test]
    fn separates_code_comments_and_strings() {
        let source = split(
            "let a = \"{ // no\\\"\"; // yes }\n/* x /* y */ z */ let b = '{'; let c: &'a str = r#\"}\"#;",
        );
        assert!(!source.code.contains(['{', '}']), "{}", source.code);
        assert!(source.code.contains("let b") && source.code.contains("&'a str"));
        assert!(source.comments.contains("yes }") && source.comments.contains("z */"));
        assert!(!source.comments.contains("no"));
        assert_eq!(source.code.lines().count(), 2);
    }

    #[test]
    fn raw_identifiers_and_byte_strings_are_code() {
        let source = split("let r#type = br\"fn x() {\"; let f = b'\\''; fn y() {}");
        assert_eq!(functions(&source.code), [Function { name: "y".into(), line: 1, lines: 1 }]);
    }

    #[test]
    fn counts_functions_without_blank_lines_and_comments() {
        let source = split(
            "fn a(x: [u8; 2]) -> u8 {\n    // why\n\n    if x { 1 } else { 2 }\n}\ntrait T { fn b(); }\nfn c() {}\n",
        );
        let found = functions(&source.code);
        let found: Vec<_> = found.iter().map(|f| (f.name.as_str(), f.line, f.lines)).collect();
        assert_eq!(found, [("a", 1, 3), ("c", 7, 1)]);
    }

    #[test]
    fn function_pointers_are_not_functions() {
        assert_eq!(functions("type F = fn(u8) -> u8; struct S { f: fn() }"), []);
    }

    #[test]
    fn tests_at_the_end_are_left_out() {
        let source = split("fn a() {}\n\n#[cfg(test)]\nmod tests {\n    fn b() {}\n}\n");
        assert_eq!(source.lines_before_tests(), 2);
        assert_eq!(split("fn a() {}\n#[cfg(not(test))]\nmod real;\n").lines_before_tests(), 3);
        assert!(Source::new(Path::new("crates/x/tests/y.rs"), "").is_test());
        assert!(!Source::new(Path::new("crates/x/src/testing.rs"), "").is_test());
    }
}
