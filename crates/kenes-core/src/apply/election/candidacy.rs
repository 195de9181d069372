//! Candidates come forward, and step back, until nominations close.

use kenes_record::act::ActId;
use kenes_record::blob::BlobReference;

use super::change;
use crate::act;
use crate::apply::{Change, Context, Stop};
use crate::charter::Counting;
use crate::council::Council;
use crate::election::{Candidacy, Election, Phase, Rule};
use crate::evidence::Evidence;
use crate::member::MemberId;
use crate::refusal::Refusal;
use crate::seat::terms_in_a_row;

/// How many can be ranked: longer rankings do not fit into a ballot.
const MOST_RANKED: usize = 29;
/// How many can be on another ballot paper.
const MOST: usize = 500;

act::body! {
    Filed {
        election: ActId,
        statement: BlobReference,
    } optional {
        interests: BlobReference,
        list: u64,
    }
}

act::body! {
    Withdrawn {
        candidacy: ActId,
    }
}

impl Council {
    pub(in crate::apply) fn candidacy_filed(
        &self,
        context: &Context<'_, impl Evidence>,
    ) -> Result<Change, Stop> {
        let Filed {
            election: call,
            statement: _, // What people write, no rule reads.
            interests: _, // The same.
            list,
        } = Filed::of(context.act.body()).ok_or(Refusal::NotInRules)?;
        let member = context.member(self)?;
        let now = self.time()?;
        let election = self.in_phase(&call, Phase::Called)?;
        if now >= election.nominations {
            return Err(Refusal::Phase.into());
        }
        // No rule of this version counts lists.
        if list.is_some() || !self.may_stand(election, member) || election.has_mark(&context.id()) {
            return Err(Refusal::Candidate.into());
        }
        let (act, candidacy) = (context.id(), Candidacy { member, withdrawn: false });
        Ok(change(call, move |election| {
            election.candidacies.insert(act, candidacy);
        }))
    }

    pub(in crate::apply) fn candidacy_withdrawn(
        &self,
        context: &Context<'_, impl Evidence>,
    ) -> Result<Change, Stop> {
        let Withdrawn { candidacy: act } = Withdrawn::of(context.act.body()).ok_or(Refusal::NotInRules)?;
        let member = context.member(self)?;
        let now = self.time()?;
        let found =
            self.elections.values().find_map(|election| Some((election, election.candidacies.get(&act)?)));
        let (election, candidacy) = found.ok_or(Refusal::Reference)?;
        if candidacy.member != member {
            return Err(Refusal::Authority.into());
        }
        if election.phase != Phase::Called || now >= election.nominations {
            return Err(Refusal::Phase.into());
        }
        let call = election.call;
        if candidacy.withdrawn {
            return Err(Refusal::Candidate.into());
        }
        Ok(change(call, move |election| {
            election.candidacies.insert(act, Candidacy { member, withdrawn: true });
        }))
    }

    /// Whether a member may stand: on the roll at the freeze, for the first time, within the limit of terms, without another
    /// seat of the body, and while there is place on the ballot paper.
    fn may_stand(&self, election: &Election, member: MemberId) -> bool {
        let most = match election.rule {
            Rule::Persons(Counting::StvScottish) => MOST_RANKED,
            Rule::Persons(Counting::Approval | Counting::Plurality) => MOST,
            Rule::YesNo => 0,
        };
        let standing = election.candidacies.values().filter(|candidacy| !candidacy.withdrawn).count();
        let mut others = self.seats_in(election.body).filter(|(name, _)| !election.seats.contains(name));
        let terms = &election.terms;
        let seats = self.seats_in(election.body).map(|(_, seat)| seat);
        let row = terms_in_a_row(seats, member, election.closes, terms.out);
        election.eligible.contains(&member)
            && !election.candidacies.values().any(|candidacy| candidacy.member == member)
            && standing < most
            && (terms.limit == 0 || row < terms.limit)
            && !others.any(|(_, seat)| seat.names(member))
    }
}
