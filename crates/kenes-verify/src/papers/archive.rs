//! The archive of an election, from its blob to what the fold reads. `docs/spec/election.md`, "The archive", says when it is
//! refused.

use alloc::vec::Vec;

use kenes_belenios::archive::{Form, Outline, OutlineReader};
use kenes_belenios::audit::{self, Options, Report};
use kenes_core::{BoardChain, BoardEntry, Election, SetupHashes, VerifiedArchive};
use kenes_record::Hash;
use kenes_record::blob::BlobReference;

use super::blobs::{self, Blobs};
use super::lot::Keys;
use super::memory::Question;
use super::parts::{self, Outside, hash};
use super::{Pair, Papers};
use crate::election::{ElectionAudit, VoidReason};
use crate::progress::{Phase, Progress};
use crate::questions::Questions;

/// An archive that an act names.
pub(super) struct Named<'a> {
    pub election: &'a Election,
    pub leaf: u64,
    pub rehearsal: bool,
    pub archive: BlobReference,
    pub proofs: BlobReference,
}

impl Named<'_> {
    fn pair(&self) -> Pair {
        (*self.archive.digest(), *self.proofs.digest())
    }
}

/// An archive as it was read before its audit.
struct Read {
    outline: Outline,
    board: BoardChain,
    outside: Outside,
}

impl Papers {
    /// Audits the archive that an act names and keeps what follows from it.
    pub(super) fn learn_archive<B: Blobs>(
        &mut self,
        named: &Named<'_>,
        blobs: &B,
        progress: &mut dyn FnMut(Progress),
    ) -> Result<ElectionAudit, B::Error> {
        let mut audit = ElectionAudit {
            call: named.election.call,
            leaf: named.leaf,
            rehearsal: named.rehearsal,
            archive: *named.archive.digest(),
            proofs: *named.proofs.digest(),
            report: None,
            fixed: false,
            refused: None,
            effect: false,
        };
        let question = Question::new(named.election, named.rehearsal, named.pair());
        if let Some(known) = self.memory.answer(&question) {
            self.refused = known.is_err().then(|| named.pair());
            audit.refused = known.err();
            return Ok(audit);
        }
        let number = self.audited.saturating_add(1);
        self.audited = number;
        let found = self.examine(named, blobs, &mut audit, &mut |phase, done, all| {
            progress(Progress { phase: phase(number), done, all });
        })?;
        self.memory.keep(question, found.as_ref().map(|_| ()).map_err(Clone::clone));
        match found {
            Ok(verified) => {
                self.archives.insert(named.pair(), verified);
            }
            Err(VoidReason::Missing { digest }) => {
                self.missing = Some(digest);
                audit.refused = Some(VoidReason::Missing { digest });
            }
            Err(reason) => {
                self.refused = Some(named.pair());
                if reason == VoidReason::Protocol {
                    self.wrong.insert(named.pair());
                }
                audit.refused = Some(reason);
            }
        }
        Ok(audit)
    }

    fn examine<B: Blobs>(
        &mut self,
        named: &Named<'_>,
        blobs: &B,
        audit: &mut ElectionAudit,
        progress: &mut dyn FnMut(fn(u64) -> Phase, u64, u64),
    ) -> Result<Result<VerifiedArchive, VoidReason>, B::Error> {
        if self.wrong.contains(&named.pair()) {
            return Ok(Err(VoidReason::Again));
        }
        // Whether all is there comes first: what is missing may come.
        let read = outline(named, blobs, progress)?;
        if let Err(reason @ VoidReason::Missing { digest: _ }) = read {
            return Ok(Err(reason));
        }
        if let Some(missing) = self.missing(named, blobs)? {
            return Ok(Err(missing));
        }
        let read = match read {
            Ok(read) => read,
            Err(reason) => return Ok(Err(reason)),
        };
        audit.fixed = !named.rehearsal && is_fixed(named.election, &read.outline);
        if let Err(part) = belongs(named, &read) {
            return Ok(Err(VoidReason::Other { part }));
        }
        let Some(report) = self.protocol(named, blobs, progress)? else {
            return Ok(Err(VoidReason::Missing { digest: *named.archive.digest() }));
        };
        let verified = self.conclude(named, &read, &report);
        audit.report = Some(report);
        if verified.is_ok() && !named.rehearsal {
            self.keys.extend(Keys::of(read.outline).map(|keys| (named.pair(), keys)));
        }
        Ok(verified)
    }

    /// Reads the bound proofs, and what the call asked; says which of them is missing.
    fn missing<B: Blobs>(&mut self, named: &Named<'_>, blobs: &B) -> Result<Option<VoidReason>, B::Error> {
        let questions = Some(*named.election.questions.digest()).filter(|_| !named.rehearsal);
        for digest in [Some(*named.proofs.digest()), questions].into_iter().flatten() {
            if !self.learn_document(&digest, blobs)? {
                return Ok(Some(VoidReason::Missing { digest }));
            }
        }
        Ok(None)
    }

