//! Auditing an archive in a file or any other source that can be opened twice.

use std::io;

use super::{Auditor, Census, Options, Phase, Progress, Report};
use crate::archive::{ReadError, SurveyItem, read_archive, read_archive_again};

/// Audits the archive that `open` opens, plain or in gzip. It is opened twice.
///
/// # Errors
/// The source cannot be opened or read. A malformed or truncated archive is no error but a report.
pub fn audit_file<R: io::Read>(
    mut open: impl FnMut() -> io::Result<R>,
    options: &Options,
    mut progress: impl FnMut(Progress),
) -> io::Result<Report> {
    let mut census = Census::new();
    let first = read_archive(open()?, options.form, |item, position| -> Result<(), ReadError> {
        census.item(item);
        let ballots = census.ballots();
        progress(Progress { phase: Phase::Reading, read: position.read, ballots, total_ballots: None });
        Ok(())
    });
    let total_ballots = Some(census.ballots());
    let mut auditor = Auditor::new(census, options.clone());
    let first = match first {
        Ok(summary) => summary,
        Err(ReadError::Io(error)) => return Err(error),
        Err(error) => return Ok(auditor.refuse(&error)),
    };
    let second =
        read_archive_again(open()?, options.form, |item: SurveyItem, position| -> Result<(), ReadError> {
            auditor.item(item);
            let ballots = auditor.ballots();
            progress(Progress { phase: Phase::Verifying, read: position.read, ballots, total_ballots });
            Ok(())
        });
    match second {
        Ok(second) if second.surveyed == first.surveyed => Ok(auditor.finish(&second.surveyed)),
        Ok(_) => Err(io::Error::other("the archive changed while it was read")),
        Err(ReadError::Io(error)) => Err(error),
        Err(error) => Ok(auditor.refuse(&error)),
    }
}
