//! Who could do harm, and what finds or prevents it: an attack for each line of `docs/THREATS.md` on the record and the council.
//!
//! Each test makes a record, attacks it with keys that the attacker has, names the check or the code that finds the attack, and
//! shows that the honest record passes. What an attacker *can* do is shown too, where the page admits it.
//!
//! | line | tests here | elsewhere, since it needs a second server, a disk or another program |
//! |---|---|---|
//! | server compromised | `server::compromised_server_*` | going on at another server |
//! | split view | `server::split_view_*` | `split_view` of `kenes-store`, `witnesses` of `kenes-server` |
//! | rollback, an old backup | `server::rollback_*` | the guard at the start: `backup`, `sequencer`, `faults/stale` of `kenes-store` |
//! | a mirror | `server::mirror_*` | `split_view` of `kenes-store` |
//! | a witness, witnesses together | `server::witness_*` | witnesses of other councils |
//! | a registrar alone | `people::registrar_alone_*` | |
//! | registrars together | `people::registrars_together_*` | opening salts to opposing lists |
//! | sybils, entryism | `people::sybils_*` | |
//! | a member's device, a thief of a key | `people::device_*` | the second device's receipt |
//! | a member | `people::member_*` | |
//! | replay | `people::replay_*` | bundles of an offline meeting |
//! | flooding | `people::flooding_*` | rates: admission at the server |
//! | trustees, as many as the threshold; one trustee | `election::trustees_*`, `election::one_trustee_*` | |
//! | administrator, whoever receives ballots | `election::administrator_*` | |
//! | credential authority | `election::credential_authority_*` | |
//! | whoever files an archive | `election::whoever_files_*` | |
//! | coercion, vote buying | `election::coercion_*`: it is **not** prevented | a vote in an assembly |
//! | network shutdown | `power::network_shutdown_*` | mirrors on sticks, the rule for an outage |
//! | a delegate who is silent, an idle secretary | `power::silence_*` | |
//! | founders | `power::founders_*` | |
//! | capture by a majority | `power::majority_*` | leaving with a mirror |
//! | a malicious client | `power::malicious_client_*` | `conformance/council` and `conformance/wasm`: other programs, same state |
//! | disk or bit rot | `server::bit_rot_*` | signing only what was read back: `faults` of `kenes-store` |
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

#[path = "../support/mod.rs"]
mod support;

mod election;
mod people;
mod power;
mod server;

use kenes_core::testing::{MemoryFiles, World, server_key};
use kenes_core::{Outcome, Refusal};
use kenes_record::act::ActType;
use kenes_record::key::{KeyUse, NoteSigner};
use kenes_record::{Hash, Tree};
use kenes_verify::{CheckId, Known, Options, Report, Verdict, audit};

use self::support::{audited, last_leaf};

/// The control: every check holds.
#[track_caller]
fn sound(files: &MemoryFiles) -> Report {
    let report = audited(files);
    assert_eq!(report.failures, []);
    assert_eq!(report.verdict(), Verdict::Accepted);
    report
}

/// What finds the attack: the checks that fail, each with its leaf.
#[track_caller]
fn found(files: &MemoryFiles) -> Vec<(CheckId, Option<u64>)> {
    found_in(&audited(files))
}

#[track_caller]
fn found_in(report: &Report) -> Vec<(CheckId, Option<u64>)> {
    assert_eq!(report.verdict(), Verdict::Refused);
    report.failures.iter().map(|failure| (failure.check, failure.leaf)).collect()
}

/// What prevents the attack: the act has no effect for this reason, changes nothing, and the audit of the record says so.
#[track_caller]
fn prevented(world: &mut World, refusal: Refusal, attack: impl FnOnce(&mut World) -> Outcome) {
    let before = world.clone();
    assert_eq!(attack(world), Outcome::None(refusal));
    assert!(world.is_same_but_acts(&before));
    let report = sound(&world.files());
    let last = report.no_effect.last().unwrap();
    assert_eq!((last.leaf, last.refusal), (last_leaf(world), refusal));
    assert_eq!(report.council.as_ref(), Some(&world.council));
}

/// An audit by somebody who saw this much of a record before.
fn continued(files: &MemoryFiles, known: Known) -> Report {
    audit(files, &Options { known: Some(known), ..Options::default() }, &mut |_| {}).unwrap()
}

/// The head of these leaves.
fn head_of(entries: &[Vec<u8>]) -> Known {
    let tree = tree_of(entries);
    Known { size: tree.size(), root: tree.root() }
}

fn tree_of(entries: &[Vec<u8>]) -> Tree {
    let mut tree = Tree::new();
    entries.iter().for_each(|entry| tree.push(Hash::leaf(entry)));
    tree
}

/// The key of the log, which the server has.
fn log_key(world: &World) -> NoteSigner {
    let secret = server_key(0).dangerously_expose_secret();
    NoteSigner::from_secret(world.checkpoint().head().origin.clone(), KeyUse::Note, &secret).unwrap()
}

/// The number of the first act of this type.
fn leaf_of(world: &World, act_type: ActType) -> usize {
    world.acts().iter().position(|act| act.act_type() == act_type).unwrap()
}
