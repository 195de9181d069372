//! How an act comes into the record: decided, signed, checked, durable, folded.

use kenes_core::{Command, DecideError, Outcome, Signers, Time};
use kenes_record::act::{Act, ActId, ActType, Holder, NamedBlob, Seen, SignerName, UnsignedAct};
use kenes_record::key::{KeyUse, NoteSigner};
use kenes_store::port::{NewLeaf, RecordStore as _};

use super::Host;
use super::error::HostError;

/// An act that was taken in: it is durable, and below a signed head.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Taken {
    /// Where it is.
    pub leaf: u64,
    /// Its name.
    pub id: ActId,
    /// What it did; none when it was there before.
    pub outcome: Option<Outcome>,
}

/// Whether acts without an effect are taken in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Admission {
    /// They are not.
    Effective,
    /// They are: they stand in the record for ever, with the reason why they have no effect.
    Forced,
}

impl Host {
    /// The act that carries out a command, to be signed by these. The first one's acts are counted. The time is what the
    /// signers' clock shows, and no rule believes it. What rests on an archive or a document is only checked when the act
    /// comes.
    ///
    /// # Errors
    /// A rule is against it, or a value cannot stand in an act.
    pub async fn decide(
        &self,
        command: &Command,
        keys: &[SignerName],
        at: Time,
    ) -> Result<UnsignedAct, HostError> {
        let signers = Signers { keys: keys.to_vec(), seen: self.seen_by(keys).await? };
        match self.council().decide(command, &signers, &self.evidence(), at) {
            Ok(_) | Err(DecideError::Missing { digest: _ }) => {}
            Err(error) => return Err(error.into()),
        }
        Ok(self.council().draft(command, &signers, at)?.write()?)
    }

    /// Takes a signed act in. It is acknowledged when it is durable. To submit an act that is there already is no fault.
    ///
    /// # Errors
    /// Its signatures are not right, a blob that it names is not here, it would have no effect, or it cannot be written.
    pub async fn submit(&mut self, act: &Act) -> Result<Taken, HostError> {
        self.submit_with(act, Admission::Effective).await
    }

    /// The same, for an act that may have no effect.
    ///
    /// # Errors
    /// Its signatures are not right, a blob that it names is not here, or it cannot be written.
    pub async fn submit_with(&mut self, act: &Act, admission: Admission) -> Result<Taken, HostError> {
        let id = act.id();
        if let Some(leaf) = self.store.index_of(*id.hash()).await? {
            return Ok(Taken { leaf, id, outcome: None });
        }
        self.check_blobs(act).await?;
        let verified = self.fold.next(act, &*self.store, &self.shelf, &self.tree).await??;
        match self.council().preview(&verified, &self.evidence()) {
            Outcome::Effect => {}
            Outcome::None(refusal) if admission == Admission::Effective || !is_harmless(act.act_type()) => {
                return Err(HostError::NoEffect { refusal });
            }
            Outcome::None(_) => {}
            Outcome::Incomplete { digest } => return Err(HostError::Missing { digest }),
            Outcome::NeedsNewer { version } => return Err(HostError::NeedsNewer { version }),
        }
        let leaf = NewLeaf { id: *id.hash(), bytes: act.to_bytes() };
        let acknowledged = self.submitter.submit(leaf).await?;
        self.fold.go_on(&*self.store, &self.shelf, &self.tree, acknowledged.index.saturating_add(1)).await?;
        if act.act_type() == ActType::BlobWithdrawn {
            self.delete_withdrawn().await?;
        }
        Ok(Taken { leaf: acknowledged.index, id, outcome: Some(self.fold.last()) })
    }

    /// What an act names is here, and is what the act says of it.
    async fn check_blobs(&self, act: &Act) -> Result<(), HostError> {
        for reference in act.body().blobs().map(NamedBlob::reference) {
            let digest = *reference.digest();
            match self.shelf.length(&*self.store, &digest).await? {
                None => return Err(HostError::Missing { digest }),
                // Of one that was withdrawn nobody knows the length.
                Some(Some(found)) if found != reference.length() => {
                    return Err(HostError::Length { digest, found, expected: reference.length() });
                }
                Some(_) => {}
            }
        }
        Ok(())
    }

    /// Signs an act of the machine, and takes it in.
    ///
    /// # Errors
    /// A rule is against it, or it cannot be written.
    pub async fn submit_own(&mut self, command: &Command, at: Time) -> Result<Taken, HostError> {
        let signer = self.server_key()?;
        let key = SignerName::of(Holder::Server, signer.verifier().public());
        let act = self.decide(command, &[key], at).await?.sign(&signer)?;
        self.submit(&act).await
    }

    /// The machine's key as it signs acts.
    pub(super) fn server_key(&self) -> Result<NoteSigner, HostError> {
        let secret = self.key.dangerously_expose_secret();
        Ok(NoteSigner::self_named(Holder::Server.prefix(), KeyUse::Note, &secret)?)
    }

    /// What members have seen when they sign now; the machine says nothing of that.
    async fn seen_by(&self, keys: &[SignerName]) -> Result<Option<Seen>, HostError> {
        let is_server = |key: &SignerName| key.holder == Holder::Server;
        if keys.iter().any(is_server) { Ok(None) } else { self.seen().await.map(Some) }
    }
}

/// Whether an act of this type may stand in the record without an effect: none that programs which do not fold could take for
/// a change of keys, of witnesses or of what may be missing.
fn is_harmless(act_type: ActType) -> bool {
    !matches!(act_type, ActType::ServerKey | ActType::PolicySet | ActType::BlobWithdrawn)
}
