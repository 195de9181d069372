// tidy: table
//! The types of acts, version 1: a row each, of its name, who signs it, and its fields.
//!
//! A released row is never edited: what must change gets a new version of the rules. What the acts mean is not said here.

use super::name::Holder;
use super::schema::{Field, Kind, Profile};
use crate::blob::Media;

/// Bodies, seats, constituencies, lists: places in the charter's lists.
const PLACE: Kind = Kind::Number { max: 9_999 };
/// People, ballots, credentials.
const PEOPLE: Kind = Kind::Number { max: 100_000_000 };
/// Leaves, events, bytes.
const SIZE: Kind = Kind::Number { max: super::datum::MAX_NUMBER };
/// Versions of the rules.
const RULES: Kind = Kind::Number { max: 65_535 };
/// At most 90 days.
const HOURS: Kind = Kind::Number { max: 2_160 };

/// A member, named by the key in force.
const MEMBER: Kind = Kind::Key(&[Holder::Member]);
const MEMBERS: Kind = Kind::List { of: &Kind::Key(&[Holder::Member]), min: 1, max: 64 };
/// An initiative has none.
const PETITION_REGISTRARS: Kind = Kind::List { of: &Kind::Key(&[Holder::Member]), min: 0, max: 64 };
const COLLECTORS: Kind = Kind::List { of: &Kind::Key(&[Holder::Member]), min: 0, max: 64 };
const ANY_KEY: Kind = Kind::Key(&[Holder::Member, Holder::Server, Holder::Witness, Holder::Credential]);
const TOKEN: Kind = Kind::Key(&[Holder::Credential]);

/// What people write.
const TEXT: Kind = Kind::Text(&[Media::Markdown]);
/// What rules read.
const DATA: Kind = Kind::Document(&[Media::Json]);
const POLICY: Kind = Kind::Document(&[Media::Policy]);
/// What a motion puts into force.
const PROPOSAL: Kind = Kind::Document(&[Media::Json, Media::Policy]);
const NOTE: Kind = Kind::Document(&[Media::Note]);
const ARCHIVE: Kind = Kind::Document(&[Media::Archive]);

const PURPOSES: Kind =
    Kind::Code(&["seats", "office", "recall", "referendum", "charter", "budget", "by_election", "trial"]);
const COUNTING: Kind = Kind::Code(&[
    "stv_scottish",
    "stv_meek",
    "approval",
    "plurality",
    "yes_no",
    "sainte_lague",
    "dhondt",
    "schulze",
    "equal_shares",
]);
const MOTIONS: Kind = Kind::Code(&["text", "charter", "rules", "policy", "budget", "peer", "procedure"]);
const PETITIONS: Kind = Kind::Code(&["recall", "initiative", "referendum", "appeal"]);
const VOTES: Kind = Kind::Code(&["for", "against", "abstain"]);
const INSTRUCTIONS: Kind = Kind::Code(&["for", "against", "abstain", "free"]);
const OUTCOMES: Kind = Kind::Code(&["upheld", "dismissed"]);
const CUSTODY: Kind = Kind::Code(&["own", "custodial"]);
const FAULTS: Kind = Kind::Code(&["acts", "checkpoints", "seals"]);
const COUNTS: Kind = Kind::Code(&["first", "countback", "recount"]);

macro_rules! presence {
    (required) => {
        true
    };
    (optional) => {
        false
    };
}

macro_rules! acts {
    ($($(#[doc = $doc:literal])+ $variant:ident $name:literal $profile:ident {
        $($presence:ident $field:ident: $kind:expr,)*
    })+) => {
        /// The type of an act, version 1.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum ActType {
            $($(#[doc = $doc])+ $variant,)+
        }

        impl ActType {
            /// Every one, in the order of the table.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// Its name, `noun.participle`.
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)+
                }
            }

            /// Who signs it.
            pub const fn profile(self) -> Profile {
                match self {
                    $(Self::$variant => Profile::$profile,)+
                }
            }

            /// The fields of its body.
            pub const fn fields(self) -> &'static [Field] {
                match self {
                    $(Self::$variant => const {
                        &[$(Field { name: stringify!($field), kind: $kind, required: presence!($presence) },)*]
                    },)+
                }
            }

            /// What it says, in a sentence.
            pub const fn description(self) -> &'static str {
                match self {
                    $(Self::$variant => concat!($($doc),+),)+
                }
            }
        }
    };
}

impl ActType {
    /// The one with this name.
    pub fn of_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|act_type| act_type.name() == name)
    }
}

