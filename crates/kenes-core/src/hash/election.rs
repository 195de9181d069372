//! The encoding of elections.

use kenes_record::Hasher;

use super::{Encode, fields, variants};
use crate::charter::Counting;
use crate::election::{
    Archive, Board, BoardChain, Candidacy, Close, Election, Filling, Phase, Purpose, Rule, Setup, Terms,
    Vacancy,
};
use crate::evidence::SetupHashes;

fields! {
    Election {
        call, phase, purpose, body, seats, rule, terms, nominations, opens, closes, eligible, registrars, trustees,
        threshold, backed, questions, candidacies, setup, rehearsed, board, unclocked, close, results, archive, lot,
        approved, elected, vacancies,
    }
    Terms { answer, term, limit, out, certifiers, }
    Setup { hashes, credentials, }
    SetupHashes { event, data, trustees, credentials, header, }
    Board { accepted, height, latest, trackers, }
    BoardChain { ballots, chain, }
    Close { head, height, length, }
    Archive { archive, proofs, }
    Candidacy { member, withdrawn, }
    Vacancy { seat, vacating, since, until, filled, }
}

variants! {
    Phase { 0 Called, 1 Setup, 2 Rehearsed, 3 Closed, 4 NeedsLot, 5 Counted, 6 Void, }
    Purpose { 0 Seats, 1 ByElection, 2 Referendum(motion), 3 Charter(motion), 4 Trial, }
    Rule { 0 Persons(counting), 1 YesNo, }
    Counting { 0 StvScottish, 1 Approval, 2 Plurality, }
}

impl Encode for Filling {
    fn encode(&self, out: &mut Hasher) {
        match self {
            Self::Waiting => out.update(&[0]),
            Self::Counted { standing, elected } => {
                out.update(&[1]);
                standing.encode(out);
                elected.encode(out);
            }
            Self::Nobody => out.update(&[2]),
        }
    }
}
