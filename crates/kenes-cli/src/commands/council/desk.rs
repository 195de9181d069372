//! The council's folder as a command works on it: opened, brought up to the time, worked on, given back.

use std::path::{Path, PathBuf};
use std::time::SystemTime;

use kenes_core::{Command, Council, Duration, Time};
use kenes_record::act::{Act, ActId, Holder, SignerName, UnsignedAct};
use kenes_record::blob::{BlobReference, Media};
use kenes_server::host::{Host, Taken};
use kenes_store::private::PrivateStore as _;
use tokio::runtime::Runtime;

use super::CouncilError;
use crate::error::Result;

/// How old the last tick may be when something is done.
const FRESH: Duration = Duration::hours(1);

/// A longer time without a tick is stated, not taken from the clock.
const LONGEST_JUMP: Duration = Duration::days(100);

/// Where a council is, and how late it is there.
#[derive(Debug, clap::Args)]
pub struct Place {
    /// The council's folder
    #[arg(long, value_name = "DIR", default_value = "kenes-data")]
    pub data: PathBuf,
    /// The time, in place of this machine's clock: 2026-11-19T12:00:00Z, a date, or seconds since 1970
    #[arg(long, value_name = "TIME", value_parser = read_time)]
    pub at: Option<Time>,
}

impl Place {
    /// Opens the council, does this, and gives it back in every case.
    pub fn work<T>(&self, work: impl FnOnce(&mut Desk) -> Result<T>) -> Result<T> {
        let runtime = Runtime::new().map_err(CouncilError::Runtime)?;
        let opened = runtime.block_on(Host::open(&self.data));
        let host = opened.map_err(|source| CouncilError::opening(self.data.clone(), source))?;
        let mut desk = Desk::new(runtime, host, self.at.unwrap_or_else(clock));
        desk.is_stated = self.at.is_some();
        let done = work(&mut desk);
        let stopped = desk.close();
        let done = done?;
        stopped?;
        Ok(done)
    }

    /// The same, once the record knows what time it is.
    pub fn in_time<T>(&self, work: impl FnOnce(&mut Desk) -> Result<T>) -> Result<T> {
        self.work(|desk| {
            desk.catch_up()?;
            work(desk)
        })
    }
}

/// An opened council.
#[derive(Debug)]
pub struct Desk {
    runtime: Runtime,
    host: Host,
    /// How late it is.
    pub at: Time,
    /// Whether somebody said so, and not this machine's clock.
    is_stated: bool,
}

impl Desk {
    /// A council that was opened elsewhere.
    pub fn new(runtime: Runtime, host: Host, at: Time) -> Self {
        Self { runtime, host, at, is_stated: false }
    }

    /// Gives the council back.
    pub fn close(self) -> Result<()> {
        let Self { runtime, host, at: _, is_stated: _ } = self;
        Ok(runtime.block_on(host.stop()).map_err(CouncilError::from)?)
    }

    /// The council as it is now.
    pub fn council(&self) -> &Council {
        self.host.council()
    }

    /// The host.
    pub fn host(&self) -> &Host {
        &self.host
    }

    /// The council's folder.
    pub fn dir(&self) -> &Path {
        self.host.data().path()
    }

    /// Waits for something that the host does.
    pub fn wait<F: Future>(&self, doing: F) -> F::Output {
        self.runtime.block_on(doing)
    }

    /// Writes a tick where the last one is old, or something is due since.
    pub fn catch_up(&mut self) -> Result<()> {
        let (at, council) = (self.at, self.council());
        let is_late = council.now().is_none_or(|now| {
            at >= now.plus(FRESH) || super::dates::all(council).into_iter().any(|due| now < due && due <= at)
        });
        // A clock that is wrong by years would end every term for ever.
        if let Some(last) = council.now().filter(|last| !self.is_stated && self.at > last.plus(LONGEST_JUMP))
        {
            return Err(CouncilError::Jump { at: self.at, last }.into());
        }
        if is_late { self.tick().map(drop) } else { Ok(()) }
    }

    /// Writes a tick.
    pub fn tick(&mut self) -> Result<Taken> {
        Ok(self.runtime.block_on(self.host.tick(self.at)).map_err(CouncilError::from)?)
    }

    /// The act that carries out a command, for these to sign.
    pub fn decide(&self, command: &Command, keys: &[SignerName]) -> Result<UnsignedAct> {
        let decided = self.runtime.block_on(self.host.decide(command, keys, self.at));
        Ok(decided.map_err(CouncilError::from)?)
    }

    /// Takes an act in.
    pub fn submit(&mut self, act: &Act) -> Result<Taken> {
        Ok(self.runtime.block_on(self.host.submit(act)).map_err(CouncilError::from)?)
    }

    /// Takes an act in that may have no effect.
    pub fn submit_forced(&mut self, act: &Act) -> Result<Taken> {
        let forced = self.host.submit_with(act, kenes_server::host::Admission::Forced);
        Ok(self.runtime.block_on(forced).map_err(CouncilError::from)?)
    }

    /// Asks the rules about a command of the machine, and does nothing.
    pub fn check_own(&self, command: &Command) -> Result<()> {
        let server = self.council().key_of_server().map(|key| SignerName::of(Holder::Server, key.as_bytes()));
        self.decide(command, server.as_slice()).map(drop)
    }

    /// Carries out a command in the machine's own name.
    pub fn submit_own(&mut self, command: &Command) -> Result<Taken> {
        let taken = self.runtime.block_on(self.host.submit_own(command, self.at));
        Ok(taken.map_err(CouncilError::from)?)
    }

    /// Keeps a text or a document.
    pub fn put(&self, content: &[u8], media: Media) -> Result<BlobReference> {
        Ok(self.runtime.block_on(self.host.put_blob(content, media)).map_err(CouncilError::from)?)
    }

    /// A note of this machine.
    pub fn note(&self, name: &str) -> Result<Option<Vec<u8>>> {
        Ok(self.runtime.block_on(self.host.private().setting(name)).map_err(CouncilError::from)?)
    }

    /// Keeps a note of this machine.
    pub fn keep_note(&self, name: &str, content: &[u8]) -> Result<()> {
        Ok(self.runtime.block_on(self.host.private().set(name, content)).map_err(CouncilError::from)?)
    }

    /// A note of this machine that is a text.
    pub fn text(&self, name: &str) -> Result<Option<String>> {
        Ok(self.note(name)?.and_then(|note| String::from_utf8(note).ok()))
    }

    /// What a body is called here.
    pub fn body(&self, body: u16) -> Result<String> {
        Ok(self.text(&body_note(body))?.unwrap_or_else(|| format!("body {body}")))
    }

    /// The first digits of an act's id, by which people name it.
    pub fn short(act: &ActId) -> String {
        act.to_hex().chars().take(16).collect()
    }
}

/// The note that says what a body is called.
pub fn body_note(body: u16) -> String {
    format!("body/{body}")
}

/// This machine's clock.
pub fn clock() -> Time {
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
    Time::from_seconds(since.map_or(0, |since| since.as_secs()))
}

/// Reads a time of the command line.
pub fn read_time(text: &str) -> std::result::Result<Time, NotATime> {
    kenes_text::time::parse(text).map(Time::from_seconds).ok_or(NotATime)
}

/// A text is no time.
#[derive(Clone, Copy, Debug, thiserror::Error)]
#[error("write 2026-11-19T12:00:00Z, 2026-11-19, or the seconds since 1970")]
pub struct NotATime;
