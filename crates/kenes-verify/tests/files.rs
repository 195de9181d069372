//! The checks of the files and of the fold: a sound record is accepted, and each defect is found by its check.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

mod support;

use kenes_core::testing::{CHARTER, Fields, MemoryFiles, Who, World, body, server_key, text_blob};
use kenes_core::{Outcome, Refusal};
use kenes_record::act::{ActType, Datum};
use kenes_record::checkpoint::Checkpoint;
use kenes_record::cosignature::cosign;
use kenes_record::key::{KeyName, KeyUse, NoteSigner};
use kenes_record::{Hash, Tree};
use kenes_verify::{CheckId, Known, Options, Outcome as Ended, Report, Verdict, audit, why};

use self::support::{audited, council, effect, failures, last_leaf};

/// The only failure: its check, leaf, and file.
fn only(files: &MemoryFiles) -> (CheckId, Option<u64>, Option<String>) {
    let report = audited(files);
    assert_eq!(report.failures.len(), 1, "{:?}", report.failures);
    assert_eq!((report.failure_count, report.verdict()), (1, Verdict::Refused));
    let failure = report.failures[0].clone();
    assert_eq!(report.outcome(failure.check), Ended::Failed);
    (failure.check, failure.leaf, failure.file)
}

fn sound(files: &MemoryFiles) -> Report {
    let report = audited(files);
    assert_eq!(report.failures, []);
    assert_eq!(report.verdict(), Verdict::Accepted);
    report
}

/// A council with somebody who stands in an election, and one leaf after it.
fn standing() -> World {
    let mut world = council();
    let call = world.call(1);
    effect(world.stand(call, 3));
    world.tick();
    world
}

fn entries_tile(files: &MemoryFiles) -> String {
    files.0.keys().find(|path| path.starts_with("tile/entries/")).unwrap().clone()
}

#[test]
fn a_sound_record_is_accepted() {
    let world = standing();
    let report = sound(&world.files());
    assert_eq!(report.effective, u64::try_from(world.acts().len()).unwrap());
    assert_eq!(report.council.as_ref(), Some(&world.council));
    assert_eq!((report.stopped, report.at), (None, world.council.now()));
    for check in [CheckId::Files, CheckId::Fold, CheckId::Ticks, CheckId::Seats] {
        assert_eq!(report.outcome(check), Ended::Passed);
    }
    for check in [CheckId::Archives, CheckId::Counts, CheckId::Consistency, CheckId::Witnesses] {
        assert_eq!(report.outcome(check), Ended::NotReached);
    }
    assert_eq!(report.seats.len(), 9);
    let holder = report.seats[0].holder.as_ref().unwrap();
    assert_eq!((holder.member.number(), holder.key), (0, world.name(0)));
    let why = why(&report, report.seats[0].name).unwrap();
    assert_eq!((why.steps.len(), why.steps[0].leaf), (1, 0));
}

#[test]
fn progress_is_told() {
    let mut told = Vec::new();
    audit(&standing().files(), &Options::default(), &mut |progress| told.push(progress)).unwrap();
    assert!(told.last().is_some_and(|last| last.done == last.all));
}

#[test]
fn a_file_too_many_or_too_few_is_found() {
    let mut files = standing().files();
    files.0.insert("note.txt".into(), b"hello".to_vec());
    assert_eq!(only(&files), (CheckId::Files, None, Some("note.txt".into())));
    let mut files = standing().files();
    let path = files.0.keys().find(|path| path.starts_with("tile/0/")).unwrap().clone();
    files.0.remove(&path);
    assert_eq!(only(&files), (CheckId::Files, None, Some(path)));
}

#[test]
fn without_a_head_nothing_else_is_reached() {
    let mut files = standing().files();
    files.0.remove("checkpoint");
    let report = audited(&files);
    assert_eq!(report.outcome(CheckId::Files), Ended::Failed);
    assert_eq!(report.outcome(CheckId::Fold), Ended::NotReached);
    assert_eq!(report.verdict(), Verdict::Refused);
    assert_eq!(audited(&MemoryFiles::default()).verdict(), Verdict::Refused);
}

