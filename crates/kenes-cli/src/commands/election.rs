//! `kenes election`.

mod accept;
mod check_challenge;
pub mod close;
mod contribution;
pub mod credentials;
mod decrypt;
mod export;
mod new;
pub mod open;
mod result;
mod show;
mod shuffle;
mod tally;
mod trustee;
pub mod verify;
mod verify_diff;
pub mod vote;

use clap::Subcommand;

use crate::error::Result;
use crate::output::Output;

/// Sets up, holds and audits elections
///
/// The steps: `new` (administrator), `credentials` (credential authority), `trustee` (each trustee), `open`
/// (administrator), `vote` (voters), `close`, `tally`, `shuffle` where a question asks for it, `decrypt` (each trustee),
/// `result`. Anybody: `verify`, `verify-diff`, `show`.
#[derive(Debug, Subcommand)]
pub enum Command {
    New(new::Args),
    Credentials(credentials::Args),
    #[command(subcommand)]
    Trustee(trustee::Command),
    Open(open::Args),
    Vote(vote::Args),
    Accept(accept::Args),
    CheckChallenge(check_challenge::Args),
    Close(close::Args),
    Tally(tally::Args),
    Shuffle(shuffle::Args),
    Decrypt(decrypt::Args),
    Result(result::Args),
    Verify(verify::Args),
    VerifyDiff(verify_diff::Args),
    Show(show::Args),
    Export(export::Args),
}

impl Command {
    /// Runs the command.
    pub fn run(self, output: Output) -> Result<()> {
        match self {
            Self::New(args) => args.run(output),
            Self::Credentials(args) => args.run(output),
            Self::Trustee(command) => command.run(output),
            Self::Open(args) => args.run(output),
            Self::Vote(args) => args.run(output),
            Self::Accept(args) => args.run(output),
            Self::CheckChallenge(args) => args.run(output),
            Self::Close(args) => args.run(output),
            Self::Tally(args) => args.run(output),
            Self::Shuffle(args) => args.run(output),
            Self::Decrypt(args) => args.run(output),
            Self::Result(args) => args.run(output),
            Self::Verify(args) => args.run(output),
            Self::VerifyDiff(args) => args.run(output),
            Self::Show(args) => args.run(output),
            Self::Export(args) => args.run(output),
        }
    }
}
