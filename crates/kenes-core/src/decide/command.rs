//! What somebody can want.

use alloc::boxed::Box;
use alloc::vec::Vec;

use kenes_record::Hash;
use kenes_record::act::{ActId, ActType, Body, Datum, PublicKey, SignerName};
use kenes_record::blob::{BlobReference, Commitment};
use kenes_record::checkpoint::Checkpoint;

use super::call::Occasion;
use crate::election::Rule;
use crate::member::Custody;
use crate::motion::Vote;
use crate::time::Time;

/// A value as a datum of an act.
trait ToDatum {
    fn to_datum(&self) -> Option<Datum>;
}

macro_rules! to_datum {
    ($($type:ty: $value:ident => $datum:expr;)+) => {
        $(impl ToDatum for $type {
            fn to_datum(&self) -> Option<Datum> {
                let $value = self;
                Some($datum)
            }
        })+
    };
}

/// A text that people wrote, named by its blob.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Text(pub BlobReference);

to_datum! {
    Hash: hash => Datum::Digest(*hash);
    ActId: id => Datum::Act(*id);
    Commitment: commitment => Datum::Commitment(*commitment);
    PublicKey: key => Datum::PublicKey(*key);
    SignerName: name => Datum::Key(*name);
    u16: number => Datum::Number(u64::from(*number));
    u64: number => Datum::Number(*number);
    Time: time => Datum::Minute(time.seconds());
    BlobReference: document => Datum::Document(*document);
    Text: text => Datum::Text(text.0);
    Checkpoint: checkpoint => Datum::Checkpoint(Box::new(checkpoint.clone()));
    Custody: custody => Datum::Code(match custody {
        Custody::Own => "own",
        Custody::Custodial => "custodial",
    });
    Vote: vote => Datum::Code(match vote {
        Vote::For => "for",
        Vote::Against => "against",
        Vote::Abstain => "abstain",
    });
    Topic: topic => Datum::Code(topic.word());
    Occasion: occasion => Datum::Code(occasion.word());
    Rule: rule => Datum::Code(rule.word());
    Lot: lot => Datum::Code(lot.word());
    Aim: aim => Datum::Code(aim.word());
    Vec<ActId>: acts => Datum::List(acts.iter().copied().map(Datum::Act).collect());
    Vec<SignerName>: keys => Datum::List(keys.iter().copied().map(Datum::Key).collect());
}

impl<T: ToDatum> ToDatum for Option<T> {
    fn to_datum(&self) -> Option<Datum> {
        self.as_ref().and_then(T::to_datum)
    }
}

/// What a motion is on, as an act says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Topic {
    /// A text of the body.
    Text,
    /// A change of the charter.
    Charter,
    /// A version of the rules.
    Rules,
    /// A witness policy.
    Policy,
    /// A budget.
    Budget,
    /// Another council.
    Peer,
    /// How the body works.
    Procedure,
}

impl Topic {
    const fn word(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Charter => "charter",
            Self::Rules => "rules",
            Self::Policy => "policy",
            Self::Budget => "budget",
            Self::Peer => "peer",
            Self::Procedure => "procedure",
        }
    }
}

/// The count for which a lot is opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lot {
    /// The first of an election.
    First,
    /// One that fills a vacancy.
    Countback,
}

impl Lot {
    /// Its word in an act.
    pub const fn word(self) -> &'static str {
        match self {
            Self::First => "first",
            Self::Countback => "countback",
        }
    }
}

/// What a petition is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Aim {
    /// A vote of the members on a text.
    Initiative,
}

impl Aim {
    /// Its word in an act.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Initiative => "initiative",
        }
    }
}

