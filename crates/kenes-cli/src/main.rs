//! `kenes`: verifiable elections from the command line.
//!
//! Owns files, the terminal and the command line; what is true of an election is for `kenes-belenios` to say.

mod archive;
mod backend;
mod board;
mod cli;
mod code;
mod commands;
mod demo;
mod error;
mod files;
mod keys;
mod kind;
mod output;
mod questions;
mod random;
mod sealed;
mod template;
mod trustees;
mod voters;

use std::process::ExitCode;

use clap::Parser as _;

use crate::cli::Cli;
use crate::output::say;

fn main() -> ExitCode {
    match Cli::parse().run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            let code = error.code();
            if !error.is_broken_pipe() {
                say(format_args!("error[{}]: {error}\n  what to do: {}", code.code(), error.remedy()));
            }
            ExitCode::from(error.exit())
        }
    }
}
