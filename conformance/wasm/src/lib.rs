//! What `run.mjs` asks of the crates for the protocol, the count, the record, the council and its audit, as functions from bytes to bytes.
//! [`ffi`] hands them to the host.

pub mod council;
pub mod ffi;
pub mod folder;
pub mod record;

use kenes_belenios::PlainAnswer;
use kenes_belenios::audit::{Options, audit_bytes};
use kenes_belenios::credential::PrivateCredential;
use kenes_belenios::election::{Election, group_of};
use kenes_belenios::group::Group;
use kenes_belenios::hash::Digest;
use kenes_belenios::sealing::Sealer;
use kenes_belenios::with_group;
use kenes_count::format::{self, Format};
use kenes_count::{Contest, LotSeed, Rule};

/// Audits an archive: the verdict, the check that failed first or `none`, and the result or nothing, on three lines.
pub fn audit(archive: &[u8]) -> Vec<u8> {
    let report = audit_bytes(archive, &Options::default());
    let check = report.failures.first().map_or("none", |failure| failure.check.name());
    let mut lines = format!("{}\n{check}\n", report.verdict()).into_bytes();
    lines.extend(report.result.unwrap_or_default());
    lines
}

/// Seals and casts a ballot. The input has four lines: the election, the private credential, the answers, the seed in
/// hexadecimal. Nothing comes back when one of them cannot be read.
pub fn seal(input: &[u8]) -> Vec<u8> {
    let mut lines = input.split(|&byte| byte == b'\n');
    let mut line = || lines.next().unwrap_or_default();
    let (election, credential, answers, seed) = (line(), line(), line(), line());
    let Ok(group) = group_of(election) else { return Vec::new() };
    with_group!(group, G => seal_in::<G>(election, credential, answers, seed)).unwrap_or_default()
}

fn seal_in<G: Group>(election: &[u8], credential: &[u8], answers: &[u8], seed: &[u8]) -> Option<Vec<u8>> {
    let election = Election::<G>::parse(election.to_vec()).ok()?;
    let credential = PrivateCredential::parse(core::str::from_utf8(credential).ok()?).ok()?;
    let answers = PlainAnswer::parse_all(answers, election.questions()).ok()?;
    let seed = Digest::parse_hex(seed)?;
    let sealed = Sealer::new(&election).seal_from_seed(&credential, answers, &seed.0).ok()?;
    Some(sealed.cast().bytes)
}

/// Counts a file. The first line of the input has the format's extension, the rule, the seats, the least number of seats of
/// each and, for lots, a seed in hexadecimal; the file follows. What comes back is the whole transcript, or why there is none,
/// as the crate writes it for debugging; nothing when the first line or the file cannot be read.
pub fn count(input: &[u8]) -> Vec<u8> {
    count_file(input).unwrap_or_default().into_bytes()
}

fn count_file(input: &[u8]) -> Option<String> {
    let end = input.iter().position(|&byte| byte == b'\n')?;
    let (line, file) = input.split_at_checked(end)?;
    let mut words = core::str::from_utf8(line).ok()?.split(' ');
    let format = Format::of_extension(words.next()?)?;
    let rule: Rule = words.next()?.parse().ok()?;
    let seats = words.next()?.parse().ok()?;
    let minimum = words.next()?.parse().ok()?;
    let seed = words.next().map(|seed| Digest::parse_hex(seed.as_bytes()));
    let seed = match seed {
        Some(seed) => Some(LotSeed::new(seed?.0)),
        None => None,
    };
    let parsed = format::parse(format, format::Options::default(), file.get(1..)?).ok()?;
    let contest = Contest::new(parsed.candidates, parsed.votes, seats).ok()?.with_minimum(minimum).ok()?;
    Some(format!("{:?}", rule.count(&contest, seed.as_ref())))
}
