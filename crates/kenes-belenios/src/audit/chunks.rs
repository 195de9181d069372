//! Auditing an archive that comes in chunks, from any source that can be gone through twice; needs no `std`.

use alloc::boxed::Box;
use core::convert::Infallible;

use super::blame::Blame;
use super::{Auditor, Census, Options, Report, boxed};
use crate::archive::{Extent, Form, Survey, SurveyItem, Surveyed, TarReader};

/// Which reading of the archive is under way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// The first: container and chain.
    Reading,
    /// The second: everything else.
    Verifying,
}

/// How far an audit is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Which reading.
    pub phase: Phase,
    /// Bytes of the file read in this phase, compressed if it is.
    pub read: u64,
    /// In the first phase ballots seen, in the second ballots verified.
    pub ballots: u64,
    /// All ballots, known in the second phase.
    pub total_ballots: Option<u64>,
}

/// Audits an archive in memory.
pub fn audit_bytes(archive: &[u8], options: &Options) -> Report {
    let source = |take: &mut dyn FnMut(&[u8])| {
        take(archive);
        Ok::<(), Infallible>(())
    };
    let Ok(report) = audit_chunks(source, options, &mut |_| {});
    report
}

/// Audits an archive, plain and not in gzip, that `source` hands over in chunks of any size.
///
/// `source` is called once for each of the two readings, and each time hands over the whole file from its beginning.
/// What comes after a fault is not looked at. Memory is bounded as in an audit of a file, whatever the size of the
/// chunks. A source that hands over another archive the second time is refused.
///
/// # Errors
/// What `source` says. A malformed or truncated archive is no error but a report.
pub fn audit_chunks<E>(
    mut source: impl FnMut(&mut dyn FnMut(&[u8])) -> Result<(), E>,
    options: &Options,
    progress: &mut dyn FnMut(Progress),
) -> Result<Report, E> {
    let mut census = Census::new();
    let first = read(&mut source, (options.form, Survey::new()), &mut |item, read| {
        census.item(item);
        let ballots = census.ballots();
        progress(Progress { phase: Phase::Reading, read, ballots, total_ballots: None });
    })?;
    let total_ballots = Some(census.ballots());
    let mut auditor = Auditor::new(census, options.clone());
    let first = match first {
        Ok(first) => first,
        Err(blame) => return Ok(auditor.refuse(&*blame)),
    };
    let second = read(&mut source, (options.form, Survey::again()), &mut |item, read| {
        auditor.item(item);
        let ballots = auditor.ballots();
        progress(Progress { phase: Phase::Verifying, read, ballots, total_ballots });
    })?;
    Ok(match second {
        Ok(second) if second == first => auditor.finish(&second.surveyed),
        Ok(_) => auditor.refuse(&ArchiveChanged),
        Err(blame) => auditor.refuse(&*blame),
    })
}

/// The second reading gave another archive than the first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the archive changed while it was read")]
pub(super) struct ArchiveChanged;

/// What one reading found; the head of the chain stands for all that is chained.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Found {
    extent: Extent,
    surveyed: Surveyed,
}

/// Goes through the archive once and hands over each item and how many bytes were read by then.
fn read<E>(
    source: &mut impl FnMut(&mut dyn FnMut(&[u8])) -> Result<(), E>,
    (form, survey): (Form, Survey),
    on_item: &mut dyn FnMut(SurveyItem, u64),
) -> Result<Result<Found, Box<dyn Blame>>, E> {
    let mut reading = Reading { tar: TarReader::new(form), survey, read: 0, failed: None };
    source(&mut |chunk| reading.push(chunk, on_item))?;
    Ok(reading.finish())
}

/// A large chunk is read in parts, so that the reader's copy of what it has not taken yet stays small.
const PART: usize = 1 << 16;

/// One reading under way.
struct Reading {
    tar: TarReader,
    survey: Survey,
    read: u64,
    failed: Option<Box<dyn Blame>>,
}

impl Reading {
    fn push(&mut self, chunk: &[u8], on_item: &mut dyn FnMut(SurveyItem, u64)) {
        for part in chunk.chunks(PART) {
            if self.failed.is_some() {
                return;
            }
            self.read = self.read.saturating_add(u64::try_from(part.len()).unwrap_or(u64::MAX));
            self.tar.push(part);
            self.failed = self.take_records(on_item).err();
        }
    }

