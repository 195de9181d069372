//! The fold of a record: the leaves of a store, verified and applied one after the other.

use kenes_core::{Council, Evidence, OpenError as FirstActError, Outcome};
use kenes_record::Hash;
use kenes_record::act::{
    Act, ActError, ActId, ActType, ActVerifyError, Datum, Keyring, Origin, SignerName, VerifiedAct,
};
use kenes_record::blob::Commitment;
use kenes_record::policy::Policy;
use kenes_store::port::{NewLeaf, RecordStore, StoreError};
use kenes_store::tree::SharedTree;
use kenes_verify::is_refused_unread;

use super::LEAVES;
use super::blobs::Shelf;
use super::papers::Papers;
use super::parallel::each;

/// The council of a record, and what is needed to go on.
#[derive(Debug)]
pub(super) struct Fold {
    origin: Origin,
    keyring: Keyring,
    papers: Papers,
    council: Council,
    /// The witnesses of the policy in force.
    policy: Policy,
    enrolled: Vec<Enrolled>,
    /// How many leaves were folded.
    size: u64,
    /// What became of the last one.
    last: Outcome,
}

/// Somebody who was enrolled: the public half of what the private store knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Enrolled {
    /// The act.
    pub act: ActId,
    /// What the registrars committed to.
    pub commitment: Commitment,
    /// The constituency.
    pub constituency: u16,
    /// The one-time credential that introduces the key.
    pub token: SignerName,
}

