//! What is too big for a leaf, read and verified before the fold asks for it: documents, archives, lots.

mod archive;
mod blobs;
mod lot;
mod memory;
mod parts;

use alloc::boxed::Box;
use alloc::collections::{BTreeMap, BTreeSet};
use alloc::vec::Vec;
use core::fmt;

use kenes_core::{
    Council, Election, Evidence, Found, Phase as ElectionPhase, Subject, VerifiedArchive, VerifiedLot,
};
use kenes_record::Hash;
use kenes_record::act::{ActType, Datum, VerifiedAct};
use kenes_record::blob::BlobReference;

pub use self::blobs::{Blobs, FileBlobs};
pub(crate) use self::parts::answers;
use crate::election::{ElectionAudit, LotAudit};
use crate::progress::Progress;

/// The longest document that rules read, in bytes. Of a longer one only the name is looked at: to the rules it is empty, so
/// no charter, no policy and no proof.
pub const MAX_DOCUMENT: usize = 1 << 20;

/// What the acts of a record name and rules read, verified. The fold takes it as its evidence:
///
/// 1. [`Papers::learn`] reads what the next act names;
/// 2. [`Papers::at`] a state of the tree gives the evidence for [`Council::apply`].
///
/// Documents are kept until the next act is learned, archives to the end: a vacancy may be filled from any of them.
#[derive(Debug, Default)]
pub struct Papers {
    documents: BTreeMap<Hash, Vec<u8>>,
    archives: BTreeMap<Pair, VerifiedArchive>,
    /// What lots of counted elections are checked against.
    keys: BTreeMap<Pair, lot::Keys>,
    /// The lot that the act that was learned last opens, by its proofs.
    lots: BTreeMap<Hash, VerifiedLot>,
    /// What was refused by its audit, whatever act names it.
    wrong: BTreeSet<Pair>,
    /// What the act that was learned last names and is refused.
    refused: Option<Pair>,
    /// What it names and is missing.
    missing: Option<Hash>,
    /// What became of the archives that were asked about last.
    memory: memory::Memory,
    /// How many archives were audited.
    audited: u64,
}

/// The digests of an archive and of its bound proofs; of a lot twice that of its proofs.
type Pair = (Hash, Hash);

/// What was read for an act.
#[derive(Debug)]
#[non_exhaustive]
pub enum Learned {
    /// It names nothing that a rule reads now.
    Nothing,
    /// So many documents.
    Documents(usize),
    /// An archive, with what its audit found.
    Archive(Box<ElectionAudit>),
    /// The proofs of a lot.
    Lot(LotAudit),
}

/// The papers together with the roots of the record: what the fold asks.
pub struct At<'a, R> {
    papers: &'a Papers,
    roots: R,
}

impl Papers {
    /// Nothing was read yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Nothing was read yet, and of the last so many archives it is remembered what became of them: named again for the same
    /// election, each of them is neither read nor audited a second time, and has no report then. For whoever takes acts in, and
    /// could be asked about one archive by many acts.
    pub fn remembering(archives: usize) -> Self {
        Self { memory: memory::Memory::of(archives), ..Self::default() }
    }

    /// Reads and verifies what the next act, that of `leaf`, names, before it is applied to the council, which is none
    /// before the first act. Archives and lots are only looked at where an election waits for them.
    ///
    /// # Errors
    /// A blob that is there cannot be read. What is missing or wrong is no error: the fold says what follows.
    pub fn learn<B: Blobs>(
        &mut self,
        act: &VerifiedAct,
        leaf: u64,
        blobs: &B,
        council: Option<&Council>,
        progress: &mut dyn FnMut(Progress),
    ) -> Result<Learned, B::Error> {
        self.documents.clear();
        self.lots.clear();
        (self.refused, self.missing) = (None, None);
        let mut read = 0_usize;
        for digest in documents(act, council) {
            read = read.saturating_add(usize::from(self.learn_document(&digest, blobs)?));
        }
        if let Some(named) = named_archive(act, leaf, council) {
            let audit = self.learn_archive(&named, blobs, progress)?;
            return Ok(Learned::Archive(Box::new(audit)));
        }
        if let Some(named) = named_lot(act, leaf, council) {
            return Ok(Learned::Lot(self.learn_lot(&named, blobs)?));
        }
        Ok(if read == 0 { Learned::Nothing } else { Learned::Documents(read) })
    }

    /// The blobs that [`Papers::learn`] would read for an act, for those who have to fetch them first.
    pub fn wanted(act: &VerifiedAct, council: Option<&Council>) -> Vec<Hash> {
        let mut wanted: Vec<Hash> = documents(act, council).collect();
        if let Some(named) = named_archive(act, 0, council) {
            wanted.extend([*named.archive.digest(), *named.proofs.digest()]);
            wanted.extend((!named.rehearsal).then_some(*named.election.questions.digest()));
        }
        wanted.extend(named_lot(act, 0, council).map(|named| named.proofs));
        wanted
    }

