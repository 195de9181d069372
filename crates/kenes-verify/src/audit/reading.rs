//! The acts one after the other: what they name is learned, then they are applied.

use alloc::collections::BTreeMap;
use alloc::format;
use alloc::string::ToString as _;
use alloc::vec::Vec;

use kenes_core::{Council, OpenError, Outcome, Refusal};
use kenes_record::act::{ActId, ActType, Datum, VerifiedAct};
use kenes_record::fsck::{self, CHECKPOINT, Effect, Files, Reader};
use kenes_record::{Hash, Tree, proof};

use super::findings::Findings;
use super::tables::Tables;
use super::trail::Trail;
use super::{Known, Options, elections};
use crate::check::CheckId;
use crate::election::{ElectionAudit, LotAudit};
use crate::papers::{FileBlobs, Learned, Papers};
use crate::progress::Progress;
use crate::report::{MAX_NO_EFFECT, NoEffect};
use crate::unread::is_refused_unread;

/// The reader of the acts.
pub(super) struct Reading<'a, F: Files> {
    blobs: FileBlobs<'a, F>,
    papers: Papers,
    tables: Tables,
    read: Read,
    error: Option<F::Error>,
}

/// The reader while somebody is told how far it is.
pub(super) struct Telling<'r, 'a, F: Files> {
    reading: &'r mut Reading<'a, F>,
    progress: &'r mut dyn FnMut(Progress),
}

/// What was read.
pub(super) struct Read {
    pub findings: Findings,
    pub council: Option<Council>,
    pub tally: Tally,
    /// The leaf from which on nothing is applied.
    pub stopped: Option<u64>,
    pub elections: Vec<ElectionAudit>,
    pub lots: Vec<LotAudit>,
    pub trail: Trail,
    pub withdrawals: Withdrawals,
    pub seen: Seen,
}

/// What became of the acts.
#[derive(Default)]
pub(super) struct Tally {
    pub effective: u64,
    pub no_effect: Vec<NoEffect>,
    pub no_effect_counts: BTreeMap<Refusal, u64>,
}

/// The texts of which acts say that they were deleted, with the first leaf that says so.
#[derive(Default)]
pub(super) struct Withdrawals(BTreeMap<Hash, u64>);

/// What the auditor saw before, looked for in the record.
pub(super) struct Seen {
    known: Option<Known>,
    /// The root that the record has at that size.
    found: Option<Hash>,
}

impl<'a, F: Files> Reading<'a, F> {
    pub fn new(blobs: FileBlobs<'a, F>, options: &Options) -> Self {
        let found = options.known.filter(|known| known.size == 0).map(|_| Hash::empty_root());
        let read = Read {
            findings: Findings::default(),
            council: None,
            tally: Tally::default(),
            stopped: None,
            elections: Vec::new(),
            lots: Vec::new(),
            trail: Trail::default(),
            withdrawals: Withdrawals::default(),
            seen: Seen { known: options.known, found },
        };
        Self { blobs, papers: Papers::new(), tables: Tables::default(), read, error: None }
    }

    /// The reader, which tells how far it is.
    pub fn telling<'r>(&'r mut self, progress: &'r mut dyn FnMut(Progress)) -> Telling<'r, 'a, F> {
        Telling { reading: self, progress }
    }

    /// What was read, and where blobs come from.
    pub fn finish(self) -> Result<(Read, FileBlobs<'a, F>), F::Error> {
        match self.error {
            Some(error) => Err(error),
            None => Ok((self.read, self.blobs)),
        }
    }

    fn take(
        &mut self,
        leaf: u64,
        act: &VerifiedAct,
        tree: &Tree,
        progress: &mut dyn FnMut(Progress),
    ) -> Result<Effect, F::Error> {
        if self.read.stopped.is_some() {
            return Ok(Effect::Unknown);
        }
        let council = self.read.council.as_ref();
        let roots = |size| proof::root(tree, size).ok();
        let learned = if council.is_some_and(|council| is_refused_unread(council, act, roots)) {
            Learned::Nothing
        } else {
            self.papers.learn(act, leaf, &self.blobs, council, progress)?
        };
        let evidence = self.papers.at(roots);
        let Some(council) = &mut self.read.council else {
            let opened = Council::open(act, &evidence);
            self.open(leaf, act, opened);
            return Ok(if self.read.council.is_some() { Effect::Some } else { Effect::Unknown });
        };
        let before = council.now();
        let outcome = council.apply(act, &evidence);
        self.read.note(leaf, act, outcome);
        self.read.learned(learned, act, outcome);
        if outcome == Outcome::Effect {
            self.effect(leaf, act, before);
        }
        Ok(match outcome {
            Outcome::Effect => Effect::Some,
            Outcome::None(_) => Effect::None,
            Outcome::Incomplete { digest: _ } | Outcome::NeedsNewer { version: _ } => Effect::Unknown,
        })
    }

    fn open(&mut self, leaf: u64, act: &VerifiedAct, opened: Result<Council, OpenError>) {
        match opened {
            Ok(council) => {
                self.read.findings.reached(&[CheckId::Fold, CheckId::Seats]);
                self.read.council = Some(council);
                self.read.tally.effective = 1;
                self.effect(leaf, act, None);
            }
            Err(OpenError::NeedsNewer { version }) => self.read.needs_newer(leaf, version),
            Err(error) => self.read.stop(leaf, error.to_string()),
        }
    }

    /// Remembers what an act did.
    fn effect(&mut self, leaf: u64, act: &VerifiedAct, before: Option<kenes_core::Time>) {
        let Some(council) = &self.read.council else { return };
        if act.act_type() == ActType::Tick {
            self.tables.compare(&mut self.read.findings, leaf, act);
        }
        self.tables.note(leaf.saturating_add(1), act.act_type(), council);
        self.read.trail.note(leaf, act, before, council);
    }
}

