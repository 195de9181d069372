//! What the parts of the record cost: `cargo bench -p kenes-record`. On the clock, one thread.
#![expect(clippy::unwrap_used, reason = "a benchmark that cannot run should stop")]

use std::collections::BTreeMap;
use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use kenes_record::act::{Act, ActType};
use kenes_record::checkpoint::Head;
use kenes_record::cosignature::{self, cosign};
use kenes_record::key::{KeyName, VerifierKey};
use kenes_record::policy::Policy;
use kenes_record::proof::{prove_consistency, prove_inclusion, verify_consistency, verify_inclusion};
use kenes_record::receipt::Receipt;
use kenes_record::testing::World;
use kenes_record::{Hash, Tree};

/// Leaves of the tree that proofs are about.
const LEAVES: u64 = 1_000_000;

fn hashes(c: &mut Criterion) {
    let mut group = c.benchmark_group("hash");
    let entry = [b'x'; 408];
    group.throughput(Throughput::Bytes(408));
    group.bench_function("leaf of 408 bytes", |b| b.iter(|| Hash::leaf(black_box(&entry))));
    let (left, right) = (Hash::of(b"left"), Hash::of(b"right"));
    group.throughput(Throughput::Elements(1));
    group.bench_function("node", |b| b.iter(|| Hash::node(black_box(&left), black_box(&right))));
    group.finish();
}

fn tree(leaf: Hash) -> Tree {
    let mut tree = Tree::new();
    for number in 0..LEAVES {
        // One leaf is what it should be; the others only have to differ.
        tree.push(if number == LEAVES / 3 { leaf } else { Hash::of(&number.to_be_bytes()) });
    }
    tree
}

fn proofs(c: &mut Criterion) {
    let world = World::new("record.example");
    let act = world.act(ActType::CandidacyFiled, 7).to_bytes();
    let (leaf, index) = (Hash::leaf(&act), LEAVES / 3);
    let tree = tree(leaf);
    let root = tree.root();
    let mut group = c.benchmark_group("a million leaves");
    let proof = prove_inclusion(&tree, index, LEAVES).unwrap();
    group.bench_function("verify inclusion", |b| {
        b.iter(|| verify_inclusion(black_box(leaf), index, LEAVES, root, &proof).unwrap())
    });
    group.bench_function("prove inclusion", |b| b.iter(|| prove_inclusion(&tree, black_box(index), LEAVES)));
    let old = LEAVES - 12_345;
    let old_root = kenes_record::proof::root(&tree, old).unwrap();
    let continued = prove_consistency(&tree, old, LEAVES).unwrap();
    group.bench_function("verify consistency", |b| {
        b.iter(|| verify_consistency(black_box(old), old_root, LEAVES, root, &continued).unwrap())
    });
    let head = Head { origin: world.origin().name().clone(), size: LEAVES, root };
    let mut checkpoint = head.sign(world.log()).unwrap();
    let mut policy = format!("log {}\n", world.log().verifier());
    for (witness, number) in world.witnesses().iter().zip(1..) {
        checkpoint.note_mut().push(cosign(&head, witness, 1_795_046_400));
        policy.push_str(&format!("witness w{number} {}\n", witness.verifier()));
    }
    policy.push_str("group all 2 w1 w2 w3\nquorum all\n");
    let policy = Policy::parse(policy.as_bytes()).unwrap();
    let receipt = Receipt::new(index, proof, checkpoint).unwrap().with_entry(&act).unwrap().to_bytes();
    group.bench_function("read and verify a receipt with 3 cosignatures", |b| {
        b.iter(|| Receipt::parse(black_box(&receipt)).unwrap().verify_with_entry(&policy).unwrap().1)
    });
    group.finish();
}

fn acts(c: &mut Criterion) {
    let world = World::new("record.example");
    let mut group = c.benchmark_group("act");
    group.throughput(Throughput::Elements(1));
    for act_type in [ActType::SeatAccepted, ActType::BallotAccepted, ActType::CandidacyFiled] {
        let act = world.act(act_type, 7);
        let keys: BTreeMap<KeyName, VerifierKey> = act
            .note()
            .signatures()
            .iter()
            .map(|line| (line.name().clone(), world.key_of(line.name()).unwrap()))
            .collect();
        let bytes = act.to_bytes();
        let name = act_type.name();
        group.bench_function(format!("read {name}"), |b| b.iter(|| Act::parse(black_box(&bytes)).unwrap()));
        group.bench_function(format!("read and verify {name}"), |b| {
            b.iter(|| {
                let act = Act::parse(black_box(&bytes)).unwrap();
                act.verify(world.origin(), |name| keys.get(name).cloned()).unwrap()
            });
        });
    }
    group.finish();
}

fn checkpoints(c: &mut Criterion) {
    let world = World::new("record.example");
    let head = Head { origin: world.origin().name().clone(), size: LEAVES, root: Hash::of(b"root") };
    let checkpoint = head.sign(world.log()).unwrap();
    let witness = world.witnesses().first().unwrap();
    let mut group = c.benchmark_group("checkpoint");
    group.bench_function("sign", |b| b.iter(|| black_box(&head).sign(world.log()).unwrap()));
    group.bench_function("verify", |b| {
        b.iter(|| black_box(&checkpoint).verify(world.log().verifier()).unwrap())
    });
    group.bench_function("cosign", |b| b.iter(|| cosign(black_box(&head), witness, 1_795_046_400)));
    let mut cosigned = checkpoint.clone();
    cosigned.note_mut().push(cosign(&head, witness, 1_795_046_400));
    group.bench_function("verify a cosignature", |b| {
        b.iter(|| cosignature::verify(black_box(&cosigned), witness.verifier()).unwrap())
    });
    group.finish();
}

criterion_group!(benches, hashes, proofs, acts, checkpoints);
criterion_main!(benches);
