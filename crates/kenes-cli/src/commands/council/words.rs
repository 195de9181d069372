//! A text that somebody writes, in a file or on the command line.

use std::path::PathBuf;

use kenes_core::Text;
use kenes_record::blob::Media;

use super::desk::Desk;
use crate::error::{CliError, Result};
use crate::files;

/// A text of an act.
#[derive(Debug, clap::Args)]
pub struct Words {
    /// File with the text, in Markdown
    #[arg(
        long = "text-file",
        value_name = "FILE",
        required_unless_present = "text",
        conflicts_with = "text"
    )]
    file: Option<PathBuf>,
    /// The text itself
    #[arg(long)]
    text: Option<String>,
}

impl Words {
    /// Keeps them.
    pub fn keep(&self, desk: &Desk) -> Result<Text> {
        match (&self.file, &self.text) {
            (Some(path), _) => text(desk, &files::read_text(path, files::SMALL)?),
            (None, words) => text(desk, words.as_deref().unwrap_or_default()),
        }
    }
}

/// Keeps a text.
pub fn text(desk: &Desk, content: &str) -> Result<Text> {
    if content.trim().is_empty() {
        return Err(CliError::Usage { needs: "the text is empty" });
    }
    Ok(Text(desk.put(content.as_bytes(), Media::Markdown)?))
}
