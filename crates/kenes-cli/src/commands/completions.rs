//! `kenes completions`.

use clap::CommandFactory as _;
use clap_complete::Shell;

use crate::cli::Cli;
use crate::error::Result;
use crate::output;

/// Prints completions for a shell
///
/// For bash: kenes completions bash > ~/.local/share/bash-completion/completions/kenes
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The shell
    shell: Shell,
}

impl Args {
    /// Prints them.
    pub fn run(self) -> Result<()> {
        let mut script = Vec::new();
        clap_complete::generate(self.shell, &mut Cli::command(), "kenes", &mut script);
        output::raw_bytes(&script)
    }
}
