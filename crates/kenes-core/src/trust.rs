//! The trust panel: whom one must trust, and for what, computed from the record. It never claims more than the set-up gives.

use alloc::vec::Vec;

use kenes_record::act::ActId;

use crate::council::Council;
use crate::election::Election;
use crate::member::{Custody, Member};
use crate::time::Clock;

/// The number of witnesses from which one dishonest witness is tolerated.
const ENOUGH_WITNESSES: u64 = 4;

/// Something that one must trust in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Trust {
    /// Whose word the time is; none before the first tick. Where it is the server's, every deadline is by its clock.
    Time(Option<Clock>),
    /// No witness has to see a head: the server alone says that there is one history.
    NoWitnesses,
    /// So few witnesses that one dishonest one is too many.
    FewWitnesses {
        /// How many the policy names.
        witnesses: u64,
    },
    /// So many witnesses.
    Witnesses {
        /// How many the policy names.
        witnesses: u64,
    },
    /// So many registrars together can enrol people who do not exist.
    Registrars {
        /// How many must sign.
        needed: u64,
        /// How many there are.
        registrars: u64,
        /// How many members must vouch besides.
        sponsors: u64,
    },
    /// Members whose key somebody else made: whoever made it can sign for them.
    CustodialKeys {
        /// How many.
        keys: u64,
        /// Of how many members.
        members: u64,
    },
    /// Seats that founders hold, whom nobody elected.
    Founders {
        /// How many.
        seats: u64,
        /// Of how many.
        of: u64,
    },
    /// So many trustees together can decrypt ballots of an election that is on.
    Trustees {
        /// The election.
        call: ActId,
        /// How many can.
        threshold: u64,
        /// Of how many. Where all are needed, each can prevent the result, and the last sees it first.
        trustees: u64,
    },
    /// So many registrars together can list credentials of an election that nobody holds, up to the number of eligible.
    Credentials {
        /// The election.
        call: ActId,
        /// How many.
        registrars: u64,
        /// How many may vote.
        eligible: u64,
    },
    /// So few may vote that the result can show how people voted.
    Small {
        /// The election.
        call: ActId,
        /// How many may vote.
        eligible: u64,
    },
}

impl Council {
    /// The trust panel, in a fixed order.
    pub fn trust(&self) -> Vec<Trust> {
        let mut panel = Vec::from([Trust::Time(self.clock), self.witness_trust(), self.registrar_trust()]);
        let members = self.members.iter().filter(|member| member.is_enrolled());
        let custodial = |member: &&Member| member.key.is_some_and(|key| key.custody == Custody::Custodial);
        let keys = number(members.clone().filter(custodial).count());
        if keys > 0 {
            panel.push(Trust::CustodialKeys { keys, members: number(members.count()) });
        }
        let seats = number(self.seats.values().filter(|seat| seat.is_founders()).count());
        if seats > 0 {
            panel.push(Trust::Founders { seats, of: number(self.seats.len()) });
        }
        let running = self.elections.values().filter(|election| election.is_running());
        panel.extend(running.flat_map(|election| self.election_trust(election)));
        panel
    }

    fn witness_trust(&self) -> Trust {
        let witnesses = number(self.witnesses.witnesses().len());
        if self.witnesses.is_quorum([]) {
            Trust::NoWitnesses
        } else if witnesses < ENOUGH_WITNESSES {
            Trust::FewWitnesses { witnesses }
        } else {
            Trust::Witnesses { witnesses }
        }
    }

    fn registrar_trust(&self) -> Trust {
        let entry = &self.charter.entry;
        let registrars = number(self.seats_in(entry.body).filter(|(_, seat)| seat.holder.is_some()).count());
        Trust::Registrars { needed: entry.registrars, registrars, sponsors: entry.sponsors }
    }

    fn election_trust(&self, election: &Election) -> Vec<Trust> {
        let call = election.call;
        let eligible = number(election.eligible.len());
        let (trustees, registrars) = (number(election.trustees.len()), number(election.registrars.len()));
        let mut panel = Vec::from([
            Trust::Trustees { call, threshold: election.threshold, trustees },
            Trust::Credentials { call, registrars, eligible },
        ]);
        if eligible < self.charter.elections.small {
            panel.push(Trust::Small { call, eligible });
        }
        panel
    }
}

fn number(count: usize) -> u64 {
    u64::try_from(count).unwrap_or(u64::MAX)
}
