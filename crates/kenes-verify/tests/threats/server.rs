//! Whoever keeps the record: the server, its disk, its mirrors and its witnesses.

use kenes_core::testing::{CHARTER, Fields, MemoryFiles, Who, World, body, server_key, witness_key};
use kenes_core::{Alarm, Clock, Outcome, Refusal, Time};
use kenes_record::act::{ActType, Datum};
use kenes_record::checkpoint::{Checkpoint, Head};
use kenes_record::cosignature::cosign;
use kenes_record::key::{KeyUse, NoteSigner};
use kenes_record::proof::{prove_consistency, prove_inclusion, verify_inclusion};
use kenes_record::receipt::Receipt;
use kenes_record::witness::{AddCheckpoint, Refusal as Declined, Seen};
use kenes_record::{Hash, Tree};
use kenes_verify::{CheckId, Known, Options, Outcome as Ended, audit};

use crate::support::{council, effect, last_leaf};
use crate::{continued, found, found_in, head_of, leaf_of, log_key, prevented, sound, tree_of};

fn resignation(seat: u64) -> Fields {
    Fields::new(&[("body", Datum::Number(1)), ("seat", Datum::Number(seat))])
}

#[test]
fn compromised_server_forges_an_act() {
    let mut world = council();
    sound(&world.files());
    // By its own name it is no act at all, by a member's name the signature is wrong.
    assert!(world.attempt(ActType::SeatResigned, &[Who::Server], resignation(0).body()).is_err());
    let unsigned =
        world.draft(ActType::SeatResigned, &[Who::Person(0)], resignation(0).body()).write().unwrap();
    let name = world.signer(Who::Person(0)).verifier().name().clone();
    let secret = server_key(0).dangerously_expose_secret();
    let line = unsigned.line(&NoteSigner::from_secret(name, KeyUse::Note, &secret).unwrap());
    let mut entries = world.entries();
    entries.push(unsigned.assemble(vec![line]).unwrap().to_bytes());
    let files = world.files_of(&entries);
    assert_eq!(found(&files), [(CheckId::Signatures, Some(last_leaf(&world) + 1))]);
    let report = crate::support::audited(&files);
    assert_eq!(report.council.unwrap().seat_table(), world.council.seat_table());
}

/// The receipt is signed by the server, so it convicts it.
#[test]
fn compromised_server_drops_an_act_that_it_gave_a_receipt_for() {
    let mut world = council();
    let before = world.entries();
    effect(world.resign(1, 0, 0));
    let (honest, leaf) = (world.entries(), last_leaf(&world));
    let (tree, checkpoint) = (tree_of(&honest), world.checkpoint());
    let receipt = Receipt::new(leaf, prove_inclusion(&tree, leaf, tree.size()).unwrap(), checkpoint);
    let receipt = Receipt::parse(&receipt.unwrap().to_bytes()).unwrap();
    let head = receipt.checkpoint().verify(log_key(&world).verifier()).unwrap();
    let (size, root) = (head.head().size, head.head().root);
    let hash = Hash::leaf(&honest[usize::try_from(leaf).unwrap()]);
    assert!(verify_inclusion(hash, receipt.index(), size, root, receipt.proof()).is_ok());
    // The server goes on as if nobody had resigned.
    let mut other = World::new(CHARTER);
    other.join(3..12);
    other.days(31);
    assert_eq!(other.entries(), before);
    other.tick();
    let files = other.files();
    sound(&files);
    assert_eq!(found_in(&continued(&files, Known { size, root })), [(CheckId::Consistency, None)]);
    assert!(verify_inclusion(hash, leaf, size, head_of(&other.entries()).root, receipt.proof()).is_err());
    world.tick();
    assert_eq!(continued(&world.files(), Known { size, root }).failure_count, 0);
}

#[test]
fn compromised_server_seats_and_unseats_nobody() {
    let mut world = council();
    let call = world.call(1);
    // A puppet, who is a member, accepts what nobody elected it to, and resigns for somebody else.
    prevented(&mut world, Refusal::NotElected, |world| world.answer(ActType::SeatAccepted, call, 0, 9));
    prevented(&mut world, Refusal::NotHolder, |world| world.resign(1, 0, 9));
    // The control: the holder may.
    effect(world.resign(1, 0, 0));
    // A tick that names other seats than there are.
    world.now += 3_600;
    let mut checkpoint = world.checkpoint();
    let time = cosign(checkpoint.head(), &world.own_witness(), world.now);
    checkpoint.note_mut().push(time);
    let fields = [
        ("checkpoint", Datum::Checkpoint(Box::new(checkpoint))),
        ("table", Datum::Digest(Hash::of(b"other seats"))),
    ];
    effect(world.act(ActType::Tick, &[Who::Server], body(&fields)));
    assert_eq!(found(&world.files()), [(CheckId::Ticks, Some(last_leaf(&world)))]);
}

