//! `kenes witness`.

mod error;
mod new;
mod serve;

use clap::Subcommand;

pub use self::error::WitnessCommandError;
pub use self::serve::stop;
use crate::error::Result;
use crate::output::Output;

/// Is a witness of records: cosigns each checkpoint that continues the one before
///
/// docs/OPERATIONS.md says how to keep a witness, and what to do when its state is lost.
#[derive(Debug, Subcommand)]
pub enum Command {
    New(new::Args),
    Serve(serve::Args),
}

impl Command {
    /// Runs the command.
    pub fn run(self, output: Output) -> Result<()> {
        match self {
            Self::New(args) => args.run(output),
            Self::Serve(args) => args.run(output),
        }
    }
}
