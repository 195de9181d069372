//! The messages of what an audit can find, by their ids.

use kenes_core::{Phase, Purpose, Refusal};
use kenes_verify::{CheckId, Outcome};

/// What a check states, and what to do when that does not hold.
pub(super) const fn check(check: CheckId) -> (&'static str, &'static str) {
    match check {
        CheckId::Files => ("audit-check-files", "audit-remedy-copy"),
        CheckId::Acts => ("audit-check-acts", "audit-remedy-entries"),
        CheckId::Signatures => ("audit-check-signatures", "audit-remedy-entries"),
        CheckId::History => ("audit-check-history", "audit-remedy-entries"),
        CheckId::Tree => ("audit-check-tree", "audit-remedy-copy"),
        CheckId::Checkpoints => ("audit-check-checkpoints", "audit-remedy-states"),
        CheckId::Consistency => ("audit-check-consistency", "audit-remedy-consistency"),
        CheckId::Witnesses => ("audit-check-witnesses", "audit-remedy-witnesses"),
        CheckId::Blobs => ("audit-check-blobs", "audit-remedy-copy"),
        CheckId::Withdrawals => ("audit-check-withdrawals", "audit-remedy-withdrawals"),
        CheckId::Fold => ("audit-check-fold", "audit-remedy-fold"),
        CheckId::Ticks => ("audit-check-ticks", "audit-remedy-ticks"),
        CheckId::Archives => ("audit-check-archives", "audit-remedy-elections"),
        CheckId::BoundProofs => ("audit-check-bound-proofs", "audit-remedy-elections"),
        CheckId::Questions => ("audit-check-questions", "audit-remedy-elections"),
        CheckId::Lots => ("audit-check-lots", "audit-remedy-elections"),
        CheckId::Counts => ("audit-check-counts", "audit-remedy-elections"),
        CheckId::Seats => ("audit-check-seats", "audit-remedy-seats"),
    }
}

/// How a check ended, in a word.
pub(super) const fn outcome(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Passed => "audit-outcome-passed",
        Outcome::Failed => "audit-outcome-failed",
        Outcome::NotReached => "audit-outcome-not-reached",
    }
}

/// How a check ended, for programs.
pub(super) const fn outcome_name(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Passed => "passed",
        Outcome::Failed => "failed",
        Outcome::NotReached => "not-reached",
    }
}

/// How far an election is, as a message and for programs.
pub(super) const fn phase(phase: Phase) -> (&'static str, &'static str) {
    match phase {
        Phase::Called => ("audit-phase-called", "called"),
        Phase::Setup => ("audit-phase-setup", "setup"),
        Phase::Rehearsed => ("audit-phase-rehearsed", "rehearsed"),
        Phase::Closed => ("audit-phase-closed", "closed"),
        Phase::NeedsLot => ("audit-phase-needs-lot", "needs-lot"),
        Phase::Counted => ("audit-phase-counted", "counted"),
        Phase::Void => ("audit-phase-void", "void"),
    }
}

/// What an election is for, as a message and for programs.
pub(super) const fn purpose(purpose: Purpose) -> (&'static str, &'static str) {
    match purpose {
        Purpose::Seats => ("audit-election-seats", "seats"),
        Purpose::ByElection => ("audit-election-by-election", "by-election"),
        Purpose::Referendum(_) => ("audit-election-referendum", "referendum"),
        Purpose::Charter(_) => ("audit-election-charter", "charter"),
        Purpose::Trial => ("audit-election-trial", "trial"),
    }
}

/// Why an act has no effect.
pub(super) const fn refusal(refusal: Refusal) -> &'static str {
    match refusal {
        Refusal::NotFirst => "audit-refusal-not-first",
        Refusal::Again => "audit-refusal-again",
        Refusal::OtherHistory => "audit-refusal-other-history",
        Refusal::Counter => "audit-refusal-counter",
        Refusal::NotMember => "audit-refusal-not-member",
        Refusal::NotServer => "audit-refusal-not-server",
        Refusal::NoTime => "audit-refusal-no-time",
        Refusal::Authority => "audit-refusal-authority",
        Refusal::Reference => "audit-refusal-reference",
        Refusal::Place => "audit-refusal-place",
        Refusal::NotInRules => "audit-refusal-not-in-rules",
        Refusal::Charter => "audit-refusal-charter",
        Refusal::Rules => "audit-refusal-rules",
        Refusal::Decision => "audit-refusal-decision",
        Refusal::Tick => "audit-refusal-tick",
        Refusal::Policy => "audit-refusal-policy",
        Refusal::Enrolment => "audit-refusal-enrolment",
        Refusal::Enrolled => "audit-refusal-enrolled",
        Refusal::Full => "audit-refusal-full",
        Refusal::NextKey => "audit-refusal-next-key",
        Refusal::Frozen => "audit-refusal-frozen",
        Refusal::Recovery => "audit-refusal-recovery",
        Refusal::NotDue => "audit-refusal-not-due",
        Refusal::Running => "audit-refusal-running",
        Refusal::Dates => "audit-refusal-dates",
        Refusal::Call => "audit-refusal-call",
        Refusal::Roll => "audit-refusal-roll",
        Refusal::Small => "audit-refusal-small",
        Refusal::Phase => "audit-refusal-phase",
        Refusal::Candidate => "audit-refusal-candidate",
        Refusal::Credentials => "audit-refusal-credentials",
        Refusal::Ballot => "audit-refusal-ballot",
        Refusal::Close => "audit-refusal-close",
        Refusal::Archive => "audit-refusal-archive",
        Refusal::Bound => "audit-refusal-bound",
        Refusal::Lot => "audit-refusal-lot",
        Refusal::Setup => "audit-refusal-setup",
        Refusal::Result => "audit-refusal-result",
        Refusal::Rehearsal => "audit-refusal-rehearsal",
        Refusal::Shuffles => "audit-refusal-shuffles",
        Refusal::Petition => "audit-refusal-petition",
        Refusal::Endorsement => "audit-refusal-endorsement",
        Refusal::NotElected => "audit-refusal-not-elected",
        Refusal::NotHolder => "audit-refusal-not-holder",
        Refusal::OneSeat => "audit-refusal-one-seat",
        Refusal::Motion => "audit-refusal-motion",
        Refusal::Vote => "audit-refusal-vote",
        Refusal::NotAdopted => "audit-refusal-not-adopted",
        Refusal::Proposal => "audit-refusal-proposal",
        Refusal::Notice => "audit-refusal-notice",
        Refusal::Text => "audit-refusal-text",
        Refusal::Withdrawn => "audit-refusal-withdrawn",
        _ => "audit-refusal-other",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_refusal_and_check_has_its_own_message() {
        let mut ids: Vec<&str> = Refusal::ALL.iter().map(|reason| refusal(*reason)).collect();
        ids.extend(CheckId::ALL.iter().map(|id| check(*id).0));
        let all = ids.len();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), all);
        assert!(!ids.contains(&"audit-refusal-other"));
    }
}
