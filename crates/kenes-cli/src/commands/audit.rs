//! `kenes audit`.

mod error;
mod fetch;
mod known;
mod place;
mod progress;
mod tar;

use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use kenes_core::{SeatName, Time};
use kenes_text::{Language, Words, audit as text};
use kenes_verify::{Options, Report, Verdict, Why};
use serde_json::Value;

pub use self::error::AuditError;
use self::fetch::Limit;
use self::place::Place;
use self::progress::Bars;
use crate::commands::count::write::languages;
use crate::commands::record::folder::FolderFiles;
use crate::error::{CliError, Result};
use crate::files::{self, Secrecy};
use crate::output::{self, Output, say};

/// How many GiB are fetched from an address unless more are asked for.
const GIB: u32 = 64;

/// Audits a whole council from its public record: every file, every entry, every election, every seat
///
/// WHERE is a folder with the file "checkpoint" (or with record/checkpoint or public/checkpoint), an http(s) address, from where
/// the files are fetched into a temporary folder first, or a tar file (.tar, .tar.gz) of such a folder. Links are not followed. Nothing else is asked: the record names
/// its own keys. An audit writes nothing but what --html and --remember name.
///
/// Who holds which seat is worked out anew from the entries, and every election is counted again. No copy can show that there is
/// no newer one, or another one for other eyes: keep the newest state with --remember, compare it with --known the next time,
/// and with others.
///
/// Exit codes: 0 every check holds; 1 one does not; 2 the record cannot be read, or the command is wrong.
///
/// With --json: verdict (accepted, refused), checks, failures, failure_count, seats, trust, alarms, elections, origin, size,
/// root, state_hash, seats_hash, no_effect and more, in English. docs/spec/audit.md has every key.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The record: a folder, an address, or a tar file
    #[arg(value_name = "WHERE")]
    place: String,
    /// Also write the audit as one page (HTML), a new file
    #[arg(long, value_name = "FILE")]
    html: Option<PathBuf>,
    /// Say why a seat is held, with each step and how to check it by hand; BODY/SEAT from 0, as in the table
    #[arg(long, value_name = "BODY/SEAT", value_parser = seat)]
    why: Option<SeatName>,
    /// The language of texts and pages
    #[arg(long, value_name = "LANG", default_value = "en", value_parser = languages())]
    lang: Language,
    /// What you kept from an earlier audit (--remember, or its JSON): the record must continue it
    #[arg(long, value_name = "FILE")]
    known: Option<PathBuf>,
    /// Keep the newest state in this file for the next time, when every check holds
    #[arg(long, value_name = "FILE")]
    remember: Option<PathBuf>,
    /// The moment at which alarms are looked at: seconds since 1970, a date, or RFC 3339 in UTC [default: now]
    #[arg(long, value_name = "TIME", value_parser = moment)]
    at: Option<Time>,
    /// How many GiB are fetched from an address at most
    #[arg(long, value_name = "GIB", default_value_t = GIB)]
    limit: u32,
    /// List everything: all failures, seats and entries without effect
    #[arg(long)]
    verbose: bool,
}

impl Args {
    /// Audits and tells. Whatever goes wrong but a check that fails is another thing than a refused record.
    pub fn run(self, output: Output) -> Result<()> {
        self.audited(output).map_err(|error| {
            let is_refused = matches!(error, CliError::Audit(AuditError::Refused { .. }));
            if is_refused { error } else { CliError::NotAudited { source: Box::new(error) } }
        })
    }

    fn audited(self, output: Output) -> Result<()> {
        if let Some(path) = self.html.as_ref().filter(|path| path.exists()) {
            return Err(CliError::Exists { path: path.clone() });
        }
        let known = self.known.as_deref().map(known::read).transpose()?;
        let place = Place::open(&self.place, Limit::gib(self.limit))?;
        let options = Options {
            origin: known.as_ref().map(|head| head.origin.clone()),
            known: known.map(|head| head.known),
            at: self.at.or_else(now),
        };
        let report = audit(place.dir(), &options)?;
        let why = self.why.map(|seat| why(&report, seat)).transpose()?;
        self.tell(&report, why.as_ref(), &place, output)?;
        // A page that cannot be written does not hide what was found.
        let written = self.write_page(&report, &place);
        if let Err(error) = &written {
            say(format_args!("the page is not written: {error}"));
        }
        self.conclude(&report, &place)?;
        written
    }

