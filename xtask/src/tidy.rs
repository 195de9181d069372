//! `cargo xtask tidy`: the rules of the project that a machine can check.
//!
//! Each rule has its own file, and its tables stand at the top of that file: extend them there.

mod dependencies;
mod docs;
mod layers;
mod secrets;
mod sections;
mod sizes;
mod vocabulary;
mod workspace;

use std::fmt;
use std::path::{Path, PathBuf};

use anyhow::Result;

use crate::source;

/// One thing that is wrong, where it is, and what to do about it.
#[derive(Debug)]
pub struct Violation {
    /// Relative to the workspace.
    pub file: PathBuf,
    /// From 1.
    pub line: usize,
    /// What is wrong.
    pub what: String,
    /// What to do about it.
    pub todo: &'static str,
}

impl Violation {
    /// Builds a violation; `file` is relative to the workspace.
    pub fn new(file: &Path, line: usize, what: impl Into<String>, todo: &'static str) -> Self {
        Self { file: file.to_path_buf(), line, what: what.into(), todo }
    }
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}\n    {}", self.file.display(), self.line, self.what, self.todo)
    }
}

/// Prints every violation; true when there is none.
pub fn report(root: &Path) -> Result<bool> {
    let sources = source::read_all(root)?;
    let metadata = workspace::Metadata::read(root)?;
    let lock = workspace::Lock::read(root)?;

    let mut found = Vec::new();
    found.extend(layers::check(&metadata));
    found.extend(dependencies::check(&metadata, &lock));
    found.extend(workspace::check_comments(root)?);
    found.extend(sizes::check(&sources));
    found.extend(secrets::check(&sources));
    found.extend(sections::check(&sources));
    found.extend(vocabulary::check(&sources));
    found.extend(vocabulary::check_other_files(root)?);
    found.extend(docs::check(root)?);
    if docs::ERRORS_PAGE_IS_GENERATED {
        found.extend(docs::check_errors_page(root)?);
    }

    for note in vocabulary::unchecked_openings(&sources) {
        println!("note: {note}");
    }
    for violation in &found {
        println!("{violation}");
    }
    match found.len() {
        0 => println!(
            "tidy: {} source files, {} packages, nothing to do",
            sources.len(),
            metadata.packages.len()
        ),
        count => println!("tidy: {count} to put right"),
    }
    Ok(found.is_empty())
}