#[test]
fn compromised_server_backdates_a_tick() {
    let mut world = council();
    let now = world.now;
    prevented(&mut world, Refusal::Tick, |world| world.tick_at(now - 86_400));
    effect(world.tick_at(now + 60));
    sound(&world.files());
}

/// An act is taken out of the past: every later act of somebody who saw it speaks of another history.
#[test]
fn compromised_server_rewrites_the_past() {
    let world = council();
    let mut entries = world.entries();
    entries.remove(leaf_of(&world, ActType::EnrolCommitted));
    assert!(found(&world.files_of(&entries)).iter().any(|(check, _)| *check == CheckId::History));
    let known = head_of(&world.entries()[..5]);
    let report = continued(&world.files_of(&entries), known);
    assert!(found_in(&report).contains(&(CheckId::Consistency, None)));
    assert_eq!(continued(&world.files(), known).failure_count, 0);
}

/// Two histories of one beginning: in one, a registrar has resigned.
fn split(world: &World) -> (World, World) {
    let (mut one, mut other) = (world.clone(), world.clone());
    effect(one.resign(1, 0, 0));
    effect(other.resign(1, 1, 1));
    (one, other)
}

/// Without witnesses each history alone is sound: the page says so. Whoever has a head of one is not deceived.
#[test]
fn split_view_without_witnesses_is_found_by_whoever_compares() {
    let (one, other) = split(&council());
    for world in [&one, &other] {
        assert_eq!(sound(&world.files()).outcome(CheckId::Witnesses), Ended::NotReached);
    }
    let seen = head_of(&one.entries());
    assert_eq!(continued(&one.files(), seen).failure_count, 0);
    assert_eq!(found_in(&continued(&other.files(), seen)), [(CheckId::Consistency, None)]);
}

/// What a member signs names the head that the member saw.
#[test]
fn split_view_is_betrayed_by_the_next_act_of_a_member() {
    let (mut one, other) = split(&council());
    effect(one.resign(1, 1, 1));
    let mut entries = other.entries();
    entries.push(one.entries().pop().unwrap());
    let expected = [(CheckId::History, Some(last_leaf(&other) + 1))];
    assert_eq!(found(&other.files_of(&entries)), expected);
    sound(&one.files());
}

/// The head of these leaves, signed by the log.
fn signed(world: &World, tree: &Tree) -> Checkpoint {
    let origin = world.checkpoint().head().origin.clone();
    Head { origin, size: tree.size(), root: tree.root() }.sign(&log_key(world)).unwrap()
}

/// A witness that has seen this is asked for the head of other leaves, with the best proof that there is.
fn ask(world: &World, seen: Option<&Seen>, entries: &[Vec<u8>]) -> Result<Seen, Declined> {
    let tree = tree_of(entries);
    let old = seen.map_or(0, |seen| seen.head().size);
    let proof = prove_consistency(&tree, old, tree.size()).unwrap_or_default();
    let request = AddCheckpoint::new(old, proof, signed(world, &tree)).unwrap();
    let accepted = request.decide(&[log_key(world).verifier().clone()], seen)?;
    Ok(accepted.cosign(&witness_key(0), world.now).unwrap().after().clone())
}

#[test]
fn split_view_gets_no_second_quorum() {
    let mut world = World::with_witnesses(CHARTER, 4, 3);
    world.join(3..12);
    world.days(31);
    let (one, mut other) = split(&world);
    let seen = ask(&one, None, &world.entries()).unwrap();
    let seen = ask(&one, Some(&seen), &one.entries()).unwrap();
    let declined = ask(&one, Some(&seen), &other.entries()).unwrap_err();
    assert_eq!(declined.response().status, 422);
    assert!(declined.evidence().unwrap().proves_fork());
    // One of four lies, and cosigns both.
    sound(&one.files());
    other.set_witnesses(1);
    assert_eq!(found(&other.files()), [(CheckId::Witnesses, None)]);
}

#[test]
fn rollback_is_found_by_whoever_saw_more_and_refused_by_witnesses() {
    let mut world = council();
    let backup = world.clone();
    effect(world.resign(1, 0, 0));
    world.tick();
    let seen = head_of(&world.entries());
    sound(&world.files());
    assert_eq!(found_in(&continued(&backup.files(), seen)), [(CheckId::Consistency, None)]);
    // Signed again from the backup, as far as the record was.
    let mut again = backup.clone();
    again.tick();
    again.tick();
    assert_eq!(found_in(&continued(&again.files(), seen)), [(CheckId::Consistency, None)]);
    let witnessed = ask(&world, None, &world.entries()).unwrap();
    let shorter = AddCheckpoint::new(0, Vec::new(), signed(&backup, &tree_of(&backup.entries()))).unwrap();
    let declined = shorter.decide(&[log_key(&world).verifier().clone()], Some(&witnessed)).unwrap_err();
    assert_eq!(declined.response().status, 409);
    assert_eq!(ask(&world, Some(&witnessed), &again.entries()).unwrap_err().response().status, 422);
}