#[test]
fn a_leaf_that_is_no_act_is_found() {
    let world = standing();
    let mut entries = world.entries();
    entries.push(b"not an act".to_vec());
    let files = world.files_of(&entries);
    assert_eq!(only(&files), (CheckId::Acts, Some(last_leaf(&world) + 1), Some(entries_tile(&files))));
}

#[test]
fn a_forged_signature_is_found() {
    let world = standing();
    let mut entries = world.entries();
    let last = entries.last_mut().unwrap();
    // In the signature of the last line, behind the id of its key.
    let at = last.len() - 20;
    last[at] = if last[at] == b'A' { b'B' } else { b'A' };
    let files = world.files_of(&entries);
    assert_eq!(only(&files), (CheckId::Signatures, Some(last_leaf(&world)), Some(entries_tile(&files))));
    assert_ne!(audited(&files).council, Some(world.council));
}

/// The server cannot say what a member says.
#[test]
fn an_act_in_the_name_of_a_member_is_found() {
    let mut world = standing();
    let body = body(&[("body", Datum::Number(0)), ("seat", Datum::Number(0))]);
    let unsigned = world.draft(ActType::SeatResigned, &[Who::Person(0)], body).write().unwrap();
    // Signed by a key of the server's making, under the name of the member's.
    let secret = server_key(7).dangerously_expose_secret();
    let name = world.signer(Who::Person(0)).verifier().name().clone();
    let forger = NoteSigner::from_secret(name, KeyUse::Note, &secret).unwrap();
    let line = unsigned.line(&forger);
    let act = unsigned.assemble(vec![line]).unwrap();
    let mut entries = world.entries();
    entries.push(act.to_bytes());
    let files = world.files_of(&entries);
    let (check, leaf, _) = only(&files);
    assert_eq!((check, leaf), (CheckId::Signatures, Some(last_leaf(&world) + 1)));
    assert!(audited(&files).seats[0].holder.is_some());
}

#[test]
fn an_act_that_is_there_twice_is_found() {
    let world = standing();
    let mut entries = world.entries();
    entries.push(entries[5].clone());
    let files = world.files_of(&entries);
    let leaf = last_leaf(&world) + 1;
    assert_eq!(only(&files), (CheckId::History, Some(leaf), Some(entries_tile(&files))));
    assert_eq!(audited(&files).no_effect[0].refusal, Refusal::Again);
}

/// Who takes an enrolment out again has another history than every tick since.
#[test]
fn a_roll_that_was_rewritten_is_found() {
    let world = standing();
    let mut entries = world.entries();
    let enrolled = world.acts().iter().position(|act| act.act_type() == ActType::EnrolCommitted).unwrap();
    entries.remove(enrolled);
    let report = audited(&world.files_of(&entries));
    assert_eq!(report.outcome(CheckId::History), Ended::Failed);
    assert_eq!(report.failures[0].check, CheckId::History);
}

#[test]
fn a_tile_with_other_hashes_is_found() {
    let mut files = standing().files();
    let path = files.0.keys().find(|path| path.starts_with("tile/0/")).unwrap().clone();
    files.0.get_mut(&path).unwrap()[40] ^= 1;
    assert_eq!(only(&files), (CheckId::Tree, None, Some(path)));
}

/// A line that nobody knows could be a message to those who know.
#[test]
fn an_unknown_line_under_a_head_is_found() {
    let mut files = standing().files();
    let stranger = NoteSigner::from_secret(KeyName::new("stranger").unwrap(), KeyUse::Cosignature, &[7; 32]);
    let mut checkpoint = Checkpoint::parse(&files.0["checkpoint"]).unwrap();
    let line = cosign(checkpoint.head(), &stranger.unwrap(), 1_800_000_000);
    checkpoint.note_mut().push(line);
    files.0.insert("checkpoint".into(), checkpoint.note().to_bytes());
    assert_eq!(only(&files), (CheckId::Checkpoints, None, Some("checkpoint".into())));
}

