//! A council at work: the host behind a lock, what time it is here, the acts that wait for signatures, and what is done
//! without anybody asking.
//!
//! Pages read the council under a shared lock; whatever adds to the record holds the lock alone, for as long as one commit
//! takes. Ballots are verified without it.

mod clock;
mod dates;
mod draft;
mod error;
mod forgetting;
pub mod join;
mod names;
mod tending;
mod ticking;

use std::collections::BTreeMap;
use std::fmt;
use std::path::Path;
use std::sync::Arc;

use kenes_core::{Command, Time};
use kenes_record::act::{Act, ActId, SignerName, UnsignedAct};
use kenes_store::private::PrivateStore as _;
use kenes_store::sql::SqlPrivate;
use kenes_text::Language;
use tokio::sync::{Mutex, Notify, RwLock, RwLockReadGuard, RwLockWriteGuard};
use tokio::task::JoinHandle;

pub use self::clock::Clock;
pub use self::dates::dates;
pub use self::draft::{Draft, DraftError, read_lines};
pub use self::error::{OfficeError, TendError};
pub use self::tending::keys;
use crate::example::Example;
use crate::host::{Host, HostError, OpenHostError, Taken};
use crate::mail::Outbox;
use crate::poll::{Desk, Poll};

/// How old the last tick may be when somebody does something, in seconds.
const FRESH: u64 = 60;
/// The setting that holds by how many seconds the clock is ahead, where a council is only tried out.
pub const AHEAD: &str = "clock/ahead";
/// A clock that is further ahead of the record than this is not believed.
const LONGEST_JUMP: kenes_core::Duration = kenes_core::Duration::days(100);

/// A council at work.
pub struct Office {
    host: Arc<RwLock<Host>>,
    private: SqlPrivate,
    /// The letters to persons, one box for whoever writes and whoever sends.
    outbox: Outbox<SqlPrivate>,
    clock: Arc<Clock>,
    /// What the council is called.
    name: String,
    /// Whether its people are made up.
    is_example: bool,
    /// The address under which it can be reached, without a slash at the end.
    base: String,
    /// The language in which the machine writes what everybody reads.
    language: Language,
    /// Something was done: the next deadline may be another.
    changed: Notify,
    /// The boards of elections that are open here.
    polls: Mutex<BTreeMap<ActId, Arc<Poll>>>,
    /// What goes on by itself.
    tasks: Mutex<Vec<JoinHandle<()>>>,
    /// Held by whoever tends an election.
    tending: Mutex<()>,
}

impl Office {
    /// Opens the folder of a council.
    ///
    /// # Errors
    /// It cannot be opened, or another process works on it.
    pub async fn open(
        dir: &Path,
        clock: Clock,
        base: &str,
        language: Language,
    ) -> Result<Arc<Self>, OpenHostError> {
        Self::of_host(Host::open(dir).await?, clock, base, language).await
    }

    /// Works on a council that is open.
    ///
    /// # Errors
    /// The private store fails.
    pub async fn of_host(
        host: Host,
        clock: Clock,
        base: &str,
        language: Language,
    ) -> Result<Arc<Self>, OpenHostError> {
        let private = host.private().clone();
        let name = private.setting("name").await.map_err(kenes_store::tree::LoadError::from)?;
        let name = name.and_then(|name| String::from_utf8(name).ok()).unwrap_or_else(|| "kenes".into());
        let example = Example::load(&private).await.map_err(kenes_store::tree::LoadError::from)?;
        let is_example = example.is_some() && clock.can_skip();
        let base = base.trim_end_matches('/').to_owned();
        Ok(Arc::new(Self {
            host: Arc::new(RwLock::new(host)),
            outbox: Outbox::new(private.clone()),
            private,
            clock: Arc::new(clock),
            name,
            is_example,
            base,
            language,
            changed: Notify::new(),
            polls: Mutex::default(),
            tasks: Mutex::default(),
            tending: Mutex::default(),
        }))
    }

    /// Lets it keep time from now on. Where the clock can be put forward, it goes on where it was.
    pub async fn begin_keeping_time(self: &Arc<Self>) {
        if let Ok(Some(ahead)) = self.private.setting(AHEAD).await {
            let ahead = std::str::from_utf8(&ahead).ok().and_then(|text| text.parse().ok()).unwrap_or(0);
            let now = self.clock.now().seconds();
            self.clock.skip_to(Time::from_seconds(now.saturating_add(ahead)));
        }
        let task = tokio::spawn(Arc::clone(self).keep_time());
        self.tasks.lock().await.push(task);
    }

    /// Ends what goes on by itself: no tick, no ballot is taken after this. The record is given back where nobody uses it any
    /// more; else the next start takes it up, as after a crash.
    pub async fn end(self: Arc<Self>) {
        for task in self.tasks.lock().await.drain(..) {
            task.abort();
            drop(task.await);
        }
        let polls = std::mem::take(&mut *self.polls.lock().await);
        for poll in polls.into_values() {
            if let Ok(poll) = Arc::try_unwrap(poll) {
                poll.stop().await;
            }
        }
        let Ok(office) = Arc::try_unwrap(self) else { return };
        let Ok(host) = Arc::try_unwrap(office.host) else { return };
        if let Err(error) = host.into_inner().stop().await {
            tracing::error!(%error, "the record was not given back");
        }
    }

    /// The host and the clock, as boards of elections share them.
    pub fn desk(&self) -> Desk {
        let clock = Arc::clone(&self.clock);
        Desk::new(Arc::clone(&self.host), move || clock.now())
    }

