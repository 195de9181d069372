//! `kenes election verify`.

use std::fmt::Write as _;
use std::fs::File;
use std::path::{Path, PathBuf};

use kenes_belenios::archive::{ArchiveFile, Form, SurveyItem};
use kenes_belenios::audit::{BoundState, Options, Outcome, Phase, Progress, Report, Verdict, audit_file};
use serde_json::{Value, json};

use crate::commands::errors::remedy;
use crate::error::{CliError, Result};
use crate::files;
use crate::output::{Bar, Output};

/// Audits an archive: everything from its container to its result
///
/// FILE is a .bel or .bel.gz of crypto version 1, at any stage of the election. Reads it twice; the memory does not grow
/// with the ballots.
///
/// The bound decryption proofs are looked for next to the archive, in UUID.bound.json or NAME.bound.json. Without them a
/// trustee could have given false factors with proofs that pass; the audit says when they are absent.
///
/// Exit codes: 0 accepted; 1 refused, which includes any malformed or truncated archive; 2 the file cannot be opened or
/// the command is wrong.
///
/// With --json: verdict, stage, uuid, group, ballots, counted, result (the arrays of the archive), checks (id, name,
/// outcome), failures (check, where, message), bound (checked, incomplete, absent or not-needed), limits (what the archive
/// does not show although it is accepted).
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The archive
    file: PathBuf,
    /// Accept a container of another form, as other programs write it; proofs are checked all the same
    #[arg(long)]
    lenient: bool,
    /// Refuse partial decryptions without bound proofs
    #[arg(long)]
    require_bound: bool,
    /// Where the bound proofs are
    #[arg(long, value_name = "FILE")]
    bound: Option<PathBuf>,
}

impl Args {
    /// Audits, prints the report, and fails when the archive is refused.
    pub fn run(self, output: Output) -> Result<()> {
        let Self { file, lenient, require_bound, bound } = self;
        let form = if lenient { Form::Lenient } else { Form::Strict };
        let report = audit(&file, form, bound.as_deref(), require_bound)?;
        output.data(&to_json(&report), text(&report))?;
        conclude(&report, file)
    }
}

/// Fails when the report refuses.
pub fn conclude(report: &Report, path: PathBuf) -> Result<()> {
    match report.verdict() {
        Verdict::Accepted => Ok(()),
        Verdict::Refused => Err(CliError::Refused { path }),
    }
}

/// Audits an archive, with progress.
pub fn audit(path: &Path, form: Form, bound: Option<&Path>, require_bound: bool) -> Result<Report> {
    let length = files::open(path)?.metadata().map_or(0, |metadata| metadata.len());
    let bound = match bound {
        Some(bound) => Some(files::read(bound, files::LARGE)?.to_vec()),
        None => find_bound(path, form)?,
    };
    let options = Options { form, bound, require_bound };
    let mut watch = Watch { length, bar: None };
    audit_file(|| File::open(path), &options, |progress| watch.at(progress))
        .map_err(|source| CliError::Open { path: path.into(), source })
}

/// Shows the progress of both readings.
struct Watch {
    length: u64,
    bar: Option<(Phase, Bar)>,
}

impl Watch {
    fn at(&mut self, progress: Progress) {
        let Progress { phase, read, ballots, total_ballots } = progress;
        let known = self.bar.take().filter(|(shown, _)| *shown == phase);
        let (_, bar) = self.bar.insert(known.unwrap_or_else(|| (phase, self.new_bar(phase, total_ballots))));
        match (phase, total_ballots) {
            (Phase::Verifying, Some(total)) if total > 0 => bar.at(ballots),
            (Phase::Reading | Phase::Verifying, _) => bar.at(read),
        }
    }

    fn new_bar(&self, phase: Phase, total: Option<u64>) -> Bar {
        match (phase, total) {
            (Phase::Reading, _) => Bar::new("Reading", "bytes", self.length),
            (Phase::Verifying, Some(total)) if total > 0 => Bar::new("Verifying", "ballots", total),
            (Phase::Verifying, _) => Bar::new("Verifying", "bytes", self.length),
        }
    }
}

/// The bound proofs next to an archive, if there are any.
pub fn find_bound(path: &Path, form: Form) -> Result<Option<Vec<u8>>> {
    let by_uuid = uuid_of(path, form).map(|uuid| path.with_file_name(format!("{uuid}.bound.json")));
    for candidate in by_uuid.into_iter().chain([beside(path)]) {
        if candidate.exists() {
            return Ok(Some(files::read(&candidate, files::LARGE)?.to_vec()));
        }
    }
    Ok(None)
}

/// `NAME.bound.json` for `NAME.bel` and `NAME.bel.gz`.
fn beside(path: &Path) -> PathBuf {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let name = name.strip_suffix(".gz").unwrap_or(&name);
    let stem = name.strip_suffix(".bel").unwrap_or(name);
    path.with_file_name(format!("{stem}.bound.json"))
}