/// A record cannot be folded any further.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum FoldError {
    /// It has no first act.
    #[error("the record is empty")]
    Empty,
    /// The first act opens no council.
    #[error("the first act: {0}")]
    First(#[from] FirstActError),
    /// A leaf is no act.
    #[error("leaf {leaf} is no act: {source}")]
    Act {
        /// The leaf.
        leaf: u64,
        /// What is wrong.
        source: ActError,
    },
    /// An act is not signed as it must be.
    #[error("leaf {leaf}: {source}")]
    Signature {
        /// The leaf.
        leaf: u64,
        /// What is wrong.
        source: ActVerifyError,
    },
    /// A document or an archive is missing.
    #[error("leaf {leaf} names {}, which is missing", digest.to_hex())]
    Missing {
        /// The leaf.
        leaf: u64,
        /// The digest.
        digest: Hash,
    },
    /// The council adopted rules that this program does not have.
    #[error("leaf {leaf} adopts the rules of version {version}: use a newer program")]
    NeedsNewer {
        /// The leaf.
        leaf: u64,
        /// The version.
        version: u64,
    },
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A file of an archive.
    #[error("an archive: {0}")]
    Archive(#[from] std::io::Error),
}

impl Fold {
    /// Opens the council by the first leaf.
    pub async fn begin(origin: Origin, store: &impl RecordStore, shelf: &Shelf) -> Result<Self, FoldError> {
        if store.size().await? == 0 {
            return Err(FoldError::Empty);
        }
        let leaves = store.leaves(0..1).await?;
        let bytes = leaves.first().map(|leaf| leaf.bytes.as_slice()).unwrap_or_default();
        let (mut keyring, mut papers) = (Keyring::default(), Papers::default());
        let act = verified(&mut keyring, &origin, 0, bytes)?;
        papers.learn(&act, 0, None, store, shelf).await?;
        let council = Council::open(&act, &papers.alone())?;
        let mut fold = Self {
            origin,
            keyring,
            papers,
            council,
            policy: Policy::default(),
            enrolled: Vec::new(),
            size: 1,
            last: Outcome::Effect,
        };
        fold.keyring.hand_over(0, act.act());
        fold.learn_policy(&act);
        Ok(fold)
    }

    /// Takes the leaves up to this size.
    pub async fn go_on(
        &mut self,
        store: &impl RecordStore,
        shelf: &Shelf,
        tree: &SharedTree,
        size: u64,
    ) -> Result<(), FoldError> {
        while self.size < size {
            let until = self.size.saturating_add(LEAVES).min(size);
            for act in self.read(&store.leaves(self.size..until).await?) {
                let act = match act {
                    Read::Ballot(act) => *act,
                    Read::Other(bytes) => verified(&mut self.keyring, &self.origin, self.size, bytes)?,
                };
                self.learn(&act, store, shelf, tree).await?;
                self.apply(&act, tree)?;
                self.size = self.size.saturating_add(1);
            }
        }
        Ok(())
    }

    /// Reads the next leaves. The acts that take ballots, of which there are many, name no keys: their signatures are checked
    /// on every core with the keys that are known by now; where that does not do, they are read like the others, in turn.
    fn read<'a>(&self, leaves: &'a [NewLeaf]) -> Vec<Read<'a>> {
        each(leaves, |leaf| {
            let act = Act::parse(&leaf.bytes).ok().filter(|act| act.act_type() == ActType::BallotAccepted);
            let act = act.and_then(|act| self.keyring.verify_new(&self.origin, &act).ok());
            act.map_or(Read::Other(&leaf.bytes), |act| Read::Ballot(Box::new(act)))
        })
    }

    /// Reads what the next act names, unless it is refused whatever that is.
    async fn learn(
        &mut self,
        act: &VerifiedAct,
        store: &impl RecordStore,
        shelf: &Shelf,
        tree: &SharedTree,
    ) -> Result<(), FoldError> {
        if is_refused_unread(&self.council, act, |size| tree.root(size)) {
            return Ok(());
        }
        self.papers.learn(act, self.size, Some(&self.council), store, shelf).await
    }

    fn apply(&mut self, act: &VerifiedAct, tree: &SharedTree) -> Result<(), FoldError> {
        let leaf = self.size;
        self.last = self.council.apply(act, &self.papers.at(tree));
        match self.last {
            Outcome::Effect => {
                self.keyring.hand_over(leaf, act.act());
                self.learn_policy(act);
                self.enrolled.extend(enrolled(act));
                Ok(())
            }
            Outcome::None(_) => Ok(()),
            Outcome::Incomplete { digest } => Err(FoldError::Missing { leaf, digest }),
            Outcome::NeedsNewer { version } => Err(FoldError::NeedsNewer { leaf, version }),
        }
    }

    /// Checks the signatures of an act that may become the next leaf, and reads what it names.
    pub async fn next(
        &mut self,
        act: &Act,
        store: &impl RecordStore,
        shelf: &Shelf,
        tree: &SharedTree,
    ) -> Result<Result<VerifiedAct, ActVerifyError>, FoldError> {
        match self.keyring.verify_new(&self.origin, act) {
            Ok(verified) => {
                self.papers.forget_last();
                self.learn(&verified, store, shelf, tree).await?;
                Ok(Ok(verified))
            }
            Err(error) => Ok(Err(error)),
        }
    }

    /// A policy that came into force names witnesses, whose lines stand in later ticks.
    fn learn_policy(&mut self, act: &VerifiedAct) {
        if !matches!(act.act_type(), ActType::CharterGenesis | ActType::PolicySet) {
            return;
        }
        let evidence = self.papers.alone();
        let text = evidence.document(self.council.policy_digest());
        // A policy that came into force was read by the rules.
        if let Some(policy) = text.and_then(|text| Policy::parse(text).ok()) {
            self.keyring.learn_policy(&policy);
            self.policy = policy;
        }
    }

    pub fn council(&self) -> &Council {
        &self.council
    }

    pub fn origin(&self) -> &Origin {
        &self.origin
    }

    pub fn size(&self) -> u64 {
        self.size
    }

    pub fn enrolled(&self) -> &[Enrolled] {
        &self.enrolled
    }

    /// What became of the last leaf.
    pub fn last(&self) -> Outcome {
        self.last
    }

    /// The witnesses of the policy in force.
    pub fn policy(&self) -> &Policy {
        &self.policy
    }

    pub fn evidence<'a>(&'a self, tree: &'a SharedTree) -> impl Evidence + 'a {
        self.papers.at(tree)
    }
}

/// A leaf that is to be folded.
enum Read<'a> {
    /// The act takes a ballot, and its signature is right.
    Ballot(Box<VerifiedAct>),
    /// Any other, as bytes.
    Other(&'a [u8]),
}

/// The leaf as an act with right signatures, whose keys are learned.
fn verified(
    keyring: &mut Keyring,
    origin: &Origin,
    leaf: u64,
    bytes: &[u8],
) -> Result<VerifiedAct, FoldError> {
    let act = Act::parse(bytes).map_err(|source| FoldError::Act { leaf, source })?;
    keyring.learn(&act);
    keyring.verify(origin, &act).map_err(|source| FoldError::Signature { leaf, source })
}

fn enrolled(act: &VerifiedAct) -> Option<Enrolled> {
    match (
        act.act_type(),
        act.body().field("commitment"),
        act.body().field("constituency"),
        act.body().field("token"),
    ) {
        (
            ActType::EnrolCommitted,
            Some(Datum::Commitment(commitment)),
            Some(Datum::Number(constituency)),
            Some(Datum::Key(token)),
        ) => {
            let constituency = u16::try_from(*constituency).ok()?;
            Some(Enrolled { act: act.id(), commitment: *commitment, constituency, token: *token })
        }
        _ => None,
    }
}
