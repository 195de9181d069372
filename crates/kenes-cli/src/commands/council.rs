//! `kenes council`: a council on this machine, each step by hand. Each command has a file of its own.

mod archive;
mod ballot;
mod bind;
mod board;
mod call;
mod close;
mod dates;
mod decision;
mod desk;
mod elections;
mod enrol;
mod erase;
mod error;
mod key;
mod lot;
mod member_key;
mod members;
mod motion;
mod new;
mod next;
mod paper;
mod people;
mod petition;
mod rehearse;
mod remedy;
mod seat;
mod seats;
mod setup;
mod sign;
mod signing;
mod stand;
mod status;
mod tick;
mod which;
mod why;
mod withdraw;
mod words;

use clap::Subcommand;

use self::decision::Matter;
pub use self::error::CouncilError;
use self::seat::Answer;
use crate::error::Result;
use crate::output::Output;

/// Runs a council on this machine: members, elections, seats, decisions
///
/// Every command works on the council's folder (--data, else ./kenes-data). `kenes council status` says what comes next, and
/// who does it by which command. docs/COUNCIL.md goes through all of it.
#[derive(Debug, Subcommand)]
pub enum Command {
    New(new::Args),
    Status(status::Args),
    Tick(tick::Args),
    Seats(seats::Args),
    Members(members::Args),
    Elections(elections::Args),
    Why(why::Args),
    Enrol(enrol::Args),
    Bind(bind::Args),
    Withdraw(withdraw::Args),
    #[command(subcommand)]
    Key(key::Command),
    Call(call::Args),
    Stand(stand::Args),
    StandDown(stand::DownArgs),
    Paper(paper::Args),
    Setup(setup::Args),
    Rehearse(rehearse::Args),
    Ballot(ballot::Args),
    Close(close::Args),
    Archive(archive::Args),
    #[command(subcommand)]
    Lot(lot::Command),
    /// Accepts the seat to which one was elected (who was elected)
    ///
    /// With --json: act, leaf.
    Accept(seat::Args),
    /// Declines the seat to which one was elected (who was elected)
    ///
    /// With --json: act, leaf.
    Decline(seat::Args),
    /// Resigns from a seat (its holder)
    ///
    /// The seat is filled from the ballots of the election that filled it.
    ///
    /// With --json: act, leaf.
    Resign(seat::Args),
    #[command(subcommand)]
    Motion(motion::Command),
    #[command(subcommand)]
    Petition(petition::Command),
    /// States what was decided (anyone)
    ///
    /// With --json: act, leaf.
    Resolution(decision::Args),
    /// Puts a decided charter into force (anyone)
    ///
    /// After the body's decision and the members' vote.
    ///
    /// With --json: act, leaf.
    Charter(decision::Args),
    /// Puts a decided version of the rules into force (anyone)
    ///
    /// With --json: act, leaf.
    Rules(decision::Args),
    /// Puts a decided witness policy into force (anyone)
    ///
    /// With --json: act, leaf.
    Policy(decision::Args),
    Erase(erase::Args),
    Sign(sign::Args),
    Submit(sign::SubmitArgs),
}

impl Command {
    /// Runs the command.
    pub fn run(self, output: Output) -> Result<()> {
        match self {
            Self::New(args) => args.run(output),
            Self::Status(args) => args.run(output),
            Self::Tick(args) => args.run(output),
            Self::Seats(args) => args.run(output),
            Self::Members(args) => args.run(output),
            Self::Elections(args) => args.run(output),
            Self::Why(args) => args.run(output),
            Self::Enrol(args) => args.run(output),
            Self::Bind(args) => args.run(output),
            Self::Withdraw(args) => args.run(output),
            Self::Key(command) => command.run(output),
            Self::Call(args) => args.run(output),
            Self::Stand(args) => args.run(output),
            Self::StandDown(args) => args.run(output),
            Self::Paper(args) => args.run(output),
            Self::Setup(args) => args.run(output),
            Self::Rehearse(args) => args.run(output),
            Self::Ballot(args) => args.run(output),
            Self::Close(args) => args.run(output),
            Self::Archive(args) => args.run(output),
            Self::Lot(command) => command.run(output),
            Self::Accept(args) => args.run(Answer::Accept, output),
            Self::Decline(args) => args.run(Answer::Decline, output),
            Self::Resign(args) => args.run(Answer::Resign, output),
            Self::Motion(command) => command.run(output),
            Self::Petition(command) => command.run(output),
            Self::Resolution(args) => args.run(Matter::Resolution, output),
            Self::Charter(args) => args.run(Matter::Charter, output),
            Self::Rules(args) => args.run(Matter::Rules, output),
            Self::Policy(args) => args.run(Matter::Policy, output),
            Self::Erase(args) => args.run(output),
            Self::Sign(args) => args.run(output),
            Self::Submit(args) => args.run(output),
        }
    }
}
