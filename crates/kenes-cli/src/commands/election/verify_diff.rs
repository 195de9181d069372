//! `kenes election verify-diff`.

use std::io::{self, Read};
use std::path::{Path, PathBuf};

use kenes_belenios::archive::{ArchiveFile, Form, ReadError};
use kenes_belenios::check::Check;
use serde_json::json;

use super::verify;
use crate::commands::errors::remedy;
use crate::error::{CliError, Result};
use crate::files;
use crate::output::{Bar, Output};

/// Shows that nothing was removed or changed since an earlier copy
///
/// OLD is a copy that you kept, NEW the archive as it is published now. Every event of OLD must be at the beginning of
/// NEW's chain, and NEW is audited as `verify` does.
///
/// Exit codes: 0 accepted; 1 refused; 2 a file cannot be opened or the command is wrong.
///
/// With --json: the report of `verify`, and history with kept (true or false), common (events that both have), old and
/// new (numbers of events).
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The earlier copy
    old: PathBuf,
    /// The archive now
    new: PathBuf,
    /// Accept containers of another form, as other programs write them
    #[arg(long)]
    lenient: bool,
    /// Refuse partial decryptions without bound proofs
    #[arg(long)]
    require_bound: bool,
    /// Where the bound proofs of NEW are
    #[arg(long, value_name = "FILE")]
    bound: Option<PathBuf>,
}

impl Args {
    /// Compares, audits, prints, and fails when either refuses.
    pub fn run(self, output: Output) -> Result<()> {
        let Self { old, new, lenient, require_bound, bound } = self;
        let form = if lenient { Form::Lenient } else { Form::Strict };
        let history = History::compare(&old, &new, form)?;
        let report = verify::audit(&new, form, bound.as_deref(), require_bound)?;
        let mut document = verify::to_json(&report);
        if let Some(fields) = document.as_object_mut() {
            let History { common, old, new, kept } = &history;
            let check = Check::HistoryKept.code();
            fields.insert(
                "history".into(),
                json!({ "check": check, "kept": kept, "common": common, "old": old, "new": new }),
            );
            if !kept {
                fields.insert("verdict".into(), "refused".into());
            }
        }
        output.data(&document, history.text(&verify::text(&report)))?;
        if !history.kept {
            return Err(CliError::Refused { path: new });
        }
        verify::conclude(&report, new)
    }
}

/// How two archives compare.
struct History {
    /// Events that both begin with.
    common: u64,
    old: u64,
    new: u64,
    kept: bool,
}

impl History {
    fn compare(old: &Path, new: &Path, form: Form) -> Result<Self> {
        let length = files::open(old)?.metadata().map_or(0, |metadata| metadata.len());
        let bar = Bar::new("Comparing", "bytes", length);
        let (mut a, mut b) = (Events::open(old, form, true)?, Events::open(new, form, false)?);
        let (mut common, mut same) = (0_u64, true);
        let (mut old_count, mut new_count) = (0_u64, 0_u64);
        loop {
            let (x, y) = (a.next_event()?, b.next_event()?);
            old_count = old_count.saturating_add(u64::from(x.is_some()));
            new_count = new_count.saturating_add(u64::from(y.is_some()));
            bar.at(a.read());
            match (&x, &y) {
                (None, None) => break,
                (Some(x), Some(y)) if same && x == y => common = common.saturating_add(1),
                _ => same = false,
            }
        }
        a.finish()?;
        Ok(Self { common, old: old_count, new: new_count, kept: common == old_count })
    }

    fn text(&self, report: &str) -> String {
        let Self { common, old, new, kept } = self;
        if *kept {
            return format!("nothing was removed: {new} events, {old} of them in the earlier copy\n{report}");
        }
        let check = Check::HistoryKept;
        let (place, remedy) = (common.saturating_add(1), remedy(check));
        let verdict = "refused";
        let report = report.strip_suffix("accepted").unwrap_or(report);
        format!(
            "FAILED {check}: from event number {place} on the archives differ; the earlier copy has {old} events, this one {new}\n       {remedy}\n{report}{}",
            if report.ends_with(verdict) { "" } else { verdict }
        )
    }
}

/// The events of an archive, each as the bytes it stands for.
struct Events<'p> {
    path: &'p Path,
    file: ArchiveFile<Box<dyn Read>>,
    /// Whether a malformed archive is an error: nothing can be compared with it.
    must_hold: bool,
    malformed: bool,
}

impl<'p> Events<'p> {
    fn open(path: &'p Path, form: Form, must_hold: bool) -> Result<Self> {
        let reader: Box<dyn Read> = Box::new(files::open(path)?);
        let file = ArchiveFile::open(reader, form).map_err(|source| io_error(path, source))?;
        Ok(Self { path, file, must_hold, malformed: false })
    }

    /// The next event; a malformed archive ends where it is malformed. The audit says what is wrong with the new one.
    fn next_event(&mut self) -> Result<Option<kenes_belenios::archive::SurveyItem>> {
        if self.malformed {
            return Ok(None);
        }
        match self.file.next_item() {
            Ok(item) => Ok(item),
            Err(ReadError::Io(source)) => Err(CliError::Open { path: self.path.into(), source }),
            Err(source) if self.must_hold => {
                Err(CliError::Archive { path: self.path.into(), source: Box::new(source) })
            }
            Err(_) => {
                self.malformed = true;
                Ok(None)
            }
        }
    }

    /// Ends the reading of an archive that must hold: it may be cut off after its last event.
    fn finish(self) -> Result<()> {
        let path = self.path;
        match self.file.finish() {
            Ok(_) => Ok(()),
            Err(source) => Err(CliError::Archive { path: path.into(), source: Box::new(source) }),
        }
    }

    fn read(&self) -> u64 {
        self.file.position().read
    }
}

fn io_error(path: &Path, source: ReadError) -> CliError {
    let source =
        if let ReadError::Io(source) = source { source } else { io::Error::other(source.to_string()) };
    CliError::Open { path: path.into(), source }
}
