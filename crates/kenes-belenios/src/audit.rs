//! The audit of an archive (Belenios 3.3.0 §3.5): every check of the specification, from the container to the result.
//!
//! An archive is read twice. The first reading (`Census`) checks the container and the chain and notes which ballot
//! is the last of its credential; the second (`Auditor`) verifies everything else, ballots in batches on every core,
//! and counts those that the first noted. So the memory is bounded by the list of voters, not by the ballots, and
//! progress is known from the beginning. The shuffles of an election with non-homomorphic questions are the
//! exception: a shuffle is one statement about all ballots, which are held for it.
//!
//! What fails is collected in a [`Report`]; the audit goes on as far as later checks still mean something: decryption
//! is only ever checked against a tally that follows from verified ballots.

mod ballots;
mod blame;
mod census;
mod chunks;
#[cfg(feature = "std")]
mod file;
mod report;
mod stages;
mod tallying;

use alloc::boxed::Box;
use alloc::vec::Vec;

pub use self::blame::Blame;
use self::census::Census;
pub use self::chunks::{Phase, Progress, audit_bytes, audit_chunks};
#[cfg(feature = "std")]
pub use self::file::audit_file;
use self::report::Findings;
pub use self::report::{BoundState, Failure, Outcome, Place, Report, Verdict};
use self::stages::GroupAudit;
pub use self::tallying::{DecrypterFault, Malformed, ShufflerFault};
use crate::archive::{Form, SurveyItem, Surveyed};
use crate::check::Check;
use crate::election::group_of;
use crate::lenient;

/// What to audit against, beside the archive.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// How strictly the form of the container and of its data is read; proofs are always checked in full.
    pub form: Form,
    /// The document of bound decryption proofs, when there is one.
    pub bound: Option<Vec<u8>>,
    /// Whether an archive with partial decryptions but without their bound proofs is refused.
    pub require_bound: bool,
}

fn boxed(error: impl Blame + 'static) -> Box<dyn Blame> {
    Box::new(error)
}

/// The second reading: verifies the items of an archive in order.
#[derive(Debug)]
pub(crate) struct Auditor {
    census: Census,
    options: Options,
    findings: Findings,
    /// Known once the setup says in which group the election is.
    group: Option<Box<dyn GroupAudit>>,
}

impl Auditor {
    /// An audit of the archive that `census` has gone through.
    fn new(census: Census, options: Options) -> Self {
        Self { census, options, findings: Findings::default(), group: None }
    }

    /// Verifies one item.
    fn item(&mut self, item: SurveyItem) {
        let form = self.options.form;
        match (lenient::item(form, item), &mut self.group) {
            (SurveyItem::Setup { election, trustees, credentials, setup: _ }, None) => {
                let voting = (self.census.last_ballots(), form);
                match group_of(lenient::election(form, &election).as_deref().unwrap_or(&election)) {
                    Ok(group) => {
                        self.group = crate::with_group!(group, G => {
                            stages::start::<G>(election, &trustees, &credentials, voting, &mut self.findings)
                        });
                    }
                    Err(error) => self.findings.fail(
                        &error,
                        Place::Setup,
                        &[Check::ElectionForm, Check::ArchiveVersion],
                    ),
                }
            }
            (item, Some(group)) => group.item(item, &mut self.findings),
            // The survey lets nothing precede the setup, and after a setup that cannot be read there is nothing to check.
            (_, None) => {}
        }
    }

    /// How many ballots were verified so far.
    fn ballots(&self) -> u64 {
        self.group.as_ref().map_or(0, |group| group.ballots())
    }

    /// Ends the audit of an archive that was read to its end.
    fn finish(mut self, surveyed: &Surveyed) -> Report {
        self.findings.pass(report::CONTAINER_CHECKS);
        if let Some(group) = &mut self.group {
            group.finish(&self.options, &mut self.findings);
        }
        self.report(Some(surveyed))
    }

    /// Ends the audit of an archive that could not be read to its end.
    fn refuse(mut self, blame: &dyn Blame) -> Report {
        self.findings.fail(blame, Place::Archive, report::CONTAINER_CHECKS);
        self.report(None)
    }

    fn report(self, surveyed: Option<&Surveyed>) -> Report {
        let summary = self.group.map(|group| group.summary());
        Report::new(self.findings, summary, self.census.ballots(), surveyed)
    }
}
