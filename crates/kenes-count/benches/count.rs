//! What reading a file of ballots and counting it cost: `cargo bench -p kenes-count`.
//!
//! The largest ward of vectors/count, and 100,000 papers of which no two are equal (`examples/large_contest.rs`).
#![expect(clippy::unwrap_used, reason = "a benchmark that cannot run should stop")]

use std::path::Path;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use kenes_count::format::{Parsed, blt};
use kenes_count::{Contest, Rule};

#[expect(dead_code, reason = "its main function is for the file")]
#[path = "../examples/large_contest.rs"]
mod large_contest;

fn ward() -> Vec<u8> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    std::fs::read(root.join("../../vectors/count/stv-scottish/edinburgh_2017_ward12.blt")).unwrap()
}

fn contest(parsed: Parsed) -> Contest {
    Contest::new(parsed.candidates, parsed.votes, parsed.seats.unwrap()).unwrap()
}

fn count(criterion: &mut Criterion) {
    for (name, file) in [("ward", ward()), ("large", large_contest::contest().into_bytes())] {
        let mut group = criterion.benchmark_group(name);
        group.throughput(Throughput::Bytes(u64::try_from(file.len()).unwrap()));
        group.bench_function("read", |bencher| bencher.iter(|| blt::parse(&file).unwrap()));
        let contest = contest(blt::parse(&file).unwrap());
        // Ward 12 and the large contest meet no tie.
        group.bench_function("scottish-stv", |bencher| {
            bencher.iter(|| Rule::ScottishStv.count(&contest, None).unwrap());
        });
        group.finish();
    }
}

criterion_group!(benches, count);
criterion_main!(benches);
