//! What `run.mjs` asks of the protocol crate, as functions from bytes to bytes. [`ffi`] hands them to the host.

pub mod ffi;

use kenes_belenios::PlainAnswer;
use kenes_belenios::audit::{Options, audit_bytes};
use kenes_belenios::credential::PrivateCredential;
use kenes_belenios::election::{Election, group_of};
use kenes_belenios::group::Group;
use kenes_belenios::sealing::Sealer;
use kenes_belenios::with_group;

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
    let seed = kenes_belenios::hash::Digest::parse_hex(seed)?;
    let sealed = Sealer::new(&election).seal_from_seed(&credential, answers, &seed.0).ok()?;
    Some(sealed.cast().bytes)
}
