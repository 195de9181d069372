//! Any byte of an archive, changed.

use kenes_belenios::archive::Form;
use kenes_belenios::audit::{Options, Verdict, audit_bytes};
use kenes_belenios::group::GroupId;
use kenes_belenios::testing::{Scenario, TestRng, random, rng};
use rand_core::Rng as _;

use crate::{long, parallel};

/// Bytes changed in the gate.
const SAMPLE: usize = 2000;

/// Every one of the archive's bytes is hashed or has one possible value.
fn check(archive: &[u8], form: Form, change: impl Fn(usize, &mut TestRng) -> u8 + Sync, name: &str) {
    let places: Vec<usize> = if long() {
        (0..archive.len()).collect()
    } else {
        let mut rng = rng(11);
        (0..SAMPLE).map(|_| random::index(&mut rng, archive.len())).collect()
    };
    let options = Options { form, ..Options::default() };
    let accepted = parallel(&places, |&place| {
        let mut altered = archive.to_vec();
        altered[place] ^= change(place, &mut rng(u64::try_from(place).unwrap()));
        let report = audit_bytes(&altered, &options);
        (report.verdict() == Verdict::Accepted).then(|| format!("byte {place}"))
    });
    assert!(accepted.is_empty(), "{name}: {}", accepted.join(", "));
}

fn small() -> Vec<u8> {
    use random::Kind;
    Scenario::new(GroupId::Ed25519, 21)
        .ask(&[Kind::SelectOrBlank, Kind::Rank])
        .voters(2)
        .shuffles(1)
        .make()
        .archive
}

#[test]
fn an_archive_with_any_byte_changed_is_refused() {
    let archive = small();
    check(&archive, Form::Strict, |_, _| 1, "lowest bit");
    check(&archive, Form::Strict, |_, _| 0x80, "highest bit");
    check(&archive, Form::Strict, |_, rng| u8::try_from(rng.next_u32() % 255 + 1).unwrap(), "any change");
}

#[test]
fn an_archive_cut_off_anywhere_but_after_an_event_is_refused() {
    let archive = small();
    let whole = kenes_belenios::testing::items(&archive);
    let ends: Vec<usize> =
        (1..=whole.len()).map(|count| kenes_belenios::testing::rebuild(&whole[..count]).len()).collect();
    let accepted = parallel(&(0..archive.len()).collect::<Vec<_>>(), |&length| {
        let report = audit_bytes(&archive[..length], &Options::default());
        (report.verdict() == Verdict::Accepted && !ends.contains(&length)).then(|| length.to_string())
    });
    assert!(accepted.is_empty(), "{}", accepted.join(", "));
}
