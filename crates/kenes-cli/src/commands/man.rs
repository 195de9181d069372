//! `kenes man`.

use std::io;
use std::path::{Path, PathBuf};

use clap::CommandFactory as _;
use clap_mangen::Man;

use crate::cli::Cli;
use crate::error::{CliError, Result};
use crate::files::{self, Secrecy};
use crate::output;

/// Prints the manual page, or writes a page for every command
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Write the pages of all commands to this folder
    #[arg(long, value_name = "DIR")]
    dir: Option<PathBuf>,
}

impl Args {
    /// Prints or writes the pages.
    pub fn run(self) -> Result<()> {
        let mut command = Cli::command();
        command.build();
        match self.dir {
            None => output::raw_bytes(&page(&command)?),
            Some(dir) => {
                files::make_folder(&dir, Secrecy::Public)?;
                write_pages(&command, &dir)
            }
        }
    }
}

fn page(command: &clap::Command) -> Result<Vec<u8>> {
    let mut page = Vec::new();
    let rendered: io::Result<()> = Man::new(command.clone()).render(&mut page);
    rendered.map_err(|source| CliError::Output { source })?;
    Ok(page)
}

fn write_pages(command: &clap::Command, dir: &Path) -> Result<()> {
    let name = command.get_display_name().unwrap_or_else(|| command.get_name());
    files::write_new(&dir.join(format!("{name}.1")), &page(command)?, Secrecy::Public)?;
    let mut inner = command.get_subcommands().filter(|inner| inner.get_name() != "help");
    inner.try_for_each(|inner| write_pages(inner, dir))
}