    /// The audit of the protocol; nothing where the archive changed meanwhile.
    fn protocol<B: Blobs>(
        &self,
        named: &Named<'_>,
        blobs: &B,
        progress: &mut dyn FnMut(fn(u64) -> Phase, u64, u64),
    ) -> Result<Option<Report>, B::Error> {
        let bound = self.documents.get(named.proofs.digest()).cloned();
        let options = Options { form: Form::Strict, bound, require_bound: true };
        let length = named.archive.length();
        let mut is_right = true;
        let source = |take: &mut dyn FnMut(&[u8])| {
            is_right &= blobs::read(blobs, named.archive.digest(), take)?;
            Ok(())
        };
        let report = audit::audit_chunks(source, &options, &mut |told: audit::Progress| match told.phase {
            audit::Phase::Reading => progress(|number| Phase::Archive { number }, told.read, length),
            audit::Phase::Verifying => {
                let all = told.total_ballots.unwrap_or(told.ballots);
                progress(|number| Phase::Ballots { number }, told.ballots, all);
            }
        })?;
        Ok(is_right.then_some(report))
    }

    /// What follows from an archive that is that of the election.
    fn conclude(
        &self,
        named: &Named<'_>,
        read: &Read,
        report: &Report,
    ) -> Result<VerifiedArchive, VoidReason> {
        if report.verdict() == audit::Verdict::Refused {
            return Err(VoidReason::Protocol);
        }
        parts::check_keys(&read.outline, named.election)?;
        let parts = parts::parts(&read.outline, read.board, &read.outside, report)?;
        if !named.rehearsal {
            let document = self.documents.get(named.election.questions.digest());
            let questions =
                document.and_then(|document| Questions::parse(document)).ok_or(VoidReason::Call)?;
            parts::check_texts(&questions, report)?;
            if named.election.marks() != parts.paper || named.election.asks() != parts.asked {
                return Err(VoidReason::Paper);
            }
        }
        Ok(VerifiedArchive::of_audit(parts))
    }
}

/// Reads an archive for the first time.
fn outline<B: Blobs>(
    named: &Named<'_>,
    blobs: &B,
    progress: &mut dyn FnMut(fn(u64) -> Phase, u64, u64),
) -> Result<Result<Read, VoidReason>, B::Error> {
    let (mut reader, mut outside) = (OutlineReader::new(Form::Strict), Outside::new());
    let mut board = BoardChain::new();
    let (digest, length) = (named.archive.digest(), named.archive.length());
    let mut done = 0_u64;
    let is_right = blobs::read(blobs, digest, &mut |part| {
        outside.push(part);
        // What is wrong comes back when the reading ends.
        let _fault = reader.push(part, &mut |entry| {
            let (tracker, event) = (hash(&entry.tracker), hash(&entry.event));
            board.push(&BoardEntry { tracker, event, height: entry.height });
        });
        done = done.saturating_add(u64::try_from(part.len()).unwrap_or(u64::MAX));
        progress(|number| Phase::Archive { number }, done, length);
    })?;
    if !is_right {
        return Ok(Err(VoidReason::Missing { digest: *digest }));
    }
    Ok(match reader.finish() {
        Ok(outline) => Ok(Read { outline, board, outside }),
        Err(error) => Err(VoidReason::Form(error)),
    })
}

/// Whether the record fixed what is in the archive up to the close.
fn is_fixed(election: &Election, outline: &Outline) -> bool {
    let (Some(setup), Some(close)) = (&election.setup, &election.close) else { return false };
    let end = outline.end.map(|end| (hash(&end.event), end.height, end.length));
    parts::setup(outline) == Some(setup.hashes) && end == Some((close.head, close.height, close.length))
}

/// One of the hashes of a setup.
type Part = fn(&SetupHashes) -> &Hash;

/// Whether an archive is the one that the election waits for: nothing else is worth an audit.
fn belongs(named: &Named<'_>, read: &Read) -> Result<(), &'static str> {
    let fixed = named.election.setup.as_ref().map(|setup| setup.hashes);
    let found = parts::setup(&read.outline);
    let same = |part: Part| found.as_ref().map(part) == fixed.as_ref().map(part);
    if !same(|setup| &setup.trustees) {
        return Err("the list of trustees");
    }
    if named.rehearsal {
        return if same(|setup| &setup.event) {
            Err("the setup, which is not to be that of the vote,")
        } else {
            Ok(())
        };
    }
    let fields: [(&'static str, Part); 4] = [
        ("the election's data", |setup| &setup.data),
        ("the list of credentials", |setup| &setup.credentials),
        ("the header", |setup| &setup.header),
        ("the setup", |setup| &setup.event),
    ];
    let wrong: Vec<&'static str> =
        fields.into_iter().filter(|(_, field)| !same(*field)).map(|(name, _)| name).collect();
    if let Some(part) = wrong.first() {
        return Err(part);
    }
    if !is_fixed(named.election, &read.outline) {
        return Err("the end of the vote");
    }
    if read.board != named.election.board.accepted {
        return Err("the board");
    }
    Ok(())
}
