//! The command line: what there is. Each command has a file of its own under `commands/`, whose documentation is its
//! manual.

use clap::{Parser, Subcommand};

use crate::backend;
use crate::commands::{
    audit, completions, council, count, demo, election, errors, man, record, serve, witness,
};
use crate::error::Result;
use crate::output::Output;

/// Verifiable councils: elections that anybody can check.
///
/// Data goes to the standard output, talk and progress to the standard error. With --json the data are one JSON
/// document.
///
/// Exit codes: 0 done or accepted; 1 refused or failed; 2 a file cannot be opened, or the command is wrong.
#[derive(Debug, Parser)]
#[command(name = "kenes", version = backend::version(), max_term_width = 100)]
pub struct Cli {
    /// Write data as JSON
    #[arg(long, global = true)]
    pub json: bool,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Demo(demo::Args),
    Serve(serve::Args),
    Audit(audit::Args),
    #[command(subcommand)]
    Council(council::Command),
    #[command(subcommand)]
    Election(election::Command),
    Count(count::Args),
    #[command(subcommand)]
    Record(record::Command),
    #[command(subcommand)]
    Witness(witness::Command),
    Errors(errors::Args),
    Completions(completions::Args),
    Man(man::Args),
}

impl Cli {
    /// Runs the command.
    pub fn run(self) -> Result<()> {
        let Self { json, command } = self;
        let output = Output { json };
        match command {
            Command::Demo(args) => args.run(output),
            Command::Serve(args) => args.run(output),
            Command::Audit(args) => args.run(output),
            Command::Council(command) => command.run(output),
            Command::Election(command) => command.run(output),
            Command::Count(args) => args.run(output),
            Command::Record(command) => command.run(output),
            Command::Witness(command) => command.run(output),
            Command::Errors(args) => args.run(output),
            Command::Completions(args) => args.run(),
            Command::Man(args) => args.run(),
        }
    }
}