/// The election's identifier, if the archive begins well.
fn uuid_of(path: &Path, form: Form) -> Option<String> {
    let mut archive = ArchiveFile::open(File::open(path).ok()?, form).ok()?;
    let Some(SurveyItem::Setup { election, .. }) = archive.next_item().ok()? else { return None };
    let election: Value = serde_json::from_slice(&election).ok()?;
    let uuid = election.get("uuid")?.as_str()?;
    kenes_belenios::election::Uuid::parse(uuid).ok().map(|uuid| uuid.to_string())
}

/// The report for programs.
pub fn to_json(report: &Report) -> Value {
    let checks = report.checks.iter().map(|(check, outcome)| {
        json!({ "id": check.code(), "name": check.name(), "outcome": outcome.to_string() })
    });
    let failures = report.failures.iter().map(|failure| {
        json!({
            "check": failure.check.code(), "name": failure.check.name(),
            "where": failure.place.to_string(), "message": failure.message,
        })
    });
    json!({
        "verdict": report.verdict().to_string(),
        "stage": report.stage.map(|stage| stage.name()),
        "uuid": report.uuid.as_ref().map(ToString::to_string),
        "group": report.group.map(|group| group.name()),
        "head": report.head.map(|head| head.to_hex()),
        "voters": report.voters,
        "ballots": report.ballots,
        "counted": report.counted,
        "total_weight": report.total_weight,
        "result": result(report),
        "bound": bound(report.bound),
        "unbound_certificates": report.unbound_certificates,
        "shufflers": report.shufflers,
        "limits": limits(report),
        "checks": checks.collect::<Vec<_>>(),
        "failures": failures.collect::<Vec<_>>(),
        "more_failures": report.more_failures,
    })
}

/// The arrays of the archive's result.
fn result(report: &Report) -> Value {
    let parsed: Option<Value> =
        report.result.as_deref().and_then(|result| serde_json::from_slice(result).ok());
    match parsed {
        Some(Value::Object(mut fields)) => fields.remove("result").unwrap_or(Value::Null),
        Some(arrays) => arrays,
        None => Value::Null,
    }
}

fn bound(state: BoundState) -> &'static str {
    match state {
        BoundState::Checked => "checked",
        BoundState::Absent => "absent",
        BoundState::Incomplete => "incomplete",
        BoundState::NotNeeded | _ => "not-needed",
    }
}

/// What an accepted archive does not show.
pub fn limits(report: &Report) -> Vec<&'static str> {
    let mut limits = Vec::new();
    match report.bound {
        BoundState::Absent => {
            limits.push("there are no bound decryption proofs; a trustee could have given false factors (K-BEL-086)");
        }
        BoundState::Incomplete => limits.push(
            "not every trustee gave a bound decryption proof; the others could have given false factors (K-BEL-086)",
        ),
        BoundState::Checked | BoundState::NotNeeded | _ => {}
    }
    if report.unbound_certificates {
        limits.push(
            "the threshold trustees' certificates have the form of Belenios 2, which they did not sign together: \
             whoever ran their ceremony could have shown them different ones (K-BEL-027)",
        );
    }
    if report.shufflers.len() == 1 {
        limits.push("one trustee alone shuffled, and so knows in what order the ballots were decrypted");
    }
    limits
}

/// The report for people.
pub fn text(report: &Report) -> String {
    let mut text = String::new();
    let unknown = || "unknown".to_owned();
    let uuid = report.uuid.as_ref().map_or_else(unknown, ToString::to_string);
    let group = report.group.map_or_else(unknown, |group| group.to_string());
    let stage = report.stage.map_or_else(unknown, |stage| stage.to_string());
    let _ = writeln!(text, "election {uuid}, group {group}, stage {stage}");
    let _ = writeln!(
        text,
        "{} voters, {} ballots, {} counted (total weight {})",
        report.voters, report.ballots, report.counted, report.total_weight
    );
    for failure in &report.failures {
        let _ = writeln!(text, "FAILED {} in {}: {}", failure.check, failure.place, failure.message);
        let _ = writeln!(text, "       {}", remedy(failure.check));
    }
    if report.more_failures > 0 {
        let _ = writeln!(text, "… and {} more failures", report.more_failures);
    }
    for limit in limits(report) {
        let _ = writeln!(text, "note: {limit}");
    }
    if !result(report).is_null() {
        let _ = writeln!(text, "result {}", result(report));
    }
    let count = |wanted: Outcome| report.checks.iter().filter(|(_, outcome)| *outcome == wanted).count();
    let _ = write!(
        text,
        "{} checks passed, {} failed, {} not reached\n{}",
        count(Outcome::Passed),
        count(Outcome::Failed),
        count(Outcome::NotReached),
        report.verdict()
    );
    text
}
