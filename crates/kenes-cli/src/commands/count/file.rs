//! Reading a file of ballots or votes, line by line.

use std::io::{self, BufRead, BufReader, Read as _};
use std::path::Path;

use kenes_count::Candidates;
use kenes_count::format::{self, Fault, FormatError, MAX_LINE, Parsed, Reader};

use super::lists::Persons;
use super::{CountingError, Options, archive};
use crate::error::{CliError, Result};
use crate::files;

/// What a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum InputFormat {
    /// Ballots as numbers of candidates, then names
    Blt,
    /// Rankings, a ballot or some equal ones a line; or sums: name,votes
    Csv,
    /// PrefLib: .soc, .soi, .toc or .toi
    Preflib,
    /// A participatory budget of pabulib: .pb
    Pabulib,
    /// A kenes archive: .bel or .bel.gz
    Archive,
}

/// Bytes that are read at once, and looked at to tell what a file is.
const PEEK: usize = 1 << 16;

/// The first two bytes of a gzip stream (RFC 1952).
const GZIP: &[u8] = &[0x1f, 0x8b];

/// How the first record of an archive is called.
const ARCHIVE: &[u8] = b"BELENIOS\0";

/// What a file was taken for.
#[derive(Clone, Copy)]
enum Told {
    Archive,
    Text(format::Format),
    /// Nothing that is known. It is read as BLT, which says where that fails.
    Unknown,
}

/// What was read.
#[derive(Clone)]
pub struct Taken {
    /// Candidates and votes.
    pub parsed: Parsed,
    /// Who stands on the lists, where an archive says so.
    pub persons: Option<Persons>,
}

impl From<Parsed> for Taken {
    fn from(parsed: Parsed) -> Self {
        Self { parsed, persons: None }
    }
}

/// Reads a file, or the standard input.
pub fn read(path: &Path, options: &Options) -> Result<Taken> {
    read_listed(path, options, options.candidates.as_deref())
}

/// Reads the file of a second vote. Its candidates are found by name, so that it needs no list of them.
pub fn read_second(path: &Path, options: &Options) -> Result<Parsed> {
    Ok(read_listed(path, options, None)?.parsed)
}

fn read_listed(path: &Path, options: &Options, listed: Option<&Path>) -> Result<Taken> {
    let failed = |source| CliError::Open { path: path.into(), source };
    let from_input = path == Path::new("-");
    let source: Box<dyn io::Read> =
        if from_input { Box::new(io::stdin()) } else { Box::new(files::open(path)?) };
    let mut source = BufReader::with_capacity(PEEK, source);
    let beginning = source.fill_buf().map_err(failed)?;
    let told = options.input_format.map_or_else(|| tell(path, beginning), Told::from);
    let wrong = |needs| Err(CliError::Usage { needs });
    let format = match told {
        Told::Archive if from_input => {
            return wrong("an archive is read twice: name a file, not the standard input");
        }
        Told::Archive if listed.is_some() => return wrong("--candidates is for CSV files"),
        // Before the audit, which may take a while.
        Told::Archive if options.seats.is_none() && !options.is_for_one_seat() => {
            return Err(CountingError::NoSeats { path: path.into() }.into());
        }
        Told::Archive => return archive::read(path, options.question),
        Told::Text(format) => format,
        Told::Unknown => format::Format::Blt,
    };
    if options.question.is_some() {
        return wrong("--question is for archives");
    }
    let listed = match (listed, format) {
        (None, _) => None,
        (Some(path), format::Format::Csv) => Some(candidates(path)?),
        (Some(_), _) => return wrong("--candidates is for CSV files"),
    };
    let reader = Reader::new(format, format::Options { candidates: listed });
    read_lines(reader, source).map(Taken::from).map_err(|stopped| match (stopped, told) {
        (Stopped::Read(source), _) => failed(source),
        (Stopped::Format(source), _) if source.fault == Fault::ListedTwice => CliError::Usage {
            needs: "--candidates is for ballots that name candidates; this file lists them",
        },
        (Stopped::Format(source), Told::Unknown) => {
            CountingError::UnknownFile { path: path.into(), source }.into()
        }
        (Stopped::Format(source), _) => CountingError::File { path: path.into(), source }.into(),
    })
}

