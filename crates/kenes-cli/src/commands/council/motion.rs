//! `kenes council motion`: a body decides, by name.

use std::path::{Path, PathBuf};

use clap::{Subcommand, ValueEnum};
use kenes_core::{Command as Decision, Duration, MemberId, Motion, SeatName, Time, Topic, Vote};
use kenes_record::act::ActId;
use kenes_record::blob::{BlobReference, Media};
use serde_json::json;

use super::CouncilError;
use super::call::minute_after;
use super::desk::{Desk, Place, read_time};
use super::signing::Signing;
use super::which;
use super::words::Words;
use crate::error::{CliError, Result};
use crate::files;
use crate::output::{Output, say};

/// Moves motions and calls the roll on them: delegates vote by name
#[derive(Debug, Subcommand)]
pub enum Command {
    File(FileArgs),
    Open(OpenArgs),
    Vote(VoteArgs),
    Close(MatterArgs),
    Withdraw(MatterArgs),
}

impl Command {
    /// Runs the command.
    pub fn run(self, output: Output) -> Result<()> {
        match self {
            Self::File(args) => args.run(output),
            Self::Open(args) => args.run(output),
            Self::Vote(args) => args.run(output),
            Self::Close(args) => args.close(output),
            Self::Withdraw(args) => args.withdraw(output),
        }
    }
}

/// What a motion is on.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum On {
    /// A text of the body
    Text,
    /// A change of the charter: the proposal is a charter
    Charter,
    /// A version of the rules: the proposal is {"rules":N}
    Rules,
    /// The witnesses: the proposal is a policy
    Policy,
    /// How the body works
    Procedure,
}

impl On {
    const fn topic(self) -> Topic {
        match self {
            Self::Text => Topic::Text,
            Self::Charter => Topic::Charter,
            Self::Rules => Topic::Rules,
            Self::Policy => Topic::Policy,
            Self::Procedure => Topic::Procedure,
        }
    }

    const fn media(self) -> Media {
        match self {
            Self::Policy => Media::Policy,
            Self::Text | Self::Charter | Self::Rules | Self::Procedure => Media::Json,
        }
    }
}

/// Moves a motion (holders of seats of the body)
///
/// With --json: act, leaf.
#[derive(Debug, clap::Args)]
pub struct FileArgs {
    /// The body, from 0
    #[arg(long, value_name = "N", default_value_t = 0)]
    body: u16,
    /// What it is on
    #[arg(long, value_enum, default_value = "text")]
    on: On,
    #[command(flatten)]
    words: Words,
    /// File with what it puts into force
    #[arg(long, value_name = "FILE")]
    proposal: Option<PathBuf>,
    #[command(flatten)]
    signing: Signing,
    #[command(flatten)]
    place: Place,
}

impl FileArgs {
    fn run(self, output: Output) -> Result<()> {
        self.place.in_time(|desk| {
            let proposal = self.proposal.as_ref().map(|path| self.proposal(desk, path)).transpose()?;
            let subject = self.on.topic();
            let text = self.words.keep(desk)?;
            let command = Decision::FileMotion { body: self.body, proposal, subject, text };
            let done = self.signing.carry_out(desk, &command)?;
            say("Next: `kenes council motion open`.");
            done.tell(output, &json!({}), "")
        })
    }

    fn proposal(&self, desk: &Desk, path: &Path) -> Result<BlobReference> {
        let content = files::read(path, files::SMALL)?;
        // A policy ends with a line's end, JSON with its last bracket.
        let content = if matches!(self.on, On::Policy) { content.as_slice() } else { content.trim_ascii() };
        desk.put(content, self.on.media())
    }
}

/// Calls the roll (a holder of a seat of the body)
///
/// With --json: act, leaf, closes.
#[derive(Debug, clap::Args)]
pub struct OpenArgs {
    /// The motion: the first digits of its act; needed where several wait
    motion: Option<String>,
    /// Until when; without it the earliest that the charter allows
    #[arg(long, value_name = "TIME", value_parser = read_time)]
    closes: Option<Time>,
    #[command(flatten)]
    signing: Signing,
    #[command(flatten)]
    place: Place,
}

impl OpenArgs {
    fn run(self, output: Output) -> Result<()> {
        self.place.in_time(|desk| {
            let is_free = |motion: &Motion| {
                !motion.withdrawn
                    && motion.decided.is_none()
                    && motion.rollcall.as_ref().is_none_or(|call| call.closed)
            };
            let motion = find(desk, self.motion.as_deref(), is_free)?;
            let hours = desk.council().charter().motions.open_hours;
            let now = desk.council().now().unwrap_or(desk.at);
            let closes = self.closes.unwrap_or_else(|| minute_after(now.plus(Duration::hours(hours))));
            let command = Decision::OpenRollcall { closes, motion, order: Vec::new() };
            let done = self.signing.carry_out(desk, &command)?;
            let json = json!({ "closes": kenes_text::time::rfc3339(closes.seconds()) });
            say("Next: each holder of a seat, `kenes council motion vote`.");
            done.tell(output, &json, &format!("until {}", kenes_text::time::minute(closes.seconds())))
        })
    }
}