/// A mirror can show an old copy, which is sound; the reader's clock tells.
#[test]
fn mirror_shows_an_old_copy() {
    let world = council();
    let now = world.council.now().unwrap();
    let alarms = |seconds: u64| {
        let at = Some(Time::from_seconds(now.seconds() + seconds));
        let options = Options { at, ..Options::default() };
        audit(&world.files(), &options, &mut |_| {}).unwrap().alarms
    };
    let stale = Alarm::NoTick { last: Some(now) };
    assert!(!alarms(3_600).contains(&stale));
    assert!(alarms(2 * 86_400).contains(&stale));
}

/// A mirror has no key of the log.
#[test]
fn mirror_shows_another_record() {
    let world = council();
    let mut entries = world.entries();
    entries.pop();
    let mut files = world.files_of(&entries);
    let mirror = NoteSigner::from_secret(log_key(&world).verifier().name().clone(), KeyUse::Note, &[9; 32]);
    let tree = tree_of(&entries);
    let origin = world.checkpoint().head().origin.clone();
    let head = Head { origin, size: tree.size(), root: tree.root() }.sign(&mirror.unwrap()).unwrap();
    for path in ["checkpoint".to_owned(), format!("checkpoints/{}", tree.size())] {
        assert!(files.0.insert(path, head.note().to_bytes()).is_some());
    }
    assert!(found(&files).iter().all(|(check, _)| *check == CheckId::Checkpoints));
    sound(&world.files());
}

/// One liar of four does not move the clock, which is the median.
#[test]
fn witness_does_not_move_the_clock() {
    let mut world = World::with_witnesses(CHARTER, 4, 3);
    let now = world.now + 3_600;
    world.now = now;
    for liar in [now + 10 * 365 * 86_400, now - 3_000] {
        let mut world = world.clone();
        let mut checkpoint = world.checkpoint();
        let head = checkpoint.head().clone();
        for witness in 0..4 {
            let time = if witness == 3 { liar } else { now };
            checkpoint.note_mut().push(cosign(&head, &witness_key(witness), time));
        }
        effect(world.tick_with(checkpoint));
        assert_eq!(world.council.now(), Some(Time::from_seconds(now)));
        assert_eq!(world.council.clock(), Some(Clock::Witnesses(4)));
        sound(&world.files());
    }
    // Fewer than the quorum tell no time.
    let mut checkpoint = world.checkpoint();
    let head = checkpoint.head().clone();
    (0..2).for_each(|witness| checkpoint.note_mut().push(cosign(&head, &witness_key(witness), now)));
    prevented(&mut world, Refusal::Tick, |world| world.tick_with(checkpoint));
}

/// Witnesses who all sign both histories help to deceive whoever has seen neither, and forge nothing.
#[test]
fn witness_collusion_helps_a_split_and_forges_nothing() {
    let mut world = World::with_witnesses(CHARTER, 4, 3);
    world.join(3..12);
    world.days(31);
    let (one, other) = split(&world);
    assert_eq!(sound(&one.files()).witnesses, (4, true));
    assert_eq!(sound(&other.files()).witnesses, (4, true));
    let report = continued(&other.files(), head_of(&one.entries()));
    assert_eq!(found_in(&report), [(CheckId::Consistency, None)]);
    // The quorum does not make a forged act right.
    let mut entries = one.entries();
    let last = entries.last_mut().unwrap();
    let at = last.len() - 20;
    last[at] = if last[at] == b'A' { b'B' } else { b'A' };
    assert_eq!(found(&one.files_of(&entries)), [(CheckId::Signatures, Some(last_leaf(&one)))]);
    assert!(world.attempt(ActType::SeatResigned, &[Who::Server], resignation(0).body()).is_err());
}

/// Any file, any place: one bit is another, or the file is gone.
#[test]
fn bit_rot_in_any_file_is_found() {
    let mut world = council();
    let call = world.call(1);
    effect(world.stand(call, 3));
    assert_eq!(world.tick(), Outcome::Effect);
    let honest = world.files();
    sound(&honest);
    for (path, content) in &honest.0 {
        for place in 0..7 {
            let mut files: MemoryFiles = honest.clone();
            let at = (content.len() - 1) * place / 6;
            files.0.get_mut(path).unwrap()[at] ^= 1 << place;
            assert!(!found(&files).is_empty(), "{path}, byte {at}");
        }
        let mut files = honest.clone();
        files.0.remove(path);
        assert!(!found(&files).is_empty(), "{path}");
    }
}
