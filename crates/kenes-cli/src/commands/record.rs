//! `kenes record`: the public record as static files. Each command has a file of its own.

mod check_receipt;
mod error;
pub mod export;
pub mod folder;
mod fsck;
pub mod mirror;
mod prove;
mod sample;
mod show;
mod source;
mod words;

use clap::Subcommand;

pub use self::error::RecordError;
pub use self::words::number_of;
use crate::error::Result;
use crate::output::Output;

/// Looks after the public record of a council: static files that anybody can copy and check
///
/// docs/RECORD.md describes the files, and how to check a receipt by hand.
#[derive(Debug, Subcommand)]
pub enum Command {
    Show(show::Args),
    Prove(prove::Args),
    CheckReceipt(check_receipt::Args),
    Fsck(fsck::Args),
    Mirror(mirror::Args),
    Export(export::Args),
    Sample(sample::Args),
}

impl Command {
    /// Runs the command.
    pub fn run(self, output: Output) -> Result<()> {
        match self {
            Self::Show(args) => args.run(output),
            Self::Prove(args) => args.run(output),
            Self::CheckReceipt(args) => args.run(output),
            Self::Fsck(args) => args.run(output),
            Self::Mirror(args) => args.run(output),
            Self::Export(args) => args.run(output),
            Self::Sample(args) => args.run(output),
        }
    }
}