    /// The host, to look at.
    pub async fn host(&self) -> RwLockReadGuard<'_, Host> {
        self.host.read().await
    }

    /// The host, to add to the record; the last tick is fresh then.
    ///
    /// # Errors
    /// The tick cannot be written.
    pub async fn host_now(&self) -> Result<RwLockWriteGuard<'_, Host>, OfficeError> {
        let mut host = self.host.write().await;
        self.catch_up(&mut host).await?;
        Ok(host)
    }

    /// The council for a call: whoever joined since the last tick is on no roll yet, so another one is written first.
    ///
    /// # Errors
    /// As [`Self::host_now`].
    pub async fn host_for_call(&self) -> Result<RwLockWriteGuard<'_, Host>, OfficeError> {
        let mut host = self.host_now().await?;
        let (at, council) = (self.clock.now(), host.council());
        let has_joined = |last| council.members().any(|(_, member)| member.enrolled >= last);
        if council.now().is_some_and(|last| at > last && has_joined(last)) {
            self.tick(&mut host, at).await?;
        }
        Ok(host)
    }

    /// Persons, and what else is not for everybody.
    pub fn private(&self) -> &SqlPrivate {
        &self.private
    }

    /// The letters to persons: what is put here is sent at once where there is a mail server.
    pub fn outbox(&self) -> &Outbox<SqlPrivate> {
        &self.outbox
    }

    /// The clock.
    pub fn clock(&self) -> &Clock {
        &self.clock
    }

    /// What the council is called.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Whether its people are made up, and every page says so.
    pub fn is_example(&self) -> bool {
        self.is_example
    }

    /// The address of a page, as people can be told of it.
    pub fn address(&self, path: &str) -> String {
        format!("{}{path}", self.base)
    }

    /// Takes a signed act in.
    ///
    /// # Errors
    /// As [`Host::submit`].
    pub async fn submit(&self, act: &Act) -> Result<Taken, OfficeError> {
        let mut host = self.host_now().await?;
        let taken = host.submit(act).await?;
        self.changed.notify_one();
        Ok(taken)
    }

    /// Does something in the machine's own name.
    ///
    /// # Errors
    /// As [`Host::submit_own`].
    pub async fn submit_own(&self, command: &Command) -> Result<Taken, OfficeError> {
        let mut host = self.host_now().await?;
        let taken = host.submit_own(command, self.clock.now()).await?;
        self.changed.notify_one();
        Ok(taken)
    }

    /// The acts that carry out commands, for these to sign. The rules must allow each of them now.
    ///
    /// # Errors
    /// A rule is against one of them, or a value cannot stand in an act.
    pub async fn draft(
        &self,
        commands: &[Command],
        signers: &[SignerName],
        what: &str,
        next: &str,
    ) -> Result<Draft, OfficeError> {
        let host = self.host_now().await?;
        let mut acts: Vec<UnsignedAct> = Vec::with_capacity(commands.len());
        for command in commands {
            acts.push(host.decide(command, signers, self.clock.now()).await?);
        }
        Ok(Draft::new(acts, signers.to_vec(), what, next)?)
    }

    /// The draft as it has to be now, where nobody has signed it yet and something came between; none where it can stay.
    ///
    /// # Errors
    /// A value cannot stand in an act.
    pub async fn renew(&self, draft: &Draft) -> Result<Option<Draft>, OfficeError> {
        if draft.is_begun() {
            return Ok(None);
        }
        let host = self.host.read().await;
        let seen = host.seen().await?;
        Ok(draft.renewed(host.council(), seen)?)
    }

    /// Checks the lines that a draft has so far, before they are kept: whoever signed with a wrong key is told at once.
    ///
    /// # Errors
    /// A line is not by the key that it names.
    pub async fn check_lines(&self, draft: &Draft) -> Result<(), OfficeError> {
        let host = self.host.read().await;
        Ok(draft.check(host.council())?)
    }

    /// Takes the acts of a draft in that everybody has signed. Those that were taken before stay so.
    ///
    /// # Errors
    /// A signature is wrong, or a rule is against an act by now.
    pub async fn take(&self, draft: Draft) -> Result<Vec<Taken>, OfficeError> {
        let mut taken = Vec::new();
        let acts = draft.assemble()?;
        let mut host = self.host_now().await?;
        for act in &acts {
            taken.push(host.submit(act).await?);
        }
        self.changed.notify_one();
        Ok(taken)
    }

    /// Writes a tick where the last one is old, or something is due since.
    async fn catch_up(&self, host: &mut Host) -> Result<(), OfficeError> {
        let (at, council) = (self.clock.now(), host.council());
        let Some(last) = council.now() else { return self.tick(host, at).await };
        if at > last.plus(LONGEST_JUMP) && !self.clock.can_skip() {
            return Err(OfficeError::Jump { at, last });
        }
        let is_due = dates(council).into_iter().any(|due| last < due && due <= at);
        let is_old = at.seconds() >= last.seconds().saturating_add(FRESH);
        if is_due || is_old { self.tick(host, at).await } else { Ok(()) }
    }

    async fn tick(&self, host: &mut Host, at: Time) -> Result<(), OfficeError> {
        match host.tick(at).await {
            Ok(_) => Ok(()),
            // Another tick of this second is there already.
            Err(HostError::NoEffect { refusal: kenes_core::Refusal::Tick }) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }
}

impl fmt::Debug for Office {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Office({})", self.base)
    }
}