acts! {
    // The ground rules.

    /// Opens a log under a charter.
    CharterGenesis "charter.genesis" Founders {
        required charter: DATA,
        required founders: Kind::List { of: &Kind::PublicKey, min: 1, max: 64 },
        required next: Kind::List { of: &Kind::Digest, min: 1, max: 64 },
        required policy: POLICY,
        required rules: RULES,
        required server: Kind::PublicKey,
    }
    /// Opens the log that goes on where another can no longer.
    LogSucceeded "log.succeeded" Founders {
        required checkpoint: NOTE,
        required policy: POLICY,
        required predecessor: Kind::Act,
        required root: Kind::Digest,
        required rules: RULES,
        required server: Kind::PublicKey,
        required size: SIZE,
    }
    /// Puts a decided change of the charter into force.
    CharterAmended "charter.amended" Anyone {
        required charter: DATA,
        required decision: Kind::Act,
    }
    /// Puts a decided version of the rules into force.
    RulesAdopted "rules.adopted" Anyone {
        required decision: Kind::Act,
        required rules: RULES,
    }
    /// Puts a decided witness policy into force.
    PolicySet "policy.set" Anyone {
        required decision: Kind::Act,
        required policy: POLICY,
    }
    /// Hands the log over to a new key of the server.
    ServerKey "server.key" Handover {
        required key: Kind::PublicKey,
    }
    /// Says how late it is: a checkpoint with its cosignatures, and the seats at its size.
    Tick "tick" Server {
        required checkpoint: Kind::Checkpoint { cosignatures: 16 },
        required table: Kind::Digest,
    }
    /// Says that the server could not be reached since a tick.
    OutageDeclared "outage.declared" Officers {
        required since: Kind::Act,
    }
    /// Says that an outage is over.
    OutageEnded "outage.ended" Officers {
        required outage: Kind::Act,
    }

    // The roll and its keys.

    /// Enrols a person: a commitment, and the one-time credential with which the person introduces a key.
    EnrolCommitted "enrol.committed" Officers {
        required commitment: Kind::Commitment,
        required constituency: PLACE,
        required token: TOKEN,
    }
    /// Takes a person off the roll: by the enrolment, or by the key in force.
    EnrolWithdrawn "enrol.withdrawn" Officers {
        optional enrol: Kind::Act,
        optional member: MEMBER,
    }
    /// Binds a member's first key to an enrolment, and commits to the next key.
    KeyBound "key.bound" Introduced {
        required credential: Kind::PublicKey,
        required custody: CUSTODY,
        required enrol: Kind::Act,
        required key: Kind::PublicKey,
        required next: Kind::Digest,
    }
    /// Replaces a member's key by the one committed to.
    KeyRotated "key.rotated" Rotation {
        required key: Kind::PublicKey,
        required member: MEMBER,
        required next: Kind::Digest,
    }
    /// Opens the recovery of a lost key.
    KeyRecoveryOpened "key.recovery_opened" Officers {
        required key: Kind::PublicKey,
        required member: MEMBER,
        required next: Kind::Digest,
    }
    /// Stops a recovery, by the key that is said to be lost.
    KeyRecoveryVetoed "key.recovery_vetoed" Member {
        required recovery: Kind::Act,
    }
    /// Ends a recovery that nobody stopped in time.
    KeyRecovered "key.recovered" Anyone {
        required recovery: Kind::Act,
    }

    // Elections.

    /// Calls an election: what for, by which rule, when, and who guards it.
    ElectionCalled "election.called" Officers {
        optional backed: Kind::Number { max: 1 },
        required body: PLACE,
        required cause: Kind::Act,
        required closes: Kind::Minute,
        required collectors: COLLECTORS,
        required constituency: PLACE,
        required counting: COUNTING,
        required eligible: PEOPLE,
        required freeze: Kind::Act,
        required grace: HOURS,
        required nominations: Kind::Minute,
        required opens: Kind::Minute,
        required purpose: PURPOSES,
        required questions: DATA,
        required registrars: MEMBERS,
        required seats: Kind::Number { max: 999 },
        required small: Kind::Number { max: 1 },
        required threshold: Kind::Number { max: 64 },
        required trustees: MEMBERS,
    }
    /// Stands as a candidate.
    CandidacyFiled "candidacy.filed" Member {
        required election: Kind::Act,
        optional interests: TEXT,
        optional list: PLACE,
        required statement: TEXT,
    }
    /// Stands no longer.
    CandidacyWithdrawn "candidacy.withdrawn" Member {
        required candidacy: Kind::Act,
    }
    /// Says that a candidate must not stand.
    CandidacyChallenged "candidacy.challenged" Member {
        required candidacy: Kind::Act,
        required evidence: TEXT,
        required rule: PLACE,
    }
    /// Replies to a challenge.
    CandidacyAnswered "candidacy.answered" Member {
        required challenge: Kind::Act,
        required reply: TEXT,
    }
    /// Decides a challenge, or an appeal against such a decision.
    CandidacyDecided "candidacy.decided" Officers {
        required challenge: Kind::Act,
        required outcome: OUTCOMES,
        optional until: Kind::Minute,
    }
    /// Fixes the election's data, trustees and credentials.
    ElectionSetup "election.setup" Officers {
        required count: PEOPLE,
        required credentials: Kind::Digest,
        required data: Kind::Digest,
        required election: Kind::Act,
        required header: Kind::Digest,
        required paper: PEOPLE,
        required setup: Kind::Digest,
        required trustees: Kind::Digest,
    }
    /// Shows that the trustees decrypted a test ballot with their saved keys.
    ElectionRehearsed "election.rehearsed" Officers {
        required archive: ARCHIVE,
        required election: Kind::Act,
        required proofs: DATA,
    }
    /// Tells how many codes were printed again.
    CodesReprinted "codes.reprinted" Officers {
        required count: PEOPLE,
        required election: Kind::Act,
    }
    /// Acknowledges a ballot on the board.
    BallotAccepted "ballot.accepted" Board {
        required election: Kind::Act,
        required event: Kind::Digest,
        required height: SIZE,
        required tracker: Kind::Digest,
    }
    /// Closes the board.
    ElectionBallotsClosed "election.ballots_closed" Server {
        required ballots: PEOPLE,
        required election: Kind::Act,
        required head: Kind::Digest,
        required height: SIZE,
        required length: SIZE,
    }
    /// Adds the ballots on paper.
    PaperCounted "paper.counted" Officers {
        required ballots: DATA,
        required count: PEOPLE,
        required election: Kind::Act,
    }
    /// Names the result.
    ElectionTallied "election.tallied" Anyone {
        required election: Kind::Act,
        required result: Kind::Digest,
    }
    /// Names the whole archive and the bound decryption proofs.
    ElectionArchived "election.archived" Anyone {
        required archive: ARCHIVE,
        required election: Kind::Act,
        required proofs: DATA,
    }
    /// Opens the lot that a count needs.
    LotOpened "lot.opened" Anyone {
        required count: COUNTS,
        required election: Kind::Act,
        required proofs: DATA,
    }

    // Seats.

    /// Accepts the seat that an election gave.
    SeatAccepted "seat.accepted" Member {
        required election: Kind::Act,
        required seat: PLACE,
    }
    /// Declines it.
    SeatDeclined "seat.declined" Member {
        required election: Kind::Act,
        required seat: PLACE,
    }
    /// Resigns from a seat.
    SeatResigned "seat.resigned" Member {
        required body: PLACE,
        required seat: PLACE,
    }
    /// Declares interests.
    InterestDeclared "interest.declared" Member {
        required interests: TEXT,
    }
    /// Takes no part in a matter of one's own.
    RecusalDeclared "recusal.declared" Member {
        required motion: Kind::Act,
    }
    /// Binds a delegate in one motion.
    MandateGiven "mandate.given" Officers {
        required body: PLACE,
        required instruction: INSTRUCTIONS,
        required motion: Kind::Act,
        required seat: PLACE,
        optional statement: TEXT,
    }
    /// Ends a mandate.
    MandateEnded "mandate.ended" Officers {
        required mandate: Kind::Act,
    }

    // Petitions.

    /// Opens a petition.
    PetitionOpened "petition.opened" Officers {
        required body: PLACE,
        required freeze: Kind::Act,
        optional proposal: DATA,
        required purpose: PETITIONS,
        required registrars: PETITION_REGISTRARS,
        required statement: TEXT,
        required subject: Kind::Act,
    }
    /// Replies to a petition.
    PetitionAnswered "petition.answered" Member {
        required petition: Kind::Act,
        required reply: TEXT,
    }
    /// Names the list of the credentials that may sign, in an order that says nothing.
    PetitionCodesIssued "petition.codes_issued" Officers {
        required codes: DATA,
        required count: PEOPLE,
        required petition: Kind::Act,
    }
    /// Signs a petition by a credential that names nobody.
    PetitionSigned "petition.signed" Credential {
        required credential: Kind::PublicKey,
        required petition: Kind::Act,
    }
    /// Signs a petition openly, where the charter has it so.
    PetitionEndorsed "petition.endorsed" Member {
        required petition: Kind::Act,
    }

    // Decisions.

    /// Moves a motion.
    MotionFiled "motion.filed" Officers {
        required body: PLACE,
        optional proposal: PROPOSAL,
        required subject: MOTIONS,
        required text: TEXT,
    }
    /// Moves a change of a motion.
    MotionAmended "motion.amended" Officers {
        required motion: Kind::Act,
        optional proposal: PROPOSAL,
        required text: TEXT,
    }
    /// Takes a motion or an amendment back.
    MotionWithdrawn "motion.withdrawn" Officers {
        required motion: Kind::Act,
    }
    /// Calls the roll on a motion or an amendment.
    RollcallOpened "rollcall.opened" Officers {
        required closes: Kind::Minute,
        required motion: Kind::Act,
        required order: Kind::List { of: &Kind::Act, min: 0, max: 64 },
    }
    /// Votes by name.
    RollcallVoted "rollcall.voted" Member {
        required rollcall: Kind::Act,
        required seat: PLACE,
        required vote: VOTES,
    }
    /// Ends a roll call.
    RollcallClosed "rollcall.closed" Anyone {
        required rollcall: Kind::Act,
    }
    /// States a decision.
    ResolutionAdopted "resolution.adopted" Anyone {
        required decision: Kind::Act,
        required motion: Kind::Act,
    }
    /// States a budget that was decided.
    BudgetAdopted "budget.adopted" Anyone {
        required budget: DATA,
        required decision: Kind::Act,
    }

    // Work without a network, other logs, faults.

    /// Seals what a collector holds: the head of a bundle, that of the bundle before it, and when.
    BundleSealed "bundle.sealed" Officers {
        required election: Kind::Act,
        required previous: Kind::Digest,
        required root: Kind::Digest,
        required sealed: Kind::Minute,
        required size: SIZE,
    }
    /// Says which bundle the next acts come from.
    BundleImported "bundle.imported" Server {
        required checkpoint: NOTE,
        required count: SIZE,
        required root: Kind::Digest,
        required seals: Kind::List { of: &Kind::Act, min: 0, max: 64 },
        required size: SIZE,
    }
    /// Pins another log: its first act, its key, its witnesses, and how old its head may be.
    PeerRecognised "peer.recognised" Anyone {
        required decision: Kind::Act,
        required freshness: HOURS,
        required genesis: Kind::Act,
        required key: Kind::PublicKey,
        required policy: POLICY,
    }
    /// Pins a head of another log.
    PeerHead "peer.head" Anyone {
        required checkpoint: NOTE,
        required peer: Kind::Act,
        required root: Kind::Digest,
        required size: SIZE,
    }
    /// Pins another log no longer.
    PeerEnded "peer.ended" Anyone {
        required decision: Kind::Act,
        required peer: Kind::Act,
    }
    /// Shows two notes of which one key should have signed one only.
    EvidenceEquivocation "evidence.equivocation" Anyone {
        required fault: FAULTS,
        required first: NOTE,
        required key: ANY_KEY,
        required second: NOTE,
    }
    /// Says that the text of an act was deleted.
    BlobWithdrawn "blob.withdrawn" Officers {
        required act: Kind::Act,
        required blob: Kind::Digest,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    /// What a name of a type, of a field or a word of a list looks like: short, so that nobody makes a text of it.
    fn is_plain(name: &str) -> bool {
        name.len() <= 20 && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_')
    }

    #[test]
    fn names_are_plain_and_stand_once() {
        let mut names = BTreeSet::new();
        for act_type in ActType::ALL {
            assert!(names.insert(act_type.name()), "{} twice", act_type.name());
            assert!(act_type.name().split('.').all(is_plain), "{}", act_type.name());
            assert_eq!(ActType::of_name(act_type.name()), Some(*act_type));
            let fields: Vec<&str> = act_type.fields().iter().map(|field| field.name).collect();
            assert!(fields.iter().all(|field| is_plain(field)), "{fields:?}");
            assert!(fields.is_sorted() && fields.iter().collect::<BTreeSet<_>>().len() == fields.len());
        }
        assert_eq!(ActType::of_name("seat.assigned"), None);
    }

    #[test]
    fn no_list_holds_blobs() {
        for field in ActType::ALL.iter().flat_map(|act_type| act_type.fields()) {
            if let Kind::List { of, .. } = field.kind {
                let holds = matches!(of, Kind::Text(_) | Kind::Document(_) | Kind::List { .. });
                assert!(!holds, "{}", field.name);
            }
        }
    }

    #[test]
    fn words_of_lists_are_plain() {
        for field in ActType::ALL.iter().flat_map(|act_type| act_type.fields()) {
            if let Kind::Code(words) = field.kind {
                assert!(words.iter().all(|word| is_plain(word)) && words.len() <= 16, "{words:?}");
            }
        }
    }

    use std::vec::Vec;
}