    /// Reads one document, and says whether it is there and has this digest.
    ///
    /// # Errors
    /// It is there and cannot be read.
    pub fn learn_document<B: Blobs>(&mut self, digest: &Hash, blobs: &B) -> Result<bool, B::Error> {
        if !self.documents.contains_key(digest) {
            let Some(content) = blobs::content(blobs, digest)? else { return Ok(false) };
            self.documents.insert(*digest, content);
        }
        Ok(true)
    }

    /// The evidence at a state of the record, of which `roots` gives the root of the first so many leaves.
    pub fn at<R: Fn(u64) -> Option<Hash>>(&self, roots: R) -> At<'_, R> {
        At { papers: self, roots }
    }
}

impl<R: Fn(u64) -> Option<Hash>> Evidence for At<'_, R> {
    fn document(&self, digest: &Hash) -> Option<&[u8]> {
        self.papers.documents.get(digest).map(Vec::as_slice)
    }

    fn archive(&self, archive: &Hash, proofs: &Hash) -> Found<'_, VerifiedArchive> {
        let pair = (*archive, *proofs);
        self.papers.found(self.papers.archives.get(&pair), pair)
    }

    fn lot(&self, proofs: &Hash) -> Found<'_, VerifiedLot> {
        self.papers.found(self.papers.lots.get(proofs), (*proofs, *proofs))
    }

    fn root(&self, size: u64) -> Option<Hash> {
        (self.roots)(size)
    }
}

impl Papers {
    fn found<'a, T>(&self, verified: Option<&'a T>, pair: Pair) -> Found<'a, T> {
        match verified {
            _ if self.refused == Some(pair) => Found::Refused,
            Some(verified) => Found::Verified(verified),
            None => Found::Missing(self.missing.unwrap_or(pair.0)),
        }
    }
}

impl<R> fmt::Debug for At<'_, R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("At").field("papers", self.papers).finish_non_exhaustive()
    }
}

/// The documents that rules read for an act: a charter, a policy, what was decided on the rules.
fn documents(act: &VerifiedAct, council: Option<&Council>) -> impl Iterator<Item = Hash> {
    #[expect(clippy::wildcard_enum_match_arm, reason = "rules read no document for other acts")]
    let fields: &[&str] = match act.act_type() {
        ActType::CharterGenesis => &["charter", "policy"],
        ActType::CharterAmended => &["charter"],
        ActType::PolicySet => &["policy"],
        _ => &[],
    };
    let named = fields.iter().filter_map(|field| document(act, field)).map(|reference| *reference.digest());
    let council = council.filter(|_| act.act_type() == ActType::RulesAdopted);
    let motions = council.into_iter().flat_map(Council::motions).map(|(_, motion)| motion);
    named
        .chain(motions.filter(|motion| motion.subject == Subject::Rules).filter_map(|motion| motion.proposal))
}

/// The document that a field names.
fn document<'a>(act: &'a VerifiedAct, field: &str) -> Option<&'a BlobReference> {
    #[expect(clippy::wildcard_enum_match_arm, reason = "a field of any other kind is no document")]
    match act.body().field(field)? {
        Datum::Document(reference) => Some(reference),
        _ => None,
    }
}

/// The archive that an act names, where the election waits for it.
fn named_archive<'a>(
    act: &VerifiedAct,
    leaf: u64,
    council: Option<&'a Council>,
) -> Option<archive::Named<'a>> {
    #[expect(clippy::wildcard_enum_match_arm, reason = "no other act names an archive")]
    let (rehearsal, waits) = match act.act_type() {
        ActType::ElectionRehearsed => (true, ElectionPhase::Setup),
        ActType::ElectionArchived => (false, ElectionPhase::Closed),
        _ => return None,
    };
    let election = election_of(act, council)?;
    let (archive, proofs) = (*document(act, "archive")?, *document(act, "proofs")?);
    (election.phase == waits).then_some(archive::Named { election, leaf, rehearsal, archive, proofs })
}

/// The lot that an act opens, where a count may wait for it.
fn named_lot<'a>(act: &VerifiedAct, leaf: u64, council: Option<&'a Council>) -> Option<lot::Named<'a>> {
    if act.act_type() != ActType::LotOpened {
        return None;
    }
    let election = election_of(act, council)?;
    let may_wait = matches!(election.phase, ElectionPhase::NeedsLot | ElectionPhase::Counted);
    may_wait.then_some(lot::Named { election, leaf, proofs: *document(act, "proofs")?.digest() })
}

/// The election that an act is about.
fn election_of<'a>(act: &VerifiedAct, council: Option<&'a Council>) -> Option<&'a Election> {
    let Some(Datum::Act(call)) = act.body().field("election") else { return None };
    council?.elections().find(|election| election.call == *call)
}
