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

// Only the command that is called is built: all of them take longer than to count a ward. So what each does, in a line, stands
// here and with the command.
#[derive(Debug, Subcommand)]
#[command(defer = true)]
enum Command {
    /// Founds a council before your eyes, holds its elections, checks everything, and shows that an altered copy is refused
    Demo(demo::Args),
    /// Serves a council to people's browsers until it is told to stop (SIGTERM or Ctrl-C)
    Serve(serve::Args),
    /// Audits a whole council from its public record: every file, every entry, every election, every seat
    Audit(audit::Args),
    /// Runs a council on this machine: members, elections, seats, decisions
    #[command(subcommand)]
    Council(council::Command),
    /// Sets up, holds and audits elections
    #[command(subcommand)]
    Election(election::Command),
    /// Counts ballots into seats, and explains the count
    Count(count::Args),
    /// Looks after the public record of a council: static files that anybody can copy and check
    #[command(subcommand)]
    Record(record::Command),
    /// Is a witness of records: cosigns each checkpoint that continues the one before
    #[command(subcommand)]
    Witness(witness::Command),
    /// Lists every code of an error or a check, with its meaning and what to do
    Errors(errors::Args),
    /// Prints completions for a shell
    Completions(completions::Args),
    /// Prints the manual page, or writes a page for every command
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

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::*;

    #[test]
    fn each_command_says_of_itself_what_the_list_says() {
        let listed = Cli::command();
        let mut built = listed.clone();
        built.build();
        for inner in listed.get_subcommands() {
            let own = built.find_subcommand(inner.get_name()).unwrap();
            assert_eq!(inner.get_about().unwrap().to_string(), own.get_about().unwrap().to_string());
            assert!(
                inner.get_arguments().next().is_none(),
                "{} is built before it is called",
                inner.get_name()
            );
        }
    }
}