/// Defines the commands: each gives one act, whose fields are its own.
macro_rules! commands {
    ($($(#[doc = $doc:literal])+ $name:ident $act_type:ident { $($(#[doc = $field_doc:literal])+ $field:ident: $type:ty,)* })+) => {
        /// What somebody wants to do.
        #[derive(Clone, Debug, PartialEq, Eq)]
        #[non_exhaustive]
        pub enum Command {
            $($(#[doc = $doc])+ $name { $($(#[doc = $field_doc])+ $field: $type,)* },)+
        }

        impl Command {
            /// The type of the act.
            pub const fn act_type(&self) -> ActType {
                match self {
                    $(Self::$name { $($field: _,)* } => ActType::$act_type,)+
                }
            }

            /// The body of the act.
            pub(super) fn body(&self) -> Body {
                let fields: Vec<Option<(&'static str, Datum)>> = match self {
                    $(Self::$name { $($field,)* } => {
                        Vec::from([$($field.to_datum().map(|datum| (stringify!($field), datum)),)*])
                    })+
                };
                Body::new(fields.into_iter().flatten().collect())
            }
        }
    };
}

commands! {
    /// The server tells the time.
    Tick Tick {
        /// A checkpoint with its cosignatures.
        checkpoint: Checkpoint,
        /// The hash of the seats at its size.
        table: Hash,
    }
    /// The server hands over to its next key, which signs too.
    HandOver ServerKey {
        /// The next key.
        key: PublicKey,
    }
    /// Puts a decided witness policy into force.
    SetPolicy PolicySet {
        /// The roll call.
        decision: ActId,
        /// The policy.
        policy: BlobReference,
    }
    /// Puts a decided charter into force.
    AmendCharter CharterAmended {
        /// The charter.
        charter: BlobReference,
        /// The call of the members' vote.
        decision: ActId,
    }
    /// Puts a decided version of the rules into force.
    AdoptRules RulesAdopted {
        /// The roll call.
        decision: ActId,
        /// The version.
        rules: u64,
    }
    /// Registrars enrol a person.
    Enrol EnrolCommitted {
        /// The commitment to the person's record.
        commitment: Commitment,
        /// The constituency.
        constituency: u16,
        /// The one-time credential.
        token: SignerName,
    }
    /// Takes somebody off the roll: one of the two.
    Withdraw EnrolWithdrawn {
        /// The enrolment.
        enrol: Option<ActId>,
        /// The key in force.
        member: Option<SignerName>,
    }
    /// A person binds the first key.
    BindKey KeyBound {
        /// The one-time credential.
        credential: PublicKey,
        /// Who keeps the key.
        custody: Custody,
        /// The enrolment.
        enrol: ActId,
        /// The key.
        key: PublicKey,
        /// The hash of the next one.
        next: Hash,
    }
    /// A member goes on to the next key.
    RotateKey KeyRotated {
        /// The next key.
        key: PublicKey,
        /// The key in force.
        member: SignerName,
        /// The hash of the one after it.
        next: Hash,
    }
    /// Registrars open the recovery of a lost key.
    OpenRecovery KeyRecoveryOpened {
        /// The new key.
        key: PublicKey,
        /// The key in force.
        member: SignerName,
        /// The hash of the one after the new one.
        next: Hash,
    }
    /// A member whose key is not lost stops a recovery.
    VetoRecovery KeyRecoveryVetoed {
        /// The recovery.
        recovery: ActId,
    }
    /// Ends a recovery that nobody stopped.
    CompleteRecovery KeyRecovered {
        /// The recovery.
        recovery: ActId,
    }
    /// Calls an election: [`Council::call_for`](crate::Council::call_for) makes one of what its caller chooses.
    CallElection ElectionCalled {
        /// 1 where all registrars and trustees sign.
        backed: Option<u64>,
        /// The body.
        body: u16,
        /// The motion or the petition; the first act of the record for persons.
        cause: ActId,
        /// When the vote closes.
        closes: Time,
        /// Who collects ballots without a network: nobody under these rules.
        collectors: Vec<SignerName>,
        /// The constituency.
        constituency: u16,
        /// The rule.
        counting: Rule,
        /// How many may vote.
        eligible: u64,
        /// The tick at which the roll is frozen.
        freeze: ActId,
        /// How long ballots may come later, in hours: 0 under these rules.
        grace: u64,
        /// Until when candidates come forward.
        nominations: Time,
        /// When the vote opens.
        opens: Time,
        /// What it is for.
        purpose: Occasion,
        /// The questions.
        questions: BlobReference,
        /// Who certifies the list of credentials.
        registrars: Vec<SignerName>,
        /// How many seats it fills.
        seats: u64,
        /// 1 where its callers know that a result of so few may show how people voted.
        small: u64,
        /// How many of the trustees decrypt.
        threshold: u64,
        /// Who holds a share of the key.
        trustees: Vec<SignerName>,
    }
    /// Somebody stands.
    Stand CandidacyFiled {
        /// The call.
        election: ActId,
        /// What interests the candidate declares.
        interests: Option<Text>,
        /// What the candidate says.
        statement: Text,
    }
    /// Somebody stands no longer.
    StandDown CandidacyWithdrawn {
        /// The candidacy.
        candidacy: ActId,
    }
    /// Registrars certify the setup.
    SetUp ElectionSetup {
        /// How many credentials there are.
        count: u64,
        /// The hash of their list.
        credentials: Hash,
        /// The hash of the election's data.
        data: Hash,
        /// The call.
        election: ActId,
        /// The hash of the archive's header.
        header: Hash,
        /// How many vote on paper: 0 under these rules.
        paper: u64,
        /// The hash of the Setup event.
        setup: Hash,
        /// The hash of the trustees' public keys.
        trustees: Hash,
    }
    /// The trustees show that they can decrypt.
    Rehearse ElectionRehearsed {
        /// The archive of another election by the same keys.
        archive: BlobReference,
        /// The call.
        election: ActId,
        /// Its bound proofs.
        proofs: BlobReference,
    }
    /// The server takes a ballot.
    AcceptBallot BallotAccepted {
        /// The call.
        election: ActId,
        /// The hash of the Ballot event.
        event: Hash,
        /// Its height.
        height: u64,
        /// The hash of the ballot.
        tracker: Hash,
    }
    /// The server closes the board.
    CloseBallots ElectionBallotsClosed {
        /// How many ballots are on it.
        ballots: u64,
        /// The call.
        election: ActId,
        /// The hash of the EndBallots event.
        head: Hash,
        /// Its height.
        height: u64,
        /// The bytes of the archive up to its end.
        length: u64,
    }
    /// Names the result.
    NameResult ElectionTallied {
        /// The call.
        election: ActId,
        /// The hash of the result.
        result: Hash,
    }
    /// Names the archive.
    FileArchive ElectionArchived {
        /// The archive.
        archive: BlobReference,
        /// The call.
        election: ActId,
        /// The bound proofs.
        proofs: BlobReference,
    }
    /// Opens the lot that a count waits for.
    OpenLot LotOpened {
        /// Which count.
        count: Lot,
        /// The call.
        election: ActId,
        /// The trustees' proofs.
        proofs: BlobReference,
    }
    /// Who was elected says yes.
    AcceptSeat SeatAccepted {
        /// The call.
        election: ActId,
        /// The seat within the body.
        seat: u16,
    }
    /// Who was elected says no.
    DeclineSeat SeatDeclined {
        /// The call.
        election: ActId,
        /// The seat within the body.
        seat: u16,
    }
    /// A holder resigns.
    Resign SeatResigned {
        /// The body.
        body: u16,
        /// The seat within it.
        seat: u16,
    }
    /// A member opens an initiative: [`Council::initiative_for`](crate::Council::initiative_for) makes one.
    OpenPetition PetitionOpened {
        /// The body.
        body: u16,
        /// The tick at which the roll is frozen.
        freeze: ActId,
        /// A document that it names.
        proposal: Option<BlobReference>,
        /// What it is for.
        purpose: Aim,
        /// Who issues codes: nobody for an initiative.
        registrars: Vec<SignerName>,
        /// What it says.
        statement: Text,
        /// What it is about: the first act of the record.
        subject: ActId,
    }
    /// A member endorses a petition.
    EndorsePetition PetitionEndorsed {
        /// The petition.
        petition: ActId,
    }
    /// Holders move a motion.
    FileMotion MotionFiled {
        /// The body.
        body: u16,
        /// What it puts into force.
        proposal: Option<BlobReference>,
        /// What it is on.
        subject: Topic,
        /// What it says.
        text: Text,
    }
    /// The movers take a motion back.
    WithdrawMotion MotionWithdrawn {
        /// The motion.
        motion: ActId,
    }
    /// Holders call the roll.
    OpenRollcall RollcallOpened {
        /// When it closes.
        closes: Time,
        /// The motion.
        motion: ActId,
        /// The order of amendments; empty under these rules.
        order: Vec<ActId>,
    }
    /// A holder votes.
    Vote RollcallVoted {
        /// The roll call.
        rollcall: ActId,
        /// The seat within the body.
        seat: u16,
        /// The vote.
        vote: Vote,
    }
    /// Ends a roll call.
    CloseRollcall RollcallClosed {
        /// The roll call.
        rollcall: ActId,
    }
    /// States what was decided.
    StateResolution ResolutionAdopted {
        /// The roll call, or the call of the members' vote.
        decision: ActId,
        /// The motion, or the petition.
        motion: ActId,
    }
    /// Says that a text is deleted.
    WithdrawBlob BlobWithdrawn {
        /// The first act that named it.
        act: ActId,
        /// Its digest.
        blob: Hash,
    }
}