#[test]
fn a_record_that_was_rolled_back_or_split_is_found() {
    let mut world = standing();
    let before = world.files();
    let (size, root) = (last_leaf(&world) + 1, root(&world.entries()));
    world.tick();
    let after = world.files();
    let known = |size, root| Options { known: Some(Known { size, root }), ..Options::default() };
    let ended = |files, options: &Options| {
        let report = audit(files, options, &mut |_| {}).unwrap();
        (report.outcome(CheckId::Consistency), report.failure_count)
    };
    assert_eq!(ended(&after, &known(size, root)), (Ended::Passed, 0));
    assert_eq!(ended(&after, &known(0, Hash::empty_root())), (Ended::Passed, 0));
    // Rolled back, then split.
    assert_eq!(ended(&before, &known(size + 1, self::root(&world.entries()))), (Ended::Failed, 1));
    assert_eq!(ended(&after, &known(size, Hash::of(b"another"))), (Ended::Failed, 1));
    assert_eq!(ended(&after, &known(0, Hash::of(b"another"))), (Ended::Failed, 1));
    let origin = audited(&after).head.unwrap().origin;
    let named = |origin: &str| Options { origin: Some(origin.into()), ..Options::default() };
    assert_eq!(ended(&after, &named(origin.as_str())), (Ended::Passed, 0));
    assert_eq!(ended(&after, &named("council.example/other")), (Ended::Failed, 1));
}

fn root(entries: &[Vec<u8>]) -> Hash {
    let mut tree = Tree::new();
    entries.iter().for_each(|entry| tree.push(Hash::leaf(entry)));
    tree.root()
}

#[test]
fn a_head_without_its_witnesses_is_found() {
    let mut world = World::with_witnesses(CHARTER, 4, 3);
    world.tick();
    let report = sound(&world.files());
    assert_eq!((report.outcome(CheckId::Witnesses), report.witnesses), (Ended::Passed, (4, true)));
    world.set_witnesses(2);
    assert_eq!(only(&world.files()), (CheckId::Witnesses, None, Some("checkpoint".into())));
}

#[test]
fn a_changed_text_is_found() {
    let mut files = standing().files();
    let path = kenes_record::blob::path(&text_blob(3).digest());
    *files.0.get_mut(&path).unwrap().last_mut().unwrap() ^= 1;
    assert_eq!(only(&files), (CheckId::Blobs, None, Some(path)));
}

/// Whoever stands withdraws the text, and the file is deleted.
#[test]
fn a_person_can_be_erased() {
    let mut world = standing();
    effect(withdraw(&mut world, 3));
    world.tick();
    let mut files = world.files();
    assert!(files.0.remove(&kenes_record::blob::path(&text_blob(3).digest())).is_some());
    let report = sound(&files);
    assert_eq!((report.outcome(CheckId::Withdrawals), report.counted.withdrawn), (Ended::Passed, 1));
}

#[test]
fn a_text_that_somebody_else_withdrew_is_found() {
    let mut world = standing();
    assert_eq!(withdraw(&mut world, 5), Outcome::None(Refusal::Authority));
    sound(&world.files());
    let mut files = world.files();
    let path = kenes_record::blob::path(&text_blob(3).digest());
    files.0.remove(&path);
    assert_eq!(only(&files), (CheckId::Withdrawals, Some(last_leaf(&world)), Some(path)));
}

/// Somebody withdraws the statement of person 3.
fn withdraw(world: &mut World, person: u64) -> Outcome {
    let stood = world.acts().iter().find(|act| act.act_type() == ActType::CandidacyFiled).unwrap().id();
    let fields = Fields::new(&[("act", Datum::Act(stood)), ("blob", Datum::Digest(text_blob(3).digest()))]);
    world.act(ActType::BlobWithdrawn, &[Who::Person(person)], fields.body())
}

