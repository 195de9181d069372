//! Time passes: terms end, silence counts as no, the roll is noted.

use alloc::boxed::Box;

use kenes_record::Hash;
use kenes_record::act::{Holder as KeyHolder, PublicKey, SignerName};
use kenes_record::checkpoint::Checkpoint;
use kenes_record::cosignature;
use kenes_record::key::{KeyName, KeyUse, VerifierKey};
use kenes_record::policy::PolicyLog;

use super::{Change, Context, Stop};
use crate::act::body;
use crate::council::Council;
use crate::evidence::Evidence;
use crate::refusal::Refusal;
use crate::seat::Gained;
use crate::time::{Clock, Duration, Time};

body! {
    /// `tick`.
    Tick {
        checkpoint: Checkpoint,
        table: Hash,
    }
}

/// How long there may be no tick before the clock stands.
const STANDS: Duration = Duration::hours(1);

/// The first note of the roll's size on a day is kept for so long: longer than any charter looks back.
const ROLL_KEPT: Duration = Duration::days(400);

impl Council {
    /// The time is that of the witnesses when the policy wants any, else the server's. It is later than the last one, and
    /// the checkpoint is of this record and not older than the last one.
    pub(super) fn tick(&self, context: &Context<'_, impl Evidence>) -> Result<Change, Stop> {
        // The table is not compared here: the fold does not count leaves, the audit does. A wrong one is a fault of the
        // server that anybody can show, and no reason to stop the clock of everybody.
        let Tick { checkpoint, table: _ } = Tick::of(context.act.body()).ok_or(Refusal::NotInRules)?;
        if !context.by_server(self) {
            return Err(Refusal::NotServer.into());
        }
        let (size, root) = (checkpoint.head().size, checkpoint.head().root);
        if context.evidence.root(size) != Some(root) {
            return Err(Refusal::OtherHistory.into());
        }
        let (time, clock) = self.time_of(&checkpoint, context).ok_or(Refusal::Tick)?;
        if size < self.tick_size || self.now.is_some_and(|now| time <= now) {
            return Err(Refusal::Tick.into());
        }
        let (id, changes) = (context.id(), self.time_passes(time, context.evidence)?);
        Ok(Box::new(move |council| {
            council.tick_size = size;
            council.clock = Some(clock);
            council.ticks.insert(id, time);
            council.commit(changes);
            council.advance(time);
        }))
    }

    /// The time that a checkpoint shows, and by whose word.
    fn time_of(
        &self,
        checkpoint: &Checkpoint,
        context: &Context<'_, impl Evidence>,
    ) -> Option<(Time, Clock)> {
        let server = self.servers.last()?;
        let log = VerifierKey::new(checkpoint.head().origin.clone(), KeyUse::Note, server.as_bytes()).ok()?;
        if self.witnesses.is_quorum([]) {
            checkpoint.verify(&log).ok()?;
            return server_time(checkpoint, server, context.act.envelope().at);
        }
        let policy = self.witnesses.for_log(PolicyLog { key: log, url: None }).ok()?;
        let head = policy.verify(checkpoint).ok()?;
        let witnesses = u64::try_from(head.cosigners().len()).ok()?;
        Some((Time::from_seconds(head.time()?), Clock::Witnesses(witnesses)))
    }

    /// It is this late.
    fn advance(&mut self, time: Time) {
        if self.founded.is_none() {
            self.begin(time);
        }
        self.note_ballots(time);
        self.now = Some(time);
        self.note_roll(time);
    }

    /// Ballots are judged by the last tick, so whoever lets the clock stand could take some after the close. Those that came
    /// while it stood are counted.
    fn note_ballots(&mut self, time: Time) {
        let stood = self.now.is_some_and(|last| time.since(last) > STANDS);
        for election in self.elections.values_mut().filter(|election| election.board.latest > 0) {
            if stood {
                election.unclocked = election.unclocked.saturating_add(election.board.latest);
            }
            election.board.latest = 0;
        }
    }

    /// The first tick: the founders' time runs from here.
    fn begin(&mut self, time: Time) {
        self.founded = Some(time);
        let until = time.plus(Duration::days(self.charter.founders_days));
        for holder in self.seats.values_mut().filter_map(|seat| seat.holder.as_mut()) {
            if holder.gained == Gained::Founding {
                (holder.since, holder.until) = (time, until);
            }
        }
    }

    /// Notes the size of the roll once a day, and forgets what no charter looks back to.
    fn note_roll(&mut self, time: Time) {
        let day = |time: Time| time.seconds() / Duration::days(1).seconds();
        if self.roll_sizes.last().is_some_and(|(last, _)| day(*last) == day(time)) {
            return;
        }
        let oldest = time.minus(ROLL_KEPT);
        self.roll_sizes.retain(|(noted, _)| *noted >= oldest);
        self.roll_sizes.push((time, self.roll()));
    }
}

/// The server's own word: its cosignature of the checkpoint, by the key `w/…` with the server's public key, or else the
/// time that it wrote into the act.
fn server_time(checkpoint: &Checkpoint, server: &PublicKey, at: Option<u64>) -> Option<(Time, Clock)> {
    let own = server_witness(server)?;
    match cosignature::verify(checkpoint, &own) {
        Ok(found) => Some((Time::from_seconds(found.time()), Clock::Server)),
        Err(_) => at.map(|at| (Time::from_seconds(at), Clock::ServerAct)),
    }
}

/// The key with which a server cosigns its own checkpoints: C2SP `tlog-cosignature` wants a name and a key of its own.
fn server_witness(server: &PublicKey) -> Option<VerifierKey> {
    let name: KeyName = SignerName::of(KeyHolder::Witness, server.as_bytes()).to_key_name().ok()?;
    VerifierKey::new(name, KeyUse::Cosignature, server.as_bytes()).ok()
}
