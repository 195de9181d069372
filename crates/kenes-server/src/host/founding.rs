//! The beginning: a charter, a witness policy, founders, and the key of the machine.

use std::fmt;
use std::path::Path;
use std::sync::Arc;

use kenes_core::{Council, Evidence, Found, RulesVersion, Time, VerifiedArchive, VerifiedLot};
use kenes_record::Hash;
use kenes_record::act::{
    ActType, Body, Datum, Draft, Envelope, Fingerprint, Holder, Keyring, LogId, Origin, PublicKey,
    UnsignedAct,
};
use kenes_record::blob::{Blob, Media, Salt};
use kenes_record::key::{KeyUse, NoteSigner, VerifierKey};
use kenes_record::note::NoteSignature;
use kenes_store::data::{DataDir, Settings};
use kenes_store::port::{Holder as Lessee, NewLeaf, RecordStore as _};
use kenes_store::sequencer::{self, Options, Start};
use kenes_store::sql::Upgrade;

use zeroize::Zeroizing;

use super::error::{BlobError, FoundError};
use super::random;

/// What a council begins with.
#[derive(Clone, Debug)]
pub struct Founding {
    /// The name under which the machine can be reached, a part of the record's name.
    pub host: String,
    /// The charter, in canonical JSON.
    pub charter: Vec<u8>,
    /// The witness policy, a C2SP `tlog-policy`.
    pub policy: Vec<u8>,
    /// The founders' keys, each with the hash of the next one.
    pub founders: Vec<(PublicKey, Hash)>,
    /// The time, as the founders' clocks show it.
    pub at: Time,
}

/// A first act that the founders have to sign, with what it names and the key of the machine.
pub struct Foundation {
    act: UnsignedAct,
    host: String,
    charter: Blob,
    policy: Blob,
    server: NoteSigner,
}

impl Founding {
    /// Writes the first act, with fresh random bytes for the key of the machine.
    ///
    /// # Errors
    /// A value cannot stand in the act.
    pub fn draft(self) -> Result<Foundation, FoundError> {
        let Self { host, charter, policy, founders, at } = self;
        let seal = |content: &[u8]| Ok::<_, FoundError>(Blob::seal(Salt::from_bytes(&random()?), content));
        let (charter, policy) = (seal(&charter)?, seal(&policy)?);
        let secret: Zeroizing<[u8; 32]> = Zeroizing::new(random()?);
        let server = NoteSigner::self_named(Holder::Server.prefix(), KeyUse::Note, &secret)?;
        let by = founders.first().map(|(key, _)| Fingerprint::of(key.as_bytes()));
        let by = by.ok_or(kenes_core::OpenError::Founders)?;
        let named = |blob: &Blob, media| blob.reference(media).map(Datum::Document);
        let too_large = || BlobError::Length { length: u64::MAX };
        let minute = at.seconds().saturating_sub(at.seconds() % 60);
        let body = Body::new(vec![
            ("charter", named(&charter, Media::Json).ok_or_else(too_large)?),
            ("founders", Datum::List(founders.iter().map(|(key, _)| Datum::PublicKey(*key)).collect())),
            ("next", Datum::List(founders.iter().map(|(_, next)| Datum::Digest(*next)).collect())),
            ("policy", named(&policy, Media::Policy).ok_or_else(too_large)?),
            ("rules", Datum::Number(RulesVersion::V1.number())),
            ("server", Datum::PublicKey(PublicKey::new(*server.verifier().public())?)),
        ]);
        let envelope = Envelope { at: Some(minute), by, log: None, counter: Some(0), seen: None };
        let act = Draft { act_type: ActType::CharterGenesis, envelope, body }.write()?;
        Ok(Foundation { act, host, charter, policy, server })
    }
}

impl Foundation {
    /// The first act, for every founder to sign.
    pub fn act(&self) -> &UnsignedAct {
        &self.act
    }

    /// The key of the record to be, which its witnesses have to know before they see its first head.
    ///
    /// # Errors
    /// The name of the machine cannot stand in the name of a record.
    pub fn log_key(&self) -> Result<VerifierKey, FoundError> {
        let origin = Origin::new(&self.host, LogId::of(&self.act.id()))?;
        Ok(VerifierKey::new(origin.name().clone(), KeyUse::Note, self.server.verifier().public())?)
    }

    /// Makes the folder, with the first act as the first leaf.
    pub(super) async fn lay(self, dir: &Path, lines: Vec<NoteSignature>) -> Result<(), FoundError> {
        let Self { act, host, charter, policy, server } = self;
        let act = act.assemble(lines)?;
        let origin = Origin::new(&host, LogId::of(&act.id()))?;
        let mut keyring = Keyring::default();
        keyring.learn(&act);
        let verified = keyring.verify(&origin, &act)?;
        // Before anything is written: does it open a council?
        Council::open(&verified, &Two([&charter, &policy]))?;
        let data = DataDir::create(dir, Settings { origin: origin.name().clone(), database: None }).await?;
        let secret = server.dangerously_expose_secret();
        let signer = NoteSigner::from_secret(origin.name().clone(), KeyUse::Note, &secret)?;
        data.keep_log_key(&signer)?;
        let store = Arc::new(data.record(Upgrade::Refuse).await?);
        for blob in [&charter, &policy] {
            store.put_blob(blob.file()).await.map_err(BlobError::from)?;
        }
        let start = Start {
            store: Arc::clone(&store),
            signer,
            witnesses: (),
            publisher: (),
            holder: Lessee::new(random()?),
            stated: None,
            restored: false,
            options: Options::default(),
        };
        let sequencer = sequencer::start(start).await?;
        let leaf = NewLeaf { id: *act.id().hash(), bytes: act.to_bytes() };
        sequencer.submitter().submit(leaf).await?;
        sequencer.stop().await?;
        store.close().await;
        Ok(())
    }
}

impl fmt::Debug for Foundation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Foundation({}, {:?})", self.act.id(), self.server)
    }
}

/// The documents of a first act, before there is a store.
struct Two<'a>([&'a Blob; 2]);

impl Evidence for Two<'_> {
    fn document(&self, digest: &Hash) -> Option<&[u8]> {
        let blob = self.0.iter().find(|blob| blob.digest() == *digest)?;
        blob.file().get(kenes_record::blob::SALT..)
    }

    fn archive(&self, archive: &Hash, _: &Hash) -> Found<'_, VerifiedArchive> {
        Found::Missing(*archive)
    }

    fn lot(&self, proofs: &Hash) -> Found<'_, VerifiedLot> {
        Found::Missing(*proofs)
    }

    fn root(&self, _: u64) -> Option<Hash> {
        None
    }
}