impl From<InputFormat> for Told {
    fn from(format: InputFormat) -> Self {
        match format {
            InputFormat::Blt => Self::Text(format::Format::Blt),
            InputFormat::Csv => Self::Text(format::Format::Csv),
            InputFormat::Preflib => Self::Text(format::Format::PrefLib),
            // A budget is read elsewhere; as ballots such a file is nothing known.
            InputFormat::Pabulib => Self::Unknown,
            InputFormat::Archive => Self::Archive,
        }
    }
}

/// Tells what a file is by its name, or else by its beginning.
fn tell(path: &Path, beginning: &[u8]) -> Told {
    let extension = path.extension().map(|extension| extension.to_string_lossy()).unwrap_or_default();
    if beginning.starts_with(ARCHIVE) || beginning.starts_with(GZIP) || extension.eq_ignore_ascii_case("bel")
    {
        return Told::Archive;
    }
    let by_name = format::Format::of_extension(&extension);
    match by_name.or_else(|| format::Format::of_content(beginning)) {
        Some(format) => Told::Text(format),
        // That it holds nothing is what there is to say.
        None if beginning.is_empty() => Told::Text(format::Format::Blt),
        None => Told::Unknown,
    }
}

/// The names of a file with one a line.
fn candidates(path: &Path) -> Result<Candidates> {
    let text = files::read_text(path, files::SMALL)?;
    let names = text.lines().map(|line| line.trim().to_owned()).filter(|name| !name.is_empty());
    Ok(Candidates::new(names).map_err(|source| CountingError::Candidates { path: path.into(), source })?)
}

/// Why a file was not read to its end.
enum Stopped {
    Read(io::Error),
    Format(FormatError),
}

/// Hands a file over line by line; of a line that no reader takes, no more than it needs to refuse it.
fn read_lines(mut reader: Reader, mut source: impl BufRead) -> std::result::Result<Parsed, Stopped> {
    let longest = u64::try_from(MAX_LINE).unwrap_or(u64::MAX).saturating_add(1);
    let mut line = Vec::new();
    loop {
        line.clear();
        let read = source.by_ref().take(longest).read_until(b'\n', &mut line).map_err(Stopped::Read)?;
        if read == 0 {
            return reader.end().map_err(Stopped::Format);
        }
        reader.line(line.strip_suffix(b"\n").unwrap_or(&line)).map_err(Stopped::Format)?;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(name: &str, beginning: &[u8]) -> &'static str {
        match tell(Path::new(name), beginning) {
            Told::Archive => "archive",
            Told::Text(format::Format::Blt) => "blt",
            Told::Text(format::Format::Csv) => "csv",
            Told::Text(format::Format::PrefLib) => "preflib",
            Told::Unknown => "unknown",
        }
    }

    #[test]
    fn files_are_told_by_name_or_content() {
        for (name, beginning, expected) in [
            ("a.blt", &b"name,votes\n"[..], "blt"),
            ("a.TOI", b"", "preflib"),
            ("a", b"name,votes\n", "csv"),
            ("-", b"3 2\n", "blt"),
            ("a.csv", GZIP, "archive"),
            ("a", b"BELENIOS\0\0", "archive"),
            ("a.bel", b"", "archive"),
            ("a", b"", "blt"),
            ("a", b"{}", "unknown"),
        ] {
            assert_eq!(told(name, beginning), expected, "{name}");
        }
    }

    #[test]
    fn a_line_without_end_is_cut_off() {
        let reader = || Reader::new(format::Format::Blt, format::Options::default());
        let endless = BufReader::new(io::repeat(b'1'));
        let Err(Stopped::Format(error)) = read_lines(reader(), endless) else { panic!() };
        assert_eq!((error.line, error.fault), (1, Fault::LineTooLong));
        let blt = b"1 1\n1 1 0\n0\n\"Ann\"";
        assert_eq!(read_lines(reader(), &blt[..]).ok().and_then(|parsed| parsed.seats), Some(1));
    }
}
