//! Why an act has no effect: each reason is a variant with a stable code.

macro_rules! refusals {
    ($($(#[doc = $doc:literal])+ $variant:ident $code:literal $text:literal;)+) => {
        /// Why an act has no effect, or a command is refused. Anybody recomputes it.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, thiserror::Error)]
        #[non_exhaustive]
        pub enum Refusal {
            $($(#[doc = $doc])+ #[error($text)] $variant,)+
        }

        impl Refusal {
            /// Every one, in the order of the codes.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The stable code, `K-ACT-NNN`. None is renumbered or used again.
            pub const fn code(self) -> &'static str {
                match self {
                    $(Self::$variant => concat!("K-ACT-", $code),)+
                }
            }
        }
    };
}

refusals! {
    // Any act.
    /// The first act of a record opens it; no other does.
    NotFirst "001" "only the first act opens a record";
    /// The act was in the record before.
    Again "002" "the act was in the record before";
    /// The signer saw a record that is not this one.
    OtherHistory "003" "the signer saw another history of this record";
    /// The counter of the signer's key is not above that of its last act.
    Counter "004" "the signer's counter is not above that of the last act";
    /// A signer is on no roll, or has left it, or uses an old key.
    NotMember "005" "a signer is not a member, or uses a key that is no longer in force";
    /// The server's key is not the one in force.
    NotServer "006" "not signed by the server's key in force";
    /// The record has no time yet.
    NoTime "007" "the record has no tick yet, so nothing that depends on time can be done";
    /// Too few signers who may do this, or one who may not.
    Authority "008" "not signed by those who may do this, or by too few of them";
    /// A reference to an act that is not there, or not of the kind that is meant.
    Reference "009" "an act that is referred to is not there, or is of another kind";
    /// A body, seat or constituency that the charter does not have.
    Place "010" "a body, a seat or a constituency that the charter does not have";
    /// The rules version does not know this act, or not yet.
    NotInRules "011" "the rules in force do not know such an act";

    // The ground rules.
    /// The document is no charter.
    Charter "020" "the document is no charter, or a value is out of its range";
    /// Not a version of the rules above the one in force, or not the one that was decided.
    Rules "021" "not the version of the rules that was decided, or not above the one in force";
    /// No decision under the charter in force backs this.
    Decision "022" "no decision under the charter in force backs this";
    /// A tick that does not show a later time, or a checkpoint without enough witnesses.
    Tick "023" "the tick shows no later time by those whose word counts";
    /// The document is no witness policy.
    Policy "024" "the document is no witness policy";

    // Members and keys.
    /// The credential, or the enrolment, was used or withdrawn.
    Enrolment "030" "the enrolment was used or withdrawn, or the credential is another";
    /// The person, or the key, is there already.
    Enrolled "031" "the commitment, the credential or the key is there already";
    /// The constituency is full.
    Full "032" "the constituency has as many members as it may have";
    /// The new key is not the one that was committed to.
    NextKey "033" "the new key is not the one that was committed to";
    /// A key is not changed between the freeze of a roll and the result.
    Frozen "034" "the member's roll is frozen by an election that is not over";
    /// A recovery that is open, over, or not yet due.
    Recovery "035" "the recovery is not open, or its waiting time is not over";

    // Elections.
    /// No seat of the body is due for an election.
    NotDue "040" "no seat of this body is due for an election";
    /// Another election for the same seats is on.
    Running "041" "an election for these seats is on";
    /// The dates do not give the notice, or the time to vote, that the charter wants.
    Dates "042" "the dates do not give the notice or the voting time that the charter wants";
    /// The call does not say what the charter says.
    Call "043" "the call does not say what the charter says";
    /// The roll at the freeze is another.
    Roll "044" "the number of eligible is not that of the roll at the freeze";
    /// A small body without the acknowledgement.
    Small "045" "so few are eligible that the call needs an acknowledgement";
    /// Not in this phase of the election.
    Phase "046" "the election is in another phase";
    /// The member may not stand.
    Candidate "047" "the member may not stand, or stands already";
    /// More credentials than eligible.
    Credentials "048" "more credentials than members who are eligible";
    /// The ballot was accepted before, or its height does not follow.
    Ballot "049" "the ballot was accepted before, or does not follow the last one";
    /// The board is not closed with what the record holds.
    Close "050" "the close does not name the ballots that the record holds";
    /// The archive is not that of this election.
    Archive "051" "the archive is not that of this election, or was refused";
    /// A decryption without its bound proof.
    Bound "052" "a decryption lacks its bound proof";
    /// No lot is needed.
    Lot "053" "no lot is needed, or its proof is wrong";
    /// A setup that another election has.
    Setup "054" "another election has this setup";
    /// The result was not named before, or was named already.
    Result "055" "the result was named already, or the archive has another than was named";

    /// A rehearsal with a decryption of nobody who was not shown before.
    Rehearsal "056" "the archive shows no trustee who was not shown before";
    /// Rankings that too few trustees shuffled.
    Shuffles "057" "fewer trustees shuffled than must";

    // Seats.
    /// The member was not elected to the seat.
    NotElected "060" "the member was not elected to this seat, or the time to answer is over";
    /// The member does not hold the seat.
    NotHolder "061" "the member does not hold this seat";
    /// The member has another seat of the body then.
    OneSeat "062" "the member has another seat of this body at that time";

    // Decisions.
    /// Not open to votes, or over.
    Motion "070" "the motion or the roll call is not open";
    /// A vote by somebody without the seat, or for the second time.
    Vote "071" "the seat is another's, or has voted";
    /// What is stated was not decided.
    NotAdopted "072" "what is stated was not decided";
    /// A motion on the ground rules without a proposal, or in a body that does not decide on them.
    Proposal "073" "a motion on the ground rules names what it puts into force, in the body that decides on them";
    /// A roll call without the notice or the time to vote that the charter wants.
    Notice "074" "the roll call does not give the notice or the voting time that the charter wants";

    // Texts that are deleted.
    /// The act does not name this blob as a text, is not the first that does, or it is a document too; or an act names as a
    /// document what is a text already.
    Text "080" "the act is not the first that names this blob as a text, or rules read it; or a text is named as a document";
    /// The text was withdrawn: it is not withdrawn again, and no rule reads it.
    Withdrawn "081" "the blob was withdrawn";

    // Petitions.
    /// The time of the petition is over, it names what it must not, or the last one of the member is open.
    Petition "090" "the petition is over or names what it must not, or the member's last one is open";
    /// The member's vote did not count at the freeze, or the member endorsed the petition before.
    Endorsement "091" "the member's vote did not count at the freeze of the petition, or the member endorsed it before";
}

impl Refusal {
    /// Whether an act that is refused for this reason counts as included: its id is not taken a second time, and the blobs
    /// that it names are noted. One that others had to sign does not: who adds or takes away lines must not be able to
    /// spoil an act for those who sign it right.
    pub const fn consumes_id(self) -> bool {
        !matches!(self, Self::NotMember | Self::NotServer | Self::Authority)
    }
}

#[cfg(test)]
mod tests {
    use alloc::collections::BTreeSet;

    use super::*;

    #[test]
    fn codes_are_unique_and_ascend() {
        let codes: Vec<&str> = Refusal::ALL.iter().map(|refusal| refusal.code()).collect();
        assert!(codes.is_sorted() && codes.iter().collect::<BTreeSet<_>>().len() == codes.len());
    }

    use std::vec::Vec;
}