impl<F: Files> Reader for Telling<'_, '_, F> {
    fn act(&mut self, leaf: u64, act: &VerifiedAct, tree: &Tree) -> Effect {
        let Self { reading, progress } = self;
        reading.read.seen.look(tree);
        reading.read.withdrawals.note(leaf, act);
        if reading.error.is_some() {
            return Effect::Unknown;
        }
        reading.take(leaf, act, tree, progress).unwrap_or_else(|error| {
            reading.error = Some(error);
            Effect::Unknown
        })
    }

    fn other(&mut self, _: u64, tree: &Tree) {
        self.reading.read.seen.look(tree);
    }

    fn knows(&self, id: &ActId) -> bool {
        self.reading.read.council.as_ref().is_some_and(|council| council.has_taken(id))
    }

    /// Whether those who said so might, the check of withdrawals says.
    fn may_be_missing(&self, blob: &Hash) -> Option<bool> {
        let Read { council, stopped, withdrawals, .. } = &self.reading.read;
        let council = council.as_ref().filter(|_| stopped.is_none())?;
        Some(council.is_withdrawn(blob) || withdrawals.names(blob))
    }
}

impl Read {
    fn note(&mut self, leaf: u64, act: &VerifiedAct, outcome: Outcome) {
        match outcome {
            Outcome::Effect => self.tally.effective = self.tally.effective.saturating_add(1),
            Outcome::None(refusal) => {
                let count = self.tally.no_effect_counts.entry(refusal).or_default();
                *count = count.saturating_add(1);
                if self.tally.no_effect.len() < MAX_NO_EFFECT {
                    self.tally.no_effect.push(NoEffect { leaf, act_type: act.act_type(), refusal });
                }
            }
            Outcome::Incomplete { digest } => {
                self.stop(leaf, format!("the blob {}, which the act names, is missing", digest.to_hex()));
            }
            Outcome::NeedsNewer { version } => self.needs_newer(leaf, version),
        }
    }

    /// From here on nobody can say what the council is.
    fn stop(&mut self, leaf: u64, message: alloc::string::String) {
        self.stopped = Some(leaf);
        self.findings.fail(CheckId::Fold, Some(leaf), None, message);
    }

    fn needs_newer(&mut self, leaf: u64, version: u64) {
        self.stop(leaf, format!("the rules of version {version} need a newer program"));
    }

    /// Notes what was learned for an act, now that it is known what became of it.
    fn learned(&mut self, learned: Learned, act: &VerifiedAct, outcome: Outcome) {
        let Some(council) = &self.council else { return };
        match learned {
            Learned::Nothing | Learned::Documents(_) => {}
            Learned::Archive(mut audit) => {
                audit.effect = outcome == Outcome::Effect;
                elections::judge(&mut self.findings, &audit, (act, outcome), council);
                self.elections.push(*audit);
            }
            Learned::Lot(lot) => {
                elections::judge_lot(&mut self.findings, &lot, (act, outcome), council);
                self.lots.push(lot);
            }
        }
    }
}

impl Withdrawals {
    fn note(&mut self, leaf: u64, act: &VerifiedAct) {
        if let (ActType::BlobWithdrawn, Some(Datum::Digest(blob))) =
            (act.act_type(), act.body().field("blob"))
        {
            self.0.entry(*blob).or_insert(leaf);
        }
    }

    fn names(&self, blob: &Hash) -> bool {
        self.0.contains_key(blob)
    }

    /// What is missing because an act says so is missing by right only if that act had its effect.
    pub fn check(&self, findings: &mut Findings, council: &Council, is_there: impl Fn(&Hash) -> bool) {
        let gone = self.0.iter().filter(|(blob, _)| !is_there(blob));
        for (blob, leaf) in gone {
            findings.reached(&[CheckId::Withdrawals]);
            if !council.is_withdrawn(blob) {
                let file = kenes_record::blob::path(blob);
                let message = "the text was withdrawn by somebody who may not, and is missing";
                findings.fail(CheckId::Withdrawals, Some(*leaf), Some(file), message);
            }
        }
    }
}

impl Seen {
    fn look(&mut self, tree: &Tree) {
        if self.known.is_some_and(|known| known.size == tree.size()) {
            self.found = Some(tree.root());
        }
    }

    /// Says whether the record is the one that is meant, and continues what was seen of it.
    pub fn conclude(&self, findings: &mut Findings, checked: &fsck::Report, options: &Options) {
        let Some(head) = &checked.head else { return };
        let file = || Some(CHECKPOINT.into());
        if let Some(origin) = &options.origin {
            findings.reached(&[CheckId::Consistency]);
            if origin != head.origin.as_str() {
                let message = format!("the record is {}, not {origin}", head.origin.as_str());
                findings.fail(CheckId::Consistency, None, file(), message);
            }
        }
        let Some(Known { size, root }) = self.known else { return };
        findings.reached(&[CheckId::Consistency]);
        if head.size < size {
            let message = format!("the record has {} acts, and had {size} before", head.size);
            findings.fail(CheckId::Consistency, None, file(), message);
        } else if self.found != Some(root) {
            let message = format!("the first {size} acts are not those that were there before");
            findings.fail(CheckId::Consistency, None, file(), message);
        }
    }
}
