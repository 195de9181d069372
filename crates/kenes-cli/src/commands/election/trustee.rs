//! `kenes election trustee`.

mod keygen;
mod rehearse;
mod threshold;

use clap::Subcommand;

use super::{decrypt, shuffle};
use crate::error::Result;
use crate::output::Output;

/// What trustees do: make and rehearse keys, shuffle, decrypt
///
/// Each trustee works on a machine of its own and passes on only what is public. A trustee either has a key that is always
/// needed (`keygen`), or belongs to a group of which some number is enough (`threshold`).
#[derive(Debug, Subcommand)]
pub enum Command {
    Keygen(keygen::Args),
    #[command(subcommand)]
    Threshold(threshold::Command),
    #[command(subcommand)]
    Rehearse(rehearse::Command),
    Shuffle(shuffle::MakeArgs),
    Decrypt(decrypt::MakeArgs),
}

impl Command {
    /// Runs the command.
    pub fn run(self, output: Output) -> Result<()> {
        match self {
            Self::Keygen(args) => args.run(output),
            Self::Threshold(command) => command.run(output),
            Self::Rehearse(command) => command.run(output),
            Self::Shuffle(args) => args.run(output),
            Self::Decrypt(args) => args.run(output),
        }
    }
}