    fn write_page(&self, report: &Report, place: &Place) -> Result<()> {
        let Some(path) = &self.html else { return Ok(()) };
        let page = text::page(report, &self.words(), place.name());
        files::write_new(path, page.as_bytes(), Secrecy::Public)
    }

    fn words(&self) -> Words {
        Words::new(self.lang)
    }

    /// Writes the report, or the reasons for a seat.
    fn tell(&self, report: &Report, why: Option<&Why>, place: &Place, output: Output) -> Result<()> {
        let words = self.words();
        let mut json = text::json(report);
        if let (Value::Object(object), Some(why)) = (&mut json, why) {
            object.insert("why".to_owned(), text::why_json(why));
        }
        let told = match why {
            Some(why) => {
                let chain = text::why(why, report, &words, place.name(), output::width());
                format!("{}\n\n{chain}", text::verdict(report, &words))
            }
            None => text::table(report, &words, output::width(), self.verbose),
        };
        output.data(&json, told.trim_end())
    }

    /// Keeps the newest state of a record that holds, or fails.
    fn conclude(&self, report: &Report, place: &Place) -> Result<()> {
        if report.verdict() == Verdict::Refused {
            if let Some(path) = &self.remember {
                say(format_args!("{} stays as it is: the record is refused", path.display()));
            }
            let failures = report.failure_count;
            return Err(AuditError::Refused { place: place.name().to_owned(), failures }.into());
        }
        match (&self.remember, &report.head) {
            (Some(path), Some(head)) => known::write(path, place.dir(), head),
            (None, _) | (_, None) => Ok(()),
        }
    }
}

/// The report of a record that somebody has to rely on, wherever it is, as of now.
///
/// # Errors
/// It cannot be read, or the audit refuses it.
pub fn accepted(place: &str) -> Result<Report> {
    let place = Place::open(place, Limit::gib(GIB))?;
    let report = audit(place.dir(), &Options { at: now(), ..Options::default() })?;
    if report.verdict() == Verdict::Refused {
        let failures = report.failure_count;
        return Err(AuditError::Refused { place: place.name().to_owned(), failures }.into());
    }
    Ok(report)
}

/// Audits the record in a folder, with a progress bar.
pub fn audit(dir: &Path, options: &Options) -> Result<Report> {
    let mut bars = Bars::default();
    kenes_verify::audit(&FolderFiles::new(dir), options, &mut |progress| bars.tell(progress))
}

fn why(report: &Report, seat: SeatName) -> Result<Why> {
    let found = kenes_verify::why(report, seat);
    let seats = u64::try_from(report.seats.len()).unwrap_or(u64::MAX);
    Ok(found.ok_or(AuditError::NoSuchSeat { body: seat.body, seat: seat.seat, seats })?)
}

/// What the clock of this machine shows; nothing where it shows a time before 1970.
fn now() -> Option<Time> {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).ok()?;
    Some(Time::from_seconds(now.as_secs()))
}

fn moment(text: &str) -> std::result::Result<Time, &'static str> {
    let seconds =
        kenes_text::time::parse(text).ok_or("write 1795046400, 2026-11-19 or 2026-11-19T00:00:00Z")?;
    Ok(Time::from_seconds(seconds))
}

fn seat(text: &str) -> std::result::Result<SeatName, &'static str> {
    let form = "write the body, a slash and the seat, both from 0, such as 0/3";
    let (body, seat) = text.split_once('/').ok_or(form)?;
    Ok(SeatName { body: body.parse().map_err(|_| form)?, seat: seat.parse().map_err(|_| form)? })
}
