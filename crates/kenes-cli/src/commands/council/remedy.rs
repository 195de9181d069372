// tidy: table
//! What to do about each reason for which an act has no effect.

use kenes_core::Refusal;

/// What to do.
pub fn of(refusal: Refusal) -> &'static str {
    let found = REMEDIES.iter().find(|(reason, _)| *reason == refusal);
    found.map_or("docs/spec/ says what the act needs.", |(_, remedy)| remedy)
}

const REMEDIES: &[(Refusal, &str)] = &[
    (Refusal::NotFirst, "A record is opened once: `kenes council new` makes another one."),
    (Refusal::Again, "Nothing to do: the act was taken in before."),
    (
        Refusal::OtherHistory,
        "The act was written for another record, or an old copy of this one: write it again here, and have it signed again.",
    ),
    (
        Refusal::Counter,
        "Another act by the same key came in between: write this one again, and have it signed again.",
    ),
    (
        Refusal::NotMember,
        "`kenes council members` lists the keys in force. Somebody has left, or uses an old key.",
    ),
    (Refusal::NotServer, "This act is the server's: leave --by out."),
    (Refusal::NoTime, "The record has no time yet: `kenes council tick`."),
    (
        Refusal::Authority,
        "`kenes council status` says who may do this, and how many of them must sign: name them with --by.",
    ),
    (
        Refusal::Reference,
        "Check the id: `kenes council elections` and `kenes council status` list what there is.",
    ),
    (
        Refusal::Place,
        "Check the number of the body, the seat or the constituency: `kenes council seats` lists them, from 0.",
    ),
    (Refusal::NotInRules, "The rules in force have no such thing. A later version of the rules may."),
    (Refusal::Charter, "docs/spec/charter.md lists every field with its range."),
    (Refusal::Rules, "Adopt exactly the version that was decided."),
    (
        Refusal::Decision,
        "Decide it first: file a motion on it, call the roll and, for the charter, have the members vote.",
    ),
    (
        Refusal::Tick,
        "The tick must be later than the last one, which `kenes council status` shows. With witnesses, wait until enough of them have signed.",
    ),
    (Refusal::Policy, "The policy must be a C2SP tlog-policy."),
    (Refusal::Enrolment, "The joining code was used or withdrawn, or is for somebody else: enrol again."),
    (Refusal::Enrolled, "The person or the key is there already."),
    (Refusal::Full, "The constituency is full: enrol in another, or change the charter."),
    (
        Refusal::NextKey,
        "Only the next key that was announced can follow: use the newest key file, or have the key recovered.",
    ),
    (Refusal::Frozen, "Wait until the election is counted or void."),
    (
        Refusal::Recovery,
        "Wait until the time for a veto is over. `kenes council members` shows open recoveries.",
    ),
    (
        Refusal::NotDue,
        "`kenes council seats` shows when the terms end: a call is possible in the last days of a term that the charter names.",
    ),
    (Refusal::Running, "Go on with the election that is on: `kenes council elections`."),
    (
        Refusal::Dates,
        "Leave the dates out: the earliest that the charter allows are taken. Or keep to its notice.",
    ),
    (
        Refusal::Call,
        "Leave registrars and trustees out: those of the charter are taken. Or name as many as the charter wants.",
    ),
    (Refusal::Roll, "A tick came in between: write the call again."),
    (
        Refusal::Small,
        "With so few voters a result may show how people voted: say --small if that is known and accepted.",
    ),
    (
        Refusal::Phase,
        "`kenes council elections` says how far the election is and what comes next. If its time has come, `kenes council tick` first.",
    ),
    (
        Refusal::Candidate,
        "Nominations may be over, the member may stand already, be at the limit of terms, or have a seat of the body.",
    ),
    (
        Refusal::Credentials,
        "Make at most as many credentials as members who may vote: `kenes council elections` shows how many.",
    ),
    (Refusal::Ballot, "The ballot is on the board already, or comes out of turn."),
    (
        Refusal::Close,
        "The archive holds ballots that the record does not: run `kenes council ballot` without files first.",
    ),
    (
        Refusal::Archive,
        "`kenes election verify` says what is wrong with the archive. It must be the one that was set up here, with the texts of `kenes council paper`.",
    ),
    (
        Refusal::Rehearsal,
        "The archive shows no trustee whom an earlier rehearsal has not shown: name one in which the others decrypt.",
    ),
    (
        Refusal::Shuffles,
        "Two trustees must shuffle the ballots before they are decrypted: shuffle once more, by another.",
    ),
    (
        Refusal::Petition,
        "One initiative of a member runs at a time, and only for a text: wait, or endorse the one that runs.",
    ),
    (
        Refusal::Endorsement,
        "A member endorses an initiative once, within 90 days, if the vote counted when it was opened.",
    ),
    (Refusal::Bound, "Give the file of bound proofs (UUID.bound.json): every trustee's proof must be in it."),
    (Refusal::Lot, "Nothing waits for a lot, or the proofs are of another election."),
    (Refusal::Setup, "Nobody stands, or the setup belongs to another election: make a new one."),
    (Refusal::Result, "Name the result that is in the archive, once."),
    (
        Refusal::NotElected,
        "Only who was elected can answer, within the time that `kenes council seats` shows.",
    ),
    (Refusal::NotHolder, "`kenes council seats` shows who holds which seat."),
    (Refusal::OneSeat, "Resign from the other seat of the body first, or decline this one."),
    (Refusal::Motion, "The time to vote may be over, or the roll not be called: `kenes council status`."),
    (Refusal::Vote, "Each seat votes once, by its holder."),
    (Refusal::NotAdopted, "State only what was decided: `kenes council status` shows the outcome."),
    (Refusal::Proposal, "Give the proposal as a file, in the body that decides on the ground rules."),
    (
        Refusal::Notice,
        "Leave the time out: the earliest that the charter allows is taken. A change of the charter needs its notice first.",
    ),
    (
        Refusal::Text,
        "Name the first act that names the text. A document, which rules read, cannot be withdrawn.",
    ),
    (
        Refusal::Withdrawn,
        "Nothing to do: the text is withdrawn already. What a rule is to read needs another text.",
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_reason_has_a_remedy() {
        for refusal in Refusal::ALL {
            let count = REMEDIES.iter().filter(|(reason, _)| reason == refusal).count();
            assert_eq!(count, 1, "{refusal:?}");
        }
    }
}