/// How somebody votes.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum Ballot {
    For,
    Against,
    Abstain,
}

/// Votes on a motion, by name (the holder of a seat)
///
/// With --json: act, leaf.
#[derive(Debug, clap::Args)]
pub struct VoteArgs {
    /// The vote
    #[arg(value_enum)]
    vote: Ballot,
    /// The motion: the first digits of its act; needed where several are called
    #[arg(long, value_name = "ID")]
    motion: Option<String>,
    /// The seat, as BODY/SEAT; needed where the member has several in the body
    #[arg(long, value_name = "BODY/SEAT", value_parser = which::seat)]
    seat: Option<SeatName>,
    #[command(flatten)]
    signing: Signing,
    #[command(flatten)]
    place: Place,
}

impl VoteArgs {
    fn run(self, output: Output) -> Result<()> {
        self.place.in_time(|desk| {
            let motion = find(desk, self.motion.as_deref(), is_called)?;
            let (rollcall, body) = rollcall(desk, motion)?;
            let members = self.signing.members(desk)?;
            let seat = self.seat.or_else(|| seat_of(desk, &members, body));
            let none =
                || CouncilError::NoSuch { what: "seat", name: format!("of {body}/ that the signer holds") };
            let vote = match self.vote {
                Ballot::For => Vote::For,
                Ballot::Against => Vote::Against,
                Ballot::Abstain => Vote::Abstain,
            };
            let command = Decision::Vote { rollcall, seat: seat.ok_or_else(none)?.seat, vote };
            self.signing.carry_out(desk, &command)?.tell(output, &json!({}), "")
        })
    }
}

/// Ends a roll call whose time is over, or in which every seat has voted (anyone); or takes a motion back (its movers)
///
/// With --json: act, leaf, adopted (of a roll call that is closed; null where too few took part).
#[derive(Debug, clap::Args)]
pub struct MatterArgs {
    /// The motion: the first digits of its act; needed where there are several
    motion: Option<String>,
    #[command(flatten)]
    signing: Signing,
    #[command(flatten)]
    place: Place,
}

impl MatterArgs {
    fn close(self, output: Output) -> Result<()> {
        self.place.in_time(|desk| {
            let motion = find(desk, self.motion.as_deref(), is_called)?;
            let (rollcall, _) = rollcall(desk, motion)?;
            let done = self.signing.carry_out_own(desk, &Decision::CloseRollcall { rollcall })?;
            let found = desk.council().motions().find(|(act, _)| **act == motion);
            let adopted = found.and_then(|(_, motion)| motion.decided).map(|(adopted, _)| adopted);
            let text = match adopted {
                Some(true) => "adopted",
                Some(false) => "rejected",
                None => "too few took part: nothing is decided",
            };
            done.tell(output, &json!({ "adopted": adopted }), text)
        })
    }

    fn withdraw(self, output: Output) -> Result<()> {
        self.place.in_time(|desk| {
            let motion =
                find(desk, self.motion.as_deref(), |motion| !motion.withdrawn && motion.decided.is_none())?;
            self.signing.carry_out(desk, &Decision::WithdrawMotion { motion })?.tell(output, &json!({}), "")
        })
    }
}

fn is_called(motion: &Motion) -> bool {
    motion.rollcall.as_ref().is_some_and(|call| !call.closed)
}

/// The motion with these digits, or the only one of this kind.
pub fn find(desk: &Desk, digits: Option<&str>, kind: impl Fn(&Motion) -> bool) -> Result<ActId> {
    let is_meant = |motion: &Motion| digits.is_some() || kind(motion);
    let found = desk.council().motions().filter(|(_, motion)| is_meant(motion)).map(|(act, _)| *act);
    which::act(found, digits, "motion")
}

fn rollcall(desk: &Desk, motion: ActId) -> Result<(ActId, u16)> {
    let found = desk.council().motions().find(|(act, _)| **act == motion);
    let call = found.and_then(|(_, motion)| Some((motion.rollcall.as_ref()?.opened_by, motion.body)));
    let none = || CliError::from(CouncilError::NoSuch { what: "roll call", name: Desk::short(&motion) });
    call.ok_or_else(none)
}

fn seat_of(desk: &Desk, members: &[MemberId], body: u16) -> Option<SeatName> {
    let mut seats =
        members.iter().flat_map(|member| desk.council().seats_of(*member)).filter(|seat| seat.body == body);
    seats.next()
}
