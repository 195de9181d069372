//! Ballots on the board, and its close: what the server states of what it took.

use kenes_record::Hash;
use kenes_record::act::ActId;

use super::change;
use crate::act;
use crate::apply::{Change, Context, Stop};
use crate::council::Council;
use crate::election::{Close, Phase};
use crate::evidence::{BoardEntry, Evidence};
use crate::refusal::Refusal;

act::body! {
    Accepted {
        election: ActId,
        event: Hash,
        height: u64,
        tracker: Hash,
    }
}

act::body! {
    Closed {
        ballots: u64,
        election: ActId,
        head: Hash,
        height: u64,
        length: u64,
    }
}

impl Council {
    pub(in crate::apply) fn ballot_accepted(
        &self,
        context: &Context<'_, impl Evidence>,
    ) -> Result<Change, Stop> {
        let Accepted { election: call, event, height, tracker } =
            Accepted::of(context.act.body()).ok_or(Refusal::NotInRules)?;
        if !context.by_server(self) {
            return Err(Refusal::NotServer.into());
        }
        let now = self.time()?;
        let election = self.in_phase(&call, Phase::Rehearsed)?;
        if now < election.opens || now >= election.closes {
            return Err(Refusal::Phase.into());
        }
        if height <= election.board.height || election.board.trackers.contains(&tracker) {
            return Err(Refusal::Ballot.into());
        }
        Ok(change(call, move |election| election.board.push(&BoardEntry { tracker, event, height })))
    }

    pub(in crate::apply) fn ballots_closed(
        &self,
        context: &Context<'_, impl Evidence>,
    ) -> Result<Change, Stop> {
        let Closed { ballots, election: call, head, height, length } =
            Closed::of(context.act.body()).ok_or(Refusal::NotInRules)?;
        if !context.by_server(self) {
            return Err(Refusal::NotServer.into());
        }
        let now = self.time()?;
        let election = self.in_phase(&call, Phase::Rehearsed)?;
        if now < election.closes {
            return Err(Refusal::Phase.into());
        }
        if ballots != election.board.accepted.ballots || height <= election.board.height {
            return Err(Refusal::Close.into());
        }
        Ok(change(call, move |election| {
            election.close = Some(Close { head, height, length });
            election.board.trackers.clear();
            election.phase = Phase::Closed;
        }))
    }
}