#[test]
fn without_its_charter_there_is_no_council() {
    let world = standing();
    let mut files = world.files();
    let Some(Datum::Document(charter)) = world.acts()[0].body().field("charter") else { unreachable!() };
    files.0.remove(&charter.path());
    let report = audited(&files);
    let found: Vec<_> = report.failures.iter().map(|failure| (failure.check, failure.leaf)).collect();
    assert_eq!(found, [(CheckId::Files, None), (CheckId::Fold, Some(0))]);
    assert!(report.failures[1].message.contains(&charter.digest().to_hex()));
    assert!(report.council.is_none() && report.stopped == Some(0));
    assert_eq!(report.outcome(CheckId::Seats), Ended::NotReached);
    assert_eq!(report.outcome(CheckId::Signatures), Ended::Passed);
}

#[test]
fn a_tick_with_another_table_is_found() {
    let mut world = standing();
    world.now += 3_600;
    let mut checkpoint = world.checkpoint();
    let time = cosign(checkpoint.head(), &world.own_witness(), world.now);
    checkpoint.note_mut().push(time);
    let body = body(&[
        ("checkpoint", Datum::Checkpoint(Box::new(checkpoint))),
        ("table", Datum::Digest(Hash::of(b"another"))),
    ]);
    effect(world.act(ActType::Tick, &[Who::Server], body));
    assert_eq!(only(&world.files()), (CheckId::Ticks, Some(last_leaf(&world)), None));
}

/// Attempts that come to nothing are no faults: the record is accepted and says why each had no effect.
#[test]
fn what_nobody_may_do_has_no_effect() {
    let mut world = standing();
    let call = world.council.elections().next().unwrap().call;
    let before = world.council.clone();
    let now = world.now;
    let mut expected = Vec::new();
    let mut attempt = |world: &mut World, refusal: Refusal, outcome: Outcome| {
        assert_eq!(outcome, Outcome::None(refusal));
        expected.push((last_leaf(world), refusal));
    };
    // Backdated.
    let outcome = world.tick_at(now - 7_200);
    attempt(&mut world, Refusal::Tick, outcome);
    world.now = now;
    // A seat without an election.
    let outcome = world.answer(ActType::SeatAccepted, call, 0, 5);
    attempt(&mut world, Refusal::NotElected, outcome);
    // A registrar alone.
    let outcome = world.enrol_by(20, 0, &[Who::Person(0)]);
    attempt(&mut world, Refusal::Authority, outcome);
    // Somebody who came after the freeze.
    world.join(21..22);
    let outcome = world.stand(call, 21);
    attempt(&mut world, Refusal::Candidate, outcome);
    // More credentials than voters.
    world.go_to(world.election(call).nominations);
    let eligible = u64::try_from(world.election(call).eligible.len()).unwrap();
    let fields = world.setup_fields(call).with("count", Datum::Number(eligible + 1));
    let outcome = world.act(ActType::ElectionSetup, &[0, 1].map(Who::Person), fields.body());
    attempt(&mut world, Refusal::Credentials, outcome);
    let report = sound(&world.files());
    let found: Vec<_> = report.no_effect.iter().map(|none| (none.leaf, none.refusal)).collect();
    assert_eq!(found, expected);
    assert_eq!(report.no_effect_counts.values().sum::<u64>(), 5);
    let seats = |council: &kenes_core::Council| council.seat_table();
    assert_eq!(seats(&before), seats(report.council.as_ref().unwrap()));
}

/// The acts of another council, even by the same keys, are none of this one.
#[test]
fn acts_of_another_council_are_refused() {
    let world = standing();
    let mut other = World::new(&CHARTER.replace(r#""terms":3"#, r#""terms":4"#));
    other.join(3..5);
    let mut entries = world.entries();
    entries.push(other.entries().pop().unwrap());
    let found = failures(&world.files_of(&entries));
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0].1, Some(last_leaf(&world) + 1));
}