    fn take_records(&mut self, on_item: &mut dyn FnMut(SurveyItem, u64)) -> Result<(), Box<dyn Blame>> {
        while let Some(record) = self.tar.next_record().map_err(boxed)? {
            if let Some(item) = self.survey.record(record).map_err(boxed)? {
                on_item(item, self.read);
            }
        }
        Ok(())
    }

    fn finish(self) -> Result<Found, Box<dyn Blame>> {
        let Self { tar, survey, read: _, failed } = self;
        if let Some(blame) = failed {
            return Err(blame);
        }
        let extent = tar.finish().map_err(boxed)?;
        Ok(Found { extent, surveyed: survey.finish().map_err(boxed)? })
    }
}

#[cfg(test)]
mod tests {
    use alloc::vec;
    use alloc::vec::Vec;

    use super::super::Verdict;
    use super::*;
    use crate::group::GroupId;
    use crate::testing::random::Kind;
    use crate::testing::{Made, Scenario};

    fn election(seed: u64) -> Made {
        Scenario::new(GroupId::Ed25519, seed).ask(&[Kind::Rank, Kind::Select]).voters(4).make()
    }

    fn in_chunks(archive: &[u8], size: usize, options: &Options) -> Report {
        let source = |take: &mut dyn FnMut(&[u8])| {
            archive.chunks(size).for_each(take);
            Ok::<(), Infallible>(())
        };
        audit_chunks(source, options, &mut |_| {}).unwrap()
    }

    fn same(found: &Report, expected: &Report) {
        assert_eq!(alloc::format!("{found:?}"), alloc::format!("{expected:?}"));
    }

    #[test]
    fn chunks_of_every_size_give_the_same_report() {
        let made = election(71);
        let options = Options { bound: made.bound, require_bound: true, ..Options::default() };
        let expected = audit_bytes(&made.archive, &options);
        assert_eq!(expected.verdict(), Verdict::Accepted);
        for size in [1, 511, 512, 65_536, made.archive.len()] {
            same(&in_chunks(&made.archive, size, &options), &expected);
        }
        for cut in [0, 1, 511, 512, 1024, made.archive.len() - 1] {
            let part = made.archive.get(..cut).unwrap();
            let expected = audit_bytes(part, &options);
            assert_eq!(expected.verdict(), Verdict::Refused);
            same(&in_chunks(part, 511, &options), &expected);
        }
    }

    #[test]
    fn a_source_that_changes_is_refused() {
        let (one, other) = (election(71).archive, election(72).archive);
        let half = one.get(..one.len() / 2).unwrap();
        for [first, second] in [[&*one, &*other], [&one, half], [half, &one], [&one, &[]], [&[], &one]] {
            let mut readings = vec![second, first];
            let source = |take: &mut dyn FnMut(&[u8])| {
                take(readings.pop().unwrap());
                Ok::<(), Infallible>(())
            };
            let report = audit_chunks(source, &Options::default(), &mut |_| {}).unwrap();
            assert_eq!((report.verdict(), report.result, report.head), (Verdict::Refused, None, None));
        }
    }

    #[test]
    fn the_error_of_a_source_comes_back() {
        let archive = election(71).archive;
        for fails in [0, 1] {
            let mut readings = 0;
            let source = |take: &mut dyn FnMut(&[u8])| {
                take(&archive);
                readings += 1;
                if readings > fails { Err("broken") } else { Ok(()) }
            };
            let outcome = audit_chunks(source, &Options::default(), &mut |_| {});
            assert_eq!(outcome.map(|report| report.failures), Err("broken"));
        }
    }

    #[test]
    fn progress_is_told_from_the_beginning_to_the_end() {
        let made = election(71);
        let mut told = Vec::new();
        let source = |take: &mut dyn FnMut(&[u8])| {
            made.archive.chunks(512).for_each(take);
            Ok::<(), Infallible>(())
        };
        let report = audit_chunks(source, &Options::default(), &mut |progress| told.push(progress)).unwrap();
        let length = u64::try_from(made.archive.len()).unwrap();
        for (phase, total) in [(Phase::Reading, None), (Phase::Verifying, Some(report.ballots))] {
            let of_phase: Vec<_> = told.iter().filter(|progress| progress.phase == phase).collect();
            assert!(of_phase.is_sorted_by_key(|progress| (progress.read, progress.ballots)));
            assert!(of_phase.iter().all(|progress| progress.total_ballots == total));
            let last = of_phase.last().unwrap();
            assert_eq!((last.read, last.ballots), (length, report.ballots));
        }
    }
}
