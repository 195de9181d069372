//! The audit as a whole: the files, then the council that the acts fold into, its elections, and its seats.

mod counts;
mod elections;
mod findings;
mod reading;
mod recount;
mod seats;
mod tables;
mod trail;

use alloc::string::{String, ToString as _};
use core::fmt;

use kenes_core::Time;
use kenes_record::Hash;
use kenes_record::fsck::{self, CHECKPOINT, Fault, Files, Walk};

pub use self::counts::lot_seed;
use self::findings::Findings;
use self::reading::Reading;
pub use self::recount::{Recounted, recounted};
pub(crate) use self::trail::{CallTrail, Leaf, Trail};
use crate::check::CheckId;
use crate::names;
use crate::papers::FileBlobs;
use crate::progress::{Phase, Progress};
use crate::report::{Counted, Report};

/// What to audit against, beside the files.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The head that the auditor saw last: the record must continue it.
    pub known: Option<Known>,
    /// The name of the record that the auditor means.
    pub origin: Option<String>,
    /// What the auditor's clock shows, for alarms; without it they are those of the last tick.
    pub at: Option<Time>,
}

/// A head that the auditor saw.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Known {
    /// How many acts there were.
    pub size: u64,
    /// The root of their tree.
    pub root: Hash,
}

/// Audits a record: `docs/spec/audit.md`. `progress` is told how far it is.
///
/// # Errors
/// The files cannot be listed or one cannot be read. What is wrong with the record is in the report.
pub fn audit<F: Files>(
    files: &F,
    options: &Options,
    progress: &mut dyn FnMut(Progress),
) -> Result<Report, F::Error> {
    let mut audit = Audit::begin(files, options.clone())?;
    while audit.step(progress)? {}
    audit.finish(progress)
}

/// An audit in steps, for whoever has something else to do in between: to say how far it is, or to stop. A step reads a few
/// acts, with the archives that they name.
pub struct Audit<'a, F: Files> {
    walk: Walk<'a, F>,
    reading: Reading<'a, F>,
    options: Options,
}

impl<'a, F: Files> Audit<'a, F> {
    /// Lists the files and reads the newest head.
    ///
    /// # Errors
    /// The files cannot be listed, or that one cannot be read.
    pub fn begin(files: &'a F, options: Options) -> Result<Self, F::Error> {
        let reading = Reading::new(FileBlobs::new(files)?, &options);
        Ok(Self { walk: Walk::begin(files)?, reading, options })
    }

    /// Audits the next acts, and says whether there were any.
    ///
    /// # Errors
    /// A file cannot be read.
    pub fn step(&mut self, progress: &mut dyn FnMut(Progress)) -> Result<bool, F::Error> {
        let Some((done, all)) = self.walk.step(&mut self.reading.telling(progress))? else {
            return Ok(false);
        };
        progress(Progress { phase: Phase::Acts, done, all });
        Ok(true)
    }

    /// Audits what acts there still are and the other files, and says what was found.
    ///
    /// # Errors
    /// A file cannot be read.
    pub fn finish(mut self, progress: &mut dyn FnMut(Progress)) -> Result<Report, F::Error> {
        let checked = self.walk.finish(&mut self.reading.telling(progress))?;
        let (read, blobs) = self.reading.finish()?;
        Ok(conclude(&checked, read, &self.options, &blobs))
    }
}

impl<F: Files> fmt::Debug for Audit<'_, F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Audit").field("walk", &self.walk).finish_non_exhaustive()
    }
}

fn conclude<F: Files>(
    checked: &fsck::Report,
    read: reading::Read,
    options: &Options,
    blobs: &FileBlobs<'_, F>,
) -> Report {
    let reading::Read { mut findings, council, tally, stopped, elections, lots, trail, withdrawals, seen } =
        read;
    checked.faults.iter().for_each(|fault| fault_found(&mut findings, fault));
    findings.count_more(checked);
    files_reached(&mut findings, checked);
    seen.conclude(&mut findings, checked, options);
    witnesses(&mut findings, checked);
    if let Some(council) = &council {
        withdrawals.check(&mut findings, council, |blob| blobs.has(blob));
        if stopped.is_none() {
            elections::reached(&mut findings, &elections, &lots);
            counts::check(&mut findings, council, &elections);
            seats::check(&mut findings, council, &elections, &trail);
        }
    }
    if stopped.is_some() {
        findings.not_reached(&[
            CheckId::Ticks,
            CheckId::Archives,
            CheckId::BoundProofs,
            CheckId::Questions,
            CheckId::Lots,
            CheckId::Counts,
            CheckId::Seats,
        ]);
    }
    let at = options.at.or_else(|| council.as_ref().and_then(kenes_core::Council::now));
    let ballots =
        elections.iter().filter_map(|audit| audit.report.as_ref()).map(|report| report.ballots).sum();
    let (checks, failures, failure_count) = findings.finish();
    let names = council.as_ref().map(|council| names::of(council, &elections)).unwrap_or_default();
    Report {
        checks,
        failures,
        failure_count,
        head: checked.head.clone(),
        witnesses: checked.witnesses,
        counted: counted(checked, ballots),
        effective: tally.effective,
        no_effect: tally.no_effect,
        no_effect_counts: tally.no_effect_counts,
        stopped,
        elections,
        lots,
        seats: council.as_ref().map(|council| seats::lines(council, &names)).unwrap_or_default(),
        names,
        alarms: council.as_ref().map(|council| council.alarms(at.unwrap_or_default())).unwrap_or_default(),
        trust: council.as_ref().map(kenes_core::Council::trust).unwrap_or_default(),
        at,
        council,
        trail,
    }
}

fn counted(checked: &fsck::Report, ballots: u64) -> Counted {
    Counted {
        leaves: checked.leaves,
        heads: checked.heads,
        blobs: checked.blobs,
        withdrawn: checked.withdrawn,
        files: checked.files,
        ballots,
    }
}

fn fault_found(findings: &mut Findings, fault: &Fault) {
    let check = CheckId::of_fault(&fault.what);
    findings.fail(check, fault.leaf, Some(fault.path.clone()), fault.what.to_string());
}

/// Which checks of the files were made to their end.
fn files_reached(findings: &mut Findings, checked: &fsck::Report) {
    findings.reached(&[CheckId::Files]);
    let Some(head) = &checked.head else { return };
    findings.reached(&[CheckId::Checkpoints, CheckId::Blobs, CheckId::Tree]);
    if checked.leaves == head.size {
        findings.reached(&[CheckId::Acts, CheckId::Signatures, CheckId::History]);
    }
    // Among the faults that are only counted there may be one of any of these.
    if u64::try_from(checked.faults.len()) != Ok(checked.fault_count) {
        findings.not_reached(&[
            CheckId::Files,
            CheckId::Checkpoints,
            CheckId::Blobs,
            CheckId::Tree,
            CheckId::Acts,
            CheckId::Signatures,
            CheckId::History,
        ]);
    }
}

fn witnesses(findings: &mut Findings, checked: &fsck::Report) {
    let (signed, enough) = checked.witnesses;
    if checked.head.is_none() || (signed, enough) == (0, true) {
        return;
    }
    findings.reached(&[CheckId::Witnesses]);
    if !enough {
        let message =
            alloc::format!("{signed} witnesses signed the newest head, fewer than the policy wants");
        findings.fail(CheckId::Witnesses, None, Some(CHECKPOINT.into()), message);
    }
}
